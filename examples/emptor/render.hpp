// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// An answer in the format that was asked for.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <emptor/io/views_csv.hpp>
#include <emptor/io/views_html.hpp>
#include <emptor/io/views_json.hpp>
#include <emptor/io/views_svg.hpp>
#include <emptor/io/views_text.hpp>

#include "answer.hpp"
#include "messages.hpp"
#include "options.hpp"
#include "progress.hpp"

namespace program {

/// The names of the formats, in the order of the enumerators; a file's name may end with one.
inline constexpr std::array<std::string_view, 5> format_names{"text", "json", "csv", "svg", "html"};

[[nodiscard]] inline std::string rendered(const views_type& views, format as, std::string_view title) {
    switch (as) {
        case format::text:
            return emptor::io::text(views, title);
        case format::json:
            return emptor::io::json(views);
        case format::csv:
            return emptor::io::csv(views);
        case format::svg:
            return emptor::io::svg(views, title);
        case format::html:
            return emptor::io::html(views, title);
    }
    return {};
}

/// The answer as it is to be written. All groups are in it, but for a text, which has the largest and says so.
[[nodiscard]] inline std::string rendered(views_type views, const funnel_options& options) {
    constexpr std::size_t most_groups = 24;
    std::string left_out;
    if (options.format == format::text && views.groups && views.groups->groups.size() > most_groups) {
        auto& groups = views.groups->groups;
        left_out = "\n--by " + options.by + " makes " + std::to_string(groups.size()) + " groups; the " +
                   std::to_string(most_groups) + " largest are shown. --format json or csv has them all.\n";
        groups.erase(groups.begin() + most_groups, groups.end());
    }
    return rendered(views, options.format, options.title) + left_out;
}

/// Says on standard error what a report in this format has no place for: nothing is left out in silence.
inline void note_what_is_not_shown(const answer& found, const funnel_options& options, progress& shown) {
    const funnel_answer& report = found.views.funnel;
    if (options.format == format::csv && report.out_of_order() > 0) {
        note(shown, std::to_string(report.out_of_order()) + " of " + std::to_string(report.events()) +
                        " events were out of order, and " +
                        (report.totals().sorted ? "were put in order" : "were left out"));
    }
    if (!found.account || options.format == format::text || options.format == format::json) return;
    const account_type& account = *found.account;
    std::uint64_t refused = 0;
    for (const auto& move : account.refused()) refused += move.count;
    note(shown, "of " + std::to_string(account.events()) + " events " + std::to_string(account.moved()) +
                    " moved a buyer, " + std::to_string(refused) + " were refused and " +
                    std::to_string(account.unknown()) + " are unknown to the process; --format text or json says more");
}

}  // namespace program
