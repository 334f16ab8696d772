// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/stats/log_rank.hpp>
#include <emptor/stats/survival.hpp>

#include "published.hpp"

namespace survival_test {

using Catch::Matchers::WithinAbs;
using emptor::band_scale;
using emptor::ending;
using emptor::survival;
using emptor::survival_step;

namespace {

/// Weeks in remission of 21 pairs of children with leukemia (E. J. Freireich and others 1963, Blood 21, 699-716).
survival treated() {
    survival result;
    for (const double time : {6., 6., 6., 7., 10., 13., 16., 22., 23.}) result.count(time, ending::happened);
    for (const double time : {6., 9., 10., 11., 17., 19., 20., 25., 32., 32., 34., 35.}) {
        result.count(time, ending::censored);
    }
    return result;
}

survival untreated() {
    survival result;
    for (const double time :
         {1., 1., 2., 2., 3., 4., 4., 5., 5., 8., 8., 8., 8., 11., 11., 12., 12., 15., 17., 22., 23.}) {
        result.count(time, ending::happened);
    }
    return result;
}

}  // namespace

TEST_CASE("children in remission: the curve of E. J. Freireich and others (1963), as published since") {
    const auto curve = treated().curve();
    const std::map<double, double> published_shares{{6, 0.857},  {7, 0.807},  {10, 0.753}, {13, 0.690},
                                                    {16, 0.627}, {22, 0.538}, {23, 0.448}};
    for (const auto& [week, share] : published_shares) CHECK_THAT(curve.at(week)->share, WithinAbs(share, 5e-4));
    CHECK(curve.quantile(0.5).time == 23);
    CHECK(untreated().curve().quantile(0.5).time == 8);
    const survival groups[]{treated(), untreated()};
    CHECK_THAT(emptor::log_rank_test(groups)->statistic, WithinAbs(16.8, 0.05));
}

TEST_CASE("curves, bands, medians and means agree with R") {
    const auto known = published("survival_leukemia_6mp.json");
    std::map<std::string, survival> groups;
    for (const auto& child : known["data"]) {
        groups[child["group"]].count(child["time"], child["status"] == 1 ? ending::happened : ending::censored);
    }
    CHECK(groups.at("6-MP") == treated());
    CHECK(groups.at("placebo") == untreated());
    std::map<std::string, std::vector<survival_step>> steps;
    for (const auto& [name, group] : groups) {
        const auto curve = group.curve();
        steps["group=" + name].assign(curve.steps().begin(), curve.steps().end());
        CHECK(curve.quantile(0.5).time == known["median"][name].get<double>());
    }
    std::map<std::string, std::size_t> next;
    for (const auto& row : known["km"]) {
        const survival_step& step = steps[row["strata"]].at(next[row["strata"]]++);
        CAPTURE(row["strata"].get<std::string>(), step.time);
        CHECK(step.time == row["time"]);
        CHECK(step.at_risk == row["n_risk"]);
        CHECK(step.happened == row["n_event"]);
        CHECK(step.censored == row["n_censor"]);
        CHECK_THAT(step.share, WithinAbs(row["surv"].get<double>(), 1e-12));
        REQUIRE(step.standard_error.has_value() == !row["std_err"].is_null());
        if (!step.standard_error) continue;
        CHECK_THAT(*step.standard_error, WithinAbs(row["std_err"].get<double>(), 1e-12));
        const auto band = step.band(0.95, band_scale::log).value();
        CHECK_THAT(band.low, WithinAbs(row["lower"].get<double>(), 1e-12));
        CHECK_THAT(band.high, WithinAbs(row["upper"].get<double>(), 1e-12));
    }
    for (const auto& [name, seen] : steps) CHECK(next[name] == seen.size());
    next.clear();
    for (const auto& row : known["km_loglog"]) {
        const auto band = steps[row["strata"]].at(next[row["strata"]]++).band();
        REQUIRE(band.has_value() == !row["lower"].is_null());
        if (!band) continue;
        CHECK_THAT(band->low, WithinAbs(row["lower"].get<double>(), 1e-12));
        CHECK_THAT(band->high, WithinAbs(row["upper"].get<double>(), 1e-12));
    }
    const auto check_mean = [](const survival& group, const nlohmann::json& mean) {
        CHECK_THAT(group.curve().mean_up_to(35)->value, near(mean[0], 1e-12));
        CHECK_THAT(group.curve().mean_up_to(35)->standard_error, near(mean[1], 1e-12));
    };
    check_mean(treated(), known["rmst_35"][0]);
    check_mean(untreated(), known["rmst_35"][1]);
}

TEST_CASE("the log-rank test and its weighted kin agree with R") {
    const auto known = published("survival_leukemia_6mp.json");
    const survival groups[]{treated(), untreated()};
    const auto found = emptor::log_rank_test(groups).value();
    CHECK_THAT(found.statistic, near(known["logrank"]["chisq"], 1e-12));
    CHECK_THAT(found.p, near(known["logrank"]["p"]));
    CHECK(found.degrees == 1);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK_THAT(found.happened[i], near(known["logrank"]["obs"][i], 1e-12));
        CHECK_THAT(found.expected[i], near(known["logrank"]["exp"][i], 1e-12));
        for (std::size_t j = 0; j < 2; ++j) {
            CHECK_THAT(found.variance[2 * i + j], near(known["logrank"]["var"][i][j], 1e-12));
        }
    }
    const auto early = emptor::log_rank_test(groups, emptor::rank_weight::waiting).value();
    CHECK_THAT(early.statistic, near(known["peto_peto"]["chisq"], 1e-12));
    CHECK_THAT(early.p, near(known["peto_peto"]["p"]));
}

