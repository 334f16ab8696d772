// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What is said on standard error while the work goes on.

#include <cstdio>
#include <string>

#include "progress.hpp"

namespace program {

/// Something that is allowed but probably not meant.
inline void warn(progress& shown, const std::string& sentence) {
    shown.erase();
    std::fputs(("emptor: warning: " + sentence + "\n").c_str(), stderr);
}

/// Something worth knowing.
inline void note(progress& shown, const std::string& sentence) {
    shown.erase();
    std::fputs(("emptor: note: " + sentence + "\n").c_str(), stderr);
}

}  // namespace program
