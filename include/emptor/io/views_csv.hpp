// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A funnel with its views as one CSV, for spreadsheets and data frames.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/io/detail/escape.hpp>
#include <emptor/io/detail/plain_views.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/funnel_views.hpp>
#include <emptor/io/report_csv.hpp>

namespace emptor::io {

namespace detail {

/// Rows of one number each: what it is of, what it is, and its interval.
class long_csv {
public:
    explicit long_csv(bool has_unit) : unit_{has_unit ? "_seconds" : ""} {}

    /// What the rows that follow are of.
    void of(std::string_view part, std::string_view whole, std::string_view item) {
        head_ = csv_field(part) + "," + csv_field(whole) + "," + csv_field(item) + ",";
    }

    void number(std::string_view measure, const std::optional<double>& value,
                const std::optional<interval>& range = {}) {
        if (finite(value)) row(measure, exact(*value), finite(range));
    }
    void count(std::string_view measure, const std::optional<std::uint64_t>& value) {
        if (value) row(measure, std::to_string(*value), std::nullopt);
    }
    void time(std::string_view measure, const std::optional<double>& value, const std::optional<interval>& range = {}) {
        number(std::string{measure} + unit_, value, range);
    }

    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    void row(std::string_view measure, const std::string& value, const std::optional<interval>& range) {
        text_.append(head_).append(measure).append(",").append(value).append(",");
        if (range) text_.append(exact(range->low)).append(",").append(exact(range->high));
        if (!range) text_.append(",");
        text_.append("\r\n");
    }

