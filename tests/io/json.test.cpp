// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/readable.hpp>
#include <emptor/io/json.hpp>

#include "io/json_check.hpp"
#include "io/reports.hpp"

namespace json_test {

using json_check::is_json;

namespace {

bool holds(std::string_view text, const std::string& part) { return text.find(part) != std::string_view::npos; }

}  // namespace

TEST_CASE("The check of these tests knows JSON from what is not") {
    CHECK(is_json(R"({"a": [1, -2.5e+3, null], "b": "\u00e9\n"})"));
    for (const char* bad : {"{", "{\"a\"}", "[1,]", "nan", "\"\n\"", "\"\xFF\"", "1 2", "\"\\x\"", "[1.]"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_json(bad));
    }
}

TEST_CASE("The JSON of a report has every number under its name") {
    const std::string now = emptor::io::json(reports::buying());
    CHECK(now == reports::golden("buying.json", now));
}

TEST_CASE("The JSON of a breakdown is the overall report with its groups") {
    const std::string now = emptor::io::json(reports::by_channel());
    CHECK(now == reports::golden("by_channel.json", now));
}

TEST_CASE("Times without a unit have keys without one") {
    emptor::funnel_step<double> one{.name = "lead", .entities = 1};
    one.from_previous = {.entities = 1, .negative = 0, .median = 2.5, .p90 = 3.0};
    const std::string text = emptor::io::json(emptor::funnel_report<double>{{one}, {}, 7.0});
    CHECK(holds(text, "\"time_unit\": null"));
    CHECK(holds(text, "\"window\": 7,"));
    CHECK(holds(text, "\"from_previous\": {\"median\": 2.5, \"p90\": 3, \"entities\": 1, \"negative\": 0}"));
    CHECK_FALSE(holds(text, "seconds"));
}

TEST_CASE("Skipped and reversed have keys only where they were asked for") {
    CHECK_FALSE(holds(emptor::io::json(reports::buying()), "skipped"));
    const reports::report asked{{{.name = "won", .entities = 1, .skipped = 0, .reversed = 2}}, {}};
    CHECK(holds(emptor::io::json(asked), "\"skipped\": 0"));
    CHECK(holds(emptor::io::json(asked), "\"reversed\": 2"));
}

TEST_CASE("What is absent or not finite is null, and nothing is rounded") {
    const std::string text = emptor::io::json(reports::extreme());
    CHECK(is_json(text));
    CHECK(holds(text, "\"entities\": 18446744073709551615"));
    CHECK(holds(text, "\"share_of_previous\": null"));
    CHECK(holds(text, "\"interval_of_first\": null"));
    CHECK(
        holds(text, "\"seconds_from_previous\": {\"median\": null, \"p90\": null, \"entities\": 1, \"negative\": 0}"));
    CHECK(holds(text, "{\"median\": -1e+300, \"p90\": 5e-324, \"entities\": 1, \"negative\": 1}"));
    CHECK(holds(text, "\"window_seconds\": 1e+300"));
}

TEST_CASE("A report without steps is JSON") {
    const std::string text = emptor::io::json(reports::empty());
    CHECK(is_json(text));
    CHECK(holds(text, "\"steps\": []"));
    CHECK(holds(text, "\"window_seconds\": null"));
}

TEST_CASE("Any report is JSON that has all of its numbers") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < 100; ++round) {
        const reports::report report = reports::any(random);
        const std::string text = emptor::io::json(report);
        if (!is_json(text)) FAIL(text);
        for (const auto& step : report.steps()) {
            REQUIRE(holds(text, "\"entities\": " + std::to_string(step.entities) + ","));
            if (step.share_of_first && std::isfinite(*step.share_of_first)) {
                REQUIRE(holds(text, "\"share_of_first\": " + emptor::io::detail::exact(*step.share_of_first) + ","));
            }
        }
        if (!is_json(emptor::io::json(reports::any_groups(random)))) FAIL("a breakdown");
    }
}

}  // namespace json_test
