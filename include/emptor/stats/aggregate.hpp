// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What everything that counts has in common.

#include <concepts>

namespace emptor {

/// A count of disjoint observations that can be merged: counting parts and adding them equals counting the whole.
template <class T>
concept mergeable = std::regular<T> && requires(T& total, const T& part) {
    { total += part } -> std::same_as<T&>;
};

/// A mergeable value that observes one `Observation` at a time.
template <class T, class Observation>
concept aggregate_of = mergeable<T> && requires(T& total, const Observation& seen) { total.count(seen); };

}  // namespace emptor
