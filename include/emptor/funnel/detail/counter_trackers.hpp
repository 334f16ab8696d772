// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What is remembered between events besides attempts, forgotten and as bytes.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <type_traits>
#include <utility>

#include <emptor/funnel/detail/counter_codec.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/process/enumerators.hpp>

namespace emptor::detail {

/// May look into the tracker of a funnel through a process: a journey an entity, and what was refused.
///
/// Bytes of such a tracker: the index of the stage of each entity's journey; the events that moved one, and those that
/// are unknown; the number of refused moves, and of each the indices of its stage and event, that of its role and 1 or
/// else 0, and how often. Why it was refused follows from these.
struct tracker_access {
    template <class Tracker>
    static constexpr bool remembers = !std::is_same_v<Tracker, step_tracker>;

    template <class Tracker>
    static void erase(Tracker& tracker, std::size_t entity) {
        if constexpr (remembers<Tracker>) {
            tracker.journeys_.erase(std::next(tracker.journeys_.begin(), static_cast<std::ptrdiff_t>(entity)));
        }
    }

    template <class Ticks, class Tracker>
    static void write(counter_writer<Ticks>& out, const Tracker& tracker) {
        if constexpr (remembers<Tracker>) {
            for (const auto& journey : tracker.journeys_) out.byte(index_of(journey.stage()));
            out.varint(tracker.moved_);
            out.varint(tracker.unknown_);
            out.varint(tracker.refused_.size());
            for (const auto& [move, count] : tracker.refused_) {
                out.varint(index_of(move.stage));
                out.varint(index_of(move.event));
                out.varint(move.role ? index_of(*move.role) + 1 : 0);
                out.varint(count);
            }
        }
    }

    /// @param counted how many events the journeys were told of.
    template <class Ticks, class Tracker>
    static void read(counter_reader<Ticks>& in, Tracker& tracker, std::size_t entities, std::uint64_t counted) {
        if constexpr (remembers<Tracker>) {
            using journey = typename decltype(tracker.journeys_)::value_type;
            using stage_type = typename journey::stage_type;
            using event_type = typename journey::event_type;
            using role_type = typename journey::role_type;
            using key = typename decltype(tracker.refused_)::key_type;
            for (std::size_t i = 0; i < entities && in.good(); ++i) {
                const std::uint64_t stage = in.up_to("the stage of an entity", enumerator_count<stage_type> - 1);
                tracker.journeys_.emplace_back(enumerator_at<stage_type>(static_cast<std::size_t>(stage)));
            }
            const std::size_t begin = in.offset();
            tracker.moved_ = in.up_to("the number of moves", counted);
            counted -= tracker.moved_;
            tracker.unknown_ = in.up_to("the number of unknown events", counted);
            counted -= tracker.unknown_;
            for (std::size_t left = in.count("the number of refused moves"); left > 0 && in.good(); --left) {
                const std::size_t at = in.offset();
                const auto stage = enumerator_at<stage_type>(
                    static_cast<std::size_t>(in.up_to("the stage of a refusal", enumerator_count<stage_type> - 1)));
                const auto event = enumerator_at<event_type>(
                    static_cast<std::size_t>(in.up_to("the event of a refusal", enumerator_count<event_type> - 1)));
                std::optional<role_type> role;
                if (const std::uint64_t number = in.up_to("the role of a refusal", enumerator_count<role_type>);
                    number > 0) {
                    role = enumerator_at<role_type>(static_cast<std::size_t>(number - 1));
                }
                const std::uint64_t count = in.up_to("how often a move was refused", counted);
                counted -= count;
                const auto outcome = journey{stage}.apply(event, role);
                const bool later = tracker.refused_.empty() ||
                                   tracker.refused_.rbegin()->first < key{stage, event, role, outcome.reason()};
                if (outcome || count == 0 || !later) in.refuse("that is no refusal, or out of its order", at);
                tracker.refused_[{stage, event, role, outcome.reason()}] = count;
            }
            if (counted != 0) in.refuse("not every event moved, was refused or is unknown", begin);
        }
    }
};

}  // namespace emptor::detail
