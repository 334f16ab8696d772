// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Which events of a process the names in a log stand for.

#include <string>
#include <utility>
#include <vector>

#include "failure.hpp"
#include "list.hpp"
#include "options.hpp"
#include "words.hpp"

namespace program {

/// The pairs of --map.
[[nodiscard]] inline std::vector<mapped_name> mapped_names_in(const std::vector<std::string>& said) {
    std::vector<mapped_name> names;
    for (const std::string& each : said) {
        name_reader reader{"--map", each};
        do {
            mapped_name name{.raw = reader.name("=,", "a name"), .event = {}};
            if (!reader.take('=')) throw bad_usage(reader.said() + "it must be RAW=EVENT, with commas between several");
            name.event = reader.name(",", "the event for " + in_quotes(name.raw));
            names.push_back(std::move(name));
        } while (reader.take(','));
    }
    return names;
}

}  // namespace program
