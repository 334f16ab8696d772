// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What `emptor flow` says of a goal: how likely paths come there, when, and what would change it.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/flow/first_passage.hpp>
#include <emptor/flow/markov_chain.hpp>
#include <emptor/flow/time_to_reach.hpp>
#include <emptor/flow/transition_counts.hpp>
#include <emptor/flow/what_if.hpp>
#include <emptor/io/flow_views.hpp>

#include "event_names.hpp"
#include "failure.hpp"
#include "list.hpp"
#include "log.hpp"
#include "messages.hpp"
#include "progress.hpp"
#include "words.hpp"

namespace program {

/// A share as people write it: 0.3, 30% or 30 %; nothing where it is none, or is not from 0 to 1.
[[nodiscard]] inline std::optional<double> share_in(std::string_view text) {
    const bool is_percent = text.ends_with('%');
    if (is_percent) text.remove_suffix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    while (text.starts_with(' ')) text.remove_prefix(1);
    const bool has_digit = text.find_first_of("0123456789") != std::string_view::npos;
    if (!has_digit || text.find_first_not_of("0123456789.") != std::string_view::npos) return std::nullopt;
    if (std::count(text.begin(), text.end(), '.') > 1) return std::nullopt;
    const double value = std::strtod(std::string{text}.c_str(), nullptr) / (is_percent ? 100 : 1);
    return value <= 1 ? std::optional{value} : std::nullopt;
}

/// A name without spaces around it, and without the quotes it may stand in.
[[nodiscard]] inline std::string unquoted(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    if (text.size() < 2 || !text.starts_with('"') || !text.ends_with('"')) return std::string{text};
    text = text.substr(1, text.size() - 2);
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        out += text[at];
        if (text.substr(at, 2) == "\"\"") ++at;
    }
    return out;
}

[[nodiscard]] inline std::vector<std::string> names_of(const emptor::markov_chain& chain) {
    std::vector<std::string> names;
    for (std::size_t state = 0; state < chain.size(); ++state) names.emplace_back(chain.name(state));
    return names;
}

/// A move and the share that it would have.
struct asked_move {
    std::string from;
    std::string to;
    double share{};
};

/// `FROM-TO=SHARE`. A hyphen may be part of a name: what stands on both sides of the one that is meant are states.
[[nodiscard]] inline asked_move move_in(const std::string& text, const emptor::markov_chain& chain) {
    const auto refuse = [&](const std::string& why) {
        return bad_usage("--what-if is " + in_quotes(text) + ": " + why);
    };
    const std::size_t equals = text.rfind('=');
    if (equals == std::string::npos) throw refuse("it must be FROM-TO=SHARE");
    const auto share = share_in(std::string_view{text}.substr(equals + 1));
    if (!share) {
        throw refuse("the share is " + in_quotes(text.substr(equals + 1)) +
                     "; it must be from 0 to 1, or from 0% to 100%");
    }
    const std::string_view move = std::string_view{text}.substr(0, equals);
    std::vector<asked_move> meant;
    for (std::size_t hyphen = move.find('-'); hyphen != std::string_view::npos; hyphen = move.find('-', hyphen + 1)) {
        asked_move one{unquoted(move.substr(0, hyphen)), unquoted(move.substr(hyphen + 1)), *share};
        if (chain.find(one.from) && chain.find(one.to)) meant.push_back(std::move(one));
    }
    if (meant.empty()) {
        throw refuse("FROM and TO must be states of the log: " + listed(names_of(chain), " and ", 12));
    }
    if (meant.size() > 1) throw refuse("more than one of its hyphens may be the one between two states; use quotes");
    return meant.front();
}

/// A library's refusal as one of the command line.
[[nodiscard]] inline failure refused_change(const std::string& text, const std::invalid_argument& error) {
    return bad_usage("--what-if is " + in_quotes(text) + ": " + reason_of(error));
}

/// The name of the end of paths, which is no state of the log.
[[nodiscard]] inline std::string end_of(const emptor::transition_counts<std::string>& counts) {
    std::string name = "(ends)";
    while (counts.find(name)) name.insert(name.size() - 1, 1, '.');
    return name;
}

/// How likely paths come to the goal, and what these changes would do.
/// @param is_open a path may go on after its last event; else that is its end.
[[nodiscard]] inline emptor::io::goal_view goal_in(const emptor::transition_counts<std::string>& counts,
                                                   const std::string& goal, const std::vector<std::string>& what_if,
                                                   bool is_open, progress& shown) {
    constexpr std::size_t most = 500;
    if (counts.size() > most) {
        throw bad_data("the log has " + std::to_string(counts.size()) + " different states; --goal needs at most " +
                       std::to_string(most) + ", for which --where or a coarser column may serve");
    }
    emptor::markov_chain chain = is_open ? emptor::markov_chain{counts, emptor::still_open}
                                         : emptor::markov_chain{counts, emptor::ended_as(end_of(counts))};
    if (!counts.find(goal)) {
        std::vector<std::string> names;
        for (std::size_t state = 0; state < counts.size(); ++state) names.emplace_back(counts.name(state));
        const std::string near = hint(goal, names);
        throw bad_data("--goal is " + in_quotes(goal) + near + (near.empty() ? "; it" : " It") +
                       " must be a state of the log: " + listed(names, " or ", 12));
    }
    emptor::io::goal_view view{.passage = emptor::first_passage{std::move(chain), goal}, .is_open = is_open};
    std::vector<emptor::chain_change> all;
    std::vector<std::string> left;
    for (const std::string& text : what_if) {
        const asked_move asked = move_in(text, view.passage.chain());
        try {
            const emptor::chain_change change{asked.from, asked.to, asked.share};
            view.changes.push_back({asked.from, asked.to, asked.share, emptor::what_if(view.passage, {change})});
            all.push_back(change);
        } catch (const std::invalid_argument& error) {
            throw refused_change(text, error);
        }
        left.push_back(asked.from);
    }
    std::sort(left.begin(), left.end());
    if (std::adjacent_find(left.begin(), left.end()) != left.end()) {
        note(shown, "two changes are of how one state is left, so there is no answer for all of them together");
    } else if (all.size() > 1) {
        view.together = emptor::what_if(view.passage, all);
    }
    return view;
}

/// How long entities wait until they come to one of these.
[[nodiscard]] inline emptor::io::wait_view wait_in(const std::vector<std::string>& until,
                                                   const std::vector<std::optional<std::string_view>>& states,
                                                   const std::vector<event_row>& rows) {
    std::string name;
    for (const std::string& each : until) name.append(name.empty() ? "" : " or ").append(each);
    emptor::reach_counter<std::uint32_t, moment> waiting;
    for (const event_row& row : rows) {
        if (!states[row.what]) continue;
        const bool is_there = std::find(until.begin(), until.end(), *states[row.what]) != until.end();
        waiting.count(row.who, row.when, is_there);
    }
    return {.until = name, .waiting = waiting.waiting(), .has_unit = true};
}

}  // namespace program
