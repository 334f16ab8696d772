// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What else is asked of the attempts of a funnel: when they started, how long they took, who came back, which groups
/// differ, and what the lost did instead.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/events/calendar.hpp>
#include <emptor/flow/next_events.hpp>
#include <emptor/funnel/compare.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/retention_cohorts.hpp>
#include <emptor/funnel/time_to_convert.hpp>
#include <emptor/funnel/trend.hpp>
#include <emptor/io/breakdown.hpp>
#include <emptor/io/funnel_views.hpp>

#include "attempts.hpp"
#include "clock.hpp"
#include "failure.hpp"
#include "kept_log.hpp"
#include "messages.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "views_type.hpp"
#include "words.hpp"

namespace program {

using cohorts_type = emptor::cohort_counter<step_names, std::uint32_t, moment>;

/// A time as messages say it, in UTC.
[[nodiscard]] inline std::string said_time(moment time) {
    return emptor::calendar_bucket{std::chrono::seconds{1}}.name(time) + " UTC";
}

/// Says until when the log was watched.
/// @throws failure if something happened later.
inline void watch(counted_attempts& attempts, const funnel_options& options) {
    const auto& until = options.views.observed_until;
    const auto latest = attempts.latest();
    if (!until || !latest) return;
    if (*until < *latest) {
        throw bad_data("--observed-until is " + said_time(*until) + ", but the last event is of " + said_time(*latest) +
                       "; it must be that or later");
    }
    attempts.observed_until(*until);
}

/// The attempts by when they started, with the buckets in which none did.
[[nodiscard]] inline emptor::io::trend_view trend_of(const counted_attempts& attempts, const funnel_options& options) {
    const named_bucket& asked = *options.views.trend;
    emptor::funnel_trend trend{asked.bucket};
    emptor::io::trend_view view{.bucket = asked.name, .buckets = {}, .sums = true};
    if (attempts.empty()) return view;
    moment first = moment::max();
    moment last = moment::min();
    for (const auto attempt : attempts) {
        trend.count(attempt);
        first = std::min(first, attempt.started());
        last = std::max(last, attempt.started());
    }
    constexpr std::int64_t most = 100'000;
    const std::int64_t buckets = asked.bucket.number(last) - asked.bucket.number(first) + 1;
    if (buckets > most) {
        throw bad_data("--trend " + asked.name + " makes " + std::to_string(buckets) + " buckets of the time from " +
                       said_time(first) + " to " + said_time(last) + "; there can be " + std::to_string(most));
    }
    view.buckets = trend.buckets(first, std::chrono::floor<std::chrono::seconds>(last) + std::chrono::seconds{1});
    view.sums = trend.sums();
    view.observed_until =
        std::chrono::ceil<std::chrono::seconds>(options.views.observed_until.value_or(*attempts.latest()));
    return view;
}

/// How long it took: the whole way, then from each step to the next.
[[nodiscard]] inline std::vector<emptor::time_to_convert> times_of(const counted_attempts& attempts) {
    std::vector<emptor::time_to_convert> times{{1, attempts.steps()}};
    for (std::size_t step = 1; attempts.steps() > 2 && step < attempts.steps(); ++step) {
        times.emplace_back(step, step + 1);
    }
    for (const auto attempt : attempts) {
        for (emptor::time_to_convert& each : times) each.count(attempt);
    }
    return times;
}

[[nodiscard]] inline std::optional<cohorts_type> cohorts_for(const funnel_options& options) {
    if (!options.views.retention) return std::nullopt;
    const emptor::cohort_question asked{emptor::steps(std::vector<std::string>{"start", "return"}),
                                        options.views.retention->bucket};
    return asked.counter<std::uint32_t, moment>();
}

/// Counts an event: who took the first step has started.
inline void count_in(cohorts_type& cohorts, std::uint32_t who, moment when, const looked_at& what) {
    cohorts.count(who, when, emptor::step_set{(what.steps.bits & 1) | (what.returns ? 2U : 0U)});
}

/// @param arrivals how many events were counted that nobody has in the log.
[[nodiscard]] inline emptor::io::retention_view retention_of(cohorts_type& cohorts, const step_names& steps,
                                                             std::uint64_t arrivals, const funnel_options& options) {
    const std::vector<std::string> names = steps.names();
    const std::string& returns = options.views.returns;
    if (options.views.observed_until) cohorts.observed_until(*options.views.observed_until);
    emptor::io::retention_view view{.period = options.views.retention->name,
                                    .start = names.front(),
                                    .back = returns.empty() ? names.back() : returns,
                                    .triangle = cohorts.triangle(emptor::bounded, options.views.periods)};
    view.triangle.events -= arrivals;
    return view;
}

/// The groups against each other: in the share that took the last step of those who took the first, then from each step
/// to the next.
[[nodiscard]] inline emptor::io::comparison_view compared(const std::vector<funnel_group>& groups,
                                                          const step_names& steps, const funnel_options& options,
                                                          progress& shown) {
    const std::string& column = options.views.compare;
    const std::string& baseline = options.views.baseline;
    emptor::io::comparison_view view{.by = column, .rates = {}};
    std::vector<std::pair<std::string, funnel_answer>> named;
    std::vector<std::string> values;
    for (const funnel_group& group : groups) {
        named.emplace_back(group.value, group.report);
        values.push_back(group.value);
    }
    if (named.size() < 2) {
        note(shown, "--compare " + column + " makes " + std::to_string(named.size()) +
                        (named.size() == 1 ? " group" : " groups") + "; to compare takes two");
        return view;
    }
    if (!baseline.empty() && std::find(values.begin(), values.end(), baseline) == values.end()) {
        throw bad_data("--baseline is " + in_quotes(baseline) + ", which is no value of " + in_quotes(column) +
                       hint(baseline, values) + "; the values are " + listed(values));
    }
    const std::size_t most = baseline.empty() ? 24 : 500;
    if (named.size() > most) {
        throw bad_data("--compare " + column + " makes " + std::to_string(named.size()) + " groups; there can be " +
                       std::to_string(most) +
                       (baseline.empty() ? ", or 500 that are compared with one alone (--baseline)" : ""));
    }
    const auto with = baseline.empty() ? emptor::each_pair() : emptor::against(baseline);
    const std::vector<std::string> names = steps.names();
    const auto compare = [&](std::size_t from, std::size_t to) {
        const bool grows = std::any_of(named.begin(), named.end(), [&](const auto& each) {
            return each.second.steps()[from].entities < each.second.steps()[to].entities;
        });
        if (!grows) {
            view.rates.push_back(emptor::compare_steps(named, {from, to}, with));
        } else {
            note(shown, "in a group more took " + in_quotes(names[to]) + " than " + in_quotes(names[from]) +
                            ", so the share of these is not compared");
        }
    };
    compare(0, names.size() - 1);
    for (std::size_t step = 1; names.size() > 2 && step < names.size(); ++step) compare(step - 1, step);
    emptor::adjust_together(view.rates);
    return view;
}

/// Where an entity's events begin that came after it took a step.
[[nodiscard]] inline std::size_t after_step(const kept_log& kept, std::size_t entity, std::size_t step, moment when,
                                            bool any_order) {
    const auto rows = kept.log.rows_of(entity);
    std::size_t first = 0;
    while (first < rows.size() && rows[first].when < when) ++first;
    for (std::size_t i = first; i < rows.size() && rows[i].when == when; ++i) {
        const std::uint64_t steps = kept.steps[rows[i].what].bits;
        if (any_order ? steps != 0 : (steps >> (step - 1) & 1) != 0) return i + 1;
    }
    return first;  // it took the step by turning up
}

/// What those did next who came to a step and no further, for each step but the last.
[[nodiscard]] inline std::vector<emptor::io::lost_view> lost_of(const counted_attempts& attempts, const kept_log& kept,
                                                                const log_names& names, const funnel_options& options) {
    const std::size_t most = options.views.next;
    const bool any_order = options.matching && options.matching->rules.unordered;
    const auto text = [&](const event_row& row) { return event_in(names.what[row.what], options); };
    const auto any = [](std::string_view) { return true; };
    std::vector<emptor::io::lost_view> views;
    for (std::size_t step = 1; step < attempts.steps(); ++step) {
        const auto lost = emptor::lost_after(attempts, step);
        std::vector<event_row> rows;  // of each of them the step it took, and what follows
        for (std::size_t entity = 0; entity < kept.log.entities(); ++entity) {
            const auto own = kept.log.rows_of(entity);
            const auto at = lost.find(own.front().who);
            if (!at) continue;
            const moment when{moment::duration{*at}};
            rows.push_back({.when = when, .who = own.front().who, .what = 0});
            std::size_t next = after_step(kept, entity, step, when, any_order);
            for (const std::size_t end = std::min(own.size(), next + most); next < end; ++next) {
                rows.push_back({own[next].when, own[next].who, kept.text_of(entity, next)});
            }
        }
        views.push_back(
            {step, most, emptor::next_events(any, most)(lost, rows, &event_row::who, &event_row::when, text)});
    }
    return views;
}

}  // namespace program
