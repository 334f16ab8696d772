// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Counts a funnel entity by entity.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_list.hpp>
#include <emptor/funnel/detail/summary.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor {

/// The state of a funnel question while entities pass by, one after the other with all their events: the same answer as
/// that of `funnel_counter`, without a look at who it was and with a fraction of the memory.
///
/// The events of an entity come in order of time. One that is older than one before it of the same entity is left out
/// and counted as out of order.
///
/// Made by `funnel::grouped_counter`.
template <class Question, event_time When>
class funnel_grouped_counter {
    using steps_type = typename Question::steps_type;
    using tracker_type = typename Question::tracker_type;
    using ticks = detail::ticks_of<When>;
    using tick = typename Question::template tick_for<When>;

public:
    explicit funnel_grouped_counter(Question question)
        : question_{std::move(question)},
          tracker_{question_.tracker()},
          attempts_{question_.steps().size(), question_.template window_ticks<When>()} {}

    /// Makes room for so many entities at once; more may come.
    void reserve(std::size_t entities) { attempts_.reserve(entities); }

    /// The events that follow are those of another entity, who had none before. Without any it is none.
    void next_entity() noexcept { begun_ = false; }

    /// Counts one event of the entity.
    /// @throws std::invalid_argument if the time is not finite.
    template <class... What>
    void count(const When& when, const What&... what) {
        count_seen(when, question_.steps().seen(what...));
    }

    /// Counts one event whose `what` was looked at before.
    void count_seen(const When& when, const typename steps_type::seen_type& seen) {
        const ticks at = detail::to_ticks(when);
        if (!begun_) begin(at);
        ++totals_.events;
        if (!attempts_.in_order(at)) [[unlikely]] {
            ++totals_.out_of_order;
            return;
        }
        const step_set taken = tracker_.count(totals_.entities - 1, seen);
        totals_.unmatched += static_cast<std::uint64_t>(taken.bits == 0);
        attempts_.count(at, taken);
    }

    /// Adds what `other` counted of other entities, and ends the last entity of both.
    /// @pre `other` asks the same question, and none of its entities was counted here: nobody looks at who they are.
    void append(funnel_grouped_counter other) {
        note_latest();
        other.note_latest();
        other.attempts_.settle_all();
        attempts_.append(other.attempts_);
        tracker_ += other.tracker_;
        totals_ += other.totals_;
        if (other.latest_ && (!latest_ || *latest_ < *other.latest_)) latest_ = other.latest_;
        begun_ = false;
    }

    /// What has been counted so far.
    [[nodiscard]] const funnel_totals& totals() const noexcept { return totals_; }

    /// The report on all events.
    [[nodiscard]] auto report() && {
        note_latest();
        attempts_.settle_all();
        return tracker_.report(detail::summarise<tick>(attempts_, question_.steps().names(), totals_,
                                                       question_.template window_length<When>(),
                                                       latest_.value_or(ticks{})));
    }

    /// The same, for events that were put in order before they were counted.
    /// @param out_of_order how many of them were out of order.
    [[nodiscard]] auto report_sorted(std::uint64_t out_of_order) && {
        totals_.out_of_order = out_of_order;
        totals_.sorted = true;
        return std::move(*this).report();
    }

private:
    void begin(ticks at) {
        const step_set arrival = tracker_.admit(totals_.entities);
        note_latest();
        attempts_.next(at);
        attempts_.count(at, arrival);
        ++totals_.entities;
        begun_ = true;
    }

    /// An entity's last event in order is its latest.
    void note_latest() {
        if (attempts_.begun() && (!latest_ || *latest_ < attempts_.now())) latest_ = attempts_.now();
    }

    Question question_;
    tracker_type tracker_;
    detail::attempt_list<ticks, Question::remembers> attempts_;
    funnel_totals totals_;
    std::optional<ticks> latest_;
    bool begun_{};
};

}  // namespace emptor
