// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <stdexcept>

#include <emptor/stats/rate_interval.hpp>

#include "published.hpp"

namespace rate_interval_test {

using emptor::interval;
using emptor::proportion;

namespace {

void check_interval(const interval& found, const nlohmann::json& known) {
    CHECK_THAT(found.low, near(known[0]));
    CHECK_THAT(found.high, near(known[1]));
}

}  // namespace

TEST_CASE("exact and Bayesian intervals of published examples") {
    // 15 of 148, 0 of 20, 1 of 29: R. G. Newcombe (1998, Statistics in Medicine 17, 857-872, table I, method 5).
    CHECK_THAT(emptor::clopper_pearson({148, 15}).low, Catch::Matchers::WithinAbs(0.0578, 5e-5));
    CHECK_THAT(emptor::clopper_pearson({148, 15}).high, Catch::Matchers::WithinAbs(0.1617, 5e-5));
    CHECK_THAT(emptor::clopper_pearson({20, 0}).high, Catch::Matchers::WithinAbs(0.1684, 5e-5));
    CHECK_THAT(emptor::clopper_pearson({29, 1}).low, Catch::Matchers::WithinAbs(0.0009, 5e-5));
    CHECK_THAT(emptor::clopper_pearson({29, 1}).high, Catch::Matchers::WithinAbs(0.1776, 5e-5));
    // None of n: the upper bound is 1 - 0.025^(1/n).
    CHECK_THAT(emptor::clopper_pearson({20, 0}).high, near(1 - std::pow(0.025, 1.0 / 20), 1e-13));
}

TEST_CASE("intervals of a rate agree with R") {
    const auto cases = published("proportions_and_tests.json")["single_ci"]["cases"];
    for (const auto& known : cases) {
        const proportion seen{known["n"], known["x"]};
        CAPTURE(seen.taken(), seen.chances());
        check_interval(seen.wilson(), known["wilson"]);
        check_interval(emptor::wilson_corrected(seen), known["wilson_cc"]);
        check_interval(emptor::clopper_pearson(seen), known["clopper_pearson"]);
        check_interval(emptor::jeffreys(seen), known["jeffreys"]);
        check_interval(emptor::wald(seen), known["wald"]);
        check_interval(emptor::agresti_coull(seen), known["agresti_coull"]);
    }
}

TEST_CASE("the exact interval holds those rates under which the count is no rarer than the doubt allows") {
    for (std::uint64_t n = 1; n < 25; ++n) {
        for (std::uint64_t taken = 0; taken <= n; ++taken) {
            const interval exact = emptor::clopper_pearson({n, taken}, 0.9);
            CAPTURE(n, taken);
            const auto tail = [&](double rate, bool upper) {  // P(X >= taken) or P(X <= taken)
                double sum = 0;
                for (std::uint64_t k = upper ? taken : 0; k <= (upper ? n : taken); ++k) {
                    double term = 1;
                    for (std::uint64_t i = 1; i <= n; ++i) {
                        if (i <= k) term *= static_cast<double>(n - k + i) / static_cast<double>(i) * rate;
                        if (i > k) term *= 1 - rate;
                    }
                    sum += term;
                }
                return sum;
            };
            if (taken > 0) CHECK_THAT(tail(exact.low, true), near(0.05, 1e-11));
            if (taken < n) CHECK_THAT(tail(exact.high, false), near(0.05, 1e-11));
            const interval bayes = emptor::jeffreys({n, taken}, 0.9);
            CHECK(exact.low <= bayes.low);
            CHECK(bayes.high <= exact.high);
            CHECK_THAT(bayes.low, Catch::Matchers::WithinAbs(1 - emptor::jeffreys({n, n - taken}, 0.9).high, 1e-14));
        }
    }
}

TEST_CASE("without a chance every rate is plausible, and impossible confidence is refused") {
    for (const auto method : {&emptor::clopper_pearson, &emptor::jeffreys, &emptor::wilson_corrected, &emptor::wald,
                              &emptor::agresti_coull}) {
        CHECK(method(proportion{}, 0.95) == interval{0, 1});
        for (const double confidence : {0.0, 1.0, 95.0, std::nan("")}) {
            CHECK_THROWS_AS(method(proportion{10, 5}, confidence), std::invalid_argument);
        }
        const interval wide = method(proportion{100, 50}, 0.99);
        const interval narrow = method(proportion{100, 50}, 0.9);
        CHECK((wide.low < narrow.low && narrow.low < 0.5 && 0.5 < narrow.high && narrow.high < wide.high));
    }
    const interval huge = emptor::clopper_pearson({1'000'000'000'000, 500'000'000'000});
    CHECK_THAT(huge.high - 0.5, Catch::Matchers::WithinRel(0.98e-6, 1e-2));
}

}  // namespace rate_interval_test
