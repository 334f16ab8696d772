// SPDX-License-Identifier: BSL-1.0
// What else is asked of the attempts of a funnel: that it adds up to the funnel, and agrees with a plain computation.

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "program/json.hpp"
#include "program/run.hpp"

namespace views_test {

namespace {

using namespace program_test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using Catch::Matchers::WithinRel;
using words = std::vector<std::string>;

[[nodiscard]] outcome asked(const std::string& log, const words& more, const std::string& steps = "a,b,c") {
    words arguments{"funnel", "--who", "who", "--when", "when", "--unit", "s", "--what", "what", "--steps", steps};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return emptor(arguments, log);
}

[[nodiscard]] json answer(const std::string& log, words more) {
    more.insert(more.end(), {"--format", "json"});
    const outcome ran = asked(log, more);
    INFO(ran.err);
    REQUIRE(ran.status == 0);
    return json::parse(ran.out);
}

struct event {
    std::size_t when;
    std::string what, group;
};

/// The events of each entity, in order of time, no two at once.
using lives = std::vector<std::vector<event>>;

constexpr std::size_t day = 86'400;
const std::vector<std::string> steps{"a", "b", "c"};

[[nodiscard]] lives random_lives(std::mt19937& random) {
    const auto one_of = [&](std::size_t many) { return static_cast<std::size_t>(random() % many); };
    lives all(1 + one_of(40));
    for (auto& own : all) {
        std::size_t when = one_of(10 * day);
        for (std::size_t count = 1 + one_of(8); count > 0; --count) {
            own.push_back({when, std::string(1, "aabbcdx"[one_of(7)]), one_of(2) == 0 ? "red" : "blue"});
            when += 1 + one_of(3 * day);
        }
    }
    return all;
}

[[nodiscard]] std::string written(const lives& all) {
    struct row {
        std::size_t when, who;
        const event* it;
    };
    std::vector<row> rows;
    for (std::size_t who = 0; who < all.size(); ++who) {
        for (const event& each : all[who]) rows.push_back({each.when, who, &each});
    }
    std::sort(rows.begin(), rows.end(),
              [](const row& a, const row& b) { return std::pair{a.when, a.who} < std::pair{b.when, b.who}; });
    std::string text = "who,when,what,group\n";
    for (const row& each : rows) {
        text += std::to_string(each.who) + "," + std::to_string(each.when) + "," + each.it->what + "," +
                each.it->group + "\n";
    }
    return text;
}

/// Which of its events the first attempt of an entity took, step by step: without a window that is the one that counts.
[[nodiscard]] std::vector<std::size_t> attempt_of(const std::vector<event>& own) {
    std::vector<std::size_t> taken;
    for (std::size_t i = 0; i < own.size() && taken.size() < steps.size(); ++i) {
        if (own[i].what == steps[taken.size()]) taken.push_back(i);
    }
    return taken;
}

[[nodiscard]] std::vector<std::size_t> counts(const json& list) {
    std::vector<std::size_t> found;
    for (const json& each : list.items()) found.push_back(each.count());
    return found;
}

/// The plain answers.
struct plain {
    std::map<std::size_t, std::vector<std::size_t>> began;               // of each day, how many got how far
    std::map<std::size_t, std::vector<std::size_t>> back;                // of each day, how many were back n days later
    std::map<std::size_t, std::size_t> started;                          // of each day
    std::vector<std::map<std::string, std::size_t>> next{steps.size()};  // of the lost at each step; "" for nothing
    std::vector<double> times;
};

[[nodiscard]] plain plainly(const lives& all) {
    plain found;
    for (const auto& own : all) {
        const auto taken = attempt_of(own);
        if (taken.empty()) continue;
        const std::size_t start = own[taken[0]].when;
        auto& reached = found.began.try_emplace(start / day, steps.size()).first->second;
        for (std::size_t k = 0; k < taken.size(); ++k) ++reached[k];
        ++found.started[start / day];
        auto& back = found.back.try_emplace(start / day, 100).first->second;
        std::vector<bool> seen(100);
        for (const event& each : own) {
            if (each.what == "c" && each.when > start) seen[each.when / day - start / day] = true;
        }
        for (std::size_t n = 0; n < 100; ++n) back[n] += seen[n] ? 1 : 0;
        if (taken.size() == steps.size()) {
            found.times.push_back(static_cast<double>(own[taken.back()].when - start));
        } else {
            const std::size_t after = taken.back() + 1;
            ++found.next[taken.size() - 1][after < own.size() ? own[after].what : ""];
        }
    }
    return found;
}

void require_sums(const json& report) {
    const auto& total = report["steps"].items();
    std::vector<std::size_t> of_trend(total.size());
    std::vector<std::size_t> of_groups(total.size());
    std::size_t began = 0;
    for (const json& bucket : report["trend"]["buckets"].items()) {
        const auto reached = counts(bucket["reached"]);
        began += bucket["began"].count();
        for (std::size_t k = 0; k < total.size(); ++k) of_trend[k] += reached[k];
    }
    for (const json& group : report["groups"].items()) {
        for (std::size_t k = 0; k < total.size(); ++k) of_groups[k] += group["steps"][k]["entities"].count();
    }
    for (std::size_t k = 0; k < total.size(); ++k) {
        INFO("step " << k + 1);
        CHECK(of_trend[k] == total[k]["entities"].count());
        CHECK(of_groups[k] == total[k]["entities"].count());
    }
    CHECK(began == total[0]["entities"].count());
    CHECK(report["trend"]["sums"].truth());
}

}  // namespace

TEST_CASE("trend, times, returns and what came next are those of a plain computation on random logs") {
    constexpr unsigned seed = 20'261'122;
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int round = 0; round < 25; ++round) {
        const lives all = random_lives(random);
        const std::string log = written(all);
        CAPTURE(log);
        const plain expected = plainly(all);
        const json report = answer(
            log, {"--trend", "day", "--retention", "day:40", "--quantiles", "0.5", "--next", "2", "--by", "group"});
        require_sums(report);
        for (const json& bucket : report["trend"]["buckets"].items()) {
            const std::string date = bucket["name"].text();  // 1970-01-dd, as all begin in the first ten days
            const auto found = expected.began.find(static_cast<std::size_t>(std::stoul(date.substr(8))) - 1);
            CHECK(date.starts_with("1970-"));
            if (!date.starts_with("1970-01-")) continue;
            CHECK(counts(bucket["reached"]) ==
                  (found == expected.began.end() ? std::vector<std::size_t>(3) : found->second));
        }
        std::size_t cohorts = 0;
        for (const json& cohort : report["retention"]["cohorts"].items()) {
            if (!cohort["name"].text().starts_with("1970-01-")) continue;
            const std::size_t begun = std::stoul(cohort["name"].text().substr(8)) - 1;
            CHECK(cohort["entities"].count() == expected.started.at(begun));
            const auto& cells = cohort["cells"].items();
            for (std::size_t n = 0; n < cells.size(); ++n) {
                CHECK(cells[n]["retained"].count() == expected.back.at(begun)[n]);
            }
            ++cohorts;
        }
        if (expected.started.empty() || expected.started.rbegin()->first < 31) {
            CHECK(cohorts == expected.started.size());
        }
        std::size_t step = 0;
        for (const json& lost : report["lost"].items()) {
            std::map<std::string, std::size_t> next;
            if (lost["none"].count() > 0) next[""] = lost["none"].count();
            const auto& nth = lost["next"].items();
            for (const json& each : nth.empty() ? std::vector<json>{} : nth[0].items()) {
                next[each["name"].text()] = each["entities"].count();
            }
            CHECK(next == expected.next[step]);
            CHECK(lost["entities"].count() ==
                  report["steps"][step]["entities"].count() - report["steps"][step + 1]["entities"].count());
            ++step;
        }
        CHECK(step == 2);
        const json whole = report["times"][0];
        CHECK(whole["entities"].count() == expected.times.size());
        CHECK(report["times"].items().size() == 3);
        if (!expected.times.empty()) {
            std::vector<double> times = expected.times;
            std::sort(times.begin(), times.end());
            const std::size_t half = times.size() / 2;
            const double median = times.size() % 2 == 1 ? times[half] : (times[half - 1] + times[half]) / 2;
            CHECK_THAT(whole["quantiles"][0]["time"].number(), WithinRel(median, 1e-12));
            CHECK(whole["waiting"]["happened"].count() == times.size());
        }
    }
}

