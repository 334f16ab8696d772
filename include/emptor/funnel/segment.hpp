// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Counts a funnel over one of several consecutive spans of time.

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/held_index.hpp>
#include <emptor/funnel/detail/line_summary.hpp>
#include <emptor/funnel/detail/segment_chain.hpp>
#include <emptor/funnel/detail/segment_engine.hpp>
#include <emptor/funnel/detail/segment_refusal.hpp>
#include <emptor/funnel/detail/segment_report.hpp>
#include <emptor/funnel/detail/summary.hpp>
#include <emptor/funnel/level.hpp>
#include <emptor/funnel/marked_event.hpp>
#include <emptor/funnel/report.hpp>

namespace emptor {

/// The state of a question after the events of one span of time, to be joined with that of the same entities over the
/// spans before and after it: days are counted apart, and `monday.then(tuesday)` equals the count of both.
///
/// Kept of an entity: O(steps^2) numbers, never its events; so a question has at most 16 steps. Spans share no instant.
/// Joining is exact and associative: `a.then(b).then(c) == a.then(b.then(c))`. Reports are those of `funnel::counter`.
///
/// Made by `funnel::segment`.
template <class Question, entity_id Who, event_time When, class... Held>
class funnel_segment {
    static_assert(detail::sound_segment<Question, When>::value);

    using ticks = detail::ticks_of<When>;
    using tick = typename Question::template tick_for<When>;
    using engine_type = typename detail::segment_engine<ticks, typename Question::rules_type>::type;
    using plan_type = typename engine_type::plan_type;
    using result_type = typename engine_type::result_type;
    static constexpr bool holds = sizeof...(Held) > 0;

public:
    /// @throws std::invalid_argument for more than 16 steps, or rules chosen at run time that cannot be joined.
    explicit funnel_segment(Question question)
        : question_{std::move(question)}, plan_{question_.template plan<When>()} {
        if (plan_.steps() > detail::most_segment_steps) {
            throw std::invalid_argument{
                std::string{"emptor::segment: "}.append(std::to_string(plan_.steps())).append(" steps; at most 16")};
        }
        const auto refusal = detail::segment_refusal_of(plan_.rules(), plan_.has_gaps(), holds);
        if (refusal != detail::segment_refusal::none) {
            throw std::invalid_argument{std::string{"emptor::segment: "}.append(detail::words_of(refusal))};
        }
    }

    /// Makes room for so many entities at once; more may come.
    void reserve(std::size_t entities) {
        index_.reserve(entities);
        latest_of_.reserve(entities);
        lines_.reserve(entities);
    }

    /// Counts one event of the span. Those of one entity come in order of time; one that is older than one before it of
    /// the same entity is left out and counted as out of order.
    /// @throws std::invalid_argument if the time is not finite.
    template <class... What>
    void count(const Who& who, const When& when, const What&... what) {
        static_assert(!holds, "emptor::hold: this question holds a property: count_held(who, when, held, what)");
        count_seen(who, when, question_.seen(what...));
    }

    /// The same for a question that holds a property.
    template <class Value, class... What>
    void count_held(const Who& who, const When& when, const Value& held, const What&... what)
        requires holds
    {
        count_seen_held(who, when, held, question_.seen(what...));
    }

    /// Counts one event whose `what` was looked at before.
    template <class Seen>
    void count_seen(const Who& who, const When& when, const Seen& seen) {
        add(who, when, seen, [](std::size_t entity) { return entity; });
    }

    /// The same for a question that holds a property.
    template <class Value, class Seen>
    void count_seen_held(const Who& who, const When& when, const Value& held, const Seen& seen)
        requires holds
    {
        const std::uint64_t value =
            values_.number(detail::looked_up<std::tuple_element_t<0, std::tuple<Held...>>>(held));
        add(who, when, seen, [&](std::size_t entity) { return thread_of(entity, value); });
    }

    /// This span and a later one, as if all events had been counted in one.
    /// @throws std::invalid_argument if the later span begins before this one is over or at the same time, or the
    /// question is another one.
    [[nodiscard]] funnel_segment then(const funnel_segment& later) const& {
        require_joinable(later);
        funnel_segment both{*this};
        both.join(later);
        return both;
    }

    /// The same without a copy of this one.
    [[nodiscard]] funnel_segment then(const funnel_segment& later) && {
        require_joinable(later);
        join(later);
        return std::move(*this);
    }

