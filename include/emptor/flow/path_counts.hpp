// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many took the same path.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/flow/detail/path_states.hpp>
#include <emptor/flow/detail/path_tree.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

template <entity_id Who, event_time When, class State>
class path_counter;

/// A path and how many took it, from its first state to its last.
template <class State>
struct path_count {
    std::vector<State> states;
    std::uint64_t times{};

    friend bool operator==(const path_count&, const path_count&) = default;
};

/// A beginning of paths as a node of their tree: the beginning its parent is, and one state more.
template <class State>
struct path_step {
    std::optional<std::size_t> parent;  ///< its place in the tree; none for a first state
    State state{};
    std::size_t depth{};     ///< how many states it has
    std::uint64_t passed{};  ///< paths that begin so
    std::uint64_t ended{};   ///< paths that are this and no more

    friend bool operator==(const path_step&, const path_step&) = default;
};

/// A beginning of paths at which some ended.
template <class State>
struct path_loss {
    std::vector<State> states;
    proportion ended;  ///< of all that came this far

    friend bool operator==(const path_loss&, const path_loss&) = default;
};

/// Counts equal paths, exactly: the sequences of states that entities went through. What paths have in common at their
/// beginning is kept once, so memory is that of the distinct beginnings (32 to 64 bytes each), however many paths there
/// are.
///
/// Counts of disjoint sets of paths add up, in any order, to those of all of them.
///
/// Wherever paths are listed, those of one frequency stand in the order of a dictionary: enumerators in their order,
/// texts in that of their characters' codes. So a list does not depend on the order in which paths were counted.
template <class State>
class path_counts : public detail::path_states<State> {
    using base = detail::path_states<State>;
    using tree_type = detail::path_tree;

public:
    using typename base::lookup_type;

    /// Counts one whole path, the states of one entity in order, so many times. An empty one is none.
    /// @throws std::invalid_argument for a state that is no enumerator; then nothing of the path is counted.
    template <std::ranges::forward_range Path>
        requires detail::gives_state<std::ranges::range_reference_t<const Path>>
    void count(const Path& path, std::uint64_t times = 1) {
        tree_.count(detail::state_numbers("emptor::path_counts", this->states_, path), times);
    }

    /// Adds the counts of other paths.
    path_counts& operator+=(const path_counts& other) {
        static_cast<void>(add(other));
        return *this;
    }

    /// How many paths were counted.
    [[nodiscard]] std::uint64_t paths() const noexcept { return tree_.nodes()[tree_type::root].passed; }

    /// How many different ones.
    [[nodiscard]] std::size_t distinct() const noexcept {
        return static_cast<std::size_t>(
            std::ranges::count_if(tree_.nodes(), [](const tree_type::node& each) { return each.ended > 0; }));
    }

    /// How many took exactly this path.
    template <std::ranges::forward_range Path>
        requires flow_state<std::ranges::range_reference_t<const Path>>
    [[nodiscard]] std::uint64_t times(const Path& path) const {
        const auto* const found = find_node(path);
        return found == nullptr ? 0 : found->ended;
    }

    /// How many paths begin so, those that are no longer than this included.
    template <std::ranges::forward_range Path>
        requires flow_state<std::ranges::range_reference_t<const Path>>
    [[nodiscard]] std::uint64_t passed(const Path& path) const {
        const auto* const found = find_node(path);
        return found == nullptr ? 0 : found->passed;
    }

    /// The paths most often taken, so many of them or all.
    [[nodiscard]] std::vector<path_count<State>> top(std::size_t most) const {
        std::vector<path_count<State>> all;
        for (const std::uint32_t at : most_ended(most, {})) {
            all.push_back({this->states(tree_.path_to(at)), tree_.nodes()[at].ended});
        }
        return all;
    }

    /// All beginnings of paths in the order of a dictionary: each stands behind its parent.
    [[nodiscard]] std::vector<path_step<State>> tree() const {
        std::vector<path_step<State>> all;
        std::vector<std::size_t> place(tree_.nodes().size());
        for (const std::uint32_t at : tree_.in_order(this->ranks())) {
            const auto& node = tree_.nodes()[at];
            const bool is_first = node.parent == tree_type::root;
            place[at] = all.size();
            all.push_back({.parent = is_first ? std::nullopt : std::optional{place[node.parent]},
                           .state = this->state(node.state),
                           .depth = is_first ? 1 : all[place[node.parent]].depth + 1,
                           .passed = node.passed,
                           .ended = node.ended});
        }
        return all;
    }

