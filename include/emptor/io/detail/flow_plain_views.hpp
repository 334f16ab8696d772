// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A flow with all that is known of it, without the type of its states.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <emptor/flow/rework.hpp>
#include <emptor/flow/transition_counts.hpp>
#include <emptor/io/detail/plain_flow.hpp>
#include <emptor/io/flow_views.hpp>

namespace emptor::io::detail {

/// How many paths are in each state at each step, and how many have ended by then.
struct plain_steps {
    std::vector<std::vector<std::uint64_t>> at{};  ///< by state of the flow, then by step
    std::vector<std::uint64_t> ended{};            ///< by step
    std::uint64_t paths{};
};

struct plain_returns {
    std::vector<state_rework> of{};  ///< by state of the flow
    std::uint64_t paths{};
    std::uint64_t returning{};
};

/// What has no type stays where it is: this lives no longer than the views it was made of.
struct plain_flow_views {
    plain_flow flow{};
    const wait_view* wait{};
    const goal_view* goal{};
    const process_view* against{};
    std::optional<plain_returns> returns{};
    std::optional<plain_steps> steps{};
};

template <class State>
[[nodiscard]] plain_flow_views plain(const flow_views<State>& views) {
    const transition_counts<State>& counts = views.flow.times.counts();
    const auto number_in = [&]([[maybe_unused]] const auto& other, std::size_t state) -> std::optional<std::size_t> {
        if constexpr (enumerated<State>) {
            return state;
        } else {
            return other.find(counts.name(state));
        }
    };
    plain_flow_views out{.flow = plain(views.flow),
                         .wait = views.wait ? &*views.wait : nullptr,
                         .goal = views.goal ? &*views.goal : nullptr,
                         .against = views.against ? &*views.against : nullptr};
    if (views.returns) {
        plain_returns& returns = out.returns.emplace();
        for (std::size_t state = 0; state < counts.size(); ++state) {
            const auto there = number_in(*views.returns, state);
            returns.of.push_back(there ? views.returns->at(*there) : state_rework{});
        }
        returns.paths = views.returns->paths();
        returns.returning = views.returns->return_rate().taken();
    }
    if (views.steps) {
        plain_steps& steps = out.steps.emplace();
        steps.paths = views.steps->paths();
        for (std::size_t step = 1; step <= views.steps->steps(); ++step) {
            steps.ended.push_back(views.steps->ended(step));
        }
        for (std::size_t state = 0; state < counts.size(); ++state) {
            const auto there = number_in(*views.steps, state);
            auto& row = steps.at.emplace_back(steps.ended.size());
            for (std::size_t step = 0; there && step < row.size(); ++step)
                row[step] = views.steps->at(step + 1, *there);
        }
    }
    return out;
}

}  // namespace emptor::io::detail
