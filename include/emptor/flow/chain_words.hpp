// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What the end of a path means, and what is believed before anything was seen: words of a Markov chain.

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <emptor/stats/detail/demand.hpp>

namespace emptor {

/// See `still_open`.
struct still_open_word {};

/// See `ended_as`.
class ended_as_word {
public:
    /// @throws std::invalid_argument for an empty name.
    explicit ended_as_word(std::string state) : state_{std::move(state)} {
        if (state_.empty()) throw std::invalid_argument{"emptor::ended_as: the state has no name; name it"};
    }
    [[nodiscard]] std::string_view state() const noexcept { return state_; }

private:
    std::string state_;
};

/// See `dirichlet`.
class dirichlet_word {
public:
    /// @throws std::invalid_argument unless `each` is 0 or more and finite.
    constexpr explicit dirichlet_word(double each) : each_{each} {
        if (!(each >= 0 && detail::is_finite(each))) {
            detail::demand(false, "dirichlet", "the number of moves", each, "0 or more, and finite");
        }
    }
    [[nodiscard]] constexpr double each() const noexcept { return each_; }

private:
    double each_;
};

inline namespace question_words {

/// A path that ends in a state which others leave is not over: its next move has not been seen yet, and nothing is
/// concluded from that.
inline constexpr still_open_word still_open{};

/// A path that ends in a state which others leave is over: its end is a move to this state, such as "lost", which is a
/// new one if there is none of that name.
[[nodiscard]] inline ended_as_word ended_as(std::string_view state) { return ended_as_word{std::string{state}}; }

/// Adds to the moves seen so many of each kind, also of those never seen: the mean of the posterior that P. G. L.
/// Dirichlet's distribution with this parameter in each place turns into. A state never left stays so.
[[nodiscard]] constexpr dirichlet_word dirichlet(double each) { return dirichlet_word{each}; }

/// Adds one of each kind to the moves seen (P.-S. Laplace 1774, the rule of succession): `dirichlet(1)`.
inline constexpr dirichlet_word laplace{1};

}  // namespace question_words
}  // namespace emptor
