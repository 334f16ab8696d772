// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Views of funnels to render in tests.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/events/calendar.hpp>
#include <emptor/io/funnel_views.hpp>
#include <emptor/stats/proportion.hpp>

#include "io/reports.hpp"

namespace views {

using reports::seconds;
using all = emptor::io::funnel_views<seconds>;

/// An attempt as `time_to_convert` counts it: by the times of its steps, from 1.
struct attempt {
    std::vector<std::optional<double>> times{};
    bool knows{true};
    bool is_open{};
    double until{};

    [[nodiscard]] std::size_t steps() const { return times.size(); }
    [[nodiscard]] std::optional<double> at(std::size_t step) const { return times[step - 1]; }
    [[nodiscard]] bool knows_first_attempt() const { return knows; }
    [[nodiscard]] std::optional<double> first_attempt_at(std::size_t step) const { return times[step - 1]; }
    [[nodiscard]] std::optional<double> window() const { return 14 * 86400.0; }
    [[nodiscard]] bool open() const { return is_open; }
    [[nodiscard]] double observed_until() const { return until; }
    static double between(double from, double to) { return to - from; }
};

/// A funnel of which so many reached each step.
inline reports::report of_counts(const std::vector<std::string>& names, const std::vector<std::uint64_t>& counts) {
    std::vector<reports::step> steps;
    for (std::size_t at = 0; at < counts.size(); ++at) {
        reports::step one{.name = names[at], .entities = counts[at]};
        const emptor::proportion of_first{counts[0], counts[at]};
        one.share_of_first = of_first.rate();
        if (at > 0) {
            const emptor::proportion of_previous{counts[at - 1], counts[at]};
            one.share_of_previous = of_previous.rate();
            one.interval_of_first = of_first.wilson();
            one.interval_of_previous = of_previous.wilson();
            one.drop_off = counts[at - 1] - counts[at];
            one.expired = *one.drop_off / 4 * 3;
            one.open = *one.drop_off - *one.expired;
            one.from_previous = {counts[at], 0, seconds{3600.0 * static_cast<double>(at)}, seconds{86400}};
            one.since_first_start =
                one.in_attempt = {counts[at], 0, seconds{7200.0 * static_cast<double>(at)}, seconds{2 * 86400}};
        }
        steps.push_back(std::move(one));
    }
    return {steps, {.events = 5 * counts[0], .entities = counts[0]}, seconds{14 * 86400}};
}

/// A shop, week by week, in so many groups: every part of the views, and all parts add up. The same on every machine.
inline all shop(std::size_t weeks = 4, std::size_t channels = 2) {
    const std::vector<std::string> names{"visit", "search", "compare", "purchase <&>"};
    std::vector<std::vector<std::uint64_t>> of_channel(channels, std::vector<std::uint64_t>(4));
    std::vector<std::uint64_t> sum(4);
    const emptor::calendar_bucket by_week{std::chrono::weeks{1}};
    const std::chrono::sys_seconds begin = std::chrono::sys_days{std::chrono::year{2026} / 1 / 5};
    emptor::io::trend_view trend{.bucket = "week", .observed_until = begin + std::chrono::weeks{weeks}};
    emptor::time_to_convert whole{1, 4}, last{3, 4};
    emptor::next_events_report<std::string> lost;
    for (std::size_t week = 0; week < weeks; ++week) {
        emptor::trend_bucket bucket{
            begin + std::chrono::weeks{week}, by_week.name(begin + std::chrono::weeks{week}), {}};
        for (std::size_t channel = 0; channel < channels; ++channel) {
            for (std::size_t buyer = 0; buyer < 60 + 11 * (week * 7 % 5) + 17 * channel; ++buyer) {
                const std::size_t mixed = (buyer * 2654435761U + week * 40503 + channel * 977) >> 7;
                const std::size_t level = mixed % 3 == 0 ? 1 : mixed % 5 < 2 ? 2 : mixed % (7 + channel) < 4 ? 3 : 4;
                attempt one{.times = {0},
                            .is_open = week + 2 >= weeks,
                            .until = 86400.0 * 7 * static_cast<double>(1 + mixed % 2)};
                one.times.resize(4);
                for (std::size_t step = 1; step < level; ++step) {
                    one.times[step] = *one.times[step - 1] + static_cast<double>(mixed % 997 * (step + 1) * 240);
                }
                whole.count(one);
                last.count(one);
                bucket.reach.count((std::uint64_t{1} << level) - 1);
                for (std::size_t step = 0; step < level; ++step) {
                    ++of_channel[channel][step];
                    ++sum[step];
                }
                if (level == 2 && mixed % 11 < 6) ++lost.none;
                if (level == 2 && mixed % 11 >= 6) {
                    const std::vector<std::string> path{mixed % 4 == 0 ? "help & contact" : "home", "news"};
                    lost.paths.count(path);
                }
            }
        }
        trend.buckets.push_back(std::move(bucket));
    }
    lost.without = sum[0] - lost.entities();
    all out{
        .funnel = of_counts(names, sum), .trend = std::move(trend), .times = {whole, last}, .quantiles = {0.5, 0.9}};
    out.groups = emptor::io::groups_view<seconds>{.by = "channel"};
    std::vector<std::pair<std::string, reports::report>> reports;
    for (std::size_t channel = 0; channel < channels; ++channel) {
        const std::string name = channel == 0 ? "web, mobile" : "channel " + std::to_string(channel);
        out.groups->groups.push_back({name, of_counts(names, of_channel[channel])});
        reports.emplace_back(name, out.groups->groups.back().report);
    }
    out.comparison = emptor::io::comparison_view{.by = "channel"};
    if (channels > 1) {
        out.comparison->rates.push_back(emptor::compare_steps(reports, {0, 3}));
        for (std::size_t step = 1; step < 4; ++step) {
            out.comparison->rates.push_back(emptor::compare_steps(reports, {step - 1, step}));
        }
    }
    emptor::retention_triangle triangle;
    for (std::size_t week = 0; week < weeks; ++week) {
        const std::chrono::sys_seconds start = begin + std::chrono::weeks{week};
        emptor::retention_cohort row{.name = by_week.name(start), .start = start, .entities = 200 + week, .cells = {}};
        for (std::size_t period = 0; week + period < weeks; ++period) {
            const emptor::proportion back{row.entities, row.entities / (period + 2) + week % 3};
            row.cells.push_back({back, back.wilson(), week + period + 1 == weeks});
        }
        triangle.entities += row.entities;
        triangle.cohorts.push_back(std::move(row));
    }
    triangle.sum_up();
    out.retention = emptor::io::retention_view{"week", "visit", "any event", std::move(triangle)};
    out.lost.push_back({.step = 2, .most = 2, .next = std::move(lost)});
    return out;
}

/// Any views: any part or none, any bytes in names, any numbers that fit together.
inline all any(std::mt19937_64& random) {
    const auto below = [&](std::uint64_t limit) { return random() % limit; };
    const auto name = [&] {
        constexpr std::string_view parts[] = {"采",  "<b>",  "&amp;", "\"'", "🛒", "]]>",
                                              "_x-", "\x01", "\xFF",  ",",   "a "};
        std::string out;
        for (std::uint64_t left = below(9); left > 0; --left) out += parts[below(std::size(parts))];
        return out;
    };
    const auto time = [&] { return static_cast<double>(below(1000) << below(30)) / 8; };
    const auto share = [&] {
        const std::uint64_t chances = below(3) == 0 ? below(3) : random() >> (24 + below(40));
        return emptor::proportion{chances, chances == 0 ? 0 : below(chances + 1)};
    };
    all out{.funnel = reports::any(random)};
    if (below(2) == 0) {
        const auto groups = reports::any_groups(random);
        out.groups = emptor::io::groups_view<seconds>{groups.by, groups.groups, below(2) == 0};
    }
    if (below(2) == 0) {
        out.trend = emptor::io::trend_view{.bucket = name()};
        std::int64_t start = static_cast<std::int64_t>(below(4'000'000'000)) - 2'000'000'000;
        for (std::uint64_t left = below(200); left > 0; --left, start += static_cast<std::int64_t>(below(90'000))) {
            emptor::trend_bucket bucket{std::chrono::sys_seconds{std::chrono::seconds{start}}, name(), {}};
            for (std::uint64_t times = below(20); times > 0; --times) bucket.reach.count(random() >> below(64));
            out.trend->buckets.push_back(std::move(bucket));
        }
        out.trend->sums = below(2) == 0;
        if (below(2) == 0) out.trend->observed_until = std::chrono::sys_seconds{std::chrono::seconds{start}};
    }
    for (std::uint64_t left = below(3); left > 0; --left) {
        const std::size_t from = 1 + below(63);
        emptor::time_to_convert times{from, from + 1};
        for (std::uint64_t count = below(300); count > 0; --count) {
            attempt one{.knows = left != 2 || count > 1, .is_open = below(2) == 0, .until = time()};
            one.times.resize(from + 1);
            one.times[0] = 0;
            if (below(4) > 0) one.times[from - 1] = from == 1 ? 0 : time();
            if (one.times[from - 1] && below(3) > 0) one.times[from] = *one.times[from - 1] + time();
            times.count(one);
        }
        out.times.push_back(std::move(times));
    }
    out.quantiles.assign(below(4), 0.25);
    if (!out.quantiles.empty()) out.quantiles.front() = static_cast<double>(below(3)) / 2;
    if (below(2) == 0) {
        emptor::retention_triangle triangle;
        for (std::uint64_t left = below(40); left > 0; --left) {
            emptor::retention_cohort row{.name = name(), .start = {}, .entities = 1 + below(1000), .cells = {}};
            for (std::uint64_t cells = below(40); cells > 0; --cells) {
                const auto back = share();
                row.cells.push_back({back, back.wilson(), below(5) == 0});
            }
            triangle.cohorts.push_back(std::move(row));
        }
        triangle.rule = below(2) == 0 ? emptor::bounded : emptor::rolling(3);
        triangle.never_started = below(100);
        triangle.sum_up();
        out.retention = emptor::io::retention_view{name(), name(), name(), std::move(triangle)};
    }
    if (below(2) == 0) {
        out.comparison = emptor::io::comparison_view{.by = name()};
        for (std::uint64_t left = below(10); left > 0; --left) {
            std::vector<emptor::group_rate> groups;
            for (std::uint64_t count = 2 + below(6); count > 0; --count) {
                const std::uint64_t chances = below(500);
                groups.push_back({std::to_string(count) + name(), {chances, chances == 0 ? 0 : below(chances)}});
            }
            out.comparison->rates.push_back(emptor::compare_rates(name(), std::move(groups)));
        }
    }
    for (std::uint64_t left = below(4); left > 0; --left) {
        emptor::io::lost_view lost{1 + below(64), 1 + below(3), {}};
        for (std::uint64_t count = below(20); count > 0; --count) {
            std::vector<std::string> path(1 + below(lost.most));
            for (std::string& state : path) state = name();
            lost.next.paths.count(path, 1 + below(1000));
        }
        lost.next.none = below(1000);
        out.lost.push_back(std::move(lost));
    }
    return out;
}

}  // namespace views
