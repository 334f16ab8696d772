// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Groups that count votes, a vote a member.

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/roles/exact_choice.hpp>
#include <emptor/roles/group_choice.hpp>
#include <emptor/roles/group_rule.hpp>
#include <emptor/roles/preferences.hpp>

namespace emptor {

namespace detail {

/// A vote for the favourite.
struct a_vote_each {
    [[nodiscard]] constexpr std::size_t places(std::size_t options) const noexcept { return options; }
    constexpr void count(std::size_t favourite, std::span<std::uint64_t> votes) const noexcept { ++votes[favourite]; }
};

}  // namespace detail

/// The voting model: the option with most votes is chosen, a tie shared equally (Choffray and Lilien 1978, 1980).
struct plurality : detail::a_vote_each {
    [[nodiscard]] constexpr group_choice decide(std::span<const std::uint64_t> votes, std::size_t /*options*/) const {
        return detail::most_of(votes);
    }

    /// @throws std::invalid_argument as `exact_choice` does.
    [[nodiscard]] constexpr group_choice operator()(const preferences& members) const {
        return exact_choice(*this, members);
    }

    /// The probability that several options share the lead.
    /// @throws std::invalid_argument as `exact_choice` does.
    [[nodiscard]] constexpr double tie(const preferences& members) const {
        double tied = 0;
        detail::all_tallies(*this, members).for_each([&](std::span<const std::uint64_t> votes, double probability) {
            if (!detail::most_of(votes).favourite()) tied += probability;
        });
        return tied;
    }
};

/// The proportionality scheme: an option is chosen with a probability of its share of the votes (J. H. Davis 1973,
/// Psychological Review 80, 97-125). Of votes cast these are the shares; over what members may vote it comes to the
/// mean of their chances, sum over d of P(d, a) / D, that is, to `equiprobability`.
struct proportionality : detail::a_vote_each {
    /// @throws std::invalid_argument if there is no vote.
    [[nodiscard]] constexpr group_choice decide(std::span<const std::uint64_t> votes, std::size_t /*options*/) const {
        std::uint64_t all = 0;
        for (const std::uint64_t of_option : votes) all += of_option;
        if (all == 0) throw std::invalid_argument{"emptor::proportionality: no votes; there must be 1 or more"};
        std::vector<double> shares;
        for (const std::uint64_t of_option : votes) {
            shares.push_back(static_cast<double>(of_option) / static_cast<double>(all));
        }
        return group_choice{std::move(shares)};
    }

    /// @throws std::invalid_argument if there is no member.
    [[nodiscard]] constexpr group_choice operator()(const preferences& members) const {
        detail::require_members(members, "emptor::proportionality");
        std::vector<double> means(members.options(), 0);
        for (std::size_t member = 0; member < members.members(); ++member) {
            const auto own = members.chances(member);
            for (std::size_t i = 0; i < means.size(); ++i) {
                means[i] += own[i] / static_cast<double>(members.members());
            }
        }
        return group_choice{std::move(means)};
    }
};

static_assert(group_rule<plurality> && tally_rule<plurality>);
static_assert(group_rule<proportionality> && tally_rule<proportionality>);

}  // namespace emptor
