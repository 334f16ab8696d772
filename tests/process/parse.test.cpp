// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/parse.hpp>

#include <cstdint>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <emptor/process/mermaid.hpp>
#include <emptor/process/models.hpp>

#include "agreeing.hpp"
#include "buying.hpp"
#include "odd.hpp"
#include "rounds.hpp"

namespace parse_test {

using namespace buying_test;
using Catch::Matchers::Message;
using emptor::language;

namespace {

[[nodiscard]] auto read(std::string_view text) { return emptor::parse<stage, event>(text); }

/// A small diagram with one line of its own.
[[nodiscard]] std::string with(const std::string& line) { return "stateDiagram-v2\n    [*] --> need\n" + line + "\n"; }

[[nodiscard]] auto refused(const std::string& why) { return Message("emptor::parse: " + why); }

}  // namespace

TEST_CASE("a diagram is read when the program is compiled", "[process]") {
    constexpr auto read = emptor::parse<R"(
%% the same as the process of the other tests, as a person might draw it
stateDiagram-v2
    direction LR
    [*] --> need
    need-->search:search_begun by user
    search --> evaluation : shortlisted by user, buyer
    evaluation --> search : rejected
    evaluation --> purchase : chosen by buyer once agreed by decision_maker
    purchase --> post_purchase : delivered by buyer
    post_purchase --> need : need_arose by user
    note right of need : any stage may end in loss
    note left of purchase
        [*] --> nowhere
    end note
    need --> lost : abandoned
    search --> lost : abandoned
    evaluation:::red --> lost : abandoned
    purchase --> lost : abandoned
    post_purchase --> lost : abandoned
    %% emptor events: abandoned, an order that does not concern enumerators
    lost --> [*]  %% the end: of them all
    classDef red fill:#f00
    class need,search red
)",
                                        stage, event>();
    STATIC_REQUIRE(read == buying);
}

TEST_CASE("a diagram is read from any constant text, and when the program runs", "[process]") {
    STATIC_REQUIRE(emptor::parse<odd_test::odd, odd_test::sign>(R"(stateDiagram
        state "state" as s
        [*] --> s
        s --> #101;nd : go
        #101;nd --> s : stop#58; #34;now#34;#59; #35;1 or _never_
        #101;nd --> constructor : go ×2.5
        constructor --> #101;nd : stop
        class s,#101;nd endless
        constructor:::endless
    )") == odd_test::odd_process);
    CHECK(read(emptor::mermaid(buying)) == buying);
}

TEST_CASE("a diagram says in every way who has to agree, when compiled and in both languages", "[process]") {
    constexpr auto read = emptor::parse<R"(stateDiagram-v2
    [*] --> need
    need --> search : search_begun by user
    need --> search : shortlisted
    need --> lost : abandoned
    search --> evaluation : chosen once agreed by user, buyer
    evaluation --> purchase : chosen once agreed by user or buyer or decision_maker
    evaluation --> post_purchase : delivered once agreed by 2 of user, buyer or decision_maker, by different persons
    purchase --> post_purchase : delivered once agreed by decision_maker, then user, then buyer
    purchase --> search : rejected by buyer once agreed by buyer, by different persons
    post_purchase --> need : need_arose
    lost --> [*]
)",
                                        stage, event>();
    STATIC_REQUIRE(read == agreeing_test::agreeing);
    constexpr auto chinese = emptor::parse<R"(stateDiagram-v2
    [*] --> need
    need --> search : search_begun，由使用者
    need --> search : shortlisted
    need --> lost : abandoned
    search --> evaluation : chosen，经使用者、采购者同意
    evaluation --> purchase : chosen，经使用者或采购者或决策者同意
    evaluation --> post_purchase : delivered，经使用者、采购者、决策者（至少2方）同意，且须为不同的人
    purchase --> post_purchase : delivered，依次经决策者、使用者和采购者同意
    purchase --> search : rejected，由采购者，经采购者同意，且须为不同的人
    post_purchase --> need : need_arose
    lost --> [*]
)",
                                           stage, event>();
    STATIC_REQUIRE(chinese == agreeing_test::agreeing);
}

TEST_CASE("what is written in any language is read again as the same", "[process]") {
    emptor::for_each_model([](std::string_view name, const auto& process, const auto&) {
        using process_type = std::remove_cvref_t<decltype(process)>;
        const auto again = [](const std::string& text) {
            return emptor::parse<typename process_type::stage_type, typename process_type::event_type,
                                 typename process_type::role_type>(text);
        };
        CAPTURE(name);
        CHECK(again(emptor::mermaid(process)) == process);
        CHECK(again(emptor::mermaid(process, language::english, emptor::shown_detail::briefs)) == process);
        CHECK(again(emptor::mermaid(process, language::chinese, emptor::shown_detail::briefs)) == process);
    });
}

