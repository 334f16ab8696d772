// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How long it takes from one step to another.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/exact_sum.hpp>
#include <emptor/stats/quantile.hpp>
#include <emptor/stats/survival.hpp>
#include <emptor/stats/time_bins.hpp>

namespace emptor {

/// Counts how long attempts took from one step to another, in seconds or in the log's own unit.
///
/// Two answers, of two clocks. `mean`, `quantile` and `histogram` are of the attempts that the report counts and only
/// of those that got there: they flatter whoever converts quickly or not at all. `waiting` is of each entity's first
/// attempt, whichever counts (the best one was chosen by how it ended), with those still under way: the share that has
/// not converted by a time.
///
/// Exact: it keeps a number or two for each attempt. Counts of disjoint entities add up; if they are of parts of one
/// log, tell all of them how long it was watched (`funnel_attempts::observed_until`).
class time_to_convert {
public:
    /// From the first step to the second.
    time_to_convert() = default;

    /// @param from,to the numbers of two steps, the first is 1.
    /// @throws std::invalid_argument unless 1 <= from < to <= 64.
    time_to_convert(std::size_t from, std::size_t to) : from_{from}, to_{to} {
        if (from == 0 || from >= to || to > 64)
            refuse("the first must be at least 1, the second later, and at most 64");
    }

    [[nodiscard]] std::size_t from() const noexcept { return from_; }
    [[nodiscard]] std::size_t to() const noexcept { return to_; }

    /// Counts an attempt.
    /// @throws std::invalid_argument if its question has no such steps, or a time is infinite.
    template <class Attempt>
    void count(const Attempt& attempt) {
        if (to_ > attempt.steps()) {
            refuse(std::string{"the question has "}.append(std::to_string(attempt.steps())).append(" steps"));
        }
        const auto begun = attempt.at(from_);
        const auto done = attempt.at(to_);
        std::optional<double> took;
        if (begun && done && !(*done < *begun)) took = checked(Attempt::between(*begun, *done));
        wait(attempt);
        if (took) times_.push_back(*took);
    }

    /// Adds the times of other entities.
    /// @throws std::invalid_argument unless they are from and to the same steps.
    time_to_convert& operator+=(const time_to_convert& other) {
        if (from_ != other.from_ || to_ != other.to_) {
            refuse(std::string{"the other times are from step "}
                       .append(std::to_string(other.from_))
                       .append(" to ")
                       .append(std::to_string(other.to_)));
        }
        const auto add = [](auto& mine, const auto& its) {
            const std::size_t count = its.size();  // they may be the same
            mine.reserve(mine.size() + count);
            for (std::size_t i = 0; i < count; ++i) mine.push_back(its[i]);
        };
        add(times_, other.times_);
        add(happened_, other.happened_);
        add(censored_, other.censored_);
        never_ += other.never_;
        unknown_ += other.unknown_;
        return *this;
    }

    /// @name Of the attempts that the report counts, those that took both steps
    /// @{
    [[nodiscard]] std::uint64_t converted() const noexcept { return times_.size(); }

    [[nodiscard]] std::optional<double> mean() const {
        if (times_.empty()) return std::nullopt;
        exact_sum sum;
        for (const double time : times_) sum.count(time);
        return sum.value() / static_cast<double>(times_.size());
    }

    /// The exact quantile (type 7): 0.5 is the median.
    /// @throws std::invalid_argument for a share outside [0, 1].
    [[nodiscard]] std::optional<double> quantile(double share) const {
        std::vector<double> sample = times_;
        return emptor::quantile(sample, share);
    }

    /// Where the times lie, for bins that are shared with another group (`shared_bin_edges`).
    [[nodiscard]] number_range range() const noexcept {
        if (times_.empty()) return {};
        const auto [least, greatest] = std::minmax_element(times_.begin(), times_.end());
        return {*least, *greatest, times_.size()};
    }

    /// How many times are in each bin; none at all without times.
    /// @throws std::invalid_argument as `shared_bin_edges` does.
    [[nodiscard]] std::vector<number_bin> histogram(const binning& how = {}) const {
        return histogram(shared_bin_edges({range()}, how));
    }

