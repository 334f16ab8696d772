// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a deal begins with.

#include <optional>

namespace emptor {

/// What a deal begins with.
template <class Money, class Time>
struct deal_terms {
    Money amount{};
    std::optional<Money> budget{};
    std::optional<Time> deadline{};
    Time opened{};

    friend constexpr bool operator==(const deal_terms&, const deal_terms&) noexcept = default;
};

}  // namespace emptor
