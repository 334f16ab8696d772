// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/frequent_paths.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/process/role.hpp>

#include "flow/plain_paths.hpp"
#include "rounds.hpp"

namespace frequent_paths_test {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using flow_test::path, flow_test::path_map;

namespace {

using sketch = emptor::frequent_paths<std::string>;

/// What a sketch promises, of each path that was counted and one that was not.
void check(const sketch& found, const path_map& truth) {
    std::uint64_t all = 0;
    for (const auto& [states, times] : truth) all += times;
    REQUIRE(found.paths() == all);
    REQUIRE(found.error() <= all / found.kept());
    const auto listed = found.top(found.kept());
    REQUIRE(listed.size() <= found.kept());
    REQUIRE(std::is_sorted(listed.begin(), listed.end(),
                           [](const auto& a, const auto& b) { return a.times.at_most > b.times.at_most; }));
    for (const auto& [states, times] : truth) {
        const auto bounds = found.times(states);
        REQUIRE((bounds.at_least <= times && times <= bounds.at_most));
        REQUIRE(bounds.at_most - bounds.at_least <= found.error());
        const bool is_listed = std::any_of(listed.begin(), listed.end(), [&, &path_states = states](const auto& each) {
            return each.states == path_states;
        });
        REQUIRE((is_listed || times <= found.error()));
    }
    REQUIRE(found.times(path{"never"}) == emptor::path_bounds{0, found.error()});
    for (std::size_t most = 1; most < listed.size(); ++most) {
        if (!found.certain(most)) continue;
        std::uint64_t least = all;
        for (std::size_t i = 0; i < most; ++i) least = std::min(least, truth.at(listed[i].states));
        for (const auto& [states, times] : truth) {
            const bool above =
                std::any_of(listed.begin(), listed.begin() + static_cast<std::ptrdiff_t>(most),
                            [&, &path_states = states](const auto& each) { return each.states == path_states; });
            if (!above && times > least) FAIL(times << " is more than " << least);
        }
    }
}

/// Few paths are frequent, many are not.
path draw_path(std::mt19937_64& random) {
    const std::uint64_t of = random() % 3 == 0 ? 40 : 3;
    path drawn;
    for (std::uint64_t k = 0; k <= random() % 2; ++k) drawn.push_back(std::to_string(random() % of));
    return drawn;
}

}  // namespace

TEST_CASE("bounds hold for every path of thousands of streams, merged or not, with the stated error") {
    const std::uint64_t seed = 2005;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < emptor_test::rounds(1500); ++i) {
        CAPTURE(i);
        const std::size_t kept = 1 + random() % 12;
        path_map truth;
        sketch all{kept};
        std::vector<sketch> parts(1 + random() % 4, sketch{kept});
        for (std::uint64_t k = random() % 120; k > 0; --k) {
            const path drawn = draw_path(random);
            const std::uint64_t times = random() % 6 == 0 ? random() % 9 : 1;
            if (times > 0) truth[drawn] += times;
            all.count(drawn, times);
            parts[random() % parts.size()].count(drawn, times);
        }
        check(all, truth);
        // One stream alone: the counts add up to all, as they do in Space-Saving.
        std::uint64_t sum = 0;
        for (const auto& each : all.top(kept)) sum += each.times.at_most;
        REQUIRE(sum == all.paths());
        sketch merged{kept};
        for (const sketch& part : parts) merged += part;
        check(merged, truth);
        // And counting goes on after a merge.
        for (std::uint64_t k = random() % 60; k > 0; --k) {
            const path drawn = draw_path(random);
            ++truth[drawn];
            merged.count(drawn);
        }
        check(merged, truth);
        sketch identity = merged;
        identity += sketch{kept};
        REQUIRE(identity == merged);
    }
}

TEST_CASE("counts are exact while there are no more different paths than are kept, merged or not") {
    std::mt19937_64 random{12};
    for (int i = 0; i < emptor_test::rounds(500); ++i) {
        CAPTURE(i);
        const auto paths = flow_test::draw_paths(random, 40, 2, 3);  // 3 + 9 different ones
        path_map truth;
        for (const path& each : paths) {
            if (!each.empty()) ++truth[each];
        }
        REQUIRE(flow_test::adds_up(paths, random() % (paths.size() + 1), sketch{12}));
        const auto found = flow_test::counted(sketch{12}, paths);
        REQUIRE(found.error() == 0);
        REQUIRE(found.top(99).size() == truth.size());
        for (const auto& [states, times] : truth) {
            REQUIRE(found.times(states) == emptor::path_bounds{times, times});
        }
        REQUIRE(found.certain(12));
    }
}

TEST_CASE("a path that is not kept takes the place of the least frequent, and its count") {
    sketch found{2};
    found.count(path{"a"}, 5);
    found.count(path{"b"}, 2);
    found.count(path{"c"});
    CHECK(found.error() == 2);
    CHECK(found.times(path{"a"}) == emptor::path_bounds{5, 5});
    CHECK(found.times(path{"b"}) == emptor::path_bounds{0, 2});
    CHECK(found.times(path{"c"}) == emptor::path_bounds{1, 3});
    CHECK(found.certain(1));
    CHECK_FALSE(found.certain(2));
    found.count(path{});
    CHECK(found.paths() == 8);
    CHECK(found.times(path{}) == emptor::path_bounds{0, 0});
}

TEST_CASE("sketches that keep another number of paths, or none, are refused") {
    sketch two{2};
    CHECK_THROWS_MATCHES(two += sketch{3}, std::invalid_argument,
                         MessageMatches(ContainsSubstring("one keeps 2 paths and the other 3")));
    CHECK_THROWS_MATCHES(sketch{0}, std::invalid_argument, MessageMatches(ContainsSubstring("kept is 0")));
    emptor::frequent_paths<emptor::role> roles{4};
    CHECK_THROWS_AS(roles.count(std::vector{static_cast<emptor::role>(99)}), std::invalid_argument);
    CHECK(roles.paths() == 0);
}

}  // namespace frequent_paths_test
