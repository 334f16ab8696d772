// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A flow as a picture, for a slide.

#include <string>
#include <string_view>

#include <emptor/io/detail/plain_flow.hpp>
#include <emptor/io/detail/svg_flow.hpp>
#include <emptor/io/flow_view.hpp>

namespace emptor::io {

/// The flow as a stand-alone SVG 1.1 document, without script, links or fonts of its own: 1200 pixels wide, or more
/// where more than about eight states follow each other.
///
/// States are bars as tall as their visits, from left to right in the order in which most go through them; moves are
/// ribbons as wide as they are frequent. Moves back go below all bars and come again from the left. Arrows at a bar are
/// paths that begin or end there. Of more than 20 states the 19 most visited are drawn and the others as one; moves
/// that make up the last 3 % are not drawn, nor more than 60: the picture says how many are not. Names too long for
/// their place are shortened; who points at a bar or a ribbon reads all of it. The picture turns dark where the
/// reader's screen does.
template <class State>
[[nodiscard]] std::string svg(const flow_view<State>& flow, std::string_view title = {}) {
    const detail::plain_flow plain = detail::plain(flow);
    return detail::flow_picture{plain}.draw({.title = title});
}

}  // namespace emptor::io
