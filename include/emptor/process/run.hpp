// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Whole logs at once: a stream of journeys one after the other, and columns of one event a journey.

#include <cstddef>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include <emptor/process/detail/streams.hpp>
#include <emptor/process/journey.hpp>
#include <emptor/process/journey_end.hpp>
#include <emptor/process/tally.hpp>

namespace emptor {

/// What came of a stream.
template <const auto& Process>
struct run_result {
    std::vector<journey<Process>> journeys;  ///< where each ended, in their order
    tally counts;                            ///< of all events; the ends of journeys are none

    friend bool operator==(const run_result&, const run_result&) = default;
};

/// Runs journeys, one after the other, each ended by `journey_end`; the last may lack its end.
/// @code
/// const auto done = emptor::run<buying>(log);  // search_begun, shortlisted, journey_end<event>, search_begun, ...
/// for (const auto& journey : done.journeys) use(journey.stage());
/// @endcode
/// @tparam Process a constant with a name, `inline constexpr` in a header.
template <const auto& Process, detail::column_with<typename std::remove_cvref_t<decltype(Process)>::event_type> Events>
[[nodiscard]] run_result<Process> run(const Events& events) {
    return detail::stream<Process>::run(events, detail::no_column{}, detail::no_column{});
}

/// The same with a role for each event, or an optional one; what stands at an end is not looked at.
/// @throws std::invalid_argument if they are not equally many.
template <const auto& Process, detail::column_with<typename std::remove_cvref_t<decltype(Process)>::event_type> Events,
          detail::column Roles>
[[nodiscard]] run_result<Process> run(const Events& events, const Roles& roles) {
    return detail::stream<Process>::run(events, roles, detail::no_column{});
}

/// The same with whether those who must agree have done so.
template <const auto& Process, detail::column_with<typename std::remove_cvref_t<decltype(Process)>::event_type> Events,
          detail::column Roles, detail::column Agreed>
[[nodiscard]] run_result<Process> run(const Events& events, const Roles& roles, const Agreed& agreed) {
    return detail::stream<Process>::run(events, roles, agreed);
}

/// One event for each journey: the journeys move on, as by `apply`, and the answers are counted.
/// @throws std::invalid_argument if they are not equally many.
template <const auto& Process>
tally run_columns(std::span<journey<Process>> journeys,
                  std::span<const typename std::remove_cvref_t<decltype(Process)>::event_type> events) {
    if (events.size() != journeys.size()) {
        throw std::invalid_argument{"emptor::run_columns: " + std::to_string(events.size()) + " events for " +
                                    std::to_string(journeys.size()) + " journeys"};
    }
    return detail::event_columns<Process>::apply(journeys, events);
}

/// The same with a role for each event, or an optional one.
template <const auto& Process, detail::column Roles>
tally run_columns(std::span<journey<Process>> journeys,
                  std::span<const typename std::remove_cvref_t<decltype(Process)>::event_type> events,
                  const Roles& roles) {
    if (events.size() != journeys.size() || static_cast<std::size_t>(std::ranges::size(roles)) != journeys.size()) {
        throw std::invalid_argument{"emptor::run_columns: " + std::to_string(events.size()) + " events and " +
                                    std::to_string(std::ranges::size(roles)) + " roles for " +
                                    std::to_string(journeys.size()) + " journeys"};
    }
    return detail::event_columns<Process>::apply(journeys, events, roles);
}

}  // namespace emptor
