// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A log in memory, entity by entity, the events of each in order of time.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "clock.hpp"
#include "image_table.hpp"
#include "log.hpp"
#include "options.hpp"
#include "progress.hpp"

namespace program {

/// The rows of a log by group, then by entity; those of one entity in the order they had. What is counted next to each
/// other stays in the processor's caches.
struct gathered_rows {
    std::vector<event_row> rows;
    std::vector<std::size_t> rows_before;    ///< each entity in the new order, and the end
    std::vector<std::uint32_t> who_before;   ///< each group, and the end
    std::vector<std::uint64_t> late_before;  ///< the same: rows older than one that stood before them for their entity

    [[nodiscard]] std::size_t entities() const noexcept { return rows_before.size() - 1; }
    [[nodiscard]] std::size_t groups() const noexcept { return who_before.size() - 1; }

    [[nodiscard]] std::span<event_row> rows_of(std::size_t who) {
        return std::span{rows}.subspan(rows_before[who], rows_before[who + 1] - rows_before[who]);
    }
    [[nodiscard]] std::span<const event_row> rows_of(std::size_t who) const {
        return std::span{rows}.subspan(rows_before[who], rows_before[who + 1] - rows_before[who]);
    }
};

/// @param group_of the group of each entity; or none, where all are in one.
[[nodiscard]] inline gathered_rows gather(const event_rows& rows, std::size_t entities, std::size_t groups,
                                          std::span<const std::uint32_t> group_of) {
    gathered_rows found{std::vector<event_row>(rows.size()), std::vector<std::size_t>(entities + 1),
                        std::vector<std::uint32_t>(groups + 1), std::vector<std::uint64_t>(groups + 1)};
    const auto group = [&](std::uint32_t who) { return group_of.empty() ? std::size_t{} : group_of[who]; };
    std::vector<std::size_t> next(entities);  // first how many rows the entity has, then where the next one goes
    rows.for_each([&](const event_row& row) { ++next[row.who]; },
                  [&](const event_row& later) { prefetch(next.data() + later.who); });
    for (std::uint32_t who = 0; who < entities; ++who) ++found.who_before[group(who) + 1];
    for (std::size_t each = 0; each < groups; ++each) found.who_before[each + 1] += found.who_before[each];
    std::vector<std::uint32_t> place(entities);
    std::vector<std::uint32_t> free{found.who_before};
    for (std::uint32_t who = 0; who < entities; ++who) {
        place[who] = free[group(who)]++;
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

/// Reads the log into memory, and puts it in order where it is not. With `--by`, an entity is in the group of its first
/// event in time.
[[nodiscard]] inline gathered_rows read_whole(const funnel_options& options, log_names& names, progress& shown) {
    struct entry {
        moment first;
        std::uint32_t group;
    };
    event_rows rows;
    bool in_order = true;
    moment latest = moment::min();
    std::vector<entry> entered;  // of each entity, its first event in time
    const bool grouped = !options.by.empty();
    read_log(options, names, shown, [&](const event_row& row, std::uint32_t group) {
        rows.push_back(row);
        in_order = in_order && latest <= row.when;
        latest = row.when;
        if (!grouped) return;
        if (row.who == entered.size()) {
            entered.push_back({row.when, group});
        } else if (row.when < entered[row.who].first) {
            entered[row.who] = {row.when, group};
        }
    });
    std::vector<std::uint32_t> group_of;
    for (const entry& each : entered) group_of.push_back(each.group);
    gathered_rows gathered = gather(rows, names.who.size(), grouped ? names.groups.size() : 1, group_of);
    if (!in_order) put_in_order(gathered);
    return gathered;
}

}  // namespace program
