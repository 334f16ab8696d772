// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/sentences.hpp>

#include "io/reports.hpp"

namespace sentences_test {

using namespace emptor::io::detail;
using sentences = std::vector<std::string>;

TEST_CASE("The totals say where every event is and how to read the numbers") {
    CHECK(totals_sentences(plain(reports::buying())) ==
          sentences{"123,456 events of 8,005 entities.", "17 events are no step; 3 were out of order and put in order.",
                    "Window: 30 d; intervals are Wilson’s at 95 % confidence."});
    CHECK(totals_sentences(plain(reports::nobody())) ==
          sentences{"4 events of 2 entities.", "4 events are no step; 1 was out of order and left out.",
                    "No window of time; intervals are Wilson’s at 95 % confidence."});
    CHECK(totals_sentences(plain(reports::empty())) ==
          sentences{"0 events of 0 entities.", "No window of time; intervals are Wilson’s at 95 % confidence."});
}

TEST_CASE("The totals say that times have no unit, and that some are negative") {
    emptor::funnel_step<double> one{.name = "won", .entities = 2};
    one.from_previous = {.entities = 2, .negative = 1, .median = -3.0};
    const emptor::funnel_report<double> report{{one}, {.events = 2, .entities = 2}, 40.0};
    CHECK(totals_sentences(plain(report)) ==
          sentences{"2 events of 2 entities.", "Every event is a step; none was out of order.",
                    "Window: 40; intervals are Wilson’s at 95 % confidence.", "Times are in the log’s own unit.",
                    "1 time from the previous step is negative; the medians keep it."});
}

TEST_CASE("The findings name the whole conversion, the biggest loss, the hardest and the slowest step") {
    CHECK(
        findings(plain(reports::buying())) ==
        sentences{"10.5 % of those who reached “需求识别 need” reached “purchase <signed>”: 842 of 8,000 (9.9–11.2 %).",
                  "The biggest loss is between “需求识别 need” and “search”: 5,000 of 8,000 went no further (62.5 %); "
                  "the time ran out for 4,900, and 100 may yet move on.",
                  "The hardest step is from “search” to “purchase <signed>”: 28.1 % take it.",
                  "The slowest step is from “search” to “purchase <signed>”: half of those who take it need more than "
                  "14.7 d, one in ten more than 30 d."});
}

TEST_CASE("Findings of a report of nobody, of one step or of none do not invent any") {
    CHECK(findings(plain(reports::nobody())) == sentences{"Nobody reached “visit”."});
    CHECK(findings(plain(reports::empty())).empty());
    const reports::report one{{{.name = "visit", .entities = 3, .share_of_first = 1.0}}, {}};
    CHECK(findings(plain(one)).empty());
}

TEST_CASE("The findings of groups compare the best with the worst") {
    auto groups = plain(reports::by_channel());
    CHECK(findings(groups).back() ==
          "By “channel”, “fair” (22.5 %, 18.3–27.4 %) converts best and “web, mobile” "
          "(10.0 %, 8.5–11.8 %) worst; their intervals do not meet.");
    groups.groups[1].report.steps.back().interval_of_first->low = 0.1;
    CHECK(findings(groups).back().ends_with("; their intervals overlap."));
    groups.groups[1] = groups.groups[0];
    CHECK(findings(groups).back() == "All groups by “channel” convert alike: 10.0 %.");
}

TEST_CASE("What is not finite is absent from a plain report") {
    const plain_report report = plain(reports::extreme());
    const plain_step& last = report.steps.back();
    CHECK_FALSE(last.share_of_previous);
    CHECK_FALSE(last.interval_of_first);
    CHECK_FALSE(last.from_previous.median);
    CHECK_FALSE(last.from_previous.p90);
    CHECK(last.from_previous.entities == 1);
    CHECK(last.in_attempt.median == -1e300);
    CHECK(report.window == 1e300);
}

}  // namespace sentences_test
