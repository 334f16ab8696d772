// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Times in 32 bits, as long as they fit.

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>

#include <emptor/events/time.hpp>

namespace emptor::detail {

/// Times as they are, where that is 32 bits at most, or there are fractions.
template <class Ticks>
class moment_clock {
public:
    using near_type = Ticks;

    [[nodiscard]] static constexpr ticks_span<Ticks> near_window(ticks_span<Ticks> window) noexcept { return window; }
    [[nodiscard]] static constexpr bool near() noexcept { return true; }
    [[nodiscard]] static constexpr bool fits(Ticks) noexcept { return true; }
    [[nodiscard]] static constexpr bool same_as(const moment_clock&) noexcept { return true; }
    [[nodiscard]] static constexpr Ticks near_moment(Ticks at) noexcept { return at; }
    [[nodiscard]] static constexpr Ticks time(Ticks near) noexcept { return near; }
    constexpr void start(Ticks) noexcept {}
    constexpr void start_as(const moment_clock&) noexcept {}
    constexpr void go_far() noexcept {}
};

/// Times of 64 bits as 32 bits from a base, a quarter of which are for times before the first one seen. Until one does
/// not fit: then all are kept as they are.
template <std::integral Ticks>
    requires(sizeof(Ticks) == 8)
class moment_clock<Ticks> {
public:
    using near_type = std::uint32_t;

    /// A window as near moments are compared. One longer than any two of them are apart is as good as endless.
    [[nodiscard]] static constexpr std::uint32_t near_window(std::uint64_t window) noexcept {
        return static_cast<std::uint32_t>(std::min<std::uint64_t>(window, most));
    }

    [[nodiscard]] constexpr bool near() const noexcept { return near_; }

    /// The first time that is seen says where the base is.
    constexpr void start(Ticks at) noexcept {
        if (started_) return;
        started_ = true;
        base_ = ordered(at) < most / 4 ? 0 : ordered(at) - most / 4;
    }
    /// As it is with another clock, if no time was seen yet.
    constexpr void start_as(const moment_clock& other) noexcept {
        if (!started_) *this = other;
    }
    /// Near moments of this clock are those of another.
    [[nodiscard]] constexpr bool same_as(const moment_clock& other) const noexcept {
        return !other.started_ || base_ == other.base_;
    }

    [[nodiscard]] constexpr bool fits(Ticks at) const noexcept {
        return ordered(at) >= base_ && ordered(at) - base_ <= most;
    }
    /// @pre it fits.
    [[nodiscard]] constexpr std::uint32_t near_moment(Ticks at) const noexcept {
        return static_cast<std::uint32_t>(ordered(at) - base_);
    }
    [[nodiscard]] constexpr Ticks time(std::uint32_t near) const noexcept {
        return static_cast<Ticks>((base_ + near) ^ sign);
    }

    constexpr void go_far() noexcept { near_ = false; }

private:
    static constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::uint64_t sign = std::is_signed_v<Ticks> ? std::uint64_t{1} << 63 : 0;

    /// A time as a number without a sign, in the same order.
    [[nodiscard]] static constexpr std::uint64_t ordered(Ticks at) noexcept {
        return static_cast<std::uint64_t>(at) ^ sign;
    }

    std::uint64_t base_{};
    bool started_{};
    bool near_{true};
};

}  // namespace emptor::detail
