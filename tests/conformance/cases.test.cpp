// SPDX-License-Identifier: BSL-1.0
//
// Facts recorded from the tests and documentation of other engines, asked of this one through the presets of their
// dialects.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "../shared_data.hpp"
#include "funnels.hpp"
#include "matrices.hpp"
#include "patterns.hpp"
#include "retention.hpp"
#include "runner.hpp"
#include "sessions.hpp"
#include "views.hpp"

namespace cases_test {

namespace {

using recorded::excuse, recorded::function, recorded::json, recorded::runner, recorded::tally;

std::map<std::string, function> all_functions() {
    std::map<std::string, function> all{{"retention", {recorded::retention, {"n_conditions", "expected_kind"}}}};
    for (const auto* const some :
         {&recorded::funnel_functions, &recorded::session_functions, &recorded::pattern_functions,
          &recorded::matrix_functions, &recorded::view_functions}) {
        all.insert(some->begin(), some->end());
    }
    return all;
}

/// Cases whose answer is that of a peer at fault, or of none of its functions: at most ten.
const std::map<std::string, excuse> excuses{
    {"clickhouse-wf-047", {"the answer before the fault of ClickHouse issue 37177 was mended", true}},
    {"clickhouse-wf-049", {"returned more steps than were taken (ClickHouse issue 40263), mended since"}},
    {"clickhouse-wf-054", {"loses a chain where times are equal (ClickHouse issue 52844); four steps are there"}},
    {"duckdb-seq-test_empty_pattern_string_errors-1",
     {"a pattern that asks nothing is found everywhere, as ClickHouse has it in another case"}},
};

std::filesystem::path cases_folder() {
    if (const char* const named = std::getenv("EMPTOR_CASES"); named != nullptr) return named;
    return shared_folder() / "cases";
}

std::ostream& operator<<(std::ostream& out, const tally& count) {
    return out << std::setw(8) << count.passed << std::setw(8) << count.failed << std::setw(8) << count.excused
               << std::setw(8) << count.pending;
}

/// A line of the printed table.
void print(const std::string& name, const tally& count) {
    std::cout << std::left << std::setw(36) << name << std::right << count << '\n';
}

/// What becomes of one line.
tally asked(const std::string& line, std::string* why = nullptr) {
    runner cases{all_functions(), excuses};
    std::istringstream in{line};
    const tally found = cases.run("x.jsonl", in);
    if (why != nullptr) *why = cases.failures().empty() ? "" : cases.failures().front();
    return found;
}

/// A case of one entity that goes from step 1 to step 2.
json small_case() {
    return json::parse(R"({"id": "small", "source": "here", "function": "window_funnel", "dialect": "clickhouse",
        "time_unit": "s", "window": 10, "mode": [], "n_steps": 2, "expected": {"a": 2}, "events": [
        {"entity": "a", "t": 1, "match": [1]}, {"entity": "a", "t": 2, "match": [2]}]})");
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

    runner cases{all_functions(), excuses};
    tally all;
    std::cout << std::left << std::setw(36) << "recorded cases" << std::right << "  passed  failed excused pending\n";
    for (const auto& file : files) {
        std::ifstream in{file};
        REQUIRE(in);
        const tally here = cases.run(file.filename().string(), in);
        print(file.filename().string(), here);
        all += here;
    }
    print("all", all);
    for (const std::string& each : cases.excused()) std::cout << "  excused: " << each << '\n';
    for (const auto& [name, count] : cases.pending()) std::cout << "  pending: " << count << " of " << name << '\n';
    for (const std::string& each : cases.failures()) FAIL_CHECK(each);
    CHECK(all.failed == 0);
    CHECK(all.excused <= 10);
    CHECK(all.passed > 0);
}

TEST_CASE("the list of excuses is short") { CHECK(excuses.size() <= 10); }

TEST_CASE("bounds of sessions are read however they are written, and the beginning of a path is an event") {
    json one = json::parse(R"({"id": "small", "function": "sessionize_bounds", "dialect": "retentioneering",
        "time_unit": "s", "expected": {"a": [["w", null], ["x", 1], ["y", null], ["z", 2]]}, "events": [
        {"entity": "a", "t": 0, "event": "w"}, {"entity": "a", "t": 1, "event": "in"},
        {"entity": "a", "t": 1, "event": "x"}, {"entity": "a", "t": 2, "event": "out"},
        {"entity": "a", "t": 3, "event": "y"}, {"entity": "a", "t": 5, "event": "z"},
        {"entity": "a", "t": 4, "event": "in"}]})");
    for (const char* const bounds :
         {R"({"bounds": ["in", "out"]})", R"({"bounds": {"start": "in", "end": "out"}})",
          R"({"bounds": {"start_event": "in", "end_event": "out"}})", R"({"start": "in", "end": "out"})"}) {
        json written = one;
        written.update(json::parse(bounds));
        CAPTURE(bounds);
        CHECK(asked(written.dump()) == tally{.passed = 1});
    }
    CHECK(asked(one.dump()) == tally{.failed = 1});

