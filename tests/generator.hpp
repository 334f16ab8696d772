// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Random numbers that are the same on every standard library, also when compiling.

#include <cstddef>
#include <cstdint>

namespace emptor_test {

/// xorshift64* (S. Vigna 2016).
class generator {
public:
    constexpr explicit generator(std::uint64_t seed) : state_{seed * 0x9E3779B97F4A7C15U + 1} {}

    constexpr std::size_t below(std::size_t n) {
        state_ ^= state_ >> 12;
        state_ ^= state_ << 25;
        state_ ^= state_ >> 27;
        return static_cast<std::size_t>((state_ * 0x2545F4914F6CDD1DU) >> 33) % n;
    }
    constexpr bool chance(std::size_t one_in) { return below(one_in) == 0; }

private:
    std::uint64_t state_;
};

}  // namespace emptor_test
