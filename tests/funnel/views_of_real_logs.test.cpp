// SPDX-License-Identifier: BSL-1.0
//
// Views of real and published logs beside the numbers that others computed of them: the reference.json beside each log.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/funnel.hpp>
#include <emptor/io/csv.hpp>
#include <emptor/io/time.hpp>
#include <emptor/stats/moments.hpp>

#include "../shared_data.hpp"

namespace views_of_real_logs_test {
namespace {

using json = nlohmann::json;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using std::chrono::sys_seconds;

/// What the logs are made into, so that one question asks all of them.
struct happening {
    std::string who;
    sys_seconds at;
    int what;  // the step it takes, from 1; 0 is none
    std::string of{};
};
using happenings = std::vector<happening>;

/// The funnel of steps 1 to `steps`, each attempt told apart by what it is `of`.
auto attempts_in(const happenings& log, std::size_t steps) {
    std::vector<int> numbers(steps);
    std::iota(numbers.begin(), numbers.end(), 1);
    return emptor::attempts_of(emptor::funnel{emptor::steps(numbers)}, log, &happening::who, &happening::at,
                               &happening::what, emptor::split_by(&happening::of));
}
using attempts_type = decltype(attempts_in({}, 1));
using breakdown = emptor::funnel_breakdown<attempts_type>;

constexpr double day = 86'400;

/// A file as it is, or what `gzip` packed into it.
std::string unpacked(const std::string& name) {
    const std::string command = "gzip -dcf '" + shared_file("data/" + name).string() + "'";
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{popen(command.c_str(), "r"), pclose};
    REQUIRE(pipe);
    std::string text;
    char piece[4096];
    while (const std::size_t got = std::fread(piece, 1, sizeof piece, pipe.get())) text.append(piece, got);
    return text;
}

json reference(const std::string& folder) { return json::parse(unpacked(folder + "/reference.json")); }

/// These columns of a log, row by row.
std::vector<std::vector<std::string>> rows_of(const std::string& name, const std::vector<std::string>& columns) {
    const std::string text = unpacked(name);
    emptor::io::csv_reader rows{text};
    std::vector<std::size_t> places;
    for (const std::string& column : columns) places.push_back(rows.column(column).value());
    std::vector<std::vector<std::string>> read;
    while (rows.next()) {
        auto& row = read.emplace_back();
        for (const std::size_t place : places) row.emplace_back(rows[place]);
    }
    REQUIRE_FALSE(rows.error());
    return read;
}

sys_seconds second_in(std::string_view text) {
    return std::chrono::floor<std::chrono::seconds>(emptor::io::parse_time(text).value());
}

/// The times between two steps, of attempts of one value or of all.
emptor::time_to_convert times_of(const attempts_type& attempts, std::size_t from, std::size_t to,
                                 std::optional<std::string> value = {}) {
    emptor::time_to_convert times{from, to};
    for (const auto each : attempts) {
        if (!value || each.value(1) == *value) times.count(each);
    }
    return times;
}

/// Number, extremes, quartiles and mean, as a reference says them in a unit of so many seconds.
void check_times(const emptor::time_to_convert& times, const json& expected, double unit) {
    REQUIRE(times.converted() == expected["n"]);
    const auto check = [&](double seconds, const char* name) {
        CAPTURE(name);
        CHECK_THAT(seconds / unit, WithinRel(expected[name].get<double>(), 1e-12));
    };
    check(times.range().least, "min");
    check(times.quantile(0.25).value(), "q25");
    check(times.quantile(0.5).value(), "median");
    check(times.quantile(0.75).value(), "q75");
    check(times.range().greatest, "max");
    check(times.mean().value(), "mean");
}

/// All that a reference says of one funnel but its windows: counts, shares, medians and means.
/// @param tied whether an event of the second step stands before one of the first at the same time: there the reference
/// goes by the order of the rows, and emptor by that of the steps.
void check_funnel(const attempts_type& attempts, const json& expected, bool tied) {
    const auto report = attempts.report();
    REQUIRE(report.steps().size() == expected["ordered"].size());
    for (std::size_t k = 0; k < report.steps().size(); ++k) {
        CAPTURE(k);
        const auto& step = report.steps()[k];
        CHECK(step.entities == expected["ordered"][k]);
        if (k == 0) continue;
        CHECK(step.drop_off == expected["drop_off"][k].get<std::uint64_t>());
        CHECK(step.drop_off == *step.expired + *step.open);
        CHECK_THAT(step.share_of_first.value(), WithinRel(expected["overall_conversion"][k].get<double>(), 1e-12));
        CHECK_THAT(step.share_of_previous.value(), WithinRel(expected["step_conversion"][k].get<double>(), 1e-12));
        if (tied && k == 1) continue;
        const auto since_first = times_of(attempts, 1, k + 1);
        CHECK(since_first.quantile(0.5) == step.since_first_start.median->count());
        CHECK_THAT(since_first.quantile(0.5).value(), WithinAbs(expected["median_seconds_from_step1"][k], 1e-6));
        CHECK_THAT(since_first.mean().value(), WithinRel(expected["mean_seconds_from_step1"][k].get<double>(), 1e-12));
        CHECK_THAT(step.from_previous.median->count(), WithinAbs(expected["median_seconds_from_prev"][k], 1e-6));
    }
}

/// The number of a step in a reference, from 1, by its name.
std::map<std::string, int> numbers_of(const json& steps) {
    std::map<std::string, int> numbers;
    for (const std::string name : steps) numbers.emplace(name, static_cast<int>(numbers.size()) + 1);
    return numbers;
}

int number_in(const std::map<std::string, int>& numbers, const std::string& name) {
    const auto found = numbers.find(name);
    return found == numbers.end() ? 0 : found->second;
}

}  // namespace

TEST_CASE("leads by origin and by month are those of the reference") {
    const json expected = reference("olist_funnel");
    happenings contacts;
    std::string reversed;  // the origin of the one lead that was won before it was first contacted
    for (const auto& row :
         rows_of("olist_funnel/funnel_normalised.csv", {"mql_id", "first_contact", "won_at", "origin"})) {
        const std::string origin = row[3].empty() ? "(missing)" : row[3];
        const happening first{row[0], second_in(row[1]), 1, origin};
        if (row[2].empty()) {
            contacts.push_back(first);
            continue;
        }
        const happening won{row[0], second_in(row[2]), 2, origin};
        if (won.at < first.at) {
            REQUIRE(reversed.empty());
            reversed = origin;
            contacts.push_back(won);
            contacts.push_back(first);
        } else {
            contacts.push_back(first);
            contacts.push_back(won);
        }
    }

    const auto attempts = attempts_in(contacts, 2);
    const breakdown by_origin{attempts};
    CHECK(by_origin.sums());
    CHECK(by_origin.values() == expected["by_origin"].size());
    for (const auto& group : by_origin.groups()) {
        CAPTURE(*group.value);
        const auto& of = expected["by_origin"].at(*group.value);
        const bool all = *group.value != reversed;
        CHECK(group.report.steps()[0].entities == of["mql"]);
        CHECK(group.report.steps()[1].entities + (all ? 0U : 1U) == of["won"]);
        if (!all) continue;
        const auto& won = group.report.steps()[1];
        CHECK_THAT(won.share_of_first.value(), WithinAbs(of["rate"].get<double>(), 1e-12));
        CHECK_THAT(won.interval_of_first.value().low, WithinAbs(of["wilson95"][0].get<double>(), 1e-12));
        CHECK_THAT(won.interval_of_first.value().high, WithinAbs(of["wilson95"][1].get<double>(), 1e-12));
        CHECK_THAT(won.in_attempt.median.value().count(), WithinAbs(of["median_days"].get<double>() * day, 1e-3));
    }

    emptor::funnel_trend by_month{std::chrono::months{1}};
    for (const auto attempt : attempts) by_month.count(attempt);
    const auto months = by_month.buckets();
    CHECK(months.size() == expected["by_first_contact_month"].size());
    std::uint64_t won = 0;
    std::uint64_t missing = 0;
    for (const auto& month : months) {
        CAPTURE(month.name);
        const auto& of = expected["by_first_contact_month"].at(month.name);
        CHECK(month.entered() == of["mql"]);
        missing += of["won"].get<std::uint64_t>() - month.reached(2);
        won += month.reached(2);
    }
    CHECK(missing == 1);
    CHECK(won + 1 == expected["closed"]);
}

TEST_CASE("deals by product, by agent, by outcome and by quarter are those of the reference") {
    const json expected = reference("maven_crm");
    const auto rows = rows_of("maven_crm/sales_pipeline_iso.csv",
                              {"opportunity_id", "sales_agent", "product", "deal_stage", "engage_date", "close_date"});
    const auto deals_by = [&](std::size_t column) {  // engaged, closed, won
        happenings deals;
        for (const auto& row : rows) {
            if (row[4].empty()) continue;
            deals.push_back({row[0], second_in(row[4]), 1, row[column]});
            if (row[5].empty()) continue;
            deals.push_back({row[0], second_in(row[5]), 2, row[column]});
            if (row[3] == "Won") deals.push_back({row[0], second_in(row[5]), 3, row[column]});
        }
        return attempts_in(deals, 3);
    };

    const auto by_product = deals_by(2);
    const auto report = by_product.report();
    CHECK(report.steps()[0].entities == expected["engaged_or_beyond"]);
    CHECK(report.steps()[1].entities == expected["closed"]);
    CHECK(report.steps()[0].entities - report.steps()[1].entities == expected["open_engaging"]);
    CHECK_THAT(report.steps()[2].share_of_previous.value(), WithinRel(expected["win_rate"].get<double>(), 1e-12));
    const auto likely = report.steps()[2].interval_of_previous.value();
    CHECK_THAT(likely.low, WithinAbs(expected["win_rate_wilson95"][0].get<double>(), 1e-12));
    CHECK_THAT(likely.high, WithinAbs(expected["win_rate_wilson95"][1].get<double>(), 1e-12));

    const breakdown products{by_product};
    CHECK(products.sums());
    CHECK(products.values() == expected["by_product"].size());
    std::map<std::string, emptor::funnel_report<attempts_type::elapsed_type>> reports;
    for (const auto& group : products.groups()) {
        CAPTURE(*group.value);
        const json& of = expected["by_product"].at(*group.value);
        CHECK(group.report.steps()[1].entities == of["won"].get<std::uint64_t>() + of["lost"].get<std::uint64_t>());
        CHECK(group.report.steps()[2].entities == of["won"]);
        CHECK_THAT(group.report.steps()[2].share_of_previous.value(), WithinRel(of["win_rate"].get<double>(), 1e-12));
        reports.emplace(*group.value, group.report);
    }
    const auto compared = emptor::compare_steps(reports, {.from = 1, .to = 2});
    REQUIRE(compared.chi_squared());
    CHECK_THAT(compared.chi_squared()->statistic, WithinRel(expected["product_chi2"]["chi2"].get<double>(), 1e-10));
    CHECK(compared.chi_squared()->degrees == expected["product_chi2"]["df"]);
    CHECK_THAT(compared.chi_squared()->p, WithinRel(expected["product_chi2"]["p"].get<double>(), 1e-10));

    const breakdown agents{deals_by(1)};
    CHECK(agents.values() == expected["by_agent_win_rate"].size());
    for (const auto& group : agents.groups()) {
        CAPTURE(*group.value);
        CHECK_THAT(group.report.steps()[2].share_of_previous.value(),
                   WithinRel(expected["by_agent_win_rate"].at(*group.value).get<double>(), 1e-12));
    }

    const auto by_outcome = deals_by(3);
    check_times(times_of(by_outcome, 1, 2, "Won"), expected["days_won"], day);
    check_times(times_of(by_outcome, 1, 2, "Lost"), expected["days_lost"], day);

    happenings closed;
    for (const auto& row : rows) {
        if (row[5].empty()) continue;
        closed.push_back({row[0], second_in(row[5]), 1});
        if (row[3] == "Won") closed.push_back({row[0], second_in(row[5]), 2});
    }
    emptor::funnel_trend by_quarter{std::chrono::months{3}};
    for (const auto attempt : attempts_in(closed, 2)) by_quarter.count(attempt);
    const auto quarters = by_quarter.buckets();
    CHECK(quarters.size() == expected["by_close_quarter"].size());
    for (const auto& quarter : quarters) {
        std::string name = quarter.name;  // 2017-Q1
        CAPTURE(name);
        CHECK(quarter.reached(2) == expected["by_close_quarter"].at(name.erase(4, 1))["won"]);
    }
}

TEST_CASE("the shop of retentioneering by user, by session and by channel is that of the reference") {
    const json expected = reference("retentioneering_ecom");
    const auto rows = rows_of("retentioneering_ecom/ecom.csv.gz",
                              {"user_id", "session_id", "event", "timestamp", "acquisition_channel"});
    const auto numbers = numbers_of(expected["by_user"]["steps"]);
    for (const std::size_t who : {0U, 1U}) {
        happenings log;
        for (const auto& row : rows) log.push_back({row[who], second_in(row[3]), number_in(numbers, row[2])});
        const bool by_session = who == 1;
        INFO((by_session ? "by session" : "by user"));
        check_funnel(attempts_in(log, numbers.size()), expected[by_session ? "by_session" : "by_user"], by_session);
    }

    happenings visits;  // of each session that it was there, and that it bought
    std::set<std::string> seen;
    for (const auto& row : rows) {
        if (seen.insert(row[1]).second) visits.push_back({row[1], second_in(row[3]), 1, row[4]});
        if (row[2] == "purchase") visits.push_back({row[1], second_in(row[3]), 2, row[4]});
    }
    const auto attempts = attempts_in(visits, 2);
    CHECK(attempts.size() == expected["sessions"]);
    const breakdown by_channel{attempts};
    CHECK(by_channel.sums());
    CHECK(by_channel.values() == expected["by_channel_purchase"].size());
    for (const auto& group : by_channel.groups()) {
        CAPTURE(*group.value);
        const json& of = expected["by_channel_purchase"].at(*group.value);
        CHECK(group.report.steps()[0].entities == of["sessions"]);
        CHECK(group.report.steps()[1].entities == of["with_purchase"]);
    }
}

TEST_CASE("the times of the REES46 store by user, by session and by user and product are those of the reference") {
    const json expected = reference("rees46_oct2019_slice");
    const auto rows = rows_of("rees46_oct2019_slice/rees46_2019-10-01.csv",
                              {"user_id", "user_session", "product_id", "event_type", "event_time"});
    using row = std::vector<std::string>;
    const std::map<std::string, std::function<std::string(const row&)>> keys{
        {"by_user", [](const row& each) { return each[0]; }},
        {"by_session", [](const row& each) { return each[1]; }},
        {"by_user_product", [](const row& each) { return each[0] + '\n' + each[2]; }}};
    for (const auto& [name, who] : keys) {
        for (const auto& [funnel, of] : expected[name].items()) {
            INFO(name << " " << funnel);
            const auto numbers = numbers_of(of["steps"]);
            happenings log;
            for (const row& each : rows) {
                log.push_back({who(each), second_in(each[4]), number_in(numbers, each[3])});
            }
            check_funnel(attempts_in(log, numbers.size()), of, false);
        }
    }
}

TEST_CASE("how long purchases and each of their activities took is as the reference says") {
    const json expected = reference("p2p_purchasing");
    struct span {
        sys_seconds begin;
        sys_seconds end;
    };
    std::map<std::string, span> cases;
    happenings activities;
    for (const auto& row :
         rows_of("p2p_purchasing/procure_to_pay_asis.csv", {"case_id", "activity", "Start_Time", "End_Time"})) {
        const span here{second_in(row[2]), second_in(row[3])};
        span& whole = cases.try_emplace(row[0], here).first->second;
        whole = {std::min(whole.begin, here.begin), std::max(whole.end, here.end)};
        const std::string number = std::to_string(activities.size());
        activities.push_back({number, here.begin, 1, row[1]});
        activities.push_back({number, here.end, 2, row[1]});
    }
    happenings purchases;
    for (const auto& [number, whole] : cases) {
        purchases.push_back({number, whole.begin, 1});
        purchases.push_back({number, whole.end, 2});
    }
    const auto check_spread = [](const attempts_type& attempts, const std::string& of, const json& deviation,
                                 double unit) {
        emptor::moments times;
        for (const auto each : attempts) {
            if (each.value(1) == of) times.count(each.between(*each.at(1), *each.at(2)) / unit);
        }
        CHECK_THAT(times.deviation().value(), WithinRel(deviation.get<double>(), 1e-10));
    };
    const auto whole = attempts_in(purchases, 2);
    check_times(times_of(whole, 1, 2), expected["case_duration_days"], day);
    check_spread(whole, "", expected["case_duration_days"]["sd"], day);

    const auto each = attempts_in(activities, 2);
    CHECK(breakdown{each}.values() == expected["service_minutes_by_activity"].size());
    for (const auto& [activity, of] : expected["service_minutes_by_activity"].items()) {
        CAPTURE(activity);
        check_times(times_of(each, 1, 2, activity), of, 60);
        check_spread(each, activity, of["sd"], 60);
    }
}

}  // namespace views_of_real_logs_test
