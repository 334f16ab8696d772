// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The tables behind the charts of a funnel's views.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <emptor/io/detail/plain_views.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/report_tables.hpp>
#include <emptor/io/detail/svg_intervals.hpp>
#include <emptor/io/detail/svg_lost.hpp>
#include <emptor/io/detail/table.hpp>
#include <emptor/io/detail/view_sentences.hpp>

namespace emptor::io::detail {

/// How many rows a table for people has at most; programs get all of them, as JSON or CSV.
inline constexpr std::size_t most_table_rows = 400;

/// A table with the name under which it stands.
struct named_table {
    std::string name{};
    table columns{};
};

/// What is said of rows that are left out of a table of `all`; nothing where none is.
[[nodiscard]] inline std::string rows_left_out(std::size_t all, std::size_t most, const char* which) {
    if (all <= most) return {};
    return std::string{", the "}.append(which).append(" ").append(grouped(most)).append(" of ").append(grouped(all));
}

/// Adds a row to a table that has its columns.
inline void add_row(table& out, std::vector<std::string> cells) {
    for (std::size_t at = 0; at < out.size() && at < cells.size(); ++at) out[at].cells.push_back(std::move(cells[at]));
}

[[nodiscard]] inline std::string share_or_absent(const std::optional<double>& share) {
    return share ? percent(*share) : absent;
}
[[nodiscard]] inline std::string range_or_absent(const std::optional<interval>& range) {
    return range ? percent(*range) : absent;
}

/// A row a bucket.
/// @param every_step a column for each step in between, too, if there are few.
[[nodiscard]] inline named_table table_of(const plain_trend& trend, const plain_report& report, bool every_step) {
    const std::size_t steps = report.steps.size();
    const bool between = every_step && steps > 2 && steps <= 8;
    const bool open = std::ranges::any_of(trend.buckets, [](const plain_bucket& one) { return one.open; });
    table out{{"", visible(trend.bucket), true}, {"", "began"}};
    if (between) {
        for (std::size_t at = 1; at + 1 < steps; ++at) out.push_back({"reached", visible(report.steps[at].name)});
    }
    if (steps > 1) {
        out.push_back({between ? "reached" : "", visible(report.steps.back().name)});
        out.push_back({"last of first", "share"});
        out.push_back({"last of first", "interval"});
    }
    if (open) out.push_back({"", "open", true});
    const std::size_t first = trend.buckets.size() - std::min(trend.buckets.size(), most_table_rows);
    for (std::size_t at = first; at < trend.buckets.size(); ++at) {
        const plain_bucket& bucket = trend.buckets[at];
        std::vector<std::string> cells{visible(bucket.name), grouped(bucket.entered)};
        if (between) {
            for (std::size_t step = 1; step + 1 < steps; ++step) cells.push_back(grouped(bucket.reached[step]));
        }
        if (steps > 1) {
            cells.push_back(grouped(bucket.reached.back()));
            cells.push_back(share_or_absent(bucket.share.rate()));
            cells.push_back(range_or_absent(bucket.range));
        }
        if (open) cells.emplace_back(bucket.open ? "open" : "");
        add_row(out, std::move(cells));
    }
    return {"how many began, and how far they got" + rows_left_out(trend.buckets.size(), most_table_rows, "last"),
            std::move(out)};
}

/// A row a way: of those who got there, and of all.
[[nodiscard]] inline named_table table_of(const std::vector<plain_conversion>& all, const plain_views& views) {
    const auto time = [&](const std::optional<double>& value) {
        return value ? time_text(*value, views.has_unit()) : std::string{absent};
    };
    table out{{"", "from", true}, {"", "to", true}, {"", "got there"}, {"", "mean"}};
    for (const double share : views.quantiles) out.push_back({"in the attempt that counts", plain_percent(share)});
    for (const double share : views.quantiles) out.push_back({"of all, from the first attempt", plain_percent(share)});
    out.push_back({"", "under way"});
    for (const plain_conversion& one : all) {
        std::vector<std::string> cells{visible(one.from_name), visible(one.to_name), grouped(one.converted),
                                       time(one.mean)};
        for (const plain_quantile& quantile : one.quantiles) cells.push_back(time(quantile.time));
        for (const plain_quantile& quantile : one.quantiles) cells.push_back(time(quantile.of_all.time));
        cells.push_back(one.curve ? grouped(one.curve->censored) : absent);
        add_row(out, std::move(cells));
    }
    return {std::string{"how long it took"} + (views.has_unit() ? "" : ", in the log’s own unit"), std::move(out)};
}

/// The curve at a dozen times at most.
[[nodiscard]] inline named_table curve_table(const plain_conversion& times, const plain_views& views) {
    table out{{"", "within", true}, {"", "got there"}, {"", "band"}, {"", "at risk"}};
    const std::vector<plain_curve_step>& steps = times.curve->steps;
    constexpr std::size_t most = 12;
    const std::size_t rows = std::min(steps.size(), most);
    for (std::size_t row = 0; row < rows; ++row) {
        const plain_curve_step& step = steps[rows < 2 ? 0 : row * (steps.size() - 1) / (rows - 1)];
        add_row(out, {time_text(step.time, views.has_unit()), percent(1 - step.waiting),
                      range_or_absent(got_there(step.band)), grouped(step.at_risk)});
    }
    return {visible(times.from_name) + " to " + visible(times.to_name) +
                ": share of all that got there, by Kaplan and " + "Meier",
            std::move(out)};
}

[[nodiscard]] inline named_table histogram_table(const plain_conversion& times, const plain_views& views) {
    table out{{"", "from", true}, {"", "up to", true}, {"", "entities"}};
    for (const number_bin& bin : times.histogram) {
        add_row(out,
                {time_text(bin.low, views.has_unit()), time_text(bin.high, views.has_unit()), grouped(bin.numbers)});
    }
    return {visible(times.from_name) + " to " + visible(times.to_name) +
                ": how many took how long, in the attempt that " + "counts",
            std::move(out)};
}

/// A row a cohort, the last of them where there are many, with as many periods.
[[nodiscard]] inline named_table table_of(const retention_view& view, std::size_t most_periods) {
    const std::vector<retention_cohort>& cohorts = view.triangle.cohorts;
    std::size_t longest = 0;
    for (const retention_cohort& cohort : cohorts) longest = std::max(longest, cohort.cells.size());
    const std::size_t periods = std::min(longest, most_periods);
    const std::string over = "% back in " + visible(view.period);
    table out{{"", "started in", true}, {"", "started"}};
    for (std::size_t at = 0; at < periods; ++at) out.push_back({over, std::to_string(at)});
    const auto add = [&](const std::string& name, std::uint64_t entities, const std::vector<retention_cell>& cells) {
        std::vector<std::string> row{name, grouped(entities)};
        for (std::size_t at = 0; at < periods; ++at) {
            if (at >= cells.size()) {
                row.emplace_back();
                continue;
            }
            const auto rate = cells[at].retained.rate();
            row.push_back((rate ? trimmed(*rate * 100, 1) : std::string{absent}) + (cells[at].partial ? "*" : ""));
        }
        add_row(out, std::move(row));
    };
    const std::size_t first = cohorts.size() - std::min(cohorts.size(), most_table_rows);
    for (std::size_t at = first; at < cohorts.size(); ++at) {
        add(visible(cohorts[at].name), cohorts[at].entities, cohorts[at].cells);
    }
    if (!view.triangle.overall.empty()) {
        add("all that were over", view.triangle.overall.front().retained.chances(), view.triangle.overall);
    }
    return {"who came back; * may yet rise" + rows_left_out(cohorts.size(), most_table_rows, "last") +
                (periods < longest ? "; the first " + grouped(periods) + " of " + grouped(longest) + " periods" : ""),
            std::move(out)};
}

/// The rate of each group.
[[nodiscard]] inline named_table rates_table(const rate_comparison& rates) {
    table out{{"", "group", true}, {"", "entities"}, {"", "of them"}, {"", "share"}, {"", "interval"}};
    for (const group_rate& group : rates.groups()) {
        add_row(out, {visible(group.name), grouped(group.rate.chances()), grouped(group.rate.taken()),
                      share_or_absent(group.rate.rate()),
                      group.rate.chances() > 0 ? percent(group.rate.wilson(rates.confidence())) : absent});
    }
    return {visible(rates.what()) + ": the share of each group", std::move(out)};
}

/// So many contrasts at most, the clearest, each with its difference and its test.
[[nodiscard]] inline named_table contrasts_table(const rate_comparison& rates, std::size_t most = most_table_rows) {
    table out{{"", "group", true},  {"", "against", true}, {"points", "apart"},  {"points", "interval"},
              {"p", "of one test"}, {"p", "by Holm"},      {"p", "by B. and H."}};
    const auto p = [](const std::optional<double>& value) { return value ? p_text(*value) : std::string{absent}; };
    for (const rate_contrast* one : clearest_contrasts(rates, most)) {
        const difference& apart = one->apart();
        add_row(out,
                {visible(one->group().name), visible(one->baseline().name), apart.value ? points(*apart.value) : absent,
                 apart.value ? points(apart.plausible.low) + " to " + points(apart.plausible.high) : absent,
                 p(one->p()), p(one->holm_p()), p(one->benjamini_hochberg_p())});
    }
    return {visible(rates.what()) + ": the differences" + rows_left_out(rates.contrasts().size(), most, "clearest"),
            std::move(out)};
}

/// What they did first.
[[nodiscard]] inline named_table table_of(const plain_lost& lost) {
    table out{{"", "next", true}, {"", "entities"}, {"", "share"}};
    for (const lost_row& row : lost_rows(lost, 20)) {
        add_row(out, {visible(row.name), grouped(row.count), percent(share_in(lost, row.count))});
    }
    return {"after " + visible(lost.name) + ": " + people(lost.entities) + " went no further", std::move(out)};
}

/// The most frequent ways on, where more than one event was asked for; empty where not.
[[nodiscard]] inline named_table paths_table(const plain_lost& lost) {
    constexpr std::size_t most = 10;
    if (lost.most < 2 || lost.paths.empty()) return {};
    table out{{"", "their way", true}, {"", "entities"}, {"", "share"}};
    for (std::size_t at = 0; at < std::min(lost.paths.size(), most); ++at) {
        std::string way;
        for (const std::string& state : lost.paths[at].states)
            way.append(way.empty() ? "" : " → ").append(visible(state));
        add_row(out, {way, grouped(lost.paths[at].times), percent(share_in(lost, lost.paths[at].times))});
    }
    return {"after " + visible(lost.name) + ": the ways of at most " + grouped(lost.most) + " events" +
                rows_left_out(lost.distinct, most, "first"),
            std::move(out)};
}

}  // namespace emptor::io::detail
