// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How events become attempts, where that is asked for on the command line: the funnel's words, and other engines'
/// modes.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/funnel/asked_by.hpp>
#include <emptor/funnel/preset.hpp>
#include <emptor/presets.hpp>

#include "failure.hpp"
#include "length.hpp"
#include "list.hpp"
#include "words.hpp"

namespace program {

/// The options as they were written.
struct matching_words {
    std::string preset, breaks_on, may_skip, hold, each, from, ties, session, within_events, anchored;
    std::vector<std::string> gap_max, gap_min, exclude;
    bool unordered{}, open{}, half_open{};

    friend bool operator==(const matching_words&, const matching_words&) = default;
};

/// An event that may not happen in some gaps: bit k stands for that between step k and the next, counted from 0.
struct excluded_name {
    std::string name;
    std::uint64_t gaps;
};

/// What they ask for. Lengths are in nanoseconds.
struct matching {
    emptor::matching_rules rules{};
    emptor::question_lengths<std::uint64_t> lengths{};
    std::vector<excluded_name> excludes{};
    std::string hold{};  ///< the column of the property that must stay the same; may be empty
};

/// A mode of another engine, by name.
struct named_preset {
    std::string_view dialect;
    std::string_view mode;
    emptor::matching_rules (*begin)();
    void (*change)(emptor::matching_rules&);
    bool after_others;
};

template <class Dialect, class Change, emptor::preset_turn Turn>
[[nodiscard]] constexpr named_preset named(std::string_view dialect, std::string_view mode,
                                           const emptor::preset<Dialect, Change, Turn>&) {
    return {dialect, mode, &Dialect::rules, &emptor::preset<Dialect, Change, Turn>::change,
            Turn == emptor::preset_turn::after_others};
}

inline constexpr auto named_presets = [] {
    namespace p = emptor::presets;
    return std::array{
        named("clickhouse", "windowed", p::clickhouse::windowed),
        named("clickhouse", "strict_increase", p::clickhouse::strict_increase),
        named("clickhouse", "strict_once", p::clickhouse::strict_once),
        named("clickhouse", "strict_deduplication", p::clickhouse::strict_deduplication),
        named("clickhouse", "strict_order", p::clickhouse::strict_order),
        named("clickhouse", "allow_reentry", p::clickhouse::allow_reentry),
        named("doris", "windowed", p::doris::windowed),
        named("doris", "increase", p::doris::increase),
        named("doris", "deduplication", p::doris::deduplication),
        named("doris", "fixed_v1", p::doris::fixed_v1),
        named("doris", "fixed", p::doris::fixed),
        named("starrocks", "windowed", p::starrocks::windowed),
        named("starrocks", "deduplication", p::starrocks::deduplication),
        named("starrocks", "fixed", p::starrocks::fixed),
        named("starrocks", "increase", p::starrocks::increase),
        named("pinot", "windowed", p::pinot::windowed),
        named("pinot", "strict_increase", p::pinot::strict_increase),
        named("pinot", "strict_deduplication", p::pinot::strict_deduplication),
        named("pinot", "strict_order", p::pinot::strict_order),
        named("pinot", "keep_all", p::pinot::keep_all),
        named("posthog", "ordered", p::posthog::ordered),
        named("posthog", "strict", p::posthog::strict),
        named("posthog", "unordered", p::posthog::unordered),
        named("mixpanel", "uniques", p::mixpanel::uniques),
        named("mixpanel", "optimized_reentry", p::mixpanel::optimized_reentry),
        named("mixpanel", "totals", p::mixpanel::totals),
        named("mixpanel", "any_order", p::mixpanel::any_order),
        named("amplitude", "this_order", p::amplitude::this_order),
        named("amplitude", "exact_order", p::amplitude::exact_order),
        named("amplitude", "any_order", p::amplitude::any_order),
        named("amplitude", "totals", p::amplitude::totals),
        named("ga4", "closed_funnel", p::ga4::closed_funnel),
        named("ga4", "open_funnel", p::ga4::open_funnel),
        named("ga4", "directly_followed", p::ga4::directly_followed),
        named("duckdb_behavioral", "windowed", p::duckdb_behavioral::windowed),
        named("duckdb_behavioral", "strict_deduplication", p::duckdb_behavioral::strict_deduplication),
        named("duckdb_behavioral", "strict_order", p::duckdb_behavioral::strict_order),
        named("duckdb_behavioral", "strict_once", p::duckdb_behavioral::strict_once),
        named("duckdb_behavioral", "strict_increase", p::duckdb_behavioral::strict_increase),
        named("duckdb_behavioral", "timestamp_dedup", p::duckdb_behavioral::timestamp_dedup),
        named("duckdb_behavioral", "allow_reentry", p::duckdb_behavioral::allow_reentry),
        named("byconity", "by_times", p::byconity::by_times),
        named("retentioneering", "path", p::retentioneering::path),
        named("retentioneering", "from_first", p::retentioneering::from_first),
        named("retentioneering", "from_last", p::retentioneering::from_last),
    };
}();

/// The rules of `clickhouse:strict_order,allow_reentry`.
[[nodiscard]] inline emptor::matching_rules preset_in(const std::string& text) {
    const std::size_t colon = text.find(':');
    const std::string dialect = text.substr(0, colon);
    std::vector<std::string_view> dialects;
    std::vector<std::string_view> modes;
    for (const named_preset& each : named_presets) {
        if (dialects.empty() || dialects.back() != each.dialect) dialects.push_back(each.dialect);
        if (each.dialect == dialect) modes.push_back(each.mode);
    }
    if (modes.empty()) {
        throw bad_usage("--preset is " + in_quotes(text) + ": no engine is called " + in_quotes(dialect) +
                        "; it must be " + listed(dialects, " or ") + ", with a colon and one of its modes");
    }
    if (colon == std::string::npos) {
        throw bad_usage("--preset is " + in_quotes(text) +
                        ": a colon and a mode must follow: " + listed(modes, " or "));
    }
    std::vector<const named_preset*> asked;
    for (const std::string& mode : names_in("--preset", std::string_view{text}.substr(colon + 1))) {
        const auto found = std::find_if(named_presets.begin(), named_presets.end(), [&](const named_preset& each) {
            return each.dialect == dialect && each.mode == mode;
        });
        if (found == named_presets.end()) {
            throw bad_usage("--preset is " + in_quotes(text) + ": " + dialect + " has no mode " + in_quotes(mode) +
                            "; it must be " + listed(modes, " or "));
        }
        asked.push_back(&*found);
    }
    emptor::matching_rules rules = asked.front()->begin();
    for (const bool late : {false, true}) {
        for (const named_preset* each : asked) {
            if (each->after_others == late) each->change(rules);
        }
    }
    return rules;
}

/// The choice that a name stands for.
template <class Value, std::size_t Size>
[[nodiscard]] Value choice_in(const std::string& option, const std::string& text,
                              const std::array<std::pair<std::string_view, Value>, Size>& choices) {
    std::vector<std::string_view> names;
    for (const auto& [name, value] : choices) {
        if (name == text) return value;
        names.push_back(name);
    }
    const std::string near = hint(text, names);
    throw bad_usage(option + " is " + in_quotes(text) + near + (near.empty() ? "; it" : " It") + " must be " +
                    listed(names, " or "));
}

inline constexpr std::array<std::pair<std::string_view, emptor::break_kind>, 5> break_names{{
    {"foreign", emptor::break_kind::foreign},
    {"repeat", emptor::break_kind::repeat},
    {"back", emptor::break_kind::back},
    {"ahead", emptor::break_kind::ahead},
    {"restart", emptor::break_kind::restart},
}};
inline constexpr std::array<std::pair<std::string_view, emptor::counted_unit>, 3> unit_names{{
    {"entity", emptor::counted_unit::entity},
    {"attempt", emptor::counted_unit::attempt},
    {"start", emptor::counted_unit::start},
}};
inline constexpr std::array<std::pair<std::string_view, emptor::start_rule>, 3> start_names{{
    {"any_start", emptor::start_rule::every},
    {"first_start", emptor::start_rule::first_start},
    {"last_start", emptor::start_rule::last_start},
}};
/// None for `increasing`, which stands beside the others.
inline constexpr std::array<std::pair<std::string_view, std::optional<emptor::tie_order>>, 3> tie_names{{
    {"by_step", emptor::tie_order::by_step},
    {"input", emptor::tie_order::input},
    {"increasing", std::nullopt},
}};

/// The steps of the question, by which options name places.
class step_places {
public:
    explicit step_places(const std::vector<std::string>& steps) : steps_{&steps} {}

