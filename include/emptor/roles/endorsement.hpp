// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Groups that choose what enough members endorse.

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/roles/detail/yes_counts.hpp>
#include <emptor/roles/exact_choice.hpp>
#include <emptor/roles/group_choice.hpp>
#include <emptor/roles/group_rule.hpp>
#include <emptor/roles/preferences.hpp>
#include <emptor/roles/voting.hpp>

namespace emptor {

/// The minimum endorsement model: members vote again until one option has Q votes of D, Q more than D/2, so that
/// P(a) = P(n(a) >= Q) / sum over b of P(n(b) >= Q) (Choffray and Lilien 1978, 1980). More than half, since else two
/// options could have enough at once. Undecided, with certainty, where no option can ever have enough.
class minimum_endorsement : public detail::a_vote_each {
public:
    static constexpr bool repeats = true;

    /// @throws std::invalid_argument if the quota is 0.
    constexpr explicit minimum_endorsement(std::size_t quota) : quota_{quota} {
        if (quota == 0)
            throw std::invalid_argument{"emptor::minimum_endorsement: the quota is 0; it must be 1 or more"};
    }

    [[nodiscard]] constexpr std::size_t quota() const noexcept { return quota_; }

    /// What one round of votes decides.
    /// @throws std::invalid_argument if the quota is not more than half the votes and at most all.
    [[nodiscard]] constexpr group_choice decide(std::span<const std::uint64_t> votes, std::size_t /*options*/) const {
        std::uint64_t all = 0;
        for (const std::uint64_t of_option : votes) all += of_option;
        require_possible(all);
        std::vector<double> chances(votes.size(), 0);
        bool decided = false;
        for (std::size_t i = 0; i < votes.size(); ++i) {
            if (votes[i] < quota_) continue;
            chances[i] = 1;
            decided = true;
        }
        return group_choice{std::move(chances), decided ? 0.0 : 1.0};
    }

    /// What the group chooses in a single round, undecided where no option has enough.
    /// @throws std::invalid_argument if there is no member, or the quota is not more than half of them and at most all.
    [[nodiscard]] constexpr group_choice one_round(const preferences& members) const {
        detail::require_members(members, "emptor::minimum_endorsement");
        require_possible(members.members());
        std::vector<double> chances;
        std::vector<double> of_option(members.members(), 0);
        double decided = 0;
        for (std::size_t option = 0; option < members.options(); ++option) {
            for (std::size_t i = 0; i < of_option.size(); ++i) of_option[i] = members.chances(i)[option];
            chances.push_back(detail::at_least(detail::yes_counts(of_option), quota_));
            decided += chances.back();
        }
        return group_choice{std::move(chances), decided < 1 ? 1 - decided : 0};
    }

    /// @throws std::invalid_argument as `one_round` does.
    [[nodiscard]] constexpr group_choice operator()(const preferences& members) const {
        const group_choice once = one_round(members);
        return once.once_decided().value_or(once);
    }

private:
    constexpr void require_possible(std::uint64_t votes) const {
        if (quota_ > votes / 2 && quota_ <= votes) return;
        throw std::invalid_argument{"emptor::minimum_endorsement: a quota of " + std::to_string(quota_) + " of " +
                                    std::to_string(votes) + " votes; it must be from " + std::to_string(votes / 2 + 1) +
                                    " to " + std::to_string(votes)};
    }

    std::size_t quota_;
};

/// The unanimity model: members vote again until all agree, P(a) = prod over d of P(d, a) / sum over b of
/// prod over d of P(d, b) (Choffray and Lilien 1978, 1980). Undecided, with certainty, where they never can.
struct unanimity : detail::a_vote_each {
    static constexpr bool repeats = true;

    [[nodiscard]] constexpr group_choice decide(std::span<const std::uint64_t> votes, std::size_t options) const {
        std::uint64_t all = 0;
        for (const std::uint64_t of_option : votes) all += of_option;
        return minimum_endorsement{static_cast<std::size_t>(all)}.decide(votes, options);
    }

    /// @throws std::invalid_argument if there is no member.
    [[nodiscard]] constexpr group_choice operator()(const preferences& members) const {
        detail::require_members(members, "emptor::unanimity");
        std::vector<double> chances(members.options(), 1);
        for (std::size_t member = 0; member < members.members(); ++member) {
            // Brought back to a sum of 1 each time, so that agreement among hundreds does not round to none.
            double agreed = 0;
            for (std::size_t i = 0; i < chances.size(); ++i) agreed += chances[i] *= members.chances(member)[i];
            if (agreed == 0) return group_choice{std::vector<double>(members.options(), 0), 1};
            for (double& chance : chances) chance /= agreed;
        }
        return group_choice{std::move(chances)};
    }
};

static_assert(group_rule<minimum_endorsement> && tally_rule<minimum_endorsement>);
static_assert(group_rule<unanimity> && tally_rule<unanimity>);

}  // namespace emptor
