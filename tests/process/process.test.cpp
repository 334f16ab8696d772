// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/process.hpp>

#include <array>
#include <limits>
#include <list>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>

#include "buying.hpp"

namespace process_test {

using namespace buying_test;
using emptor::enumerator_set, emptor::refusal;
using process = emptor::process<stage, event>;

namespace {

/// A process of three stages that is right, to be spoilt.
enum class abc { a, b, c };
enum class xy { x, y };
using small = emptor::process<abc, xy>;
using small_rules = std::vector<small::rule_type>;

const small_rules right{{in(abc::a), on(xy::x), to(abc::b)}, {in(abc::b), on(xy::y), to(abc::c)}, ends(abc::c)};

small_rules right_and(small::rule_type more) {
    small_rules rows = right;
    rows.push_back(more);
    return rows;
}

auto refused(const char* defect) { return Catch::Matchers::Message(std::string{"emptor::process: "} + defect); }

}  // namespace

TEST_CASE("a process is a constant that holds no journey", "[process]") {
    STATIC_REQUIRE(std::is_trivially_copyable_v<process>);
    STATIC_REQUIRE(buying.start() == need);
    STATIC_REQUIRE(buying.stages().size() == 6);
    STATIC_REQUIRE(buying.events().size() == 7);
    STATIC_REQUIRE(buying == process{buying});
}

TEST_CASE("a rule leads from a stage to its target", "[process]") {
    STATIC_REQUIRE(buying.target(need, search_begun) == search);
    STATIC_REQUIRE(buying.target(evaluation, rejected) == search);
    STATIC_REQUIRE_FALSE(buying.target(need, chosen).has_value());
    STATIC_REQUIRE(buying.who_may(search, shortlisted) == enumerator_set{user, buyer});
    STATIC_REQUIRE(buying.who_must_agree(evaluation, chosen) == enumerator_set{decision_maker});
    STATIC_REQUIRE(buying.who_may(evaluation, rejected).empty());
}

TEST_CASE("in any stage means in each that is not final", "[process]") {
    STATIC_REQUIRE(buying.target(need, abandoned) == lost);
    STATIC_REQUIRE(buying.target(post_purchase, abandoned) == lost);
    STATIC_REQUIRE_FALSE(buying.target(lost, abandoned).has_value());
    STATIC_REQUIRE(buying.is_final(lost));
    STATIC_REQUIRE_FALSE(buying.is_final(purchase));
    STATIC_REQUIRE(buying.finals() == enumerator_set{lost});
}

TEST_CASE("in any stage except some leaves them out", "[process]") {
    constexpr auto p = emptor::process<abc, xy>(
        abc::a, {{in_any(), except(abc::b), on(xy::x), to(abc::b)}, {in(abc::b), on(xy::y), to(abc::c)}, ends(abc::c)});
    STATIC_REQUIRE(p.target(abc::a, xy::x) == abc::b);
    STATIC_REQUIRE_FALSE(p.target(abc::b, xy::x).has_value());
    STATIC_REQUIRE_FALSE(p.target(abc::c, xy::x).has_value());
}

TEST_CASE("a process knows its neighbours", "[process]") {
    STATIC_REQUIRE(buying.successors(evaluation) == enumerator_set{search, purchase, lost});
    STATIC_REQUIRE(buying.successors(lost).empty());
    STATIC_REQUIRE(buying.predecessors(search) == enumerator_set{need, evaluation});
    STATIC_REQUIRE(buying.predecessors(lost).size() == 5);
    STATIC_REQUIRE(buying.predecessors(need) == enumerator_set{post_purchase});
}

TEST_CASE("what is allowed depends on who asks and on who has agreed", "[process]") {
    STATIC_REQUIRE(buying.possible(evaluation) == enumerator_set{rejected, chosen, abandoned});
    STATIC_REQUIRE(buying.allowed(evaluation) == enumerator_set{rejected, abandoned});
    STATIC_REQUIRE(buying.allowed(evaluation, user) == enumerator_set{rejected, abandoned});
    STATIC_REQUIRE(buying.allowed(evaluation, buyer) == enumerator_set{rejected, abandoned});
    STATIC_REQUIRE(buying.allowed(evaluation, buyer, true) == enumerator_set{rejected, chosen, abandoned});
    STATIC_REQUIRE(buying.allowed(need, user) == enumerator_set{search_begun, abandoned});
    STATIC_REQUIRE(buying.allowed(lost, user).empty());
}

TEST_CASE("a process says why not", "[process]") {
    STATIC_REQUIRE(buying.reason(need, search_begun, user) == refusal::none);
    STATIC_REQUIRE(buying.reason(need, shortlisted, user) == refusal::not_possible);
    STATIC_REQUIRE(buying.reason(need, search_begun, seller) == refusal::not_permitted);
    STATIC_REQUIRE(buying.reason(need, search_begun) == refusal::not_permitted);
    STATIC_REQUIRE(buying.reason(evaluation, chosen, buyer) == refusal::not_agreed);
    STATIC_REQUIRE(buying.reason(evaluation, chosen, user, true) == refusal::not_permitted);
    STATIC_REQUIRE(buying.reason(evaluation, chosen, buyer, true) == refusal::none);
    STATIC_REQUIRE(buying.why_not(need, shortlisted, user).reason() == refusal::not_possible);
    STATIC_REQUIRE(buying.why_not(need, search_begun, user));
}

TEST_CASE("agreement can be asked for where anyone may", "[process]") {
    constexpr auto p = emptor::process<abc, xy>(
        abc::a,
        {{in(abc::a), on(xy::x), once_agreed(buyer), to(abc::b)}, {in(abc::b), on(xy::y), to(abc::c)}, ends(abc::c)});
    STATIC_REQUIRE(p.reason(abc::a, xy::x) == refusal::not_agreed);
    STATIC_REQUIRE(p.reason(abc::a, xy::x, std::nullopt, true) == refusal::none);
    STATIC_REQUIRE(p.reason(abc::a, xy::x, seller, true) == refusal::none);
}

TEST_CASE("every question may be asked with any value", "[process]") {
    for (const int id : {-1, 6, 7, 64, 127, 255, 1'000'000}) {
        const auto no_stage = static_cast<stage>(id);
        const auto no_event = static_cast<event>(id + 1);
        CAPTURE(id);
        CHECK_FALSE(buying.target(no_stage, chosen).has_value());
        CHECK(buying.possible(no_stage).empty());
        CHECK(buying.allowed(no_stage, user).empty());
        CHECK(buying.successors(no_stage).empty());
        CHECK(buying.predecessors(no_stage).empty());
        CHECK_FALSE(buying.is_final(no_stage));
        CHECK(buying.who_may(no_stage, chosen).empty());
        CHECK(buying.reason(no_stage, chosen) == refusal::unknown_stage);
        if (id < 0) continue;
        CHECK_FALSE(buying.target(need, no_event).has_value());
        CHECK(buying.reason(need, no_event) == refusal::unknown_event);
    }
    for (const int id : {8, 9, 64, 128, 255}) {
        CHECK(buying.reason(need, abandoned, static_cast<emptor::role>(id)) == refusal::unknown_role);
        CHECK(buying.allowed(need, static_cast<emptor::role>(id)).empty());
    }
}

TEST_CASE("a process made from data is the one that was written", "[process]") {
    const std::vector<process::rule_type> rows{
        {in(need), on(search_begun), by(user), to(search)},
        {in(search), on(shortlisted), by(user, buyer), to(evaluation)},
        {in(evaluation), on(rejected), to(search)},
        {in(evaluation), on(chosen), by(buyer), once_agreed(decision_maker), to(purchase)},
        {in(purchase), on(delivered), by(buyer), to(post_purchase)},
        {in(post_purchase), on(need_arose), by(user), to(need)},
        {in_any(), on(abandoned), to(lost)},
        ends(lost),
    };
    CHECK(process(need, rows) == buying);
    CHECK_FALSE(process(search, rows) == buying);
}

TEST_CASE("what is right is accepted", "[process]") { CHECK_NOTHROW(small(abc::a, right)); }

TEST_CASE("two rules for one stage and event are refused", "[process]") {
    CHECK_THROWS_MATCHES(small(abc::a, right_and({in(abc::a), on(xy::x), by(user), to(abc::c)})), std::invalid_argument,
                         refused("two rules for stage 'a' and event 'x' (row 1 and row 4)"));
    CHECK_THROWS_MATCHES(
        small(abc::a, right_and({in_any(), on(xy::y), to(abc::c)})), std::invalid_argument,
        refused("in_any() overlaps another rule for stage 'b' and event 'y' (row 2 and row 4); leave the stage out "
                "with except"));
}

TEST_CASE("a stage never reached is refused", "[process]") {
    CHECK_THROWS_MATCHES(small(abc::b, right), std::invalid_argument, refused("stage 'a' is never reached"));
}

TEST_CASE("a dead end not declared is refused, and a loop is no way out", "[process]") {
    const small_rules rows{{in(abc::a), on(xy::x), to(abc::b)}, {in(abc::b), on(xy::y), to(abc::c)}};
    CHECK_THROWS_MATCHES(small(abc::a, rows), std::invalid_argument,
                         refused("stage 'c' is a dead end and not declared with ends"));
    const small_rules loop{
        {in(abc::a), on(xy::x), to(abc::b)}, {in(abc::b), on(xy::y), to(abc::c)}, {in(abc::c), on(xy::x), to(abc::c)}};
    CHECK_THROWS_MATCHES(small(abc::a, loop), std::invalid_argument,
                         refused("stage 'c' is a dead end and not declared with ends"));
}

TEST_CASE("a way out of a final stage is refused", "[process]") {
    CHECK_THROWS_MATCHES(small(abc::a, right_and({in(abc::c), on(xy::x), to(abc::a)})), std::invalid_argument,
                         refused("final stage 'c' has a way out on event 'x' (row 4)"));
}

TEST_CASE("an event that no rule uses is refused", "[process]") {
    const small_rules rows{{in(abc::a), on(xy::x), to(abc::b)}, {in(abc::b), on(xy::x), to(abc::c)}, ends(abc::c)};
    CHECK_THROWS_MATCHES(small(abc::a, rows), std::invalid_argument, refused("event 'y' is used by no rule"));
}

TEST_CASE("a stage that leads to no final one is refused unless it is endless", "[process]") {
    const small_rules round{
        {in(abc::a), on(xy::x), to(abc::b)}, {in(abc::b), on(xy::y), to(abc::c)}, {in(abc::c), on(xy::x), to(abc::b)}};
    const auto with = [&](small::rule_type more) {
        small_rules rows = round;
        rows.push_back(more);
        return small(abc::a, rows);
    };
    CHECK_THROWS_MATCHES(small(abc::a, round), std::invalid_argument,
                         refused("stage 'a' leads to no final stage and is not declared endless"));
    CHECK(with(endless()).endless() == enumerator_set{abc::a, abc::b, abc::c});
    CHECK(with(endless(abc::c)).endless() == enumerator_set{abc::c});  // the others lead there
    CHECK_THROWS_MATCHES(with(endless(abc::a)), std::invalid_argument,
                         refused("stage 'b' leads to no final stage and is not declared endless"));
}

TEST_CASE("a loop is enough where a journey may stay for ever", "[process]") {
    small_rules rows{{in(abc::a), on(xy::x), to(abc::b)},
                     {in(abc::b), on(xy::y), to(abc::c)},
                     {in(abc::c), on(xy::x), to(abc::c)},
                     endless(abc::c)};
    CHECK(small(abc::a, rows).finals().empty());
    rows[2] = {in(abc::b), on(xy::x), to(abc::a)};
    CHECK_THROWS_MATCHES(small(abc::a, rows), std::invalid_argument,
                         refused("stage 'c' is a dead end and not declared with ends"));
}

TEST_CASE("a final stage is not endless", "[process]") {
    CHECK(small(abc::a, right_and(endless())).endless() == enumerator_set{abc::a, abc::b});
    CHECK_THROWS_MATCHES(small(abc::a, right_and(endless(abc::c))), std::invalid_argument,
                         refused("final stage 'c' is declared endless (row 4)"));
}

TEST_CASE("a weight that is not finite and above 0 is refused", "[process]") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (const double bad : {0.0, -1.0, infinity, -infinity, std::numeric_limits<double>::quiet_NaN()}) {
        CHECK_THROWS_MATCHES(small(abc::a, right_and({in(abc::b), on(xy::x), to(abc::c), weight(bad)})),
                             std::invalid_argument,
                             refused("a rule on event 'x' has a weight that is not finite and above 0 (row 4)"));
    }
    CHECK_NOTHROW(
        small(abc::a, right_and({in(abc::b), on(xy::x), to(abc::c), weight(std::numeric_limits<double>::max())})));
}

