// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Draws a process as `process_layout` places it.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/io/detail/process_layout.hpp>
#include <emptor/io/detail/svg_canvas.hpp>

namespace emptor::io::detail {

class process_picture {
public:
    process_picture(const emptor::detail::plain_process& process, std::optional<language> in, bool briefs)
        : process_{process}, in_{in}, briefs_{briefs}, layout_{layout(process, emptor::detail::words_in(in))} {
        measure();
    }

    [[nodiscard]] std::string draw(std::string_view title) {
        double y = 48;
        if (!title.empty()) {
            canvas_.text(48, y + 14, title, {26, true}, ink::text);
            y += 52;
        }
        place_boxes(y);
        for (std::size_t s = 0; s < boxes_.size(); ++s) draw_stage(s);
        draw_start();
        for (std::size_t s = 0; s + 1 < boxes_.size(); ++s) draw_down(s);
        for (const drawn_trunk& trunk : layout_.right.trunks) draw_trunk(layout_.right, trunk, 1);
        for (const drawn_trunk& trunk : layout_.left.trunks) draw_trunk(layout_.left, trunk, -1);
        for (std::size_t s = 0; s < boxes_.size(); ++s) draw_crowds(s);
        const std::string name = title.empty() ? process_.stages[process_.start].text + " …" : std::string{title};
        return canvas_.finish(width, boxes_.back().bottom + 48, name);
    }

private:
    static constexpr double width = 1200, line_height = 19, lane_width = 16, thick = 1.6;
    static constexpr double start_room = 40, least_gap = 44, edge = 40;
    static constexpr type_size name_type{17, true}, rule_type{14, false}, goal_type{13, false}, crowd_type{13, true};

    struct box {
        double top{}, bottom{};
        std::vector<std::string> name{}, goal{};
    };

    [[nodiscard]] double left() const { return centre_ - box_width_ / 2; }
    [[nodiscard]] double right() const { return centre_ + box_width_ / 2; }

    /// How wide the stages can be, and the room for texts beside them.
    void measure() {
        double widest = 150;
        for (const auto& stage : process_.stages) widest = std::max(widest, set_width(stage.text, name_type) + 36);
        box_width_ = std::min(widest, 290.0);
        const auto needed = [](const drawn_side& side) {
            double most = 0;
            for (const drawn_trunk& trunk : side.trunks) {
                for (const drawn_move& move : trunk.moves) {
                    for (const auto& line : move.lines) most = std::max(most, set_width(line, rule_type) + 34);
                }
            }
            return most;
        };
        double any = 0;
        for (const auto& crowds : layout_.crowds) {
            for (const drawn_crowd& crowd : crowds) {
                any = std::max(any, set_width(heading(crowd), crowd_type) + 60);
                for (const auto& line : crowd.lines) any = std::max(any, set_width(line, rule_type) + 60);
            }
        }
        const double lanes_left = static_cast<double>(layout_.left.lanes) * lane_width;
        const double lanes_right = static_cast<double>(layout_.right.lanes) * lane_width;
        const double room = width - 2 * edge - box_width_ - lanes_left - lanes_right;
        double wants_left = needed(layout_.left), wants_right = std::max(needed(layout_.right), any);
        if (wants_left + wants_right > room) {
            const double fair = room / 2;
            if (wants_left < fair) {
                wants_right = room - wants_left;
            } else if (wants_right < fair) {
                wants_left = room - wants_right;
            } else {
                wants_left = wants_right = fair;
            }
        }
        text_left_ = wants_left;
        text_right_ = wants_right;
        const double used = box_width_ + lanes_left + lanes_right + text_left_ + text_right_;
        centre_ = (width - used) / 2 + lanes_left + text_left_ + box_width_ / 2;
    }

    void place_boxes(double y) {
        y += start_room;
        for (std::size_t s = 0; s < process_.stages.size(); ++s) {
            box each;
            each.name = set_lines(process_.stages[s].text, box_width_ - 28, name_type, 3);
            if (briefs_) {
                const std::string_view goal = process_.stages[s].brief.goal.in(in_.value_or(language::english));
                if (!goal.empty()) each.goal = set_lines(goal, box_width_ - 28, goal_type, 3);
            }
            const double texts =
                22 * static_cast<double>(each.name.size()) + 17 * static_cast<double>(each.goal.size());
            const double sides =
                std::max(side_height(layout_.left, s, text_left_), side_height(layout_.right, s, text_right_));
            each.top = y;
            each.bottom = y + std::max({texts + 26, sides, crowds_height(s)});
            const std::size_t lines = down_lines(s).size();
            const double below = lines == 0 ? 0 : line_height * static_cast<double>(lines) + 30;
            y = each.bottom + std::max(least_gap, below);
            boxes_.push_back(std::move(each));
        }
    }

