// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many of those who started together came back, period by period.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/calendar.hpp>
#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/funnel/columns.hpp>
#include <emptor/funnel/detail/joined_index.hpp>
#include <emptor/funnel/retention_triangle.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

/// Counts who started and who came back when, event by event, in any order. Made by `retention_cohorts`.
///
/// Of each entity it keeps its first start, and for each period in which it came back the last time it did: no more is
/// needed, and no order of the events changes it. So counts of different entities add up (`+=`), and those of different
/// events of the same entities (`then`): the answer is that of counting all of them.
template <class Conditions, entity_id Who, calendar_time When>
class cohort_counter {
public:
    cohort_counter(Conditions conditions, const calendar_bucket& period)
        : conditions_{std::move(conditions)}, period_{period} {}

    /// Makes room for so many entities at once; more may come.
    void reserve(std::size_t entities) {
        index_.reserve(entities);
        lives_.reserve(entities);
    }

    /// Counts one event.
    /// @throws std::invalid_argument unless the time is in the years 1 to 9999.
    template <class What>
    void count(const Who& who, const When& when, const What& what) {
        const step_set seen = conditions_.seen(what);
        const std::int64_t period = period_.number(when);
        life& own = life_of(lives_, index_.number(detail::looked_up(who)));
        if ((seen.bits & start_bit) != 0) own.start(when);
        if ((seen.bits & back_bit) != 0) own.come_back(period, when);
        ++events_;
        unmatched_ += seen.bits == 0 ? 1 : 0;
        observe_before(detail::second_of(when) + std::chrono::seconds{1});
    }

    /// Says that nothing is missing of the time before `end`, though no event was seen then: the cells that were over
    /// by then are whole. Without it the log ends with the second of its last event.
    /// @throws std::invalid_argument unless the time before it is in the years 1 to 9999.
    void observed_until(const When& end) {
        const std::chrono::sys_seconds until = detail::second_of(end);
        static_cast<void>(period_.number(until - std::chrono::seconds{1}));
        observe_before(until);
    }

    /// Adds what was counted of other entities.
    /// @throws std::invalid_argument if the periods differ, or an entity is in both. Then nothing has changed.
    cohort_counter& operator+=(const cohort_counter& other) {
        require_same_period(other);
        auto both = detail::joined(index_, other.index_);
        std::vector<life> lives = lives_;
        lives.resize(index_.size());
        lives.insert(lives.end(), other.lives_.begin(), other.lives_.end());
        take(std::move(both), std::move(lives), other);
        return *this;
    }

    /// Adds what was counted of other events, of the same entities or others.
    /// @throws std::invalid_argument if the periods differ. Then nothing has changed.
    cohort_counter& then(const cohort_counter& other) {
        require_same_period(other);
        auto both = index_;
        std::vector<life> lives = lives_;
        for (std::size_t entity = 0; entity < other.lives_.size(); ++entity) {
            life& own = life_of(lives, both.number(other.index_[entity]));
            const life& more = other.lives_[entity];
            if (more.first) own.start(*more.first);
            for (const visit& each : more.visits) own.come_back(each.period, each.last);
        }
        take(std::move(both), std::move(lives), other);
        return *this;
    }

    /// The cohorts so far, a row each, and who of them came back. More events may follow.
    /// @param asked who counts as retained: `bounded`, `unbounded`, `rolling(n)` or `unbroken`.
    /// @param periods the last period after that of the start to be shown; those that had not begun when the log ended
    /// are absent.
    /// @throws std::invalid_argument unless the confidence (of the intervals) is in (0, 1).
    [[nodiscard]] retention_triangle triangle(const retention_rule& asked, std::size_t periods,
                                              double confidence = 0.95) const {
        detail::demand_confidence("retention_triangle", confidence);
        retention_triangle triangle{.rule = asked,
                                    .cohorts = {},
                                    .overall = {},
                                    .observed_until = until_,
                                    .entities = lives_.size(),
                                    .never_started = 0,
                                    .events = events_,
                                    .unmatched = unmatched_,
                                    .confidence = confidence};
        std::map<std::int64_t, detail::cohort_tally> tallies;
        const std::int64_t now = until_ ? period_.number(*until_ - std::chrono::seconds{1}) : 0;
        std::vector<std::size_t> back;
        for (const life& own : lives_) {
            if (!own.first) {
                ++triangle.never_started;
                continue;
            }
            const std::int64_t begun = period_.number(*own.first);
            own.periods_since(begun, back);
            auto& tally =
                tallies.try_emplace(begun, std::min(periods, static_cast<std::size_t>(now - begun))).first->second;
            tally.count(asked, back);
        }
        if (tallies.empty()) return triangle;
        const std::int64_t unfinished = period_.start_of(now + 1) <= *until_ ? now + 1 : now;
        for (const auto& [begun, tally] : tallies) {
            const std::chrono::sys_seconds start = period_.start_of(begun);
            retention_cohort row{.name = period_.name(start), .start = start, .entities = tally.size(), .cells = {}};
            for (const std::uint64_t retained : tally.retained()) {
                const auto last = static_cast<std::int64_t>(row.cells.size() + asked.span() - 1);
                const proportion share{tally.size(), retained};
                row.cells.push_back({share, share.wilson(confidence), begun + last >= unfinished});
            }
            triangle.cohorts.push_back(std::move(row));
        }
        triangle.sum_up();
        return triangle;
    }

