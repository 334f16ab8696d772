// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Which of a list of conditions were met by those who met the first.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/funnel/detail/joined_index.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

/// One condition of `retention`: of the entities that met the first condition, those that met this one.
struct retained_by_condition {
    std::string name;
    proportion retained{};  ///< of the first condition, all of them

    friend bool operator==(const retained_by_condition&, const retained_by_condition&) = default;
};

/// How many of those who met the first condition met which of the others, in any order.
///
/// Nothing is lost: each entity met the first condition, `conditions[0].retained.taken()` of them, or is not counted
/// with any.
struct retention_report {
    std::vector<retained_by_condition> conditions;
    std::uint64_t events{};     ///< all events, the ones below included
    std::uint64_t unmatched{};  ///< events that met no condition
    std::uint64_t entities{};   ///< distinct entities among them

    friend bool operator==(const retention_report&, const retention_report&) = default;
};

/// Counts event by event which conditions each entity met: eight bytes an entity. Made by
/// `retention_question::counter`.
///
/// Events may come in any order. Counts of different entities add up (`+=`), and so do those of different events of the
/// same entities (`then`): the answer is that of counting all of them.
template <class Conditions, entity_id Who>
class retention_counter {
public:
    explicit retention_counter(Conditions conditions) : conditions_{std::move(conditions)} {}

    /// Makes room for so many entities at once; more may come.
    void reserve(std::size_t entities) {
        index_.reserve(entities);
        met_.reserve(entities);
    }

    /// Counts one event.
    template <class What>
    void count(const Who& who, const What& what) {
        const step_set seen = conditions_.seen(what);
        met_by(index_.number(detail::looked_up(who))).bits |= seen.bits;
        ++events_;
        unmatched_ += seen.bits == 0 ? 1 : 0;
    }

    /// Adds what was counted of other entities.
    /// @throws std::invalid_argument if there are not as many conditions, or an entity is in both. Then nothing has
    /// changed.
    retention_counter& operator+=(const retention_counter& other) {
        require_same_size(other);
        auto both = detail::joined(index_, other.index_);
        std::vector<step_set> met = met_;
        met.resize(index_.size());
        met.insert(met.end(), other.met_.begin(), other.met_.end());
        index_ = std::move(both);
        met_ = std::move(met);
        add_events(other);
        return *this;
    }

    /// Adds what was counted of other events, of the same entities or others.
    /// @throws std::invalid_argument if there are not as many conditions. Then nothing has changed.
    retention_counter& then(const retention_counter& other) {
        require_same_size(other);
        auto both = index_;
        std::vector<step_set> met = met_;
        for (std::size_t entity = 0; entity < other.met_.size(); ++entity) {
            const std::size_t here = both.number(other.index_[entity]);
            if (here >= met.size()) met.resize(here + 1);
            met[here].bits |= other.met_[entity].bits;
        }
        index_ = std::move(both);
        met_ = std::move(met);
        add_events(other);
        return *this;
    }

    /// The conditions that an entity met, bit k for the one with number k, from 0: none without the first; nothing if
    /// none of its events was counted.
    [[nodiscard]] std::optional<step_set> answer(const Who& who) const {
        const auto entity = index_.find(detail::looked_up(who));
        if (!entity || *entity >= met_.size()) return std::nullopt;
        return given_first(met_[*entity]);
    }

    /// Calls `use(who, conditions)` for each entity, in the order in which they were first seen.
    template <class Use>
    void for_each(Use use) const {
        for (std::size_t entity = 0; entity < met_.size(); ++entity) use(index_[entity], given_first(met_[entity]));
    }

    /// The counts so far. More events may follow.
    [[nodiscard]] retention_report report() const {
        std::vector<std::uint64_t> counts(conditions_.size());
        for (const step_set met : met_) {
            const step_set counted = given_first(met);
            for (std::size_t k = 0; k < counts.size(); ++k) counts[k] += counted.bits >> k & 1;
        }
        retention_report report{.conditions = {}, .events = events_, .unmatched = unmatched_, .entities = met_.size()};
        for (std::string& name : conditions_.names()) {
            const std::size_t k = report.conditions.size();
            report.conditions.push_back({std::move(name), proportion{counts[0], counts[k]}});
        }
        return report;
    }

