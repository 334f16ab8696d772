// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/handover.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/process/role.hpp>

#include "flow/logs.hpp"
#include "rounds.hpp"

namespace handover_test {

using namespace std::chrono_literals;
using emptor::approves, emptor::between_roles, emptor::escalates, emptor::handover, emptor::refuses, emptor::role,
    emptor::sort_first;
using flow_test::event, flow_test::reading;

namespace {

enum class act { asked, approved, refused, escalated };

struct step {
    int who;
    std::chrono::sys_seconds at;
    role by;
    act what;
};

constexpr std::chrono::sys_seconds at(std::chrono::seconds since) { return std::chrono::sys_seconds{since}; }

/// Two purchases: the first is asked for, sent back, asked for again and approved; the second is passed on.
const std::vector<step> purchases{
    {1, at(0s), role::user, act::asked},       {2, at(5s), role::user, act::asked},
    {1, at(10s), role::buyer, act::refused},   {1, at(40s), role::user, act::asked},
    {1, at(45s), role::user, act::asked},      {2, at(65s), role::buyer, act::escalated},
    {1, at(145s), role::buyer, act::approved}, {2, at(165s), role::decision_maker, act::approved},
};

constexpr handover decisions{approves(act::approved), refuses(act::refused), escalates(act::escalated)};

const auto& of(const auto& report, role who) { return report.roles()[static_cast<std::size_t>(who)]; }

template <class Waiting>
void check_times(const Waiting& found, const std::map<std::string, std::vector<double>>& expected,
                 const std::string& name, bool quantiles) {
    const auto times = expected.find(name);
    if (times == expected.end()) {
        CHECK(found == Waiting{});
        return;
    }
    const std::vector<double>& all = times->second;
    double total = 0;
    for (const double time : all) total += time;
    CHECK(found.times == all.size());
    CHECK(found.total == total);  // whole numbers, so exact
    CHECK(found.mean == total / static_cast<double>(all.size()));
    CHECK(found.shortest == *std::min_element(all.begin(), all.end()));
    CHECK(found.longest == *std::max_element(all.begin(), all.end()));
    CHECK(found.median == (quantiles ? std::optional{flow_test::quantile_of(all, 0.5)} : std::nullopt));
    CHECK(found.p90 == (quantiles ? std::optional{flow_test::quantile_of(all, 0.9)} : std::nullopt));
}

/// Holds a report of logs of the random kind, asked with all words, against a plain reading.
template <class Report>
void check(const Report& report, const reading& expected, std::size_t events, bool sorted, bool quantiles) {
    const auto count = [](const auto& counts, const auto& key) {
        const auto found = counts.find(key);
        return found == counts.end() ? std::uint64_t{0} : found->second;
    };
    CHECK(report.totals() == emptor::flow_totals{.events = events,
                                                 .entities = expected.entities,
                                                 .moves = expected.moved,
                                                 .unknown = expected.unknown,
                                                 .out_of_order = expected.out_of_order,
                                                 .sorted = sorted});
    std::uint64_t cells = 0;
    for (const emptor::handover_move& move : report.moves()) {
        const std::string from = report.roles()[move.from].name;
        const std::string to = report.roles()[move.to].name;
        CHECK(move.count == count(expected.moves, std::pair{from, to}));
        CHECK(report.moves(from, to) == move.count);
        ++cells;
    }
    CHECK(cells == expected.moves.size());
    std::uint64_t seen = 0;
    for (const auto& one : report.roles()) {
        INFO(one.name);
        seen += one.events > 0 ? 1 : 0;
        CHECK(one.events == count(expected.visits, one.name));
        CHECK(one.entries == count(expected.entries, one.name));
        CHECK(one.exits == count(expected.exits, one.name));
        CHECK(one.received == one.events - one.entries);
        CHECK(one.given == one.events - one.exits);
        check_times(one.kept_waiting, expected.kept_waiting, one.name, quantiles);
        check_times(one.between_own.value(), expected.between_own, one.name, quantiles);
        const std::uint64_t yes = count(expected.said, std::pair{one.name, std::string{"approved"}});
        const std::uint64_t no = count(expected.said, std::pair{one.name, std::string{"refused"}}) +
                                 count(expected.said, std::pair{one.name, std::string{"vetoed"}});
        const std::uint64_t up = count(expected.said, std::pair{one.name, std::string{"escalated"}});
        CHECK(one.approved == yes);
        CHECK(one.refused == no);
        CHECK(one.escalated == up);
        CHECK(one.approval_rate.has_value() == (yes + no > 0));
        if (one.approval_rate) CHECK(*one.approval_rate == static_cast<double>(yes) / static_cast<double>(yes + no));
        CHECK(one.escalation_rate.has_value() == (yes + no + up > 0));
    }
    CHECK(seen == expected.visits.size());
}

constexpr handover of_texts{approves("approved"), refuses("refused", "vetoed"), escalates("escalated")};

auto counter_of(const std::vector<event>& events) {
    auto counter = of_texts.counter<std::string, std::int64_t, std::string>();
    for (const event& each : events) counter.count(each.who, each.at, each.role, each.what);
    return counter;
}

}  // namespace

TEST_CASE("an entity goes from role to role, and the next one is who is waited for") {
    const auto report = decisions(purchases, &step::who, &step::at, &step::by, &step::what);
    CHECK(report.totals() == emptor::flow_totals{.events = 8, .entities = 2, .moves = 6});
    CHECK(report.moves("user", "buyer") == 3);
    CHECK(report.moves("buyer", "user") == 1);
    CHECK(report.moves("user", "user") == 1);
    CHECK(report.moves("buyer", "decision_maker") == 1);
    CHECK(report.moves("decision_maker", "buyer") == 0);
    CHECK(report.moves("nobody", "buyer") == 0);
    CHECK(report.roles().size() == emptor::enumerators<role>.size());
    const auto& buyer = of(report, role::buyer);
    CHECK(buyer.name == "buyer");
    CHECK(buyer.events == 3);
    CHECK(buyer.received == 3);
    CHECK(buyer.given == 2);
    CHECK(buyer.entries == 0);
    CHECK(buyer.exits == 1);
    // after 10, 100 and 60 seconds
    CHECK(buyer.kept_waiting.times == 3);
    CHECK(buyer.kept_waiting.total == 170s);
    CHECK(buyer.kept_waiting.shortest == 10s);
    CHECK(buyer.kept_waiting.median == 60s);
    CHECK(buyer.kept_waiting.longest == 100s);
    CHECK_THAT(buyer.kept_waiting.p90->count(), Catch::Matchers::WithinAbs(92, 1e-9));
    CHECK(buyer.between_own->times == 0);
    CHECK(of(report, role::user).kept_waiting.total == 30s);
    CHECK(of(report, role::user).between_own->total == 5s);
    CHECK(of(report, role::decision_maker).kept_waiting.total == 100s);
}

TEST_CASE("approvals, refusals and escalations count for the role that spoke, and rates carry Wilson's interval") {
    const auto report = decisions(purchases, &step::who, &step::at, &step::by, &step::what);
    const auto& buyer = of(report, role::buyer);
    CHECK(buyer.approved == 1u);
    CHECK(buyer.refused == 1u);
    CHECK(buyer.escalated == 1u);
    CHECK(buyer.approval_rate == 0.5);
    CHECK(buyer.approval_interval == emptor::proportion{2, 1}.wilson());
    CHECK(buyer.escalation_rate == 1.0 / 3);
    CHECK(buyer.escalation_interval == emptor::proportion{3, 1}.wilson());
    CHECK(of(report, role::decision_maker).approval_rate == 1.0);
    const auto& user = of(report, role::user);
    CHECK(user.approved == 0u);
    CHECK_FALSE(user.approval_rate);  // 0/0
    CHECK_FALSE(user.approval_interval);
    CHECK_FALSE(user.escalation_rate);
}

TEST_CASE("what is not asked for is absent") {
    const auto report = handover{}(purchases, &step::who, &step::at, &step::by);
    CHECK_FALSE(of(report, role::buyer).approved);
    CHECK_FALSE(of(report, role::buyer).refused);
    CHECK_FALSE(of(report, role::buyer).escalated);
    constexpr handover yes{approves([](act what) { return what == act::approved; })};
    const auto only = yes(purchases, &step::who, &step::at, &step::by, &step::what);
    CHECK(of(only, role::buyer).approved == 1u);
    CHECK_FALSE(of(only, role::buyer).refused);
    CHECK_FALSE(of(only, role::buyer).approval_rate);  // of what, nobody said
    CHECK_FALSE(of(only, role::buyer).escalation_rate);
}

TEST_CASE("between roles only, the matrix has no diagonal and nobody waits for himself") {
    const auto report = handover{between_roles}(purchases, &step::who, &step::at, &step::by);
    const auto& user = of(report, role::user);
    CHECK(report.is_between_roles());
    CHECK(report.moves("user", "user") == 0);
    CHECK(report.moves("user", "buyer") == 3);
    CHECK(user.given == 3);
    CHECK(user.received == 1);
    CHECK_FALSE(user.between_own);
    CHECK(user.kept_waiting.total == 30s);
    CHECK(report.totals().moves == 6);
}

TEST_CASE("no events make a report of zeros") {
    const auto report = decisions(std::vector<step>{}, &step::who, &step::at, &step::by, &step::what);
    CHECK(report.totals() == emptor::flow_totals{});
    CHECK(report.moves().empty());
    for (const auto& each : report.roles())
        CHECK(each.kept_waiting == emptor::waiting_time<std::chrono::duration<double>>{});
    CHECK(handover{}(std::vector<event>{}, &event::who, &event::at, &event::role).roles().empty());
}

TEST_CASE("a role that is no enumerator, or none at all, is left out and counted") {
    std::vector<step> events = purchases;
    events.push_back({1, at(150s), static_cast<role>(99), act::approved});
    const auto report = decisions(events, &step::who, &step::at, &step::by, &step::what);
    CHECK(report.totals() == emptor::flow_totals{.events = 9, .entities = 2, .moves = 6, .unknown = 1});
    const auto plain = decisions(purchases, &step::who, &step::at, &step::by, &step::what);
    CHECK(std::ranges::equal(report.roles(), plain.roles()));
    const auto without = [](const step& each) {
        return each.by == role::buyer ? std::nullopt : std::optional{each.by};
    };
    CHECK(handover{}(purchases, &step::who, &step::at, without).totals().unknown == 3);
    CHECK(handover{}(sort_first, purchases, &step::who, &step::at, without).totals().unknown == 3);
}

TEST_CASE("a question agrees with a plain reading of thousands of logs") {
    const std::uint64_t seed = 20'261'122;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::uint64_t late = 0, unknown = 0, waited = 0;
    for (int i = 0; i < emptor_test::rounds(4000); ++i) {
        CAPTURE(i);
        const auto events = flow_test::draw(random);
        const reading in_order = read(events, false);
        check(of_texts(events, &event::who, &event::at, &event::role, &event::what), in_order, events.size(), false,
              true);
        check(of_texts(sort_first, events, &event::who, &event::at, &event::role, &event::what), read(events, true),
              events.size(), true, true);
        check(counter_of(events).report(), in_order, events.size(), false, false);
        late += in_order.out_of_order;
        unknown += in_order.unknown;
        waited += in_order.kept_waiting.size();
    }
    CHECK(late > std::uint64_t{emptor_test::rounds(1000)});
    CHECK(unknown > std::uint64_t{emptor_test::rounds(1000)});
    CHECK(waited > std::uint64_t{emptor_test::rounds(1000)});
}

TEST_CASE("counts of other entities add up to the count of all, in any order") {
    std::mt19937_64 random{4};
    for (int i = 0; i < emptor_test::rounds(1500); ++i) {
        CAPTURE(i);
        const auto events = flow_test::draw(random);
        std::vector<event> parts[3];
        for (const event& each : events) parts[std::hash<std::string>{}(each.who) % 3].push_back(each);
        const auto a = counter_of(parts[0]), b = counter_of(parts[1]), c = counter_of(parts[2]);
        const auto sum = [](auto x, const auto& y) { return x += y; };
        REQUIRE(sum(sum(a, b), c) == counter_of(events));
        REQUIRE(sum(c, sum(b, a)) == counter_of(events));
        REQUIRE(sum(a, counter_of({})) == a);
        REQUIRE(sum(counter_of({}), a) == a);
    }
}

TEST_CASE("counts of a later span follow those of an earlier one") {
    std::mt19937_64 random{5};
    std::uint64_t joined = 0;
    for (int i = 0; i < emptor_test::rounds(1500); ++i) {
        CAPTURE(i);
        const auto events = flow_test::draw(random, 0);
        const auto cut = [&] { return events.begin() + static_cast<std::ptrdiff_t>(random() % (events.size() + 1)); };
        auto first = cut(), second = cut();
        if (second < first) std::swap(first, second);
        const auto a = counter_of({events.begin(), first}), b = counter_of({first, second}),
                   c = counter_of({second, events.end()});
        const auto all = counter_of(events);
        const auto then = [](auto x, const auto& y) { return x.then(y); };
        REQUIRE(then(then(a, b), c) == all);
        REQUIRE(then(a, then(b, c)) == all);
        REQUIRE(then(all, counter_of({})) == all);
        REQUIRE(then(counter_of({}), all) == all);
        joined += a.totals().entities + b.totals().entities + c.totals().entities - all.totals().entities;
        REQUIRE(then(then(a, b), c).report() == all.report());
    }
    CHECK(joined > std::uint64_t{emptor_test::rounds(1000)});
}

TEST_CASE("an entity that is in two counts is named, and nothing changes") {
    using Catch::Matchers::Message;
    const std::vector<event> log{{"case 7", 3, "user", ""}, {"case 7", 9, "buyer", ""}};
    auto counter = counter_of(log);
    const auto before = counter;
    CHECK_THROWS_MATCHES(counter += counter_of({{"case 7", 20, "user", ""}}), std::invalid_argument,
                         Message("emptor::handover: entity \"case 7\" is in both counts; += adds those of other "
                                 "entities, then() those of a later time"));
    CHECK(counter == before);
    CHECK_THROWS_MATCHES(
        counter.then(counter_of({{"case 8", 1, "user", ""}, {"case 7", 8, "user", ""}})), std::invalid_argument,
        Message("emptor::handover: entity \"case 7\" has an event in the later part that is older than "
                "its last one in the earlier part"));
    CHECK(counter == before);
    CHECK_THROWS_AS(counter += before, std::invalid_argument);
    CHECK_THROWS_AS(counter.then(before), std::invalid_argument);
    CHECK(counter == before);
    CHECK_FALSE(counter == counter_of({{"case 7", 3, "user", ""}, {"case 7", 9, "user", ""}}));
    CHECK_FALSE(counter == counter_of({{"case 7", 3, "user", ""}, {"case 7", 8, "buyer", ""}}));
    CHECK_FALSE(counter == counter_of({{"case 7", 3, "user", ""}, {"case 7", 9, "buyer", "approved"}}));
}

TEST_CASE("a counter that was moved from can be used again") {
    auto counter = decisions.counter<int, std::chrono::sys_seconds, role>();
    for (const step& each : purchases) counter.count(each.who, each.at, each.by, each.what);
    const auto taken = std::move(counter);
    CHECK(taken.totals().entities == 2);
    counter.count(3, at(1s), role::seller, act::asked);  // NOLINT: that is the point
    counter.count(3, at(2s), role::buyer, act::approved);
    CHECK(counter.report().moves("seller", "buyer") == 1);
}

TEST_CASE("an event cannot be two things at once, and the refused one is not counted") {
    const handover asked{approves("yes", "maybe"), refuses([](std::string_view what) { return what != "yes"; })};
    auto counter = asked.counter<int, int, std::string>();
    counter.count(1, 0, "buyer", "yes");
    CHECK_THROWS_MATCHES(
        counter.count(1, 1, "buyer", "maybe"), std::invalid_argument,
        Catch::Matchers::Message(
            "emptor::handover: an event \"maybe\" is an approval and a refusal at once; it must be one of them"));
    CHECK(counter.totals().events == 1);
    CHECK(counter.report().roles()[0].approved == 1u);
}

TEST_CASE("a time that is no number is refused, and a role that is a null pointer") {
    const double no_time = std::numeric_limits<double>::quiet_NaN();
    auto counter = handover{}.counter<int, double, std::string>();
    CHECK_THROWS_AS(counter.count(1, no_time, "buyer"), std::invalid_argument);
    CHECK(counter.totals() == emptor::flow_totals{});
    CHECK_THROWS_AS(counter.count(1, 0, static_cast<const char*>(nullptr)), std::invalid_argument);
    const std::vector<double> times{0, no_time};
    const auto self = [](double time) { return time; };
    const auto nobody = [](double) { return std::optional<role>{}; };
    const auto one = [](double) { return 1; };
    CHECK_THROWS_AS(handover{}(times, one, self, nobody), std::invalid_argument);
    CHECK_THROWS_AS(handover{}(sort_first, times, one, self, nobody), std::invalid_argument);
}

TEST_CASE("times of any kind keep their unit, and integers do not overflow") {
    const std::vector<std::int64_t> far{std::numeric_limits<std::int64_t>::min(),
                                        std::numeric_limits<std::int64_t>::max()};
    const auto self = [](auto time) { return time; };
    const auto one = [](auto) { return true; };
    const auto buyer = [](auto) { return role::buyer; };
    const auto report = handover{}(far, one, self, buyer);
    STATIC_REQUIRE_FALSE(decltype(report)::has_unit);
    CHECK(of(report, role::buyer).between_own->total == 0x1p64);
    const std::vector<std::chrono::minutes> times{0min, 3min};
    const auto timed = handover{}(times, one, self, buyer);
    STATIC_REQUIRE(decltype(timed)::has_unit);
    CHECK(of(timed, role::buyer).between_own->mean == 180s);
    const std::vector<double> halves{0.5, 0.75};
    CHECK(of(handover{}(halves, one, self, buyer), role::buyer).between_own->total == 0.25);
}

TEST_CASE("roles may be texts in any form, in the order in which they appear") {
    const std::vector<event> log{{"a", 2, "支持", ""}, {"a", 1, "", ""}, {"b", 3, "buyer", ""}};
    const auto view = [](const event& each) { return std::string_view{*each.role}; };
    const auto report = handover{}(sort_first, log, &event::who, &event::at, view);
    CHECK(report.roles()[0].name == "支持");
    CHECK(report.roles()[1].name.empty());
    CHECK(report.roles()[2].name == "buyer");
    CHECK(report.moves("", "支持") == 1);
    CHECK(report.totals().out_of_order == 1);
    CHECK(report.totals().sorted);
    const auto characters = [](const event& each) { return each.role->c_str(); };
    CHECK(handover{}(sort_first, log, &event::who, &event::at, characters) == report);
}

}  // namespace handover_test
