// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/observer.hpp>

#include <functional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>

#include <emptor/process/journey.hpp>

#include "buying.hpp"

namespace observer_test {

using namespace buying_test;
using emptor::guard;
using emptor::journey_with;
using emptor::on_enter;
using emptor::on_leave;
using emptor::on_move;
using emptor::on_refusal;
using emptor::refusal;

namespace {

constexpr int entered_lost() {
    int entered = 0;
    auto anna = journey_with<buying>(on_enter<lost>([](int& count) { ++count; }));
    static_cast<void>(anna.apply_in(entered, search_begun, user));
    static_cast<void>(anna.apply_in(entered, abandoned));
    return entered;
}

}  // namespace

TEST_CASE("observers of the context are empty, and cost a journey nothing", "[process]") {
    const auto anna =
        journey_with<buying>(on_enter<lost>([](int& count) { ++count; }), on_refusal([] {}), on_move([] {}));
    STATIC_REQUIRE(sizeof(anna) == 1);
    STATIC_REQUIRE(entered_lost() == 1);
}

TEST_CASE("observers are told what is left, moved and entered, in this order", "[process]") {
    std::string said;
    const auto say = [&said](std::string word) {
        return [&said, word](const auto& move) {
            said.append(word)
                .append(emptor::name(move.from))
                .append(1, '>')
                .append(emptor::name(move.to))
                .append(1, ' ');
        };
    };
    auto anna = journey_with<buying>(on_enter(say("in ")), on_move(say("on ")), on_leave(say("out ")),
                                     on_enter<search>(say("search ")), on_enter(lost, say("lost ")),
                                     on_leave<search>(say("left search ")), on_leave(need, say("left need ")),
                                     on_move<abandoned>(say("gone ")));
    REQUIRE(anna.apply(search_begun, user));
    CHECK(said == "out need>search left need need>search on need>search in need>search search need>search ");
    said.clear();
    REQUIRE(anna.apply(abandoned));
    CHECK(said ==
          "out search>lost left search search>lost on search>lost gone search>lost in search>lost lost search>lost ");
}

TEST_CASE("an observer of refusals hears of the process's and of a guard's", "[process]") {
    std::string said;
    auto anna = journey_with<buying>(guard<search_begun, "open">([](bool open) { return open; }),
                                     on_refusal([&](const auto& outcome) { said += outcome.why() + '\n'; }),
                                     on_move([&] { said += "moved\n"; }));
    CHECK_FALSE(anna.apply_in(false, delivered, buyer));
    CHECK_FALSE(anna.apply_in(false, search_begun, user));
    CHECK(anna.apply_in(true, search_begun, user));
    CHECK(said ==
          buying.why_not(need, delivered, buyer).why() + "\nsearch_begun in need is refused by a guard: open\nmoved\n");
}

TEST_CASE("an observer of refusals alone sees a plain outcome", "[process]") {
    refusal seen{};
    auto anna = journey_with<buying>(on_refusal([&](const decltype(buying)::outcome_type& o) { seen = o.reason(); }));
    CHECK_FALSE(anna.apply(search_begun, buyer));
    CHECK(seen == refusal::not_permitted);
}

TEST_CASE("an exception from an observer leaves the journey where it was", "[process]") {
    int entered = 0;
    auto anna = journey_with<buying>(on_move([] { throw std::runtime_error{"full"}; }), on_enter([&] { ++entered; }));
    CHECK_THROWS_AS(anna.apply(search_begun, user), std::runtime_error);
    CHECK(anna.stage() == need);
    CHECK(entered == 0);
}

TEST_CASE("a move back into the same stage leaves and enters it", "[process]") {
    enum class light { on_, off };
    enum class press { again, once };
    static constexpr auto lamp =
        emptor::process<light, press>(light::on_, {{in(light::on_), on(press::again), to(light::on_)},
                                                   {in(light::on_), on(press::once), to(light::off)},
                                                   ends(light::off)});
    int left = 0;
    int entered = 0;
    auto anna = journey_with<lamp>(on_leave([&] { ++left; }), on_enter([&] { ++entered; }));
    CHECK(anna.apply(press::again));
    CHECK(left == 1);
    CHECK(entered == 1);
}

namespace {

/// What a policy may do to the journey that calls it: the type of a journey with a lambda in it cannot be named there.
struct meddler {
    std::function<void()> act{};
};

}  // namespace

TEST_CASE("a policy that moves the journey that calls it is found out, and the others are not told of that move",
          "[process]") {
    const auto meddle = [](meddler& context) { context.act(); };
    int told = 0;
    const auto count = [&told] { ++told; };
    const auto check = [&](auto anna) {
        bool once = true;
        meddler context{[&] {
            if (std::exchange(once, false)) static_cast<void>(anna.apply_in(context, abandoned));
        }};
        CHECK_THROWS_MATCHES(anna.apply_in(context, search_begun, user), std::logic_error,
                             Catch::Matchers::Message("emptor::journey: a guard or an observer moved the journey that "
                                                      "called it from 'need' to 'lost'"));
        CHECK(anna.stage() == lost);
    };
    check(journey_with<buying>(guard<search_begun>([](meddler& context) {
                                   context.act();
                                   return true;
                               }),
                               on_leave<search>(count)));
    check(journey_with<buying>(on_leave<need>(meddle), on_move<search_begun>(count)));
    check(journey_with<buying>(on_move<search_begun>(meddle), on_enter<search>(count)));
    check(journey_with<buying>(on_enter<search>(meddle)));
    CHECK(told == 0);
}

TEST_CASE("an observer of a refusal may move the journey that was refused, as it has stayed", "[process]") {
    meddler context;
    auto anna = journey_with<buying>(on_refusal([](meddler& m) { m.act(); }));
    context.act = [&] { static_cast<void>(anna.apply_in(context, abandoned)); };
    CHECK_FALSE(anna.apply_in(context, delivered, buyer));
    CHECK(anna.stage() == lost);
}

TEST_CASE("an observer may copy the journey that calls it", "[process]") {
    meddler context;
    auto anna = journey_with<buying>(on_enter([](meddler& m) { m.act(); }));
    auto copy = anna;
    context.act = [&] { copy = anna; };
    CHECK(anna.apply_in(context, search_begun, user));
    CHECK(anna.stage() == search);
    CHECK(copy.stage() == need);
    context.act = [] {};
    CHECK(copy.apply_in(context, search_begun, user));
}

}  // namespace observer_test
