// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <vector>

#include <emptor/funnel.hpp>
#include <emptor/process.hpp>

#include "funnel/random_rows.hpp"
#include "rounds.hpp"

namespace grouped_counter_test {

using namespace std::chrono_literals;
using emptor::funnel, emptor::step_set, emptor::steps, emptor::timed, emptor::within;

namespace {

enum class stage { need, search, purchase, lost };
enum class event { search_begun, chosen, need_arose, abandoned };

inline constexpr auto buying = emptor::process<stage, event>(
    stage::need, {
                     {emptor::in(stage::need), emptor::on(event::search_begun), emptor::to(stage::search)},
                     {emptor::in(stage::search), emptor::on(event::chosen), emptor::to(stage::purchase)},
                     {emptor::in(stage::purchase), emptor::on(event::need_arose), emptor::to(stage::need)},
                     {emptor::in_any(), emptor::on(event::abandoned), emptor::to(stage::lost)},
                     emptor::ends(stage::lost),
                 });

using random_rows::row;

/// The question asked of the same rows, entity by entity.
template <class Question>
auto grouped(const Question& question, const std::vector<row>& rows) {
    auto counter = question.template grouped_counter<std::int64_t>();
    for (std::uint64_t who = 0; who < 8; ++who) {
        counter.next_entity();
        for (const row& each : rows) {
            if (each.who == who) counter.count(each.when, each.what);
        }
    }
    return std::move(counter).report();
}

}  // namespace

TEST_CASE("a funnel counted entity by entity is the same as one counted in any order of entities") {
    const std::uint64_t seed = 20'261'122;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    const auto agree = [](const auto& question, const std::vector<row>& rows) {
        return grouped(question, rows) == question(rows, &row::who, &row::when, &row::what);
    };
    const auto five = steps("a", "b", "c", "d", "e");
    std::uint64_t late = 0;
    for (int i = 0; i < emptor_test::rounds(3000); ++i) {
        CAPTURE(i);
        const auto rows = random_rows::draw(random);
        REQUIRE(agree(funnel{five}, rows));
        REQUIRE(agree(funnel{five, within(7)}, rows));
        REQUIRE(agree(funnel{five, within(7), timed}, rows));
        REQUIRE(agree(funnel{steps("a"), within(7), timed}, rows));
        REQUIRE(agree(funnel{steps("a", "b"), within(0)}, rows));
        late += grouped(funnel{five}, rows).out_of_order();
    }
    CHECK(late > std::uint64_t{emptor_test::rounds(1000)});
}

TEST_CASE("a funnel through a process counted entity by entity is the same as one counted in any order of entities") {
    struct done {
        std::uint32_t who;
        int when;
        event what;
    };
    std::mt19937_64 random{5};
    const funnel asked{emptor::through<buying>(stage::need, stage::search, stage::purchase), within(9), timed};
    for (int i = 0; i < 300; ++i) {
        std::vector<done> events;
        for (int at = 0; at < 20; ++at) {
            events.push_back({static_cast<std::uint32_t>(random() % 4), at, static_cast<event>(random() % 5)});
        }
        auto counter = asked.grouped_counter<int>();
        for (std::uint32_t who = 0; who < 4; ++who) {
            counter.next_entity();
            for (const done& each : events) {
                if (each.who == who) counter.count(each.when, each.what);
            }
        }
        REQUIRE(std::move(counter).report() == asked(events, &done::who, &done::when, &done::what));
    }
}

TEST_CASE("an entity without events is none, and nobody's events are a report of zeros") {
    auto counter = funnel{steps("a", "b"), within(3s)}.grouped_counter<std::chrono::sys_seconds>();
    counter.reserve(10);
    counter.next_entity();
    counter.next_entity();
    CHECK(counter.totals().entities == 0);
    counter.count(std::chrono::sys_seconds{5s}, "a");
    CHECK(counter.totals().entities == 1);
    CHECK(counter.totals().events == 1);
    const auto report = std::move(counter).report_sorted(1);
    CHECK(report.steps()[0].entities == 1);
    CHECK(report.steps()[1].open == 1u);
    CHECK(report.totals().sorted);
    CHECK(report.out_of_order() == 1);
    CHECK(funnel{steps("a")}.grouped_counter<int>().report().entities() == 0);
}

TEST_CASE("a time that is no number is refused, and its entity is none yet") {
    auto counter = funnel{steps("a")}.grouped_counter<double>();
    counter.next_entity();
    CHECK_THROWS_AS(counter.count(0.0 / 0.0, "a"), std::invalid_argument);
    CHECK(counter.totals().entities == 0);
}

}  // namespace grouped_counter_test
