// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// `emptor flow`: where those went who were in each state, how long it took, how likely they came to a goal, and if
/// a process allows it.

#include <string>
#include <vector>

#include "funnel_words.hpp"

namespace program {

/// The options of `emptor flow` as they were written.
struct flow_words {
    funnel_words log;  ///< those that say where events are and how they are written, the process, and the output
    std::string top = "10";
    std::string by_step, goal, until;
    std::vector<std::string> what_if;
    bool open{};
    bool still_open{};
};

/// Answers, and writes the answer where it was asked for.
/// @throws failure for whatever keeps it from being answered and written whole.
void run_flow(const flow_words& said);

}  // namespace program
