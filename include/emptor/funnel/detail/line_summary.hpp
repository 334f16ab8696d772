// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// From what was counted by any rules to the lines of a report.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/line_tally.hpp>
#include <emptor/funnel/detail/summary.hpp>
#include <emptor/funnel/report.hpp>

namespace emptor::detail {

/// What counts once.
template <class Result>
struct counted_line {
    const Result* result;
    bool open;
};

/// The report on these lines.
/// @param optional bit k: step k, counted from 0, may be skipped.
template <class Tick, bool Chained, class Result>
[[nodiscard]] auto summarise_lines(const std::vector<counted_line<Result>>& lines, std::vector<std::string> names,
                                   std::uint64_t optional, const funnel_totals& totals,
                                   std::optional<elapsed_of<Tick>> window) {
    line_tally<std::vector<double>> tally{names.size(), optional};
    for (const counted_line<Result>& line : lines) tally.template add<Tick, Chained>(*line.result, line.open);
    return tally.template report<elapsed_of<Tick>>(std::move(names), totals, window, summarise_times<elapsed_of<Tick>>);
}

}  // namespace emptor::detail
