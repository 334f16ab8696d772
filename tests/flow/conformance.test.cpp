// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/conformance.hpp>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include <emptor/process/model.hpp>

#include "flow/line_of_stages.hpp"
#include "process/buying.hpp"

namespace conformance_test {

using Catch::Matchers::WithinAbs;
using emptor::conformance;
using emptor::refusal;
using namespace buying_test;

namespace {

using buyer_process = std::remove_cvref_t<decltype(buying)>;
using report = emptor::conformance_report<buyer_process>;

struct row {
    std::string who;
    int at;
    std::optional<event> what;
    std::optional<emptor::role> by;
};

const std::vector<row> log_of_two{{"anna", 2, shortlisted, user},       {"anna", 1, search_begun, user},
                                  {"bert", 1, search_begun, buyer},     {"anna", 3, std::nullopt, user},
                                  {"anna", 4, abandoned, std::nullopt}, {"bert", 1, abandoned, std::nullopt}};

}  // namespace

TEST_CASE("a log is put in order, and its journeys are aligned") {
    const conformance follows{buying, emptor::by_role};
    const auto answer = follows(log_of_two, &row::who, &row::at, &row::what, &row::by);
    CHECK(answer.totals ==
          emptor::flow_totals{.events = 6, .entities = 2, .moves = 3, .unknown = 1, .out_of_order = 1, .sorted = true});
    CHECK(answer.fit.journeys() == 2);
    CHECK(answer.fit.events() == 5);
    CHECK(answer.fit.fitting() == emptor::proportion{2, 1});
    CHECK(answer.fit.finished() == emptor::proportion{2, 2});
    CHECK(answer.fit.cost() == 1);
    CHECK_THAT(answer.fit.fitness().value(), WithinAbs(1 - 1 / 7.0, 1e-15));
    CHECK_THAT(answer.fit.mean_fitness().value(), WithinAbs((1 + 2 / 3.0) / 2, 1e-15));
    REQUIRE(answer.fit.departures().size() == 1);
    CHECK(answer.fit.departures()[0] ==
          emptor::departure_count<buyer_process>{need, search_begun, buyer, refusal::not_permitted, 1});
    REQUIRE(answer.fit.deviations().size() == 1);
    CHECK(answer.fit.deviations()[0] ==
          emptor::deviation_count<buyer_process>{emptor::alignment_side::journey, need, search_begun, buyer, 1});

    const conformance whoever{buying};
    CHECK(whoever(log_of_two, &row::who, &row::at, &row::what).fit.fitting() == emptor::proportion{2, 2});
}

TEST_CASE("no journeys have no fitness") {
    const conformance follows{buying};
    const report none = follows(std::vector<std::vector<event>>{});
    CHECK(none == report{});
    CHECK_FALSE(none.fitness());
    CHECK_FALSE(none.mean_fitness());
    CHECK_FALSE(none.fitting().rate());
    const conformance open{buying, emptor::still_open};
    const report empty = open(std::vector<std::vector<event>>{{}});
    CHECK(empty.journeys() == 1);
    CHECK_FALSE(empty.fitness());
    CHECK_FALSE(empty.mean_fitness());
}

TEST_CASE("the fitness of a log against a line of stages is the published one") {
    const auto table = line_test::published();
    const emptor::model line = line_test::process_of(table);
    std::vector<std::vector<emptor::model_event>> log;
    for (const auto& each : table["cases"]) {
        log.emplace_back();
        for (const auto& event : each["trace"]) {
            log.back().push_back(line.event_called(event.get<std::string>()).value());
        }
    }
    const auto found = conformance{line}(log);
    const auto& expected = table["log_fitness"]["alignments"];
    CHECK_THAT(found.fitness().value(), WithinAbs(expected["log_fitness"].get<double>(), 1e-15));
    CHECK_THAT(found.mean_fitness().value(), WithinAbs(expected["average_trace_fitness"].get<double>(), 1e-15));
    CHECK(100 * found.fitting().rate().value() == expected["percentage_of_fitting_traces"].get<double>());
}

TEST_CASE("reports of parts add up to that of the whole, and equal journeys count as often as they are there") {
    const std::uint64_t seed = 17;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    const conformance follows{buying, emptor::by_role};
    const emptor::aligner align{buying, emptor::by_role};
    using done = emptor::performed<buyer_process>;
    for (int i = 0; i < 200; ++i) {
        CAPTURE(i);
        std::vector<std::vector<done>> log(random() % 12);
        for (auto& journey : log) {
            journey.resize(random() % 4);
            for (done& each : journey) {
                each.event = static_cast<event>(random() % 7);
                if (random() % 2 == 0) each.role = random() % 2 == 0 ? user : buyer;
            }
        }
        report one_by_one;
        std::uint64_t left = 0;
        for (const auto& journey : log) {
            const auto aligned = align.align(journey);
            one_by_one.count(aligned);
            left += aligned.left ? 1U : 0U;
        }
        const report whole = follows(log);
        REQUIRE(whole == one_by_one);
        const auto middle = log.begin() + static_cast<std::ptrdiff_t>(random() % (log.size() + 1));
        const report a = follows(std::vector(log.begin(), middle)), b = follows(std::vector(middle, log.end()));
        const auto sum = [](auto x, const auto& y) { return x += y; };
        REQUIRE(sum(a, b) == whole);
        REQUIRE(sum(b, a) == whole);
        REQUIRE(sum(a, report{}) == a);
        std::uint64_t departed = 0;
        std::uint64_t last = log.size();
        for (const auto& each : whole.departures()) {
            CHECK(each.journeys <= last);
            last = each.journeys;
            departed += each.journeys;
        }
        CHECK(departed == left);
        std::uint64_t times = 0;
        for (const auto& each : whole.deviations()) times += each.times;
        CHECK(times == whole.cost());
        report twice;
        for (const auto& journey : log) twice.count(align.align(journey), 2);
        CHECK(twice == sum(whole, whole));
    }
}

}  // namespace conformance_test
