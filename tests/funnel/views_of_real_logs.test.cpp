// SPDX-License-Identifier: BSL-1.0
//
// Views of a real log beside numbers that others made of it.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include <emptor/funnel.hpp>
#include <emptor/io/csv.hpp>
#include <emptor/io/time.hpp>

#include "../shared_data.hpp"

namespace views_of_real_logs_test {
namespace {

struct contact {
    std::string lead;
    std::chrono::sys_seconds at;
    int what;  // 1 first contact, 2 won
    std::string origin;
};

}  // namespace

TEST_CASE("leads by origin and by month are those of the reference") {
    using Catch::Matchers::WithinAbs;
    const auto path = shared_file("data/olist_funnel/funnel_normalised.csv");
    const auto expected = nlohmann::json::parse(std::ifstream{shared_file("data/olist_funnel/reference.json")});
    std::ifstream file{path, std::ios::binary};
    emptor::io::csv_reader rows{[&file](std::span<char> buffer) {
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        return static_cast<std::size_t>(file.gcount());
    }};
    const std::array columns{rows.column("mql_id").value(), rows.column("first_contact").value(),
                             rows.column("won_at").value(), rows.column("origin").value()};
    const auto second = [](std::string_view text) {
        return std::chrono::floor<std::chrono::seconds>(emptor::io::parse_time(text).value());
    };
    std::vector<contact> contacts;
    std::string reversed;  // the origin of the one lead that was won before it was first contacted
    while (rows.next()) {
        std::string origin{rows[columns[3]]};
        if (origin.empty()) origin = "(missing)";
        const contact first{std::string{rows[columns[0]]}, second(rows[columns[1]]), 1, origin};
        if (rows[columns[2]].empty()) {
            contacts.push_back(first);
            continue;
        }
        const contact won{first.lead, second(rows[columns[2]]), 2, origin};
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
    REQUIRE_FALSE(rows.error());

    const emptor::funnel asked{emptor::steps(1, 2)};
    const auto attempts = emptor::attempts_of(asked, contacts, &contact::lead, &contact::at, &contact::what,
                                              emptor::split_by(&contact::origin));
    const emptor::funnel_breakdown by_origin{attempts};
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
        CHECK_THAT(won.in_attempt.median.value().count(), WithinAbs(of["median_days"].get<double>() * 86'400, 1e-3));
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

}  // namespace views_of_real_logs_test
