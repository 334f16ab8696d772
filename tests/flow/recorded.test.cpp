// SPDX-License-Identifier: BSL-1.0
//
// Transition and step matrices that another tool's tests record, and the most frequent paths of published logs.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include <emptor/flow/paths.hpp>
#include <emptor/flow/step_matrix.hpp>
#include <emptor/flow/transition_matrix.hpp>
#include <emptor/flow/transitions.hpp>
#include <emptor/io/csv.hpp>
#include <emptor/io/time.hpp>

#include "shared_data.hpp"

namespace recorded_test {

namespace {

using json = nlohmann::json;
using Catch::Matchers::WithinAbs;

struct row {
    std::string who;
    std::int64_t at;
    std::string what;
};

std::vector<row> rows_of(const json& recorded) {
    std::vector<row> rows;
    for (const json& each : recorded["events"]) rows.push_back({each["entity"], each["t"], each["event"]});
    return rows;
}

void check_transitions(const json& recorded) {
    const std::map<std::string, emptor::matrix_form> forms{{"count", emptor::matrix_form::counts},
                                                           {"proba_out", emptor::matrix_form::by_row},
                                                           {"proba_in", emptor::matrix_form::by_column},
                                                           {"avg_per_path", emptor::matrix_form::by_path}};
    const emptor::transition_matrix<std::string> moves{
        emptor::transitions(rows_of(recorded), &row::who, &row::at, &row::what).counts};
    const emptor::matrix table = moves.table(forms.at(recorded["values"]));
    const auto labels = recorded["labels"].get<std::vector<std::string>>();
    const auto place = [&](const std::string& label) {
        if (label == "path_start") return moves.start();
        return label == "path_end" ? moves.end() : moves.find(label).value();
    };
    CHECK(labels.size() == moves.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
        for (std::size_t k = 0; k < labels.size(); ++k) {
            CAPTURE(labels[i], labels[k]);
            CHECK_THAT(table(place(labels[i]), place(labels[k])),
                       WithinAbs(recorded["expected"][i][k].get<double>(), 1e-12));
        }
    }
}

/// Their column 0 is the start of every path, their column k the k-th step.
void check_steps(const json& recorded) {
    const auto counts = emptor::paths{}(rows_of(recorded), &row::who, &row::at, &row::what).counts;
    const auto most = recorded["max_steps"].get<std::size_t>();
    const emptor::step_matrix<std::string> steps{counts, most};
    const auto labels = recorded["labels"].get<std::vector<std::string>>();
    for (std::size_t i = 0; i < labels.size(); ++i) {
        CHECK(recorded["expected"][i].size() == most + 1);
        for (std::size_t step = 0; step <= most; ++step) {
            CAPTURE(labels[i], step);
            const bool start = labels[i] == "path_start", end = labels[i] == "path_end";
            const double found = step == 0 ? (start ? 1 : 0)
                                 : start   ? 0
                                 : end     ? steps.ended_share(step).rate().value()
                                           : steps.share(step, labels[i]).rate().value();
            CHECK_THAT(found, WithinAbs(recorded["expected"][i][step].get<double>(), 1e-12));
        }
    }
}

}  // namespace

TEST_CASE("recorded transition and step matrices are met in full") {
    std::ifstream in{shared_file("cases/retentioneering_transitions.jsonl")};
    std::map<std::string, std::size_t> checked;
    for (std::string line; std::getline(in, line);) {
        const json recorded = json::parse(line);
        CAPTURE(recorded["id"].get<std::string>());
        const std::string function = recorded["function"];
        if (function == "transition_matrix") check_transitions(recorded);
        if (function == "step_matrix") check_steps(recorded);
        ++checked[function];
    }
    CHECK(checked == std::map<std::string, std::size_t>{{"transition_matrix", 5}, {"step_matrix", 2}});
}

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
