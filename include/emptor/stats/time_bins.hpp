// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Bins of equal width, for one group of numbers or for several that are to be compared.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/stats/detail/demand.hpp>

namespace emptor {

/// Where the numbers of a group lie, and how many there are.
struct number_range {
    double least{};
    double greatest{};
    std::uint64_t counted{};  ///< of none, the bounds mean nothing

    friend constexpr bool operator==(const number_range&, const number_range&) noexcept = default;
};

/// How wide bins are.
struct binning {
    std::optional<std::size_t> bins{};  ///< how many; else the cube root of how many numbers there are, rounded up
    double whole{};                     ///< their width is rounded up to a multiple of this; 0: it is not
    double narrowest{1};                ///< their width where all numbers are the same
};

/// One bin: the numbers from `low` up to, not including, `high`.
struct number_bin {
    double low{};
    double high{};
    std::uint64_t numbers{};

    friend constexpr bool operator==(const number_bin&, const number_bin&) noexcept = default;
};

/// The edges of bins of equal width that hold the numbers of all these groups: one more than bins; none at all without
/// numbers. If the width is rounded, the greatest number may stand at the last edge. Where numbers are so large that no
/// others lie between edges, there are fewer.
/// @throws std::invalid_argument unless there are 1 to a million bins, `whole` is 0 or more, `narrowest` more than 0,
/// and the bounds of each group finite and in order.
[[nodiscard]] inline std::vector<double> shared_bin_edges(std::span<const number_range> groups,
                                                          const binning& how = {}) {
    constexpr std::size_t most = 1'000'000;
    detail::demand(how.whole >= 0 && detail::is_finite(how.whole), "shared_bin_edges", "whole", how.whole,
                   "0 or more, and finite");
    detail::demand_positive("shared_bin_edges", "narrowest", how.narrowest);
    number_range all{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(), 0};
    for (const number_range& each : groups) {
        if (each.counted == 0) continue;
        detail::demand(detail::is_finite(each.least), "shared_bin_edges", "least", each.least, "finite");
        detail::demand(detail::is_finite(each.greatest) && each.least <= each.greatest, "shared_bin_edges", "greatest",
                       each.greatest, "finite, and not below the least");
        all.least = std::min(all.least, each.least);
        all.greatest = std::max(all.greatest, each.greatest);
        all.counted += each.counted;
    }
    const std::size_t bins = how.bins.value_or([&] {
        const auto root = static_cast<std::uint64_t>(std::llround(std::cbrt(static_cast<double>(all.counted))));
        return static_cast<std::size_t>(root * root * root < all.counted ? root + 1 : root);
    }());
    if (how.bins && (bins == 0 || bins > most)) {
        throw std::invalid_argument{std::string{"emptor::shared_bin_edges: "}
                                        .append(std::to_string(bins))
                                        .append(" bins are asked for; there can be 1 to ")
                                        .append(std::to_string(most))};
    }
    std::vector<double> edges;
    if (all.counted == 0) return edges;
    const double count = static_cast<double>(bins);
    const double apart = all.greatest - all.least;  // may be too large for any number
    double width = detail::is_finite(apart) ? apart / count : all.greatest / count - all.least / count;
    if (all.greatest <= all.least) {
        width = how.narrowest;
    } else if (how.whole > 0) {
        width = std::ceil(width / how.whole) * how.whole;
    }
    edges.push_back(all.least);
    for (std::size_t i = 1; i <= bins; ++i) {
        const double edge = all.least + static_cast<double>(i) * width;
        if (edges.back() < edge) edges.push_back(edge);  // large numbers may have none as close by
    }
    const double after = std::nextafter(all.greatest, std::numeric_limits<double>::infinity());
    if (edges.size() == 1) {
        edges.push_back(after);
    } else if (how.whole == 0 && !(all.greatest < edges.back())) {
        edges.back() = after;
    }
    return edges;
}

/// The same for groups that are written out.
[[nodiscard]] inline std::vector<double> shared_bin_edges(std::initializer_list<number_range> groups,
                                                          const binning& how = {}) {
    return shared_bin_edges(std::span<const number_range>{groups.begin(), groups.size()}, how);
}

}  // namespace emptor
