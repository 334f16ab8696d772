// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/code_point.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/json.hpp>

#include "io/reports.hpp"

namespace json_test {

namespace {

/// Whether a text is one JSON value (RFC 8259).
class json_check {
public:
    explicit json_check(std::string_view text) : rest_{text} {}

    bool holds() {
        const bool good = value();
        space();
        return good && rest_.empty();
    }

private:
    void space() {
        while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\n')) rest_.remove_prefix(1);
    }

    bool take(std::string_view word) {
        space();
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }

    bool value() {
        if (take("{")) return take("}") || list("}", [this] { return string() && take(":") && value(); });
        if (take("[")) return take("]") || list("]", [this] { return value(); });
        space();
        if (rest_.starts_with('"')) return string();
        return take("null") || take("true") || take("false") || number();
    }

    template <class Item>
    bool list(std::string_view end, Item item) {
        do {
            if (!item()) return false;
        } while (take(","));
        return take(end);
    }

    bool string() {
        if (!take("\"")) return false;
        while (!rest_.empty() && rest_.front() != '"') {
            if (static_cast<unsigned char>(rest_.front()) < 0x20) return false;
            const auto seen = emptor::io::detail::first_code_point(rest_);
            if (seen.value == 0xFFFD && seen.bytes != 3) return false;  // not UTF-8
            if (seen.value == '\\') {
                rest_.remove_prefix(1);
                if (rest_.starts_with('u')) {
                    if (rest_.size() < 5 || rest_.substr(1, 4).find_first_not_of("0123456789abcdef") != rest_.npos)
                        return false;
                    rest_.remove_prefix(5);
                } else if (!rest_.empty() && std::string_view{"\"\\/bfnrt"}.find(rest_.front()) != rest_.npos) {
                    rest_.remove_prefix(1);
                } else {
                    return false;
                }
            } else {
                rest_.remove_prefix(seen.bytes);
            }
        }
        return take("\"");
    }

    bool digits() {
        const auto count = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
        rest_.remove_prefix(count);
        return count > 0;
    }

    bool number() {
        take("-");
        if (!digits()) return false;
        if (rest_.starts_with('.') && (rest_.remove_prefix(1), !digits())) return false;
        if (!rest_.starts_with('e')) return true;
        rest_.remove_prefix(1);
        if (rest_.starts_with('+') || rest_.starts_with('-')) rest_.remove_prefix(1);
        return digits();
    }

    std::string_view rest_;
};

bool is_json(std::string_view text) { return json_check{text}.holds(); }

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
