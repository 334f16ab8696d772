// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Votes that were cast.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/roles/group_rule.hpp>
#include <emptor/roles/preferences.hpp>
#include <emptor/stats/aggregate.hpp>

namespace emptor {

/// Counts ballots that rank all options, by their order. Counts of disjoint sets of voters add up to that of all.
///
/// Options are numbered from 0. Their number is that of the first ballot, and no ballot may have another.
class ballots {
public:
    /// So many voters who ranked the options alike, the best first.
    struct alike {
        order_of_options best_first;
        std::uint64_t voters{};

        friend constexpr bool operator==(const alike&, const alike&) = default;
    };

    constexpr ballots() = default;

    /// @throws std::invalid_argument unless the ballot ranks each option once, and as many as those before.
    constexpr void count(std::span<const std::size_t> best_first, std::uint64_t voters = 1) {
        if (best_first.empty() || (options() != 0 && best_first.size() != options())) {
            throw std::invalid_argument{"emptor::ballots: a ballot of " + std::to_string(best_first.size()) +
                                        " options; each ballot must rank " +
                                        (options() == 0 ? std::string{"1 or more"} : std::to_string(options()))};
        }
        for (std::size_t i = 0; i < best_first.size(); ++i) {
            const auto before = best_first.first(i);
            if (best_first[i] < best_first.size() &&
                std::find(before.begin(), before.end(), best_first[i]) == before.end()) {
                continue;
            }
            throw std::invalid_argument{"emptor::ballots: a ballot of " + std::to_string(best_first.size()) +
                                        " options has option " + std::to_string(best_first[i]) + " at place " +
                                        std::to_string(i) + "; each option from 0 must stand on it once"};
        }
        if (voters != 0) add({{best_first.begin(), best_first.end()}, voters});
    }
    constexpr void count(std::initializer_list<std::size_t> best_first, std::uint64_t voters = 1) {
        count(std::span{best_first.begin(), best_first.size()}, voters);
    }

    /// Adds the ballots of other voters.
    /// @throws std::invalid_argument if they rank another number of options.
    constexpr ballots& operator+=(const ballots& other) {
        if (options() != 0 && other.options() != 0 && options() != other.options()) {
            throw std::invalid_argument{"emptor::ballots: ballots of " + std::to_string(other.options()) +
                                        " options added to ballots of " + std::to_string(options())};
        }
        ballots sum = *this;
        for (const alike& same : other.counts_) sum.add(same);
        *this = std::move(sum);
        return *this;
    }

    /// The number of options; 0 before the first ballot.
    [[nodiscard]] constexpr std::size_t options() const noexcept {
        return counts_.empty() ? 0 : counts_.front().best_first.size();
    }

    [[nodiscard]] constexpr std::uint64_t voters() const noexcept {
        std::uint64_t sum = 0;
        for (const alike& same : counts_) sum += same.voters;
        return sum;
    }

    /// The ballots, each order once, in lexicographic order.
    [[nodiscard]] constexpr std::span<const alike> counts() const noexcept { return counts_; }

    friend constexpr bool operator==(const ballots&, const ballots&) = default;

private:
    constexpr void add(alike same) {
        const auto at = std::lower_bound(
            counts_.begin(), counts_.end(), same.best_first,
            [](const alike& known, const order_of_options& order) { return known.best_first < order; });
        if (at != counts_.end() && at->best_first == same.best_first) {
            at->voters += same.voters;
        } else {
            counts_.insert(at, std::move(same));
        }
    }

    std::vector<alike> counts_;
};

/// What a rule counts on these ballots: votes, points, or whatever its tally holds.
/// @throws std::invalid_argument if there are no ballots.
template <class Rule>
[[nodiscard]] constexpr std::vector<std::uint64_t> tally_of(const Rule& rule, const ballots& cast) {
    static_assert(detail::is_tally_rule<Rule>);
    if (cast.options() == 0) throw std::invalid_argument{"emptor::tally_of: no ballots; there must be 1 or more"};
    std::vector<std::uint64_t> sum(static_cast<std::size_t>(rule.places(cast.options())), 0);
    std::vector<std::uint64_t> one;
    for (const ballots::alike& same : cast.counts()) {
        one.assign(sum.size(), 0);
        if constexpr (reads_the_favourite<Rule>) {
            rule.count(same.best_first.front(), std::span{one});
        } else {
            rule.count(std::span<const std::size_t>{same.best_first}, std::span{one});
        }
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += one[i] * same.voters;
    }
    return sum;
}

/// What a rule decides on these ballots; ties are shared.
template <class Rule>
[[nodiscard]] constexpr group_choice decide(const Rule& rule, const ballots& cast) {
    static_assert(detail::is_tally_rule<Rule>);
    const std::vector<std::uint64_t> sum = tally_of(rule, cast);
    return rule.decide(std::span<const std::uint64_t>{sum}, cast.options());
}

static_assert(aggregate_of<ballots, order_of_options>);

}  // namespace emptor
