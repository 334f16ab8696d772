// SPDX-License-Identifier: BSL-1.0
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <emptor/roles/borda.hpp>
#include <emptor/roles/endorsement.hpp>
#include <emptor/roles/influence.hpp>
#include <emptor/roles/instant_runoff.hpp>
#include <emptor/roles/preference_perturbation.hpp>
#include <emptor/roles/simulated_choice.hpp>
#include <emptor/roles/voting.hpp>

#include "groups.hpp"
#include "refusal.hpp"

namespace simulated_choice_test {

using Catch::Matchers::WithinAbs;

namespace {

/// Counts up in a small range: which answers are used can be told.
struct counting {
    std::uint32_t next = 0;
    static constexpr std::uint32_t min() { return 5; }
    static constexpr std::uint32_t max() { return 5 + 9; }
    constexpr std::uint32_t operator()() { return 5 + next++ % 10; }
};

template <class Rule>
void check_estimate(const Rule& rule, const emptor::preferences& group, std::mt19937_64& random) {
    const auto exact = emptor::exact_choice(rule, group);
    const auto found = emptor::simulated_choice(rule, group, 2000, random);
    CHECK(found.rounds == 2000);
    if (found.counted < 100) return;
    for (std::size_t i = 0; i < exact.size(); ++i) {
        CAPTURE(i);
        // Five standard errors: missed once in two million. The rule of three where none was seen.
        const double allowed = std::max(5 * found.standard_errors[i].value(), 15 / static_cast<double>(found.counted));
        CHECK_THAT(found.choice[i], WithinAbs(exact[i], allowed));
    }
}

}  // namespace

TEST_CASE("a simulation comes within its standard error of the exact choice") {
    const std::uint64_t seed = 20;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 25; ++i) {
        const auto group = random_group(random, 6, 3);
        CAPTURE(i, group.members(), group.options());
        check_estimate(emptor::plurality{}, group, random);
        check_estimate(emptor::minimum_endorsement{group.members() / 2 + 1}, group, random);
        check_estimate(emptor::borda{}, group, random);
        check_estimate(emptor::preference_perturbation{}, group, random);
        check_estimate(emptor::instant_runoff{}, group, random);
    }
}

TEST_CASE("the standard error is that of a share of rounds") {
    std::mt19937_64 random{7};
    emptor::preferences one = emptor::preferences::over(2);
    one.add("member", {0.3, 0.7});
    const auto found = emptor::simulated_choice(emptor::plurality{}, one, 10'000, random);
    const double p = found.choice[0];
    CHECK_THAT(p, WithinAbs(0.3, 0.025));
    CHECK_THAT(found.standard_errors[0].value(), WithinAbs(std::sqrt(p * (1 - p) / 9999), 1e-12));
    CHECK(found.counted == 10'000);
    CHECK_FALSE(emptor::simulated_choice(emptor::plurality{}, one, 1, random).standard_errors[0].has_value());
}

TEST_CASE("rounds that do not decide are counted apart where a group votes again") {
    std::mt19937_64 random{8};
    const auto found = emptor::simulated_choice(emptor::minimum_endorsement{3}, three_by_three(), 20'000, random);
    CHECK_THAT(static_cast<double>(found.counted) / 20'000, WithinAbs(0.078, 0.01));
    CHECK_THAT(found.choice[0], WithinAbs(6. / 13, 5 * found.standard_errors[0].value()));
    emptor::preferences stubborn{"red", "blue"};
    stubborn.add("one", {1, 0});
    stubborn.add("other", {0, 1});
    const auto never = emptor::simulated_choice(emptor::unanimity{}, stubborn, 10, random);
    CHECK(never.counted == 0);
    CHECK(never.choice.undecided() == 1);
    CHECK_FALSE(never.standard_errors[0].has_value());
}

TEST_CASE("one seed is one run, the same everywhere") {
    std::mt19937_64 random{2026};
    const auto found = emptor::simulated_choice(emptor::borda{}, three_by_three(), 1000, random);
    std::mt19937_64 again{2026};
    CHECK(found.choice == emptor::simulated_choice(emptor::borda{}, three_by_three(), 1000, again).choice);
    CHECK(random() == again());
    // Counted once, with g++ and its library; the standard fixes what the generator gives.
    CHECK_THAT(found.choice[0], WithinAbs(0.4035, 1e-9));
}

TEST_CASE("a simulating rule answers like questions from like ballots") {
    const emptor::by_simulation rule{emptor::plurality{}, 2000, std::mt19937_64{5}};
    STATIC_REQUIRE(emptor::group_rule<emptor::by_simulation<emptor::plurality, std::mt19937_64>>);
    CHECK(rule(three_by_three()) == rule(three_by_three()));
    const auto exact = emptor::influence(emptor::plurality{}, three_by_three(), 1, 0);
    CHECK_THAT(emptor::influence(rule, three_by_three(), 1, 0).gain(), WithinAbs(exact.gain(), 0.06));
}

TEST_CASE("random numbers use every bit of any generator, and none of its bias") {
    STATIC_REQUIRE(emptor::random_bits<std::mt19937> && emptor::random_bits<std::minstd_rand>);
    STATIC_REQUIRE_FALSE(emptor::random_bits<std::uniform_int_distribution<int>>);
    // The generator spans 10 numbers: 3 bits of those below 8, that is 0 to 7, again and again; 53 bits are 17 of these
    // and the 2 high bits of the eighteenth.
    std::uint64_t expected = 0;
    for (std::uint64_t i = 0; i < 17; ++i) expected = expected << 3 | i % 8;
    expected = expected << 2 | (17 % 8) >> 1;
    counting few;
    CHECK(emptor::detail::unit_interval(few) == std::ldexp(static_cast<double>(expected), -53));
    std::mt19937_64 wide{1};
    std::mt19937_64 same{1};
    CHECK(emptor::detail::unit_interval(wide) == std::ldexp(static_cast<double>(same() >> 11), -53));
    std::mt19937 narrow{1};
    std::mt19937 narrow_same{1};
    const std::uint64_t high = narrow_same();
    const std::uint64_t low = narrow_same();
    CHECK(emptor::detail::unit_interval(narrow) == std::ldexp(static_cast<double>(high << 21 | low >> 11), -53));
    std::minstd_rand park_miller{1};
    std::array<int, 8> found{};
    for (int i = 0; i < 8000; ++i) ++found[static_cast<std::size_t>(8 * emptor::detail::unit_interval(park_miller))];
    for (const int eighth : found) CHECK(std::abs(eighth - 1000) < 150);
}

TEST_CASE("a simulation of nothing is refused, and why") {
    std::mt19937_64 random{1};
    CHECK(refusal([&] {
              static_cast<void>(emptor::simulated_choice(emptor::plurality{}, three_by_three(), 0, random));
          }) == "emptor::simulated_choice: 0 rounds; there must be 1 or more");
    CHECK(refusal([&] {
              static_cast<void>(emptor::simulated_choice(emptor::plurality{}, emptor::preferences{"a"}, 1, random));
          }) == "emptor::simulated_choice: no members; there must be 1 or more");
    CHECK(refusal([&] { emptor::by_simulation(emptor::plurality{}, 0, random); }) ==
          "emptor::by_simulation: 0 rounds; there must be 1 or more");
}

}  // namespace simulated_choice_test
