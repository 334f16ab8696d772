// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <limits>
#include <stdexcept>
#include <vector>

#include <emptor/funnel/milestones.hpp>

namespace milestones_test {

namespace {

using days = std::chrono::sys_days;
using cell = emptor::milestone<days>;
using counter = emptor::milestone_counter<days>;

cell on(int day) { return {.reached = true, .at = days{std::chrono::days{day}}}; }
constexpr cell undated{.reached = true, .at = {}};
constexpr cell empty{};

counter of(const std::vector<std::vector<cell>>& rows) {
    counter counted{{"lead", "offer", "won"}};
    for (const auto& row : rows) counted.count(row);
    return counted;
}

}  // namespace

TEST_CASE("a step counts when its cell and all before it are filled, in any order of time") {
    const auto report =
        of({{on(1), on(3), on(9)}, {on(5), on(2), on(6)}, {on(1), empty, on(4)}, {on(7), empty, empty}}).report();
    CHECK(report.entities() == 4);
    CHECK(report.events() == 9);
    CHECK(report.steps()[0].entities == 4);
    CHECK(report.steps()[1].entities == 2);
    CHECK(report.steps()[2].entities == 2);
    CHECK(report.steps()[1].skipped == 1u);
    CHECK(report.steps()[2].skipped == 0u);
    CHECK(report.steps()[1].reversed == 1u);
    CHECK(report.steps()[1].drop_off == 2u);
    CHECK_FALSE(report.steps()[1].open.has_value());  // a row does not say whether it may yet go on
    CHECK_FALSE(report.steps()[1].expired.has_value());
}

TEST_CASE("a negative time stays in the median and is counted") {
    const auto report = of({{on(5), on(2), on(6)}, {on(1), on(2), on(3)}, {on(1), on(9), empty}}).report();
    const auto& offer = report.steps()[1];
    CHECK(offer.from_previous.entities == 3);
    CHECK(offer.from_previous.negative == 1);
    CHECK(offer.from_previous.median == std::chrono::days{1});
    CHECK(report.steps()[2].since_first_start.median == std::chrono::duration<double>{std::chrono::hours{36}});
}

TEST_CASE("a cell without a time is reached but not measured") {
    const auto report = of({{undated, on(2), on(6)}}).report();
    CHECK(report.steps()[2].entities == 1);
    CHECK_FALSE(report.steps()[1].from_previous.median.has_value());
    CHECK(report.steps()[2].from_previous.median == std::chrono::days{4});
    CHECK_FALSE(report.steps()[2].since_first_start.median.has_value());
}

TEST_CASE("counts of parts add up to the count of all") {
    const std::vector<std::vector<cell>> rows{{on(1), on(3), on(9)}, {on(5), on(2), empty}, {empty, on(2), on(4)}};
    for (std::size_t cut = 0; cut <= rows.size(); ++cut) {
        counter sum = of({rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(cut)});
        sum += of({rows.begin() + static_cast<std::ptrdiff_t>(cut), rows.end()});
        CHECK(sum.report() == of(rows).report());
    }
    for (std::size_t cut = 0; cut <= rows.size(); ++cut) {
        counter turned = of({rows.begin() + static_cast<std::ptrdiff_t>(cut), rows.end()});
        turned += of({rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(cut)});
        CHECK(turned == of(rows));
    }
    CHECK_FALSE(of(rows) == of({rows.begin(), rows.begin() + 1}));
    counter twice = of(rows);
    twice += twice;
    CHECK(twice.report().entities() == 6);
}

TEST_CASE("what does not fit is refused") {
    counter counted{{"lead", "won"}};
    CHECK_THROWS_AS(counted.count(std::vector<cell>{on(1)}), std::invalid_argument);
    CHECK_THROWS_AS(counted += counter{{"other"}}, std::invalid_argument);
    CHECK_THROWS_AS(counter{{}}, std::invalid_argument);
    emptor::milestone_counter<double> numbers{{"lead", "won"}};
    const std::vector<emptor::milestone<double>> row{{true, 1.0}, {true, std::numeric_limits<double>::quiet_NaN()}};
    CHECK_THROWS_AS(numbers.count(row), std::invalid_argument);
    CHECK(numbers.report().entities() == 0);
}

}  // namespace milestones_test
