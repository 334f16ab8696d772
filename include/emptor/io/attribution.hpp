// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Credits of channels as text, JSON and CSV.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/flow/attribution.hpp>
#include <emptor/io/detail/escape.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/report_tables.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/io/detail/table.hpp>
#include <emptor/io/json.hpp>
#include <emptor/io/report_csv.hpp>

namespace emptor::io {

/// What a rule credits the channels with.
struct rule_credits {
    std::string rule;  ///< its name, such as "last"
    attribution_credits credits;
};

/// Rules beside each other, all about the same journeys.
struct attribution_view {
    std::vector<rule_credits> rules;
    attribution_totals totals;
};

namespace detail {

/// Whether any conversion was worth something.
[[nodiscard]] inline bool has_value(const attribution_view& view) {
    return std::ranges::any_of(view.rules, [](const rule_credits& each) { return each.credits.total().value > 0; });
}

/// A row a channel, a column a rule.
[[nodiscard]] inline table credits_table(const attribution_view& view, double channel_credit::* credit,
                                         std::uint64_t journey_tally::* tally, const char* over) {
    const attribution_credits& first = view.rules.front().credits;
    table out{{.heading = "channel", .is_text = true}};
    for (const channel_credit& each : first) out[0].cells.push_back(visible(each.channel));
    const bool nobody = first.unattributed().*tally > 0;
    if (nobody) out[0].cells.emplace_back("(no channel)");
    out[0].cells.emplace_back("all");
    for (const rule_credits& rule : view.rules) {
        column one{.over = over, .heading = visible(rule.rule)};
        for (const channel_credit& each : rule.credits) one.cells.push_back(rounded(each.*credit, 1));
        if (nobody) one.cells.push_back(rounded(static_cast<double>(rule.credits.unattributed().*tally), 1));
        one.cells.push_back(rounded(static_cast<double>(rule.credits.total().*tally), 1));
        out.push_back(std::move(one));
    }
    return out;
}

[[nodiscard]] inline std::string text_of(const attribution_view& view, std::string_view title) {
    std::string out = title.empty() ? "" : visible(title) + "\n\n";
    if (!view.rules.empty()) {
        out += render(credits_table(view, &channel_credit::conversions, &journey_tally::conversions, "conversions"));
        if (has_value(view)) {
            out += "\n" + render(credits_table(view, &channel_credit::value, &journey_tally::value, "value"));
        }
        const journey_tally& all = view.rules.front().credits.total();
        out += "\n" + counted(all.journeys, "journey", "journeys") + ", " + grouped(all.conversions) +
               " of them converted.\n";
    }
    const attribution_totals& totals = view.totals;
    out += counted(totals.events, "event", "events") + ": " + counted(totals.touches, "touch", "touches") +
           " of a channel, " + counted(totals.bare_conversions, "conversion", "conversions") + " without one, " +
           grouped(totals.unknown) + " neither; ";
    out += totals.out_of_order == 0 ? "none was out of order"
                                    : counted(totals.out_of_order, "was", "were") + " out of order and " +
                                          (totals.sorted ? "put in order" : "left out");
    return out + ".\n";
}

[[nodiscard]] inline std::string json_of(const attribution_view& view) {
    std::string out = "{";
    json_member(out, "  ", "events", std::to_string(view.totals.events));
    json_member(out, "  ", "touches", std::to_string(view.totals.touches));
    json_member(out, "  ", "bare_conversions", std::to_string(view.totals.bare_conversions));
    json_member(out, "  ", "unknown", std::to_string(view.totals.unknown));
    json_member(out, "  ", "out_of_order", std::to_string(view.totals.out_of_order));
    json_member(out, "  ", "sorted", view.totals.sorted ? "true" : "false");
    const auto tally = [](const journey_tally& seen) {
        return "{\"journeys\": " + std::to_string(seen.journeys) +
               ", \"conversions\": " + std::to_string(seen.conversions) + ", \"value\": " + std::to_string(seen.value) +
               "}";
    };
    std::string rules = "[";
    for (const auto& [name, credits] : view.rules) {
        std::string one = "{";
        json_member(one, "    ", "rule", json_string(name));
        json_member(one, "    ", "total", tally(credits.total()));
        json_member(one, "    ", "unattributed", tally(credits.unattributed()));
        std::string channels;
        for (const channel_credit& each : credits) {
            channels.append(channels.empty() ? "\n" : ",\n").append("      {\"channel\": " + json_string(each.channel));
            channels.append(", \"conversions\": " + exact(each.conversions));
            channels.append(", \"value\": " + exact(each.value) + "}");
        }
        json_member(one, "    ", "credits", channels.empty() ? "[]" : "[" + channels + "\n    ]");
        rules.append(rules.size() > 1 ? ", " : "").append(one).append("\n  }");
    }
    json_member(out, "  ", "rules", rules + "]");
    return out + "\n}\n";
}

}  // namespace detail

/// A table with a row a channel and a column a rule, another for values where there are any, and what went in. The
/// numbers of each column add up to the last row but for their rounding to one decimal.
[[nodiscard]] inline std::string text(const attribution_view& view, std::string_view title = {}) {
    return detail::text_of(view, title);
}

/// One JSON object (RFC 8259) that ends with a line feed: what went in, and for each rule its `credits`, which read
/// back exactly and add up, with `unattributed`, to `total`.
[[nodiscard]] inline std::string json(const attribution_view& view) { return detail::json_of(view); }

/// CSV (RFC 4180, so lines end with CR LF): a row for each rule and channel; conversions without a channel have an
/// empty one.
[[nodiscard]] inline std::string csv(const attribution_view& view) {
    std::string out = "rule,channel,conversions,value\r\n";
    const auto row = [&](const std::string& rule, std::string_view channel, double conversions, double value) {
        out += detail::csv_field(rule) + "," + detail::csv_field(channel);
        detail::csv_cell(out, std::optional{conversions});
        detail::csv_cell(out, std::optional{value});
        out += "\r\n";
    };
    for (const auto& [name, credits] : view.rules) {
        for (const channel_credit& each : credits) row(name, each.channel, each.conversions, each.value);
        const journey_tally& nobody = credits.unattributed();
        if (nobody.conversions == 0) continue;
        row(name, "", static_cast<double>(nobody.conversions), static_cast<double>(nobody.value));
    }
    return out;
}

}  // namespace emptor::io
