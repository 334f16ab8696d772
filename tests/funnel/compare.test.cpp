// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/funnel/compare.hpp>
#include <emptor/funnel/report.hpp>

#include "../generator.hpp"
#include "../stats/published.hpp"

namespace compare_test {
namespace {

using Catch::Matchers::WithinAbs;
using emptor::against, emptor::against_the_rest, emptor::each_pair;
using emptor::compare_rates, emptor::compare_steps;
using emptor::group_rate, emptor::proportion;

using report = emptor::funnel_report<double>;

report steps_of(std::vector<std::pair<std::string, std::uint64_t>> counts) {
    std::vector<emptor::funnel_step<double>> steps;
    for (auto& [name, entities] : counts) {
        emptor::funnel_step<double> step;
        step.name = name;
        step.entities = entities;
        steps.push_back(std::move(step));
    }
    return {std::move(steps), {}};
}

std::string refusal(auto call) {
    try {
        call();
    } catch (const std::invalid_argument& refused) {
        return refused.what();
    }
    return {};
}

/// P(b > a) under uniform priors, by adding up a fine grid: for small counts.
double plain_chance_higher(const proportion& b, const proportion& a) {
    const auto density = [](const proportion& seen, double rate) {
        return std::pow(rate, static_cast<double>(seen.taken())) *
               std::pow(1 - rate, static_cast<double>(seen.chances() - seen.taken()));
    };
    constexpr int cells = 20'000;
    double below = 0;
    double both = 0;
    double all_of_a = 0;
    double all_of_b = 0;
    for (int i = 0; i < cells; ++i) {
        const double rate = (i + 0.5) / cells;
        const double here = density(a, rate);
        both += density(b, rate) * (below + here / 2);
        below += here;
        all_of_a += here;
        all_of_b += density(b, rate);
    }
    return both / all_of_a / all_of_b;
}

}  // namespace

TEST_CASE("a comparison of two groups has the numbers of R") {
    const auto known = published("proportions_and_tests.json");
    for (const auto& each : known["two_sample"]["cases"]) {
        const auto seen = compare_rates(
            "yes of all", {{"one", {each["n1"], each["x1"]}}, {"other", {each["n2"], each["x2"]}}}, against("other"));
        REQUIRE(seen.contrasts().size() == 1);
        const auto& contrast = seen.contrasts()[0];
        CHECK(contrast.group().name == "one");
        CHECK_THAT(contrast.apart().value.value(), near(each["diff"]));
        CHECK_THAT(contrast.apart().plausible.low, near(each["newcombe_hybrid_score"][0]));
        CHECK_THAT(contrast.apart().plausible.high, near(each["newcombe_hybrid_score"][1]));
        CHECK_THAT(contrast.z().value().z, near(each["z_pooled"]));
        CHECK_THAT(seen.chi_squared().value().statistic, near(each["chisq"]));
        CHECK_THAT(seen.chi_squared().value().p, near(each["chisq_p"]));
        CHECK_THAT(seen.g().value().statistic, near(each["G"]));
        CHECK_THAT(seen.g().value().p, near(each["G_p"]));
        const bool small = seen.chi_squared()->smallest_expected < 5;
        CHECK(contrast.fisher_p().has_value() == small);
        CHECK_THAT(contrast.p().value(), near(small ? each["fisher_p"] : each["p_two_sided"]));
        CHECK(contrast.holm_p() == contrast.p());
        CHECK(contrast.tests() == 1);
    }
    const auto smokers =
        compare_rates("smokers", {{"a", {86, 83}}, {"b", {93, 90}}, {"c", {136, 129}}, {"d", {82, 70}}});
    CHECK_THAT(smokers.chi_squared().value().statistic, near(known["smokers_R_prop_test"]["chisq"]));
    CHECK_THAT(smokers.chi_squared().value().p, near(known["smokers_R_prop_test"]["p"]));
    for (const auto& each : known["bayes_ab"]["cases"]) {
        const auto seen =
            compare_rates("p", {{"A", {each["A"][1], each["A"][0]}}, {"B", {each["B"][1], each["B"][0]}}});
        CHECK_THAT(seen.contrasts()[0].chance_higher(), near(each["p"]));
        CHECK_THAT(seen.chances_to_be_best()[1], near(each["p"]));
        CHECK_THAT(seen.chances_to_be_best()[0] + seen.chances_to_be_best()[1], WithinAbs(1, 1e-12));
    }
    for (const auto& each : known["power"]["cases"]) {
        const double n = std::round(each["n"].get<double>());
        const double rate = each["p1"];
        const auto size = static_cast<std::uint64_t>(n) * 1000;  // so that the rate is one of whole numbers
        const auto taken = static_cast<std::uint64_t>(std::llround(static_cast<double>(size) * rate));
        const auto seen = compare_rates("p", {{"as it is", {size, taken}}, {"changed", {size, taken}}});
        const double power = each["power"];
        const double rise = seen.contrasts()[0].smallest_rise_seen(power).value();
        CHECK_THAT(emptor::chances_needed(rate, rate + rise, 0.05, power), near(static_cast<double>(size), 1e-6));
        CHECK_THAT(seen.contrasts()[0].power_to_see(rate + rise).value(), WithinAbs(power, 1e-9));
    }
}

TEST_CASE("many contrasts have p adjusted for all of them") {
    const std::vector<group_rate> groups{{"a", {400, 100}}, {"b", {400, 130}}, {"c", {400, 101}}, {"d", {0, 0}}};
    const auto pairs = compare_rates("bought of searched", groups);
    REQUIRE(pairs.contrasts().size() == 6);
    CHECK(pairs.contrasts()[0].group().name == "b");
    CHECK(pairs.contrasts()[0].baseline().name == "a");
    std::vector<double> p;
    for (const auto& each : pairs.contrasts()) {
        CHECK(each.p().has_value() == (each.group().name != "d"));
        if (each.p()) p.push_back(*each.p());
        CHECK(each.tests() == 3);  // those with nobody are no tests
    }
    const auto by_holm = emptor::holm(p);
    const auto by_share = emptor::benjamini_hochberg(p);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(pairs.contrasts()[i].holm_p() == by_holm[i]);
        CHECK(pairs.contrasts()[i].benjamini_hochberg_p() == by_share[i]);
    }
    CHECK_FALSE(pairs.contrasts()[3].holm_p().has_value());

