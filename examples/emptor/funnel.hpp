// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// `emptor funnel`: how many got how far, in a log or in a table with one row an entity, by names or through a process.

#include "funnel_words.hpp"

namespace program {

/// Answers, and writes the answer where it was asked for.
/// @throws failure for whatever keeps it from being answered and written whole.
void run_funnel(const funnel_words& said);

}  // namespace program
