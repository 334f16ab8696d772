// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What is remembered between events besides attempts, forgotten and as bytes.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <type_traits>
#include <vector>

#include <emptor/funnel/detail/counter_codec.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/process/refusal.hpp>

namespace emptor::detail {

/// May look into the tracker of a funnel through a process: a journey an entity, and what was refused.
///
/// Bytes of such a tracker: the index of the stage of each entity's journey, a byte; the events that moved one, and
/// those that are unknown; the number of refused moves, and of each the indices of its stage and event, that of its
/// role and 1 or else 0, and how often. Why it was refused follows from these.
///
/// Where a refusal ends the journey: the index of a stage is a varint of twice the index, and 1 if the journey is over;
/// and before how often a move was refused stands 1 if the journey was over, else 0.
struct tracker_access {
    template <class Tracker>
    static constexpr bool remembers = !std::is_same_v<Tracker, step_tracker>;

    template <class Tracker>
    static void erase(Tracker& tracker, std::size_t entity) {
        if constexpr (remembers<Tracker>) {
            tracker.codes_.erase(std::next(tracker.codes_.begin(), static_cast<std::ptrdiff_t>(entity)));
        }
    }

    template <class Ticks, class Tracker>
    static void write(counter_writer<Ticks>& out, const Tracker& tracker) {
        if constexpr (remembers<Tracker>) {
            const auto& process = tracker.steps_.definition();
            for (const std::uint8_t code : tracker.codes_) {
                const std::size_t stage = tracker.stage_of(code);
                if (tracker.ends_) {
                    out.varint(stage * 2 + (Tracker::is_over(code) ? 1 : 0));
                } else {
                    out.byte(stage);
                }
            }
            out.varint(tracker.moved_);
            out.varint(tracker.unknown_);
            out.varint(tracker.refused_.size());
            for (const auto& [move, count] : tracker.refused_) {
                out.varint(process.index(move.stage));
                out.varint(process.index(move.event));
                out.varint(move.role ? process.index(*move.role) + 1 : 0);
                if (tracker.ends_) out.varint(move.reason == refusal::journey_over ? 1 : 0);
                out.varint(count);
            }
        }
    }

    /// @param counted how many events the journeys were told of.
    template <class Ticks, class Tracker>
    static void read(counter_reader<Ticks>& in, Tracker& tracker, std::size_t entities, std::uint64_t counted) {
        if constexpr (remembers<Tracker>) {
            const auto& process = tracker.steps_.definition();
            const std::size_t journeys = in.offset();
            // of the journeys in each stage: those that a refusal ended, and those that are over
            std::vector<std::uint64_t> ended(process.stages().size());
            std::vector<std::uint64_t> over(ended.size());
            for (std::size_t i = 0; i < entities && in.good(); ++i) {
                const std::uint64_t most = ended.size() * (tracker.ends_ ? 2 : 1) - 1;
                const auto found = static_cast<std::size_t>(in.up_to("the stage of an entity", most));
                const std::size_t stage = tracker.ends_ ? found / 2 : found;
                const bool is_over = tracker.ends_ && found % 2 == 1;
                tracker.codes_.push_back(
                    static_cast<std::uint8_t>(tracker.code_of(stage) | (is_over ? Tracker::over : 0)));
                over[stage] += is_over ? 1 : 0;
            }
            const std::size_t begin = in.offset();
            tracker.moved_ = in.up_to("the number of moves", counted);
            counted -= tracker.moved_;
            tracker.unknown_ = in.up_to("the number of unknown events", counted);
            counted -= tracker.unknown_;
            for (std::size_t left = in.count("the number of refused moves"); left > 0 && in.good(); --left) {
                counted -= read_refused(in, tracker, ended, counted);
            }
            if (counted != 0) in.refuse("not every event moved, was refused or is unknown", begin);
            for (std::size_t stage = 0; stage < ended.size(); ++stage) {
                if (over[stage] > ended[stage]) in.refuse("a journey is over that no refusal ended", journeys);
            }
        }
    }

private:
    /// @returns how often a move was refused.
    template <class Ticks, class Tracker>
    static std::uint64_t read_refused(counter_reader<Ticks>& in, Tracker& tracker, std::vector<std::uint64_t>& ended,
                                      std::uint64_t most) {
        using key = typename decltype(tracker.refused_)::key_type;
        const auto& process = tracker.steps_.definition();
        const std::size_t at = in.offset();
        const auto one_of = [&](const char* of, const auto& ids) {
            return ids[static_cast<std::size_t>(in.up_to(of, ids.size() - 1))];
        };
        key move{};
        move.stage = one_of("the stage of a refusal", process.stages());
        move.event = one_of("the event of a refusal", process.events());
        const auto& roles = process.roles();
        if (const std::uint64_t number = in.up_to("the role of a refusal", roles.size()); number > 0) {
            move.role = roles[static_cast<std::size_t>(number - 1)];
        }
        move.reason = process.reason(move.stage, move.event, move.role);
        if (tracker.ends_ && in.flag("whether the journey was over")) move.reason = refusal::journey_over;
        const std::uint64_t count = in.up_to("how often a move was refused", most);
        std::uint64_t& before = ended[process.index(move.stage)];
        const bool later = tracker.refused_.empty() || tracker.refused_.rbegin()->first < move;
        if (move.reason == refusal::none || count == 0 || !later) {
            in.refuse("that is no refusal, or out of its order", at);
        }
        if (move.reason != refusal::journey_over) before += count;
        tracker.refused_[move] = count;
        return count;
    }
};

}  // namespace emptor::detail