TEST_CASE("a row read from a text is named by its line", "[process]") {
    small_rules rows = right_and({in(abc::a), on(xy::x), to(abc::c)});
    rows.back().line = 12;
    CHECK_THROWS_MATCHES(small(abc::a, rows), std::invalid_argument,
                         refused("two rules for stage 'a' and event 'x' (row 1 and line 12)"));
}

TEST_CASE("rows may come in any range", "[process]") {
    const std::list<small::rule_type> rows(right.begin(), right.end());
    CHECK(small(abc::a, rows) == small(abc::a, right));
}

TEST_CASE("a rule that holds nowhere is refused", "[process]") {
    CHECK_THROWS_MATCHES(small(abc::a, right_and({in_any(), except(abc::a, abc::b), on(xy::y), to(abc::c)})),
                         std::invalid_argument, refused("a rule on event 'y' holds in no stage (row 4)"));
}

TEST_CASE("a process without rules is refused", "[process]") {
    CHECK_THROWS_MATCHES(small(abc::a, small_rules{}), std::invalid_argument, refused("it has no rules"));
}

TEST_CASE("values that are no enumerators are refused in every place of a row", "[process]") {
    constexpr auto no_stage = static_cast<abc>(9);
    constexpr auto no_role = static_cast<emptor::role>(99);
    const auto bad_stage = refused("a rule on event 'y' names a stage that is none of its stages (row 4)");
    const auto bad_role = refused("a rule on event 'y' names a role that is none of its roles (row 4)");
    const auto make = [](small::rule_type row) { return small(abc::a, right_and(row)); };
    CHECK_THROWS_MATCHES(make({in(abc::a, no_stage), on(xy::y), to(abc::c)}), std::invalid_argument, bad_stage);
    CHECK_THROWS_MATCHES(make({in(abc::a), on(xy::y), to(no_stage)}), std::invalid_argument, bad_stage);
    CHECK_THROWS_MATCHES(make({in_any(), except(no_stage), on(xy::y), to(abc::c)}), std::invalid_argument, bad_stage);
    CHECK_THROWS_MATCHES(make({in(abc::a), on(xy::y), by(user, no_role), to(abc::c)}), std::invalid_argument, bad_role);
    CHECK_THROWS_MATCHES(make({in(abc::a), on(xy::y), once_agreed(no_role), to(abc::c)}), std::invalid_argument,
                         bad_role);
    CHECK_THROWS_MATCHES(make({in(abc::a), on(static_cast<xy>(2)), to(abc::c)}), std::invalid_argument,
                         refused("a rule names an event that is none of its events (row 4)"));
    CHECK_THROWS_MATCHES(make(endless(no_stage)), std::invalid_argument,
                         refused("endless names a stage that is none of its stages (row 4)"));
    CHECK_THROWS_MATCHES(make(ends(no_stage)), std::invalid_argument,
                         refused("ends names a stage that is none of its stages (row 4)"));
    CHECK_THROWS_MATCHES(small(no_stage, right), std::invalid_argument, refused("the start is none of its stages"));
}

namespace {

enum class who : unsigned char { clerk, boss };
enum plain_stage : unsigned char { open, shut };
enum spread { ring = 10, knock = -20 };

}  // namespace

}  // namespace process_test

template <>
inline constexpr std::array emptor::enumerators<process_test::spread>{process_test::ring, process_test::knock};

namespace process_test {

TEST_CASE("stages, events and roles may be any enums", "[process]") {
    static constexpr auto door = emptor::process<plain_stage, spread, who>(
        open, {{in(open), on(ring), by(who::boss), to(shut)}, {in(shut), on(knock), to(open)}, endless()});
    STATIC_REQUIRE(door.target(open, ring) == shut);
    STATIC_REQUIRE(door.allowed(open, who::boss) == enumerator_set{ring});
    STATIC_REQUIRE(door.reason(open, ring, who::clerk) == refusal::not_permitted);
    STATIC_REQUIRE(door.reason(open, static_cast<spread>(0)) == refusal::unknown_event);
    STATIC_REQUIRE(door.reason(shut, knock) == refusal::none);
    STATIC_REQUIRE(door.finals().empty());
}

}  // namespace process_test
