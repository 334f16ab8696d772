// SPDX-License-Identifier: BSL-1.0
//
// The most frequent paths of published logs.
#include <catch2/catch_test_macros.hpp>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include <emptor/flow/paths.hpp>
#include <emptor/io/csv.hpp>
#include <emptor/io/time.hpp>

#include "shared_data.hpp"

namespace recorded_test {

using json = nlohmann::json;

TEST_CASE("the most frequent paths of published logs are pm4py's variants") {
    struct event {
        std::string who;
        emptor::io::instant at;
        std::string what;
    };
    std::ifstream table{shared_file("tables/process_mining_pm4py.json")};
    const json logs = json::parse(table)["logs"];
    const auto check = [&](const std::string& name, const std::string& file, const std::vector<std::string>& columns) {
        INFO(name);
        std::ifstream in{shared_file(file), std::ios::binary};
        const std::string text{std::istreambuf_iterator<char>{in}, {}};
        emptor::io::csv_reader rows{text};
        std::vector<std::size_t> at;
        for (const std::string& each : columns) at.push_back(rows.column(each).value());
        std::vector<event> events;
        while (rows.next()) {
            events.push_back(
                {std::string{rows[at[0]]}, emptor::io::parse_time(rows[at[1]]).value(), std::string{rows[at[2]]}});
        }
        REQUIRE_FALSE(rows.error());
        const auto counts = emptor::paths{}(emptor::sort_first, events, &event::who, &event::at, &event::what).counts;
        const json& expected = logs[name];
        CHECK(counts.distinct() == expected["n_variants"].get<std::size_t>());
        CHECK(counts.paths() == expected["n_cases"].get<std::uint64_t>());
        const auto top = counts.top(expected["top_variants"].size());
        REQUIRE(top.size() == expected["top_variants"].size());
        for (std::size_t i = 0; i < top.size(); ++i) {
            const json& variant = expected["top_variants"][i];
            CHECK(top[i].times == variant["count"].get<std::uint64_t>());
            CHECK(counts.times(variant["variant"].get<std::vector<std::string>>()) == variant["count"]);
        }
        return counts;
    };
    const std::vector<std::string> xes{"case:concept:name", "time:timestamp", "concept:name"};
    const auto ended =
        check("running_example", "data/running_example/running-example.csv", xes).losses(9, {"pay compensation"});
    std::uint64_t rejected = 0;
    for (const auto& each : ended) rejected += each.ended.taken();
    CHECK(rejected == logs["running_example"]["end"]["reject request"]);
    static_cast<void>(check("receipt", "data/receipt/receipt.csv", xes));
    static_cast<void>(
        check("p2p_purchasing", "data/p2p_purchasing/procure_to_pay_asis.csv", {"case_id", "End_Time", "activity"}));
}

}  // namespace recorded_test
