// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Counts a funnel event by event, for all its views.

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
#include <emptor/funnel/detail/unit_result.hpp>
#include <emptor/funnel/marked_event.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor {
/// The state of a question while its events pass by, kept for `funnel_attempts` in place of a report alone: the time of
/// every step of every entity's attempt, and by which value of a property it was taken.
///
/// Events of different entities may come in any order; those of one entity in order of time. An event that is older
/// than one before it of the same entity is left out and counted as out of order.
///
/// @tparam Value what `count_split` is given of a property: text, or an id. `void` where nothing is split.
/// @tparam Apart count each value of an entity by itself.
/// @tparam Held the type of a property that the question holds, if it does: `count_held`.
template <class Question, entity_id Who, event_time When, class Value = void, bool Apart = false, class... Held>
class attempt_counter {
    static constexpr bool splits = !std::is_void_v<Value>;
    static constexpr bool holds = sizeof...(Held) > 0;
    static_assert(splits || !Apart, "emptor::attempt_counter: only values of a property can be counted apart");
    static_assert(holds == Question::holds,
                  "emptor::attempt_counter: it has the type of the property that is held, if one is");
    static_assert(!(holds && Apart),
                  "emptor::split_apart_by: what is held and what is counted apart exclude each other");

    using ticks = detail::ticks_of<When>;
    using engine_ticks = std::conditional_t<splits, detail::marked_tick<ticks>, ticks>;
    using engine_maker = detail::attempt_engine<Question, When, engine_ticks>;
    using engine_type = typename engine_maker::type;
    using tick = typename Question::template tick_for<When>;
    using id_type = detail::kept_id<Who>;
    using given_value = std::conditional_t<splits, Value, std::uint32_t>;
    using value_id = detail::kept_id<given_value>;

public:
    using attempts_type = funnel_attempts<When, tick, id_type, std::conditional_t<splits, value_id, void>>;

    explicit attempt_counter(Question question)
        : question_{std::move(question)},
          plan_{question_->template plan<When>()},
          tracker_{question_->tracker()},
          engine_{engine_maker::make(*question_)} {}

    /// Counts one event.
    /// @param what the event, and for a funnel through a process its role, if there is one.
    /// @throws std::invalid_argument if the time is not finite.
    template <class... What>
    void count(const Who& who, const When& when, const What&... what) {
        static_assert(!splits, "emptor::attempt_counter: count_split(who, when, value, what)");
        static_assert(!holds, "emptor::attempt_counter: count_held(who, when, held, what)");
        add(who, when, std::uint32_t{}, question_->seen(what...), [](std::size_t entity) { return entity; });
    }

    /// Counts one event with its value of the property that attempts are split by.
    template <class Given, class... What>
    void count_split(const Who& who, const When& when, const Given& value, const What&... what)
        requires splits
    {
        static_assert(!holds, "emptor::attempt_counter: count_held(who, when, held, what)");
        add(who, when, value, question_->seen(what...), [](std::size_t entity) { return entity; });
    }

    /// The same for a question that holds a property.
    template <class HeldValue, class... What>
    void count_held(const Who& who, const When& when, const HeldValue& held, const What&... what)
        requires(holds && !splits)
    {
        add(who, when, std::uint32_t{}, question_->seen(what...), thread_of(held));
    }
    template <class Given, class HeldValue, class... What>
    void count_split_held(const Who& who, const When& when, const Given& value, const HeldValue& held,
                          const What&... what)
        requires(holds && splits)
    {
        add(who, when, value, question_->seen(what...), thread_of(held));
    }

    /// What has been counted so far.
    [[nodiscard]] const funnel_totals& totals() const noexcept { return totals_; }

    /// The attempts of the events so far. More may follow.
    [[nodiscard]] attempts_type attempts() const& { return attempt_counter{*this}.collect(); }
    /// The attempts of all events, without a copy of the state.
    [[nodiscard]] attempts_type attempts() && { return collect(); }

private:
    static constexpr std::uint32_t no_mark = std::numeric_limits<std::uint32_t>::max();

    template <class HeldValue>
    [[nodiscard]] auto thread_of(const HeldValue& held) {
        const std::uint64_t value = threads_.value(detail::counter_threads<Held...>::look(held));
        return [this, value](std::size_t entity) { return threads_.thread(entity, value, engine_.entities()); };
    }

    /// Several events of one time may have taken a step by then.
    [[nodiscard]] bool holds_back() const noexcept {
        return Question::plain || (plan_.by_step() && (!plan_.rules().unordered || plan_.rules().anchored));
    }

    template <class Given, class Seen, class Thread>
    void add(const Who& who, const When& when, const Given& value, const Seen& seen, Thread thread) {
        const ticks at = detail::to_ticks(when);
        decltype(auto) id = detail::looked_up(who);
        [[maybe_unused]] decltype(auto) looked = detail::looked_up<given_value>(value);
        std::size_t unit = ids_.number(id);
        [[maybe_unused]] std::uint32_t number = 0;
        if constexpr (splits) number = values_.number(looked);
        if constexpr (Apart) unit = units_.number(static_cast<std::uint64_t>(unit) << 32 | number);
        const bool first = unit >= latest_of_.size();
        const step_set arrival = first ? tracker_.admit(unit) : step_set{};
        if (first) latest_of_.resize(unit + 1, at);
        ++totals_.events;
        if (!latest_ || *latest_ < at) latest_ = at;
        if (at < latest_of_[unit]) {
            ++totals_.out_of_order;
            return;
        }
        latest_of_[unit] = at;
        const std::size_t own = thread(unit);
        engine_.admit(own);
        if (arrival.bits != 0) engine_.count(own, marked(own, at, arrival.bits, number), event({arrival, 0}));
        if constexpr (Question::plain) {
            take(own, at, number, {tracker_.count(unit, seen), 0});
        } else {
            take(own, at, number, {tracker_.count(unit, seen.event), seen.excludes});
        }
    }

