// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Asks the question of the whole log and of each of its groups.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/funnel/funnel.hpp>
#include <emptor/io/breakdown.hpp>

#include "entity_counter.hpp"
#include "image_table.hpp"
#include "log.hpp"
#include "options.hpp"
#include "progress.hpp"

namespace program {

using elapsed = std::chrono::duration<double>;
using groups_by = std::vector<emptor::io::breakdown<elapsed>::group>;

/// The report on the log, and on each of its groups where they were asked for.
template <class Report>
struct answer {
    Report overall;
    groups_by groups{};
};

/// Calls `use` with the question that these steps and words make, with or without a window.
template <class Steps, class Use, class... Words>
auto with_question(const Steps& steps, const funnel_options& options, Use use, Words... words) {
    if (options.within) return use(emptor::funnel{steps, emptor::within(*options.within), emptor::timed, words...});
    return use(emptor::funnel{steps, words...});
}

/// Puts a name to each report, and the largest group first.
template <class Reports>
[[nodiscard]] groups_by named_groups(Reports reports, const name_index& names) {
    groups_by groups;
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

/// The rows of a log by group, then by entity; those of one entity in the order they had. What is counted next to each
/// other stays in the processor's caches.
struct gathered_rows {
    std::vector<event_row> rows;
    std::vector<std::size_t> rows_before;    ///< each entity in the new order, and the end
    std::vector<std::uint32_t> who_before;   ///< each group, and the end
    std::vector<std::uint64_t> late_before;  ///< the same: rows older than one that stood before them for their entity

    [[nodiscard]] std::span<event_row> rows_of(std::size_t who) {
        return std::span{rows}.subspan(rows_before[who], rows_before[who + 1] - rows_before[who]);
    }
};

/// @param group_of the group of an entity.
template <class GroupOf>
[[nodiscard]] gathered_rows gather(const event_rows& rows, std::size_t entities, std::size_t groups, GroupOf group_of) {
    gathered_rows found{std::vector<event_row>(rows.size()), std::vector<std::size_t>(entities + 1),
                        std::vector<std::uint32_t>(groups + 1), std::vector<std::uint64_t>(groups + 1)};
    std::vector<std::size_t> next(entities);  // first how many rows the entity has, then where the next one goes
    rows.for_each([&](const event_row& row) { ++next[row.who]; },
                  [&](const event_row& later) { prefetch(next.data() + later.who); });
    for (std::uint32_t who = 0; who < entities; ++who) ++found.who_before[group_of(who) + 1];
    for (std::size_t group = 0; group < groups; ++group) found.who_before[group + 1] += found.who_before[group];
    std::vector<std::uint32_t> place(entities);
    std::vector<std::uint32_t> free{found.who_before};
    for (std::uint32_t who = 0; who < entities; ++who) {
        place[who] = free[group_of(who)]++;
        found.rows_before[place[who] + 1] = next[who];
    }
    for (std::size_t at = 0; at < entities; ++at) found.rows_before[at + 1] += found.rows_before[at];
    for (std::size_t who = 0; who < entities; ++who) next[who] = found.rows_before[place[who]];
    rows.for_each([&](const event_row& row) { found.rows[next[row.who]++] = row; },
                  [&](const event_row& later) { prefetch(found.rows.data() + next[later.who]); });
    return found;
}

/// Puts the rows of one entity in order of time, those of one time in the order they had.
/// @return how many of them were older than one before them.
[[nodiscard]] inline std::uint64_t put_in_order(std::span<event_row> rows) {
    std::uint64_t late = 0;
    moment latest = moment::min();
    for (const event_row& row : rows) {
        late += row.when < latest ? 1 : 0;
        latest = std::max(latest, row.when);
    }
    if (late == 0) return 0;
    std::vector<std::pair<event_row, std::size_t>> placed;
    for (const event_row& row : rows) placed.emplace_back(row, placed.size());
    std::sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) {
        return std::pair{a.first.when, a.second} < std::pair{b.first.when, b.second};
    });
    std::transform(placed.begin(), placed.end(), rows.begin(), [](const auto& each) { return each.first; });
    return late;
}

/// Puts the rows of every entity in order, and counts those that were not.
inline void put_in_order(gathered_rows& gathered) {
    for (std::size_t group = 0; group + 1 < gathered.who_before.size(); ++group) {
        std::uint64_t late = gathered.late_before[group];
        for (std::size_t who = gathered.who_before[group]; who < gathered.who_before[group + 1]; ++who) {
            late += put_in_order(gathered.rows_of(who));
        }
        gathered.late_before[group + 1] = late;
    }
}

