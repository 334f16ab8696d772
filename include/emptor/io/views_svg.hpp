// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A funnel with its views as pictures, each for a slide of its own or all below each other.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/io/comparison_svg.hpp>
#include <emptor/io/conversion_svg.hpp>
#include <emptor/io/detail/plain_views.hpp>
#include <emptor/io/detail/svg_groups.hpp>
#include <emptor/io/detail/svg_lost.hpp>
#include <emptor/io/detail/svg_rows.hpp>
#include <emptor/io/funnel_views.hpp>
#include <emptor/io/retention_svg.hpp>
#include <emptor/io/trend_svg.hpp>

namespace emptor::io {

namespace detail {

/// The height that a picture of ours says it has.
[[nodiscard]] inline double picture_height(std::string_view svg) {
    constexpr std::string_view before = " height=\"";
    std::size_t at = svg.find(before);
    double height = 0, part = 0;
    if (at == std::string_view::npos) return height;
    for (at += before.size(); at < svg.size() && svg[at] != '"'; ++at) {
        if (svg[at] == '.') {
            part = 0.1;
        } else if (part > 0) {
            height += part * (svg[at] - '0');
            part /= 10;
        } else {
            height = height * 10 + (svg[at] - '0');
        }
    }
    return height;
}

/// Pictures below each other, as one.
[[nodiscard]] inline std::string stacked(const std::vector<std::string>& pictures, std::string_view name) {
    std::string body;
    double y = 0;
    for (const std::string& one : pictures) {
        body += "<g transform=\"translate(0 " + trimmed(y, 1) + ")\">\n" + one + "</g>\n";
        y += picture_height(one);
    }
    const std::string size = "width=\"1200\" height=\"" + trimmed(y, 1) + "\"";
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" " + size + " viewBox=\"0 0 1200 " +
           trimmed(y, 1) + "\">\n<title>" + markup(name) + "</title>\n" + body + "</svg>\n";
}

[[nodiscard]] inline std::string svg_of(const plain_views& views, std::string_view title) {
    std::vector<std::string> pictures;
    if (!views.has_groups || !views.plain_funnel()) pictures.push_back(wide_svg(views.report(), {.title = title}));
    for (const plain_conversion& times : views.times) {
        pictures.push_back(conversion_picture(times, views, {}, alone_size));
    }
    if (views.trend) pictures.push_back(trend_picture{*views.trend, views.report(), alone_size}.draw({}));
    if (views.has_groups) {
        const picture shown{.title = views.plain_funnel() ? title : std::string_view{}};
        pictures.push_back(groups_svg(views.funnel, shown, {.across = cards_across(views.funnel)}));
    }
    if (views.comparison != nullptr) pictures.push_back(comparison_picture(*views.comparison, {}, alone_size));
    if (views.retention != nullptr) pictures.push_back(retention_picture{*views.retention, alone_size}.draw({}));
    if (!views.lost.empty()) pictures.push_back(lost_picture(views.lost, {}, alone_size));
    return pictures.size() == 1 ? pictures.front() : stacked(pictures, title.empty() ? "Funnel" : title);
}

}  // namespace detail

/// What those did next who were lost, step by step, as a stand-alone SVG 1.1 document: the six most frequent events,
/// all others together, and nothing more; on one scale for all steps.
/// @throws std::invalid_argument if nothing is known of them.
template <class Elapsed>
[[nodiscard]] std::string lost_svg(const funnel_views<Elapsed>& views, std::string_view title = {}) {
    if (views.lost.empty()) throw std::invalid_argument{"emptor::io::lost_svg: these views have no next events"};
    const detail::plain_report report = detail::plain(views.funnel);
    std::vector<detail::plain_lost> lost;
    for (const lost_view& one : views.lost) lost.push_back(detail::plain(one, report));
    return detail::lost_picture(lost, {.title = title}, detail::alone_size);
}

/// All pictures of the views below each other, as one stand-alone SVG 1.1 document, 1200 pixels wide: the funnel, each
/// time to convert, the trend, the groups, their differences, the retention triangle, and what the lost did instead. A
/// funnel alone, or with its groups, is drawn as its report is.
/// @throws std::invalid_argument for a quantile outside [0, 1].
template <class Elapsed>
[[nodiscard]] std::string svg(const funnel_views<Elapsed>& views, std::string_view title = {}) {
    return detail::svg_of(detail::plain(views), title);
}

}  // namespace emptor::io
