// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Votes of different weight, and how many are enough.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace emptor {

/// Members with votes of different weight, who pass what reaches a quota: shareholders, ministers, a buying centre.
///
/// Only ratios matter: weights 4, 3, 2 with quota 5 are weights 40, 30, 20 with quota 50.
class weighted_game {
public:
    /// @param quota from 1 to the sum of the weights.
    /// @param weights of each member, 0 or more.
    /// @throws std::invalid_argument if no weights are given, their sum is more than 2^63 - 1, or the quota can be
    ///         reached by nobody or by all and none.
    constexpr weighted_game(std::uint64_t quota, std::vector<std::uint64_t> weights)
        : quota_{quota}, weights_{std::move(weights)} {
        if (weights_.empty()) throw std::invalid_argument{"emptor::weighted_game: no weights; one a member is needed"};
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            if (weights_[i] > most - total_) {
                throw std::invalid_argument{"emptor::weighted_game: with weights[" + std::to_string(i) +
                                            "] = " + std::to_string(weights_[i]) + " the sum is more than 2^63 - 1"};
            }
            total_ += weights_[i];
        }
        if (quota_ < 1 || quota_ > total_) {
            throw std::invalid_argument{"emptor::weighted_game: the quota is " + std::to_string(quota_) +
                                        "; it must be from 1 to " + std::to_string(total_) +
                                        ", the sum of the weights"};
        }
    }

    constexpr weighted_game(std::uint64_t quota, std::initializer_list<std::uint64_t> weights)
        : weighted_game{quota, std::vector<std::uint64_t>(weights)} {}

    [[nodiscard]] constexpr std::size_t members() const noexcept { return weights_.size(); }
    [[nodiscard]] constexpr std::uint64_t quota() const noexcept { return quota_; }
    [[nodiscard]] constexpr std::uint64_t total() const noexcept { return total_; }
    [[nodiscard]] constexpr std::span<const std::uint64_t> weights() const noexcept { return weights_; }

private:
    static constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();

    std::uint64_t quota_;
    std::uint64_t total_{};
    std::vector<std::uint64_t> weights_;
};

}  // namespace emptor
