// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Counts a funnel event by event.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/counter_attempts.hpp>
#include <emptor/funnel/detail/counter_bytes.hpp>
#include <emptor/funnel/detail/counter_state.hpp>
#include <emptor/funnel/detail/event_block.hpp>
#include <emptor/funnel/detail/seen_table.hpp>
#include <emptor/funnel/detail/summary.hpp>
#include <emptor/funnel/level.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/process/bytes_result.hpp>

namespace emptor {

/// The state of a funnel question while its events pass by: O(steps) numbers an entity, never its events.
///
/// Events of different entities may come in any order; those of one entity in order of time. An event that is older
/// than one before it of the same entity is left out and counted as out of order.
///
/// A count that never ends need not grow with the attempts (`expire`); a person can be forgotten (`forget`); and it can
/// be saved and taken up again elsewhere (`save`, `load`).
///
/// Made by `funnel::counter`.
template <class Question, entity_id Who, event_time When>
class funnel_counter {
    using steps_type = typename Question::steps_type;
    using ticks = detail::ticks_of<When>;
    using tick = typename Question::template tick_for<When>;
    using id_type = detail::kept_id<Who>;
    using state_type = detail::counter_state<typename Question::tracker_type, id_type, ticks>;
    using attempts_type = detail::counter_attempts<ticks, Question::remembers>;

public:
    explicit funnel_counter(Question question)
        : question_{std::move(question)},
          state_{.tracker = question_->tracker()},
          attempts_{question_->steps().size(), question_->template window_ticks<When>()} {}

    /// Makes room for so many entities at once; more may come.
    void reserve(std::size_t entities) {
        state_.index.reserve(entities);
        attempts_.reserve(entities);
    }

    /// Counts one event.
    /// @param what the event, and for a funnel through a process its role, if there is one.
    /// @throws std::invalid_argument if the time is not finite.
    template <class... What>
    void count(const Who& who, const When& when, const What&... what) {
        count_seen(who, when, question_->steps().seen(what...));
    }

    /// Counts one event whose `what` was looked at before.
    void count_seen(const Who& who, const When& when, const typename steps_type::seen_type& seen) {
        const ticks at = detail::to_ticks(when);
        decltype(auto) id = detail::looked_up(who);
        if (!state_.leaves_out(at)) count_of(state_.index.number(id), at, seen);
    }

    /// Counts events in the order in which they come, as `count` does one by one, but looks up a few of them at once,
    /// so that entities spread over more memory than the cache holds are not waited for.
    ///
    /// If a projection, a step or the range throws, or a time is not finite, the events before it have been counted.
    /// @param who,when,what projections of an event, called once for each. Some events are looked at before the first
    /// of them is counted.
    template <std::ranges::input_range Events, class OfWho, class OfWhen, class... OfWhat>
    void count_all(Events&& events, OfWho who, OfWhen when, OfWhat... what) {
        const detail::seen_table<Question, Events, OfWhat...> table{*question_};
        detail::each_block<id_type, ticks, typename steps_type::seen_type>(
            events, state_.index,
            [&](auto& block, auto&& event) {
                const auto& own = std::invoke(who, event);
                const ticks at = detail::to_ticks<When>(std::invoke(when, event));
                const auto seen = table.seen(std::invoke(what, event)...);
                block.add(state_.index, detail::looked_up<Who>(own), at, seen);
            },
            [&]([[maybe_unused]] std::size_t entity) {
                if constexpr (requires { attempts_.ask(entity); }) attempts_.ask(entity);
            },
            [&](auto number, ticks at, const auto& seen) {
                if (!state_.leaves_out(at)) count_of(number(), at, seen);
            });
    }

    /// Adds what `other` counted of other entities: the same as if its events had been counted here, after these. Of
    /// two that have been settled up to some time (`expire`), the later one holds.
    /// @throws std::invalid_argument if the question is another one, or an entity was counted by both.
    funnel_counter& operator+=(const funnel_counter& other) {
        if (question_->steps().names() != other.question_->steps().names() ||
            attempts_.window() != other.attempts_.window()) {
            throw std::invalid_argument{"emptor::funnel_counter: the other counter asks another question"};
        }
        if (const char* const word = question_->difference_to(*other.question_)) {
            throw std::invalid_argument{
                std::string{"emptor::funnel_counter: the other counter asks another question: its `"}
                    .append(word)
                    .append("` is another one")};
        }
        state_type state{state_};
        attempts_type attempts{attempts_};
        state += other.state_;
        attempts += other.attempts_;
        state_ = std::move(state);
        attempts_ = std::move(attempts);
        return *this;
    }

    /// Promises that no event before this time follows, and gives back the memory of whatever no other one can change.
    ///
    /// The report is the same as ever, now and after any events at this time or later. An event before it, of anyone,
    /// is left out and counted as out of order; whom no other was of is no entity.
    ///
    /// An entity is put away if no event at `before` or later could get it further: it took no step or every step, or
    /// the window of its last start has run out, and it had no event since. Freed are its state and the records of its
    /// attempts, by far the most of it. What is not: its id, and the times of the steps it took, as the report is on
    /// them. Whoever comes back counts on from there, once. `forget` frees the rest.
    ///
    /// A window that runs beyond the last event counted is not over yet, as the report says who may still move on.
    ///
    /// Takes time in proportion to the entities: something to do now and then, not after each event.
    /// @throws std::invalid_argument if the time is not finite.
    void expire(const When& before) {
        if (const auto end = state_.settle(detail::to_ticks(before))) attempts_.put_away(*end);
    }

