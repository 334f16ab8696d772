// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Recorded cases of transition and step matrices.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include <emptor/flow/paths.hpp>
#include <emptor/flow/step_matrix.hpp>
#include <emptor/flow/transition_matrix.hpp>
#include <emptor/flow/transitions.hpp>

#include "recorded.hpp"
#include "runner.hpp"
#include "verdict.hpp"

namespace recorded {

struct path_event {
    std::string who;
    std::int64_t at;
    std::string what;
};

inline std::vector<path_event> path_events(const json& one) {
    std::vector<path_event> events;
    for (const json& each : one.at("events")) events.push_back({each.at("entity"), each.at("t"), each.at("event")});
    return events;
}

/// Whether two tables have the same shape and, up to rounding, the same numbers.
inline verdict compare_tables(const json& found, const json& expected) {
    bool same = expected.is_array() && found.size() == expected.size();
    for (std::size_t i = 0; same && i < found.size(); ++i) {
        same = expected[i].is_array() && found[i].size() == expected[i].size();
        for (std::size_t k = 0; same && k < found[i].size(); ++k) {
            same = std::abs(found[i][k].get<double>() - expected[i][k].get<double>()) <= 1e-12;
        }
    }
    return {same, found.dump()};
}

inline verdict transition_matrix(const json& one) {
    const std::map<std::string, emptor::matrix_form> forms{{"count", emptor::matrix_form::counts},
                                                           {"proba_out", emptor::matrix_form::by_row},
                                                           {"proba_in", emptor::matrix_form::by_column},
                                                           {"avg_per_path", emptor::matrix_form::by_path}};
    const auto counts =
        emptor::transitions(emptor::sort_first, path_events(one), &path_event::who, &path_event::at, &path_event::what)
            .counts;
    const emptor::transition_matrix<std::string> moves{counts};
    const emptor::matrix table = moves.table(chosen(one, "values", forms));
    const auto labels = one.at("labels").get<std::vector<std::string>>();
    if (labels.size() != moves.size()) return {false, std::to_string(moves.size()) + " labels"};
    std::vector<std::size_t> places;
    for (const std::string& label : labels) {
        if (label == "path_start") {
            places.push_back(moves.start());
        } else if (label == "path_end") {
            places.push_back(moves.end());
        } else if (const auto place = moves.find(label)) {
            places.push_back(*place);
        } else {
            return {false, "no event " + label};
        }
    }
    json found = json::array();
    for (const std::size_t from : places) {
        json row = json::array();
        for (const std::size_t to : places) row.push_back(table(from, to));
        found.push_back(row);
    }
    return compare_tables(found, one.at("expected"));
}

/// Their column 0 is the start of every path, their column k the k-th step.
inline verdict step_matrix(const json& one) {
    const auto counts =
        emptor::paths{}(emptor::sort_first, path_events(one), &path_event::who, &path_event::at, &path_event::what)
            .counts;
    const std::size_t most = number_of(one.at("max_steps"), 1'000);
    const emptor::step_matrix<std::string> steps{counts, most};
    json found = json::array();
    for (const std::string label : one.at("labels")) {
        const bool start = label == "path_start", end = label == "path_end";
        json row = json::array({start ? 1 : 0});
        for (std::size_t step = 1; step <= most; ++step) {
            row.push_back(start ? 0
                          : end ? steps.ended_share(step).rate().value()
                                : steps.share(step, label).rate().value());
        }
        found.push_back(row);
    }
    return compare_tables(found, one.at("expected"));
}

inline const std::map<std::string, function> matrix_functions{
    {"transition_matrix", {transition_matrix, {"labels", "values"}, "emptor::"}},
    {"step_matrix", {step_matrix, {"labels", "max_steps"}, "emptor::"}},
};

}  // namespace recorded