    one["function"] = "conversion_within";
    one.update({{"start", "path_start"}, {"end", "x"}, {"within_events", 3}});
    one["expected"] = {{"paths_with_start", 1}, {"converted", 1}};
    CHECK(asked(one.dump()) == tally{.passed = 1});
    one["within_events"] = 2;
    one["expected"]["converted"] = 0;
    CHECK(asked(one.dump()) == tally{.passed = 1});
}

TEST_CASE("a breakdown is by the first or by the last value of an entity, or by each of them") {
    json one = json::parse(R"({"id": "small", "function": "funnel_breakdown", "dialect": "posthog", "time_unit": "s",
        "order": "ordered", "window": 30, "n_steps": 3, "optional_steps": [], "exclusions": [],
        "attribution_step": null, "expected": {}, "events": [
        {"entity": "a", "t": 1, "event": "one", "match": [1], "breakdown": "mail"},
        {"entity": "a", "t": 2, "event": "two", "match": [2], "breakdown": "shop"},
        {"entity": "a", "t": 4, "event": "one", "match": [1], "breakdown": "search"},
        {"entity": "a", "t": 5, "event": "two", "match": [2]},
        {"entity": "a", "t": 6, "event": "none", "match": [], "breakdown": "video"},
        {"entity": "b", "t": 3, "event": "one", "match": [1], "breakdown": "mail"}]})");
    const auto answers = [&](const char* attribution, const char* expected) {
        one["attribution"] = attribution;
        one["expected"] = json::parse(expected);
        return asked(one.dump());
    };
    CHECK(answers("first_touch", R"({"mail": {"counts": [2, 1, 0]}})") == tally{.passed = 1});
    CHECK(answers("last_touch", R"({"search": {"counts": [1, 1, 0]}, "mail": {"counts": [1, 0, 0]}})") ==
          tally{.passed = 1});
    CHECK(answers("last_touch", R"({"shop": {"counts": [1, 1, 0]}, "mail": {"counts": [1, 0, 0]}})") ==
          tally{.failed = 1});
    CHECK(answers("all_events", R"({"mail": {"counts": [2, 0, 0]}, "search": {"counts": [1, 0, 0]}})") ==
          tally{.passed = 1});
    CHECK(answers("middle_touch", "{}") == tally{.failed = 1});
}

TEST_CASE("a case that says what nobody here understands fails") {
    REQUIRE(asked(small_case().dump()) == tally{.passed = 1});
    const auto fails = [](const json& one, const std::string& word) {
        std::string why;
        CAPTURE(word);
        CHECK(asked(one.dump(), &why) == tally{.failed = 1});
        CAPTURE(why);
        CHECK(why.starts_with("x.jsonl:1: "));
        CHECK(why.find(word) != std::string::npos);
    };
    const auto with = [](const char* pointer, const json& value) {
        json one = small_case();
        one[json::json_pointer{pointer}] = value;
        return one;
    };
    fails(with("/expected/a", 1), "found {\"a\":2}");
    fails(with("/mode", {"strict_mode"}), "strict_mode");
    fails(with("/dialect", "sqlite"), "sqlite");
    fails(with("/horizon", 5), "horizon");
    fails(with("/events/0/weight", 5), "weight");
    fails(with("/events/0/t", 1.5), "1.5");
    fails(with("/events/0/match", {0}), "step 0");
    fails(with("/events/0/match", {-1}), "-1");
    fails(with("/window", -1), "-1");
    fails(with("/n_steps", 1e9), "1000000000");
    fails(with("/expected", "error"), "small");                   // it is answered
    fails(with("/expected", {{"a", "error"}, {"b", 0}}), "[a]");  // for one of them it is

    json other = small_case();
    other["function"] = "funnel";
    other.erase("mode");
    other["dialect"] = "posthog";
    other["order"] = "ordered";
    other["expected"] = {{"counts", {1, 1}}};
    REQUIRE(asked(other.dump()) == tally{.passed = 1});
    other["expected"]["modes"] = 3;
    fails(other, "modes");
    other["expected"].erase("modes");
    other["order"] = "backwards";
    fails(other, "backwards");

    json pattern = small_case();
    pattern.erase("mode");
    pattern.erase("window");
    pattern.erase("n_steps");
    pattern["function"] = "sequence_match";
    pattern["n_conditions"] = 2;
    pattern["pattern"] = "(?1)(?2)";
    pattern["expected"] = {{"a", 1}};
    REQUIRE(asked(pattern.dump()) == tally{.passed = 1});
    pattern["pattern_time_unit"] = "h";
    fails(pattern, "the unit of time h");
    pattern.erase("pattern_time_unit");
    pattern["pattern"] = "(?3)";
    fails(pattern, "a refusal: emptor::pattern: ");
    pattern["expected"] = {{"a", "error"}};
    CHECK(asked(pattern.dump()) == tally{.passed = 1});
    pattern["n_conditions"] = -1;
    fails(pattern, "no refusal, but a failure");
}

}  // namespace cases_test
