// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/journey.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include "buying.hpp"

namespace journey_test {

using namespace buying_test;
using emptor::refusal;
using journey = emptor::journey<buying>;

namespace {

enum class lamp : std::int16_t { off = -1, on_ = 1 };
enum class press : bool { once };

}  // namespace

}  // namespace journey_test

template <>
inline constexpr std::array emptor::enumerators<journey_test::lamp>{journey_test::lamp::off, journey_test::lamp::on_};

namespace journey_test {

namespace {

constexpr auto switching = emptor::process<lamp, press>(
    lamp::off,
    {{in(lamp::off), on(press::once), to(lamp::on_)}, {in(lamp::on_), on(press::once), to(lamp::off)}, endless()});

constexpr journey bought() {
    journey anna;
    for (const auto& [what, who] : {std::pair{search_begun, user}, std::pair{shortlisted, buyer}}) {
        if (!anna.apply(what, who)) throw std::logic_error{"refused"};
    }
    if (!anna.apply(chosen, buyer, true)) throw std::logic_error{"refused"};
    return anna;
}

}  // namespace

TEST_CASE("a journey is a byte that starts at the start", "[process]") {
    STATIC_REQUIRE(sizeof(journey) == 1);
    STATIC_REQUIRE(std::is_trivially_copyable_v<journey>);
    STATIC_REQUIRE(journey{}.stage() == need);
    STATIC_REQUIRE_FALSE(journey{}.finished());
    STATIC_REQUIRE(&journey::definition() == &buying);
}

TEST_CASE("a journey moves when the process lets it", "[process]") {
    STATIC_REQUIRE(bought().stage() == purchase);
    journey anna;
    const auto outcome = anna.apply(search_begun, user);
    CHECK(outcome);
    CHECK(outcome.from() == need);
    CHECK(anna.stage() == search);
}

TEST_CASE("a refused event leaves the journey where it was, and says why", "[process]") {
    journey anna{evaluation};
    CHECK(anna.apply(delivered, buyer).reason() == refusal::not_possible);
    CHECK(anna.apply(chosen, user, true).reason() == refusal::not_permitted);
    CHECK(anna.apply(chosen).reason() == refusal::not_permitted);
    CHECK(anna.apply(chosen, buyer).reason() == refusal::not_agreed);
    CHECK(anna.apply(chosen, buyer, false).reason() == refusal::not_agreed);
    CHECK(anna.apply(static_cast<event>(7), buyer).reason() == refusal::unknown_event);
    CHECK(anna.apply(rejected, static_cast<emptor::role>(8)).reason() == refusal::unknown_role);
    CHECK(anna == journey{evaluation});
}

TEST_CASE("a rule without roles is open to all, and to no one known", "[process]") {
    for (const auto role : emptor::enumerators<emptor::role>) {
        journey anna{evaluation};
        CHECK(anna.apply(rejected, role));
    }
    journey anna{evaluation};
    CHECK(anna.apply(rejected));
    CHECK(anna.apply(abandoned, std::nullopt, true));
}

TEST_CASE("a journey is finished in a final stage and stays there", "[process]") {
    journey anna;
    REQUIRE(anna.apply(abandoned));
    CHECK(anna.finished());
    for (const event what : buying.events()) {
        for (const auto role : buying.roles()) CHECK_FALSE(anna.apply(what, role, true));
    }
    CHECK(anna.stage() == lost);
}

TEST_CASE("a journey is taken up again from its stage", "[process]") {
    for (const stage each : buying.stages()) CHECK(journey{each}.stage() == each);
    CHECK(journey{search} == journey{search});
    CHECK_FALSE(journey{search} == journey{});
    CHECK_THROWS_AS(journey{static_cast<stage>(6)}, std::invalid_argument);
    CHECK_THROWS_AS(journey{static_cast<stage>(-1)}, std::invalid_argument);
}

TEST_CASE("the stages of a journey need not count from 0", "[process]") {
    emptor::journey<switching> light;
    CHECK(light.stage() == lamp::off);
    CHECK(light.apply(press::once));
    CHECK(light.stage() == lamp::on_);
    CHECK(light.apply(press::once, user, true));
    CHECK(light.stage() == lamp::off);
    CHECK_THROWS_AS(emptor::journey<switching>{static_cast<lamp>(0)}, std::invalid_argument);
}

TEST_CASE("only a bool says that others have agreed", "[process]") {
    STATIC_REQUIRE(requires(journey j) { j.apply(chosen, buyer, true); });
    STATIC_REQUIRE_FALSE(
        []<class J>(J*) { return requires(J j) { j.apply(chosen, buyer, 100); }; }(static_cast<journey*>(nullptr)));
}

TEST_CASE("a typed journey carries its stage in its type", "[process]") {
    constexpr auto anna = emptor::journey_at<buying>{}.on<search_begun, user>().on<shortlisted, buyer>();
    STATIC_REQUIRE(std::is_same_v<decltype(anna), const emptor::journey_at<buying, evaluation>>);
    STATIC_REQUIRE(anna.on<rejected>().stage() == search);
    STATIC_REQUIRE(anna.on<chosen, buyer, true>().stage() == purchase);
    STATIC_REQUIRE(anna.on<abandoned>().finished());
    constexpr journey untyped = anna;
    STATIC_REQUIRE(untyped == journey{evaluation});
    STATIC_REQUIRE(std::is_empty_v<emptor::journey_at<buying, need>>);
}

}  // namespace journey_test