    /// The same entities met the same conditions, in as many events.
    friend bool operator==(const retention_counter& a, const retention_counter& b) {
        if (a.events_ != b.events_ || a.unmatched_ != b.unmatched_ || a.met_.size() != b.met_.size()) return false;
        for (std::size_t entity = 0; entity < a.met_.size(); ++entity) {
            const auto there = b.index_.find(a.index_[entity]);
            if (!there || *there >= b.met_.size() || !(b.met_[*there] == a.met_[entity])) return false;
        }
        return true;
    }

private:
    [[nodiscard]] static step_set given_first(step_set met) noexcept { return (met.bits & 1) != 0 ? met : step_set{}; }

    [[nodiscard]] step_set& met_by(std::size_t entity) {
        if (entity >= met_.size()) met_.resize(entity + 1);
        return met_[entity];
    }

    void require_same_size(const retention_counter& other) const {
        if (conditions_.size() == other.conditions_.size()) return;
        throw std::invalid_argument{"emptor::retention: counts of " + std::to_string(conditions_.size()) + " and of " +
                                    std::to_string(other.conditions_.size()) + " conditions do not add up"};
    }

    void add_events(const retention_counter& other) noexcept {
        events_ += other.events_;
        unmatched_ += other.unmatched_;
    }

    [[no_unique_address]] Conditions conditions_;
    detail::entity_index<detail::kept_id<Who>> index_;
    std::vector<step_set> met_;  // by each entity, in any of its events
    std::uint64_t events_{};
    std::uint64_t unmatched_{};
};

/// Asks events which conditions were met by those who met the first: made by `retention`.
template <class Conditions>
class retention_question {
public:
    constexpr explicit retention_question(Conditions conditions) : conditions_{std::move(conditions)} {}

    /// Asks the question of events in any order.
    /// @param who,what projections of an event, as in the standard algorithms: member pointers or functions.
    template <std::ranges::input_range Events, class Who, class What>
    [[nodiscard]] retention_report operator()(Events&& events, Who who, What what) const {
        auto counter =
            this->template counter<std::decay_t<std::invoke_result_t<Who&, std::ranges::range_reference_t<Events>&>>>();
        for (auto&& event : events) counter.count(std::invoke(who, event), std::invoke(what, event));
        return counter.report();
    }

    /// Counts event by event: `count(who, what)`, then `answer(who)` and `report()` at any time.
    template <entity_id Who>
    [[nodiscard]] auto counter() const {
        return retention_counter<Conditions, Who>{conditions_};
    }

private:
    [[no_unique_address]] Conditions conditions_;
};

inline namespace question_words {

/// How many of those who met the first condition met which of the others, as `retention` of ClickHouse, Doris,
/// StarRocks and duckdb-behavioral: `retention(signed_up, came_back_on_day_1, came_back_on_day_7)`.
///
/// An event may meet several conditions, and an entity meets them in any order: a condition that is to come later than
/// the first has to say so itself, as those that name a day do. `retention_cohorts` asks by time.
/// @param given the conditions, 1 to 64: enumerators, integers, texts, or predicates over an event's `what`; or all of
/// them as `steps`.
template <class... Given>
[[nodiscard]] constexpr auto retention(Given... given) {
    return retention_question{steps(std::move(given)...)};
}

/// The same for conditions that are known when the program runs: `retention(steps(names))`.
template <class... Steps>
[[nodiscard]] constexpr auto retention(step_list<Steps...> conditions) {
    return retention_question{std::move(conditions)};
}
template <class Step>
[[nodiscard]] auto retention(step_sequence<Step> conditions) {
    return retention_question{std::move(conditions)};
}

}  // namespace question_words
}  // namespace emptor
