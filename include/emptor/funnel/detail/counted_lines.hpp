// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What counts of an entity, by any rules.

#include <algorithm>
#include <cstddef>
#include <vector>

#include <emptor/funnel/detail/line_summary.hpp>
#include <emptor/funnel/matching_rules.hpp>

namespace emptor::detail {

/// Adds the lines of an entity to those before: its best, or one for each of its attempts or starts.
/// @param now the time of the last event of all.
/// @returns whether any was left out because of an excluded event or a break.
template <class Book, class Threads, class Ticks, class Result>
bool add_counted_lines(const Book& book, const Threads& threads, std::size_t entity, Ticks now,
                       std::vector<counted_line<Result>>& lines) {
    const matching_rules& rules = book.plan().rules();
    const std::size_t before = lines.size();
    threads.each(entity, [&](std::size_t thread) {
        const auto results = book.results(thread);
        for (std::size_t i = 0; i < results.size(); ++i) {
            const counted_line<Result> line{&results[i], book.open(thread, i, now)};
            if (rules.each != counted_unit::entity || lines.size() == before) {
                lines.push_back(line);
                continue;
            }
            const bool may_go_on = lines.back().open || line.open;
            if (line.result->better_than(*lines.back().result, book.plan().steps(), rules.open)) lines.back() = line;
            lines.back().open = may_go_on;
        }
    });
    const auto kept = std::remove_if(lines.begin() + static_cast<std::ptrdiff_t>(before), lines.end(),
                                     [](const auto& line) { return line.result->spoilt; });
    const bool dropped = kept != lines.end();
    lines.erase(kept, lines.end());
    return dropped;
}

}  // namespace emptor::detail
