// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How long it takes from one step to another as a picture, for a slide.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

#include <emptor/io/detail/plain_views.hpp>
#include <emptor/io/detail/svg_conversion.hpp>
#include <emptor/io/funnel_views.hpp>

namespace emptor::io {

/// One of the times to convert as a stand-alone SVG 1.1 document, 1200 pixels wide, without script, links or fonts of
/// its own: the share that has got there, by the estimate of Kaplan and Meier, with its band and a dot at each quantile
/// asked for. Where no first attempt is known there is no curve, and the picture says why. It turns dark where the
/// reader's screen does.
/// @param which of `views.times`, counted from 0.
/// @throws std::invalid_argument if the views have no such times, or for a quantile outside [0, 1].
template <class Elapsed>
[[nodiscard]] std::string conversion_svg(const funnel_views<Elapsed>& views, std::size_t which = 0,
                                         std::string_view title = {}) {
    if (which >= views.times.size()) {
        throw std::invalid_argument{"emptor::io::conversion_svg: times number " + std::to_string(which) +
                                    " are asked for, counted from 0; these views have " +
                                    std::to_string(views.times.size())};
    }
    detail::plain_views plain;
    plain.funnel.overall = detail::plain(views.funnel);
    const double confidence = plain.report().confidence;
    if (confidence > 0 && confidence < 1) plain.confidence = confidence;
    const auto times = detail::plain(views.times[which], plain.report(), views.quantiles, plain.confidence);
    return detail::conversion_picture(times, plain, {.title = title}, detail::alone_size);
}

}  // namespace emptor::io
