// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/funnel/retention.hpp>
#include <emptor/funnel/retention_cohorts.hpp>

#include "../generator.hpp"

namespace retention_test {
namespace {

using namespace std::chrono_literals;
using emptor::bounded, emptor::rolling, emptor::unbounded, emptor::unbroken;
using emptor::calendar_bucket;
using emptor::proportion;
using emptor::retention;
using emptor::retention_cohorts;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

enum class did : std::uint8_t { signed_up, bought, read };
using enum did;

struct event {
    int who;
    sys_seconds at;
    did what;
};

constexpr sys_seconds on(unsigned month, unsigned day, std::chrono::seconds of_day = 12h) {
    return sys_days{std::chrono::year{2026} / std::chrono::month{month} / std::chrono::day{day}} + of_day;
}

const calendar_bucket monthly{std::chrono::months{1}};

/// Three who signed up in January, one in February, one who never did.
const std::vector<event> log{
    {1, on(1, 5), signed_up}, {1, on(1, 20), bought},    {1, on(3, 2), bought},  {2, on(1, 31), signed_up},
    {2, on(2, 1), bought},    {2, on(3, 1), bought},     {3, on(1, 7), bought},  {3, on(1, 7, 13h), signed_up},
    {4, on(2, 3), bought},    {5, on(2, 28), signed_up}, {5, on(3, 31), bought}, {2, on(3, 31), read},
};

auto returns_of(const std::vector<event>& events) {
    return retention_cohorts(signed_up, bought, monthly)(events, &event::who, &event::at, &event::what);
}

std::vector<std::uint64_t> counts(const std::vector<emptor::retention_cell>& cells) {
    std::vector<std::uint64_t> taken;
    for (const auto& cell : cells) taken.push_back(cell.retained.taken());
    return taken;
}

std::string refusal(auto call) {
    try {
        call();
    } catch (const std::invalid_argument& refused) {
        return refused.what();
    }
    return {};
}

using numbers = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("conditions are counted of those who met the first, in any order") {
    const auto asked = retention(signed_up, bought, [](did what) { return what == did::read; });
    const auto report = asked(log, &event::who, &event::what);
    REQUIRE(report.conditions.size() == 3);
    CHECK(report.conditions[0].name == "signed_up");
    CHECK(report.conditions[0].retained == proportion{4, 4});
    CHECK(report.conditions[1].retained == proportion{4, 4});  // 3 bought before it signed up
    CHECK(report.conditions[2].name == "step 3");
    CHECK(report.conditions[2].retained == proportion{4, 1});
    CHECK(report.entities == 5);
    CHECK(report.events == log.size());
    CHECK(report.unmatched == 0);
}

TEST_CASE("who never met the first condition met none") {
    auto counter = retention("signed up", "bought").counter<std::string_view>();
    counter.count("anna", "bought");
    counter.count("ben", "signed up");
    counter.count("ben", "left");
    CHECK(counter.answer("anna") == emptor::step_set{0});
    CHECK(counter.answer("ben") == emptor::step_set{1});
    CHECK_FALSE(counter.answer("chen").has_value());
    counter.count("anna", "signed up");
    CHECK(counter.answer("anna") == emptor::step_set{3});
    CHECK(counter.report().unmatched == 1);
    std::vector<std::string> seen;
    counter.for_each([&](std::string_view who, emptor::step_set met) {
        seen.push_back(std::string{who} + std::to_string(met.bits));
    });
    CHECK(seen == std::vector<std::string>{"anna3", "ben1"});
}

TEST_CASE("conditions may be given when the program runs") {
    const std::vector<std::string> names{"a", "b"};
    const std::vector<std::pair<int, std::string>> events{{1, "b"}, {1, "a"}, {2, "b"}};
    const auto who = [](const auto& each) { return each.first; };
    const auto what = [](const auto& each) -> const std::string& { return each.second; };
    for (const auto& report : {retention(emptor::steps(names))(events, who, what), retention(names)(events, who, what),
                               retention("a", "b")(events, who, what)}) {
        CHECK(report.conditions[1] == emptor::retained_by_condition{"b", proportion{1, 1}});
    }
}

TEST_CASE("random conditions are counted as a plain count has them, whole, in parts, and by entity") {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        CAPTURE(seed);
        emptor_test::generator random{seed};
        const std::size_t entities = 1 + random.below(8);
        const std::vector<int> wanted{0, 1, 2, 1};
        const auto asked = retention(emptor::steps(wanted));
        auto whole = asked.counter<int>();
        std::array parts{asked.counter<int>(), asked.counter<int>()};   // of different entities
        std::array halves{asked.counter<int>(), asked.counter<int>()};  // of the same ones
        std::map<int, std::set<int>> met;
        for (std::size_t i = random.below(40); i > 0; --i) {
            const int who = static_cast<int>(random.below(entities));
            const int what = static_cast<int>(random.below(5));
            met[who].insert(what);
            whole.count(who, what);
            parts[static_cast<std::size_t>(who % 2)].count(who, what);
            halves[random.below(2)].count(who, what);
        }
        numbers expected(wanted.size());
        for (const auto& [who, own] : met) {
            emptor::step_set bits;
            for (std::size_t k = 0; k < wanted.size(); ++k) {
                if (!own.contains(0) || !own.contains(wanted[k])) continue;
                ++expected[k];
                bits.bits |= std::uint64_t{1} << k;
            }
            CHECK(whole.answer(who) == bits);
        }
        const auto report = whole.report();
        for (std::size_t k = 0; k < wanted.size(); ++k) {
            CHECK(report.conditions[k].retained == proportion{expected[0], expected[k]});
        }
        CHECK(report.entities == met.size());
        parts[0] += parts[1];
        CHECK(parts[0] == whole);
        halves[0].then(halves[1]);
        CHECK(halves[0] == whole);
        CHECK(halves[0].report() == report);
        whole.count(0, 0);
        CHECK_FALSE(parts[0] == whole);
    }
}

TEST_CASE("an entity in two counts is refused by name, and nothing has changed") {
    auto one = retention("a", "b").counter<std::string>();
    auto other = one;
    one.count("anna", "a");
    other.count("ben", "a");
    other.count("anna", "b");
    const auto before = one;
    CHECK(refusal([&] { one += other; }) == "entity anna is in both counts; counts of disjoint entities add up");
    CHECK(one == before);
    one.then(other);
    CHECK(one.report().conditions[1].retained == proportion{2, 1});
    const auto longer = retention(emptor::steps(std::vector{1, 2, 3})).counter<int>();
    auto shorter = retention(emptor::steps(std::vector{1, 2})).counter<int>();
    CHECK(refusal([&] { shorter += longer; }) == "emptor::retention: counts of 2 and of 3 conditions do not add up");
}

TEST_CASE("cohorts are those who started in the same period, and their cells those who came back") {
    const auto triangle = returns_of(log).triangle(bounded, 12);
    REQUIRE(triangle.cohorts.size() == 2);
    const auto& january = triangle.cohorts[0];
    CHECK(january.name == "2026-01");
    CHECK(january.start == on(1, 1, 0s));
    CHECK(january.entities == 3);
    CHECK(counts(january.cells) == numbers{1, 1, 2});  // 3 bought only before it signed up
    CHECK(january.cells[2].retained == proportion{3, 2});
    CHECK(january.cells[2].plausible == proportion{3, 2}.wilson());
    const auto& february = triangle.cohorts[1];
    CHECK(february.entities == 1);
    CHECK(counts(february.cells) == numbers{0, 1});  // March has begun, April has not: absent, not 0
    CHECK(triangle.entities == 5);
    CHECK(triangle.never_started == 1);
    CHECK(triangle.unmatched == 1);
    CHECK(triangle.events == log.size());
    CHECK(triangle.rule == bounded);
}

TEST_CASE("each rule says who is retained") {
    const auto returns = returns_of(log);
    CHECK(counts(returns.triangle(unbounded, 12).cohorts[0].cells) == numbers{2, 2, 2});
    CHECK(counts(returns.triangle(unbroken, 12).cohorts[0].cells) == numbers{1, 1, 1});
    CHECK(counts(returns.triangle(rolling(2), 12).cohorts[0].cells) == numbers{2, 2, 2});
    CHECK(returns.triangle(rolling(1), 12).cohorts == returns.triangle(bounded, 12).cohorts);
    CHECK(counts(returns.triangle(bounded, 1).cohorts[0].cells) == numbers{1, 1});
    CHECK(counts(returns.triangle(bounded, 0).cohorts[0].cells) == numbers{1});
}

TEST_CASE("a period that was not over when the log ended is partial, and in no sum") {
    const auto returns = returns_of(log);  // until noon of 31 March
    const auto triangle = returns.triangle(bounded, 12);
    const auto& january = triangle.cohorts[0].cells;
    CHECK_FALSE(january[1].partial);
    CHECK(january[2].partial);
    CHECK(triangle.cohorts[1].cells[1].partial);
    CHECK(counts(triangle.overall) == numbers{1, 1});
    CHECK(triangle.overall[0].retained == proportion{4, 1});
    CHECK(triangle.overall[1].retained == proportion{3, 1});
    CHECK(triangle.overall[0].plausible == proportion{4, 1}.wilson());

    auto known = returns;
    known.observed_until(on(4, 1, 0s));
    const auto whole = known.triangle(bounded, 12);
    CHECK_FALSE(whole.cohorts[0].cells[2].partial);
    CHECK(counts(whole.cohorts[0].cells) == numbers{1, 1, 2});  // April has not begun
    CHECK(whole.overall[1].retained == proportion{4, 2});
    known.observed_until(on(4, 1, 1s));
    CHECK(counts(known.triangle(bounded, 12).cohorts[0].cells) == numbers{1, 1, 2, 0});
    CHECK(known.triangle(bounded, 12).cohorts[0].cells[3].partial);
    CHECK(known.triangle(rolling(2), 12).cohorts[0].cells[2].partial);  // April is a part of it
    CHECK_FALSE(known.triangle(rolling(2), 12).cohorts[0].cells[1].partial);
    known.observed_until(on(2, 1));  // it was known longer already
    CHECK(known.triangle(bounded, 12).observed_until == on(4, 1, 1s));
}

TEST_CASE("the same event may start and bring back, at a later time") {
    const auto asked = retention_cohorts(bought, bought, calendar_bucket{std::chrono::days{1}, 8h});
    const std::vector<event> events{{1, on(5, 1), bought},           {1, on(5, 1), bought},      {2, on(5, 1), bought},
                                    {2, on(5, 1, 12h + 1s), bought}, {2, on(5, 1, 17h), bought}, {3, on(5, 3), read}};
    const auto triangle = asked(events, &event::who, &event::at, &event::what).triangle(bounded, 1);
    REQUIRE(triangle.cohorts.size() == 1);
    CHECK(triangle.cohorts[0].name == "2026-05-01");
    CHECK(counts(triangle.cohorts[0].cells) == numbers{1, 1});  // 17:00 is the next day, 8 hours to the east
    CHECK(triangle.never_started == 1);
}

TEST_CASE("a triangle of nobody has no rows") {
    const auto triangle = returns_of({}).triangle(bounded, 12);
    CHECK(triangle.cohorts.empty());
    CHECK(triangle.overall.empty());
    CHECK_FALSE(triangle.observed_until.has_value());
    CHECK(returns_of({{1, on(1, 1), bought}}).triangle(unbounded, 3).never_started == 1);
}

namespace {

/// What the rules say, looked up in all the events, entity by entity.
std::optional<proportion> looked_up(const std::vector<event>& events, const emptor::retention_rule& rule,
                                    std::int64_t cohort, std::int64_t n) {
    std::int64_t now = 0;
    std::map<int, sys_seconds> started;
    for (const event& each : events) {
        now = std::max(now, each.at.time_since_epoch() / 24h);
        if (each.what != signed_up) continue;
        const auto [known, fresh] = started.try_emplace(each.who, each.at);
        if (!fresh) known->second = std::min(known->second, each.at);
    }
    if (cohort + n > now) return std::nullopt;
    proportion retained;
    for (const auto& [who, start] : started) {
        const std::int64_t first = start.time_since_epoch() / 24h;
        if (first != cohort) continue;
        std::set<std::int64_t> back;
        for (const event& each : events) {
            if (each.who == who && each.what == bought && each.at > start) {
                back.insert(each.at.time_since_epoch() / 24h - first);
            }
        }
        bool yes = false;
        switch (rule.of()) {
            case emptor::retention_rule::kind::bounded:
                yes = back.contains(n);
                break;
            case emptor::retention_rule::kind::unbounded:
                yes = back.lower_bound(n) != back.end();
                break;
            case emptor::retention_rule::kind::rolling:
                yes = back.lower_bound(n) != back.lower_bound(n + static_cast<std::int64_t>(rule.span()));
                break;
            case emptor::retention_rule::kind::unbroken:
                yes = true;
                for (std::int64_t k = std::min<std::int64_t>(n, 1); k <= n; ++k) yes = yes && back.contains(k);
                break;
        }
        retained.count(yes);
    }
    return retained;
}

}  // namespace

TEST_CASE("random logs have the cells that the rules say, whole and in parts, in any order") {
    const auto asked = retention_cohorts(signed_up, bought, calendar_bucket{24h});
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        CAPTURE(seed);
        emptor_test::generator random{seed};
        const std::size_t entities = 1 + random.below(6);
        const std::size_t days = 1 + random.below(9);
        std::vector<event> events;
        for (std::size_t i = random.below(60); i > 0; --i) {
            const auto at = sys_seconds{std::chrono::hours{random.below(days * 4) * 6}};
            events.push_back({static_cast<int>(random.below(entities)), at, static_cast<did>(random.below(3))});
        }
        auto whole = asked.counter<int, sys_seconds>();
        std::array parts{whole, whole};
        std::array halves{whole, whole};
        for (const event& each : events) {
            whole.count(each.who, each.at, each.what);
            parts[static_cast<std::size_t>(each.who % 2)].count(each.who, each.at, each.what);
            halves[random.below(2)].count(each.who, each.at, each.what);
        }
        parts[0] += parts[1];
        CHECK(parts[0] == whole);
        halves[0].then(halves[1]);
        CHECK(halves[0] == whole);
        std::vector<event> backward{events.rbegin(), events.rend()};
        CHECK(asked(backward, &event::who, &event::at, &event::what) == whole);

        for (const auto& rule : {bounded, unbounded, unbroken, rolling(1 + random.below(4))}) {
            const std::size_t periods = random.below(10);
            const auto triangle = whole.triangle(rule, periods);
            CHECK(halves[0].triangle(rule, periods) == triangle);
            std::uint64_t started = 0;
            std::vector<proportion> overall;
            for (const auto& cohort : triangle.cohorts) {
                started += cohort.entities;
                const std::int64_t first = cohort.start.time_since_epoch() / 24h;
                for (std::size_t n = 0; n <= periods; ++n) {
                    const auto expected = looked_up(events, rule, first, static_cast<std::int64_t>(n));
                    REQUIRE((n < cohort.cells.size()) == expected.has_value());
                    if (!expected) continue;
                    CHECK(cohort.cells[n].retained == *expected);
                    const auto last = cohort.start + 24h * static_cast<int>(n + rule.span());
                    CHECK(cohort.cells[n].partial == (last > *triangle.observed_until));
                    if (cohort.cells[n].partial) continue;
                    overall.resize(std::max(overall.size(), n + 1));
                    overall[n] += *expected;
                }
            }
            CHECK(started + triangle.never_started == triangle.entities);
            REQUIRE(triangle.overall.size() == overall.size());
            for (std::size_t n = 0; n < overall.size(); ++n) CHECK(triangle.overall[n].retained == overall[n]);
        }
    }
}

