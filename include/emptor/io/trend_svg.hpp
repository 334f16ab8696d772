// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A funnel over time as a picture, for a slide.

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <emptor/io/detail/plain_views.hpp>
#include <emptor/io/detail/svg_trend.hpp>
#include <emptor/io/funnel_views.hpp>

namespace emptor::io {

/// The trend as a stand-alone SVG 1.1 document, 1200 pixels wide, without script, links or fonts of its own: the share
/// of those who began that got to the last step, with its interval, above how many began. Buckets stand where they are
/// in time; a line joins only those without a gap between them. Of more than 120 buckets the last are drawn, and the
/// picture says so. It turns dark where the reader's screen does.
/// @throws std::invalid_argument if the views have no trend.
template <class Elapsed>
[[nodiscard]] std::string trend_svg(const funnel_views<Elapsed>& views, std::string_view title = {}) {
    if (!views.trend) throw std::invalid_argument{"emptor::io::trend_svg: these views have no trend"};
    const detail::plain_report report = detail::plain(views.funnel);
    const bool sure = report.confidence > 0 && report.confidence < 1;
    const auto trend = detail::plain(*views.trend, report, sure ? std::optional{report.confidence} : std::nullopt);
    return detail::trend_picture{trend, report, detail::alone_size}.draw({.title = title});
}

}  // namespace emptor::io
