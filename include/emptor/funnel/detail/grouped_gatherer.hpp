// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// From events that stand together entity by entity to the attempts that count.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/attempt.hpp>
#include <emptor/funnel/detail/attempt_gatherer.hpp>
#include <emptor/funnel/detail/attempt_parts.hpp>
#include <emptor/funnel/detail/attempt_rows.hpp>
#include <emptor/funnel/detail/counter_state.hpp>
#include <emptor/funnel/detail/scanned_attempt.hpp>
#include <emptor/funnel/detail/split_values.hpp>
#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor::detail {

/// The same as `attempt_gatherer` where the events of an entity come together, so that no more than one has a state.
/// @pre the question has no words but `within`.
template <class Question, event_time When, class Value>
class grouped_gatherer {
    static constexpr bool splits = !std::is_void_v<Value>;
    static constexpr bool windowed = Question::rules.window != window_kind::none;

    using ticks = ticks_of<When>;
    using tick = typename Question::template tick_for<When>;
    using value_id = kept_id<std::conditional_t<splits, Value, std::uint32_t>>;

public:
    template <class Id>
    using attempts_type = funnel_attempts<When, tick, Id, std::conditional_t<splits, value_id, void>>;

    explicit grouped_gatherer(Question question)
        : question_{std::move(question)},
          tracker_{question_->tracker()},
          attempt_{question_->steps().size(), question_->template window_ticks<When>()} {}

    [[nodiscard]] const Question& question() const noexcept { return *question_; }

    /// The number of a value that attempts are split by.
    /// @throws std::invalid_argument for a null pointer or NaN.
    template <class Given>
    [[nodiscard]] std::uint32_t value(const Given& value) {
        return values_.number(value);
    }

    /// Counts an event, or finds that it is out of order.
    /// @param entity that of the event before, or one above it.
    template <class Seen>
    void count(std::size_t entity, ticks at, const attempt_labels& of, const Seen& seen) {
        ++totals_.events;
        if (entity == totals_.entities) admit(entity, at, of.value);
        if (!attempt_.in_order(at)) [[unlikely]] {
            ++totals_.out_of_order;
            return;
        }
        const step_set taken = tracker_.count(entity, seen);
        totals_.unmatched += static_cast<std::uint64_t>(taken.bits == 0);
        attempt_.count(at, taken, of.value);
    }

    /// Says that the events were put in order before they were counted.
    /// @param out_of_order how many of them were not.
    void were_sorted(std::uint64_t out_of_order) noexcept {
        totals_.out_of_order = out_of_order;
        totals_.sorted = true;
    }

    /// The attempts of all events.
    /// @param ids of the entities, by their numbers.
    template <class Id>
    [[nodiscard]] attempts_type<Id> attempts(id_list<Id> ids) && {
        finish();
        for (std::size_t i = 0; i < rows_.size(); ++i) rows_.set_open(i, may_go_on(i));
        auto all = attempt_parts::make<attempts_type<Id>, When>(*question_, question_->template plan<When>(), totals_,
                                                                latest_, std::move(rows_), std::move(ids));
        if constexpr (splits) attempt_parts::split(all, std::move(values_).index(), false);
        return all;
    }

private:
    /// Someone new.
    void admit(std::size_t entity, ticks at, std::uint32_t value) {
        finish();
        attempt_.next();
        ++totals_.entities;
        if (const step_set arrival = tracker_.admit(entity); arrival.bits != 0) attempt_.count(at, arrival, value);
    }

    /// Keeps what the entity before came to.
    void finish() {
        if (totals_.entities == 0) return;
        attempt_.settle();
        latest_ = std::max(latest_.value_or(attempt_.now()), attempt_.now());
        if (attempt_.level() == 0) return;
        rows_.add_whole(static_cast<std::uint32_t>(totals_.entities - 1), attempt_.first_times(), attempt_.best_times(),
                        splits ? attempt_.values() : std::span<const std::uint32_t>{}, false);
        if constexpr (windowed) latest_starts_.push_back(attempt_.latest_start());
    }

    /// Whether the entity of an attempt may yet get further, now that the time of the last event is known.
    [[nodiscard]] bool may_go_on(std::size_t attempt) const {
        if (rows_[attempt].best_times.size() == attempt_.steps()) return false;
        if constexpr (windowed) {
            return elapsed_ticks(latest_starts_[attempt], *latest_) <= attempt_.window();
        } else {
            return true;
        }
    }

    unmoved<Question> question_;
    typename Question::tracker_type tracker_;
    scanned_attempt<ticks, windowed> attempt_;
    split_values<Value> values_;
    attempt_rows<ticks> rows_;
    std::vector<ticks> latest_starts_;  // of each row
    funnel_totals totals_;
    std::optional<ticks> latest_;
};

}  // namespace emptor::detail
