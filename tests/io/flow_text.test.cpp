// SPDX-License-Identifier: BSL-1.0
#include <emptor/io/flow_text.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <emptor/flow/attribution.hpp>
#include <emptor/flow/conformance.hpp>
#include <emptor/flow/dwell.hpp>
#include <emptor/flow/paths.hpp>
#include <emptor/io/attribution.hpp>
#include <emptor/io/conformance.hpp>
#include <emptor/io/flow_json.hpp>
#include <emptor/io/flow_mermaid.hpp>
#include <emptor/io/flow_svg.hpp>
#include <emptor/process/model.hpp>
#include <emptor/process/parse_rules.hpp>

#include "io/markup_check.hpp"
#include "io/reports.hpp"

namespace flow_text_test {

using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

namespace {

struct event {
    int who;
    std::chrono::sys_seconds at;
    std::string what;
};

/// A log with an event an entity a minute, from the first letters of states.
std::vector<event> log_of(const std::vector<std::string>& paths) {
    const std::map<char, std::string> names{
        {'v', "visit"}, {'s', "search"}, {'c', "compare <&>"}, {'b', "buy"}, {'r', "review 评价"}};
    std::vector<event> events;
    int who = 0;
    for (const std::string& path : paths) {
        std::chrono::sys_seconds at{std::chrono::hours{who++}};
        for (const char state : path) {
            const auto found = names.find(state);
            events.push_back({who, at, found == names.end() ? std::string{state} : found->second});
            at += std::chrono::minutes{1};
        }
    }
    return events;
}

auto seen_in(const std::vector<event>& events, std::size_t top = 10) {
    return emptor::io::flow_view{emptor::dwell{}(events, &event::who, &event::at, &event::what),
                                 emptor::paths{}(events, &event::who, &event::at, &event::what).counts, top};
}

const std::vector<event> shop = log_of({"vscb", "vs", "vscsvb", "v", "vvv", "scbr", "vscbr", "v", "vscb"});

using place = std::pair<double, double>;

/// Bars and texts of a picture, as (left, top, right, bottom) of each bar.
std::vector<std::pair<place, place>> bars_of(const std::string& svg) {
    std::vector<std::pair<place, place>> found;
    const auto number = [&](std::size_t from, const std::string& name) {
        const std::size_t at = svg.find(" " + name + "=\"", from) + name.size() + 3;
        return std::stod(svg.substr(at));
    };
    for (std::size_t at = 0; (at = svg.find("<rect", at)) != std::string::npos; ++at) {
        const std::string one = svg.substr(at, svg.find("/>", at) - at);
        if (one.find("ef-band") == std::string::npos || one.find("width=\"14\"") == std::string::npos) continue;
        const double x = number(at, "x"), y = number(at, "y");
        found.push_back({{x, y}, {x + number(at, "width"), y + number(at, "height")}});
    }
    return found;
}

}  // namespace

TEST_CASE("a flow is text: its moves by where they start, its states, and its paths") {
    const std::string text = emptor::io::text(seen_in(shop, 3), "The shop");
    CHECK(text == reports::golden("flow.txt", text));
    CHECK_THAT(text, ContainsSubstring("Of 7 different paths; these were taken by"));
    const std::vector<event> nothing;
    CHECK(emptor::io::text(seen_in(nothing)) == "No moves.\n\n0 events of 0 entities; none was out of order.\n");
}

TEST_CASE("a flow tells what was left out, and a clock without a unit") {
    struct bare {
        int who;
        int at;
        std::optional<std::string> what;
    };
    const std::vector<bare> events{{1, 5, "a"}, {1, 3, "b"}, {1, 9, std::nullopt}, {1, 10, "b"}};
    const emptor::io::flow_view seen{emptor::dwell{}(events, &bare::who, &bare::at, &bare::what)};
    CHECK_THAT(emptor::io::text(seen),
               ContainsSubstring("4 events of 1 entity; 1 was out of order and left out; 1 has "
                                 "no state and was left out.\nTimes are in the log’s own unit."));
    const json found = json::parse(emptor::io::json(seen));
    CHECK(found["time_unit"].is_null());
    CHECK(found["unknown"] == 1);
    CHECK(found["out_of_order"] == 1);
    CHECK(found["sorted"] == false);
    CHECK_FALSE(found.contains("paths"));
    const json moved{{"from", "a"}, {"to", "b"}, {"count", 1}, {"median", 5.0}};
    CHECK(std::ranges::find(found["transitions"], moved) != found["transitions"].end());
}

TEST_CASE("a flow is JSON in which entry and exit are null and moves add up to visits") {
    const json found = json::parse(emptor::io::json(seen_in(shop)));
    CHECK(found["entities"] == 9);
    CHECK(found["time_unit"] == "seconds");
    std::map<std::string, std::uint64_t> from, to;
    for (const json& move : found["transitions"]) {
        const bool timed = !move["from"].is_null() && !move["to"].is_null();
        CHECK(move["median_seconds"].is_null() != timed);
        from[move["from"].is_null() ? "" : move["from"].get<std::string>()] += move["count"].get<std::uint64_t>();
        to[move["to"].is_null() ? "" : move["to"].get<std::string>()] += move["count"].get<std::uint64_t>();
    }
    CHECK(from[""] == 9);
    CHECK(to[""] == 9);
    for (const json& state : found["states"]) {
        CHECK(from[state["name"].get<std::string>()] == state["visits"]);
        CHECK(to[state["name"].get<std::string>()] == state["visits"]);
        CHECK(state["dwell"]["times"].get<std::uint64_t>() + state["exits"].get<std::uint64_t>() == state["visits"]);
    }
    CHECK(found["distinct_paths"] == 7);
    CHECK(found["paths"][0]["count"] == 2);
}

TEST_CASE("a flow is a Mermaid state diagram, from which rare moves can be left out") {
    const std::string all = emptor::io::mermaid(seen_in(shop));
    CHECK_THAT(all, ContainsSubstring("stateDiagram-v2\n    state \"visit\" as s0\n"));
    CHECK_THAT(all, ContainsSubstring("    state \"compare #60;#38;#62;\" as s2\n"));
    CHECK_THAT(all, ContainsSubstring("    [*] --> s0 : 8 (88.9 %)\n"));
    CHECK_THAT(all, ContainsSubstring("    s4 --> [*] : 2 (100 %)\n"));
    const std::string some = emptor::io::mermaid(seen_in(shop), 2);
    CHECK_THAT(some, ContainsSubstring("    %% 5 rarer moves, made 5 times together, left out\n"));
    CHECK(emptor::io::mermaid(seen_in({})) == "stateDiagram-v2\n");
}

TEST_CASE("the picture of a flow is well-formed, tells every state, and says what it does not draw") {
    const std::string svg = emptor::io::svg(seen_in(shop), "Where they go <all>");
    CHECK(svg == reports::golden("flow.svg", svg));
    markup_check::reader read{svg};
    CHECK(read.fault() == "");
    const std::set<std::string> texts{read.texts().begin(), read.texts().end()};
    for (const char* const name : {"visit", "search", "compare <&>", "buy", "review 评价", "Where they go <all>"}) {
        CHECK(texts.contains(name));
    }
    CHECK(bars_of(svg).size() == 5);
    CHECK_THAT(emptor::io::svg(seen_in({})), ContainsSubstring("No moves."));
}

TEST_CASE("no two bars of a flow's picture overlap, whatever the log") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 generator{seed};
    const auto random = [&] { return static_cast<std::uint32_t>(generator()); };
    for (int round = 0; round < 60; ++round) {
        CAPTURE(round);
        const std::uint32_t states = 1 + random() % 26;
        std::vector<std::string> paths(1 + random() % 60);
        for (std::string& path : paths) {
            std::uint32_t state = random() % states;
            for (std::uint32_t left = random() % 12; left > 0; --left) {
                path += static_cast<char>('A' + state);
                state = random() % 3 == 0 ? random() % states : (state + 1) % states;
            }
        }
        const auto seen = seen_in(log_of(paths));
        const std::string svg = emptor::io::svg(seen);
        CHECK(markup_check::fault(svg) == "");
        CHECK(svg.find("nan") == std::string::npos);
        const auto bars = bars_of(svg);
        CHECK(bars.size() == std::min<std::size_t>(seen.times.counts().size(), 20));
        for (std::size_t a = 0; a < bars.size(); ++a) {
            for (std::size_t b = 0; b < a; ++b) {
                const bool apart =
                    bars[a].second.first <= bars[b].first.first || bars[b].second.first <= bars[a].first.first ||
                    bars[a].second.second + 30 <= bars[b].first.second ||  // with room for a name between them
                    bars[b].second.second + 30 <= bars[a].first.second;
                CHECK(apart);
            }
        }
    }
}

