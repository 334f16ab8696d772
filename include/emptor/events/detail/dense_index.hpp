// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Entities that are small numbers already.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/process/detail/prefetch.hpp>

namespace emptor::detail {

/// An id that is below some limit which a table can have; not the largest number.
struct dense_id {
    std::uint32_t value;

    friend bool operator==(dense_id, dense_id) noexcept = default;
};

/// The same by a table of numbers, without a search. It has as many places as the largest id seen needs.
template <>
class entity_index<dense_id> {
public:
    using lookup_type = dense_id;
    static constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();
    static constexpr bool has_own_slots = true;

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    static void reserve(std::size_t) noexcept {}

    [[nodiscard]] std::optional<std::uint32_t> find(dense_id id) const {
        const std::uint32_t found = probable(id, 0);
        return found != nobody ? std::optional{found} : std::nullopt;
    }

    std::uint32_t number(dense_id id) {
        if (id.value >= places_.size()) places_.resize(std::size_t{id.value} + 1);
        std::uint32_t& place = places_[id.value];
        if (place == 0) place = ++size_;
        return place - 1;
    }

    [[nodiscard]] std::uint32_t asked_hash(dense_id id) const noexcept {
        if (id.value < places_.size()) prefetch(&places_[id.value]);
        return 0;
    }
    [[nodiscard]] std::uint32_t probable(dense_id id, std::uint32_t) const noexcept {
        return id.value < places_.size() ? places_[id.value] - 1 : nobody;  // 0 becomes `nobody`
    }
    static void ask_place(std::uint32_t) noexcept {}
    [[nodiscard]] static bool confirmed(std::uint32_t number, dense_id) noexcept { return number != nobody; }

private:
    std::vector<std::uint32_t> places_;  // 1 more than the number, or 0
    std::uint32_t size_{};
};

}  // namespace emptor::detail

template <>
struct std::hash<emptor::detail::dense_id> {
    std::size_t operator()(emptor::detail::dense_id id) const noexcept { return id.value; }
};
