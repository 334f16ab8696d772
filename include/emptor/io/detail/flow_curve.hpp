// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Draws how the share that has come to a state grows with time, with its band.

#include <string>
#include <vector>

#include <emptor/io/detail/flow_findings.hpp>
#include <emptor/io/detail/plain_views.hpp>
#include <emptor/io/detail/svg_canvas.hpp>
#include <emptor/io/detail/svg_chart.hpp>
#include <emptor/io/detail/svg_conversion.hpp>
#include <emptor/io/flow_views.hpp>

namespace emptor::io::detail {

/// The picture, alone or within a page. Where nobody waited for any time there is nothing to draw but the words.
[[nodiscard]] inline std::string wait_picture(const wait_view& wait, const picture& shown, const chart_size& size) {
    const survival_curve seen = wait.waiting.curve();
    const plain_curve curve = plain(wait.waiting, seen, 0.95);
    svg_canvas out{shown.in_page};
    std::vector<std::string> said = wait_sentences(wait, seen);
    said.push_back(wait_note());
    const std::string name = "Time from the first event to " + in_quotes(wait.until);
    double y = begin_chart(out, shown, size, name, said);
    if (curve.steps.empty() || !(curve.steps.back().time > 0)) return end_chart(out, shown, size, y, name, said);
    y = draw_curve(out, size, y, curve, wait.has_unit, "share that has come to " + in_quotes(wait.until),
                   "time since the first event of each");
    y = draw_legend(out, size.edge, y + size.text, size.room(),
                    {{ink::band, "estimate by Kaplan and Meier"}, {ink::flow, "band at 95 %"}}, size.text - 1.5) +
        10;
    return end_chart(out, shown, size, y, name, said);
}

}  // namespace emptor::io::detail
