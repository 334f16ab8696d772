// SPDX-License-Identifier: BSL-1.0
// How events become attempts, as the command line says it. The counts were worked out by hand.

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <utility>
#include <vector>

#include "program/json.hpp"
#include "program/run.hpp"

namespace matching_test {

namespace {

using namespace program_test;

const std::string log =
    "buyer,time,event,product\n"
    "a,0,view,p\na,10,cart,p\na,20,pay,p\n"                                          // straight on
    "b,0,view,p\nb,5,look,p\nb,10,cart,q\nb,20,pay,q\n"                              // looks round, takes another
    "c,0,cart,p\nc,10,view,p\nc,20,pay,p\n"                                          // in another order
    "d,0,view,p\nd,10,cart,p\nd,15,refund,p\nd,200000,pay,p\n"                       // two days later
    "e,0,view,p\ne,10,view,p\ne,20,cart,p\ne,30,view,p\ne,40,cart,p\ne,50,pay,p\n";  // again and again

using words = std::vector<std::string>;

[[nodiscard]] outcome asked(const words& more) {
    words arguments{"funnel", "--who", "buyer",   "--when",        "time",     "--unit", "s",
                    "--what", "event", "--steps", "view,cart,pay", "--format", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return emptor(arguments, log);
}

/// How many took each step.
[[nodiscard]] std::vector<std::size_t> counts(const words& more) {
    const outcome ran = asked(more);
    INFO(ran.err);
    REQUIRE(ran.status == 0);
    std::vector<std::size_t> found;
    const json report = json::parse(ran.out);
    for (const json& step : report["steps"].items()) found.push_back(step["entities"].count());
    return found;
}

/// The command line is refused before any log is read.
void misused(const words& more, const std::string& why) {
    const outcome ran = asked(more);
    CHECK(ran.status == 2);
    CHECK(ran.out == "");
    CHECK(ran.err == "emptor: " + why + "\n");
}

struct answer {
    words said;
    std::vector<std::size_t> counts;
};

const std::vector<answer> answers{
    {{}, {5, 4, 4}},
    {{"--breaks-on", "foreign"}, {5, 3, 2}},
    {{"--breaks-on", "repeat"}, {5, 4, 4}},
    {{"--gap-max", "1d"}, {5, 4, 3}},
    {{"--gap-max", "1d:view-cart"}, {5, 4, 4}},
    {{"--gap-max", "1d", "--gap-max", "5s:view-cart"}, {5, 0, 0}},
    {{"--gap-min", "12s:view-cart"}, {5, 1, 1}},
    {{"--may-skip", "cart"}, {5, 4, 5}},
    {{"--exclude", "refund"}, {5, 4, 3}},
    {{"--exclude", "refund:view-cart"}, {5, 4, 4}},
    {{"--exclude", "refund:cart-pay", "--exclude", "look"}, {5, 3, 2}},
    {{"--hold", "product"}, {5, 3, 3}},
    {{"--hold", "product", "--gap-max", "1d"}, {5, 3, 2}},
    {{"--each", "attempt"}, {5, 4, 4}},
    {{"--each", "attempt", "--within", "25s"}, {6, 5, 3}},
    {{"--each", "start", "--within", "25s"}, {7, 6, 3}},
    {{"--from", "first_start", "--within", "25s"}, {5, 4, 2}},
    {{"--unordered"}, {5, 5, 5}},
    {{"--unordered", "--anchored", "view"}, {5, 5, 4}},
    {{"--open"}, {5, 5, 5}},
    {{"--ties", "input,increasing"}, {5, 4, 4}},
    {{"--session", "15s"}, {5, 4, 3}},
    {{"--within-events", "2"}, {5, 4, 2}},
    {{"--within", "20s", "--ties", "by_step"}, {5, 4, 3}},
    {{"--within", "20s", "--half-open"}, {5, 4, 0}},
    {{"--preset", "clickhouse:strict_order"}, {5, 3, 1}},
    {{"--preset", "clickhouse:strict_order,allow_reentry"}, {5, 3, 2}},
    {{"--preset", "clickhouse:allow_reentry,strict_order"}, {5, 3, 2}},
    {{"--preset", "mixpanel:totals", "--within", "25s"}, {6, 5, 3}},
    {{"--preset", "ga4:open_funnel"}, {5, 5, 5}},
    {{"--preset", "amplitude:exact_order", "--breaks-on", "foreign"}, {5, 3, 2}},
    {{"--preset", "posthog:ordered", "--exclude", "refund:cart-pay"}, {4, 3, 3}},
};

}  // namespace

TEST_CASE("every word of the command line has its count, of the whole log, in passing and by group") {
    for (const auto& [said, expected] : answers) {
        std::string shown;
        for (const std::string& word : said) shown += word + ' ';
        CAPTURE(shown);
        CHECK(counts(said) == expected);
        words in_passing = said;
        in_passing.emplace_back("--presorted");
        CHECK(counts(in_passing) == expected);
    }
    const json groups = json::parse(asked({"--breaks-on", "foreign", "--by", "product"}).out);
    CHECK(groups["groups"][0]["steps"][2]["entities"].count() == 2);
}

TEST_CASE("the report says the window, and whom it left out") {
    const json report = json::parse(asked({"--within", "90m", "--each", "start"}).out);
    CHECK(report["window_seconds"].number() == 5400);
    CHECK(report["dropped"].count() == 0);
    CHECK(json::parse(asked({"--preset", "posthog:ordered", "--exclude", "refund:cart-pay"}).out)["dropped"].count() ==
          1);
    CHECK(json::parse(asked({"--session", "90m"}).out)["window_seconds"].is_null());
}

TEST_CASE("a word that says nothing, or what another contradicts, is refused by name") {
    misused({"--breaks-on", "foreign,forwards"},
            "--breaks-on is \"forwards\"; it must be \"foreign\", \"repeat\", \"back\", \"ahead\" or \"restart\"");
    misused({"--each", "starts"},
            "--each is \"starts\"; did you mean \"start\"? It must be \"entity\", \"attempt\" or \"start\"");
    misused({"--from", "last"}, "--from is \"last\"; it must be \"any_start\", \"first_start\" or \"last_start\"");
    misused({"--ties", "none"}, "--ties is \"none\"; it must be \"by_step\", \"input\" or \"increasing\"");
    misused({"--gap-max", "2"},
            "--gap-max is \"2\": a number needs a unit: w, d, h, m (minutes), s, ms, us or ns, as in 7d, 12h, 1d12h or "
            "1.5h");
    misused({"--gap-max", "2d:cart-view"},
            "--gap-max is \"2d:cart-view\": the first of the two steps must stand before the second");
    misused({"--may-skip", "card"},
            "--may-skip names \"card\", which is no step; did you mean \"cart\"? The steps are \"view\", \"cart\" and "
            "\"pay\"");
    misused({"--may-skip", "view,cart,pay"},
            "the options contradict each other: every step may be skipped; one at least must be taken");
    misused({"--exclude", "refund:cart"}, "--exclude is \"refund:cart\": after the colon there must be STEP-STEP");
    misused({"--unordered", "--exclude", "refund:view-cart"},
            "--exclude is \"refund:view-cart\": steps in any order have nothing between two of them; exclude it "
            "everywhere");
    misused({"--unordered", "--breaks-on", "back"},
            "the options contradict each other: steps in any order have no next step, so no gaps, breaks or skipping");
    misused({"--from", "last_start", "--each", "start"},
            "the options contradict each other: an entity has one first start and one last start, so each(entity) is "
            "counted");
    misused({"--anchored", "view"},
            "the options contradict each other: only steps of an unordered question can be anchored");
    misused({"--within", "1d", "--session", "1h"},
            "--within, --session and --within-events exclude each other: a question has one window");
    misused({"--within-events", "few"},
            "--within-events is \"few\"; it must be a number of events, at most 1000000000");
    misused({"--half-open"}, "--half-open means nothing without a window");
    misused({"--preset", "ga4"},
            "--preset is \"ga4\": a colon and a mode must follow: \"closed_funnel\", \"open_funnel\" or "
            "\"directly_followed\"");
    misused({"--preset", "ga4:closed"},
            "--preset is \"ga4:closed\": ga4 has no mode \"closed\"; it must be \"closed_funnel\", \"open_funnel\" or "
            "\"directly_followed\"");
    misused({"--process", "five_stage", "--each", "start"},
            "how events become attempts cannot be said with --process; leave out --breaks-on and the like");
}

}  // namespace matching_test
