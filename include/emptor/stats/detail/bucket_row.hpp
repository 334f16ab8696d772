// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Counts by bucket number, for numbers that lie close together.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace emptor::detail {

/// Counts from the lowest to the highest bucket used. Room is kept on the side to which it grew.
class bucket_row {
public:
    [[nodiscard]] bool empty() const noexcept { return low_ > high_; }
    [[nodiscard]] std::int32_t low() const noexcept { return low_; }

    /// Of the buckets from `low()` to the highest used.
    [[nodiscard]] std::span<const std::uint64_t> counts() const noexcept {
        if (empty()) return {};
        return std::span{room_}.subspan(static_cast<std::size_t>(low_ - begin_),
                                        static_cast<std::size_t>(high_ - low_) + 1);
    }

    void count(std::int32_t bucket, std::uint64_t times) {
        if (bucket < low_ || bucket > high_) reach(bucket, bucket);
        room_[static_cast<std::size_t>(bucket - begin_)] += times;
    }

    bucket_row& operator+=(const bucket_row& other) {
        if (other.empty()) return *this;
        reach(other.low_, other.high_);
        const auto from = other.counts();
        std::uint64_t* const to = room_.data() + (other.low_ - begin_);
        for (std::size_t i = 0; i < from.size(); ++i) to[i] += from[i];
        return *this;
    }

    friend bool operator==(const bucket_row& one, const bucket_row& other) noexcept {
        const auto left = one.counts();
        const auto right = other.counts();
        return (one.empty() ? other.empty() : one.low_ == other.low_) &&
               std::equal(left.begin(), left.end(), right.begin(), right.end());
    }

private:
    /// Makes room for these buckets and marks them used.
    void reach(std::int32_t low, std::int32_t high) {
        const auto end = begin_ + static_cast<std::int32_t>(room_.size());
        if (room_.empty()) {
            room_.resize(static_cast<std::size_t>(high - low) + 1);
            begin_ = low;
        } else if (low < begin_) {
            const std::int32_t more = std::max(begin_ - low, (end - begin_) / 2);
            room_.insert(room_.begin(), static_cast<std::size_t>(more), 0);
            begin_ -= more;
        }
        if (const auto missing = high - (begin_ + static_cast<std::int32_t>(room_.size())) + 1; missing > 0) {
            const std::size_t more = std::max(static_cast<std::size_t>(missing), room_.size() / 2);
            room_.resize(room_.size() + more);
        }
        low_ = std::min(low_, low);
        high_ = std::max(high_, high);
    }

    std::vector<std::uint64_t> room_;
    std::int32_t begin_{};       // the bucket of room_[0]
    std::int32_t low_{1 << 30};  // none used yet: low above high
    std::int32_t high_{-(1 << 30)};
};

}  // namespace emptor::detail
