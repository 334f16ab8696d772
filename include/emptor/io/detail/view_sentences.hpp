// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What the views of a funnel say, in sentences.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/io/detail/code_point.hpp>
#include <emptor/io/detail/plain_views.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/sentences.hpp>

namespace emptor::io::detail {

/// "12.3 % (11.2–13.5 %)".
[[nodiscard]] inline std::string share_text(double share, const std::optional<interval>& range) {
    return percent(share) + (range ? " (" + percent(*range) + ")" : "");
}

/// A difference of shares in points: "+3.2", "−0.05".
[[nodiscard]] inline std::string points(double difference) {
    const double value = difference * 100;
    const std::string digits = rounded(std::abs(value), std::abs(value) < 0.995 ? 2 : 1);
    const bool zero = digits.find_first_not_of("0.") == std::string::npos;
    return zero ? "0" : (value < 0 ? "−" : "+") + digits;
}

/// "0.0125", "<0.0001".
[[nodiscard]] inline std::string p_text(double p) { return p < 0.0001 ? "<0.0001" : rounded(p, 4); }

/// "95 %".
[[nodiscard]] inline std::string plain_percent(double confidence) { return trimmed(confidence * 100, 4) + " %"; }

/// From which step to which: "“visit” to “purchase”".
[[nodiscard]] inline std::string way_text(const plain_conversion& times) {
    return in_quotes(times.from_name) + " to " + in_quotes(times.to_name);
}

/// The share that got there, with its band: what does not wait any longer.
[[nodiscard]] inline std::optional<interval> got_there(const std::optional<interval>& waiting) {
    return waiting ? std::optional{interval{1 - waiting->high, 1 - waiting->low}} : std::nullopt;
}

/// How long one way took, and how many are still under way.
[[nodiscard]] inline std::vector<std::string> sentences_of(const plain_conversion& times, const plain_views& views) {
    std::vector<std::string> out;
    const auto time = [&](double value) { return time_text(value, views.has_unit()); };
    if (times.converted == 0) {
        out.push_back("Nobody got from " + way_text(times) + ".");
    } else {
        std::string text = people(times.converted) + " got from " + way_text(times) + " in the attempt that counts";
        if (times.mean) text += ": " + time(*times.mean) + " on average";
        for (const plain_quantile& one : times.quantiles) {
            if (one.time) text += ", " + plain_percent(one.share) + " within " + time(*one.time);
        }
        out.push_back(text + ".");
    }
    if (!times.curve) {
        out.emplace_back(
            "How many are still under way is not known here: with the words of this question the first attempt is not "
            "the one that is followed.");
        return out;
    }
    const plain_curve& curve = *times.curve;
    if (curve.steps.empty()) return out;
    const plain_curve_step& end = curve.steps.back();
    std::string text = "Of the " + people(curve.happened + curve.censored) + " whose first attempt got to " +
                       in_quotes(times.from_name) + ", " + share_text(1 - end.waiting, got_there(end.band)) +
                       " got to " + in_quotes(times.to_name) + " within " + time(end.time);
    if (curve.censored > 0) {
        text += "; " + counted(curve.censored, "was", "were") +
                " still under way when their window or the log ended, and counted as long as they were seen";
    }
    out.push_back(text + ".");
    for (const plain_quantile& one : times.quantiles) {
        if (!one.of_all.time) continue;
        std::string said = plain_percent(one.share) + " of all of them got there within " + time(*one.of_all.time);
        if (one.of_all.low && one.of_all.high) {
            said += " (" + time(*one.of_all.low) + " to " + time(*one.of_all.high) + ")";
        }
        out.push_back(said + ".");
    }
    return out;
}

/// How the time to convert is measured.
[[nodiscard]] inline std::string clock_sentence(const plain_views& views) {
    std::string out =
        "Clocks: averages and quantiles of those who got there are from step to step within the attempt that counts; "
        "shares of all are by Kaplan and Meier, from each entity’s first attempt";
    if (views.confidence) out += ", with Greenwood’s band at " + plain_percent(*views.confidence) + " confidence";
    return out + ".";
}

/// Which bucket converts best and which worst, of those that are whole.
[[nodiscard]] inline std::vector<std::string> sentences_of(const plain_trend& trend, const plain_report& report) {
    std::vector<std::string> out;
    if (trend.buckets.empty()) return {"Nobody started."};
    std::uint64_t entered = 0;
    std::size_t open = 0;
    std::vector<const plain_bucket*> whole;
    const plain_bucket* most = &trend.buckets.front();
    for (const plain_bucket& bucket : trend.buckets) {
        entered += bucket.entered;
        open += bucket.open ? 1 : 0;
        if (bucket.entered > most->entered) most = &bucket;
        if (!bucket.open && bucket.share.chances() > 0) whole.push_back(&bucket);
    }
    std::string text = counted(entered, "attempt", "attempts") + " in " +
                       counted(trend.buckets.size(), "bucket", "buckets") + " by " + visible(trend.bucket);
    if (trend.buckets.size() > 1) text += "; most began in " + visible(most->name) + ": " + grouped(most->entered);
    out.push_back(text + ".");
    const auto rate = [](const plain_bucket* one) { return *one->share.rate(); };
    if (whole.size() > 1 && report.steps.size() > 1) {
        const auto [worst, best] = std::minmax_element(whole.begin(), whole.end(),
                                                       [&](const auto* a, const auto* b) { return rate(a) < rate(b); });
        if (rate(*worst) < rate(*best)) {
            const auto said = [&](const plain_bucket& one) {
                return visible(one.name) + ", " + share_text(rate(&one), one.range);
            };
            std::string both = "From " + in_quotes(report.steps.front().name) + " to " +
                               in_quotes(report.steps.back().name) + ", the best is " + said(**best) +
                               ", and the worst " + said(**worst);
            if ((*best)->range && (*worst)->range) {
                both += (*best)->range->low > (*worst)->range->high ? "; their intervals do not meet"
                                                                    : "; their intervals overlap";
            }
            out.push_back(both + ".");
        }
    }
    if (open > 0) {
        out.push_back(counted(open, "bucket is", "buckets are") +
                      " open: the window of some who began there was not over when the log ended, so that their share "
                      "may yet rise.");
    } else if (!trend.watched) {
        out.emplace_back("Those who began lately had less time to get on.");
    }
    out.emplace_back(trend.sums ? "The buckets add up to the funnel."
                                : "The buckets do not add up to the funnel: an entity is in each bucket in which it "
                                  "began.");
    return out;
}

/// Whether the groups add up to the funnel, behind what stands out in them.
[[nodiscard]] inline std::vector<std::string> group_sentences(const plain_views& views) {
    std::vector<std::string> out = group_findings(views.funnel);
    if (views.funnel.groups.empty()) {
        out.push_back("No groups by " + in_quotes(views.funnel.by) + ".");
        return out;
    }
    out.emplace_back(views.groups_sum ? "The groups add up to the funnel."
                                      : "The groups do not add up to the funnel: an entity may be in several.");
    return out;
}

/// Who counts as back in a period.
[[nodiscard]] inline std::string rule_text(const retention_view& view) {
    const std::string period = visible(view.period);
    switch (view.triangle.rule.of()) {
        case retention_rule::kind::bounded:
            return "in exactly that " + period;
        case retention_rule::kind::unbounded:
            return "in that " + period + " or any later one";
        case retention_rule::kind::rolling:
            return "in any of " + std::to_string(view.triangle.rule.span()) + " periods by " + period +
                   ", from that one on";
        case retention_rule::kind::unbroken:
            break;
    }
    return "in each " + period + " up to that one";
}

[[nodiscard]] inline std::vector<std::string> sentences_of(const retention_view& view) {
    const retention_triangle& seen = view.triangle;
    std::uint64_t started = 0;
    for (const retention_cohort& cohort : seen.cohorts) started += cohort.entities;
    std::vector<std::string> out{people(started) + " started with " + in_quotes(view.start) + ", in " +
                                 counted(seen.cohorts.size(), "cohort", "cohorts") + " by " + visible(view.period) +
                                 "; " + grouped(seen.never_started) + " never did. Back is who came with " +
                                 in_quotes(view.back) + " " + rule_text(view) + "."};
    const auto tell = [&](std::size_t period) {
        const retention_cell& cell = seen.overall[period];
        if (cell.retained.chances() == 0) return;
        out.push_back(share_text(*cell.retained.rate(), finite(std::optional{cell.plausible})) + " were back in " +
                      visible(view.period) + " " + std::to_string(period) + ", of the " +
                      people(cell.retained.chances()) + " for whom it was over.");
    };
    if (seen.overall.size() > 1) tell(1);
    if (seen.overall.size() > 2) tell(seen.overall.size() - 1);
    const retention_cohort* best = nullptr;
    const retention_cohort* worst = nullptr;
    const auto rate = [](const retention_cohort* one) { return one->cells[1].retained.rate().value_or(0); };
    for (const retention_cohort& cohort : seen.cohorts) {
        if (cohort.cells.size() < 2 || cohort.cells[1].partial) continue;
        if (best == nullptr || rate(&cohort) > rate(best)) best = &cohort;
        if (worst == nullptr || rate(&cohort) < rate(worst)) worst = &cohort;
    }
    if (best != nullptr && rate(worst) < rate(best)) {
        const auto said = [&](const retention_cohort& one) {
            return visible(one.name) + ", " + share_text(rate(&one), finite(std::optional{one.cells[1].plausible}));
        };
        out.push_back("Of those cohorts, most of " + said(*best) + " were back in " + visible(view.period) +
                      " 1, and fewest of " + said(*worst) + ".");
    }
    out.push_back("Intervals are Wilson’s at " + plain_percent(seen.confidence) +
                  " confidence. The row of all cohorts holds those for whom the period was over.");
    return out;
}

/// The contrast that is clearest, by its p; nothing where none has one.
[[nodiscard]] inline const rate_contrast* clearest(const rate_comparison& rates) {
    const rate_contrast* found = nullptr;
    for (const rate_contrast& one : rates.contrasts()) {
        if (one.p() && (found == nullptr || *one.p() < *found->p())) found = &one;
    }
    return found;
}

[[nodiscard]] inline std::vector<std::string> sentences_of(const comparison_view& view) {
    std::vector<std::string> out;
    for (const rate_comparison& rates : view.rates) {
        const bool first = &rates == view.rates.data();
        std::size_t clear = 0;
        for (const rate_contrast& one : rates.contrasts()) clear += one.holm_p().value_or(1) < 0.05 ? 1U : 0U;
        const std::size_t all = rates.contrasts().size();
        const rate_contrast* const one = clearest(rates);
        std::string text = visible(rates.what()) + ": ";
        if (!rates.chi_squared()) {
            text += "nothing to compare";
        } else if (clear == 0) {
            text += "no difference that chance would not bring (chi-squared p " + p_text(rates.chi_squared()->p) + ")";
        } else if (all > 1) {
            text += grouped(clear) + " of " + grouped(all) + " contrasts " + (clear == 1 ? "stands" : "stand") +
                    " out at p below 0.05 by Holm";
        }
        if (one != nullptr && one->apart().value && (first || clear > 0)) {
            if (!text.ends_with(": ")) text += all > 1 ? "; the clearest: " : "; ";
            text += in_quotes(one->group().name) + " against " + in_quotes(one->baseline().name) + ", " +
                    points(*one->apart().value) + " points (" + points(one->apart().plausible.low) + " to " +
                    points(one->apart().plausible.high) + "), p " + p_text(one->holm_p().value_or(*one->p()));
            if (all > 1) text += " by Holm";
        }
        out.push_back(text + ".");
    }
    if (!view.rates.empty()) {
        out.push_back("Intervals of differences are Newcombe’s at " + plain_percent(view.rates.front().confidence()) +
                      " confidence; p is of the z test, or Fisher’s where few are expected.");
    }
    return out;
}

/// The share of some of the entities of whom one is told what they did next.
[[nodiscard]] inline double share_in(const plain_lost& lost, std::uint64_t count) {
    return lost.entities > 0 ? static_cast<double>(count) / static_cast<double>(lost.entities) : 0;
}

[[nodiscard]] inline std::string sentence_of(const plain_lost& lost) {
    if (lost.entities == 0) return "Nobody came to " + in_quotes(lost.name) + " and no further.";
    std::string text = "Of " + people(lost.entities) + " who came to " + in_quotes(lost.name) + " and no further, ";
    text += grouped(lost.none) + " did nothing more (" + percent(share_in(lost, lost.none)) + ")";
    if (!lost.next.empty()) {
        const auto& [name, count] = lost.next.front().front();
        text += "; most of the others went on with " + in_quotes(name) + ": " + grouped(count);
    }
    return text + ".";
}

[[nodiscard]] inline std::vector<std::string> sentences_of(const std::vector<plain_lost>& all) {
    std::vector<std::string> out;
    for (const plain_lost& lost : all) out.push_back(sentence_of(lost));
    return out;
}

}  // namespace emptor::io::detail
