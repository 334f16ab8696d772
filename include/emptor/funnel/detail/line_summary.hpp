// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// From what was counted by any rules to the lines of a report.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
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

/// The report on these lines. A step counts those who took it; its shares are of those who took both.
/// @param optional bit k: step k, counted from 0, may be skipped.
template <class Tick, bool Chained, class Result>
[[nodiscard]] auto summarise_lines(const std::vector<counted_line<Result>>& lines, std::vector<std::string> names,
                                   std::uint64_t optional, const funnel_totals& totals,
                                   std::optional<elapsed_of<Tick>> window) {
    using elapsed = elapsed_of<Tick>;
    constexpr double confidence = 0.95;
    std::vector<funnel_step<elapsed>> steps(names.size());
    std::vector<double> since_first_start, from_previous, in_attempt;
    for (std::size_t k = 0; k < steps.size(); ++k) {
        const std::size_t before = k == 0 ? 0 : step_before(k, optional);
        const auto took = [](const Result& result, std::size_t step) { return (result.reached >> step & 1) != 0; };
        const bool skippable = k > 0 && (optional >> k & 1) != 0;
        step_counts counts;
        if (skippable) counts.skipped = 0;
        for (std::vector<double>* sample : {&since_first_start, &from_previous, &in_attempt}) sample->clear();
        for (const auto& [result, open] : lines) {
            const bool here = took(*result, k);
            counts.entities += here ? 1 : 0;
            counts.first += took(*result, 0) ? 1 : 0;
            counts.first_and_this += here && took(*result, 0) ? 1 : 0;
            if (k == 0) continue;
            const bool there = took(*result, before);
            counts.previous += there ? 1 : 0;
            counts.previous_and_this += here && there ? 1 : 0;
            const bool skipped = skippable && there && !here && result->reached >> k > 1;
            if (skipped) ++*counts.skipped;
            counts.open += there && !here && !skipped && open ? 1 : 0;
            if (!here) continue;
            if ((result->met & 1) != 0 && (result->met >> k & 1) != 0 &&
                !(result->first_times[k] < result->first_times[0])) {
                since_first_start.push_back(
                    in_units<Tick>(elapsed_ticks(result->first_times[0], result->first_times[k])));
            }
            if constexpr (Chained) {
                const auto timed = [&](std::size_t step) { return (result->taken >> step & 1) != 0; };
                if (result->best_times.size() <= k || !timed(k)) continue;
                std::size_t previous = k - 1;
                while (previous > 0 && !timed(previous)) --previous;
                const auto measure = [&](std::vector<double>& sample, auto from) {
                    if (!(result->best_times[k] < from)) {
                        sample.push_back(in_units<Tick>(elapsed_ticks(from, result->best_times[k])));
                    }
                };
                if (timed(previous)) measure(from_previous, result->best_times[previous]);
                measure(in_attempt, result->start);
            }
        }
        steps[k] = summarise_step<elapsed>(std::move(names[k]), k == 0, counts, confidence);
        if (k == 0) continue;
        steps[k].since_first_start = summarise_times<elapsed>(since_first_start);
        if constexpr (Chained) {
            steps[k].from_previous = summarise_times<elapsed>(from_previous);
            steps[k].in_attempt = summarise_times<elapsed>(in_attempt);
        }
    }
    return funnel_report<elapsed>{std::move(steps), totals, window, confidence};
}

}  // namespace emptor::detail
