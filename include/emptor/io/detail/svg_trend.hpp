// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Draws a funnel over time: the share that got to the end, with its band, above how many began.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <emptor/io/detail/plain_views.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/svg_canvas.hpp>
#include <emptor/io/detail/svg_chart.hpp>
#include <emptor/io/detail/view_sentences.hpp>

namespace emptor::io::detail {

/// How many buckets a picture shows at most: the last ones.
inline constexpr std::size_t most_buckets_drawn = 120;

class trend_picture {
public:
    trend_picture(const plain_trend& trend, const plain_report& report, const chart_size& size)
        : trend_{trend},
          report_{report},
          size_{size},
          drawn_{std::span{trend.buckets}.last(std::min(trend.buckets.size(), most_buckets_drawn))} {}

    [[nodiscard]] std::string draw(const picture& shown) {
        const std::vector<std::string> said = sentences_of(trend_, report_);
        const std::string name = "The funnel by " + visible(trend_.bucket);
        out_ = svg_canvas{shown.in_page};
        double y = begin_chart(out_, shown, size_, name, said);
        if (drawn_.empty()) return end_chart(out_, shown, size_, y, name, said);
        place_buckets();
        if (report_.steps.size() > 1) y = draw_shares(y) + 10;
        y = draw_counts(y);
        const double right = size_.width - size_.edge;
        std::string caption = "when the attempt began, by " + visible(trend_.bucket);
        if (!by_time_) caption += "; buckets in which nobody began are left out";
        if (drawn_.size() < trend_.buckets.size()) {
            caption += "; the last " + grouped(drawn_.size()) + " of " + grouped(trend_.buckets.size());
        }
        y = draw_names(y, right, caption);
        std::vector<legend_entry> legend;
        if (report_.steps.size() > 1) {
            legend.push_back({ink::band, "share that reached the end"});
            legend.push_back({ink::flow, "began; interval of the share"});
            if (std::ranges::any_of(drawn_, [](const auto& bucket) { return bucket.open; })) {
                legend.push_back({ink::open, "open: may yet rise"});
            }
        }
        y = draw_legend(out_, size_.edge, y + size_.text, size_.room(), legend, size_.text - 1.5) + 10;
        return end_chart(out_, shown, size_, y, name, said);
    }

private:
    [[nodiscard]] static double seconds(const plain_bucket& bucket) {
        return static_cast<double>(bucket.start.time_since_epoch().count());
    }

    /// Buckets stand where they are in time, unless there are gaps too large to be drawn: then one beside the other.
    void place_buckets() {
        std::uint64_t most = 1;
        for (const plain_bucket& bucket : drawn_) most = std::max(most, bucket.entered);
        most_ = most;
        left_ = size_.edge + 8 + std::max(set_width("100 %", {size_.text, false}), set_width(grouped(most), small()));
        const double right = size_.width - size_.edge - 2;
        const auto count = static_cast<double>(drawn_.size());
        length_ = bucket_length(drawn_);
        const double span = seconds(drawn_.back()) - seconds(drawn_.front());
        by_time_ = drawn_.size() > 1 && length_ > 0 && span >= 0 && span / length_ <= 4 * count &&
                   std::is_sorted(drawn_.begin(), drawn_.end(),
                                  [](const auto& a, const auto& b) { return a.start < b.start; });
        const double places = by_time_ ? span / length_ + 1 : count;
        pitch_ = (right - left_) / places;
        for (std::size_t at = 0; at < drawn_.size(); ++at) {
            const double before =
                by_time_ ? (seconds(drawn_[at]) - seconds(drawn_.front())) / length_ : static_cast<double>(at);
            middles_.push_back(left_ + (before + 0.5) * pitch_);
        }
    }

    [[nodiscard]] type_size small() const { return {size_.text - 1.5, false}; }

    [[nodiscard]] bool joined(std::size_t at) const {
        return at + 1 < drawn_.size() && drawn_[at].share.chances() > 0 && drawn_[at + 1].share.chances() > 0 &&
               (!by_time_ || seconds(drawn_[at + 1]) - seconds(drawn_[at]) <= 1.5 * length_);
    }

