// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Several threads that count.

#include <concepts>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include <emptor/funnel/detail/counted_by_parts.hpp>
#include <emptor/funnel/engine/engine_word.hpp>
#include <emptor/funnel/engine/late_by.hpp>

namespace emptor {

/// Asks for several threads (see `parallel`).
class parallel_word {
public:
    static constexpr engine_option engine = engine_option::store;

    constexpr explicit parallel_word(unsigned threads) : threads_{threads} {
        if (threads == 0 || threads > 256) {
            throw std::invalid_argument{
                std::string{"emptor::parallel: "}.append(std::to_string(threads)).append(" threads; 1 to 256 count")};
        }
    }

    template <class Question, class First, class... Rest>
    [[nodiscard]] auto ask(const Question& question, First&& first, Rest&&... rest) const {
        if constexpr (detail::is_late_by<std::remove_cvref_t<First>>) {
            return first.ask(question, *this, std::forward<Rest>(rest)...);
        } else {
            return detail::asked_by_parts(question, threads_, std::forward<First>(first), std::forward<Rest>(rest)...);
        }
    }

private:
    unsigned threads_;
};

inline namespace question_words {

/// As first argument of a funnel: as `partitioned`, by so many threads that share the entities among them. The answer
/// is the same for any number of threads.
///
/// Each thread goes through its own part of a forward range whose ids are integers or enumerators, so projections and
/// steps are called by several at once; other events are put aside by one thread.
/// @throws std::invalid_argument for no thread, or more than 256.
[[nodiscard]] constexpr parallel_word parallel(unsigned threads) { return parallel_word{threads}; }

}  // namespace question_words
}  // namespace emptor
