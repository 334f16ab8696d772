// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Counts a funnel of any rules event by event.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_book.hpp>
#include <emptor/funnel/detail/joined_index.hpp>
#include <emptor/funnel/detail/line_summary.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor {

/// How far an entity has come.
struct funnel_level {
    std::size_t steps{};  ///< the furthest step it took, counted from 1; 0 before the first
    bool dropped{};       ///< left out of the report because of an excluded event or a break

    friend constexpr bool operator==(const funnel_level&, const funnel_level&) noexcept = default;
};

/// The state of a question with any words while its events pass by; the same as `funnel_counter`, for those that need
/// more than the latest start at each step.
///
/// Kept of an entity: a record for each of its attempts that may yet go on, at most one a step unless the question
/// waits for a shortest gap or counts starts; and the best it came to.
///
/// Made by `funnel::counter`.
template <class Question, entity_id Who, event_time When, class... Held>
class funnel_line_counter {
    using steps_type = typename Question::steps_type;
    using tracker_type = typename steps_type::tracker;
    using ticks = detail::ticks_of<When>;
    using tick = typename Question::template tick_for<When>;
    static constexpr bool holds = sizeof...(Held) > 0;
    static constexpr bool chained = Question::keeps_times;
    using book_type = detail::attempt_book<ticks, typename Question::rules_type, chained>;
    using result_type = detail::unit_result<ticks, chained>;

public:
    explicit funnel_line_counter(Question question)
        : question_{std::move(question)}, tracker_{question_.steps()}, book_{question_.template plan<When>()} {}

    /// Makes room for so many entities at once; more may come.
    void reserve(std::size_t entities) {
        index_.reserve(entities);
        book_.reserve(entities);
        latest_of_.reserve(entities);
    }

    /// Counts one event.
    /// @param what the event, and for a funnel through a process its role, if there is one.
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

