// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/parse_rules.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <emptor/process/mermaid.hpp>
#include <emptor/process/model.hpp>
#include <emptor/process/models.hpp>

#include "fuzz/corpus.hpp"
#include "fuzz/mermaid.hpp"
#include "rounds.hpp"

namespace parse_rules_test {

using Catch::Matchers::Message;
using emptor::model, emptor::named_rule, emptor::named_rules, emptor::parse_rules;

TEST_CASE("rules are read from a diagram in their names, with their lines", "[process]") {
    const named_rules rules = parse_rules(R"(stateDiagram-v2
    state "需求识别" as need
    [*] --> need
    need --> 信息#32;搜索 : begun by user or a#32;or#32;b once agreed by boss ×2
    信息#32;搜索 --> need : back
    信息#32;搜索 --> done : found，由x、y和z，经老板同意
    done --> [*]
)");
    CHECK(rules.start == "need");
    REQUIRE(rules.rules.size() == 3);
    CHECK(rules.rules[0] == named_rule{.in = {"need"},
                                       .on = "begun",
                                       .by = {"user", "a or b"},
                                       .once_agreed = {"boss"},
                                       .to = "信息 搜索",
                                       .weight = 2,
                                       .line = 4});
    CHECK(rules.rules[1] == named_rule{.in = {"信息 搜索"}, .on = "back", .to = "need", .line = 5});
    CHECK(rules.rules[2].by == std::vector<std::string>{"x", "y", "z"});
    CHECK(rules.rules[2].once_agreed == std::vector<std::string>{"老板"});
    CHECK(rules.ends == std::vector<std::string>{"done"});
    CHECK(rules.stages == std::vector<std::string>{"need", "信息 搜索", "done"});
    REQUIRE(rules.stage_labels.size() == 1);
    CHECK(rules.stage_labels[0].name == "need");
    CHECK(rules.stage_labels[0].label == "需求识别");
}

TEST_CASE("stages that a diagram leaves stand before those it only enters", "[process]") {
    const named_rules rules = parse_rules("stateDiagram-v2\n[*] --> b\na --> z : x\nb --> a : y\nclass z endless\n");
    CHECK(rules.stages == std::vector<std::string>{"a", "b", "z"});
    CHECK(rules.endless == std::vector<std::string>{"z"});
}

TEST_CASE("a diagram that makes no rules is refused with its line", "[process]") {
    CHECK_THROWS_MATCHES(parse_rules("stateDiagram-v2\n\n[*] --> a\na --> b\n"), std::invalid_argument,
                         Message("emptor::parse_rules: line 4: 'a --> b' names no event; write it behind a colon"));
    CHECK_THROWS_MATCHES(parse_rules("stateDiagram-v2\n[*] --> a\n[*] --> b\n"), std::invalid_argument,
                         Message("emptor::parse_rules: line 3: 'b' is a second start"));
    CHECK_THROWS_MATCHES(parse_rules("stateDiagram-v2\n[*] --> a#x;\n"), std::invalid_argument,
                         Message("emptor::parse_rules: line 2: 'a#x;' holds a code that is not known; write #, the "
                                 "number of a character, and ;"));
    CHECK_THROWS_MATCHES(parse_rules("stateDiagram-v2\n[*] --> a\na --> b : x by\n"), std::invalid_argument,
                         Message("emptor::parse_rules: line 3: 'x by' lacks a role"));
}

TEST_CASE("a model tells the line of a defect that only the whole shows", "[process]") {
    try {
        const model made{parse_rules("stateDiagram-v2\n[*] --> a\na --> b : x\na --> a : x\nb --> [*]\n")};
        FAIL("accepted");
    } catch (const std::invalid_argument& error) {
        const std::string why = error.what();
        CHECK(why.find("line 4") != std::string::npos);
    }
}

namespace {

/// A name that tempts the reader.
[[nodiscard]] std::string odd_name(std::mt19937& random) {
    static constexpr std::array<std::string_view, 56> parts{"then ",
                                                            "then",
                                                            ", then ",
                                                            "2 of ",
                                                            "10",
                                                            " of ",
                                                            ", by different persons",
                                                            "（至少2方）",
                                                            "，依次经",
                                                            "，且须为不同的人",
                                                            " by ",
                                                            "by",
                                                            " once agreed by ",
                                                            "once",
                                                            " or ",
                                                            "or",
                                                            " and ",
                                                            ", ",
                                                            ",",
                                                            "、",
                                                            "或",
                                                            "和",
                                                            "，由",
                                                            "，经",
                                                            "同意",
                                                            "×",
                                                            " ×2",
                                                            "#",
                                                            ";",
                                                            "#58;",
                                                            ":",
                                                            "::",
                                                            ":::",
                                                            "\"",
                                                            "\\",
                                                            "\n",
                                                            "\t",
                                                            "  ",
                                                            "-->",
                                                            "[*]",
                                                            "%%",
                                                            "end",
                                                            "state",
                                                            "note",
                                                            "需求",
                                                            "é",
                                                            "_",
                                                            "-",
                                                            "{",
                                                            "}",
                                                            "<",
                                                            "1. ",
                                                            "a",
                                                            "b",
                                                            "__",
                                                            "\xff"};
    std::string name;
    const std::size_t length = 1 + random() % 4;
    for (std::size_t i = 0; i < length; ++i) name += parts[random() % parts.size()];
    return name;
}

[[nodiscard]] std::vector<std::string> odd_names(std::mt19937& random, std::size_t count) {
    std::vector<std::string> names;
    while (names.size() < count) {
        std::string name = odd_name(random);
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    return names;
}

/// Rows over odd names, in any order, some of which no row names: about half of them make a model.
[[nodiscard]] named_rules odd_rules(std::mt19937& random) {
    const auto below = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
    const auto shuffled = [&](std::vector<std::string> names) {
        std::shuffle(names.begin(), names.end(), random);
        return names;
    };
    const auto labelled = [&](const std::vector<std::string>& names) {
        std::vector<emptor::named_label> labels;
        for (const auto& name : names) {
            if (below(8) == 0) labels.push_back({name, odd_name(random)});
        }
        return labels;
    };
    named_rules rules;
    const auto stages = odd_names(random, 2 + below(4));
    const auto events = odd_names(random, 1 + below(4));
    const auto roles = odd_names(random, 3);
    rules.start = stages[below(stages.size())];
    const std::size_t finals = below(2);
    if (finals == 1) rules.ends.push_back(stages.back());
    if (finals == 0 || below(3) == 0) rules.endless.push_back(stages.front());
    for (std::size_t s = 0; s + finals < stages.size(); ++s) {
        for (const auto& event : events) {
            if (below(3) == 0) continue;
            named_rule rule{.in = {stages[s]}, .on = event, .to = stages[below(stages.size())]};
            for (const auto& role : roles) {
                if (below(3) == 0) rule.by.push_back(role);
                if (below(3) == 0) rule.once_agreed.push_back(role);
            }
            if (const std::size_t asked = rule.once_agreed.size(); asked > 0) {
                std::shuffle(rule.once_agreed.begin(), rule.once_agreed.end(), random);
                rule.in_sequence = below(3) == 0;
                if (!rule.in_sequence && below(2) == 0) rule.at_least = 1 + below(asked);
                rule.separate_duties = below(3) == 0;
            }
            if (below(4) == 0) rule.weight = 1.0 / static_cast<double>(1 + below(1000));
            rules.rules.push_back(std::move(rule));
        }
    }
    if (below(3) != 0) rules.stages = shuffled(stages);
    if (below(3) != 0) rules.events = shuffled(events);
    if (below(3) != 0) rules.roles = shuffled(roles);
    rules.stage_labels = labelled(stages);
    if (!rules.events.empty()) rules.event_labels = labelled(events);
    if (!rules.roles.empty()) rules.role_labels = labelled(roles);
    return rules;
}

}  // namespace

TEST_CASE("out and in again is the same model, for thousands of random ones with odd names", "[process]") {
    const std::uint32_t seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random{seed};
    std::size_t made = 0, in_other_orders = 0;
    while (made < std::size_t{emptor_test::rounds(3000)}) {
        std::optional<model> before;
        try {
            before.emplace(odd_rules(random));
        } catch (const std::invalid_argument&) {
            continue;
        }
        ++made;
        const std::string diagram = emptor::mermaid(*before);
        CAPTURE(diagram);
        const model after{parse_rules(diagram)};
        REQUIRE(after == *before);
        REQUIRE(emptor::mermaid(after) == diagram);
        in_other_orders += diagram.find("%% emptor") == std::string::npos ? 0U : 1U;
    }
    CHECK(in_other_orders > made / 10);
    CHECK(in_other_orders < made - made / 30);
}

TEST_CASE("a comment tells the order of names and the labels of events and roles, and rules the rest", "[process]") {
    const named_rules rules = parse_rules(R"(stateDiagram-v2
    [*] --> a
    a --> b : x by p
    b --> a : y by q
    a --> c : z
    c --> [*]
    %% emptor stages: c
    %% emptor events: z, y = 乙#44; the second
    %% emptor roles: nobody, q = Q
    %%emptors: are more than one
)");
    CHECK(rules.stages == std::vector<std::string>{"c", "a", "b"});
    CHECK(rules.events == std::vector<std::string>{"z", "y", "x"});
    CHECK(rules.roles == std::vector<std::string>{"nobody", "q", "p"});
    CHECK(rules.event_labels == std::vector<emptor::named_label>{{"y", "乙, the second"}});
    CHECK(rules.role_labels == std::vector<emptor::named_label>{{"q", "Q"}});
    CHECK(model{rules}.role_called("nobody") == emptor::model_role{0});
}

TEST_CASE("a comment that tells no order that can be read is refused", "[process]") {
    for (const std::string line : {"%% emptor", "%% emptor events", "%% emptor events:", "%% emptor events: x,",
                                   "%% emptor event: x", "%% emptor stages: a = b", "%% emptor roles: , p"}) {
        CAPTURE(line);
        try {
            static_cast<void>(parse_rules("stateDiagram-v2\n" + line + "\n[*] --> a\na --> a : x\n"));
            FAIL("accepted");
        } catch (const std::invalid_argument& error) {
            const std::string_view why{error.what()};
            CHECK(why.starts_with("emptor::parse_rules: line 2: '"));
            CHECK(why.find("is no order that can be read; write stages, events or roles") != std::string_view::npos);
        }
    }
}

TEST_CASE("what is written of a process in names is written again by the model that reads it", "[process]") {
    emptor::for_each_model([](std::string_view name, const auto& process, const auto&) {
        CAPTURE(name);
        const std::string diagram = emptor::mermaid(process);
        const model read{parse_rules(diagram)};
        CHECK(emptor::mermaid(read) == diagram);
        const auto events = process.events();
        REQUIRE(read.events().size() == events.size());
        for (std::size_t e = 0; e < events.size(); ++e) CHECK(read.name(read.events()[e]) == emptor::name(events[e]));
    });
}

TEST_CASE("a comment may stand behind identifiers, but not behind a label", "[process]") {
    const named_rules plain = parse_rules("stateDiagram-v2\n[*] --> a\na --> b : x\nb --> [*]\n");
    const named_rules commented = parse_rules(
        "stateDiagram-v2 %% version 2\n[*] --> a  %% the first: a\na --> b : x\nb --> [*]%% the last; of all\n"
        "b %% once more --> a : never\nstate a %% c\nnote right of a\n no\nend note %% c\na:::red %% c\n");
    CHECK(commented == plain);
    CHECK(parse_rules("stateDiagram-v2\nstate \"50 %% off\" as a %% c\n[*] --> a\na --> a : x\n").stage_labels ==
          std::vector<emptor::named_label>{{"a", "50 %% off"}});
    const auto refused = [](const std::string& word) {
        return Message("emptor::parse_rules: line 3: '" + word +
                       "' holds what is no comment there; give the comment a line of its own, or write #37; for the "
                       "sign of percent");
    };
    const std::string head = "stateDiagram-v2\n[*] --> a\n";
    CHECK_THROWS_MATCHES(parse_rules(head + "a --> b : x %% why\n"), std::invalid_argument, refused("x %% why"));
    CHECK_THROWS_MATCHES(parse_rules(head + "a : text %% why\n"), std::invalid_argument, refused("text %% why"));
    CHECK_THROWS_MATCHES(parse_rules(head + "class a endless %% why\n"), std::invalid_argument,
                         refused("a endless %% why"));
    CHECK(parse_rules(head + "a --> b : 50 % off\n").rules.at(0).on == "50 % off");
}

TEST_CASE("a semicolon at the end of a line is refused, for Mermaid makes a stage of it", "[process]") {
    const std::string head = "stateDiagram-v2\n[*] --> a\n";
    for (const auto& [line, word] : {std::pair{"a --> b : x;", "x;"},
                                     {"b --> [*];", "[*];"},
                                     {"a;", "a;"},
                                     {";", ";"},
                                     {"a --> b ; : x", "b ;"}}) {
        CAPTURE(line);
        try {
            static_cast<void>(parse_rules(head + line + "\n"));
            FAIL("accepted");
        } catch (const std::invalid_argument& error) {
            CHECK(std::string{error.what()} == std::string{"emptor::parse_rules: line 3: '"} + word +
                                                   "' holds a semicolon, of which Mermaid makes a stage; leave it out, "
                                                   "or write #59;");
        }
    }
}

TEST_CASE("every prefix of a diagram and every changed byte is read or refused", "[process]") {
    const std::string diagram =
        "---\ntitle: x\n---\nstateDiagram-v2\n    state \"需求\" as a\n    [*] --> a\n    note left of a\n    x\n    "
        "end note\n"
        "    a --> b#32;c : x by y, z once agreed by w ×0x1.8p+1\n    b#32;c --> a : 甲，由乙、丙，经丁同意 ×2.5\n"
        "    a:::endless\n    class a,b#32;c endless\n    b#32;c --> [*]\n";
    std::size_t accepted = 0;
    const auto try_it = [&](const std::string& text) {
        try {
            static_cast<void>(parse_rules(text));
            ++accepted;
        } catch (const std::invalid_argument& error) {
            CHECK(std::string_view{error.what()}.starts_with("emptor::parse_rules: "));
        }
    };
    for (std::size_t size = 0; size <= diagram.size(); ++size) try_it(diagram.substr(0, size));
    CHECK(accepted > 1);
    for (std::size_t at = 0; at < diagram.size(); ++at) {
        for (const char byte : {'\0', '\n', ' ', '"', '#', ';', ':', '-', '>', '[', '{', 'x', '\x80', '\xff'}) {
            std::string changed = diagram;
            changed[at] = byte;
            try_it(changed);
        }
    }
}

TEST_CASE("every input of the Mermaid fuzz corpus is refused with a reason, or reads back", "[process]") {
    const auto inputs = corpus_of("mermaid");
    REQUIRE(inputs.size() >= 5);
    for (const auto& [name, text] : inputs) {
        INFO(name);
        CHECK_NOTHROW(fuzz::mermaid(text));
    }
}

TEST_CASE("a byte order mark before a diagram is passed over", "[process]") {
    const auto rules = emptor::parse_rules("\xEF\xBB\xBFstateDiagram-v2\n[*] --> a\na --> b : go\nb --> [*]\n");
    CHECK(rules.start == "a");
    CHECK(rules.rules.size() == 1);
}

}  // namespace parse_rules_test
