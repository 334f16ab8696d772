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
#include <utility>
#include <vector>

#include <emptor/funnel/detail/line_tally.hpp>
#include <emptor/funnel/detail/summary.hpp>
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

    void set_open(std::size_t i, bool open) noexcept { rows_[i].open = open; }

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
        line_tally<std::vector<double>> tally{names.size(), optional};
        for (std::size_t i = 0; i < size(); ++i) {
            const attempt_row<Ticks> row = (*this)[i];
            tally.template add<Tick, true>(row, row.open);
        }
        return tally.template report<elapsed_of<Tick>>(std::move(names), totals, window,
                                                       summarise_times<elapsed_of<Tick>>);
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
