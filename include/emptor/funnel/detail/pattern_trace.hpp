// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The events that led an entity through a pattern.

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include <emptor/funnel/detail/pattern_plan.hpp>

namespace emptor::detail {

/// Of each place of a pattern, the times of the named events that led there, and the longest such list.
template <class Ticks>
class pattern_trace {
public:
    explicit pattern_trace(const pattern_plan& plan) : paths_(plan.path_begin[plan.events + std::size_t{1}]) {}

    [[nodiscard]] std::span<const Ticks> path(const pattern_plan& plan, std::size_t place) const noexcept {
        return std::span{paths_}.subspan(plan.path_begin[place], plan.named_before(place));
    }
    void set_path(const pattern_plan& plan, std::size_t place, std::span<const Ticks> times) noexcept {
        std::copy(times.begin(), times.end(), paths_.begin() + plan.path_begin[place]);
    }

    /// The path to `place` from the one before it, by an event at this time; it stands at `place` then.
    std::span<const Ticks> extend(const pattern_plan& plan, std::size_t place, Ticks at) noexcept {
        set_path(plan, place, path(plan, place - 1));
        if (plan.is_named(place - 1)) paths_[plan.path_begin[place] + plan.named_before(place) - 1] = at;
        return path(plan, place);
    }

    /// The times of the first match, or as long as there is none those of the first longest beginning of one.
    [[nodiscard]] const std::vector<Ticks>& found() const noexcept { return found_; }
    void find(std::span<const Ticks> times) { found_.assign(times.begin(), times.end()); }

    friend bool operator==(const pattern_trace&, const pattern_trace&) = default;

private:
    std::vector<Ticks> paths_;
    std::vector<Ticks> found_;
};

}  // namespace emptor::detail
