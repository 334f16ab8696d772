// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The answer to a funnel question.

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/stats/interval.hpp>

namespace emptor {

/// How long the entities that reached a step took, on one clock.
///
/// `Elapsed` is `std::chrono::duration<double>` where the events' times have a unit, and `double` where they are bare
/// numbers.
template <class Elapsed>
struct time_summary {
    std::uint64_t entities{};  ///< how many were measured
    std::uint64_t negative{};  ///< how many of them took less than no time (only where cells may be out of order)
    std::optional<Elapsed> median{};  ///< by linear interpolation (type 7); nothing where nobody was measured
    std::optional<Elapsed> p90{};     ///< the 90th percentile, likewise
    /// How far these two may be from the truth, relative to it: 0, as they are exact, unless the report is that of a
    /// `funnel_sketch`.
    double relative_error{};

    friend bool operator==(const time_summary&, const time_summary&) = default;
};

/// One step of a funnel: who reached it, who did not, and how long it took.
///
/// What does not exist is absent: the first step has no previous one, and a share of nobody is no share.
template <class Elapsed>
struct funnel_step {
    std::string name;
    std::uint64_t entities{};  ///< those whose best attempt reached this step

    std::optional<double> share_of_first{};
    std::optional<double> share_of_previous{};
    std::optional<interval> interval_of_first{};  ///< Wilson's, at the report's confidence; the first step has none
    std::optional<interval> interval_of_previous{};

    /// Those who reached the previous step but not this one, and did not skip it: `drop_off == expired + open`, where
    /// these are known.
    std::optional<std::uint64_t> drop_off{};
    /// Of those, the ones whose last window had run out when the last event of the log was seen.
    std::optional<std::uint64_t> expired{};
    /// Of those, the ones who may yet move on: a window of theirs was still running, or there is none.
    std::optional<std::uint64_t> open{};

    /// Entities that got further without this step: of a step that may be skipped, those who reached the previous one;
    /// and for tables with a row an entity (`milestones`), where order is not asked for. Only for those, too: entities
    /// that took it before the step before it.
    std::optional<std::uint64_t> skipped{};
    std::optional<std::uint64_t> reversed{};

    time_summary<Elapsed> from_previous{};      ///< from the previous step, within the attempt
    time_summary<Elapsed> since_first_start{};  ///< from the entity's first start until it first got this far
    time_summary<Elapsed> in_attempt{};         ///< from the start of the attempt

    friend bool operator==(const funnel_step&, const funnel_step&) = default;
};

/// What went into a report. Nothing is lost: every event is in one of these numbers.
struct funnel_totals {
    std::uint64_t events{};        ///< all events, the ones below included
    std::uint64_t entities{};      ///< distinct entities among them
    std::uint64_t unmatched{};     ///< events that are no step of the question, of those that were counted
    std::uint64_t out_of_order{};  ///< events older than one that stood before them for the same entity
    bool sorted{};                 ///< the events out of order were put in order; else they were left out
    std::uint64_t dropped{};       ///< entities left out of the lines because of an excluded event or a break

    /// Adds what went into the count of other entities.
    constexpr funnel_totals& operator+=(const funnel_totals& other) noexcept {
        events += other.events;
        entities += other.entities;
        unmatched += other.unmatched;
        out_of_order += other.out_of_order;
        sorted = sorted || other.sorted;
        dropped += other.dropped;
        return *this;
    }

    friend bool operator==(const funnel_totals&, const funnel_totals&) noexcept = default;
};

/// How many entities got how far, where they were lost, and how long they took.
template <class Elapsed>
class funnel_report {
public:
    using elapsed_type = Elapsed;
    /// Times carry a unit (seconds), else they are in the log's own, unnamed unit.
    static constexpr bool has_unit = !std::is_same_v<Elapsed, double>;

    funnel_report(std::vector<funnel_step<Elapsed>> steps, funnel_totals totals, std::optional<Elapsed> window = {},
                  double confidence = 0.95)
        : steps_{std::move(steps)}, totals_{totals}, window_{window}, confidence_{confidence} {}

    [[nodiscard]] std::span<const funnel_step<Elapsed>> steps() const& noexcept { return steps_; }
    /// Of a report that is about to go, the steps themselves: a loop over them is safe.
    [[nodiscard]] std::vector<funnel_step<Elapsed>> steps() && noexcept { return std::move(steps_); }
    [[nodiscard]] funnel_totals totals() const noexcept { return totals_; }
    [[nodiscard]] std::uint64_t events() const noexcept { return totals_.events; }
    [[nodiscard]] std::uint64_t entities() const noexcept { return totals_.entities; }
    [[nodiscard]] std::uint64_t unmatched() const noexcept { return totals_.unmatched; }
    [[nodiscard]] std::uint64_t out_of_order() const noexcept { return totals_.out_of_order; }

    /// The window of the question, if it has one.
    [[nodiscard]] std::optional<Elapsed> window() const noexcept { return window_; }
    /// The confidence of every interval in this report.
    [[nodiscard]] double confidence() const noexcept { return confidence_; }

    friend bool operator==(const funnel_report&, const funnel_report&) = default;

private:
    std::vector<funnel_step<Elapsed>> steps_;
    funnel_totals totals_{};
    std::optional<Elapsed> window_{};
    double confidence_{0.95};
};

}  // namespace emptor
