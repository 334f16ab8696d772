// SPDX-License-Identifier: BSL-1.0
//
// How long real leads and deals took to be won, against R's survival package.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include <emptor/stats/competing_risks.hpp>
#include <emptor/stats/log_rank.hpp>
#include <emptor/stats/survival.hpp>

#include "shared_data.hpp"

namespace survival_of_real_logs_test {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using nlohmann::json;

namespace {

struct row {
    double time;
    std::string how;
    std::string group;
};

std::vector<row> rows_of(const std::string& folder) {
    std::ifstream in{shared_file("data/" + folder + "/survival_input.csv")};
    std::vector<row> rows;
    std::string line;
    std::getline(in, line);  // the header
    while (std::getline(in, line)) {
        const std::size_t first = line.find(','), second = line.find(',', first + 1);
        REQUIRE(second != std::string::npos);
        rows.push_back(
            {std::stod(line.substr(0, first)), line.substr(first + 1, second - first - 1), line.substr(second + 1)});
    }
    return rows;
}

json expected_of(const std::string& folder) {
    std::ifstream in{shared_file("data/" + folder + "/survival_reference.json")};
    return json::parse(in);
}

}  // namespace

TEST_CASE("how long leads wait to be won, and by where they came from, is as R has it") {
    const json expected = expected_of("olist_funnel");
    emptor::survival all;
    std::map<std::string, emptor::survival> by_origin;
    for (const row& each : rows_of("olist_funnel")) {
        const auto how = each.how == "1" ? emptor::ending::happened : emptor::ending::censored;
        all.count(each.time, how);
        by_origin["origin=" + (each.group.empty() ? "(missing)" : each.group)].count(each.time, how);
    }
    CHECK(all.total().happened + all.total().censored == expected["n"].get<std::uint64_t>());
    CHECK(all.total().happened == expected["events"].get<std::uint64_t>());
    const auto curve = all.curve();
    for (const json& each : expected["km"]) {
        const double time = each["time"];
        CAPTURE(time);
        const auto at = curve.at(time);
        REQUIRE(at != nullptr);
        CHECK_THAT(at->share, WithinAbs(each["surv"].get<double>(), 1e-12));
        CHECK_THAT(at->standard_error.value(), WithinAbs(each["std_err"].get<double>(), 1e-12));
        const auto band = at->band(0.95, emptor::band_scale::log).value();
        CHECK_THAT(band.low, WithinAbs(each["lower"].get<double>(), 1e-12));
        CHECK_THAT(band.high, WithinAbs(each["upper"].get<double>(), 1e-12));
        const auto steps = curve.steps();
        const auto next = std::find_if(steps.begin(), steps.end(), [&](const auto& step) { return step.time >= time; });
        CHECK(next->at_risk == each["n_risk"].get<std::uint64_t>());
    }
    const json& test = expected["logrank_origin"];
    std::vector<emptor::survival> groups;
    for (const json& name : test["groups"]) groups.push_back(by_origin.at(name.get<std::string>()));
    REQUIRE(groups.size() == by_origin.size());
    const auto found = emptor::log_rank_test(groups).value();
    CHECK_THAT(found.statistic, WithinRel(test["chisq"].get<double>(), 1e-11));
    CHECK(found.degrees == test["df"].get<std::size_t>());
    CHECK_THAT(found.p, WithinRel(test["p"].get<double>(), 1e-9));
    for (std::size_t at = 0; at < groups.size(); ++at) {
        CHECK_THAT(found.happened[at], WithinRel(test["obs"][at].get<double>(), 1e-12));
        CHECK_THAT(found.expected[at], WithinRel(test["exp"][at].get<double>(), 1e-12));
    }
}

TEST_CASE("deals are won or lost, whichever comes first, as R has it") {
    const json expected = expected_of("maven_crm");
    emptor::competing_risks all{2};
    emptor::survival naive;  // as if a lost deal could still be won
    std::map<std::string, std::uint64_t> counts;
    for (const row& each : rows_of("maven_crm")) {
        const bool won = each.how == "won", lost = each.how == "lost";
        ++counts[each.how];
        all.count({each.time, won    ? std::optional<std::size_t>{0}
                              : lost ? std::optional<std::size_t>{1}
                                     : std::nullopt});
        naive.count(each.time, won ? emptor::ending::happened : emptor::ending::censored);
    }
    CHECK(counts == expected["counts"].get<std::map<std::string, std::uint64_t>>());
    const auto steps = all.curve();
    const auto curve = naive.curve();
    for (std::size_t at = 0; at < expected["aj"].size(); ++at) {
        const json &share = expected["aj"][at], &error = expected["std_err"][at];
        const double time = share["time"];
        CAPTURE(time);
        const auto after = std::find_if(steps.begin(), steps.end(), [&](const auto& step) { return step.time > time; });
        REQUIRE(after != steps.begin());
        const emptor::incidence_step& found = *(after - 1);
        CHECK_THAT(found.waiting, WithinAbs(share["(s0)"].get<double>(), 1e-12));
        CHECK_THAT(found.share[0], WithinAbs(share["won"].get<double>(), 1e-12));
        CHECK_THAT(found.share[1], WithinAbs(share["lost"].get<double>(), 1e-12));
        CHECK_THAT(found.standard_error[0], WithinAbs(error["V2"].get<double>(), 1e-12));
        CHECK_THAT(found.standard_error[1], WithinAbs(error["V3"].get<double>(), 1e-12));
        const double promised = expected["naive_1_minus_KM_won"][at];
        CHECK_THAT(1 - curve.at(time)->share, WithinAbs(promised, 1e-12));
        CHECK(promised > found.share[0]);
    }
}

}  // namespace survival_of_real_logs_test
