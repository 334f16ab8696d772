// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Paths that begin alike, kept once as far as they are alike.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/flow/state.hpp>

namespace emptor::detail {

/// The tree of all beginnings of paths: how many paths passed each, and how many ended there. States are numbers.
///
/// @invariant what passed a node is what ended there and what passed its children; a node stands behind its parent
class path_tree {
public:
    /// A beginning of paths: that of its parent, and one state more.
    struct node {
        std::uint32_t parent{};
        std::uint32_t state{no_state};
        std::uint64_t passed{};  ///< by paths that begin so
        std::uint64_t ended{};   ///< paths that are this and no more
    };

    /// The beginning without any state, which all paths pass.
    static constexpr std::uint32_t root = 0;
    /// No node.
    static constexpr std::uint32_t nowhere = no_state;

    [[nodiscard]] std::span<const node> nodes() const noexcept { return nodes_; }

    [[nodiscard]] std::uint32_t find(std::uint32_t parent, std::uint32_t state) const {
        const auto found = places_.find(key(parent, state));
        return found ? *found + 1 : nowhere;
    }

    /// The node one state further on, a new one if no path went there.
    /// @throws std::length_error when all 2^32 - 1 numbers are taken.
    [[nodiscard]] std::uint32_t child(std::uint32_t parent, std::uint32_t state) {
        if (nodes_.size() == nodes_.capacity()) nodes_.reserve(2 * nodes_.size());  // so that only the index can throw
        const std::uint32_t number = places_.number(key(parent, state)) + 1;
        if (number == nodes_.size()) nodes_.push_back({.parent = parent, .state = state});
        return number;
    }

    /// A path that ended in `from` goes on to its child `to`; one at the root begins.
    void move(std::uint32_t from, std::uint32_t to) noexcept {
        if (from == root) {
            ++nodes_[root].passed;
        } else {
            --nodes_[from].ended;
        }
        ++nodes_[to].passed;
        ++nodes_[to].ended;
    }

    /// Counts a path so many times. Nothing is counted where this throws.
    void count(std::span<const std::uint32_t> path, std::uint64_t times) {
        if (path.empty() || times == 0) return;
        std::uint32_t at = root;
        for (const std::uint32_t state : path) at = child(at, state);
        nodes_[at].ended += times;
        for (; at != root; at = nodes_[at].parent) nodes_[at].passed += times;
        nodes_[root].passed += times;
    }

    /// Adds other paths.
    /// @param here the number here of each of their states.
    /// @return the node here of each of theirs.
    std::vector<std::uint32_t> add(const path_tree& other, std::span<const std::uint32_t> here) {
        std::vector<std::uint32_t> place(other.nodes_.size(), root);
        for (std::size_t at = 0; at < place.size(); ++at) {
            const node& theirs = other.nodes_[at];
            if (at != root) place[at] = child(place[theirs.parent], here[theirs.state]);
            nodes_[place[at]].passed += theirs.passed;
            nodes_[place[at]].ended += theirs.ended;
        }
        return place;
    }

    /// The states from the first to that of the node.
    [[nodiscard]] std::vector<std::uint32_t> path_to(std::uint32_t at) const {
        std::vector<std::uint32_t> path;
        for (; at != root; at = nodes_[at].parent) path.push_back(nodes_[at].state);
        std::reverse(path.begin(), path.end());
        return path;
    }

    /// Whether paths were counted here as often as there.
    /// @param there the number there of each of the states here.
    [[nodiscard]] bool same_as(const path_tree& other, std::span<const std::uint32_t> there) const {
        std::vector<std::uint32_t> place(nodes_.size(), root);
        for (std::size_t at = 0; at < place.size(); ++at) {
            const node& mine = nodes_[at];
            if (at != root && mine.passed == 0) continue;  // nor did anything pass its children
            if (at != root) place[at] = other.find(place[mine.parent], there[mine.state]);
            if (place[at] == nowhere) return false;
            const node& theirs = other.nodes_[place[at]];
            if (mine.passed != theirs.passed || mine.ended != theirs.ended) return false;
        }
        return true;  // and there are no others there, for as many passed the root
    }

    /// All nodes but the root that a path passed, in the order of a dictionary: each behind its parent, and the
    /// children of one parent in the order of their states.
    /// @param ranks the place of each state among all of them.
    [[nodiscard]] std::vector<std::uint32_t> in_order(std::span<const std::uint32_t> ranks) const {
        std::vector<std::vector<std::uint32_t>> of_state(ranks.size());
        for (std::uint32_t at = 1; at < nodes_.size(); ++at) {
            if (nodes_[at].passed > 0) of_state[ranks[nodes_[at].state]].push_back(at);
        }
        // Chains of siblings: the last state is put in first, so that each chain ends up in order.
        std::vector<std::uint32_t> first(nodes_.size(), nowhere);
        std::vector<std::uint32_t> next(nodes_.size(), nowhere);
        for (std::size_t rank = of_state.size(); rank-- > 0;) {
            for (const std::uint32_t at : of_state[rank]) {
                next[at] = std::exchange(first[nodes_[at].parent], at);
            }
        }
        std::vector<std::uint32_t> order;
        for (std::uint32_t at = first[root]; at != nowhere;) {
            order.push_back(at);
            if (first[at] != nowhere) {
                at = first[at];
                continue;
            }
            while (at != root && next[at] == nowhere) at = nodes_[at].parent;
            at = next[at];  // of the root: nowhere
        }
        return order;
    }

private:
    [[nodiscard]] static std::uint64_t key(std::uint32_t parent, std::uint32_t state) noexcept {
        return std::uint64_t{parent} << 32U | state;
    }

    entity_index<std::uint64_t> places_;  // of all nodes but the root
    std::vector<node> nodes_ = std::vector<node>(1);
};

}  // namespace emptor::detail
