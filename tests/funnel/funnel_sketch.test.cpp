// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/funnel.hpp>
#include <emptor/io/json.hpp>
#include <emptor/io/text.hpp>

#include "../rounds.hpp"
#include "visits.hpp"

namespace funnel_sketch_test {
namespace {

using namespace std::chrono_literals;
using namespace emptor::question_words;
using emptor::funnel_sketch;
using shop::event;
using shop::visit;

using elapsed = std::chrono::duration<double>;
using report_type = emptor::funnel_report<elapsed>;

template <class Question>
auto attempts(const Question& asked, const std::vector<visit>& visits) {
    return emptor::attempts_of(asked, visits, &visit::who, &visit::at, &visit::what);
}

/// The report without its times.
report_type without_times(const report_type& report) {
    std::vector<emptor::funnel_step<elapsed>> steps{report.steps().begin(), report.steps().end()};
    for (auto& step : steps) step.from_previous = step.since_first_start = step.in_attempt = {};
    return {steps, report.totals(), report.window(), report.confidence()};
}

bool near(const std::optional<elapsed>& found, const std::optional<elapsed>& truth) {
    if (!found || !truth) return !found && !truth;
    return std::abs(found->count() - truth->count()) <=
           truth->count() * (funnel_sketch<elapsed>::relative_error + 1e-12);
}

/// @param parts of the log, by entity. Each ends with the last event of all, so that each knows who may yet move on.
template <class Question>
void check(const Question& asked, std::vector<visit> visits, std::size_t parts) {
    const auto end = visits.empty() ? std::chrono::sys_seconds{} : visits.back().at;
    for (std::uint32_t part = 0; part < parts; ++part) {
        visits.push_back({static_cast<std::uint32_t>(parts) * 100 + part, end, event::left, ""});
    }
    const auto whole = attempts(asked, visits);
    const funnel_sketch sketch{whole};
    const auto exact = whole.report();
    const auto report = sketch.report();
    REQUIRE(without_times(report) == without_times(exact));
    for (std::size_t k = 1; k < report.steps().size(); ++k) {
        using summary = emptor::time_summary<elapsed>;
        using step = emptor::funnel_step<elapsed>;
        for (summary step::* const clock : {&step::from_previous, &step::since_first_start, &step::in_attempt}) {
            const summary& found = report.steps()[k].*clock;
            const summary& truth = exact.steps()[k].*clock;
            REQUIRE(found.entities == truth.entities);
            REQUIRE(near(found.median, truth.median));
            REQUIRE(near(found.p90, truth.p90));
            REQUIRE(found.relative_error > 0);
            REQUIRE(truth.relative_error == 0);
        }
    }
    funnel_sketch<elapsed> sum;
    for (std::size_t part = parts; part-- > 0;) {
        sum +=
            funnel_sketch{attempts(asked, shop::only(visits, [&](std::uint32_t who) { return who % parts == part; }))};
    }
    REQUIRE(sum == sketch);
}

std::string refusal(auto ask) {
    try {
        ask();
    } catch (const std::invalid_argument& refused) {
        return refused.what();
    }
    return {};
}

const std::vector<visit> none{};

}  // namespace

TEST_CASE("a sketch is the report of its attempts, with times within 1 %, and sketches of disjoint entities add up") {
    emptor_test::generator random{20'261'123};
    for (int i = 0; i < emptor_test::rounds(2'000); ++i) {
        CAPTURE(i);
        const auto visits = shop::draw(random);
        const std::size_t parts = 1 + random.below(5);
        check(shop::within_days, visits, parts);
        check(emptor::funnel{steps(event::seen, event::tried, event::bought)}, visits, parts);
        check(emptor::funnel{steps(event::seen, event::tried, event::bought), may_skip(event::tried), within(48h)},
              visits, parts);
        check(emptor::funnel{steps(event::seen, event::bought), each(attempt), within(24h)}, visits, parts);
    }
}

TEST_CASE("a sketch knows mean, least, greatest and any quantile of its times") {
    using std::chrono::seconds;
    using std::chrono::sys_seconds;
    std::vector<visit> visits;
    for (std::uint32_t who = 0; who < 101; ++who) visits.push_back({who, sys_seconds{seconds{0}}, event::seen, ""});
    for (std::uint32_t who = 0; who < 101; ++who) {
        visits.push_back({who, sys_seconds{seconds{1'000 + 10 * who}}, event::tried, ""});
    }
    const funnel_sketch sketch{attempts(emptor::funnel{steps(event::seen, event::tried)}, visits)};
    const auto& times = sketch.times(2).from_previous;
    CHECK(times.counted() == 101);
    CHECK(times.mean() == 1'500.0);
    CHECK(times.least() == 1'000.0);
    CHECK(times.greatest() == 2'000.0);
    CHECK(std::abs(*times.quantile(0.25) - 1'250) <= 1'250 * sketch.relative_error);
    CHECK(sketch.times(1).from_previous.counted() == 0);
    CHECK_THROWS_AS(sketch.times(0), std::out_of_range);
    CHECK_THROWS_AS(sketch.times(4), std::out_of_range);
    CHECK(sketch.totals().entities == 101);
}

TEST_CASE("reports say that their times are sketched") {
    const std::vector<visit> visits{{1, std::chrono::sys_seconds{}, event::seen, ""},
                                    {1, std::chrono::sys_seconds{100s}, event::tried, ""}};
    const auto all = attempts(emptor::funnel{steps(event::seen, event::tried)}, visits);
    const auto sketched = funnel_sketch{all}.report();
    CHECK(emptor::io::text(sketched).find("Times are within 0.78 % of the exact ones.\n") != std::string::npos);
    CHECK(emptor::io::text(all.report()).find("Times are within") == std::string::npos);
    CHECK(emptor::io::json(sketched).find("\"relative_error\": 0.0077519") != std::string::npos);
    CHECK(emptor::io::json(all.report()).find("relative_error") == std::string::npos);
}

TEST_CASE("a sketch of nothing is that of the first that is added; one of another question is refused") {
    const emptor::funnel asked{steps(event::seen, event::bought), within(1h)};
    const funnel_sketch empty{attempts(asked, none)};
    CHECK(empty.report().steps().size() == 2);
    CHECK(empty.report().entities() == 0);
    CHECK(!empty.report().steps()[1].from_previous.median);
    funnel_sketch<elapsed> sum;
    CHECK(sum.report().steps().empty());
    sum += empty;
    CHECK(sum == empty);
    sum += funnel_sketch<elapsed>{};
    CHECK(sum == empty);
    const auto refused = [&](const auto& other) {
        return refusal([&] { sum += funnel_sketch{attempts(other, none)}; }) ==
               "emptor::funnel_sketch: the other sketch is of another question";
    };
    CHECK(refused(emptor::funnel{steps(event::seen, event::bought), within(2h)}));
    CHECK(refused(emptor::funnel{steps(event::seen, event::bought)}));
    CHECK(refused(emptor::funnel{steps(event::seen, event::tried), within(1h)}));
    CHECK(refused(emptor::funnel{steps(event::seen, event::tried, event::bought), within(1h)}));
    CHECK(sum == empty);
}

TEST_CASE("an infinite time cannot be sketched, and is refused") {
    struct row {
        int who;
        double at;
        event what;
    };
    constexpr double most = std::numeric_limits<double>::max();
    const std::array rows{row{1, -most, event::seen}, row{1, most, event::tried}};
    const auto all =
        emptor::attempts_of(emptor::funnel{steps(event::seen, event::tried)}, rows, &row::who, &row::at, &row::what);
    CHECK_FALSE(refusal([&] { static_cast<void>(funnel_sketch{all}); }).empty());
}

}  // namespace funnel_sketch_test
