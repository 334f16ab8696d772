// SPDX-License-Identifier: BSL-1.0
// Processes to read, and funnels through them.

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include "program/json.hpp"
#include "program/run.hpp"

namespace process_test {

namespace {

using namespace program_test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

[[nodiscard]] outcome through(const std::string& log, const std::vector<std::string>& more) {
    std::vector<std::string> arguments{"funnel", "--who",     "who",        "--when",   "when", "--what",
                                       "what",   "--process", "five_stage", "--format", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return emptor(arguments, log);
}

const std::string straight =
    "who,when,what,role\n"
    "a,2025-01-01,search,user\n"
    "a,2025-01-02,shortlisted,user\n"
    "a,2025-01-03,chosen,\n"
    "a,2025-01-04,delivered,buyer\n"
    "b,2025-01-01,search,user\n"
    "b,2025-01-02,delivered,user\n"
    "b,2025-01-03,search,user\n"
    "b,2025-01-03,coffee,user\n"
    "b,2025-01-04,shortlisted,king\n";

}  // namespace

TEST_CASE("a process can be read as a table and as a diagram, in names and in two languages") {
    const outcome table = emptor({"process", "five_stage"});
    CHECK(table.status == 0);
    CHECK_THAT(table.out, ContainsSubstring("information_search") && ContainsSubstring("search_begun"));
    CHECK(emptor({"process", "five_stage", "--format", "text"}).out == table.out);
    const outcome diagram = emptor({"process", "five_stage", "--format", "mermaid"});
    CHECK_THAT(diagram.out, StartsWith("stateDiagram-v2\n") &&
                                ContainsSubstring("need_recognition --> information_search : search_begun"));
    CHECK_THAT(emptor({"process", "aida", "--format", "dot"}).out,
               StartsWith("digraph process {\n") && ContainsSubstring("s0 -> s1 [label=\"interested\"]\n"));
    CHECK_THAT(emptor({"process", "aida", "--format", "plantuml"}).out,
               StartsWith("@startuml\n") && ContainsSubstring("s0 --> s1 : interested\n"));
    CHECK_THAT(emptor({"process", "aida", "--format", "svg", "--language", "zh"}).out,
               StartsWith("<svg ") && ContainsSubstring(">AIDA模型</text>") && ContainsSubstring(">注意力</text>"));
    CHECK_THAT(emptor({"process", "five_stage", "--language", "zh"}).out, ContainsSubstring("需求识别"));
    CHECK_THAT(emptor({"process", "five_stage", "--language", "en"}).out, ContainsSubstring("need recognition"));
    CHECK_THAT(emptor({"process", "procurement", "--language", "zh", "--briefs"}).out,
               ContainsSubstring("  任务：寻找供应商；询价\n"));
}

TEST_CASE("without a name the ready-made processes are listed") {
    const outcome list = emptor({"process"});
    CHECK(list.status == 0);
    CHECK_THAT(list.out, StartsWith("five_stage            consumer buying process in five stages\n") &&
                             ContainsSubstring("straight_rebuy        BuyGrid: straight rebuy\n"));
    CHECK_THAT(emptor({"process", "--language", "zh"}).out, ContainsSubstring("procurement           客户采购流程\n"));
    CHECK(emptor({"process", "--format", "svg"}).err == "emptor: --format svg needs the name of a process\n");
}

TEST_CASE("a process is read from a Mermaid file") {
    const scratch here;
    const std::string text =
        "stateDiagram-v2\n    [*] --> ask\n    ask --> pay : 同意 by boss or 老板\n    ask --> gone : left ×2.5\n"
        "    pay --> [*]\n    gone --> [*]\n";
    const std::string file = here.file("deal.mmd", text);
    CHECK(emptor({"process", file, "--format", "mermaid"}).out == text);
    CHECK(emptor({"process", "-", "--format", "mermaid"}, text).out == text);
    for (const std::string name : {"procurement", "five_stage", "straight_rebuy"}) {
        const std::string drawn = emptor({"process", name, "--format", "mermaid"}).out;
        CHECK(emptor({"process", "-", "--format", "mermaid"}, drawn).out == drawn);
    }
    const std::string labelled =
        "stateDiagram-v2\n    state \"询价\" as ask\n    [*] --> ask\n    ask --> ask : left\n"
        "    classDef endless stroke-dasharray:4\n    class ask endless\n";
    CHECK(emptor({"process", "-", "--format", "mermaid"}, labelled).out == labelled);
    const std::string agreeing =
        "stateDiagram-v2\n    [*] --> ask\n    ask --> pay : buy by user once agreed by boss, then owner, then bank\n"
        "    ask --> pay : rent once agreed by 2 of boss, owner and bank, by different persons\n"
        "    ask --> pay : borrow once agreed by boss or owner\n    pay --> [*]\n";
    CHECK(emptor({"process", "-", "--format", "mermaid"}, agreeing).out == agreeing);
    CHECK(emptor({"process", file}).out ==
          "start: ask\nfinal: pay, gone\n\n"
          "in   on    to    by            weight\n"
          "ask  同意  pay   boss or 老板\n"
          "     left  gone  anyone        2.5\n");
    const outcome wrong = emptor({"process", here.file("wrong.mmd", "stateDiagram-v2\n[*] --> a\na --> b\n")});
    CHECK(wrong.status == 1);
    CHECK_THAT(wrong.err,
               ContainsSubstring("wrong.mmd\": line 3: 'a --> b' names no event; write it behind a colon\n"));
    const outcome stuck = emptor({"process", "-"}, "stateDiagram-v2\n[*] --> a\na --> b : x\n");
    CHECK(stuck.status == 1);
    CHECK_THAT(stuck.err, StartsWith("emptor: standard input: ") && ContainsSubstring("'b' is a dead end"));
    CHECK_THAT(emptor({"process", here.path("none.mmd")}).err, StartsWith("emptor: cannot open "));
}

TEST_CASE("a process that is not there is refused with those that are") {
    const outcome ran = emptor({"process", "six_stage"});
    CHECK(ran.status == 2);
    CHECK(ran.err ==
          "emptor: the process is \"six_stage\"; did you mean \"five_stage\"? It must be \"five_stage\", "
          "\"procurement\", \"aida\", \"sales_cycle\", \"hierarchy_of_effects\", \"new_task\", \"modified_rebuy\", "
          "\"straight_rebuy\", \"solution_selling\", or a file that ends with .mmd\n");
    const outcome funnel = emptor({"funnel", "--who", "a", "--when", "b", "--what", "c", "--process", "aidda"});
    CHECK(funnel.status == 2);
    CHECK_THAT(funnel.err,
               StartsWith("emptor: --process is \"aidda\"; did you mean \"aida\"? It must be \"five_stage\", "
                          "\"procurement\", "));
    CHECK(emptor({"process", "five_stage", "--format", "png"}).err ==
          "emptor: --format is \"png\"; it must be text, mermaid, dot, plantuml or svg\n");
    CHECK(emptor({"process", "five_stage", "--language", "fr"}).err ==
          "emptor: --language is \"fr\"; it must be en or zh\n");
}

TEST_CASE("events move, are refused or are unknown, and the sums add up") {
    const outcome ran = through(straight, {"--map", "search=search_begun"});
    CHECK(ran.status == 0);
    CHECK(ran.err == "emptor: note: no event of five_stage, nor named by --map: \"coffee\"\n");
    const json report = json::parse(ran.out);
    std::vector<std::string> names;
    std::vector<std::size_t> entities;
    for (const json& step : report["steps"].items()) {
        names.push_back(step["name"].text());
        entities.push_back(step["entities"].count());
    }
    CHECK(names == std::vector<std::string>{"need_recognition", "information_search", "evaluation_of_alternatives",
                                            "purchase_decision", "post_purchase_behaviour"});
    CHECK(entities == std::vector<std::size_t>{2, 2, 2, 1, 1});
    CHECK(report["moved"].count() == 6);
    CHECK(report["unknown"].count() == 1);
    std::size_t refused = 0;
    for (const json& move : report["refused"].items()) refused += move["count"].count();
    CHECK(refused == 2);
    CHECK(report["events"].count() == report["moved"].count() + report["unknown"].count() + refused);
    const json move = report["refused"][0];
    CHECK(move["stage"].text() == "information_search");
    CHECK(move["event"].text() == "search_begun");
    CHECK(move["role"].is_null());
    CHECK(move["reason"].text() == "not possible");
    std::size_t now = 0;
    for (const json& stage : report["now"].items()) now += stage["entities"].count();
    CHECK(now == report["entities"].count());
    CHECK(report["now"][2]["stage"].text() == "evaluation_of_alternatives");
    CHECK(report["now"][2]["entities"].count() == 1);
}

TEST_CASE("roles are read where they are said to be, and one that the process does not know is unknown") {
    const outcome ran = through(straight, {"--map", "search=search_begun", "--role", "role"});
    CHECK(ran.status == 0);
    CHECK_THAT(ran.err, ContainsSubstring("emptor: note: no role of five_stage: \"king\"\n"));
    const json report = json::parse(ran.out);
    CHECK(report["moved"].count() == 5);
    CHECK(report["unknown"].count() == 2);
    CHECK(report["refused"][0]["role"].text() == "user");
}

TEST_CASE("streamed and by group the account is the same") {
    const json whole = json::parse(through(straight, {"--map", "search=search_begun"}).out);
    const outcome streamed = through(straight, {"--map", "search=search_begun", "--presorted", "--by", "role"});
    CHECK(streamed.status == 0);
    const json report = json::parse(streamed.out);
    CHECK(report["moved"].count() == whole["moved"].count());
    CHECK(report["groups"].items().size() == 1);
    CHECK(report["groups"][0]["value"].text() == "user");
}

TEST_CASE("with one event a stage and no refusals, it is the plain funnel of those events") {
    const std::string log =
        "who,when,what\n"
        "a,2025-01-01,search_begun\n"
        "a,2025-01-02,shortlisted\n"
        "a,2025-01-09,chosen\n"
        "b,2025-01-01,search_begun\n"
        "b,2025-01-03,shortlisted\n"
        "c,2025-01-01,search_begun\n";
    const json stages = json::parse(
        through(log, {"--steps", "information_search,evaluation_of_alternatives,purchase_decision", "--within", "7d"})
            .out);
    const json events = json::parse(emptor({"funnel", "--who", "who", "--when", "when", "--what", "what", "--steps",
                                            "search_begun,shortlisted,chosen", "--within", "7d", "--format", "json"},
                                           log)
                                        .out);
    for (std::size_t k = 0; k < 3; ++k) {
        const json a = stages["steps"][k];
        const json b = events["steps"][k];
        CHECK(a["entities"].count() == b["entities"].count());
        if (k == 0) continue;
        CHECK(a["expired"].count() == b["expired"].count());
        CHECK(a["in_attempt"]["median"].is_null() == b["in_attempt"]["median"].is_null());
        if (k == 1) CHECK(a["in_attempt"]["median"].number() == b["in_attempt"]["median"].number());
    }
}

TEST_CASE("a stage or an event that the process does not have is refused with those it has") {
    const outcome stage = through(straight, {"--steps", "information_serch"});
    CHECK(stage.status == 2);
    CHECK_THAT(stage.err,
               StartsWith("emptor: --steps names \"information_serch\", which is no stage of five_stage; did "
                          "you mean \"information_search\"? Its stages are \"need_recognition\", "));
    const outcome event = through(straight, {"--map", "search=searched"});
    CHECK(event.status == 2);
    CHECK_THAT(event.err, StartsWith("emptor: --map says that \"search\" is \"searched\", which is no event of "
                                     "five_stage; its events are \"need_arose\", "));
    const outcome twice = through(straight, {"--map", "search=chosen,search=delivered"});
    CHECK(twice.status == 2);
    CHECK(twice.err == "emptor: --map says twice what \"search\" is\n");
    const outcome half = through(straight, {"--map", "search"});
    CHECK(half.status == 2);
    CHECK(half.err == "emptor: --map is \"search\": it must be RAW=EVENT, with commas between several\n");
}

TEST_CASE("the account stands below the table") {
    const outcome ran = emptor({"funnel", "--who", "who", "--when", "when", "--what", "what", "--process", "five_stage",
                                "--map", "search=search_begun"},
                               straight);
    CHECK_THAT(ran.out, ContainsSubstring("Through the process: 6 moved, 2 refused, 1 unknown.\n") &&
                            ContainsSubstring("refused in stage") && ContainsSubstring("now in stage"));
}

TEST_CASE("a log goes through every ready-made process, and its stages are the steps") {
    const std::string nothing = "who,when,what\na,2025-01-01,no such event\nb,2025-01-02,nor this\n";
    for (const std::string name : {"five_stage", "procurement", "aida", "sales_cycle", "hierarchy_of_effects",
                                   "new_task", "modified_rebuy", "straight_rebuy", "solution_selling"}) {
        CAPTURE(name);
        const outcome ran = emptor(
            {"funnel", "--who", "who", "--when", "when", "--what", "what", "--process", name, "--format", "json"},
            nothing);
        REQUIRE(ran.status == 0);
        CHECK(ran.err ==
              "emptor: note: no event of " + name + ", nor named by --map: \"no such event\" and \"nor this\"\n");
        const json report = json::parse(ran.out);
        CHECK(report["unknown"].count() == 2);
        std::size_t now = 0;
        for (const json& stage : report["now"].items()) now += stage["entities"].count();
        CHECK(now == 2);
        CHECK(report["steps"].items().size() >= 4);
    }
}

TEST_CASE("words of a process may be labels in any language or other words for them") {
    const std::string log = "who,when,what\na,2025-01-01,产生兴趣\na,2025-01-02,attracted\n";
    const outcome ran = emptor({"funnel", "--who", "who", "--when", "when", "--what", "what", "--process", "aida",
                                "--steps", "awareness,兴趣,desire", "--format", "json"},
                               log);
    CHECK(ran.err.empty());
    const json report = json::parse(ran.out);
    CHECK(report["moved"].count() == 2);
    CHECK(report["steps"][0]["name"].text() == "attention");
    CHECK(report["steps"][2]["entities"].count() == 1);
}

namespace {

const std::string deal =
    "stateDiagram-v2\n    state \"询价\" as ask\n    [*] --> ask\n    ask --> offer : offered by seller\n"
    "    offer --> pay : bought by buyer once agreed by boss\n    ask --> gone : left\n    offer --> gone : left\n"
    "    pay --> [*]\n    gone --> [*]\n";

const std::string deals =
    "deal,time,event,by,ok\n"
    "a,2025-01-01,offered,seller,\n"
    "a,2025-01-02,bought,buyer,Yes\n"
    "b,2025-01-01,offered,buyer,\n"
    "b,2025-01-02,left,buyer,no\n"
    "c,2025-01-01,offered,seller,\n"
    "c,2025-01-03,coffee,seller,\n"
    "c,2025-01-04,bought,buyer,0\n"
    "c,2025-01-05,left,,\n";

[[nodiscard]] outcome through_deal(const scratch& here, const std::vector<std::string>& more) {
    std::vector<std::string> arguments{"funnel",    here.file("deals.csv", deals),
                                       "--who",     "deal",
                                       "--when",    "time",
                                       "--what",    "event",
                                       "--format",  "json",
                                       "--role",    "by",
                                       "--process", here.file("deal.mmd", deal)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return emptor(arguments, deal);
}

[[nodiscard]] std::vector<std::string> refusals_in(const json& report) {
    std::vector<std::string> refusals;
    for (const json& move : report["refused"].items()) {
        refusals.push_back(move["stage"].text() + ", " + move["event"].text() + ": " + move["reason"].text() + " " +
                           std::to_string(move["count"].count()));
    }
    return refusals;
}

}  // namespace

TEST_CASE("a log goes through the process in a Mermaid file, and agreement is read where it is said to be") {
    const scratch here;
    const outcome ran = through_deal(here, {"--agreed", "ok", "--steps", "询价,offer,pay"});
    CHECK(ran.err == "emptor: note: no event of \"" + here.path("deal.mmd") + "\", nor named by --map: \"coffee\"\n");
    const json report = json::parse(ran.out);
    CHECK(report["steps"][0]["name"].text() == "ask");
    CHECK(report["steps"][2]["entities"].count() == 1);
    CHECK(report["moved"].count() == 5);
    CHECK(report["unknown"].count() == 1);
    CHECK(refusals_in(report) ==
          std::vector<std::string>{"ask, offered: not permitted 1", "offer, bought: not agreed 1"});
    const json unasked = json::parse(through_deal(here, {}).out);
    CHECK(refusals_in(unasked)[1] == "offer, bought: not agreed 2");
    CHECK(through_deal(here, {"--on-refusal", "ignore"}).out == through_deal(here, {}).out);
    const outcome piped = emptor({"funnel", here.path("deals.csv"), "--who", "deal", "--when", "time", "--what",
                                  "event", "--format", "json", "--role", "by", "--process", "-"},
                                 deal);
    CHECK(piped.out == through_deal(here, {}).out);
}

TEST_CASE("the first refused move ends a journey of the log where that is asked for") {
    const scratch here;
    const json report = json::parse(through_deal(here, {"--agreed", "ok", "--on-refusal", "end_journey"}).out);
    CHECK(report["moved"].count() == 3);
    CHECK(refusals_in(report) == std::vector<std::string>{"ask, offered: not permitted 1", "ask, left: journey over 1",
                                                          "offer, bought: not agreed 1",
                                                          "offer, left: journey over 1"});
    CHECK(report["events"].count() == 3 + 1 + 4);
    const outcome streamed = through_deal(here, {"--agreed", "ok", "--on-refusal", "end_journey", "--presorted"});
    CHECK(refusals_in(json::parse(streamed.out)) == refusals_in(report));
}

TEST_CASE("what cannot be said of a process is refused with what can") {
    const scratch here;
    CHECK(through_deal(here, {"--on-refusal", "stop"}).err ==
          "emptor: --on-refusal is \"stop\"; it must be \"ignore\" or \"end_journey\"\n");
    const outcome maybe = through_deal(here, {"--agreed", "by"});
    CHECK(maybe.status == 1);
    CHECK(maybe.err ==
          "emptor: a row has \"seller\" in --agreed \"by\"; it must be yes, true or 1, or else no, false, 0 "
          "or nothing\n");
    CHECK_THAT(through_deal(here, {"--steps", "ask,ofer"}).err,
               ContainsSubstring("deal.mmd\"; did you mean \"offer\"? Its stages are \"ask\", \"offer\", \"pay\" and "
                                 "\"gone\"\n"));
    CHECK(emptor({"funnel", "--who", "a", "--when", "b", "--what", "c", "--process", "-"}).err ==
          "emptor: standard input can be read once: it is the log or the process\n");
    CHECK_THAT(emptor({"funnel", "--who", "a", "--when", "b", "--what", "c", "--process", here.path("none.mmd")}).err,
               StartsWith("emptor: cannot open "));
    for (const std::string option : {"--on-refusal", "--agreed", "--role"}) {
        CHECK(emptor({"funnel", "--who", "a", "--when", "b", "--what", "c", "--steps", "d", option, "ignore"}).err ==
              "emptor: " + option + " means nothing without --process\n");
    }
}

}  // namespace process_test
