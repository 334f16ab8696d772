// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Random numbers from random bits, the same on every standard library.

#include <bit>
#include <concepts>
#include <cstdint>
#include <type_traits>

namespace emptor {

/// What gives random bits: `std::mt19937_64`, or anything else called without arguments that answers with numbers from
/// `min()` to `max()`, each as likely.
template <class Generator>
concept random_bits =
    std::invocable<Generator&> && std::unsigned_integral<std::invoke_result_t<Generator&>> && requires {
        { Generator::min() } -> std::same_as<std::invoke_result_t<Generator&>>;
        { Generator::max() } -> std::same_as<std::invoke_result_t<Generator&>>;
        requires Generator::min() < Generator::max();
    };

namespace detail {

/// A number from 0 to below 1, each of the 2^53 multiples of 2^-53 as likely.
///
/// Takes the high bits of each answer of the generator first; answers that are not below the largest power of two that
/// it spans are asked for again.
template <random_bits Generator>
constexpr double unit_interval(Generator& random) {
    constexpr int wanted = 53;
    constexpr auto span = static_cast<std::uint64_t>(Generator::max() - Generator::min());
    constexpr int bits = span == ~std::uint64_t{0} ? 64 : static_cast<int>(std::bit_width(span + 1)) - 1;
    std::uint64_t taken = 0;
    for (int missing = wanted; missing > 0;) {
        const auto answer = static_cast<std::uint64_t>(random() - Generator::min());
        if constexpr (bits < 64) {
            if (answer >> bits != 0) continue;
        }
        const int use = bits < missing ? bits : missing;
        taken = taken << use | answer >> (bits - use);
        missing -= use;
    }
    return static_cast<double>(taken) / static_cast<double>(std::uint64_t{1} << wanted);
}

}  // namespace detail

}  // namespace emptor
