// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/describe.hpp>

#include <string>

#include <catch2/catch_test_macros.hpp>
#include <emptor/process/models/five_stage.hpp>

#include "agreeing.hpp"
#include "buying.hpp"
#include "odd.hpp"

namespace describe_test {

using namespace buying_test;
using emptor::language;

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

TEST_CASE("a table shows a column only where a rule fills it, and final stages only where there are any", "[process]") {
    CHECK(emptor::describe(odd_test::odd_process) == R"(start: state

in           on    to           weight
state        go    end
end          stop  state
             go    constructor  2.5
constructor  stop  end
)");
    CHECK(emptor::describe(emptor::five_stage, language::chinese).starts_with("起点：需求识别\n终点：流失\n\n阶段"));
}

TEST_CASE("what each stage is for stands below the table where it is asked for", "[process]") {
    const auto text = emptor::describe(emptor::five_stage, language::chinese, emptor::shown_detail::briefs);
    CHECK(text.starts_with(emptor::describe(emptor::five_stage, language::chinese)));
    CHECK(text.find("\n信息搜索\n  目标：了解什么能满足需求\n  任务：询问他人；查找资料；亲身体验\n") !=
          std::string::npos);
}

TEST_CASE("a table says how many have to agree, and in which order", "[process]") {
    const auto english = emptor::describe(agreeing_test::agreeing);
    CHECK(english.find("  user and buyer\n") != std::string::npos);
    CHECK(english.find("  user, buyer or decision_maker\n") != std::string::npos);
    CHECK(english.find("  2 of user, buyer and decision_maker, by different persons\n") != std::string::npos);
    CHECK(english.find("  decision_maker, then user, then buyer\n") != std::string::npos);
    const auto chinese = emptor::describe(agreeing_test::agreeing, language::chinese);
    CHECK(chinese.find("  使用者、采购者或决策者（至少2方），且须为不同的人\n") != std::string::npos);
    CHECK(chinese.find("  依次决策者、使用者、采购者\n") != std::string::npos);
}

}  // namespace describe_test
