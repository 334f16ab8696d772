// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A funnel with its views as text, for a terminal.

#include <string>
#include <string_view>
#include <vector>

#include <emptor/io/detail/plain_views.hpp>
#include <emptor/io/detail/view_sentences.hpp>
#include <emptor/io/detail/view_tables.hpp>
#include <emptor/io/funnel_views.hpp>
#include <emptor/io/text.hpp>

namespace emptor::io {

namespace detail {

/// A part of a text under a heading: its sentences, then its tables.
inline void text_part(std::string& out, const std::string& heading, const std::vector<std::string>& sentences,
                      const std::vector<named_table>& tables) {
    out.append("\n").append(heading).append("\n\n");
    const auto columns = [](const cluster& c) { return static_cast<double>(c.width); };
    for (const std::string& sentence : sentences) {
        for (const std::string& line : wrap(sentence, 100, columns)) out.append(line).append("\n");
    }
    for (const named_table& each : tables) {
        if (!each.columns.empty()) out.append("\n").append(each.name).append("\n").append(render(each.columns, 28));
    }
}

[[nodiscard]] inline std::string text_of(const plain_views& views, std::string_view title) {
    std::string out = views.has_groups ? text_of(views.funnel, title) : text_of(views.report(), title);
    if (views.has_groups && !views.groups_sum) {
        out.append("\n").append(group_sentences(views).back()).append("\n");
    }
    if (!views.times.empty()) {
        std::vector<std::string> sentences;
        for (const plain_conversion& one : views.times) {
            for (std::string& sentence : sentences_of(one, views)) sentences.push_back(std::move(sentence));
        }
        sentences.push_back(clock_sentence(views));
        text_part(out, "How long it takes", sentences, {table_of(views.times, views)});
    }
    if (views.trend) {
        text_part(out, "By " + visible(views.trend->bucket), sentences_of(*views.trend, views.report()),
                  {table_of(*views.trend, views.report(), false)});
    }
    if (views.retention != nullptr) {
        text_part(out, "Who came back, by " + visible(views.retention->period), sentences_of(*views.retention),
                  {table_of(*views.retention, 9)});
    }
    if (views.comparison != nullptr) {
        std::vector<named_table> tables;
        for (const rate_comparison& rates : views.comparison->rates) tables.push_back(contrasts_table(rates));
        text_part(out, "Differences by " + visible(views.comparison->by), sentences_of(*views.comparison), tables);
    }
    if (!views.lost.empty()) {
        std::vector<named_table> tables;
        for (const plain_lost& lost : views.lost) {
            tables.push_back(table_of(lost));
            tables.push_back(paths_table(lost));
        }
        text_part(out, "What the lost did instead", sentences_of(views.lost), tables);
    }
    return out;
}

}  // namespace detail

/// The funnel, with its groups if there are any, as `text` of its report shows it; then each of the other views under a
/// heading: what stands out in sentences, and its numbers as tables.
///
/// Tables have 400 rows at most, and say so.
/// @throws std::invalid_argument for a quantile outside [0, 1].
template <class Elapsed>
[[nodiscard]] std::string text(const funnel_views<Elapsed>& views, std::string_view title = {}) {
    return detail::text_of(detail::plain(views), title);
}

}  // namespace emptor::io
