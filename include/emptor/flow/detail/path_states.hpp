// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The states that paths are made of, by number.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <emptor/flow/state.hpp>

namespace emptor::detail {

/// What every count of paths says of its states. They have numbers: enumerators their index, all of them; texts the
/// order in which they were first seen.
template <class State>
    requires std::same_as<State, std::string> || enumerated<State>
class path_states {
public:
    using lookup_type = std::conditional_t<enumerated<State>, State, std::string_view>;

    /// How many states there are.
    [[nodiscard]] std::size_t size() const noexcept { return states_.size(); }
    /// The name of a state by its number, which must be below `size()`.
    [[nodiscard]] std::string_view name(std::size_t number) const noexcept { return states_.name(number); }
    /// The number of a state, if it has one.
    [[nodiscard]] std::optional<std::size_t> find(lookup_type state) const {
        const std::uint32_t number = states_.find(state);
        return number == no_state ? std::nullopt : std::optional<std::size_t>{number};
    }

protected:
    /// The state with this number, which must be below `size()`.
    [[nodiscard]] State state(std::size_t number) const {
        if constexpr (enumerated<State>) {
            return enumerator_at<State>(number);
        } else {
            return std::string{name(number)};
        }
    }

    [[nodiscard]] std::vector<State> states(const std::vector<std::uint32_t>& numbers) const {
        std::vector<State> all;
        all.reserve(numbers.size());
        for (const std::uint32_t each : numbers) all.push_back(state(each));
        return all;
    }

    /// The numbers of the states of a path, if all of them have one.
    /// @throws std::invalid_argument for a null pointer.
    template <class Path>
    [[nodiscard]] std::optional<std::vector<std::uint32_t>> known(const Path& path) const {
        std::vector<std::uint32_t> numbers;
        for (const auto& each : path) {
            if constexpr (std::is_pointer_v<std::decay_t<decltype(each)>> &&
                          !std::is_array_v<std::remove_cvref_t<decltype(each)>>) {
                if (each == nullptr) throw std::invalid_argument{"emptor: a state of the path is a null pointer"};
            }
            numbers.push_back(states_.find(each));
            if (numbers.back() == no_state) return std::nullopt;
        }
        return numbers;
    }

    /// The number here of each of the other's states, new ones for those that were not seen here.
    [[nodiscard]] std::vector<std::uint32_t> numbers_of(const path_states& other) {
        std::vector<std::uint32_t> here(other.size());
        for (std::size_t at = 0; at < here.size(); ++at) here[at] = states_.number_of(other.states_, at);
        return here;
    }

    /// The number there of each of the states here, `no_state` where there is none.
    [[nodiscard]] std::vector<std::uint32_t> numbers_in(const path_states& other) const {
        std::vector<std::uint32_t> there(size());
        for (std::size_t at = 0; at < there.size(); ++at) there[at] = other.states_.find(state(at));
        return there;
    }

    /// The place of each state among all: enumerators in their order, texts in that of their characters' codes.
    [[nodiscard]] std::vector<std::uint32_t> ranks() const {
        std::vector<std::uint32_t> order(size());
        std::iota(order.begin(), order.end(), std::uint32_t{0});
        if constexpr (!enumerated<State>) {
            std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return name(a) < name(b); });
        }
        std::vector<std::uint32_t> rank(size());
        for (std::size_t at = 0; at < order.size(); ++at) rank[order[at]] = static_cast<std::uint32_t>(at);
        return rank;
    }

    [[no_unique_address]] state_list<State> states_;
};

}  // namespace emptor::detail
