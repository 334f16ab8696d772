// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How groups differ as a picture, for a slide.

#include <stdexcept>
#include <string>
#include <string_view>

#include <emptor/io/detail/svg_intervals.hpp>
#include <emptor/io/funnel_views.hpp>

namespace emptor::io {

/// The comparisons as a stand-alone SVG 1.1 document, 1200 pixels wide, without script, links or fonts of its own: each
/// difference of two groups as a dot with Newcombe's interval, on one scale in points, with a line where there is none.
/// Those that stand out (p below 0.05 by Holm) have a colour of their own. Of more than 6 contrasts of one comparison
/// the clearest are drawn, of more than 8 comparisons the first, and the picture says so. It turns dark where the
/// reader's screen does.
[[nodiscard]] inline std::string comparison_svg(const comparison_view& view, std::string_view title = {}) {
    return detail::comparison_picture(view, {.title = title}, detail::alone_size);
}

/// @throws std::invalid_argument if the views have no comparison.
template <class Elapsed>
[[nodiscard]] std::string comparison_svg(const funnel_views<Elapsed>& views, std::string_view title = {}) {
    if (!views.comparison) throw std::invalid_argument{"emptor::io::comparison_svg: these views have no comparison"};
    return comparison_svg(*views.comparison, title);
}

}  // namespace emptor::io
