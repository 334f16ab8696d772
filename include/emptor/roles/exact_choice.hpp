// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a group chooses, over all ballots its members may cast.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/roles/detail/tally_states.hpp>
#include <emptor/roles/group_choice.hpp>
#include <emptor/roles/group_rule.hpp>
#include <emptor/roles/preferences.hpp>

namespace emptor {

/// The most tallies that are computed exactly, and the most steps from a tally of some members to one of one more, all
/// members together: some seconds. Beyond either, `simulated_choice` estimates.
inline constexpr std::size_t most_exact_tallies = 1'000'000;
inline constexpr std::size_t most_exact_steps = 100'000'000;

namespace detail {

/// The probability of an order under Plackett and Luce: prod over places of p(chosen) / (1 - sum of p chosen before).
constexpr double chance_of_order(std::span<const double> chances, std::span<const std::size_t> best_first) {
    double chance = 1;
    for (std::size_t place = 0; place + 1 < best_first.size(); ++place) {
        double left = 0;
        for (std::size_t i = place; i < best_first.size(); ++i) left += chances[best_first[i]];
        chance *= left > 0 ? chances[best_first[place]] / left : 1 / static_cast<double>(best_first.size() - place);
    }
    return chance;
}

/// The ballots that a member can cast, what each adds to a tally, and how likely each is.
template <class Rule>
class possible_ballots {
public:
    constexpr possible_ballots(const Rule& rule, const preferences& members) {
        const std::size_t options = members.options();
        const std::size_t places = rule.places(options);
        std::vector<std::uint64_t> added;
        if constexpr (reads_the_favourite<Rule>) {
            for (std::size_t favourite = 0; favourite < options; ++favourite) {
                added.assign(places, 0);
                rule.count(favourite, std::span{added});
                added_.push_back(added);
            }
        } else {
            for (std::size_t member = 0; member < members.members(); ++member) {
                const auto ranking = members.ranking(member);
                if (!ranking.empty()) orders_.emplace_back(ranking.begin(), ranking.end());
                all_ = all_ || ranking.empty();
            }
            if (all_) {
                order_of_options order(options);
                std::iota(order.begin(), order.end(), std::size_t{0});
                orders_.clear();
                do orders_.push_back(order);
                while (std::next_permutation(order.begin(), order.end()));
            }
            std::sort(orders_.begin(), orders_.end());
            orders_.erase(std::unique(orders_.begin(), orders_.end()), orders_.end());
            for (const order_of_options& order : orders_) {
                added.assign(places, 0);
                rule.count(std::span<const std::size_t>{order}, std::span{added});
                added_.push_back(added);
            }
        }
    }

    [[nodiscard]] constexpr const std::vector<std::vector<std::uint64_t>>& added() const noexcept { return added_; }

