// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// From what was counted to the lines of a report.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/ticks_of_length.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/level_tally.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/stats/proportion.hpp>
#include <emptor/stats/quantile.hpp>

namespace emptor::detail {

/// @param sample times in units.
template <class Elapsed>
[[nodiscard]] time_summary<Elapsed> summarise_times(std::span<const double> sample) {
    time_summary<Elapsed> summary;
    summary.entities = sample.size();
    for (const double time : sample) summary.negative += time < 0 ? 1 : 0;
    constexpr std::array shares{0.5, 0.9};
    if (const std::vector<double> found = quantiles(sample, shares); !found.empty()) {
        summary.median = Elapsed{found[0]};
        summary.p90 = Elapsed{found[1]};
    }
    return summary;
}

/// How many took a step, the first one and the one before it, and how many took both.
struct step_counts {
    std::uint64_t entities{};
    std::uint64_t first{};
    std::uint64_t first_and_this{};
    std::uint64_t previous{};
    std::uint64_t previous_and_this{};
    std::uint64_t open{};  ///< took the one before it, and may yet take this one
    bool knows_open{true};
    std::optional<std::uint64_t> skipped{};  ///< took the one before it and a later one, if this one may be skipped

    /// Adds the counts of others.
    step_counts& operator+=(const step_counts& other) noexcept {
        entities += other.entities;
        first += other.first;
        first_and_this += other.first_and_this;
        previous += other.previous;
        previous_and_this += other.previous_and_this;
        open += other.open;
        knows_open = knows_open && other.knows_open;
        if (skipped && other.skipped) *skipped += *other.skipped;
        return *this;
    }

