// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// `emptor discover`: the process that a log proposes.

#include <string>
#include <vector>

#include "funnel_words.hpp"

namespace program {

/// The options of `emptor discover` as they were written.
struct discover_words {
    funnel_words log;  ///< those that say where events are and how they are written, and the output
    std::string at_least = "1";
    std::string space = "discovered";
    bool keep_stages{};
};

/// Answers, and writes the answer where it was asked for.
/// @throws failure for whatever keeps it from being answered and written whole.
void run_discover(const discover_words& said);

}  // namespace program