    const auto one = compare_rates("bought of searched", groups, against("b"));
    REQUIRE(one.contrasts().size() == 3);
    for (const auto& each : one.contrasts()) CHECK(each.baseline().name == "b");
    const auto rest = compare_rates("bought of searched", groups, against_the_rest());
    REQUIRE(rest.contrasts().size() == 4);
    CHECK(rest.contrasts()[1].baseline() == group_rate{"the rest", {800, 201}});
    CHECK(rest.groups() == groups);
}

TEST_CASE("the contrasts of many comparisons are adjusted together") {
    std::vector<emptor::rate_comparison> segments;
    std::vector<double> p;
    for (std::uint64_t i = 0; i < 4; ++i) {
        segments.push_back(compare_rates("bought", {{"a", {200, 50}}, {"b", {200, 55 + 10 * i}}}));
        p.push_back(segments.back().contrasts()[0].p().value());
        CHECK(segments.back().contrasts()[0].holm_p() == p.back());
    }
    adjust_together(segments);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(segments[i].contrasts()[0].holm_p() == emptor::holm(p)[i]);
        CHECK(segments[i].contrasts()[0].benjamini_hochberg_p() == emptor::benjamini_hochberg(p)[i]);
        CHECK(segments[i].contrasts()[0].tests() == 4);
    }
    emptor::adjust_together({});
}

TEST_CASE("where little is expected, p is Fisher's") {
    const auto seen = compare_rates("bought", {{"a", {10, 1}}, {"b", {12, 7}}});
    const auto& contrast = seen.contrasts()[0];
    CHECK(contrast.p() == emptor::fisher_exact({12, 7}, {10, 1}).p);
    CHECK(contrast.p() == contrast.fisher_p());
    const auto enough = compare_rates("bought", {{"a", {100, 10}}, {"b", {120, 70}}});
    CHECK_FALSE(enough.contrasts()[0].fisher_p().has_value());
    CHECK(enough.contrasts()[0].p() == enough.contrasts()[0].z().value().p);
    const auto none = compare_rates("bought", {{"a", {100, 0}}, {"b", {120, 0}}});
    CHECK(none.contrasts()[0].p() == 1.0);
    CHECK_FALSE(none.chi_squared().has_value());
}

TEST_CASE("random rates agree with a plain computation") {
    const std::uint64_t seed = 4711;
    CAPTURE(seed);
    emptor_test::generator random{seed};
    for (int round = 0; round < 25; ++round) {
        const auto some = [&] {
            const std::uint64_t chances = 1 + random.below(60);
            return proportion{chances, random.below(chances + 1)};
        };
        const proportion a = some();
        const proportion b = some();
        CAPTURE(a.chances(), a.taken(), b.chances(), b.taken());
        const auto seen = compare_rates("rate", {{"a", a}, {"b", b}}, against("a"));
        const auto& contrast = seen.contrasts()[0];
        CHECK(contrast.apart() == emptor::rate_difference(b, a));
        CHECK_THAT(contrast.chance_higher(), WithinAbs(plain_chance_higher(b, a), 1e-6));
        CHECK_THAT(seen.chances_to_be_best()[1], WithinAbs(contrast.chance_higher(), 1e-12));
        const double n =
            2.0 * static_cast<double>(a.chances() * b.chances()) / static_cast<double>(a.chances() + b.chances());
        CHECK_THAT(contrast.power_to_see(0.9).value(), WithinAbs(emptor::power_of_test(n, *a.rate(), 0.9), 1e-12));
        if (const auto rise = contrast.smallest_rise_seen(0.5)) {
            CHECK(contrast.power_to_see(*a.rate() + *rise).value() >= 0.5 - 1e-9);
            CHECK(contrast.power_to_see(*a.rate() + *rise * 0.99).value() < 0.5);
        } else {
            CHECK((*a.rate() == 1 || contrast.power_to_see(1).value() < 0.5));
        }
    }
}

