// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Views without their clock's type, with every number that is shown worked out once.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <emptor/io/detail/civil.hpp>
#include <emptor/io/detail/plain_report.hpp>
#include <emptor/io/funnel_views.hpp>

namespace emptor::io::detail {

/// A quantile of those who got there, and of all who began, with those still under way.
struct plain_quantile {
    double share{};
    std::optional<double> time{};
    survival_quantile of_all{};
};

struct plain_curve_step {
    double time{};
    std::uint64_t at_risk{};
    double waiting{};  ///< share of those who have not got there after this time
    std::optional<interval> band{};
};

/// How the share of those who wait falls.
struct plain_curve {
    std::uint64_t happened{};
    std::uint64_t censored{};
    std::size_t times{};  ///< at how many different times something was seen
    /// At most `most_curve_steps`, each exact: between two of them the share falls by less than half a point, or time
    /// passes by less than 1/200 of the whole.
    std::vector<plain_curve_step> steps{};
};

inline constexpr std::size_t most_curve_steps = 402;

struct plain_conversion {
    std::size_t from{};
    std::size_t to{};
    std::string from_name{};
    std::string to_name{};
    std::uint64_t converted{};
    std::optional<double> mean{};
    std::vector<plain_quantile> quantiles{};
    std::vector<number_bin> histogram{};  ///< at most 20 bins
    std::optional<plain_curve> curve{};   ///< absent where no first attempt is known
};

struct plain_bucket {
    std::string name{};
    std::chrono::sys_seconds start{};
    std::uint64_t entered{};
    std::vector<std::uint64_t> reached{};  ///< each step
    proportion share{};                    ///< the last step of the first
    std::optional<interval> range{};       ///< Wilson's
    bool open{};                           ///< the window of some who started in it was not over when the log ended
};

struct plain_trend {
    std::string bucket{};
    std::vector<plain_bucket> buckets{};
    bool sums{true};
    bool watched{};  ///< it is known which buckets are open
};

using named_count = std::pair<std::string, std::uint64_t>;

struct plain_lost {
    std::size_t step{};
    std::string name{};
    std::size_t most{};
    std::uint64_t entities{};
    std::uint64_t none{};
    std::uint64_t without{};
    std::vector<std::vector<named_count>> next{};  ///< the first event, the second, ...: the most frequent first
    std::vector<path_count<std::string>> paths{};  ///< at most 100, the most frequent first
    std::size_t distinct{};                        ///< how many different paths there are
};

struct plain_views {
    plain_breakdown funnel{};
    bool has_groups{};
    bool groups_sum{true};
    std::optional<double> confidence{};  ///< of the intervals that are worked out here; absent where it is none
    std::optional<plain_trend> trend{};
    std::vector<plain_conversion> times{};
    std::vector<double> quantiles{};
    const retention_view* retention{};  ///< of the views this was made of, as the next
    const comparison_view* comparison{};
    std::vector<plain_lost> lost{};

