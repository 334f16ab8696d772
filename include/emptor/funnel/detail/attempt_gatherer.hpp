// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// From events to the attempts that count.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/attempt.hpp>
#include <emptor/funnel/detail/attempt_engine.hpp>
#include <emptor/funnel/detail/attempt_parts.hpp>
#include <emptor/funnel/detail/attempt_plan.hpp>
#include <emptor/funnel/detail/attempt_rows.hpp>
#include <emptor/funnel/detail/counted_lines.hpp>
#include <emptor/funnel/detail/counter_state.hpp>
#include <emptor/funnel/detail/counter_threads.hpp>
#include <emptor/funnel/detail/line_summary.hpp>
#include <emptor/funnel/detail/marked_tick.hpp>
#include <emptor/funnel/detail/split_values.hpp>
#include <emptor/funnel/detail/unit_result.hpp>
#include <emptor/funnel/marked_event.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor::detail {

/// What an event is of, by the numbers of these values.
struct attempt_labels {
    std::uint32_t value{};  ///< of the property that attempts are split by
    std::uint32_t held{};   ///< of the property that the question holds
};

/// Gathers the attempts of entities that are numbers, given in the order in which they are first seen.
///
/// @tparam Value the form in which values of a property are given that attempts are split by; `void` without one.
/// @tparam Apart each value of an entity counts by itself.
/// @tparam Held the type of a property that the question holds, if it does.
template <class Question, event_time When, class Value, bool Apart, class... Held>
class attempt_gatherer {
    static constexpr bool splits = !std::is_void_v<Value>;

    using ticks = ticks_of<When>;
    using engine_ticks = std::conditional_t<splits, marked_tick<ticks>, ticks>;
    using engine_maker = attempt_engine<Question, When, engine_ticks>;
    using tick = typename Question::template tick_for<When>;
    using value_id = kept_id<std::conditional_t<splits, Value, std::uint32_t>>;

public:
    template <class Id>
    using attempts_type = funnel_attempts<When, tick, Id, std::conditional_t<splits, value_id, void>>;

    explicit attempt_gatherer(Question question)
        : question_{std::move(question)},
          plan_{question_->template plan<When>()},
          tracker_{question_->tracker()},
          engine_{engine_maker::make(*question_)} {}

    [[nodiscard]] const Question& question() const noexcept { return *question_; }

    /// The number of a value that attempts are split by.
    /// @throws std::invalid_argument for a null pointer or NaN.
    template <class Given>
    [[nodiscard]] std::uint32_t value(const Given& value) {
        return values_.number(value);
    }
    /// The number of a value that the question holds.
    template <class HeldValue>
    [[nodiscard]] std::uint32_t held(const HeldValue& value) {
        return threads_.value(counter_threads<Held...>::look(value));
    }

    [[nodiscard]] const funnel_totals& totals() const noexcept { return totals_; }

    /// Asks for the memory of an entity, if it was seen before.
    void ask([[maybe_unused]] std::size_t entity) const noexcept {
        if constexpr (Question::plain && !Apart) engine_.ask(entity);
    }

    /// Counts an event, or finds that it is out of order.
    /// @param entity at most one above all those before.
    template <class Seen>
    void count(std::size_t entity, ticks at, const attempt_labels& of, const Seen& seen) {
        std::size_t unit = entity;
        if constexpr (Apart) unit = units_.number(static_cast<std::uint64_t>(entity) << 32 | of.value);
        const bool first = unit >= known_;
        const step_set arrival = first ? tracker_.admit(unit) : step_set{};
        if (first) admit(unit, at);
        entities_ = std::max(entities_, entity + 1);
        if (totals_.events++ == 0 || latest_ < at) latest_ = at;
        if (!in_order(unit, at)) [[unlikely]] {
            ++totals_.out_of_order;
            return;
        }
        std::size_t own = unit;
        if constexpr (Question::holds) own = threads_.thread(unit, of.held, engine_.entities());
        if constexpr (!Question::plain) engine_.admit(own);
        if (arrival.bits != 0) count_own(own, marked(own, at, arrival.bits, of.value), {arrival, 0});
        if constexpr (Question::plain) {
            take(own, at, of.value, {tracker_.count(unit, seen), 0});
        } else {
            take(own, at, of.value, {tracker_.count(unit, seen.event), seen.excludes});
        }
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
        engine_.settle_all();
        collect_all();
        totals_.entities = entities_;
        auto all = attempt_parts::make<attempts_type<Id>, When>(
            *question_, plan_, totals_, totals_.events > 0 ? std::optional{latest_} : std::nullopt, std::move(rows_),
            std::move(ids));
        if constexpr (splits) attempt_parts::split(all, std::move(values_).index(), Apart);
        return all;
    }

private:
    static constexpr std::uint32_t no_mark = std::numeric_limits<std::uint32_t>::max();

    /// Someone new.
    void admit(std::size_t unit, ticks at) {
        if constexpr (Question::plain) {
            engine_.admit(unit);
        } else {
            latest_of_.resize(unit + 1, at);
        }
        known_ = unit + 1;
    }

    [[nodiscard]] bool in_order([[maybe_unused]] std::size_t unit, ticks at) {
        if constexpr (Question::plain) {
            return engine_.in_order(unit, untold(at));
        } else {
            if (at < latest_of_[unit]) return false;
            latest_of_[unit] = at;
            return true;
        }
    }

