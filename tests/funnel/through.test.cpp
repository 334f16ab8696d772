// SPDX-License-Identifier: BSL-1.0
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <stdexcept>
#include <vector>

#include <emptor/funnel.hpp>
#include <emptor/process.hpp>

#include "funnel/plain_journeys.hpp"
#include "generator.hpp"

namespace through_test {

namespace {

enum class stage { need, search, evaluation, purchase, lost };
enum class event { search_begun, shortlisted, rejected, chosen, abandoned };

using emptor::end_journey, emptor::ignore, emptor::on_refusal, emptor::refusal, emptor::refusal_effect;
using emptor::funnel, emptor::sort_first, emptor::steps, emptor::through, emptor::timed, emptor::within;
using emptor::in, emptor::in_any, emptor::on, emptor::by, emptor::to, emptor::ends;
using funnel_test::entities_in;
using enum emptor::role;

inline constexpr auto buying = emptor::process<stage, event>(
    stage::need, {
                     {in(stage::need), on(event::search_begun), to(stage::search)},
                     {in(stage::search), on(event::shortlisted), by(user, buyer), to(stage::evaluation)},
                     {in(stage::evaluation), on(event::rejected), to(stage::search)},
                     {in(stage::evaluation), on(event::chosen), by(buyer), to(stage::purchase)},
                     {in_any(), on(event::abandoned), to(stage::lost)},
                     ends(stage::lost, stage::purchase),
                 });

/// Every event moves on by one stage, and nothing else happens.
inline constexpr auto straight =
    emptor::process<stage, event>(stage::need, {
                                                   {in(stage::need), on(event::search_begun), to(stage::search)},
                                                   {in(stage::search), on(event::shortlisted), to(stage::evaluation)},
                                                   {in(stage::evaluation), on(event::chosen), to(stage::purchase)},
                                                   {in(stage::purchase), on(event::rejected), to(stage::lost)},
                                                   {in(stage::lost), on(event::abandoned), to(stage::need)},
                                                   emptor::endless(),
                                               });

struct done {
    int who;
    int when;
    event what;
    emptor::role role;
};

constexpr funnel asked{through<buying>(stage::need, stage::search, stage::evaluation, stage::purchase), within(100)};

using counts = std::vector<std::uint64_t>;

enum class place { p0, p1, p2, p3, p4, p5, p6, p7, p8 };
enum class turn { t0, t1, t2 };

/// Ten to a row: on `t0` each place leads to the next, on the others anywhere or nowhere, for some roles only.
constexpr std::vector<emptor::rule<place, turn, emptor::role>> random_rows(std::uint64_t seed) {
    emptor_test::generator random{seed};
    std::vector<emptor::rule<place, turn, emptor::role>> rows;
    for (std::size_t p = 0; p < 8; ++p) {
        for (std::size_t t = 0; t < 3; ++t) {
            if (t > 0 && p > 0 && random.chance(3)) continue;
            const std::size_t target = t == 0 ? p + 1 : random.below(9);
            emptor::rule<place, turn, emptor::role> row{in(static_cast<place>(p)), on(static_cast<turn>(t)),
                                                        to(static_cast<place>(target))};
            for (std::size_t r = 0; r < 8; ++r) {
                if (random.chance(6)) row.roles.insert(static_cast<emptor::role>(r));
                if (random.chance(20)) row.agreed.insert(static_cast<emptor::role>(r));
            }
            rows.push_back(row);
        }
    }
    rows.push_back(ends(place::p8));
    return rows;
}

inline constexpr auto wandering = emptor::process<place, turn>(place::p0, random_rows(2'003));

struct taken_turn {
    int who;
    int when;
    turn what;
    std::optional<emptor::role> role;
    bool agreed;
};

/// In order of time, with a few ids that are no event and no role.
std::vector<taken_turn> random_turns(std::mt19937_64& random) {
    std::vector<taken_turn> rows;
    int now = -3;
    for (std::uint64_t left = random() % 50; left > 0; --left) {
        now += static_cast<int>(random() % 3);
        const auto turn_number = random() % 12;
        rows.push_back({static_cast<int>(random() % 4), now, static_cast<turn>(turn_number < 8 ? 0 : turn_number - 8),
                        random() % 3 == 0 ? std::nullopt : std::optional{static_cast<emptor::role>(random() % 9)},
                        random() % 3 > 0});
    }
    return rows;
}

auto ask_buying(refusal_effect effect) {
    return funnel{through<buying>(stage::need, stage::search, stage::evaluation), within(100), on_refusal(effect)};
}

auto ask_wandering(int window, refusal_effect effect) {
    return funnel{through<wandering>(place::p0, place::p2, place::p3), within(window), on_refusal(effect)};
}

const auto of_another_question = [](const char* word) {
    return Catch::Matchers::Message(
        std::string{"emptor::through: the other counter asks another question: its "}.append(word).append(
            " is another one"));
};

}  // namespace

TEST_CASE("a step is entering its stage by a legal move") {
    const std::vector<done> log{
        {1, 0, event::search_begun, user}, {1, 1, event::shortlisted, user},  {1, 2, event::chosen, user},
        {1, 3, event::chosen, buyer},      {2, 0, event::chosen, buyer},      {2, 5, event::search_begun, user},
        {3, 6, event::abandoned, user},    {3, 7, event::search_begun, user},
    };
    const auto report = asked(log, &done::who, &done::when, &done::what, &done::role);
    CHECK(entities_in(report) == counts{3, 2, 1, 1});
    CHECK(report.steps()[0].name == "need");
    CHECK(report.moved() == 5);
    CHECK(report.unknown() == 0);

    using move = emptor::refused_move<std::remove_cvref_t<decltype(buying)>>;
    const std::vector<move> refused{report.refused().begin(), report.refused().end()};
    CHECK(refused == std::vector<move>{
                         {stage::need, event::chosen, buyer, emptor::refusal::not_possible, 1},
                         {stage::evaluation, event::chosen, user, emptor::refusal::not_permitted, 1},
                         {stage::lost, event::search_begun, user, emptor::refusal::not_possible, 1},
                     });

    using census = emptor::stage_count<stage>;
    CHECK(std::vector<census>{report.now().begin(), report.now().end()} ==
          std::vector<census>{
              {stage::need, 0}, {stage::search, 1}, {stage::evaluation, 0}, {stage::purchase, 1}, {stage::lost, 1}});
}

TEST_CASE("going back never lowers the furthest stage") {
    const std::vector<done> log{
        {1, 0, event::search_begun, user}, {1, 1, event::shortlisted, user}, {1, 2, event::rejected, user}};
    const auto report = asked(log, &done::who, &done::when, &done::what, &done::role);
    CHECK(entities_in(report) == counts{1, 1, 1, 0});
    CHECK(report.now()[1].entities == 1);
}

TEST_CASE("without a role only what is open to all is legal") {
    const std::vector<done> log{{1, 0, event::search_begun, user}, {1, 1, event::shortlisted, user}};
    const auto report = asked(log, &done::who, &done::when, &done::what);
    CHECK(entities_in(report) == counts{1, 1, 0, 0});
    REQUIRE(report.refused().size() == 1);
    CHECK_FALSE(report.refused()[0].role.has_value());
    CHECK(report.refused()[0].reason == emptor::refusal::not_permitted);
}

TEST_CASE("an id that is no event or no role is unknown, and moves nobody") {
    const std::vector<done> log{{1, 0, static_cast<event>(99), user},
                                {1, 1, static_cast<event>(-1), user},
                                {1, 2, event::search_begun, static_cast<emptor::role>(77)}};
    const auto report = asked(log, &done::who, &done::when, &done::what, &done::role);
    CHECK(report.unknown() == 3);
    CHECK(report.moved() == 0);
    CHECK(report.refused().empty());
    CHECK(entities_in(report) == counts{1, 0, 0, 0});
}

TEST_CASE("every event moved, was refused, is unknown, or was left out of order") {
    const std::uint64_t seed = 1'967;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 500; ++i) {
        std::vector<done> log;
        for (int n = 0; n < 60; ++n) {
            log.push_back({static_cast<int>(random() % 5), static_cast<int>(random() % 100),
                           static_cast<event>(random() % 6), static_cast<emptor::role>(random() % 9)});
        }
        const auto accounted = [](const auto& report) {
            std::uint64_t events = report.moved() + report.unknown();
            for (const auto& move : report.refused()) events += move.count;
            return events;
        };
        const auto as_it_is = asked(log, &done::who, &done::when, &done::what, &done::role);
        REQUIRE(accounted(as_it_is) + as_it_is.out_of_order() == as_it_is.events());
        const auto sorted = asked(sort_first, log, &done::who, &done::when, &done::what, &done::role);
        REQUIRE(accounted(sorted) == log.size());
        std::uint64_t everyone = 0;
        for (const auto& in_stage : sorted.now()) everyone += in_stage.entities;
        REQUIRE(everyone == sorted.entities());
    }
}

TEST_CASE("with one event a stage and nothing refused it is the funnel over the events") {
    const std::uint64_t seed = 1'972;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    constexpr std::array cycle{event::search_begun, event::shortlisted, event::chosen, event::rejected,
                               event::abandoned};
    for (int i = 0; i < 2'000; ++i) {
        std::vector<done> log;
        std::array<std::size_t, 4> position{};
        int now = 0;
        for (int n = 0; n < 40; ++n) {
            const std::size_t who = random() % position.size();
            now += static_cast<int>(random() % 3);
            log.push_back({static_cast<int>(who), now, cycle[position[who]++ % cycle.size()], user});
        }
        const int window = static_cast<int>(random() % 60);
        const auto by_stage = funnel{through<straight>(stage::search, stage::evaluation, stage::purchase),
                                     within(window), timed}(log, &done::who, &done::when, &done::what, &done::role);
        const auto by_event = funnel{steps(event::search_begun, event::shortlisted, event::chosen), within(window),
                                     timed}(log, &done::who, &done::when, &done::what);
        CAPTURE(i, window);
        REQUIRE(by_stage.refused().empty());
        REQUIRE(by_stage.totals() == by_event.totals());
        for (std::size_t k = 0; k < 3; ++k) {
            auto step = by_stage.steps()[k];
            step.name = by_event.steps()[k].name;
            REQUIRE(step == by_event.steps()[k]);
        }
    }
}

TEST_CASE("stages may be chosen when the program runs") {
    const std::vector<done> log{{1, 0, event::search_begun, user}, {1, 1, event::shortlisted, user}};
    const std::vector<stage> chosen{stage::need, stage::search, stage::evaluation, stage::purchase};
    const auto report =
        funnel{through<buying>(chosen), within(100)}(log, &done::who, &done::when, &done::what, &done::role);
    CHECK(report == asked(log, &done::who, &done::when, &done::what, &done::role));
    CHECK_THROWS_AS(through<buying>(std::vector<stage>{}), std::invalid_argument);
    CHECK_THROWS_AS(through<buying>(std::vector<stage>(65, stage::need)), std::invalid_argument);
    CHECK_THROWS_MATCHES(through<buying>(static_cast<stage>(99)), std::invalid_argument,
                         Catch::Matchers::Message("emptor::through: 99 is no stage of the process; its stages are "
                                                  "'need', 'search', 'evaluation', 'purchase', 'lost'"));
}

TEST_CASE("the first refused move ends a journey where that is asked for") {
    const std::vector<done> log{
        {1, 0, event::search_begun, user}, {1, 1, event::chosen, user},       {1, 2, event::shortlisted, user},
        {1, 3, event::chosen, user},       {2, 0, event::search_begun, user}, {2, 5, event::shortlisted, user},
        {2, 6, event::abandoned, user},
    };
    const auto ask = [&](refusal_effect effect) {
        return ask_buying(effect)(log, &done::who, &done::when, &done::what, &done::role);
    };
    const auto report = ask(refusal_effect::end_journey);
    CHECK(entities_in(report) == counts{2, 2, 1});
    CHECK(report.moved() == 4);
    using move = emptor::refused_move<std::remove_cvref_t<decltype(buying)>>;
    CHECK(std::vector<move>{report.refused().begin(), report.refused().end()} ==
          std::vector<move>{{stage::search, event::shortlisted, user, refusal::journey_over, 1},
                            {stage::search, event::chosen, user, refusal::not_possible, 1},
                            {stage::search, event::chosen, user, refusal::journey_over, 1}});
    CHECK(report.now()[1] == emptor::stage_count<stage>{stage::search, 1});
    CHECK(entities_in(ask(refusal_effect::ignore)) == counts{2, 2, 2});
    STATIC_REQUIRE(on_refusal(end_journey).effect == refusal_effect::end_journey);
    STATIC_REQUIRE(on_refusal(ignore).effect == refusal_effect::ignore);
}

TEST_CASE("what a process does not know ends no journey and is unknown after its end too") {
    const std::vector<done> log{{1, 0, static_cast<event>(9), user},
                                {1, 1, event::search_begun, static_cast<emptor::role>(99)},
                                {1, 2, event::search_begun, user},
                                {1, 3, event::search_begun, user},
                                {1, 4, static_cast<event>(9), user}};
    const auto report = ask_buying(refusal_effect::end_journey)(log, &done::who, &done::when, &done::what, &done::role);
    CHECK(report.unknown() == 3);
    CHECK(report.moved() == 1);
    CHECK(entities_in(report) == counts{1, 1, 0});
}

TEST_CASE("ignored or not, every event is where a plain walk through a random process puts it") {
    const std::uint64_t seed = 1'990;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::uint64_t ended = 0;
    std::uint64_t moved = 0;
    for (int i = 0; i < 1'500; ++i) {
        const bool ends_it = i % 2 == 0;
        const auto effect = ends_it ? refusal_effect::end_journey : refusal_effect::ignore;
        const std::vector<taken_turn> log = random_turns(random);
        const int window = static_cast<int>(random() % 20);
        CAPTURE(i, window);
        const auto asked_of_all = ask_wandering(window, effect);
        const auto report = asked_of_all(log, &taken_turn::who, &taken_turn::when, &taken_turn::what, &taken_turn::role,
                                         &taken_turn::agreed);
        const funnel_test::plain_journeys walked{wandering, log, ends_it};
        REQUIRE(funnel_test::account_in(report) == walked.account);
        REQUIRE(funnel_test::events_in(walked.account) == report.events());
        std::uint64_t first_refusals = 0;
        for (const auto& move : report.refused()) {
            first_refusals += move.reason == refusal::journey_over ? 0 : move.count;
        }
        if (ends_it) REQUIRE(first_refusals == walked.ended);
        ended += walked.ended;
        moved += report.moved();

        auto whole = asked_of_all.counter<int, int>();
        auto part = whole;
        auto rest = whole;
        for (const taken_turn& each : log) {
            (each.who < 2 ? part : rest).count(each.who, each.when, each.what, each.role, each.agreed);
            whole.count(each.who, each.when, each.what, each.role, each.agreed);
        }
        part += rest;
        REQUIRE(part.report() == whole.report());
        REQUIRE(whole.report() == report);
        auto loaded = asked_of_all.counter<int, int>();
        REQUIRE(loaded.load(part.save()));
        REQUIRE(loaded.report() == report);
        if (part.forget(1)) REQUIRE(loaded.load(part.save()));
    }
    CHECK(ended > 500);
    CHECK(moved > 1'000);
}

TEST_CASE("counters of which only one ends journeys are of two questions") {
    const auto going_on = ask_wandering(5, refusal_effect::ignore).counter<int, int>();
    auto ending = ask_wandering(5, refusal_effect::end_journey).counter<int, int>();
    CHECK_THROWS_MATCHES(ending += going_on, std::invalid_argument, of_another_question("`on_refusal`"));
    CHECK_FALSE(ending.load(going_on.save()));
}

}  // namespace through_test
