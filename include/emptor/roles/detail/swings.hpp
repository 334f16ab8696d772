// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// For whom the vote of a member decides: exact counts of coalitions.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/roles/detail/big_unsigned.hpp>
#include <emptor/roles/simple_game.hpp>
#include <emptor/roles/weighted_game.hpp>

namespace emptor::detail {

/// A game in the smallest numbers of the same swings: divided by what divides all weights, no weight above the quota,
/// and of the game and its dual (who can block here wins there; no swing differs) the one of the lower quota.
struct small_game {
    std::size_t quota{};
    std::vector<std::size_t> weights;  // of each member
    std::vector<std::size_t> sorted;   // ascending

    constexpr explicit small_game(const weighted_game& game) {
        std::uint64_t shared = 0;
        for (const std::uint64_t weight : game.weights()) shared = std::gcd(shared, weight);
        const std::uint64_t least = (game.quota() - 1) / shared + 1;
        quota = static_cast<std::size_t>(std::min(least, game.total() / shared - least + 1));
        for (const std::uint64_t weight : game.weights()) {
            weights.push_back(std::min(static_cast<std::size_t>(weight / shared), quota));
        }
        sorted = weights;
        std::sort(sorted.begin(), sorted.end());
    }
};

/// Counts in digits of 52 bits, the least first, in words of 64: sums need no carry until 2^11 counts were added, and
/// differences may be below 0 on the way. The value is taken modulo 2^(52 Digits), which is enough for a count below
/// that.
template <std::size_t Digits>
using loose_count = std::array<std::uint64_t, Digits>;

inline constexpr unsigned loose_bits = 52;

/// Brings every digit below 2^52.
template <std::size_t Digits>
constexpr void carry(loose_count<Digits>& count) noexcept {
    constexpr std::uint64_t digit = (std::uint64_t{1} << loose_bits) - 1;
    for (std::size_t i = 0; i < Digits; ++i) {
        // The sign goes along: a digit below 0 borrows.
        const auto over = static_cast<std::uint64_t>(static_cast<std::int64_t>(count[i]) >> loose_bits);
        if (i + 1 < Digits) count[i + 1] += over;
        count[i] &= digit;
    }
}

/// How many coalitions there are of each size and each weight below the quota, then below each weight: the
/// coefficients of the generating function prod (1 + y x^w) over the members (S. J. Brams and P. J. Affuso 1976, Theory
/// and Decision 7, 29-56, after D. G. Cantor). Without `BySize` all sizes are one: prod (1 + x^w).
///
/// A member of weight v is taken out again by a division by 1 + y x^v, that is, the sum over j of
/// (-1)^j c(s - j, w - j v). The windows of weights where the member decides, [q - v, q), then lie end to end, so that
/// running sums answer each with two look-ups, and no member needs a table of its own.
template <std::size_t Digits, bool BySize>
class coalition_table {
public:
    constexpr explicit coalition_table(const small_game& game) : quota_{game.quota}, rows_{rows_of(game)}, below_{0} {
        for (const std::size_t weight : game.sorted) below_.push_back(below_.back() + weight);
        std::size_t cells = 0;
        for (std::size_t row = 0; row < rows_; ++row) {
            begin_.push_back(cells - lightest(row));  // wraps where the row has no cell for 0
            cells += quota_ - lightest(row);
        }
        cells_.assign(cells, count{});
        cells_[0][0] = 1;
        // Light members first: what coalitions of a size can weigh stays narrow.
        for (std::size_t done = 0; done < game.sorted.size(); done += at_once) {
            const std::size_t next = std::min(game.sorted.size() - done, at_once);
            if constexpr (BySize) {
                // Several members a pass, each a row behind the one before, so that rows are used while they are near.
                for (std::size_t last = std::min(done + next, rows_ + next - 2); last > 0; --last) {
                    for (std::size_t i = next - std::min(next, last); i < next; ++i)
                        join(done + i, last + 1 + i - next);
                    if (last < rows_) settle(last, done + next);
                }
            } else {
                for (std::size_t i = 0; i < next; ++i) join(done + i);
                settle(0, game.sorted.size());
            }
        }
        for (std::size_t row = 0; row < rows_; ++row) {
            for (std::size_t at = lightest(row) + 1; at < quota_; ++at) {
                add(cell(row, at), cell(row, at - 1));
                carry(cell(row, at));
            }
        }
    }