TEST_CASE("a diagram may call a stage by its label or an alias, in its text or as an identifier", "[process]") {
    const auto read = emptor::parse<emptor::aida_stage, emptor::aida_event>(R"(stateDiagram-v2
    state "注意" as s1
    s2 : 兴趣
    [*] --> s1
    s1 --> s2 : interested
    s1 --> 购买欲望 : 产生欲望
    s2 --> desire : attracted
    desire --> action : acted
    s2 --> s1 : distracted
    desire --> s2 : cooled_off
    action --> desire : wanted_more
    s1 --> lost : dropped_out
    s2 --> lost : dropped_out
    desire --> lost : dropped_out
    action --> lost : dropped_out
    lost --> [*]
)");
    CHECK(read == emptor::aida);
}

TEST_CASE("what a diagram says wrongly is refused with its line and what is allowed", "[process]") {
    CHECK_THROWS_MATCHES(read(with("need --> serch : search_begun")), std::invalid_argument,
                         refused("line 3: 'serch' is no stage; its stages are 'need', 'search', 'evaluation', "
                                 "'purchase', 'post_purchase', 'lost'"));
    CHECK_THROWS_MATCHES(read(with("need --> search : searched")), std::invalid_argument,
                         refused("line 3: 'searched' is no event; its events are 'search_begun', 'shortlisted', "
                                 "'rejected', 'chosen', 'delivered', 'need_arose', 'abandoned'"));
    CHECK_THROWS_MATCHES(read(with("need --> search : chosen by king")), std::invalid_argument,
                         refused("line 3: 'king' is no role; its roles are 'initiator', 'user', 'influencer', 'buyer', "
                                 "'decision_maker', 'gatekeeper', 'supplier', 'seller'"));
    CHECK_THROWS_MATCHES(read(with("need --> search : chosen by user,")), std::invalid_argument,
                         refused("line 3: 'chosen by user,' lacks a role"));
    for (const std::string unclear :
         {"user, then buyer or seller", "user and buyer or seller", "user, then a, buyer"}) {
        CHECK_THROWS_AS(read(with("need --> search : chosen once agreed by " + unclear)), std::invalid_argument);
    }
    CHECK_THROWS_MATCHES(read(with("need --> search : chosen once agreed by user, then buyer and seller")),
                         std::invalid_argument,
                         refused("line 3: 'user, then buyer and seller' joins roles in no clear way; write a and b, a "
                                 "or b, 2 of a, b and c, or in their turn a, then b"));
    CHECK_THROWS_MATCHES(read(with("need --> search : chosen once agreed by 2 of user, then buyer")),
                         std::invalid_argument,
                         refused("line 3: 'user, then buyer' joins roles in no clear way; write a and b, a or b, 2 of "
                                 "a, b and c, or in their turn a, then b"));
    CHECK_THROWS_MATCHES(read(with("need --> search : chosen by user, then buyer")), std::invalid_argument,
                         refused("line 3: 'user, then buyer' joins roles in no clear way; write a and b, a or b, 2 of "
                                 "a, b and c, or in their turn a, then b"));
    CHECK_THROWS_MATCHES(read(with("need --> search : chosen once agreed by 12345678901234567 of user and buyer")),
                         std::invalid_argument,
                         Message("emptor::process: the rule for stage 'need' and event 'chosen' needs the agreement of "
                                 "12345678901234567 of 2 roles; 1 to 2 can be (line 3)"));
    CHECK_THROWS_MATCHES(read(with("need --> search : chosen once agreed by user and user")), std::invalid_argument,
                         Message("emptor::process: the rule for stage 'need' and event 'chosen' asks a role twice to "
                                 "agree (line 3)"));
    CHECK_THROWS_MATCHES(read(with("need --> search : chosen once agreed by , by different persons")),
                         std::invalid_argument,
                         refused("line 3: 'chosen once agreed by , by different persons' lacks a role"));
    CHECK_THROWS_MATCHES(read(with("need --> search : chosen ×0")), std::invalid_argument,
                         refused("line 3: '0' is no weight; it must be a number above 0"));
    CHECK_THROWS_MATCHES(read(with("need --> search")), std::invalid_argument,
                         refused("line 3: 'need --> search' names no event; write it behind a colon"));
    CHECK_THROWS_MATCHES(
        read(with("need --> search : chosen; rejected")), std::invalid_argument,
        refused("line 3: 'chosen; rejected' holds a semicolon, of which Mermaid makes a stage; leave it "
                "out, or write #59;"));
    CHECK_THROWS_MATCHES(read(with("need --> search : chosen %% at last")), std::invalid_argument,
                         refused("line 3: 'chosen %% at last' holds what is no comment there; give the comment a line "
                                 "of its own, or write #37; for the sign of percent"));
    CHECK_THROWS_MATCHES(read(with("need --> search : #what;")), std::invalid_argument,
                         refused("line 3: '#what;' holds a code that is not known; write #, the number of a "
                                 "character, and ;"));
    CHECK_THROWS_MATCHES(read(with("need : a\nneed : b")), std::invalid_argument,
                         refused("line 4: 'need' has two texts"));
    CHECK_THROWS_MATCHES(read(with("class need,serch endless")), std::invalid_argument,
                         refused("line 3: 'serch' is no stage; its stages are 'need', 'search', 'evaluation', "
                                 "'purchase', 'post_purchase', 'lost'"));
}

