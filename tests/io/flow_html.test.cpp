// SPDX-License-Identifier: BSL-1.0
#include <emptor/io/flow_html.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/flow/conformance.hpp>
#include <emptor/flow/dwell.hpp>
#include <emptor/flow/paths.hpp>
#include <emptor/flow/time_to_reach.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/flow_views_json.hpp>
#include <emptor/io/flow_views_text.hpp>
#include <emptor/process/model.hpp>
#include <emptor/process/parse_rules.hpp>

#include "io/markup_check.hpp"

namespace flow_html_test {

using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

namespace {

struct event {
    int who;
    std::chrono::sys_seconds at;
    std::string what;
};

using log = std::vector<event>;
using views = emptor::io::flow_views<std::string>;

const std::array<std::string, 5> names{"visit", "search", "compare <&>", "buy", "review\n评价"};

/// A log with an event an entity an hour, from digits that number states.
log log_of(const std::vector<std::string>& paths) {
    log events;
    int who = 0;
    for (const std::string& path : paths) {
        std::chrono::sys_seconds at{std::chrono::hours{who++}};
        for (const char state : path) {
            events.push_back({who, at, names.at(static_cast<std::size_t>(state - '0'))});
            at += std::chrono::hours{1 + who % 3};
        }
    }
    return events;
}

views flow_of(const log& events) {
    return {{emptor::dwell{}(events, &event::who, &event::at, &event::what),
             emptor::paths{}(events, &event::who, &event::at, &event::what).counts}};
}

emptor::model buying() {
    return emptor::model{
        emptor::parse_rules("stateDiagram-v2\n    [*] --> a\n    a --> b : visit\n    b --> c : search\n"
                            "    c --> d : buy\n    d --> [*]\n")};
}

/// A flow with every part that there is.
views all_of(const log& events) {
    views out = flow_of(events);
    const auto& counts = out.flow.times.counts();
    out.returns.emplace(out.flow.paths);
    out.steps.emplace(out.flow.paths, 3);
    if (counts.find("buy")) {
        emptor::first_passage passage{emptor::markov_chain{counts, emptor::ended_as("(ends)")}, "buy"};
        out.goal.emplace(emptor::io::goal_view{std::move(passage)});
        if (counts.visits("visit") > counts.exits("visit")) {
            const std::vector<emptor::chain_change> changes{{"visit", "(ends)", 0.125}};
            const auto result = emptor::what_if(out.goal->passage, changes);
            out.goal->changes.push_back({"visit", "(ends)", 0.125, result});
            out.goal->together.emplace(result);
        }
    }
    out.wait.emplace(emptor::io::wait_view{
        "buy",
        emptor::time_to_reach(events, &event::who, &event::at, [](const event& each) { return each.what == "buy"; })
            .waiting(),
        true});
    const emptor::model process = buying();
    const auto meant = [&](const event& each) { return process.event_called(each.what); };
    out.against.emplace("of <tests>", emptor::conformance{process}(events, &event::who, &event::at, meant).fit,
                        process);
    return out;
}

std::vector<std::string> texts_of(const std::string& html) {
    markup_check::reader reader{html};
    REQUIRE(reader.fault() == "");
    return reader.texts();
}

bool says(const std::vector<std::string>& texts, std::string_view wanted) {
    return std::ranges::find(texts, wanted) != texts.end();
}

const log shop = log_of({"0123", "01", "012013", "0", "000", "1234", "01234", "0", "0123"});

}  // namespace

TEST_CASE("the page of a flow says what stands out, draws it for every screen, and has the numbers in tables") {
    const std::string html = emptor::io::html(all_of(shop), "The <shop>");
    CHECK(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    std::string own = html;
    const std::string name_of_svg = " xmlns=\"http://www.w3.org/2000/svg\"";
    for (std::size_t at{}; (at = own.find(name_of_svg)) != std::string::npos;) own.erase(at, name_of_svg.size());
    for (const char* none : {"<script", "<link", "@import", "url(", "src=", "http:", "https:"}) {
        CAPTURE(none);
        CHECK(own.find(none) == std::string::npos);
    }
    const auto texts = texts_of(html);
    for (const char* wanted : {"The <shop>", "From the first event to “buy”", "The chance to come to “buy”", "What if",
                               "Who came back", "Which state at which step", "Against the process of <tests>",
                               "compare <&>", "review␊评价", "visit → (ends) 12.5 %"}) {
        CAPTURE(wanted);
        CHECK(says(texts, wanted));
    }
    const auto begins = [&](std::string_view with) {
        return std::ranges::any_of(texts, [&](const std::string& each) { return each.starts_with(with); });
    };
    CHECK(begins("What pays most is the move from"));
    CHECK(begins("Most is lost in"));
    CHECK(begins("Most paths end in"));
    CHECK(begins("It is left most often in"));
    // Each picture has a name and tells what it shows to who cannot see it.
    markup_check::reader reader{html};
    CHECK(reader.fault() == "");
    CHECK(std::ranges::count(reader.elements(), "svg") == 4);
    CHECK(std::ranges::count(reader.elements(), "table") == 12);
}

TEST_CASE("a page, a text and a JSON of nothing, of one event and of a state that nobody leaves say so") {
    for (const log& events : {log{}, log_of({"0"}), log_of({"33", "333"}), log_of({"0", "3"})}) {
        const views seen = all_of(events);
        const auto texts = texts_of(emptor::io::html(seen));
        CHECK(says(texts, "No moves.") == events.empty());
        for (const std::string& each : texts) {
            CHECK(each.find("nan") == std::string::npos);
            CHECK(each.find("inf ") == std::string::npos);
        }
        const json found = json::parse(emptor::io::json(seen));
        CHECK(found["events"] == events.size());
        CHECK(found.contains("goal") == seen.goal.has_value());
        CHECK(found["wait"]["came"].get<std::size_t>() + found["wait"]["waiting"].get<std::size_t>() ==
              found["entities"]);
        CHECK_THAT(emptor::io::text(seen), ContainsSubstring("entit"));
        CHECK(markup_check::fault(emptor::io::svg(*seen.wait, "Title <&>")) == "");
    }
}

TEST_CASE("every number of a flow's parts is in the text and in the JSON, and they agree with the library") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 generator{seed};
    for (int round = 0; round < 12; ++round) {
        std::vector<std::string> paths(1 + generator() % 40);
        for (std::string& path : paths) {
            for (auto left = 1 + generator() % 9; left > 0; --left) {
                path += static_cast<char>('0' + generator() % 5);
            }
        }
        paths.emplace_back("0123");
        const log events = log_of(paths);
        const views seen = all_of(events);
        const json found = json::parse(emptor::io::json(seen));
        const auto& passage = seen.goal->passage;
        CHECK(found["goal"]["name"] == "buy");
        CHECK(found["goal"]["from_start"]["chance"] == passage.chance());
        for (const json& state : found["goal"]["states"]) {
            CHECK(state["from"]["chance"] == passage.chance(state["name"].get<std::string>()));
        }
        CHECK(found["goal"]["effects"].size() == passage.effects().size());
        CHECK(found["goal"]["losses"].size() == passage.bottlenecks().size());
        REQUIRE(seen.goal->changes.size() == 1);
        CHECK(found["goal"]["what_if"][0]["after"]["chance"] == seen.goal->changes[0].result.after.value);
        CHECK(found["goal"]["what_if"].size() == 2);
        for (const json& state : found["rework"]["states"]) {
            const auto of = seen.returns->at(std::string_view{state["name"].get_ref<const std::string&>()});
            CHECK(state["visits"] == of.visits);
            CHECK(state["returning"] == of.returning);
            CHECK(state["repeats"] == of.repeats);
        }
        for (std::size_t step = 0; step < 3; ++step) {
            std::uint64_t sum = found["steps"]["ended"][step].get<std::uint64_t>();
            for (const json& state : found["steps"]["states"]) sum += state["paths"][step].get<std::uint64_t>();
            CHECK(sum == paths.size());
        }
        std::uint64_t came = 0;
        for (const json& step : found["wait"]["curve"]) came += step["came"].get<std::uint64_t>();
        CHECK(came == found["wait"]["came"]);
        CHECK(found["conformance"]["journeys"].get<std::size_t>() <= paths.size());
        const std::string text = emptor::io::text(seen);
        CHECK_THAT(text, ContainsSubstring(emptor::io::detail::percent(passage.chance()) + " of paths come to “buy”"));
        CHECK_THAT(text, ContainsSubstring("visit → (ends) 12.5 %"));
        const auto texts = texts_of(emptor::io::html(seen));
        for (const json& move : found["transitions"]) {
            const std::string count = emptor::io::detail::grouped(move["count"].get<std::uint64_t>());
            if (!says(texts, count)) FAIL("the page lacks the count " << count);
        }
    }
}

}  // namespace flow_html_test
