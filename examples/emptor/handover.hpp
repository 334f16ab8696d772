// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// `emptor handover`: who hands over to whom, and who keeps whom waiting.

#include <string>
#include <vector>

#include "funnel_words.hpp"

namespace program {

/// The options of `emptor handover` as they were written.
struct handover_words {
    funnel_words log;  ///< those that say where events are and how they are written, and the output
    std::string approves, refuses, escalates;
};

/// Answers, and writes the answer where it was asked for.
/// @throws failure for whatever keeps it from being answered and written whole.
void run_handover(const handover_words& said);

}  // namespace program
