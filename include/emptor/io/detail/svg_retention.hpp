// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Draws a retention triangle: a row a cohort, the darker a cell the more came back.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <emptor/io/detail/plain_views.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/svg_canvas.hpp>
#include <emptor/io/detail/svg_chart.hpp>
#include <emptor/io/detail/view_sentences.hpp>

namespace emptor::io::detail {

/// A share in the narrow room of a cell: "12", "4.3", "<0.1": in per cent.
[[nodiscard]] inline std::string cell_text(double share) {
    const double value = share * 100;
    if (value > 0 && value < 0.05) return "<0.1";
    return trimmed(value, value < 9.95 ? 1 : 0);
}

class retention_picture {
public:
    retention_picture(const retention_view& view, const chart_size& size) : view_{view}, size_{size} {}

    [[nodiscard]] std::string draw(const picture& shown) {
        const std::vector<std::string> said = sentences_of(view_);
        const std::string name =
            "Who started with " + in_quotes(view_.start) + " and came back, by " + visible(view_.period);
        out_ = svg_canvas{shown.in_page};
        double y = begin_chart(out_, shown, size_, name, said);
        place_cells();
        if (rows_.empty()) return end_chart(out_, shown, size_, y, name, said);
        y = draw_words(out_, size_.edge, y, size_.room(), "% back, by " + visible(view_.period) + " since the start",
                       size_.text) +
            10;
        const type_size small{size_.text - 1.5, false};
        out_.text(size_.edge + names_ + 8 + counts_, y + small.size, "started", small, ink::muted, anchor::end);
        std::vector<std::pair<double, std::string>> heads;
        for (std::size_t at = 0; at < columns_; ++at) heads.emplace_back(middle(at), std::to_string(at));
        out_.text_row(y + small.size, heads, small, ink::muted);
        y += small.size + 8;
        double below = y;
        for (const retention_cohort* row : rows_) {
            add_boxes(row->cells, below);
            below += pitch;
        }
        add_boxes(view_.triangle.overall, below + 6);
        draw_boxes();
        for (const retention_cohort* row : rows_) y = draw_row(visible(row->name), row->entities, row->cells, y, false);
        if (!view_.triangle.overall.empty()) {
            y = draw_row("all", view_.triangle.overall.front().retained.chances(), view_.triangle.overall, y + 6, true);
        }
        y = draw_legend(out_, size_.edge, y + size_.text + 8, size_.room(), legend(), size_.text - 1.5) + 10;
        if (const std::string left_out = undrawn(); !left_out.empty()) {
            y = draw_words(out_, size_.edge, y, size_.room(), left_out, size_.text - 1.5) + 4;
        }
        return end_chart(out_, shown, size_, y, name, said);
    }

private:
    static constexpr double pitch = 26;
    /// How dark a cell can be, so that its number can be read on light and on dark paper.
    static constexpr double darkest = 0.6;
    static constexpr std::size_t shades = 12;

    void place_cells() {
        const std::vector<retention_cohort>& cohorts = view_.triangle.cohorts;
        const std::size_t most_rows = size_.narrow() ? 12 : 20;
        const std::size_t first = cohorts.size() > most_rows ? cohorts.size() - most_rows : 0;
        for (std::size_t at = first; at < cohorts.size(); ++at) rows_.push_back(&cohorts[at]);
        const type_size strong{size_.text - 0.5, true};
        names_ = set_width("all", strong);
        counts_ = set_width("started", strong);
        for (const retention_cohort* row : rows_) {
            columns_ = std::max(columns_, row->cells.size());
            names_ = std::max(names_, set_width(visible(row->name), strong));
            counts_ = std::max(counts_, set_width(grouped(row->entities), strong));
        }
        names_ = std::min(names_, size_.room() * 0.3);
        const double room = size_.room() - names_ - counts_ - 20;
        const double least = size_.narrow() ? 34 : 44;
        columns_ = std::min(columns_, static_cast<std::size_t>(std::max(1.0, room / least)));
        cell_ = std::min(64.0, room / static_cast<double>(std::max<std::size_t>(columns_, 1)));
        for (const retention_cohort* row : rows_) {
            for (std::size_t at = 0; at < std::min(columns_, row->cells.size()); ++at) {
                const double share = row->cells[at].retained.rate().value_or(0);
                if (at > 0 || columns_ == 1) most_ = std::max(most_, share);
            }
        }
    }