/// Reads the log into memory, and puts it in order where it is not.
/// @param with calls what it is given with the question.
/// @param look gives what the question needs to know of an event from its text, as a `looked_at`.
template <class With, class Look>
[[nodiscard]] auto ask_in_any_order(With with, Look look, const funnel_options& options, log_names& names,
                                    progress& shown) {
    using looked_type = std::invoke_result_t<Look&, std::string_view>;
    struct entry {
        moment first;
        std::uint32_t group;
    };
    event_rows rows;
    bool in_order = true;
    moment latest = moment::min();
    std::vector<looked_type> seen;
    std::vector<entry> entered;  // of each entity, its first event in time
    read_log(options, names, shown, [&](const event_row& row, std::uint32_t group) {
        if (row.what == seen.size()) seen.push_back(look(names.what[row.what]));
        rows.push_back(row);
        in_order = in_order && latest <= row.when;
        latest = row.when;
        if (options.by.empty()) return;
        if (row.who == entered.size()) {
            entered.push_back({row.when, group});
        } else if (row.when < entered[row.who].first) {
            entered[row.who] = {row.when, group};
        }
    });
    const bool grouped = !options.by.empty();
    const std::size_t groups = grouped ? names.groups.size() : 1;
    gathered_rows gathered = gather(std::exchange(rows, {}), names.who.size(), groups,
                                    [&](std::uint32_t who) { return grouped ? std::size_t{entered[who].group} : 0; });
    if (!in_order) put_in_order(gathered);
    return with([&](const auto& question) {
        const auto ask = [&](std::size_t first_group, std::size_t end_group) {
            const std::size_t first = gathered.who_before[first_group];
            const std::size_t end = gathered.who_before[end_group];
            entity_counter counter{question};
            counter.reserve(end - first);
            for (std::size_t who = first; who < end; ++who) {
                counter.next_entity();
                for (const event_row& row : gathered.rows_of(who)) counter.count(row.when, seen[row.what]);
            }
            return std::move(counter).report_sorted(gathered.late_before[end_group] -
                                                    gathered.late_before[first_group]);
        };
        answer<decltype(ask(0, 0))> found{ask(0, groups)};
        if (!grouped) return found;
        std::vector<emptor::funnel_report<elapsed>> reports;
        for (std::size_t group = 0; group < groups; ++group) reports.push_back(ask(group, group + 1));
        found.groups = named_groups(std::move(reports), names.groups);
        return found;
    });
}

/// Counts the events as they come, and keeps none of them.
template <class With, class Look>
[[nodiscard]] auto ask_in_passing(With with, Look look, const funnel_options& options, log_names& names,
                                  progress& shown) {
    using looked_type = std::invoke_result_t<Look&, std::string_view>;
    constexpr auto unknown = std::numeric_limits<std::uint32_t>::max();
    return with([&]<class Question>(const Question& question) {
        const auto fresh = [&] {
            if constexpr (Question::holds) {
                return question.template counter<std::uint32_t, moment, std::uint32_t>();
            } else {
                return question.template counter<std::uint32_t, moment>();
            }
        };
        const auto count = [](auto& counter, const event_row& row, const looked_type& what) {
            if constexpr (Question::holds) {
                counter.count_seen_held(row.who, row.when, what.held, what.seen);
            } else {
                counter.count_seen(row.who, row.when, what.seen);
            }
        };
        auto all = fresh();
        std::vector<decltype(fresh())> counters;  // of each group
        std::vector<std::uint32_t> group_of;      // of each entity
        std::vector<looked_type> seen;
        read_log(options, names, shown, [&](const event_row& row, std::uint32_t group) {
            if (row.what == seen.size()) seen.push_back(look(names.what[row.what]));
            count(all, row, seen[row.what]);
            if (options.by.empty()) return;
            if (row.who >= group_of.size()) group_of.resize(row.who + 1, unknown);
            if (group_of[row.who] == unknown) group_of[row.who] = group;
            while (counters.size() < names.groups.size()) counters.push_back(fresh());
            count(counters[group_of[row.who]], row, seen[row.what]);
        });
        answer<decltype(std::move(all).report())> found{std::move(all).report()};
        std::vector<emptor::funnel_report<elapsed>> reports;
        for (auto& counter : counters) reports.push_back(std::move(counter).report());
        found.groups = named_groups(std::move(reports), names.groups);
        return found;
    });
}

/// Asks the question that `with` makes of the log.
template <class With, class Look>
[[nodiscard]] auto ask(With with, Look look, const funnel_options& options, log_names& names, progress& shown) {
    return options.presorted ? ask_in_passing(with, look, options, names, shown)
                             : ask_in_any_order(with, look, options, names, shown);
}

/// Asks the question that these steps and words make.
template <class Steps, class Look, class... Words>
[[nodiscard]] auto ask_plainly(const Steps& steps, Look look, const funnel_options& options, log_names& names,
                               progress& shown, Words... words) {
    return ask([&](auto use) { return with_question(steps, options, use, words...); },
               [&](std::string_view text) { return looked_at<typename Steps::seen_type>{look(text)}; }, options, names,
               shown);
}

}  // namespace program
