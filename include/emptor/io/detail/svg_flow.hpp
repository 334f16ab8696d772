// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Draws a flow as `flow_layout` places it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/io/detail/flow_layout.hpp>
#include <emptor/io/detail/plain_flow.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/svg_canvas.hpp>
#include <emptor/io/detail/svg_funnel.hpp>

namespace emptor::io::detail {

class flow_picture {
public:
    explicit flow_picture(const plain_flow& flow) : flow_{flow}, layout_{flow} { place_layers(); }

    /// Within a page it has neither heading nor notes: the page tells that.
    [[nodiscard]] std::string draw(const picture& shown) {
        const std::string what = people(flow_.entities) + ", " + counted(flow_.totals.moves, "move", "moves") +
                                 " between " + counted(visited(), "state", "states");
        canvas_ = svg_canvas{shown.in_page};
        canvas_.describe(spoken());
        double y = shown.in_page ? 4 : draw_heading(canvas_, edge, 36, width_ - 2 * edge, shown.title, what + ".") + 22;
        top_ = y;
        // What is behind comes first, and texts last, so that no ribbon hides a name.
        for (const flow_link& link : layout_.links) {
            if (link.is_back) draw_back(link);
        }
        for (const flow_link& link : layout_.links) {
            if (!link.is_back) draw_on(link);
        }
        for (const flow_bar& bar : layout_.bars) draw_bar(bar);
        for (const flow_link& link : layout_.links) tell(link);
        for (const flow_bar& bar : layout_.bars) name(bar);
        if (layout_.bars.empty()) canvas_.text(edge, y + 20, "No moves.", name_type, ink::text);
        y = draw_legend(top_ + layout_.height + layout_.rows_height + 26, shown.in_page);
        return canvas_.finish(width_, y, shown.title.empty() ? "Flow of " + what : std::string{shown.title},
                              shown.css_class);
    }

private:
    static constexpr double edge = 48, least_gap = 118, arrow = 20;
    static constexpr type_size name_type{14, true}, count_type{12, false}, share_type{11, false}, note_type{13, false};

    /// An SVG path, word by word.
    class path {
    public:
        path& operator()(std::string_view command, std::initializer_list<double> numbers = {}) {
            text_ += command;
            bool first = true;
            for (const double number : numbers) {
                text_ += (std::exchange(first, false) ? "" : " ") + trimmed(number, 1);
            }
            return *this;
        }
        /// A quarter of a circle.
        path& arc(double radius, bool clockwise, double x, double y) {
            return (*this)("A", {radius, radius, 0, 0, clockwise ? 1.0 : 0.0, x, y});
        }
        [[nodiscard]] const std::string& text() const noexcept { return text_; }

    private:
        std::string text_;
    };

    [[nodiscard]] std::size_t visited() const {
        return static_cast<std::size_t>(
            std::ranges::count_if(flow_.states, [](const flow_state_row& state) { return state.visits > 0; }));
    }

    /// Gives each layer its place, and its moves back room to turn.
    void place_layers() {
        if (layout_.layers == 0) return;
        const std::size_t last = layout_.layers - 1;
        const double before = edge + std::max(96.0, layout_.turning(0, false));
        const double behind = edge + std::max(150.0, layout_.turning(last, true));
        std::vector<double> gaps;
        double sum = before + behind + flow_layout::bar_width * static_cast<double>(layout_.layers);
        for (std::size_t layer = 0; layer < last; ++layer) {
            gaps.push_back(std::max(least_gap, layout_.turning(layer, true) + layout_.turning(layer + 1, false) + 8));
            sum += gaps.back();
        }
        width_ = std::max(width_, sum);
        const double more = gaps.empty() ? 0 : (width_ - sum) / static_cast<double>(gaps.size());
        double x = before;
        for (std::size_t layer = 0; layer <= last; ++layer) {
            lefts_.push_back(x);
            rooms_.push_back(layer < last ? gaps[layer] + more : behind - edge);
            x += flow_layout::bar_width + rooms_.back();
        }
    }

    [[nodiscard]] double left(const flow_bar& bar) const { return lefts_[bar.layer]; }
    [[nodiscard]] double right(const flow_bar& bar) const { return lefts_[bar.layer] + flow_layout::bar_width; }
    [[nodiscard]] const flow_block& block(const flow_bar& bar) const { return layout_.blocks[bar.block]; }

    [[nodiscard]] std::string share(std::uint64_t count, std::uint64_t all) const {
        return percent(static_cast<double>(count) / static_cast<double>(all));
    }

