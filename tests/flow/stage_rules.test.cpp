// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/stage_rules.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/flow/text_stage_rules.hpp>
#include <emptor/flow/transitions.hpp>
#include <emptor/funnel/funnel.hpp>

namespace stage_rules_test {

using Catch::Matchers::Message;
using emptor::like;
using emptor::step;
using emptor::taken_as;

namespace {

enum class stage { search, evaluation, purchase };
using enum stage;

constexpr emptor::stage_rules known{
    taken_as(search, "search", like("find_*")),
    taken_as(evaluation, like("*_compare?")),
    taken_as(search, like("*search*")),
    taken_as(purchase, "order", step("paid", [](std::string_view what) { return what.starts_with("pay"); })),
};

struct visit {
    int who;
    int at;
    std::string page;
};

const std::vector<visit> visits{{1, 1, "find_shoes"}, {1, 2, "find_compare2"}, {1, 3, "payed"},  {2, 1, "search"},
                                {2, 2, "home"},       {2, 3, "re_compare1"},   {2, 4, "search"}, {3, 1, "help"},
                                {3, 2, "home"},       {3, 3, "my_search"},     {3, 4, "order"}};

/// Whether a text has a shape, by trying all that a star may take.
bool plainly(std::string_view text, std::string_view shape) {
    if (shape.empty()) return text.empty();
    if (shape[0] == '*') {
        for (std::size_t taken = 0; taken <= text.size(); ++taken) {
            if (plainly(text.substr(taken), shape.substr(1))) return true;
        }
        return false;
    }
    if (text.empty()) return false;
    if (shape[0] == '?') return plainly(text.substr(1), shape.substr(1));
    if (shape[0] == '\\') shape.remove_prefix(1);
    return text[0] == shape[0] && plainly(text.substr(1), shape.substr(1));
}

std::string drawn(std::mt19937_64& random, std::string_view letters, std::uint64_t longest) {
    std::string text(random() % (longest + 1), ' ');
    for (char& each : text) each = letters[random() % letters.size()];
    return text;
}

}  // namespace

TEST_CASE("the first rule that takes an event says its stage") {
    STATIC_REQUIRE(known(std::string_view{"find_x"}) == search);
    STATIC_REQUIRE(known(std::string_view{"find_compare1"}) == search);
    STATIC_REQUIRE(known("re_compare1") == evaluation);
    STATIC_REQUIRE(known("re_compare") == std::nullopt);
    STATIC_REQUIRE(known.place("order") == 3);
    STATIC_REQUIRE(known.place("home") == known.size());
    CHECK(known(std::string{"payment"}) == purchase);
    CHECK(known("") == std::nullopt);

    constexpr emptor::stage_rules by_number{taken_as("low", 1, 2), taken_as("high", [](int what) { return what > 2; })};
    STATIC_REQUIRE(by_number(2) == std::string_view{"low"});
    STATIC_REQUIRE(by_number(7) == std::string_view{"high"});
    STATIC_REQUIRE_FALSE(by_number(0));
}

TEST_CASE("rules count what they took, what an earlier one took before them, and what none took") {
    const auto counts = known.count(visits, &visit::page);
    CHECK(counts.rules() == std::vector<emptor::stage_rule_count>{{"search", "search, find_*", 4, 0},
                                                                  {"evaluation", "*_compare?", 1, 1},
                                                                  {"search", "*search*", 1, 2},
                                                                  {"purchase", "order, paid", 2, 0}});
    CHECK(counts.identified() == emptor::proportion{11, 8});
    CHECK(counts.unidentified() == 3);
    CHECK(counts.unidentified_names(1) == std::vector<emptor::unidentified_name>{{"home", 2}});
    CHECK(counts.unidentified_names(9) == std::vector<emptor::unidentified_name>{{"home", 2}, {"help", 1}});

    // Values that have no name are counted all the same.
    const emptor::stage_rules halves{taken_as(search, 0.5)};
    emptor::stage_rule_counts of_numbers;
    of_numbers.count(halves, 0.5, 3);
    of_numbers.count(halves, 0.25, 2);
    CHECK(of_numbers.identified() == emptor::proportion{5, 3});
    CHECK(of_numbers.unidentified_names(9).empty());
    CHECK(of_numbers.rules()[0].rule == "0.500000");
    const emptor::stage_rules stages{taken_as("late", purchase, evaluation)};
    CHECK(stages.count(std::vector{search, purchase, static_cast<stage>(9)}).unidentified_names(9) ==
          std::vector<emptor::unidentified_name>{{"search", 1}});
}

TEST_CASE("rules of stages are the what of a funnel and the state of a flow") {
    constexpr emptor::funnel asked{emptor::steps(search, evaluation, purchase)};
    const auto report = asked(visits, &visit::who, &visit::at, known.of(&visit::page));
    CHECK(report.steps()[0].entities == 3);
    CHECK(report.steps()[1].entities == 1);
    const auto moves = emptor::transitions(visits, &visit::who, &visit::at, known.of(&visit::page));
    CHECK(moves.counts.moves(search, search) == 1);
    CHECK(moves.counts.moves(search, evaluation) == 1);
    CHECK(moves.counts.moves(evaluation, search) == 1);
    CHECK(moves.counts.exits(purchase) == 2);
    CHECK(moves.totals.unknown == 3);

    using rule = emptor::text_stage_rule<>;
    const emptor::text_stage_rules read{
        std::vector<rule>{{"looks", {"search"}, {"find_*", "*search*"}}, {"buys", {"order"}, {}}}};
    const auto texts = emptor::transitions(visits, &visit::who, &visit::at, read.of(&visit::page));
    CHECK(texts.counts.visits("looks") == 5);
    CHECK(texts.counts.moves("looks", "buys") == 1);
    CHECK(texts.totals.unknown == 5);
}

TEST_CASE("shapes take what trying everything takes") {
    const std::uint64_t seed = 23;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    int taken = 0;
    for (int i = 0; i < 20000; ++i) {
        const std::string text = drawn(random, "aab*", 8);
        std::string shape = drawn(random, "ab*?*", 7);
        if (random() % 4 == 0) shape.insert(random() % (shape.size() + 1), "\\*");
        CAPTURE(text, shape);
        REQUIRE(like(shape)(text) == plainly(text, shape));
        taken += like(shape)(text) ? 1 : 0;
    }
    CHECK(taken > 1000);
    CHECK(like("?")("é"));
    CHECK(like("*比?")("价格比较"));
    CHECK_FALSE(like("??")("é"));
    CHECK(like(R"(100\% \\ \?)")(R"(100% \ ?)"));
    const std::string many(20000, 'a');
    CHECK_FALSE(like("*a*a*a*a*b")(many));
}

TEST_CASE("rules that are read take what a plain look finds, and parts add up to the whole") {
    const std::uint64_t seed = 29;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 300; ++i) {
        std::vector<emptor::text_stage_rule<stage>> rules(1 + random() % 5);
        for (auto& rule : rules) {
            rule.stage = static_cast<stage>(random() % 3);
            for (std::uint64_t left = random() % 3; left > 0; --left) rule.names.push_back(drawn(random, "ab", 2));
            for (std::uint64_t left = random() % 3; left > 0; --left) rule.shapes.push_back(drawn(random, "ab*?", 3));
            if (rule.names.empty() && rule.shapes.empty()) rule.names.emplace_back("a");
        }
        const emptor::text_stage_rules read{rules};
        std::vector<std::string> events(random() % 30);
        for (std::string& each : events) each = drawn(random, "ab", 3);
        std::vector<std::uint64_t> took(rules.size()), missed(rules.size());
        std::map<std::string, std::uint64_t> none;
        for (const std::string& each : events) {
            std::optional<stage> found;
            for (std::size_t place = 0; place < rules.size(); ++place) {
                bool takes = false;
                for (const std::string& name : rules[place].names) takes = takes || name == each;
                for (const std::string& shape : rules[place].shapes) takes = takes || plainly(each, shape);
                if (!takes) continue;
                ++(found ? missed : took)[place];
                if (!found) found = rules[place].stage;
            }
            if (!found) ++none[each];
            REQUIRE(read(each) == found);
        }
        const auto counts = read.count(events);
        for (std::size_t place = 0; place < rules.size(); ++place) {
            REQUIRE(counts.rules()[place].taken == took[place]);
            REQUIRE(counts.rules()[place].taken_before == missed[place]);
        }
        std::uint64_t last = events.size(), sum = 0;
        for (const auto& [name, times] : counts.unidentified_names(99)) {
            REQUIRE(none.at(name) == times);
            REQUIRE(times <= last);
            last = times;
            sum += times;
        }
        REQUIRE(sum == counts.unidentified());
        REQUIRE(counts.identified() == emptor::proportion{events.size(), events.size() - sum});
        const auto middle = events.begin() + static_cast<std::ptrdiff_t>(random() % (events.size() + 1));
        auto first = read.count(std::vector(events.begin(), middle));
        auto second = read.count(std::vector(middle, events.end()));
        const auto kept = first;
        first += second;
        second += kept;
        REQUIRE(first == counts);
        REQUIRE(second == counts);
        REQUIRE((emptor::stage_rule_counts{} += counts) == counts);
        REQUIRE((first += emptor::stage_rule_counts{}) == counts);
    }
}