    /// Counts what is in order.
    void count_own(std::size_t own, const engine_ticks& at, const marked_event& seen) {
        if constexpr (Question::plain) {
            engine_.count(own, at, seen.steps);
        } else {
            engine_.count(own, at, seen);
        }
    }

    void take(std::size_t own, ticks at, std::uint32_t value, marked_event seen) {
        totals_.unmatched += static_cast<std::uint64_t>(seen.steps.bits == 0);
        count_own(own, marked(own, at, seen.steps.bits, value), seen);
    }

    /// A time as the engine knows it, of no event in particular.
    [[nodiscard]] static engine_ticks untold(ticks at) noexcept {
        if constexpr (splits) {
            return {at, 0};
        } else {
            return at;
        }
    }

    /// The time of an event as the engine knows it. Where events at one time are held back until all of them are
    /// there, several of them may have taken a step by then.
    [[nodiscard]] engine_ticks marked([[maybe_unused]] std::size_t own, ticks at, [[maybe_unused]] std::uint64_t taken,
                                      [[maybe_unused]] std::uint32_t value) {
        if constexpr (!splits) {
            return at;
        } else if constexpr (Question::plain) {
            const attempt_state<engine_ticks>& held_back = engine_.state(own);
            return marks_.next(held_back.now, held_back.pending, own, at, taken, value);
        } else if (plan_.by_step() && (!plan_.rules().unordered || plan_.rules().anchored)) {
            marks_.admit(own);
            return marks_.next(own, at, taken, value);
        } else {
            return {at, value};
        }
    }

    /// What is counted where values count apart, that of one entity together.
    [[nodiscard]] std::vector<std::size_t> units_by_entity() const {
        std::vector<std::size_t> units(known_);
        for (std::size_t unit = 0; unit < known_; ++unit) units[unit] = unit;
        std::sort(units.begin(), units.end(), [this](std::size_t a, std::size_t b) { return units_[a] < units_[b]; });
        return units;
    }

    void collect_all() {
        if constexpr (Apart) {
            for (const std::size_t unit : units_by_entity()) collect(unit);
        } else {
            for (std::size_t unit = 0; unit < known_; ++unit) collect(unit);
        }
    }

    void collect(std::size_t unit) {
        const engine_ticks now = untold(latest_);
        if constexpr (Question::plain) {
            if (engine_.level(unit) == 0) return;
            keep_best(unit, engine_.first_times(unit), engine_.best_times(unit), engine_.open(unit, now));
        } else {
            lines_.clear();
            if (add_counted_lines(engine_, threads_, unit, now, lines_)) ++totals_.dropped;
            for (const auto& [result, open] : lines_) {
                if (result->reached == 0) continue;
                keep(unit, {result->reached, result->taken, result->met}, result->start, result->first_times,
                     result->best_times, open);
            }
        }
    }

    using time_list = std::span<const engine_ticks>;

    /// An attempt that took its steps from the first one on.
    void keep_best(std::size_t unit, time_list first_times, time_list best_times, bool open) {
        const std::uint64_t all = ~std::uint64_t{} >> (most_steps - best_times.size());
        keep(unit, {all, all, all}, best_times[0], first_times, best_times, open);
    }

    struct steps_of {
        std::uint64_t reached, taken, met;
    };

    void keep(std::size_t unit, const steps_of& steps, const engine_ticks& start, time_list first_times,
              time_list best_times, bool open) {
        std::size_t entity = unit;
        if constexpr (Apart) entity = static_cast<std::size_t>(units_[unit] >> 32);
        std::span<const std::uint32_t> values;
        if constexpr (splits) values = marks_.values(steps.taken, best_times, no_mark);
        rows_.add({.reached = steps.reached,
                   .taken = steps.taken,
                   .met = steps.met,
                   .start = bare(start),
                   .first_times = bare(first_times, first_times_),
                   .best_times = bare(best_times, best_times_),
                   .values = values,
                   .open = open,
                   .entity = static_cast<std::uint32_t>(entity)});
    }

    /// @name Times without their marks
    /// @{
    [[nodiscard]] static ticks bare(const engine_ticks& time) noexcept {
        if constexpr (splits) {
            return time.at;
        } else {
            return time;
        }
    }
    [[nodiscard]] static std::span<const ticks> bare(time_list times, [[maybe_unused]] std::vector<ticks>& into) {
        if constexpr (splits) {
            into.clear();
            for (const engine_ticks& each : times) into.push_back(each.at);
            return into;
        } else {
            return times;
        }
    }
    /// @}

    unmoved<Question> question_;
    attempt_plan<ticks, typename Question::rules_type> plan_;
    typename Question::tracker_type tracker_;
    typename engine_maker::type engine_;
    split_values<Value> values_;
    entity_index<std::uint64_t> units_;  // entity << 32 | value, where they are counted apart
    [[no_unique_address]] counter_threads<Held...> threads_;
    tick_marks<ticks> marks_;
    std::vector<ticks> latest_of_;  // where the engine does not know
    attempt_rows<ticks> rows_;
    funnel_totals totals_;
    ticks latest_{};
    std::size_t known_{};  // units
    std::size_t entities_{};

    // used anew for each attempt
    std::vector<counted_line<unit_result<engine_ticks, true>>> lines_;
    std::vector<ticks> first_times_;
    std::vector<ticks> best_times_;
};

}  // namespace emptor::detail
