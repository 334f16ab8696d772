// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Credits that add up, by any rule.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/flow/attribution_paths.hpp>
#include <emptor/flow/attribution_rule.hpp>
#include <emptor/stats/detail/written.hpp>
#include <emptor/stats/exact_sum.hpp>

namespace emptor::detail {

/// Rounds numbers to multiples of the last binary place of `total`, such that they add up to `whole`: down, and then
/// those with the most cut off up (the method of largest remainders, A. Hamilton 1792), of equals the first. 0 stays 0.
/// @pre the numbers are 0 or more, and but for rounding add up to `whole`, which is a whole number up to `total`, at
///      most 2^53. If `whole` is not 0, one of the numbers is not.
[[nodiscard]] inline std::vector<double> made_to_sum(std::vector<double> numbers, std::uint64_t whole,
                                                     std::uint64_t total) {
    int exponent = 0;
    std::frexp(static_cast<double>(total), &exponent);
    const int places = 53 - exponent;  // below the point; -1 for 2^53 itself, whose neighbour below is nearer
    const int shift = std::max(places, 0);
    auto left = static_cast<std::int64_t>(std::ldexp(static_cast<double>(whole), shift));
    std::vector<double> cut(numbers.size());
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (!(numbers[i] > 0)) continue;
        order.push_back(i);
        const double scaled = std::ldexp(numbers[i], shift);
        numbers[i] = std::floor(scaled);
        cut[i] = scaled - numbers[i];
        left -= static_cast<std::int64_t>(numbers[i]);
    }
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return cut[a] > cut[b] || (!(cut[b] > cut[a]) && a < b); });
    while (left > 0) {
        for (auto at = order.begin(); left > 0 && at != order.end(); ++at, --left) ++numbers[*at];
    }
    while (left < 0) {
        for (auto at = order.rbegin(); left < 0 && at != order.rend(); ++at) {
            if (!(numbers[*at] > 0)) continue;
            --numbers[*at];
            ++left;
        }
    }
    for (double& each : numbers) each = std::ldexp(each, -shift);
    return numbers;
}

/// The conversions and the value of each channel by a rule, not yet made to add up.
struct channel_sums {
    std::vector<double> conversions;
    std::vector<double> value;
};

/// @param touches of the path, 0 where the numbers are not of touches but of channels.
/// @throws std::invalid_argument unless all are 0 or more, and their sum is finite and above 0.
inline double checked_sum(std::span<const double> numbers, std::size_t touches) {
    const auto refuse = [touches](const std::string& what, double number, const char* allowed) {
        const std::string of = touches > 0 ? " of a path of " + std::to_string(touches) : "";
        throw std::invalid_argument{"emptor::attribution: the rule gives " + what + of + " " + written(number) +
                                    "; it must be " + allowed};
    };
    const std::string kind{touches > 0 ? "touch" : "channel"};
    double sum = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (!(numbers[i] >= 0 && is_finite(numbers[i]))) {
            refuse(kind + " " + std::to_string(i), numbers[i], "0 or more, and finite");
        }
        sum += numbers[i];
    }
    if (!(sum > 0 && is_finite(sum))) refuse("every " + kind, sum, "above 0 and finite in all");
    return sum;
}

/// The part of a whole number that a share of a sum is. Scaled, so that no product is too large.
[[nodiscard]] inline double part_of(std::uint64_t whole, double share, double sum) {
    int exponent = 0;
    const double scaled_sum = std::frexp(sum, &exponent);
    return static_cast<double>(whole) * std::ldexp(share, -exponent) / scaled_sum;
}

/// Path by path, summed exactly: the order of paths makes no difference.
template <touch_rule Rule>
[[nodiscard]] channel_sums credited(const Rule& rule, const journey_paths& journeys) {
    std::vector<exact_sum> conversions(journeys.channels());
    std::vector<exact_sum> value(journeys.channels());
    std::vector<double> weights;
    journeys.for_each([&](std::span<const std::uint32_t> path, const journey_tally& seen) {
        if (path.empty() || seen.conversions == 0) return;
        weights.assign(path.size(), 0);
        rule(path, std::span<double>{weights});
        const double sum = checked_sum(weights, path.size());
        for (std::size_t at = 0; at < path.size(); ++at) {
            conversions[path[at]].count(part_of(seen.conversions, weights[at], sum));
            if (seen.value > 0) value[path[at]].count(part_of(seen.value, weights[at], sum));
        }
    });
    channel_sums sums;
    for (const exact_sum& each : conversions) sums.conversions.push_back(each.value());
    for (const exact_sum& each : value) sums.value.push_back(each.value());
    return sums;
}

/// By shares of all that converted after a touch.
template <journey_rule Rule>
    requires(!touch_rule<Rule>)
[[nodiscard]] channel_sums credited(const Rule& rule, const journey_paths& journeys) {
    const journey_tally nobody = journeys.of({});
    const std::uint64_t conversions = journeys.total().conversions - nobody.conversions;
    const std::uint64_t value = journeys.total().value - nobody.value;
    channel_sums sums{.conversions = std::vector<double>(journeys.channels()),
                      .value = std::vector<double>(journeys.channels())};
    if (conversions == 0) return sums;
    const std::vector<double> shares = rule(journeys);
    if (shares.size() != journeys.channels()) {
        throw std::invalid_argument{"emptor::attribution: the rule gives " + std::to_string(shares.size()) +
                                    " shares to " + std::to_string(journeys.channels()) +
                                    " channels; it must give one each"};
    }
    const double sum = checked_sum(shares, 0);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        sums.conversions[i] = part_of(conversions, shares[i], sum);
        sums.value[i] = part_of(value, shares[i], sum);
    }
    return sums;
}

}  // namespace emptor::detail