TEST_CASE("without censoring the curve is the share of those still waiting, with its binomial error") {
    const unsigned seed = 61;
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int i = 0; i < 300; ++i) {
        std::vector<double> times(1 + random() % 60);
        survival all;
        for (double& time : times) all.count(time = static_cast<double>(random() % 20), ending::happened);
        const auto curve = all.curve();
        const double n = static_cast<double>(times.size());
        double mean = 0;
        for (const double time : times) mean += std::min(time, 15.0) / n;
        CHECK_THAT(curve.mean_up_to(15)->value, near(mean, 1e-12));
        for (const survival_step& step : curve.steps()) {
            const auto waiting = std::count_if(times.begin(), times.end(), [&](double t) { return t > step.time; });
            const double share = static_cast<double>(waiting) / n;
            CHECK_THAT(step.share, WithinAbs(share, 1e-13));
            if (share > 0) CHECK_THAT(*step.standard_error, WithinAbs(std::sqrt(share * (1 - share) / n), 1e-13));
        }
        std::sort(times.begin(), times.end());
        CHECK(curve.quantile(0.5).time == times[(times.size() + 1) / 2 - 1]);
    }
}

TEST_CASE("log-rank of two groups agrees with a plain sum over those at risk") {
    const unsigned seed = 62;
    CAPTURE(seed);
    std::mt19937 random{seed};
    struct buyer {
        double time;
        bool happened;
        bool second;
    };
    for (int i = 0; i < 300; ++i) {
        std::vector<buyer> buyers(4 + random() % 40);
        survival groups[3];
        for (buyer& each : buyers) {
            each = {static_cast<double>(random() % 12), random() % 3 != 0, random() % 2 == 0};
            groups[each.second ? 1 : 0].count(each.time, each.happened ? ending::happened : ending::censored);
        }
        double excess = 0;
        double variance = 0;
        for (double time = 0; time < 12; ++time) {
            double n = 0;
            double of_second = 0;
            double d = 0;
            double d_of_second = 0;
            for (const buyer& each : buyers) {
                if (each.time < time) continue;
                n += 1;
                of_second += each.second ? 1 : 0;
                if (each.time != time || !each.happened) continue;
                d += 1;
                d_of_second += each.second ? 1 : 0;
            }
            if (n > 0) excess += d_of_second - d * of_second / n;
            if (n > 1) variance += d * of_second / n * (1 - of_second / n) * (n - d) / (n - 1);
        }
        CAPTURE(i);
        const auto found = emptor::log_rank_test(std::span{groups}.first(2));
        REQUIRE(found.has_value() == (variance > 1e-12));
        if (!found) continue;
        CHECK_THAT(found->statistic, WithinAbs(excess * excess / variance, 1e-9));
        // A group in which nobody was seen changes nothing.
        const auto with_empty = emptor::log_rank_test(groups).value();
        CHECK(with_empty.degrees == found->degrees);
        CHECK_THAT(with_empty.statistic, WithinAbs(found->statistic, 1e-9));
    }
}

