// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The most frequent paths in bounded memory.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/flow/detail/path_states.hpp>
#include <emptor/flow/detail/path_summary.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/stats/aggregate.hpp>

namespace emptor {

/// How many took a path, between two bounds that hold for certain.
struct path_bounds {
    std::uint64_t at_least{};
    std::uint64_t at_most{};

    friend bool operator==(const path_bounds&, const path_bounds&) noexcept = default;
};

/// A path of those that are kept, and how many took it.
template <class State>
struct frequent_path {
    std::vector<State> states;
    path_bounds times;

    friend bool operator==(const frequent_path&, const frequent_path&) = default;
};

/// Counts equal paths and keeps no more than a stated number of different ones, the most frequent, by Space-Saving
/// (A. Metwally, D. Agrawal and A. El Abbadi 2005). Every count is known but for `error()`, which is at most
/// `paths() / kept()`, and every path that was taken more often than that is kept. While there were no more different
/// paths than are kept, all counts are exact. Exact for any number: `path_counts`.
///
/// Counts of disjoint sets of paths add up within the same bound, by all paths together (P. K. Agarwal et al. 2012, the
/// sum of mergeable summaries): the answer may be another than that of counting the whole, and is no less certain.
///
/// Memory: the paths that are kept, as long as they are, and the name of every state that was seen.
template <class State>
class frequent_paths : public detail::path_states<State> {
public:
    /// @throws std::invalid_argument if no path is to be kept.
    explicit frequent_paths(std::size_t kept = 1000) : summary_{kept} {
        if (kept == 0 || kept > most_kept) {
            throw std::invalid_argument{"emptor::frequent_paths: kept is " + std::to_string(kept) +
                                        "; it must be from 1 to " + std::to_string(most_kept)};
        }
    }

    /// Counts one whole path, the states of one entity in order, so many times. An empty one is none.
    /// @throws std::invalid_argument for a state that is no enumerator; then nothing of the path is counted.
    template <std::ranges::forward_range Path>
        requires detail::gives_state<std::ranges::range_reference_t<const Path>>
    void count(const Path& path, std::uint64_t times = 1) {
        const auto numbers = detail::state_numbers("emptor::frequent_paths", this->states_, path);
        if (!numbers.empty()) summary_.count({numbers.begin(), numbers.end()}, times);
    }

    /// Adds the counts of other paths.
    /// @throws std::invalid_argument if the other keeps another number of paths.
    frequent_paths& operator+=(const frequent_paths& other) {
        if (kept() != other.kept()) {
            throw std::invalid_argument{"emptor::frequent_paths: one keeps " + std::to_string(kept()) +
                                        " paths and the other " + std::to_string(other.kept()) +
                                        "; both must keep as many"};
        }
        const auto here = this->numbers_of(other);
        summary_.add(other.summary_, [&](detail::path_summary::path_type path) {
            for (char32_t& state : path) state = here[state];
            return path;
        });
        return *this;
    }

    /// How many different paths are kept at the most.
    [[nodiscard]] std::size_t kept() const noexcept { return summary_.places(); }
    /// How many paths were counted.
    [[nodiscard]] std::uint64_t paths() const noexcept { return summary_.counted(); }
    /// How far apart the bounds of a count are at the most, and how often a path that is not kept was taken at the
    /// most: `paths() / kept()`, or less.
    [[nodiscard]] std::uint64_t error() const noexcept { return summary_.unlisted(); }

    /// How many took exactly this path.
    template <std::ranges::forward_range Path>
        requires flow_state<std::ranges::range_reference_t<const Path>>
    [[nodiscard]] path_bounds times(const Path& path) const {
        const auto numbers = this->known(path);
        if (numbers && numbers->empty()) return {};
        const auto* const found = numbers ? summary_.find({numbers->begin(), numbers->end()}) : nullptr;
        return found == nullptr ? path_bounds{0, error()} : path_bounds{found->at_least, found->at_most};
    }

    /// The paths most often taken, so many of them or all that are kept: by `at_most`, then by `at_least`, then in the
    /// order of a dictionary.
    [[nodiscard]] std::vector<frequent_path<State>> top(std::size_t most) const {
        std::vector<frequent_path<State>> all;
        for (const auto& each : summary_.listed()) {
            all.push_back({this->states({each.path.begin(), each.path.end()}), {each.at_least, each.at_most}});
        }
        std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
            if (a.times.at_most != b.times.at_most) return a.times.at_most > b.times.at_most;
            if (a.times.at_least != b.times.at_least) return a.times.at_least > b.times.at_least;
            return a.states < b.states;
        });
        all.resize(std::min(most, all.size()));
        return all;
    }

    /// Whether no other path can have been taken more often than any of `top(most)`.
    [[nodiscard]] bool certain(std::size_t most) const {
        const auto all = top(kept());
        if (most >= all.size()) return error() == 0;
        std::uint64_t least = paths();
        for (std::size_t i = 0; i < most; ++i) least = std::min(least, all[i].times.at_least);
        return least >= all[most].times.at_most;  // and so above all that is not kept
    }

    /// Whether both keep the same paths with the same bounds.
    friend bool operator==(const frequent_paths& a, const frequent_paths& b) {
        return a.kept() == b.kept() && a.paths() == b.paths() && a.error() == b.error() &&
               a.top(a.kept()) == b.top(b.kept());
    }

private:
    static constexpr std::size_t most_kept = 0xFFFF'FFFF;

    detail::path_summary summary_;
};

static_assert(aggregate_of<frequent_paths<std::string>, std::vector<std::string>>);

}  // namespace emptor
