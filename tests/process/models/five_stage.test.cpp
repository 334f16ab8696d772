// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/models/five_stage.hpp>

#include <catch2/catch_test_macros.hpp>
#include <emptor/process/journey.hpp>

namespace five_stage_test {

using emptor::five_stage, emptor::language;
using enum emptor::consumer_stage;
using enum emptor::consumer_event;
using journey = emptor::journey<five_stage>;

namespace {

template <class... Events>
constexpr journey after(Events... events) {
    journey anna;
    if (!(anna.apply(events) && ...)) throw "refused";
    return anna;
}

}  // namespace

TEST_CASE("a consumer passes the five stages in order", "[process]") {
    STATIC_REQUIRE(after().stage() == need_recognition);
    STATIC_REQUIRE(after(search_begun).stage() == information_search);
    STATIC_REQUIRE(after(search_begun, shortlisted).stage() == evaluation_of_alternatives);
    STATIC_REQUIRE(after(search_begun, shortlisted, chosen).stage() == purchase_decision);
    STATIC_REQUIRE(after(search_begun, shortlisted, chosen, delivered).stage() == post_purchase_behaviour);
}

TEST_CASE("a consumer goes back", "[process]") {
    STATIC_REQUIRE(after(search_begun, shortlisted, rejected).stage() == information_search);
    STATIC_REQUIRE(after(search_begun, shortlisted, chosen, reconsidered).stage() == evaluation_of_alternatives);
    STATIC_REQUIRE(after(need_arose, need_arose).stage() == need_recognition);
}

TEST_CASE("a consumer skips stages by memory and habit", "[process]") {
    STATIC_REQUIRE(after(shortlisted).stage() == evaluation_of_alternatives);
    STATIC_REQUIRE(after(chosen).stage() == purchase_decision);
}

TEST_CASE("a consumer buys again, at once or when the need arises", "[process]") {
    STATIC_REQUIRE(after(chosen, delivered, chosen, delivered).stage() == post_purchase_behaviour);
    STATIC_REQUIRE(after(chosen, delivered, need_arose).stage() == need_recognition);
}

TEST_CASE("a consumer may give up anywhere, for good", "[process]") {
    for (const auto stage : five_stage.stages()) {
        if (stage == lost) continue;
        journey anna{stage};
        CHECK(anna.apply(abandoned));
        CHECK(anna.finished());
    }
    STATIC_REQUIRE(five_stage.successors(lost).empty());
}

TEST_CASE("a consumer cannot have what was not chosen", "[process]") {
    for (const auto stage :
         {need_recognition, information_search, evaluation_of_alternatives, post_purchase_behaviour}) {
        journey anna{stage};
        CHECK(anna.apply(delivered).reason() == emptor::refusal::not_possible);
    }
}

TEST_CASE("the five stages have their names in both languages", "[process]") {
    STATIC_REQUIRE(emptor::label(need_recognition) == "need recognition");
    STATIC_REQUIRE(emptor::label(post_purchase_behaviour) == "post-purchase behaviour");
    STATIC_REQUIRE(emptor::label(need_recognition, language::chinese) == "需求识别");
    STATIC_REQUIRE(emptor::label(information_search, language::chinese) == "信息搜索");
    STATIC_REQUIRE(emptor::label(evaluation_of_alternatives, language::chinese) == "评估备选方案");
    STATIC_REQUIRE(emptor::label(purchase_decision, language::chinese) == "购买决策");
    STATIC_REQUIRE(emptor::label(post_purchase_behaviour, language::chinese) == "购买后行为");
}

}  // namespace five_stage_test
