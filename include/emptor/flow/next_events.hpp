// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What entities did next after an event, or before it.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/detail/without_optional.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/sort_first.hpp>
#include <emptor/events/time.hpp>
#include <emptor/flow/detail/flow_types.hpp>
#include <emptor/flow/detail/rows_in_order.hpp>
#include <emptor/flow/path_counts.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/flow/totals.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor {

/// Who is asked about, and when each of them did what is asked about.
template <entity_id Who, event_time When>
class event_moments {
    using index_type = detail::entity_index<detail::kept_id<Who>>;

public:
    /// Adds an entity, or moves the moment of one that is there.
    /// @throws std::invalid_argument if the time is not finite.
    void set(const Who& who, const When& when) {
        const auto at = detail::to_ticks(when);
        const std::size_t entity = index_.number(detail::looked_up(who));
        if (entity >= at_.size()) at_.resize(entity + 1);
        at_[entity] = at;
    }

    [[nodiscard]] std::size_t size() const noexcept { return at_.size(); }

    /// @returns nothing for an entity that is not asked about.
    [[nodiscard]] std::optional<detail::ticks_of<When>> find(typename index_type::lookup_type who) const {
        const auto entity = index_.find(who);
        return entity && *entity < at_.size() ? std::optional{at_[*entity]} : std::nullopt;
    }

private:
    index_type index_;
    std::vector<detail::ticks_of<When>> at_;
};

/// Those whose attempt of a funnel came to this step and no further, and when they took it.
/// @param attempts a range of attempts with `who()`, `level()` and `at(step)`, as `funnel_attempts` is; of an entity
/// with several, the last that ended there.
/// @param step counted from 1.
template <std::ranges::input_range Attempts>
[[nodiscard]] auto lost_after(const Attempts& attempts, std::size_t step) {
    using attempt = std::ranges::range_reference_t<const Attempts>;
    using when = typename std::remove_cvref_t<decltype(std::declval<attempt>().at(step))>::value_type;
    event_moments<detail::kept_id<std::decay_t<decltype(std::declval<attempt>().who())>>, when> moments;
    for (const auto& each : attempts) {
        if (each.level() != step) continue;
        if (const auto at = each.at(step)) {
            using id = detail::kept_id<std::decay_t<decltype(each.who())>>;
            moments.set(id(each.who()), *at);
        }
    }
    return moments;
}

/// What entities did next, or before. Reports of disjoint sets of entities add up.
///
/// Nothing is lost: `totals.entities == paths.paths() + none + without`.
template <class State>
struct next_events_report {
    /// The events that came next, at most as many as were asked for, the nearest first: of those with any.
    path_counts<State> paths;
    std::uint64_t none{};     ///< entities that did nothing next
    std::uint64_t without{};  ///< entities without the event that is asked about, or that are not asked about
    flow_totals totals;

    /// Those with the event that is asked about.
    [[nodiscard]] std::uint64_t entities() const noexcept { return paths.paths() + none; }

    /// How many did what n-th, the most first, those of one number in the order of a dictionary; `n` is counted from 1.
    [[nodiscard]] std::vector<std::pair<State, std::uint64_t>> nth(std::size_t n) const {
        std::vector<std::pair<State, std::uint64_t>> counts;
        for (const path_step<State>& each : paths.tree()) {
            if (each.depth == n) counts.emplace_back(each.state, each.passed);
        }
        std::sort(counts.begin(), counts.end());
        std::size_t kept = 0;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (kept > 0 && counts[kept - 1].first == counts[i].first) {
                counts[kept - 1].second += counts[i].second;
            } else {
                std::swap(counts[kept++], counts[i]);
            }
        }
        counts.resize(kept);
        std::sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
            return a.second != b.second ? a.second > b.second : a.first < b.first;
        });
        return counts;
    }

    next_events_report& operator+=(const next_events_report& other) {
        paths += other.paths;
        none += other.none;
        without += other.without;
        totals += other.totals;
        return *this;
    }

    friend bool operator==(const next_events_report&, const next_events_report&) = default;
};

