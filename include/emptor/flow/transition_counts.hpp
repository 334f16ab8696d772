// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How often one state followed another.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/flow/detail/pair_counts.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

namespace detail {
template <class Who, class When, class State>
class entity_paths;
template <class When, class State>
class move_tally;
}  // namespace detail

/// Counts of moves from state to state, of the states that paths begin with (entries), and of those they end with
/// (exits). A path that stays where it is moves from the state to itself.
///
/// States have numbers: enumerators their index, all of them; texts the order in which they were first seen. Counts are
/// equal where every state has the same counts, whatever its number. Counts of disjoint sets of paths add up to those
/// of all of them.
///
/// @invariant the visits of a state are its entries and all moves to it, and also its exits and all moves from it
template <class State>
    requires std::same_as<State, std::string> || enumerated<State>
class transition_counts {
public:
    using lookup_type = std::conditional_t<enumerated<State>, State, std::string_view>;

    transition_counts() { grow(); }

    /// Counts one whole path, the states of one entity in order. An empty one is none.
    /// @throws std::invalid_argument for a state that is no enumerator; then nothing of the path is counted.
    template <std::ranges::forward_range Path>
        requires detail::gives_state<std::ranges::range_reference_t<const Path>>
    void count(const Path& path) {
        const auto states = detail::state_numbers("emptor::transition_counts", states_, path);
        grow();
        for (std::size_t at = 1; at < states.size(); ++at) static_cast<void>(moves_(states[at - 1], states[at]));
        if (!states.empty()) enter(states.front());  // from here on nothing throws
        for (std::size_t at = 1; at < states.size(); ++at) move(states[at - 1], states[at]);
    }

    /// Adds the counts of other paths. New states come after those there were.
    transition_counts& operator+=(const transition_counts& other) {
        static_cast<void>(add(other));
        return *this;
    }

    /// How many states there are.
    [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }
    /// The name of a state by its number, which must be below `size()`.
    [[nodiscard]] std::string_view name(std::size_t number) const noexcept { return states_.name(number); }
    /// The number of a state, if it has one.
    [[nodiscard]] std::optional<std::size_t> find(lookup_type state) const {
        const std::uint32_t number = states_.find(state);
        return number == detail::no_state ? std::nullopt : std::optional<std::size_t>{number};
    }

    /// How many paths were counted, which is the sum of all entries and that of all exits.
    [[nodiscard]] std::uint64_t paths() const noexcept { return paths_; }

    /// How often one state came right after another; 0 for a state that has no number.
    [[nodiscard]] std::uint64_t moves(lookup_type from, lookup_type to) const {
        return moves_between(states_.find(from), states_.find(to));
    }
    /// The same by their numbers.
    [[nodiscard]] std::uint64_t moves(std::size_t from, std::size_t to) const { return moves_between(from, to); }

    /// How many paths began there.
    [[nodiscard]] std::uint64_t entries(lookup_type state) const { return node_at(states_.find(state)).entries; }
    [[nodiscard]] std::uint64_t entries(std::size_t state) const { return node_at(state).entries; }
    /// How many paths ended there.
    [[nodiscard]] std::uint64_t exits(lookup_type state) const { return node_at(states_.find(state)).exits; }
    [[nodiscard]] std::uint64_t exits(std::size_t state) const { return node_at(state).exits; }
    /// How many events were of this state.
    [[nodiscard]] std::uint64_t visits(lookup_type state) const { return node_at(states_.find(state)).visits; }
    [[nodiscard]] std::uint64_t visits(std::size_t state) const { return node_at(state).visits; }

    /// Of all visits to `from`, how many were followed by `to`. A path that ends there was followed by nothing.
    [[nodiscard]] proportion followed_by(lookup_type from, lookup_type to) const {
        return {visits(from), moves(from, to)};
    }
    /// Of all visits to `to`, how many came from `from`. A path that begins there came from nowhere.
    [[nodiscard]] proportion preceded_by(lookup_type to, lookup_type from) const {
        return {visits(to), moves(from, to)};
    }

