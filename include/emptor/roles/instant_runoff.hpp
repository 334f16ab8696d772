// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Groups that strike out the weakest option, round by round.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/roles/ballots.hpp>
#include <emptor/roles/exact_choice.hpp>
#include <emptor/roles/group_choice.hpp>
#include <emptor/roles/group_rule.hpp>
#include <emptor/roles/preferences.hpp>

namespace emptor {

/// Each ballot votes for the best option still standing; the option with fewest votes is struck out, until one has more
/// than half. Of several with fewest, one is struck out by lot (the alternative vote: W. R. Ware 1871, after T. Hare).
struct instant_runoff {
    /// The most options of which all that may be left standing are tallied.
    static constexpr std::size_t most_options = 12;

    /// A count of the votes.
    struct round {
        std::vector<std::optional<std::uint64_t>> votes;  ///< of each option; nothing for one struck out before
        std::vector<std::size_t> fewest;                  ///< who is struck out; of several one, by lot

        friend constexpr bool operator==(const round&, const round&) = default;
    };

    /// A vote for the best of each set of options that may be left standing: at [set * options + best].
    /// @throws std::invalid_argument if there are more than 12 options.
    [[nodiscard]] constexpr std::size_t places(std::size_t options) const {
        if (options > most_options) {
            throw std::invalid_argument{"emptor::instant_runoff: " + std::to_string(options) +
                                        " options; there may be 12 at most"};
        }
        return options << options;
    }

    constexpr void count(std::span<const std::size_t> best_first, std::span<std::uint64_t> votes) const noexcept {
        for (std::size_t standing = 1; standing < std::size_t{1} << best_first.size(); ++standing) {
            std::size_t place = 0;
            while ((standing >> best_first[place] & 1) == 0) ++place;
            ++votes[standing * best_first.size() + best_first[place]];
        }
    }

    [[nodiscard]] constexpr group_choice decide(std::span<const std::uint64_t> votes, std::size_t options) const {
        // A set is reached from larger ones only, which are larger numbers.
        std::vector<double> reached(std::size_t{1} << options, 0);
        std::vector<double> chances(options, 0);
        reached.back() = 1;
        for (std::size_t standing = reached.size() - 1; standing > 0; --standing) {
            if (reached[standing] == 0) continue;
            const auto of_option = votes.subspan(standing * options, options);
            if (const auto winner = majority(of_option)) {
                chances[*winner] += reached[standing];
                continue;
            }
            const auto weakest = fewest(of_option, standing);
            for (const std::size_t option : weakest) {
                reached[standing ^ std::size_t{1} << option] += reached[standing] / static_cast<double>(weakest.size());
            }
        }
        return group_choice{std::move(chances)};
    }

    /// @throws std::invalid_argument as `exact_choice` does.
    [[nodiscard]] constexpr group_choice operator()(const preferences& members) const {
        return exact_choice(*this, members);
    }

    /// The rounds until an option has more than half of the votes, or a lot must decide who goes on.
    /// @throws std::invalid_argument if there are no ballots.
    [[nodiscard]] constexpr std::vector<round> rounds(const ballots& cast) const {
        const std::size_t options = cast.options();
        if (options == 0) throw std::invalid_argument{"emptor::instant_runoff: no ballots; there must be 1 or more"};
        std::vector<bool> struck(options, false);
        std::vector<round> rounds;
        while (true) {
            std::vector<std::uint64_t> votes(options, 0);
            for (const ballots::alike& same : cast.counts()) {
                std::size_t place = 0;
                while (struck[same.best_first[place]]) ++place;
                votes[same.best_first[place]] += same.voters;
            }
            round counted;
            std::optional<std::uint64_t> least;
            for (std::size_t i = 0; i < options; ++i) {
                counted.votes.push_back(struck[i] ? std::nullopt : std::optional{votes[i]});
                if (!struck[i] && (!least || votes[i] < *least)) least = votes[i];
            }
            const bool decided = majority(votes).has_value();
            for (std::size_t i = 0; i < options && !decided; ++i) {
                if (counted.votes[i] == least) counted.fewest.push_back(i);
            }
            rounds.push_back(counted);
            if (counted.fewest.size() != 1) return rounds;
            struck[counted.fewest.front()] = true;
        }
    }

private:
    [[nodiscard]] static constexpr std::optional<std::size_t> majority(std::span<const std::uint64_t> votes) noexcept {
        std::uint64_t all = 0;
        for (const std::uint64_t of_option : votes) all += of_option;
        for (std::size_t i = 0; i < votes.size(); ++i) {
            if (votes[i] > all / 2) return i;
        }
        return std::nullopt;
    }

    [[nodiscard]] static constexpr std::vector<std::size_t> fewest(std::span<const std::uint64_t> votes,
                                                                   std::size_t standing) {
        std::vector<std::size_t> weakest;
        for (std::size_t i = 0; i < votes.size(); ++i) {
            if ((standing >> i & 1) == 0) continue;
            if (!weakest.empty() && votes[i] < votes[weakest.front()]) weakest.clear();
            if (weakest.empty() || votes[i] == votes[weakest.front()]) weakest.push_back(i);
        }
        return weakest;
    }
};

static_assert(group_rule<instant_runoff> && tally_rule<instant_runoff>);

}  // namespace emptor
