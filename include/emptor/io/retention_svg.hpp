// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Who came back as a picture, for a slide.

#include <stdexcept>
#include <string>
#include <string_view>

#include <emptor/io/detail/svg_retention.hpp>
#include <emptor/io/funnel_views.hpp>

namespace emptor::io {

/// The retention triangle as a stand-alone SVG 1.1 document, 1200 pixels wide, without script, links or fonts of its
/// own: a row a cohort, a column a period, each cell with its share in per cent and darker the more came back; below
/// them all cohorts together. Cells whose period was not over are marked. Of more than 20 cohorts the last are drawn,
/// of the periods the first that have room, and the picture says so. It turns dark where the reader's screen does.
[[nodiscard]] inline std::string retention_svg(const retention_view& view, std::string_view title = {}) {
    return detail::retention_picture{view, detail::alone_size}.draw({.title = title});
}

/// @throws std::invalid_argument if the views have no retention.
template <class Elapsed>
[[nodiscard]] std::string retention_svg(const funnel_views<Elapsed>& views, std::string_view title = {}) {
    if (!views.retention) throw std::invalid_argument{"emptor::io::retention_svg: these views have no retention"};
    return retention_svg(*views.retention, title);
}

}  // namespace emptor::io
