// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Steps that are stages of a process, reached by legal moves only.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/funnel/through.hpp>
#include <emptor/process/label.hpp>

#include "answer.hpp"
#include "failure.hpp"
#include "key.hpp"
#include "log.hpp"
#include "messages.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "words.hpp"

namespace program {

template <class E>
[[nodiscard]] std::vector<std::string> all_names() {
    std::vector<std::string> names;
    for (const E each : emptor::enumerators<E>) names.emplace_back(emptor::name(each));
    return names;
}

/// The enumerator of that name, or of that label in any language.
template <class E>
[[nodiscard]] std::optional<E> named(std::string_view text) {
    for (const E each : emptor::enumerators<E>) {
        if (text == emptor::name(each) || text == emptor::label(each, emptor::language::english) ||
            text == emptor::label(each, emptor::language::chinese)) {
            return each;
        }
    }
    return std::nullopt;
}

/// A value that is no enumerator: what the log says is unknown to the process.
template <class E>
inline constexpr E nothing_known = static_cast<E>(emptor::enumerators<E>.size());

/// What the process makes of the names in a log.
template <const auto& Process>
class translation {
    using process_type = std::remove_cvref_t<decltype(Process)>;
    using event_type = typename process_type::event_type;
    using role_type = typename process_type::role_type;

public:
    explicit translation(const funnel_options& options) : has_role_{!options.role.empty()} {
        for (const mapped_name& each : options.map) {
            const auto event = named<event_type>(each.event);
            if (!event) {
                throw bad_usage("--map says that " + in_quotes(each.raw) + " is " + in_quotes(each.event) +
                                ", which is no event of " + options.process + "; its events are " +
                                listed(all_names<event_type>()));
            }
            if (!mapped_.emplace(each.raw, *event).second) {
                throw bad_usage("--map says twice what " + in_quotes(each.raw) + " is");
            }
        }
    }

    /// @param text the name of an event, or a key of it and a role.
    [[nodiscard]] auto operator()(std::string_view text) const {
        const auto [event, role] = has_role_ ? key::fields_of_two(text) : std::pair{text, std::string_view{}};
        using seen_type = typename emptor::process_steps<Process>::seen_type;
        return seen_type{.event = event_of(event), .role = role_of(role)};
    }

    /// The names that mean nothing to the process, the most frequent first.
    [[nodiscard]] std::vector<std::string> unknown_events(const log_names& names) const {
        std::map<std::string, std::uint64_t> counts;
        for (std::size_t number = 0; number < names.what.size(); ++number) {
            const std::string_view text = names.what[number];
            const std::string_view event = has_role_ ? key::fields_of_two(text).first : text;
            if (!emptor::is_enumerator(event_of(event))) counts[std::string{event}] += names.events_of[number];
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
            const std::string role{key::fields_of_two(names.what[number]).second};
            const bool known = role.empty() || named<role_type>(role).has_value();
            if (!known && std::find(unknown.begin(), unknown.end(), role) == unknown.end()) unknown.push_back(role);
        }
        return unknown;
    }

private:
    [[nodiscard]] event_type event_of(std::string_view text) const {
        if (const auto found = mapped_.find(text); found != mapped_.end()) return found->second;
        return named<event_type>(text).value_or(nothing_known<event_type>);
    }

    [[nodiscard]] static std::optional<role_type> role_of(std::string_view text) {
        if (text.empty()) return std::nullopt;
        return named<role_type>(text).value_or(nothing_known<role_type>);
    }

    std::map<std::string, event_type, std::less<>> mapped_;
    bool has_role_;
};

/// The stages that `--steps` names, or all that are not final.
template <const auto& Process>
[[nodiscard]] auto stages_in(const funnel_options& options) {
    using stage_type = typename std::remove_cvref_t<decltype(Process)>::stage_type;
    std::vector<stage_type> stages;
    for (const std::string& step : options.steps) {
        const auto stage = named<stage_type>(step);
        if (!stage) {
            const auto names = all_names<stage_type>();
            const std::string near = hint(step, names);
            throw bad_usage("--steps names " + in_quotes(step) + ", which is no stage of " + options.process + near +
                            (near.empty() ? "; its" : " Its") + " stages are " + listed(names));
        }
        stages.push_back(*stage);
    }
    if (!stages.empty()) return stages;
    for (const stage_type stage : emptor::enumerators<stage_type>) {
        if (!Process.is_final(stage)) stages.push_back(stage);
    }
    return stages;
}

/// How many reached these stages, by moves that the process allows?
template <const auto& Process>
[[nodiscard]] auto ask_through(const funnel_options& options, progress& shown) {
    const auto steps = emptor::through<Process>(stages_in<Process>(options));
    const translation<Process> translate{options};
    log_names names;
    auto found = ask_plainly(steps, translate, options, names, shown);
    if (const auto unknown = translate.unknown_events(names); !unknown.empty()) {
        note(shown, "no event of " + options.process + ", nor named by --map: " + listed(unknown, " and ", 12));
    }
    if (const auto unknown = translate.unknown_roles(names); !unknown.empty()) {
        note(shown, "no role of " + options.process + ": " + listed(unknown, " and ", 12));
    }
    return found;
}

}  // namespace program
