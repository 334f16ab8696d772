// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Looks for a sequence pattern event by event.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/pattern_states.hpp>
#include <emptor/funnel/pattern_report.hpp>

namespace emptor {

namespace detail {

/// The moment so many ticks from the beginning of a log's time.
template <event_time When>
[[nodiscard]] constexpr When moment_at(ticks_of<When> ticks) {
    if constexpr (std::is_arithmetic_v<When>) {
        return ticks;
    } else {
        return When{tick_of<When>{ticks}};
    }
}

template <event_time When>
[[nodiscard]] pattern_answer<When> pattern_answer_of(const pattern_result<ticks_of<When>>& result) {
    pattern_answer<When> answer{.matched = result.matched, .count = result.count};
    for (const auto ticks : result.times) answer.times.push_back(moment_at<When>(ticks));
    return answer;
}

/// What is the same for all ways to count: the states of entities by number, and what became of the events.
template <class Pattern, event_time When>
class pattern_engine {
    using ticks = ticks_of<When>;

public:
    explicit pattern_engine(Pattern pattern)
        : pattern_{std::move(pattern)},
          states_{pattern_.plan(),
                  pattern_gates<ticks>::template of<tick_of<When>>(pattern_.plan(), Pattern::keeps_times)} {}

    [[nodiscard]] const Pattern& pattern() const noexcept { return pattern_; }
    [[nodiscard]] std::size_t entities() const noexcept { return states_.size(); }
    void reserve(std::size_t entities) { states_.reserve(entities); }
    void add() { states_.add(); }

    /// Counts an event of an entity that was added.
    void count(std::size_t entity, ticks at, std::uint64_t conditions) {
        ++counted_.events;
        if (states_.count(entity, at, conditions)) [[likely]] {
            counted_.unmatched += conditions == 0 ? 1 : 0;
        } else {
            ++counted_.out_of_order;
        }
    }

    [[nodiscard]] pattern_answer<When> answer(std::size_t entity) const {
        return pattern_answer_of<When>(states_.result(entity));
    }

    [[nodiscard]] pattern_report report() const {
        pattern_report report = counted_;
        for (std::size_t entity = 0; entity < entities(); ++entity) {
            const auto result = states_.result(entity);
            report.matched.count(result.matched);
            report.count += result.count;
        }
        return report;
    }

    /// The report, and forgets all that was counted.
    pattern_report take() {
        const pattern_report counted = report();
        states_.clear();
        counted_ = {};
        return counted;
    }

    void add_counted(const pattern_engine& other) noexcept { counted_ += other.counted_; }
    void add(const pattern_engine& other, std::size_t entity) { states_.add(other.states_, entity); }
    [[nodiscard]] bool equal(std::size_t entity, const pattern_engine& others, std::size_t other) const {
        return states_.equal(entity, others.states_, other);
    }
    [[nodiscard]] bool same_counted(const pattern_engine& other) const noexcept {
        return pattern_.plan() == other.pattern_.plan() && counted_ == other.counted_ && entities() == other.entities();
    }

private:
    Pattern pattern_;
    pattern_states<ticks, Pattern::keeps_times> states_;
    pattern_report counted_;
};

}  // namespace detail

/// The state of a pattern while events pass by: how far each entity is, never its events (but see
/// `sequence_pattern::has_bounded_state`).
///
/// Events of different entities may come in any order; those of one entity in order of time, those of one time in the
/// order they have. An event that is older than one before it of the same entity is left out and counted as out of
/// order.
///
/// Counts of different entities add up. Made by `sequence_pattern::counter`.
template <class Pattern, entity_id Who, event_time When>
class pattern_counter {
public:
    explicit pattern_counter(Pattern pattern) : engine_{std::move(pattern)} {}

    /// Makes room for so many entities at once; more may come.
    void reserve(std::size_t entities) {
        index_.reserve(entities);
        engine_.reserve(entities);
    }

    /// Counts one event.
    /// @throws std::invalid_argument if the time is not finite.
    template <class What>
    void count(const Who& who, const When& when, const What& what) {
        const std::uint64_t conditions = engine_.pattern().conditions().seen(what).bits;
        const auto at = detail::to_ticks(when);
        const std::size_t entity = index_.number(detail::looked_up(who));
        while (entity >= engine_.entities()) engine_.add();
        engine_.count(entity, at, conditions);
    }

