// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/models.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "models/page.hpp"

namespace models_test {

using emptor::enumerator_called, emptor::language;

namespace {

/// Labels that are there, in both languages and different in each.
template <class Enum>
void check_labels() {
    std::set<std::string_view> seen;
    for (const Enum each : emptor::enumerators<Enum>) {
        CAPTURE(emptor::name(each));
        const auto english = emptor::labels<Enum>.at(static_cast<std::size_t>(each), language::english);
        const auto chinese = emptor::labels<Enum>.at(static_cast<std::size_t>(each), language::chinese);
        CHECK(!english.empty());
        CHECK(!chinese.empty());
        CHECK(english != chinese);
        CHECK(seen.insert(english).second);
        CHECK(seen.insert(chinese).second);
    }
}

/// Whether a process or another name for it is called so, in either language.
template <const auto& Process>
[[nodiscard]] constexpr bool is_titled(std::string_view words) {
    const emptor::process_title& title = emptor::title_of<Process>;
    if (title.title.english == words || title.title.chinese == words) return true;
    for (const emptor::phrase& alias : title.aliases) {
        if (alias.english == words || alias.chinese == words) return true;
    }
    return false;
}

template <class Visitor>
void for_each_model_once(const Visitor& visit) {
    std::set<std::string_view> names;
    emptor::for_each_model([&](std::string_view name, const auto& process, const emptor::process_title& title) {
        CAPTURE(name);
        CHECK(names.insert(name).second);
        visit(process, title);
    });
    CHECK(names.size() == 9);
}

}  // namespace

TEST_CASE("every stage, event and role of the ready-made processes has a label in both languages", "[process]") {
    for_each_model_once([](const auto& process, const emptor::process_title& title) {
        using process_type = std::remove_cvref_t<decltype(process)>;
        check_labels<typename process_type::stage_type>();
        check_labels<typename process_type::event_type>();
        check_labels<typename process_type::role_type>();
        CHECK(!title.title.english.empty());
        CHECK(!title.title.chinese.empty());
        CHECK(!title.source.empty());
    });
}

TEST_CASE("no alias of a stage is the name or the label of another", "[process]") {
    for_each_model_once([](const auto& process, const auto&) {
        using stage = typename std::remove_cvref_t<decltype(process)>::stage_type;
        for (const auto& alias : emptor::aliases<stage>) {
            CAPTURE(alias.text);
            CHECK(enumerator_called<stage>(alias.text) == alias.enumerator);
        }
    });
}

TEST_CASE("every ready-made process can go back, can be lost, and says what its stages are for", "[process]") {
    for_each_model_once([](const auto& process, const auto&) {
        bool back = false;
        std::size_t briefs = 0;
        const auto& stages = process.stages();
        for (std::size_t s = 0; s < stages.size(); ++s) {
            for (const auto to : process.successors(stages[s])) back = back || static_cast<std::size_t>(to) < s;
            if (!emptor::brief(stages[s]).goal.empty()) ++briefs;
            if (!process.is_final(stages[s])) CHECK(process.path_to(stages[s], stages.back()));
        }
        CHECK(back);
        CHECK(briefs >= 4);
        CHECK(process.is_final(stages.back()));
    });
}

TEST_CASE("the processes go by the names they are asked for", "[process]") {
    STATIC_REQUIRE(is_titled<emptor::five_stage>("客户购买流程"));
    STATIC_REQUIRE(is_titled<emptor::procurement>("客户采购流程"));
    STATIC_REQUIRE(is_titled<emptor::five_stage>("客户购买逻辑"));
    STATIC_REQUIRE(is_titled<emptor::procurement>("客户决策链"));
    STATIC_REQUIRE(is_titled<emptor::sales_cycle>("销售阶段识别与划分"));
    STATIC_REQUIRE(is_titled<emptor::five_stage>("消费者决策的蓝图"));
    STATIC_REQUIRE(is_titled<emptor::five_stage>("五阶段模型"));
    STATIC_REQUIRE(is_titled<emptor::aida>("AIDA模型"));
    STATIC_REQUIRE(is_titled<emptor::sales_cycle>("规范化的销售流程"));
    STATIC_REQUIRE(is_titled<emptor::sales_cycle>("到最终购买的整个过程"));
}

TEST_CASE("the stages go by the names they are asked for", "[process]") {
    using emptor::aida_stage, emptor::buyphase, emptor::consumer_stage, emptor::procurement_stage, emptor::sales_stage;
    STATIC_REQUIRE(enumerator_called<consumer_stage>("需求识别") == consumer_stage::need_recognition);
    STATIC_REQUIRE(enumerator_called<procurement_stage>("需求识别") == procurement_stage::need_recognition);
    STATIC_REQUIRE(enumerator_called<buyphase>("需求识别") == buyphase::problem_recognition);
    STATIC_REQUIRE(enumerator_called<aida_stage>("注意力") == aida_stage::attention);
    STATIC_REQUIRE(enumerator_called<aida_stage>("购买欲望") == aida_stage::desire);
    STATIC_REQUIRE(enumerator_called<sales_stage>("意识阶段") == sales_stage::awareness);
    STATIC_REQUIRE(enumerator_called<sales_stage>("考虑阶段") == sales_stage::consideration);
    STATIC_REQUIRE(enumerator_called<sales_stage>("决策阶段") == sales_stage::decision);
    STATIC_REQUIRE(enumerator_called<sales_stage>("购买阶段") == sales_stage::purchase);
    STATIC_REQUIRE(enumerator_called<sales_stage>("后期维护阶段") == sales_stage::retention);
    STATIC_REQUIRE(enumerator_called<emptor::sales_event>("首次接触") == emptor::sales_event::first_contact);
    for (const std::string_view word : {"意识", "考虑", "决策", "购买", "后期维护"}) {
        CHECK(enumerator_called<sales_stage>(word));
    }
}

TEST_CASE("the evaluation is one stage under all of its names", "[process]") {
    using emptor::consumer_stage, emptor::procurement_stage;
    for (const std::string_view word :
         {"替代品评估", "评估选择", "评估备选方案", "方案评估", "比较和评估", "进行评估", "评估不同的解决方案"}) {
        CAPTURE(word);
        CHECK(enumerator_called<consumer_stage>(word) == consumer_stage::evaluation_of_alternatives);
    }
    for (const std::string_view word : {"替代品评估", "评估选择", "评估备选方案", "方案评估"}) {
        CAPTURE(word);
        CHECK(enumerator_called<procurement_stage>(word) == procurement_stage::evaluation);
    }
    STATIC_REQUIRE(enumerator_called<consumer_stage>("后购买行为") == consumer_stage::post_purchase_behaviour);
    STATIC_REQUIRE(enumerator_called<consumer_stage>("购买后行为") == consumer_stage::post_purchase_behaviour);
    STATIC_REQUIRE(enumerator_called<procurement_stage>("后续评估") == procurement_stage::follow_up_evaluation);
    STATIC_REQUIRE(enumerator_called<procurement_stage>("采购决策") == procurement_stage::procurement_decision);
}

TEST_CASE("stages have goals and tasks, links have roles, and each sales stage a state of mind and a behaviour",
          "[process]") {
    // 特定的目标和任务
    for (const auto stage : emptor::procurement.stages()) {
        if (emptor::procurement.is_final(stage)) continue;
        CHECK(!emptor::brief(stage).goal.empty());
        CHECK(!emptor::brief(stage).tasks.empty());
    }
    // 环节: every link that goes forward is someone's
    using enum emptor::procurement_stage;
    using enum emptor::procurement_event;
    STATIC_REQUIRE(!emptor::procurement.who_may(need_recognition, requisition_raised).empty());
    STATIC_REQUIRE(!emptor::procurement.who_may(evaluation, offer_recommended).empty());
    STATIC_REQUIRE(!emptor::procurement.who_may(approval, approved).empty());
    STATIC_REQUIRE(!emptor::procurement.who_may(procurement_decision, ordered).empty());
    // 心理状态和行为模式
    for (const auto stage :
         {emptor::sales_stage::awareness, emptor::sales_stage::consideration, emptor::sales_stage::decision,
          emptor::sales_stage::purchase, emptor::sales_stage::retention}) {
        CHECK(!emptor::brief(stage).mind.empty());
        CHECK(!emptor::brief(stage).behaviour.empty());
    }
}

TEST_CASE("the way from the first contact to the purchase leads through every stage between", "[process]") {
    using enum emptor::sales_stage;
    using enum emptor::sales_event;
    const auto path = emptor::sales_cycle.path_to(prospect, purchase);
    REQUIRE(path);
    const std::vector<emptor::sales_event> events(path->begin(), path->end());
    CHECK(events == std::vector{first_contact, interest_shown, proposal_requested, bought});
}

namespace {

/// All that a ready-made process says in Chinese.
struct said {
    std::vector<std::string_view> names;     ///< of the process, its stages and events, and what else they are called
    std::vector<std::string_view> contents;  ///< what the process is also known as, and the goals, tasks and so on
};

template <class Process>
[[nodiscard]] said all_said(const Process& process, const emptor::process_title& title) {
    said all{.names = {title.title.chinese}, .contents = {}};
    for (const emptor::phrase& alias : title.aliases) all.contents.push_back(alias.chinese);
    for (const auto event : process.events()) all.names.push_back(label(event, language::chinese));
    for (const auto& alias : emptor::aliases<typename Process::stage_type>) all.names.push_back(alias.text);
    for (const auto stage : process.stages()) {
        all.names.push_back(label(stage, language::chinese));
        const emptor::stage_brief& brief = emptor::brief(stage);
        for (const emptor::phrase& task : brief.tasks) all.contents.push_back(task.chinese);
        for (const auto& part : {brief.goal, brief.mind, brief.behaviour, brief.entry, brief.exit}) {
            all.contents.push_back(part.chinese);
        }
    }
    return all;
}

}  // namespace

TEST_CASE("the words for stages, links and whole processes stand in the process they belong to", "[process]") {
    std::map<std::string_view, said> processes;
    emptor::for_each_model([&](std::string_view name, const auto& process, const emptor::process_title& title) {
        processes.emplace(name, all_said(process, title));
    });
    struct row {
        std::string_view words, process;
    };
    for (const auto& [words, process] : {row{"客户购买流程", "five_stage"},
                                         {"客户采购流程", "procurement"},
                                         {"客户购买逻辑", "five_stage"},
                                         {"客户决策链", "procurement"},
                                         {"销售阶段识别与划分", "sales_cycle"},
                                         {"消费者决策的蓝图", "five_stage"},
                                         {"五阶段模型", "five_stage"},
                                         {"AIDA模型", "aida"},
                                         {"关键阶段", "five_stage"},
                                         {"多个阶段", "procurement"},
                                         {"主要阶段", "sales_cycle"},
                                         {"特定的目标和任务", "procurement"},
                                         {"每个环节扮演角色", "procurement"},
                                         {"各个阶段之间的相互联系和影响", "sales_cycle"},
                                         {"规范化的销售流程", "sales_cycle"},
                                         {"到最终购买的整个过程", "sales_cycle"},
                                         {"需求识别", "five_stage"},
                                         {"需求识别", "procurement"},
                                         {"需求识别", "new_task"},
                                         {"注意力", "aida"},
                                         {"购买欲望", "aida"},
                                         {"意识阶段", "sales_cycle"},
                                         {"考虑阶段", "sales_cycle"},
                                         {"决策阶段", "sales_cycle"},
                                         {"购买阶段", "sales_cycle"},
                                         {"后期维护阶段", "sales_cycle"},
                                         {"心理状态和行为模式", "sales_cycle"},
                                         {"首次接触", "sales_cycle"}}) {
        CAPTURE(words, process);
        const said& all = processes.at(process);
        const bool named = std::find(all.names.begin(), all.names.end(), words) != all.names.end();
        const bool told = std::any_of(all.contents.begin(), all.contents.end(), [&](std::string_view content) {
            return content.find(words) != std::string_view::npos;
        });
        CHECK((named || told));
    }
}

TEST_CASE("the documentation of each ready-made process is what the library says of it", "[process]") {
    emptor::for_each_model([](std::string_view name, const auto& process, const emptor::process_title& title) {
        const std::string file = std::string{EMPTOR_SOURCE_DIR} + "/docs/models/" + std::string{name} + ".md";
        const std::string page = models_test::page(process, title);
        if (std::getenv("EMPTOR_UPDATE_DOCS") != nullptr) std::ofstream{file, std::ios::binary} << page;
        std::ifstream opened{file, std::ios::binary};
        CAPTURE(file);
        CHECK(std::string{std::istreambuf_iterator<char>{opened}, std::istreambuf_iterator<char>{}} == page);
    });
}

}  // namespace models_test
