// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What else may be asked of the attempts of a funnel, on the command line.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/events/calendar.hpp>

#include "clock.hpp"
#include "failure.hpp"
#include "funnel_words.hpp"
#include "length.hpp"
#include "list.hpp"
#include "options.hpp"
#include "words.hpp"

namespace program {

/// +08:00, -03:30, +2, Z
[[nodiscard]] inline std::chrono::seconds zone_in(const std::string& text) {
    const auto refuse = [&] {
        return bad_usage("--zone is " + in_quotes(text) +
                         "; it must be an offset from UTC of less than a day, as +08:00 or -03:30, or Z");
    };
    if (text == "Z" || text == "UTC") return {};
    std::array<int, 2> numbers{};
    std::size_t at = 1;
    for (std::size_t part = 0; part < 2 && at < text.size(); ++part) {
        const std::size_t begin = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
            numbers[part] = std::min(numbers[part] * 10 + (text[at] - '0'), 1000);
            ++at;
        }
        if (at == begin || at > begin + 2) throw refuse();
        if (part == 0 && at < text.size() && text[at++] != ':') throw refuse();
        if (part == 0 && at == text.size() && text.back() == ':') throw refuse();
    }
    const bool is_signed = !text.empty() && (text[0] == '+' || text[0] == '-');
    if (!is_signed || text.size() < 2 || at != text.size() || numbers[0] > 23 || numbers[1] > 59) throw refuse();
    const std::chrono::seconds ahead = std::chrono::hours{numbers[0]} + std::chrono::minutes{numbers[1]};
    return text[0] == '-' ? -ahead : ahead;
}

/// A bucket of the calendar by its name.
[[nodiscard]] inline std::optional<emptor::calendar_bucket> bucket_called(std::string_view name,
                                                                          std::chrono::seconds zone) {
    using emptor::calendar_bucket;
    if (name == "minute") return calendar_bucket{std::chrono::minutes{1}, zone};
    if (name == "hour") return calendar_bucket{std::chrono::hours{1}, zone};
    if (name == "day") return calendar_bucket{std::chrono::days{1}, zone};
    if (name == "week") return calendar_bucket{std::chrono::weeks{1}, zone};
    if (name == "month") return calendar_bucket{std::chrono::months{1}, zone};
    if (name == "quarter") return calendar_bucket{std::chrono::months{3}, zone};
    if (name == "year") return calendar_bucket{std::chrono::years{1}, zone};
    return std::nullopt;
}

/// The bucket of --trend.
/// @param zone what --zone says; may be empty.
[[nodiscard]] inline named_bucket trend_in(const std::string& text, const std::string& zone) {
    const std::chrono::seconds offset = zone.empty() ? std::chrono::seconds{} : zone_in(zone);
    const std::string name = zone.empty() ? text : text + ", " + zone;
    if (const auto found = bucket_called(text, offset)) return {*found, name};
    if (text.empty() || text[0] < '0' || text[0] > '9') {
        constexpr std::array<std::string_view, 7> names{"minute", "hour", "day", "week", "month", "quarter", "year"};
        const std::string near = hint(text, names);
        throw bad_usage("--trend is " + in_quotes(text) + near + (near.empty() ? "; it" : " It") + " must be " +
                        listed(names, ", ") + ", or a length such as 5m or 2h");
    }
    const std::chrono::nanoseconds length = length_in("--trend", text);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(length);
    if (seconds != length || seconds <= std::chrono::seconds{}) {
        throw bad_usage("--trend is " + in_quotes(text) + "; it must be whole seconds, 1s or more");
    }
    return {emptor::calendar_bucket{seconds, offset}, name};
}

/// A number without a sign, at most `most`.
[[nodiscard]] inline std::size_t count_in(const std::string& option, const std::string& text, std::size_t most) {
    std::size_t number = 0;
    const bool fits = !text.empty() && text.size() <= 9 &&
                      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    for (std::size_t i = 0; fits && i < text.size(); ++i)
        number = number * 10 + static_cast<std::size_t>(text[i] - '0');
    if (number == 0 || number > most) {
        throw bad_usage(option + " is " + in_quotes(text) + "; it must be a number from 1 to " + std::to_string(most));
    }
    return number;
}

