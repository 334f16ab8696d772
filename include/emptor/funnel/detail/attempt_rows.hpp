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
#include <utility>
#include <vector>

#include <emptor/funnel/detail/line_tally.hpp>
#include <emptor/funnel/detail/summary.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor::detail {

/// What an attempt came to. Bit k stands for step k, counted from 0.
template <class Ticks>
struct attempt_row {
    std::uint64_t reached{};                  ///< the lines of the report it counts for
    std::uint64_t taken{};                    ///< the steps it took
    std::uint64_t met{};                      ///< the steps that any attempt of its unit took
    Ticks start{};                            ///< when it began
    std::span<const Ticks> first_times{};     ///< when any attempt first took each step that was met
    std::span<const Ticks> best_times{};      ///< when it took each of its steps
    std::span<const std::uint32_t> values{};  ///< the number of the value of each of its steps, where they have one
    bool open{};                              ///< it may yet get further, or another attempt in its place
    std::uint32_t entity{};
};

/// Attempts with their times, in a few blocks: of one that took its steps from the first one on, as nearly all do, 16
/// bytes and what each step comes to.
template <class Ticks>
class attempt_rows {
public:
    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }

    /// Adds an attempt that took its steps from the first one on.
    /// @param first_times,best_times,values of each of them; no values where steps have none.
    void add_whole(std::uint32_t entity, std::span<const Ticks> first_times, std::span<const Ticks> best_times,
                   std::span<const std::uint32_t> values, bool open) {
        rows_.push_back({first_times_.size(), entity, static_cast<std::uint8_t>(best_times.size()), open});
        for (const Ticks time : first_times) first_times_.push_back(time);
        for (const Ticks time : best_times) best_times_.push_back(time);
        for (const std::uint32_t value : values) values_.push_back(value);
    }

    void add(const attempt_row<Ticks>& row) {
        const auto level = static_cast<std::size_t>(std::bit_width(row.taken));
        if (is_whole(row, level)) {
            const std::size_t valued = row.values.empty() ? 0 : level;
            return add_whole(row.entity, row.first_times.first(level), row.best_times.first(level),
                             row.values.first(valued), row.open);
        }
        rows_.push_back({others_.size(), row.entity, other, row.open});
        others_.push_back({row.reached, row.taken, row.met, row.start, first_times_.size()});
        const auto steps = static_cast<std::size_t>(std::bit_width(row.met | row.taken));
        const auto keep = [steps](auto& block, const auto& of) {
            for (std::size_t k = 0; k < steps; ++k) {
                block.push_back(k < of.size() ? of[k] : typename std::remove_cvref_t<decltype(block)>::value_type{});
            }
        };
        keep(first_times_, row.first_times);
        keep(best_times_, row.best_times);
        if (!row.values.empty()) keep(values_, row.values);
    }

    void set_open(std::size_t i, bool open) noexcept { rows_[i].open = open; }

    [[nodiscard]] attempt_row<Ticks> operator[](std::size_t i) const noexcept {
        const kept& row = rows_[i];
        if (row.level != other) [[likely]] {
            const std::uint64_t steps = first_steps(row.level);
            return made(row, {steps, steps, steps, best_times_[row.begin], row.begin});
        }
        return made(row, others_[row.begin]);
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
    static constexpr std::uint8_t other = 255;

    struct kept {
        std::size_t begin;  ///< of its times; of an other one, where it stands among these
        std::uint32_t entity;
        std::uint8_t level;  ///< how many steps, from the first one on, it took and met and counts for; or `other`
        bool open;
    };
    struct kept_other {
        std::uint64_t reached;
        std::uint64_t taken;
        std::uint64_t met;
        Ticks start;
        std::size_t begin;  ///< of its times
    };

    [[nodiscard]] static constexpr std::uint64_t first_steps(std::size_t level) noexcept {
        return ~std::uint64_t{} >> (most_steps - level);
    }

    [[nodiscard]] static bool is_whole(const attempt_row<Ticks>& row, std::size_t level) noexcept {
        if (level == 0 || row.first_times.size() < level || row.best_times.size() < level) return false;
        const std::uint64_t steps = first_steps(level);
        return row.reached == steps && row.taken == steps && row.met == steps && row.start == row.best_times[0];
    }

    [[nodiscard]] attempt_row<Ticks> made(const kept& row, const kept_other& of) const noexcept {
        const auto taken = static_cast<std::size_t>(std::bit_width(of.taken));
        return {.reached = of.reached,
                .taken = of.taken,
                .met = of.met,
                .start = of.start,
                .first_times = {first_times_.data() + of.begin, static_cast<std::size_t>(std::bit_width(of.met))},
                .best_times = {best_times_.data() + of.begin, taken},
                .values = values_.empty() ? std::span<const std::uint32_t>{}
                                          : std::span<const std::uint32_t>{values_.data() + of.begin, taken},
                .open = row.open,
                .entity = row.entity};
    }

    std::vector<kept> rows_;
    std::vector<kept_other> others_;
    std::vector<Ticks> first_times_;     // of each attempt a number a step, from where it begins
    std::vector<Ticks> best_times_;      // likewise
    std::vector<std::uint32_t> values_;  // likewise, or none at all
};

}  // namespace emptor::detail
