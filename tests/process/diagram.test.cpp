// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/diagram.hpp>

#include <catch2/catch_test_macros.hpp>
#include <emptor/process/models/five_stage.hpp>

#include "buying.hpp"

using namespace buying_test;
using emptor::language;

namespace {

enum class odd { state, end };
enum class sign { stop, go };

constexpr auto odd_process = emptor::process<odd, sign>(
    odd::state, {{in(odd::state), on(sign::go), to(odd::end)}, {in(odd::end), on(sign::stop), to(odd::state)}});

}  // namespace

template <>
inline constexpr auto emptor::labels<sign> = emptor::label_table<sign>({
    {sign::stop, "stop: \"now\"; #1"},
});

TEST_CASE("a process is drawn in Mermaid with its roles", "[process]") {
    CHECK(emptor::mermaid(buying) == R"(stateDiagram-v2
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

TEST_CASE("a drawing speaks the language it is asked for", "[process]") {
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

TEST_CASE("words and signs of Mermaid's own are written so that it takes them for text", "[process]") {
    CHECK(emptor::mermaid(odd_process, language::english) == R"(stateDiagram-v2
    state "state" as state_
    state "end" as end_
    [*] --> state_
    state_ --> end_ : go
    end_ --> state_ : stop#58; #34;now#34;#59; #35;1
)");
}

TEST_CASE("a process is described as a table", "[process]") {
    CHECK(emptor::describe(buying) == R"(start: need
final: lost

in             on            to             by             once agreed by
need           search_begun  search         user
               abandoned     lost           anyone
search         shortlisted   evaluation     user or buyer
               abandoned     lost           anyone
evaluation     rejected      search         anyone
               chosen        purchase       buyer          decision_maker
               abandoned     lost           anyone
purchase       delivered     post_purchase  buyer
               abandoned     lost           anyone
post_purchase  need_arose    need           user
               abandoned     lost           anyone
)");
}

TEST_CASE("a table shows roles only where a rule has them, and final stages only where there are any", "[process]") {
    CHECK(emptor::describe(odd_process) == R"(start: state

in     on    to
state  go    end
end    stop  state
)");
    CHECK(emptor::describe(emptor::five_stage, language::chinese).starts_with("起点：需求识别\n终点：流失\n\n阶段"));
}