TEST_CASE("buckets and groups add up to the funnel in every way to ask, in passing as in memory") {
    constexpr unsigned seed = 20'261'123;
    CAPTURE(seed);
    std::mt19937 random{seed};
    const std::vector<words> ways{{},
                                  {"--within", "2d"},
                                  {"--gap-max", "2d", "--each", "attempt"},
                                  {"--from", "first_start", "--within", "3d"},
                                  {"--breaks-on", "repeat", "--hold", "group"}};
    for (const words& way : ways) {
        const std::string log = written(random_lives(random));
        CAPTURE(log);
        words more{"--trend",     "12h",      "--zone",    "-03:30", "--retention", "week",
                   "--quantiles", "0.25,0.9", "--compare", "group",  "--by",        "group"};
        more.insert(more.end(), way.begin(), way.end());
        const json kept = answer(log, more);
        require_sums(kept);
        more.emplace_back("--presorted");
        const json passing = answer(log, more);
        require_sums(passing);
        for (const std::string part : {"trend", "times", "retention", "comparison", "steps"}) {
            INFO(part);
            CHECK(kept[part].same_as(passing[part]));
        }
    }
}

TEST_CASE("groups are compared in the share that came through, and from step to step, with each other or with one") {
    const std::string log =
        "who,when,what,group\n1,0,a,x\n1,5,b,x\n1,9,c,x\n2,0,a,x\n2,3,b,x\n3,0,a,y\n4,0,a,y\n4,1,b,y\n5,0,a,z\n";
    const json all = answer(log, {"--compare", "group"})["comparison"];
    CHECK(all["by"].text() == "group");
    REQUIRE(all["rates"].items().size() == 3);
    CHECK(all["rates"][0]["what"].text() == "c of a");
    CHECK(all["rates"][2]["what"].text() == "c of b");
    CHECK(all["rates"][0]["groups"][0]["taken"].count() == 1);
    CHECK(all["rates"][0]["groups"][0]["entities"].count() == 2);
    CHECK(all["rates"][0]["contrasts"].items().size() == 3);
    CHECK(!answer(log, {"--compare", "group"}).has("groups"));
    const json one = answer(log, {"--compare", "group", "--baseline", "y"})["comparison"]["rates"][1]["contrasts"];
    REQUIRE(one.items().size() == 2);
    CHECK(one[0]["against"].text() == "y");
    const outcome none = asked(log, {"--compare", "group", "--baseline", "w"});
    CHECK(none.status == 1);
    CHECK(none.err ==
          "emptor: --baseline is \"w\", which is no value of \"group\"; the values are \"x\", \"y\" and "
          "\"z\"\n");
    CHECK_THAT(asked("who,when,what,group\n1,0,a,x\n", {"--compare", "group"}).err,
               ContainsSubstring("note: --compare group makes 1 group; to compare takes two\n"));
}

