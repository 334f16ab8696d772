// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <ranges>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/funnel.hpp>
#include <emptor/presets.hpp>

namespace word_edges_test {

using namespace std::chrono_literals;
using namespace emptor::question_words;
using emptor::funnel, emptor::matching_rules, emptor::window_kind;

namespace {

template <class Time>
struct happening {
    int who;
    Time when;
    char what;
};
using event = happening<int>;
using counts = std::vector<std::uint64_t>;
using lengths = emptor::question_lengths<std::uint64_t>;

template <class Time>
auto report_on(const auto& asked, const std::vector<happening<Time>>& events) {
    return asked(events, &happening<Time>::who, &happening<Time>::when, &happening<Time>::what);
}

counts entities(const auto& report) {
    counts found;
    for (const auto& step : report.steps()) found.push_back(step.entities);
    return found;
}

/// What the question is refused with, or nothing.
std::string refusal(const auto& asked) {
    try {
        static_cast<void>(report_on(asked, std::vector<event>{{1, 0, 'a'}, {1, 1, 'b'}}));
    } catch (const std::invalid_argument& said) {
        return said.what();
    }
    return {};
}

constexpr auto two = steps('a', 'b');
constexpr auto three = steps('a', 'b', 'c');

}  // namespace

TEST_CASE("a length between two ticks is neither stretched nor cut") {
    using seconds = std::chrono::sys_seconds;
    const std::vector<happening<seconds>> late{{1, seconds{0s}, 'a'}, {1, seconds{1s}, 'b'}};
    const std::vector<happening<seconds>> later{{1, seconds{0s}, 'a'}, {1, seconds{2s}, 'b'}};
    CHECK(entities(report_on(funnel{two, gap_min(1500ms)}, late)) == counts{1, 0});
    CHECK(entities(report_on(funnel{two, gap_min(1500ms)}, later)) == counts{1, 1});
    CHECK(entities(report_on(funnel{two, gap_max(1500ms)}, late)) == counts{1, 1});
    CHECK(entities(report_on(funnel{two, gap_max(1500ms)}, later)) == counts{1, 0});
    CHECK(entities(report_on(funnel{two, within(1500ms, half_open)}, late)) == counts{1, 1});
    CHECK(entities(report_on(funnel{two, within(1500ms, half_open)}, later)) == counts{1, 0});
    const std::vector<event> plain{{1, 0, 'a'}, {1, 1, 'b'}};
    CHECK(entities(report_on(funnel{two, gap_min(1.5)}, plain)) == counts{1, 0});
    CHECK(entities(report_on(funnel{two, within(session(1.5), half_open)}, plain)) == counts{1, 1});
    CHECK(entities(report_on(funnel{two, within(session(1.0), half_open)}, plain)) == counts{1, 0});
}

TEST_CASE("a length beyond all times is neither reached nor run out") {
    using limits = std::numeric_limits<std::int32_t>;
    const std::vector<event> far{{1, limits::min(), 'a'}, {1, limits::max(), 'b'}};
    constexpr std::uint64_t beyond = std::uint64_t{1} << 32;
    CHECK(entities(report_on(funnel{two, gap_min(beyond - 1)}, far)) == counts{1, 1});
    CHECK(entities(report_on(funnel{two, gap_min(beyond)}, far)) == counts{1, 0});
    CHECK(entities(report_on(funnel{two, gap_min(1e30)}, far)) == counts{1, 0});
    CHECK(entities(report_on(funnel{two, within(beyond - 1, half_open)}, far)) == counts{1, 0});
    CHECK(entities(report_on(funnel{two, within(beyond, half_open)}, far)) == counts{1, 1});
    CHECK(entities(report_on(funnel{two, within(session(beyond), half_open)}, far)) == counts{1, 1});
    matching_rules rules{.window = window_kind::time};
    const std::vector<event> apart{{1, 0, 'a'}, {1, 6, 'b'}};
    CHECK(entities(report_on(funnel{two, asked_by(rules, lengths{.window = beyond + 5})}, apart)) == counts{1, 1});
    CHECK(entities(report_on(funnel{two, asked_by({}, lengths{.shortest = {beyond + 5}})}, apart)) == counts{1, 0});
    CHECK(entities(report_on(funnel{two, asked_by({}, lengths{.longest = {beyond + 5}})}, apart)) == counts{1, 1});
}

TEST_CASE("lengths chosen at run time are lengths, and are asked for") {
    const matching_rules windowed{.window = window_kind::time};
    using fractions = emptor::question_lengths<double>;
    const auto with = [](matching_rules rules, const auto& given) {
        return refusal(funnel{two, asked_by(rules, given)});
    };
    constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
    CHECK(with(windowed, fractions{.window = -1.0}).starts_with("emptor::asked_by: the window is -1"));
    CHECK(with(windowed, fractions{.window = no_number}).ends_with("it must be at least 0"));
    CHECK(with({}, fractions{.longest = {-2.0}}).starts_with("emptor::asked_by: a longest gap is -2"));
    CHECK(with({}, fractions{.shortest = {no_number}}).starts_with("emptor::asked_by: a shortest gap is"));
    CHECK(with(windowed, fractions{.window = 1e300}).empty());
    CHECK(with({}, lengths{.window = 3}).find("the rules have no window of time") != std::string::npos);
    CHECK(with({}, lengths{.events = 3}).find("no window of events") != std::string::npos);
    CHECK(with({}, lengths{.optional = 1}).find("do not say skips") != std::string::npos);
    CHECK(with({}, lengths{.anchored = 1}).find("do not say anchored") != std::string::npos);
    CHECK(with({}, lengths{.end_of_path = 2}).find("do not say ends") != std::string::npos);
    CHECK(with({.skips = true}, lengths{.optional = 4}).find("a step that is not there") != std::string::npos);
    CHECK(with({}, lengths{.longest = {1, 2, 3}}).starts_with("emptor::asked_by: 3 gaps"));
    CHECK(refusal(funnel{two, asked_by({.unordered = true}), exclude('x', between('a', 'b'))})
              .find("steps in any order have nothing between two of them") != std::string::npos);
    CHECK(refusal(funnel{two, asked_by({.unordered = true}), exclude('x')}).empty());
}

TEST_CASE("every start of a crowded moment counts") {
    std::vector<event> events;
    for (int i = 0; i < 300; ++i) events.push_back({1, 0, 'a'});
    events.push_back({1, 1, 'b'});
    CHECK(entities(report_on(funnel{two, each(start)}, events)) == counts{300, 300});
    CHECK(entities(report_on(funnel{steps('a'), each(attempt)}, events)) == counts{300});
}

TEST_CASE("times are those of one attempt, not of all that an open funnel counts") {
    const std::vector<event> events{{1, 1005, 'c'}, {1, 1007, 'a'}, {1, 1008, 'b'}, {2, 10, 'b'}, {2, 13, 'c'}};
    const auto report = report_on(funnel{three, open, timed}, events);
    CHECK(entities(report) == counts{1, 2, 2});
    CHECK(report.steps()[1].from_previous.entities == 1);  // of 1, whose best attempt took two steps, not the last one
    CHECK(report.steps()[1].from_previous.median == 1.0);
    CHECK(report.steps()[1].since_first_start.median == 1.0);
    CHECK(report.steps()[2].from_previous.entities == 1);
    CHECK(report.steps()[2].from_previous.median == 3.0);
    auto counter = funnel{three, open, timed}.counter<int, int>();
    for (const event& each : events) counter.count(each.who, each.when, each.what);
    CHECK(counter.level(1) == emptor::funnel_level{3, false});
    const auto whole = report_on(funnel{three, open, timed}, std::vector<event>{{1, 0, 'a'}, {1, 2, 'b'}, {1, 5, 'c'}});
    CHECK(whole.steps()[1].from_previous.median == 2.0);
    CHECK(whole.steps()[2].in_attempt.median == 5.0);
}

TEST_CASE("who skips a step is not lost there") {
    const std::vector<event> events{{1, 0, 'a'}, {1, 1, 'c'}, {2, 0, 'a'}, {3, 0, 'a'}, {3, 1, 'b'}};
    const auto report = report_on(funnel{three, may_skip('b')}, events);
    CHECK(report.steps()[1].skipped == 1u);
    CHECK(report.steps()[1].drop_off == 1u);
    CHECK(report.steps()[1].open == 1u);
    CHECK(report.steps()[1].expired == 0u);
    CHECK_FALSE(report.steps()[2].skipped.has_value());
    CHECK(report.steps()[2].drop_off == 2u);
}

TEST_CASE("a window of events has run out when its last event was seen") {
    const auto waiting = [](const auto& asked, const std::vector<event>& events) {
        return report_on(asked, events).steps()[1].open;
    };
    CHECK(waiting(funnel{two, within(events(1))}, {{1, 0, 'a'}}) == 1u);
    CHECK(waiting(funnel{two, within(events(1))}, {{1, 0, 'a'}, {1, 1, 'x'}}) == 0u);
    CHECK(waiting(funnel{two, within(events(1)), unordered}, {{1, 0, 'a'}}) == 1u);
    CHECK(waiting(funnel{two, within(events(1)), unordered}, {{1, 0, 'a'}, {1, 1, 'x'}}) == 0u);
}

TEST_CASE("a time that is no number is refused before anything is put in order") {
    std::istringstream text{"1 2 3"};
    const auto time_of = [](int number) { return number == 2 ? std::numeric_limits<double>::quiet_NaN() : 0.0; };
    const auto who = [](int) { return 1; };
    const auto what = [](int) { return 'a'; };
    CHECK_THROWS_AS(funnel{two}(sort_first, std::views::istream<int>(text), who, time_of, what), std::invalid_argument);
}

TEST_CASE("entities that are dropped leave no line, however many they are") {
    constexpr funnel asked{two, exclude('x'), on_exclusion<emptor::break_effect::drop_entity>};
    auto counter = asked.counter<int, int>();
    constexpr int many = 50'000;
    for (int who = 0; who < many; ++who) {
        counter.count(who, 0, 'a');
        if (who % 2 != 0) continue;
        counter.count(who, 1, 'x');
        counter.count(who, 2, 'b');
    }
    CHECK(counter.level(2) == emptor::funnel_level{2, true});
    CHECK(counter.level(3) == emptor::funnel_level{1, false});
    CHECK_FALSE(counter.level(many).has_value());
    const auto report = std::move(counter).report();
    CHECK(entities(report) == counts{many / 2, 0});
    CHECK(report.totals().dropped == many / 2);
}

TEST_CASE("counters that exclude different events, or hold different properties, do not add up") {
    const auto differ = [](const auto& one, const auto& other, const char* word) {
        auto sum = one.template counter<int, int>();
        CHECK_NOTHROW(sum += one.template counter<int, int>());
        std::string said;
        try {
            sum += other.template counter<int, int>();
        } catch (const std::invalid_argument& refused) {
            said = refused.what();
        }
        CHECK(said.find(word) != std::string::npos);
    };
    differ(funnel{two, exclude('x')}, funnel{two, exclude('y')}, "`exclude`");
    differ(funnel{three, exclude('x', between('a', 'b'))}, funnel{three, exclude('x', between('b', 'c'))}, "`exclude`");
    const auto by_who = funnel{two, hold(&event::who)};
    auto sum = by_who.counter<int, int, int>();
    const auto by_when = funnel{two, hold(&event::when)}.counter<int, int, int>();
    CHECK_THROWS_AS(sum += by_when, std::invalid_argument);
}

namespace {

bool is_a(char what) {
    if (what == '!') throw std::runtime_error{"no such event"};
    return what == 'a';
}
bool is_b(char what) { return what == 'b'; }
bool is_c(char what) { return what == 'c'; }

auto named(bool (*first)(char), bool (*second)(char)) { return steps(step("first", first), step("second", second)); }

}  // namespace

TEST_CASE("counters whose steps have the same names and other predicates do not add up, nor do segments") {
    const auto differ = [](auto one, auto other, auto add) {
        auto sum = one;
        CHECK_NOTHROW(add(sum, one));
        std::string said;
        try {
            add(sum, other);
        } catch (const std::invalid_argument& refused) {
            said = refused.what();
        }
        CHECK(said.find("`steps`") != std::string::npos);
    };
    const auto add = [](auto& sum, const auto& other) { sum += other; };
    const auto then = [](auto& sum, const auto& other) { sum = sum.then(other); };
    const funnel plain{named(is_a, is_b)};
    const funnel plain_too{named(is_a, is_c)};
    differ(plain.counter<int, int>(), plain_too.counter<int, int>(), add);
    differ(plain.segment<int, int>(), plain_too.segment<int, int>(), then);
    const auto hurried = [](auto asked) { return funnel{asked, gap_max(5)}.template counter<int, int>(); };
    differ(hurried(named(is_a, is_b)), hurried(named(is_c, is_b)), add);
}

TEST_CASE("a predicate that throws in mid-stream leaves every counter as it was") {
    const auto check = [](const auto& empty, auto count) {
        auto interrupted = empty;
        auto steady = empty;
        for (auto* const counter : {&interrupted, &steady}) count(*counter, 0, 'a');
        CHECK_THROWS_AS(count(interrupted, 1, '!'), std::runtime_error);
        for (auto* const counter : {&interrupted, &steady}) count(*counter, 2, 'b');
        CHECK_THROWS_AS(count(interrupted, 3, '!'), std::runtime_error);
        CHECK(std::move(interrupted).report() == std::move(steady).report());
    };
    const auto alone = [](auto& counter, int when, char what) { counter.count(when, what); };
    const auto with_who = [](auto& counter, int when, char what) { counter.count(what == '!' ? 2 : 1, when, what); };
    const funnel plain{named(is_a, is_b)};
    const funnel hurried{named(is_a, is_b), gap_max(5)};
    check(plain.counter<int, int>(), with_who);
    check(plain.grouped_counter<int>(), alone);
    check(plain.segment<int, int>(), with_who);
    check(hurried.counter<int, int>(), with_who);
    check(hurried.grouped_counter<int>(), alone);
}

TEST_CASE("presets stand in any order") {
    using namespace emptor::presets::clickhouse;
    STATIC_REQUIRE(decltype(funnel{two, strict_order, allow_reentry})::rules ==
                   decltype(funnel{two, allow_reentry, strict_order})::rules);
    STATIC_REQUIRE_FALSE(
        decltype(funnel{two, allow_reentry, strict_order})::rules.breaks.has(emptor::break_kind::restart));
}

TEST_CASE("a crowd of events that take the same steps is no search through all choices") {
    std::vector<event> events(40, event{1, 0, 'a'});
    const auto same = steps('a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a');
    CHECK(entities(report_on(funnel{same, gap_max(5)}, events)).back() == 1);
    CHECK(entities(report_on(funnel{same, gap_min(1)}, events))[1] == 0);
    events.assign(11, event{1, 0, 'a'});
    CHECK(entities(report_on(funnel{same, gap_max(5)}, events))[10] == 1);
    CHECK(entities(report_on(funnel{same, gap_max(5)}, events)).back() == 0);
}

TEST_CASE("of a crowd of events that each take several steps none is taken for another") {
    constexpr auto four = steps([](int what) { return (what & 1) != 0; }, [](int what) { return (what & 2) != 0; },
                                [](int what) { return (what & 4) != 0; }, [](int what) { return (what & 8) != 0; });
    struct row {
        int who;
        int when;
        int what;
    };
    std::vector<row> events(66, row{1, 0, 12});  // the last two of the steps
    events.push_back({1, 0, 3});
    const auto starts = [&] { return entities(funnel{four, each(start)}(events, &row::who, &row::when, &row::what)); };
    CHECK(starts() == counts{1, 0, 0, 0});  // no event but itself takes the second step
    events.push_back({1, 0, 3});
    CHECK(starts() == counts{2, 2, 2, 2});
}

TEST_CASE("an event that may start with either of two steps starts once") {
    struct row {
        int who;
        int when;
        int what;
    };
    constexpr auto either = steps([](int what) { return (what & 1) != 0; }, [](int what) { return (what & 2) != 0; },
                                  [](int what) { return (what & 4) != 0; });
    const auto lines = [&](const std::vector<row>& events, auto... words) {
        return entities(
            funnel{either, may_skip(emptor::step_number{1}), words...}(events, &row::who, &row::when, &row::what));
    };
    const std::vector<row> apart{{1, 0, 3}, {1, 1, 4}, {2, 0, 3}, {2, 1, 2}};
    CHECK(lines(apart, each(start)) == counts{0, 3, 1});
    CHECK(lines(apart, each(start), ties(input)) == counts{0, 3, 1});
    CHECK(lines(apart, each(attempt)) == counts{0, 2, 1});
    CHECK(lines(apart, from(first_start)) == counts{0, 2, 1});
    CHECK(lines({{1, 0, 3}, {1, 0, 1}}, each(start)) ==
          counts{1, 2, 0});  // the second start goes on with the first event
}

TEST_CASE("an attempt at steps in any order runs as long as its window, from its first event") {
    const std::vector<event> events{{1, 0, 'a'}, {1, 9, 'a'}, {1, 15, 'b'}, {1, 16, 'a'}};
    constexpr auto every = funnel{two, unordered, each(attempt), within(10)};
    CHECK(entities(report_on(every, events)) == counts{2, 1});
    CHECK(entities(report_on(funnel{steps('a'), unordered, each(attempt), within(10)}, events)) == counts{3});
    std::vector<event> steady;
    for (int i = 0; i < 10; ++i) steady.push_back({1, 9 * i, 'a'});
    CHECK(entities(report_on(every, steady)) == counts{5, 0});
}

TEST_CASE("an attempt in any order that has run its time is not undone by what is excluded later") {
    constexpr auto discard = on_exclusion<emptor::break_effect::discard_attempt>;
    constexpr auto asked = funnel{two, unordered, within(10), exclude('x'), discard};
    CHECK(entities(report_on(asked, std::vector<event>{{1, 0, 'a'}, {1, 9, 'a'}, {1, 12, 'x'}})) == counts{1, 0});
    CHECK(entities(report_on(asked, std::vector<event>{{1, 0, 'a'}, {1, 9, 'a'}, {1, 10, 'x'}})) == counts{0, 0});
    CHECK(entities(report_on(asked, std::vector<event>{{1, 0, 'a'}, {1, 9, 'b'}, {1, 10, 'x'}})) == counts{1, 1});
}

TEST_CASE("times since the first start are those of attempts that were not discarded") {
    constexpr auto discard = on_exclusion<emptor::break_effect::discard_attempt>;
    const auto median = [](const auto& asked, const std::vector<event>& events, std::size_t step) {
        return report_on(asked, events).steps()[step].since_first_start.median;
    };
    // the first start is discarded before the second step is taken
    const std::vector<event> restarted{{1, 0, 'a'}, {1, 3, 'x'}, {1, 4, 'a'}, {1, 10, 'b'}};
    CHECK(median(funnel{two, exclude('x'), discard}, restarted, 1) == 6.0);
    CHECK(median(funnel{two, exclude('x'), discard, timed}, restarted, 1) == 6.0);
    // who waits at the first step is discarded later; who has gone on from the same start is not
    const std::vector<event> went_on{{1, 0, 'a'}, {1, 2, 'b'}, {1, 3, 'x'}, {1, 4, 'a'}, {1, 9, 'c'}};
    const auto at_first = funnel{three, exclude('x', between('a', 'b')), discard};
    CHECK(median(at_first, went_on, 1) == 2.0);
    CHECK(median(at_first, went_on, 2) == 9.0);
    // no attempt is left waiting at a step
    const auto at_once = funnel{three, exclude('x'), discard, take<emptor::taking::first>};
    CHECK(median(at_once, std::vector<event>{{1, 0, 'a'}, {1, 2, 'b'}, {1, 5, 'c'}}, 1) == 2.0);
    CHECK(median(at_once, std::vector<event>{{1, 0, 'a'}, {1, 2, 'b'}, {1, 5, 'c'}}, 2) == 5.0);
    // in any order
    const std::vector<event> any{{1, 0, 'a'}, {1, 3, 'x'}, {1, 4, 'b'}, {1, 10, 'a'}};
    CHECK(median(funnel{two, unordered, exclude('x'), discard}, any, 1) == 6.0);
}

}  // namespace word_edges_test