    /// For each size (or for all sizes at once, in one) how many coalitions of others win if and only if a member of
    /// this weight joins them.
    [[nodiscard]] constexpr std::vector<big_unsigned> swings(std::size_t weight) const {
        std::vector<count> found(BySize ? below_.size() - 1 : 1, count{});
        if (weight == 0) return std::vector<big_unsigned>(found.size());
        std::vector<count> upper;
        for (std::size_t row = 0; row < rows_; ++row) upper.push_back(cell(row, quota_ - 1));
        std::size_t end = quota_;
        for (std::size_t taken = 0; end > 0 && (!BySize || taken < found.size()); ++taken) {
            const std::size_t begin = end - std::min(end, weight);
            for (std::size_t row = 0; row < rows_ && lightest(row) < end; ++row) {
                const count lower = begin > lightest(row) ? cell(row, begin - 1) : count{};
                const std::size_t size = BySize ? row + taken : 0;
                if (size < found.size()) {
                    for (std::size_t i = 0; i < Digits; ++i) {
                        const std::uint64_t window = upper[row][i] - lower[i];
                        found[size][i] += taken % 2 == 0 ? window : 0 - window;
                    }
                    if (taken % at_once == at_once - 1) carry(found[size]);
                }
                upper[row] = lower;
            }
            end = begin;
        }
        std::vector<big_unsigned> swings;
        swings.reserve(found.size());
        for (count& of_size : found) {
            carry(of_size);
            swings.push_back(big_unsigned::of_digits(of_size, loose_bits));
        }
        return swings;
    }

    /// The sizes of the coalitions below the quota.
    [[nodiscard]] static constexpr std::size_t rows_of(const small_game& game) noexcept {
        if (!BySize) return 1;
        std::size_t size = 0;
        for (std::size_t weight = 0; size < game.sorted.size() && game.sorted[size] < game.quota - weight; ++size) {
            weight += game.sorted[size];
        }
        return size + 1;
    }

private:
    using count = loose_count<Digits>;

    /// Each member that joins doubles a count at most.
    static constexpr std::size_t at_once = 63 - loose_bits - 1;

    /// Lets a member join the coalitions of `row - 1`, which have seen the members before only.
    constexpr void join(std::size_t member, std::size_t row) noexcept {
        if (row >= rows_ || row > member + 1) return;
        const std::size_t weight = below_[member + 1] - below_[member];
        const std::size_t heaviest = below_[member] - below_[member + 1 - row] + weight;
        const std::size_t begin = below_[row - 1] + weight;
        const std::size_t end = std::min(heaviest + 1, quota_);
        if (begin >= end) return;
        count* const to = &cell(row, begin);
        const count* const from = &cell(row - 1, begin - weight);
        for (std::size_t i = 0; i < end - begin; ++i) add(to[i], from[i]);
    }

    /// Lets a member join the coalitions of all sizes.
    constexpr void join(std::size_t member) noexcept {
        const std::size_t weight = below_[member + 1] - below_[member];
        count* const all = cells_.data();
        for (std::size_t at = std::min(below_[member + 1] + 1, quota_); at-- > weight;) add(all[at], all[at - weight]);
    }

    /// Carries in a row of so many members.
    constexpr void settle(std::size_t row, std::size_t members) noexcept {
        const std::size_t heaviest = below_[members] - (BySize ? below_[members - row] : 0);
        const std::size_t end = std::min(heaviest + 1, quota_);
        if (lightest(row) >= end) return;
        count* const counts = &cell(row, lightest(row));
        for (std::size_t i = 0; i < end - lightest(row); ++i) carry(counts[i]);
    }

    /// The lightest coalition of a row.
    [[nodiscard]] constexpr std::size_t lightest(std::size_t row) const noexcept { return BySize ? below_[row] : 0; }

    static constexpr void add(count& to, const count& from) noexcept {
        for (std::size_t i = 0; i < Digits; ++i) to[i] += from[i];
    }

