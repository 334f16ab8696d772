// SPDX-License-Identifier: BSL-1.0
// Flows and attribution at the command line.

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

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
    CHECK_THAT(drawn.err, ContainsSubstring(" is in --format text and json\n"));
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
                 "emptor flow has no format \"csv\"; it must be \"text\", \"json\", \"mermaid\" or \"svg\"");
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
