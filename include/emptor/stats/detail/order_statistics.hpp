// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What would stand at some places of a sample if it were sorted.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace emptor::detail {

/// The same by partitions around pivots, of which hardly anyone can foresee who stands on which side.
/// @param ranks rising, below the size of the sample.
inline void select_by_partition(std::span<const double> of, std::span<const std::size_t> ranks,
                                std::span<double> values) {
    std::vector<double> sample{of.begin(), of.end()};
    const auto at = [&](std::size_t place) { return sample.begin() + static_cast<std::ptrdiff_t>(place); };
    std::size_t begin = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        if (i == 0 || ranks[i] != ranks[i - 1]) std::nth_element(at(begin), at(ranks[i]), sample.end());
        begin = ranks[i];
        values[i] = sample[ranks[i]];
    }
}

/// Finds the values at these ranks: counts the sample into equal buckets between its extremes, and looks closer at
/// those that hold a rank. The sample must hold no NaN.
/// @param ranks rising, below the size of the sample; a value for each is written.
/// @param depth how often to look closer before partitions do the rest.
inline void select_ranks(std::span<const double> sample, std::span<const std::size_t> ranks, std::span<double> values,
                         int depth = 3) {
    constexpr std::size_t few = 1024;
    constexpr std::size_t buckets = 2048;
    if (sample.size() < few || depth == 0) return select_by_partition(sample, ranks, values);
    double least = sample.front();
    double most = least;
    for (const double value : sample) {
        least = value < least ? value : least;
        most = most < value ? value : most;
    }
    const double scale = static_cast<double>(buckets - 1) / (most - least);
    if (!(scale > 0 && std::isfinite(scale))) return select_by_partition(sample, ranks, values);
    const auto bucket_of = [&](double value) {  // rises with the value
        return std::min(static_cast<std::size_t>((value - least) * scale), buckets - 1);
    };
    std::array<std::uint64_t, buckets> held{};
    for (const double value : sample) ++held[bucket_of(value)];

    std::array<bool, buckets> wanted{};
    std::vector<std::uint64_t> before(ranks.size());  // those in lower buckets
    std::vector<std::size_t> own(ranks.size());       // the bucket of each rank
    std::uint64_t passed = 0;
    for (std::size_t i = 0, bucket = 0; i < ranks.size(); ++i) {
        while (passed + held[bucket] <= ranks[i]) passed += held[bucket++];
        before[i] = passed;
        own[i] = bucket;
        wanted[bucket] = true;
    }
    std::vector<double> near;
    for (const double value : sample) {
        if (wanted[bucket_of(value)]) near.push_back(value);
    }
    std::vector<double> part;
    std::vector<std::size_t> part_ranks;
    for (std::size_t begin = 0, end = 0; begin < ranks.size(); begin = end) {
        part_ranks.clear();
        for (; end < ranks.size() && own[end] == own[begin]; ++end) {
            part_ranks.push_back(ranks[end] - static_cast<std::size_t>(before[begin]));
        }
        part.clear();
        for (const double value : near) {
            if (bucket_of(value) == own[begin]) part.push_back(value);
        }
        select_ranks(part, part_ranks, values.subspan(begin, end - begin), depth - 1);
    }
}

}  // namespace emptor::detail
