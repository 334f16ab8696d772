// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Which channel brought the buyers.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/flow/attribution_counts.hpp>
#include <emptor/flow/attribution_credits.hpp>
#include <emptor/flow/attribution_markov.hpp>
#include <emptor/flow/attribution_paths.hpp>
#include <emptor/flow/attribution_rule.hpp>
#include <emptor/flow/attribution_shapley.hpp>
#include <emptor/flow/attribution_touches.hpp>
#include <emptor/flow/detail/attribution_open.hpp>
#include <emptor/flow/detail/flow_types.hpp>
#include <emptor/flow/detail/rows_in_order.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/flow/totals.hpp>
#include <emptor/funnel/sort_first.hpp>

namespace emptor {

/// What became of the events of a log on their way into journeys.
///
/// Nothing is lost: `events == touches + bare_conversions + unknown + out_of_order`, and where the events out of order
/// were put in order, `events == touches + bare_conversions + unknown`.
struct attribution_totals {
    std::uint64_t events{};
    std::uint64_t touches{};           ///< events with a channel; some of them convert
    std::uint64_t bare_conversions{};  ///< conversions without a channel, or with one that is no enumerator
    std::uint64_t unknown{};           ///< neither: left out
    std::uint64_t out_of_order{};      ///< events older than one that stood before them for the same entity
    bool sorted{};                     ///< the events out of order were put in order; else they were left out

    friend bool operator==(const attribution_totals&, const attribution_totals&) noexcept = default;
};

/// The journeys of a log, and what became of its events.
template <class Channel>
struct attribution_report {
    attribution_counts<Channel> journeys;
    attribution_totals totals;

    friend bool operator==(const attribution_report&, const attribution_report&) = default;
};

/// Asks events which channels were touched on the way to a conversion.
///
/// A journey is what an entity touches until it converts, the channel of the converting event included; what it touches
/// after that is its next journey. The last one of an entity may be open, and counts as not converted.
struct attribution_question {
    /// Takes one pass, and memory for each journey under way. An event that is older than one before it of the same
    /// entity is left out and reported as out of order.
    /// @param events any input range; it need not be grouped by entity.
    /// @param who,when,what,converted projections of an event: member pointers or functions. `what` gives a channel, an
    ///        enumerator or a text, or a `std::optional` of one; `converted` a `bool`.
    /// @throws std::invalid_argument for a time that is not finite.
    template <std::ranges::input_range Events, class Who, class When, class What, class Converted>
    [[nodiscard]] auto operator()(Events&& events, Who who, When when, What what, Converted converted) const {
        return (*this)(std::forward<Events>(events), who, when, what, converted, worthless);
    }

    /// The same with the value of conversions.
    /// @param value gives an integer, such as cents, that counts where the event converts.
    /// @throws std::invalid_argument also for a negative value, or values that together are above 2^53.
    template <std::ranges::input_range Events, class Who, class When, class What, class Converted, class Value>
    [[nodiscard]] auto operator()(Events&& events, Who who, When when, What what, Converted converted,
                                  Value value) const {
        using types = detail::flow_types<Events, Who, When, What>;
        detail::state_list<typename types::state> channels;
        detail::entity_index<detail::kept_id<typename types::who>> index;
        std::vector<detail::ticks_of<typename types::when>> latest;
        detail::open_journeys open;
        attribution_totals totals;
        for (auto&& event : events) {
            const std::uint32_t channel = detail::state_number(channels, std::invoke(what, event));
            const detail::journey_step step = seen(event, channel, converted, value);
            const auto at = detail::to_ticks(std::invoke(when, event));
            ++totals.events;
            if (!step.touch && !step.converted) {
                ++totals.unknown;
                continue;
            }
            const std::size_t entity = index.number(detail::looked_up(std::invoke(who, event)));
            if (entity >= latest.size()) latest.resize(entity + 1, at);
            if (at < latest[entity]) {
                ++totals.out_of_order;
                continue;
            }
            latest[entity] = at;
            ++(step.touch ? totals.touches : totals.bare_conversions);
            open.count(entity, channel, step);
        }
        return report(channels, std::move(open).ended(), totals);
    }

    /// The same for events in any order: they are kept, and stably sorted by time.
    template <std::ranges::input_range Events, class Who, class When, class What, class Converted>
    [[nodiscard]] auto operator()(sort_first_word sort, Events&& events, Who who, When when, What what,
                                  Converted converted) const {
        return (*this)(sort, std::forward<Events>(events), who, when, what, converted, worthless);
    }

    template <std::ranges::input_range Events, class Who, class When, class What, class Converted, class Value>
    [[nodiscard]] auto operator()(sort_first_word, Events&& events, Who who, When when, What what, Converted converted,
                                  Value value) const {
        using types = detail::flow_types<Events, Who, When, What>;
        detail::state_list<typename types::state> channels;
        detail::rows_in_order<typename types::who, typename types::when, detail::journey_step> rows;
        for (auto&& event : events) {
            const std::uint32_t channel = detail::state_number(channels, std::invoke(what, event));
            const detail::journey_step step = seen(event, channel, converted, value);
            const std::uint32_t kept = !step.touch && step.converted ? 0 : channel;  // a bare conversion is kept, too
            rows.add(std::invoke(who, event), std::invoke(when, event), kept, step);
        }
        detail::open_journeys open;
        attribution_totals totals;
        rows.for_each([&](std::uint32_t entity, const auto&, std::uint32_t channel, const detail::journey_step& step) {
            ++totals.events;
            ++(step.touch ? totals.touches : totals.bare_conversions);
            open.count(entity, channel, step);
        });
        const flow_totals left_out = rows.totals({});
        totals.events += left_out.unknown;
        totals.unknown = left_out.unknown;
        totals.out_of_order = left_out.out_of_order;
        totals.sorted = true;
        return report(channels, std::move(open).ended(), totals);
    }

private:
    static constexpr auto worthless = [](const auto&) noexcept { return 0U; };

    template <class Event, class Converted, class Value>
    [[nodiscard]] static detail::journey_step seen(Event& event, std::uint32_t channel, Converted& converted,
                                                   Value& value) {
        using answer = std::remove_cvref_t<std::invoke_result_t<Converted&, Event&>>;
        using worth = std::remove_cvref_t<std::invoke_result_t<Value&, Event&>>;
        static_assert(std::same_as<answer, bool>, "emptor: `converted` must give a bool: a price is not a yes");
        static_assert(std::integral<worth> && !std::same_as<worth, bool>,
                      "emptor: `value` must give an integer, such as cents");
        detail::journey_step step{.touch = channel != detail::no_state, .converted = std::invoke(converted, event)};
        if (!step.converted) return step;
        const worth given = std::invoke(value, event);
        if constexpr (std::signed_integral<worth>) {
            if (given < 0) {
                throw std::invalid_argument{"emptor::attribution: the value of a conversion is " +
                                            std::to_string(std::intmax_t{given}) + "; it must be 0 or more"};
            }
        }
        step.value = static_cast<std::uint64_t>(given);
        return step;
    }

    template <class Channel>
    [[nodiscard]] static attribution_report<Channel> report(const detail::state_list<Channel>& channels,
                                                            const journey_paths& paths,
                                                            const attribution_totals& totals) {
        return {attribution_counts<Channel>{channels, paths}, totals};
    }
};

/// Asks events which channels were touched on the way to a conversion (see `attribution_question`).
inline constexpr attribution_question attribution{};

}  // namespace emptor