    /// Forgets an entity, as a person may demand: its id, its attempts, its levels and times, where it stands in a
    /// process. The next report is on the others alone; should it come again, it is new.
    ///
    /// The numbers of events stay as they are, for they are of nobody: those in `totals`, and in a funnel through a
    /// process those that moved, were refused or are unknown. So does the time of the last event. Takes time in
    /// proportion to the entities.
    /// @returns whether it was known.
    bool forget(const Who& who) {
        const auto entity = known(who);
        if (!entity) return false;
        state_type state{state_};
        state.erase(*entity);
        attempts_.erase(*entity);
        state_ = std::move(state);
        return true;
    }

    /// What has been counted so far.
    [[nodiscard]] const funnel_totals& totals() const noexcept { return state_.totals; }

    /// How far an entity has come with the events so far; nothing if none of its events was counted.
    [[nodiscard]] std::optional<funnel_level> level(const Who& who) const {
        const auto entity = known(who);
        if (!entity) return std::nullopt;
        return funnel_level{attempts_.level_so_far(*entity)};
    }

    /// The levels of all entities, in the order in which they were first seen.
    [[nodiscard]] std::vector<funnel_level> levels() const {
        std::vector<funnel_level> levels;
        levels.reserve(attempts_.entities());
        for (std::size_t entity = 0; entity < attempts_.entities(); ++entity) {
            levels.push_back({attempts_.level_so_far(entity)});
        }
        return levels;
    }

    /// The report on the events so far. More may follow.
    [[nodiscard]] auto report() const& {
        attempts_type settled = attempts_;
        return report_on(settled, state_.totals);
    }

    /// The report on all events, without a copy of the state.
    [[nodiscard]] auto report() && { return report_on(attempts_, state_.totals); }

    /// The same, for events that were put in order before they were counted.
    /// @param out_of_order how many of them were out of order.
    [[nodiscard]] auto report_sorted(std::uint64_t out_of_order) && {
        funnel_totals totals = state_.totals;
        totals.out_of_order = out_of_order;
        totals.sorted = true;
        return report_on(attempts_, totals);
    }

    /// The counter as bytes, of which `load` takes up every version ever written: the ids, and how far each has come.
    [[nodiscard]] std::vector<std::uint8_t> save() const {
        return detail::counter_bytes<ticks>(fingerprint(), [this](auto& out) {
            state_.write(out);
            attempts_.write(out);
        });
    }

    /// Takes up a saved counter of the same question, in place of this one; it goes on as if it had never stopped.
    ///
    /// A question is told from others by the names of its steps, its process, its words, and the kinds of its times and
    /// ids; not by its predicates.
    /// @return true, or why the bytes were refused, and where; the counter is then as it was.
    [[nodiscard]] bytes_result load(std::span<const std::uint8_t> bytes) {
        funnel_counter made{*question_};
        const auto read = [&](auto& in) {
            made.state_.read(in);
            made.attempts_.read(in, made.state_.index.size(), made.state_.latest.value_or(ticks{}));
        };
        bytes_result result = detail::read_counter<ticks>(bytes, fingerprint(), read, [&] { return made.save(); });
        if (result) {
            state_ = std::move(made.state_);
            attempts_ = std::move(made.attempts_);
        }
        return result;
    }

    /// The memory of an entity of a question with so many steps, besides its id: what it stands at while it is not put
    /// away. Without a window it is a time a step and what is needed to put events at one time in order; with one, a
    /// start a step more, and `timed` also the times from each of them.
    [[nodiscard]] static constexpr std::size_t bytes_an_entity(std::size_t steps) {
        return attempts_type::bytes_an_entity(steps);
    }

private:
    /// Counts an event of the entity with this number.
    void count_of(std::size_t entity, ticks at, const typename steps_type::seen_type& seen) {
        if (entity >= attempts_.entities()) [[unlikely]]
            arrive(entity, at);
        const std::size_t row = attempts_.admit(entity);
        state_.see(at);
        if (!attempts_.in_order(row, at)) [[unlikely]] {
            ++state_.totals.out_of_order;
            return;
        }
        const step_set taken = state_.tracker.count(entity, seen);
        state_.totals.unmatched += static_cast<std::uint64_t>(taken.bits == 0);
        attempts_.count(row, at, taken);
    }

    /// An entity turns up.
    void arrive(std::size_t entity, ticks at) {
        const step_set arrival = state_.tracker.admit(entity);
        // last, so that an entity is admitted everywhere or, if memory ran out, is still new
        attempts_.count(attempts_.admit(entity), at, arrival);
    }

    [[nodiscard]] std::optional<std::size_t> known(const Who& who) const {
        const auto entity = state_.index.find(detail::looked_up(who));
        if (!entity || *entity >= attempts_.entities()) return std::nullopt;
        return *entity;
    }

    [[nodiscard]] std::uint64_t fingerprint() const {
        static_assert(detail::saved_id<id_type>,
                      "emptor::funnel_counter: ids can be saved that are integers, enums of a fixed type, or texts");
        return detail::question_fingerprint<Question, When, id_type>(*question_);
    }

    [[nodiscard]] auto report_on(attempts_type& attempts, funnel_totals totals) const {
        attempts.settle_all();
        totals.entities = attempts.entities();
        return state_.tracker.report(detail::summarise<tick>(attempts, question_->steps().names(), totals,
                                                             question_->template window_length<When>(),
                                                             state_.latest.value_or(ticks{})));
    }

    detail::unmoved<Question> question_;
    state_type state_;
    attempts_type attempts_;
};

}  // namespace emptor
