// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What came right after a chain of events, or right before it.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/without_optional.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/pattern_rows.hpp>
#include <emptor/funnel/pattern.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/stats/aggregate.hpp>

namespace emptor {

/// Which event of an entity a chain begins with; it must be one that may begin a chain (a base).
enum class chain_start : std::uint8_t {
    head,         ///< the first event
    tail,         ///< the last event
    first_match,  ///< the first base that meets the first condition
    last_match,   ///< the last one
};

/// Where a chain leads from the event it begins with.
enum class chain_way : std::uint8_t { forward, backward };

/// Whose rules hold.
enum class chain_rules : std::uint8_t {
    /// ClickHouse's `sequenceNextNode`: the events of a chain come right after each other.
    clickhouse,
    /// duckdb-behavioral's `sequence_next_node`: other events may lie between those of a chain; `head` and `tail` are
    /// the first and the last base; and backward the first match is the last one in time, the last match the first.
    duckdb_behavioral,
};

/// How many entities had which value next. Counts of disjoint sets of entities add up.
template <std::totally_ordered Value>
struct next_node_counts {
    std::map<Value, std::uint64_t> entities{};
    std::uint64_t without{};  ///< entities in whose events the chain is not found, or nothing comes next

    next_node_counts& operator+=(const next_node_counts& other) {
        for (const auto& [value, count] : other.entities) entities[value] += count;
        without += other.without;
        return *this;
    }

    friend bool operator==(const next_node_counts&, const next_node_counts&) = default;
};

namespace detail {

/// A chain without conditions.
struct no_conditions {
    [[nodiscard]] static constexpr std::size_t size() noexcept { return 0; }
    template <class What>
    [[nodiscard]] static constexpr step_set seen(const What&) noexcept {
        return {};
    }
};

/// The value of an event, which it may lack.
template <class Given>
using node_value = kept_id<without_optional<std::remove_cvref_t<Given>>>;

template <class Value, class Given>
[[nodiscard]] std::optional<Value> to_node_value(const Given& given) {
    if constexpr (std::same_as<Given, std::optional<without_optional<Given>>>) {
        return given ? std::optional<Value>{Value(*given)} : std::nullopt;
    } else {
        return Value(given);
    }
}

/// What is kept of an event until the chain is looked for.
template <class Value>
struct chain_event {
    std::uint64_t conditions;
    bool base;
    Value value;
};

}  // namespace detail

/// Asks which value the event has that comes next to a chain of events: made by `next_node`.
template <class Conditions>
class next_node_question {
public:
    constexpr next_node_question(chain_start start, chain_way way, chain_rules rules, Conditions conditions)
        : conditions_{std::move(conditions)}, start_{start}, way_{way}, rules_{rules} {
        if (start > chain_start::last_match || way > chain_way::backward || rules > chain_rules::duckdb_behavioral) {
            throw std::invalid_argument{"emptor::next_node: a start, a way or rules that are none of the enumerators"};
        }
    }

    /// Asks the question of the events of one entity, in order of time; those of one time in the order they have.
    ///
    /// Keeps the values of all of them for the time of the call. An event without a value is left out.
    /// @param what what the conditions are about; `value` what is asked for, or a `std::optional` of it.
    /// @param base tells whether an event may begin a chain.
    template <std::ranges::input_range Events, class What, class Value, class Base>
    [[nodiscard]] auto in(Events&& events, What what, Value value, Base base) const {
        using given = std::invoke_result_t<Value&, std::ranges::range_reference_t<Events>&>;
        using value_type = detail::node_value<given>;
        std::vector<detail::chain_event<value_type>> kept;
        for (auto&& event : events) {
            auto seen = look_at<value_type>(event, what, value, base);
            if (seen) kept.push_back(std::move(*seen));
        }
        const auto found = find(kept.size(), [&](std::size_t at) -> const auto& { return kept[at]; });
        return found ? std::optional{std::move(kept[*found].value)} : std::nullopt;
    }

    /// The same where each event may begin a chain.
    template <std::ranges::input_range Events, class What, class Value>
    [[nodiscard]] auto in(Events&& events, What what, Value value) const {
        return in(events, std::move(what), std::move(value), [](const auto&) { return true; });
    }

