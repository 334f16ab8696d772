// SPDX-License-Identifier: BSL-1.0
#include <emptor/events/sessions.hpp>

#include <algorithm>
#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "../generator.hpp"

namespace sessions_test {

using namespace std::chrono_literals;
using namespace emptor::question_words;
using Catch::Matchers::Message;
using emptor::session_report, emptor::sessions;
using numbers = std::vector<std::optional<std::uint64_t>>;
constexpr auto none = std::nullopt;

namespace {

struct row {
    int who;
    int at;
    char what;
};

/// What the words of a question say, for the plain path.
struct plain_rules {
    std::optional<int> gap{};      ///< a longer pause ends a session
    std::optional<int> longest{};  ///< a greater length does
    char start{};                  ///< an event that begins one
    char end{};                    ///< one that ends it
    bool within{};                 ///< the start belongs to it
};

struct plain_answer {
    numbers given;
    session_report report;
};

/// Each event from the one before it, in order of time.
plain_answer plainly(const plain_rules& rules, const std::vector<row>& rows) {
    std::map<int, std::vector<std::size_t>> entities;
    for (std::size_t i = 0; i < rows.size(); ++i) entities[rows[i].who].push_back(i);
    plain_answer answer{numbers(rows.size()), {}};
    session_report& report = answer.report;
    report.sorted = true;
    const auto is_mark = [&](std::size_t i) { return rows[i].what == rules.start || rows[i].what == rules.end; };
    const bool timed = rules.gap || rules.longest;
    for (auto& [who, own] : entities) {
        for (std::size_t k = 1; k < own.size(); ++k) {
            for (std::size_t j = 0; j < k; ++j) {
                if (rows[own[j]].at > rows[own[k]].at) {
                    ++report.out_of_order;
                    break;
                }
            }
        }
        std::sort(own.begin(), own.end(), [&](std::size_t a, std::size_t b) {
            return rows[a].at != rows[b].at ? rows[a].at < rows[b].at : a < b;
        });
        std::vector<std::vector<std::size_t>> found;
        for (std::size_t k = 0; k < own.size(); ++k) {
            const std::size_t i = own[k];
            const bool near = k > 0 && (!rules.gap || rows[i].at - rows[own[k - 1]].at <= *rules.gap);
            const bool inside_before = k > 0 && answer.given[own[k - 1]];
            const bool goes_on = near && inside_before && !is_mark(i) &&
                                 (!rules.longest || rows[i].at - rows[found.back().front()].at <= *rules.longest);
            bool begins = false;
            if (!goes_on && (!is_mark(i) || (rules.within && rows[i].what == rules.start))) {
                const bool after_start = near && rows[own[k - 1]].what == rules.start && !rules.within;
                begins = rules.end == 0 && (timed || rules.start == 0) ? true : after_start || is_mark(i);
            }
            if (begins) found.emplace_back();
            if (begins || goes_on) {
                found.back().push_back(i);
                answer.given[i] = found.size();
            }
        }
        for (const auto& session : found) {
            report.events_in_one.count(static_cast<double>(session.size()));
            report.lengths.count(rows[session.back()].at - rows[session.front()].at);
            report.inside += session.size();
        }
        report.sessions += found.size();
        report.per_entity.count(static_cast<double>(found.size()));
        if (answer.given[own.back()]) ++report.open;
    }
    report.entities = entities.size();
    report.events = rows.size();
    report.outside = rows.size() - report.inside;
    return answer;
}

std::vector<row> random_rows(emptor_test::generator& random) {
    std::vector<row> rows;
    const std::size_t size = random.below(25), spread = 1 + random.below(30);
    for (std::size_t i = 0; i < size; ++i) {
        rows.push_back(
            {static_cast<int>(random.below(3)), static_cast<int>(random.below(spread)), "abcd"[random.below(4)]});
    }
    return rows;
}

/// Asks random logs in each way there is.
template <class Make>
void agrees_on_random_logs(Make make) {
    for (std::uint64_t seed = 1; seed <= 1'500; ++seed) {
        emptor_test::generator random{seed};
        const std::vector<row> rows = random_rows(random);
        const int length = static_cast<int>(random.below(8)), longest = static_cast<int>(random.below(12));
        const auto [asked, rules] = make(length, longest);
        const plain_answer plain = plainly(rules, rows);
        const auto ask = [&, &question = asked](const auto& use) {
            if constexpr (std::remove_cvref_t<decltype(question)>::names_events) {
                return use(&row::who, &row::at, &row::what);
            } else {
                return use(&row::who, &row::at);
            }
        };
        const auto given =
            ask([&, &question = asked](auto... of) { return question.numbers(emptor::sort_first, rows, of...); });
        const auto report =
            ask([&, &question = asked](auto... of) { return question(emptor::sort_first, rows, of...); });
        if (given == plain.given && report == plain.report) continue;
        CAPTURE(seed, length, longest);
        CHECK(given == plain.given);
        CHECK(report == plain.report);
        CHECK(report.sessions == plain.report.sessions);
        FAIL("a log on which they differ");
    }
}

struct visit {
    std::string_view who;
    std::chrono::sys_seconds at;
    std::string_view page;
};

constexpr std::chrono::sys_seconds morning{};

const std::vector<visit> visits{{"anna", morning, "home"},
                                {"ben", morning + 1min, "home"},
                                {"anna", morning + 30min, "gift"},
                                {"ben", morning + 32min, "gift"},
                                {"anna", morning + 50min, "exit"}};

}  // namespace

TEST_CASE("a pause that is longer than the gap begins another session, and one of just that length does not") {
    constexpr sessions asked{gap(30min)};
    CHECK(asked.numbers(visits, &visit::who, &visit::at) == numbers{1, 1, 1, 2, 1});
    constexpr sessions strict{gap_below(30min)};
    CHECK(strict.numbers(visits, &visit::who, &visit::at) == numbers{1, 1, 2, 2, 2});
    const session_report report = asked(visits, &visit::who, &visit::at);
    CHECK(report.events == 5);
    CHECK(report.inside == 5);
    CHECK(report.entities == 2);
    CHECK(report.sessions == 3);
    CHECK(report.open == 2);
    CHECK(report.per_entity.greatest() == 2);
    CHECK(report.events_in_one.greatest() == 3);
    CHECK(report.lengths.greatest() == 3'000);  // seconds
    CHECK(report.lengths.sum() == 3'000);
}

TEST_CASE("a gap of nothing keeps the events of one time together, or none") {
    const std::vector<int> times{1, 1, 2, 2};
    const auto who = [](int) { return 0; };
    const auto when = [](int at) { return at; };
    CHECK(sessions{gap(0)}.numbers(times, who, when) == numbers{1, 1, 2, 2});
    CHECK(sessions{gap_below(0)}.numbers(times, who, when) == numbers{1, 2, 3, 4});
}

TEST_CASE("a session may be limited in length, from its first event") {
    const std::vector<int> times{0, 20, 40, 41, 60};
    const auto who = [](int) { return 0; };
    const auto when = [](int at) { return at; };
    CHECK(sessions{lasts_at_most(40)}.numbers(times, who, when) == numbers{1, 1, 1, 2, 2});
    CHECK(sessions{gap(19), lasts_at_most(40)}.numbers(times, who, when) == numbers{1, 2, 3, 3, 3});
}

TEST_CASE("events that mark sessions belong to them or not, as is said") {
    const auto ask = [](const auto& asked) { return asked.numbers(visits, &visit::who, &visit::at, &visit::page); };
    CHECK(ask(sessions{starts_with("gift", "home")}) == numbers{1, 1, 2, 2, 2});
    CHECK(ask(sessions{separated_by("gift")}) == numbers{none, none, none, none, 1});
    CHECK(ask(sessions{bounded_by("home", "exit")}) == numbers{none, none, 1, 1, none});
    CHECK(ask(sessions{separated_by([](std::string_view page) { return page == "home"; }), gap(20min)}) ==
          numbers{none, none, 1, 1, 1});
    CHECK(ask(sessions{bounded_by("home", "exit"), gap(20min)}) == numbers{none, none, none, none, none});
    const session_report report = sessions{bounded_by("home", "exit")}(visits, &visit::who, &visit::at, &visit::page);
    CHECK(report.sessions == 2);
    CHECK(report.outside == 3);
    CHECK(report.open == 1);
}

TEST_CASE("every question finds in random logs what a plain path finds") {
    agrees_on_random_logs([](int length, int) { return std::pair{sessions{gap(length)}, plain_rules{.gap = length}}; });
    agrees_on_random_logs([](int length, int longest) {
        return std::pair{sessions{lasts_at_most(longest), gap_below(length + 1)},
                         plain_rules{.gap = length, .longest = longest}};
    });
    agrees_on_random_logs([](int length, int longest) {
        return std::pair{sessions{gap(length), starts_with('a'), lasts_at_most(longest)},
                         plain_rules{.gap = length, .longest = longest, .start = 'a', .within = true}};
    });
    agrees_on_random_logs([](int, int) { return std::pair{sessions{separated_by('a')}, plain_rules{.start = 'a'}}; });
    agrees_on_random_logs([](int length, int longest) {
        return std::pair{sessions{bounded_by('a', 'b'), gap(length), lasts_at_most(longest)},
                         plain_rules{.gap = length, .longest = longest, .start = 'a', .end = 'b'}};
    });
}

TEST_CASE("counts of different entities add up to the count of all, whichever way they are added") {
    const sessions asked{gap(4), separated_by('a')};
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        emptor_test::generator random{seed};
        std::vector<row> rows = random_rows(random);
        auto all = asked.counter<int, int>();
        std::vector parts(3, asked.counter<int, int>());
        for (const row& each : rows) {
            const auto number = all.count(each.who, each.at, each.what);
            const auto alone = parts[static_cast<std::size_t>(each.who)].count(each.who, each.at, each.what);
            REQUIRE(number == alone);
        }
        auto there = parts[0], back = parts[2];
        there += parts[1];
        there += parts[2];
        back += parts[1];
        back += parts[0];
        CAPTURE(seed);
        REQUIRE(there == all);
        REQUIRE(back == all);
        REQUIRE(there.report() == all.report());
        auto report = parts[0].report();
        report += parts[1].report();
        report += parts[2].report();
        REQUIRE(report == all.report());
        if (!rows.empty()) REQUIRE_FALSE(all == asked.counter<int, int>());
    }
}

TEST_CASE("an entity in both counts, or another question, is refused and changes nothing") {
    const sessions asked{gap(4)};
    auto one = asked.counter<std::string, int>();
    auto other = asked.counter<std::string, int>();
    one.count("anna", 1);
    other.count("ben", 1);
    other.count("anna", 2);
    const auto before = one;
    CHECK_THROWS_MATCHES(
        one += other, std::invalid_argument,
        Message("emptor::sessions: entity \"anna\" is in both counts; += adds those of other entities"));
    CHECK(one == before);
    CHECK_THROWS_AS(one += one, std::invalid_argument);
    const auto longer = sessions{gap(5)}.counter<std::string, int>();
    CHECK_THROWS_MATCHES(one += longer, std::invalid_argument,
                         Message("emptor::sessions: counts of different questions do not add up"));
    auto marked = sessions{separated_by("login")}.counter<int, int>();
    CHECK_THROWS_AS((marked += sessions{separated_by("start")}.counter<int, int>()), std::invalid_argument);
    CHECK_FALSE(marked == sessions{separated_by("start")}.counter<int, int>());
    CHECK_FALSE(one == other);
}

TEST_CASE("a counter says of each entity how many sessions it has begun") {
    auto counter = sessions{separated_by('x')}.counter<std::string, int>();
    CHECK(counter.sessions("anna") == none);
    CHECK(counter.count("anna", 1, 'x') == none);
    CHECK(counter.sessions("anna") == 0);
    CHECK(counter.count("anna", 2, 'y') == 1);
    CHECK(counter.sessions("anna") == 1);
    CHECK(counter.report().per_entity.counted() == 1);
    CHECK(counter.report().open == 1);
    counter.count("anna", 3, 'x');
    CHECK(counter.report().open == 0);
    CHECK(counter.report().sessions == 1);
}

TEST_CASE("without events there is nothing, and nothing is known") {
    const session_report report = sessions{gap(30min)}(std::vector<visit>{}, &visit::who, &visit::at);
    CHECK(report == session_report{});
    CHECK_FALSE(report.lengths.quantile(0.5));
}

TEST_CASE("an event that is older than one before it is left out and counted, unless events are sorted") {
    const std::vector<row> rows{{1, 10, 'a'}, {2, 5, 'a'}, {1, 3, 'a'}, {1, 10, 'a'}};
    const sessions asked{gap(4)};
    CHECK(asked.numbers(rows, &row::who, &row::at) == numbers{1, 1, none, 1});
    const session_report left_out = asked(rows, &row::who, &row::at);
    CHECK(left_out.out_of_order == 1);
    CHECK_FALSE(left_out.sorted);
    CHECK(left_out.events == left_out.inside + left_out.outside + left_out.out_of_order);
    CHECK(asked.numbers(emptor::sort_first, rows, &row::who, &row::at) == numbers{2, 1, 1, 2});
    const session_report sorted = asked(emptor::sort_first, rows, &row::who, &row::at);
    CHECK(sorted.out_of_order == 1);
    CHECK(sorted.sorted);
    CHECK(sorted.events == sorted.inside + sorted.outside);
}

TEST_CASE("times at the ends of their type are as far apart as they are") {
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    const auto who = [](std::int64_t) { return 0; };
    const auto when = [](std::int64_t at) { return at; };
    const std::vector<std::int64_t> ends{least, most};
    CHECK(sessions{gap(most)}.numbers(ends, who, when) == numbers{1, 2});
    CHECK(sessions{gap(~std::uint64_t{})}.numbers(ends, who, when) == numbers{1, 1});
    CHECK(sessions{gap_below(~std::uint64_t{})}.numbers(ends, who, when) == numbers{1, 2});
    CHECK(sessions{gap(1e30)}.numbers(ends, who, when) == numbers{1, 1});
    CHECK(sessions{gap_below(1e30)}.numbers(ends, who, when) == numbers{1, 1});
    CHECK(sessions{lasts_at_most(~std::uint64_t{} - 1)}.numbers(ends, who, when) == numbers{1, 2});
    CHECK(sessions{gap(2.5)}.numbers(std::vector<std::int64_t>{0, 2, 5}, who, when) == numbers{1, 1, 2});
    CHECK(sessions{gap_below(2.5)}.numbers(std::vector<std::int64_t>{0, 2, 5}, who, when) == numbers{1, 1, 2});
}

TEST_CASE("lengths of time meet times of any unit, and bare numbers by the unit that is said") {
    constexpr sessions asked{gap(30min), unit<std::chrono::seconds>};
    const auto who = [](int) { return 0; };
    const auto when = [](int at) { return at; };
    CHECK(asked.numbers(std::vector{0, 1'800, 3'601}, who, when) == numbers{1, 1, 2});
    const auto in_hours = [](int at) { return std::chrono::hours{at}; };
    const session_report report = sessions{gap(90min)}(std::vector{0, 1, 3}, who, in_hours);
    CHECK(report.sessions == 2);
    CHECK(report.lengths.greatest() == 3'600);
    CHECK(asked(std::vector{0, 1'800}, who, when).lengths.greatest() == 1'800);
}

TEST_CASE("what is no time, no length or no event is refused, and the count stays as it was") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(gap(-1), std::invalid_argument);
    CHECK_THROWS_AS(gap_below(nan), std::invalid_argument);
    CHECK_THROWS_AS(lasts_at_most(-1s), std::invalid_argument);

    auto counter = sessions{gap(1.5)}.counter<int, double>();
    counter.count(1, 0.5);
    const auto before = counter;
    CHECK_THROWS_AS(counter.count(1, nan), std::invalid_argument);
    CHECK_THROWS_AS(counter.count(2, std::numeric_limits<double>::infinity()), std::invalid_argument);
    CHECK(counter == before);
    const auto late = [](double) { return 0; };
    const auto same = [](double at) { return at; };
    CHECK_THROWS_AS(sessions{gap(1)}(emptor::sort_first, std::vector{nan}, late, same), std::invalid_argument);

    auto marked = sessions{separated_by("x")}.counter<int, double>();
    marked.count(1, -1e308, "x");
    marked.count(1, -1e308, "y");
    const auto far = marked;
    CHECK_THROWS_AS(marked.count(1, 1.7e308, "y"), std::invalid_argument);
    CHECK(marked == far);
    CHECK(marked.count(1, 1.7e308, "x") == none);
    const char* const nothing = nullptr;
    CHECK_THROWS_AS(marked.count(1, 1.75e308, nothing), std::invalid_argument);
    CHECK(marked.report().events == 3);
}

TEST_CASE("a predicate that throws in mid-stream leaves the count as it was") {
    const auto asked = sessions{starts_with([](int what) {
        if (what < 0) throw std::runtime_error{"no such page"};
        return what == 1;
    })};
    auto counter = asked.counter<int, int>();
    counter.count(1, 1, 1);
    const auto before = counter;
    CHECK_THROWS_AS(counter.count(1, 2, -1), std::runtime_error);
    CHECK(counter == before);
    CHECK(counter.count(1, 2, 2) == 1);
}

TEST_CASE("an entity takes 40 bytes, and less with times of 32 bits") {
    STATIC_REQUIRE(sizeof(emptor::detail::session_state<std::int64_t>) == 40);
    STATIC_REQUIRE(sizeof(emptor::detail::session_state<std::int32_t>) == 32);
}

}  // namespace sessions_test