    /// Adds what `other` counted of other entities: the same as if its events had been counted here, after these.
    /// @throws std::invalid_argument if the question is another one, or an entity was counted by both.
    funnel_line_counter& operator+=(const funnel_line_counter& other) {
        if (question_.line_names() != other.question_.line_names() || !book_.plan().same_as(other.book_.plan())) {
            throw std::invalid_argument{"emptor::funnel_line_counter: the other counter asks another question"};
        }
        if (const char* const word = question_.difference_to(other.question_)) {
            throw std::invalid_argument{
                std::string{"emptor::funnel_line_counter: the other counter asks another question: its `"}
                    .append(word)
                    .append("` is another one")};
        }
        auto index = detail::joined(index_, other.index_);
        funnel_line_counter sum{*this};
        sum.index_ = std::move(index);
        sum.book_ += other.book_;
        sum.tracker_ += other.tracker_;
        sum.totals_ += other.totals_;
        sum.latest_of_.insert(sum.latest_of_.end(), other.latest_of_.begin(), other.latest_of_.end());
        if constexpr (holds) {
            sum.threads_of_.resize(sum.latest_of_.size());
            for (std::size_t thread = 0; thread < other.threads_.size(); ++thread) {
                const std::uint64_t entity = latest_of_.size() + (other.threads_[thread] >> 32);
                const std::uint64_t value = sum.values_.number(other.values_[other.threads_[thread] & 0xFFFF'FFFFU]);
                sum.threads_of_[entity].push_back(sum.threads_.number(entity << 32 | value));
            }
        }
        if (other.latest_ && (!latest_ || *latest_ < *other.latest_)) sum.latest_ = other.latest_;
        *this = std::move(sum);
        return *this;
    }

    /// What has been counted so far.
    [[nodiscard]] const funnel_totals& totals() const noexcept { return totals_; }

    /// How far an entity has come with the events so far; nothing if none of its events was counted.
    [[nodiscard]] std::optional<funnel_level> level(const Who& who) const {
        const auto entity = index_.find(detail::looked_up(who));
        if (!entity || *entity >= latest_of_.size()) return std::nullopt;
        return level_of(*entity);
    }

    /// The levels of all entities, in the order in which they were first seen.
    [[nodiscard]] std::vector<funnel_level> levels() const {
        std::vector<funnel_level> levels;
        for (std::size_t entity = 0; entity < latest_of_.size(); ++entity) levels.push_back(level_of(entity));
        return levels;
    }

    /// The report on the events so far. More may follow.
    [[nodiscard]] auto report() const& {
        book_type settled = book_;
        return report_on(settled, totals_);
    }

    /// The report on all events, without a copy of the state.
    [[nodiscard]] auto report() && { return report_on(book_, totals_); }

    /// The same, for events that were put in order before they were counted.
    /// @param out_of_order how many of them were out of order.
    [[nodiscard]] auto report_sorted(std::uint64_t out_of_order) && {
        funnel_totals totals = totals_;
        totals.out_of_order = out_of_order;
        totals.sorted = true;
        return report_on(book_, totals);
    }

private:
    template <class Seen, class Thread>
    void add(const Who& who, const When& when, const Seen& seen, Thread thread) {
        const ticks at = detail::to_ticks(when);
        const std::size_t entity = index_.number(detail::looked_up(who));
        const bool first = entity >= latest_of_.size();
        const step_set arrival = first ? tracker_.admit(entity) : step_set{};
        if (first) latest_of_.resize(entity + 1, at);
        ++totals_.events;
        if (!latest_ || *latest_ < at) latest_ = at;
        if (at < latest_of_[entity]) {
            ++totals_.out_of_order;
            return;
        }
        latest_of_[entity] = at;
        const std::size_t own = thread(entity);
        book_.admit(own);
        if (arrival.bits != 0) book_.count(own, at, {arrival, 0});
        const step_set taken = tracker_.count(entity, seen.event);
        if (taken.bits == 0) ++totals_.unmatched;
        book_.count(own, at, {taken, seen.excludes});
    }

    /// The number of an entity's events with this value of the property that is held.
    [[nodiscard]] std::size_t thread_of(std::size_t entity, std::uint64_t value) {
        const std::size_t thread = threads_.number(static_cast<std::uint64_t>(entity) << 32 | value);
        if (threads_of_.size() <= entity) threads_of_.resize(entity + 1);
        if (thread >= book_.entities()) threads_of_[entity].push_back(thread);
        return thread;
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

    [[nodiscard]] funnel_level level_of(std::size_t entity) const {
        result_type best;
        each_thread(entity, [&](std::size_t thread) {
            const auto settled = book_.settled(thread);
            for (const result_type& each : settled.results()) {
                if (each.better_than(best, question_.steps().size(), book_.plan().rules().open)) best = each;
            }
        });
        return {static_cast<std::size_t>(std::bit_width(best.reached)), best.spoilt};
    }

    [[nodiscard]] auto report_on(book_type& book, funnel_totals totals) const {
        book.settle_all();
        const bool once = book.plan().rules().each == counted_unit::entity;
        const ticks now = latest_.value_or(ticks{});
        totals.entities = latest_of_.size();
        std::vector<detail::counted_line<result_type>> lines;
        for (std::size_t entity = 0; entity < latest_of_.size(); ++entity) {
            const std::size_t before = lines.size();
            each_thread(entity, [&](std::size_t thread) {
                const auto results = book.results(thread);
                for (std::size_t i = 0; i < results.size(); ++i) {
                    const detail::counted_line<result_type> line{&results[i], book.open(thread, i, now)};
                    if (!once || lines.size() == before) {
                        lines.push_back(line);
                    } else {
                        const bool may_go_on = lines.back().open || line.open;
                        if (line.result->better_than(*lines.back().result, question_.steps().size(),
                                                     book.plan().rules().open))
                            lines.back() = line;
                        lines.back().open = may_go_on;
                    }
                }
            });
            const auto kept = std::remove_if(lines.begin() + static_cast<std::ptrdiff_t>(before), lines.end(),
                                             [](const auto& line) { return line.result->spoilt; });
            if (kept == lines.end()) continue;
            lines.erase(kept, lines.end());
            ++totals.dropped;
        }
        return tracker_.report(detail::summarise_lines<tick, chained>(
            lines, question_.line_names(), book.plan().optional(), totals, question_.template window_length<When>()));
    }

    struct nothing {};

    Question question_;
    tracker_type tracker_;
    detail::entity_index<detail::kept_id<Who>> index_;
    book_type book_;
    std::vector<ticks> latest_of_;  // the time of each entity's last event
    funnel_totals totals_;
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

/// The same for events that stand together entity by entity.
///
/// Made by `funnel::grouped_counter`.
template <class Question, event_time When>
class funnel_grouped_line_counter {
    static_assert(!Question::holds, "emptor::hold: a property is held where events are counted with who they are of");

public:
    explicit funnel_grouped_line_counter(Question question) : counter_{std::move(question)} {}

    void reserve(std::size_t entities) { counter_.reserve(entities); }

    /// The events that follow are those of another entity, who had none before. Without any it is none.
    void next_entity() noexcept { begun_ = false; }

    /// Counts one event of the entity.
    /// @throws std::invalid_argument if the time is not finite.
    template <class... What>
    void count(const When& when, const What&... what) {
        counter_.count(current(), when, what...);
        begin();
    }

    /// Counts one event whose `what` was looked at before.
    template <class Seen>
    void count_seen(const When& when, const Seen& seen) {
        counter_.count_seen(current(), when, seen);
        begin();
    }

    [[nodiscard]] const funnel_totals& totals() const noexcept { return counter_.totals(); }

    [[nodiscard]] auto report() && { return std::move(counter_).report(); }
    [[nodiscard]] auto report_sorted(std::uint64_t out_of_order) && {
        return std::move(counter_).report_sorted(out_of_order);
    }

private:
    [[nodiscard]] std::uint32_t current() const noexcept { return begun_ ? entities_ - 1 : entities_; }
    void begin() noexcept {
        if (!begun_) ++entities_;
        begun_ = true;
    }

    funnel_line_counter<Question, std::uint32_t, When> counter_;
    std::uint32_t entities_{};
    bool begun_{};
};

}  // namespace emptor
