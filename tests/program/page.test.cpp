// SPDX-License-Identifier: BSL-1.0
// The pages as a browser lays them out: on a phone, a tablet and a desk, light and dark, and on paper.

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "program/json.hpp"
#include "program/run.hpp"
#include "rounds.hpp"

namespace page_test {

namespace {

using namespace program_test;
using words = std::vector<std::string>;

/// The browser: in the environment variable EMPTOR_CHROMIUM, or Debian's. Skips the test where there is none.
[[nodiscard]] std::string chromium() {
    if (emptor_test::sanitized) SKIP("the same pages are inspected where no sanitizer watches the program");
    if (const char* set = std::getenv("EMPTOR_CHROMIUM")) return set;
    const std::string usual = "/usr/bin/chromium";
    if (!fs::exists(usual)) SKIP(usual + " is not there; EMPTOR_CHROMIUM says where Chromium is");
    return usual;
}

/// Runs the browser without a window, with a profile of its own.
[[nodiscard]] outcome browse(const scratch& at, words arguments) {
    words command{chromium(),
                  "--headless",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--disable-dev-shm-usage",
                  "--no-first-run",
                  "--hide-scrollbars",
                  "--user-data-dir=" + at.path("profile")};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return run_command(command, "");
}

/// A text as the value of an attribute.
[[nodiscard]] std::string attribute_text(std::string_view text) {
    std::string out;
    for (const char each : text) {
        if (each == '&') {
            out += "&amp;";
        } else if (each == '"') {
            out += "&quot;";
        } else {
            out += each;
        }
    }
    return out;
}

/// A year of a shop with six steps and ten channels, in which times of every length occur.
[[nodiscard]] std::string year_log() {
    std::mt19937_64 random{20261123};
    constexpr std::array<std::string_view, 6> steps{"visit", "search", "compare", "basket", "purchase", "review"};
    std::string log = "who,when,what,channel\n";
    for (std::size_t buyer = 0; buyer < 12'000; ++buyer) {
        const std::string who = "b" + std::to_string(buyer);
        const std::string end = ",channel number " + std::to_string(random() % 10) + "\n";
        std::uint64_t when = 1'767'225'600 + random() % (364 * 86'400);
        for (const std::string_view step : steps) {
            log.append(who).append(",").append(std::to_string(when)).append(",").append(step).append(end);
            if (random() % 4 == 0)
                log.append(who).append(",").append(std::to_string(when + 1)).append(",help").append(end);
            if (random() % 10 < 3) break;
            when += 1 + random() % (1 + random() % 300'000);
        }
    }
    return log;
}

using page_list = std::map<std::string, std::string>;

/// The funnel with every view, the same of a year with ten groups, a flow with its ends and a goal, a funnel alone, and
/// one of nearly nothing whose names are long.
[[nodiscard]] page_list pages() {
    const std::string log = std::string{EMPTOR_SOURCE_DIR} + "/examples/data/shop.csv";
    const words every_view{"--by",      "channel", "--trend",     "week",    "--retention", "week",
                           "--compare", "channel", "--quantiles", "0.5,0.9", "--next",      "3"};
    const words funnel{"funnel",   log,      "--who", "buyer",   "--when",
                       "time",     "--what", "event", "--steps", "visit,search,compare,purchase,review",
                       "--within", "7d"};
    const auto made = [](words arguments, const words& more) {
        arguments.insert(arguments.end(), more.begin(), more.end());
        arguments.insert(arguments.end(), {"--format", "html"});
        const outcome ran = emptor(arguments);
        INFO(ran.err);
        REQUIRE(ran.status == 0);
        return ran.out;
    };
    const scratch at;
    const std::string tiny = at.file("tiny.csv",
                                     "who,when,what\n1,5,a-step-whose-name-is-so-long-that-no-picture-has-room-for-all-"
                                     "of-it\n1,9,\xE4\xB8\x8B\xE5\x8D\x95\n");
    const words year{"funnel",   at.file("year.csv", year_log()),
                     "--who",    "who",
                     "--when",   "when",
                     "--unit",   "s",
                     "--what",   "what",
                     "--steps",  "visit,search,compare,basket,purchase,review",
                     "--within", "14d"};
    return {
        {"every view", made(funnel, every_view)},
        {"a year with ten groups", made(year, every_view)},
        {"the funnel alone", made(funnel, {})},
        {"flow", made({"flow", log, "--who", "buyer", "--when", "time", "--what", "event"},
                      {"--goal", "purchase", "--what-if", "search-compare=80%"})},
        {"nearly nothing",
         made({"funnel", tiny, "--who", "who", "--when", "when", "--unit", "s", "--what", "what", "--steps",
               "a-step-whose-name-is-so-long-that-no-picture-has-room-for-all-of-it,\xE4\xB8\x8B\xE5\x8D\x95,never"},
              {})}};
}

constexpr std::array<int, 3> widths{360, 800, 1280};

/// Each page in a frame of each width, and who inspects them.
[[nodiscard]] std::string frames_of(const page_list& all) {
    std::string out = "<!DOCTYPE html><meta charset=\"utf-8\"><style>iframe{border:0;height:30000px}</style><body>";
    for (const auto& [name, page] : all) {
        for (const int width : widths) {
            out += "<iframe title=\"" + name + ", " + std::to_string(width) +
                   " wide\" style=\"width:" + std::to_string(width) + "px\" srcdoc=\"" + attribute_text(page) +
                   "\"></iframe>";
        }
    }
    return out + "<script>" + text_of(std::string{EMPTOR_SOURCE_DIR} + "/tests/program/inspect_pages.js") + "</script>";
}

}  // namespace

TEST_CASE("pages can be read on every screen, in light and dark, with keys and by ear") {
    const scratch at;
    static_cast<void>(chromium());
    const page_list shown = pages();
    const std::string frames = at.file("frames.html", frames_of(shown));
    for (const bool dark : {false, true}) {
        CAPTURE(dark);
        const outcome ran = browse(at, {"--window-size=1400,1000", "--virtual-time-budget=10000",
                                        std::string{"--blink-settings=preferredColorScheme="} + (dark ? "0" : "1"),
                                        "--dump-dom", "file://" + frames});
        constexpr std::string_view mark = "VERDICT";
        const std::size_t begin = ran.out.find(mark);
        const std::size_t end = ran.out.rfind(mark);
        REQUIRE((begin != std::string::npos && begin < end));
        const json verdict = json::parse(ran.out.substr(begin + mark.size(), end - begin - mark.size()));
        REQUIRE(verdict["dark"].truth() == dark);
        REQUIRE(verdict["frames"].count() == shown.size() * widths.size());
        for (const json& fault : verdict["faults"].items()) FAIL_CHECK(fault.text());
    }
}

TEST_CASE("a page with every view takes at most 300 kB, a year of weeks with ten groups too, and prints") {
    const page_list all = pages();
    const std::string& page = all.at("every view");
    CHECK(page.size() < 300'000);
    const std::string& year = all.at("a year with ten groups");
    CAPTURE(year.size());
    CHECK(year.size() < 300'000);
    CHECK(year.size() > 200'000);  // nothing is missing
    const scratch at;
    const std::string file = at.file("page.html", page);
    const outcome ran = browse(at, {"--print-to-pdf=" + at.path("page.pdf"), "file://" + file});
    INFO(ran.err);
    REQUIRE(ran.status == 0);
    CHECK(text_of(at.path("page.pdf")).starts_with("%PDF-"));
}

}  // namespace page_test
