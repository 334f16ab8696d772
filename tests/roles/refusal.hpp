// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a bad argument is told.

#include <stdexcept>
#include <string>

/// The words in which `act` is refused, or none where it is not.
template <class Act>
std::string refusal(Act act) {
    try {
        act();
    } catch (const std::invalid_argument& refused) {
        return refused.what();
    }
    return "";
}
