// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A few values without memory of their own.

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace emptor::detail {

/// A few values one after the other, in place.
template <class T, std::size_t Capacity>
class short_list {
    using count = std::conditional_t<(Capacity < 256), std::uint8_t, std::size_t>;

public:
    using value_type = T;

    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] constexpr const T* begin() const noexcept { return values_; }
    [[nodiscard]] constexpr const T* end() const noexcept { return values_ + size_; }
    [[nodiscard]] constexpr const T& operator[](std::size_t i) const noexcept { return values_[i]; }
    [[nodiscard]] constexpr T& operator[](std::size_t i) noexcept { return values_[i]; }

    /// What is new has the value T{}.
    constexpr void resize(std::size_t size) noexcept {
        for (std::size_t i = size_; i < size; ++i) values_[i] = T{};
        size_ = static_cast<count>(size);
    }
    /// There must be room.
    constexpr void push_back(const T& value) noexcept { values_[size_++] = value; }

    friend constexpr bool operator==(const short_list& a, const short_list& b) noexcept {
        if (a.size_ != b.size_) return false;
        for (std::size_t i = 0; i < a.size_; ++i) {
            if (!(a.values_[i] == b.values_[i])) return false;
        }
        return true;
    }

private:
    T values_[Capacity > 0 ? Capacity : 1]{};
    count size_{};
};

}  // namespace emptor::detail