    /// What was found in the events of an entity so far, if it has any. More may follow.
    [[nodiscard]] std::optional<pattern_answer<When>> answer(const Who& who) const {
        const auto entity = index_.find(detail::looked_up(who));
        return entity ? std::optional{engine_.answer(*entity)} : std::nullopt;
    }

    /// Calls `use(who, answer)` for each entity, in the order in which they were first seen.
    template <class Use>
    void for_each(Use use) const {
        for (std::size_t entity = 0; entity < engine_.entities(); ++entity) {
            use(index_[entity], engine_.answer(entity));
        }
    }

    /// What was found among all entities so far. More events may follow.
    [[nodiscard]] pattern_report report() const { return engine_.report(); }

    /// Adds what was counted of other entities.
    /// @throws std::invalid_argument if the patterns differ, or an entity is in both. Then nothing has changed.
    pattern_counter& operator+=(const pattern_counter& other) {
        if (!(engine_.pattern().plan() == other.engine_.pattern().plan())) {
            throw std::invalid_argument{"emptor::pattern: counts of two different patterns do not add up"};
        }
        pattern_counter sum = *this;
        for (std::size_t entity = 0; entity < other.engine_.entities(); ++entity) {
            if (sum.index_.number(other.index_[entity]) != sum.engine_.entities()) {
                throw std::invalid_argument{"emptor::pattern: " + in_words(other.index_[entity]) +
                                            " is in both counts; only counts of different entities add up"};
            }
            sum.engine_.add(other.engine_, entity);
        }
        sum.engine_.add_counted(other.engine_);
        *this = std::move(sum);
        return *this;
    }

    /// Whether every entity is as far, whatever order they came in.
    friend bool operator==(const pattern_counter& a, const pattern_counter& b) {
        if (!a.engine_.same_counted(b.engine_)) return false;
        for (std::size_t entity = 0; entity < a.engine_.entities(); ++entity) {
            const auto there = b.index_.find(a.index_[entity]);
            if (!there || !a.engine_.equal(entity, b.engine_, *there)) return false;
        }
        return true;
    }

private:
    template <class Id>
    [[nodiscard]] static std::string in_words(const Id& id) {
        if constexpr (std::convertible_to<const Id&, std::string_view>) {
            return std::string{"entity "}.append(std::string_view{id});
        } else if constexpr (std::is_arithmetic_v<Id>) {
            return std::string{"entity "}.append(std::to_string(id));
        } else {
            return "an entity";
        }
    }

    detail::pattern_engine<Pattern, When> engine_;
    detail::entity_index<detail::kept_id<Who>> index_;
};

/// The same while entities pass by, one after the other with all their events: without a look at who it was.
///
/// Made by `sequence_pattern::grouped_counter`.
template <class Pattern, event_time When>
class pattern_grouped_counter {
public:
    explicit pattern_grouped_counter(Pattern pattern) : engine_{std::move(pattern)} {}

    /// The events that follow are those of another entity, who had none before. Without any it is none.
    void next_entity() noexcept { begun_ = false; }

    /// Counts one event of the entity.
    /// @throws std::invalid_argument if the time is not finite.
    template <class What>
    void count(const When& when, const What& what) {
        const std::uint64_t conditions = engine_.pattern().conditions().seen(what).bits;
        const auto at = detail::to_ticks(when);
        if (!begun_) {
            before_ += engine_.take();
            engine_.add();
            begun_ = true;
        }
        engine_.count(0, at, conditions);
    }

    /// What was found in the events of the entity so far; for one without events, what is found in none.
    [[nodiscard]] pattern_answer<When> answer() const {
        if (begun_) return engine_.answer(0);
        detail::pattern_engine<Pattern, When> nobody{engine_.pattern()};
        nobody.add();
        return nobody.answer(0);
    }

    /// What was found among all entities so far. More events may follow.
    [[nodiscard]] pattern_report report() const {
        pattern_report all = before_;
        all += engine_.report();
        return all;
    }

private:
    detail::pattern_engine<Pattern, When> engine_;
    pattern_report before_;
    bool begun_{};
};

}  // namespace emptor
