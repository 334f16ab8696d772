// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The values of a property that attempts are split by.

#include <array>
#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>

namespace emptor::detail {

/// Numbers values from 0 in the order in which they are first seen; those of a byte by a table.
/// @tparam Value the form in which they are given.
template <class Value>
class split_values {
    using id_type = kept_id<Value>;
    static constexpr bool small = sizeof(id_type) == 1 && (std::integral<Value> || std::is_enum_v<Value>);

public:
    /// @throws std::invalid_argument for a null pointer or NaN.
    template <class Given>
    [[nodiscard]] std::uint32_t number(const Given& value) {
        if constexpr (small) {
            std::uint32_t& number = table_[static_cast<std::uint8_t>(kept_value<Value>(value))];
            if (number == 0) number = index_.number(looked_up<Value>(value)) + 1;
            return number - 1;
        } else {
            return index_.number(looked_up<Value>(value));
        }
    }

    [[nodiscard]] entity_index<id_type> index() && noexcept { return std::move(index_); }

private:
    entity_index<id_type> index_;
    std::array<std::uint32_t, small ? 256 : 0> table_{};  // 1 more than the number of each, or 0
};

/// They are not split.
template <>
class split_values<void> {};

}  // namespace emptor::detail
