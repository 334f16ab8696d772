// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/model.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <emptor/process/in_names.hpp>

#include "buying.hpp"

namespace model_test {

using emptor::model, emptor::named_rules, emptor::refusal;
using emptor::model_event, emptor::model_role, emptor::model_stage;

namespace {

/// A door that a guest may ring at and a clerk opens once the boss has agreed.
named_rules door() {
    return {.start = "shut",
            .rules = {{.in = {"shut"}, .on = "ring", .to = "waiting"},
                      {.in = {"waiting"}, .on = "open", .by = {"clerk"}, .once_agreed = {"boss"}, .to = "open"},
                      {.any = true, .except = {"shut"}, .on = "leave", .to = "gone", .weight = 0.5}},
            .ends = {"gone"}};
}

auto refused(const std::string& defect) { return Catch::Matchers::Message(std::string{"emptor::model: "} + defect); }

template <class Change>
void check_refused(const Change& change, const std::string& defect) {
    named_rules rules = door();
    change(rules);
    CHECK_THROWS_MATCHES(model{rules}, std::invalid_argument, refused(defect));
}

}  // namespace

TEST_CASE("a model numbers names as its rows name them", "[process]") {
    const model m{door()};
    std::vector<std::string> names;
    for (const auto stage : m.stages()) names.emplace_back(m.name(stage));
    CHECK(names == std::vector<std::string>{"shut", "waiting", "open", "gone"});
    CHECK(m.start() == m.stage_called("shut"));
    CHECK(m.event_called("leave") == model_event{2});
    CHECK(m.role_called("boss") == model_role{1});
    CHECK_FALSE(m.stage_called("ring").has_value());
    CHECK_FALSE(m.event_called("").has_value());
    CHECK(m.name(model_stage{4}).empty());
    CHECK(m.index(model_event{77}) == 3);
}

TEST_CASE("a journey goes through a model as through a process", "[process]") {
    const model m{door()};
    const auto ring = m.event_called("ring").value();
    const auto open = m.event_called("open").value();
    const auto clerk = m.role_called("clerk").value();
    model_stage at = m.start();
    CHECK(m.apply(at, ring));
    CHECK(at == m.stage_called("waiting"));
    CHECK(m.apply(at, ring).why() ==
          "ring is not possible in waiting; possible: open by clerk once agreed by boss, leave");
    CHECK(m.apply(at, open).why() == "open in waiting may be done by clerk, not without a role");
    CHECK(m.apply(at, open, clerk).why() == "open in waiting needs the agreement of boss");
    CHECK(at == m.stage_called("waiting"));
    CHECK(m.apply(at, open, clerk, true));
    CHECK(m.name(at) == "open");
    CHECK(m.apply(at, model_event{9}).why() == "9 is no event of this process");
    CHECK(m.apply(at, ring, model_role{2}).why() == "2 is no role of this process");
}

TEST_CASE("a stage and an event may have the same name, and a label of their own", "[process]") {
    named_rules rules = door();
    rules.stage_labels = {{"open", "is open"}};
    rules.event_labels = {{"open", "opens"}};
    const model m{rules};
    CHECK(m.label(m.stage_called("open").value()) == "is open");
    CHECK(m.label(m.event_called("open").value()) == "opens");
    CHECK(m.label(m.start()) == "shut");
    CHECK(m.label(model_stage{99}).empty());
    CHECK(model{m.rules()} == m);
    CHECK_FALSE(m == model{door()});
}

TEST_CASE("a model gives its rows back", "[process]") {
    const named_rules rows = model{door()}.rules();
    REQUIRE(rows.rules.size() == 4);
    CHECK(rows.rules[1].in == std::vector<std::string>{"waiting"});
    CHECK(rows.rules[1].once_agreed == std::vector<std::string>{"boss"});
    CHECK(rows.rules[3].weight == 0.5);
    CHECK(rows.ends == std::vector<std::string>{"gone"});
    CHECK(model{rows} == model{door()});
    CHECK(model{rows}.rules() == rows);
}

TEST_CASE("a process becomes a model with its names and labels", "[process]") {
    using namespace buying_test;
    const model m{emptor::in_names(buying, emptor::language::chinese)};
    CHECK(m.stages().size() == 6);
    CHECK(m.label(m.role_called("buyer").value()) == "采购者");
    CHECK(m.finals() == emptor::id_set{m.stage_called("lost").value()});
    const auto evaluation = m.stage_called("evaluation").value();
    const auto chosen = m.event_called("chosen").value();
    CHECK(m.why_not(evaluation, chosen).why() == buying.why_not(buying_test::evaluation, buying_test::chosen).why());
    CHECK(model{emptor::in_names(buying)}.label(evaluation) == "evaluation");
}

TEST_CASE("a model's defects name the row", "[process]") {
    check_refused([](named_rules& r) { r.rules.push_back({.in = {"shut"}, .on = "ring", .to = "gone", .line = 12}); },
                  "two rules for stage 'shut' and event 'ring' (row 1 and line 12)");
    check_refused([](named_rules& r) { r.rules.push_back({.in = {"gone"}, .on = "ring", .to = "shut"}); },
                  "final stage 'gone' has a way out on event 'ring' (row 4)");
    check_refused([](named_rules& r) { r.rules[2].except.clear(), r.rules[2].on = "open"; },
                  "in_any() overlaps another rule for stage 'waiting' and event 'open' (row 2 and row 3); leave the "
                  "stage out with except");
    check_refused([](named_rules& r) { r.ends.clear(); }, "stage 'gone' is a dead end and not declared with ends");
    check_refused([](named_rules& r) { r.endless = {"gone"}; }, "final stage 'gone' is declared endless");
    check_refused([](named_rules& r) { r.rules[0].weight = 0; },
                  "a rule on event 'ring' has a weight that is not finite and above 0 (row 1)");
    check_refused([](named_rules& r) { r.rules[0].in.clear(); }, "a rule on event 'ring' holds in no stage (row 1)");
    check_refused([](named_rules& r) { r.ends.emplace_back("never"); }, "stage 'never' is never reached");
}

TEST_CASE("names that are empty, unlisted or listed twice are refused", "[process]") {
    check_refused([](named_rules& r) { r.start.clear(); }, "an empty name among the stages (start)");
    check_refused([](named_rules& r) { r.rules[1].on.clear(); }, "an empty name among the events (row 2)");
    check_refused([](named_rules& r) { r.rules[1].by = {""}, r.rules[1].line = 8; },
                  "an empty name among the roles (line 8)");
    check_refused([](named_rules& r) { r.stages = {"shut", "waiting", "gone"}; },
                  "'open' is not listed among the stages (row 2)");
    check_refused([](named_rules& r) { r.events = {"ring", "leave"}; },
                  "'open' is not listed among the events (row 2)");
    check_refused([](named_rules& r) { r.roles = {"clerk", "clerk"}; }, "'clerk' is listed twice among the roles");
    check_refused([](named_rules& r) { r.roles = {"clerk", "boss", ""}; }, "an empty name among the roles (the list)");
    check_refused([](named_rules& r) { r.stage_labels = {{"ring", "x"}}; },
                  "a label for 'ring', which is none of its stages");
    check_refused([](named_rules& r) { r.rules[2].in = {"open"}; }, "a rule is for any stage and names stages (row 3)");
    check_refused([](named_rules& r) { r.rules[0].except = {"open"}; },
                  "a rule leaves stages out and is not for any (row 1)");
    CHECK_THROWS_MATCHES(model{named_rules{}}, std::invalid_argument,
                         refused("an empty name among the stages (start)"));
    CHECK_THROWS_MATCHES(model{named_rules{.start = "a"}}, std::invalid_argument, refused("it has no rules"));
}

TEST_CASE("the ids of a model that ends with the statement are a copy", "[process]") {
    STATIC_REQUIRE(std::is_same_v<decltype(std::declval<const model&>().stages()), const std::vector<model_stage>&>);
    STATIC_REQUIRE(std::is_same_v<decltype(std::declval<model>().stages()), std::vector<model_stage>>);
    STATIC_REQUIRE(std::is_same_v<decltype(std::declval<const model>().events()), std::vector<model_event>>);
    STATIC_REQUIRE(std::is_same_v<decltype(std::declval<model>().roles()), std::vector<model_role>>);
    STATIC_REQUIRE(std::is_same_v<decltype(std::declval<model>().finals()), emptor::id_set<model_stage>>);
    STATIC_REQUIRE(std::is_same_v<decltype(std::declval<model>().endless()), emptor::id_set<model_stage>>);
    std::size_t stages = 0;
    for (const auto stage : model{door()}.stages()) stages += static_cast<std::size_t>(stage) + 1;
    CHECK(stages == 10);
    std::size_t finals = 0;
    for (const auto stage : model{door()}.finals()) finals += static_cast<std::size_t>(stage);
    CHECK(finals == 3);
}

TEST_CASE("models are equal by their rules, in whichever order the rows came", "[process]") {
    named_rules rules = door();
    rules.stages = {"shut", "waiting", "open", "gone"};
    rules.events = {"ring", "open", "leave"};
    rules.roles = {"clerk", "boss"};
    const model before{rules};
    std::swap(rules.rules.front(), rules.rules.back());
    CHECK(model{rules} == before);
    rules.rules.front().weight = 0.25;
    CHECK_FALSE(model{rules} == before);
}

TEST_CASE("a model has at most 127 stages", "[process]") {
    named_rules ring{.start = "s0", .all_endless = true};
    for (int s = 0; s < 127; ++s) {
        ring.rules.push_back({.in = {std::string{"s"}.append(std::to_string(s))},
                              .on = "next",
                              .to = std::string{"s"}.append(std::to_string((s + 1) % 127))});
    }
    const model m{ring};
    CHECK(m.stages().size() == 127);
    CHECK(m.path_to(m.start(), model_stage{126}).value().size() == 126);
    CHECK(m.predecessors(m.start()) == emptor::id_set{model_stage{126}});
    ring.rules.push_back({.in = {"s5"}, .on = "other", .to = "s127"});
    CHECK_THROWS_MATCHES(model{ring}, std::invalid_argument, refused("more than 127 stages (row 128)"));
}

}  // namespace model_test
