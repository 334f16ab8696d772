// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A chance that was computed from estimated ones, and how far it may be off.

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>

#include <emptor/flow/markov_chain.hpp>
#include <emptor/stats/interval.hpp>
#include <emptor/stats/matrix.hpp>
#include <emptor/stats/rate_interval.hpp>

namespace emptor {

/// A probability with its standard error.
struct estimated_chance {
    double value{};
    double standard_error{};  ///< 0 where nothing was estimated, and where only one outcome was seen

    /// The interval of the chance by the delta method on its log-odds, so that it stays in (0, 1) (A. Agresti 2013,
    /// Categorical Data Analysis, chapters 3 and 16). Absent where the chance is 0 or 1 or was not estimated: the
    /// method has no answer there, which does not mean that it is certain.
    /// @throws std::invalid_argument unless the confidence is in (0, 1).
    [[nodiscard]] std::optional<interval> between(double confidence = 0.95) const {
        const double z = detail::z_of("estimated_chance", confidence);
        if (!(value > 0 && value < 1 && standard_error > 0)) return std::nullopt;
        const double middle = std::log(value) - std::log1p(-value);
        const double reach = z * standard_error / (value * (1 - value));
        return interval{1 / (1 + std::exp(reach - middle)), 1 / (1 + std::exp(-reach - middle))};
    }

    friend constexpr bool operator==(const estimated_chance&, const estimated_chance&) noexcept = default;
};

/// A difference of probabilities with its standard error.
struct estimated_change {
    double value{};
    double standard_error{};

    /// The interval by the delta method (Agresti 2013, chapter 16). Absent where nothing was estimated.
    /// @throws std::invalid_argument unless the confidence is in (0, 1).
    [[nodiscard]] std::optional<interval> between(double confidence = 0.95) const {
        const double z = detail::z_of("estimated_change", confidence);
        if (!(standard_error > 0)) return std::nullopt;
        return interval{value - z * standard_error, value + z * standard_error};
    }

    friend constexpr bool operator==(const estimated_change&, const estimated_change&) noexcept = default;
};

namespace detail {

/// The variance of what changes by these derivatives when the probabilities of a chain do: each row is a multinomial
/// share by itself (Anderson and Goodman 1957; Agresti 2013, chapter 16).
[[nodiscard]] inline double variance_along(const markov_chain& chain, const matrix& derivatives) {
    double variance = 0;
    for (std::size_t from = 0; from < chain.size(); ++from) {
        const double weight = chain.weights()[from];
        if (weight == 0) continue;
        const auto moves = chain.probabilities().row(from);
        const auto slopes = derivatives.row(from);
        double mean = 0;
        for (std::size_t to = 0; to < moves.size(); ++to) mean += moves[to] * slopes[to];
        double spread = 0;
        for (std::size_t to = 0; to < moves.size(); ++to) {
            spread += moves[to] * (slopes[to] - mean) * (slopes[to] - mean);
        }
        variance += spread / weight;
    }
    return variance;
}

}  // namespace detail
}  // namespace emptor
