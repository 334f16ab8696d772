// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Credit by what a channel adds to every set of others.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include <emptor/flow/attribution_rule.hpp>

namespace emptor {

/// The Shapley value (L. S. Shapley 1953, A value for n-person games) of the game in which a set of channels wins the
/// conversions of all paths that touch no channel outside of it: what a channel adds, on average over all orders in
/// which channels may join.
///
/// Such a game is a sum of unanimity games, one a path, so the value is exact without going through the sets of
/// channels: the distinct channels of a path share its conversions equally.
struct shapley {
    constexpr void operator()(std::span<const std::uint32_t> path, std::span<double> weights) const noexcept {
        for (std::size_t at = 0; at < path.size(); ++at) {
            const auto before = path.first(at);
            const bool seen = std::find(before.begin(), before.end(), path[at]) != before.end();
            weights[at] = seen ? 0 : 1;
        }
    }
};

static_assert(touch_rule<shapley>);

}  // namespace emptor
