// SPDX-License-Identifier: BSL-1.0
#include <emptor/io/detail/process_layout.hpp>

#include <algorithm>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <catch2/catch_test_macros.hpp>

namespace process_layout_test {

using emptor::detail::plain_process, emptor::detail::plain_rule;
using namespace emptor::io::detail;

namespace {

[[nodiscard]] plain_process random_process(std::mt19937& random) {
    plain_process process;
    const std::size_t stages = 2 + random() % 9;
    for (std::size_t s = 0; s < stages; ++s) {
        process.stages.push_back({.name = "s" + std::to_string(s), .final = s + 1 == stages && random() % 2 == 0});
    }
    const std::size_t rules = 1 + random() % 30;
    for (std::size_t r = 0; r < rules; ++r) {
        process.rules.push_back(
            {.from = r * (stages - 1) / rules, .to = random() % stages, .event = "e" + std::to_string(random() % 6)});
    }
    return process;
}

using end = std::tuple<std::size_t, std::size_t>;  ///< a stage, and the row at its side

void check_side(const drawn_side& side) {
    std::set<end> rows;
    for (const drawn_trunk& trunk : side.trunks) {
        CHECK(trunk.lane < side.lanes);
        CHECK(rows.insert({trunk.to, trunk.row}).second);
        for (const drawn_move& move : trunk.moves) {
            CHECK(rows.insert({move.from, move.row}).second);
            CHECK(!move.lines.empty());
            CHECK((trunk.loop == (move.from == trunk.to)));
        }
        for (const drawn_trunk& other : side.trunks) {
            if (&other == &trunk || other.lane != trunk.lane) continue;
            CHECK((other.bottom() < trunk.top() || trunk.bottom() < other.top()));
        }
    }
    for (const auto& [stage, row] : rows) CHECK(row < side.rows[stage]);
}

}  // namespace

TEST_CASE("No two ends share a row and no two trunks that pass share a lane, whatever the process") {
    const std::uint32_t seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int round = 0; round < 1000; ++round) {
        const plain_process process = random_process(random);
        const process_layout placed = layout(process, emptor::detail::english_words);
        check_side(placed.right);
        check_side(placed.left);
        // Every rule is somewhere, and nothing else.
        std::size_t lines = 0;
        for (const auto& down : placed.down) lines += down.size();
        for (const drawn_side* side : {&placed.right, &placed.left}) {
            for (const drawn_trunk& trunk : side->trunks) {
                for (const drawn_move& move : trunk.moves) lines += move.lines.size();
            }
        }
        const auto crowded = static_cast<std::size_t>(
            std::count_if(process.rules.begin(), process.rules.end(),
                          [&](const plain_rule& rule) { return exceptions(process, rule).has_value(); }));
        CHECK(lines + crowded == process.rules.size());
        CHECK(placed.down.back().empty());
    }
}

TEST_CASE("A rule of nearly every stage is a crowd, one of a few is not") {
    plain_process process;
    for (const char* name : {"a", "b", "c", "d", "lost"}) process.stages.push_back({.name = name});
    process.stages.back().final = true;
    for (std::size_t s = 0; s < 4; ++s) process.rules.push_back({.from = s, .to = 4, .event = "gone"});
    CHECK(exceptions(process, process.rules.front()) == std::vector<std::size_t>{});
    process.rules.pop_back();
    CHECK(exceptions(process, process.rules.front()) == std::vector<std::size_t>{3});
    process.rules.front().by = {"user"};
    CHECK(!exceptions(process, process.rules.front()));
    CHECK(!exceptions(process, process.rules.back()));
}

}  // namespace process_layout_test
