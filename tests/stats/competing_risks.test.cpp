// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <optional>
#include <random>
#include <stdexcept>
#include <vector>

#include <emptor/stats/competing_risks.hpp>
#include <emptor/stats/survival.hpp>

#include "published.hpp"

namespace competing_risks_test {

using Catch::Matchers::WithinAbs;
using emptor::competing_risks;
using emptor::ending;
using emptor::survival;

TEST_CASE("with one cause, shares and errors are those of survival") {
    const unsigned seed = 71;
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int i = 0; i < 200; ++i) {
        competing_risks risks{1};
        survival waiting;
        for (auto n = 1 + random() % 50; n > 0; --n) {
            const double time = static_cast<double>(random() % 15);
            const bool happened = random() % 2 == 0;
            risks.count({time, happened ? std::optional<std::size_t>{0} : std::nullopt});
            waiting.count(time, happened ? ending::happened : ending::censored);
        }
        const auto incidence = risks.curve();
        const auto curve = waiting.curve();
        REQUIRE(incidence.size() == curve.steps().size());
        for (std::size_t k = 0; k < incidence.size(); ++k) {
            const auto& step = curve.steps()[k];
            CHECK(incidence[k].time == step.time);
            CHECK(incidence[k].at_risk == step.at_risk);
            CHECK_THAT(incidence[k].share[0], WithinAbs(1 - step.share, 1e-13));
            if (step.standard_error) {
                CHECK_THAT(incidence[k].standard_error[0], WithinAbs(*step.standard_error, 1e-13));
            }
        }
    }
}

TEST_CASE("without censoring, shares are plain shares with binomial errors, and sum to 1 with those who wait") {
    const unsigned seed = 72;
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int i = 0; i < 200; ++i) {
        competing_risks risks{3};
        std::vector<competing_risks::observation> seen(1 + random() % 50);
        for (auto& each : seen) {
            each = {static_cast<double>(random() % 15), random() % 3};
            risks.count(each);
        }
        for (const auto& step : risks.curve()) {
            double sum = step.waiting;
            for (std::size_t cause = 0; cause < 3; ++cause) {
                double share = 0;
                for (const auto& each : seen) share += each.time <= step.time && each.cause == cause ? 1 : 0;
                const double n = static_cast<double>(seen.size());
                share /= n;
                CHECK_THAT(step.share[cause], WithinAbs(share, 1e-13));
                CHECK_THAT(step.standard_error[cause], WithinAbs(std::sqrt(share * (1 - share) / n), 1e-8));
                sum += step.share[cause];
            }
            CHECK_THAT(sum, WithinAbs(1, 1e-13));
        }
    }
}

TEST_CASE("a rival takes the chance away: by hand") {
    competing_risks risks{2};
    risks.count({1, 0});
    risks.count({2, std::nullopt});
    risks.count({3, 1});
    risks.count({4, 0});
    const auto curve = risks.curve();
    CHECK_THAT(curve[0].share[0], near(0.25, 1e-15));
    CHECK_THAT(curve[1].share[0], near(0.25, 1e-15));
    CHECK_THAT(curve[2].share[1], near(0.75 / 2, 1e-15));
    CHECK_THAT(curve[3].share[0], near(0.25 + 0.75 / 2, 1e-15));
    CHECK(curve[3].waiting == 0);
}

TEST_CASE("causes and times that are none are refused") {
    competing_risks risks{2};
    CHECK_THROWS_AS(risks.count({1, 2}), std::invalid_argument);
    CHECK_THROWS_AS(risks.count({-1, 0}), std::invalid_argument);
    CHECK_THROWS_AS(risks.count({std::nan(""), std::nullopt}), std::invalid_argument);
    CHECK(risks == competing_risks{2});
    CHECK_THROWS_AS(competing_risks{0}, std::invalid_argument);
    CHECK_THROWS_AS(risks += competing_risks{3}, std::invalid_argument);
    CHECK(competing_risks{}.curve().empty());
}

}  // namespace competing_risks_test
