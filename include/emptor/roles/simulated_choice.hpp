// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a group chooses, estimated where there are too many ballots to go through.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/roles/detail/unit_interval.hpp>
#include <emptor/roles/exact_choice.hpp>
#include <emptor/roles/group_choice.hpp>
#include <emptor/roles/group_rule.hpp>
#include <emptor/roles/preferences.hpp>

namespace emptor {

/// What a simulation found, and how far it may be off.
struct estimated_choice {
    group_choice choice;

    /// The standard error of each option's chance: the standard deviation of what a ballot round decided, over the
    /// square root of the rounds that count; nothing where fewer than 2 do. It is 0 for an option never, or always,
    /// chosen: then the chance is within 3 / rounds of that with 95 % confidence.
    std::vector<std::optional<double>> standard_errors;

    std::uint64_t rounds{};   ///< of ballots
    std::uint64_t counted{};  ///< of these, all, or for a rule that repeats those that decided
};

namespace detail {

/// The first option, of those left, at which the sum of chances passes a random part of their sum.
template <class Generator>
constexpr std::size_t drawn(std::span<const double> chances, std::span<const std::size_t> left, Generator& random) {
    double sum = 0;
    for (const std::size_t option : left) sum += chances[option];
    const double part = unit_interval(random);
    if (sum == 0) return static_cast<std::size_t>(part * static_cast<double>(left.size()));
    double passed = 0;
    std::size_t possible = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (chances[left[i]] == 0) continue;
        possible = i;
        passed += chances[left[i]];
        if (part * sum < passed) break;
    }
    return possible;
}

}  // namespace detail

/// Draws a ballot of each member, independently and by its preferences, lets a tally rule decide, and does so `rounds`
/// times. One state of the generator, one answer, on every standard library.
/// @param random for instance `std::mt19937_64`; it is left further on.
/// @throws std::invalid_argument if there is no member or no round.
template <class Rule, random_bits Generator>
[[nodiscard]] estimated_choice simulated_choice(const Rule& rule, const preferences& members, std::uint64_t rounds,
                                                Generator& random) {
    static_assert(detail::is_tally_rule<Rule>);
    detail::require_members(members, "emptor::simulated_choice");
    if (rounds == 0) throw std::invalid_argument{"emptor::simulated_choice: 0 rounds; there must be 1 or more"};
    const std::size_t options = members.options();
    std::vector<std::uint64_t> tally(static_cast<std::size_t>(rule.places(options)), 0);
    std::vector<double> sums(options, 0);
    std::vector<double> squares(options, 0);
    double undecided = 0;
    std::uint64_t counted = 0;
    order_of_options order;
    for (std::uint64_t round = 0; round < rounds; ++round) {
        tally.assign(tally.size(), 0);
        for (std::size_t member = 0; member < members.members(); ++member) {
            const auto ranking = members.ranking(member);
            order.assign(ranking.begin(), ranking.end());
            if (ranking.empty()) {
                for (std::size_t i = 0; i < options; ++i) order.push_back(i);
                const std::size_t drawn = reads_the_favourite<Rule> ? 1 : options - 1;
                for (std::size_t place = 0; place < drawn; ++place) {
                    const auto left = std::span{order}.subspan(place);
                    // Those left keep their order, so that the draw does not depend on draws before.
                    const auto chosen = left.begin() + static_cast<std::ptrdiff_t>(
                                                           detail::drawn(members.chances(member), left, random));
                    std::rotate(left.begin(), chosen, chosen + 1);
                }
            }
            if constexpr (reads_the_favourite<Rule>) {
                rule.count(order.front(), std::span{tally});
            } else {
                rule.count(std::span<const std::size_t>{order}, std::span{tally});
            }
        }
        const group_choice decided = rule.decide(std::span<const std::uint64_t>{tally}, options);
        if (detail::repeats<Rule> && decided.undecided() == 1) continue;
        ++counted;
        undecided += decided.undecided();
        for (std::size_t i = 0; i < options; ++i) {
            sums[i] += decided[i];
            squares[i] += decided[i] * decided[i];
        }
    }
    const auto n = static_cast<double>(counted);
    std::vector<std::optional<double>> errors(options);
    for (std::size_t i = 0; i < options && counted > 1; ++i) {
        errors[i] = std::sqrt(std::max(0.0, squares[i] - sums[i] * sums[i] / n) / (n - 1) / n);
    }
    if (counted == 0) return {group_choice{std::move(sums), 1}, std::move(errors), rounds, 0};
    for (double& sum : sums) sum /= n;
    return {group_choice{std::move(sums), undecided / n}, std::move(errors), rounds, counted};
}

/// A tally rule as a group rule that simulates: each question is answered from the same state of the generator, so that
/// answers to like questions are off alike, and their differences, as in `influence`, hardly.
template <class Rule, random_bits Generator>
class by_simulation {
public:
    /// @throws std::invalid_argument for no round.
    constexpr by_simulation(Rule rule, std::uint64_t rounds, Generator random)
        : rule_{std::move(rule)}, rounds_{rounds}, random_{std::move(random)} {
        static_assert(detail::is_tally_rule<Rule>);
        if (rounds == 0) throw std::invalid_argument{"emptor::by_simulation: 0 rounds; there must be 1 or more"};
    }

    /// @throws std::invalid_argument if there is no member.
    [[nodiscard]] constexpr group_choice operator()(const preferences& members) const {
        Generator random = random_;
        return simulated_choice(rule_, members, rounds_, random).choice;
    }

private:
    [[no_unique_address]] Rule rule_;
    std::uint64_t rounds_;
    Generator random_;
};

}  // namespace emptor
