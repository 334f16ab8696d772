// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many entities came how far.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <emptor/events/time.hpp>

namespace emptor::detail {

/// How many entities came how far.
struct level_counts {
    std::vector<std::uint64_t> at;    ///< by level, from 0: whose best attempt has so many steps
    std::vector<std::uint64_t> open;  ///< by level: of those, who may yet get further
};

/// Counts entities that are done with by their level. With a window, who may yet get further is known when the last
/// event of the log is: until then the latest starts are kept of those who might, and of nobody else.
template <class Moment, bool Windowed>
class level_tally {
public:
    using span_type = ticks_span<Moment>;

    level_tally(std::size_t steps, span_type window) : at_(steps + 1), window_{window} {}

    /// @param start the latest start, where there is a window and the level is neither 0 nor that of a complete
    /// attempt.
    /// @param latest the time of the last event so far.
    void add(std::size_t level, Moment start, Moment latest) {
        ++at_[level];
        if constexpr (Windowed) {
            if (level == 0 || level + 1 == at_.size() || elapsed_ticks(start, latest) > window_) return;
            if (starts_.size() == enough_) settle(latest);
            starts_.push_back({start, static_cast<std::uint8_t>(level)});
        }
    }

    /// Adds what was counted of other entities.
    level_tally& operator+=(const level_tally& other) {
        starts_.insert(starts_.end(), other.starts_.begin(), other.starts_.end());
        for (std::size_t level = 0; level < at_.size(); ++level) at_[level] += other.at_[level];
        return *this;
    }

    [[nodiscard]] std::uint64_t entities() const noexcept {
        std::uint64_t sum = 0;
        for (const std::uint64_t count : at_) sum += count;
        return sum;
    }

    /// @param latest the time of the last event.
    [[nodiscard]] level_counts counts(Moment latest) const {
        level_counts counts{at_, std::vector<std::uint64_t>(at_.size())};
        if constexpr (Windowed) {
            for (const auto& [start, level] : starts_) {
                if (elapsed_ticks(start, latest) <= window_) ++counts.open[level];
            }
        } else {
            for (std::size_t level = 1; level + 1 < at_.size(); ++level) counts.open[level] = at_[level];
        }
        return counts;
    }

private:
    struct running {
        Moment start;
        std::uint8_t level;
    };

    /// Whose window has run out by now cannot get further at the end either.
    void settle(Moment latest) {
        std::erase_if(starts_, [&](const running& each) { return elapsed_ticks(each.start, latest) > window_; });
        enough_ = std::max<std::size_t>(2 * starts_.size(), 4096);
    }

    std::vector<std::uint64_t> at_;
    std::vector<running> starts_;
    std::size_t enough_{4096};
    span_type window_;
};

}  // namespace emptor::detail