    [[nodiscard]] std::string sentence(const flow_link& link) const {
        const flow_bar& from = layout_.bars[link.from];
        return from.name + " → " + layout_.bars[link.to].name + ": " + counted(link.count, "time", "times") + ", " +
               share(link.count, from.visits) + " of " + from.name;
    }

    /// A ribbon to a later layer, by way of what it passes.
    void draw_on(const flow_link& link) {
        std::vector<std::pair<double, double>> way{{right(layout_.bars[link.from]), top_ + link.from_y}};
        for (const std::size_t at : link.passing) {
            const flow_block& block = layout_.blocks[at];
            way.emplace_back(lefts_[block.layer], top_ + block.middle());
            way.emplace_back(lefts_[block.layer] + flow_layout::bar_width, top_ + block.middle());
        }
        way.emplace_back(left(layout_.bars[link.to]), top_ + link.to_y);
        const double half = link.thick / 2;
        path shape;
        const auto to = [&](const auto& from, const auto& next, double side) {
            const double middle = (from.first + next.first) / 2;
            shape("C", {middle, from.second + side, middle, next.second + side, next.first, next.second + side});
        };
        shape("M", {way.front().first, way.front().second - half});
        for (std::size_t at = 1; at < way.size(); ++at) to(way[at - 1], way[at], -half);
        shape("V", {way.back().second + half});
        for (std::size_t at = way.size() - 1; at > 0; --at) to(way[at], way[at - 1], half);
        canvas_.begin(sentence(link));
        canvas_.shape(shape("Z").text(), ink::flow, 0.85);
        canvas_.end();
    }

    /// A ribbon below all bars to an earlier layer, or to the same one.
    void draw_back(const flow_link& link) {
        const flow_bar &from = layout_.bars[link.from], &to = layout_.bars[link.to];
        const double half = link.thick / 2, inner = flow_layout::turn, outer = inner + link.thick, r = inner + half;
        const double down = right(from) + link.down, up = left(to) - link.up;
        const double start = top_ + link.from_y, end = top_ + link.to_y, lane = lane_of(link);
        path shape;
        shape("M", {right(from), start - half})("H", {down - r}).arc(outer, true, down + half, start + r);
        shape("V", {lane - r}).arc(outer, true, down - r, lane + half)("H", {up + r});
        shape.arc(outer, true, up - half, lane - r)("V", {end + r}).arc(outer, true, up + r, end - half);
        shape("H", {left(to)})("V", {end + half})("H", {up + r}).arc(inner, false, up + half, end + r);
        shape("V", {lane - r}).arc(inner, false, up + r, lane - half)("H", {down - r});
        shape.arc(inner, false, down - half, lane - r)("V", {start + r}).arc(inner, false, down - r, start + half);
        canvas_.begin(sentence(link));
        canvas_.shape(shape("H", {right(from)})("Z").text(), ink::open, 0.5);
        canvas_.end();
    }

    [[nodiscard]] double lane_of(const flow_link& link) const { return top_ + layout_.height + layout_.rows[link.row]; }

    /// What begins or ends at a bar: an arrow beside it.
    void draw_arrow(double x, double y, double thick, ink fill, double opacity) {
        const double tip = std::min(7.0, thick / 2);
        path shape;
        shape("M", {x, y})("H", {x + arrow - tip})("L", {x + arrow, y + thick / 2, x + arrow - tip, y + thick});
        shape("H", {x});
        if (tip > 2) shape("L", {x + tip / 2, y + thick / 2});
        canvas_.shape(shape("Z").text(), fill, opacity);
    }

    void draw_bar(const flow_bar& bar) {
        std::string told = bar.name + ": " + counted(bar.visits, "visit", "visits");
        if (bar.entries > 0) told += ", " + grouped(bar.entries) + " begin here";
        if (bar.exits > 0) told += ", " + grouped(bar.exits) + " end here";
        if (bar.repeats > 0) told += ", " + grouped(bar.repeats) + " again at once";
        const double y = top_ + block(bar).y;
        canvas_.begin(told);
        canvas_.rect(left(bar), y, flow_layout::bar_width, block(bar).thick, ink::band, 2);
        if (bar.entries > 0) {
            draw_arrow(left(bar) - arrow - 2, top_ + bar.entry_y, layout_.thick(bar.entries), ink::band, 0.45);
        }
        if (bar.exits > 0) {
            draw_arrow(right(bar) + 2, top_ + bar.exit_y, layout_.thick(bar.exits), ink::expired, 0.75);
        }
        canvas_.end();
    }

