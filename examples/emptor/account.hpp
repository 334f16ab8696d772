// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a process did with the events of a log, as text and as JSON.

#include <cstdint>
#include <string>
#include <string_view>

#include <emptor/io/detail/escape.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/table.hpp>
#include <emptor/process/label.hpp>
#include <emptor/process/model.hpp>

#include "answer.hpp"
#include "options.hpp"

namespace program {

/// Below the funnel: how many events moved, were refused or are unknown, what was refused, and where everyone is.
[[nodiscard]] inline std::string account_as_text(const account_type& report, const emptor::model& process) {
    using emptor::io::detail::grouped;
    std::uint64_t refused = 0;
    for (const auto& move : report.refused()) refused += move.count;
    std::string out = "\nThrough the process: " + grouped(report.moved()) + " moved, " + grouped(refused) +
                      " refused, " + grouped(report.unknown()) + " unknown.\n";
    if (refused > 0) {
        emptor::io::detail::table lines{
            {.heading = "refused in stage", .is_text = true},
            {.heading = "event", .is_text = true},
            {.heading = "role", .is_text = true},
            {.heading = "reason", .is_text = true},
            {.heading = "events", .is_text = false},
        };
        for (const auto& move : report.refused()) {
            lines[0].cells.emplace_back(process.name(move.stage));
            lines[1].cells.emplace_back(process.name(move.event));
            lines[2].cells.emplace_back(move.role ? process.name(*move.role) : "–");
            lines[3].cells.emplace_back(emptor::label(move.reason));
            lines[4].cells.push_back(grouped(move.count));
        }
        out += "\n" + emptor::io::detail::render(lines);
    }
    emptor::io::detail::table census{{.heading = "now in stage", .is_text = true},
                                     {.heading = "entities", .is_text = false}};
    for (const auto& [stage, entities] : report.now()) {
        census[0].cells.emplace_back(process.name(stage));
        census[1].cells.push_back(grouped(entities));
    }
    return out + "\n" + emptor::io::detail::render(census);
}

/// The same as members of the report's object: `moved`, `unknown`, `refused` and `now`.
[[nodiscard]] inline std::string account_as_json(const account_type& report, const emptor::model& process) {
    using emptor::io::detail::json_string;
    const auto list = [](std::string_view name, const auto& each, auto object) {
        std::string out = ",\n  \"" + std::string{name} + "\": [";
        bool first = true;
        for (const auto& one : each) {
            out += std::string{first ? "" : ","} + "\n    {" + object(one) + "}";
            first = false;
        }
        return out + (first ? "]" : "\n  ]");
    };
    return ",\n  \"moved\": " + std::to_string(report.moved()) +
           ",\n  \"unknown\": " + std::to_string(report.unknown()) +
           list("refused", report.refused(),
                [&](const auto& move) {
                    return "\"stage\": " + json_string(process.name(move.stage)) +
                           ", \"event\": " + json_string(process.name(move.event)) +
                           ", \"role\": " + (move.role ? json_string(process.name(*move.role)) : "null") +
                           ", \"reason\": " + json_string(emptor::label(move.reason)) +
                           ", \"count\": " + std::to_string(move.count);
                }) +
           list("now", report.now(), [&](const auto& each) {
               return "\"stage\": " + json_string(process.name(each.stage)) +
                      ", \"entities\": " + std::to_string(each.entities);
           });
}

/// Adds the account to a rendered report, in the formats that have room for it.
[[nodiscard]] inline std::string with_account(std::string rendered, const account_type& report,
                                              const emptor::model& process, format as) {
    if (as == format::text) return rendered + account_as_text(report, process);
    if (as != format::json) return rendered;
    rendered.resize(rendered.rfind('}'));
    while (rendered.ends_with('\n')) rendered.pop_back();
    return rendered + account_as_json(report, process) + "\n}\n";
}

}  // namespace program