TEST_CASE("three groups have two degrees of freedom, in any order") {
    survival young = treated();
    survival old;
    for (const double time : {2., 3., 9., 14., 30.}) old.count(time, ending::happened);
    const survival there[]{young, old, untreated()};
    const survival back[]{untreated(), young, old};
    CHECK(emptor::log_rank_test(there)->degrees == 2);
    CHECK_THAT(emptor::log_rank_test(there)->statistic, near(emptor::log_rank_test(back)->statistic, 1e-12));
}

TEST_CASE("before it happens nothing is uncertain, after all happened nothing is left") {
    survival some;
    some.count(1, ending::censored);
    some.count(2, ending::happened);
    const auto curve = some.curve();
    CHECK(curve.at(0.5) == nullptr);
    CHECK(curve.at(1)->band() == emptor::interval{1, 1});
    CHECK(curve.at(2)->share == 0);
    CHECK_FALSE(curve.at(2)->band().has_value());
    CHECK(curve.at(99) == curve.at(2));
    CHECK(curve.mean_up_to(5)->value == 2);
    CHECK(curve.mean_up_to(0.5)->value == 0.5);
    CHECK(curve.mean_up_to(0.5)->standard_error == 0);
}

TEST_CASE("what nobody has seen is absent") {
    const auto curve = treated().curve();
    CHECK(curve.at(35) != nullptr);
    CHECK(curve.at(35.1) == nullptr);
    CHECK_FALSE(curve.mean_up_to(36).has_value());
    CHECK_FALSE(curve.quantile(0.9).time.has_value());
    CHECK_FALSE(curve.quantile(0.5).high.has_value());
    CHECK(curve.quantile(0.5).low == 13);  // R: quantile(fit, 0.5, conf.type = "log-log")
    CHECK(survival{}.curve().steps().empty());
    CHECK_FALSE(survival{}.curve().mean_up_to(1).has_value());
    CHECK(survival{}.curve().quantile(0.5) == emptor::survival_quantile{});
    CHECK_FALSE(emptor::log_rank_test({}).has_value());
    const survival alone[]{treated()};
    CHECK_FALSE(emptor::log_rank_test(alone).has_value());
}

TEST_CASE("bands lie in [0, 1] around the share, and widen with confidence") {
    const auto curve = treated().curve();
    for (const survival_step& step : curve.steps()) {
        for (const auto scale : {band_scale::plain, band_scale::log, band_scale::log_log}) {
            const auto narrow = step.band(0.8, scale).value();
            const auto wide = step.band(0.99, scale).value();
            CHECK((0 <= wide.low && wide.low <= narrow.low && narrow.low <= step.share));
            CHECK((step.share <= narrow.high && narrow.high <= wide.high && wide.high <= 1));
        }
        const auto plain = step.band(0.8, band_scale::plain).value();
        CHECK_THAT(plain.low, WithinAbs(step.share - 1.2815515655446004 * *step.standard_error, 1e-14));
    }
}

TEST_CASE("a time that is none is refused by its value") {
    survival all;
    for (const double bad : {-1.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
        CHECK_THROWS_AS(all.count(bad, ending::happened), std::invalid_argument);
    }
    CHECK(all == survival{});
    all.count(3, ending::happened, 0);
    CHECK(all == survival{});
    try {
        all.count(-1, ending::happened);
        FAIL("accepted");
    } catch (const std::invalid_argument& refused) {
        CHECK(std::string{refused.what()} == "emptor::survival: time is -1; it must be 0 or more, and finite");
    }
    const auto curve = treated().curve();
    CHECK_THROWS_AS(curve.steps().front().band(1), std::invalid_argument);
    CHECK_THROWS_AS(curve.quantile(0), std::invalid_argument);
    CHECK_THROWS_AS(curve.quantile(0.5, 2), std::invalid_argument);
    CHECK_THROWS_AS(curve.mean_up_to(0), std::invalid_argument);
}

}  // namespace survival_test
