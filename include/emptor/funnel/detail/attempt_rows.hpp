// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Counted attempts, one after the other.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <emptor/funnel/detail/line_summary.hpp>
#include <emptor/funnel/report.hpp>

namespace emptor::detail {

/// What an attempt came to. Bit k stands for step k, counted from 0.
template <class Ticks>
struct attempt_row {
    std::uint64_t reached{};               ///< the lines of the report it counts for
    std::uint64_t taken{};                 ///< the steps it took
    std::uint64_t met{};                   ///< the steps that any attempt of its unit took
    Ticks start{};                         ///< when it began
    std::span<const Ticks> first_times{};  ///< when any attempt first took each step that was met
    std::span<const Ticks> best_times{};   ///< when it took each of its steps
    bool open{};                           ///< it may yet get further, or another attempt in its place
    std::uint32_t entity{};
};

/// Attempts with their times, in one block: a few numbers each.
template <class Ticks>
class attempt_rows {
public:
    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }

    void add(const attempt_row<Ticks>& row) {
        rows_.push_back({row.reached, row.taken, row.met, row.start, times_.size(), row.entity, row.open});
        const auto keep = [this](std::span<const Ticks> times, std::uint64_t steps) {
            const auto count = static_cast<std::size_t>(std::bit_width(steps));
            for (std::size_t k = 0; k < count; ++k) times_.push_back(k < times.size() ? times[k] : Ticks{});
        };
        keep(row.first_times, row.met);
        keep(row.best_times, row.taken);
    }

    /// Adds the attempts of other entities.
    /// @param entities is added to their numbers.
    void append(const attempt_rows& other, std::uint32_t entities = 0) {
        const std::size_t count = other.rows_.size();  // `other` may be this one
        for (std::size_t i = 0; i < count; ++i) {
            attempt_row<Ticks> row = other[i];
            const std::vector<Ticks> first{row.first_times.begin(), row.first_times.end()};
            const std::vector<Ticks> best{row.best_times.begin(), row.best_times.end()};
            row.first_times = first;
            row.best_times = best;
            row.entity += entities;
            add(row);
        }
    }

    [[nodiscard]] attempt_row<Ticks> operator[](std::size_t i) const noexcept {
        const kept& row = rows_[i];
        const auto first = static_cast<std::size_t>(std::bit_width(row.met));
        return {.reached = row.reached,
                .taken = row.taken,
                .met = row.met,
                .start = row.start,
                .first_times = {times_.data() + row.begin, first},
                .best_times = {times_.data() + row.begin + first, static_cast<std::size_t>(std::bit_width(row.taken))},
                .open = row.open,
                .entity = row.entity};
    }

    /// The report on all of them.
    template <class Tick>
    [[nodiscard]] auto report(std::vector<std::string> names, std::uint64_t optional, const funnel_totals& totals,
                              std::optional<elapsed_of<Tick>> window) const {
        std::vector<attempt_row<Ticks>> rows;
        rows.reserve(size());
        for (std::size_t i = 0; i < size(); ++i) rows.push_back((*this)[i]);
        std::vector<counted_line<attempt_row<Ticks>>> lines;
        lines.reserve(size());
        for (const attempt_row<Ticks>& row : rows) lines.push_back({&row, row.open});
        return summarise_lines<Tick, true>(lines, std::move(names), optional, totals, window);
    }

private:
    struct kept {
        std::uint64_t reached;
        std::uint64_t taken;
        std::uint64_t met;
        Ticks start;
        std::size_t begin;  ///< of its times
        std::uint32_t entity;
        bool open;
    };

    std::vector<kept> rows_;
    std::vector<Ticks> times_;
};

}  // namespace emptor::detail