    [[nodiscard]] std::vector<std::string> down_lines(std::size_t stage) const {
        std::vector<std::string> out;
        const double room = width - edge - centre_ - 20;
        for (const auto& line : layout_.down[stage]) {
            for (auto& part : set_lines(line, room, rule_type, 3)) out.push_back(std::move(part));
        }
        return out;
    }

    [[nodiscard]] std::vector<std::string> side_lines(const drawn_move& move, double room) const {
        std::vector<std::string> out;
        for (const auto& line : move.lines) {
            for (auto& part : set_lines(line, room - 26, rule_type, 4)) out.push_back(std::move(part));
        }
        return out;
    }

    /// The height of a row at a stage's side: the texts of the move that leaves there stand above its line.
    [[nodiscard]] double row(const drawn_side& side, std::size_t stage, std::size_t at, double room) const {
        for (const drawn_trunk& trunk : side.trunks) {
            for (const drawn_move& move : trunk.moves) {
                if (move.from == stage && move.row == at) {
                    return line_height * static_cast<double>(side_lines(move, room).size()) + 13;
                }
            }
        }
        return 24;
    }

    [[nodiscard]] double side_height(const drawn_side& side, std::size_t stage, double room) const {
        double height = 12;
        for (std::size_t r = 0; r < side.rows[stage]; ++r) height += row(side, stage, r, room);
        return height;
    }

    /// "any stage but delivery".
    [[nodiscard]] std::string heading(const drawn_crowd& crowd) const {
        const auto& words = emptor::detail::words_in(in_);
        if (crowd.except.empty()) return std::string{words.any_stage};
        std::vector<std::string> names;
        for (const std::size_t stage : crowd.except) names.push_back(process_.stages[stage].text);
        const auto as_it_is = [](const std::string& text) { return text; };
        return std::string{words.any_stage_but}
            .append(emptor::detail::listed_text(names, words.comma, words.agreement.and_, as_it_is))
            .append(words.any_stage_but_end);
    }

    struct crowd_line {
        std::string text{};
        bool heads{};
    };

    [[nodiscard]] std::vector<crowd_line> crowd_lines(const drawn_crowd& crowd) const {
        std::vector<crowd_line> out;
        for (auto& part : set_lines(heading(crowd), text_right_ - 50, crowd_type, 3)) {
            out.push_back({std::move(part), true});
        }
        for (const auto& line : crowd.lines) {
            for (auto& part : set_lines(line, text_right_ - 50, rule_type, 3)) out.push_back({std::move(part), false});
        }
        return out;
    }

    [[nodiscard]] double crowds_height(std::size_t stage) const {
        double height = 0;
        for (const drawn_crowd& crowd : layout_.crowds[stage]) {
            height += line_height * static_cast<double>(crowd_lines(crowd).size()) + 12;
        }
        return height == 0 ? 0 : height + side_height(layout_.right, stage, text_right_);
    }

    /// The height at which a move leaves or enters a stage.
    [[nodiscard]] double line_of(const drawn_side& side, std::size_t stage, std::size_t at, double room) const {
        double y = boxes_[stage].top + 2;
        for (std::size_t r = 0; r <= at; ++r) y += row(side, stage, r, room);
        return y;
    }

    void draw_stage(std::size_t s) {
        const box& each = boxes_[s];
        const auto& stage = process_.stages[s];
        std::string told;
        for (const auto& line : emptor::detail::brief_lines(stage.brief, in_)) told.append("\n").append(line);
        canvas_.begin(stage.text + (briefs_ ? told : std::string{}));
        const double height = each.bottom - each.top;
        canvas_.rect(left(), each.top, box_width_, height, stage.final ? ink::band : ink::edge, 10);
        canvas_.rect(left() + 1.5, each.top + 1.5, box_width_ - 3, height - 3, ink::card, 9);
        if (stage.final) {
            canvas_.rect(left() + 4, each.top + 4, box_width_ - 8, height - 8, ink::band, 7);
            canvas_.rect(left() + 5.5, each.top + 5.5, box_width_ - 11, height - 11, ink::card, 6);
        }
        double y =
            each.top +
            (height - 22 * static_cast<double>(each.name.size()) - 17 * static_cast<double>(each.goal.size())) / 2 + 17;
        for (const auto& line : each.name) {
            canvas_.text(centre_, y, line, name_type, ink::text, anchor::middle);
            y += 22;
        }
        for (const auto& line : each.goal) {
            canvas_.text(centre_, y - 3, line, goal_type, ink::muted, anchor::middle);
            y += 17;
        }
        canvas_.end();
    }

