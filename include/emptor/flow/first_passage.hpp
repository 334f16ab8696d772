// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The chance to come to a state, such as a purchase: how sure it is, and what it depends on.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/flow/detail/chain_part.hpp>
#include <emptor/flow/estimated_chance.hpp>
#include <emptor/flow/markov_chain.hpp>
#include <emptor/stats/matrix.hpp>

namespace emptor {

/// What the chance of a purchase owes to one kind of move.
struct move_effect {
    std::size_t from{};
    std::size_t to{};
    double probability{};
    /// By how much the chance grows for each unit by which the move becomes more probable, at the cost of all others
    /// from there in proportion: times 0.01, what one point more would bring, nearly.
    double gain{};

    friend constexpr bool operator==(const move_effect&, const move_effect&) noexcept = default;
};

/// What is lost in one state.
struct bottleneck {
    std::size_t state{};
    double visits{};  ///< how often a path comes there on its way
    double lost{};    ///< the chance that a path is lost there: moves to a state from which none leads to the goal
    /// By how much the chance of reaching the goal would grow if nothing were lost there, and the other moves from
    /// there became more probable in proportion.
    double gain{};

    friend constexpr bool operator==(const bottleneck&, const bottleneck&) noexcept = default;
};

/// How likely paths of a chain come to one state at all, from each state: its goal. It means something also where the
/// goal is left again, where only loss is final, and where nothing is.
///
/// @invariant the chance is 1 in the goal, and 0 where no moves lead there
class first_passage {
public:
    /// @throws std::invalid_argument if the goal is no state.
    template <chain_state Goal>
    first_passage(markov_chain chain, const Goal& goal)
        : first_passage{chain.number(goal), std::move(chain), nullptr} {}

    [[nodiscard]] const markov_chain& chain() const noexcept { return chain_; }
    [[nodiscard]] std::size_t goal() const noexcept { return goal_; }

    /// The chance from each state, by its number.
    [[nodiscard]] std::span<const double> chances() const noexcept { return chances_; }
    /// @throws std::invalid_argument if it is no state.
    template <chain_state From>
    [[nodiscard]] double chance(const From& from) const {
        return chances_[chain_.number(from)];
    }
    /// The chance from where paths begin.
    /// @throws std::invalid_argument if the chain does not know where.
    [[nodiscard]] double chance() const { return chance_from(starts()); }

    /// The number of moves to the goal, on the paths that come there; absent where none does. Without loss, the mean
    /// first passage time (Kemeny and Snell 1960, section 4.4).
    template <chain_state From>
    [[nodiscard]] std::optional<double> expected_steps(const From& from) const {
        const std::size_t state = chain_.number(from);
        if (chances_[state] == 0) return std::nullopt;
        if (!part_.contains(state)) return 0;
        std::vector<double> each(part_.size());
        for (std::size_t i = 0; i < part_.size(); ++i) each[i] = chances_[part_.states()[i]];
        return part_.solve(each)[part_.place(state)] / chances_[state];
    }

    /// The chance from a state with what the estimated probabilities leave open.
    template <chain_state From>
    [[nodiscard]] estimated_chance estimate(const From& from) const {
        return estimate_from(only(chain_.number(from)), 0);
    }
    /// The chance from where paths begin, where the beginnings are a sample, too.
    [[nodiscard]] estimated_chance estimate() const { return estimate_from(starts(), chain_.paths()); }

    /// How often a path that begins so is in each state before it comes to the goal, or where none leads there; 0 for
    /// those.
    /// @throws std::invalid_argument unless there is a number a state.
    [[nodiscard]] std::vector<double> visits(std::span<const double> start) const {
        require_start(start.size());
        std::vector<double> within(part_.size());
        for (std::size_t i = 0; i < part_.size(); ++i) within[i] = start[part_.states()[i]];
        std::vector<double> all(chain_.size());
        const std::vector<double> found = part_.solve_transposed(within);
        for (std::size_t i = 0; i < part_.size(); ++i) all[part_.states()[i]] = found[i];
        return all;
    }

    /// By how much the chance from a start grows per unit of each probability taken by itself: its exact derivative,
    /// the visits of the state left times the chance from the state entered, by d(M^-1) = -M^-1 dM M^-1 (J. R. Magnus
    /// and H. Neudecker 1988, Matrix Differential Calculus, chapter 8). Only sums over a row in which changes cancel
    /// mean something.
    [[nodiscard]] matrix derivatives(std::span<const double> start) const {
        const std::vector<double> often = visits(start);
        matrix result{chain_.size(), chain_.size()};
        for (std::size_t from = 0; from < chain_.size(); ++from) {
            for (std::size_t to = 0; to < chain_.size(); ++to) result(from, to) = often[from] * chances_[to];
        }
        return result;
    }

    /// What each kind of move does for the chance from a state, the most helpful first: the derivatives where the other
    /// moves from the same state give way in proportion. Moves that never happen, or always do, are not among them.
    template <chain_state From>
    [[nodiscard]] std::vector<move_effect> effects(const From& from) const {
        return effects_from(only(chain_.number(from)));
    }
    /// The same from where paths begin.
    [[nodiscard]] std::vector<move_effect> effects() const { return effects_from(starts()); }

