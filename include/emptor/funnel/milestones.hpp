// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A funnel over a table with one row an entity, as customer systems export it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/summary.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor {

/// One cell of a row: whether the entity reached the milestone, and when, if that is known.
template <event_time When>
struct milestone {
    bool reached{};
    std::optional<When> at{};
};

/// Counts rows of milestones. An entity took steps 1 to k if its cells 1 to k are filled, in whatever order of time.
///
/// Nothing is put right in silence: a cell left empty before a filled one counts as `skipped`, a milestone older than
/// the one before it as `reversed`, and its negative time stays in the quantiles and is counted there. The clocks
/// start at the first milestone; a cell without a time is measured by none. Whether an entity may yet go on a row does
/// not say: `open` and `expired` are absent.
template <event_time When>
class milestone_counter {
    using elapsed = detail::elapsed_of<detail::tick_of<When>>;

public:
    /// @param names of the milestones, first to last.
    /// @throws std::invalid_argument for none, or more than 64.
    explicit milestone_counter(std::vector<std::string> names) : names_{std::move(names)}, steps_(names_.size()) {
        detail::require_step_count(names_.size());
    }

    /// Counts one entity.
    /// @throws std::invalid_argument if the row has not one cell a milestone, or a time that is not finite.
    void count(std::span<const milestone<When>> row) {
        if (row.size() != names_.size()) {
            throw std::invalid_argument{"emptor::milestone_counter: a row of " + std::to_string(row.size()) +
                                        " cells; there are " + std::to_string(names_.size()) + " milestones"};
        }
        for (const milestone<When>& cell : row) {
            if (cell.at) static_cast<void>(detail::to_ticks(*cell.at));
        }
        ++totals_.entities;
        bool all = true;
        bool later = false;
        for (std::size_t k = row.size(); k-- > 0;) {
            totals_.events += row[k].reached ? 1 : 0;
            steps_[k].skipped += later && !row[k].reached ? 1 : 0;
            later = later || row[k].reached;
        }
        for (std::size_t k = 0; k < row.size(); ++k) {
            all = all && row[k].reached;
            if (k > 0 && row[k - 1].reached && row[k].reached && negative(row[k - 1], row[k])) ++steps_[k].reversed;
            if (!all) continue;
            ++steps_[k].reached;
            if (k == 0) continue;
            if (const auto time = between(row[k - 1], row[k])) steps_[k].from_previous.push_back(*time);
            if (const auto time = between(row[0], row[k])) steps_[k].since_first.push_back(*time);
        }
    }

    /// Adds the rows that `other` counted, which must be of other entities.
    /// @throws std::invalid_argument if its milestones are not the same.
    milestone_counter& operator+=(const milestone_counter& other) {
        if (names_ != other.names_) throw std::invalid_argument{"emptor::milestone_counter: other milestones"};
        milestone_counter sum{*this};
        for (std::size_t k = 0; k < steps_.size(); ++k) sum.steps_[k] += other.steps_[k];
        sum.totals_.entities += other.totals_.entities;
        sum.totals_.events += other.totals_.events;
        *this = std::move(sum);
        return *this;
    }

    [[nodiscard]] funnel_report<elapsed> report() const {
        constexpr double confidence = 0.95;
        std::vector<std::uint64_t> reached;
        for (const tally& step : steps_) reached.push_back(step.reached);
        auto lines = detail::summarise_steps<elapsed>(names_, reached, {}, confidence);
        std::vector<double> sample;
        for (std::size_t k = 0; k < lines.size(); ++k) {
            lines[k].skipped = steps_[k].skipped;
            lines[k].reversed = steps_[k].reversed;
            if (k == 0) continue;
            sample = steps_[k].from_previous;
            lines[k].from_previous = detail::summarise_times<elapsed>(sample);
            sample = steps_[k].since_first;
            lines[k].since_first_start = detail::summarise_times<elapsed>(sample);
            lines[k].in_attempt = lines[k].since_first_start;
        }
        return {std::move(lines), totals_, std::nullopt, confidence};
    }

    /// Whether the rows were the same in all that a report shows, in whatever order they were counted.
    friend bool operator==(const milestone_counter&, const milestone_counter&) = default;

private:
    struct tally {
        std::uint64_t reached{};
        std::uint64_t skipped{};
        std::uint64_t reversed{};
        std::vector<double> from_previous;
        std::vector<double> since_first;

        tally& operator+=(const tally& other) {
            reached += other.reached;
            skipped += other.skipped;
            reversed += other.reversed;
            from_previous.insert(from_previous.end(), other.from_previous.begin(), other.from_previous.end());
            since_first.insert(since_first.end(), other.since_first.begin(), other.since_first.end());
            return *this;
        }

        friend bool operator==(const tally& a, const tally& b) {
            const auto alike = [](std::vector<double> one, std::vector<double> other) {
                std::sort(one.begin(), one.end());
                std::sort(other.begin(), other.end());
                return one == other;
            };
            return a.reached == b.reached && a.skipped == b.skipped && a.reversed == b.reversed &&
                   alike(a.from_previous, b.from_previous) && alike(a.since_first, b.since_first);
        }
    };

    [[nodiscard]] static bool negative(const milestone<When>& from, const milestone<When>& to) {
        return from.at && to.at && *to.at < *from.at;
    }

    [[nodiscard]] static std::optional<double> between(const milestone<When>& from, const milestone<When>& to) {
        if (!from.at || !to.at) return std::nullopt;
        const auto begin = detail::to_ticks(*from.at);
        const auto end = detail::to_ticks(*to.at);
        if (end < begin) return -detail::in_units<detail::tick_of<When>>(detail::elapsed_ticks(end, begin));
        return detail::in_units<detail::tick_of<When>>(detail::elapsed_ticks(begin, end));
    }

    std::vector<std::string> names_;
    std::vector<tally> steps_;
    funnel_totals totals_{};
};

}  // namespace emptor