TEST_CASE("a process has the same views, and who turns up in its first stage has started") {
    const std::string log =
        "who,when,what\n1,0,search_begun\n1,90000,shortlisted\n1,90001,chosen\n2,0,coffee\n2,5,search_begun\n";
    const outcome ran = emptor({"funnel",
                                "--who",
                                "who",
                                "--when",
                                "when",
                                "--unit",
                                "s",
                                "--what",
                                "what",
                                "--process",
                                "five_stage",
                                "--steps",
                                "need_recognition,information_search,purchase_decision",
                                "--trend",
                                "day",
                                "--retention",
                                "day",
                                "--next",
                                "1",
                                "--format",
                                "json"},
                               log);
    CHECK(ran.status == 0);
    const json report = json::parse(ran.out);
    CHECK(report["events"].count() == 5);
    CHECK(report["moved"].count() == 4);
    CHECK(counts(report["trend"]["buckets"][0]["reached"]) == std::vector<std::size_t>{2, 2, 1});
    CHECK(report["retention"]["events"].count() == 5);
    CHECK(report["retention"]["cohorts"][0]["entities"].count() == 2);
    CHECK(report["retention"]["cohorts"][0]["cells"][1]["retained"].count() == 1);
    CHECK(report["lost"][1]["none"].count() == 1);
}

