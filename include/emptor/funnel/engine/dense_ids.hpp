// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Entities that are numbers below a limit.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include <emptor/events/detail/dense_index.hpp>
#include <emptor/funnel/detail/bare_levels.hpp>
#include <emptor/funnel/detail/bare_slots.hpp>
#include <emptor/funnel/engine/engine_word.hpp>

namespace emptor {
namespace detail {

/// The ids of events, as numbers below a limit.
template <class Who>
class dense_ids_of {
public:
    dense_ids_of(Who who, std::size_t limit) : who_{std::move(who)}, limit_{limit} {}

    /// @throws std::invalid_argument for an id that is not below the limit.
    template <class Event>
    [[nodiscard]] dense_id operator()(Event&& event) const {
        const auto id = std::invoke(who_, event);
        static_assert(
            std::integral<std::remove_cvref_t<decltype(id)>> && !std::same_as<std::remove_cvref_t<decltype(id)>, bool>,
            "emptor::dense_ids: `who` must give an integer");
        if (!std::in_range<std::size_t>(id) || static_cast<std::size_t>(id) >= limit_) [[unlikely]] {
            throw std::invalid_argument{std::string{"emptor::dense_ids: the entity of an event is "}
                                            .append(std::to_string(id))
                                            .append("; ids must be from 0 to below ")
                                            .append(std::to_string(limit_))};
        }
        return {static_cast<std::uint32_t>(id)};
    }

private:
    Who who_;
    std::size_t limit_;
};

}  // namespace detail

/// Asks of entities that are numbers below a limit (see `dense_ids`).
class dense_ids_word {
public:
    static constexpr engine_option engine = engine_option::store;

    constexpr explicit dense_ids_word(std::size_t limit) : limit_{limit} {
        if (limit > std::numeric_limits<std::uint32_t>::max()) {
            throw std::invalid_argument{
                std::string{"emptor::dense_ids: "}.append(std::to_string(limit)).append(" ids; at most 4294967295")};
        }
    }

    template <class Question, class First, class... Rest>
    [[nodiscard]] auto ask(const Question& question, First&& first, Rest&&... rest) const {
        if constexpr (engine_word<std::remove_cvref_t<First>> &&
                      !detail::says_engine<engine_option::store, std::remove_cvref_t<First>>) {
            return detail::with_projections(
                question,
                [&](auto&& events, auto who, auto... others) {
                    return question(first, events, detail::dense_ids_of{std::move(who), limit_}, std::move(others)...);
                },
                std::forward<Rest>(rest)...);
        } else {
            return detail::with_projections(
                question,
                [&](auto&& events, auto who, auto... others) {
                    const detail::dense_ids_of ids{std::move(who), limit_};
                    if constexpr (detail::has_slots<Question, std::uint32_t>) {
                        const auto place = [&ids](auto&& event) { return ids(event).value; };
                        return detail::asked_of_dense(question, limit_, events, place, others...);
                    } else {
                        return question(events, ids, std::move(others)...);
                    }
                },
                std::forward<First>(first), std::forward<Rest>(rest)...);
        }
    }

    /// A projection that gives the id of an event as a number below the limit.
    template <class Who>
    [[nodiscard]] constexpr auto ids_of(Who who) const {
        return detail::dense_ids_of{std::move(who), limit_};
    }

private:
    std::size_t limit_;
};

inline namespace question_words {

/// As first argument of a funnel: entities are integers from 0 to below `limit`, so they are found without a search.
/// Takes 4 bytes for each up to the largest one, seen or not. Of an `untimed` question without a window, whose events
/// are in order of time, the answer takes no more than a byte for each up to twice the largest.
/// @throws std::invalid_argument for a limit beyond 2^32 - 1, and when asked, for an id that is not below it.
[[nodiscard]] constexpr dense_ids_word dense_ids(std::size_t limit) { return dense_ids_word{limit}; }

}  // namespace question_words
}  // namespace emptor
