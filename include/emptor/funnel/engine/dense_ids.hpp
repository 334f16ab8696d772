// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Entities that are numbers below a limit.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/funnel/engine/engine_word.hpp>

namespace emptor {
namespace detail {

/// Numbers ids as they are first seen, by a table instead of a search. Copies share the table, as projections are
/// copied.
template <class Who>
class dense_numbers {
public:
    dense_numbers(Who who, std::size_t limit)
        : who_{std::move(who)}, numbers_{std::make_shared<table>(table{std::vector<std::uint32_t>(limit), 0})} {}

    /// @throws std::invalid_argument for an id that is not below the limit.
    template <class Event>
    [[nodiscard]] std::uint32_t operator()(Event&& event) const {
        const auto id = std::invoke(who_, event);
        static_assert(
            std::integral<std::remove_cvref_t<decltype(id)>> && !std::same_as<std::remove_cvref_t<decltype(id)>, bool>,
            "emptor::dense_ids: `who` must give an integer");
        table& known = *numbers_;
        if (!std::in_range<std::size_t>(id) || static_cast<std::size_t>(id) >= known.number.size()) [[unlikely]] {
            throw std::invalid_argument{std::string{"emptor::dense_ids: the entity of an event is "}
                                            .append(std::to_string(id))
                                            .append("; ids must be from 0 to below ")
                                            .append(std::to_string(known.number.size()))};
        }
        std::uint32_t& number = known.number[static_cast<std::size_t>(id)];  // counted from 1
        if (number == 0) number = ++known.seen;
        return number - 1;
    }

private:
    struct table {
        std::vector<std::uint32_t> number;
        std::uint32_t seen{};
    };

    Who who_;
    std::shared_ptr<table> numbers_;
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
                    return question(first, events, detail::dense_numbers{std::move(who), limit_}, std::move(others)...);
                },
                std::forward<Rest>(rest)...);
        } else {
            return detail::with_projections(
                question,
                [&](auto&& events, auto who, auto... others) {
                    return question(events, detail::dense_numbers{std::move(who), limit_}, std::move(others)...);
                },
                std::forward<First>(first), std::forward<Rest>(rest)...);
        }
    }

private:
    std::size_t limit_;
};

inline namespace question_words {

/// As first argument of a funnel: entities are integers from 0 to below `limit`, so they are found without a search. Takes
/// 4 bytes for each of them, seen or not.
/// @throws std::invalid_argument for a limit beyond 2^32 - 1, and when asked, for an id that is not below it.
[[nodiscard]] constexpr dense_ids_word dense_ids(std::size_t limit) { return dense_ids_word{limit}; }

}  // namespace question_words
}  // namespace emptor