    /// The same in bins from each of these edges up to the next; the last one is from the last edge up to infinity.
    /// @throws std::invalid_argument unless the edges rise, and no time is before the first of them.
    [[nodiscard]] std::vector<number_bin> histogram(std::span<const double> edges) const {
        std::vector<number_bin> bins;
        for (std::size_t i = 0; i < edges.size(); ++i) {
            const bool last = i + 1 == edges.size();
            if (!last && !(edges[i] < edges[i + 1])) refuse_edges(edges[i + 1], "more than the one before it");
            bins.push_back({edges[i], last ? std::numeric_limits<double>::infinity() : edges[i + 1], 0});
        }
        for (const double time : times_) {
            const auto after = std::upper_bound(edges.begin(), edges.end(), time);
            if (after == edges.begin()) refuse_edges(edges.empty() ? 0 : edges[0], "no more than the least time");
            ++bins[static_cast<std::size_t>(after - edges.begin()) - 1].numbers;
        }
        return bins;
    }
    /// @}

    /// Of each entity that took the first of the two steps in its first attempt: how long it waited for the other.
    /// Those who may yet take it waited until observation ended, or their window; those whose attempt is over without
    /// it, to the end of the window, or without one as long as anybody did.
    ///
    /// `waiting()->curve()` is the estimate, with its band. Nothing if an attempt does not know of a first one: ask
    /// with no other words than `within`, or say `from(first_start)`.
    [[nodiscard]] std::optional<survival> waiting() const {
        if (unknown_ != 0) return std::nullopt;
        survival all;
        double longest = 0;
        const auto add = [&](const std::vector<double>& times, ending how) {
            for (const double time : times) {
                all.count(time, how);
                longest = std::max(longest, time);
            }
        };
        add(happened_, ending::happened);
        add(censored_, ending::censored);
        all.count(longest, ending::censored, never_);
        return all;
    }

    /// Equal if they have the same times, in any order.
    friend bool operator==(const time_to_convert& a, const time_to_convert& b) {
        const auto alike = [](std::vector<double> one, std::vector<double> other) {
            std::sort(one.begin(), one.end());
            std::sort(other.begin(), other.end());
            return one == other;
        };
        return a.from_ == b.from_ && a.to_ == b.to_ && a.never_ == b.never_ && a.unknown_ == b.unknown_ &&
               alike(a.times_, b.times_) && alike(a.happened_, b.happened_) && alike(a.censored_, b.censored_);
    }

private:
    [[noreturn]] void refuse(const std::string& why) const {
        throw std::invalid_argument{std::string{"emptor::time_to_convert: from step "}
                                        .append(std::to_string(from_))
                                        .append(" to ")
                                        .append(std::to_string(to_))
                                        .append(" is asked for; ")
                                        .append(why)};
    }
    [[noreturn]] static void refuse_edges(double edge, const char* allowed) {
        throw std::invalid_argument{std::string{"emptor::time_to_convert::histogram: an edge is "}
                                        .append(detail::written(edge))
                                        .append("; it must be ")
                                        .append(allowed)};
    }

    [[nodiscard]] static double checked(double time) {
        detail::demand(detail::is_finite(time), "time_to_convert", "time", time, "finite");
        return time;
    }

    template <class Attempt>
    void wait(const Attempt& attempt) {
        if (!attempt.knows_first_attempt()) {
            ++unknown_;
            return;
        }
        const auto begun = attempt.first_attempt_at(from_);
        if (!begun) return;
        if (const auto done = attempt.first_attempt_at(to_)) {
            if (!(*done < *begun)) happened_.push_back(checked(Attempt::between(*begun, *done)));
            return;
        }
        const auto first = attempt.first_attempt_at(1).value_or(*begun);
        const double window = attempt.window().value_or(std::numeric_limits<double>::infinity());
        double end = window;
        if (attempt.open()) {
            end = std::min(window, Attempt::between(first, attempt.observed_until()));
        } else if (!detail::is_finite(window)) {
            ++never_;
            return;
        }
        censored_.push_back(checked(std::max(0.0, end - Attempt::between(first, *begun))));
    }

    std::size_t from_{1};
    std::size_t to_{2};
    std::vector<double> times_;
    std::vector<double> happened_;
    std::vector<double> censored_;
    std::uint64_t never_{};    // over, with nothing to say until when
    std::uint64_t unknown_{};  // attempts that know nothing of a first one
};

static_assert(mergeable<time_to_convert>);

}  // namespace emptor
