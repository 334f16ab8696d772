// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where the stages and moves of a process stand in a picture.
///
/// A layer a stage, top to bottom in the order of the process. A move to the next layer goes straight down; one further
/// down goes round on the right, one back up round on the left. Each end of such a move has a row of its own at the
/// side of its stage, and each vertical part a lane that it shares only with those it does not pass: so no text stands
/// on a line, and no two lines on each other, but those that lead to the same stage.

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <emptor/process/detail/plain_process.hpp>

namespace emptor::io::detail {

/// What leads from one stage to another: all rules that do.
struct drawn_move {
    std::size_t from{};
    std::vector<std::string> lines{};
    std::size_t row{};  ///< where it leaves, counted from the top of the side of its stage
};

/// All the moves that lead to one stage on the same side: they come together in one line.
struct drawn_trunk {
    std::size_t to{};
    bool loop{};  ///< from the stage to itself; it stands alone
    std::vector<drawn_move> moves{};
    std::size_t row{};   ///< where it enters
    std::size_t lane{};  ///< from the stages outwards

    [[nodiscard]] std::size_t top() const { return std::min(to, moves.front().from); }
    [[nodiscard]] std::size_t bottom() const { return std::max(to, moves.back().from); }
};

/// The trunks on one side, and how many rows and lanes they need there.
struct drawn_side {
    std::vector<drawn_trunk> trunks{};
    std::vector<std::size_t> rows{};  ///< of each stage
    std::size_t lanes{};
};

/// What leads to a stage from nearly every other that is not final, said once.
struct drawn_crowd {
    std::vector<std::size_t> except{};  ///< from these it does not
    std::vector<std::string> lines{};
};

struct process_layout {
    std::vector<std::vector<std::string>> down{};  ///< what leads from each stage to the next
    drawn_side right{}, left{};
    std::vector<std::vector<drawn_crowd>> crowds{};  ///< of each stage
};

/// The stages from which a rule does not lead to its target, if they are few beside those from which it does.
[[nodiscard]] inline std::optional<std::vector<std::size_t>> exceptions(const emptor::detail::plain_process& process,
                                                                        const emptor::detail::plain_rule& rule) {
    std::vector<bool> covered(process.stages.size());
    for (const auto& other : process.rules) {
        const bool same = other.event == rule.event && other.to == rule.to && other.by == rule.by &&
                          other.agreed == rule.agreed && !(other.weight != rule.weight);
        if (same) covered[other.from] = true;
    }
    std::vector<std::size_t> except;
    std::size_t sources = 0;
    for (std::size_t s = 0; s < covered.size(); ++s) {
        if (covered[s]) ++sources;
        if (!covered[s] && !process.stages[s].final && s != rule.to) except.push_back(s);
    }
    if (sources < 3 || sources < 3 * except.size() || covered[rule.to]) return std::nullopt;
    return except;
}

/// Gives each end of a move its row: what goes up stands above what goes down, and of what goes the same way the
/// shorter nearer to the middle.
inline void place_rows(drawn_side& side, std::size_t stages) {
    struct end {
        bool down{};
        std::size_t length{};
        std::size_t trunk{};
        std::size_t* row{};
    };
    side.rows.assign(stages, 0);
    for (std::size_t s = 0; s < stages; ++s) {
        std::vector<end> ends;
        for (std::size_t t = 0; t < side.trunks.size(); ++t) {
            drawn_trunk& trunk = side.trunks[t];
            const std::size_t length = trunk.bottom() - trunk.top();
            if (trunk.to == s) ends.push_back({trunk.bottom() > s || trunk.loop, length, t, &trunk.row});
            for (drawn_move& move : trunk.moves) {
                if (move.from == s) ends.push_back({trunk.to >= s, length, t, &move.row});
            }
        }
        std::sort(ends.begin(), ends.end(), [](const end& a, const end& b) {
            if (a.down != b.down) return b.down;
            if (a.length != b.length) return a.down ? a.length > b.length : a.length < b.length;
            return a.trunk != b.trunk ? a.trunk < b.trunk : a.row < b.row;
        });
        for (const end& each : ends) *each.row = side.rows[s]++;
    }
}

/// Gives each trunk a lane that it shares only with those it does not pass, short ones inside.
inline void place_lanes(drawn_side& side) {
    std::vector<drawn_trunk*> order;
    for (drawn_trunk& trunk : side.trunks) order.push_back(&trunk);
    std::sort(order.begin(), order.end(), [](const drawn_trunk* a, const drawn_trunk* b) {
        return std::pair{a->bottom() - a->top(), a} < std::pair{b->bottom() - b->top(), b};
    });
    std::vector<std::vector<const drawn_trunk*>> lanes;
    for (drawn_trunk* trunk : order) {
        const auto meets = [trunk](const drawn_trunk* other) {
            return trunk->top() <= other->bottom() && other->top() <= trunk->bottom();
        };
        std::size_t lane = lanes.size();
        while (lane > 0 && std::none_of(lanes[lane - 1].begin(), lanes[lane - 1].end(), meets)) --lane;
        if (lane == lanes.size()) lanes.emplace_back();
        trunk->lane = lane;
        lanes[lane].push_back(trunk);
    }
    side.lanes = lanes.size();
}

/// Adds a line to what leads from one stage to another.
inline void add(drawn_side& side, std::size_t from, std::size_t to, std::string line) {
    const bool loop = from == to;
    auto trunk = std::find_if(side.trunks.begin(), side.trunks.end(),
                              [&](const drawn_trunk& each) { return each.to == to && each.loop == loop; });
    if (trunk == side.trunks.end()) trunk = side.trunks.insert(trunk, {.to = to, .loop = loop});
    if (trunk->moves.empty() || trunk->moves.back().from != from) trunk->moves.push_back({.from = from});
    trunk->moves.back().lines.push_back(std::move(line));
}

[[nodiscard]] inline process_layout layout(const emptor::detail::plain_process& process,
                                           const emptor::detail::diagram_words& words) {
    process_layout out;
    out.crowds.resize(process.stages.size());
    out.down.resize(process.stages.size());
    const auto as_it_is = [](const std::string& text) { return text; };
    for (const auto& rule : process.rules) {
        std::string line = emptor::detail::rule_text(rule, words, as_it_is);
        if (auto except = exceptions(process, rule)) {
            auto& crowds = out.crowds[rule.to];
            auto crowd = std::find_if(crowds.begin(), crowds.end(),
                                      [&](const drawn_crowd& each) { return each.except == *except; });
            if (crowd == crowds.end()) crowd = crowds.insert(crowd, {std::move(*except), {}});
            auto& lines = crowd->lines;
            if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(std::move(line));
            continue;
        }
        if (rule.to == rule.from + 1) {
            out.down[rule.from].push_back(std::move(line));
        } else {
            add(rule.to >= rule.from ? out.right : out.left, rule.from, rule.to, std::move(line));
        }
    }
    for (drawn_side* side : {&out.right, &out.left}) {
        place_rows(*side, process.stages.size());
        place_lanes(*side);
    }
    return out;
}

}  // namespace emptor::io::detail
