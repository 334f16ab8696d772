// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Groups that give points by place.

#include <cstddef>
#include <cstdint>
#include <span>

#include <emptor/roles/exact_choice.hpp>
#include <emptor/roles/group_choice.hpp>
#include <emptor/roles/group_rule.hpp>
#include <emptor/roles/preferences.hpp>

namespace emptor {

/// A ballot gives an option a point for each option it ranks below; most points win, a tie shared equally (J.-C. de
/// Borda 1781, Memoire sur les elections au scrutin). `tally_of(borda{}, ballots)` are the points.
struct borda {
    [[nodiscard]] constexpr std::size_t places(std::size_t options) const noexcept { return options; }

    constexpr void count(std::span<const std::size_t> best_first, std::span<std::uint64_t> points) const noexcept {
        for (std::size_t place = 0; place < best_first.size(); ++place) {
            points[best_first[place]] += best_first.size() - 1 - place;
        }
    }

    [[nodiscard]] constexpr group_choice decide(std::span<const std::uint64_t> points, std::size_t /*options*/) const {
        return detail::most_of(points);
    }

    /// @throws std::invalid_argument as `exact_choice` does.
    [[nodiscard]] constexpr group_choice operator()(const preferences& members) const {
        return exact_choice(*this, members);
    }
};

static_assert(group_rule<borda> && tally_rule<borda>);

}  // namespace emptor
