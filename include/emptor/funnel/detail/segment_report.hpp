// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// From joined spans to the lines of the plain report.

#include <cstddef>
#include <span>
#include <vector>

#include <emptor/funnel/detail/line_summary.hpp>
#include <emptor/funnel/detail/unit_result.hpp>

namespace emptor::detail {

/// What was counted of those who took a step at all, as `summarise` reads it. Without a window the best attempt is the
/// first one, so that its times are the first times.
template <class Ticks, bool Windowed>
class segment_attempts {
public:
    static constexpr bool windowed = Windowed;

    segment_attempts(const std::vector<counted_line<unit_result<Ticks, false>>>& lines, std::size_t steps) noexcept
        : lines_{lines}, steps_{steps} {}

    [[nodiscard]] std::size_t steps() const noexcept { return steps_; }
    [[nodiscard]] std::size_t entities() const noexcept { return lines_.size(); }
    [[nodiscard]] std::size_t level(std::size_t entity) const noexcept { return lines_[entity].result->level; }

    [[nodiscard]] std::span<const Ticks> first_times(std::size_t entity) const noexcept {
        return lines_[entity].result->first_times;
    }
    [[nodiscard]] std::span<const Ticks> best_times(std::size_t entity) const noexcept
        requires(!Windowed)
    {
        return first_times(entity);
    }

    [[nodiscard]] bool open(std::size_t entity, Ticks) const noexcept {
        return level(entity) != steps_ && lines_[entity].open;
    }

private:
    const std::vector<counted_line<unit_result<Ticks, false>>>& lines_;
    std::size_t steps_;
};

}  // namespace emptor::detail