    [[nodiscard]] double left() const { return size_.edge + names_ + counts_ + 20; }
    [[nodiscard]] double middle(std::size_t column) const {
        return left() + (static_cast<double>(column) + 0.5) * cell_;
    }

    [[nodiscard]] std::size_t shade(double share) const {
        if (!(share > 0) || !(most_ > 0)) return 0;
        return 1 + static_cast<std::size_t>(std::min(1.0, share / most_) * static_cast<double>(shades - 1));
    }
    [[nodiscard]] static double darkness(std::size_t shade) {
        return darkest * static_cast<double>(shade) / static_cast<double>(shades);
    }

    void add_boxes(const std::vector<retention_cell>& cells, double y) {
        for (std::size_t at = 0; at < std::min(columns_, cells.size()); ++at) {
            const double x = middle(at) - cell_ / 2;
            boxes_[shade(cells[at].retained.rate().value_or(0))] += box(x + 1, y + 1, cell_ - 2, pitch - 2);
            if (cells[at].partial) partial_ += box(x + 1, y + pitch - 4, cell_ - 2, 3);
        }
    }

    void draw_boxes() {
        if (!boxes_[0].empty()) out_.shape(boxes_[0], ink::card);
        for (std::size_t at = 1; at <= shades; ++at) {
            if (!boxes_[at].empty()) out_.shape(boxes_[at], ink::band, darkness(at));
        }
        if (!partial_.empty()) out_.shape(partial_, ink::open);
    }

    [[nodiscard]] double draw_row(const std::string& name, std::uint64_t entities,
                                  const std::vector<retention_cell>& cells, double y, bool strong) {
        const type_size type{size_.text - 1, strong};
        const double baseline = y + pitch / 2 + type.size * 0.36;
        std::string said = name + ": " + people(entities) + " started";
        for (std::size_t at = 1; at < std::min<std::size_t>(cells.size(), 4); ++at) {
            said += ", " + percent(cells[at].retained.rate().value_or(0)) + " back in " + std::to_string(at);
        }
        out_.begin(said);
        out_.text(size_.edge, baseline, set_lines(name, names_, type, 1).front(), type, ink::text);
        out_.text(size_.edge + names_ + 8 + counts_, baseline, grouped(entities), type, ink::muted, anchor::end);
        std::vector<std::pair<double, std::string>> texts;
        for (std::size_t at = 0; at < std::min(columns_, cells.size()); ++at) {
            const double share = cells[at].retained.rate().value_or(0);
            texts.emplace_back(middle(at), cells[at].retained.chances() > 0 ? cell_text(share) : "–");
        }
        out_.text_row(baseline, texts, type, ink::text);
        out_.end();
        return y + pitch;
    }

    [[nodiscard]] std::vector<legend_entry> legend() const {
        for (const retention_cohort* row : rows_) {
            for (std::size_t at = 0; at < std::min(columns_, row->cells.size()); ++at) {
                if (row->cells[at].partial) return {{ink::open, "not over when the log ended: may yet rise"}};
            }
        }
        return {};
    }

    /// What the picture has no room for.
    [[nodiscard]] std::string undrawn() const {
        std::size_t longest = 0;
        for (const retention_cohort& cohort : view_.triangle.cohorts) longest = std::max(longest, cohort.cells.size());
        std::string out;
        if (rows_.size() < view_.triangle.cohorts.size()) {
            out = "The last " + grouped(rows_.size()) + " of " + grouped(view_.triangle.cohorts.size()) +
                  " cohorts are drawn. ";
        }
        if (columns_ < longest) {
            out += "Periods 0 to " + std::to_string(columns_ - 1) + " of 0 to " + std::to_string(longest - 1) +
                   " are drawn.";
        }
        return out;
    }

    const retention_view& view_;
    chart_size size_;
    svg_canvas out_;
    std::vector<const retention_cohort*> rows_;
    std::array<std::string, shades + 1> boxes_{};
    std::string partial_;
    std::size_t columns_{};
    double names_{};
    double counts_{};
    double cell_{};
    double most_{};
};

}  // namespace emptor::io::detail
