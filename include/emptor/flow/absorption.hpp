// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where a chain ends, after how many moves and how much time.
///
/// Formulas of J. G. Kemeny and J. L. Snell 1960, Finite Markov Chains, chapter III, with N = (I - Q)^-1 for the moves
/// Q among the states that are left for good in the end. Its digits hold however seldom a state is left.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/flow/detail/chain_part.hpp>
#include <emptor/flow/markov_chain.hpp>
#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/detail/given_name.hpp>
#include <emptor/stats/matrix.hpp>

namespace emptor {

/// A chain that ends in its final states: those never left, and those that the question makes final.
///
/// A state is final; or transient: it leads to a final one; or endless: it does not, and who is there moves among such
/// states for ever. What has no finite answer because a path may become endless is absent.
class absorption {
public:
    /// @throws std::invalid_argument if no state is ever final.
    explicit absorption(markov_chain chain) : absorption{std::move(chain), std::vector<std::size_t>{}} {}

    /// Ends also in these states, whatever comes after.
    /// @throws std::invalid_argument if one is no state.
    absorption(markov_chain chain, std::initializer_list<detail::given_name> finals)
        : absorption{chain, numbers(chain, finals)} {}

    /// @throws std::invalid_argument if one is no state, or no state is ever final.
    absorption(markov_chain chain, const std::vector<std::size_t>& finals)
        : chain_{std::move(chain)}, places_(chain_.size(), detail::not_in_part) {
        std::vector<bool> is_final(chain_.size());
        for (const std::size_t state : finals) is_final[chain_.number(state)] = true;
        for (std::size_t state = 0; state < chain_.size(); ++state) {
            is_final[state] = is_final[state] || chain_.is_final(state);
            if (is_final[state]) finals_.push_back(state);
        }
        if (finals_.empty()) {
            throw std::invalid_argument{"emptor::absorption: each of the " + std::to_string(chain_.size()) +
                                        " states is left again; name those in which the chain ends"};
        }
        solve(is_final);
    }

    [[nodiscard]] const markov_chain& chain() const noexcept { return chain_; }
    /// The numbers of the states in which the chain ends.
    [[nodiscard]] const std::vector<std::size_t>& finals() const noexcept { return finals_; }
    /// Those that lead there.
    [[nodiscard]] const std::vector<std::size_t>& transients() const noexcept { return transients_; }
    /// Those that do not.
    [[nodiscard]] const std::vector<std::size_t>& endless() const noexcept { return endless_; }

    /// N: how often a path that is in one transient state comes to be in another, in the order of `transients()`.
    [[nodiscard]] const matrix& fundamental() const noexcept { return fundamental_; }

    /// The chance to end in a final state.
    /// @throws std::invalid_argument if one is no state, or `final_state` is not final.
    template <chain_state From, chain_state To>
    [[nodiscard]] double chance(const From& from, const To& final_state) const {
        const std::size_t to = chain_.number(final_state);
        const auto place = std::lower_bound(finals_.begin(), finals_.end(), to);
        if (place == finals_.end() || *place != to) {
            throw std::invalid_argument{std::string{"emptor::absorption: \""}
                                            .append(chain_.name(to))
                                            .append("\" is not final; ask for its "
                                                    "visit_chance")};
        }
        const std::size_t state = chain_.number(from);
        const std::size_t row = places_[state];
        if (row == detail::not_in_part) return state == to ? 1 : 0;
        return absorbed_(row, static_cast<std::size_t>(place - finals_.begin()));
    }

    /// The chance to move among endless states at last.
    template <chain_state From>
    [[nodiscard]] double never_ends(const From& from) const {
        const std::size_t state = chain_.number(from);
        const std::size_t row = places_[state];
        if (row != detail::not_in_part) return never_ends_[row];
        return std::binary_search(endless_.begin(), endless_.end(), state) ? 1 : 0;
    }

