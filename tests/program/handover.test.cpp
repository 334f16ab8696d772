// SPDX-License-Identifier: BSL-1.0
// Hand-overs at the command line.

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "program/json.hpp"
#include "program/run.hpp"

namespace handover_test {

namespace {

using namespace program_test;
using Catch::Matchers::ContainsSubstring;

const std::string purchases =
    "case,time,role,activity\n"
    "1,2025-01-01T00:00:00,user,ask\n"
    "1,2025-01-01T00:00:50,,note\n"
    "1,2025-01-01T00:01:40,buyer,approve\n"
    "2,2025-01-01T00:00:00,user,ask\n"
    "2,2025-01-01T00:00:10,buyer,send back\n"
    "2,2025-01-01T00:00:05,user,ask\n";

std::vector<std::string> asked(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"handover", "-", "--who", "case", "--when", "time", "--role", "role"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

void misused(const std::vector<std::string>& arguments, const std::string& sentence) {
    const outcome ran = emptor(arguments, purchases);
    CHECK(ran.status == 2);
    CHECK(ran.out == "");
    CHECK(ran.err == "emptor: " + sentence + "\n");
}

}  // namespace

TEST_CASE("hand-overs of a purchasing log are those of its reference") {
    const std::string folder = "p2p_purchasing/";
    const outcome ran = emptor({"handover", shared(folder + "procure_to_pay_asis.csv"), "--who", "case_id", "--when",
                                "End_Time", "--role", "role", "--format", "json"});
    CHECK(ran.status == 0);
    CHECK(ran.err == "");
    const json report = json::parse(ran.out);
    std::map<std::string, std::size_t> found;
    for (const json& move : report["hand_overs"].items()) {
        found[move["from"].text() + "|" + move["to"].text()] = move["count"].count();
    }
    for (const json& role : report["roles"].items()) {
        if (role["entries"].count() > 0) found["^|" + role["name"].text()] = role["entries"].count();
        if (role["exits"].count() > 0) found[role["name"].text() + "|$"] = role["exits"].count();
    }
    std::map<std::string, std::size_t> expected;
    const json reference = json::parse(text_of(shared(folder + "reference.json")));
    for (const auto& [move, count] : reference["role_handover"].members()) expected[move] = count.count();
    CHECK(found == expected);
    CHECK(report["events"].count() == 9070);
    CHECK(report["entities"].count() == 625);
}

TEST_CASE("a log is put in order first, and an event without a role is left out and said to be") {
    const outcome ran = emptor(asked(), purchases);
    CHECK(ran.status == 0);
    CHECK(ran.err == "");
    CHECK_THAT(ran.out,
               ContainsSubstring("6 events of 2 entities; 1 was out of order and put in order; 1 has no role and "
                                 "was left out.\n"));
    CHECK_THAT(ran.out, ContainsSubstring("user         1      2       ·\n"));
}

TEST_CASE("approvals and refusals are those that the command line names") {
    const outcome ran = emptor(asked({"--what", "activity", "--approves", "approve", "--refuses", "\"send back\"",
                                      "--escalates", "escalte", "--format", "json"}),
                               purchases);
    CHECK(ran.status == 0);
    CHECK(ran.err ==
          "emptor: warning: no event is \"escalte\"; the events are \"ask\", \"note\", \"approve\" and \"send "
          "back\"\n");
    const json buyer = json::parse(ran.out)["roles"][1];
    CHECK(buyer["approved"].count() == 1);
    CHECK(buyer["refused"].count() == 1);
    CHECK(buyer["escalated"].count() == 0);
    CHECK(buyer["approval_rate"].number() == 0.5);
    CHECK(buyer["kept_waiting"]["total"].number() == 105);
    const outcome two = emptor(
        asked({"--what", "activity", "--approves", "approve", "--refuses", "ask", "--format", "csv"}), purchases);
    CHECK(two.status == 0);
    CHECK(two.err == "");
    CHECK_THAT(two.out, ContainsSubstring("buyer,2,0,2,2,0,2,105,"));
}

TEST_CASE("what a question about hand-over lacks, or has too much, is named") {
    misused({"handover"}, "--who is missing: the column that tells cases apart");
    misused({"handover", "--who", "case"}, "--when is missing: the column of times");
    misused({"handover", "--who", "case", "--when", "time"}, "--role is missing: the column of roles");
    misused({"handover", "--role", ""}, "--role is empty; say what it is, or leave it out");
    misused(asked({"--what", "activity"}), "--what means nothing without --approves and --refuses");
    misused(asked({"--approves", "a"}), "--refuses is missing: a rate of approval needs approvals and refusals");
    misused(asked({"--approves", "a", "--refuses", "b"}),
            "--what is missing: the column of the events that approve, refuse and escalate");
    misused(asked({"--what", "activity", "--approves", "a,b", "--refuses", "c,b"}),
            "\"b\" is in --approves and in --refuses");
    misused(asked({"--format", "svg"}),
            "emptor handover has no format \"svg\"; it must be \"text\", \"json\" or \"csv\"");
    misused(asked({"--steps", "a"}), "The following argument was not expected: --steps; see emptor handover --help");
    const outcome ran = emptor({"handover", "-", "--who", "case", "--when", "time", "--role", "rol"}, purchases);
    CHECK(ran.status == 1);
    CHECK_THAT(ran.err, ContainsSubstring("no column is named \"rol\", as --role says; did you mean \"role\"?"));
    CHECK(emptor({"handover", "--help"}).status == 0);
}

}  // namespace handover_test