    /// Where most is lost on the way from a state: those with most to gain first. Only states where something is.
    template <chain_state From>
    [[nodiscard]] std::vector<bottleneck> bottlenecks(const From& from) const {
        return bottlenecks_from(only(chain_.number(from)));
    }
    /// The same from where paths begin.
    [[nodiscard]] std::vector<bottleneck> bottlenecks() const { return bottlenecks_from(starts()); }

    /// A start in one state.
    [[nodiscard]] std::vector<double> only(std::size_t state) const {
        std::vector<double> start(chain_.size());
        start[state] = 1;
        return start;
    }

    /// Where paths begin.
    /// @throws std::invalid_argument if the chain does not know.
    [[nodiscard]] std::span<const double> starts() const {
        if (chain_.starts().empty()) {
            throw std::invalid_argument{
                "emptor::first_passage: the chain was given by its probabilities and does not "
                "know where paths begin; name the state to begin with"};
        }
        return chain_.starts();
    }

    [[nodiscard]] double chance_from(std::span<const double> start) const {
        require_start(start.size());
        double sum = 0;
        for (std::size_t i = 0; i < start.size(); ++i) sum += start[i] * chances_[i];
        return sum;
    }

private:
    first_passage(std::size_t goal, markov_chain chain, std::nullptr_t)
        : chain_{std::move(chain)}, goal_{goal}, part_{chain_.probabilities(), on_the_way()}, chances_(chain_.size()) {
        std::vector<bool> at_goal(chain_.size());
        at_goal[goal_] = true;
        chances_[goal_] = 1;
        const std::vector<double> found = part_.solve(part_.moves_to(chain_.probabilities(), at_goal));
        for (std::size_t i = 0; i < part_.size(); ++i) chances_[part_.states()[i]] = std::min(found[i], 1.0);
    }

    [[nodiscard]] std::vector<bool> on_the_way() const {
        std::vector<bool> at_goal(chain_.size());
        at_goal[goal_] = true;
        std::vector<bool> members = detail::reaching(chain_.probabilities(), at_goal);
        members[goal_] = false;
        return members;
    }

    void require_start(std::size_t given) const {
        if (given == chain_.size()) return;
        throw std::invalid_argument{"emptor::first_passage: a start of " + std::to_string(given) +
                                    " numbers; there must be one for each of " + std::to_string(chain_.size()) +
                                    " states"};
    }

    [[nodiscard]] estimated_chance estimate_from(std::span<const double> start, double paths) const {
        const double value = chance_from(start);
        double variance = detail::variance_along(chain_, derivatives(start));
        if (paths > 0) {
            for (std::size_t i = 0; i < start.size(); ++i) {
                variance += start[i] * (chances_[i] - value) * (chances_[i] - value) / paths;
            }
        }
        return {value, std::sqrt(variance)};
    }

    [[nodiscard]] std::vector<move_effect> effects_from(std::span<const double> start) const {
        const std::vector<double> often = visits(start);
        std::vector<move_effect> all;
        for (const std::size_t from : part_.states()) {
            const auto moves = chain_.probabilities().row(from);
            for (std::size_t to = 0; to < moves.size(); ++to) {
                if (!(moves[to] > 0 && moves[to] < 1)) continue;
                all.push_back({from, to, moves[to], often[from] * (chances_[to] - chances_[from]) / (1 - moves[to])});
            }
        }
        std::sort(all.begin(), all.end(), [](const move_effect& a, const move_effect& b) {
            if (a.gain != b.gain) return a.gain > b.gain;
            return a.from != b.from ? a.from < b.from : a.to < b.to;
        });
        return all;
    }

    [[nodiscard]] std::vector<bottleneck> bottlenecks_from(std::span<const double> start) const {
        const std::vector<double> often = visits(start);
        const matrix between = part_.inverse();
        std::vector<bool> hopeless(chain_.size());
        for (std::size_t i = 0; i < chain_.size(); ++i) {
            hopeless[i] = i != goal_ && !part_.contains(i);
        }
        const std::vector<double> losing = part_.moves_to(chain_.probabilities(), hopeless);
        std::vector<bottleneck> all;
        for (std::size_t i = 0; i < part_.size(); ++i) {
            const std::size_t state = part_.states()[i];
            const double lost = often[state] * losing[i];
            if (!(lost > 0)) continue;
            // A change of one row of the equations: J. Sherman and W. J. Morrison 1950, Ann. Math. Stat. 21, 124-127.
            const double kept = 1 - losing[i] * between(i, i);
            all.push_back({state, often[state], lost, kept > 0 ? lost * chances_[state] / kept : 0});
        }
        std::sort(all.begin(), all.end(), [](const bottleneck& a, const bottleneck& b) {
            return a.gain != b.gain ? a.gain > b.gain : a.state < b.state;
        });
        return all;
    }

    markov_chain chain_;
    std::size_t goal_;
    detail::chain_part part_;  // the states that lead to the goal
    std::vector<double> chances_;
};

}  // namespace emptor
