// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a group will choose, as far as one can tell.

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/roles/detail/written.hpp>

namespace emptor {

/// The chance of each option to be chosen by a group, and the chance that it chooses none.
///
/// @invariant all chances are in [0, 1] and add up to 1
class group_choice {
public:
    /// How far from 1 a sum of probabilities may be: what rounding does to sums of thousands.
    static constexpr double tolerance = 1e-9;

    /// @param undecided the chance that nothing is chosen.
    /// @throws std::invalid_argument if there is no option, a chance is negative or not a number, or the sum is not 1
    ///         within 10^-9. Chances are kept as they are, not divided by their sum.
    constexpr explicit group_choice(std::vector<double> chances, double undecided = 0)
        : chances_{std::move(chances)}, undecided_{undecided} {
        if (chances_.empty()) throw std::invalid_argument{"emptor::group_choice: no options; there must be 1 or more"};
        if (!is_chance(undecided_)) refuse("undecided", undecided_);
        double sum = undecided_;
        for (std::size_t i = 0; i < chances_.size(); ++i) {
            if (!is_chance(chances_[i])) refuse("chances[" + std::to_string(i) + "]", chances_[i]);
            sum += chances_[i];
        }
        if (!(sum > 1 - tolerance && sum < 1 + tolerance)) {
            throw std::invalid_argument{"emptor::group_choice: the chances add up to " + detail::written(sum) +
                                        "; they must add up to 1"};
        }
    }

    constexpr group_choice(std::initializer_list<double> chances) : group_choice{std::vector<double>(chances)} {}

    /// The number of options.
    [[nodiscard]] constexpr std::size_t size() const noexcept { return chances_.size(); }

    /// The chance of an option.
    /// @throws std::invalid_argument if there is no such option.
    [[nodiscard]] constexpr double operator[](std::size_t option) const {
        if (option >= size()) {
            throw std::invalid_argument{"emptor::group_choice: no option " + std::to_string(option) + "; there are " +
                                        std::to_string(size())};
        }
        return chances_[option];
    }

    /// The chances in the order of the options.
    [[nodiscard]] constexpr std::span<const double> chances() const noexcept { return chances_; }
    [[nodiscard]] constexpr auto begin() const noexcept { return chances().begin(); }
    [[nodiscard]] constexpr auto end() const noexcept { return chances().end(); }

    /// The chance that the group chooses nothing.
    [[nodiscard]] constexpr double undecided() const noexcept { return undecided_; }

    /// What would be chosen if the group tried again, in the same way, until it chose. Nothing, where it never will.
    [[nodiscard]] constexpr std::optional<group_choice> once_decided() const {
        if (undecided_ == 0) return *this;
        double decided = 0;
        for (const double chance : chances_) decided += chance;
        if (decided == 0) return std::nullopt;
        std::vector<double> shares = chances_;
        for (double& share : shares) share /= decided;
        return group_choice{std::move(shares)};
    }

    /// The option of the highest chance; nothing if several have it, or the group is sure to choose none.
    [[nodiscard]] constexpr std::optional<std::size_t> favourite() const noexcept {
        std::size_t best = 0;
        bool shared = false;
        for (std::size_t i = 1; i < chances_.size(); ++i) {
            if (chances_[i] > chances_[best]) {
                best = i;
                shared = false;
            } else if (chances_[i] == chances_[best]) {
                shared = true;
            }
        }
        if (shared || chances_[best] == 0) return std::nullopt;
        return best;
    }

    friend constexpr bool operator==(const group_choice&, const group_choice&) = default;

private:
    static constexpr bool is_chance(double chance) noexcept { return detail::is_finite(chance) && chance >= 0; }

    [[noreturn]] static void refuse(const std::string& name, double chance) {
        throw std::invalid_argument{"emptor::group_choice: " + name + " is " + detail::written(chance) +
                                    "; a chance is 0 or more"};
    }

    std::vector<double> chances_;
    double undecided_;
};

}  // namespace emptor
