// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Recorded cases of `retention`: which conditions were met by those who met the first.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <emptor/funnel/retention.hpp>

#include "recorded.hpp"
#include "verdict.hpp"

namespace recorded {

/// The conditions each entity met, or how many met each, as the case has it. Where the engine merged partial states,
/// the events are dealt out to as many counts, and those are joined.
inline verdict retention(const json& one) {
    for (const json& e : one.at("events")) know_keys(e, "an event", {"entity", "event", "match"});
    std::vector<std::string> names;
    for (std::size_t k = 1; k <= one.at("n_conditions").get<std::size_t>(); ++k) names.push_back(std::to_string(k));
    std::vector parts(one.value("merged_partial_states", std::size_t{1}),
                      emptor::retention(emptor::steps(names)).counter<std::string>());
    std::size_t next = 0;
    for (const json& e : one.at("events")) {
        parts[next++ % parts.size()].count(e.at("entity"), emptor::step_set{bits_of(e.at("match"))});
    }
    auto& counter = parts.front();
    for (std::size_t i = 1; i < parts.size(); ++i) counter.then(parts[i]);

    const auto report = counter.report();
    if (one.at("expected_kind") == "sum") {
        json found = json::array();
        for (const auto& each : report.conditions) found.push_back(each.retained.taken());
        return compare(found, one["expected"]);
    }
    json found = json::object();
    counter.for_each([&](const auto& entity, emptor::step_set met) {
        json& own = found[std::string{entity}] = json::array();
        for (std::size_t k = 0; k < names.size(); ++k) own.push_back(met.bits >> k & 1);
    });
    return compare(found, one.at("expected"));
}

}  // namespace recorded
