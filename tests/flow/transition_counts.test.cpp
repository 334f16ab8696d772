// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/transition_counts.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/process/role.hpp>

namespace transition_counts_test {

using emptor::role;
using counts_type = emptor::transition_counts<std::string>;
using path = std::vector<std::string>;

namespace {

counts_type counts_of(const std::vector<path>& paths) {
    counts_type counts;
    for (const path& each : paths) counts.count(each);
    return counts;
}

}  // namespace

TEST_CASE("a path enters, moves and exits") {
    const auto counts = counts_of({{"a", "b", "b", "a"}, {"b"}, {}});
    CHECK(counts.paths() == 2);
    CHECK(counts.size() == 2);
    CHECK(counts.name(1) == "b");
    CHECK(counts.find("b") == std::size_t{1});
    CHECK_FALSE(counts.find("c"));
    CHECK(counts.entries("a") == 1);
    CHECK(counts.exits("a") == 1);
    CHECK(counts.visits("b") == 3);
    CHECK(counts.moves("a", "b") == 1);
    CHECK(counts.moves(1, 1) == 1);
    CHECK(counts.moves("c", "a") == 0);
    CHECK(counts.visits("c") == 0);
    CHECK(counts.followed_by("b", "a") == emptor::proportion{3, 1});
    CHECK(counts.preceded_by("b", "a") == emptor::proportion{3, 1});
    CHECK_FALSE(counts.followed_by("c", "a").rate());
}

TEST_CASE("states of an enum are all of its enumerators, and any other value is refused") {
    emptor::transition_counts<role> counts;
    CHECK(counts.size() == emptor::enumerators<role>.size());
    counts.count(std::vector{role::user, role::buyer});
    CHECK(counts.moves(role::user, role::buyer) == 1);
    CHECK(counts.name(*counts.find(role::buyer)) == "buyer");
    const auto before = counts;
    CHECK_THROWS_AS(counts.count(std::vector{role::user, static_cast<role>(200)}), std::invalid_argument);
    CHECK(counts == before);
    CHECK_FALSE(counts.find(static_cast<role>(200)));
    CHECK(counts.moves(static_cast<role>(200), role::user) == 0);
}

TEST_CASE("counts of parts add up to those of the whole, whatever numbers their states have") {
    std::mt19937_64 random{7};
    for (int i = 0; i < 500; ++i) {
        CAPTURE(i);
        std::vector<path> paths(random() % 8);
        for (path& each : paths) {
            each.resize(random() % 6);
            for (std::string& state : each) state = std::string(1, static_cast<char>('a' + random() % 4));
        }
        const auto middle = paths.begin() + static_cast<std::ptrdiff_t>(random() % (paths.size() + 1));
        const auto a = counts_of({paths.begin(), middle}), b = counts_of({middle, paths.end()});
        const auto sum = [](auto x, const auto& y) { return x += y; };
        REQUIRE(sum(a, b) == counts_of(paths));
        REQUIRE(sum(b, a) == counts_of(paths));
        REQUIRE(sum(a, counts_type{}) == a);
        REQUIRE(sum(counts_type{}, a) == a);
        REQUIRE(sum(a, a).paths() == 2 * a.paths());
    }
    CHECK_FALSE(counts_of({{"a", "b"}}) == counts_of({{"b", "a"}}));
    CHECK_FALSE(counts_of({{"a"}}) == counts_of({}));
}

TEST_CASE("a thousand states are counted like three") {
    const std::uint64_t seed = 8;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (const std::size_t states : {3u, 256u, 257u, 1000u}) {
        CAPTURE(states);
        std::map<std::pair<std::string, std::string>, std::uint64_t> expected;
        counts_type all, odd, even;
        for (int i = 0; i < 600; ++i) {
            path steps(10);
            for (std::string& step : steps) step = std::to_string(random() % states);
            for (std::size_t k = 1; k < steps.size(); ++k) ++expected[{steps[k - 1], steps[k]}];
            all.count(steps);
            (i % 2 == 0 ? even : odd).count(steps);
        }
        std::uint64_t cells = 0;
        all.for_each_move([&](std::size_t from, std::size_t to, std::uint64_t count) {
            CHECK(count == expected.at({std::string{all.name(from)}, std::string{all.name(to)}}));
            ++cells;
        });
        CHECK(cells == expected.size());
        odd += even;
        CHECK(odd == all);
    }
}

}  // namespace transition_counts_test
