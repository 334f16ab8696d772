// SPDX-License-Identifier: BSL-1.0
// How the program reads a log: whatever shape the rows come in, the answer is the same.

#include <catch2/catch_get_random_seed.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "program/json.hpp"
#include "program/run.hpp"

namespace reading_test {

namespace {

using namespace program_test;
using counts = std::vector<std::size_t>;

const std::string visits =
    "buyer,time,event,channel\n"
    "anna,2025-01-01 10:00:00,visit,email\n"
    "ben,2025-01-01 11:00:00,visit,\n"
    "anna,2025-01-03 10:00:00,buy,search\n"
    "ben,2025-01-09 11:00:00,buy,\n"
    "cleo,2025-01-10 00:00:00,visit,email\n";

[[nodiscard]] json answer(const std::vector<std::string>& more, const std::string& input,
                          const std::string& who = "buyer") {
    std::vector<std::string> arguments{"funnel", "--who",   who,         "--when",   "time", "--what",
                                       "event",  "--steps", "visit,buy", "--format", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const outcome ran = emptor(arguments, input);
    INFO(ran.err);
    REQUIRE(ran.status == 0);
    return json::parse(ran.out);
}

[[nodiscard]] counts entities(const json& report) {
    counts found;
    for (const json& step : report["steps"].items()) found.push_back(step["entities"].count());
    return found;
}

[[nodiscard]] std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
        text.replace(at, from.size(), to);
    }
    return text;
}

}  // namespace

TEST_CASE("standard input is read where no file is named, and where its name is -") {
    CHECK(entities(answer({}, visits)) == counts{3, 2});
    CHECK(entities(answer({"-"}, visits)) == counts{3, 2});
}

TEST_CASE("line ends, quotes, a byte order mark and the last line end make no difference") {
    const json expected = answer({}, visits);
    for (const std::string end : {"\r", "\r\n"})
        CHECK(entities(answer({}, replaced(visits, "\n", end))) == counts{3, 2});
    CHECK(entities(answer({}, "\xEF\xBB\xBF" + visits)) == counts{3, 2});
    CHECK(entities(answer({}, visits.substr(0, visits.size() - 1))) == counts{3, 2});
    CHECK(entities(answer({}, replaced(visits, "anna", "\"an\"\"na\""))) == counts{3, 2});
    CHECK(entities(answer({"--delimiter", "tab"}, replaced(visits, ",", "\t"))) == counts{3, 2});
    CHECK(entities(answer({"--delimiter", "\\t"}, replaced(visits, ",", "\t"))) == counts{3, 2});
    CHECK(entities(answer({"--delimiter", ";"}, replaced(visits, ",", ";"))) == counts{3, 2});
}

TEST_CASE("several files are one log, each with columns of its own order") {
    const scratch at;
    const std::string first = at.file("first.csv", "buyer,time,event\nanna,2025-01-01,visit\n");
    const std::string second =
        at.file("second.csv", "event,x,time,buyer\nbuy,,2025-01-02,anna\nvisit,,2025-01-02,ben\n");
    const json report = answer({first, second}, "");
    CHECK(report["events"].count() == 3);
    CHECK(entities(report) == counts{2, 1});
    const std::string none = at.file("none.csv", "buyer,time,event\n");
    CHECK(entities(answer({none, first, "-"}, "buyer,time,event\nanna,2025-01-02,buy\n")) == counts{1, 1});
}

