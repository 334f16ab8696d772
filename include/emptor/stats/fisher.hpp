// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Whether two rates differ, exactly.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/detail/saddle_point.hpp>
#include <emptor/stats/interval.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

namespace detail {

/// The probability of k in n chances at rate p, with q = 1 - p (C. Loader 2000, Fast and Accurate Computation of
/// Binomial Probabilities).
inline double binomial_probability(double k, double n, double p, double q) noexcept {
    if (k == 0) return n == 0 ? 1 : std::exp(n * (p < q ? std::log1p(-p) : std::log(q)));
    if (k == n) return std::exp(n * (q < p ? std::log1p(-q) : std::log(p)));
    return beta_weight(k, n - k, p, q) * (n / k / (n - k));
}

/// How many of the `taken` that two groups took together the first took, if each of them was as likely to: the
/// hypergeometric distribution, tilted by odds that favour the first group (R. A. Fisher 1935).
class hypergeometric {
public:
    hypergeometric(double first, double second, double taken) noexcept
        : first_{first}, second_{second}, taken_{taken} {}

    [[nodiscard]] double least() const noexcept { return std::max(0.0, taken_ - second_); }
    [[nodiscard]] double most() const noexcept { return std::min(first_, taken_); }

    [[nodiscard]] double probability(double k) const noexcept {
        const double all = first_ + second_;
        const double p = taken_ / all;
        const double q = (all - taken_) / all;
        return binomial_probability(k, first_, p, q) *
               (binomial_probability(taken_ - k, second_, p, q) / binomial_probability(taken_, all, p, q));
    }

    /// By how much k + 1 is more likely than k.
    [[nodiscard]] double growth(double k) const noexcept {
        return (first_ - k) / (k + 1) * ((taken_ - k) / (second_ - taken_ + k + 1));
    }

    /// The most likely number, at odds 1.
    [[nodiscard]] double mode() const noexcept {
        return std::clamp(std::floor((first_ + 1) * ((taken_ + 1) / (first_ + second_ + 2))), least(), most());
    }

    /// P(X <= k) for k up to the mode, by its largest term and those below.
    [[nodiscard]] double at_most(double k) const noexcept {
        if (k < least()) return 0;
        double term = 1;
        double sum = 1;
        for (double i = k; i > least() && term > sum * 1e-18; --i) sum += term /= growth(i - 1);
        return std::min(1.0, sum * probability(k));
    }

    /// P(X >= k) for k from the mode on.
    [[nodiscard]] double at_least(double k) const noexcept {
        if (k > most()) return 0;
        double term = 1;
        double sum = 1;
        for (double i = k; i < most() && term > sum * 1e-18; ++i) sum += term *= growth(i);
        return std::min(1.0, sum * probability(k));
    }

    struct tilted_sums {
        double mean{};
        double at_most{};
        double at_least{};
    };

