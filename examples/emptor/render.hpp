// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// An answer in the format that was asked for.

#include <array>
#include <cstddef>
#include <cstdint>
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

/// The answer as it is to be written. All groups are in it, but for a text, which has the largest and says so.
template <class Report>
[[nodiscard]] std::string rendered(const answer<Report>& found, const funnel_options& options) {
    constexpr std::size_t most_groups = 24;
    const emptor::funnel_report<elapsed>& overall = found.overall;
    if (options.by.empty()) return rendered(overall, options.format, options.title);
    emptor::io::breakdown<elapsed> groups{options.by, overall, found.groups};
    std::string left_out;
    if (options.format == format::text && groups.groups.size() > most_groups) {
        left_out = "\n--by " + options.by + " makes " + std::to_string(groups.groups.size()) + " groups; the " +
                   std::to_string(most_groups) + " largest are shown. --format json or csv has them all.\n";
        groups.groups.erase(groups.groups.begin() + most_groups, groups.groups.end());
    }
    return rendered(groups, options.format, options.title) + left_out;
}

/// Says on standard error what a report in this format has no place for: nothing is left out in silence.
template <class Report>
void note_what_is_not_shown(const answer<Report>& found, const funnel_options& options, progress& shown) {
    const auto& report = found.overall;
    if (options.format == format::csv && report.out_of_order() > 0) {
        note(shown, std::to_string(report.out_of_order()) + " of " + std::to_string(report.events()) +
                        " events were out of order, and " +
                        (report.totals().sorted ? "were put in order" : "were left out"));
    }
    if constexpr (requires { report.refused(); }) {
        if (options.format == format::text || options.format == format::json) return;
        std::uint64_t refused = 0;
        for (const auto& move : report.refused()) refused += move.count;
        note(shown, "of " + std::to_string(report.events()) + " events " + std::to_string(report.moved()) +
                        " moved a buyer, " + std::to_string(refused) + " were refused and " +
                        std::to_string(report.unknown()) +
                        " are unknown to the process; --format text or json says more");
    }
}

}  // namespace program
