// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Groups that move as few preferences as they can.

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

/// The preference perturbation model: the less the orders of members must be changed for all to rank an option first,
/// the more likely the group settles on it. With Q(a) the places a must rise in all, the sum over members of its rank
/// less 1, P(a) / P(b) = Q(b) / Q(a), and P(a) = 1 where Q(a) = 0 (Choffray and Lilien 1978, 1980); over what members
/// may rank, the mean of that. `tally_of(preference_perturbation{}, ballots)` are the Q.
struct preference_perturbation {
    [[nodiscard]] constexpr std::size_t places(std::size_t options) const noexcept { return options; }

    constexpr void count(std::span<const std::size_t> best_first, std::span<std::uint64_t> moves) const noexcept {
        for (std::size_t place = 0; place < best_first.size(); ++place) moves[best_first[place]] += place;
    }

    [[nodiscard]] constexpr group_choice decide(std::span<const std::uint64_t> moves, std::size_t options) const {
        std::vector<double> chances(options, 0);
        double sum = 0;
        for (std::size_t i = 0; i < options; ++i) {
            if (moves[i] == 0) {
                chances.assign(options, 0);
                chances[i] = 1;
                return group_choice{std::move(chances)};
            }
            sum += chances[i] = 1 / static_cast<double>(moves[i]);
        }
        for (double& chance : chances) chance /= sum;
        return group_choice{std::move(chances)};
    }

    /// @throws std::invalid_argument as `exact_choice` does.
    [[nodiscard]] constexpr group_choice operator()(const preferences& members) const {
        return exact_choice(*this, members);
    }
};

static_assert(group_rule<preference_perturbation> && tally_rule<preference_perturbation>);

}  // namespace emptor