    [[nodiscard]] constexpr std::vector<double> chances(const preferences& members, std::size_t member) const {
        const auto chances = members.chances(member);
        if constexpr (reads_the_favourite<Rule>) {
            return {chances.begin(), chances.end()};
        } else {
            std::vector<double> of_orders;
            const auto ranking = members.ranking(member);
            for (const order_of_options& order : orders_) {
                of_orders.push_back(
                    ranking.empty() ? chance_of_order(chances, order)
                                    : static_cast<double>(std::equal(ranking.begin(), ranking.end(), order.begin())));
            }
            return of_orders;
        }
    }

private:
    bool all_ = false;
    std::vector<order_of_options> orders_;
    std::vector<std::vector<std::uint64_t>> added_;
};

[[noreturn]] inline void refuse_exactness(const preferences& members) {
    throw std::invalid_argument{"emptor::exact_choice: " + std::to_string(members.members()) + " members and " +
                                std::to_string(members.options()) + " options can come to more than " +
                                std::to_string(most_exact_tallies) + " tallies, or take more than " +
                                std::to_string(most_exact_steps) + " steps; simulated_choice estimates them"};
}

/// Whether what ballots add are votes, each for one option: then the number of tallies is known beforehand.
[[nodiscard]] constexpr bool are_votes(const std::vector<std::vector<std::uint64_t>>& added) noexcept {
    for (std::size_t i = 0; i < added.size(); ++i) {
        if (added[i].size() != added.size()) return false;
        for (std::size_t j = 0; j < added.size(); ++j) {
            if (added[i][j] != (i == j ? 1U : 0U)) return false;
        }
    }
    return true;
}

/// Whether votes of members, each of whom may vote for any option, are too many to be counted exactly. After m members
/// there are C(m + options - 1, options - 1) tallies.
[[nodiscard]] constexpr bool too_many_votes(std::size_t members, std::size_t options) noexcept {
    double tallies = 1, steps = 0;
    for (std::size_t m = 0; m < members; ++m) {
        steps += tallies * static_cast<double>(options);
        tallies *= static_cast<double>(m + options) / static_cast<double>(m + 1);
        if (tallies > most_exact_tallies || steps > most_exact_steps) return true;
    }
    return false;
}

/// The most options of which all orders are gone through.
inline constexpr std::size_t most_ordered_options = 8;

/// All tallies that a group can come to.
template <class Rule>
constexpr tally_states all_tallies(const Rule& rule, const preferences& members) {
    static_assert(is_tally_rule<Rule>);
    require_members(members, "emptor::exact_choice");
    if constexpr (!reads_the_favourite<Rule>) {
        bool uncertain = false;
        for (std::size_t i = 0; i < members.members(); ++i) uncertain = uncertain || members.ranking(i).empty();
        if (uncertain && members.options() > most_ordered_options) refuse_exactness(members);
    }
    const possible_ballots<Rule> possible{rule, members};
    if constexpr (reads_the_favourite<Rule>) {
        bool any_vote = are_votes(possible.added());
        for (std::size_t i = 0; i < members.members() && any_vote; ++i) {
            const auto chances = members.chances(i);
            any_vote = std::all_of(chances.begin(), chances.end(), [](double chance) { return chance > 0; });
        }
        if (any_vote && too_many_votes(members.members(), members.options())) refuse_exactness(members);
    }
    std::uint64_t most = 0;
    for (const auto& added : possible.added()) most = std::max(most, *std::max_element(added.begin(), added.end()));
    tally_states states{static_cast<std::size_t>(rule.places(members.options())), most * members.members()};
    std::vector<std::uint64_t> vectors;
    for (const auto& added : possible.added()) {
        const auto words = states.packed(added);
        vectors.insert(vectors.end(), words.begin(), words.end());
    }
    std::size_t steps_left = most_exact_steps;
    for (std::size_t member = 0; member < members.members(); ++member) {
        if (states.size() > steps_left / possible.added().size()) refuse_exactness(members);
        steps_left -= states.size() * possible.added().size();
        if (!states.add(vectors, possible.chances(members, member), most_exact_tallies)) refuse_exactness(members);
    }
    return states;
}

}  // namespace detail

/// The chance of each option when members vote independently by their preferences and a tally rule decides: the sum
/// over all tallies of their probability times what the rule decides, found by adding one member after the other to the
/// distribution of tallies. Votes for favourites have C(members + options - 1, options - 1) tallies.
///
/// Where the rule repeats, the group votes anew until it chooses; it is undecided where it never can.
/// @throws std::invalid_argument if there is no member, or there are more than 1,000,000 tallies, 100,000,000 steps
///         in all, or, for rules that read orders, 8 options and a member without a ranking.
template <class Rule>
[[nodiscard]] constexpr group_choice exact_choice(const Rule& rule, const preferences& members) {
    static_assert(detail::is_tally_rule<Rule>);
    std::vector<double> chances(members.options(), 0);
    double undecided = 0;
    detail::all_tallies(rule, members).for_each([&](std::span<const std::uint64_t> tally, double probability) {
        const group_choice choice = rule.decide(tally, members.options());
        for (std::size_t i = 0; i < chances.size(); ++i) chances[i] += probability * choice[i];
        undecided += probability * choice.undecided();
    });
    const group_choice choice{std::move(chances), undecided};
    if constexpr (detail::repeats<Rule>) return choice.once_decided().value_or(choice);
    return choice;
}

}  // namespace emptor
