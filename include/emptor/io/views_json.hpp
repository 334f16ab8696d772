// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A funnel with its views as JSON, for programs.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <emptor/io/detail/escape.hpp>
#include <emptor/io/detail/json_lines.hpp>
#include <emptor/io/detail/plain_views.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/funnel_views.hpp>
#include <emptor/io/json.hpp>

namespace emptor::io {

namespace detail {

/// The object of a line: `{"a": 1, "b": 2}`.
class json_line {
public:
    json_line& operator()(const char* key, const std::string& value) {
        text_.append(text_.size() > 1 ? ", \"" : "\"").append(key).append("\": ").append(value);
        return *this;
    }
    json_line& operator()(const char* key, std::uint64_t value) { return (*this)(key, std::to_string(value)); }
    [[nodiscard]] std::string text() const { return text_ + "}"; }

private:
    std::string text_{"{"};
};

[[nodiscard]] inline std::string json_value(bool value) { return value ? "true" : "false"; }

/// A number that may not be finite.
[[nodiscard]] inline std::string json_number(double value) { return json_value(finite(std::optional{value})); }

[[nodiscard]] inline std::string json_of(const plain_trend& trend) {
    std::string out = "{";
    json_member(out, "    ", "bucket", json_string(trend.bucket));
    json_member(out, "    ", "sums", json_value(trend.sums));
    json_member(out, "    ", "buckets", json_lines(trend.buckets, "    ", [&](const plain_bucket& bucket) {
                    const auto start = utc_text(bucket.start);
                    std::string reached = "[";
                    for (const std::uint64_t count : bucket.reached) {
                        reached.append(reached.size() > 1 ? ", " : "").append(std::to_string(count));
                    }
                    json_line line;
                    line("name", json_string(bucket.name))("start", start ? json_string(*start) : "null");
                    line("began", bucket.entered)("reached", reached + "]");
                    line("share_of_first", json_value(bucket.share.rate()))("interval", json_value(bucket.range));
                    return line("open", trend.watched ? json_value(bucket.open) : "null").text();
                }));
    return out + "\n  }";
}

[[nodiscard]] inline std::string json_of(const plain_curve& curve, const plain_conversion& times) {
    std::string out = "{";
    const std::string indent = "        ";
    json_member(out, indent, "clock", json_string("first attempt"));
    json_member(out, indent, "happened", std::to_string(curve.happened));
    json_member(out, indent, "censored", std::to_string(curve.censored));
    json_member(out, indent, "quantiles", json_lines(times.quantiles, indent, [](const plain_quantile& one) {
                    return json_line{}("share", json_number(one.share))("time", json_value(finite(one.of_all.time)))(
                               "low", json_value(finite(one.of_all.low)))("high", json_value(finite(one.of_all.high)))
                        .text();
                }));
    json_member(out, indent, "different_times", std::to_string(curve.times));
    json_member(out, indent, "curve", json_lines(curve.steps, indent, [](const plain_curve_step& step) {
                    return json_line{}("time", json_number(step.time))("waiting", json_number(step.waiting))(
                               "interval", json_value(step.band))("at_risk", step.at_risk)
                        .text();
                }));
    return out + "\n      }";
}

[[nodiscard]] inline std::string json_of(const plain_conversion& times) {
    std::string out = "{";
    const std::string indent = "      ";
    json_member(out, indent, "from", json_string(times.from_name));
    json_member(out, indent, "to", json_string(times.to_name));
    json_member(out, indent, "from_step", std::to_string(times.from));
    json_member(out, indent, "to_step", std::to_string(times.to));
    json_member(out, indent, "clock", json_string("in the attempt"));
    json_member(out, indent, "entities", std::to_string(times.converted));
    json_member(out, indent, "mean", json_value(times.mean));
    json_member(out, indent, "quantiles", json_lines(times.quantiles, indent, [](const plain_quantile& one) {
                    return json_line{}("share", json_number(one.share))("time", json_value(one.time)).text();
                }));
    json_member(out, indent, "histogram", json_lines(times.histogram, indent, [](const number_bin& bin) {
                    return json_line{}("low", json_number(bin.low))("high", json_number(bin.high))("entities",
                                                                                                   bin.numbers)
                        .text();
                }));
    json_member(out, indent, "waiting", times.curve ? json_of(*times.curve, times) : "null");
    return out + "\n    }";
}

[[nodiscard]] inline std::string json_of(const retention_cell& cell) {
    return json_line{}("entities", cell.retained.chances())("retained", cell.retained.taken())(
               "share", json_value(cell.retained.rate()))(
               "interval", json_value(finite(std::optional{cell.plausible})))("partial", json_value(cell.partial))
        .text();
}

[[nodiscard]] inline std::string json_of(const retention_view& view) {
    constexpr const char* rules[] = {"bounded", "unbounded", "rolling", "unbroken"};
    const retention_triangle& seen = view.triangle;
    const auto until = seen.observed_until ? utc_text(*seen.observed_until) : std::nullopt;
    const std::string indent = "    ";
    std::string out = "{";
    json_member(out, indent, "period", json_string(view.period));
    json_member(out, indent, "start", json_string(view.start));
    json_member(out, indent, "back", json_string(view.back));
    json_member(out, indent, "rule", json_string(rules[static_cast<std::size_t>(seen.rule.of())]));
    json_member(out, indent, "span", std::to_string(seen.rule.span()));
    json_member(out, indent, "observed_until", until ? json_string(*until) : "null");
    json_member(out, indent, "entities", std::to_string(seen.entities));
    json_member(out, indent, "never_started", std::to_string(seen.never_started));
    json_member(out, indent, "events", std::to_string(seen.events));
    json_member(out, indent, "unmatched", std::to_string(seen.unmatched));
    json_member(out, indent, "confidence", json_number(seen.confidence));
    const auto cell = [](const retention_cell& one) { return json_of(one); };
    json_member(out, indent, "cohorts", json_lines(seen.cohorts, indent, [&](const retention_cohort& cohort) {
                    const auto start = utc_text(cohort.start);
                    return json_line{}("name", json_string(cohort.name))("start", start ? json_string(*start) : "null")(
                               "entities", cohort.entities)("cells", json_lines(cohort.cells, "      ", cell))
                        .text();
                }));
    json_member(out, indent, "overall", json_lines(seen.overall, indent, cell));
    return out + "\n  }";
}

[[nodiscard]] inline std::string json_of(const std::optional<chi_squared_result>& test) {
    if (!test) return "null";
    return json_line{}("statistic", json_number(test->statistic))("degrees", test->degrees)("p", json_number(test->p))(
               "smallest_expected", json_number(test->smallest_expected))
        .text();
}

[[nodiscard]] inline std::string json_of(const rate_comparison& rates) {
    const std::string indent = "      ";
    std::string out = "{";
    json_member(out, indent, "what", json_string(rates.what()));
    json_member(out, indent, "confidence", json_number(rates.confidence()));
    json_member(out, indent, "groups", json_lines(rates.groups(), indent, [](const group_rate& group) {
                    return json_line{}("name", json_string(group.name))("entities", group.rate.chances())(
                               "taken", group.rate.taken())("share", json_value(group.rate.rate()))
                        .text();
                }));
    json_member(out, indent, "chi_squared", json_of(rates.chi_squared()));
    json_member(out, indent, "g", json_of(rates.g()));
    json_member(out, indent, "contrasts", json_lines(rates.contrasts(), indent, [](const rate_contrast& one) {
                    const difference& apart = one.apart();
                    json_line line;
                    line("group", json_string(one.group().name))("against", json_string(one.baseline().name));
                    line("difference", json_value(apart.value));
                    line("interval", json_value(apart.value ? std::optional{apart.plausible} : std::nullopt));
                    line("z", json_value(one.z() ? std::optional{one.z()->z} : std::nullopt));
                    line("p", json_value(one.p()))("fisher_p", json_value(one.fisher_p()));
                    line("holm_p", json_value(one.holm_p()));
                    return line("benjamini_hochberg_p", json_value(one.benjamini_hochberg_p())).text();
                }));
    return out + "\n    }";
}

[[nodiscard]] inline std::string json_of(const plain_lost& lost) {
    const std::string indent = "      ";
    const auto count = [](const named_count& one) {
        return json_line{}("name", json_string(one.first))("entities", one.second).text();
    };
    std::string out = "{";
    json_member(out, indent, "step", std::to_string(lost.step));
    json_member(out, indent, "name", json_string(lost.name));
    json_member(out, indent, "entities", std::to_string(lost.entities));
    json_member(out, indent, "none", std::to_string(lost.none));
    json_member(out, indent, "without", std::to_string(lost.without));
    json_member(out, indent, "next", json_lines(lost.next, indent, [&](const std::vector<named_count>& nth) {
                    return json_lines(nth, "        ", count);
                }));
    json_member(out, indent, "distinct_paths", std::to_string(lost.distinct));
    json_member(out, indent, "paths", json_lines(lost.paths, indent, [](const path_count<std::string>& path) {
                    std::string states = "[";
                    for (const std::string& state : path.states) {
                        states.append(states.size() > 1 ? ", " : "").append(json_string(state));
                    }
                    return json_line{}("events", states + "]")("entities", path.times).text();
                }));
    return out + "\n    }";
}

[[nodiscard]] inline std::string json_of(const plain_views& views) {
    std::string out = views.has_groups ? json_of(views.funnel) : json_of(views.report());
    const bool told_groups = views.has_groups && (!views.groups_sum || !views.plain_funnel());
    if (views.plain_funnel() && !told_groups) return out;
    out.resize(out.size() - 3);  // "\n}\n", to go on
    const auto part = [](const auto& one) { return json_of(one); };
    if (told_groups) json_member(out, "  ", "groups_sum", json_value(views.groups_sum));
    if (views.trend) json_member(out, "  ", "trend", json_of(*views.trend));
    if (!views.times.empty()) json_member(out, "  ", "times", json_lines(views.times, "  ", part));
    if (views.retention != nullptr) json_member(out, "  ", "retention", json_of(*views.retention));
    if (views.comparison != nullptr) {
        std::string compared = "{";
        json_member(compared, "    ", "by", json_string(views.comparison->by));
        json_member(compared, "    ", "rates", json_lines(views.comparison->rates, "    ", part));
        json_member(out, "  ", "comparison", compared + "\n  }");
    }
    if (!views.lost.empty()) json_member(out, "  ", "lost", json_lines(views.lost, "  ", part));
    return out + "\n}\n";
}

}  // namespace detail

/// The funnel, with its groups if there are any, as `json` of its report writes it, with a key for each other view that
/// is there: `trend`, `times`, `retention`, `comparison` and `lost`; beside `groups` also `groups_sum`.
///
/// Shares are in [0, 1]; times are in the funnel's unit (`"time_unit"`), moments in UTC (ISO 8601). What is absent or
/// not finite is null. Numbers read back exactly. A curve has at most 402 of its steps, each exact: between two of them
/// the share falls by less than 0.005, or time passes by less than 1/200 of the whole. Of the ways of those who were
/// lost the 100 most frequent are listed; each `next` list, of the first event, the second and so on, is whole.
/// @throws std::invalid_argument for a quantile outside [0, 1].
template <class Elapsed>
[[nodiscard]] std::string json(const funnel_views<Elapsed>& views) {
    return detail::json_of(detail::plain(views));
}

}  // namespace emptor::io
