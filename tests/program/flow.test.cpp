// SPDX-License-Identifier: BSL-1.0
// Flows and attribution at the command line.

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "program/json.hpp"
#include "program/run.hpp"

namespace flow_test {

namespace {

using namespace program_test;
using Catch::Matchers::ContainsSubstring;

const std::string visits =
    "buyer,time,event,channel,role\n"
    "1,2025-01-01T00:00:00,ask,mail,user\n"
    "1,2025-01-01T00:01:00,buy,,buyer\n"
    "2,2025-01-01T00:00:30,buy,shop,user\n"
    "2,2025-01-01T00:00:00,ask,mail,user\n"
    "3,2025-01-01T00:00:00,ask,,user\n"
    "3,2025-01-01T00:00:10,,shop,user\n";

const std::string rules =
    "stateDiagram-v2\n    [*] --> need\n    need --> search : ask by user\n    search --> bought : buy by buyer\n"
    "    bought --> [*]\n";

std::vector<std::string> flow_of(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"flow", "-", "--who", "buyer", "--when", "time", "--what", "event"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

std::vector<std::string> attribution_of(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"attribute", "-",         "--who",   "buyer",       "--when",
                                       "time",      "--channel", "channel", "--converted", "buy"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

void flow_misused(const std::vector<std::string>& arguments, const std::string& sentence) {
    const outcome ran = emptor(arguments, visits);
    CHECK(ran.status == 2);
    CHECK(ran.out == "");
    CHECK(ran.err == "emptor: " + sentence + "\n");
}

}  // namespace

TEST_CASE("the flow of a purchasing log has the moves of its reference") {
    const std::string folder = "p2p_purchasing/";
    const outcome ran = emptor({"flow", shared(folder + "procure_to_pay_asis.csv"), "--who", "case_id", "--when",
                                "End_Time", "--what", "activity", "--format", "json"});
    CHECK(ran.status == 0);
    CHECK(ran.err == "");
    const json report = json::parse(ran.out);
    std::map<std::string, std::size_t> found;
    for (const json& move : report["transitions"].items()) {
        const std::string from = move["from"].is_null() ? "^" : move["from"].text();
        const std::string to = move["to"].is_null() ? "$" : move["to"].text();
        found[from + "|" + to] = move["count"].count();
    }
    std::map<std::string, std::size_t> expected;
    const json reference = json::parse(text_of(shared(folder + "reference.json")));
    for (const auto& [move, count] : reference["directly_follows"].members()) expected[move] = count.count();
    CHECK(found == expected);
    CHECK(report["events"].count() == 9070);
    CHECK(report["entities"].count() == 625);
}

TEST_CASE("a flow is put in order, and what has no state is left out and said to be") {
    const outcome ran = emptor(flow_of({"--title", "Visits", "--top", "1"}), visits);
    CHECK(ran.status == 0);
    CHECK(ran.err == "");
    CHECK_THAT(ran.out, ContainsSubstring("Visits\n\n"));
    CHECK_THAT(ran.out, ContainsSubstring("6 events of 3 entities; 1 was out of order and put in order; 1 has no state "
                                          "and was left out.\n"));
    CHECK_THAT(ran.out, ContainsSubstring("ask → buy\nOf 2 different paths; these were taken by 66.7 % of all.\n"));
    const scratch at;
    CHECK(emptor(flow_of({"--output", at.path("flow.svg")}), visits).status == 0);
    CHECK_THAT(text_of(at.path("flow.svg")), ContainsSubstring("<svg xmlns="));
    CHECK(emptor(flow_of({"--output", at.path("flow.mmd")}), visits).status == 0);
    CHECK_THAT(text_of(at.path("flow.mmd")), ContainsSubstring("stateDiagram-v2\n"));
}

TEST_CASE("paths are compared with a process from a file, by role and open where that is asked") {
    const scratch at;
    const std::string process = at.file("buying.mmd", rules);
    const outcome plain = emptor(flow_of({"--process", process, "--format", "json"}), visits);
    CHECK(plain.status == 0);
    const json report = json::parse(plain.out)["conformance"];
    CHECK(report["journeys"].count() == 3);
    CHECK(report["fitting"].count() == 2);
    const outcome open = emptor(flow_of({"--process", process, "--open", "--format", "json"}), visits);
    CHECK(json::parse(open.out)["conformance"]["fitting"].count() == 3);
    const outcome roles = emptor(flow_of({"--process", process, "--role", "role", "--format", "json"}), visits);
    const json by_role = json::parse(roles.out)["conformance"];
    CHECK(by_role["fitting"].count() == 1);
    CHECK(by_role["departures"][0]["stage"].text() == "search");
    CHECK(by_role["departures"][0]["role"].text() == "user");
    const outcome told = emptor(flow_of({"--process", "five_stage", "--map", "ask=search_begun"}), visits);
    CHECK(told.status == 0);
    CHECK_THAT(told.err, ContainsSubstring("emptor: note: no event of five_stage, nor named by --map: \"buy\""));
    CHECK_THAT(told.out, ContainsSubstring("\nAgainst the process five_stage\nOf 3 journeys 0 (0 %) are"));
    const outcome drawn = emptor(flow_of({"--process", process, "--format", "svg"}), visits);
    CHECK_THAT(drawn.err, ContainsSubstring(" is in --format text, json and html\n"));
}

TEST_CASE("the chance to come to a goal, what changes would do, and how long it takes") {
    const outcome ran = emptor(flow_of({"--goal", "buy", "--what-if", "ask-buy=100%", "--what-if",
                                        "\"ask\" - (ends) = 0.5", "--format", "json"}),
                               visits);
    CHECK(ran.status == 0);
    CHECK(ran.err ==
          "emptor: note: two changes are of how one state is left, so there is no answer for all of them "
          "together\n");
    const json report = json::parse(ran.out);
    CHECK(report["goal"]["name"].text() == "buy");
    CHECK(std::abs(report["goal"]["from_start"]["chance"].number() - 2.0 / 3) < 1e-15);
    CHECK(report["goal"]["what_if"].items().size() == 2);
    CHECK(report["goal"]["what_if"][0]["after"]["chance"].number() == 1);
    CHECK(report["goal"]["what_if"][1]["after"]["chance"].number() == 0.5);
    CHECK(report["goal"]["what_if"][1]["changes"][0]["to"].text() == "(ends)");
    CHECK(report["wait"]["came"].count() == 2);
    CHECK(report["wait"]["waiting"].count() == 1);
    CHECK(report["wait"]["curve"][0]["time_seconds"].number() == 30);
    CHECK(report["wait"]["median_seconds"].number() == 60);

    const outcome open =
        emptor(flow_of({"--goal", "buy", "--still-open", "--until", "ask,buy", "--by-step", "2"}), visits);
    CHECK(open.status == 0);
    CHECK(open.err == "");
    CHECK_THAT(open.out, ContainsSubstring("Which state at which step\n"));
    CHECK_THAT(open.out, ContainsSubstring("3 of 3 entities came to “ask or buy” at or after their first event.\n"));
    CHECK_THAT(open.out, ContainsSubstring("100 % of paths come to “buy”.\n"));
    CHECK_THAT(open.out, ContainsSubstring("a path that ends may go on"));
    const outcome drawn = emptor(flow_of({"--goal", "buy", "--by-step", "1", "--format", "mermaid"}), visits);
    CHECK(drawn.err ==
          "emptor: note: which state at which step is in --format text, json and html\n"
          "emptor: note: the chance to come to \"buy\" is in --format text, json and html\n"
          "emptor: note: how long it takes to come to \"buy\" is in --format text, json and html\n");
}

TEST_CASE("the chances of the shop's buyers are those of its moves, and none of a state nobody is in") {
    const outcome ran = emptor({"flow", EMPTOR_SOURCE_DIR "/examples/data/shop.csv", "--who", "buyer", "--when", "time",
                                "--what", "event", "--goal", "purchase", "--what-if", "compare-purchase=.4",
                                "--what-if", "visit-search=60%", "--format", "json"});
    CHECK(ran.status == 0);
    const json report = json::parse(ran.out);
    std::map<std::string, std::map<std::string, double>> share;
    std::map<std::string, double> visited, chance;
    for (const json& state : report["states"].items()) visited[state["name"].text()] = state["visits"].number();
    for (const json& move : report["transitions"].items()) {
        if (move["from"].is_null() || move["to"].is_null()) continue;
        const std::string from = move["from"].text();
        share[from][move["to"].text()] = move["count"].number() / visited[from];
    }
    for (int round = 0; round < 4000; ++round) {  // until nothing changes any more
        for (const auto& [from, moves] : share) {
            double sum = 0;
            for (const auto& [to, of] : moves) sum += of * (to == "purchase" ? 1 : chance[to]);
            chance[from] = sum;
        }
    }
    for (const json& state : report["goal"]["states"].items()) {
        const std::string name = state["name"].text();
        const double found = state["from"]["chance"].number();
        CHECK(std::abs(found - (name == "purchase" ? 1 : name == "(ends)" ? 0 : chance[name])) < 1e-12);
    }
    CHECK(report["goal"]["what_if"].items().size() == 3);
    const double each =
        report["goal"]["what_if"][0]["change"].number() + report["goal"]["what_if"][1]["change"].number();
    CHECK(report["goal"]["what_if"][2]["change"].number() > each);  // they help each other
}

TEST_CASE("the page of a flow has its pictures and all its parts in one file") {
    const scratch at;
    const std::string process = at.file("buying.mmd", rules), page = at.path("flow.html");
    const outcome ran = emptor(flow_of({"--goal", "buy", "--what-if", "ask-buy=0.9", "--by-step", "2", "--process",
                                        process, "--title", "Visits <1>", "--output", page}),
                               visits);
    CHECK(ran.status == 0);
    CHECK(ran.err == "");
    CHECK(ran.out == "");
    const std::string html = text_of(page);
    for (const char* wanted : {"<!DOCTYPE html>", "<h1>Visits &lt;1&gt;</h1>", "The chance to come to “buy”", "What if",
                               "ask → buy 90.0 %", "Against the process", "Which state at which step", "</html>"}) {
        CAPTURE(wanted);
        CHECK(html.find(wanted) != std::string::npos);
    }
    CHECK(html.find("<script") == std::string::npos);
}

TEST_CASE("a log of nothing, of one event, and of states that nobody leaves has its flow") {
    const std::string head = "buyer,time,event,channel,role\n";
    const std::vector<std::string> goal{"--goal", "buy", "--format", "text"};
    const outcome none = emptor(flow_of({"--goal", "buy", "--where", "buyer=9"}), visits);
    CHECK(none.status == 0);
    CHECK_THAT(none.out, ContainsSubstring("No moves.\n"));
    CHECK_THAT(none.out, ContainsSubstring("Nobody waited.\n"));
    const outcome one = emptor(flow_of(goal), head + "1,2025-01-01T00:00:00,buy,,\n");
    CHECK(one.status == 0);
    CHECK_THAT(one.out, ContainsSubstring("100 % of paths come to “buy”.\n"));
    CHECK_THAT(one.out, ContainsSubstring("1 of 1 entity came to “buy” at or after their first event.\n"));
    const outcome left = emptor(flow_of(goal), head + "1,2025-01-01T00:00:00,ask,,\n2,2025-01-01T00:00:00,buy,,\n");
    CHECK(left.status == 0);
    CHECK_THAT(left.out, ContainsSubstring("50.0 % of paths come to “buy”"));
    CHECK(emptor(flow_of(goal), head).status == 1);
}

TEST_CASE("conversions are credited to channels, as events or among them") {
    const outcome ran = emptor(attribution_of({"--what", "event", "--rule", "first,last", "--format", "csv"}), visits);
    CHECK(ran.status == 0);
    CHECK(ran.err == "");
    CHECK(ran.out ==
          "rule,channel,conversions,value\r\nfirst,mail,2,0\r\nfirst,shop,0,0\r\nlast,mail,1,0\r\nlast,shop,1,0\r\n");
    const outcome among = emptor({"attribute", "-", "--who", "buyer", "--when", "time", "--channel", "event",
                                  "--converted", "buy", "--rule", "shapley", "--format", "json"},
                                 visits);
    CHECK(among.status == 0);
    const json rule = json::parse(among.out)["rules"][0];
    CHECK(rule["total"]["conversions"].count() == 2);
    CHECK(rule["credits"][0]["channel"].text() == "ask");
    CHECK(rule["credits"][0]["conversions"].number() == 2);
    const outcome text = emptor(attribution_of({"--what", "event"}), visits);
    CHECK_THAT(text.out, ContainsSubstring("first  last  linear  position  decay  markov  shapley\n"));
    CHECK_THAT(emptor(attribution_of(), visits).err, ContainsSubstring("emptor: warning: no event is \"buy\""));
}

TEST_CASE("what a question about flow lacks, or has too much, is named") {
    flow_misused({"flow"}, "--who is missing: the column that tells entities apart");
    flow_misused({"flow", "--who", "b"}, "--when is missing: the column of times");
    flow_misused({"flow", "--who", "b", "--when", "t"}, "--what is missing: the column of states or events");
    flow_misused(flow_of({"--top", "ten"}), "--top is \"ten\"; it must be a number of paths, at most 1000000");
    flow_misused(flow_of({"--map", "a=b"}), "--map means nothing without --process");
    flow_misused(flow_of({"--open"}), "--open means nothing without --process");
    flow_misused(flow_of({"--process", "-"}), "--process is \"-\"; standard input is for the log");
    flow_misused(flow_of({"--format", "csv"}),
                 "emptor flow has no format \"csv\"; it must be \"text\", \"json\", \"html\", \"mermaid\" or \"svg\"");
    flow_misused(flow_of({"--by-step", "0"}), "--by-step is 0; it must be 1 or more");
    flow_misused(flow_of({"--by-step", "101"}), "--by-step is \"101\"; it must be a number of steps, at most 100");
    flow_misused(flow_of({"--still-open"}), "--still-open means nothing without --goal");
    flow_misused(flow_of({"--what-if", "a-b=1"}), "--what-if means nothing without --goal");
    const auto changed = [](const std::string& change) { return flow_of({"--goal", "buy", "--what-if", change}); };
    flow_misused(changed("ask-buy"), "--what-if is \"ask-buy\": it must be FROM-TO=SHARE");
    for (const std::string share : {"2", "101%", "-1", "1e-1", "", "half", ".", "1.2.3", "nan"}) {
        flow_misused(changed("ask-buy=" + share), "--what-if is \"ask-buy=" + share + "\": the share is \"" + share +
                                                      "\"; it must be from 0 to 1, or from 0% to 100%");
    }
    flow_misused(changed("ask-by=1"),
                 "--what-if is \"ask-by=1\": FROM and TO must be states of the log: \"ask\", "
                 "\"buy\" and \"(ends)\"");
    flow_misused(flow_of({"--goal", "buy", "--still-open", "--what-if", "ask-buy=0.5"}),
                 "--what-if is \"ask-buy=0.5\": \"ask\" is left for \"buy\" only; with another probability than 1 it "
                 "needs a whole row");
    const outcome no_goal = emptor(flow_of({"--goal", "by"}), visits);
    CHECK(no_goal.status == 1);
    CHECK(no_goal.err ==
          "emptor: --goal is \"by\"; did you mean \"buy\"? It must be a state of the log: \"ask\" or "
          "\"buy\"\n");
    flow_misused({"attribute", "--who", "b", "--when", "t"}, "--channel is missing: the column of channels");
    flow_misused({"attribute", "--who", "b", "--when", "t", "--channel", "c"},
                 "--converted is missing: the events or the channel that are conversions");
    flow_misused(attribution_of({"--rule", "last,marko"}),
                 "--rule names \"marko\"; did you mean \"markov\"? It must be some of \"first\", \"last\", \"linear\", "
                 "\"position\", \"decay\", \"markov\" and \"shapley\"");
    flow_misused(attribution_of({"--rule", "last,last"}), "--rule names \"last\" twice");
    const outcome ran = emptor({"attribute", "-", "--who", "buyer", "--when", "time", "--what", "event", "--channel",
                                "chanel", "--converted", "buy"},
                               visits);
    CHECK(ran.status == 1);
    CHECK_THAT(ran.err, ContainsSubstring("no column is named \"chanel\", as --channel says"));
    CHECK(emptor({"flow", "--help"}).status == 0);
    CHECK(emptor({"attribute", "--help"}).status == 0);
}

}  // namespace flow_test
