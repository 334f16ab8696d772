// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many came back to where they had been.

#include <cstddef>
#include <cstdint>
#include <ranges>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <emptor/flow/detail/path_states.hpp>
#include <emptor/flow/path_counts.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

/// How often paths came back to one state.
///
/// @invariant `visits == paths + returns + repeats`
struct state_rework {
    std::uint64_t visits{};     ///< events of this state
    std::uint64_t paths{};      ///< paths that have one
    std::uint64_t returns{};    ///< visits after the state had been left for another
    std::uint64_t returning{};  ///< paths that have such a return
    std::uint64_t repeats{};    ///< visits right after another one
    std::uint64_t repeating{};  ///< paths that have such a repeat

    friend bool operator==(const state_rework&, const state_rework&) noexcept = default;

    /// Of the paths that came to the state, those that came back to it.
    [[nodiscard]] proportion return_rate() const { return {paths, returning}; }
};

/// Counts returns to a state by paths that had left it, and repeats of a state by paths that stayed.
///
/// Counts of disjoint sets of paths add up, in any order, to those of all of them.
template <class State>
class rework : public detail::path_states<State> {
public:
    using typename detail::path_states<State>::lookup_type;

    rework() { grow(); }

    /// The rework of paths that were counted before.
    explicit rework(const path_counts<State>& paths) : rework{} {
        const auto here = this->numbers_of(paths);
        grow();
        std::vector<std::uint32_t> path;
        paths.for_each_path([&](std::span<const std::uint32_t> states, std::uint64_t times) {
            path.clear();
            for (const std::uint32_t each : states) path.push_back(here[each]);
            add(path, times);
        });
    }

    /// Counts one whole path, the states of one entity in order, so many times. An empty one is none.
    /// @throws std::invalid_argument for a state that is no enumerator; then nothing of the path is counted.
    template <std::ranges::forward_range Path>
        requires detail::gives_state<std::ranges::range_reference_t<const Path>>
    void count(const Path& path, std::uint64_t times = 1) {
        const auto numbers = detail::state_numbers("emptor::rework", this->states_, path);
        grow();
        add(numbers, times);
    }

    /// Adds the counts of other paths.
    rework& operator+=(const rework& other) {
        rework sum{*this};
        const auto here = sum.numbers_of(other);
        sum.grow();
        for (std::size_t at = 0; at < here.size(); ++at) {
            state_rework& to = sum.of_state_[here[at]];
            const state_rework& from = other.of_state_[at];
            to.visits += from.visits;
            to.paths += from.paths;
            to.returns += from.returns;
            to.returning += from.returning;
            to.repeats += from.repeats;
            to.repeating += from.repeating;
        }
        sum.paths_ += other.paths_;
        sum.returning_ += other.returning_;
        *this = std::move(sum);
        return *this;
    }

    /// How many paths were counted.
    [[nodiscard]] std::uint64_t paths() const noexcept { return paths_; }
    /// Of all paths, those that came back to any state.
    [[nodiscard]] proportion return_rate() const { return {paths_, returning_}; }

    /// What was counted of a state; all zeros for one that has no number.
    [[nodiscard]] state_rework at(lookup_type state) const { return at(std::size_t{this->states_.find(state)}); }
    /// The same by its number.
    [[nodiscard]] state_rework at(std::size_t state) const {
        return state < of_state_.size() ? of_state_[state] : state_rework{};
    }

    friend bool operator==(const rework& a, const rework& b) {
        return a.paths_ == b.paths_ && a.returning_ == b.returning_ && a.is_within(b) && b.is_within(a);
    }

private:
    void grow() {
        of_state_.resize(this->size());
        last_path_.resize(this->size());
    }

    void add(std::span<const std::uint32_t> path, std::uint64_t times) {
        if (path.empty() || times == 0) return;
        // What this path did in a state before is known by the number of the path, so nothing is cleared.
        ++path_number_;
        bool is_returning = false;
        std::uint32_t before = detail::no_state;
        for (const std::uint32_t state : path) {
            state_rework& of = of_state_[state];
            marks& last = last_path_[state];
            of.visits += times;
            if (last.visited != path_number_) {
                last.visited = path_number_;
                of.paths += times;
            } else if (before == state) {
                of.repeats += times;
                if (std::exchange(last.repeated, path_number_) != path_number_) of.repeating += times;
            } else {
                of.returns += times;
                is_returning = true;
                if (std::exchange(last.returned, path_number_) != path_number_) of.returning += times;
            }
            before = state;
        }
        paths_ += times;
        if (is_returning) returning_ += times;
    }

    /// Whether all that was counted here was counted there as often.
    [[nodiscard]] bool is_within(const rework& other) const {
        const auto there = this->numbers_in(other);
        for (std::size_t at = 0; at < there.size(); ++at) {
            if (of_state_[at] != other.at(std::size_t{there[at]})) return false;
        }
        return true;
    }

    /// The last path that visited, returned to and repeated a state.
    struct marks {
        std::uint64_t visited{};
        std::uint64_t returned{};
        std::uint64_t repeated{};
    };

    std::vector<state_rework> of_state_;
    std::vector<marks> last_path_;
    std::uint64_t path_number_{};
    std::uint64_t paths_{};
    std::uint64_t returning_{};
};

static_assert(aggregate_of<rework<std::string>, std::vector<std::string>>);

}  // namespace emptor
