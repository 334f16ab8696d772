// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/mermaid.hpp>

#include <string>

#include <catch2/catch_test_macros.hpp>
#include <emptor/process/models/five_stage.hpp>

#include "agreeing.hpp"
#include "buying.hpp"
#include "odd.hpp"

namespace mermaid_test {

using namespace buying_test;
using agreeing_test::agreeing;
using emptor::language;
using odd_test::odd_process;

TEST_CASE("a process is drawn in Mermaid with its roles", "[process]") {
    CHECK(emptor::mermaid(buying) == R"(stateDiagram-v2
    %% emptor events: search_begun, shortlisted, rejected, chosen, delivered, need_arose, abandoned
    [*] --> need
    need --> search : search_begun by user
    need --> lost : abandoned
    search --> evaluation : shortlisted by user or buyer
    search --> lost : abandoned
    evaluation --> search : rejected
    evaluation --> purchase : chosen by buyer once agreed by decision_maker
    evaluation --> lost : abandoned
    purchase --> post_purchase : delivered by buyer
    purchase --> lost : abandoned
    post_purchase --> need : need_arose by user
    post_purchase --> lost : abandoned
    lost --> [*]
)");
}

TEST_CASE("a Mermaid diagram speaks the language it is asked for", "[process]") {
    const auto english = emptor::mermaid(buying, language::english);
    CHECK(english.find("    state \"post purchase\" as post_purchase\n") != std::string::npos);
    CHECK(english.find("state \"need\"") == std::string::npos);
    CHECK(english.find("evaluation --> purchase : chosen by buyer once agreed by decision maker\n") !=
          std::string::npos);
    const auto chinese = emptor::mermaid(emptor::five_stage, language::chinese);
    CHECK(chinese.find("    state \"需求识别\" as need_recognition\n") != std::string::npos);
    CHECK(chinese.find("need_recognition --> information_search : 开始搜索\n") != std::string::npos);
    CHECK(emptor::mermaid(buying, language::chinese).find("chosen，由采购者，经决策者同意\n") != std::string::npos);
}

TEST_CASE("a Mermaid diagram says how many have to agree, and in which order", "[process]") {
    const auto has = [](const std::string& diagram, const std::string& line) {
        return diagram.find(" : " + line + "\n") != std::string::npos;
    };
    const auto english = emptor::mermaid(agreeing);
    CHECK(has(english, "chosen once agreed by user and buyer"));
    CHECK(has(english, "chosen once agreed by user, buyer or decision_maker"));
    CHECK(has(english, "delivered once agreed by 2 of user, buyer and decision_maker, by different persons"));
    CHECK(has(english, "delivered once agreed by decision_maker, then user, then buyer"));
    CHECK(has(english, "rejected by buyer once agreed by buyer, by different persons"));
    const auto chinese = emptor::mermaid(agreeing, language::chinese);
    CHECK(has(chinese, "chosen，经使用者和采购者同意"));
    CHECK(has(chinese, "chosen，经使用者、采购者或决策者同意"));
    CHECK(has(chinese, "delivered，经使用者、采购者或决策者（至少2方）同意，且须为不同的人"));
    CHECK(has(chinese, "delivered，依次经决策者、使用者、采购者同意"));
    CHECK(has(chinese, "rejected，由采购者，经采购者同意，且须为不同的人"));
}

TEST_CASE("words and signs of Mermaid's own are written so that it takes them for text", "[process]") {
    CHECK(emptor::mermaid(odd_process, language::english) == R"(stateDiagram-v2
    [*] --> #115;tate
    #115;tate --> #101;nd : go
    #101;nd --> #115;tate : stop#58; #34;now#34;#59; #35;1#32;or #95;never#95;
    #101;nd --> #99;onstructor : go ×2.5
    #99;onstructor --> #101;nd : stop#58; #34;now#34;#59; #35;1#32;or #95;never#95;
    classDef endless stroke-dasharray:4
    class #115;tate,#101;nd,#99;onstructor endless
)");
}

TEST_CASE("what a stage is for stands in a note beside it", "[process]") {
    const auto notes = emptor::mermaid(emptor::five_stage, language::english, emptor::shown_detail::briefs);
    CHECK(notes.find("    note right of information_search\n"
                     "        goal#58; know what could meet the need\n"
                     "        tasks#58; ask people#59; read and look around#59; try things out\n") !=
          std::string::npos);
    CHECK(emptor::mermaid(emptor::five_stage, language::english).find("note") == std::string::npos);
    CHECK(emptor::mermaid(buying, {}, emptor::shown_detail::briefs) == emptor::mermaid(buying));
}

}  // namespace mermaid_test
