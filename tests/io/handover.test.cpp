// SPDX-License-Identifier: BSL-1.0
#include <emptor/io/handover.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include <emptor/flow/handover.hpp>
#include <emptor/io/csv.hpp>
#include <emptor/process/role.hpp>

#include "io/reports.hpp"

namespace handover_test {

using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using emptor::role;

namespace {

struct event {
    int who;
    std::chrono::sys_seconds at;
    role by;
    std::string what;
};

constexpr std::chrono::sys_seconds at(std::chrono::seconds since) { return std::chrono::sys_seconds{since}; }

const std::vector<event> purchases{
    {1, at(0s), role::user, "ask"},    {2, at(5s), role::user, "ask"},       {1, at(10s), role::buyer, "no"},
    {1, at(40s), role::user, "ask"},   {1, at(45s), role::user, "ask"},      {2, at(65s), role::buyer, "pass on"},
    {1, at(145s), role::buyer, "yes"}, {2, at(30s), role::supplier, "late"}, {2, at(165s), role::decision_maker, "yes"},
};

auto report() {
    const emptor::handover asked{emptor::approves("yes"), emptor::refuses("no"), emptor::escalates("pass on")};
    return asked(purchases, &event::who, &event::at, &event::by, &event::what);
}

}  // namespace

TEST_CASE("a hand-over report is three tables, in which only those stand who did something") {
    const std::string text = emptor::io::text(report(), "Purchases");
    CHECK(text == reports::golden("handover.txt", text));
}

TEST_CASE("the totals of a hand-over report say what was left out") {
    const std::string text = emptor::io::text(report());
    CHECK_THAT(text, ContainsSubstring("\n9 events of 2 entities; 1 was out of order and left out.\n"));
    CHECK_THAT(text, ContainsSubstring("Intervals are Wilson’s at 95 % confidence.\n"));
    const auto nobody = [](const event&) { return std::optional<role>{}; };
    const auto all = emptor::handover{emptor::between_roles};
    CHECK(emptor::io::text(all(purchases, &event::who, &event::at, nobody)) ==
          "No hand-overs.\n\n9 events of 0 entities; none was out of order; 9 have no role and were left out.\n"
          "Hand-overs of a role to itself are left out.\n");
    const auto bare = [](const event& each) { return each.at.time_since_epoch().count(); };
    const auto sorted = emptor::handover{}(emptor::sort_first, purchases, &event::who, bare, &event::by);
    CHECK_THAT(emptor::io::text(sorted),
               ContainsSubstring("1 was out of order and put in order.\nTimes are in the log’s "
                                 "own unit.\n"));
}

TEST_CASE("a hand-over report is JSON in which every number reads back") {
    const auto found = report();
    const auto json = nlohmann::json::parse(emptor::io::json(found));
    CHECK(json["events"] == 9);
    CHECK(json["entities"] == 2);
    CHECK(json["moves"] == 6);
    CHECK(json["out_of_order"] == 1);
    CHECK(json["sorted"] == false);
    CHECK(json["between_roles"] == false);
    CHECK(json["time_unit"] == "seconds");
    REQUIRE(json["roles"].size() == found.roles().size());
    const auto& buyer = json["roles"][static_cast<std::size_t>(role::buyer)];
    CHECK(buyer["name"] == "buyer");
    CHECK(buyer["received"] == 3);
    CHECK(buyer["given"] == 2);
    CHECK(buyer["kept_waiting"]["total"] == 170.0);
    CHECK(buyer["kept_waiting"]["median"] == 60.0);
    CHECK(buyer["between_own"]["times"] == 0);
    CHECK(buyer["between_own"]["mean"].is_null());
    CHECK(buyer["approval_rate"] == 0.5);
    CHECK(buyer["escalation_interval"].size() == 2);
    CHECK(json["roles"][0]["approval_rate"].is_null());
    REQUIRE(json["hand_overs"].size() == found.moves().size());
    CHECK(json["hand_overs"][0] == nlohmann::json{{"from", "user"}, {"to", "user"}, {"count", 1}});
    const auto between = emptor::handover{emptor::between_roles}(purchases, &event::who, &event::at, &event::by);
    const auto without = nlohmann::json::parse(emptor::io::json(between));
    CHECK(without["roles"][0]["between_own"].is_null());
    CHECK(without["roles"][0]["approved"].is_null());
}

TEST_CASE("a hand-over report is a CSV row a role, with the matrix at its end") {
    const std::string text = emptor::io::csv(report());
    emptor::io::csv_reader rows{text};
    const auto column = [&](const char* name) { return rows.column(name).value(); };
    CHECK(rows.header().size() == 29 + emptor::enumerators<role>.size());
    std::size_t read = 0;
    while (rows.next()) {
        ++read;
        if (rows[0] != "buyer") continue;
        CHECK(rows[column("kept_waiting_total_seconds")] == "170");
        CHECK(rows[column("between_own_times")] == "0");
        CHECK(rows[column("between_own_mean_seconds")].empty());
        CHECK(rows[column("approval_rate")] == "0.5");
        CHECK(rows[column("to user")] == "1");
        CHECK(rows[column("to buyer")] == "0");
        CHECK(rows[column("to decision_maker")] == "1");
    }
    CHECK_FALSE(rows.error());
    CHECK(read == emptor::enumerators<role>.size());
}

TEST_CASE("names that are odd and times that have no number are written so that they can be read") {
    const std::vector<double> times{-std::numeric_limits<double>::max(), std::numeric_limits<double>::max()};
    const auto self = [](double time) { return time; };
    const auto one = [](double) { return 1; };
    const auto odd = [](double time) { return time < 0 ? std::string{} : std::string{"a,\"b\"\n"}; };
    const auto found = emptor::handover{}(times, one, self, odd);
    const auto json = nlohmann::json::parse(emptor::io::json(found));
    CHECK(json["time_unit"].is_null());
    CHECK(json["roles"][1]["name"] == "a,\"b\"\n");
    CHECK(json["roles"][1]["kept_waiting"]["times"] == 1);
    CHECK(json["roles"][1]["kept_waiting"]["total"].is_null());
    CHECK_THAT(emptor::io::text(found), ContainsSubstring("(none)"));
    const std::string text = emptor::io::csv(found);
    emptor::io::csv_reader rows{text};
    REQUIRE(rows.next());
    REQUIRE(rows.next());
    CHECK(rows[0] == "a,\"b\"\n");
    CHECK(rows[rows.column("kept_waiting_total").value()].empty());
}

}  // namespace handover_test