TEST_CASE("times are ISO 8601, or numbers of a unit, or of a format that is said") {
    const auto seconds = [](const std::string& first, const std::string& second, const std::vector<std::string>& how) {
        const json report = answer(how, "buyer,time,event\na,\"" + first + "\",visit\na,\"" + second + "\",buy\n");
        return report["steps"][1]["seconds_from_previous"]["median"].number();
    };
    CHECK(seconds("2025-01-01", "2025-01-01T00:00:01.5+00:00", {}) == 1.5);
    CHECK(seconds("2025-01-01T01:00:00+01:00", "2025-01-01 00:00:02 UTC", {}) == 2);
    CHECK(seconds("2011/02/16 14:31:00.000", "2011/02/16 14:32:00.250", {}) == 60.25);
    CHECK(seconds("100", "103", {"--unit", "s"}) == 3);
    CHECK(seconds("100", "103", {"--unit", "ms"}) == 0.003);
    CHECK(seconds("100", "103", {"--unit", "us"}) == 0.000003);
    CHECK(seconds("-1", "999999999", {"--unit", "ns"}) == 1);
    CHECK(seconds("31.12.2024 23:59", "01.01.2025 00:00", {"--time-format", "%d.%m.%Y %H:%M"}) == 60);
    CHECK(seconds("03/04/2020", "04/04/2020", {"--time-format", "%d/%m/%Y"}) == 86'400);
}

TEST_CASE("a window is closed, and may be nothing") {
    const std::string day = "buyer,time,event\na,2025-01-01T00:00:00,visit\na,2025-01-02T12:00:00,buy\n";
    for (const auto& [window, seconds] : std::vector<std::pair<std::string, double>>{{"1d12h", 129'600},
                                                                                     {"36h", 129'600},
                                                                                     {"1.5d", 129'600},
                                                                                     {"2160m", 129'600},
                                                                                     {"1w", 604'800},
                                                                                     {"129600000ms", 129'600}}) {
        INFO(window);
        const json report = answer({"--within", window}, day);
        CHECK(report["window_seconds"].number() == seconds);
        CHECK(entities(report) == counts{1, 1});
    }
    CHECK(entities(answer({"--within", "129599999ms"}, day)) == counts{1, 0});
    CHECK(entities(answer({"--within", "0s"}, day)) == counts{1, 0});
    CHECK(entities(answer({"--within", "0s"}, replaced(day, "2025-01-02T12", "2025-01-01T00"))) == counts{1, 1});
    CHECK(answer({}, day)["window_seconds"].is_null());
}

TEST_CASE("rows are counted only where they have the values that are asked for") {
    CHECK(entities(answer({"--where", "buyer=anna"}, visits)) == counts{1, 1});
    CHECK(entities(answer({"--where", "channel="}, visits)) == counts{1, 1});
    CHECK(entities(answer({"--where", "event=visit", "--where", "channel=email"}, visits)) == counts{2, 0});
    CHECK(entities(answer({"--where", "event=a=b"}, replaced(visits, "visit", "a=b"))) == counts{0, 0});
    const outcome none = emptor({"funnel", "--who", "buyer", "--when", "time", "--what", "event", "--steps", "visit",
                                 "--where", "channel=tv", "--format", "csv"},
                                visits);
    CHECK(none.status == 0);
    CHECK(none.err == "emptor: warning: no row has what --where asks for; every number is 0\n");
}

TEST_CASE("a row that is not asked for may have any time") {
    const std::string odd = visits + "dora,never,visit,tv\n";
    CHECK(entities(answer({"--where", "channel=email"}, odd)) == counts{2, 0});
}

TEST_CASE("several columns make one key, whatever is in them") {
    const std::string pairs =
        "a,b,time,event\n"
        "x,yz,2025-01-01,visit\n"
        "xy,z,2025-01-02,buy\n"
        "x,yz,2025-01-02,buy\n"
        "\"x,y\",z,2025-01-01,visit\n"
        "x,\"y,z\",2025-01-02,buy\n"
        ",xyz,2025-01-01,visit\n"
        "xyz,,2025-01-02,buy\n";
    CHECK(entities(answer({}, pairs, "a,b")) == counts{3, 1});
    CHECK(answer({}, pairs, "a,b")["entities"].count() == 6);
    CHECK(answer({}, pairs, "a, b")["entities"].count() == 6);
    CHECK(entities(answer({}, replaced(pairs, "a,b,", "\"a,b\",c,"), "\"a,b\",c")) == counts{3, 1});
}

TEST_CASE("names with commas and spaces stand in quotes") {
    const std::string odd = "buyer,time,event\na,2025-01-01,\"Search, advanced\"\na,2025-01-02,\" buy\"\"now\"\n";
    const outcome ran = emptor({"funnel", "--who", "buyer", "--when", "time", "--what", "event", "--steps",
                                "\"Search, advanced\", \" buy\"\"now\"", "--format", "json"},
                               odd);
    CHECK(ran.err == "");
    CHECK(entities(json::parse(ran.out)) == counts{1, 1});
}

TEST_CASE("events with nobody to belong to are counted as one entity, and that is said") {
    const outcome ran = emptor({"funnel", "--who", "buyer", "--when", "time", "--what", "event", "--steps", "visit"},
                               replaced(visits, "\nben", "\n"));
    CHECK(ran.status == 0);
    CHECK(ran.err == "emptor: warning: 2 events have nothing in \"buyer\"; together they count as one entity\n");
}

TEST_CASE("other encodings are converted as they are read") {
    const std::string chinese = "买家,time,event,channel\n安娜,2025-01-01,浏览,邮件\n安娜,2025-01-02,购买,邮件\n";
    const std::vector<std::string> names{"funnel", "-",     "--who",   "买家",      "--when",   "time",
                                         "--what", "event", "--steps", "浏览,购买", "--format", "json"};
    const auto check = [&](const std::string& encoding, const std::string& bytes) {
        INFO(encoding);
        std::vector<std::string> arguments = names;
        arguments.insert(arguments.end(), {"--encoding", encoding});
        const outcome ran = emptor(arguments, bytes);
        INFO(ran.err);
        REQUIRE(ran.status == 0);
        CHECK(entities(json::parse(ran.out)) == counts{1, 1});
    };
    check("UTF-8", chinese);
    // "买家", "安娜", "浏览", "购买", "邮件" in GB18030.
    const std::string head = "\xC2\xF2\xBC\xD2,time,event,channel\n";
    check("GB18030", head + "\xB0\xB2\xC4\xC8,2025-01-01,\xE4\xAF\xC0\xC0,\xD3\xCA\xBC\xFE\n" +
                         "\xB0\xB2\xC4\xC8,2025-01-02,\xB9\xBA\xC2\xF2,\xD3\xCA\xBC\xFE\n");
    std::u16string wide;
    for (const char16_t c : u"\uFEFF买家,time,event,channel\n安娜,2025-01-01,浏览,邮件\n安娜,2025-01-02,购买,邮件\n") {
        if (c != 0) wide += c;
    }
    std::string little, big;
    for (const char16_t c : wide) {
        little += static_cast<char>(c & 0xFF), little += static_cast<char>(c >> 8);
        big += static_cast<char>(c >> 8), big += static_cast<char>(c & 0xFF);
    }
    check("UTF-16", little);
    check("UTF-16", big);
    check("UTF-16LE", little);
    check("UTF-16BE", big);
}

TEST_CASE("a long text in another encoding is converted without a seam") {
    // Two-byte characters at odd places cross the ends of whatever pieces it is read in.
    std::string odd = "buyer,time,event\n";
    for (int i = 0; i < 60'000; ++i) {
        odd += "\xB0\xB2" + std::to_string(i) + ",2025-01-01,\xE4\xAF\xC0\xC0\n";
    }
    const outcome ran = emptor({"funnel", "--who", "buyer", "--when", "time", "--what", "event", "--steps", "浏览",
                                "--encoding", "GBK", "--format", "json"},
                               odd);
    INFO(ran.err);
    REQUIRE(ran.status == 0);
    CHECK(entities(json::parse(ran.out)) == counts{60'000});
}

TEST_CASE("a field of ten megabytes is a field") {
    const std::string vast(10'000'000, 'x');
    CHECK(entities(answer({}, replaced(visits, "anna", vast))) == counts{3, 2});
    CHECK(entities(answer({}, replaced(visits, "email", "\"" + vast + "\""))) == counts{3, 2});
}

TEST_CASE("a log in any order is put in order, and says so; one that is streamed leaves out what is late") {
    const std::string late =
        "buyer,time,event\n"
        "a,2025-01-02,buy\n"
        "a,2025-01-01,visit\n"
        "b,2025-01-01,visit\n"
        "b,2025-01-03,buy\n";
    const json sorted = answer({}, late);
    CHECK(sorted["out_of_order"].count() == 1);
    CHECK(sorted["sorted"].truth());
    CHECK(entities(sorted) == counts{2, 2});
    const json streamed = answer({"--presorted"}, late);
    CHECK(streamed["out_of_order"].count() == 1);
    CHECK(!streamed["sorted"].truth());
    CHECK(entities(streamed) == counts{1, 1});
}

TEST_CASE("an entity belongs to the group of its first event in time") {
    const std::string moved =
        "buyer,time,event,channel\n"
        "a,2025-01-02,buy,search\n"
        "a,2025-01-01,visit,email\n"
        "b,2025-01-01,visit,\n"
        "c,2025-01-01,visit,search\n"
        "c,2025-01-01,buy,email\n"
        "d,2025-01-01,visit,search\n"
        "d,2025-01-05,buy,fax\n";
    for (const bool streamed : {false, true}) {
        std::vector<std::string> how{"--by", "channel"};
        if (streamed) how.emplace_back("--presorted");
        const json report = answer(how, moved);
        CHECK(report["by"].text() == "channel");
        std::vector<std::pair<std::string, counts>> groups;
        std::size_t events = 0;
        for (const json& group : report["groups"].items()) {
            groups.emplace_back(group["value"].text(), entities(group));
            events += group["events"].count();
        }
        CHECK(events == report["events"].count());
        if (streamed) {  // the first event that is not late is the first that is read
            CHECK(groups == std::vector<std::pair<std::string, counts>>{{"search", {2, 2}}, {"(missing)", {1, 0}}});
        } else {
            CHECK(groups == std::vector<std::pair<std::string, counts>>{
                                {"search", {2, 2}}, {"(missing)", {1, 0}}, {"email", {1, 1}}});
        }
    }
}

TEST_CASE("keys of every length and many entities are told apart") {
    const auto seed = static_cast<std::uint32_t>(Catch::getSeed());
    CAPTURE(seed);
    std::mt19937 random{seed};
    std::vector<std::string> ids;
    for (std::size_t length = 1; length <= 80; ++length) {
        for (int i = 0; i < 60; ++i) {
            std::string id(length, 'a');
            for (int changes = 0; changes < 3; ++changes)
                id[random() % length] = static_cast<char>('a' + random() % 26);
            ids.push_back(id);
        }
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        rows.push_back(ids[i] + ",2025-01-01,visit\n");
        if (i % 3 == 0) rows.push_back(ids[i] + ",2025-01-01,buy\n");
    }
    std::shuffle(rows.begin(), rows.end(), random);
    std::string text = "buyer,time,event\n";
    for (const std::string& row : rows) text += row;
    for (const std::vector<std::string>& how : {std::vector<std::string>{}, {"--presorted"}}) {
        const json report = answer(how, text);
        CHECK(report["entities"].count() == ids.size());
        CHECK(entities(report) == counts{ids.size(), (ids.size() + 2) / 3});
    }
}

TEST_CASE("random logs in any order are answered alike, whole, streamed and by group") {
    const auto seed = static_cast<std::uint32_t>(Catch::getSeed());
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int round = 0; round < 20; ++round) {
        std::vector<std::string> rows;
        for (int second = 0; second < 300; ++second) {
            const auto who = random() % 40;
            rows.push_back("b" + std::to_string(who) + "," + std::to_string(second) +
                           (random() % 2 == 0 ? ",visit," : ",buy,") + "g" + std::to_string(who % 3) + "\n");
        }
        const auto text = [&] {
            std::string all = "buyer,time,event,group\n";
            for (const std::string& row : rows) all += row;
            return all;
        };
        const std::vector<std::string> how{"--unit", "s",    "--within", std::to_string(random() % 100) + "s",
                                           "--by",   "group"};
        std::vector<std::string> streaming = how;
        streaming.emplace_back("--presorted");
        const json whole = answer(how, text());
        const json streamed = answer(streaming, text());
        std::shuffle(rows.begin(), rows.end(), random);
        const json shuffled = answer(how, text());
        CHECK(shuffled["out_of_order"].count() > 0);
        counts sum(2);
        for (std::size_t k = 0; k < 2; ++k) {
            for (const json& group : whole["groups"].items()) sum[k] += group["steps"][k]["entities"].count();
            for (const json* other : {&streamed, &shuffled}) {
                const json a = whole["steps"][k];
                const json b = (*other)["steps"][k];
                CHECK(a["entities"].count() == b["entities"].count());
                if (k == 0) continue;
                CHECK(a["expired"].count() == b["expired"].count());
                if (a["in_attempt"]["median"].is_null()) continue;
                CHECK(a["in_attempt"]["median"].number() == b["in_attempt"]["median"].number());
            }
        }
        CHECK(sum == entities(whole));
    }
}

}  // namespace reading_test
