// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A funnel report as a picture, for a slide.

#include <string>
#include <string_view>

#include <emptor/funnel/report.hpp>
#include <emptor/io/breakdown.hpp>
#include <emptor/io/detail/plain_report.hpp>
#include <emptor/io/detail/svg_groups.hpp>
#include <emptor/io/detail/svg_rows.hpp>

namespace emptor::io {

/// The report as a stand-alone SVG 1.1 document, 1200 pixels wide, without script, links or fonts of its own.
///
/// Each step is a band as wide as its entities are many. Who dropped off is a thin strip beside it, split into those
/// who may yet come and those whose window expired. Between bands stand the share that moved on and the median time it
/// took; beside them the shares of the first step with their intervals. From 13 steps on it is a list with bars.
/// The picture has its own paper, and turns dark where the reader's screen does. Names too long for their place are
/// shortened; their whole text stands in the `title` of their group.
template <class Elapsed>
[[nodiscard]] std::string svg(const funnel_report<Elapsed>& report, std::string_view title = {}) {
    return detail::wide_svg(detail::plain(report), {.title = title});
}

/// A card for all together and for each of up to 12 groups, on one scale of shares of the first step, so that they can
/// be compared; ticks on every card repeat the shares of all together. Of more groups the 12 largest are drawn, and the
/// picture says so.
template <class Elapsed>
[[nodiscard]] std::string svg(const breakdown<Elapsed>& groups, std::string_view title = {}) {
    const auto plain = detail::plain(groups);
    return detail::groups_svg(plain, {.title = title}, {.across = detail::cards_across(plain)});
}

}  // namespace emptor::io
