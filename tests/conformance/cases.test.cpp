// SPDX-License-Identifier: BSL-1.0
//
// Facts recorded from the tests and documentation of other engines, asked of this one through the presets of their
// dialects.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "../shared_data.hpp"
#include "recorded.hpp"

namespace cases_test {

namespace {

using recorded::json, recorded::question;

/// What a case answers, and what it should have.
struct verdict {
    bool agrees;
    std::string found;
};

using answer = std::function<verdict(const json&)>;

verdict compare(const json& found, const json& expected) { return {found == expected, found.dump()}; }

/// The events of a case as its question sees them: peers that number their times without a sign use all of them.
template <class Use>
auto with_events(const json& one, Use use) {
    bool large = false;
    for (const json& e : one.at("events")) {
        large = large || (e.at("t").is_number_unsigned() &&
                          e.at("t").get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX));
    }
    return large ? use(recorded::events_of<std::uint64_t>(one)) : use(recorded::events_of<std::int64_t>(one));
}

question asked_of(const json& one, const std::set<std::string>& modes) {
    question asked{one.at("n_steps"), recorded::preset_rules(one.at("dialect"), modes), {}};
    if (one.contains("window") && !one["window"].is_null()) {
        asked.rules.window = emptor::window_kind::time;
        asked.lengths.window = one["window"].get<std::uint64_t>();
    }
    if (one.contains("max_step_duration") && !one["max_step_duration"].is_null()) {
        asked.lengths.longest.assign(asked.steps, one["max_step_duration"].get<std::uint64_t>());
    }
    if (one.contains("optional_steps") && !one["optional_steps"].empty()) {
        asked.rules.skips = true;
        asked.lengths.optional = recorded::bits_of(one["optional_steps"]);
    }
    return asked;
}

std::set<std::string> modes_of(const json& one) {
    return one.contains("mode") ? one["mode"].get<std::set<std::string>>() : std::set<std::string>{};
}

/// Levels by entity; those that no event names have none.
verdict levels(const json& one, const question& asked) {
    return with_events(one, [&](const auto& events) {
        const auto counter = recorded::counted(asked, events);
        json found = json::object();
        for (const auto& [entity, level] : one.at("expected").items()) {
            found[entity] = recorded::level_of(counter, entity);
        }
        return compare(found, one["expected"]);
    });
}

verdict window_funnel(const json& one) { return levels(one, asked_of(one, modes_of(one))); }

verdict funnel_level(const json& one) {
    const json& o = one.at("options");
    question asked{one.at("n_steps"), {}, {}};
    emptor::matching_rules& rules = asked.rules;
    rules.window = emptor::window_kind::time;
    asked.lengths.window = o.at("window").get<std::uint64_t>();
    rules.half_open = !o.at("closed").get<bool>();
    rules.ties = o.at("ties") == "step" ? emptor::tie_order::by_step : emptor::tie_order::input;
    rules.increasing = o.at("tie_strict");
    rules.reuse = o.at("reuse") == "all" ? emptor::reuse_rule::all : emptor::reuse_rule::once;
    if (!o.at("gap_max").is_null()) asked.lengths.longest.assign(asked.steps, o["gap_max"].get<std::uint64_t>());
    if (!o.at("gap_min").is_null()) asked.lengths.shortest.assign(asked.steps, o["gap_min"].get<std::uint64_t>());
    const std::map<std::string, emptor::break_kind> kinds{{"foreign", emptor::break_kind::foreign},
                                                          {"repeat", emptor::break_kind::repeat},
                                                          {"back", emptor::break_kind::back},
                                                          {"ahead", emptor::break_kind::ahead},
                                                          {"restart", emptor::break_kind::restart}};
    for (const std::string kind : o.at("breakers")) rules.breaks |= kinds.at(kind);
    if (o.at("relevant_only").get<bool>()) rules.breaks.remove(emptor::break_kind::foreign);
    rules.take = o.at("take") == "first" ? emptor::taking::first : emptor::taking::any;
    rules.conflict = o.at("conflict") == "break" ? emptor::conflict_rule::breaks : emptor::conflict_rule::advances;
    rules.on_exclusion =
        o.at("exclusion") == "drop_entity" ? emptor::break_effect::drop_entity : emptor::break_effect::end_attempt;
    return levels(one, asked);
}

/// The times from step to step of each entity: those of its own report.
template <class Time>
std::vector<std::vector<double>> conversion_times(const question& asked,
                                                  const std::vector<recorded::event<Time>>& events) {
    std::map<std::string, std::vector<recorded::event<Time>>> by_entity;
    for (const auto& each : events) by_entity[each.entity].push_back(each);
    std::vector<std::vector<double>> times(asked.steps);
    for (const auto& [entity, own] : by_entity) {
        const auto report = recorded::counted(asked, own).report();
        for (std::size_t k = 0; k < asked.steps; ++k) {
            if (report.steps()[k].from_previous.median) times[k].push_back(*report.steps()[k].from_previous.median);
        }
    }
    return times;
}

verdict posthog_funnel(const json& one) {
    const question asked = asked_of(one, {one.at("order").get<std::string>()});
    return with_events(one, [&](const auto& events) {
        const json& expected = one.at("expected");
        const auto counter = recorded::counted(asked, events);
        verdict all{true, {}};
        const auto check = [&](const std::string& what, bool agrees, const json& found) {
            all.agrees = all.agrees && agrees;
            all.found += what + " " + found.dump() + " ";
        };
        const auto lines = recorded::lines_of(counter.report());
        for (const auto& [key, value] : expected.items()) {
            if (key == "counts") {
                check(key, json(lines) == value, lines);
            } else if (key == "entities_at_step") {
                for (const auto& [step, entities] : value.items()) {
                    std::vector<std::string> found;
                    std::set<std::string> seen;
                    for (const auto& each : events) {
                        if (!seen.insert(each.entity).second) continue;
                        const auto own = recorded::counted(asked, [&] {
                            auto copy = events;
                            std::erase_if(copy, [&](const auto& e) { return e.entity != each.entity; });
                            return copy;
                        }());
                        if (recorded::lines_of(own.report())[std::stoul(step) - 1] > 0) found.push_back(each.entity);
                    }
                    std::sort(found.begin(), found.end());
                    auto wanted = entities.template get<std::vector<std::string>>();
                    std::sort(wanted.begin(), wanted.end());
                    check(key, found == wanted, found);
                }
            } else if (key == "avg_conversion_time" || key == "median_conversion_time") {
                const auto times = conversion_times(asked, events);
                for (std::size_t k = 0; k < value.size(); ++k) {
                    if (value[k].is_null()) continue;
                    std::vector<double> sample = times[k];
                    double sum = 0;
                    for (const double time : sample) sum += time;
                    const std::optional<double> found = key[0] == 'm' ? emptor::quantile(sample, 0.5)
                                                        : sample.empty()
                                                            ? std::nullopt
                                                            : std::optional{sum / static_cast<double>(sample.size())};
                    // the peer rounds
                    check(key, found && std::abs(*found - value[k].template get<double>()) <= 0.6,
                          found ? json(*found) : json());
                }
            } else {
                check("unknown " + key, false, nullptr);
            }
        }
        return all;
    });
}

verdict path_funnel(const json& one) {
    const question asked = asked_of(one, {});
    return with_events(one, [&](const auto& events) {
        return compare(recorded::lines_of(recorded::counted(asked, events).report()), one.at("expected").at("counts"));
    });
}

/// Steps by label here: the start is step 1, the end step 2.
verdict conversion_within(const json& one) {
    question asked{2, recorded::preset_rules("retentioneering", {one.value("start_occurrence", "first")}), {}};
    if (!one.at("within").is_null()) {
        asked.rules.window = emptor::window_kind::time;
        asked.lengths.window = one["within"].get<std::uint64_t>();
    }
    if (!one.at("within_events").is_null()) {
        asked.rules.window = emptor::window_kind::events;
        asked.lengths.events = one["within_events"].get<std::uint64_t>();
    }
    if (one.at("end") == "path_end") {
        asked.rules.ends = true;
        asked.lengths.end_of_path = 0b10;
    }
    std::vector<recorded::event<std::int64_t>> events;
    for (const json& e : one.at("events")) {
        recorded::event<std::int64_t> read{e.at("entity"), e.at("t").get<std::int64_t>(), {}};
        if (e.at("event") == one.at("start")) read.what.steps.bits |= 0b01;
        if (e.at("event") == one.at("end")) read.what.steps.bits |= 0b10;
        events.push_back(std::move(read));
    }
    const auto lines = recorded::lines_of(recorded::counted(asked, events).report());
    return compare({{"paths_with_start", lines[0]}, {"converted", lines[1]}}, one.at("expected"));
}

verdict doc_example(const json& one) {
    json found = json::object();
    const std::string anchor = one.value("anchor", "best");
    const auto ask = [&](const std::set<std::string>& modes) {
        return with_events(one, [&](const auto& events) {
            const auto counter = recorded::counted(asked_of(one, modes), events);
            json levels = json::object();
            for (const auto& each : events) levels[each.entity] = recorded::level_of(counter, each.entity);
            return std::pair{json(recorded::lines_of(counter.report())), levels};
        });
    };
    for (const auto& [key, value] : one.at("expected").items()) {
        if (key == "level") found[key] = ask({anchor}).second;
        if (key == "counts" || key == "counts_uniques") found[key] = ask({anchor}).first;
        if (key == "counts_totals") found[key] = ask({"totals"}).first;
    }
    return compare(found, one.at("expected"));
}

/// How many of an entity's attempts came how far.
verdict attempts(const json& one) {
    const question asked = asked_of(one, {});
    return with_events(one, [&](const auto& events) {
        const json lines = recorded::lines_of(recorded::counted(asked, events).report());
        const json& expected = one.at("expected");
        json found = json::object();
        for (const auto& [key, value] : expected.items()) {
            auto own = events;
            std::erase_if(own, [&](const auto& each) { return each.entity != key; });
            found[key] = own.empty() ? lines : json(recorded::lines_of(recorded::counted(asked, own).report()));
        }
        return expected.is_array() ? compare(lines, expected) : compare(found, expected);
    });
}

verdict complete_count(const json& one) {
    question asked = asked_of(one, modes_of(one));
    asked.rules.each = emptor::counted_unit::attempt;
    return with_events(one, [&](const auto& events) {
        json found = json::object();
        for (const auto& [entity, value] : one.at("expected").items()) {
            auto own = events;
            std::erase_if(own, [&](const auto& each) { return each.entity != entity; });
            found[entity] = recorded::lines_of(recorded::counted(asked, own).report()).back();
        }
        return compare(found, one["expected"]);
    });
}

verdict match_step(const json& one) {
    const question asked = asked_of(one, modes_of(one));
    return with_events(one, [&](const auto& events) {
        const auto counter = recorded::counted(asked, events);
        json found = json::object();
        for (const auto& [entity, value] : one.at("expected").items()) {
            std::vector<int> steps(asked.steps);
            const int level = recorded::level_of(counter, entity);
            for (int k = 0; k < level; ++k) steps[static_cast<std::size_t>(k)] = 1;
            found[entity] = steps;
        }
        return compare(found, one["expected"]);
    });
}

const std::map<std::string, answer> answers{
    {"window_funnel", window_funnel},
    {"funnel_level", funnel_level},
    {"funnel", posthog_funnel},
    {"path_funnel", path_funnel},
    {"conversion_within", conversion_within},
    {"funnel_doc_example", doc_example},
    {"funnel_attempts", attempts},
    {"funnel_complete_count", complete_count},
    {"funnel_match_step", match_step},
};

/// Cases that record what the peer itself calls wrong.
const std::map<std::string, std::string> faults_of_peers{
    {"clickhouse-wf-049", "returned more steps than were taken (ClickHouse issue 40263), mended since"},
    {"clickhouse-wf-054", "loses a chain where times are equal (ClickHouse issue 52844); four steps are there"},
};

/// What a case that records a fault of its peer is excused with; nothing for any other.
std::optional<std::string> fault_of(const json& one) {
    const auto known = faults_of_peers.find(one.value("id", ""));
    if (known != faults_of_peers.end()) return known->second;
    if (one.contains("until")) return "corrected by the peer since";
    return std::nullopt;
}

std::filesystem::path cases_folder() {
    if (const char* const named = std::getenv("EMPTOR_CASES"); named != nullptr) return named;
    return shared_folder() / "cases";
}

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
};