    /// The same entities started and came back at the same times, in as many events.
    friend bool operator==(const cohort_counter& a, const cohort_counter& b) {
        if (a.events_ != b.events_ || a.unmatched_ != b.unmatched_ || a.until_ != b.until_ ||
            !(a.period_ == b.period_) || a.lives_.size() != b.lives_.size()) {
            return false;
        }
        for (std::size_t entity = 0; entity < a.lives_.size(); ++entity) {
            const auto there = b.index_.find(a.index_[entity]);
            if (!there || *there >= b.lives_.size() || !(b.lives_[*there] == a.lives_[entity])) return false;
        }
        return true;
    }

private:
    static constexpr std::uint64_t start_bit = 1;
    static constexpr std::uint64_t back_bit = 2;

    struct visit {
        std::int64_t period{};
        When last{};

        friend bool operator==(const visit&, const visit&) = default;
    };

    /// What is remembered of an entity.
    struct life {
        std::optional<When> first{};
        std::vector<visit> visits{};  ///< one a period, in order of time

        void start(const When& at) {
            if (!first || at < *first) first = at;
        }

        void come_back(std::int64_t period, const When& at) {
            auto place = visits.end();
            while (place != visits.begin() && std::prev(place)->period >= period) --place;
            if (place == visits.end() || place->period != period) {
                visits.insert(place, {period, at});
            } else if (place->last < at) {
                place->last = at;
            }
        }

        /// The periods after that of the start in which it came back, 0 for that one, in order.
        /// @pre it has started.
        void periods_since(std::int64_t begun, std::vector<std::size_t>& back) const {
            back.clear();
            for (const visit& each : visits) {
                if (*first < each.last) back.push_back(static_cast<std::size_t>(each.period - begun));
            }
        }

        friend bool operator==(const life&, const life&) = default;
    };

    using id_index = detail::entity_index<detail::kept_id<Who>>;

    [[nodiscard]] static life& life_of(std::vector<life>& lives, std::size_t entity) {
        if (entity >= lives.size()) lives.resize(entity + 1);
        return lives[entity];
    }

    void observe_before(std::chrono::sys_seconds end) noexcept {
        if (!until_ || *until_ < end) until_ = end;
    }

    void require_same_period(const cohort_counter& other) const {
        if (period_ == other.period_) return;
        throw std::invalid_argument{"emptor::retention_cohorts: counts by different periods do not add up"};
    }

    void take(id_index&& index, std::vector<life>&& lives, const cohort_counter& other) noexcept {
        index_ = std::move(index);
        lives_ = std::move(lives);
        events_ += other.events_;
        unmatched_ += other.unmatched_;
        if (other.until_) observe_before(*other.until_);
    }

    [[no_unique_address]] Conditions conditions_;
    calendar_bucket period_;
    id_index index_;
    std::vector<life> lives_;
    std::optional<std::chrono::sys_seconds> until_;  // the first moment of which nothing is known
    std::uint64_t events_{};
    std::uint64_t unmatched_{};
};

/// Asks events who came back when: made by `retention_cohorts`.
template <class Conditions>
class cohort_question {
public:
    constexpr cohort_question(Conditions conditions, const calendar_bucket& period)
        : conditions_{std::move(conditions)}, period_{period} {}

    /// Asks the question of events in any order.
    /// @param who,when,what projections of an event, as in the standard algorithms: member pointers or functions.
    /// @returns a `cohort_counter`, of which every `triangle` can be asked.
    template <std::ranges::input_range Events, class Who, class When, class What>
    [[nodiscard]] auto operator()(Events&& events, Who who, When when, What what) const {
        using event_type = std::ranges::range_reference_t<Events>&;
        auto counter = this->template counter<std::decay_t<std::invoke_result_t<Who&, event_type>>,
                                              std::remove_cvref_t<std::invoke_result_t<When&, event_type>>>();
        for (auto&& event : events) {
            counter.count(std::invoke(who, event), std::invoke(when, event), std::invoke(what, event));
        }
        return counter;
    }

    /// Asks the question of events that are given as columns.
    template <class... Columns>
    [[nodiscard]] auto operator()(const event_columns<Columns...>& events) const {
        return events.as_rows(*this);
    }

    /// Counts event by event: `count(who, when, what)`, then `triangle(rule, periods)` at any time.
    template <entity_id Who, calendar_time When>
    [[nodiscard]] auto counter() const {
        return cohort_counter<Conditions, Who, When>{conditions_, period_};
    }

private:
    [[no_unique_address]] Conditions conditions_;
    calendar_bucket period_;
};

inline namespace question_words {

/// Of those who started in the same period, how many came back in the periods after it?
///
/// @code
/// const auto asked = emptor::retention_cohorts(signed_up, bought, emptor::calendar_bucket{std::chrono::months{1}});
/// const auto returns = asked(log, &event::customer, &event::at, &event::what);
/// for (const auto& row : returns.triangle(emptor::bounded, 12).cohorts) use(row.name, row.entities, row.cells);
/// @endcode
///
/// An entity starts with its first event of that kind, belongs to the cohort of that calendar period, and once. It
/// comes back with an event of the other kind (or the same) at a later time: what happened at the very time of the
/// start, or before it, is no return. Periods are those of the calendar, the same for all: one who starts on Sunday
/// evening and returns on Monday morning is back in week 1 (Mixpanel's and Amplitude's periods of 24 hours since each
/// one's own start are not asked for here).
/// @param start,back enumerators, integers, texts, or predicates over an event's `what`.
template <class Start, class Back>
[[nodiscard]] constexpr auto retention_cohorts(Start start, Back back, const calendar_bucket& period) {
    auto conditions = steps(std::move(start), std::move(back));
    return cohort_question<decltype(conditions)>{std::move(conditions), period};
}

}  // namespace question_words
}  // namespace emptor