    /// Where most paths ended that should have gone on: so many beginnings or all, by the paths that ended there.
    /// @param goals states that are no loss to end in, such as a purchase.
    /// @throws std::invalid_argument for a goal that is no enumerator. A text that no path has is no error.
    [[nodiscard]] std::vector<path_loss<State>> losses(std::size_t most,
                                                       std::initializer_list<lookup_type> goals = {}) const {
        std::vector<bool> is_goal(this->size());
        for (const lookup_type& goal : goals) {
            const auto number = this->find(goal);
            if (number) {
                is_goal[*number] = true;
            } else if constexpr (enumerated<State>) {
                throw std::invalid_argument{"emptor::path_counts: goal " +
                                            std::to_string(static_cast<long long>(goal)) + " is no enumerator"};
            }
        }
        std::vector<path_loss<State>> all;
        for (const std::uint32_t at : most_ended(most, is_goal)) {
            const auto& node = tree_.nodes()[at];
            all.push_back({this->states(tree_.path_to(at)), proportion{node.passed, node.ended}});
        }
        return all;
    }

    /// Calls `use(path, times)` for each distinct path, with the numbers of its states (a span), in the order of a
    /// dictionary.
    template <class Use>
    void for_each_path(Use use) const {
        std::vector<std::uint32_t> path;
        std::vector<std::size_t> depth(tree_.nodes().size());
        for (const std::uint32_t at : tree_.in_order(this->ranks())) {
            const auto& node = tree_.nodes()[at];
            depth[at] = depth[node.parent] + 1;
            path.resize(depth[at] - 1);
            path.push_back(node.state);
            if (node.ended > 0) use(std::span<const std::uint32_t>{path}, node.ended);
        }
    }

    friend bool operator==(const path_counts& a, const path_counts& b) {
        return a.tree_.same_as(b.tree_, a.numbers_in(b));
    }

private:
    template <entity_id Who, event_time When, class Counted>
    friend class path_counter;

    template <class Path>
    [[nodiscard]] const tree_type::node* find_node(const Path& path) const {
        const auto numbers = this->known(path);
        if (!numbers || numbers->empty()) return nullptr;
        std::uint32_t at = tree_type::root;
        for (const std::uint32_t state : *numbers) {
            at = tree_.find(at, state);
            if (at == tree_type::nowhere) return nullptr;
        }
        return &tree_.nodes()[at];
    }

    /// The nodes at which paths ended, the most first.
    /// @param left_out the states that do not count as an end; shorter where no more are left out.
    [[nodiscard]] std::vector<std::uint32_t> most_ended(std::size_t most, const std::vector<bool>& left_out) const {
        const auto nodes = tree_.nodes();
        std::vector<std::pair<std::uint64_t, std::size_t>> found;  // the fewer the further back, then the place
        const std::vector<std::uint32_t> order = tree_.in_order(this->ranks());
        for (std::size_t place = 0; place < order.size(); ++place) {
            const auto& node = nodes[order[place]];
            if (node.ended == 0 || (node.state < left_out.size() && left_out[node.state])) continue;
            found.emplace_back(~node.ended, place);
        }
        const auto middle = found.begin() + static_cast<std::ptrdiff_t>(std::min(most, found.size()));
        std::partial_sort(found.begin(), middle, found.end());
        std::vector<std::uint32_t> best;
        for (auto each = found.begin(); each != middle; ++each) best.push_back(order[each->second]);
        return best;
    }

    /// @return the node here of each of the other's. Nothing has changed where this throws.
    std::vector<std::uint32_t> add(const path_counts& other) {
        path_counts sum{*this};
        const auto here = sum.numbers_of(other);
        auto places = sum.tree_.add(other.tree_, here);
        *this = std::move(sum);
        return places;
    }

    tree_type tree_;
};

static_assert(aggregate_of<path_counts<std::string>, std::vector<std::string>>);

}  // namespace emptor
