// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/funnel.hpp>
#include <emptor/presets.hpp>

namespace words_test {

using namespace std::chrono_literals;
using namespace emptor::question_words;
using emptor::funnel, emptor::step_number;

namespace {

enum class act : unsigned char { look, choose, pay, refund, other };
using enum act;

struct visit {
    int customer;
    int at;
    act what;
    int product{};
};

using counts = std::vector<std::uint64_t>;

counts entities(const auto& report) {
    counts found;
    for (const auto& step : report.steps()) found.push_back(step.entities);
    return found;
}

/// The question asked of one customer's acts, at times 0, 1, 2, ...
counts ask(const auto& asked, std::initializer_list<act> acts) {
    std::vector<visit> visits;
    for (const act what : acts) visits.push_back({1, static_cast<int>(visits.size()), what});
    return entities(asked(visits, &visit::customer, &visit::at, &visit::what));
}

counts ask_at(const auto& asked, const std::vector<visit>& visits) {
    return entities(asked(visits, &visit::customer, &visit::at, &visit::what));
}

constexpr auto buying = steps(look, choose, pay);

}  // namespace

TEST_CASE("words stand in any order and say the same") {
    constexpr funnel one{buying, within(5), breaks_on(foreign, repeat), gap_max(2), ties(input), timed};
    constexpr funnel turned{buying, timed, ties(input), gap_max(2), breaks_on(repeat, foreign), within(5)};
    STATIC_REQUIRE(one.rules == turned.rules);
    STATIC_REQUIRE_FALSE(one.plain);
    const std::vector<visit> visits{{1, 0, look}, {1, 1, choose}, {1, 2, other}, {1, 3, pay}};
    CHECK(ask_at(one, visits) == ask_at(turned, visits));
}

TEST_CASE("a question without words, or with a window and times, is answered by the plain engine") {
    STATIC_REQUIRE(decltype(funnel{buying})::plain);
    STATIC_REQUIRE(decltype(funnel{buying, within(5), timed})::plain);
    STATIC_REQUIRE(decltype(funnel{buying, within(5, closed), ties(by_step), each(entity), from(any_start)})::plain);
    STATIC_REQUIRE_FALSE(decltype(funnel{buying, within(5, half_open)})::plain);
}

TEST_CASE("a window may be half open, a session, or a number of events") {
    const std::vector<visit> visits{{1, 0, look}, {1, 3, other}, {1, 5, choose}, {1, 11, pay}};
    CHECK(ask_at(funnel{buying, within(5, closed)}, visits) == counts{1, 1, 0});
    CHECK(ask_at(funnel{buying, within(5, half_open)}, visits) == counts{1, 0, 0});
    CHECK(ask_at(funnel{buying, within(session(5))}, visits) == counts{1, 1, 0});
    CHECK(ask_at(funnel{buying, within(session(6))}, visits) == counts{1, 1, 1});
    CHECK(ask_at(funnel{buying, within(session(6), half_open)}, visits) == counts{1, 1, 0});
    CHECK(ask_at(funnel{buying, within(events(2))}, visits) == counts{1, 1, 0});
    CHECK(ask_at(funnel{buying, within(events(2), half_open)}, visits) == counts{1, 0, 0});
    CHECK(ask_at(funnel{buying, within(events(2)), visible<emptor::matching_events>}, visits) == counts{1, 1, 1});
}

TEST_CASE("lengths are durations where times have a unit") {
    struct event {
        int who;
        std::chrono::sys_seconds when;
        act what;
    };
    const std::chrono::sys_seconds noon{12h};
    const std::vector<event> events{{1, noon, look}, {1, noon + 90min, choose}, {1, noon + 100min, pay}};
    constexpr funnel asked{buying, gap_max(2h), gap_min(15min, between(choose, pay)), within(session(2h))};
    CHECK(entities(asked(events, &event::who, &event::when, &event::what)) == counts{1, 1, 0});
    struct numbered {
        int who;
        double when;
        act what;
    };
    const std::vector<numbered> hours{{1, 0.0, look}, {1, 1.5, choose}, {1, 1.75, pay}};
    constexpr funnel of_hours{buying, gap_max(90min), unit<std::chrono::hours>};
    CHECK(entities(of_hours(hours, &numbered::who, &numbered::when, &numbered::what)) == counts{1, 1, 1});
}

TEST_CASE("gaps are limited from every step to the next, or between two steps") {
    const std::vector<visit> visits{{1, 0, look}, {1, 3, choose}, {1, 5, pay}};
    CHECK(ask_at(funnel{buying, gap_max(3)}, visits) == counts{1, 1, 1});
    CHECK(ask_at(funnel{buying, gap_max(2)}, visits) == counts{1, 0, 0});
    CHECK(ask_at(funnel{buying, gap_max(2, between(choose, pay))}, visits) == counts{1, 1, 1});
    CHECK(ask_at(funnel{buying, gap_min(3)}, visits) == counts{1, 1, 0});
    CHECK(ask_at(funnel{buying, gap_min(3, between(look, choose))}, visits) == counts{1, 1, 1});
    CHECK(ask_at(funnel{buying, gap_min(1), gap_max(3), gap_max(1, between(choose, pay))}, visits) == counts{1, 1, 0});
}

TEST_CASE("events at one time count in step order, in the order of input, or not for two steps") {
    const std::vector<visit> visits{{1, 0, choose}, {1, 0, look}, {1, 0, pay}};
    CHECK(ask_at(funnel{buying}, visits) == counts{1, 1, 1});
    CHECK(ask_at(funnel{buying, ties(input)}, visits) == counts{1, 0, 0});
    CHECK(ask_at(funnel{buying, ties(increasing)}, visits) == counts{1, 0, 0});
    STATIC_REQUIRE(decltype(funnel{buying, ties(input, increasing)})::rules.increasing);
}

TEST_CASE("each kind of event breaks an attempt if it is named") {
    CHECK(ask(funnel{buying}, {look, other, choose, pay}) == counts{1, 1, 1});
    CHECK(ask(funnel{buying, breaks_on(foreign)}, {look, other, choose, pay}) == counts{1, 0, 0});
    // the best attempt is the one that took the second choice, unless the first one had to be taken
    CHECK(ask(funnel{buying, breaks_on(repeat)}, {look, choose, choose, pay}) == counts{1, 1, 1});
    CHECK(ask(funnel{buying, breaks_on(repeat), take<emptor::taking::first>}, {look, choose, choose, pay}) ==
          counts{1, 1, 0});
    CHECK(ask(funnel{buying, breaks_on(back)}, {look, choose, look, pay}) == counts{1, 1, 0});
    CHECK(ask(funnel{buying, breaks_on(restart)}, {look, choose, look, pay}) == counts{1, 1, 0});
    CHECK(ask(funnel{buying, breaks_on(restart)}, {look, look, choose, pay}) == counts{1, 1, 1});
    CHECK(ask(funnel{buying, breaks_on(ahead)}, {look, pay, choose, pay}) == counts{1, 0, 0});
    CHECK(ask(funnel{buying, breaks_on(ahead)}, {look, pay, look, choose, pay}) == counts{1, 1, 1});
}

TEST_CASE("what a break does is said by a dialect") {
    const auto asked = [](auto... words) {
        return ask(funnel{buying, breaks_on(foreign), words...}, {look, choose, other, look, choose, pay});
    };
    CHECK(asked() == counts{1, 1, 1});
    CHECK(asked(on_break<emptor::break_effect::end_entity>) == counts{1, 1, 0});
    CHECK(asked(on_break<emptor::break_effect::discard_attempt>) == counts{1, 1, 1});
    CHECK(ask(funnel{buying, breaks_on(foreign), on_break<emptor::break_effect::discard_attempt>},
              {look, choose, other}) == counts{0, 0, 0});
    CHECK(ask(funnel{buying, breaks_on(foreign), on_break<emptor::break_effect::end_attempt>}, {look, choose, other}) ==
          counts{1, 1, 0});
}

TEST_CASE("an excluded event ends an attempt between the steps that are named") {
    CHECK(ask(funnel{buying, exclude(refund)}, {look, choose, refund, pay}) == counts{1, 1, 0});
    CHECK(ask(funnel{buying, exclude(refund, between(look, choose))}, {look, choose, refund, pay}) == counts{1, 1, 1});
    CHECK(ask(funnel{buying, exclude(refund, between(look, pay))}, {look, refund, choose, pay}) == counts{1, 0, 0});
    const auto unwanted = [](act what) { return what == refund || what == other; };
    CHECK(ask(funnel{buying, exclude(unwanted)}, {look, other, choose}) == counts{1, 0, 0});
}

TEST_CASE("an entity that is dropped is in no line, and is counted") {
    const std::vector<visit> visits{{1, 0, look}, {1, 1, refund}, {1, 2, choose}, {2, 0, look}};
    const auto report = funnel{buying, exclude(refund), on_exclusion<emptor::break_effect::drop_entity>}(
        visits, &visit::customer, &visit::at, &visit::what);
    CHECK(entities(report) == counts{1, 0, 0});
    CHECK(report.totals().dropped == 1);
    CHECK(report.entities() == 2);
}

TEST_CASE("a step that may be skipped counts those who took it, and the next one's share is of the one before") {
    constexpr funnel asked{buying, may_skip(choose), timed};
    const std::vector<visit> visits{{1, 0, look}, {1, 4, pay},  {2, 0, look},  {2, 1, choose},
                                    {2, 2, pay},  {3, 0, look}, {4, 0, choose}};
    const auto report = asked(visits, &visit::customer, &visit::at, &visit::what);
    CHECK(entities(report) == counts{3, 1, 2});
    CHECK(report.steps()[1].share_of_previous == 1.0 / 3);
    CHECK(report.steps()[2].share_of_previous == 2.0 / 3);
    CHECK(report.steps()[2].drop_off == 1u);
    CHECK(report.steps()[2].from_previous.median == 2.5);  // 4 from the first step, and 1 from the second
    CHECK(report.steps()[2].in_attempt.median == 3.0);
    CHECK_THROWS_AS((funnel{steps(look, pay), may_skip(look, pay)}(visits, &visit::customer, &visit::at, &visit::what)),
                    std::invalid_argument);
}

TEST_CASE("a property that is held tells attempts apart, and an entity counts once with its best") {
    const std::vector<visit> visits{{1, 0, look, 7}, {1, 1, choose, 8}, {1, 2, look, 8},  {1, 3, choose, 7},
                                    {1, 4, pay, 7},  {2, 0, look, 7},   {2, 1, choose, 8}};
    constexpr funnel asked{buying, hold(&visit::product), within(10)};
    const auto report = asked(visits, &visit::customer, &visit::at, &visit::what);
    CHECK(entities(report) == counts{2, 1, 1});
    CHECK(report.entities() == 2);
    CHECK(entities(asked(sort_first, visits, &visit::customer, &visit::at, &visit::what)) == counts{2, 1, 1});
    const funnel by_name{buying, hold([](const visit& each) { return std::to_string(each.product); })};
    CHECK(ask_at(by_name, visits) == counts{2, 1, 1});
    auto counter = asked.counter<int, int, int>();
    for (const visit& each : visits) counter.count_held(each.customer, each.at, each.product, each.what);
    CHECK(counter.level(1) == emptor::funnel_level{3, false});
    CHECK(counter.report() == report);
}

TEST_CASE("attempts and starts are counted one by one") {
    const std::vector<visit> visits{{1, 0, look}, {1, 1, look}, {1, 2, choose},
                                    {1, 3, pay},  {1, 4, look}, {1, 20, look}};
    CHECK(ask_at(funnel{buying, within(5), each(entity)}, visits) == counts{1, 1, 1});
    CHECK(ask_at(funnel{buying, within(5), each(attempt)}, visits) == counts{3, 1, 1});
    CHECK(ask_at(funnel{buying, within(5), each(start)}, visits) == counts{4, 2, 2});
    CHECK(ask_at(funnel{buying, within(5), each(start), reuse<emptor::reuse_rule::exclusive>}, visits) ==
          counts{4, 1, 1});
}

TEST_CASE("the first or the last start may be the one that counts") {
    const std::vector<visit> visits{{1, 0, look}, {1, 5, look}, {1, 6, choose}, {1, 7, pay}, {1, 8, look}};
    CHECK(ask_at(funnel{buying, within(3), from(any_start)}, visits) == counts{1, 1, 1});
    CHECK(ask_at(funnel{buying, within(3), from(first_start)}, visits) == counts{1, 0, 0});
    CHECK(ask_at(funnel{buying, within(3), from(last_start)}, visits) == counts{1, 0, 0});
    CHECK(ask_at(funnel{buying, from(first_start)}, visits) == counts{1, 1, 1});
}

TEST_CASE("an open funnel counts at each step all who took it") {
    const std::vector<visit> visits{{1, 0, look}, {1, 1, choose}, {2, 0, choose}, {2, 1, pay}, {3, 0, pay}};
    const auto report = funnel{buying, open}(visits, &visit::customer, &visit::at, &visit::what);
    CHECK(entities(report) == counts{1, 2, 2});
    CHECK(report.steps()[1].share_of_first == 1.0);     // of customer 1 alone
    CHECK(report.steps()[2].share_of_previous == 0.5);  // of customers 1 and 2
}

TEST_CASE("unordered steps count how many were taken within the window, one event each") {
    const std::vector<visit> visits{{1, 0, pay},  {1, 1, look}, {1, 2, choose}, {2, 0, pay},
                                    {2, 9, look}, {3, 0, look}, {3, 1, look}};
    const auto report = funnel{buying, unordered, within(5), timed}(visits, &visit::customer, &visit::at, &visit::what);
    CHECK(entities(report) == counts{3, 1, 1});
    CHECK(report.steps()[0].name == "1 step");
    CHECK(report.steps()[2].name == "3 steps");
    CHECK(report.steps()[2].in_attempt.median == 2.0);
    CHECK(ask(funnel{steps(look, look), unordered}, {look}) == counts{1, 0});
}

TEST_CASE("of unordered steps some may stay in their place") {
    constexpr funnel asked{steps(look, choose, refund, pay), unordered, anchored(look, pay)};
    CHECK(ask(asked, {look, refund, choose, pay}) == counts{1, 1, 1, 1});
    CHECK(ask(asked, {look, choose, refund, pay}) == counts{1, 1, 1, 1});
    CHECK(ask(asked, {choose, look, refund, pay}) == counts{1, 1, 0, 0});
    CHECK(ask(asked, {look, refund, pay, choose}) == counts{1, 1, 1, 0});
    CHECK(ask(funnel{buying, unordered, anchored(pay), within(2)}, {choose, look, other, pay}) == counts{1, 1, 0});
    const std::vector<std::string> many(12, "x");
    const std::vector<visit> visits{{1, 0, look}};
    CHECK_THROWS_AS((funnel{steps(many), unordered, anchored(step_number{1})}(visits, &visit::customer, &visit::at,
                                                                              [](const visit&) { return "x"; })),
                    std::invalid_argument);
}

TEST_CASE("the end of a path is a step") {
    constexpr funnel leaves{steps(look, end_of_path), within(events(1))};
    const std::vector<visit> visits{{1, 0, choose}, {1, 1, look}, {2, 0, look}, {2, 1, choose}};
    const auto report = leaves(visits, &visit::customer, &visit::at, &visit::what);
    CHECK(entities(report) == counts{2, 1});
    CHECK(report.steps()[1].name == "end of path");
}

TEST_CASE("a counter can be asked while it counts, and goes on") {
    constexpr funnel asked{buying, breaks_on(repeat), timed};
    auto counter = asked.counter<std::string, int>();
    counter.count("anna", 0, look);
    CHECK(counter.level("anna") == emptor::funnel_level{1, false});
    CHECK_FALSE(counter.level("bela").has_value());
    counter.count("anna", 1, choose);
    CHECK(entities(counter.report()) == counts{1, 1, 0});
    counter.count("anna", 2, pay);
    counter.count("anna", 1, pay);
    CHECK(entities(counter.report()) == counts{1, 1, 1});
    CHECK(counter.report().out_of_order() == 1);
    CHECK(counter.report().steps()[2].in_attempt.median == 2.0);
}

TEST_CASE("entity by entity it is the same") {
    constexpr funnel asked{buying, breaks_on(back), within(4, half_open), timed};
    const std::vector<visit> visits{{1, 0, look}, {1, 1, choose}, {1, 2, look},
                                    {2, 0, look}, {2, 1, choose}, {2, 3, pay}};
    auto grouped = asked.grouped_counter<int>();
    for (const int customer : {1, 2}) {
        grouped.next_entity();
        for (const visit& each : visits) {
            if (each.customer == customer) grouped.count(each.at, each.what);
        }
    }
    CHECK(std::move(grouped).report() == asked(visits, &visit::customer, &visit::at, &visit::what));
}

TEST_CASE("a word names a step by what it is, or by its number where it stands there twice") {
    const auto twice = steps("view", "view", "buy");
    CHECK_THROWS_AS((funnel{twice, may_skip("view")}), std::invalid_argument);
    CHECK_THROWS_AS((funnel{twice, may_skip("sell")}), std::invalid_argument);
    CHECK_THROWS_AS((funnel{twice, may_skip(step_number{4})}), std::invalid_argument);
    CHECK_THROWS_AS((funnel{twice, exclude("x", between("buy", step_number{1}))}), std::invalid_argument);
    CHECK_NOTHROW(funnel{twice, may_skip(step_number{2}), exclude("x", between(step_number{1}, "buy"))});
    const std::vector<std::string> names{"view", "compare", "buy"};
    CHECK_NOTHROW(funnel{steps(names), may_skip("compare"), gap_max(3, between("view", "buy"))});
}

TEST_CASE("rules that contradict each other are refused where they are chosen at run time") {
    const std::vector<visit> visits{{1, 0, look}};
    const auto refused = [&](auto change, bool gaps = false) {
        emptor::matching_rules rules;
        change(rules);
        emptor::question_lengths<std::uint64_t> lengths;
        if (gaps) lengths.longest = {1, 1};
        CHECK_THROWS_AS(ask_at(funnel{buying, asked_by(rules, lengths)}, visits), std::invalid_argument);
    };
    refused([](auto& rules) { rules.unordered = true; }, true);
    refused([](auto& rules) { rules.unordered = rules.skips = true; });
    refused([](auto& rules) {
        rules.unordered = true;
        rules.take = emptor::taking::first;
    });
    refused([](auto& rules) {
        rules.from = emptor::start_rule::last_start;
        rules.each = emptor::counted_unit::start;
    });
    refused([](auto& rules) {
        rules.open = true;
        rules.each = emptor::counted_unit::attempt;
    });
    refused([](auto& rules) { rules.reuse = emptor::reuse_rule::exclusive; });
    emptor::question_lengths<std::uint64_t> short_of_gaps;
    short_of_gaps.shortest = {1};
    CHECK_THROWS_AS(ask_at(funnel{buying, asked_by({}, short_of_gaps)}, visits), std::invalid_argument);
}

TEST_CASE("the window is compared without overflow by every engine") {
    using limits = std::numeric_limits<std::int64_t>;
    struct event {
        int who;
        std::int64_t when;
        act what;
    };
    const std::vector<event> events{{1, limits::min(), look}, {1, limits::max(), choose}};
    const auto levels = [&](auto... words) {
        return entities(funnel{steps(look, choose), words...}(events, &event::who, &event::when, &event::what));
    };
    CHECK(levels(ties(input)) == counts{1, 1});
    CHECK(levels(ties(input), within(limits::max())) == counts{1, 0});
    CHECK(levels(ties(input), within(std::numeric_limits<std::uint64_t>::max())) == counts{1, 1});
    CHECK(levels(gap_min(limits::max())) == counts{1, 1});
    CHECK(levels(unordered, within(limits::max())) == counts{1, 0});
}

}  // namespace words_test
