// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How likely each move is, given where one is.

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/flow/chain_words.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/flow/transition_counts.hpp>
#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/matrix.hpp>

namespace emptor {

/// What can name a state of a chain: its number, its name, or the enumerator of that name.
template <class T>
concept chain_state =
    (std::integral<std::remove_cvref_t<T>> && !std::same_as<std::remove_cvref_t<T>, bool>) || flow_state<T>;

/// States, and the probability of each move from one to the next, whatever was before (A. A. Markov 1906).
///
/// Its states are numbered: those of counts as there, with that of `ended_as` behind them where it is new. Takes n^2
/// numbers of memory for n states.
///
/// @invariant each row of probabilities sums to 1; a state that is never left has the probability 1 of staying
class markov_chain {
public:
    /// A chain known by its probabilities, row by row in the order of the names. Where paths begin is not known.
    /// @throws std::invalid_argument for no states, a name that is empty or there twice; a matrix that is not square
    ///         with a row a name; a probability outside of [0, 1]; a row whose sum differs from 1 by more than 1e-9.
    ///         Rows are divided by their sum.
    markov_chain(const std::vector<std::string>& names, matrix probabilities)
        : probabilities_{std::move(probabilities)}, weights_(names.size()) {
        if (names.empty()) throw std::invalid_argument{"emptor::markov_chain: no states; there must be one at least"};
        if (probabilities_.rows() != names.size() || probabilities_.columns() != names.size()) {
            throw std::invalid_argument{"emptor::markov_chain: " + std::to_string(probabilities_.rows()) + " x " +
                                        std::to_string(probabilities_.columns()) + " probabilities of " +
                                        std::to_string(names.size()) +
                                        " states; there must be a row and a column a state"};
        }
        for (const std::string& name : names) {
            if (name.empty()) throw std::invalid_argument{"emptor::markov_chain: a state has no name; name it"};
            add(name);
        }
        for (std::size_t from = 0; from < size(); ++from) normalise(from);
    }

    /// The chain that makes these counts most likely: each move's share of all moves from its state (T. W. Anderson and
    /// L. A. Goodman 1957, Ann. Math. Stat. 28, 89-110), or with `smoothing` its posterior mean. A state from
    /// which no move was seen is never left.
    /// @throws std::invalid_argument if nothing was counted.
    template <class State>
    markov_chain(const transition_counts<State>& counts, still_open_word, dirichlet_word smoothing = dirichlet_word{0})
        : markov_chain{counts, nullptr, smoothing} {}

    /// The same, where the ends of paths are moves to a state. The ends of paths in a state that was never left are
    /// none, nor are those in that very state.
    template <class State>
    markov_chain(const transition_counts<State>& counts, const ended_as_word& ends,
                 dirichlet_word smoothing = dirichlet_word{0})
        : markov_chain{counts, &ends, smoothing} {}

    template <class State>
    explicit markov_chain(const transition_counts<State>&) {
        static_assert(!sizeof(State*),
                      "emptor::markov_chain: say what the end of a path means: still_open, or ended_as(\"lost\")");
    }

    /// How many states there are.
    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
    /// The name of a state by its number, which must be below `size()`.
    [[nodiscard]] std::string_view name(std::size_t number) const noexcept { return names_[number]; }

    /// The number of a state, if it is one.
    template <chain_state State>
    [[nodiscard]] std::optional<std::size_t> find(const State& state) const {
        if constexpr (std::integral<State>) {
            return std::in_range<std::size_t>(state) && static_cast<std::size_t>(state) < size()
                       ? std::optional{static_cast<std::size_t>(state)}
                       : std::nullopt;
        } else if constexpr (enumerated<State>) {
            return find(emptor::name(state));
        } else {
            const auto found = names_.find(std::string_view{state});
            return found ? std::optional{static_cast<std::size_t>(*found)} : std::nullopt;
        }
    }

    /// The number of a state.
    /// @throws std::invalid_argument if it is none.
    template <chain_state State>
    [[nodiscard]] std::size_t number(const State& state) const {
        if (const auto found = find(state)) return *found;
        std::string given;
        if constexpr (std::integral<State>) {
            given = "number " + std::to_string(state);
        } else if constexpr (enumerated<State>) {
            given.append(1, '"').append(emptor::name(state)).append(1, '"');
        } else {
            given.append(1, '"').append(std::string_view{state}).append(1, '"');
        }
        throw std::invalid_argument{"emptor::markov_chain: no state " + given + " among " + std::to_string(size())};
    }

    [[nodiscard]] const matrix& probabilities() const noexcept { return probabilities_; }

    /// @throws std::invalid_argument if one is no state.
    template <chain_state From, chain_state To>
    [[nodiscard]] double probability(const From& from, const To& to) const {
        return probabilities_(number(from), number(to));
    }

    /// How far that probability may be off: the square root of p (1 - p) / n of a share of n moves (Anderson and
    /// Goodman 1957); smoothed, the standard deviation of the posterior, with n the moves seen and added and one more.
    /// Nothing where the row was not estimated: a state never left, or probabilities that were given.
    template <chain_state From, chain_state To>
    [[nodiscard]] std::optional<double> standard_error(const From& from, const To& to) const {
        const double weight = weights_[number(from)];
        if (weight == 0) return std::nullopt;
        const double p = probability(from, to);
        return std::sqrt(p * (1 - p) / weight);
    }

    /// The n of that standard error: how much is known of the moves from a state. 0 where the row was not estimated.
    [[nodiscard]] std::span<const double> weights() const noexcept { return weights_; }

