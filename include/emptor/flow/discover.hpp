// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Proposes a process from what happened.

#include <cstddef>
#include <cstdint>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/events/sort_first.hpp>
#include <emptor/flow/detail/discoverer.hpp>
#include <emptor/flow/detail/move_table.hpp>
#include <emptor/flow/discovery.hpp>
#include <emptor/flow/path_counts.hpp>
#include <emptor/flow/paths.hpp>
#include <emptor/flow/transition_counts.hpp>
#include <emptor/process/detail/shape.hpp>
#include <emptor/stats/detail/demand.hpp>

namespace emptor {

/// Proposes a process from the moves of a log: its directly-follows graph, of which the rare moves are left out
/// (W. van der Aalst 2019, Procedia Computer Science 164, 321-328, who also says what such a graph cannot see: two
/// things that happen in any order look like a circle).
///
/// Each state of the log is a stage, and an event of the same name that leads to it; before the first event stands a
/// stage of its own. A stage in which enough paths end may end: it is final where nothing leads on from it, else
/// declared endless. So the process allows every path that can be walked along moves that are kept, also some that
/// nobody took. With `at_least = 1` and nothing else it allows every path of the log.
///
/// Rows carry as their weight how often the move was made, so that a simulation moves as the log did.
/// @code
/// const auto found = emptor::discover{.share = 0.05}(visits, &visit::buyer, &visit::at, &visit::page);
/// std::cout << emptor::mermaid(found.process()) << emptor::cpp(found);
/// @endcode
struct discover {
    std::uint64_t at_least = 1;  ///< keeps moves, beginnings and ends that were made so often, 1 or more ...
    double share = 0;            ///< ... and by this share of those who were in the stage, in [0, 1] ...
    double dependency = -1;      ///< ... and, between stages, of this dependency (see `discovered_move`), in [-1, 1].
    /// Whether to add to them the most frequent moves by which every state stays a stage; else a state that can no
    /// longer be reached, or no longer end, is left out, and the answer says so.
    bool keep_stages = false;
    std::string start{};  ///< the name of the stage before the first event; if empty, "start" or what is free

    /// Takes one pass. An event that is older than one before it of the same entity is left out and reported as out of
    /// order.
    /// @param events any input range; it need not be grouped by entity.
    /// @param who,when,state projections of an event, as in the standard algorithms: member pointers or functions.
    /// @throws std::invalid_argument for a term that is out of its bounds, a state whose name is empty or that of
    /// `start`, and a time that is not finite.
    template <std::ranges::input_range Events, class Who, class When, class State>
    [[nodiscard]] discovery operator()(Events&& events, Who who, When when, State state) const {
        return of(paths{}(std::forward<Events>(events), std::move(who), std::move(when), std::move(state)));
    }

    /// The same for events in any order: they are kept, and stably sorted by time.
    template <std::ranges::input_range Events, class Who, class When, class State>
    [[nodiscard]] discovery operator()(sort_first_word sort, Events&& events, Who who, When when, State state) const {
        return of(paths{}(sort, std::forward<Events>(events), std::move(who), std::move(when), std::move(state)));
    }

    /// From paths that were counted before.
    /// @throws std::invalid_argument as above.
    template <class State>
    [[nodiscard]] discovery from(const path_counts<State>& counts) const {
        const auto counted = detail::moves_in(counts);
        const detail::move_table& log = counted.first;
        const detail::discoverer chosen{log, terms(log)};
        discovery found = chosen.result(start_in(log));
        std::uint64_t fitting = 0;
        counts.for_each_path([&](std::span<const std::uint32_t> path, std::uint64_t times) {
            if (chosen.allows(path, counted.second)) fitting += times;
        });
        found.fitting = proportion{counts.paths(), fitting};
        return found;
    }

    /// From moves that were counted before. How many paths fit is not known then.
    /// @throws std::invalid_argument as above.
    template <class State>
    [[nodiscard]] discovery from(const transition_counts<State>& counts) const {
        const detail::move_table log = detail::moves_in(counts);
        return detail::discoverer{log, terms(log)}.result(start_in(log));
    }

private:
    template <class State>
    [[nodiscard]] discovery of(const path_report<State>& report) const {
        discovery found = from(report.counts);
        found.totals = report.totals;
        return found;
    }

    [[nodiscard]] detail::discovery_terms terms(const detail::move_table& log) const {
        if (at_least == 0) throw std::invalid_argument{"emptor::discover: at_least is 0; it must be 1 or more"};
        detail::demand_probability("discover", "share", share);
        detail::demand(dependency >= -1 && dependency <= 1, "discover", "dependency", dependency, "in [-1, 1]");
        if (keep_stages && log.states.size() >= detail::stages_at_most) {
            throw std::invalid_argument{std::string{"emptor::discover: "} + std::to_string(log.states.size()) +
                                        " states, and keep_stages; a process has at most 127 stages, of which one is "
                                        "before the first event"};
        }
        return {.at_least = at_least, .share = share, .dependency = dependency, .keeps_stages = keep_stages};
    }

    /// The name of the stage before the first event.
    [[nodiscard]] std::string start_in(const detail::move_table& log) const {
        const auto is_state = [&](std::string_view name) {
            for (const auto& each : log.states) {
                if (each.name == name) return true;
            }
            return false;
        };
        if (is_state("")) {
            throw std::invalid_argument{
                "emptor::discover: a state has an empty name; give it one, or give no state (std::nullopt)"};
        }
        if (!start.empty()) {
            if (!is_state(start)) return start;
            throw std::invalid_argument{std::string{"emptor::discover: start is \""} + start +
                                        "\"; it must be another name than that of a state"};
        }
        std::string name = "start";
        for (std::size_t number = 2; is_state(name); ++number) name = std::string{"start "} + std::to_string(number);
        return name;
    }
};

}  // namespace emptor
