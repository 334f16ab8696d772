// SPDX-License-Identifier: BSL-1.0
#include "runner.hpp"

#include <catch2/catch_test_macros.hpp>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace runner_test {

using recorded::json, recorded::runner, recorded::tally, recorded::verdict;

namespace {

/// Finds the number of events of each entity; refuses three of them.
verdict events_each(const json& one) {
    json found = json::object();
    for (const auto& [entity, expected] : one.at("expected").items()) found[entity] = 0;
    for (const json& each : one.at("events")) {
        json& number = found[each.at("entity").get<std::string>()];
        number = number.is_null() ? 1 : number.get<int>() + 1;
        if (number == 3) throw std::invalid_argument{"emptor::three: 3 events; the most are 2"};
    }
    return recorded::compare(found, one["expected"]);
}

verdict library_of_others(const json&) { throw std::invalid_argument{"stoi"}; }
verdict broken(const json&) { throw std::runtime_error{"broken"}; }

runner cases() {
    return {{{"count", {events_each, {"weight"}, "emptor::three: "}},
             {"others", {library_of_others}},
             {"broken", {broken}}},
            {{"at fault", {"the peer says so"}}, {"mended", {"the peer says otherwise now", true}}}};
}

/// A case with so many events of the entities "a" and "b".
std::string line(const std::string& expected, int a, int b, const std::string& id = "x", const std::string& more = {},
                 const std::string& function = "count") {
    std::string events;
    for (int i = 0; i < a; ++i) events += R"({"entity": "a", "t": 1},)";
    for (int i = 0; i < b; ++i) events += R"({"entity": "b", "t": 1},)";
    if (!events.empty()) events.pop_back();
    return R"({"id": ")" + id + R"(", "function": ")" + function + R"(", "events": [)" + events + R"(], "expected": )" +
           expected + more + "}";
}

struct outcome {
    tally count;
    std::vector<std::string> failures;
};

outcome run(const std::string& lines) {
    runner all = cases();
    std::istringstream in{lines};
    const tally count = all.run("some.jsonl", in);
    return {count, all.failures()};
}

bool fails_with(const std::string& text, const std::string& words) {
    const auto [count, failures] = run(text);
    for (const std::string& each : failures) UNSCOPED_INFO(each);
    return count == tally{.failed = 1} && failures.size() == 1 && failures[0].find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a case passes or fails by what is found, and a failure names file, line, id, function and both answers") {
    CHECK(run(line(R"({"a": 2, "b": 1})", 2, 1)).count == tally{.passed = 1});
    const auto [count, failures] = run("\n" + line(R"({"a": 2})", 2, 0) + "\r\n  \n" + line(R"({"a": 1})", 2, 0, "y"));
    CHECK(count == tally{.passed = 1, .failed = 1});
    CHECK(failures == std::vector<std::string>{R"(some.jsonl:4: y (count): expected {"a":1} but found {"a":2})"});
}

TEST_CASE("a function that is not asked is pending, whatever else its case says") {
    runner all = cases();
    std::istringstream in{R"({"function": "later"})"
                          "\n" +
                          line("3", 1, 0, "z", R"(, "horizon": 1)", "later")};
    CHECK(all.run("some.jsonl", in) == tally{.pending = 2});
    CHECK(all.pending().at("later") == 2);
    CHECK(all.failures().empty());
}

TEST_CASE("a malformed line fails, and the lines after it are asked") {
    for (const std::string malformed : {"{", "[1]", "7", "{}", R"({"function": 3})", R"({"function": "count"})"}) {
        const auto [count, failures] = run(malformed + "\n" + line(R"({"a": 1})", 1, 0));
        CAPTURE(malformed, failures);
        CHECK(count == tally{.passed = 1, .failed = 1});
        REQUIRE(failures.size() == 1);
        CHECK(failures[0].starts_with("some.jsonl:1: "));
    }
    CHECK(fails_with(R"({"id": "x", "function": "count", "events": [], "expected": {})", "parse error"));
    CHECK(fails_with(R"({"id": "x", "function": "count", "events": []})", "expected"));
    CHECK(fails_with(R"({"id": "x", "function": "count", "expected": {}})", "events"));
    CHECK(fails_with(R"({"id": "x", "function": "count", "expected": {}, "events": [{"t": 1}]})", "entity"));
    CHECK(fails_with(R"({"id": "x", "function": "count", "expected": {}, "events": [3]})", "no object"));
}

TEST_CASE("a word that a function does not know fails its case") {
    CHECK(run(line(R"({"a": 1})", 1, 0, "x", R"(, "weight": 1)")).count == tally{.passed = 1});
    CHECK(fails_with(line(R"({"a": 1})", 1, 0, "x", R"(, "height": 1)"), "height"));
}

TEST_CASE("an error is met only by the library's own refusal, for the function's own reason") {
    CHECK(run(line(R"("error")", 3, 0)).count == tally{.passed = 1});
    CHECK(run(line(R"({"a": "error"})", 3, 0)).count == tally{.passed = 1});
    CHECK(fails_with(line(R"({"a": "error"})", 2, 0), R"({"a":2})"));
    CHECK(fails_with(line(R"("error")", 0, 0, "x", {}, "others"), "stoi"));
    CHECK(fails_with(line(R"("error")", 0, 0, "x", {}, "broken"), "no refusal, but a failure: broken"));
    CHECK(fails_with(line(R"({"a": 3})", 3, 0), "a refusal: emptor::three"));
    // of one entity, with the events of that one
    CHECK(run(line(R"({"a": "error", "b": 1})", 3, 1)).count == tally{.passed = 1});
    CHECK(fails_with(line(R"({"a": "error", "b": 2})", 3, 1), R"([b] {"b":1})"));
}

TEST_CASE("only what is on the list is excused, and only as long as it differs") {
    CHECK(run(line(R"({"a": 5})", 1, 0, "at fault")).count == tally{.excused = 1});
    CHECK(fails_with(line(R"({"a": 1})", 1, 0, "at fault"), "take it off the list"));
    CHECK(run(line(R"({"a": 5})", 1, 0, "mended", R"(, "until": "2026")")).count == tally{.excused = 1});
    CHECK(fails_with(line(R"({"a": 5})", 1, 0, "mended"), "found"));
    CHECK(fails_with(line(R"({"a": 5})", 1, 0, "another", R"(, "until": "2026")"), "found"));
}

}  // namespace runner_test