    [[nodiscard]] std::size_t size() const noexcept { return steps_->size(); }

    /// The place of a step, counted from 0.
    [[nodiscard]] std::size_t place(const std::string& option, const std::string& name) const {
        const auto found = std::find(steps_->begin(), steps_->end(), name);
        if (found == steps_->end()) {
            const std::string near = hint(name, *steps_);
            throw bad_usage(option + " names " + in_quotes(name) + ", which is no step" + near +
                            (near.empty() ? "; the" : " The") + " steps are " + listed(*steps_));
        }
        if (std::find(found + 1, steps_->end(), name) != steps_->end()) {
            throw bad_usage(option + " names " + in_quotes(name) + ", which is a step twice");
        }
        return static_cast<std::size_t>(found - steps_->begin());
    }
    [[nodiscard]] std::uint64_t places(const std::string& option, const std::string& list) const {
        std::uint64_t bits = 0;
        for (const std::string& name : names_in(option, list)) bits |= std::uint64_t{1} << place(option, name);
        return bits;
    }

    /// All gaps, or after a colon those of `A-B`: from step A to the later step B.
    [[nodiscard]] std::uint64_t gaps(const std::string& option, name_reader& reader) const {
        const std::uint64_t all = size() < 2 ? 0 : ~std::uint64_t{} >> (65 - size());
        if (!reader.take(':')) return all;
        const std::size_t from = place(option, reader.name("-", "the step before"));
        if (!reader.take('-')) throw bad_usage(reader.said() + "after the colon there must be STEP-STEP");
        const std::size_t to = place(option, reader.name("", "the step after"));
        if (from >= to) throw bad_usage(reader.said() + "the first of the two steps must stand before the second");
        return all & (~std::uint64_t{} << from) & ~(~std::uint64_t{} << to);
    }

private:
    const std::vector<std::string>* steps_;
};

/// What the words ask for; nothing where there are none, so that the plain question is asked.
/// @throws failure that names the option that is wrong, and what is allowed.
[[nodiscard]] inline std::optional<matching> matching_in(const matching_words& said,
                                                         const std::vector<std::string>& steps,
                                                         std::optional<std::chrono::nanoseconds> within) {
    if (said == matching_words{}) return std::nullopt;
    matching found;
    emptor::matching_rules& rules = found.rules;
    const step_places places{steps};
    const auto nanoseconds = [](const std::string& option, std::string_view text) {
        return static_cast<std::uint64_t>(length_in(option, text).count());
    };
    if (!said.preset.empty()) rules = preset_in(said.preset);
    if (!said.breaks_on.empty()) {
        rules.breaks = {};
        for (const std::string& each : names_in("--breaks-on", said.breaks_on)) {
            rules.breaks |= choice_in("--breaks-on", each, break_names);
        }
    }
    if (!said.each.empty()) rules.each = choice_in("--each", said.each, unit_names);
    if (!said.from.empty()) rules.from = choice_in("--from", said.from, start_names);
    if (!said.ties.empty()) {
        for (const std::string& each : names_in("--ties", said.ties)) {
            const auto order = choice_in("--ties", each, tie_names);
            rules.increasing = rules.increasing || !order;
            rules.ties = order.value_or(rules.ties);
        }
    }
    rules.unordered = rules.unordered || said.unordered;
    rules.open = rules.open || said.open;
    rules.half_open = rules.half_open || said.half_open;
    if (!said.anchored.empty()) {
        rules.anchored = true;
        found.lengths.anchored = places.places("--anchored", said.anchored);
    }
    if (!said.may_skip.empty()) {
        rules.skips = true;
        found.lengths.optional = places.places("--may-skip", said.may_skip);
    }
    if (static_cast<int>(within.has_value()) + static_cast<int>(!said.session.empty()) +
            static_cast<int>(!said.within_events.empty()) >
        1) {
        throw bad_usage("--within, --session and --within-events exclude each other: a question has one window");
    }
    if (within) {
        rules.window = emptor::window_kind::time;
        found.lengths.window = static_cast<std::uint64_t>(within->count());
    } else if (!said.session.empty()) {
        rules.window = emptor::window_kind::session;
        found.lengths.window = nanoseconds("--session", said.session);
    } else if (!said.within_events.empty()) {
        rules.window = emptor::window_kind::events;
        std::uint64_t number = 0;
        for (const char digit : said.within_events) {
            if (digit < '0' || digit > '9' || number > 1'000'000'000) {
                throw bad_usage("--within-events is " + in_quotes(said.within_events) +
                                "; it must be a number of events, at most 1000000000");
            }
            number = number * 10 + static_cast<std::uint64_t>(digit - '0');
        }
        found.lengths.events = number;
    }
    if (said.half_open && rules.window == emptor::window_kind::none) {
        throw bad_usage("--half-open means nothing without a window");
    }
    const auto limit_gaps = [&](const std::string& option, const std::vector<std::string>& all,
                                std::vector<std::uint64_t>& lengths, std::uint64_t unlimited) {
        if (!all.empty()) lengths.assign(steps.size(), unlimited);
        for (const std::string& each : all) {
            name_reader reader{option, each};
            const std::uint64_t length = nanoseconds(option, reader.name(":", "the time"));
            const std::uint64_t gaps = places.gaps(option, reader);
            for (std::size_t k = 0; k < steps.size(); ++k) {
                if ((gaps >> k & 1) != 0) lengths[k] = length;
            }
        }
    };
    limit_gaps("--gap-max", said.gap_max, found.lengths.longest, std::numeric_limits<std::uint64_t>::max());
    limit_gaps("--gap-min", said.gap_min, found.lengths.shortest, 0);
    for (const std::string& each : said.exclude) {
        name_reader reader{"--exclude", each};
        std::string name = reader.name(":", "the event");
        const bool somewhere = reader.left() > 0;
        if (somewhere && rules.unordered) {
            throw bad_usage(reader.said() +
                            "steps in any order have nothing between two of them; exclude it everywhere");
        }
        found.excludes.push_back({std::move(name), places.gaps("--exclude", reader)});
    }
    found.hold = said.hold;
    return found;
}

}  // namespace program
