// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// From a probability to the place at which a distribution reaches it.

#include <cmath>

#include <emptor/stats/tails.hpp>

namespace emptor::detail {

/// The place between `low` and `high`, both 0 or above, at which a distribution has the tails `wanted`, which are above
/// 0 and sum to 1: steps of Newton's method on the logarithms of the place and of its smaller tail, held between bounds
/// that close in.
/// @param start a guess between them.
/// @param tails_at the tails at a place.
/// @param density of the place's logarithm.
template <class TailsAt, class Density>
double quantile_search(tails wanted, double low, double high, double start, const TailsAt& tails_at,
                       const Density& density) {
    const bool by_lower = wanted.lower <= wanted.upper;
    double x = start;
    for (int step = 0; step < 2'000; ++step) {
        const tails now = tails_at(x);
        const double tail = by_lower ? now.lower : now.upper;
        const double wanted_tail = by_lower ? wanted.lower : wanted.upper;
        const bool too_low = by_lower ? tail < wanted_tail : tail > wanted_tail;
        (too_low ? low : high) = x;
        const double slope = density(x) / tail;
        double next = x * std::exp((by_lower ? 1 : -1) * std::log(wanted_tail / tail) / slope);
        if (std::abs(next - x) <= x * 2e-16) return next;
        if (!(next > low && next < high)) next = low > 0 ? std::sqrt(low) * std::sqrt(high) : high / 1024;
        if (!(next > low && next < high)) break;
        x = next;
    }
    return x;
}

}  // namespace emptor::detail
