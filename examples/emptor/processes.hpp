// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Processes to read: the ready-made ones, and those in files.

#include <string>

namespace program {

/// What `emptor process` is asked for, as it was written.
struct process_words {
    std::string name{};
    std::string format = "text";
    std::string language{};
    bool briefs{};
};

/// A process for people and programs to read, or the list of those that are ready-made.
[[nodiscard]] std::string process_page(const process_words& said);

}  // namespace program
