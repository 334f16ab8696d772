// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What an entity can be in, or with, between two of its events.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/detail/without_optional.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/process/enumerators.hpp>

namespace emptor {

/// A state that has a name: an enum with names, or text in any form.
template <class T>
concept flow_state = enumerated<std::remove_cvref_t<T>> || detail::text_like<std::remove_cvref_t<T>>;

namespace detail {

template <class Given>
concept gives_state = flow_state<without_optional<std::remove_cvref_t<Given>>>;

/// The form in which a state is kept: an enumerator as it is, text of any kind as `std::string`.
template <gives_state Given>
using kept_state = std::conditional_t<enumerated<without_optional<std::remove_cvref_t<Given>>>,
                                      without_optional<std::remove_cvref_t<Given>>, std::string>;

/// The number of no state.
inline constexpr std::uint32_t no_state = std::numeric_limits<std::uint32_t>::max();

/// The states of an enum: all of them, in their order.
template <class State>
class state_list {
public:
    [[nodiscard]] static constexpr std::size_t size() noexcept { return enumerator_count<State>; }
    [[nodiscard]] static constexpr std::string_view name(std::size_t number) noexcept {
        return emptor::name(enumerator_at<State>(number));
    }
    [[nodiscard]] static constexpr std::uint32_t find(State state) noexcept {
        const std::size_t index = index_of(state);
        return index < size() ? static_cast<std::uint32_t>(index) : no_state;
    }
    /// The number of a state; `no_state` for a value that is no enumerator.
    [[nodiscard]] static constexpr std::uint32_t number(State state) noexcept { return find(state); }
    /// The number here of each state of `other`.
    [[nodiscard]] static constexpr std::uint32_t number_of(const state_list&, std::size_t number) noexcept {
        return static_cast<std::uint32_t>(number);
    }
};

/// States that are texts, in the order in which they are first seen.
template <>
class state_list<std::string> {
public:
    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
    [[nodiscard]] std::string_view name(std::size_t number) const noexcept { return names_[number]; }
    [[nodiscard]] std::uint32_t find(std::string_view state) const { return names_.find(state).value_or(no_state); }
    std::uint32_t number(std::string_view state) { return names_.number(state); }
    std::uint32_t number_of(const state_list& other, std::size_t number) { return names_.number(other.name(number)); }

private:
    entity_index<std::string> names_;
};

/// The number of the state that an event gives, a new one if it was never seen; `no_state` for none.
/// @throws std::invalid_argument for a null pointer.
template <class State, class Given>
[[nodiscard]] constexpr std::uint32_t state_number(state_list<State>& states, const Given& given) {
    if constexpr (!std::same_as<without_optional<Given>, Given>) {
        return given ? state_number(states, *given) : no_state;
    } else {
        if constexpr (std::is_pointer_v<std::decay_t<Given>> && !std::is_array_v<Given>) {
            if (given == nullptr) throw std::invalid_argument{"emptor: the state of an event is a null pointer"};
        }
        return states.number(given);
    }
}

/// The numbers of the states of a path, new ones for those never seen.
/// @param owner who is asked, for what is said of a state that is none.
/// @throws std::invalid_argument for a state that is no enumerator.
template <class State, class Path>
[[nodiscard]] std::vector<std::uint32_t> state_numbers(const char* owner, state_list<State>& states, const Path& path) {
    std::vector<std::uint32_t> numbers;
    for (const auto& each : path) {
        numbers.push_back(state_number(states, each));
        if (numbers.back() == no_state) {
            throw std::invalid_argument{std::string{owner}.append(": state ") + std::to_string(numbers.size()) +
                                        " of the path is no enumerator"};
        }
    }
    return numbers;
}

}  // namespace detail
}  // namespace emptor