    std::string unit_;
    std::string head_;
    std::string text_{"part,of,item,measure,value,low,high\r\n"};
};

inline void csv_part(long_csv& out, std::string_view part, std::string_view whole, const plain_report& report) {
    for (const plain_step& step : report.steps) {
        out.of(part, whole, step.name);
        out.count("entities", step.entities);
        out.number("share_of_first", step.share_of_first, step.interval_of_first);
        out.number("share_of_previous", step.share_of_previous, step.interval_of_previous);
        out.count("drop_off", step.drop_off);
        out.count("expired", step.expired);
        out.count("open", step.open);
        out.count("skipped", step.skipped);
        out.count("reversed", step.reversed);
        constexpr const char* names[] = {"from_previous", "since_first_start", "in_attempt"};
        for (std::size_t at = 0; at < 3; ++at) {
            const plain_times& times = step.*clocks[at].times;
            const std::string name{names[at]};
            out.time(name + "_median", times.median);
            out.time(name + "_p90", times.p90);
            out.count(name + "_entities", times.entities);
            out.count(name + "_negative", times.negative);
        }
    }
}

inline void csv_part(long_csv& out, const plain_conversion& times) {
    const std::string whole = times.from_name + " to " + times.to_name;
    out.of("times", whole, "");
    out.count("entities", times.converted);
    out.time("mean", times.mean);
    for (const plain_quantile& one : times.quantiles) {
        out.of("times", whole, exact(one.share));
        out.time("quantile", one.time);
        std::optional<interval> range;
        if (one.of_all.low && one.of_all.high) range = interval{*one.of_all.low, *one.of_all.high};
        out.time("quantile_of_all", one.of_all.time, range);
    }
    for (const number_bin& bin : times.histogram) {
        out.of("histogram", whole, exact(bin.low));
        out.count("entities", bin.numbers);
    }
    if (!times.curve) return;
    out.of("waiting", whole, "");
    out.count("happened", times.curve->happened);
    out.count("censored", times.curve->censored);
    for (const plain_curve_step& step : times.curve->steps) {
        out.of("waiting", whole, exact(step.time));
        out.number("share", step.waiting, step.band);
        out.count("at_risk", step.at_risk);
    }
}

inline void csv_part(long_csv& out, std::string_view whole, const std::vector<retention_cell>& cells) {
    for (std::size_t at = 0; at < cells.size(); ++at) {
        const retention_cell& cell = cells[at];
        out.of("retention", whole, std::to_string(at));
        out.count("entities", cell.retained.chances());
        out.count("retained", cell.retained.taken());
        out.number("share", cell.retained.rate(), cell.plausible);
        out.count("partial", cell.partial ? 1 : 0);
    }
}

inline void csv_part(long_csv& out, const rate_comparison& rates) {
    for (const group_rate& group : rates.groups()) {
        out.of("comparison", rates.what(), group.name);
        out.count("entities", group.rate.chances());
        out.count("taken", group.rate.taken());
        out.number("share", group.rate.rate());
    }
    for (const rate_contrast& one : rates.contrasts()) {
        out.of("comparison", rates.what(), one.group().name + " against " + one.baseline().name);
        out.number("difference", one.apart().value, one.apart().plausible);
        out.number("p", one.p());
        out.number("holm_p", one.holm_p());
        out.number("benjamini_hochberg_p", one.benjamini_hochberg_p());
    }
    out.of("comparison", rates.what(), "");
    if (rates.chi_squared()) {
        out.number("chi_squared", rates.chi_squared()->statistic);
        out.number("chi_squared_p", rates.chi_squared()->p);
    }
    if (rates.g()) {
        out.number("g", rates.g()->statistic);
        out.number("g_p", rates.g()->p);
    }
}

inline void csv_part(long_csv& out, const plain_lost& lost) {
    out.of("lost", lost.name, "");
    out.count("entities", lost.entities);
    out.count("none", lost.none);
    out.count("without", lost.without);
    for (std::size_t n = 0; n < lost.next.size(); ++n) {
        for (const auto& [name, count] : lost.next[n]) {
            out.of("lost", lost.name, name);
            out.count("next_" + std::to_string(n + 1), count);
        }
    }
}

[[nodiscard]] inline std::string csv_of(const plain_views& views) {
    if (views.plain_funnel()) return views.has_groups ? csv_of(views.funnel) : csv_of(views.report());
    long_csv out{views.has_unit()};
    csv_part(out, "funnel", "", views.report());
    for (const plain_group& group : views.funnel.groups) csv_part(out, "groups", group.value, group.report);
    for (const plain_conversion& times : views.times) csv_part(out, times);
    if (views.trend) {
        for (const plain_bucket& bucket : views.trend->buckets) {
            out.of("trend", bucket.name, "");
            out.count("began", bucket.entered);
            out.number("share_of_first", bucket.share.rate(), bucket.range);
            if (views.trend->watched) out.count("open", bucket.open ? 1 : 0);
            for (std::size_t at = 0; at < bucket.reached.size(); ++at) {
                out.of("trend", bucket.name, views.report().steps[at].name);
                out.count("reached", bucket.reached[at]);
            }
        }
    }
    if (views.retention != nullptr) {
        for (const retention_cohort& cohort : views.retention->triangle.cohorts)
            csv_part(out, cohort.name, cohort.cells);
        csv_part(out, "all", views.retention->triangle.overall);
    }
    if (views.comparison != nullptr) {
        for (const rate_comparison& rates : views.comparison->rates) csv_part(out, rates);
    }
    for (const plain_lost& lost : views.lost) csv_part(out, lost);
    return out.text();
}

}  // namespace detail

/// The views as one CSV (RFC 4180) in long form: a header, then a row for each number. What is absent has no row.
///
/// - `part` is `funnel`, `groups`, `times`, `histogram`, `waiting`, `trend`, `retention`, `comparison` or `lost`;
/// - `of` is whose number it is: nothing for the funnel, else the group, the way from step to step, the bucket, the
///   cohort, what is compared, or the step;
/// - `item` is which of theirs: the step, the share of a quantile, the time, the period, the group or contrast, the
///   next event;
/// - `measure` is what the number is; times end with `_seconds` where the report has a unit;
/// - `value`, `low` and `high` are the number and its interval, if it has one.
///
/// Of `histogram` and `waiting` the item is a time in the same unit: where a bin begins, or where the curve has a step
/// (at most 402, as in `json`). A funnel alone, or with its groups, is written as the CSV of its report is.
/// @throws std::invalid_argument for a quantile outside [0, 1].
template <class Elapsed>
[[nodiscard]] std::string csv(const funnel_views<Elapsed>& views) {
    return detail::csv_of(detail::plain(views));
}

}  // namespace emptor::io
