// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// From what was counted by any rules to the lines of a report.

#include <array>
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

/// What counts once.
template <class Result>
struct counted_line {
    const Result* result;
    bool open;
};

/// The step that a share of the steps before is of: the last one that may not be skipped.
[[nodiscard]] inline std::size_t step_before(std::size_t k, std::uint64_t optional) noexcept {
    std::size_t before = k - 1;
    while (before > 0 && (optional >> before & 1) != 0) --before;
    return before;
}

/// The counts of step k, counted from 0, before any line.
[[nodiscard]] inline step_counts counts_of_nobody(std::size_t k, std::uint64_t optional) noexcept {
    step_counts counts;
    if (k > 0 && (optional >> k & 1) != 0) counts.skipped = 0;
    return counts;
}

/// The clocks of a step.
enum class step_clock : std::uint8_t { from_previous, since_first_start, in_attempt };

/// Adds what a line says of step k, counted from 0: a step counts those who took it; its shares are of those who took
/// both.
/// @param optional bit k: step k may be skipped.
/// @param measure called with the clocks of a line that took it, `measure(clock, time)`, times in units.
template <class Tick, bool Chained, class Result, class Measure>
void tally_line(const counted_line<Result>& line, std::size_t k, std::uint64_t optional, step_counts& counts,
                Measure measure) {
    const Result& result = *line.result;
    const auto took = [&](std::size_t step) { return (result.reached >> step & 1) != 0; };
    const bool here = took(k);
    counts.entities += here ? 1 : 0;
    counts.first += took(0) ? 1 : 0;
    counts.first_and_this += here && took(0) ? 1 : 0;
    if (k == 0) return;
    const bool there = took(step_before(k, optional));
    counts.previous += there ? 1 : 0;
    counts.previous_and_this += here && there ? 1 : 0;
    const bool skippable = (optional >> k & 1) != 0;
    const bool skipped = skippable && there && !here && result.reached >> k > 1;
    if (skippable) counts.skipped = counts.skipped.value_or(0) + (skipped ? 1 : 0);
    counts.open += there && !here && !skipped && line.open ? 1 : 0;
    if (!here) return;
    const auto add = [&](step_clock clock, auto from, auto to) {
        if (!(to < from)) measure(clock, in_units<Tick>(elapsed_ticks(from, to)));
    };
    if ((result.met & 1) != 0 && (result.met >> k & 1) != 0) {
        add(step_clock::since_first_start, result.first_times[0], result.first_times[k]);
    }
    if constexpr (Chained) {
        const auto timed = [&](std::size_t step) { return (result.taken >> step & 1) != 0; };
        if (result.best_times.size() <= k || !timed(k)) return;
        std::size_t previous = k - 1;
        while (previous > 0 && !timed(previous)) --previous;
        if (timed(previous)) add(step_clock::from_previous, result.best_times[previous], result.best_times[k]);
        add(step_clock::in_attempt, result.start, result.best_times[k]);
    }
}

/// The report on these lines.
/// @param optional bit k: step k, counted from 0, may be skipped.
template <class Tick, bool Chained, class Result>
[[nodiscard]] auto summarise_lines(const std::vector<counted_line<Result>>& lines, std::vector<std::string> names,
                                   std::uint64_t optional, const funnel_totals& totals,
                                   std::optional<elapsed_of<Tick>> window) {
    using elapsed = elapsed_of<Tick>;
    constexpr double confidence = 0.95;
    std::vector<funnel_step<elapsed>> steps(names.size());
    std::array<std::vector<double>, 3> times;  // by clock
    const auto of = [&](step_clock clock) -> std::vector<double>& { return times[static_cast<std::size_t>(clock)]; };
    for (std::size_t k = 0; k < steps.size(); ++k) {
        step_counts counts = counts_of_nobody(k, optional);
        for (std::vector<double>& sample : times) sample.clear();
        for (const counted_line<Result>& line : lines) {
            tally_line<Tick, Chained>(line, k, optional, counts,
                                      [&](step_clock clock, double time) { of(clock).push_back(time); });
        }
        steps[k] = summarise_step<elapsed>(std::move(names[k]), k == 0, counts, confidence);
        if (k == 0) continue;
        steps[k].since_first_start = summarise_times<elapsed>(of(step_clock::since_first_start));
        if constexpr (Chained) {
            steps[k].from_previous = summarise_times<elapsed>(of(step_clock::from_previous));
            steps[k].in_attempt = summarise_times<elapsed>(of(step_clock::in_attempt));
        }
    }
    return funnel_report<elapsed>{std::move(steps), totals, window, confidence};
}

}  // namespace emptor::detail
