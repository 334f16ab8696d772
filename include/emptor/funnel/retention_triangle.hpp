// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Cohorts and their returns, a row a cohort, a column a period.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/stats/interval.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

/// Who counts as retained in the n-th period after the start: one of the words `bounded`, `unbounded`, `rolling(n)` and
/// `unbroken`.
class retention_rule {
public:
    enum class kind : std::uint8_t { bounded, unbounded, rolling, unbroken };

    /// @param span the periods of a rolling one, from 1 to 1,000,000; the others have 1.
    /// @throws std::invalid_argument for any other span.
    constexpr explicit retention_rule(kind of, std::size_t span = 1) : kind_{of}, span_{span} {
        const std::size_t most = of == kind::rolling ? 1'000'000 : 1;
        if (of > kind::unbroken || span == 0 || span > most) {
            throw std::invalid_argument{"emptor::rolling: " + std::to_string(span) +
                                        " periods; it must be 1 to 1000000"};
        }
    }

    [[nodiscard]] constexpr kind of() const noexcept { return kind_; }
    [[nodiscard]] constexpr std::size_t span() const noexcept { return span_; }

    friend constexpr bool operator==(const retention_rule&, const retention_rule&) noexcept = default;

private:
    kind kind_;
    std::size_t span_;
};

inline namespace question_words {

/// Back in exactly the n-th period: n-day retention (Amplitude), "on" (Mixpanel), "classic" (Countly).
inline constexpr retention_rule bounded{retention_rule::kind::bounded};

/// Back in the n-th period or any later one: "unbounded" (Amplitude, Countly), "on or after" (Mixpanel). Some call this
/// rolling retention. The later a cohort started, the less time it had: its share still grows.
inline constexpr retention_rule unbounded{retention_rule::kind::unbounded};

/// Back in each period from the first to the n-th: "full" (Countly), a cohort table's rolling calculation (Adobe).
/// In period 0: back in that.
inline constexpr retention_rule unbroken{retention_rule::kind::unbroken};

/// Back in any of so many periods, from the n-th on: a bracket of periods (Amplitude) that moves along.
/// @throws std::invalid_argument unless there are 1 to 1,000,000.
[[nodiscard]] constexpr retention_rule rolling(std::size_t periods) {
    return retention_rule{retention_rule::kind::rolling, periods};
}

}  // namespace question_words

/// The share of a cohort that was retained in a period.
struct retention_cell {
    proportion retained{};  ///< of the cohort
    interval plausible{};   ///< Wilson's, at the triangle's confidence
    bool partial{};         ///< the log ended before the period did: more may yet come back

    friend bool operator==(const retention_cell&, const retention_cell&) = default;
};

/// Those who started in the same period.
struct retention_cohort {
    std::string name;                   ///< of the period, as its calendar says it: "2026-11"
    std::chrono::sys_seconds start{};   ///< of the period
    std::uint64_t entities{};           ///< how many started in it; never 0
    std::vector<retention_cell> cells;  ///< of periods 0, 1, ... after it, as far as they had begun when the log ended

    friend bool operator==(const retention_cohort&, const retention_cohort&) = default;
};

/// Cohorts in order of time, those without entities left out; the later ones have fewer cells.
///
/// Nothing is lost: `entities` is the sum of those of the cohorts and `never_started`.
struct retention_triangle {
    retention_rule rule{retention_rule::kind::bounded};
    std::vector<retention_cohort> cohorts;
    /// Of periods 0, 1, ...: all cohorts together for whom the period was over when the log ended.
    std::vector<retention_cell> overall;
    std::optional<std::chrono::sys_seconds>
        observed_until;             ///< the end of the log, not included; absent without events
    std::uint64_t entities{};       ///< distinct entities among the events
    std::uint64_t never_started{};  ///< those of them without a start
    std::uint64_t events{};         ///< all events
    std::uint64_t unmatched{};      ///< events that are neither a start nor a return
    double confidence{0.95};        ///< of every interval

    /// Makes `overall` from the cohorts.
    void sum_up() {
        overall.clear();
        for (const retention_cohort& cohort : cohorts) {
            for (std::size_t n = 0; n < cohort.cells.size() && !cohort.cells[n].partial; ++n) {
                if (n == overall.size()) overall.emplace_back();
                overall[n].retained += cohort.cells[n].retained;
            }
        }
        for (retention_cell& cell : overall) cell.plausible = cell.retained.wilson(confidence);
    }

    friend bool operator==(const retention_triangle&, const retention_triangle&) = default;
};

namespace detail {

/// Counts how many of a cohort were retained in each of the periods 0 to `last`, by where that begins and ends.
class cohort_tally {
public:
    explicit cohort_tally(std::size_t last) : begins_(last + 1), ends_(last + 1) {}

    /// @param back the periods in which an entity came back, in order.
    void count(const retention_rule& rule, std::span<const std::size_t> back) {
        ++size_;
        if (back.empty()) return;
        std::size_t next = 0;  // the first period that is not counted yet
        switch (rule.of()) {
            case retention_rule::kind::unbounded:
                add(0, back.back());
                break;
            case retention_rule::kind::unbroken:
                if (back.front() == 0) add(0, 0);
                for (next = 1; const std::size_t period : back) next += period == next ? 1 : 0;
                if (next > 1) add(1, next - 1);
                break;
            case retention_rule::kind::bounded:
            case retention_rule::kind::rolling:
                for (const std::size_t period : back) {
                    const std::size_t reach = std::min(period, rule.span() - 1);
                    add(std::max(next, period - reach), period);
                    next = period + 1;
                }
        }
    }

    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

    [[nodiscard]] std::vector<std::uint64_t> retained() const {
        std::vector<std::uint64_t> counts;
        std::uint64_t now = 0;
        for (std::size_t n = 0; n < begins_.size(); ++n) {
            now += begins_[n];
            counts.push_back(now);
            now -= ends_[n];
        }
        return counts;
    }

private:
    /// Retained in the periods `from` to `to`.
    void add(std::size_t from, std::size_t to) {
        if (from >= begins_.size()) return;
        ++begins_[from];
        if (to < ends_.size()) ++ends_[to];
    }

    std::uint64_t size_{};
    std::vector<std::uint64_t> begins_;
    std::vector<std::uint64_t> ends_;
};

}  // namespace detail
}  // namespace emptor
