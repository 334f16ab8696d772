// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The chance to come to a goal as tables: from where, what pays, where it is lost, and what would be.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/io/detail/plain_flow.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/report_tables.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/io/detail/table.hpp>
#include <emptor/io/flow_views.hpp>

namespace emptor::io::detail {

/// How many rows of effects and of losses a table has.
inline constexpr std::size_t most_effects_listed = 10;

[[nodiscard]] inline std::string chance_interval(const std::optional<interval>& range) {
    return range ? percent(*range) : absent;
}

/// "+0.53": a difference of shares in points of a hundred.
[[nodiscard]] inline std::string gain_points(double difference) {
    const std::string text = rounded(difference * 100, 2);
    if (text.find_first_not_of("-0.") == std::string::npos) return "0";
    return text.starts_with('-') ? "−" + text.substr(1) : "+" + text;
}

[[nodiscard]] inline std::string goal_name(const goal_view& goal) {
    return std::string{goal.passage.chain().name(goal.passage.goal())};
}

[[nodiscard]] inline std::string chain_text(const markov_chain& chain, std::size_t state) {
    return state_text(chain.name(state));
}

/// The chance from the beginning and from each state, the goal itself left out.
/// @param order the states of the flow, by number.
[[nodiscard]] inline table chances_table(const goal_view& goal, const plain_flow& flow,
                                         const std::vector<std::size_t>& order) {
    const markov_chain& chain = goal.passage.chain();
    table out{{.heading = "from", .is_text = true},
              {.over = "chance", .heading = "share"},
              {.over = "chance", .heading = "", .is_text = true},
              {.over = "chance", .heading = "interval"},
              {.heading = "moves on the way"}};
    const auto add = [&](const std::string& name, const estimated_chance& chance, std::optional<double> moves) {
        out[0].cells.push_back(name);
        out[1].cells.push_back(percent(chance.value));
        out[2].cells.push_back(bar(chance.value, 12));
        out[3].cells.push_back(chance_interval(chance.between()));
        out[4].cells.push_back(moves ? amount(*moves) : absent);
    };
    if (!chain.starts().empty()) add("(begins)", goal.passage.estimate(), std::nullopt);
    for (const std::size_t at : order) {
        const auto state = chain.find(flow.states[at].name);
        if (!state || *state == goal.passage.goal()) continue;
        add(state_text(flow.states[at].name), goal.passage.estimate(*state), goal.passage.expected_steps(*state));
    }
    return out;
}

/// The moves of which one point more brings most.
[[nodiscard]] inline table effects_table(const goal_view& goal) {
    const markov_chain& chain = goal.passage.chain();
    table out{{.heading = "from", .is_text = true},
              {.heading = "to", .is_text = true},
              {.heading = "now"},
              {.heading = "one point more brings"}};
    if (chain.starts().empty()) return out;
    for (const move_effect& each : goal.passage.effects()) {
        if (!(each.gain > 1e-4) || out[0].cells.size() == most_effects_listed) break;
        out[0].cells.push_back(chain_text(chain, each.from));
        out[1].cells.push_back(chain_text(chain, each.to));
        out[2].cells.push_back(percent(each.probability));
        out[3].cells.push_back(gain_points(each.gain / 100));
    }
    return out;
}

/// The states in which most is lost.
[[nodiscard]] inline table losses_table(const goal_view& goal) {
    const markov_chain& chain = goal.passage.chain();
    table out{{.heading = "state", .is_text = true},
              {.heading = "lost there"},
              {.over = "if none were", .heading = "chance"},
              {.over = "if none were", .heading = "points"}};
    if (chain.starts().empty()) return out;
    const double now = goal.passage.chance();
    for (const bottleneck& each : goal.passage.bottlenecks()) {
        if (out[0].cells.size() == most_effects_listed) break;
        out[0].cells.push_back(chain_text(chain, each.state));
        out[1].cells.push_back(percent(each.lost));
        out[2].cells.push_back(percent(std::min(1.0, now + each.gain)));
        out[3].cells.push_back(gain_points(each.gain));
    }
    return out;
}

/// "compare → purchase 40 %".
[[nodiscard]] inline std::string change_text(const changed_move& change) {
    return state_text(change.from) + " → " + state_text(change.to) + " " + percent(change.share);
}

/// What each change would do by itself, then all together.
[[nodiscard]] inline table changes_table(const goal_view& goal) {
    table out{{.heading = "if", .is_text = true},      {.heading = "instead of"},
              {.over = "chance", .heading = "now"},    {.over = "chance", .heading = "then"},
              {.over = "change", .heading = "points"}, {.over = "change", .heading = "interval"}};
    const auto add = [&](const std::string& name, const std::string& before, const what_if_result& result) {
        const auto range = result.change.between();
        out[0].cells.push_back(name);
        out[1].cells.push_back(before);
        out[2].cells.push_back(percent(result.before.value));
        out[3].cells.push_back(percent(result.after.value));
        out[4].cells.push_back(gain_points(result.change.value));
        out[5].cells.push_back(range ? gain_points(range->low) + " to " + gain_points(range->high) : absent);
    };
    for (const changed_move& each : goal.changes) {
        const markov_chain& chain = goal.passage.chain();
        add(change_text(each), percent(chain.probability(each.from, each.to)), each.result);
    }
    if (goal.together) add("all of these", "", *goal.together);
    return out;
}

/// How many come to the goal.
[[nodiscard]] inline std::string chance_sentence(const goal_view& goal) {
    const estimated_chance chance = goal.passage.estimate();
    std::string out = percent(chance.value) + " of paths come to " + in_quotes(goal_name(goal));
    if (const auto range = chance.between()) out += " (" + percent(*range) + ")";
    return out + ".";
}

/// Which move pays most, and where most is lost; what is not is left out.
[[nodiscard]] inline std::vector<std::string> goal_sentences(const goal_view& goal) {
    const markov_chain& chain = goal.passage.chain();
    std::vector<std::string> out;
    if (chain.starts().empty()) return out;
    out.push_back(chance_sentence(goal));
    const auto name = [&](std::size_t state) { return in_quotes(chain_text(chain, state)); };
    if (const auto lost = goal.passage.bottlenecks(); !lost.empty()) {
        const auto most = std::ranges::max_element(lost, {}, &bottleneck::lost);
        out.push_back("Most is lost in " + name(most->state) + ": " + percent(most->lost) +
                      " of all paths. If none were lost there, " +
                      percent(std::min(1.0, goal.passage.chance() + most->gain)) + " would come to " +
                      in_quotes(goal_name(goal)) + ".");
    }
    if (const auto effects = goal.passage.effects(); !effects.empty() && effects.front().gain > 1e-4) {
        const move_effect& best = effects.front();
        const double more = std::min(0.01, 1 - best.probability);
        out.push_back("What pays most is the move from " + name(best.from) + " to " + name(best.to) + ": if " +
                      percent(best.probability + more) + " made it instead of " + percent(best.probability) +
                      ", about " + amount(best.gain * more * 100) + " points more of all paths would come to " +
                      in_quotes(goal_name(goal)) + ".");
    }
    return out;
}

/// What each change would do.
[[nodiscard]] inline std::vector<std::string> change_sentences(const goal_view& goal) {
    std::vector<std::string> out;
    const auto add = [&](const std::string& what, const what_if_result& result) {
        std::string text = "With " + what + ", " + percent(result.after.value) + " of paths would come to " +
                           in_quotes(goal_name(goal)) + " instead of " + percent(result.before.value);
        if (const auto range = result.change.between()) {
            text += range->low > 0 || range->high < 0 ? "; that is more than the log leaves open"
                                                      : "; the log leaves open whether that is a change at all";
        }
        out.push_back(text + ".");
    };
    for (const changed_move& each : goal.changes) add(change_text(each), each.result);
    if (goal.together) add("all of these", *goal.together);
    return out;
}

/// How the tables of a goal are to be read.
[[nodiscard]] inline std::string goal_note(const goal_view& goal) {
    return std::string{"Chances are those of a Markov chain with these moves, each taken whatever came before; "} +
           (goal.is_open ? "a path that ends may go on" : "a path that ends is lost") +
           "; intervals are at 95 % confidence. One point more: of a hundred who are where a move begins one more "
           "makes it, and fewer make the others in proportion.";
}

}  // namespace emptor::io::detail
