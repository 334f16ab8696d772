// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Groups beside each other: a small funnel for each, all on one scale of shares.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/io/detail/plain_report.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/io/detail/svg_canvas.hpp>
#include <emptor/io/detail/svg_funnel.hpp>

namespace emptor::io::detail {

/// How many groups a picture shows at most.
inline constexpr std::size_t most_groups_drawn = 12;

/// The groups that are drawn, in their order: those that most entities began where there are too many.
[[nodiscard]] inline std::vector<const plain_group*> drawn_groups(const plain_breakdown& groups) {
    std::vector<const plain_group*> out;
    for (const plain_group& group : groups.groups) out.push_back(&group);
    if (out.size() <= most_groups_drawn) return out;
    const auto begun = [](const plain_group* one) {
        return one->report.steps.empty() ? 0 : one->report.steps.front().entities;
    };
    std::ranges::sort(out, [&](const auto* a, const auto* b) {
        return begun(a) != begun(b) ? begun(a) > begun(b) : a < b;  // elements of one vector: the earlier one first
    });
    out.resize(most_groups_drawn);
    std::ranges::sort(out);  // back to their order
    return out;
}

/// What is said of the groups that are not drawn; nothing where all are.
[[nodiscard]] inline std::string undrawn_sentence(const plain_breakdown& groups) {
    if (groups.groups.size() <= most_groups_drawn) return {};
    const auto drawn = drawn_groups(groups);
    std::uint64_t entities = 0;
    for (const plain_group& group : groups.groups) {
        if (std::ranges::find(drawn, &group) == drawn.end() && !group.report.steps.empty()) {
            entities += group.report.steps.front().entities;
        }
    }
    return "The " + std::to_string(most_groups_drawn) + " largest of " + std::to_string(groups.groups.size()) +
           " groups are drawn; " + people(entities) + " began in the others.";
}

/// The share of the first step, as a bar on a scale of 0 to 1.
[[nodiscard]] inline double share_of(const plain_report& report, std::size_t at) {
    const double first = report.steps.empty() ? 0 : static_cast<double>(report.steps.front().entities);
    return first > 0 && at < report.steps.size() ? static_cast<double>(report.steps[at].entities) / first : 0;
}

/// Where a card stands, and how wide its columns are, in pixels; the same for all cards, so that bars compare.
struct card_place {
    double x{};
    double y{};
    double width{};
    double height{};
    double names{};
    double counts{};
};

inline constexpr type_size card_label{12, false}, card_strong{12, true};

/// A card's columns, wide enough for every step of every card.
[[nodiscard]] inline card_place card_columns(const plain_breakdown& groups, double width, double height) {
    card_place out{.width = width, .height = height};
    const auto fit = [&out](const plain_report& report) {
        for (const plain_step& step : report.steps) {
            out.counts = std::max(out.counts, set_width(grouped(step.entities), card_strong));
            out.names = std::max(out.names, set_width(visible(step.name), card_label));
        }
    };
    fit(groups.overall);
    for (const plain_group& group : groups.groups) fit(group.report);
    out.names = std::min({out.names, width * 0.34, std::max(56.0, width - 200 - out.counts)});  // bars before names
    return out;
}

/// One small funnel on a card; ticks mark the shares of all groups together.
inline void draw_card(svg_canvas& out, const card_place& place, const plain_group& group, const plain_report& overall) {
    const auto& [x, y, width, height, names, counts] = place;
    constexpr double edge = 18, pitch = 24, thick = 13;
    constexpr type_size title{16, true}, label = card_label, strong = card_strong;
    const plain_report& report = group.report;
    const bool is_overall = &report == &overall;
    out.rect(x, y, width, height, ink::card, 10);
    const std::string share = report.steps.empty() || !report.steps.back().share_of_first
                                  ? "–"
                                  : percent(*report.steps.back().share_of_first);
    const double share_room = set_width(share, title);
    out.text(x + edge, y + 30, set_lines(visible(group.value), width - 2 * edge - share_room - 12, title, 1).front(),
             title, ink::text);
    out.text(x + width - edge, y + 30, share, title, ink::text, anchor::end);
    out.text(x + edge, y + 49, people(report.totals.entities), label, ink::muted);
    if (share != "–" && report.steps.back().interval_of_first) {
        out.text(x + width - edge, y + 49, percent(*report.steps.back().interval_of_first), label, ink::muted,
                 anchor::end);
    }
    constexpr double shares = 52;
    const double left = x + edge + names + 10, room = x + width - edge - shares - counts - 12 - left;
    double top = y + 64;
    for (std::size_t at = 0; at < report.steps.size(); ++at, top += pitch) {
        const plain_step& step = report.steps[at];
        const double middle = top + pitch / 2;
        out.begin(step_sentence(step));
        out.text(x + edge, middle + 4, set_lines(visible(step.name), names, label, 1).front(), label, ink::text);
        const double length = share_of(report, at) * room;
        out.rect(left, middle - thick / 2, room, thick, ink::flow);
        out.rect(left, middle - thick / 2, step.entities > 0 ? std::max(1.5, length) : 0, thick, ink::band);
        if (!is_overall && at > 0 && !overall.steps.empty() && overall.steps.front().entities > 0) {
            const double tick = left + share_of(overall, at) * room;
            out.rect(tick - 2, middle - thick / 2 - 3, 4, thick + 6, ink::card);
            out.rect(tick - 1, middle - thick / 2 - 3, 2, thick + 6, ink::mark);
        }
        out.text(left + room + 12 + counts, middle + 4, grouped(step.entities), strong, ink::text, anchor::end);
        out.text(x + width - edge, middle + 4, step.share_of_first ? percent(*step.share_of_first) : "–", label,
                 ink::muted, anchor::end);
        out.end();
    }
}

/// How the cards of a picture are laid out, in pixels.
struct card_layout {
    double width{1200};
    double edge{48};
    std::size_t across{};  ///< cards in a row
};

/// As many cards in a row as leave the rows full, three at most.
[[nodiscard]] inline std::size_t cards_across(const plain_breakdown& groups) {
    const std::size_t cards = 1 + std::min(groups.groups.size(), most_groups_drawn);
    return cards == 4 ? 2 : std::min<std::size_t>(cards, 3);
}

/// The picture of a breakdown: a card for all together, then one for each group.
[[nodiscard]] inline std::string groups_svg(const plain_breakdown& groups, const picture& shown, card_layout layout) {
    constexpr double gap = 18;
    const double edge = layout.edge, room = layout.width - 2 * edge;
    const auto columns = static_cast<double>(layout.across);
    const double card = (room - gap * (columns - 1)) / columns;
    const std::vector<const plain_group*> drawn = drawn_groups(groups);
    std::size_t steps = groups.overall.steps.size();
    for (const plain_group* group : drawn) steps = std::max(steps, group->report.steps.size());
    const double height = 80 + 24 * static_cast<double>(steps);
    const plain_group all{"all together", groups.overall};

    svg_canvas out{shown.in_page};
    const std::string subtitle = "Share of the first step by " + in_quotes(groups.by);
    double y = shown.in_page ? 2 : draw_heading(out, edge, 36, room, shown.title, subtitle) + 20;
    card_place at = card_columns(groups, card, height);
    at.x = edge;
    at.y = y;
    draw_card(out, at, all, all.report);
    std::size_t place = 1;
    for (const plain_group* group : drawn) {
        const auto column = static_cast<double>(place % layout.across),
                   row = static_cast<double>(place / layout.across);
        at.x = edge + column * (card + gap);
        at.y = y + row * (height + gap);
        draw_card(out, at, *group, groups.overall);
        ++place;
    }
    y += static_cast<double>((place + layout.across - 1) / layout.across) * (height + gap) + 8;
    const type_size note{13, true};
    if (const std::string undrawn = undrawn_sentence(groups); !undrawn.empty()) {
        y += 8;
        for (const std::string& line : set_lines(undrawn, room, note, 4)) {
            out.text(edge, y, line, note, ink::text);
            y += 20;
        }
    }
    y = draw_footer(out, edge, y + (shown.in_page ? 8 : 0), room, groups.overall, nullptr,
                    {{ink::band, "reached the step"}, {ink::mark, "share of all together"}}, shown.in_page);
    return out.finish(layout.width, y + 2, shown.title.empty() ? subtitle : shown.title, shown.css_class);
}

}  // namespace emptor::io::detail