    void take(std::size_t own, ticks at, std::uint32_t value, marked_event seen) {
        if (seen.steps.bits == 0) ++totals_.unmatched;
        engine_.count(own, marked(own, at, seen.steps.bits, value), event(seen));
    }

    [[nodiscard]] static auto event(const marked_event& seen) noexcept {
        if constexpr (Question::plain) {
            return seen.steps;
        } else {
            return seen;
        }
    }

    [[nodiscard]] engine_ticks marked([[maybe_unused]] std::size_t own, ticks at, [[maybe_unused]] std::uint64_t taken,
                                      [[maybe_unused]] std::uint32_t value) {
        if constexpr (!splits) {
            return at;
        } else {
            if (!holds_back()) return {at, value};
            marks_.admit(own);
            return marks_.next(own, at, taken, value);
        }
    }

    [[nodiscard]] attempts_type collect() {
        using parts = detail::attempt_parts;
        engine_.settle_all();
        attempts_type made;
        auto& terms = parts::terms_of(made);
        terms = parts::terms<When>(*question_, plan_);
        terms.totals = totals_;
        terms.totals.entities = ids_.size();
        terms.latest = terms.until = latest_;
        engine_ticks now{};
        if (latest_) now = marked_now(*latest_);
        for (const std::size_t unit : units_in_order()) {
            if constexpr (Question::plain) {
                collect_best(made, unit, now);
            } else {
                collect_lines(made, unit, now);
            }
        }
        parts::ids_of(made) = std::move(ids_);
        if constexpr (splits) parts::split(made, std::move(values_), Apart);
        return made;
    }

    /// What is counted, that of one entity together.
    [[nodiscard]] std::vector<std::size_t> units_in_order() const {
        std::vector<std::size_t> units(latest_of_.size());
        for (std::size_t unit = 0; unit < units.size(); ++unit) units[unit] = unit;
        if constexpr (Apart) {
            std::sort(units.begin(), units.end(),
                      [this](std::size_t a, std::size_t b) { return units_[a] < units_[b]; });
        }
        return units;
    }

    [[nodiscard]] static engine_ticks marked_now(ticks at) noexcept {
        if constexpr (splits) {
            return {at, 0};
        } else {
            return at;
        }
    }

    void collect_best(attempts_type& made, std::size_t unit, engine_ticks now) const {
        const std::size_t level = unit < engine_.entities() ? engine_.level(unit) : 0;
        if (level == 0) return;
        const std::uint64_t all = ~std::uint64_t{} >> (most_steps - level);
        const auto best = engine_.best_times(unit);
        keep(made, unit, {all, all, all}, best[0], engine_.first_times(unit), best, engine_.open(unit, now));
    }

    void collect_lines(attempts_type& made, std::size_t unit, engine_ticks now) const {
        std::vector<detail::counted_line<detail::unit_result<engine_ticks, true>>> lines;
        if (detail::add_counted_lines(engine_, threads_, unit, now, lines)) {
            ++detail::attempt_parts::terms_of(made).totals.dropped;
        }
        for (const auto& [result, open] : lines) {
            if (result->reached == 0) continue;
            keep(made, unit, {result->reached, result->taken, result->met}, result->start, result->first_times,
                 result->best_times, open);
        }
    }

    struct steps_of {
        std::uint64_t reached, taken, met;
    };

    template <class First, class Best>
    void keep(attempts_type& made, std::size_t unit, const steps_of& steps, const engine_ticks& start,
              const First& first_times, const Best& best_times, bool open) const {
        using parts = detail::attempt_parts;
        std::size_t entity = unit;
        if constexpr (Apart) entity = static_cast<std::size_t>(units_[unit] >> 32);
        const auto add_row = [&](ticks begun, std::span<const ticks> first, std::span<const ticks> best) {
            parts::rows_of(made).add({.reached = steps.reached,
                                      .taken = steps.taken,
                                      .met = steps.met,
                                      .start = begun,
                                      .first_times = first,
                                      .best_times = best,
                                      .open = open,
                                      .entity = static_cast<std::uint32_t>(entity)});
        };
        if constexpr (!splits) {
            add_row(start, first_times, best_times);
        } else {
            std::vector<ticks> first;
            std::vector<ticks> best;
            for (const auto& each : first_times) first.push_back(each.at);
            for (const auto& each : best_times) best.push_back(each.at);
            add_row(start.at, first, best);
            std::vector<std::uint32_t> values;
            for (const auto& value : marks_.values(steps.taken, best_times)) values.push_back(value.value_or(no_mark));
            parts::mark(made, values);
        }
    }

    detail::unmoved<Question> question_;
    detail::attempt_plan<ticks, typename Question::rules_type> plan_;
    typename Question::tracker_type tracker_;
    engine_type engine_;
    detail::entity_index<id_type> ids_;
    detail::entity_index<value_id> values_;
    detail::entity_index<std::uint64_t> units_;  // entity << 32 | value, where they are counted apart
    [[no_unique_address]] detail::counter_threads<Held...> threads_;
    detail::tick_marks<ticks> marks_;
    std::vector<ticks> latest_of_;
    funnel_totals totals_;
    std::optional<ticks> latest_;
};

}  // namespace emptor