    /// How often one is in a transient state, the beginning included.
    /// @throws std::invalid_argument if `to` is not transient.
    template <chain_state From, chain_state To>
    [[nodiscard]] double visits(const From& from, const To& to) const {
        const std::size_t column = transient_place(to);
        const std::size_t row = places_[chain_.number(from)];
        return row == detail::not_in_part ? 0 : fundamental_(row, column);
    }

    /// The variance of that number: N (2 N_dg - I) - N_sq (theorem 3.3.3).
    template <chain_state From, chain_state To>
    [[nodiscard]] double visits_variance(const From& from, const To& to) const {
        const std::size_t column = transient_place(to);
        const double mean = visits(from, to);
        return std::max(0.0, mean * (2 * fundamental_(column, column) - 1 - mean));
    }

    /// The chance to come to a transient state at some time after the beginning: (N - I) N_dg^-1 (theorem 3.5.7).
    template <chain_state From, chain_state To>
    [[nodiscard]] double visit_chance(const From& from, const To& to) const {
        const std::size_t column = transient_place(to);
        const double mean = visits(from, to);
        const double before = chain_.number(from) == transients_[column] ? 1 : 0;
        return std::clamp((mean - before) / fundamental_(column, column), 0.0, 1.0);
    }

    /// How many moves until the end: t = N 1 (theorem 3.3.5).
    template <chain_state From>
    [[nodiscard]] std::optional<double> expected_steps(const From& from) const {
        return expected_time(from, std::vector<double>(chain_.size(), 1));
    }

    /// The variance of that number: (2 N - I) t - t_sq (theorem 3.3.5).
    template <chain_state From>
    [[nodiscard]] std::optional<double> variance_steps(const From& from) const {
        return variance_time(from, all(1), all(0));
    }

    /// How long until the end, if a visit of each state takes so long on average (a semi-Markov chain: E. Cinlar 1975,
    /// Introduction to Stochastic Processes, chapter 10). Times of final states do not count.
    /// @param dwell a time for each state of the chain, in any unit.
    /// @throws std::invalid_argument unless there is one a state, none negative or infinite.
    template <chain_state From>
    [[nodiscard]] std::optional<double> expected_time(const From& from, std::span<const double> dwell) const {
        require_times(dwell.size(), chain_.size(), "states");
        for (const double each : dwell) require_time(each);
        return sum_over_visits(from, [&](std::size_t state) { return dwell[state]; });
    }

    /// The same from the mean time before each kind of move.
    /// @param dwell by state left and state entered.
    template <chain_state From>
    [[nodiscard]] std::optional<double> expected_time(const From& from, const matrix& dwell) const {
        require_times(dwell);
        return sum_over_visits(from, [&](std::size_t state) { return mean_of(state, dwell); });
    }

    /// The variance of the time until the end, from the mean and the variance of the time before each kind of move,
    /// each independent of the others: N b, with b the mean over the moves from a state of the variance of each and the
    /// square of what it adds to the time expected (the law of total variance, move by move).
    template <chain_state From>
    [[nodiscard]] std::optional<double> variance_time(const From& from, const matrix& dwell,
                                                      const matrix& variance) const {
        require_times(dwell);
        require_times(variance);
        std::vector<double> mean(chain_.size());
        std::vector<double> left(chain_.size());
        for (const std::size_t state : transients_) mean[state] = mean_of(state, dwell);
        for (std::size_t i = 0; i < transients_.size(); ++i) {
            for (std::size_t k = 0; k < transients_.size(); ++k) {
                left[transients_[i]] += fundamental_(i, k) * mean[transients_[k]];
            }
        }
        return sum_over_visits(from, [&](std::size_t state) {
            const auto moves = chain_.probabilities().row(state);
            double sum = 0;
            for (std::size_t to = 0; to < moves.size(); ++to) {
                const double off = dwell(state, to) + left[to] - left[state];
                if (moves[to] > 0) sum += moves[to] * (variance(state, to) + off * off);
            }
            return sum;
        });
    }

private:
    [[nodiscard]] static std::vector<std::size_t> numbers(const markov_chain& chain,
                                                          std::initializer_list<detail::given_name> names) {
        std::vector<std::size_t> result;
        for (const detail::given_name& name : names) result.push_back(chain.number(name.text));
        return result;
    }

