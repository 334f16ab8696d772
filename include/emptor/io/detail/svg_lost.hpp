// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Draws what those did next who came to a step and no further.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <emptor/io/detail/plain_views.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/svg_canvas.hpp>
#include <emptor/io/detail/svg_chart.hpp>
#include <emptor/io/detail/view_sentences.hpp>

namespace emptor::io::detail {

struct lost_row {
    std::string name{};
    std::uint64_t count{};
    bool is_event{};
};

/// What they did first: the most frequent events, all others together, and nothing more. They add up.
[[nodiscard]] inline std::vector<lost_row> lost_rows(const plain_lost& lost, std::size_t most) {
    std::vector<lost_row> out;
    lost_row others{"", 0, true};
    std::size_t kinds = 0;
    if (!lost.next.empty()) {
        for (const auto& [name, count] : lost.next.front()) {
            if (out.size() < most) {
                out.push_back({name, count, true});
            } else {
                others.count += count;
                ++kinds;
            }
        }
    }
    if (kinds > 0) {
        others.name = counted(kinds, "other event", "other events");
        out.push_back(others);
    }
    out.push_back({"nothing more", lost.none, false});
    return out;
}

[[nodiscard]] inline std::string lost_picture(const std::vector<plain_lost>& all, const picture& shown,
                                              const chart_size& size) {
    constexpr std::size_t most_steps = 12;
    const std::size_t steps = std::min(all.size(), most_steps);
    const std::size_t most_events = rows_of_each(steps, 24, 2, 6);
    const std::vector<std::string> said = sentences_of(all);
    const std::string name = "What the lost did instead";
    const bool narrow = size.narrow();
    const type_size type{size.text - 0.5, false}, strong{size.text - 0.5, true};
    double names = 0, numbers = 0;
    std::uint64_t most = 1;
    for (std::size_t at = 0; at < steps; ++at) {
        for (const lost_row& row : lost_rows(all[at], most_events)) {
            names = std::max(names, set_width(visible(row.name), type));
            numbers = std::max(numbers, set_width(grouped(row.count), strong));
            most = std::max(most, row.count);
        }
    }
    const double shares = set_width("100.0 %", type);
    names = std::min(names, size.room() * (narrow ? 0.36 : 0.3));
    const double left = size.edge + names + 12;
    const double right = size.width - size.edge - numbers - shares - 22;
    const scale x{0, static_cast<double>(most), left, std::max(left + 10, right)};
    svg_canvas out{shown.in_page};
    double y = begin_chart(out, shown, size, name, said);
    for (std::size_t at = 0; at < steps; ++at) {
        const plain_lost& lost = all[at];
        y = draw_words(out, size.edge, y + 4, size.room(),
                       "after " + in_quotes(lost.name) + ": " + people(lost.entities) + " went no further",
                       size.text + 0.5, ink::text, true) +
            2;
        for (const lost_row& row : lost_rows(lost, most_events)) {
            constexpr double pitch = 24, thick = 14;
            const double middle = y + pitch / 2, baseline = middle + type.size * 0.36;
            const std::string share = percent(share_in(lost, row.count));
            out.begin_row(visible(row.name) + ": " + people(row.count) + ", " + share);
            out.text(size.edge, baseline, set_lines(visible(row.name), names, type, 1).front(), type, ink::text);
            const double length = row.count > 0 ? std::max(1.5, x(static_cast<double>(row.count)) - left) : 0;
            out.rect(left, middle - thick / 2, length, thick, row.is_event ? ink::band : ink::expired);
            out.text(size.width - size.edge - shares - 10, baseline, grouped(row.count), strong, ink::text,
                     anchor::end);
            out.text(size.width - size.edge, baseline, share, type, ink::muted, anchor::end);
            out.end_row();
            y += pitch;
        }
        y += 8;
    }
    if (all.size() > most_steps) {
        y = draw_words(out, size.edge, y, size.room(),
                       "The first " + grouped(most_steps) + " of " + grouped(all.size()) + " steps are drawn.",
                       size.text - 1.5);
    }
    y = draw_legend(out, size.edge, y + size.text, size.room(),
                    {{ink::band, "their next event"}, {ink::expired, "no event after the step"}}, size.text - 1.5) +
        10;
    return end_chart(out, shown, size, y, name, said);
}

}  // namespace emptor::io::detail
