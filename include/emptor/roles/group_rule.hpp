// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How a group comes from what its members prefer to what it chooses.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/roles/group_choice.hpp>
#include <emptor/roles/preferences.hpp>

namespace emptor {

/// How a group chooses: called with the preferences of its members it answers with the chance of each option. A class
/// of your own serves wherever a ready-made rule does:
///
///     struct first_member_decides {
///         emptor::group_choice operator()(const emptor::preferences& members) const {
///             const auto chances = members.chances(0);
///             return emptor::group_choice{{chances.begin(), chances.end()}};
///         }
///     };
template <class Rule>
concept group_rule = requires(const Rule& rule, const preferences& members) {
    { rule(members) } -> std::convertible_to<group_choice>;
};

/// Reads of a ballot just the option voted for.
template <class Rule>
concept reads_the_favourite =
    requires(const Rule& rule, std::size_t favourite, std::span<std::uint64_t> tally) { rule.count(favourite, tally); };

/// Reads of a ballot the order of all options, the best first.
template <class Rule>
concept reads_the_order = requires(const Rule& rule, std::span<const std::size_t> best_first,
                                   std::span<std::uint64_t> tally) { rule.count(best_first, tally); };

/// How ballots decide, whoever cast them: each adds whole numbers to a tally, and the tally tells the choice.
///
/// `places(options)` is the length of the tally, `count(favourite, tally)` or `count(best_first, tally)` adds a ballot
/// to it, and `decide(tally, options)` answers with the chance of each option, ties shared. For a rule that can be said
/// in this way, a group of uncertain members is computed without going through all their ballots (`exact_choice`), or
/// simulated (`simulated_choice`). Where the group votes again until it chooses, the rule says so: `repeats` is true.
template <class Rule>
concept tally_rule = (reads_the_favourite<Rule> || reads_the_order<Rule>) &&
                     requires(const Rule& rule, std::span<const std::uint64_t> tally, std::size_t options) {
                         { rule.places(options) } -> std::convertible_to<std::size_t>;
                         { rule.decide(tally, options) } -> std::convertible_to<group_choice>;
                     };

namespace detail {

template <class Rule>
inline constexpr bool repeats = false;

template <class Rule>
    requires requires { requires Rule::repeats; }
inline constexpr bool repeats<Rule> = true;

/// Refuse in a sentence what is no rule. A variable, since its initialiser is looked at before anything else can fail.
template <class Rule>
inline constexpr bool is_group_rule = [] {
    static_assert(group_rule<Rule>,
                  "a group rule is called with `const emptor::preferences&` and answers with an emptor::group_choice");
    return true;
}();

template <class Rule>
inline constexpr bool is_tally_rule = [] {
    static_assert(
        tally_rule<Rule>,
        "a tally rule has `places(options)`, `count(favourite or order, tally)` and `decide(tally, options)`");
    return true;
}();

/// A group of nobody chooses nothing.
constexpr void require_members(const preferences& members, const char* rule) {
    if (members.members() > 0) return;
    std::string text = rule;
    throw std::invalid_argument{text.append(": no members; there must be 1 or more")};
}

/// One for the options that have the most, shared alike.
template <class Number>
constexpr group_choice most_of(std::span<const Number> numbers) {
    Number most = numbers[0];
    std::size_t shared = 0;
    for (const Number number : numbers) {
        if (number > most) {
            most = number;
            shared = 0;
        }
        shared += number == most ? 1 : 0;
    }
    std::vector<double> chances;
    for (const Number number : numbers) chances.push_back(number == most ? 1 / static_cast<double>(shared) : 0);
    return group_choice{std::move(chances)};
}

}  // namespace detail

}  // namespace emptor
