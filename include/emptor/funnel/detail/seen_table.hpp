// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The steps an event takes, looked up.

#include <array>
#include <concepts>
#include <cstddef>
#include <functional>
#include <ranges>
#include <tuple>
#include <type_traits>

#include <emptor/funnel/steps.hpp>

namespace emptor::detail {

/// What a table can be made of: integers, and enums whose every number is a value.
template <class What>
inline constexpr bool countable_what = std::integral<What> && !std::same_as<What, bool>;
template <class What>
    requires std::is_enum_v<What>
inline constexpr bool countable_what<What> =
    !std::is_convertible_v<What, std::underlying_type_t<What>> && !std::same_as<std::underlying_type_t<What>, bool>;

/// Steps that are compared with events, so that what one takes depends on its value alone.
template <class Steps, class What>
inline constexpr bool compared_steps = false;
template <class... Step, class What>
inline constexpr bool compared_steps<step_list<Step...>, What> =
    ((!is_named<Step>::value && !std::predicate<const Step&, const What&> && equal_to_step<What, Step>) && ...);

/// Asks a question what it needs of an event.
template <class Question, class Events, class... What>
class seen_table {
public:
    explicit seen_table(const Question& question) : question_{question} {}

    template <class... Value>
    [[nodiscard]] auto seen(const Value&... value) const {
        return question_.seen(value...);
    }

private:
    const Question& question_;
};

/// The same where events are small numbers and steps are compared with them: by a table, for which step an event takes
/// is hard to foresee.
template <class Question, class Events, class What>
    requires Question::plain &&
             countable_what<
                 std::remove_cvref_t<std::invoke_result_t<What&, std::ranges::range_reference_t<Events>&>>> &&
             compared_steps<typename Question::steps_type,
                            std::remove_cvref_t<std::invoke_result_t<What&, std::ranges::range_reference_t<Events>&>>>
class seen_table<Question, Events, What> {
    using value_type = std::remove_cvref_t<std::invoke_result_t<What&, std::ranges::range_reference_t<Events>&>>;

    static constexpr auto number_of(value_type what) noexcept {
        if constexpr (std::is_enum_v<value_type>) {
            return static_cast<std::make_unsigned_t<std::underlying_type_t<value_type>>>(what);
        } else {
            return static_cast<std::make_unsigned_t<value_type>>(what);
        }
    }
    using number_type = decltype(number_of(value_type{}));

public:
    explicit seen_table(const Question& question) : question_{question} {
        for (std::size_t i = 0; i < table_.size(); ++i) {
            table_[i] = question.seen(static_cast<value_type>(static_cast<number_type>(i)));
        }
    }

    [[nodiscard]] step_set seen(value_type what) const {
        const number_type number = number_of(what);
        if constexpr (sizeof(number_type) == 1) {
            return table_[number];
        } else {
            return number < table_.size() ? table_[static_cast<std::size_t>(number)] : question_.seen(what);
        }
    }

private:
    const Question& question_;
    std::array<step_set, 256> table_{};
};

}  // namespace emptor::detail