    [[nodiscard]] const plain_report& report() const noexcept { return funnel.overall; }
    [[nodiscard]] bool has_unit() const noexcept { return funnel.overall.has_unit; }
    /// Nothing but a funnel, and perhaps its groups.
    [[nodiscard]] bool plain_funnel() const noexcept {
        return !trend && times.empty() && retention == nullptr && comparison == nullptr && lost.empty();
    }
};

/// The name of a step, counted from 1.
[[nodiscard]] inline std::string step_name(const plain_report& report, std::size_t step) {
    if (step >= 1 && step <= report.steps.size()) return report.steps[step - 1].name;
    return std::string{"step "}.append(std::to_string(step));
}

/// "2026-11-16T08:00:00Z"; nothing outside of the years 0 to 9999.
[[nodiscard]] inline std::optional<std::string> utc_text(std::chrono::sys_seconds time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::int64_t days = day.time_since_epoch().count();
    if (days < -719'528 || days > 2'932'896) return std::nullopt;
    const civil_date date = date_of(days);
    const auto second = static_cast<std::uint64_t>((time - day).count());
    const auto padded = [](std::uint64_t number, std::size_t width) {
        std::string digits = std::to_string(number);
        if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
        return digits;
    };
    std::string out = padded(date.year, 4);
    out.append("-").append(padded(date.month, 2)).append("-").append(padded(date.day, 2));
    out.append("T").append(padded(second / 3600, 2)).append(":").append(padded(second / 60 % 60, 2));
    return out.append(":").append(padded(second % 60, 2)).append("Z");
}

/// How the share of those who wait falls, in few steps.
/// @param curve that of `seen`.
[[nodiscard]] inline plain_curve plain(const survival& seen, const survival_curve& curve,
                                       std::optional<double> confidence) {
    const auto [happened, censored] = seen.total();
    plain_curve out{.happened = happened, .censored = censored, .times = curve.steps().size()};
    if (curve.steps().empty()) return out;
    const double apart = curve.steps().back().time / 200;
    const survival_step* last = nullptr;
    for (const survival_step& step : curve.steps()) {
        const bool is_last = &step == &curve.steps().back();
        if (last != nullptr && !is_last && step.time - last->time < apart && last->share - step.share < 0.005) continue;
        out.steps.push_back({.time = step.time,
                             .at_risk = step.at_risk,
                             .waiting = step.share,
                             .band = finite(confidence ? step.band(*confidence) : std::nullopt)});
        last = &step;
    }
    return out;
}

[[nodiscard]] inline plain_conversion plain(const time_to_convert& times, const plain_report& report,
                                            std::span<const double> quantiles, std::optional<double> confidence) {
    plain_conversion out{.from = times.from(),
                         .to = times.to(),
                         .from_name = step_name(report, times.from()),
                         .to_name = step_name(report, times.to()),
                         .converted = times.converted(),
                         .mean = finite(times.mean())};
    const std::optional<survival> waiting = times.waiting();
    const std::optional<survival_curve> curve = waiting ? std::optional{waiting->curve()} : std::nullopt;
    for (const double share : quantiles) {
        plain_quantile one{.share = share, .time = finite(times.quantile(share))};
        if (curve && share > 0 && share < 1) {
            one.of_all = confidence ? curve->quantile(share, *confidence)
                                    : survival_quantile{.time = curve->quantile(share).time};
        }
        out.quantiles.push_back(one);
    }
    const auto root = static_cast<std::size_t>(std::ceil(std::cbrt(static_cast<double>(times.converted()))));
    out.histogram = times.histogram(binning{.bins = std::clamp<std::size_t>(root, 1, 20)});
    if (!out.histogram.empty() && out.histogram.back().numbers == 0) out.histogram.pop_back();  // from the last edge on
    if (waiting) out.curve = plain(*waiting, *curve, confidence);
    return out;
}

/// The shortest time between two buckets, in seconds; 0 where there are fewer than two.
[[nodiscard]] inline double bucket_length(std::span<const plain_bucket> buckets) {
    double least = 0;
    for (std::size_t at = 1; at < buckets.size(); ++at) {
        const double apart = static_cast<double>(buckets[at].start.time_since_epoch().count()) -
                             static_cast<double>(buckets[at - 1].start.time_since_epoch().count());
        if (apart > 0 && (least == 0 || apart < least)) least = apart;
    }
    return least;
}

[[nodiscard]] inline plain_trend plain(const trend_view& trend, const plain_report& report,
                                       std::optional<double> confidence) {
    plain_trend out{.bucket = trend.bucket, .sums = trend.sums};
    const std::size_t steps = report.steps.size();
    for (const trend_bucket& bucket : trend.buckets) {
        plain_bucket one{.name = bucket.name, .start = bucket.start, .entered = bucket.entered()};
        for (std::size_t step = 1; step <= steps; ++step) one.reached.push_back(bucket.reached(step));
        if (steps > 0) one.share = bucket.share(1, steps);
        if (confidence && one.share.chances() > 0) one.range = one.share.wilson(*confidence);
        out.buckets.push_back(std::move(one));
    }
    if (!trend.observed_until || !report.window || !report.has_unit) return out;
    out.watched = true;
    const double length = bucket_length(out.buckets);
    const auto until = static_cast<double>(trend.observed_until->time_since_epoch().count());
    for (plain_bucket& bucket : out.buckets) {
        const auto end = static_cast<double>(bucket.start.time_since_epoch().count()) + length;
        bucket.open = end + *report.window > until;
    }
    return out;
}

[[nodiscard]] inline plain_lost plain(const lost_view& lost, const plain_report& report) {
    plain_lost out{.step = lost.step,
                   .name = step_name(report, lost.step),
                   .most = lost.most,
                   .entities = lost.next.entities(),
                   .none = lost.next.none,
                   .without = lost.next.without,
                   .paths = lost.next.paths.top(100),
                   .distinct = lost.next.paths.distinct()};
    for (std::size_t n = 1; n <= lost.most; ++n) {
        auto counts = lost.next.nth(n);
        if (counts.empty()) break;
        out.next.push_back(std::move(counts));
    }
    return out;
}

template <class Elapsed>
[[nodiscard]] plain_views plain(const funnel_views<Elapsed>& views) {
    plain_views out;
    out.funnel.overall = plain(views.funnel);
    const plain_report& report = out.report();
    if (report.confidence > 0 && report.confidence < 1) out.confidence = report.confidence;
    if (views.groups) {
        out.has_groups = true;
        out.groups_sum = views.groups->sums;
        out.funnel.by = views.groups->by;
        for (const auto& group : views.groups->groups) out.funnel.groups.push_back({group.value, plain(group.report)});
    }
    if (views.trend) out.trend = plain(*views.trend, report, out.confidence);
    out.quantiles = views.quantiles;
    for (const time_to_convert& times : views.times) {
        out.times.push_back(plain(times, report, views.quantiles, out.confidence));
    }
    if (views.retention) out.retention = &*views.retention;
    if (views.comparison) out.comparison = &*views.comparison;
    for (const lost_view& lost : views.lost) out.lost.push_back(plain(lost, report));
    return out;
}

}  // namespace emptor::io::detail
