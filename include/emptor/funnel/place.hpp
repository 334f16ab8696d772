// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Which step of its question a word means.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include <emptor/funnel/steps.hpp>

namespace emptor {

/// A step by its number, counted from 1.
struct step_number {
    std::size_t number;
};

/// All that lies between two steps.
template <class From, class To>
struct between_steps {
    From from;
    To to;
};

/// All that lies between any two steps.
struct between_any {};

namespace detail {

/// Not `constexpr`, so that their names are what a compiler says of a constant.
[[noreturn]] inline void a_word_must_name_one_step_of_the_question(const std::string& which) {
    throw std::invalid_argument{"emptor::funnel: " + which + "; name a step by what it is, or by step_number(n)"};
}
[[noreturn]] inline void between_needs_an_earlier_and_a_later_step() {
    throw std::invalid_argument{"emptor::between: the first of the two steps must stand before the second"};
}

/// Whether a word means this step.
template <class Step, class Named>
[[nodiscard]] constexpr bool means(const Step& step, const Named& named) {
    if constexpr (is_named<Step>::value) {
        if constexpr (std::convertible_to<const Named&, std::string_view>) {
            return step.name == std::string_view{named};
        } else {
            return false;
        }
    } else if constexpr (std::convertible_to<const Named&, std::string_view> &&
                         std::convertible_to<const Step&, std::string_view>) {
        return std::string_view{step} == std::string_view{named};
    } else if constexpr (equal_to_step<Named, Step>) {
        return takes(step, named);
    } else {
        return false;
    }
}

/// The place of the step that a word names, counted from 0.
/// @throws std::invalid_argument unless there is exactly one such step.
template <class Steps, class Named>
[[nodiscard]] constexpr std::size_t place_of(const Steps& steps, const Named& named) {
    if constexpr (std::same_as<Named, step_number>) {
        if (named.number == 0 || named.number > steps.size()) {
            a_word_must_name_one_step_of_the_question("no such step number");
        }
        return named.number - 1;
    } else {
        std::size_t place = steps.size();
        std::size_t count = 0;
        steps.visit([&](std::size_t position, const auto& step) {
            if (!means(step, named)) return;
            place = position;
            ++count;
        });
        if (count == 0) a_word_must_name_one_step_of_the_question("a word names no step of the question");
        if (count > 1) a_word_must_name_one_step_of_the_question("a word names a step that stands there twice");
        return place;
    }
}

/// The gaps that a word means: bit k stands for that between step k and the next, counted from 0.
template <class Steps>
[[nodiscard]] constexpr std::uint64_t gaps_of(const Steps& steps, between_any) {
    return steps.size() < 2 ? 0 : ~std::uint64_t{} >> (most_steps + 1 - steps.size());
}
template <class Steps, class From, class To>
[[nodiscard]] constexpr std::uint64_t gaps_of(const Steps& steps, const between_steps<From, To>& between) {
    const std::size_t from = place_of(steps, between.from);
    const std::size_t to = place_of(steps, between.to);
    if (from >= to) between_needs_an_earlier_and_a_later_step();
    return (~std::uint64_t{} >> (most_steps - to)) & (~std::uint64_t{} << from);
}

}  // namespace detail

inline namespace question_words {

/// From one step to a later one. A step is named by what it is (an enumerator, a text) or by `step_number{n}`, counted
/// from 1, where it stands there twice or is a predicate.
template <class From, class To>
[[nodiscard]] constexpr auto between(From from, To to) {
    return between_steps<detail::kept_step<From>, detail::kept_step<To>>{detail::kept_step<From>(std::move(from)),
                                                                         detail::kept_step<To>(std::move(to))};
}

}  // namespace question_words
}  // namespace emptor