    /// Whether it is never left.
    template <chain_state State>
    [[nodiscard]] bool is_final(const State& state) const {
        const std::size_t at = number(state);
        return probabilities_(at, at) == 1;
    }

    /// Which share of the paths began in each state; empty where that is not known.
    [[nodiscard]] std::span<const double> starts() const noexcept { return starts_; }
    /// How many paths that was seen of.
    [[nodiscard]] double paths() const noexcept { return paths_; }

    /// Where one is after so many moves, from a distribution over the states. O(n^3) and the logarithm of `moves`.
    /// @throws std::invalid_argument unless there is a number a state.
    [[nodiscard]] std::vector<double> after(std::uint64_t moves, std::span<const double> from) const {
        if (from.size() != size()) {
            throw std::invalid_argument{"emptor::markov_chain: a distribution over " + std::to_string(from.size()) +
                                        " states, of " + std::to_string(size()) + "; there must be a number a state"};
        }
        matrix now{1, size()};
        for (std::size_t i = 0; i < size(); ++i) now(0, i) = from[i];
        for (matrix power = probabilities_; moves > 0; moves >>= 1U) {
            if ((moves & 1U) != 0) now = now * power;
            if (moves == 1) break;
            power = power * power;
            for (std::size_t i = 0; i < size(); ++i) divide_by_sum(power.row(i));  // or rounding grows with it
        }
        return {now.numbers().begin(), now.numbers().end()};
    }

    /// The same chain with other probabilities of leaving a state, that are given and not estimated.
    /// @throws std::invalid_argument as the constructor.
    template <chain_state From>
    [[nodiscard]] markov_chain with_row(const From& from, std::span<const double> row) const {
        if (row.size() != size()) {
            throw std::invalid_argument{"emptor::markov_chain: a row of " + std::to_string(row.size()) + " among " +
                                        std::to_string(size()) + " states; there must be a probability a state"};
        }
        markov_chain changed{*this};
        const std::size_t at = number(from);
        for (std::size_t to = 0; to < size(); ++to) changed.probabilities_(at, to) = row[to];
        changed.weights_[at] = 0;
        changed.normalise(at);
        return changed;
    }

    friend bool operator==(const markov_chain& a, const markov_chain& b) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (a.name(i) != b.name(i)) return false;
        }
        return a.probabilities_ == b.probabilities_ && a.weights_ == b.weights_ && a.starts_ == b.starts_ &&
               a.paths_ == b.paths_;
    }

private:
    template <class State>
    markov_chain(const transition_counts<State>& counts, const ended_as_word* ends, dirichlet_word smoothing) {
        if (counts.paths() == 0) {
            throw std::invalid_argument{"emptor::markov_chain: no path was counted; there must be one at least"};
        }
        for (std::size_t i = 0; i < counts.size(); ++i) add(counts.name(i));
        const std::size_t end = ends != nullptr ? names_.number(ends->state()) : counts.size();
        probabilities_ = matrix{size(), size()};
        weights_.resize(size());
        starts_.resize(size());
        paths_ = static_cast<double>(counts.paths());
        counts.for_each_move([&](std::size_t from, std::size_t to, std::uint64_t count) {
            probabilities_(from, to) = static_cast<double>(count);
        });
        for (std::size_t from = 0; from < counts.size(); ++from) {
            starts_[from] = static_cast<double>(counts.entries(from)) / paths_;
            const std::uint64_t left = counts.visits(from) - counts.exits(from);
            const bool ends_count = ends != nullptr && from != end;
            if (left > 0 && ends_count) probabilities_(from, end) += static_cast<double>(counts.exits(from));
            const double seen = static_cast<double>(left > 0 && ends_count ? counts.visits(from) : left);
            estimate(from, seen, smoothing.each());
        }
        if (size() > counts.size()) probabilities_(end, end) = 1;
    }

    void add(std::string_view name) {
        const std::size_t next = size();
        if (names_.number(name) == next) return;
        throw std::invalid_argument{std::string{"emptor::markov_chain: two states are called \""}.append(name).append(
            "\"; each must have its own name")};
    }

    /// Makes probabilities of a row of counts.
    void estimate(std::size_t from, double seen, double added) {
        if (seen == 0) {
            probabilities_(from, from) = 1;
            return;
        }
        const double all = seen + added * static_cast<double>(size());
        for (double& each : probabilities_.row(from)) each = (each + added) / all;
        weights_[from] = added > 0 ? all + 1 : all;
    }

    void normalise(std::size_t from) {
        double sum = 0;
        for (std::size_t to = 0; to < size(); ++to) {
            const double p = probabilities_(from, to);
            if (!(p >= 0 && p <= 1)) {
                detail::demand_probability("markov_chain",
                                           "the probability from \"" + text(from) + "\" to \"" + text(to) + "\"", p);
            }
            sum += p;
        }
        detail::demand(std::abs(sum - 1) <= 1e-9, "markov_chain",
                       "the sum of probabilities from \"" + text(from) + "\"", sum, "1");
        divide_by_sum(probabilities_.row(from));
    }

    static void divide_by_sum(std::span<double> row) {
        double sum = 0;
        for (const double each : row) sum += each;
        for (double& each : row) each /= sum;
    }

    [[nodiscard]] std::string text(std::size_t state) const { return std::string{name(state)}; }

    detail::entity_index<std::string> names_;
    matrix probabilities_;
    std::vector<double> weights_;
    std::vector<double> starts_;
    double paths_{};
};

}  // namespace emptor
