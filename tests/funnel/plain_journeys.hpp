// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a process does with events that are in order, by reading them one after the other.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include <emptor/funnel.hpp>

namespace funnel_test {

/// Someone enters a stage, of which only the index is told.
struct arrival {
    int who;
    int when;
    std::size_t stage;
};

/// The account of a process, and who entered which stage when.
template <class Process>
struct plain_journeys {
    using account_type = emptor::process_account<Process>;

    /// @param rows have `who`, `when`, `what` and `role`, an id each but for the role, which may be missing; and
    /// `agreed`.
    /// @param ends whether the first refused move is the last of its entity.
    template <class Rows>
    plain_journeys(const Process& process, const Rows& rows, bool ends) {
        std::map<int, typename Process::stage_type> at;
        std::set<int> over;
        std::map<std::tuple<typename Process::stage_type, typename Process::event_type,
                            std::optional<typename Process::role_type>, emptor::refusal>,
                 std::uint64_t>
            refused;
        for (const auto& row : rows) {
            const auto [found, is_new] = at.try_emplace(row.who, process.start());
            if (is_new) arrivals.push_back({row.who, row.when, process.index(process.start())});
            auto& stage = found->second;
            const std::optional<typename Process::role_type> role{row.role};
            const emptor::refusal reason = process.reason(stage, row.what, role, row.agreed);
            if (process.name(row.what).empty() || (role && process.name(*role).empty())) {
                ++account.unknown;
            } else if (over.contains(row.who)) {
                ++refused[{stage, row.what, role, emptor::refusal::journey_over}];
            } else if (reason != emptor::refusal::none) {
                ++refused[{stage, row.what, role, reason}];
                if (ends) over.insert(row.who);
            } else {
                ++account.moved;
                stage = *process.target(stage, row.what);
                arrivals.push_back({row.who, row.when, process.index(stage)});
            }
        }
        for (const auto& [move, count] : refused) {
            const auto& [stage, event, role, reason] = move;
            account.refused.push_back({stage, event, role, reason, count});
        }
        for (const auto stage : process.stages()) {
            account.now.push_back({stage, 0});
            for (const auto& [who, in] : at) account.now.back().entities += in == stage ? 1 : 0;
        }
        ended = over.size();
    }

    account_type account{};
    std::vector<arrival> arrivals{};
    std::uint64_t ended{};  ///< how many journeys
};

/// The account in a report.
template <class Process, class Elapsed>
[[nodiscard]] emptor::process_account<Process> account_in(const emptor::process_report<Process, Elapsed>& report) {
    return {report.moved(),
            report.unknown(),
            {report.refused().begin(), report.refused().end()},
            {report.now().begin(), report.now().end()}};
}

/// How many events an account has a place for.
template <class Account>
[[nodiscard]] std::uint64_t events_in(const Account& account) {
    std::uint64_t events = account.moved + account.unknown;
    for (const auto& move : account.refused) events += move.count;
    return events;
}

/// How many took each step.
template <class Report>
[[nodiscard]] std::vector<std::uint64_t> entities_in(const Report& report) {
    std::vector<std::uint64_t> counts;
    for (const auto& step : report.steps()) counts.push_back(step.entities);
    return counts;
}

}  // namespace funnel_test
