// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What the lines of a report come to, step by step.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/summary.hpp>
#include <emptor/funnel/report.hpp>

namespace emptor::detail {

/// The step that a share of the steps before is of: the last one that may not be skipped.
[[nodiscard]] inline std::size_t step_before(std::size_t k, std::uint64_t optional) noexcept {
    std::size_t before = k - 1;
    while (before > 0 && (optional >> before & 1) != 0) --before;
    return before;
}

/// The times of one step, by the clocks of `funnel_step`.
template <class Sample>
struct step_times {
    Sample from_previous{};
    Sample since_first_start{};
    Sample in_attempt{};

    friend bool operator==(const step_times&, const step_times&) = default;
};

inline void add_time(std::vector<double>& sample, double time) { sample.push_back(time); }
template <class Sample>
void add_time(Sample& sample, double time) {
    sample.count(time);
}

/// Counts and times of the steps of a report, of lines that are added one by one: a step counts those who took it; its
/// shares are of those who took both.
///
/// @tparam Sample of times, in units: all of them, or a sketch.
template <class Sample>
class line_tally {
public:
    /// Of no question.
    line_tally() = default;

    /// @param optional bit k: step k, counted from 0, may be skipped.
    line_tally(std::size_t steps, std::uint64_t optional)
        : optional_{optional}, others_(steps), times_(steps), levels_(steps + 1) {
        for (std::size_t k = 1; k < steps; ++k) {
            if ((optional >> k & 1) != 0) others_[k].skipped = 0;
        }
    }

    [[nodiscard]] std::size_t steps() const noexcept { return others_.size(); }
    [[nodiscard]] std::uint64_t optional() const noexcept { return optional_; }

    /// Adds a line: what an attempt came to.
    /// @tparam Chained the times of its steps are known, not only those of any attempt.
    template <class Tick, bool Chained, class Result>
    void add(const Result& line, bool open) {
        const auto level = static_cast<std::size_t>(std::bit_width(line.reached));
        const std::uint64_t all = level == 0 ? 0 : ~std::uint64_t{} >> (64 - level);
        if (optional_ == 0 && line.reached == all && line.met == all && (!Chained || line.taken == all)) {
            ++levels_[level].lines;
            levels_[level].open += open ? 1 : 0;
            for (std::size_t k = 1; k < level; ++k) time_in_row<Tick, Chained>(line, k);
            return;
        }
        for (std::size_t k = 0; k < steps(); ++k) add_step<Tick, Chained>(line, open, k);
    }

    /// Adds the lines of others.
    /// @pre the steps are as many, and the same may be skipped.
    line_tally& operator+=(const line_tally& other) {
        for (std::size_t k = 0; k < steps(); ++k) {
            others_[k] += other.others_[k];
            append(times_[k].from_previous, other.times_[k].from_previous);
            append(times_[k].since_first_start, other.times_[k].since_first_start);
            append(times_[k].in_attempt, other.times_[k].in_attempt);
        }
        for (std::size_t level = 0; level < levels_.size(); ++level) {
            levels_[level].lines += other.levels_[level].lines;
            levels_[level].open += other.levels_[level].open;
        }
        return *this;
    }

    /// The counts of step k, counted from 0.
    [[nodiscard]] step_counts counts(std::size_t k) const noexcept {
        step_counts sum = others_[k];
        std::uint64_t here = 0;
        std::uint64_t all = 0;
        for (std::size_t level = 1; level < levels_.size(); ++level) {
            all += levels_[level].lines;
            here += level > k ? levels_[level].lines : 0;
        }
        sum.entities += here;
        sum.first += all;
        sum.first_and_this += here;
        if (k == 0) return sum;
        sum.previous += here + levels_[k].lines;
        sum.previous_and_this += here;
        sum.open += levels_[k].open;
        return sum;
    }
    [[nodiscard]] const step_times<Sample>& times(std::size_t k) const noexcept { return times_[k]; }

