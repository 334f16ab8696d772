// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Who holds power in a vote, which is not who has how many votes.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <emptor/roles/detail/big_unsigned.hpp>
#include <emptor/roles/detail/swings.hpp>
#include <emptor/roles/exact_ratio.hpp>
#include <emptor/roles/simple_game.hpp>
#include <emptor/roles/weighted_game.hpp>

namespace emptor {

/// What a member can turn by joining or leaving.
struct banzhaf_power {
    exact_ratio swings;       ///< coalitions of others that win if and only if the member joins them; a whole number
    exact_ratio probability;  ///< of a swing, if each other member joins or not by the toss of a coin
    exact_ratio share;        ///< of the swings of all members, so that shares add up to 1
};

namespace detail {

/// How often a member of n is the one who turns a loss into a win, of the n! orders in which all can join: the sum over
/// sizes s of swings(s) s! (n - 1 - s)!.
class pivots {
public:
    constexpr explicit pivots(std::size_t members) : factorials_{1} {
        for (std::uint64_t i = 1; i <= members; ++i) factorials_.push_back(factorials_.back() * big_unsigned{i});
        for (std::size_t size = 0; size < members; ++size) {
            orders_.push_back(factorials_[size] * factorials_[members - 1 - size]);
        }
    }

    template <class Count>
    [[nodiscard]] constexpr exact_ratio share(const std::vector<Count>& swings) const {
        big_unsigned turned;
        for (std::size_t size = 0; size < orders_.size(); ++size) turned.add_product(swings[size], orders_[size]);
        return {std::move(turned), factorials_.back()};
    }

private:
    std::vector<big_unsigned> factorials_;
    std::vector<big_unsigned> orders_;  // of those before and after a member whom `size` precede
};

constexpr std::vector<banzhaf_power> banzhaf_of(const std::vector<big_unsigned>& swings) {
    big_unsigned all;
    for (const big_unsigned& of_member : swings) all += of_member;
    const big_unsigned coalitions = big_unsigned::power_of_two(swings.size() - 1);
    std::vector<banzhaf_power> power;
    power.reserve(swings.size());
    for (const big_unsigned& of_member : swings) {
        power.push_back({.swings = {of_member, 1}, .probability = {of_member, coalitions}, .share = {of_member, all}});
    }
    return power;
}

}  // namespace detail

/// The Shapley-Shubik index of each member: how often it is the one whose vote carries the decision, over all orders in
/// which members may come round to it (L. S. Shapley and M. Shubik 1954, Am. Polit. Sci. Rev. 48, 787-792). The shares
/// add up to 1.
///
/// Exact: all coalitions of a simple game are gone through; those of a weighted game are counted by size and weight, in
/// members^2 quota steps at most.
[[nodiscard]] constexpr std::vector<exact_ratio> shapley_shubik(const simple_game& game) {
    const detail::pivots pivots{game.members()};
    std::vector<exact_ratio> shares;
    for (std::size_t member = 0; member < game.members(); ++member) {
        shares.push_back(pivots.share(game.swings_by_size(member)));
    }
    return shares;
}

/// @throws std::invalid_argument for more than 1024 members, or if the counts would take more than 1 GiB.
[[nodiscard]] constexpr std::vector<exact_ratio> shapley_shubik(const weighted_game& game) {
    const detail::small_game small{game};
    if (detail::coalitions_are_fewer(small)) return shapley_shubik(detail::coalition_by_coalition(small));
    const detail::pivots pivots{game.members()};
    std::vector<exact_ratio> shares;
    detail::with_table<true>(small, "emptor::shapley_shubik", [&](const auto& table) {
        shares = detail::answer_of_each_member(small,
                                               [&](std::size_t weight) { return pivots.share(table.swings(weight)); });
    });
    return shares;
}

/// The Banzhaf index of each member, by the number of coalitions for which its vote decides (J. F. Banzhaf 1965,
/// Rutgers Law Review 19, 317-343; L. S. Penrose 1946, J. R. Stat. Soc. 109, 53-57).
[[nodiscard]] constexpr std::vector<banzhaf_power> banzhaf(const simple_game& game) {
    std::vector<detail::big_unsigned> swings(game.members());
    for (std::size_t member = 0; member < game.members(); ++member) {
        for (const std::uint64_t of_size : game.swings_by_size(member)) swings[member] += of_size;
    }
    return detail::banzhaf_of(swings);
}

/// @throws std::invalid_argument for more than 1024 members, or if the counts would take more than 1 GiB.
[[nodiscard]] constexpr std::vector<banzhaf_power> banzhaf(const weighted_game& game) {
    const detail::small_game small{game};
    if (detail::coalitions_are_fewer(small)) return banzhaf(detail::coalition_by_coalition(small));
    std::vector<detail::big_unsigned> swings;
    detail::with_table<false>(small, "emptor::banzhaf", [&](const auto& table) {
        swings = detail::answer_of_each_member(small, [&](std::size_t weight) { return table.swings(weight)[0]; });
    });
    return detail::banzhaf_of(swings);
}

}  // namespace emptor
