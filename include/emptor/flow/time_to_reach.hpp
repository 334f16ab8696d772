// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How long it takes until entities come to a state, with those counted who have not come there yet.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <ranges>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/detail/ticks_of_length.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/survival.hpp>

namespace emptor {

/// Waits, for each entity from its first event on, for the first event that is what is waited for. It keeps three times
/// an entity.
///
/// The order of events does not matter, so counts of any parts of a log add up to those of the whole, whether by entity
/// or by time. Those who have not come there were seen to wait until the last event of the whole log, whosever it was.
template <entity_id Who, event_time When>
class reach_counter {
public:
    /// Whether times are seconds; else they are in the log's own unit.
    static constexpr bool has_unit = !std::is_void_v<detail::tick_of<When>>;

    /// Makes room for so many entities at once; more may come.
    void reserve(std::size_t entities) {
        index_.reserve(entities);
        trails_.reserve(entities);
    }

    /// Counts one event.
    /// @param is_there whether it is what is waited for. Only a `bool` will do: a price is not a yes.
    /// @throws std::invalid_argument if the time is not finite.
    void count(const Who& who, const When& when, std::same_as<bool> auto is_there) {
        const ticks at = detail::to_ticks(when);
        const std::size_t entity = index_.number(detail::looked_up(who));
        if (entity >= trails_.size()) trails_.resize(entity + 1);
        trails_[entity] += trail{at, is_there ? std::optional{at} : std::nullopt, true};
        until_ = std::max(until_.value_or(at), at);
    }

    /// Adds what was counted of other events, of the same entities or others.
    reach_counter& operator+=(const reach_counter& other) {
        reach_counter sum{*this};
        for (std::size_t entity = 0; entity < other.trails_.size(); ++entity) {
            if (!other.trails_[entity].is_known) continue;
            const std::size_t here = sum.index_.number(other.index_[entity]);
            if (here >= sum.trails_.size()) sum.trails_.resize(here + 1);
            sum.trails_[here] += other.trails_[entity];
        }
        if (other.until_) sum.until_ = std::max(sum.until_.value_or(*other.until_), *other.until_);
        *this = std::move(sum);
        return *this;
    }

    /// How many entities there are.
    [[nodiscard]] std::uint64_t entities() const noexcept {
        return static_cast<std::uint64_t>(std::ranges::count_if(trails_, &trail::is_known));
    }

    /// How long each has waited, from its first event, and whether it has come there: one that begins there waited 0.
    /// `waiting().curve()` is the share of those who have not come by a time, with its band.
    /// @throws std::invalid_argument if times lie so far apart that their distance is not finite.
    [[nodiscard]] survival waiting() const {
        survival all;
        for (const trail& each : trails_) {
            if (!each.is_known) continue;
            const ticks end = each.reached.value_or(until_.value_or(each.first));
            all.count(detail::in_units<detail::tick_of<When>>(detail::elapsed_ticks(each.first, end)),
                      each.reached ? ending::happened : ending::censored);
        }
        return all;
    }

    /// The same entities, with the same times.
    friend bool operator==(const reach_counter& a, const reach_counter& b) {
        if (a.until_ != b.until_ || a.entities() != b.entities()) return false;
        for (std::size_t entity = 0; entity < a.trails_.size(); ++entity) {
            if (!a.trails_[entity].is_known) continue;
            const auto there = b.index_.find(a.index_[entity]);
            if (!there || *there >= b.trails_.size() || b.trails_[*there] != a.trails_[entity]) return false;
        }
        return true;
    }

private:
    using ticks = detail::ticks_of<When>;

    /// What is remembered of an entity.
    struct trail {
        ticks first{};
        std::optional<ticks> reached{};
        bool is_known{};  ///< not where memory ran out before its first event was counted

        trail& operator+=(const trail& other) noexcept {
            first = is_known ? std::min(first, other.first) : other.first;
            if (other.reached) reached = std::min(reached.value_or(*other.reached), *other.reached);
            is_known = true;
            return *this;
        }
        friend bool operator==(const trail&, const trail&) noexcept = default;
    };

    detail::entity_index<detail::kept_id<Who>> index_;
    std::vector<trail> trails_;
    std::optional<ticks> until_{};  ///< the last event of all
};

/// Asks events how long it takes from an entity's first event until it comes to a state.
///
/// @code
/// const auto waited = emptor::time_to_reach(visits, &visit::customer, &visit::at,
///                                           [](const visit& each) { return each.page == "purchase"; });
/// const auto half = waited.waiting().curve().quantile(0.5);
/// @endcode
struct time_to_reach_question {
    /// Takes one pass; events may be in any order.
    /// @param events any input range; it need not be grouped by entity.
    /// @param who,when projections of an event, as in the standard algorithms: member pointers or functions.
    /// @param is_there whether an event is what is waited for, as a `bool`.
    /// @throws std::invalid_argument for a time that is not finite.
    template <std::ranges::input_range Events, class Who, class When, class Is>
    [[nodiscard]] auto operator()(Events&& events, Who who, When when, Is is_there) const {
        using event = std::ranges::range_reference_t<Events>&;
        using who_type = std::decay_t<std::invoke_result_t<Who&, event>>;
        using when_type = std::remove_cvref_t<std::invoke_result_t<When&, event>>;
        static_assert(entity_id<who_type>, "emptor: `who` must give text, or a copyable value with std::hash and ==");
        static_assert(event_time<when_type>, "emptor: `when` must give a number or a std::chrono time");
        static_assert(std::same_as<std::remove_cvref_t<std::invoke_result_t<Is&, event>>, bool>,
                      "emptor: `is_there` must give a bool");
        reach_counter<who_type, when_type> counter;
        for (auto&& each : events) {
            counter.count(std::invoke(who, each), std::invoke(when, each), bool{std::invoke(is_there, each)});
        }
        return counter;
    }
};

/// Asks events how long it takes until entities come to a state (see `time_to_reach_question`).
inline constexpr time_to_reach_question time_to_reach{};

static_assert(mergeable<reach_counter<std::string, int>>);

}  // namespace emptor