    [[nodiscard]] double draw_shares(double y) {
        y = draw_words(out_, size_.edge, y, size_.room(),
                       "reached " + in_quotes(report_.steps.back().name) + ", of those who began", size_.text) +
            12;
        const double height = size_.narrow() ? 150 : 210, right = size_.width - size_.edge - 2;
        double most = 0;
        for (const plain_bucket& bucket : drawn_) {
            most = std::max({most, bucket.share.rate().value_or(0), bucket.range ? bucket.range->high : 0});
        }
        const double step = share_step(most, 4);
        const double top = std::min(1.0, std::ceil(most / step - 1e-9) * step);
        const scale up{0, std::max(top, step), y + height, y};
        draw_share_lines(out_, up, step, left_, right, size_.text);
        std::string band, line;
        for (std::size_t at = 0; at < drawn_.size();) {
            std::size_t end = at;
            while (joined(end)) ++end;
            band += band_of(at, end, up);
            for (std::size_t next = at; next <= end && end > at; ++next) {
                line += (next == at ? "M" : "L") + pixels(middles_[next]) + " " + pixels(up(rate(next)));
            }
            at = end + 1;
        }
        if (!band.empty()) out_.shape(band, ink::flow);
        if (!line.empty()) out_.line(line, ink::band, 2.4);
        const bool told = drawn_.size() <= 60 && !size_.narrow();  // a finger does not point
        const double radius = std::clamp(pitch_ / 3, 1.5, 4.0);
        std::string open, closed;
        for (std::size_t at = 0; at < drawn_.size(); ++at) {
            const plain_bucket& bucket = drawn_[at];
            if (bucket.share.chances() == 0) continue;
            const double large = bucket.open ? radius + 0.5 : radius;
            if (told) {
                out_.begin(bucket_sentence(bucket));
                out_.dot(middles_[at], up(rate(at)), large, bucket.open ? ink::open : ink::band);
                out_.end();
            } else {
                (bucket.open ? open : closed) += disc(middles_[at], up(rate(at)), large);
            }
        }
        if (!closed.empty()) out_.shape(closed, ink::band);
        if (!open.empty()) out_.shape(open, ink::open);
        return y + height;
    }

    [[nodiscard]] double rate(std::size_t at) const { return drawn_[at].share.rate().value_or(0); }

    [[nodiscard]] std::string bucket_sentence(const plain_bucket& bucket) const {
        return visible(bucket.name) + ": " + share_text(bucket.share.rate().value_or(0), bucket.range) + ", " +
               grouped(bucket.share.taken()) + " of " + grouped(bucket.share.chances()) + (bucket.open ? ", open" : "");
    }

    /// The intervals of the buckets from one to another: a band, or a bar where there is one bucket.
    [[nodiscard]] std::string band_of(std::size_t from, std::size_t to, const scale& up) const {
        std::string forth, back;
        for (std::size_t at = from; at <= to && at < drawn_.size(); ++at) {
            if (!drawn_[at].range) return {};
            const double high = up(drawn_[at].range->high), low = up(drawn_[at].range->low);
            if (from == to) return box(middles_[at] - 3, high, 6, std::max(1.0, low - high));
            forth += (forth.empty() ? "M" : "L") + pixels(middles_[at]) + " " + pixels(high);
            back.insert(0, "L" + pixels(middles_[at]) + " " + pixels(low));
        }
        return forth + back + "z";
    }

    [[nodiscard]] double draw_counts(double y) {
        y = draw_words(out_, size_.edge, y, size_.room(), "began", size_.text) + 6;
        const double height = size_.narrow() ? 64 : 84, right = size_.width - size_.edge - 2;
        const scale up{0, static_cast<double>(most_), y + height, y};
        out_.rect(left_, y + height - 0.5, right - left_, 1, ink::edge);
        out_.text(left_ - 8, y + small().size * 0.8, grouped(most_), small(), ink::muted, anchor::end);
        out_.text(left_ - 8, y + height + 2, "0", small(), ink::muted, anchor::end);
        const double wide = std::max(1.0, pitch_ * 0.72);
        const bool told = drawn_.size() <= 60 && report_.steps.size() < 2 && !size_.narrow();  // else its dot tells it
        std::string bars;
        for (std::size_t at = 0; at < drawn_.size(); ++at) {
            const plain_bucket& bucket = drawn_[at];
            if (bucket.entered == 0) continue;
            const double high = up(static_cast<double>(bucket.entered));
            const std::string bar = box(middles_[at] - wide / 2, high, wide, std::max(1.0, y + height - high));
            if (!told) {
                bars += bar;
                continue;
            }
            out_.begin(visible(bucket.name) + ": " + grouped(bucket.entered) + " began");
            out_.shape(bar, ink::flow);
            out_.end();
        }
        if (!bars.empty()) out_.shape(bars, ink::flow);
        return y + height;
    }

    /// The names of buckets below their middles, as many as do not meet.
    [[nodiscard]] double draw_names(double y, double right, const std::string& caption) {
        double free = 0;
        for (std::size_t number = 0; number < drawn_.size(); ++number) {
            const std::string name = shortened(visible(drawn_[number].name), 150,
                                               [this](const cluster& c) { return set_width(c, small()); });
            const double width = set_width(name, small()), at = middles_[number];
            const double begin = std::clamp(at - width / 2, size_.edge, std::max(size_.edge, right - width));
            if (begin < free) continue;
            out_.rect(at - 0.5, y, 1, 5, ink::edge);
            out_.text(begin, y + 8 + small().size, name, small(), ink::muted);
            free = begin + width + 14;
        }
        return draw_words(out_, left_, y + small().size + 14, right - left_, caption, small().size);
    }

    const plain_trend& trend_;
    const plain_report& report_;
    chart_size size_;
    std::span<const plain_bucket> drawn_;
    svg_canvas out_;
    std::vector<double> middles_;
    std::uint64_t most_{1};
    double left_{};
    double pitch_{};
    double length_{};
    bool by_time_{};
};

}  // namespace emptor::io::detail
