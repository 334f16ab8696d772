// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// `emptor attribute`: which channels brought those who bought.

#include <string>
#include <vector>

#include "funnel_words.hpp"

namespace program {

/// The options of `emptor attribute` as they were written.
struct attribute_words {
    funnel_words log;  ///< those that say where events are and how they are written, and the output
    std::string channel, converted, rules = "first,last,linear,position,decay,markov,shapley";
};

/// Answers, and writes the answer where it was asked for.
/// @throws failure for whatever keeps it from being answered and written whole.
void run_attribute(const attribute_words& said);

}  // namespace program