    void solve(const std::vector<bool>& is_final) {
        const matrix& moves = chain_.probabilities();
        std::vector<bool> transient = detail::reaching(moves, is_final);
        std::vector<bool> is_endless(chain_.size());
        for (std::size_t state = 0; state < chain_.size(); ++state) {
            is_endless[state] = !transient[state];
            if (is_endless[state]) endless_.push_back(state);
            if (is_final[state]) transient[state] = false;
        }
        const detail::chain_part part{moves, transient};
        transients_ = part.states();
        for (std::size_t i = 0; i < transients_.size(); ++i) places_[transients_[i]] = i;
        fundamental_ = part.inverse();
        matrix out{part.size(), finals_.size()};
        for (std::size_t i = 0; i < part.size(); ++i) {
            for (std::size_t k = 0; k < finals_.size(); ++k) out(i, k) = moves(transients_[i], finals_[k]);
        }
        absorbed_ = fundamental_ * out;
        for (double& each : absorbed_.numbers()) each = std::min(each, 1.0);
        const std::vector<double> away = part.moves_to(moves, is_endless);
        never_ends_.resize(part.size());
        for (std::size_t i = 0; i < part.size(); ++i) {
            for (std::size_t k = 0; k < part.size(); ++k) never_ends_[i] += fundamental_(i, k) * away[k];
            never_ends_[i] = std::min(never_ends_[i], 1.0);
        }
    }

    template <chain_state To>
    [[nodiscard]] std::size_t transient_place(const To& to) const {
        const std::size_t state = chain_.number(to);
        if (places_[state] != detail::not_in_part) return places_[state];
        throw std::invalid_argument{std::string{"emptor::absorption: \""}
                                        .append(chain_.name(state))
                                        .append("\" is not transient: it is final, or leads to no final state")};
    }

    /// The sum over all moves until the end of what each costs on average; nothing where there may be no end.
    template <chain_state From, class Cost>
    [[nodiscard]] std::optional<double> sum_over_visits(const From& from, const Cost& cost) const {
        if (never_ends(from) > 0) return std::nullopt;
        const std::size_t row = places_[chain_.number(from)];
        if (row == detail::not_in_part) return 0;
        double sum = 0;
        for (std::size_t i = 0; i < transients_.size(); ++i) {
            if (fundamental_(row, i) > 0) sum += fundamental_(row, i) * cost(transients_[i]);
        }
        return sum;
    }

    [[nodiscard]] double mean_of(std::size_t state, const matrix& dwell) const {
        const auto moves = chain_.probabilities().row(state);
        double sum = 0;
        for (std::size_t to = 0; to < moves.size(); ++to) sum += moves[to] * dwell(state, to);
        return sum;
    }

    [[nodiscard]] matrix all(double value) const {
        matrix result{chain_.size(), chain_.size()};
        std::fill(result.numbers().begin(), result.numbers().end(), value);
        return result;
    }

    void require_times(const matrix& times) const {
        require_times(times.rows(), chain_.size(), "rows");
        require_times(times.columns(), chain_.size(), "columns");
        for (const double each : times.numbers()) require_time(each);
    }
    static void require_times(std::size_t given, std::size_t wanted, std::string_view what) {
        if (given == wanted) return;
        throw std::invalid_argument{"emptor::absorption: times for " + std::to_string(given) + " " + std::string{what} +
                                    "; the chain has " + std::to_string(wanted)};
    }
    static void require_time(double time) {
        detail::demand(time >= 0 && detail::is_finite(time), "absorption", "a time", time, "0 or more, and finite");
    }

    markov_chain chain_;
    std::vector<std::size_t> finals_;
    std::vector<std::size_t> transients_;
    std::vector<std::size_t> endless_;
    std::vector<std::size_t> places_;  // of each state among the transient ones
    matrix fundamental_;
    matrix absorbed_;  // B = N R
    std::vector<double> never_ends_;
};

}  // namespace emptor
