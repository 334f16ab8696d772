// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// An answer in the format that was asked for.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <emptor/io/html.hpp>
#include <emptor/io/json.hpp>
#include <emptor/io/report_csv.hpp>
#include <emptor/io/svg.hpp>
#include <emptor/io/text.hpp>

#include "answer.hpp"
#include "messages.hpp"
#include "options.hpp"
#include "progress.hpp"

namespace program {

/// The names of the formats, in the order of the enumerators; a file's name may end with one.
inline constexpr std::array<std::string_view, 5> format_names{"text", "json", "csv", "svg", "html"};

template <class Report>
[[nodiscard]] std::string rendered(const Report& report, format as, std::string_view title) {
    switch (as) {
        case format::text:
            return emptor::io::text(report, title);
        case format::json:
            return emptor::io::json(report);
        case format::csv:
            return emptor::io::csv(report);
        case format::svg:
            return emptor::io::svg(report, title);
        case format::html:
            return emptor::io::html(report, title);
    }
    return {};
}

/// The answer as it is to be written. JSON and CSV hold all groups, what is read by people the largest.
template <class Report>
[[nodiscard]] std::string rendered(const answer<Report>& found, const funnel_options& options, progress& shown) {
    constexpr std::size_t most_groups = 24;
    const emptor::funnel_report<elapsed>& overall = found.overall;
    if (options.by.empty()) return rendered(overall, options.format, options.title);
    emptor::io::breakdown<elapsed> groups{options.by, overall, found.groups};
    const bool for_people = options.format != format::json && options.format != format::csv;
    if (for_people && groups.groups.size() > most_groups) {
        note(shown, "--by " + options.by + " makes " + std::to_string(groups.groups.size()) + " groups; the " +
                        std::to_string(most_groups) + " largest are shown, and all of them with --format json or csv");
        groups.groups.erase(groups.groups.begin() + most_groups, groups.groups.end());
    }
    return rendered(groups, options.format, options.title);
}

}  // namespace program
