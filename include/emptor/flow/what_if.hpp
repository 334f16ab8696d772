// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What the chance of a purchase would be if buyers moved otherwise.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/flow/estimated_chance.hpp>
#include <emptor/flow/first_passage.hpp>
#include <emptor/flow/markov_chain.hpp>
#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/matrix.hpp>

namespace emptor {

/// A change of how one state is left: of one move, or of all.
class chain_change {
public:
    /// The move gets this probability, and the others from there share what is left in proportion.
    /// @throws std::invalid_argument unless the probability is in [0, 1].
    chain_change(std::string_view from, std::string_view to, double probability)
        : from_{from}, to_{to}, probability_{probability} {
        detail::demand_probability("chain_change", "the probability from \"" + from_ + "\" to \"" + *to_ + "\"",
                                   probability);
    }

    /// All moves get these probabilities, by the number of the state entered.
    chain_change(std::string_view from, std::vector<double> row) : from_{from}, row_{std::move(row)} {}

    [[nodiscard]] const std::string& from() const noexcept { return from_; }

    /// The chain with this change.
    /// @throws std::invalid_argument if a state is none; if the row is not one of probabilities that sum to 1; if what
    ///         is left has no other move to go to.
    [[nodiscard]] markov_chain in(const markov_chain& chain) const {
        if (!to_) return chain.with_row(from_, row_);
        const std::size_t to = chain.number(*to_);
        const auto old = chain.probabilities().row(chain.number(from_));
        std::vector<double> row(old.begin(), old.end());
        const double others = sum_without(row, to);
        if (others == 0 && probability_ < 1) {
            throw std::invalid_argument{"emptor::chain_change: \"" + from_ + "\" is left for \"" + *to_ +
                                        "\" only; with another probability than 1 it needs a whole row"};
        }
        for (double& each : row) each = others > 0 ? each * ((1 - probability_) / others) : 0;
        row[to] = probability_;
        return chain.with_row(from_, row);
    }

    /// From the derivatives by the changed probabilities to those by the ones before, in the row of `from()`.
    void pull_back(const markov_chain& before, matrix& derivatives) const {
        const std::size_t from = before.number(from_);
        const auto slopes = derivatives.row(from);
        const auto old = before.probabilities().row(from);
        const std::size_t to = to_ ? before.number(*to_) : 0;
        const double others = to_ ? sum_without(old, to) : 0;
        if (others == 0) {
            std::fill(slopes.begin(), slopes.end(), 0.0);
            return;
        }
        // Each other one is (1 - x) p / (1 - p of the move): it grows with its own p, and with that of the move.
        const double scale = (1 - probability_) / others;
        double of_move = 0;
        for (std::size_t i = 0; i < old.size(); ++i) {
            if (i == to) continue;
            of_move += slopes[i] * old[i] * scale / others;
            slopes[i] *= scale;
        }
        slopes[to] = of_move;
    }

private:
    [[nodiscard]] static double sum_without(std::span<const double> row, std::size_t left_out) {
        double sum = 0;
        for (std::size_t i = 0; i < row.size(); ++i) sum += i == left_out ? 0 : row[i];
        return sum;
    }

    std::string from_;
    std::optional<std::string> to_;
    double probability_{};
    std::vector<double> row_;
};

/// The chance of coming to the goal as it is, as it would be, and the difference. The standard error of the difference
/// knows that both stand on the same observations. What was changed is taken as given, without error.
struct what_if_result {
    markov_chain changed;
    estimated_chance before;
    estimated_chance after;
    estimated_change change;
};

namespace detail {

inline what_if_result what_if_from(const first_passage& now, std::span<const double> start, double paths,
                                   std::span<const chain_change> changes) {
    const markov_chain& chain = now.chain();
    markov_chain changed{chain};
    std::vector<bool> seen(chain.size());
    for (const chain_change& each : changes) {
        const std::size_t from = chain.number(each.from());
        if (seen[from]) {
            throw std::invalid_argument{"emptor::what_if: two changes of how \"" + each.from() +
                                        "\" is left; give its whole row"};
        }
        seen[from] = true;
        changed = each.in(changed);
    }
    const first_passage then{changed, now.goal()};
    const matrix slopes = now.derivatives(start);
    matrix slopes_then = then.derivatives(start);
    for (const chain_change& each : changes) each.pull_back(chain, slopes_then);
    matrix difference = slopes_then;
    for (std::size_t i = 0; i < difference.numbers().size(); ++i) difference.numbers()[i] -= slopes.numbers()[i];

    const double before = now.chance_from(start);
    const double after = then.chance_from(start);
    double of_before = variance_along(chain, slopes);
    double of_after = variance_along(chain, slopes_then);
    double of_change = variance_along(chain, difference);
    for (std::size_t i = 0; paths > 0 && i < start.size(); ++i) {
        const double off = now.chances()[i] - before;
        const double off_then = then.chances()[i] - after;
        of_before += start[i] * off * off / paths;
        of_after += start[i] * off_then * off_then / paths;
        of_change += start[i] * (off_then - off) * (off_then - off) / paths;
    }
    return {.changed = std::move(changed),
            .before = {before, std::sqrt(of_before)},
            .after = {after, std::sqrt(of_after)},
            .change = {after - before, std::sqrt(of_change)}};
}

}  // namespace detail

/// What the changes would do to the chance of coming to the goal from a state.
/// @throws std::invalid_argument as the changes, and if two are of one state.
template <chain_state From>
[[nodiscard]] what_if_result what_if(const first_passage& now, const From& from,
                                     std::span<const chain_change> changes) {
    return detail::what_if_from(now, now.only(now.chain().number(from)), 0, changes);
}
template <chain_state From>
[[nodiscard]] what_if_result what_if(const first_passage& now, const From& from,
                                     std::initializer_list<chain_change> changes) {
    return what_if(now, from, std::span{changes.begin(), changes.size()});
}

/// The same from where paths begin.
[[nodiscard]] inline what_if_result what_if(const first_passage& now, std::span<const chain_change> changes) {
    return detail::what_if_from(now, now.starts(), now.chain().paths(), changes);
}
[[nodiscard]] inline what_if_result what_if(const first_passage& now, std::initializer_list<chain_change> changes) {
    return what_if(now, std::span{changes.begin(), changes.size()});
}

}  // namespace emptor