namespace detail {

/// What an event is to the question.
template <class Ticks>
struct next_event_mark {
    bool fits{};     ///< it is of the kind that is asked about
    bool chosen{};   ///< its entity is asked about,
    bool at_once{};  ///< with the first such event,
    Ticks moment{};  ///< or the first one at this time
};

/// Follows each entity: O(k) memory.
template <class Who, class When, class State>
class next_events_counter {
public:
    next_events_counter(std::size_t most, bool backward) : most_{most}, backward_{backward} {}

    template <class Given>
    [[nodiscard]] std::uint32_t number(const Given& state) {
        return state_number(states_, state);
    }

    void count(const Who& who, const When& when, std::uint32_t state, const next_event_mark<ticks_of<When>>& mark) {
        const auto at = to_ticks(when);
        ++totals_.events;
        if (state == no_state) {
            ++totals_.unknown;
            return;
        }
        const std::size_t entity = index_.number(looked_up(who));
        if (entity >= lives_.size()) {
            lives_.resize(entity + 1);
            ++totals_.entities;
        } else if (at < lives_[entity].last) {
            ++totals_.out_of_order;
            return;
        } else {
            ++totals_.moves;
        }
        life& own = lives_[entity];
        own.last = at;
        if (own.found) {
            if (!backward_ && own.path.size() < most_) own.path.push_back(state);
        } else if (mark.fits && mark.chosen && (mark.at_once || at == mark.moment)) {
            own.found = true;
        } else if (backward_) {
            if (own.path.size() == most_) own.path.erase(own.path.begin());
            own.path.push_back(state);
        }
    }

    [[nodiscard]] next_events_report<State> report() const {
        next_events_report<State> report{.paths = {}, .none = 0, .without = 0, .totals = totals_};
        std::vector<State> path;
        for (const life& own : lives_) {
            if (!own.found) {
                ++report.without;
            } else if (own.path.empty()) {
                ++report.none;
            } else {
                path.clear();
                for (const std::uint32_t each : own.path) path.push_back(state_of(each));
                if (backward_) std::reverse(path.begin(), path.end());
                report.paths.count(path);
            }
        }
        return report;
    }

private:
    struct life {
        ticks_of<When> last{};
        bool found{};
        std::vector<std::uint32_t> path{};
    };

    [[nodiscard]] State state_of(std::uint32_t number) const {
        if constexpr (enumerated<State>) {
            return enumerator_at<State>(number);
        } else {
            return State{states_.name(number)};
        }
    }

    std::size_t most_;
    bool backward_;
    [[no_unique_address]] state_list<State> states_;
    entity_index<kept_id<Who>> index_;
    std::vector<life> lives_;
    flow_totals totals_;
};

}  // namespace detail

/// Asks what entities did next after an event, or before it: made by `next_events` and `previous_events`.
template <class Condition>
class next_events_question {
public:
    constexpr next_events_question(Condition condition, std::size_t most, bool backward)
        : condition_{std::move(condition)}, most_{most}, backward_{backward} {
        if (most == 0) throw std::invalid_argument{"emptor::next_events: 0 events; it takes one or more"};
    }

    /// Asks about all entities, each from its first event of the kind.
    ///
    /// Takes one pass. An event that is older than one before it of the same entity is left out and reported as out of
    /// order; with `sort_first`, events may be in any order: they are kept, and stably sorted by time.
    /// @param who,when,what projections of an event, as in the standard algorithms: member pointers or functions.
    /// @throws std::invalid_argument for a time that is not finite.
    template <std::ranges::input_range Events, class Who, class When, class What>
    [[nodiscard]] auto operator()(Events&& events, Who who, When when, What what) const {
        return in_order(events, who, when, what, everyone{});
    }
    template <std::ranges::input_range Events, class Who, class When, class What>
    [[nodiscard]] auto operator()(sort_first_word, Events&& events, Who who, When when, What what) const {
        return sorted(events, who, when, what, everyone{});
    }