    friend bool operator==(const step_counts&, const step_counts&) = default;
};

/// A line of a report, without its times.
template <class Elapsed>
[[nodiscard]] funnel_step<Elapsed> summarise_step(std::string name, bool is_first, const step_counts& counts,
                                                  double confidence) {
    funnel_step<Elapsed> step;
    step.name = std::move(name);
    step.entities = counts.entities;
    const proportion of_first{counts.first, counts.first_and_this};
    step.share_of_first = of_first.rate();
    if (is_first) return step;
    const proportion of_previous{counts.previous, counts.previous_and_this};
    step.share_of_previous = of_previous.rate();
    if (step.share_of_first) step.interval_of_first = of_first.wilson(confidence);
    if (step.share_of_previous) step.interval_of_previous = of_previous.wilson(confidence);
    step.skipped = counts.skipped;
    step.drop_off = counts.previous - counts.previous_and_this - counts.skipped.value_or(0);
    if (!counts.knows_open) return step;
    step.open = counts.open;
    step.expired = *step.drop_off - counts.open;
    return step;
}

/// The lines of a report, without their times.
/// @param reached how many entities reached each step; never increases.
/// @param open how many of those lost before each step may yet take it; empty if nobody knows.
template <class Elapsed>
[[nodiscard]] std::vector<funnel_step<Elapsed>> summarise_steps(std::vector<std::string> names,
                                                                const std::vector<std::uint64_t>& reached,
                                                                std::span<const std::uint64_t> open,
                                                                double confidence) {
    std::vector<funnel_step<Elapsed>> steps;
    for (std::size_t k = 0; k < names.size(); ++k) {
        const std::size_t before = k == 0 ? 0 : k - 1;
        const step_counts counts{.entities = reached[k],
                                 .first = reached[0],
                                 .first_and_this = reached[k],
                                 .previous = reached[before],
                                 .previous_and_this = reached[k],
                                 .open = open.empty() ? 0 : open[k],
                                 .knows_open = !open.empty()};
        steps.push_back(summarise_step<Elapsed>(std::move(names[k]), k == 0, counts, confidence));
    }
    return steps;
}

/// The report on every entity's attempts.
/// @param now the time of the last event.
template <class Tick, class Attempts, class Ticks>
    requires requires(const Attempts& attempts) { attempts.first_times(0); }
[[nodiscard]] auto summarise(const Attempts& attempts, std::vector<std::string> names, const funnel_totals& totals,
                             std::optional<elapsed_of<Tick>> window, Ticks now) {
    using elapsed = elapsed_of<Tick>;
    constexpr double confidence = 0.95;
    constexpr bool has_best = requires { attempts.best_times(0); };
    const std::size_t n = attempts.steps();

    std::vector<std::uint64_t> reached(n);
    std::vector<std::uint64_t> open(n);
    for (std::size_t entity = 0; entity < attempts.entities(); ++entity) {
        const std::size_t level = attempts.level(entity);
        if (level == 0) continue;
        ++reached[level - 1];
        if (attempts.open(entity, now)) ++open[level];
    }
    for (std::size_t k = n - 1; k > 0; --k) reached[k - 1] += reached[k];

    auto steps = summarise_steps<elapsed>(std::move(names), reached, open, confidence);
    struct samples {
        std::vector<double> since_first_start, from_previous, in_attempt;
    } times;
    std::vector<std::size_t> measured;  // those who reached step k
    for (std::size_t k = 1; k < n; ++k) {
        if (k == 1) {
            measured.reserve(reached[1]);
            for (std::size_t entity = 0; entity < attempts.entities(); ++entity) {
                if (attempts.level(entity) > 1) measured.push_back(entity);
            }
        } else {
            std::erase_if(measured, [&](std::size_t entity) { return attempts.level(entity) <= k; });
        }
        const auto measure = [&](std::vector<double>& sample, auto from, auto to) {
            sample.push_back(in_units<Tick>(elapsed_ticks(from, to)));
        };
        for (std::vector<double>* sample : {&times.since_first_start, &times.from_previous, &times.in_attempt}) {
            sample->clear();
            sample->reserve(measured.size());
        }
        for (const std::size_t entity : measured) {
            const auto first = attempts.first_times(entity);
            measure(times.since_first_start, first[0], first[k]);
            if constexpr (has_best) {
                const auto best = attempts.best_times(entity);
                measure(times.from_previous, best[k - 1], best[k]);
                if constexpr (Attempts::windowed) measure(times.in_attempt, best[0], best[k]);
            }
        }
        steps[k].since_first_start = summarise_times<elapsed>(times.since_first_start);
        if constexpr (has_best) {
            steps[k].from_previous = summarise_times<elapsed>(times.from_previous);
            steps[k].in_attempt =
                Attempts::windowed ? summarise_times<elapsed>(times.in_attempt) : steps[k].since_first_start;
        }
    }
    return funnel_report<elapsed>{std::move(steps), totals, window, confidence};
}

/// The report on how many entities came how far, without times.
template <class Tick>
[[nodiscard]] auto summarise_levels(const level_counts& levels, std::vector<std::string> names,
                                    const funnel_totals& totals, std::optional<elapsed_of<Tick>> window) {
    using elapsed = elapsed_of<Tick>;
    constexpr double confidence = 0.95;
    std::vector<std::uint64_t> reached(levels.at.begin() + 1, levels.at.end());
    for (std::size_t k = reached.size() - 1; k > 0; --k) reached[k - 1] += reached[k];
    return funnel_report<elapsed>{summarise_steps<elapsed>(std::move(names), reached, levels.open, confidence), totals,
                                  window, confidence};
}

/// The same on attempts of which no times are kept.
template <class Tick, class Attempts, class Ticks>
    requires requires(const Attempts& attempts, Ticks now) { attempts.levels(now); }
[[nodiscard]] auto summarise(const Attempts& attempts, std::vector<std::string> names, const funnel_totals& totals,
                             std::optional<elapsed_of<Tick>> window, Ticks now) {
    return summarise_levels<Tick>(attempts.levels(now), std::move(names), totals, window);
}

}  // namespace emptor::detail
