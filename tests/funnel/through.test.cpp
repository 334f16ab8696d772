// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <stdexcept>
#include <vector>

#include <emptor/funnel.hpp>
#include <emptor/process.hpp>

namespace through_test {

namespace {

enum class stage { need, search, evaluation, purchase, lost };
enum class event { search_begun, shortlisted, rejected, chosen, abandoned };

using emptor::funnel, emptor::sort_first, emptor::steps, emptor::through, emptor::timed, emptor::within;
using emptor::in, emptor::in_any, emptor::on, emptor::by, emptor::to, emptor::ends;
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

std::vector<std::uint64_t> entities(const auto& report) {
    std::vector<std::uint64_t> counts;
    for (const auto& step : report.steps()) counts.push_back(step.entities);
    return counts;
}

using counts = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("a step is entering its stage by a legal move") {
    const std::vector<done> log{
        {1, 0, event::search_begun, user}, {1, 1, event::shortlisted, user},  {1, 2, event::chosen, user},
        {1, 3, event::chosen, buyer},      {2, 0, event::chosen, buyer},      {2, 5, event::search_begun, user},
        {3, 6, event::abandoned, user},    {3, 7, event::search_begun, user},
    };
    const auto report = asked(log, &done::who, &done::when, &done::what, &done::role);
    CHECK(entities(report) == counts{3, 2, 1, 1});
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
    CHECK(entities(report) == counts{1, 1, 1, 0});
    CHECK(report.now()[1].entities == 1);
}

TEST_CASE("without a role only what is open to all is legal") {
    const std::vector<done> log{{1, 0, event::search_begun, user}, {1, 1, event::shortlisted, user}};
    const auto report = asked(log, &done::who, &done::when, &done::what);
    CHECK(entities(report) == counts{1, 1, 0, 0});
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
    CHECK(entities(report) == counts{1, 0, 0, 0});
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
    CHECK_THROWS_AS(through<buying>(static_cast<stage>(99)), std::invalid_argument);
}

}  // namespace through_test