    /// What has been counted so far.
    [[nodiscard]] const funnel_totals& totals() const noexcept { return totals_; }

    /// How far an entity has come with the events so far; nothing if none of its events was counted.
    [[nodiscard]] std::optional<funnel_level> level(const Who& who) const {
        const auto entity = index_.find(detail::looked_up(who));
        if (!entity || *entity >= latest_of_.size()) return std::nullopt;
        result_type best;
        each_thread(*entity, [&](std::size_t thread) {
            engine_type settled = lines_[thread];
            settled.finish(plan_);
            if (best.met == 0 || settled.result().better_than(best, plan_.steps(), plan_.rules().open)) {
                best = settled.result();
            }
        });
        return funnel_level{static_cast<std::size_t>(std::bit_width(best.reached)), best.spoilt};
    }

    /// The report on the events so far. More may follow.
    [[nodiscard]] auto report() const& {
        std::vector<engine_type> settled = lines_;
        return report_on(settled);
    }

    /// The report on all events, without a copy of the state.
    [[nodiscard]] auto report() && { return report_on(lines_); }

    /// Whether two spans of one question saw the same entities, in the same order, and are the same to whatever comes
    /// before and after them.
    friend bool operator==(const funnel_segment& one, const funnel_segment& other) {
        if (one.why_another(other) || one.totals_ != other.totals_ || one.earliest_ != other.earliest_ ||
            one.latest_ != other.latest_ || one.latest_of_ != other.latest_of_ ||
            one.threads_of_ != other.threads_of_ || one.lines_.size() != other.lines_.size()) {
            return false;
        }
        for (std::size_t entity = 0; entity < one.latest_of_.size(); ++entity) {
            if (!(one.index_[entity] == other.index_[entity])) return false;
        }
        for (std::size_t thread = 0; thread < one.lines_.size(); ++thread) {
            engine_type mine = one.lines_[thread];
            engine_type its = other.lines_[thread];
            if constexpr (holds) {
                if (!(one.value_of(thread) == other.value_of(thread))) return false;
            }
            mine.rest(one.plan_);
            its.rest(other.plan_);
            if (!mine.same_as(its)) return false;
        }
        return true;
    }

private:
    template <class Seen, class Thread>
    void add(const Who& who, const When& when, const Seen& seen, Thread thread) {
        const ticks at = detail::to_ticks(when);
        const std::size_t entity = index_.number(detail::looked_up(who));
        if (entity >= latest_of_.size()) latest_of_.resize(entity + 1, at);
        ++totals_.events;
        if (!latest_ || *latest_ < at) latest_ = at;
        if (!earliest_ || at < *earliest_) earliest_ = at;
        if (at < latest_of_[entity]) {
            ++totals_.out_of_order;
            return;
        }
        latest_of_[entity] = at;
        const std::size_t own = thread(entity);
        while (lines_.size() <= own) lines_.emplace_back(plan_);
        const marked_event event = marked(seen);
        if (event.steps.bits == 0) ++totals_.unmatched;
        lines_[own].count(plan_, at, event);
    }

    [[nodiscard]] static marked_event marked(step_set taken) noexcept { return {taken, 0}; }
    [[nodiscard]] static marked_event marked(const detail::seen_event<step_set>& seen) noexcept {
        return {seen.event, seen.excludes};
    }

    /// The number of an entity's events with this value of the property that is held.
    [[nodiscard]] std::size_t thread_of(std::size_t entity, std::uint64_t value) {
        const std::size_t thread = threads_.number(static_cast<std::uint64_t>(entity) << 32 | value);
        if (threads_of_.size() <= entity) threads_of_.resize(entity + 1);
        if (thread >= lines_.size()) threads_of_[entity].push_back(thread);
        return thread;
    }

    /// What the events of a thread have in common.
    [[nodiscard]] decltype(auto) value_of(std::size_t thread) const {
        return values_[threads_[thread] & std::numeric_limits<std::uint32_t>::max()];
    }

    /// Calls `use` with the number of each of an entity's threads.
    template <class Use>
    void each_thread(std::size_t entity, Use use) const {
        if constexpr (holds) {
            for (const std::size_t thread : threads_of_[entity]) use(thread);
        } else {
            use(entity);
        }
    }

