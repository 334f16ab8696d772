// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Counts sessions event by event.

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/detail/session_state.hpp>
#include <emptor/events/detail/shared_entity.hpp>
#include <emptor/events/detail/ticks_of_length.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/session_report.hpp>
#include <emptor/events/time.hpp>

namespace emptor {

/// Tells of each event in which session it is, and counts sessions: made by `sessions::counter`.
///
/// Counts of disjoint sets of entities add up, in any order, to the count of all of them. An entity takes 40 bytes with
/// 64-bit times, and its id; its events are not kept.
template <class Question, entity_id Who, event_time When>
class session_counter {
    using id_index = detail::entity_index<detail::kept_id<Who>>;
    using lookup_type = typename id_index::lookup_type;
    using ticks = detail::ticks_of<When>;
    using state = detail::session_state<ticks>;
    using tick = typename Question::template tick_for<When>;

public:
    explicit session_counter(Question question)
        : question_{std::move(question)}, plan_{question_.template plan<When>()} {}

    /// Takes one event.
    /// @param what the event, if the question names events; else it is not asked for.
    /// @return the number of its session among those of its entity, from 1; nothing for an event that is in none, or
    /// that is out of order: older than one before it of the same entity. That one is left out and counted as such.
    /// @throws std::invalid_argument if the time is not finite, or the id tells nobody apart, or if floating-point
    /// times of one session are further apart than a number can say; then nothing has changed.
    template <class... What>
    std::optional<std::uint64_t> count(const Who& who, const When& when, const What&... what) {
        const ticks at = detail::to_ticks(when);
        const detail::session_mark mark = question_.mark(what...);
        const std::size_t entity = index_.number(detail::looked_up(who));
        if (entity >= states_.size()) states_.resize(entity + 1);
        state& known = states_[entity];
        if (known.seen && at < known.last) {
            ++counted_.events;
            ++counted_.out_of_order;
            return std::nullopt;
        }
        require_measurable(known, at, mark);
        const bool inside = known.take(plan_, at, mark, [this](const state& ended) { add_session(counted_, ended); });
        ++counted_.events;
        ++(inside ? counted_.inside : counted_.outside);
        return inside ? std::optional{known.sessions} : std::nullopt;
    }

    /// How many sessions an entity has begun; nothing if it has no event.
    [[nodiscard]] std::optional<std::uint64_t> sessions(const Who& who) const {
        const state* const known = find(detail::looked_up(who));
        return known == nullptr ? std::nullopt : std::optional{known->sessions};
    }

    /// What was counted so far.
    [[nodiscard]] session_report report() const {
        session_report all = counted_;
        for (const state& each : states_) {
            if (!each.seen) continue;
            ++all.entities;
            all.sessions += each.sessions;
            all.per_entity.count(static_cast<double>(each.sessions));
            if (!each.within) continue;
            ++all.open;
            add_session(all, each);
        }
        return all;
    }

    /// Adds what was counted of other entities.
    /// @throws std::invalid_argument if an entity is in both, or the questions differ; then nothing has changed.
    session_counter& operator+=(const session_counter& other) {
        if (!(plan_ == other.plan_) || !question_.same_marks(other.question_)) {
            throw std::invalid_argument{"emptor::sessions: counts of different questions do not add up"};
        }
        other.for_each([&](const auto& id, const state&) {
            if (find(id) == nullptr) return;
            throw std::invalid_argument{std::string{"emptor::sessions: "}
                                            .append(detail::entity_text(id))
                                            .append(" is in both counts; += adds those of other entities")};
        });
        session_report sum = counted_;
        sum += other.counted_;
        other.for_each([&](const auto& id, const state& theirs) {
            const std::size_t entity = index_.number(id);
            if (entity >= states_.size()) states_.resize(entity + 1);
            states_[entity] = theirs;
        });
        counted_ = std::move(sum);
        return *this;
    }

    /// The same counts of the same entities, which stand at the same place.
    friend bool operator==(const session_counter& a, const session_counter& b) {
        if (!(a.plan_ == b.plan_) || !a.question_.same_marks(b.question_) || !(a.counted_ == b.counted_)) return false;
        std::size_t entities = 0;
        bool same = true;
        a.for_each([&](const auto& id, const state& mine) {
            ++entities;
            const state* const theirs = b.find(id);
            same = same && theirs != nullptr && mine == *theirs;
        });
        b.for_each([&](const auto&, const state&) { --entities; });
        return same && entities == 0;
    }

private:
    static void add_session(session_report& report, const state& session) {
        report.events_in_one.count(static_cast<double>(session.events));
        report.lengths.count(detail::in_units<tick>(session.length()));
    }

    void require_measurable(const state& known, ticks at, detail::session_mark mark) const {
        if constexpr (std::floating_point<ticks>) {
            if (!known.within || mark.start || mark.end || known.is_over(plan_, at)) return;
            if (std::isfinite(detail::in_units<tick>(detail::elapsed_ticks(known.begin, at)))) return;
            throw std::invalid_argument{
                "emptor::sessions: two events of a session are further apart than a number can say"};
        }
    }

    template <class Use>
    void for_each(Use use) const {
        for (std::size_t entity = 0; entity < states_.size(); ++entity) {
            if (states_[entity].seen) use(index_[entity], states_[entity]);
        }
    }

    [[nodiscard]] const state* find(lookup_type id) const {
        const auto number = index_.find(id);
        if (!number || *number >= states_.size() || !states_[*number].seen) return nullptr;
        return &states_[*number];
    }

    [[no_unique_address]] Question question_;
    detail::session_plan<ticks> plan_;
    id_index index_;
    std::vector<state> states_;
    session_report counted_;  // of the sessions that are over; what the states tell is added by `report`
};

}  // namespace emptor