TEST_CASE("how a log follows its process is told in text and JSON, in the names of the process") {
    const emptor::model buying{
        emptor::parse_rules("stateDiagram-v2\n    [*] --> need\n    need --> search : ask\n"
                            "    search --> bought : buy\n    bought --> [*]\n")};
    const auto ask = buying.event_called("ask").value(), buy = buying.event_called("buy").value();
    using journey = std::vector<emptor::model_event>;
    const auto report = emptor::conformance{buying}(std::vector<journey>{{ask, buy}, {ask, buy}, {buy}, {ask}});
    const std::string text = emptor::io::text(report, buying);
    CHECK_THAT(text, ContainsSubstring("Of 4 journeys 2 (50.0 %) are as the process has them, from start to end; "));
    CHECK_THAT(text, ContainsSubstring("left first in"));
    const json found = json::parse(emptor::io::json(report, buying));
    CHECK(found["journeys"] == 4);
    CHECK(found["fitting"] == 2);
    CHECK(found["fitness"] == report.fitness().value());
    REQUIRE(found["departures"].size() == 1);
    CHECK(found["departures"][0]["stage"] == "need");
    CHECK(found["departures"][0]["event"] == "buy");
    CHECK(found["departures"][0]["journeys"] == 1);
    CHECK(found["deviations"].size() == report.deviations().size());
    CHECK(emptor::io::text(emptor::conformance_report<emptor::model>{}, buying) == "No journeys.\n");
}