    /// The report.
    /// @param summarise makes a `time_summary` of a sample.
    template <class Elapsed, class Summarise>
    [[nodiscard]] funnel_report<Elapsed> report(std::vector<std::string> names, const funnel_totals& totals,
                                                std::optional<Elapsed> window, Summarise summarise) const {
        constexpr double confidence = 0.95;
        std::vector<funnel_step<Elapsed>> lines;
        for (std::size_t k = 0; k < steps(); ++k) {
            auto& line =
                lines.emplace_back(summarise_step<Elapsed>(std::move(names[k]), k == 0, counts(k), confidence));
            if (k == 0) continue;
            line.from_previous = summarise(times_[k].from_previous);
            line.since_first_start = summarise(times_[k].since_first_start);
            line.in_attempt = summarise(times_[k].in_attempt);
        }
        return {std::move(lines), totals, window, confidence};
    }

    friend bool operator==(const line_tally&, const line_tally&) = default;

private:
    /// Lines that took all their steps from the first one on, and where none may be skipped: nearly all lines.
    struct level_lines {
        std::uint64_t lines{};
        std::uint64_t open{};

        friend bool operator==(const level_lines&, const level_lines&) = default;
    };

    static void append(std::vector<double>& to, const std::vector<double>& from) {
        const std::size_t count = from.size();  // they may be the same
        for (std::size_t i = 0; i < count; ++i) to.push_back(from[i]);
    }
    template <class Other>
    static void append(Other& to, const Other& from) {
        to += from;
    }

    template <class Tick, class Ticks>
    static void add(Sample& sample, Ticks from, Ticks to) {
        if (!(to < from)) add_time(sample, in_units<Tick>(elapsed_ticks(from, to)));
    }

    template <class Tick, bool Chained, class Result>
    void time_in_row(const Result& line, std::size_t k) {
        step_times<Sample>& times = times_[k];
        add<Tick>(times.since_first_start, line.first_times[0], line.first_times[k]);
        if constexpr (Chained) {
            if (line.best_times.size() <= k) return;
            add<Tick>(times.from_previous, line.best_times[k - 1], line.best_times[k]);
            add<Tick>(times.in_attempt, line.start, line.best_times[k]);
        }
    }

    template <class Tick, bool Chained, class Result>
    void add_step(const Result& line, bool open, std::size_t k) {
        step_counts& counts = others_[k];
        const auto took = [&](std::size_t step) { return (line.reached >> step & 1) != 0; };
        const bool here = took(k);
        counts.entities += here ? 1 : 0;
        counts.first += took(0) ? 1 : 0;
        counts.first_and_this += here && took(0) ? 1 : 0;
        if (k == 0) return;
        const bool there = took(step_before(k, optional_));
        counts.previous += there ? 1 : 0;
        counts.previous_and_this += here && there ? 1 : 0;
        const bool skippable = (optional_ >> k & 1) != 0;
        const bool skipped = skippable && there && !here && line.reached >> k > 1;
        if (skippable) counts.skipped = counts.skipped.value_or(0) + (skipped ? 1 : 0);
        counts.open += there && !here && !skipped && open ? 1 : 0;
        if (!here) return;
        step_times<Sample>& times = times_[k];
        if ((line.met & 1) != 0 && (line.met >> k & 1) != 0) {
            add<Tick>(times.since_first_start, line.first_times[0], line.first_times[k]);
        }
        if constexpr (Chained) {
            const auto timed = [&](std::size_t step) { return (line.taken >> step & 1) != 0; };
            if (line.best_times.size() <= k || !timed(k)) return;
            std::size_t previous = k - 1;
            while (previous > 0 && !timed(previous)) --previous;
            if (timed(previous)) add<Tick>(times.from_previous, line.best_times[previous], line.best_times[k]);
            add<Tick>(times.in_attempt, line.start, line.best_times[k]);
        }
    }

    std::uint64_t optional_{};
    std::vector<step_counts> others_;  // of other lines than those of `levels_`
    std::vector<step_times<Sample>> times_;
    std::vector<level_lines> levels_;
};

}  // namespace emptor::detail
