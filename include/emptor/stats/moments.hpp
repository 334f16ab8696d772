// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Mean and spread of numbers.

#include <cmath>
#include <optional>

#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/detail/number_totals.hpp>
#include <emptor/stats/exact_sum.hpp>

namespace emptor {

/// Counts numbers, and knows their mean, variance, least and greatest.
///
/// The sums of the numbers and of their squares are exact, so the moments of parts, merged in any order, are the very
/// moments of the whole, and the variance loses nothing to a large mean. 568 bytes; where only quantiles matter,
/// `quantile_sketch` holds all but the variance.
class moments : public detail::number_totals {
public:
    /// @throws std::invalid_argument unless the value is from -1e140 to 1e140, that its square be a number.
    void count(double value) {
        detail::demand(value >= -1e140 && value <= 1e140, "moments", "value", value, "from -1e140 to 1e140");
        const double square = value * value;
        add(value);
        squares_.count(square);
        squares_.count(std::fma(value, value, -square));
    }

    /// Adds what `other` counted.
    moments& operator+=(const moments& other) noexcept {
        add(other);
        squares_ += other.squares_;
        return *this;
    }

    /// The unbiased variance, by n - 1; absent of fewer than two numbers.
    ///
    /// Taken about m, the mean as rounded: sum (x - m)^2 = sum x^2 - 2 m sum x + n m^2 is exact, and too large by
    /// n (mean - m)^2.
    [[nodiscard]] std::optional<double> variance() const {
        if (counted_ < 2) return std::nullopt;
        const double n = static_cast<double>(counted_);
        const double m = *mean();
        exact_sum about_m = squares_;
        exact_sum rest = sum_;
        exact_sum excess = sum_;                // sum (x - m)
        for (int part = 0; part < 3; ++part) {  // -2 m sum x, the sum in up to three doubles
            const double piece = rest.value();
            rest.count(-piece);
            add_product(about_m, -2 * m, piece);
        }
        add_product(excess, -m, n);
        const double square = m * m;
        add_product(about_m, square, n);
        add_product(about_m, std::fma(m, m, -square), n);
        const double off = excess.value();
        const double variance = (about_m.value() - off * (off / n)) / (n - 1);
        return variance > 0 ? variance : 0;
    }

    /// The square root of the variance.
    [[nodiscard]] std::optional<double> deviation() const {
        const auto squared = variance();
        return squared ? std::optional{std::sqrt(*squared)} : std::nullopt;
    }

    friend bool operator==(const moments&, const moments&) noexcept = default;

private:
    static void add_product(exact_sum& sum, double a, double b) {
        const double product = a * b;
        sum.count(product);
        sum.count(std::fma(a, b, -product));
    }

    exact_sum squares_;
};

static_assert(aggregate_of<moments, double>);

}  // namespace emptor