TEST_CASE("credits of channels are a table, JSON that adds up, and rows of CSV") {
    emptor::attribution_counts<std::string> journeys;
    journeys.count(std::vector<std::string>{"mail, new", "search"}, true, 500);
    journeys.count(std::vector<std::string>{"search"}, false);
    journeys.count(std::vector<std::string>{}, true);
    const emptor::io::attribution_view view{
        .rules = {{"first", journeys.credits(emptor::first_touch{})}, {"linear", journeys.credits(emptor::linear{})}},
        .totals = {.events = 5, .touches = 3, .bare_conversions = 2}};
    const std::string text = emptor::io::text(view, "Credits");
    CHECK_THAT(text, ContainsSubstring("channel       first  linear\n"));
    CHECK_THAT(text, ContainsSubstring("mail, new       1.0     0.5\n"));
    CHECK_THAT(text, ContainsSubstring("(no channel)    1.0     1.0\n"));
    CHECK_THAT(text, ContainsSubstring("all             2.0     2.0\n"));
    CHECK_THAT(text, ContainsSubstring("3 journeys, 2 of them converted.\n"));
    const json found = json::parse(emptor::io::json(view));
    for (const json& rule : found["rules"]) {
        double sum = rule["unattributed"]["conversions"].get<double>();
        for (const json& credit : rule["credits"]) sum += credit["conversions"].get<double>();
        CHECK(sum == rule["total"]["conversions"].get<double>());
    }
    CHECK(emptor::io::csv(view) ==
          "rule,channel,conversions,value\r\nfirst,\"mail, new\",1,500\r\nfirst,search,0,0\r\nfirst,,1,0\r\n"
          "linear,\"mail, new\",0.5,250\r\nlinear,search,0.5,250\r\nlinear,,1,0\r\n");
}

}  // namespace flow_text_test
