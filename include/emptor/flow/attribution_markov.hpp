// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Credit by what would be lost without a channel.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <emptor/flow/attribution_rule.hpp>
#include <emptor/flow/detail/chain_part.hpp>
#include <emptor/stats/matrix.hpp>

namespace emptor {

/// What a Markov chain of channels says of conversions.
struct removal_effects {
    double chance{};              ///< that a journey which touches a channel converts, as observed
    std::vector<double> effects;  ///< by channel: the share of it lost if all who come there are lost, in [0, 1]
};

/// Credit in proportion to the removal effect in the first-order Markov chain of the touches (E. Anderl, I. Becker,
/// F. von Wangenheim and J. H. Schumann 2016, Int. J. Res. Mark. 33, 457-474): journeys begin, go from channel to
/// channel, and end in a conversion or in none. Value is divided by the same shares.
///
/// Without a channel, just the journeys through it are lost. With the moves Q among channels and N = (I - Q)^-1, these
/// are N(start, c) / N(c, c) of all, and they convert with the chance that c leads to: exact for all channels from one
/// elimination, without simulation and without a difference of chances. O(n^3) time and O(n^2) memory for n channels.
struct markov_removal {
    [[nodiscard]] std::vector<double> operator()(const journey_paths& journeys) const {
        return effects(journeys).effects;
    }

    /// Effects are 0 where no journey with a channel converted.
    [[nodiscard]] removal_effects effects(const journey_paths& journeys) const {
        const std::size_t size = journeys.channels();
        const std::size_t converted = size, lost = size + 1;
        matrix moves{size + 2, size + 2};
        std::vector<double> starts(size);
        std::vector<bool> touched(size + 2);
        journeys.for_each([&](std::span<const std::uint32_t> path, const journey_tally& seen) {
            if (path.empty()) return;
            const auto times = static_cast<double>(seen.journeys);
            starts[path.front()] += times;
            for (std::size_t at = 1; at < path.size(); ++at) moves(path[at - 1], path[at]) += times;
            moves(path.back(), converted) += static_cast<double>(seen.conversions);
            moves(path.back(), lost) += static_cast<double>(seen.journeys - seen.conversions);
            for (const std::uint32_t channel : path) touched[channel] = true;
        });
        for (std::size_t from = 0; from < size; ++from) divide_by_sum(moves.row(from));
        divide_by_sum(starts);

        removal_effects result{.chance = 0, .effects = std::vector<double>(size)};
        std::vector<bool> goal(size + 2);
        goal[converted] = true;
        const detail::chain_part part{moves, touched};
        std::vector<double> from_start(part.size());
        for (std::size_t i = 0; i < part.size(); ++i) from_start[i] = starts[part.states()[i]];
        const std::vector<double> chances = part.solve(part.moves_to(moves, goal));
        for (std::size_t i = 0; i < part.size(); ++i) result.chance += from_start[i] * chances[i];
        if (!(result.chance > 0)) return result;
        const std::vector<double> visits = part.solve_transposed(from_start);
        const matrix fundamental = part.inverse();
        for (std::size_t i = 0; i < part.size(); ++i) {
            const double lost_with_it = visits[i] / fundamental(i, i) * chances[i];
            result.effects[part.states()[i]] = std::min(1.0, lost_with_it / result.chance);
        }
        result.chance = std::min(1.0, result.chance);
        return result;
    }

private:
    static void divide_by_sum(std::span<double> numbers) {
        double sum = 0;
        for (const double each : numbers) sum += each;
        for (double& each : numbers) each = sum > 0 ? each / sum : 0;
    }
};

static_assert(journey_rule<markov_removal>);

}  // namespace emptor
