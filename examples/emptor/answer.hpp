// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Asks the question of the whole log and of each of its groups.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <emptor/funnel/funnel.hpp>
#include <emptor/funnel/process_report.hpp>
#include <emptor/process/model.hpp>

#include "attempts.hpp"
#include "journeys.hpp"
#include "kept_log.hpp"
#include "log.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "views.hpp"

namespace program {

using account_type = emptor::process_report<emptor::model, elapsed>;

/// What is answered: the funnel, its groups and views, and what a process did with the events.
struct answer {
    views_type views;
    std::optional<account_type> account{};
};

/// Puts a name to each report, and the largest group first.
template <class Names>
[[nodiscard]] std::vector<funnel_group> named_groups(std::vector<funnel_answer> reports, const Names& names) {
    std::vector<funnel_group> groups;
    for (std::size_t number = 0; number < reports.size(); ++number) {
        const std::string value{names[number]};
        groups.push_back({value.empty() ? "(missing)" : value, std::move(reports[number])});
    }
    std::erase_if(groups, [](const auto& group) { return group.report.events() == 0; });  // nobody's first event
    std::sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) {
        return a.report.entities() != b.report.entities() ? a.report.entities() > b.report.entities()
                                                          : a.value < b.value;
    });
    return groups;
}

/// The report without the events that were counted only because entities turned up, and with those that were put in
/// order.
/// @param late how many of them there were; nothing where they were left out.
[[nodiscard]] inline funnel_answer put_right(const funnel_answer& counted, bool arrived,
                                             std::optional<std::uint64_t> late) {
    emptor::funnel_totals totals = counted.totals();
    if (arrived) totals.events -= totals.entities;
    if (late) {
        totals.out_of_order = *late;
        totals.sorted = true;
    }
    return {{counted.steps().begin(), counted.steps().end()}, totals, counted.window(), counted.confidence()};
}

/// Some groups of a log, from one up to another.
struct group_range {
    std::size_t first, end;
};

/// The report of a question that the plain counters answer.
template <class Question>
[[nodiscard]] funnel_answer counted_plainly(const Question& question, const kept_log& kept, group_range groups) {
    const std::size_t first = kept.log.who_before[groups.first];
    const std::size_t end = kept.log.who_before[groups.end];
    auto counter = question.template grouped_counter<moment>();
    counter.reserve(end - first);
    for (std::size_t who = first; who < end; ++who) {
        const auto rows = kept.log.rows_of(who);
        counter.next_entity();
        if (kept.arrival.bits != 0) counter.count_seen(rows.front().when, kept.arrival);
        for (const event_row& row : rows) counter.count_seen(row.when, kept.steps[row.what]);
    }
    return std::move(counter).report();
}

[[nodiscard]] inline funnel_answer counted_plainly(const step_names& steps, const funnel_options& options,
                                                   const kept_log& kept, group_range groups) {
    return options.within
               ? counted_plainly(emptor::funnel{steps, emptor::within(*options.within), emptor::timed}, kept, groups)
               : counted_plainly(emptor::funnel{steps}, kept, groups);
}

[[nodiscard]] inline counted_attempts attempts_in(const step_names& steps, const funnel_options& options,
                                                  const kept_log& kept, group_range groups) {
    attempts_counter counter{steps, options};
    for (std::size_t who = kept.log.who_before[groups.first]; who < kept.log.who_before[groups.end]; ++who) {
        const auto rows = kept.log.rows_of(who);
        const std::uint32_t number = rows.front().who;
        if (kept.arrival.bits != 0) counter.count(number, rows.front().when, {.steps = kept.arrival});
        for (const event_row& row : rows) counter.count(number, row.when, kept.looked[row.what]);
    }
    return counter.attempts();
}

/// Adds what is asked of the attempts.
inline void add_views(views_type& views, counted_attempts& attempts, const funnel_options& options, progress& shown) {
    watch(attempts, options);
    if (options.views.trend) views.trend = trend_of(attempts, options);
    if (options.views.quantiles.empty()) return;
    views.quantiles = options.views.quantiles;
    views.times = times_of(attempts);
    if (views.times.front().waiting()) return;
    note(shown,
         "how long those waited who have not come through yet is not known: in these words an entity has no first "
         "attempt; leave out what says how events become attempts, or say --from first_start");
}

/// Adds the groups where they are to be shown, and compares them where that is asked for.
inline void add_groups(views_type& views, std::vector<funnel_group> groups, const step_names& steps,
                       const funnel_options& options, progress& shown) {
    if (!options.views.compare.empty()) views.comparison = compared(groups, steps, options, shown);
    if (options.shows_groups) views.groups = emptor::io::groups_view<elapsed>{options.by, std::move(groups), true};
}

