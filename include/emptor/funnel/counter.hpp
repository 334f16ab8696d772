// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Counts a funnel event by event.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempts.hpp>
#include <emptor/funnel/detail/joined_index.hpp>
#include <emptor/funnel/detail/summary.hpp>
#include <emptor/funnel/report.hpp>

namespace emptor {

/// The state of a funnel question while its events pass by: O(steps) numbers an entity, never its events.
///
/// Events of different entities may come in any order; those of one entity in order of time. An event that is older
/// than one before it of the same entity is left out and counted as out of order.
///
/// Made by `funnel::counter`.
template <class Question, entity_id Who, event_time When>
class funnel_counter {
    using steps_type = typename Question::steps_type;
    using tracker_type = typename steps_type::tracker;
    using ticks = detail::ticks_of<When>;
    using tick = typename Question::template tick_for<When>;
    using attempts_type = detail::attempt_table<ticks, Question::remembers>;

public:
    explicit funnel_counter(Question question)
        : question_{std::move(question)},
          tracker_{question_.steps()},
          attempts_{question_.steps().size(), question_.template window_ticks<When>()} {}

    /// Makes room for so many entities at once; more may come.
    void reserve(std::size_t entities) {
        index_.reserve(entities);
        attempts_.reserve(entities);
    }

    /// Counts one event.
    /// @param what the event, and for a funnel through a process its role, if there is one.
    /// @throws std::invalid_argument if the time is not finite.
    template <class... What>
    void count(const Who& who, const When& when, const What&... what) {
        count_seen(who, when, question_.steps().seen(what...));
    }

    /// Counts one event whose `what` was looked at before.
    void count_seen(const Who& who, const When& when, const typename steps_type::seen_type& seen) {
        const ticks at = detail::to_ticks(when);
        const std::size_t entity = index_.number(detail::looked_up(who));
        const bool first = entity >= attempts_.entities();
        const step_set arrival = first ? tracker_.admit(entity) : step_set{};
        attempts_.admit(entity);  // last, so that an entity is admitted everywhere or, if memory ran out, is still new
        ++totals_.events;
        if (!latest_ || *latest_ < at) latest_ = at;
        if (!attempts_.in_order(entity, at)) {
            ++totals_.out_of_order;
            return;
        }
        if (first) attempts_.count(entity, at, arrival);
        const step_set taken = tracker_.count(entity, seen);
        if (taken.bits == 0) ++totals_.unmatched;
        attempts_.count(entity, at, taken);
    }

    /// Adds what `other` counted of other entities: the same as if its events had been counted here, after these.
    /// @throws std::invalid_argument if the question is another one, or an entity was counted by both.
    funnel_counter& operator+=(const funnel_counter& other) {
        if (question_.steps().names() != other.question_.steps().names() ||
            attempts_.window() != other.attempts_.window()) {
            throw std::invalid_argument{"emptor::funnel_counter: the other counter asks another question"};
        }
        auto index = detail::joined(index_, other.index_);
        funnel_counter sum{*this};
        sum.index_ = std::move(index);
        sum.attempts_ += other.attempts_;
        sum.tracker_ += other.tracker_;
        sum.totals_ += other.totals_;
        if (other.latest_ && (!latest_ || *latest_ < *other.latest_)) sum.latest_ = other.latest_;
        *this = std::move(sum);
        return *this;
    }

    /// What has been counted so far.
    [[nodiscard]] const funnel_totals& totals() const noexcept { return totals_; }

    /// The report on the events so far. More may follow.
    [[nodiscard]] auto report() const& {
        attempts_type settled = attempts_;
        return report_on(settled, totals_);
    }

    /// The report on all events, without a copy of the state.
    [[nodiscard]] auto report() && { return report_on(attempts_, totals_); }

    /// The same, for events that were put in order before they were counted.
    /// @param out_of_order how many of them were out of order.
    [[nodiscard]] auto report_sorted(std::uint64_t out_of_order) && {
        funnel_totals totals = totals_;
        totals.out_of_order = out_of_order;
        totals.sorted = true;
        return report_on(attempts_, totals);
    }

private:
    [[nodiscard]] auto report_on(attempts_type& attempts, funnel_totals totals) const {
        attempts.settle_all();
        totals.entities = attempts.entities();
        return tracker_.report(detail::summarise<tick>(attempts, question_.steps().names(), totals,
                                                       question_.template window_length<When>(),
                                                       latest_.value_or(ticks{})));
    }

    Question question_;
    tracker_type tracker_;
    detail::entity_index<detail::kept_id<Who>> index_;
    attempts_type attempts_;
    funnel_totals totals_;
    std::optional<ticks> latest_;
};

}  // namespace emptor