TEST_CASE("a diagram that is no plain process is refused by the name of what it has too much", "[process]") {
    const auto why = [](const std::string& text) -> std::string {
        try {
            static_cast<void>(read(text));
        } catch (const std::invalid_argument& error) {
            return error.what();
        }
        return "accepted";
    };
    const std::string at = "emptor::parse: line 3: ";
    CHECK(why(with("state need {")) == at + "'state need {' has states within it, and a stage has none");
    CHECK(why(with("state \"n\" as need {")).starts_with(at + "'state \"n\" as need {' has states within it"));
    CHECK(why(with("state need <<choice>>")).starts_with(at + "'state need <<choice>>' is a fork, a join or a choice"));
    CHECK(why(with("--")).starts_with(at + "-- runs states side by side"));
    CHECK(why(with("[H] --> need : chosen")).starts_with(at + "'[H]' is a history state"));
    CHECK(why(with("click need href \"x\"")).starts_with(at + "'click need href \"x\"' makes a diagram react"));
    CHECK(why(with("[*] --> search")) == at + "'search' is a second start");
    CHECK(why(with("[*] --> [*]")).starts_with(at + "'[*] --> [*]' is no statement of a state diagram"));
    CHECK(why(with("need -> search : chosen")).starts_with(at + "'need -> search : chosen' is no statement"));
    CHECK(why(with("lost --> [*] : abandoned")).starts_with(at + "'lost --> [*] : abandoned' names an event"));
    CHECK(why("stateDiagram-v2\n[*] --> need : chosen\n") ==
          "emptor::parse: line 2: '[*] --> need : chosen' names an event, but a journey is in its first stage from the "
          "beginning");
    CHECK(why(with("note left of need\nno end")) == at + "the note that begins here does not end");
    CHECK(why(with("state \"need as n")) == at + "'state \"need as n' has a quotation mark that is not closed");
    CHECK(why("---\ntitle: x\n") == "emptor::parse: line 1: the heading that begins here does not end");
    CHECK(why("flowchart LR\n") == "emptor::parse: line 1: 'flowchart LR' must be stateDiagram-v2");
    CHECK(why("") == "emptor::parse: 'the beginning' must be stateDiagram-v2");
    CHECK(why("stateDiagram-v2\n") == "emptor::parse: there is no start; write [*] --> and a stage");
}

TEST_CASE("a diagram with the defect of a process is refused as that process", "[process]") {
    CHECK_THROWS_AS(read(with("need --> search : chosen\nneed --> lost : chosen\nlost --> [*]")),
                    std::invalid_argument);
}

TEST_CASE("a heading, titles and looks are passed over", "[process]") {
    std::string diagram = emptor::mermaid(buying);
    diagram.insert(diagram.find('\n') + 1,
                   "%%{init: {}}%%\naccTitle: buying\naccDescr {\n  [*] --> lost\n}\nhide empty description\n"
                   "scale 350 width\nstyle need fill:#fff\n\n\t\r\n");
    CHECK(read("---\ntitle: buying\n---\n" + diagram) == buying);
}

namespace {

enum class small_stage { a, b, c, state, e };
enum class small_event { x, y, z };

}  // namespace

