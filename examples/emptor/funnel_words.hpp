// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The options of `emptor funnel` as they were written.

#include <string>
#include <vector>

#include "matching.hpp"

namespace program {

/// What else is asked of the attempts.
struct view_words {
    std::string trend, zone, retention, returns, compare, baseline, quantiles, next, observed_until;
};

/// All options. Those that say how a log is written are those of the other commands, too.
struct funnel_words {
    std::vector<std::string> files;
    std::string who, when, what, steps, wide, within, by, unit, time_format, encoding, process, role, agreed,
        on_refusal, format, output, title;
    std::string delimiter = ",";
    std::vector<std::string> where, map;
    matching_words matching;
    view_words views;
    bool presorted{};
};

}  // namespace program
