// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/step_matrix.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/process/role.hpp>

#include "flow/plain_paths.hpp"

namespace step_matrix_test {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using flow_test::path;
using steps = emptor::step_matrix<std::string>;

TEST_CASE("the steps of thousands of sets of paths are those of a plain reading, and parts add up") {
    const std::uint64_t seed = 14;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 2000; ++i) {
        CAPTURE(i);
        const auto paths = flow_test::draw_paths(random, 12, 6, 4);
        const std::size_t most = 1 + random() % 7;
        std::map<std::pair<std::size_t, std::string>, std::uint64_t> expected;
        std::vector<std::uint64_t> ended(most + 1);
        std::uint64_t all = 0;
        for (const path& each : paths) {
            if (each.empty()) continue;
            ++all;
            for (std::size_t step = 1; step <= most; ++step) {
                if (step <= each.size()) {
                    ++expected[{step, each[step - 1]}];
                } else {
                    ++ended[step];
                }
            }
        }
        const steps found = flow_test::counted(steps{most}, paths);
        REQUIRE(found.paths() == all);
        for (std::size_t step = 1; step <= most; ++step) {
            std::uint64_t sum = found.ended(step);
            for (const std::string state : {"a", "b", "c", "d"}) {
                REQUIRE(found.at(step, state) == expected[{step, state}]);
                REQUIRE(found.share(step, state) == emptor::proportion{all, expected[{step, state}]});
                sum += found.at(step, state);
            }
            REQUIRE(found.ended(step) == ended[step]);
            REQUIRE(sum == all);
        }
        REQUIRE(flow_test::adds_up(paths, random() % (paths.size() + 1), steps{most}));
        REQUIRE(steps{flow_test::counted(emptor::path_counts<std::string>{}, paths), most} == found);
    }
}

TEST_CASE("a step that is not counted is refused, and so are matrices of other lengths") {
    steps two{2};
    two.count(path{"a", "b", "c"}, 3);
    CHECK(two.at(2, "b") == 3);
    CHECK(two.at(2, 1) == 3);
    CHECK(two.at(2, "unheard of") == 0);
    CHECK(two.ended_share(2) == emptor::proportion{3, 0});
    CHECK_FALSE(steps{}.ended_share(1).rate());
    CHECK_THROWS_MATCHES(two.at(3, "c"), std::invalid_argument,
                         MessageMatches(ContainsSubstring("step is 3; it must be from 1 to 2")));
    CHECK_THROWS_AS(two.ended(0), std::invalid_argument);
    CHECK_THROWS_AS(steps{0}, std::invalid_argument);
    CHECK_THROWS_MATCHES(two += steps{3}, std::invalid_argument,
                         MessageMatches(ContainsSubstring("one counts 2 steps and the other 3")));
    CHECK_FALSE(two == steps{2});
    emptor::step_matrix<emptor::role> roles{2};
    roles.count(std::vector{emptor::role::user, emptor::role::buyer});
    CHECK(roles.at(2, emptor::role::buyer) == 1);
    CHECK_THROWS_AS(roles.count(std::vector{static_cast<emptor::role>(99)}), std::invalid_argument);
    CHECK(roles.paths() == 1);
}

}  // namespace step_matrix_test
