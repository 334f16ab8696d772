// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Some of the states of a chain, and the equations of the moves among them.

#include <cstddef>
#include <span>
#include <vector>

#include <emptor/stats/matrix.hpp>

namespace emptor::detail {

inline constexpr auto not_in_part = static_cast<std::size_t>(-1);

/// From which states moves lead to one of these, in any number, also none. A move out of one of these does not count.
[[nodiscard]] inline std::vector<bool> reaching(const matrix& probabilities, const std::vector<bool>& goals) {
    std::vector<bool> reaches = goals;
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < goals.size(); ++i) {
        if (goals[i]) found.push_back(i);
    }
    while (!found.empty()) {
        const std::size_t to = found.back();
        found.pop_back();
        for (std::size_t from = 0; from < goals.size(); ++from) {
            if (reaches[from] || !(probabilities(from, to) > 0)) continue;
            reaches[from] = true;
            found.push_back(from);
        }
    }
    return reaches;
}

/// States of a chain that are numbered among themselves, each of which leads out of them, and the equations with I - Q
/// for the moves Q among them.
///
/// States are taken out one after the other, each diagonal being summed from the moves that remain: no numbers are ever
/// subtracted, and so every digit of a solution holds, however seldom a state is left, and what is 0 stays 0 (W. K.
/// Grassmann, M. I. Taksar and D. P. Heyman 1985, Oper. Res. 33, 1107-1116; C. A. O'Cinneide 1993, Numer. Math. 65,
/// 109-120). O(n^3) once, O(n^2) a right side, of numbers that are 0 or more.
class chain_part {
public:
    chain_part(const matrix& probabilities, const std::vector<bool>& members) : places_(members.size(), not_in_part) {
        for (std::size_t state = 0; state < members.size(); ++state) {
            if (!members[state]) continue;
            places_[state] = states_.size();
            states_.push_back(state);
        }
        moves_ = matrix{size(), size()};
        rates_.resize(size());
        std::vector<double> out(size());
        for (std::size_t i = 0; i < size(); ++i) {
            const auto moves = probabilities.row(states_[i]);
            for (std::size_t to = 0; to < moves.size(); ++to) {
                (places_[to] == not_in_part ? out[i] : moves_(i, places_[to])) += moves[to];
            }
        }
        for (std::size_t k = 0; k < size(); ++k) {
            const auto leaving = moves_.row(k);
            rates_[k] = out[k];
            for (std::size_t j = k + 1; j < size(); ++j) rates_[k] += leaving[j];
            for (std::size_t i = k + 1; i < size(); ++i) {
                const auto row = moves_.row(i);
                if (row[k] == 0) continue;
                const double factor = row[k] /= rates_[k];
                for (std::size_t j = k + 1; j < size(); ++j) row[j] += factor * leaving[j];
                out[i] += factor * out[k];
            }
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return states_.size(); }
    [[nodiscard]] const std::vector<std::size_t>& states() const noexcept { return states_; }
    /// The number of a state in this part, or `not_in_part`.
    [[nodiscard]] std::size_t place(std::size_t state) const noexcept { return places_[state]; }
    [[nodiscard]] bool contains(std::size_t state) const noexcept { return places_[state] != not_in_part; }

    /// For each state of the part, the probability of moving at once to one of these.
    [[nodiscard]] std::vector<double> moves_to(const matrix& probabilities, const std::vector<bool>& goals) const {
        std::vector<double> sums(size());
        for (std::size_t i = 0; i < size(); ++i) {
            const auto moves = probabilities.row(states_[i]);
            for (std::size_t to = 0; to < moves.size(); ++to) {
                if (goals[to]) sums[i] += moves[to];
            }
        }
        return sums;
    }

    /// The x of (I - Q) x = b.
    [[nodiscard]] std::vector<double> solve(std::vector<double> x) const {
        for (std::size_t i = 0; i < size(); ++i) {
            const auto row = moves_.row(i);
            for (std::size_t k = 0; k < i; ++k) x[i] += row[k] * x[k];
        }
        for (std::size_t i = size(); i-- > 0;) {
            const auto row = moves_.row(i);
            for (std::size_t j = i + 1; j < size(); ++j) x[i] += row[j] * x[j];
            x[i] /= rates_[i];
        }
        return x;
    }

    /// The x of x (I - Q) = b.
    [[nodiscard]] std::vector<double> solve_transposed(std::vector<double> x) const {
        for (std::size_t i = 0; i < size(); ++i) {
            const auto row = moves_.row(i);
            x[i] /= rates_[i];
            for (std::size_t j = i + 1; j < size(); ++j) x[j] += row[j] * x[i];
        }
        for (std::size_t i = size(); i-- > 0;) {
            const auto row = moves_.row(i);
            for (std::size_t k = 0; k < i; ++k) x[k] += row[k] * x[i];
        }
        return x;
    }

    /// N = (I - Q)^-1.
    [[nodiscard]] matrix inverse() const {
        matrix result = matrix::identity(size());
        const auto add = [&](std::span<double> to, std::size_t other, double factor) {
            if (factor == 0) return;
            const auto what = result.row(other);
            for (std::size_t i = 0; i < to.size(); ++i) to[i] += factor * what[i];
        };
        for (std::size_t i = 0; i < size(); ++i) {
            for (std::size_t k = 0; k < i; ++k) add(result.row(i), k, moves_(i, k));
        }
        for (std::size_t i = size(); i-- > 0;) {
            for (std::size_t j = i + 1; j < size(); ++j) add(result.row(i), j, moves_(i, j));
            for (double& each : result.row(i)) each /= rates_[i];
        }
        return result;
    }

private:
    std::vector<std::size_t> states_;
    std::vector<std::size_t> places_;  // of each state of the chain
    matrix moves_;                     // above the diagonal moves with the states before taken out, below it factors
    std::vector<double> rates_;        // how probable it is to leave each state, with those before taken out
};

}  // namespace emptor::detail
