// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Counts a funnel of any rules event by event.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_book.hpp>
#include <emptor/funnel/detail/counted_lines.hpp>
#include <emptor/funnel/detail/counter_bytes.hpp>
#include <emptor/funnel/detail/counter_state.hpp>
#include <emptor/funnel/detail/counter_threads.hpp>
#include <emptor/funnel/detail/line_summary.hpp>
#include <emptor/funnel/level.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/process/bytes_result.hpp>

namespace emptor {

/// The state of a question with any words while its events pass by; the same as `funnel_counter`, for those that need
/// more than the latest start at each step.
///
/// Kept of an entity: a record for each of its attempts that may yet go on, at most one a step unless the question
/// waits for a shortest gap or counts starts; and the best it came to.
///
/// Made by `funnel::counter`.
template <class Question, entity_id Who, event_time When, class... Held>
class funnel_line_counter {
    using ticks = detail::ticks_of<When>;
    using tick = typename Question::template tick_for<When>;
    static constexpr bool holds = sizeof...(Held) > 0;
    static constexpr bool chained = Question::keeps_times;
    using id_type = detail::kept_id<Who>;
    using state_type = detail::counter_state<typename Question::tracker_type, id_type, ticks>;
    using threads_type = detail::counter_threads<Held...>;
    using book_type = detail::attempt_book<ticks, typename Question::rules_type, chained>;
    using result_type = detail::unit_result<ticks, chained>;

public:
    explicit funnel_line_counter(Question question)
        : question_{std::move(question)},
          state_{.tracker = question_->tracker()},
          book_{question_->template plan<When>()} {}

    /// Makes room for so many entities at once; more may come.
    void reserve(std::size_t entities) {
        state_.index.reserve(entities);
        book_.reserve(entities);
        latest_of_.reserve(entities);
    }

    /// Counts one event.
    /// @param what the event, and for a funnel through a process its role, if there is one.
    /// @throws std::invalid_argument if the time is not finite.
    template <class... What>
    void count(const Who& who, const When& when, const What&... what) {
        static_assert(!holds, "emptor::hold: this question holds a property: count_held(who, when, held, what)");
        count_seen(who, when, question_->seen(what...));
    }

    /// The same for a question that holds a property.
    template <class Value, class... What>
    void count_held(const Who& who, const When& when, const Value& held, const What&... what)
        requires holds
    {
        count_seen_held(who, when, held, question_->seen(what...));
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
        decltype(auto) value = threads_type::look(held);
        add(who, when, seen,
            [&](std::size_t entity) { return threads_.thread(entity, threads_.value(value), book_.entities()); });
    }

    /// Adds what `other` counted of other entities: the same as if its events had been counted here, after these. Of
    /// two that have been settled up to some time (`expire`), the later one holds.
    /// @throws std::invalid_argument if the question is another one, or an entity was counted by both.
    funnel_line_counter& operator+=(const funnel_line_counter& other) {
        if (question_->line_names() != other.question_->line_names() || !book_.plan().same_as(other.book_.plan())) {
            throw std::invalid_argument{"emptor::funnel_line_counter: the other counter asks another question"};
        }
        if (const char* const word = question_->difference_to(*other.question_)) {
            throw std::invalid_argument{
                std::string{"emptor::funnel_line_counter: the other counter asks another question: its `"}
                    .append(word)
                    .append("` is another one")};
        }
        funnel_line_counter sum{*this};
        sum.state_ += other.state_;
        sum.book_ += other.book_;
        sum.threads_.join(other.threads_, latest_of_.size());
        sum.latest_of_.insert(sum.latest_of_.end(), other.latest_of_.begin(), other.latest_of_.end());
        take(std::move(sum));
        return *this;
    }

    /// Promises that no event before this time follows, and gives back the memory of whatever no other one can change.
    ///
    /// The report is the same as ever, now and after any events at this time or later. An event before it, of anyone,
    /// is left out and counted as out of order; whom no other was of is no entity.
    ///
    /// Freed are the records of attempts that no event at `before` or later could carry on, as their window, session or
    /// longest gap has run out; and the events at one time that were held back. What is not: the id, a slot of
    /// `bytes_an_entity`, and the best it came to, with its times, as the report is on them. A window of so many events
    /// never runs out by itself. Whoever comes back counts on from there, once. `forget` frees the rest.
    ///
    /// A window that runs beyond the last event counted is not over yet, as the report says who may still move on.
    ///
    /// Takes time in proportion to the entities: something to do now and then, not after each event.
    /// @throws std::invalid_argument if the time is not finite.
    void expire(const When& before) {
        if (const auto end = state_.settle(detail::to_ticks(before))) book_.put_away(*end);
    }

    /// Forgets an entity, as a person may demand: its id, its attempts, its levels and times, the values it alone had
    /// of a property that is held, where it stands in a process. The next report is on the others alone; should it come
    /// again, it is new.
    ///
    /// The numbers of events stay as they are, for they are of nobody: those in `totals`, and in a funnel through a
    /// process those that moved, were refused or are unknown. So does the time of the last event. Takes time in
    /// proportion to the entities.
    /// @returns whether it was known.
    bool forget(const Who& who) {
        const auto entity = known(who);
        if (!entity) return false;
        funnel_line_counter rest{*this};
        rest.state_.erase(*entity);
        rest.book_.erase(rest.threads_.erase(*entity));
        rest.latest_of_.erase(std::next(rest.latest_of_.begin(), static_cast<std::ptrdiff_t>(*entity)));
        take(std::move(rest));
        return true;
    }

    /// What has been counted so far.
    [[nodiscard]] const funnel_totals& totals() const noexcept { return state_.totals; }