TEST_CASE(
    "how long those wait who are under way is known where an entity has a first attempt, and else said not to be") {
    const std::string log = "who,when,what\n1,0,a\n1,5,b\n1,9,c\n2,0,a\n";
    const json until = answer(log, {"--quantiles", "0.5", "--observed-until", "1000"});
    CHECK(until["times"][0]["waiting"]["censored"].count() == 1);
    CHECK(asked(log, {"--quantiles", "0.5"}).err == "");
    CHECK(asked(log, {"--quantiles", "0.5", "--from", "first_start"}).err == "");
    CHECK_THAT(asked(log, {"--quantiles", "0.5", "--gap-max", "1d"}).err,
               ContainsSubstring("note: how long those waited who have not come through yet is not known"));
    CHECK(answer(log, {"--quantiles", "0.5", "--gap-max", "1d"})["times"][0]["waiting"].is_null());
    const outcome early = asked(log, {"--quantiles", "0.5", "--observed-until", "8"});
    CHECK(early.status == 1);
    CHECK(early.err ==
          "emptor: --observed-until is 1970-01-01 00:00:08 UTC, but the last event is of 1970-01-01 "
          "00:00:09 UTC; it must be that or later\n");
}

TEST_CASE("every format has all parts") {
    const std::string log = "who,when,what,group\n1,0,a,x\n1,5,b,x\n1,9,c,x\n2,0,a,y\n2,3,d,y\n";
    const words all{"--trend", "week",   "--retention", "month", "--compare", "group",   "--quantiles",
                    "0.5,0.9", "--next", "3",           "--by",  "group",     "--format"};
    for (const std::string format : {"text", "json", "csv", "svg", "html"}) {
        words more = all;
        more.push_back(format);
        const outcome ran = asked(log, more);
        INFO(format << ": " << ran.err);
        CHECK(ran.status == 0);
        CHECK_THAT(ran.out, ContainsSubstring("1970-W01") && ContainsSubstring("1970-01") && ContainsSubstring("x"));
    }
}

TEST_CASE("what makes no sense is refused by name, with what is allowed") {
    const std::vector<std::pair<words, std::string>> refused{
        {{"--trend", "weak"},
         "--trend is \"weak\"; did you mean \"week\"? It must be \"minute\", \"hour\", \"day\", \"week\", \"month\", "
         "\"quarter\", \"year\", or a length such as 5m or 2h"},
        {{"--trend", "5ms"}, "--trend is \"5ms\"; it must be whole seconds, 1s or more"},
        {{"--zone", "+08:00"}, "--zone means nothing without --trend or --retention"},
        {{"--trend", "day", "--zone", "8"},
         "--zone is \"8\"; it must be an offset from UTC of less than a day, as +08:00 or -03:30, or Z"},
        {{"--trend", "day", "--zone", "+08:"},
         "--zone is \"+08:\"; it must be an offset from UTC of less than a day, as +08:00 or -03:30, or Z"},
        {{"--retention", "year"},
         "--retention is \"year\"; it must be \"day\", \"week\" or \"month\", and may say how many: week:8"},
        {{"--retention", "week:0"}, "--retention is \"0\"; it must be a number from 1 to 1000"},
        {{"--returns", "c"}, "--returns means nothing without --retention"},
        {{"--baseline", "x"}, "--baseline means nothing without --compare"},
        {{"--observed-until", "9"}, "--observed-until means nothing without --trend, --retention or --quantiles"},
        {{"--trend", "day", "--observed-until", "soon"},
         "--observed-until is \"soon\": no decimal number, such as 1569888000 or 1569888000.123"},
        {{"--compare", "x", "--by", "y"},
         "--compare is \"x\" and --by \"y\"; both must name one column: ask for the other by itself"},
        {{"--quantiles", "0.5,2"}, "--quantiles names \"2\"; each must be from 0 to 1, as 0.5 for the median"},
        {{"--next", "many"}, "--next is \"many\"; it must be a number from 1 to 100"},
        {{"--next", "1", "--presorted"},
         "--next means nothing with --presorted, which keeps no events: what came next is known only when the attempts "
         "are"},
    };
    for (const auto& [more, why] : refused) {
        const outcome ran = asked("", more);
        CHECK(ran.status == 2);
        CHECK(ran.err == "emptor: " + why + "\n");
    }
    CHECK(asked("", {"--quantiles", "0.5"}, "a").err ==
          "emptor: --quantiles means nothing for one step; it takes two or more\n");
    CHECK(emptor({"funnel", "--who", "id", "--wide", "a,b", "--trend", "day"}).err ==
          "emptor: --trend means nothing with --wide: a row has no events; --by and --compare do\n");
}

}  // namespace views_test