TEST_CASE("rules that are none are refused") {
    using rule = emptor::text_stage_rule<>;
    const auto made = [](std::vector<rule> rules) { return emptor::text_stage_rules<>{std::move(rules)}; };
    CHECK_THROWS_MATCHES(made({}), std::invalid_argument,
                         Message("emptor::text_stage_rules: no rules; there must be 1 or more"));
    CHECK_THROWS_MATCHES(made({{"a", {"x"}, {}}, {"b", {}, {}}}), std::invalid_argument,
                         Message("emptor::text_stage_rules: rule 2 has no name and no shape, and takes nothing"));
    CHECK_THROWS_MATCHES(made({{"", {"x"}, {}}}), std::invalid_argument,
                         Message("emptor::text_stage_rules: rule 1 leads to a stage without a name"));
    CHECK_THROWS_MATCHES(
        made({{"a", {}, {"x\\"}}}), std::invalid_argument,
        Message("emptor::like: \"x\\\" ends with a backslash; one stands before *, ? or another backslash"));
    const std::vector<emptor::text_stage_rule<stage>> outside{{static_cast<stage>(7), {"x"}, {}}};
    CHECK_THROWS_MATCHES(emptor::text_stage_rules{outside}, std::invalid_argument,
                         Message("emptor::text_stage_rules: rule 1 leads to a stage that is no enumerator"));
    CHECK_NOTHROW(like("\\\\"));
    const char* const nothing = nullptr;
    CHECK_THROWS_MATCHES(known(nothing), std::invalid_argument,
                         Message("emptor: the `what` of an event is a null pointer"));
    const auto read = made({{"a", {"x"}, {}}});
    CHECK_THROWS_AS(read(nothing), std::invalid_argument);
    emptor::stage_rule_counts counts{read};
    CHECK_THROWS_AS(counts.count(read, nothing), std::invalid_argument);
    CHECK_THROWS_MATCHES(
        counts.count(known, "x"), std::invalid_argument,
        Message("emptor::stage_rule_counts: 4 rules, and 1 before; only counts of the same rules add up"));
    CHECK_THROWS_MATCHES(counts += emptor::stage_rule_counts{made({{"a", {"y"}, {}}})}, std::invalid_argument,
                         Message("emptor::stage_rule_counts: rule 1 is \"x\" for a and \"y\" for a; only counts of the "
                                 "same rules add up"));
}

}  // namespace stage_rules_test