    /// Calls `use(from, to, count)` with the numbers of each pair of states that followed each other, in any order.
    template <class Use>
    void for_each_move(Use use) const {
        moves_.for_each(use);
    }

    friend bool operator==(const transition_counts& a, const transition_counts& b) {
        return a.paths_ == b.paths_ && a.is_within(b) && b.is_within(a);
    }

private:
    template <class, class, class>
    friend class detail::entity_paths;
    template <class, class>
    friend class detail::move_tally;

    struct node {
        std::uint64_t entries{};
        std::uint64_t visits{};
        std::uint64_t exits{};

        friend bool operator==(const node&, const node&) noexcept = default;
    };

    [[nodiscard]] node node_at(std::size_t number) const { return number < size() ? nodes_[number] : node{}; }
    [[nodiscard]] std::uint64_t moves_between(std::size_t from, std::size_t to) const {
        return from < size() && to < size() ? moves_.at(from, to) : 0;
    }

    /// Whether all that was counted here was counted there as often.
    [[nodiscard]] bool is_within(const transition_counts& other) const {
        std::vector<std::size_t> there(size());
        for (std::size_t state = 0; state < size(); ++state) {
            there[state] = other.number_in(*this, state);
            if (other.node_at(there[state]) != nodes_[state]) return false;
        }
        bool same = true;
        for_each_move([&](std::size_t from, std::size_t to, std::uint64_t count) {
            same = same && other.moves_between(there[from], there[to]) == count;
        });
        return same;
    }

    [[nodiscard]] std::size_t number_in(const transition_counts& other, std::size_t state) const {
        if constexpr (enumerated<State>) {
            return state;
        } else {
            return states_.find(other.name(state));
        }
    }

    /// The number of the state that an event gives; `detail::no_state` for none.
    template <class Given>
    std::uint32_t number(const Given& state) {
        const std::uint32_t number = detail::state_number(states_, state);
        if (number != detail::no_state && number >= nodes_.size()) [[unlikely]]
            grow();
        return number;
    }

    /// Makes room for the states there are.
    void grow() {
        moves_.grow(states_.size());
        nodes_.resize(states_.size());
    }

    void enter(std::uint32_t to) noexcept {
        ++paths_;
        node& entered = nodes_[to];
        ++entered.entries;
        ++entered.visits;
        ++entered.exits;
    }

    void move(std::uint32_t from, std::uint32_t to) {
        ++moves_(from, to);  // the only one that may throw
        --nodes_[from].exits;
        ++nodes_[to].visits;
        ++nodes_[to].exits;
    }

    /// Makes one path of two, of which one ended in `from` and the other began in `to`.
    void join(std::uint32_t from, std::uint32_t to) {
        ++moves_(from, to);
        --nodes_[from].exits;
        --nodes_[to].entries;
        --paths_;
    }

    /// Adds the counts of other paths. Nothing has changed where this throws.
    /// @return the number here of each of the other's states.
    std::vector<std::uint32_t> add(const transition_counts& other) {
        transition_counts sum{*this};
        std::vector<std::uint32_t> here(other.size());
        for (std::size_t state = 0; state < here.size(); ++state) {
            here[state] = sum.states_.number_of(other.states_, state);
        }
        sum.grow();
        for (std::size_t state = 0; state < here.size(); ++state) {
            node& to = sum.nodes_[here[state]];
            to.entries += other.nodes_[state].entries;
            to.visits += other.nodes_[state].visits;
            to.exits += other.nodes_[state].exits;
        }
        other.for_each_move(
            [&](std::size_t from, std::size_t to, std::uint64_t count) { sum.moves_(here[from], here[to]) += count; });
        sum.paths_ += other.paths_;
        *this = std::move(sum);
        return here;
    }

    [[no_unique_address]] detail::state_list<State> states_;
    std::vector<node> nodes_;
    detail::pair_counts moves_;
    std::uint64_t paths_{};
};

static_assert(aggregate_of<transition_counts<std::string>, std::vector<std::string>>);

}  // namespace emptor
