// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How long it takes until something happens, with those counted to whom it has not happened yet.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/interval.hpp>
#include <emptor/stats/normal.hpp>

namespace emptor {

/// How an observation ended.
enum class ending : bool {
    censored,  ///< It had not happened when observation ended.
    happened,
};

/// How a band is kept in [0, 1]: by the function of the share that is taken to be normal.
enum class band_scale {
    plain,    ///< The share itself, cut off at 0 and 1.
    log,      ///< Its logarithm, cut off at 1 (the default of R).
    log_log,  ///< log(-log share): never cut off (D. Collett 1994), and the best for few observations.
};

/// One time at which something was seen.
struct survival_step {
    double time{};
    std::uint64_t at_risk{};   ///< Those still waiting just before.
    std::uint64_t happened{};  ///< To how many of them it happened now.
    std::uint64_t censored{};  ///< How many were observed no longer, after those to whom it happened.
    double share{};            ///< Of those who still wait after this time, of all.
    /// Greenwood's of the share; absent where nobody waits any longer.
    std::optional<double> standard_error{};

    /// The band at this time: absent where nobody waits any longer, and [1, 1] before it first happened.
    /// @throws std::invalid_argument unless the confidence is in (0, 1).
    [[nodiscard]] std::optional<interval> band(double confidence = 0.95, band_scale scale = band_scale::log_log) const {
        detail::demand_confidence("survival_step::band", confidence);
        if (!standard_error) return std::nullopt;
        if (share == 1) return interval{1, 1};
        const double reach = -normal_quantile((1 - confidence) / 2) * *standard_error;
        switch (scale) {
            case band_scale::plain:
                return interval{std::max(0.0, share - reach), std::min(1.0, share + reach)};
            case band_scale::log:
                return interval{share * std::exp(-reach / share), std::min(1.0, share * std::exp(reach / share))};
            case band_scale::log_log:
                break;
        }
        const double logarithm = std::log(share);
        const double power = std::exp(-reach / (share * logarithm));
        return interval{std::exp(logarithm * power), std::exp(logarithm / power)};
    }

    friend bool operator==(const survival_step&, const survival_step&) noexcept = default;
};

/// A time with the times that are plausible for it; absent where it has not been reached.
struct survival_quantile {
    std::optional<double> time{};
    std::optional<double> low{};
    std::optional<double> high{};

    friend bool operator==(const survival_quantile&, const survival_quantile&) noexcept = default;
};

/// A time on average.
struct mean_time {
    double value{};
    double standard_error{};

    friend constexpr bool operator==(const mean_time&, const mean_time&) noexcept = default;
};

/// The share of those who still wait, over time (E. L. Kaplan and P. Meier 1958, J. Am. Stat. Assoc. 53, 457-481):
/// level between its steps.
class survival_curve {
public:
    explicit survival_curve(std::vector<survival_step> steps) noexcept : steps_{std::move(steps)} {}

    /// A step for each time at which something was seen, in order.
    [[nodiscard]] std::span<const survival_step> steps() const noexcept { return steps_; }

    /// The step in force at a time: the last one up to it. None before the first, where all wait, and none after the
    /// last if somebody still waited then: nobody has seen what follows.
    [[nodiscard]] const survival_step* at(double time) const noexcept {
        const auto after = std::upper_bound(steps_.begin(), steps_.end(), time,
                                            [](double t, const survival_step& step) { return t < step.time; });
        if (after == steps_.begin()) return nullptr;
        const survival_step& last = *(after - 1);
        return after == steps_.end() && last.share > 0 && time > last.time ? nullptr : &last;
    }

    /// The first time by which it happened to that share or more: 0.5 is the median. The bounds are the times at which
    /// the band gets there (R. Brookmeyer and J. Crowley 1982, Biometrics 38, 29-41).
    /// @throws std::invalid_argument unless share and confidence are in (0, 1).
    [[nodiscard]] survival_quantile quantile(double share, double confidence = 0.95,
                                             band_scale scale = band_scale::log_log) const {
        detail::demand_open_probability("survival_curve::quantile", "share", share);
        detail::demand_confidence("survival_curve::quantile", confidence);
        const double waiting = (1 - share) * (1 + 1e-12);  // products of shares are not exact
        survival_quantile result;
        for (const survival_step& step : steps_) {
            if (!result.time && step.share <= waiting) result.time = step.time;
            if (result.low && result.high) {
                if (result.time) break;
                continue;
            }
            const auto band = step.band(confidence, scale);
            if (!result.low && (!band || band->low <= waiting)) result.low = step.time;
            if (!result.high && band && band->high <= waiting) result.high = step.time;
        }
        return result;
    }

