// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A report in a few kilobytes, which adds up.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/funnel/detail/attempt_parts.hpp>
#include <emptor/funnel/detail/line_summary.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/stats/quantile_sketch.hpp>

namespace emptor {

/// What attempts came to, without the attempts: the counts of each step, exact, and its times in `quantile_sketch`es.
///
/// A counter keeps an id and a few times for each entity, for whoever comes back must be known, and reports exact
/// times. A sketch keeps nobody: its size does not depend on how many there were, and it may go where ids may not.
/// Those of disjoint entities add up bucket by bucket, in any order, to the sketch of all: of the shards of a shop, of
/// its countries, or of days where an entity counts once a day.
///
/// Made of `funnel_attempts`, by `attempts_of` or a counter.
/// @tparam Elapsed of the report: `std::chrono::duration<double>`, or `double` for bare numbers.
template <class Elapsed>
class funnel_sketch {
public:
    /// One step, with the times of those who reached it, in seconds or in the log's own unit, by the clocks of
    /// `funnel_step`. The first step has none.
    struct step {
        std::string name{};
        quantile_sketch from_previous{};
        quantile_sketch since_first_start{};
        quantile_sketch in_attempt{};

        friend bool operator==(const step&, const step&) = default;
    };

    /// How far a quantile of the times may be from the truth, relative to it.
    static constexpr double relative_error = quantile_sketch::relative_error;

    /// Of no question; it becomes that of the first sketch that is added.
    funnel_sketch() = default;

    /// @throws std::invalid_argument if a time is infinite.
    template <class Attempts>
    explicit funnel_sketch(const Attempts& attempts) {
        using parts = detail::attempt_parts;
        const auto& terms = parts::terms_of(attempts);
        const auto& rows = parts::rows_of(attempts);
        optional_ = terms.optional;
        window_ = terms.window;
        totals_ = terms.totals;
        for (std::size_t k = 0; k < terms.names.size(); ++k) {
            steps_.push_back({.name = terms.names[k]});
            counts_.push_back(detail::counts_of_nobody(k, optional_));
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto row = rows[i];
            for (std::size_t k = 0; k < steps_.size(); ++k) {
                detail::tally_line<typename Attempts::tick_type, true>(
                    detail::counted_line{&row, row.open}, k, optional_, counts_[k],
                    [&](detail::step_clock clock, double time) { sketch_of(steps_[k], clock).count(time); });
            }
        }
    }

    /// Adds what attempts of other entities came to. Who of them may yet move on is as of the last event of their log.
    /// @throws std::invalid_argument if they are of another question: other steps, steps that may be skipped, or
    /// another window.
    funnel_sketch& operator+=(const funnel_sketch& other) {
        if (other.steps_.empty()) return *this;
        if (steps_.empty()) return *this = other;
        if (!same_question(other)) {
            throw std::invalid_argument{"emptor::funnel_sketch: the other sketch is of another question"};
        }
        funnel_sketch sum{*this};
        sum.totals_ += other.totals_;
        for (std::size_t k = 0; k < steps_.size(); ++k) {
            sum.counts_[k] += other.counts_[k];
            sum.steps_[k].from_previous += other.steps_[k].from_previous;
            sum.steps_[k].since_first_start += other.steps_[k].since_first_start;
            sum.steps_[k].in_attempt += other.steps_[k].in_attempt;
        }
        return *this = std::move(sum);
    }

    /// The steps and their times, of which any quantile, the mean, the least, the greatest and the buckets can be had.
    [[nodiscard]] const std::vector<step>& steps() const& noexcept { return steps_; }
    [[nodiscard]] std::vector<step> steps() && noexcept { return std::move(steps_); }
    [[nodiscard]] const funnel_totals& totals() const noexcept { return totals_; }

    /// The report: that of the attempts, but for its times, which say that they are within `relative_error`.
    [[nodiscard]] funnel_report<Elapsed> report() const {
        constexpr double confidence = 0.95;
        std::vector<funnel_step<Elapsed>> lines;
        for (std::size_t k = 0; k < steps_.size(); ++k) {
            auto& line =
                lines.emplace_back(detail::summarise_step<Elapsed>(steps_[k].name, k == 0, counts_[k], confidence));
            if (k == 0) continue;
            line.from_previous = summary(steps_[k].from_previous);
            line.since_first_start = summary(steps_[k].since_first_start);
            line.in_attempt = summary(steps_[k].in_attempt);
        }
        return {std::move(lines), totals_, window_, confidence};
    }

    friend bool operator==(const funnel_sketch&, const funnel_sketch&) = default;

private:
    [[nodiscard]] static quantile_sketch& sketch_of(step& of, detail::step_clock clock) noexcept {
        switch (clock) {
            case detail::step_clock::from_previous:
                return of.from_previous;
            case detail::step_clock::since_first_start:
                return of.since_first_start;
            case detail::step_clock::in_attempt:
                break;
        }
        return of.in_attempt;
    }

    [[nodiscard]] static time_summary<Elapsed> summary(const quantile_sketch& times) {
        const auto at = [&](double share) -> std::optional<Elapsed> {
            const std::optional<double> value = times.quantile(share);
            return value ? std::optional{Elapsed{*value}} : std::nullopt;
        };
        return {.entities = times.counted(), .median = at(0.5), .p90 = at(0.9), .relative_error = relative_error};
    }

    [[nodiscard]] bool same_question(const funnel_sketch& other) const noexcept {
        if (steps_.size() != other.steps_.size() || optional_ != other.optional_ || window_ != other.window_) {
            return false;
        }
        for (std::size_t k = 0; k < steps_.size(); ++k) {
            if (steps_[k].name != other.steps_[k].name) return false;
        }
        return true;
    }

    std::vector<step> steps_{};
    std::vector<detail::step_counts> counts_{};
    std::uint64_t optional_{};  // bit k: step k, counted from 0, may be skipped
    std::optional<Elapsed> window_{};
    funnel_totals totals_{};
};

template <class Attempts>
funnel_sketch(const Attempts&) -> funnel_sketch<typename Attempts::elapsed_type>;

}  // namespace emptor
