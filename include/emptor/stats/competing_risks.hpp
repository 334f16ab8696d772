// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How long it takes until one of several things happens, with those counted to whom none has happened yet.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/detail/demand.hpp>

namespace emptor {

/// One time at which something was seen.
struct incidence_step {
    double time{};
    std::uint64_t at_risk{};  ///< Those still waiting just before.
    double waiting{};         ///< The share of those who still wait after this time, of all.
    std::vector<double>
        share{};  ///< For each cause, of those it happened to so far, of all: they sum to 1 with `waiting`.
    std::vector<double> standard_error{};  ///< Of each share.

    friend bool operator==(const incidence_step&, const incidence_step&) = default;
};

/// Counts how long each waited and which of several things then happened, or that observation ended: bought, lost to a
/// rival, gave up. What happens first takes the others' chance away, so 1 less the curve of each alone would promise
/// too much.
///
/// Counts of disjoint entities add up, in any order, to the count of all of them. Its memory grows with the number of
/// different times and of causes.
class competing_risks {
public:
    struct observation {
        double time{};
        std::optional<std::size_t> cause{};  ///< From 0; none where observation ended first.
    };

    /// Counts by cause at one time.
    struct endings {
        std::vector<std::uint64_t> happened{};
        std::uint64_t censored{};

        friend bool operator==(const endings&, const endings&) = default;
    };

    competing_risks() = default;

    /// @throws std::invalid_argument if there are no causes.
    explicit competing_risks(std::size_t causes) : causes_{causes} {
        if (causes == 0) throw std::invalid_argument{"emptor::competing_risks: no causes; there must be 1 or more"};
    }

    /// @throws std::invalid_argument unless the time is 0 or more and finite, and the cause is one of them.
    void count(const observation& seen) {
        detail::demand(seen.time >= 0 && detail::is_finite(seen.time), "competing_risks", "time", seen.time,
                       "0 or more, and finite");
        if (seen.cause && *seen.cause >= causes_) {
            throw std::invalid_argument{"emptor::competing_risks: cause " + std::to_string(*seen.cause) + " of " +
                                        std::to_string(causes_) + "; they are numbered from 0"};
        }
        endings& here = at(seen.time == 0 ? 0 : seen.time);
        ++(seen.cause ? here.happened[*seen.cause] : here.censored);
    }

    /// Adds what `other` observed.
    /// @throws std::invalid_argument if both have causes, and not as many.
    competing_risks& operator+=(const competing_risks& other) {
        if (causes_ != 0 && other.causes_ != 0 && causes_ != other.causes_) {
            throw std::invalid_argument{"emptor::competing_risks: " + std::to_string(other.causes_) +
                                        " causes added to " + std::to_string(causes_) + "; both must have as many"};
        }
        const competing_risks added = other;  // may be this
        causes_ = std::max(causes_, added.causes_);
        for (auto& [time, here] : times_) here.happened.resize(causes_);
        for (const auto& [time, there] : added.times_) {
            endings& here = at(time);
            for (std::size_t i = 0; i < there.happened.size(); ++i) here.happened[i] += there.happened[i];
            here.censored += there.censored;
        }
        return *this;
    }

    [[nodiscard]] std::size_t causes() const noexcept { return causes_; }

    /// What was seen at each time, in order.
    [[nodiscard]] const std::map<double, endings>& times() const noexcept { return times_; }

    /// The share each cause happened to, over time (O. O. Aalen and S. Johansen 1978, Scandinavian Journal of
    /// Statistics 5, 141-150), with standard errors of Greenwood's kind (P. K. Andersen, O. Borgan, R. D. Gill and
    /// N. Keiding 1993, Statistical Models Based on Counting Processes, eq. 4.4.20). With one cause it is 1 less the
    /// curve of `survival`, and so is its standard error.
    [[nodiscard]] std::vector<incidence_step> curve() const {
        std::uint64_t at_risk = 0;
        for (const auto& [time, here] : times_) at_risk += here.censored + happened(here);
        double waiting = 1;
        double variance = 0;                      // of `waiting`
        std::vector<double> share(causes_);       // by cause
        std::vector<double> variances(causes_);   // of the shares
        std::vector<double> covariance(causes_);  // of the shares with `waiting`
        std::vector<incidence_step> steps;
        steps.reserve(times_.size());
        for (const auto& [time, here] : times_) {
            const double n = static_cast<double>(at_risk);
            const std::uint64_t gone = happened(here);
            const double left = static_cast<double>(at_risk - gone) / n;
            std::vector<double> errors;
            for (std::size_t i = 0; i < causes_; ++i) {
                const double part = static_cast<double>(here.happened[i]) / n;
                const double noise = waiting * waiting * part / n;
                share[i] += waiting * part;
                variances[i] += part * (part * variance + 2 * covariance[i]) + noise * (1 - part);
                covariance[i] = left * (covariance[i] + part * variance - noise);
                errors.push_back(std::sqrt(std::max(0.0, variances[i])));
            }
            variance = left * (left * variance + waiting * waiting * (1 - left) / n);
            waiting *= left;
            steps.push_back({.time = time,
                             .at_risk = at_risk,
                             .waiting = waiting,
                             .share = share,
                             .standard_error = std::move(errors)});
            at_risk -= gone + here.censored;
        }
        return steps;
    }

    friend bool operator==(const competing_risks&, const competing_risks&) = default;

private:
    [[nodiscard]] static std::uint64_t happened(const endings& here) noexcept {
        return std::accumulate(here.happened.begin(), here.happened.end(), std::uint64_t{0});
    }

    endings& at(double time) {
        endings& here = times_[time];
        here.happened.resize(causes_);
        return here;
    }

    std::size_t causes_{};
    std::map<double, endings> times_;
};

static_assert(aggregate_of<competing_risks, competing_risks::observation>);

}  // namespace emptor
