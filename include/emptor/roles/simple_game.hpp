// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Any rule by which some members together can carry a decision.

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace emptor {

/// Some members of a group of at most 32: bit i is set where member i is one of them.
using coalition = std::uint32_t;

/// Says whether a coalition carries the decision.
template <class Wins>
concept winning_rule = std::predicate<Wins&, coalition>;

/// A group of at most 24 members and the coalitions that carry a decision (a simple game: J. von Neumann and
/// O. Morgenstern 1944, Theory of Games and Economic Behavior, chapter X): two keys of three, a veto, two chambers.
class simple_game {
public:
    static constexpr std::size_t most_members = 24;

    /// Asks `wins` once about each of the 2^members coalitions.
    /// @throws std::invalid_argument if there are not 1 to 24 members, the empty coalition wins, the coalition of all
    ///         loses, or a coalition wins but loses when another member joins it.
    template <winning_rule Wins>
    constexpr simple_game(std::size_t members, Wins wins) : members_{members} {
        if (members < 1 || members > most_members) {
            throw std::invalid_argument{"emptor::simple_game: " + std::to_string(members) +
                                        " members; there must be from 1 to 24"};
        }
        const coalition all = coalition{1} << members;
        wins_.assign((all + word_bits - 1) / word_bits, 0);
        for (coalition some = 0; some < all; ++some) {
            if (wins(some)) wins_[some / word_bits] |= std::uint64_t{1} << (some % word_bits);
        }
        if (this->wins(0)) throw std::invalid_argument{"emptor::simple_game: nobody wins; nobody must lose"};
        if (!this->wins(all - 1)) throw std::invalid_argument{"emptor::simple_game: all together lose; all must win"};
        for (std::size_t member = 0; member < members; ++member) refuse_harm(member);
    }

    [[nodiscard]] constexpr std::size_t members() const noexcept { return members_; }

    /// @pre `some` has no member the game has not.
    [[nodiscard]] constexpr bool wins(coalition some) const noexcept {
        return (wins_[some / word_bits] >> (some % word_bits) & 1) != 0;
    }

    /// How many coalitions of each size, from 0 to all others, win if and only if `member` joins them.
    [[nodiscard]] constexpr std::vector<std::uint64_t> swings_by_size(std::size_t member) const {
        std::vector<std::uint64_t> swings(members_, 0);
        for (std::size_t word = 0; word < wins_.size(); ++word) {
            const std::uint64_t turned = with(member, word) & ~wins_[word];
            if (turned == 0) continue;
            const auto high = static_cast<std::size_t>(std::popcount(word));
            for (std::size_t low = 0; low < of_size.size(); ++low) {
                const auto found = static_cast<std::uint64_t>(std::popcount(turned & of_size[low]));
                if (found != 0) swings[high + low] += found;
            }
        }
        return swings;
    }

private:
    static constexpr std::size_t word_bits = 64;
    static constexpr std::size_t members_in_word = 6;

    /// Bit i is set where i, a coalition of the first six members, has so many of them.
    static constexpr std::array<std::uint64_t, members_in_word + 1> of_size = [] {
        std::array<std::uint64_t, members_in_word + 1> sets{};
        for (unsigned some = 0; some < word_bits; ++some) {
            sets[static_cast<std::size_t>(std::popcount(some))] |= std::uint64_t{1} << some;
        }
        return sets;
    }();

    /// Bit i is set where i, a coalition of the first six members, is without this one of them.
    static constexpr std::array<std::uint64_t, members_in_word> without = [] {
        std::array<std::uint64_t, members_in_word> sets{};
        for (unsigned some = 0; some < word_bits; ++some) {
            for (std::size_t member = 0; member < members_in_word; ++member) {
                if ((some >> member & 1) == 0) sets[member] |= std::uint64_t{1} << some;
            }
        }
        return sets;
    }();

    /// For the 64 coalitions of this word: those without `member` that win with it; 0 for those that have it.
    [[nodiscard]] constexpr std::uint64_t with(std::size_t member, std::size_t word) const noexcept {
        if (member < members_in_word) return wins_[word] >> (std::size_t{1} << member) & without[member];
        const std::size_t bit = std::size_t{1} << (member - members_in_word);
        return (word & bit) != 0 ? 0 : wins_[word | bit];
    }

    constexpr void refuse_harm(std::size_t member) const {
        for (std::size_t word = 0; word < wins_.size(); ++word) {
            std::uint64_t harmed = wins_[word] & ~with(member, word);
            if (member < members_in_word) {
                harmed &= without[member];
            } else if ((word >> (member - members_in_word) & 1) != 0) {
                harmed = 0;
            }
            if (harmed == 0) continue;
            const auto some = word * word_bits + static_cast<std::size_t>(std::countr_zero(harmed));
            throw std::invalid_argument{"emptor::simple_game: coalition " + written(some) +
                                        " wins, and loses with member " + std::to_string(member) +
                                        "; who joins must do no harm"};
        }
    }

    /// The members of a coalition: `{0, 2}`.
    [[nodiscard]] static constexpr std::string written(std::size_t some) {
        std::string members = "{";
        for (std::size_t member = 0; some >> member != 0; ++member) {
            if ((some >> member & 1) == 0) continue;
            if (members.size() > 1) members += ", ";
            members += std::to_string(member);
        }
        members += '}';
        return members;
    }

    std::size_t members_;
    std::vector<std::uint64_t> wins_;  // a bit a coalition
};

}  // namespace emptor
