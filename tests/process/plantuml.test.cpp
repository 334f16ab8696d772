// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/plantuml.hpp>

#include <string>

#include <catch2/catch_test_macros.hpp>
#include <emptor/process/models/five_stage.hpp>

#include "agreeing.hpp"
#include "odd.hpp"

namespace plantuml_test {

using emptor::language;

TEST_CASE("a process is drawn in PlantUML, with its signs as codes", "[process]") {
    CHECK(emptor::plantuml(odd_test::odd_process, language::english) == R"(@startuml
hide empty description
state "state" as s0 ##[dashed]
state "end" as s1 ##[dashed]
state "constructor" as s2 ##[dashed]
[*] --> s0
s0 --> s1 : go
s1 --> s0 : stop&#58; &#34;now&#34;&#59; &#35;1 or &#95;never&#95;
s1 --> s2 : go ×2.5
s2 --> s1 : stop&#58; &#34;now&#34;&#59; &#35;1 or &#95;never&#95;
@enduml
)");
}

TEST_CASE("two signs that PlantUML cannot take as codes stand by their numbers", "[process]") {
    CHECK(emptor::detail::plantuml_text("a\\b $1") == "a<U+005C>b <U+0024>1");
}

TEST_CASE("final stages lead to the end in PlantUML, and briefs stand in their stages", "[process]") {
    const auto diagram = emptor::plantuml(emptor::five_stage, language::chinese, emptor::shown_detail::briefs);
    CHECK(diagram.find("s5 --> [*]\n") != std::string::npos);
    CHECK(diagram.find("s1 : 目标：了解什么能满足需求\n") != std::string::npos);
    CHECK(emptor::plantuml(emptor::five_stage).find("\ns1 : ") == std::string::npos);
}

TEST_CASE("a PlantUML diagram says how many have to agree, and in which order", "[process]") {
    const auto diagram = emptor::plantuml(agreeing_test::agreeing);
    CHECK(diagram.find(" : delivered once agreed by 2 of user, buyer and decision_maker, by different persons\n") !=
          std::string::npos);
    CHECK(diagram.find(" : delivered once agreed by decision_maker, then user, then buyer\n") != std::string::npos);
    CHECK(emptor::plantuml(agreeing_test::agreeing, language::chinese)
              .find(" : delivered，依次经决策者、使用者、采购者同意\n") != std::string::npos);
}

}  // namespace plantuml_test
