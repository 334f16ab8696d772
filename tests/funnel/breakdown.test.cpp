// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/funnel.hpp>

#include "visits.hpp"

namespace breakdown_test {
namespace {

using namespace std::chrono_literals;
using namespace emptor::question_words;
using emptor::attribution_step;
using shop::visit;
using enum shop::event;
using breakdown = emptor::funnel_breakdown<shop::attempts_type>;

std::chrono::sys_seconds hour(int h) { return std::chrono::sys_seconds{std::chrono::hours{h}}; }

template <class Report>
std::vector<std::uint64_t> lines(const Report& report) {
    std::vector<std::uint64_t> counts;
    for (const auto& step : report.steps()) counts.push_back(step.entities);
    return counts;
}

/// The groups by value; that of attempts without one has none.
std::map<std::optional<std::string>, std::vector<std::uint64_t>> by_value(const auto& given) {
    std::map<std::optional<std::string>, std::vector<std::uint64_t>> found;
    for (const auto& group : given.groups()) found[group.value] = lines(group.report);
    return found;
}

const std::vector<visit> two_buyers{{1, hour(0), seen, "mail"},
                                    {2, hour(1), seen, "shop"},
                                    {1, hour(2), tried, "shop"},
                                    {1, hour(3), bought, "search"},
                                    {2, hour(4), tried, "search"}};

}  // namespace

TEST_CASE("an attempt is attributed to its first, its last, or one of its steps") {
    const auto attempts = shop::attempts(two_buyers);
    using groups = std::map<std::optional<std::string>, std::vector<std::uint64_t>>;
    CHECK(by_value(breakdown{attempts}) == groups{{"mail", {1, 1, 1}}, {"shop", {1, 1, 0}}});
    CHECK(by_value(breakdown{attempts, attribution_step::last()}) == groups{{"search", {2, 2, 1}}});
    CHECK(by_value(breakdown{attempts, attribution_step::at(2)}) == groups{{"shop", {1, 1, 1}}, {"search", {1, 1, 0}}});
    CHECK(by_value(breakdown{attempts, attribution_step::at(3)}) ==
          groups{{"search", {1, 1, 1}}, {std::nullopt, {1, 1, 0}}});
    CHECK(breakdown{attempts}.sums());
    try {
        static_cast<void>(attribution_step::at(0));
        FAIL("not refused");
    } catch (const std::invalid_argument& refused) {
        CHECK(std::string{refused.what()} == "emptor::attribution_step: the step is 0; it must be 1 to 64");
    }
}

TEST_CASE("values that are counted apart do not add up, and say so") {
    const auto apart = emptor::attempts_of(shop::within_days, two_buyers, &visit::who, &visit::at, &visit::what,
                                           split_apart_by(&visit::channel));
    const emptor::funnel_breakdown by_channel{apart};
    CHECK_FALSE(by_channel.sums());
    CHECK(by_value(by_channel) ==
          std::map<std::optional<std::string>, std::vector<std::uint64_t>>{{"mail", {1, 0, 0}}, {"shop", {1, 0, 0}}});
}

TEST_CASE("the values with most attempts stand first, and all others together") {
    std::vector<visit> visits;
    std::uint32_t who = 0;
    for (const char* channel : {"a", "b", "b", "c", "c", "c", "d"}) visits.push_back({++who, hour(0), seen, channel});
    visits.push_back({1, hour(1), tried, "x"});
    const breakdown by_channel{shop::attempts(visits)};
    CHECK(by_channel.values() == 4);
    const auto top = by_channel.top(2);
    REQUIRE(top.size() == 3);
    CHECK(top[0].value == "c");
    CHECK(top[1].value == "b");
    CHECK(top[1].values == 1);
    CHECK(top[2].value == std::nullopt);
    CHECK(top[2].values == 2);
    CHECK(lines(top[2].report) == std::vector<std::uint64_t>{2, 1, 0});
    CHECK(top[2].report.entities() == 2);
    CHECK(top[2].report.steps()[1].share_of_first == 0.5);
    CHECK(top[2].report.steps()[1].interval_of_first->low > 0);
    CHECK(by_channel.top(0).size() == 1);
    CHECK(by_channel.top(100) == by_channel.groups());
    CHECK(by_channel.groups()[2].value == "a");  // of values with as many, the least stands first
}

TEST_CASE("each group is the funnel of its attempts, groups add up to the funnel, and parts to the whole") {
    emptor_test::generator random{21};
    for (int i = 0; i < 250; ++i) {
        CAPTURE(i);
        const auto visits = shop::draw(random);
        const auto attempts = shop::attempts(visits);
        const auto report = attempts.report();
        for (const attribution_step to :
             {attribution_step::first(), attribution_step::last(), attribution_step::at(2)}) {
            const breakdown whole{attempts, to};
            // plainly: the entities of each value, and their own log
            std::map<std::optional<std::string>, std::vector<std::uint32_t>> of;
            for (const auto each : attempts) {
                std::optional<std::string> value;
                std::size_t step = to == attribution_step::at(2) ? 2 : 1;
                if (to == attribution_step::last()) step = each.level();
                if (const auto own = each.value(step)) value = std::string{*own};
                of[value].push_back(each.who());
            }
            std::vector<std::uint64_t> sum(3);
            std::vector<std::uint64_t> lost(3);
            for (const auto& group : whole.groups()) {
                const auto& entities = of.at(group.value);
                REQUIRE(group.report.entities() == entities.size());
                auto own = shop::only(visits, [&](std::uint32_t who) {
                    return std::find(entities.begin(), entities.end(), who) != entities.end();
                });
                const auto last = *attempts.latest();  // when others were seen, too, by which attempts may be over
                own.push_back({99, last, left, ""});
                const auto expected = shop::attempts(own).report();
                for (std::size_t k = 0; k < 3; ++k) {
                    REQUIRE(group.report.steps()[k] == expected.steps()[k]);
                    sum[k] += group.report.steps()[k].entities;
                    lost[k] += group.report.steps()[k].open.value_or(0) + group.report.steps()[k].expired.value_or(0);
                }
            }
            for (std::size_t k = 0; k < 3; ++k) {
                REQUIRE(sum[k] == report.steps()[k].entities);
                REQUIRE(lost[k] == report.steps()[k].drop_off.value_or(0));
            }
            const auto odd = [](std::uint32_t who) { return who % 2 == 1; };
            const std::vector<visit> halves[]{shop::only(visits, odd), shop::only(visits, std::not_fn(odd))};
            breakdown parts;
            for (std::vector<visit> half : halves) {
                if (attempts.latest()) half.push_back({99, *attempts.latest(), left, ""});
                parts += breakdown{shop::attempts(half), to};
            }
            REQUIRE(parts == whole);
        }
    }
}

TEST_CASE("a breakdown adds up with those of the same question and attribution only") {
    const auto attempts = shop::attempts(two_buyers);
    breakdown sum{attempts};
    CHECK_THROWS_AS((sum += breakdown{attempts, attribution_step::last()}), std::invalid_argument);
    sum += breakdown{};
    CHECK(sum == breakdown{attempts});
    breakdown none;
    none += sum;
    CHECK(none == sum);
    sum += sum;
    CHECK(by_value(sum).at("mail") == std::vector<std::uint64_t>{2, 2, 2});
    CHECK(breakdown{}.groups().empty());
}

}  // namespace breakdown_test
