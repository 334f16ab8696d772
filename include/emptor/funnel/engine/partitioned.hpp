// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// More entities than the cache holds.

#include <concepts>
#include <type_traits>
#include <utility>

#include <emptor/funnel/detail/counted_by_parts.hpp>
#include <emptor/funnel/engine/engine_word.hpp>
#include <emptor/funnel/engine/late_by.hpp>

namespace emptor {

/// Asks for events to be put aside by entity first (see `partitioned`).
struct partitioned_word {
    static constexpr engine_option engine = engine_option::store;

    template <class Question, class First, class... Rest>
    [[nodiscard]] auto ask(const Question& question, First&& first, Rest&&... rest) const {
        if constexpr (detail::is_late_by<std::remove_cvref_t<First>>) {
            return first.ask(question, *this, std::forward<Rest>(rest)...);
        } else {
            return detail::asked_by_parts(question, 1, std::forward<First>(first), std::forward<Rest>(rest)...);
        }
    }
};

inline namespace question_words {

/// As first argument of a funnel: events are first put aside in parts by who they are about, and counted part by part,
/// so that a part's entities fit the cache. For logs that are interleaved and have more entities than the cache holds.
/// Takes (who, when, what) of every event as memory.
inline constexpr partitioned_word partitioned{};

}  // namespace question_words
}  // namespace emptor
