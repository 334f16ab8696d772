// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/rework.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/flow/transition_counts.hpp>
#include <emptor/process/role.hpp>

#include "flow/plain_paths.hpp"

namespace rework_test {

using flow_test::path;
using rework = emptor::rework<std::string>;

TEST_CASE("returns and repeats of thousands of sets of paths are those of a plain reading, and parts add up") {
    const std::uint64_t seed = 15;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 2000; ++i) {
        CAPTURE(i);
        const auto paths = flow_test::draw_paths(random, 10, 8, 4);
        std::map<std::string, emptor::state_rework> expected;
        std::uint64_t all = 0, returning = 0;
        for (const path& each : paths) {
            if (each.empty()) continue;
            ++all;
            bool came_back = false;
            for (const std::string state : {"a", "b", "c", "d"}) {
                // The places where it is: each that is not the first is a return, or a repeat of its neighbour.
                std::vector<std::size_t> places;
                for (std::size_t k = 0; k < each.size(); ++k) {
                    if (each[k] == state) places.push_back(k);
                }
                std::uint64_t repeats = 0;
                for (std::size_t k = 1; k < places.size(); ++k)
                    if (places[k] == places[k - 1] + 1) ++repeats;
                const std::uint64_t returns = places.empty() ? 0 : places.size() - 1 - repeats;
                auto& of = expected[state];
                of.visits += places.size();
                if (!places.empty()) ++of.paths;
                of.returns += returns;
                if (returns > 0) ++of.returning;
                of.repeats += repeats;
                if (repeats > 0) ++of.repeating;
                came_back = came_back || returns > 0;
            }
            if (came_back) ++returning;
        }
        const rework found = flow_test::counted(rework{}, paths);
        const auto moves = flow_test::counted(emptor::transition_counts<std::string>{}, paths);
        for (const auto& [state, of] : expected) {
            REQUIRE(found.at(state) == of);
            REQUIRE(of.visits == moves.visits(state));
            REQUIRE(found.at(state).repeats == moves.moves(state, state));
        }
        REQUIRE(found.return_rate() == emptor::proportion{all, returning});
        REQUIRE(flow_test::adds_up<rework>(paths, random() % (paths.size() + 1)));
        REQUIRE(rework{flow_test::counted(emptor::path_counts<std::string>{}, paths)} == found);
    }
}

TEST_CASE("a return is a visit after another state, a repeat one after the same") {
    rework found;
    found.count(path{"offer", "check", "offer", "offer", "check"}, 2);
    found.count(path{"offer", "offer"});
    CHECK(found.at("offer") ==
          emptor::state_rework{.visits = 8, .paths = 3, .returns = 2, .returning = 2, .repeats = 3, .repeating = 3});
    CHECK(found.at("check").return_rate() == emptor::proportion{2, 2});
    CHECK(found.at("unheard of") == emptor::state_rework{});
    CHECK(found.at(*found.find("check")).visits == 4);
    CHECK(found.return_rate() == emptor::proportion{3, 2});
    CHECK_FALSE(rework{}.return_rate().rate());
    CHECK_FALSE(found == rework{});
    emptor::rework<emptor::role> roles;
    CHECK_THROWS_AS(roles.count(std::vector{emptor::role::user, static_cast<emptor::role>(99)}), std::invalid_argument);
    CHECK(roles == emptor::rework<emptor::role>{});
    CHECK(roles.at(static_cast<emptor::role>(99)) == emptor::state_rework{});
}

}  // namespace rework_test
