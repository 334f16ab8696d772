// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a process makes of the names in a log.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/funnel/through_model.hpp>

#include "failure.hpp"
#include "key.hpp"
#include "known_process.hpp"
#include "log.hpp"
#include "options.hpp"
#include "words.hpp"

namespace program {

/// Whether those who must agree have done so, as the column `--agreed` says it.
[[nodiscard]] inline bool agreed_in(const std::string& column, std::string_view text) {
    constexpr std::array<std::string_view, 4> yes{"yes", "true", "1", "是"};
    constexpr std::array<std::string_view, 5> no{"no", "false", "0", "否", ""};
    const auto is_one_of = [&](const auto& words) {
        return std::any_of(words.begin(), words.end(),
                           [&](std::string_view word) { return distance(word, text) == 0; });
    };
    if (is_one_of(yes)) return true;
    if (is_one_of(no)) return false;
    throw bad_data("a row has " + in_quotes(text) + " in --agreed " + in_quotes(column) +
                   "; it must be yes, true or 1, or else no, false, 0 or nothing");
}

/// What the process makes of the names in a log.
class translation {
    using seen_type = emptor::model_steps::seen_type;

public:
    translation(const known_process& process, const funnel_options& options)
        : process_{process}, agreed_{options.agreed}, has_role_{!options.role.empty()} {
        for (const mapped_name& each : options.map) {
            const auto event = called(process.events, each.event);
            if (!event) {
                throw bad_usage("--map says that " + in_quotes(each.raw) + " is " + in_quotes(each.event) +
                                ", which is no event of " + process.shown + "; its events are " +
                                listed(names_of(process.model, process.model.events())));
            }
            if (!mapped_.emplace(each.raw, *event).second) {
                throw bad_usage("--map says twice what " + in_quotes(each.raw) + " is");
            }
        }
    }

    /// @param text the name of an event, or a key of it and its role, its agreement, or both.
    [[nodiscard]] seen_type operator()(std::string_view text) const {
        const fields all = fields_of(text);
        return {.event = event_of(all.event),
                .role = role_of(all.role),
                .agreed = !agreed_.empty() && agreed_in(agreed_, all.agreed)};
    }

    /// The names that mean nothing to the process, the most frequent first.
    [[nodiscard]] std::vector<std::string> unknown_events(const log_names& names) const {
        std::map<std::string, std::uint64_t> counts;
        for (std::size_t number = 0; number < names.what.size(); ++number) {
            const std::string_view event = fields_of(names.what[number]).event;
            if (event_of(event) == unknown_event()) counts[std::string{event}] += names.events_of[number];
        }
        std::vector<std::pair<std::uint64_t, std::string>> sorted;
        for (const auto& [name, count] : counts) sorted.emplace_back(count, name);
        std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
            return std::pair{b.first, a.second} < std::pair{a.first, b.second};
        });
        std::vector<std::string> unknown;
        for (auto& [count, name] : sorted) unknown.push_back(std::move(name));
        return unknown;
    }

    /// The roles in the log that the process does not have.
    [[nodiscard]] std::vector<std::string> unknown_roles(const log_names& names) const {
        std::vector<std::string> unknown;
        if (!has_role_) return unknown;
        for (std::size_t number = 0; number < names.what.size(); ++number) {
            const std::string role{fields_of(names.what[number]).role};
            const bool known = role.empty() || called(process_.roles, role).has_value();
            if (!known && std::find(unknown.begin(), unknown.end(), role) == unknown.end()) unknown.push_back(role);
        }
        return unknown;
    }

private:
    struct fields {
        std::string_view event, role, agreed;
    };

    [[nodiscard]] fields fields_of(std::string_view text) const {
        if (!has_role_ && agreed_.empty()) return {text, {}, {}};
        const auto [event, rest] = key::fields_of_two(text);
        if (agreed_.empty()) return {event, rest, {}};
        if (!has_role_) return {event, {}, rest};
        const auto [role, agreed] = key::fields_of_two(rest);
        return {event, role, agreed};
    }

    [[nodiscard]] emptor::model_event unknown_event() const {
        return static_cast<emptor::model_event>(process_.model.events().size());
    }

    [[nodiscard]] emptor::model_event event_of(std::string_view text) const {
        if (const auto found = mapped_.find(text); found != mapped_.end()) return found->second;
        return called(process_.events, text).value_or(unknown_event());
    }

    [[nodiscard]] std::optional<emptor::model_role> role_of(std::string_view text) const {
        if (text.empty()) return std::nullopt;
        const auto unknown = static_cast<emptor::model_role>(process_.model.roles().size());
        return called(process_.roles, text).value_or(unknown);
    }

    const known_process& process_;
    std::map<std::string, emptor::model_event, std::less<>> mapped_;
    std::string agreed_;  // the column
    bool has_role_;
};

}  // namespace program