/// The shares of --quantiles.
[[nodiscard]] inline std::vector<double> quantiles_in(const std::string& text) {
    std::vector<double> shares;
    for (const std::string& each : names_in("--quantiles", text)) {
        const bool plain = each.find_first_not_of("0123456789.") == std::string::npos &&
                           std::count(each.begin(), each.end(), '.') <= 1 && each != ".";
        const double share = plain ? std::strtod(each.c_str(), nullptr) : -1;
        if (!(share >= 0 && share <= 1)) {
            throw bad_usage("--quantiles names " + in_quotes(each) +
                            "; each must be from 0 to 1, as 0.5 for the median");
        }
        shares.push_back(share);
    }
    if (shares.size() > 20) throw bad_usage("--quantiles names " + std::to_string(shares.size()) + "; there can be 20");
    return shares;
}

/// The time of --observed-until, written as those of the log are.
[[nodiscard]] inline moment time_said(const std::string& text, const input_options& input) {
    clock_reader clock{input};
    const emptor::io::parsed_time read = clock(text);
    if (!read) throw bad_usage("--observed-until is " + in_quotes(text) + ": " + clock.why(read));
    return *read;
}

/// Options that mean nothing beside what else is said.
inline void refuse_what_means_nothing(const view_words& said, const funnel_options& options) {
    const auto refuse = [](std::string_view option, const std::string& why) {
        throw bad_usage(std::string{option} + " means nothing " + why);
    };
    const auto needs = [&](std::string_view option, const std::string& value, bool there, const std::string& others) {
        if (!value.empty() && !there) refuse(option, "without " + others);
    };
    if (!options.wide.empty()) {
        for (const auto& [name, value] : {std::pair<std::string_view, const std::string*>{"--trend", &said.trend},
                                          {"--retention", &said.retention},
                                          {"--quantiles", &said.quantiles},
                                          {"--next", &said.next}}) {
            if (!value->empty()) refuse(name, "with --wide: a row has no events; --by and --compare do");
        }
    }
    needs("--zone", said.zone, !said.trend.empty() || !said.retention.empty(), "--trend or --retention");
    needs("--returns", said.returns, !said.retention.empty(), "--retention");
    needs("--baseline", said.baseline, !said.compare.empty(), "--compare");
    needs("--observed-until", said.observed_until,
          !said.trend.empty() || !said.retention.empty() || !said.quantiles.empty(),
          "--trend, --retention or --quantiles");
    if (!said.returns.empty() && !options.process.empty()) {
        refuse("--returns", "with --process, where steps are stages: who enters the last one came back");
    }
    if (!said.next.empty() && options.presorted) {
        refuse("--next", "with --presorted, which keeps no events: what came next is known only when the attempts are");
    }
    if (!said.compare.empty() && !options.by.empty() && said.compare != options.by) {
        throw bad_usage("--compare is " + in_quotes(said.compare) + " and --by " + in_quotes(options.by) +
                        "; both must name one column: ask for the other by itself");
    }
    const std::size_t steps = std::max(options.steps.size(), options.wide.size());
    if (steps == 1) {
        for (const auto& [name, value] : {std::pair<std::string_view, const std::string*>{"--compare", &said.compare},
                                          {"--quantiles", &said.quantiles},
                                          {"--next", &said.next}}) {
            if (!value->empty()) refuse(name, "for one step; it takes two or more");
        }
    }
}

/// What else is asked for.
/// @param options all others, checked.
/// @throws failure that names the option which is wrong, and what is allowed.
[[nodiscard]] inline asked_views views_in(const view_words& said, const funnel_options& options) {
    refuse_what_means_nothing(said, options);
    asked_views views;
    if (!said.trend.empty()) views.trend = trend_in(said.trend, said.zone);
    if (!said.retention.empty()) {
        const std::size_t colon = said.retention.find(':');
        const std::string period = said.retention.substr(0, colon);
        constexpr std::array<std::string_view, 3> periods{"day", "week", "month"};
        if (std::find(periods.begin(), periods.end(), period) == periods.end()) {
            throw bad_usage("--retention is " + in_quotes(said.retention) + "; it must be " + listed(periods, " or ") +
                            ", and may say how many: week:8");
        }
        views.retention = {trend_in(period, said.zone).bucket, period};
        views.periods =
            colon == std::string::npos ? 12 : count_in("--retention", said.retention.substr(colon + 1), 1000);
    }
    views.returns = said.returns;
    views.compare = said.compare;
    views.baseline = said.baseline;
    if (!said.quantiles.empty()) views.quantiles = quantiles_in(said.quantiles);
    if (!said.next.empty()) views.next = count_in("--next", said.next, 100);
    if (!said.observed_until.empty()) views.observed_until = time_said(said.observed_until, options.input);
    return views;
}

}  // namespace program