    /// @returns what differs from another question, or nothing.
    [[nodiscard]] std::optional<std::string> why_another(const funnel_segment& other) const {
        if (question_.line_names() != other.question_.line_names() || !plan_.same_as(other.plan_)) return "";
        const char* const word = question_.difference_to(other.question_);
        if (word == nullptr) return std::nullopt;
        return std::string{": its `"}.append(word).append("` is another one");
    }

    void require_joinable(const funnel_segment& later) const {
        if (const auto why = why_another(later)) {
            throw std::invalid_argument{
                std::string{"emptor::funnel_segment: the later span asks another question"}.append(*why)};
        }
        if (!latest_ || !later.earliest_ || *latest_ < *later.earliest_) return;
        throw std::invalid_argument{std::string{"emptor::funnel_segment: the later span begins at "}
                                        .append(std::to_string(*later.earliest_))
                                        .append(", this one ends at ")
                                        .append(std::to_string(*latest_))
                                        .append("; they must not share an instant")};
    }

    void join(const funnel_segment& later) {
        totals_ += later.totals_;
        if (!earliest_) earliest_ = later.earliest_;
        if (later.latest_) latest_ = later.latest_;
        for (std::size_t entity = 0; entity < later.latest_of_.size(); ++entity) {
            const std::size_t own = index_.number(later.index_[entity]);
            if (own >= latest_of_.size()) latest_of_.resize(own + 1);
            latest_of_[own] = later.latest_of_[entity];
            if constexpr (!holds) join_line(own, later.lines_[entity]);
        }
        if constexpr (holds) {
            for (std::size_t thread = 0; thread < later.lines_.size(); ++thread) {
                const std::size_t own = index_.number(later.index_[later.threads_[thread] >> 32]);
                join_line(thread_of(own, values_.number(later.value_of(thread))), later.lines_[thread]);
            }
        }
    }

    void join_line(std::size_t own, const engine_type& later) {
        if (own < lines_.size()) {
            lines_[own].then(plan_, later);
        } else {
            lines_.push_back(later);
        }
    }

    [[nodiscard]] auto report_on(std::vector<engine_type>& lines) const {
        for (engine_type& each : lines) each.finish(plan_);
        const ticks now = latest_.value_or(ticks{});
        funnel_totals totals = totals_;
        totals.entities = latest_of_.size();
        std::vector<detail::counted_line<result_type>> counted;
        for (std::size_t entity = 0; entity < latest_of_.size(); ++entity) {
            const std::size_t before = counted.size();
            each_thread(entity, [&](std::size_t thread) {
                const detail::counted_line<result_type> line{&lines[thread].result(), lines[thread].open(plan_, now)};
                if (line.result->met == 0) return;
                if (counted.size() == before) return counted.push_back(line);
                const bool may_go_on = counted.back().open || line.open;
                if (line.result->better_than(*counted.back().result, plan_.steps(), plan_.rules().open)) {
                    counted.back() = line;
                }
                counted.back().open = may_go_on;
            });
        }
        if constexpr (Question::plain) {
            return detail::summarise<tick>(detail::segment_attempts < ticks,
                                           Question::rules.window != window_kind::none > {counted, plan_.steps()},
                                           question_.line_names(), totals, question_.template window_length<When>(),
                                           now);
        } else {
            return detail::summarise_lines<tick, false>(counted, question_.line_names(), plan_.optional(), totals,
                                                        question_.template window_length<When>());
        }
    }

    struct nothing {};

    Question question_;
    plan_type plan_;
    detail::entity_index<detail::kept_id<Who>> index_;
    std::vector<engine_type> lines_;  // of each entity; of each of its threads if a property is held
    std::vector<ticks> latest_of_;    // the time of each entity's last event
    funnel_totals totals_;
    std::optional<ticks> earliest_;
    std::optional<ticks> latest_;
    // of a property that is held: its values, and the threads of each entity
    template <class... Of>
    struct index_of {
        using type = nothing;
    };
    template <class Of>
    struct index_of<Of> {
        using type = detail::entity_index<detail::kept_id<Of>>;
    };
    [[no_unique_address]] typename index_of<Held...>::type values_;
    [[no_unique_address]] std::conditional_t<holds, detail::entity_index<std::uint64_t>, nothing> threads_;
    std::vector<std::vector<std::size_t>> threads_of_;
};

}  // namespace emptor