    /// How far an entity has come with the events so far; nothing if none of its events was counted.
    [[nodiscard]] std::optional<funnel_level> level(const Who& who) const {
        const auto entity = known(who);
        if (!entity) return std::nullopt;
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
        return report_on(settled, state_.totals);
    }

    /// The report on all events, without a copy of the state.
    [[nodiscard]] auto report() && { return report_on(book_, state_.totals); }

    /// The same, for events that were put in order before they were counted.
    /// @param out_of_order how many of them were out of order.
    [[nodiscard]] auto report_sorted(std::uint64_t out_of_order) && {
        funnel_totals totals = state_.totals;
        totals.out_of_order = out_of_order;
        totals.sorted = true;
        return report_on(book_, totals);
    }

    /// The counter as bytes, of which `load` takes up every version ever written: the ids, and how far each has come.
    [[nodiscard]] std::vector<std::uint8_t> save() const {
        return detail::counter_bytes<ticks>(fingerprint(), [this](auto& out) {
            state_.write(out);
            out.times(latest_of_);
            threads_.write(out);
            book_.write(out);
        });
    }

    /// Takes up a saved counter of the same question, in place of this one; it goes on as if it had never stopped.
    ///
    /// A question is told from others by the names of its steps, its process, its words, what it excludes by name, and
    /// the kinds of its times and ids; not by its predicates, nor by which property it holds.
    /// @return true, or why the bytes were refused, and where; the counter is then as it was.
    [[nodiscard]] bytes_result load(std::span<const std::uint8_t> bytes) {
        funnel_line_counter made{*question_};
        const auto read = [&](auto& in) {
            made.state_.read(in);
            const ticks latest = made.state_.latest.value_or(ticks{});
            for (std::size_t left = made.state_.index.size(); left > 0 && in.good(); --left) {
                in.rising({&made.latest_of_.emplace_back(), 1}, latest, "the time of an entity's last event");
            }
            made.book_.read(in, made.threads_.read(in, made.latest_of_.size()), latest);
        };
        bytes_result result = detail::read_counter<ticks>(bytes, fingerprint(), read, [&] { return made.save(); });
        if (result) take(std::move(made));
        return result;
    }

    /// The memory of an entity, or of each value of a property that is held, besides its id and that of its attempts
    /// and results.
    static constexpr std::size_t bytes_an_entity = book_type::bytes_an_entity + sizeof(ticks);

private:
    /// Takes over all but the question.
    void take(funnel_line_counter&& other) noexcept {
        state_ = std::move(other.state_);
        book_ = std::move(other.book_);
        threads_ = std::move(other.threads_);
        latest_of_ = std::move(other.latest_of_);
    }

    [[nodiscard]] std::optional<std::size_t> known(const Who& who) const {
        const auto entity = state_.index.find(detail::looked_up(who));
        if (!entity || *entity >= latest_of_.size()) return std::nullopt;
        return *entity;
    }

    [[nodiscard]] std::uint64_t fingerprint() const {
        static_assert(
            (detail::saved_id<id_type> && ... && detail::saved_id<detail::kept_id<Held>>),
            "emptor::funnel_line_counter: ids can be saved that are integers, enums of a fixed type, or texts");
        return detail::question_fingerprint<Question, When, id_type, detail::kept_id<Held>...>(*question_);
    }

    template <class Seen, class Thread>
    void add(const Who& who, const When& when, const Seen& seen, Thread thread) {
        const ticks at = detail::to_ticks(when);
        decltype(auto) id = detail::looked_up(who);
        if (state_.leaves_out(at)) return;
        const std::size_t entity = state_.index.number(id);
        const bool first = entity >= latest_of_.size();
        const step_set arrival = first ? state_.tracker.admit(entity) : step_set{};
        if (first) latest_of_.resize(entity + 1, at);
        state_.see(at);
        if (at < latest_of_[entity]) {
            ++state_.totals.out_of_order;
            return;
        }
        latest_of_[entity] = at;
        const std::size_t own = thread(entity);
        book_.admit(own);
        if (arrival.bits != 0) book_.count(own, at, {arrival, 0});
        const step_set taken = state_.tracker.count(entity, seen.event);
        if (taken.bits == 0) ++state_.totals.unmatched;
        book_.count(own, at, {taken, seen.excludes});
    }

    [[nodiscard]] funnel_level level_of(std::size_t entity) const {
        result_type best;
        threads_.each(entity, [&](std::size_t thread) {
            const auto settled = book_.settled(thread);
            for (const result_type& each : settled.results()) {
                if (each.better_than(best, question_->steps().size(), book_.plan().rules().open)) best = each;
            }
        });
        return {static_cast<std::size_t>(std::bit_width(best.reached)), best.spoilt};
    }

    [[nodiscard]] auto report_on(book_type& book, funnel_totals totals) const {
        book.settle_all();
        const ticks now = state_.latest.value_or(ticks{});
        totals.entities = latest_of_.size();
        std::vector<detail::counted_line<result_type>> lines;
        for (std::size_t entity = 0; entity < latest_of_.size(); ++entity) {
            totals.dropped += detail::add_counted_lines(book, threads_, entity, now, lines) ? 1U : 0U;
        }
        return state_.tracker.report(detail::summarise_lines<tick, chained>(
            lines, question_->line_names(), book.plan().optional(), totals, question_->template window_length<When>()));
    }

    detail::unmoved<Question> question_;
    state_type state_;
    book_type book_;
    std::vector<ticks> latest_of_;  // the time of each entity's last event
    [[no_unique_address]] threads_type threads_;
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