std::ostream& operator<<(std::ostream& out, const tally& count) {
    return out << std::setw(8) << count.passed << std::setw(8) << count.failed << std::setw(8) << count.excused
               << std::setw(8) << count.pending;
}

verdict asked(const json& one) {
    const answer& ask = answers.at(one.at("function"));
    if (one.at("expected").is_string()) {  // the call must fail
        try {
            return {false, ask(one).found};
        } catch (const std::exception& refused) {
            return {true, refused.what()};
        }
    }
    try {
        return ask(one);
    } catch (const std::exception& refused) {
        return {false, refused.what()};
    }
}

}  // namespace

TEST_CASE("what other engines answer is answered by the presets of their dialects") {
    const std::filesystem::path folder = cases_folder();
    if (!std::filesystem::exists(folder)) {
        SKIP("no folder " << folder << " of recorded cases; set EMPTOR_CASES to have this tested");
    }
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    REQUIRE_FALSE(files.empty());

    tally all;
    std::map<std::string, int> pending;
    std::cout << std::left << std::setw(36) << "recorded cases" << std::right << "  passed  failed excused pending\n";
    for (const auto& file : files) {
        tally here;
        std::ifstream in{file};
        for (std::string line; std::getline(in, line);) {
            if (line.empty()) continue;
            const json one = json::parse(line);
            const std::string function = one.at("function");
            const std::string id = one.value("id", "");
            CAPTURE(file.filename().string(), id, function);
            if (!answers.contains(function)) {
                ++here.pending;
                ++pending[function];
                continue;
            }
            const verdict given = asked(one);
            if (given.agrees) {
                ++here.passed;
            } else if (const auto fault = fault_of(one)) {
                ++here.excused;
                std::cout << "  " << id << " is excused: " << *fault << '\n';
            } else {
                ++here.failed;
                FAIL_CHECK("expected " << one.at("expected").dump() << " but found " << given.found);
            }
        }
        std::cout << std::left << std::setw(36) << file.filename().string() << std::right << here << '\n';
        all += here;
    }
    std::cout << std::left << std::setw(36) << "all" << std::right << all << '\n';
    for (const auto& [function, count] : pending) std::cout << "  pending: " << count << " of " << function << '\n';
    CHECK(all.failed == 0);
    CHECK(all.excused <= 10);
    CHECK(all.passed > 0);
}

}  // namespace cases_test
