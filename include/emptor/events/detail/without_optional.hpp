// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a projection gives, whether or not it may give nothing.

#include <optional>

namespace emptor::detail {

template <class Given>
struct optional_removed {
    using type = Given;
};
template <class Given>
struct optional_removed<std::optional<Given>> {
    using type = Given;
};

/// `Given` without a `std::optional` around it.
template <class Given>
using without_optional = typename optional_removed<Given>::type;

}  // namespace emptor::detail
