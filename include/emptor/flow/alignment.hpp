// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A journey as it was, beside the nearest one that its process allows.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <emptor/process/label.hpp>
#include <emptor/process/outcome.hpp>

namespace emptor {

/// Where an event of an alignment stands.
enum class alignment_side : unsigned char {
    both,     ///< it happened, and the process allows it there
    journey,  ///< it happened, and should not have
    process,  ///< it should have happened, and did not
};

template <>
inline constexpr auto labels<alignment_side> = label_table<alignment_side>({
    {alignment_side::both, "as allowed", "符合"},
    {alignment_side::journey, "not allowed", "多余"},
    {alignment_side::process, "left out", "缺失"},
});

/// An event, and who made it happen where that is known.
template <class Process>
struct performed {
    typename Process::event_type event{};
    std::optional<typename Process::role_type> role{};
    bool agreed{true};  ///< whether those who must agree have done so; a log that does not say is believed

    friend constexpr bool operator==(const performed&, const performed&) noexcept = default;
};

namespace detail {

/// What a journey is made of: events of the process, or `performed` ones.
template <class Event, class Process>
concept event_of_journey =
    std::convertible_to<Event, typename Process::event_type> || std::convertible_to<Event, performed<Process>>;

template <class Process, event_of_journey<Process> Event>
[[nodiscard]] constexpr performed<Process> as_performed(Event&& event) {
    if constexpr (std::convertible_to<Event, typename Process::event_type>) {
        return {.event = std::forward<Event>(event)};
    } else {
        return std::forward<Event>(event);
    }
}

/// Stirs another number into a hash (the constant of D. E. Knuth 1998, The Art of Computer Programming 3, section 6.4,
/// for words of 64 bits).
[[nodiscard]] constexpr std::uint64_t stirred(std::uint64_t hash, std::uint64_t more) noexcept {
    hash = (hash ^ more) * 0x9E3779B97F4A7C15U;
    return hash ^ hash >> 29U;
}

struct performed_hash {
    template <class Process>
    [[nodiscard]] constexpr std::size_t operator()(const performed<Process>& each) const noexcept {
        const std::uint64_t role = each.role ? static_cast<std::uint64_t>(*each.role) + 1 : 0;
        return static_cast<std::size_t>(
            stirred(static_cast<std::uint64_t>(each.event), role << 1U ^ (each.agreed ? 1U : 0U)));
    }
};

}  // namespace detail

/// One event of an alignment.
template <class Process>
struct aligned_event {
    alignment_side side{};
    performed<Process> what{};           ///< without a role where it did not happen
    std::optional<std::size_t> place{};  ///< among the events of the journey, from 0, if it happened
    typename Process::stage_type from{};
    typename Process::stage_type to{};  ///< the same stage where the journey stands alone

    friend constexpr bool operator==(const aligned_event&, const aligned_event&) noexcept = default;
};

/// The first event at which a journey left its process.
template <class Process>
struct departure {
    std::size_t place{};  ///< among the events of the journey, from 0
    typename Process::stage_type stage{};
    performed<Process> what{};
    refusal reason{};

    friend constexpr bool operator==(const departure&, const departure&) noexcept = default;
};

/// A least-cost alignment of a journey with its process (A. Adriansyah 2014, Aligning Observed and Modeled Behavior):
/// each event on one side only costs 1.
template <class Process>
struct alignment {
    std::vector<aligned_event<Process>> events;  ///< in order, of both sides
    std::size_t length{};                        ///< how many events the journey has
    std::size_t cost{};                          ///< how many events are on one side only
    std::size_t shortest{};                      ///< how many events the shortest journey has that the process allows
    std::optional<departure<Process>> left{};    ///< where it was left first, if any event was not allowed
    typename Process::stage_type stage{};  ///< where the journey came to, its events that were not allowed left out
    bool finished{};                       ///< whether it may end there

    /// Whether it is one that the process allows, from its start to an end.
    [[nodiscard]] bool fits() const noexcept { return cost == 0; }

    /// 1 where it fits, and 0 where it has nothing in common with the process: 1 - cost / (length + shortest)
    /// (W. van der Aalst, A. Adriansyah and B. van Dongen 2012, WIREs Data Min. Knowl. Discov. 2, 182-192). Absent for
    /// no events where none are needed.
    [[nodiscard]] std::optional<double> fitness() const noexcept {
        if (length + shortest == 0) return std::nullopt;
        return 1 - static_cast<double>(cost) / static_cast<double>(length + shortest);
    }

    friend bool operator==(const alignment&, const alignment&) = default;
};

}  // namespace emptor