TEST_CASE("out and in again is the same process, for thousands of random ones", "[process]") {
    using process_type = emptor::process<small_stage, small_event>;
    using row = process_type::rule_type;
    const std::uint32_t seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random{seed};
    const auto below = [&](unsigned count) { return static_cast<std::size_t>(random() % count); };
    const auto& stages = emptor::enumerators<small_stage>;
    std::size_t made = 0;
    while (made < std::size_t{emptor_test::rounds(3000)}) {
        std::vector<row> rows;
        const std::size_t finals = below(3);
        for (std::size_t f = 0; f < finals; ++f) rows.push_back(row{ends(stages[4 - f])});
        for (std::size_t s = 0; s < 5 - finals; ++s) {
            for (const auto event : emptor::enumerators<small_event>) {
                if (below(3) == 0) continue;
                row next{in(stages[s]), on(event), to(stages[below(5)])};
                for (const auto role : emptor::enumerators<emptor::role>) {
                    if (below(5) == 0) next.roles.insert(role);
                    if (below(7) == 0) next.agreed.insert(role);
                }
                if (const std::size_t asked = next.agreed.size(); asked > 0) {
                    auto& terms = next.agreed_terms;
                    if (below(3) == 0) terms.need(1 + below(static_cast<unsigned>(asked)));
                    if (asked > 1 && terms.plain() && below(2) == 0) {
                        for (const auto role : next.agreed) terms.order.push_back(role);
                        for (std::size_t i = asked; i > 1; --i) {
                            std::swap(terms.order[i - 1], terms.order[below(static_cast<unsigned>(i))]);
                        }
                    }
                    terms.separate = below(3) == 0;
                }
                if (below(4) == 0)
                    next.weight = below(2) == 0 ? 0.25 * static_cast<double>(1 + below(99))
                                                : 1.0 / static_cast<double>(3 + below(1000));
                rows.push_back(next);
            }
        }
        if (below(2) == 0 || finals == 0)
            rows.push_back(below(2) == 0 ? row{emptor::endless()} : row{emptor::endless(stages[below(5)])});
        std::optional<process_type> process;
        try {
            process.emplace(stages[below(5)], rows);
        } catch (const std::invalid_argument&) {
            continue;
        }
        ++made;
        for (const auto in :
             {std::optional<language>{}, std::optional{language::english}, std::optional{language::chinese}}) {
            const std::string diagram = emptor::mermaid(*process, in);
            CAPTURE(diagram);
            REQUIRE((emptor::parse<small_stage, small_event>(diagram) == *process));
        }
    }
}

TEST_CASE("the largest ready-made process is read while compiling, within the steps that clang grants", "[process]") {
    using procurement = std::remove_cvref_t<decltype(emptor::procurement)>;
    constexpr auto parsed = emptor::parse<R"(stateDiagram-v2
    [*] --> need_recognition
    need_recognition --> information_search : requisition_raised by initiator or user
    need_recognition --> cancelled : deadline_missed
    need_recognition --> cancelled : called_off by initiator or decision_maker
    information_search --> evaluation : offers_received by buyer or supplier
    information_search --> approval : deadline_pressing by initiator, user or buyer
    information_search --> cancelled : deadline_missed
    information_search --> need_recognition : need_changed by initiator or user
    information_search --> cancelled : called_off by initiator or decision_maker
    evaluation --> information_search : offers_rejected by user, influencer or buyer
    evaluation --> approval : offer_recommended by buyer once agreed by user
    evaluation --> approval : deadline_pressing by initiator, user or buyer
    evaluation --> cancelled : deadline_missed
    evaluation --> need_recognition : need_changed by initiator or user
    evaluation --> cancelled : called_off by initiator or decision_maker
    approval --> procurement_decision : approved by decision_maker once agreed by gatekeeper
    approval --> evaluation : sent_back by decision_maker or gatekeeper
    approval --> evaluation : budget_exceeded by decision_maker or gatekeeper
    approval --> cancelled : deadline_missed
    approval --> need_recognition : need_changed by initiator or user
    approval --> cancelled : called_off by initiator or decision_maker
    procurement_decision --> evaluation : budget_exceeded by decision_maker or gatekeeper
    procurement_decision --> cancelled : deadline_missed
    procurement_decision --> delivery : ordered by buyer
    procurement_decision --> need_recognition : need_changed by initiator or user
    procurement_decision --> cancelled : called_off by initiator or decision_maker
    delivery --> cancelled : deadline_missed
    delivery --> procurement_decision : delivery_refused by user or buyer
    delivery --> follow_up_evaluation : accepted by user
    delivery --> need_recognition : need_changed by initiator or user
    delivery --> cancelled : called_off by initiator or decision_maker
    follow_up_evaluation --> procurement_decision : reordered by buyer
    follow_up_evaluation --> need_recognition : need_changed by initiator or user
    follow_up_evaluation --> completed : satisfied by initiator or user
    completed --> [*]
    cancelled --> [*]
)",
                                          procurement::stage_type, procurement::event_type, procurement::role_type>();
    STATIC_REQUIRE(parsed == emptor::procurement);
}

}  // namespace parse_test
