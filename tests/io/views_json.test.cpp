// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/readable.hpp>
#include <emptor/io/views_json.hpp>

#include "io/json_check.hpp"
#include "io/reports.hpp"
#include "io/views.hpp"
#include "rounds.hpp"

namespace views_json_test {

using emptor::io::detail::exact;
using json_check::is_json;

namespace {

/// Finds parts of a text in their order: each after the one before it.
class in_order {
public:
    explicit in_order(std::string_view text) : rest_{text} {}

    void expect(const std::string& part) {
        const std::size_t at = rest_.find(part);
        if (at == std::string_view::npos) FAIL("lost " << part);
        rest_.remove_prefix(at + part.size());
    }

private:
    std::string_view rest_;
};

std::string count(const char* key, std::uint64_t value) {
    return std::string{"\""} + key + "\": " + std::to_string(value);
}

std::string number(const char* key, double value) { return std::string{"\""} + key + "\": " + exact(value); }

}  // namespace

TEST_CASE("The JSON of a funnel alone, or with its groups, is that of its report") {
    CHECK(emptor::io::json(views::all{.funnel = reports::buying()}) == emptor::io::json(reports::buying()));
    const auto groups = reports::by_channel();
    const views::all split{.funnel = groups.overall,
                           .groups = emptor::io::groups_view<reports::seconds>{groups.by, groups.groups}};
    CHECK(emptor::io::json(split) == emptor::io::json(groups));
}

TEST_CASE("The JSON of all views has every number under its name") {
    const std::string now = emptor::io::json(views::shop());
    CHECK(now == reports::golden("views.json", now));
}

TEST_CASE("A quantile outside of 0 to 1 is refused") {
    auto shop = views::shop();
    shop.quantiles = {1.5};
    CHECK_THROWS_AS(emptor::io::json(shop), std::invalid_argument);
}

TEST_CASE("Any views are JSON that has all of their numbers") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < emptor_test::rounds(16); ++round) {
        const views::all all = views::any(random);
        const std::string text = emptor::io::json(all);
        if (!is_json(text)) FAIL(text);
        in_order found{text};
        for (const auto& step : all.funnel.steps()) found.expect(count("entities", step.entities));
        if (all.trend) {
            for (const auto& bucket : all.trend->buckets) {
                found.expect(count("began", bucket.entered()));
                const std::size_t steps = all.funnel.steps().size();
                if (steps == 0) continue;
                found.expect("\"reached\": [" + std::to_string(bucket.reached(1)));
                const auto rate = bucket.share(1, steps).rate();
                found.expect("\"share_of_first\": " + (rate ? exact(*rate) : "null"));
            }
        }
        for (const auto& times : all.times) {
            found.expect(count("from_step", times.from()));
            found.expect(count("entities", times.converted()));
            if (const auto mean = times.mean()) found.expect(number("mean", *mean));
            for (const double share : all.quantiles) {
                if (const auto time = times.quantile(share)) found.expect(number("time", *time));
            }
            if (const auto waiting = times.waiting()) {
                found.expect(count("happened", waiting->total().happened));
                found.expect(count("censored", waiting->total().censored));
                const auto curve = waiting->curve();
                found.expect(count("different_times", curve.steps().size()));
                if (!curve.steps().empty()) {
                    found.expect(number("time", curve.steps().front().time));
                    found.expect(number("waiting", curve.steps().front().share));
                }
            }
        }
        if (all.retention) {
            found.expect(count("never_started", all.retention->triangle.never_started));
            for (const auto& cohort : all.retention->triangle.cohorts) {
                found.expect(count("entities", cohort.entities));
                for (const auto& cell : cohort.cells) found.expect(count("retained", cell.retained.taken()));
            }
        }
        if (all.comparison) {
            for (const auto& rates : all.comparison->rates) {
                for (const auto& group : rates.groups()) found.expect(count("taken", group.rate.taken()));
                for (const auto& one : rates.contrasts()) {
                    if (one.apart().value) found.expect(number("difference", *one.apart().value));
                    if (one.p()) found.expect(number("p", *one.p()));
                }
            }
        }
        for (const auto& lost : all.lost) {
            found.expect(count("entities", lost.next.entities()));
            found.expect(count("none", lost.next.none));
            for (const auto& [name, entities] : lost.next.nth(1)) found.expect(count("entities", entities));
        }
    }
}

}  // namespace views_json_test