TEST_CASE("reports are compared in the share of a step that reached a later one") {
    const std::map<std::string, report> groups{
        {"new search", steps_of({{"search", 1000}, {"choice", 400}, {"purchase", 250}})},
        {"old search", steps_of({{"search", 1000}, {"choice", 390}, {"purchase", 200}})},
    };
    const auto seen = compare_steps(groups, {.from = 0, .to = 2}, against("old search"));
    CHECK(seen.what() == "purchase of search");
    CHECK(seen.groups()[1] == group_rate{"old search", {1000, 200}});
    CHECK(compare_steps(groups, {.from = 1, .to = 2}).groups()[0].rate == proportion{400, 250});
    CHECK(compare_steps(groups, {.from = 1, .to = 2}, each_pair(), 0.9, "phone").what() == "phone: purchase of choice");
    CHECK(seen.contrasts()[0].sentence() ==
          "purchase of search: new search 25.0 % (250 of 1000) against old search 20.0 % (200 of 1000), 5.0 points "
          "more (95 % interval 1.3 to 8.6); z = 2.68, p = 0.0074");
    CHECK(seen.sentence() ==
          "purchase of search, 2 groups: new search 25.0 % (250 of 1000), old search 20.0 % (200 of 1000); "
          "chi-squared 7.17 with 1 degree of freedom, p = 0.0074; G 7.18, p = 0.0074");
}

TEST_CASE("sentences say which test it was, and for how many it was adjusted") {
    const auto seen =
        compare_rates("bought", {{"a", {10, 1}}, {"b", {12, 7}}, {"c", {0, 0}}, {"d", {900, 600}}}, each_pair(), 0.999);
    CHECK(seen.contrasts()[0].sentence() ==
          "bought: b 58.3 % (7 of 12) against a 10.0 % (1 of 10), 48.3 points more (99.9 % interval -15.2 to 79.9); "
          "Fisher's exact test, p = 0.0310 (p = 0.0619 by Holm, p = 0.0464 by Benjamini and Hochberg, of 3 tests)");
    CHECK(seen.contrasts()[1].sentence() ==
          "bought: c (0 of 0) against a 10.0 % (1 of 10); nothing to compare without a chance");
    CHECK(seen.contrasts()[1].apart() == emptor::difference{});
    CHECK_FALSE(seen.contrasts()[1].power_to_see(0.5).has_value());
    CHECK_FALSE(seen.contrasts()[1].smallest_rise_seen().has_value());
    CHECK(seen.sentence().ends_with("rough, as less than 5 is expected in 2 of 6 cells"));
    CHECK(compare_rates("x", {{"a", {9, 9}}, {"b", {3, 3}}})
              .sentence()
              .ends_with("nothing to compare: no two groups with chances, or none or all taken"));
}

TEST_CASE("what cannot be compared is refused by name") {
    const auto ask = [](std::vector<group_rate> groups, const emptor::compared_with& with, double confidence = 0.95) {
        return refusal([&] { (void)compare_rates("x", std::move(groups), with, confidence); });
    };
    CHECK(ask({{"a", {}}}, each_pair()) == "emptor::compare_rates: 1 group; it takes two or more");
    CHECK(ask({}, each_pair()) == "emptor::compare_rates: 0 groups; it takes two or more");
    CHECK(ask({{"a", {}}, {"a", {}}}, each_pair()) ==
          "emptor::compare_rates: two groups are called \"a\"; each needs a name of its own");
    CHECK(ask({{"a", {}}, {"b", {}}}, against("c")) == "emptor::against: no group is called \"c\"");
    CHECK(ask({{"a", {}}, {"b", {}}}, each_pair(), 1) ==
          "emptor::compare_rates: confidence is 1; it must be between 0 and 1, both excluded");
    const std::vector<std::pair<std::string, report>> unlike{{"a", steps_of({{"search", 2}, {"purchase", 1}})},
                                                             {"b", steps_of({{"search", 2}, {"choice", 1}})}};
    CHECK(refusal([&] { (void)compare_steps(unlike, {.from = 0, .to = 1}); }) ==
          "emptor::compare_steps: the report of \"b\" has other steps than that of \"a\"");
    CHECK(refusal([&] { (void)compare_steps(unlike, {.from = 0, .to = 2}); }) ==
          "emptor::compare_steps: from step 0 to step 2; it must be a later one of 0 to 1");
    CHECK(refusal([&] { (void)compare_steps(unlike, {.from = 1, .to = 1}); }).find("a later one") != std::string::npos);
    const auto contrast = compare_rates("x", {{"a", {9, 1}}, {"b", {3, 2}}}).contrasts()[0];
    CHECK(refusal([&] { (void)contrast.smallest_rise_seen(1); }).find("power is 1") != std::string::npos);
    CHECK(refusal([&] { (void)contrast.smallest_rise_seen(0.8, 0); }).find("significance is 0") != std::string::npos);
    CHECK(refusal([&] { (void)contrast.power_to_see(2); }).find("changed is 2") != std::string::npos);
}

}  // namespace compare_test
