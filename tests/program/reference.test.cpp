// SPDX-License-Identifier: BSL-1.0
// Funnels of real and published logs against counts that others computed: the reference.json beside each log.

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "program/json.hpp"
#include "program/run.hpp"

namespace reference_test {

namespace {

using namespace program_test;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

[[nodiscard]] json reference(const std::string& of) { return json::parse(text_of(shared(of + "/reference.json"))); }

[[nodiscard]] json answer(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "funnel");
    arguments.insert(arguments.end(), {"--format", "json"});
    const outcome ran = emptor(arguments);
    INFO(ran.err);
    REQUIRE(ran.status == 0);
    CHECK(ran.err == "");
    return json::parse(ran.out);
}

/// "--steps" for steps in a reference.
[[nodiscard]] std::string listed(const json& steps) {
    std::string text;
    for (const json& step : steps.items()) text += (text.empty() ? "" : ",") + step.text();
    return text;
}

[[nodiscard]] std::vector<std::size_t> entities(const json& report) {
    std::vector<std::size_t> counts;
    for (const json& step : report["steps"].items()) counts.push_back(step["entities"].count());
    return counts;
}

[[nodiscard]] std::vector<std::size_t> counts(const json& list) {
    std::vector<std::size_t> counts;
    for (const json& each : list.items()) counts.push_back(each.count());
    return counts;
}

/// All that a reference says of one funnel: counts, shares, medians, and counts within each of its windows.
/// @param second_median the median time to the second step where it differs, for the references take events of one
/// time in the order of their rows, and emptor in the order of the steps.
void compare(const json& expected, const std::vector<std::string>& log, std::size_t events,
             std::optional<double> second_median = {}) {
    std::vector<std::string> question = log;
    question.insert(question.end(), {"--steps", listed(expected["steps"])});
    const json plain = answer(question);
    CHECK(plain["events"].count() == events);
    CHECK(entities(plain) == counts(expected["ordered"]));
    const auto& steps = plain["steps"].items();
    for (std::size_t k = 1; k < steps.size(); ++k) {
        INFO("step " << steps[k]["name"].text());
        CHECK(steps[k]["drop_off"].count() == expected["drop_off"][k].count());
        CHECK_THAT(steps[k]["share_of_first"].number(), WithinRel(expected["overall_conversion"][k].number(), 1e-12));
        CHECK_THAT(steps[k]["share_of_previous"].number(), WithinRel(expected["step_conversion"][k].number(), 1e-12));
        const bool differs = k == 1 && second_median;
        const double since_first = differs ? *second_median : expected["median_seconds_from_step1"][k].number();
        const double from_previous = differs ? *second_median : expected["median_seconds_from_prev"][k].number();
        CHECK_THAT(steps[k]["since_first_start"]["median"].number(), WithinAbs(since_first, 1e-6));
        CHECK_THAT(steps[k]["seconds_from_previous"]["median"].number(), WithinAbs(from_previous, 1e-6));
    }
    for (const auto& [window, reached] : expected["windowed"].members()) {
        INFO("within " << window);
        std::vector<std::string> within = question;
        within.insert(within.end(), {"--within", window});
        CHECK(entities(answer(within)) == counts(reached));
    }
}

}  // namespace

TEST_CASE("the REES46 store is counted by user, by session and by user and product") {
    const json expected = reference("rees46_oct2019_slice");
    const std::string log = shared("rees46_oct2019_slice/rees46_2019-10-01.csv");
    const std::vector<std::pair<std::string, std::string>> keys{
        {"by_user", "user_id"}, {"by_session", "user_session"}, {"by_user_product", "user_id,product_id"}};
    for (const auto& [name, who] : keys) {
        for (const std::string funnel : {"view_cart_purchase", "view_purchase"}) {
            INFO(name << " " << funnel);
            compare(expected[name][funnel], {log, "--who", who, "--when", "event_time", "--what", "event_type"},
                    expected["rows"].count());
        }
    }
}

TEST_CASE("the shop of retentioneering is counted by user and by session, unpacked and through a pipe") {
    const json expected = reference("retentioneering_ecom");
    const std::string packed = shared("retentioneering_ecom/ecom.csv.gz");
    const scratch at;
    const std::string log = at.path("ecom.csv");
    REQUIRE(shell("zcat \"$1\" > \"$2\"", {packed, log}).status == 0);
    for (const auto& [name, who] : {std::pair{"by_user", "user_id"}, std::pair{"by_session", "session_id"}}) {
        INFO(name);
        // In three sessions (682, 3043 and 3332) the row of product_view stands before that of the first catalog, at
        // the same time: 0 s from one to the other, where the reference waits for the next product_view.
        const auto median = std::string_view{name} == "by_session" ? std::optional{192.5} : std::nullopt;
        compare(expected[name], {log, "--who", who, "--when", "timestamp", "--what", "event"}, expected["rows"].count(),
                median);
        const std::string question =
            std::string{"funnel - --who "} + who + " --when timestamp --what event --format json --steps ";
        const outcome piped =
            shell("zcat \"$1\" | \"$emptor\" " + question + "\"$2\"", {packed, listed(expected[name]["steps"])});
        INFO(piped.err);
        REQUIRE(piped.status == 0);
        CHECK(entities(json::parse(piped.out)) == counts(expected[name]["ordered"]));
    }
}

