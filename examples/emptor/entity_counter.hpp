// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Counts the rows of one entity after the other, whatever the question needs of them.

#include <cstddef>
#include <cstdint>
#include <utility>

#include "clock.hpp"

namespace program {

/// What a question needs to know of an event, found once for each of its texts.
template <class Seen>
struct looked_at {
    Seen seen;
    std::uint32_t held{};  ///< the number of the value that must stay the same, if one must
};

/// The library's counters, one way to use them.
template <class Question>
class entity_counter {
    static auto made(const Question& question) {
        if constexpr (Question::holds) {
            return question.template counter<std::uint32_t, moment, std::uint32_t>();
        } else {
            return question.template grouped_counter<moment>();
        }
    }

public:
    explicit entity_counter(const Question& question) : counter_{made(question)} {}

    void reserve(std::size_t entities) { counter_.reserve(entities); }

    void next_entity() {
        if constexpr (Question::holds) {
            ++entity_;
        } else {
            counter_.next_entity();
        }
    }

    template <class Seen>
    void count(moment when, const looked_at<Seen>& what) {
        if constexpr (Question::holds) {
            counter_.count_seen_held(entity_, when, what.held, what.seen);
        } else {
            counter_.count_seen(when, what.seen);
        }
    }

    [[nodiscard]] auto report_sorted(std::uint64_t out_of_order) && {
        return std::move(counter_).report_sorted(out_of_order);
    }

private:
    decltype(made(std::declval<const Question&>())) counter_;
    std::uint32_t entity_{};
};

}  // namespace program