    /// The time waited on average up to `limit`, where waiting is taken to end: the area under the curve (J. O. Irwin
    /// 1949, Journal of Hygiene 47, 188-189), with its standard error (J. P. Klein and M. L. Moeschberger 2003,
    /// Survival Analysis, eq. 4.5.2). Absent if somebody still waited when observation ended before the limit.
    /// @throws std::invalid_argument unless the limit is above 0 and finite.
    [[nodiscard]] std::optional<mean_time> mean_up_to(double limit) const {
        detail::demand_positive("survival_curve::mean_up_to", "limit", limit);
        if (steps_.empty() || (limit > steps_.back().time && steps_.back().share > 0)) return std::nullopt;
        const auto used = static_cast<std::size_t>(
            std::lower_bound(steps_.begin(), steps_.end(), limit,
                             [](const survival_step& step, double t) { return step.time < t; }) -
            steps_.begin());
        double area = 0;
        double variance = 0;
        for (std::size_t i = used; i-- > 0;) {
            const survival_step& step = steps_[i];
            area += step.share * ((i + 1 < used ? steps_[i + 1].time : limit) - step.time);
            if (area > 0 && step.happened > 0) {
                const double n = static_cast<double>(step.at_risk);
                const double d = static_cast<double>(step.happened);
                variance += area * area * (d / n / (n - d));
            }
        }
        area += used > 0 ? steps_.front().time : limit;
        return mean_time{.value = area, .standard_error = std::sqrt(variance)};
    }

private:
    std::vector<survival_step> steps_;
};

/// Counts how long each waited, and whether it then happened or was observed no longer.
///
/// Counts of disjoint entities add up, in any order, to the count of all of them. Its memory grows with the number of
/// different times: round them where that matters.
class survival {
public:
    struct observation {
        double time{};
        ending how{};
    };

    struct endings {
        std::uint64_t happened{};
        std::uint64_t censored{};

        friend constexpr bool operator==(const endings&, const endings&) noexcept = default;
    };

    /// @throws std::invalid_argument unless the time is 0 or more, and finite.
    void count(double time, ending how, std::uint64_t entities = 1) {
        detail::demand(time >= 0 && detail::is_finite(time), "survival", "time", time, "0 or more, and finite");
        if (entities == 0) return;
        endings& here = times_[time == 0 ? 0 : time];  // not -0
        (how == ending::happened ? here.happened : here.censored) += entities;
    }
    void count(const observation& seen) { count(seen.time, seen.how); }

    /// Adds what `other` observed.
    survival& operator+=(const survival& other) {
        if (this == &other) {
            for (auto& [time, here] : times_) here = {2 * here.happened, 2 * here.censored};
            return *this;
        }
        for (const auto& [time, there] : other.times_) {
            endings& here = times_[time];
            here.happened += there.happened;
            here.censored += there.censored;
        }
        return *this;
    }

    /// What was seen at each time, in order.
    [[nodiscard]] const std::map<double, endings>& times() const noexcept { return times_; }

    [[nodiscard]] endings total() const noexcept {
        endings sum;
        for (const auto& [time, here] : times_) {
            sum.happened += here.happened;
            sum.censored += here.censored;
        }
        return sum;
    }

    /// The estimate of E. L. Kaplan and P. Meier, with the standard errors of M. Greenwood (1926, Reports on Public
    /// Health and Medical Subjects 33, 1-26).
    [[nodiscard]] survival_curve curve() const {
        const endings all = total();
        std::uint64_t waiting = all.happened + all.censored;
        double share = 1;
        double variance = 0;  // relative
        std::vector<survival_step> steps;
        steps.reserve(times_.size());
        for (const auto& [time, here] : times_) {
            const double n = static_cast<double>(waiting);
            const double d = static_cast<double>(here.happened);
            const bool all_gone = here.happened == waiting;
            share = all_gone ? 0 : share * ((n - d) / n);
            if (!all_gone) variance += d / n / (n - d);
            steps.push_back({.time = time,
                             .at_risk = waiting,
                             .happened = here.happened,
                             .censored = here.censored,
                             .share = share,
                             .standard_error = all_gone ? std::nullopt : std::optional{share * std::sqrt(variance)}});
            waiting -= here.happened + here.censored;
        }
        return survival_curve{std::move(steps)};
    }

    friend bool operator==(const survival&, const survival&) = default;

private:
    std::map<double, endings> times_;
};

static_assert(aggregate_of<survival, survival::observation>);

}  // namespace emptor