/// Reads the log into memory, puts it in order where it is not, and asks.
[[nodiscard]] inline answer ask_in_memory(const asked_log& asked, const funnel_options& options, log_names& names,
                                          progress& shown) {
    const step_names& steps = asked.steps;
    const kept_log kept = keep(asked, options, names, shown);
    const gathered_rows& log = kept.log;
    const bool arrived = kept.arrival.bits != 0;
    const group_range all{0, log.groups()};
    const auto put_right_in = [&](const funnel_answer& counted, group_range groups) {
        return put_right(counted, arrived, log.late_before[groups.end] - log.late_before[groups.first]);
    };
    const auto counted = [&](group_range groups) {
        return put_right_in(options.matching ? attempts_in(steps, options, kept, groups).report()
                                             : counted_plainly(steps, options, kept, groups),
                            groups);
    };
    std::optional<counted_attempts> attempts;
    if (options.matching || options.views.need_attempts()) attempts = attempts_in(steps, options, kept, all);
    answer found{.views = {.funnel = attempts ? put_right_in(attempts->report(), all) : counted(all)}};
    if (asked.through != nullptr) found.account = asked.through->report(found.views.funnel);
    if (attempts) {
        add_views(found.views, *attempts, options, shown);
        if (options.views.next > 0) found.views.lost = lost_of(*attempts, kept, names, options);
        attempts.reset();
    }
    if (auto cohorts = cohorts_for(options)) {
        for (std::size_t who = 0; who < log.entities(); ++who) {
            const auto rows = log.rows_of(who);
            if (arrived) count_in(*cohorts, rows.front().who, rows.front().when, {.steps = kept.arrival});
            for (const event_row& row : rows) count_in(*cohorts, row.who, row.when, kept.looked[row.what]);
        }
        found.views.retention = retention_of(*cohorts, steps, arrived ? log.entities() : 0, options);
    }
    if (options.by.empty()) return found;
    std::vector<funnel_answer> reports;
    for (std::size_t group = 0; group < log.groups(); ++group) reports.push_back(counted({group, group + 1}));
    add_groups(found.views, named_groups(std::move(reports), names.groups), steps, options, shown);
    return found;
}

/// Counts the events as they come, and keeps none of them.
[[nodiscard]] inline answer ask_in_passing(const asked_log& asked, const funnel_options& options, log_names& names,
                                           progress& shown) {
    struct entity {
        moment latest;
        std::uint32_t group;
    };
    const step_names& steps = asked.steps;
    attempts_counter all{steps, options};
    std::vector<attempts_counter> counters;  // of each group
    std::vector<entity> entities;
    std::vector<looked_at> looked;
    auto cohorts = cohorts_for(options);
    bool arrived = false;
    const auto count = [&](const event_row& row, std::uint32_t group, const looked_at& what) {
        all.count(row.who, row.when, what);
        if (!options.by.empty()) counters[group].count(row.who, row.when, what);
        if (cohorts && row.when >= entities[row.who].latest) count_in(*cohorts, row.who, row.when, what);
    };
    read_log(options, names, shown, [&](const event_row& row, std::uint32_t group) {
        if (asked.through != nullptr) asked.through->learn(names.what);
        while (asked.through == nullptr && looked.size() <= row.what) {
            looked.push_back(looked_at_text(asked, names.what[looked.size()], options));
        }
        while (!options.by.empty() && counters.size() < names.groups.size()) counters.emplace_back(steps, options);
        if (row.who == entities.size()) {
            entities.push_back({row.when, group});
            const emptor::step_set taken = asked.through != nullptr ? asked.through->admit() : emptor::step_set{};
            arrived = taken.bits != 0;
            if (arrived) count(row, group, {.steps = taken});
        }
        entity& own = entities[row.who];
        looked_at what{};
        if (asked.through == nullptr) {
            what = looked[row.what];
        } else if (row.when >= own.latest) {
            what = looked_at_steps(asked.through->count(row.who, row.what), steps.size());
        }
        count(row, own.group, what);
        own.latest = std::max(own.latest, row.when);
    });
    counted_attempts attempts = all.attempts();
    answer found{.views = {.funnel = put_right(attempts.report(), arrived, std::nullopt)}};
    if (asked.through != nullptr) found.account = asked.through->report(found.views.funnel);
    add_views(found.views, attempts, options, shown);
    if (cohorts) {
        found.views.retention = retention_of(*cohorts, steps, arrived ? entities.size() : 0, options);
    }
    if (options.by.empty()) return found;
    std::vector<funnel_answer> reports;
    for (attempts_counter& counter : counters) {
        reports.push_back(put_right(counter.attempts().report(), arrived, std::nullopt));
    }
    add_groups(found.views, named_groups(std::move(reports), names.groups), steps, options, shown);
    return found;
}

/// Asks the question of the log.
[[nodiscard]] inline answer ask(const asked_log& asked, const funnel_options& options, log_names& names,
                                progress& shown) {
    return options.presorted ? ask_in_passing(asked, options, names, shown)
                             : ask_in_memory(asked, options, names, shown);
}

}  // namespace program
