// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What is believed about a rate after seeing a proportion.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/detail/quadrature.hpp>
#include <emptor/stats/incomplete_beta.hpp>
#include <emptor/stats/interval.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

/// A beta distribution of a rate (T. Bayes 1763): the prior beta(1, 1) holds every rate equally likely, and each chance
/// adds one to the first parameter if it was taken, to the second if not.
class beta_posterior {
public:
    /// @throws std::invalid_argument unless the parameters of the prior are from 0.1 to 1e12, and there were at most
    ///         9e14 chances.
    explicit beta_posterior(const proportion& seen, double prior_taken = 1, double prior_left = 1)
        : taken_{prior_taken + static_cast<double>(seen.taken())},
          left_{prior_left + static_cast<double>(seen.chances() - seen.taken())} {
        constexpr std::string_view allowed = "from 0.1 to 1e12";
        detail::demand(prior_taken >= 0.1 && prior_taken <= 1e12, "beta_posterior", "prior_taken", prior_taken,
                       allowed);
        detail::demand(prior_left >= 0.1 && prior_left <= 1e12, "beta_posterior", "prior_left", prior_left, allowed);
        const double chances = static_cast<double>(seen.chances());
        detail::demand(chances <= 9e14, "beta_posterior", "the number of chances", chances, "9e14 at most");
    }

    /// The parameters.
    [[nodiscard]] double taken() const noexcept { return taken_; }
    [[nodiscard]] double left() const noexcept { return left_; }

    [[nodiscard]] double mean() const noexcept { return taken_ / (taken_ + left_); }

    [[nodiscard]] double variance() const noexcept {
        const double n = taken_ + left_;
        return taken_ / n * (left_ / n) / (n + 1);
    }

    /// The probabilities that the rate is at most `rate`, and above it.
    /// @throws std::invalid_argument unless the rate is in [0, 1].
    [[nodiscard]] tails at(double rate) const { return incomplete_beta(taken_, left_, rate); }

    /// @throws std::invalid_argument unless the share is in [0, 1].
    [[nodiscard]] double quantile(double share) const { return beta_quantile(taken_, left_, share); }

    /// The middle part of the distribution, with as much left out below as above.
    /// @throws std::invalid_argument unless the confidence is in (0, 1).
    [[nodiscard]] interval credible(double confidence = 0.95) const {
        detail::demand_confidence("beta_posterior::credible", confidence);
        const double tail = (1 - confidence) / 2;
        return {.low = detail::beta_place(taken_, left_, {tail, 1 - tail}).lower,
                .high = detail::beta_place(taken_, left_, {1 - tail, tail}).lower};
    }

    friend bool operator==(const beta_posterior&, const beta_posterior&) noexcept = default;

private:
    double taken_;
    double left_;
};

namespace detail {

/// The area under `curve` from `low` to `high` to about 1e-14, by halving intervals until the halves agree with the
/// whole. The same calls, whatever the machine.
template <class Curve>
double adaptive_area(const Curve& curve, double low, double high, double whole, int depth) {
    const double middle = low + (high - low) / 2;
    const double left = gauss_16(curve, low, middle);
    const double right = gauss_16(curve, middle, high);
    if (depth == 0 || std::abs(left + right - whole) < 1e-15) return left + right;
    return adaptive_area(curve, low, middle, left, depth - 1) + adaptive_area(curve, middle, high, right, depth - 1);
}

/// The logit of a rate, and about by how much it is uncertain.
struct logit_belief {
    double centre{};
    double spread{};

    explicit logit_belief(const beta_posterior& rate) noexcept
        : centre{std::log(rate.taken()) - std::log(rate.left())},
          spread{std::sqrt(1 / rate.taken() + 1 / rate.left())} {}
};

/// The probability that rate `best` is the highest: the integral over its logit of its density times the probability
/// that all others are below.
inline double chance_best(std::span<const beta_posterior> rates, std::size_t best) {
    const beta_posterior& own = rates[best];
    const auto curve = [&](double logit) {
        const double x = logit > 0 ? 1 / (1 + std::exp(-logit)) : std::exp(logit) / (1 + std::exp(logit));
        const double y = logit > 0 ? std::exp(-logit) / (1 + std::exp(-logit)) : 1 / (1 + std::exp(logit));
        double product = x > 0 && y > 0 ? beta_weight(own.taken(), own.left(), x, y) : 0;
        for (std::size_t i = 0; i < rates.size() && product > 0; ++i) {
            if (i != best) product *= incomplete_beta_unchecked(rates[i].taken(), rates[i].left(), x, y).lower;
        }
        return product;
    };
    // Beyond 40 / parameter from the centre an exponential tail holds e^-40, beyond 9 deviations a normal one does.
    const logit_belief belief{own};
    const double low = belief.centre - 9 * belief.spread - 40 / own.taken();
    const double high = belief.centre + 9 * belief.spread + 40 / own.left();
    std::vector<double> cuts{low, high};
    for (const beta_posterior& each : rates) {
        const logit_belief other{each};
        for (const double deviations : {-8.0, -4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0, 8.0}) {
            const double cut = other.centre + deviations * other.spread;
            if (cut > low && cut < high) cuts.push_back(cut);
        }
    }
    std::sort(cuts.begin(), cuts.end());
    double sum = 0;
    for (std::size_t i = 1; i < cuts.size(); ++i) {
        sum += adaptive_area(curve, cuts[i - 1], cuts[i], gauss_16(curve, cuts[i - 1], cuts[i]), 40);
    }
    return std::min(1.0, sum);
}

}  // namespace detail

/// The probability of each rate to be the highest, to 1e-12; they sum to 1. Deterministic: no sampling.
[[nodiscard]] inline std::vector<double> chances_to_be_best(std::span<const beta_posterior> rates) {
    std::vector<double> result;
    for (std::size_t i = 0; i < rates.size(); ++i) result.push_back(detail::chance_best(rates, i));
    return result;
}

/// The probability that the rate `one` is above the rate `other`, to 1e-12.
[[nodiscard]] inline double chance_above(const beta_posterior& one, const beta_posterior& other) {
    const beta_posterior both[]{one, other};
    return detail::chance_best(both, 0);
}

}  // namespace emptor
