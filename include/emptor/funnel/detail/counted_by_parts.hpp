// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Events put aside by entity first, then counted part by part.

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <optional>
#include <ranges>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/entity_rows.hpp>
#include <emptor/funnel/detail/held_index.hpp>
#include <emptor/funnel/detail/row_parts.hpp>
#include <emptor/funnel/detail/seen_table.hpp>
#include <emptor/funnel/engine/engine_word.hpp>
#include <emptor/process/detail/batch.hpp>

namespace emptor::detail {

/// What an event takes, in no more bytes than the question's steps need.
template <class Question, class Seen>
struct stored_seen {
    using type = Seen;
    static constexpr type pack(const Seen& seen) noexcept { return seen; }
    static constexpr Seen unpack(const type& seen) noexcept { return seen; }
};
template <class Question, class Seen>
    requires(std::same_as<Seen, step_set> &&
             requires { typename std::integral_constant<std::size_t, Question::steps_type::size()>; })
struct stored_seen<Question, Seen> {
    static constexpr std::size_t steps = Question::steps_type::size();
    using type =
        std::conditional_t<steps <= 8, std::uint8_t, std::conditional_t<steps <= 32, std::uint32_t, std::uint64_t>>;
    static constexpr type pack(step_set seen) noexcept { return static_cast<type>(seen.bits); }
    static constexpr step_set unpack(type seen) noexcept { return {seen}; }
};

/// A question asked of a range by threads that share the entities among them. The parts are the same however many
/// threads there are, and a report does not depend on the order of entities; so neither does the answer.
template <bool Sorted, class Question, class Events, class Who, class When, class... What>
class counted_by_parts {
    using types = asked_types<Question, Events, Who, When>;
    using event_type = typename types::event_type;
    using when_type = typename types::when_type;
    using seen_type = std::remove_cvref_t<decltype(std::declval<const Question&>().seen(
        std::invoke(std::declval<What&>(), std::declval<event_type&>())...))>;
    using stored = stored_seen<Question, seen_type>;

    /// Ids that fit a word are put aside as they are, others by their numbers.
    static constexpr bool by_value =
        std::integral<typename types::who_type> || std::is_enum_v<typename types::who_type>;
    using id_type = std::conditional_t<by_value, kept_id<typename types::who_type>, std::uint32_t>;

    struct row {
        id_type who;
        when_type at;
        typename stored::type seen;
        [[no_unique_address]] std::conditional_t<Question::holds, std::uint32_t, std::tuple<>> held;
    };
    using parts = row_parts<row>;

    /// Where events are counted: without a look at who it was, as far as the question can.
    static auto counter_for(const Question& question) {
        if constexpr (Question::plain) {
            return question.template grouped_counter<when_type>();
        } else if constexpr (Question::holds) {
            return question.template counter<id_type, when_type, std::uint32_t>();
        } else {
            return question.template counter<id_type, when_type>();
        }
    }
    using counter_type = decltype(counter_for(std::declval<const Question&>()));

public:
    [[nodiscard]] static auto report(const Question& question, std::size_t threads, Events& events, Who& who,
                                     When& when, What&... what) {
        std::vector<parts> aside;
        if constexpr (std::ranges::forward_range<Events> && by_value && !Question::holds) {
            const auto size = static_cast<std::size_t>(std::ranges::distance(events));
            aside.resize(threads);
            in_parallel(threads, [&](std::size_t t) {
                const entry_part own = part_of(t, threads, 0, size);
                const auto first = std::ranges::next(std::ranges::begin(events), static_cast<difference>(own.begin));
                put_aside(question, aside[t], std::views::counted(first, static_cast<difference>(own.end - own.begin)),
                          who, when, what...);
            });
        } else {
            aside.resize(1);
            put_aside(question, aside[0], events, who, when, what...);
        }
        std::vector<std::optional<counter_type>> counters(threads);
        std::vector<std::uint64_t> out_of_order(threads);
        in_parallel(threads, [&](std::size_t t) {
            counters[t].emplace(counter_for(question));
            part_counter own{*counters[t]};
            for (std::size_t part = t; part < parts::number; part += threads) own.count(aside, part);
            out_of_order[t] = own.out_of_order;
        });
        for (std::size_t t = 1; t < threads; ++t) {
            if constexpr (Question::plain) {
                counters[0]->append(*counters[t]);
            } else {
                *counters[0] += *counters[t];
            }
            out_of_order[0] += out_of_order[t];
            counters[t].reset();
        }
        if constexpr (Sorted) {
            return std::move(*counters[0]).report_sorted(out_of_order[0]);
        } else {
            return std::move(*counters[0]).report();
        }
    }

private:
    using difference = std::ranges::range_difference_t<Events>;

