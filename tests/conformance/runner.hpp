// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Runs recorded cases, a line each, and says what became of every one.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <istream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "verdict.hpp"

namespace recorded {

/// How cases of one function are asked.
struct function {
    verdict (*ask)(const json&);
    std::vector<std::string_view> keys{};   ///< that a case may have beside those which all have
    std::string_view refusal = "emptor::";  ///< how the library's own refusal of a bad case begins
};

/// Why a case is excused.
struct excuse {
    std::string reason;
    bool corrected{};  ///< only a case which says itself that it holds `until` some version
};

struct tally {
    int passed{};
    int failed{};
    int excused{};
    int pending{};

    tally& operator+=(const tally& other) {
        passed += other.passed;
        failed += other.failed;
        excused += other.excused;
        pending += other.pending;
        return *this;
    }
    friend bool operator==(const tally&, const tally&) = default;
};

/// Asks cases, strictly: what a case says and nobody here understands makes it fail, instead of being ignored.
class runner {
public:
    runner(std::map<std::string, function> functions, std::map<std::string, excuse> excuses)
        : functions_{std::move(functions)}, excuses_{std::move(excuses)} {}

    /// Asks every line of a file.
    tally run(const std::string& file, std::istream& lines) {
        tally here;
        std::size_t number = 0;
        for (std::string line; std::getline(lines, line);) {
            ++number;
            if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
            const std::string place = file + ":" + std::to_string(number) + ": ";
            try {
                here += run_case(json::parse(line), place);
            } catch (const std::exception& malformed) {
                ++here.failed;
                failures_.push_back(place + malformed.what());
            }
        }
        return here;
    }

    /// One text for each case that failed: file, line, id, and what was expected and found.
    [[nodiscard]] const std::vector<std::string>& failures() const noexcept { return failures_; }
    /// One text for each case that was excused.
    [[nodiscard]] const std::vector<std::string>& excused() const noexcept { return excused_; }
    /// How many cases there were of each function that is not asked.
    [[nodiscard]] const std::map<std::string, int>& pending() const noexcept { return pending_; }

private:
    static constexpr std::array<std::string_view, 17> common_keys{"id",
                                                                  "source",
                                                                  "function",
                                                                  "dialect",
                                                                  "time_unit",
                                                                  "events",
                                                                  "expected",
                                                                  "note",
                                                                  "disputed_note",
                                                                  "derived",
                                                                  "since",
                                                                  "until",
                                                                  "steps",
                                                                  "conditions",
                                                                  "n_paths",
                                                                  "variant_sensitive",
                                                                  "merged_partial_states"};

    tally run_case(const json& one, const std::string& place) {
        if (!one.is_object()) throw std::runtime_error{"a case is an object, not " + one.dump()};
        const std::string named = one.at("function").get<std::string>();
        const auto known = functions_.find(named);
        if (known == functions_.end()) {
            ++pending_[named];
            return {.pending = 1};
        }
        const std::string id = one.at("id").get<std::string>();
        const verdict given = judge(one, known->second);
        const auto excused = excuses_.find(id);
        const bool excusable = excused != excuses_.end() && (!excused->second.corrected || one.contains("until"));
        if (given.agrees && !excusable) return {.passed = 1};
        if (given.agrees) {
            failures_.push_back(place + id + " is excused, but agrees: take it off the list");
            return {.failed = 1};
        }
        if (excusable) {
            excused_.push_back(id + ": " + excused->second.reason);
            return {.excused = 1};
        }
        failures_.push_back(place + id + " (" + named + "): expected " + one.at("expected").dump() + " but found " +
                            given.found);
        return {.failed = 1};
    }

    /// What a case answers. Where only some entities must be refused, each is a case of its own.
    [[nodiscard]] static verdict judge(const json& one, const function& asked) {
        try {
            check(one, asked);
        } catch (const std::exception& strange) {
            return {false, strange.what()};
        }
        const json& expected = one.at("expected");
        if (is_error(expected)) return judge_refusal(one, asked);
        const bool some = expected.is_object() && std::any_of(expected.begin(), expected.end(), is_error);
        if (!some) return judge_answer(one, asked);
        verdict all{true, {}};
        for (const auto& [entity, value] : expected.items()) {
            json alone = one;
            alone["expected"] = json::object({{entity, value}});
            json own = json::array();
            for (const json& each : one.at("events")) {
                if (each.at("entity") == entity) own.push_back(each);
            }
            alone["events"] = own;
            const verdict given = is_error(value) ? judge_refusal(alone, asked) : judge_answer(alone, asked);
            all.agrees = all.agrees && given.agrees;
            all.found += "[" + entity + "] " + given.found + " ";
        }
        return all;
    }

    [[nodiscard]] static bool is_error(const json& expected) { return expected == "error"; }

    [[nodiscard]] static verdict judge_answer(const json& one, const function& asked) {
        try {
            return asked.ask(one);
        } catch (const std::exception& refused) {
            return {false, std::string{"a refusal: "} + refused.what()};
        }
    }

    /// Agrees only if the library itself refuses, and for a reason that is about this function.
    [[nodiscard]] static verdict judge_refusal(const json& one, const function& asked) {
        try {
            return {false, asked.ask(one).found};
        } catch (const std::invalid_argument& refused) {
            return {std::string_view{refused.what()}.starts_with(asked.refusal), refused.what()};
        } catch (const std::exception& failed) {
            return {false, std::string{"no refusal, but a failure: "} + failed.what()};
        }
    }

    /// @throws std::exception for what is not understood.
    static void check(const json& one, const function& asked) {
        static_cast<void>(one.at("expected"));
        for (const auto& [key, value] : one.items()) {
            const auto is = [&said = key](std::string_view name) { return name == said; };
            if (std::none_of(common_keys.begin(), common_keys.end(), is) &&
                std::none_of(asked.keys.begin(), asked.keys.end(), is)) {
                unknown("the case says " + key + ": " + value.dump());
            }
        }
        if (!one.contains("events")) return;  // a function that needs them finds out
        if (!one["events"].is_array()) unknown("the events are no list");
        for (const json& each : one["events"]) {
            know_keys(each, "an event",
                      {"entity", "t", "match", "event", "value", "base", "exclude_gaps", "breakdown"});
            if (!each.at("entity").is_string()) unknown("the entity " + each["entity"].dump() + " is no text");
            if (each.contains("t") && !each["t"].is_number_integer()) {
                unknown("the time " + each["t"].dump() + " is no whole number");
            }
        }
    }

    std::map<std::string, function> functions_;
    std::map<std::string, excuse> excuses_;
    std::vector<std::string> failures_;
    std::vector<std::string> excused_;
    std::map<std::string, int> pending_;
};

}  // namespace recorded