    /// Asks the question of the events of many entities, in any order: they are kept, and stably sorted by time.
    /// @throws std::invalid_argument for a time that is not finite.
    template <std::ranges::input_range Events, class Who, class When, class What, class Value, class Base>
    [[nodiscard]] auto operator()(Events&& events, Who who, When when, What what, Value value, Base base) const {
        using event_type = std::ranges::range_reference_t<Events>&;
        using who_type = std::decay_t<std::invoke_result_t<Who&, event_type>>;
        using when_type = std::remove_cvref_t<std::invoke_result_t<When&, event_type>>;
        using value_type = detail::node_value<std::invoke_result_t<Value&, event_type>>;
        using kept_event = detail::chain_event<value_type>;
        detail::pattern_rows<who_type, when_type, kept_event> rows;
        for (auto&& event : events) {
            const std::uint32_t entity = rows.number(std::invoke(who, event));
            auto seen = look_at<value_type>(event, what, value, base);
            if (seen) rows.add(entity, std::invoke(when, event), std::move(*seen));
        }
        next_node_counts<value_type> counts;
        rows.for_each_entity([&](const auto& own) {
            const auto event_at = [&](std::size_t at) -> const kept_event& { return own[at].kept; };
            if (const auto found = find(own.size(), event_at)) {
                ++counts.entities[event_at(*found).value];
            } else {
                ++counts.without;
            }
        });
        return counts;
    }

    /// The same where each event may begin a chain.
    template <std::ranges::input_range Events, class Who, class When, class What, class Value>
    [[nodiscard]] auto operator()(Events&& events, Who who, When when, What what, Value value) const {
        return (*this)(events, std::move(who), std::move(when), std::move(what), std::move(value),
                       [](const auto&) { return true; });
    }

private:
    template <class Kept, class Event, class What, class Value, class Base>
    [[nodiscard]] std::optional<detail::chain_event<Kept>> look_at(Event& event, What& what, Value& value,
                                                                   Base& base) const {
        std::optional<Kept> given = detail::to_node_value<Kept>(std::invoke(value, event));
        if (!given) return std::nullopt;
        return detail::chain_event<Kept>{conditions_.seen(std::invoke(what, event)).bits,
                                         static_cast<bool>(std::invoke(base, event)), std::move(*given)};
    }

    /// The place of the event next to the chain. Places are counted along the way: backward from the end.
    template <class EventAt>
    [[nodiscard]] std::optional<std::size_t> find(std::size_t size, EventAt event_at) const {
        const bool backward = way_ == chain_way::backward;
        const bool adjacent = rules_ == chain_rules::clickhouse;
        const auto place = [&](std::size_t step) { return backward ? size - 1 - step : step; };
        const auto meets = [&](std::size_t step, std::size_t condition) {
            return (event_at(place(step)).conditions >> condition & 1) != 0;
        };
        const bool matching = start_ == chain_start::first_match || start_ == chain_start::last_match;
        bool last = start_ == chain_start::tail || start_ == chain_start::last_match;  // in time
        if (matching && backward && !adjacent) last = !last;
        if (matching && conditions_.size() == 0) return std::nullopt;

        std::optional<std::size_t> begin;
        for (std::size_t step = 0; step < size; ++step) {
            const bool fits = event_at(place(step)).base && (!matching || meets(step, 0));
            const bool at_end = place(step) == (last ? size - 1 : 0);
            if (!fits || (adjacent && !matching && !at_end)) continue;
            if (!begin || last != backward) begin = step;
        }
        if (!begin) return std::nullopt;
        std::size_t step = *begin;
        for (std::size_t condition = 0; condition < conditions_.size(); ++condition, ++step) {
            if (!adjacent && condition != 0) {
                while (step < size && !meets(step, condition)) ++step;
            }
            if (step >= size || !meets(step, condition)) return std::nullopt;
        }
        return step < size ? std::optional{place(step)} : std::nullopt;
    }

    [[no_unique_address]] Conditions conditions_;
    chain_start start_;
    chain_way way_;
    chain_rules rules_;
};

inline namespace question_words {

/// Asks which value the event has that comes next to a chain of events, one for each condition: after it, or backward,
/// before it. With no conditions it is the event with which a chain would begin (of `head` and `tail`).
/// @param given the conditions, at most 32, as `pattern` takes them.
template <class... Given>
[[nodiscard]] constexpr auto next_node(chain_start start, chain_way way, chain_rules rules, Given... given) {
    if constexpr (sizeof...(Given) == 0) {
        return next_node_question<detail::no_conditions>{start, way, rules, {}};
    } else {
        return next_node_question<decltype(detail::conditions_of(std::move(given)...))>{
            start, way, rules, detail::conditions_of(std::move(given)...)};
    }
}

/// The same by ClickHouse's rules.
template <class... Given>
    requires(!(std::same_as<Given, chain_rules> || ...))
[[nodiscard]] constexpr auto next_node(chain_start start, chain_way way, Given... given) {
    return next_node(start, way, chain_rules::clickhouse, std::move(given)...);
}

}  // namespace question_words

static_assert(mergeable<next_node_counts<std::string>>);

}  // namespace emptor
