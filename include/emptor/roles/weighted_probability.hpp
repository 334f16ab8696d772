// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Groups in which one member decides, it is not sure who.

#include <cstddef>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/roles/detail/written.hpp>
#include <emptor/roles/group_choice.hpp>
#include <emptor/roles/group_rule.hpp>
#include <emptor/roles/preferences.hpp>

namespace emptor {

/// The weighted probability model: member d prevails with probability w(d), so that the group chooses a with
/// probability P(a) = sum over d of w(d) P(d, a) (J.-M. Choffray and G. L. Lilien 1978, Journal of Marketing 42(2),
/// 20-31; 1980, Market Planning for New Industrial Products).
class weighted_probability {
public:
    /// @param weights of each member, 0 or more; only their ratios matter.
    /// @throws std::invalid_argument if a weight is negative or not a number, or all are 0.
    constexpr explicit weighted_probability(std::vector<double> weights) : weights_{std::move(weights)} {
        double sum = 0;
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            if (!(detail::is_finite(weights_[i]) && weights_[i] >= 0)) {
                throw std::invalid_argument{"emptor::weighted_probability: weights[" + std::to_string(i) + "] is " +
                                            detail::written(weights_[i]) + "; a weight is 0 or more"};
            }
            sum += weights_[i];
        }
        if (!(sum > 0 && detail::is_finite(sum))) {
            throw std::invalid_argument{"emptor::weighted_probability: the weights add up to " + detail::written(sum) +
                                        "; one at least must be more than 0, and their sum finite"};
        }
        for (double& weight : weights_) weight /= sum;
    }

    constexpr weighted_probability(std::initializer_list<double> weights)
        : weighted_probability{std::vector<double>(weights)} {}

    /// @throws std::invalid_argument if the group has not one member for each weight.
    [[nodiscard]] constexpr group_choice operator()(const preferences& members) const {
        if (members.members() != weights_.size()) {
            throw std::invalid_argument{"emptor::weighted_probability: " + std::to_string(weights_.size()) +
                                        " weights for " + std::to_string(members.members()) + " members"};
        }
        std::vector<double> chances(members.options(), 0);
        for (std::size_t member = 0; member < weights_.size(); ++member) {
            const auto own = members.chances(member);
            for (std::size_t i = 0; i < chances.size(); ++i) chances[i] += weights_[member] * own[i];
        }
        return group_choice{std::move(chances)};
    }

    /// The weights, so that they add up to 1.
    [[nodiscard]] constexpr std::span<const double> weights() const noexcept { return weights_; }

private:
    std::vector<double> weights_;
};

/// The weighted probability model of equals: each member is as likely to prevail (Choffray and Lilien 1980).
struct equiprobability {
    /// @throws std::invalid_argument if there is no member.
    [[nodiscard]] constexpr group_choice operator()(const preferences& members) const {
        detail::require_members(members, "emptor::equiprobability");
        return weighted_probability{std::vector<double>(members.members(), 1.0)}(members);
    }
};

/// One member decides, whatever the others prefer (Choffray and Lilien 1980).
struct autocracy {
    std::size_t member = 0;

    /// @throws std::invalid_argument if there is no such member.
    [[nodiscard]] constexpr group_choice operator()(const preferences& members) const {
        const auto own = members.chances(member);
        return group_choice{{own.begin(), own.end()}};
    }
};

static_assert(group_rule<weighted_probability> && group_rule<equiprobability> && group_rule<autocracy>);

}  // namespace emptor