TEST_CASE("purchase orders are counted by the time they ended, three of which are out of order") {
    const json expected = reference("p2p_purchasing");
    const std::string log = shared("p2p_purchasing/procure_to_pay_asis.csv");
    const std::vector<std::string> question{log, "--who", "case_id", "--when", "End_Time", "--what", "activity"};
    compare(expected["funnel"], question, expected["events"].count());

    std::vector<std::string> whole = question;
    whole.insert(whole.end(), {"--steps", listed(expected["funnel"]["steps"])});
    const json report = answer(whole);
    CHECK(report["entities"].count() == expected["cases"].count());
    CHECK(report["out_of_order"].count() == 3);
    CHECK(report["sorted"].truth());
    whole.emplace_back("--presorted");
    const json streamed = answer(whole);
    CHECK(streamed["out_of_order"].count() == 3);
    CHECK(!streamed["sorted"].truth());
}

TEST_CASE("slashed times are read, whatever ends the lines") {
    const json expected = reference("p2p_purchasing")["fluxicon_original"];
    const std::string text = text_of(shared("p2p_purchasing/PurchasingExample_fluxicon_lf.csv"));
    REQUIRE(text.find('\r') == std::string::npos);
    const scratch at;
    for (const std::string end : {"\n", "\r", "\r\n"}) {
        std::string written;
        for (const char c : text) written += c == '\n' ? end : std::string{c};
        compare(expected["funnel"],
                {at.file("log.csv", written), "--who", "Case ID", "--when", "Complete Timestamp", "--what", "Activity"},
                expected["events"].count());
    }
}

TEST_CASE("leads with a row each keep the one that was won before it was first contacted") {
    const json expected = reference("olist_funnel");
    const std::string log = shared("olist_funnel/funnel_normalised.csv");
    const json report = answer({log, "--who", "mql_id", "--wide", "mql=first_contact,won=won_at", "--by", "origin"});
    CHECK(entities(report) == std::vector<std::size_t>{expected["mql"].count(), expected["closed"].count()});
    const json won = report["steps"][1];
    CHECK_THAT(won["share_of_first"].number(), WithinRel(expected["conversion"].number(), 1e-12));
    for (const std::size_t end : {0U, 1U}) {
        CHECK_THAT(won["interval_of_first"][end].number(), WithinAbs(expected["wilson95"][end].number(), 1e-12));
    }
    CHECK_THAT(won["seconds_from_previous"]["median"].number(),
               WithinAbs(expected["days_to_win"]["median"].number() * 86'400, 1e-3));
    CHECK(won["seconds_from_previous"]["negative"].count() == expected["negative_days"].count());
    CHECK(won["reversed"].count() == 1);
    CHECK(won["skipped"].count() == 0);

    const auto& groups = report["groups"].items();
    REQUIRE(groups.size() == expected["by_origin"].members().size());
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const std::string& origin = groups[i]["value"].text();
        INFO(origin);
        const json of = expected["by_origin"][origin];
        if (i > 0) CHECK(groups[i - 1]["entities"].count() >= groups[i]["entities"].count());
        CHECK(entities(groups[i]) == std::vector<std::size_t>{of["mql"].count(), of["won"].count()});
        const json last = groups[i]["steps"][1];
        CHECK_THAT(last["share_of_first"].number(), WithinRel(of["rate"].number(), 1e-12));
        for (const std::size_t end : {0U, 1U}) {
            CHECK_THAT(last["interval_of_first"][end].number(), WithinAbs(of["wilson95"][end].number(), 1e-12));
        }
        CHECK_THAT(last["seconds_from_previous"]["median"].number(),
                   WithinAbs(of["median_days"].number() * 86'400, 1e-3));
    }
}

TEST_CASE("opportunities with a row each are engaged where they have that date, and won where they say so") {
    const json expected = reference("maven_crm");
    const std::string log = shared("maven_crm/sales_pipeline_iso.csv");
    const json report =
        answer({log, "--who", "opportunity_id", "--wide", "created,engaged=engage_date,won=close_date?deal_stage=Won"});
    CHECK(entities(report) == std::vector<std::size_t>{expected["rows"].count(), expected["engaged_or_beyond"].count(),
                                                       expected["stages"]["Won"].count()});
    const json steps = report["steps"];
    CHECK(steps[1]["seconds_from_previous"]["median"].is_null());  // a row has no time of its own
    CHECK_THAT(steps[2]["seconds_from_previous"]["median"].number(),
               WithinAbs(expected["days_won"]["median"].number() * 86'400, 1e-6));
    CHECK(steps[2]["seconds_from_previous"]["entities"].count() == expected["days_won"]["n"].count());
}

TEST_CASE("logs whose columns have names from XES are read whole") {
    const json receipt = reference("receipt");
    const json read = answer({shared("receipt/receipt.csv"), "--who", "case:concept:name", "--when", "time:timestamp",
                              "--what", "concept:name", "--steps", "Confirmation of receipt"});
    CHECK(read["events"].count() == receipt["n_events"].count());
    CHECK(read["entities"].count() == receipt["n_cases"].count());
    CHECK(read["events"].count() - read["unmatched"].count() ==
          receipt["activities"]["Confirmation of receipt"].count());

    const json textbook = reference("running_example");
    const json example =
        answer({shared("running_example/running-example.csv"), "--who", "case:concept:name", "--when", "time:timestamp",
                "--what", "concept:name", "--steps", "register request,decide,pay compensation"});
    CHECK(example["events"].count() == textbook["n_events"].count());
    CHECK(entities(example) ==
          std::vector<std::size_t>{textbook["n_cases"].count(), 6, textbook["activities"]["pay compensation"].count()});
}

}  // namespace reference_test
