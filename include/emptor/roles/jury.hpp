// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Whether many heads judge better than one.

#include <cstddef>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/roles/detail/written.hpp>
#include <emptor/roles/detail/yes_counts.hpp>

namespace emptor {

/// Members who each judge rightly with a chance of their own, independently of each other, and how many of them do
/// (M. J. A. N. de Condorcet 1785; unequal chances: P. J. Boland 1989, The Statistician 38, 181-189).
class jury {
public:
    /// @param chances of each member to be right.
    /// @throws std::invalid_argument if there is no member, or a chance is not in [0, 1].
    constexpr explicit jury(std::vector<double> chances) {
        if (chances.empty()) throw std::invalid_argument{"emptor::jury: no members; there must be 1 or more"};
        for (std::size_t i = 0; i < chances.size(); ++i) {
            if (chances[i] >= 0 && chances[i] <= 1) continue;
            throw std::invalid_argument{"emptor::jury: chances[" + std::to_string(i) + "] is " +
                                        detail::written(chances[i]) + "; a chance is from 0 to 1"};
        }
        right_ = detail::yes_counts(chances);
    }

    constexpr jury(std::initializer_list<double> chances) : jury{std::vector<double>(chances)} {}

    [[nodiscard]] constexpr std::size_t members() const noexcept { return right_.size() - 1; }

    /// The probability that k members are right, for k from 0 to all.
    [[nodiscard]] constexpr std::span<const double> right() const noexcept { return right_; }

    /// The probability that so many are right, or more.
    /// @throws std::invalid_argument if there are not so many members.
    [[nodiscard]] constexpr double at_least(std::size_t least) const {
        if (least > members()) {
            throw std::invalid_argument{"emptor::jury: " + std::to_string(least) + " right of " +
                                        std::to_string(members()) + "; there are no more than all"};
        }
        return detail::at_least(right_, least);
    }

    /// The probability that more than half are right. Half of an even number is no majority.
    [[nodiscard]] constexpr double majority() const noexcept { return detail::at_least(right_, members() / 2 + 1); }

private:
    std::vector<double> right_;
};

}  // namespace emptor
