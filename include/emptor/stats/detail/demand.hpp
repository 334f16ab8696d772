// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What an argument must be, and the error of one that is not.

#include <stdexcept>
#include <string>
#include <string_view>

#include <emptor/stats/detail/written.hpp>

namespace emptor::detail {

/// @throws std::invalid_argument "emptor::<who>: <name> is <value>; it must be <allowed>".
[[noreturn]] inline void refuse(std::string_view who, std::string_view name, double value, std::string_view allowed) {
    std::string error{"emptor::"};
    error.append(who).append(": ").append(name).append(" is ").append(written(value));
    error.append("; it must be ").append(allowed);
    throw std::invalid_argument{error};
}

inline void demand(bool allowed_here, std::string_view who, std::string_view name, double value,
                   std::string_view allowed) {
    if (!allowed_here) refuse(who, name, value, allowed);
}

/// In [0, 1].
inline void demand_probability(std::string_view who, std::string_view name, double value) {
    demand(value >= 0 && value <= 1, who, name, value, "in [0, 1]");
}

/// In (0, 1).
inline void demand_open_probability(std::string_view who, std::string_view name, double value) {
    demand(value > 0 && value < 1, who, name, value, "between 0 and 1, both excluded");
}

inline void demand_confidence(std::string_view who, double value) { demand_open_probability(who, "confidence", value); }

/// Above 0 and finite.
inline void demand_positive(std::string_view who, std::string_view name, double value) {
    demand(value > 0 && is_finite(value), who, name, value, "above 0 and finite");
}

}  // namespace emptor::detail
