// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How a conversion becomes credit of channels.

#include <concepts>
#include <cstdint>
#include <span>
#include <vector>

#include <emptor/flow/attribution_paths.hpp>

namespace emptor {

/// Looks at one path at a time: called with the channels that were touched, one at least, and a weight for each touch,
/// 0 to begin with, to fill in. Weights are 0 or more and not all 0; what counts is their share of the sum. A class of
/// your own serves wherever a ready-made rule does:
///
///     struct second_touch {
///         void operator()(std::span<const std::uint32_t> path, std::span<double> weights) const {
///             weights[path.size() > 1 ? 1 : 0] = 1;
///         }
///     };
template <class Rule>
concept touch_rule = requires(const Rule& rule, std::span<const std::uint32_t> path, std::span<double> weights) {
    { rule(path, weights) } -> std::same_as<void>;
};

/// Looks at all paths together: called with them, it answers with a share for each channel, by number, 0 or more and
/// not all 0. It is asked only where a journey with a channel converted.
template <class Rule>
concept journey_rule = requires(const Rule& rule, const journey_paths& journeys) {
    { rule(journeys) } -> std::convertible_to<std::vector<double>>;
};

/// How conversions become credits of channels.
template <class Rule>
concept attribution_rule = touch_rule<Rule> || journey_rule<Rule>;

namespace detail {

/// Refuse in a sentence what is no rule. A variable, since its initialiser is looked at before anything else can fail.
template <class Rule>
inline constexpr bool is_attribution_rule = [] {
    static_assert(attribution_rule<Rule>,
                  "an attribution rule fills in a weight a touch when called with `std::span<const std::uint32_t>` and "
                  "`std::span<double>`, or answers `const emptor::journey_paths&` with a share a channel");
    return true;
}();

}  // namespace detail
}  // namespace emptor