TEST_CASE("cohorts are asked of columns and of times in any unit") {
    const std::vector<std::string> who{"anna", "ben", "anna"};
    const std::vector<sys_days> when{sys_days{std::chrono::days{20'000}}, sys_days{std::chrono::days{20'000}},
                                     sys_days{std::chrono::days{20'007}}};
    const std::vector<did> what{signed_up, signed_up, bought};
    const auto asked = retention_cohorts(signed_up, bought, calendar_bucket{std::chrono::weeks{1}});
    const auto triangle = asked(emptor::columns(who, when, what)).triangle(bounded, 4);
    CHECK(triangle.cohorts[0].name == "2024-W40");
    CHECK(counts(triangle.cohorts[0].cells) == numbers{0, 1});
}

TEST_CASE("what cannot be counted as a cohort is refused by name") {
    auto one = retention_cohorts(signed_up, bought, monthly).counter<int, sys_seconds>();
    one.count(7, on(1, 1), signed_up);
    const auto before = one;
    CHECK(refusal([&] { one += before; }) == "entity 7 is in both counts; counts of disjoint entities add up");
    const auto weekly = retention_cohorts(signed_up, bought, calendar_bucket{std::chrono::weeks{1}});
    CHECK(refusal([&] { one.then(weekly.counter<int, sys_seconds>()); }) ==
          "emptor::retention_cohorts: counts by different periods do not add up");
    CHECK(refusal([&] { one.count(8, sys_seconds::max(), bought); }).find("the years 1 to 9999") != std::string::npos);
    CHECK(refusal([&] { one.observed_until(sys_seconds::min()); }).find("the years 1 to 9999") != std::string::npos);
    CHECK(one == before);
    CHECK(refusal([&] { (void)rolling(0); }) == "emptor::rolling: 0 periods; it must be 1 to 1000000");
    CHECK(refusal([&] { (void)one.triangle(bounded, 1, 1.5); }) ==
          "emptor::retention_triangle: confidence is 1.5; it must be between 0 and 1, both excluded");
    one.count(7, on(12, 1), bought);
    CHECK(counts(one.triangle(rolling(1'000'000), SIZE_MAX).cohorts[0].cells) ==
          numbers{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
}

}  // namespace retention_test
