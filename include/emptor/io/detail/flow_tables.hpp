// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The tables of what is known of a flow: who came by when, who came back, and who is where at each step.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <emptor/io/detail/flow_plain_views.hpp>
#include <emptor/io/detail/plain_flow.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/report_tables.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/io/detail/svg_chart.hpp>
#include <emptor/io/detail/table.hpp>
#include <emptor/stats/proportion.hpp>
#include <emptor/stats/survival.hpp>

namespace emptor::io::detail {

/// The band of those who have come, from that of those who wait.
[[nodiscard]] inline std::optional<interval> came(const std::optional<interval>& waiting) {
    if (!waiting) return std::nullopt;
    return interval{std::max(0.0, 1 - waiting->high), std::max(0.0, 1 - waiting->low)};
}

/// The share that had come by a time, at about ten round ones.
[[nodiscard]] inline table wait_table(const survival_curve& curve, bool has_unit) {
    table out{{.heading = "after", .is_text = true},
              {.over = "have come", .heading = "share"},
              {.over = "have come", .heading = "", .is_text = true},
              {.over = "have come", .heading = "interval"},
              {.heading = "seen to wait"}};
    if (curve.steps().empty()) return out;
    const double end = curve.steps().back().time;
    std::vector<double> times{end};
    if (end > 0) times = ticks_of(0, end, has_unit ? round_time(end / 10) : round_step(end / 10));
    if (times.empty() || times.back() < end) times.push_back(end);
    for (const double time : times) {
        const survival_step* const then = curve.at(time);
        if (then == nullptr && time > 0 && time >= curve.steps().front().time)
            continue;  // nobody has seen what follows
        const double share = then == nullptr ? 0 : 1 - then->share;
        const auto band = then == nullptr ? std::nullopt : came(then->band());
        out[0].cells.push_back(time_text(time, has_unit));
        out[1].cells.push_back(percent(share));
        out[2].cells.push_back(bar(share, 12));
        out[3].cells.push_back(band ? percent(*band) : absent);
        out[4].cells.push_back(
            grouped(then == nullptr ? curve.steps().front().at_risk : then->at_risk - then->happened - then->censored));
    }
    return out;
}

/// A row a state: how many paths came there, came back, and stayed.
[[nodiscard]] inline table returns_table(const plain_flow& flow, const plain_returns& returns,
                                         const std::vector<std::size_t>& order) {
    table out{{.heading = "state", .is_text = true},
              {.heading = "visits"},
              {.heading = "paths"},
              {.over = "paths that came back", .heading = "all"},
              {.over = "paths that came back", .heading = "share"},
              {.over = "paths that came back", .heading = "interval"},
              {.heading = "returns"},
              {.heading = "repeats"}};
    for (const std::size_t at : order) {
        const state_rework& of = returns.of[at];
        const auto rate = of.return_rate().rate();
        out[0].cells.push_back(state_text(flow.states[at].name));
        out[1].cells.push_back(grouped(of.visits));
        out[2].cells.push_back(grouped(of.paths));
        out[3].cells.push_back(grouped(of.returning));
        out[4].cells.push_back(rate ? percent(*rate) : absent);
        out[5].cells.push_back(rate ? percent(of.return_rate().wilson()) : absent);
        out[6].cells.push_back(grouped(of.returns));
        out[7].cells.push_back(grouped(of.repeats));
    }
    return out;
}

/// The share of all paths that are in each state at the first step, the second, ..., and that have ended.
[[nodiscard]] inline table steps_table(const plain_flow& flow, const plain_steps& steps,
                                       const std::vector<std::size_t>& order) {
    table out{{.heading = "state", .is_text = true}};
    for (const std::size_t at : order) out[0].cells.push_back(state_text(flow.states[at].name));
    out[0].cells.emplace_back("(ended)");
    const auto cell = [&](std::uint64_t count) {
        return count == 0 ? "·" : percent(static_cast<double>(count) / static_cast<double>(steps.paths));
    };
    for (std::size_t step = 0; step < steps.ended.size(); ++step) {
        column one{.over = "step", .heading = std::to_string(step + 1)};
        for (const std::size_t at : order) one.cells.push_back(cell(steps.at[at][step]));
        one.cells.push_back(cell(steps.ended[step]));
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace emptor::io::detail
