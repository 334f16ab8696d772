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
#include <emptor/funnel/detail/line_tally.hpp>
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
    /// The times of those who reached a step, in seconds or in the log's own unit, by the clocks of `funnel_step`: in
    /// the sketches `from_previous`, `since_first_start` and `in_attempt`.
    using times_type = detail::step_times<quantile_sketch>;

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
        names_ = terms.names;
        window_ = terms.window;
        totals_ = terms.totals;
        tally_ = {names_.size(), terms.optional};
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto row = rows[i];
            tally_.template add<typename Attempts::tick_type, true>(row, row.open);
        }
    }

    /// Adds what attempts of other entities came to. Who of them may yet move on is as of the last event of their log.
    /// @throws std::invalid_argument if they are of another question: other steps, steps that may be skipped, or
    /// another window.
    funnel_sketch& operator+=(const funnel_sketch& other) {
        if (other.names_.empty()) return *this;
        if (names_.empty()) return *this = other;
        if (names_ != other.names_ || tally_.optional() != other.tally_.optional() || window_ != other.window_) {
            throw std::invalid_argument{"emptor::funnel_sketch: the other sketch is of another question"};
        }
        tally_type sum{tally_};
        sum += other.tally_;
        tally_ = std::move(sum);
        totals_ += other.totals_;
        return *this;
    }

    /// The steps of the question.
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
    [[nodiscard]] const funnel_totals& totals() const noexcept { return totals_; }

    /// The times of a step, from 1: any quantile, the mean, the least, the greatest and the buckets. The first step has
    /// none.
    /// @throws std::out_of_range if there is no such step.
    [[nodiscard]] const times_type& times(std::size_t step) const {
        if (step == 0 || step > names_.size()) {
            throw std::out_of_range{"emptor::funnel_sketch: step " + std::to_string(step) +
                                    " is asked for; there are " + std::to_string(names_.size()) + ", from 1"};
        }
        return tally_.times(step - 1);
    }

    /// The report: that of the attempts, but for its times, which say that they are within `relative_error`.
    [[nodiscard]] funnel_report<Elapsed> report() const {
        return tally_.template report<Elapsed>(names_, totals_, window_, summary);
    }

    friend bool operator==(const funnel_sketch&, const funnel_sketch&) = default;

private:
    [[nodiscard]] static time_summary<Elapsed> summary(const quantile_sketch& times) {
        const auto at = [&](double share) -> std::optional<Elapsed> {
            const std::optional<double> value = times.quantile(share);
            return value ? std::optional{Elapsed{*value}} : std::nullopt;
        };
        return {.entities = times.counted(), .median = at(0.5), .p90 = at(0.9), .relative_error = relative_error};
    }

    using tally_type = detail::line_tally<quantile_sketch>;

    std::vector<std::string> names_{};
    tally_type tally_{};
    std::optional<Elapsed> window_{};
    funnel_totals totals_{};
};

template <class Attempts>
funnel_sketch(const Attempts&) -> funnel_sketch<typename Attempts::elapsed_type>;

}  // namespace emptor
