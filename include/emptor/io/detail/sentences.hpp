// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a report says, in sentences.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/io/detail/code_point.hpp>
#include <emptor/io/detail/plain_report.hpp>
#include <emptor/io/detail/readable.hpp>

namespace emptor::io::detail {

[[nodiscard]] inline std::string time_text(double time, bool has_unit) {
    return has_unit ? duration(time) : amount(time);
}

[[nodiscard]] inline std::string people(std::uint64_t count) { return counted(count, "entity", "entities"); }

/// A name inside a sentence.
[[nodiscard]] inline std::string in_quotes(std::string_view name) { return "“" + visible(name) + "”"; }

/// "95 % confidence"; of a report that was put together by hand it may be no number.
[[nodiscard]] inline std::string confidence_text(double confidence) {
    return std::isfinite(confidence) ? trimmed(confidence * 100, 4) + " % confidence" : "an unknown confidence";
}

/// What went into the report, where each of its events is, and how to read its numbers.
[[nodiscard]] inline std::vector<std::string> totals_sentences(const plain_report& report) {
    const funnel_totals& totals = report.totals;
    std::vector<std::string> out{counted(totals.events, "event", "events") + " of " + people(totals.entities) + "."};
    const std::string order = totals.out_of_order == 0
                                  ? "none was out of order"
                                  : counted(totals.out_of_order, "was", "were") + " out of order and " +
                                        (totals.sorted ? "put in order" : "left out");
    if (totals.events > 0) {
        out.push_back((totals.unmatched == 0 ? "Every event is a step"
                                             : counted(totals.unmatched, "event is", "events are") + " no step") +
                      "; " + order + ".");
    }
    if (totals.dropped > 0) {
        out.push_back(counted(totals.dropped, "entity is", "entities are") +
                      " left out because of an excluded event or a break.");
    }
    const std::string window =
        report.window ? "Window: " + time_text(*report.window, report.has_unit) : "No window of time";
    out.push_back(window + "; intervals are Wilson’s at " + confidence_text(report.confidence) + ".");
    double error = 0;
    for (const plain_step& step : report.steps) {
        for (const named_clock& clock : clocks) error = std::max(error, (step.*clock.times).relative_error);
    }
    if (error > 0) out.push_back("Times are within " + trimmed(error * 100, 2) + " % of the exact ones.");
    if (!report.has_unit) out.emplace_back("Times are in the log’s own unit.");
    std::uint64_t negative = 0;
    for (const plain_step& step : report.steps) negative += step.from_previous.negative;
    if (negative > 0) {
        out.push_back(counted(negative, "time from the previous step is", "times from the previous step are") +
                      " negative; the medians keep " + (negative == 1 ? "it." : "them."));
    }
    return out;
}

/// How many of the first step reached the last: the sentence for under a title. Nothing for a funnel of one step.
[[nodiscard]] inline std::optional<std::string> headline(const plain_report& report) {
    if (report.steps.size() < 2) return std::nullopt;
    const plain_step& first = report.steps.front();
    const plain_step& last = report.steps.back();
    if (!last.share_of_first) return "Nobody reached " + in_quotes(first.name) + ".";
    std::string out = percent(*last.share_of_first) + " of those who reached " + in_quotes(first.name) + " reached " +
                      in_quotes(last.name) + ": " + grouped(last.entities) + " of " + grouped(first.entities);
    if (last.interval_of_first) out += " (" + percent(*last.interval_of_first) + ")";
    return out + ".";
}

/// The step that `less` puts last among those with a previous step, or its end.
template <class Less>
[[nodiscard]] auto most(const plain_report& report, Less less) {
    const auto& steps = report.steps;
    return steps.size() < 2 ? steps.end() : std::max_element(steps.begin() + 1, steps.end(), less);
}

/// Where most were lost, which step keeps the smallest share, and which takes longest.
[[nodiscard]] inline std::vector<std::string> findings(const plain_report& report) {
    std::vector<std::string> out;
    if (auto sentence = headline(report)) out.push_back(*std::move(sentence));
    const auto end = report.steps.end();
    const auto between = [](auto step) { return in_quotes((step - 1)->name) + " and " + in_quotes(step->name); };
    const auto loss = most(report, [](const auto& a, const auto& b) { return a.drop_off < b.drop_off; });
    if (loss != end && loss->drop_off.value_or(0) > 0) {
        std::string text = "The biggest loss is between " + between(loss) + ": " + grouped(*loss->drop_off) + " of " +
                           grouped((loss - 1)->entities) + " went no further";
        if (loss->share_of_previous) text += " (" + percent(1 - *loss->share_of_previous) + ")";
        if (loss->expired && loss->open) {
            text += *loss->expired == 0 ? "; all may yet move on"
                    : *loss->open == 0  ? "; the time ran out for all of them"
                                        : "; the time ran out for " + grouped(*loss->expired) + ", and " +
                                             grouped(*loss->open) + " may yet move on";
        }
        out.push_back(text + ".");
    }
    const auto weakest = most(report, [](const auto& a, const auto& b) {
        return a.share_of_previous.value_or(2) > b.share_of_previous.value_or(2);
    });
    if (weakest != end && weakest != loss && weakest->share_of_previous.value_or(1) < 1) {
        out.push_back("The hardest step is from " + in_quotes((weakest - 1)->name) + " to " + in_quotes(weakest->name) +
                      ": " + percent(*weakest->share_of_previous) + " take it.");
    }
    const auto slowest =
        most(report, [](const auto& a, const auto& b) { return a.from_previous.median < b.from_previous.median; });
    if (slowest != end && slowest->from_previous.median.value_or(0) > 0) {
        std::string text = "The slowest step is from " + in_quotes((slowest - 1)->name) + " to " +
                           in_quotes(slowest->name) + ": half of those who take it need more than " +
                           time_text(*slowest->from_previous.median, report.has_unit);
        if (slowest->from_previous.p90) {
            text += ", one in ten more than " + time_text(*slowest->from_previous.p90, report.has_unit);
        }
        out.push_back(text + ".");
    }
    return out;
}

/// Which group converts best and which worst, of those where anybody began.
[[nodiscard]] inline std::vector<std::string> group_findings(const plain_breakdown& groups) {
    std::vector<const plain_group*> begun;
    for (const plain_group& group : groups.groups) {
        if (group.report.steps.size() > 1 && group.report.steps.back().share_of_first) begun.push_back(&group);
    }
    std::vector<std::string> out;
    if (begun.size() < 2) return out;
    const auto [worst, best] = std::minmax_element(begun.begin(), begun.end(), [](const auto* a, const auto* b) {
        return a->report.steps.back().share_of_first < b->report.steps.back().share_of_first;
    });
    const plain_step& high = (*best)->report.steps.back();
    const plain_step& low = (*worst)->report.steps.back();
    if (high.share_of_first == low.share_of_first) {
        out.push_back("All groups by " + in_quotes(groups.by) + " convert alike: " + percent(*high.share_of_first) +
                      ".");
        return out;
    }
    const auto said = [](const plain_group& group, const plain_step& last) {
        return in_quotes(group.value) + " (" + percent(*last.share_of_first) +
               (last.interval_of_first ? ", " + percent(*last.interval_of_first) : "") + ")";
    };
    std::string text = "By " + in_quotes(groups.by) + ", " + said(**best, high) + " converts best and " +
                       said(**worst, low) + " worst";
    if (high.interval_of_first && low.interval_of_first) {
        text += high.interval_of_first->low > low.interval_of_first->high ? "; their intervals do not meet"
                                                                          : "; their intervals overlap";
    }
    out.push_back(text + ".");
    return out;
}

/// What stands out in all groups together, and among them.
[[nodiscard]] inline std::vector<std::string> findings(const plain_breakdown& groups) {
    std::vector<std::string> out = findings(groups.overall);
    for (std::string& sentence : group_findings(groups)) out.push_back(std::move(sentence));
    return out;
}

}  // namespace emptor::io::detail
