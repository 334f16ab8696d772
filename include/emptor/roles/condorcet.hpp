// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Groups that compare options two by two.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <emptor/roles/exact_choice.hpp>
#include <emptor/roles/group_choice.hpp>
#include <emptor/roles/group_rule.hpp>
#include <emptor/roles/preferences.hpp>

namespace emptor {

/// The option that more members prefer than not to each other option is chosen; where there is none, since majorities
/// tie or go round in a circle, the group is undecided (M. J. A. N. de Condorcet 1785, Essai sur l'application de
/// l'analyse a la probabilite des decisions rendues a la pluralite des voix).
///
/// `tally_of(condorcet{}, ballots)` has at [a * options + b] how many prefer a to b.
struct condorcet {
    [[nodiscard]] constexpr std::size_t places(std::size_t options) const noexcept { return options * options; }

    constexpr void count(std::span<const std::size_t> best_first, std::span<std::uint64_t> preferring) const noexcept {
        for (std::size_t above = 0; above < best_first.size(); ++above) {
            for (std::size_t below = above + 1; below < best_first.size(); ++below) {
                ++preferring[best_first[above] * best_first.size() + best_first[below]];
            }
        }
    }

    [[nodiscard]] constexpr group_choice decide(std::span<const std::uint64_t> preferring, std::size_t options) const {
        std::vector<double> chances(options, 0);
        for (std::size_t a = 0; a < options; ++a) {
            bool beats_all = true;
            for (std::size_t b = 0; b < options; ++b) {
                beats_all = beats_all && (a == b || preferring[a * options + b] > preferring[b * options + a]);
            }
            if (!beats_all) continue;
            chances[a] = 1;
            return group_choice{std::move(chances)};
        }
        return group_choice{std::move(chances), 1};
    }

    /// @throws std::invalid_argument as `exact_choice` does.
    [[nodiscard]] constexpr group_choice operator()(const preferences& members) const {
        return exact_choice(*this, members);
    }
};

static_assert(group_rule<condorcet> && tally_rule<condorcet>);

}  // namespace emptor