    template <class Some>
    static void put_aside(const Question& question, parts& into, Some&& events, Who who, When when, What... what) {
        const seen_table<Question, Events, What...> table{question};
        [[maybe_unused]] entity_index<kept_id<typename types::who_type>> numbers;
        [[maybe_unused]] held_index<Question, event_type> held_values;
        for (auto&& event : events) {
            row each{};
            if constexpr (by_value) {
                each.who = static_cast<id_type>(std::invoke(who, event));
            } else {
                each.who = numbers.number(looked_up<typename types::who_type>(std::invoke(who, event)));
            }
            each.at = std::invoke(when, event);
            static_cast<void>(to_ticks(each.at));  // refuses what has no place in the order
            each.seen = stored::pack(table.seen(std::invoke(what, event)...));
            if constexpr (Question::holds) each.held = held_values.number(question.held(event));
            into.add(static_cast<std::size_t>(entity_index<id_type>::mixed_hash(each.who) >> 56), each);
        }
    }

    /// Counts parts, one after the other.
    struct part_counter {
        counter_type& counter;
        std::uint64_t out_of_order{};
        entity_index<id_type> index{};
        std::vector<std::uint32_t> numbers{};  // of each row's entity
        std::vector<std::uint32_t> ends{};     // of each entity's rows
        std::vector<row> rows{};               // entity by entity

        /// @param aside the part's rows, those of each of these after those of the one before.
        void count(std::vector<parts>& aside, std::size_t part) {
            if constexpr (Question::plain || Sorted) {
                group(aside, part);
                std::size_t begin = 0;
                for (const std::size_t end : ends) {
                    if constexpr (Sorted) out_of_order += put_in_order(rows, begin, end);
                    if constexpr (Question::plain) counter.next_entity();
                    for (; begin < end; ++begin) take(rows[begin]);
                }
            } else {
                for (const parts& own : aside) own.each(part, [&](const row& each) { take(each); });
            }
            for (parts& own : aside) own.clear(part);
        }

        void take(const row& each) {
            if constexpr (Question::plain) {
                counter.count_seen(each.at, stored::unpack(each.seen));
            } else if constexpr (Question::holds) {
                counter.count_seen_held(each.who, each.at, each.held, stored::unpack(each.seen));
            } else {
                counter.count_seen(each.who, each.at, stored::unpack(each.seen));
            }
        }

        /// Puts the rows of each entity together, in the order in which they came.
        void group(const std::vector<parts>& aside, std::size_t part) {
            index.clear();
            numbers.clear();
            ends.clear();
            for (const parts& own : aside) {
                own.each(part, [&](const row& each) {
                    const std::uint32_t number = index.number(each.who);
                    numbers.push_back(number);
                    if (number == ends.size()) ends.push_back(0);
                    ++ends[number];
                });
            }
            std::uint32_t place = 0;
            for (std::uint32_t& end : ends) {
                const std::uint32_t count = end;
                end = place;
                place += count;
            }
            rows.resize(numbers.size());
            std::size_t i = 0;
            for (const parts& own : aside) {
                own.each(part, [&](const row& each) { rows[ends[numbers[i++]]++] = each; });
            }
        }
    };
};

/// Asks a question of a range, or of columns, part by part.
template <class Question, class First, class... Rest>
[[nodiscard]] auto asked_by_parts(const Question& question, std::size_t threads, First&& first, Rest&&... rest) {
    const auto ask = [&]<bool Sorted>(std::bool_constant<Sorted>) {
        return [&question, threads]<class Events, class Who, class When, class... What>(Events&& events, Who who,
                                                                                        When when, What... what) {
            return counted_by_parts<Sorted, Question, std::remove_reference_t<Events>, Who, When, What...>::report(
                question, threads, events, who, when, what...);
        };
    };
    using first_type = std::remove_cvref_t<First>;
    if constexpr (std::same_as<first_type, sort_first_word>) {
        return with_projections(question, ask(std::true_type{}), std::forward<Rest>(rest)...);
    } else {
        return with_projections(question, ask(std::false_type{}), std::forward<First>(first),
                                std::forward<Rest>(rest)...);
    }
}

}  // namespace emptor::detail