    /// Mean and both tails at k, if each taken by the first group is e^log_odds times as likely.
    [[nodiscard]] tilted_sums tilted(double log_odds, double k) const noexcept {
        const double odds = std::exp(log_odds);
        double low = least();
        double high = most();
        while (low < high) {  // the first number from which the next is no more likely
            const double middle = std::floor(low + (high - low) / 2);
            if (growth(middle) * odds > 1) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        double all = 0;
        double offset = 0;  // of the mean from the mode
        double below = 0;
        double above = 0;
        const auto add = [&](double i, double weight) {
            all += weight;
            offset += weight * (i - low);
            below += i <= k ? weight : 0;
            above += i >= k ? weight : 0;
        };
        add(low, 1);
        double weight = 1;
        for (double i = low; i > least() && weight > 1e-20; --i) add(i - 1, weight /= growth(i - 1) * odds);
        weight = 1;
        for (double i = low; i < most() && weight > 1e-20; ++i) add(i + 1, weight *= growth(i) * odds);
        return {low + offset / all, below / all, above / all};
    }

private:
    double first_;
    double second_;
    double taken_;
};

/// Where a rising function of the logarithm of odds passes 0, by halving.
template <class Rising>
double odds_at_root(const Rising& rising) {
    double low = -1;
    double high = 1;
    while (rising(low) > 0 && low > -700) low *= 2;
    while (rising(high) < 0 && high < 700) high *= 2;
    for (double middle = low + (high - low) / 2; low < middle && middle < high; middle = low + (high - low) / 2) {
        (rising(middle) < 0 ? low : high) = middle;
        if (high - low < 1e-15) break;
    }
    return std::exp(low + (high - low) / 2);
}

}  // namespace detail

/// What is known about two rates, given how many took their chance in all.
struct fisher_result {
    double p{};          ///< Two-sided: all outcomes that are no more likely than this one, within 1e-7 of it, as in R.
    double p_less{};     ///< Of this outcome, and of all in which the first group takes less.
    double p_greater{};  ///< Of this outcome, and of all in which the first group takes more.
    /// The most likely odds of the first group over those of the second, given the totals; 0 or infinite where this is
    /// the least or most that the first could take, absent where it is the only outcome.
    std::optional<double> odds_ratio{};
    interval plausible_odds_ratio{0, std::numeric_limits<double>::infinity()};
};

/// Fisher's exact test of two rates (R. A. Fisher 1935, J. R. Stat. Soc. 98, 39-82), for counts of any size up to 2^53.
///
/// Its time grows with the root of the counts. With nothing to compare all p are 1.
/// @throws std::invalid_argument unless the confidence (of the interval of the odds ratio) is in (0, 1).
[[nodiscard]] inline fisher_result fisher_exact(const proportion& one, const proportion& other,
                                                double confidence = 0.95) {
    detail::demand_confidence("fisher_exact", confidence);
    const double taken = static_cast<double>(one.taken()) + static_cast<double>(other.taken());
    const detail::hypergeometric chance{static_cast<double>(one.chances()), static_cast<double>(other.chances()),
                                        taken};
    const double seen = static_cast<double>(one.taken());
    fisher_result result{.p = 1, .p_less = 1, .p_greater = 1};
    if (chance.least() == chance.most()) return result;

    const double mode = chance.mode();
    const double here = chance.probability(seen);
    if (seen <= mode) {
        result.p_less = chance.at_most(seen);
        result.p_greater = seen == mode ? chance.at_least(seen) : 1 - chance.at_most(seen - 1);
    } else {
        result.p_greater = chance.at_least(seen);
        result.p_less = 1 - chance.at_least(seen + 1);
    }
    const double bound = here * (1 + 1e-7);
    if (chance.probability(mode) > bound) {
        double likely = mode;  // the other side, halved down to its first outcome that is no more likely than this
        double end = seen < mode ? chance.most() + 1 : chance.least() - 1;
        while (std::abs(end - likely) > 1) {
            const double middle = std::floor(likely + (end - likely) / 2);
            (chance.probability(middle) > bound ? likely : end) = middle;
        }
        result.p =
            std::min(1.0, seen < mode ? result.p_less + chance.at_least(end) : result.p_greater + chance.at_most(end));
    }

    const double tail = (1 - confidence) / 2;
    const bool is_least = seen == chance.least();
    const bool is_most = seen == chance.most();
    result.odds_ratio = is_least ? 0
                        : is_most
                            ? std::numeric_limits<double>::infinity()
                            : detail::odds_at_root([&](double odds) { return chance.tilted(odds, seen).mean - seen; });
    if (!is_least) {
        result.plausible_odds_ratio.low =
            detail::odds_at_root([&](double odds) { return chance.tilted(odds, seen).at_least - tail; });
    }
    if (!is_most) {
        result.plausible_odds_ratio.high =
            detail::odds_at_root([&](double odds) { return tail - chance.tilted(odds, seen).at_most; });
    }
    return result;
}

}  // namespace emptor
