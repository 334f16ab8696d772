// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Groups that look for the order with which their members disagree least.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/roles/ballots.hpp>
#include <emptor/roles/condorcet.hpp>
#include <emptor/roles/exact_choice.hpp>
#include <emptor/roles/group_choice.hpp>
#include <emptor/roles/group_rule.hpp>
#include <emptor/roles/preferences.hpp>

namespace emptor {

/// An order of the options disagrees with a member once for each pair that it ranks the other way round. The group
/// takes an order with the fewest disagreements, and of it the first option; where several orders have as few, the
/// options that come first in any of them share equally (J. G. Kemeny 1959, Mathematics without numbers). An option
/// that beats each other one in pairs comes first.
///
/// Found exactly, from the last place upwards: the fewest disagreements of a set of options in the last places do not
/// depend on the order before it. That takes 2^options numbers; `tally_of(kemeny{}, ballots)` is that of `condorcet`,
/// and sums of it must stay below 2^64.
struct kemeny {
    /// So many options at most: 65,536 sets.
    static constexpr std::size_t most = 16;

    /// @throws std::invalid_argument for more options than `most`.
    [[nodiscard]] constexpr std::size_t places(std::size_t options) const {
        require_few(options);
        return condorcet{}.places(options);
    }

    constexpr void count(std::span<const std::size_t> best_first, std::span<std::uint64_t> preferring) const noexcept {
        condorcet{}.count(best_first, preferring);
    }

    [[nodiscard]] constexpr group_choice decide(std::span<const std::uint64_t> preferring, std::size_t options) const {
        const auto fewest = fewest_of(preferring, options);
        const std::size_t all = fewest.size() - 1;
        std::vector<double> chances(options, 0);
        double firsts = 0;
        for (std::size_t option = 0; option < options; ++option) {
            if (first_costs(preferring, options, fewest, all, option) != fewest[all]) continue;
            chances[option] = 1;
            ++firsts;
        }
        for (double& chance : chances) chance /= firsts;
        return group_choice{std::move(chances)};
    }

    /// The whole order, the best first; of several with as few disagreements the one whose first option has the lowest
    /// number, then its second, and so on.
    /// @throws std::invalid_argument if there are no ballots, or more options than `most`.
    [[nodiscard]] constexpr order_of_options order(const ballots& cast) const {
        const auto preferring = tally_of(*this, cast);
        const std::size_t options = cast.options();
        const auto fewest = fewest_of(preferring, options);
        order_of_options best_first;
        for (std::size_t left = fewest.size() - 1; left != 0;) {
            for (std::size_t option = 0; option < options; ++option) {
                const std::size_t bit = std::size_t{1} << option;
                if ((left & bit) == 0 || first_costs(preferring, options, fewest, left, option) != fewest[left]) {
                    continue;
                }
                best_first.push_back(option);
                left ^= bit;
                break;
            }
        }
        return best_first;
    }

    /// @throws std::invalid_argument as `exact_choice` does, and for more options than `most`.
    [[nodiscard]] constexpr group_choice operator()(const preferences& members) const {
        return exact_choice(*this, members);
    }

private:
    static constexpr void require_few(std::size_t options) {
        if (options <= most) return;
        throw std::invalid_argument{"emptor::kemeny: " + std::to_string(options) + " options; at most " +
                                    std::to_string(most)};
    }

    /// The disagreements of a set of options in the last places, if this one is the first of them and the others follow
    /// in their best order.
    static constexpr std::uint64_t first_costs(std::span<const std::uint64_t> preferring, std::size_t options,
                                               const std::vector<std::uint64_t>& fewest, std::size_t set,
                                               std::size_t option) {
        std::uint64_t cost = fewest[set ^ (std::size_t{1} << option)];
        for (std::size_t below = 0; below < options; ++below) {
            if (below != option && (set >> below & 1) != 0) cost += preferring[below * options + option];
        }
        return cost;
    }

    /// By set, a bit an option: the fewest disagreements within it.
    static constexpr std::vector<std::uint64_t> fewest_of(std::span<const std::uint64_t> preferring,
                                                          std::size_t options) {
        require_few(options);
        std::vector<std::uint64_t> fewest(std::size_t{1} << options, 0);
        for (std::size_t set = 1; set < fewest.size(); ++set) {
            std::uint64_t least = ~std::uint64_t{};
            for (std::size_t option = 0; option < options; ++option) {
                if ((set >> option & 1) == 0) continue;
                least = std::min(least, first_costs(preferring, options, fewest, set, option));
            }
            fewest[set] = least;
        }
        return fewest;
    }
};

static_assert(group_rule<kemeny> && tally_rule<kemeny>);

}  // namespace emptor