    /// The share of a ribbon, where there is room for it.
    void tell(const flow_link& link) {
        const flow_bar& from = layout_.bars[link.from];
        if (!link.is_back) {
            if (link.thick < 11) return;
            canvas_.text(right(from) + 28, top_ + link.from_y + 4, share(link.count, from.visits), share_type,
                         ink::text);
            return;
        }
        const double down = right(from) + link.down, up = left(layout_.bars[link.to]) - link.up;
        const std::string long_text =
            "← " + share(link.count, from.visits) + " of " + from.name + " to " + layout_.bars[link.to].name;
        const double room = down - up - link.thick - 2 * flow_layout::turn;
        const double y = lane_of(link) - link.thick / 2 - 4;
        const std::string text =
            set_width(long_text, share_type) <= room ? long_text : "← " + share(link.count, from.visits);
        canvas_.text((down + up) / 2, y, text, share_type, ink::muted, anchor::middle);
    }

    void name(const flow_bar& bar) {
        const double y = top_ + block(bar).y, room = rooms_[bar.layer] - 4;
        const auto lines = set_lines(bar.name, room, name_type, layout_.name_room > 50 ? 2 : 1);
        for (std::size_t line = 0; line < lines.size(); ++line) {
            const double above = 21 + 16 * static_cast<double>(lines.size() - 1 - line);
            canvas_.text(left(bar), y - above, lines[line], name_type, ink::text);
        }
        std::string count = grouped(bar.visits);
        if (bar.repeats > 0) count += " · " + grouped(bar.repeats) + " again";
        canvas_.text(left(bar), y - 6, set_lines(count, room, count_type, 1).front(), count_type, ink::muted);
        if (const double thick = layout_.thick(bar.exits); thick >= 9) {
            canvas_.text(right(bar) + arrow + 8, top_ + bar.exit_y + thick / 2 + 4,
                         share(bar.exits, bar.visits) + " end", share_type, ink::muted);
        }
        if (const double thick = layout_.thick(bar.entries); thick >= 9 && bar.layer == 0) {
            canvas_.text(left(bar) - arrow - 8, top_ + bar.entry_y + thick / 2 + 4, grouped(bar.entries) + " begin",
                         share_type, ink::muted, anchor::end);
        }
    }

    [[nodiscard]] double draw_legend(double y, bool in_page) {
        if (!in_page) canvas_.rect(edge, y, width_ - 2 * edge, 1, ink::edge);
        y += in_page ? 0 : 24;
        double x = edge;
        const auto entry = [&](ink colour, std::string_view text) {
            canvas_.rect(x, y - 10, 11, 11, colour, 2);
            canvas_.text(x + 17, y, text, note_type, ink::muted);
            x += 39 + set_width(text, note_type);
        };
        entry(ink::band, "a state, as tall as its visits");
        entry(ink::flow, "moves on, with their share of where they start");
        if (!layout_.rows.empty()) entry(ink::open, "moves back");
        entry(ink::expired, "paths that end");
        y += 22;
        for (const std::string& line : set_lines(notes(in_page), width_ - 2 * edge, note_type, 4)) {
            canvas_.text(edge, y, line, note_type, ink::muted);
            y += 19;
        }
        return y + 18;
    }

    [[nodiscard]] std::string notes(bool in_page) const {
        std::string out = in_page ? "" : totals_sentence(flow_.totals, "state") + " ";
        if (layout_.left_out > 0) {
            out += counted(layout_.left_out, "rarer move is", "rarer moves are") + " not drawn: " +
                   percent(static_cast<double>(layout_.rare) / static_cast<double>(flow_.totals.moves)) + " of all. ";
        }
        if (layout_.others > 0)
            out += "The " + grouped(layout_.others) + " states with fewest visits are drawn as one.";
        return out;
    }

    /// The states and their most frequent ways out, in sentences.
    [[nodiscard]] std::string spoken() const {
        std::string out;
        for (const flow_bar& bar : layout_.bars) {
            out.append(out.empty() ? "" : " ").append(bar.name + ": " + counted(bar.visits, "visit", "visits"));
            if (bar.exits > 0) out += ", " + share(bar.exits, bar.visits) + " end";
            for (const flow_link& link : layout_.links) {
                if (&layout_.bars[link.from] != &bar || link.count * 10 < bar.visits) continue;
                out += ", " + share(link.count, bar.visits) + " to " + layout_.bars[link.to].name;
            }
            out += ".";
        }
        return out;
    }

    const plain_flow& flow_;
    flow_layout layout_;
    svg_canvas canvas_;
    std::vector<double> lefts_;  // of each layer
    std::vector<double> rooms_;  // between it and the next
    double width_ = 1200;
    double top_{};
};

}  // namespace emptor::io::detail
