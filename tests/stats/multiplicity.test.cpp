// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <random>
#include <stdexcept>
#include <vector>

#include <emptor/stats/multiplicity.hpp>

#include "published.hpp"

namespace multiplicity_test {

namespace {

/// Whether Holm's procedure rejects a test at this level, read off its definition: from the smallest p on, each below
/// the level over the number of those left, until one is not.
bool holm_rejects(std::vector<double> p, double own, double level) {
    std::sort(p.begin(), p.end());
    for (std::size_t i = 0; i < p.size() && p[i] <= level / static_cast<double>(p.size() - i); ++i) {
        if (p[i] >= own) return true;
    }
    return false;
}

/// The same of Benjamini and Hochberg: up to the largest p that is below the level times the share of those up to it.
bool benjamini_hochberg_rejects(std::vector<double> p, double own, double level) {
    std::sort(p.begin(), p.end());
    for (std::size_t i = p.size(); i-- > 0;) {
        if (p[i] <= level * static_cast<double>(i + 1) / static_cast<double>(p.size())) return own <= p[i];
    }
    return false;
}

}  // namespace

TEST_CASE("adjusted p-values agree with R") {
    const auto known = published("proportions_and_tests.json")["multiplicity"];
    const std::vector<double> p = known["p"];
    const auto check = [&](const std::vector<double>& found, const char* name) {
        CAPTURE(name);
        REQUIRE(found.size() == p.size());
        for (std::size_t i = 0; i < p.size(); ++i) CHECK_THAT(found[i], near(known[name][i]));
    };
    check(emptor::bonferroni(p), "bonferroni");
    check(emptor::holm(p), "holm");
    check(emptor::hochberg(p), "hochberg");
    check(emptor::benjamini_hochberg(p), "BH");
    check(emptor::benjamini_yekutieli(p), "BY");
}

TEST_CASE("an adjusted p-value is the least level at which the procedure rejects") {
    const unsigned seed = 31;
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int i = 0; i < 1'000; ++i) {
        std::vector<double> p(1 + random() % 12);
        for (double& each : p) each = static_cast<double>(random() % 50) / 100;  // with ties
        const auto by_holm = emptor::holm(p);
        const auto by_rate = emptor::benjamini_hochberg(p);
        for (std::size_t k = 0; k < p.size(); ++k) {
            CAPTURE(i, k);
            CHECK((by_holm[k] == 1 || holm_rejects(p, p[k], by_holm[k] + 1e-12)));
            CHECK((by_holm[k] == 1 || !holm_rejects(p, p[k], by_holm[k] - 1e-9)));
            CHECK((by_rate[k] == 1 || benjamini_hochberg_rejects(p, p[k], by_rate[k] + 1e-12)));
            CHECK((by_rate[k] == 1 || !benjamini_hochberg_rejects(p, p[k], by_rate[k] - 1e-9)));
            CHECK((p[k] <= by_rate[k] && by_rate[k] <= by_holm[k] && by_holm[k] <= 1));
            CHECK(by_holm[k] <= emptor::bonferroni(p)[k]);
            CHECK(emptor::hochberg(p)[k] <= by_holm[k]);
        }
    }
}

TEST_CASE("no tests have no p-values, one stays as it is, and what is none is refused") {
    for (const auto adjust : {&emptor::bonferroni, &emptor::holm, &emptor::hochberg, &emptor::benjamini_hochberg,
                              &emptor::benjamini_yekutieli}) {
        CHECK(adjust({}).empty());
        CHECK(adjust(std::vector{0.3}) == std::vector{0.3});
        CHECK_THROWS_AS(adjust(std::vector{0.3, 1.1}), std::invalid_argument);
        CHECK_THROWS_AS(adjust(std::vector{std::nan("")}), std::invalid_argument);
    }
}

}  // namespace multiplicity_test
