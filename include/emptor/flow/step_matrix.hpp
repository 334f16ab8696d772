// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where everyone is after so many steps.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/flow/detail/path_states.hpp>
#include <emptor/flow/path_counts.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

/// Counts which state paths have at their first, second, ... step, and how many have ended by then.
///
/// Counts of disjoint sets of paths add up, in any order, to those of all of them.
///
/// @invariant at each step the paths in all states and those that have ended are all paths
template <class State>
class step_matrix : public detail::path_states<State> {
public:
    using typename detail::path_states<State>::lookup_type;

    /// @param steps how many steps are counted; what comes later is not.
    /// @throws std::invalid_argument if it is 0.
    explicit step_matrix(std::size_t steps = 20) : steps_(steps) {
        if (steps == 0) throw std::invalid_argument{"emptor::step_matrix: steps is 0; it must be 1 or more"};
    }

    /// The steps of paths that were counted before.
    explicit step_matrix(const path_counts<State>& paths, std::size_t steps = 20) : step_matrix{steps} {
        const auto here = this->numbers_of(paths);
        paths.for_each_path([&](std::span<const std::uint32_t> path, std::uint64_t times) {
            std::vector<std::uint32_t> first;
            for (const std::uint32_t state : path.first(std::min(path.size(), steps_.size()))) {
                first.push_back(here[state]);
            }
            add(first, times);
        });
    }

    /// Counts one whole path, the states of one entity in order, so many times. An empty one is none.
    /// @throws std::invalid_argument for a state that is no enumerator; then nothing of the path is counted.
    template <std::ranges::forward_range Path>
        requires detail::gives_state<std::ranges::range_reference_t<const Path>>
    void count(const Path& path, std::uint64_t times = 1) {
        add(detail::state_numbers("emptor::step_matrix", this->states_, path), times);
    }

    /// Adds the counts of other paths.
    /// @throws std::invalid_argument if the other counts another number of steps.
    step_matrix& operator+=(const step_matrix& other) {
        if (steps() != other.steps()) {
            throw std::invalid_argument{"emptor::step_matrix: one counts " + std::to_string(steps()) +
                                        " steps and the other " + std::to_string(other.steps()) +
                                        "; both must count as many"};
        }
        step_matrix sum{*this};
        const auto here = sum.numbers_of(other);
        for (std::size_t step = 0; step < steps_.size(); ++step) {
            const auto& theirs = other.steps_[step];
            for (std::size_t state = 0; state < theirs.size(); ++state) sum.cell(step, here[state]) += theirs[state];
        }
        sum.paths_ += other.paths_;
        *this = std::move(sum);
        return *this;
    }

    /// How many steps are counted.
    [[nodiscard]] std::size_t steps() const noexcept { return steps_.size(); }
    /// How many paths were counted.
    [[nodiscard]] std::uint64_t paths() const noexcept { return paths_; }

    /// How many paths have this state at this step; 0 for a state that has no number.
    /// @param step from 1, the first state of a path, to `steps()`.
    /// @throws std::invalid_argument if there is no such step.
    [[nodiscard]] std::uint64_t at(std::size_t step, lookup_type state) const {
        return number_at(row(step), this->states_.find(state));
    }
    /// The same by the state's number.
    [[nodiscard]] std::uint64_t at(std::size_t step, std::size_t state) const { return number_at(row(step), state); }

    /// How many paths have no such step: they have ended by then.
    /// @throws std::invalid_argument if there is no such step.
    [[nodiscard]] std::uint64_t ended(std::size_t step) const {
        std::uint64_t left = paths_;
        for (const std::uint64_t each : row(step)) left -= each;
        return left;
    }

    /// The share of all paths.
    [[nodiscard]] proportion share(std::size_t step, lookup_type state) const { return {paths_, at(step, state)}; }
    [[nodiscard]] proportion share(std::size_t step, std::size_t state) const { return {paths_, at(step, state)}; }
    [[nodiscard]] proportion ended_share(std::size_t step) const { return {paths_, ended(step)}; }

    friend bool operator==(const step_matrix& a, const step_matrix& b) {
        return a.paths_ == b.paths_ && a.steps() == b.steps() && a.is_within(b) && b.is_within(a);
    }

private:
    using row_type = std::vector<std::uint64_t>;  // by state, as far as any was counted

    [[nodiscard]] static std::uint64_t number_at(const row_type& row, std::size_t state) noexcept {
        return state < row.size() ? row[state] : 0;
    }

    [[nodiscard]] const row_type& row(std::size_t step) const {
        if (step == 0 || step > steps_.size()) {
            throw std::invalid_argument{"emptor::step_matrix: step is " + std::to_string(step) +
                                        "; it must be from 1 to " + std::to_string(steps_.size())};
        }
        return steps_[step - 1];
    }

    [[nodiscard]] std::uint64_t& cell(std::size_t step, std::uint32_t state) {
        row_type& cells = steps_[step];
        if (state >= cells.size()) cells.resize(this->size());
        return cells[state];
    }

    void add(std::span<const std::uint32_t> path, std::uint64_t times) {
        if (path.empty()) return;
        const auto first = path.first(std::min(path.size(), steps_.size()));
        for (std::size_t step = 0; step < first.size(); ++step) static_cast<void>(cell(step, first[step]));
        for (std::size_t step = 0; step < first.size(); ++step) steps_[step][first[step]] += times;
        paths_ += times;
    }

    /// Whether all that was counted here was counted there as often.
    [[nodiscard]] bool is_within(const step_matrix& other) const {
        const auto there = this->numbers_in(other);
        for (std::size_t step = 0; step < steps_.size(); ++step) {
            for (std::size_t state = 0; state < steps_[step].size(); ++state) {
                if (steps_[step][state] != number_at(other.steps_[step], there[state])) return false;
            }
        }
        return true;
    }

    std::vector<row_type> steps_;
    std::uint64_t paths_{};
};

static_assert(aggregate_of<step_matrix<std::string>, std::vector<std::string>>);

}  // namespace emptor
