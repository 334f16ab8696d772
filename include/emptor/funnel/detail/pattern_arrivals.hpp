// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// When an entity came to a place of a pattern that it leaves after some time.

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace emptor::detail {

/// Arrivals, first to last: each the time at which it came, and the times of the events that led there.
/// How many those are is known to whoever asks.
template <class Ticks>
class pattern_arrivals {
public:
    [[nodiscard]] bool empty() const noexcept { return begin_ == numbers_.size(); }
    [[nodiscard]] std::size_t size(std::size_t led) const noexcept { return (numbers_.size() - begin_) / (led + 1); }

    /// When the arrival with this number came.
    [[nodiscard]] Ticks at(std::size_t number, std::size_t led) const noexcept {
        return numbers_[begin_ + number * (led + 1)];
    }
    /// The times that led there.
    [[nodiscard]] std::span<const Ticks> led_to(std::size_t number, std::size_t led) const noexcept {
        return std::span{numbers_}.subspan(begin_ + number * (led + 1) + 1, led);
    }

    void push(Ticks at, std::span<const Ticks> led) {
        numbers_.push_back(at);
        numbers_.insert(numbers_.end(), led.begin(), led.end());
    }

    /// Forgets the first.
    void pop(std::size_t led) noexcept {
        begin_ += led + 1;
        if (begin_ == numbers_.size()) {
            clear();
        } else if (2 * begin_ > numbers_.size()) {
            numbers_.erase(numbers_.begin(), numbers_.begin() + static_cast<std::ptrdiff_t>(begin_));
            begin_ = 0;
        }
    }

    void clear() noexcept {
        numbers_.clear();
        begin_ = 0;
    }

    friend bool operator==(const pattern_arrivals& a, const pattern_arrivals& b) noexcept {
        return std::ranges::equal(a.kept(), b.kept());
    }

private:
    [[nodiscard]] std::span<const Ticks> kept() const noexcept { return std::span{numbers_}.subspan(begin_); }

    std::vector<Ticks> numbers_;
    std::size_t begin_{};
};

}  // namespace emptor::detail