    [[nodiscard]] constexpr count& cell(std::size_t row, std::size_t weight) noexcept {
        return cells_[begin_[row] + weight];
    }
    [[nodiscard]] constexpr const count& cell(std::size_t row, std::size_t weight) const noexcept {
        return cells_[begin_[row] + weight];
    }

    std::size_t quota_;
    std::size_t rows_;
    std::vector<std::size_t> below_;  // what the lightest 0, 1, 2, ... members weigh
    std::vector<std::size_t> begin_;  // of the rows, less their lightest weights
    std::vector<count> cells_;        // of each row those from its lightest weight to the quota
};

inline constexpr std::size_t most_voters = 1024;

/// What a table may take: 1 GiB.
inline constexpr std::size_t most_table_words = std::size_t{1} << 27;

/// Calls `use` with a table of counts wide enough for the game.
/// @throws std::invalid_argument if there are more than 1024 members, or the table would take more than 1 GiB.
template <bool BySize, class Use>
constexpr void with_table(const small_game& game, const char* what, Use use) {
    const std::size_t members = game.weights.size();
    if (members > most_voters) {
        throw std::invalid_argument{std::string{what} + ": " + std::to_string(members) +
                                    " members; there may be 1024 at most"};
    }
    const std::size_t digits = std::bit_ceil((members + loose_bits - 1) / loose_bits);
    const std::size_t rows = coalition_table<1, BySize>::rows_of(game);
    if (game.quota > most_table_words / digits / rows) {
        throw std::invalid_argument{std::string{what} + ": " + std::to_string(members) + " members and a quota of " +
                                    std::to_string(game.quota) +
                                    ", all weights divided by what divides them, need more than 1 GiB; give the "
                                    "weights in a larger unit"};
    }
    switch (digits) {
        case 1:
            return use(coalition_table<1, BySize>{game});
        case 2:
            return use(coalition_table<2, BySize>{game});
        case 4:
            return use(coalition_table<4, BySize>{game});
        case 8:
            return use(coalition_table<8, BySize>{game});
        case 16:
            return use(coalition_table<16, BySize>{game});
        default:
            return use(coalition_table<32, BySize>{game});
    }
}

/// The same game coalition by coalition, where that is less than a table.
constexpr bool coalitions_are_fewer(const small_game& game) noexcept {
    const std::size_t members = game.weights.size();
    return members <= simple_game::most_members && game.quota > (std::size_t{1} << members) / members;
}

constexpr simple_game coalition_by_coalition(const small_game& game) {
    constexpr std::size_t half = simple_game::most_members / 2;
    std::array<std::vector<std::size_t>, 2> weigh;
    for (std::size_t part = 0; part < weigh.size(); ++part) {
        weigh[part].assign(std::size_t{1} << half, 0);
        for (std::size_t some = 1; some < weigh[part].size(); ++some) {
            const std::size_t member = part * half + static_cast<std::size_t>(std::countr_zero(some));
            const std::size_t weight = member < game.weights.size() ? game.weights[member] : 0;
            weigh[part][some] = std::min(weigh[part][some & (some - 1)] + weight, game.quota);
        }
    }
    return simple_game{game.weights.size(), [&](coalition some) {
                           return weigh[0][some % weigh[0].size()] + weigh[1][some / weigh[0].size()] >= game.quota;
                       }};
}

/// What `of_weight` answers for the weight of each member; asked once for each distinct weight.
template <class OfWeight>
constexpr auto answer_of_each_member(const small_game& game, OfWeight of_weight) {
    std::vector<std::pair<std::size_t, decltype(of_weight(std::size_t{}))>> known;
    for (const std::size_t weight : game.sorted) {
        if (known.empty() || known.back().first != weight) known.emplace_back(weight, of_weight(weight));
    }
    std::vector<decltype(of_weight(std::size_t{}))> answers;
    answers.reserve(game.weights.size());
    for (const std::size_t weight : game.weights) {
        answers.push_back(std::lower_bound(known.begin(), known.end(), weight, [](const auto& one, std::size_t key) {
                              return one.first < key;
                          })->second);
    }
    return answers;
}

}  // namespace emptor::detail
