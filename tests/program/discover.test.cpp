// SPDX-License-Identifier: BSL-1.0
// Processes found in a log, at the command line.

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <string>
#include <vector>

#include "program/json.hpp"
#include "program/run.hpp"

namespace discover_test {

namespace {

using namespace program_test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

const std::string visits =
    "buyer,time,event\n"
    "1,2025-01-01T00:00:00,ask\n1,2025-01-01T00:01:00,buy\n"
    "2,2025-01-01T00:00:30,buy\n2,2025-01-01T00:00:00,ask\n"
    "3,2025-01-01T00:00:00,ask\n3,2025-01-01T00:00:10,\n3,2025-01-01T00:00:20,look round\n3,2025-01-01T00:00:30,buy\n";

std::vector<std::string> asked_of(const std::string& file, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"discover", file, "--who", "buyer", "--when", "time", "--what", "event"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

void discover_misused(const std::vector<std::string>& arguments, const std::string& sentence) {
    const outcome ran = emptor(arguments, visits);
    CHECK(ran.status == 2);
    CHECK(ran.out == "");
    CHECK(ran.err == "emptor: " + sentence + "\n");
}

}  // namespace

TEST_CASE("a process is found in a log, and said, drawn or written as source") {
    const outcome text = emptor(asked_of("-", {"--title", "Buyers", "--at-least", "50%"}), visits);
    CHECK(text.status == 0);
    CHECK(text.err == "");
    CHECK_THAT(text.out, StartsWith("Buyers\n\nA process of 3 stages, “start” before the first event among them.\n"
                                    "It allows 2 of 3 (66.7 %) paths, from start to end. It has 8 of 10 (80.0 %) "
                                    "moves, beginnings and ends.\n"));
    CHECK_THAT(text.out, ContainsSubstring("\n8 events of 3 entities; 1 was out of order and put in order; 1 has no "
                                           "state and was left out.\n"));
    const outcome drawn = emptor(asked_of("-", {"--format", "mermaid", "--at-least", "2"}), visits);
    CHECK(drawn.out ==
          "stateDiagram-v2\n    [*] --> start\n    start --> ask : ask ×3\n    ask --> buy : buy ×2\n"
          "    buy --> [*]\n    %% of 3 paths of the log it allows 2, from start to end\n");
    const outcome source = emptor(asked_of("-", {"--format", "cpp", "--namespace", "shop"}), visits);
    CHECK(source.status == 0);
    CHECK_THAT(source.out, ContainsSubstring("namespace shop {\n"));
    CHECK_THAT(source.out, ContainsSubstring("        {in(stage::ask), on(event::buy), to(stage::buy), weight(2)},\n"));
    const outcome kept = emptor(asked_of("-", {"--keep-stages", "--at-least", "0.5"}), visits);
    CHECK_THAT(kept.out, ContainsSubstring("kept so that no stage is lost"));
    CHECK_THAT(kept.out, ContainsSubstring("It allows 3 of 3 (100 %) paths"));
}

TEST_CASE("what is found in a log fits it as the answer says") {
    const scratch at;
    const std::string log = std::string{EMPTOR_SOURCE_DIR} + "/examples/data/shop.csv";
    const std::string process = at.path("shop.mmd");
    CHECK(emptor(asked_of(log, {"--at-least", "2%", "--output", process})).status == 0);
    const std::string drawn = text_of(process);
    const outcome compared = emptor(
        {"flow", log, "--who", "buyer", "--when", "time", "--what", "event", "--process", process, "--format", "json"});
    CHECK(compared.status == 0);
    const json fit = json::parse(compared.out)["conformance"];
    CHECK(fit["journeys"].count() == 2745);
    CHECK(fit["fitting"].count() > 1000);
    CHECK_THAT(drawn, ContainsSubstring("%% of 2745 paths of the log it allows " +
                                        std::to_string(fit["fitting"].count()) + ", from start to end\n"));
    CHECK(emptor(asked_of(log, {"--output", at.path("shop.hpp")})).status == 0);
    CHECK_THAT(text_of(at.path("shop.hpp")), ContainsSubstring("// Of their paths it allows 2745 of 2745, "));
}

TEST_CASE("what a question for a process lacks, or has too much, is named") {
    discover_misused({"discover"}, "--who is missing: the column that tells entities apart");
    discover_misused({"discover", "--who", "b", "--when", "t"}, "--what is missing: the column of states or events");
    for (const std::string wrong : {"0", "x", "1.5", "150%", "%", ".", "-1", "1.2.3"}) {
        discover_misused(asked_of("-", {"--at-least=" + wrong}),
                         "--at-least is \"" + wrong +
                             "\"; it must be a number of times, such as 10, or a share, such as 5% or 0.05");
    }
    discover_misused(asked_of("-", {"--format", "svg"}),
                     "emptor discover has no format \"svg\"; it must be \"text\", \"mermaid\" or \"cpp\"");
    discover_misused(asked_of("-", {"--namespace", "shop"}), "--namespace means nothing without --format cpp");
    discover_misused(asked_of("-", {"--format", "cpp", "--namespace", "my shop"}),
                     "--namespace is \"my shop\"; it must be an identifier of C++");
    const outcome nothing = emptor(asked_of("-", {"--format", "mermaid", "--at-least", "100"}), visits);
    CHECK(nothing.status == 1);
    CHECK_THAT(nothing.err, ContainsSubstring("there is no process, as no path is left from the start to an end"));
    CHECK_THAT(emptor(asked_of("-", {"--at-least", "100"}), visits).out, StartsWith("No process: "));
    CHECK(emptor({"discover", "--help"}).status == 0);
}

}  // namespace discover_test
