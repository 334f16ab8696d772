// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The plain meaning of a funnel: every chain of events is tried. Slow, and obviously right.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace plain {

struct row {
    std::int64_t at;
    std::uint64_t steps;  ///< bit k: the event can take step k
};

struct attempt {
    std::vector<std::int64_t> times;        ///< of the best attempt
    std::vector<std::int64_t> first_times;  ///< when 1, 2, ... steps were first taken
};

/// Tries every chain of distinct events that take steps 1, 2, ... at times that do not decrease, within the window.
class search {
public:
    search(std::vector<row> rows, std::size_t steps, std::optional<std::uint64_t> window)
        : rows_{std::move(rows)}, steps_{steps}, window_{window}, used_(rows_.size()) {}

    attempt run() {
        extend();
        return best_;
    }

private:
    void extend() {
        if (!chain_.empty()) judge();
        if (chain_.size() == steps_) return;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (used_[i] || (rows_[i].steps >> chain_.size() & 1) == 0) continue;
            if (!chain_.empty()) {
                if (rows_[i].at < chain_.back()) continue;
                if (window_ && static_cast<std::uint64_t>(rows_[i].at - chain_.front()) > *window_) continue;
            }
            used_[i] = true;
            chain_.push_back(rows_[i].at);
            extend();
            chain_.pop_back();
            used_[i] = false;
        }
    }

    void judge() {
        const std::size_t n = chain_.size();
        if (best_.first_times.size() < n) {
            best_.first_times.push_back(chain_.back());
        } else {
            best_.first_times[n - 1] = std::min(best_.first_times[n - 1], chain_.back());
        }
        if (better(chain_, best_.times)) best_.times = chain_;
    }

    /// Longest; then first to complete; then the latest start (without a window: the first one); then each step at its
    /// first possible event.
    [[nodiscard]] bool better(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b) const {
        if (a.size() != b.size()) return a.size() > b.size();
        if (a.back() != b.back()) return a.back() < b.back();
        if (a.front() != b.front()) return window_ ? a.front() > b.front() : a.front() < b.front();
        return a < b;
    }

    std::vector<row> rows_;
    std::size_t steps_;
    std::optional<std::uint64_t> window_;
    std::vector<bool> used_;
    std::vector<std::int64_t> chain_;
    attempt best_;
};

}  // namespace plain