    /// Asks about these entities alone, each from its first event of the kind at this moment: `lost_after` gives those
    /// whom a funnel lost.
    template <class Id, class Moment, std::ranges::input_range Events, class Who, class When, class What>
    [[nodiscard]] auto operator()(const event_moments<Id, Moment>& asked, Events&& events, Who who, When when,
                                  What what) const {
        return in_order(events, who, when, what, asked);
    }
    template <class Id, class Moment, std::ranges::input_range Events, class Who, class When, class What>
    [[nodiscard]] auto operator()(sort_first_word, const event_moments<Id, Moment>& asked, Events&& events, Who who,
                                  When when, What what) const {
        return sorted(events, who, when, what, asked);
    }

private:
    struct everyone {};

    template <class When, class Who, class What, class Asked>
    [[nodiscard]] auto mark(const Who& who, const What& what, const Asked& asked) const {
        detail::next_event_mark<detail::ticks_of<When>> mark;
        if constexpr (std::same_as<What, std::optional<detail::without_optional<What>>>) {
            mark.fits = what && detail::takes(condition_, *what);
        } else {
            mark.fits = detail::takes(condition_, what);
        }
        if constexpr (std::same_as<Asked, everyone>) {
            mark.chosen = mark.at_once = true;
        } else if (mark.fits) {
            const auto moment = asked.find(detail::looked_up(who));
            mark.chosen = moment.has_value();
            if (moment) mark.moment = *moment;
        }
        return mark;
    }

    template <class Events, class Who, class When, class What, class Asked>
    [[nodiscard]] auto in_order(Events& events, Who& who, When& when, What& what, const Asked& asked) const {
        using types = detail::flow_types<Events, Who, When, What>;
        using time = typename types::when;
        detail::next_events_counter<typename types::who, time, typename types::state> counter{most_, backward_};
        for (auto&& event : events) {
            decltype(auto) id = std::invoke(who, event);
            decltype(auto) given = std::invoke(what, event);
            counter.count(id, std::invoke(when, event), counter.number(given), mark<time>(id, given, asked));
        }
        return counter.report();
    }

    template <class Events, class Who, class When, class What, class Asked>
    [[nodiscard]] auto sorted(Events& events, Who& who, When& when, What& what, const Asked& asked) const {
        using types = detail::flow_types<Events, Who, When, What>;
        using time = typename types::when;
        detail::next_events_counter<std::uint32_t, time, typename types::state> counter{most_, backward_};
        detail::rows_in_order<typename types::who, time, detail::next_event_mark<detail::ticks_of<time>>> rows;
        for (auto&& event : events) {
            decltype(auto) id = std::invoke(who, event);
            decltype(auto) given = std::invoke(what, event);
            rows.add(id, std::invoke(when, event), counter.number(given), mark<time>(id, given, asked));
        }
        rows.for_each([&](std::uint32_t entity, const auto& at, std::uint32_t state, const auto& seen) {
            counter.count(entity, at, state, seen);
        });
        auto report = counter.report();
        report.totals = rows.totals(report.totals);
        return report;
    }

    [[no_unique_address]] Condition condition_;
    std::size_t most_;
    bool backward_;
};

inline namespace question_words {

/// The next events after one of a kind, of whatever kind, so many at most: what came next.
///
/// @code
/// const auto after = emptor::next_events("search", 3)(visits, &visit::customer, &visit::at, &visit::page);
/// for (const auto& [page, entities] : after.nth(1)) use(page, entities);
/// for (const auto& [pages, entities] : after.paths.top(10)) use(pages, entities);
/// @endcode
/// @param condition an enumerator, a text, or a predicate over an event's `what`.
/// @throws std::invalid_argument for no events.
template <class Condition>
[[nodiscard]] constexpr auto next_events(Condition condition, std::size_t most) {
    using kept = detail::kept_step<Condition>;
    return next_events_question<kept>{kept(std::move(condition)), most, false};
}

/// The last events before one of a kind, the nearest first, so many at most: what came before.
/// @throws std::invalid_argument for no events.
template <class Condition>
[[nodiscard]] constexpr auto previous_events(Condition condition, std::size_t most) {
    using kept = detail::kept_step<Condition>;
    return next_events_question<kept>{kept(std::move(condition)), most, true};
}

}  // namespace question_words
}  // namespace emptor
