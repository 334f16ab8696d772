// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/dot.hpp>

#include <string>

#include <catch2/catch_test_macros.hpp>
#include <emptor/process/models/five_stage.hpp>

#include "agreeing.hpp"
#include "odd.hpp"

namespace dot_test {

using emptor::language;

TEST_CASE("a process is drawn in DOT, quoted as Graphviz reads it", "[process]") {
    CHECK(emptor::dot(odd_test::odd_process, language::english) == R"(digraph process {
    node [shape=box, style=rounded]
    start [shape=circle, style=filled, fillcolor=black, label="", width=0.2]
    s0 [label="state", style="rounded,dashed"]
    s1 [label="end", style="rounded,dashed"]
    s2 [label="constructor", style="rounded,dashed"]
    start -> s0
    s0 -> s1 [label="go"]
    s1 -> s0 [label="stop: \"now\"; #1 or _never_"]
    s1 -> s2 [label="go ×2.5"]
    s2 -> s1 [label="stop: \"now\"; #1 or _never_"]
}
)");
    CHECK(emptor::detail::dot_text("a\\b\n") == "\"a\\\\b \"");
}

TEST_CASE("final stages have a second edge in DOT, and briefs are told where the reader points", "[process]") {
    const auto graph = emptor::dot(emptor::five_stage, language::chinese, emptor::shown_detail::briefs);
    CHECK(graph.find("s5 [label=\"流失\", peripheries=2") != std::string::npos);
    CHECK(graph.find("tooltip=\"目标：了解什么能满足需求. 任务：") != std::string::npos);
    CHECK(emptor::dot(emptor::five_stage).find("tooltip") == std::string::npos);
}

TEST_CASE("a graph in DOT says how many have to agree, and in which order", "[process]") {
    const auto graph = emptor::dot(agreeing_test::agreeing);
    CHECK(graph.find("[label=\"chosen once agreed by user, buyer or decision_maker\"]") != std::string::npos);
    CHECK(graph.find("[label=\"delivered once agreed by decision_maker, then user, then buyer\"]") !=
          std::string::npos);
    CHECK(emptor::dot(agreeing_test::agreeing, language::chinese)
              .find("[label=\"delivered，经使用者、采购者或决策者（至少2方）同意，且须为不同的人\"]") !=
          std::string::npos);
}

}  // namespace dot_test
