// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Whose mind to change.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <emptor/roles/group_choice.hpp>
#include <emptor/roles/group_rule.hpp>
#include <emptor/roles/preferences.hpp>

namespace emptor {

/// What a member's preference for an option means to the group's chance of choosing it.
struct member_influence {
    std::size_t member{};
    double now{};      ///< the group's chance of choosing the option
    double if_won{};   ///< the same, were the member sure of the option, or ranked it first
    double if_lost{};  ///< the same, had the member ruled the option out, or ranked it last

    /// The change of the group's chance by a small change of the member's, its chances of other options shrinking or
    /// growing in proportion (alike, where all are 0). Nothing for a member with a ranking.
    std::optional<double> slope;

    [[nodiscard]] constexpr double gain() const noexcept { return if_won - now; }
    [[nodiscard]] constexpr double risk() const noexcept { return now - if_lost; }
};

namespace detail {

/// The member's chances with this chance of an option, and those of others in proportion.
constexpr std::vector<double> moved_to(std::span<const double> chances, std::size_t option, double chance) {
    std::vector<double> moved(chances.begin(), chances.end());
    double others = 0;
    for (std::size_t i = 0; i < moved.size(); ++i) others += i == option ? 0 : moved[i];
    for (std::size_t i = 0; i < moved.size(); ++i) {
        moved[i] = others > 0 ? moved[i] / others * (1 - chance) : (1 - chance) / static_cast<double>(moved.size() - 1);
    }
    moved[option] = chance;
    return moved;
}

constexpr order_of_options moved_to_end(std::span<const std::size_t> ranking, std::size_t option, bool first) {
    order_of_options moved(ranking.begin(), ranking.end());
    const auto at = std::find(moved.begin(), moved.end(), option);
    if (first) {
        std::rotate(moved.begin(), at, at + 1);
    } else {
        std::rotate(at, at + 1, moved.end());
    }
    return moved;
}

}  // namespace detail

/// How much hangs on one member, under any group rule. The slope is a difference quotient of fourth order over steps of
/// 0.001 of the member's chance, right to about 10 digits; that of a rule that simulates is noise, its `if_won` is not.
/// @throws std::invalid_argument if there is no such member or option, and whatever the rule throws.
template <class Rule>
[[nodiscard]] constexpr member_influence influence(const Rule& rule, const preferences& members, std::size_t member,
                                                   std::size_t option) {
    static_assert(detail::is_group_rule<Rule>);
    const double own = members.chance(member, option);
    const auto group = [&](const preferences& changed) { return static_cast<group_choice>(rule(changed))[option]; };
    member_influence found{.member = member, .now = group(members), .if_won = 0, .if_lost = 0, .slope = {}};
    found.if_won = found.if_lost = found.now;
    if (members.options() == 1) return found;
    const auto ranking = members.ranking(member);
    if (!ranking.empty()) {
        found.if_won = group(members.with_ranking(member, detail::moved_to_end(ranking, option, true)));
        found.if_lost = group(members.with_ranking(member, detail::moved_to_end(ranking, option, false)));
        return found;
    }
    const auto group_at = [&](double chance) {
        return group(members.with(member, detail::moved_to(members.chances(member), option, chance)));
    };
    found.if_won = group_at(1);
    found.if_lost = group_at(0);
    constexpr double step = 1e-3;
    const auto at = [&](int steps) { return group_at(own + steps * step); };
    if (own < 2 * step || own > 1 - 2 * step) {
        const int inwards = own < 0.5 ? 1 : -1;
        found.slope =
            inwards *
            (-25 * at(0) + 48 * at(inwards) - 36 * at(2 * inwards) + 16 * at(3 * inwards) - 3 * at(4 * inwards)) /
            (12 * step);
    } else {
        found.slope = (at(-2) - 8 * at(-1) + 8 * at(1) - at(2)) / (12 * step);
    }
    return found;
}

/// The influence of all members on an option: first who brings most if won for it; alike, in the order of members.
/// @throws std::invalid_argument if there is no such option, and whatever the rule throws.
template <class Rule>
[[nodiscard]] constexpr std::vector<member_influence> whom_to_convince(const Rule& rule, const preferences& members,
                                                                       std::size_t option) {
    std::vector<member_influence> all;
    for (std::size_t member = 0; member < members.members(); ++member) {
        all.push_back(influence(rule, members, member, option));
    }
    std::sort(all.begin(), all.end(), [](const member_influence& left, const member_influence& right) {
        return left.if_won != right.if_won ? left.if_won > right.if_won : left.member < right.member;
    });
    return all;
}

}  // namespace emptor
