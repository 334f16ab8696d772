// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process as a picture, for a slide.

#include <optional>
#include <string>
#include <string_view>

#include <emptor/io/detail/svg_process.hpp>
#include <emptor/process/detail/plain_process.hpp>
#include <emptor/process/shown.hpp>

namespace emptor::io {

/// The process as a stand-alone SVG 1.1 document, 1200 pixels wide, without script, links or fonts of its own; in
/// names, or in a language's labels.
///
/// Stages stand below each other in their order, final ones with a double edge. What moves a journey to the next stage
/// stands between the two; what skips stages goes round on the right, what goes back on the left. What may happen in
/// every stage stands once, beside the stage it leads to. With briefs, the goal of each stage stands in it, and all of
/// the brief is told where the reader points. The picture turns dark where the reader's screen does.
template <emptor::detail::drawable_process Process>
[[nodiscard]] std::string svg(const Process& process, std::optional<language> in = {},
                              shown_detail shown = shown_detail::rules, std::string_view title = {}) {
    return detail::process_svg(emptor::detail::plain(process, in), in, shown == shown_detail::briefs, title);
}

}  // namespace emptor::io
