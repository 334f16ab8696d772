// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many of several independent chances come true.

#include <cstddef>
#include <span>
#include <vector>

namespace emptor::detail {

/// The probability that k of these events happen, for k from 0 to all (the Poisson binomial distribution: S. D. Poisson
/// 1837), by adding one event after the other. Only sums of products of what is not negative: no digits are lost.
constexpr std::vector<double> yes_counts(std::span<const double> chances) {
    std::vector<double> counts{1.0};
    for (const double chance : chances) {
        counts.push_back(0);
        for (std::size_t k = counts.size(); k-- > 1;) counts[k] = counts[k] * (1 - chance) + counts[k - 1] * chance;
        counts[0] *= 1 - chance;
    }
    return counts;
}

/// The probability that `least` of them happen, or more.
constexpr double at_least(std::span<const double> counts, std::size_t least) {
    double sum = 0;
    for (std::size_t k = counts.size(); k-- > least;) sum += counts[k];
    return sum;
}

}  // namespace emptor::detail