    /// The dot that a journey starts from: above the first stage, else at the left of its own.
    void draw_start() {
        const box& first = boxes_[process_.start];
        const double y = process_.start == 0 ? first.top - start_room + 6 : first.top - 14;
        const double x = process_.start == 0 ? centre_ : left() + 14;
        canvas_.rect(x - 7, y - 7, 14, 14, ink::text, 7);
        canvas_.rect(x - thick / 2, y, thick, first.top - y - 7, ink::text);
        point(x, first.top, 0, 1);
    }

    void draw_down(std::size_t stage) {
        const auto lines = down_lines(stage);
        if (lines.empty()) return;
        const double from = boxes_[stage].bottom, to = boxes_[stage + 1].top;
        canvas_.rect(centre_ - thick / 2, from, thick, to - from - 7, ink::band);
        point(centre_, to, 0, 1);
        double y = (from + to) / 2 - line_height * static_cast<double>(lines.size()) / 2 + 14 - 2;
        for (const auto& line : lines) {
            canvas_.text(centre_ + 12, y, line, rule_type, ink::text);
            y += line_height;
        }
    }

    /// @param way 1 for the right side, -1 for the left.
    void draw_trunk(const drawn_side& side, const drawn_trunk& trunk, double way) {
        const double room = way > 0 ? text_right_ : text_left_;
        const double wall = way > 0 ? right() : left();
        const double lane = wall + way * (room + lane_width * (static_cast<double>(trunk.lane) + 0.5));
        const double to = line_of(side, trunk.to, trunk.row, room);
        const ink colour = way > 0 ? ink::band : ink::expired;
        const double inner = std::min(wall, lane), outer = std::max(wall, lane);
        double top = to, bottom = to;
        for (const drawn_move& move : trunk.moves) {
            const double from = line_of(side, move.from, move.row, room);
            top = std::min(top, from);
            bottom = std::max(bottom, from);
            canvas_.rect(inner, from - thick / 2, outer - inner, thick, colour);
            const auto lines = side_lines(move, room);
            double y = from - 6 - line_height * static_cast<double>(lines.size() - 1);
            for (const auto& line : lines) {
                canvas_.text(wall + way * 14, y, line, rule_type, ink::text, way > 0 ? anchor::start : anchor::end);
                y += line_height;
            }
        }
        canvas_.rect(lane - thick / 2, top - thick / 2, thick, bottom - top + thick, colour);
        canvas_.rect(inner + (way > 0 ? 6 : 0), to - thick / 2, outer - inner - 6, thick, colour);
        point(wall, to, -way, 0, colour);
    }

    /// What leads here from nearly every stage: short arrows from the right.
    void draw_crowds(std::size_t s) {
        double y = boxes_[s].top + side_height(layout_.right, s, text_right_) + 2;
        for (const drawn_crowd& crowd : layout_.crowds[s]) {
            const auto lines = crowd_lines(crowd);
            const double middle = y + line_height * static_cast<double>(lines.size()) / 2;
            canvas_.rect(right() + 6, middle - thick / 2, 26, thick, ink::muted);
            point(right(), middle, -1, 0, ink::muted);
            for (const crowd_line& line : lines) {
                y += line_height;
                canvas_.text(right() + 38, y - 5, line.text, line.heads ? crowd_type : rule_type,
                             line.heads ? ink::muted : ink::text);
            }
            y += 12;
        }
    }

    /// The head of an arrow that ends at (x, y) and points to (dx, dy).
    void point(double x, double y, double dx, double dy, ink colour = ink::band) {
        const auto at = [](double number) { return trimmed(number, 1); };
        const double bx = x - 9 * dx, by = y - 9 * dy;
        canvas_.shape("M" + at(x) + " " + at(y) + "L" + at(bx - 4.5 * dy) + " " + at(by + 4.5 * dx) + "L" +
                          at(bx + 4.5 * dy) + " " + at(by - 4.5 * dx) + "Z",
                      colour);
    }

    const emptor::detail::plain_process& process_;
    std::optional<language> in_;
    bool briefs_;
    process_layout layout_;
    svg_canvas canvas_{};
    std::vector<box> boxes_{};
    double box_width_{}, centre_{}, text_left_{}, text_right_{};
};

[[nodiscard]] inline std::string process_svg(const emptor::detail::plain_process& process, std::optional<language> in,
                                             bool briefs, std::string_view title) {
    return process_picture{process, in, briefs}.draw(title);
}

}  // namespace emptor::io::detail
