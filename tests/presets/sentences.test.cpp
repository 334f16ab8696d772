// SPDX-License-Identifier: BSL-1.0
//
// What each preset says, word by word; and that the README's table says the same.
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <emptor/funnel.hpp>
#include <emptor/presets.hpp>

namespace sentences_test {

using namespace emptor::question_words;
using namespace emptor::presets;
using enum emptor::break_effect;
using emptor::conflict_rule, emptor::reuse_rule, emptor::taking;

namespace {

constexpr std::int64_t length = 7;

/// Excluded, so that what is said of exclusions has something to say it of.
constexpr auto refunds = exclude(9);

template <class... Words>
constexpr emptor::matching_rules said(Words...) {
    return emptor::funnel<decltype(steps(0, 1, 2)), Words...>::rules;
}

const std::string readme = [] {
    std::ifstream in{std::filesystem::path{EMPTOR_SOURCE_DIR} / "README.md"};
    return std::string{std::istreambuf_iterator<char>{in}, {}};
}();

/// Whether the table has this row.
bool shown(std::string mode, std::string sentence) {
    const std::string excluded = "refunds, ";
    if (sentence.starts_with(excluded)) sentence.erase(0, excluded.size());
    const std::string row =
        "| `" + mode + "` | " + (sentence.empty() ? "the plain question" : "`" + sentence + "`") + " |\n";
    UNSCOPED_INFO("the row is: " << row);
    return readme.find(row) != std::string::npos;
}

}  // namespace

// The text of the sentence is the code that is compiled.
#define EMPTOR_SAYS(mode, ...)                                                       \
    STATIC_REQUIRE(said(refunds, mode) == said(refunds __VA_OPT__(, ) __VA_ARGS__)); \
    CHECK(shown(#mode, #__VA_ARGS__))
#define EMPTOR_SAYS_WITHIN(mode, ...)                                                  \
    STATIC_REQUIRE(said(refunds, within(length), mode) == said(refunds, __VA_ARGS__)); \
    CHECK(shown(#mode, #__VA_ARGS__))

TEST_CASE("what the modes of ClickHouse say in words") {
    EMPTOR_SAYS(clickhouse::windowed, reuse<reuse_rule::all>);
    EMPTOR_SAYS(clickhouse::strict_increase, reuse<reuse_rule::all>, ties(increasing));
    EMPTOR_SAYS(clickhouse::strict_once, reuse<reuse_rule::once>);
    EMPTOR_SAYS(clickhouse::strict_deduplication, reuse<reuse_rule::all>, breaks_on(repeat), on_break<end_entity>);
    EMPTOR_SAYS(clickhouse::strict_order, reuse<reuse_rule::all>, breaks_on(foreign, ahead, restart),
                on_break<end_entity>);
    STATIC_REQUIRE(said(clickhouse::strict_order, clickhouse::allow_reentry) ==
                   said(reuse<reuse_rule::all>, breaks_on(foreign, ahead), on_break<end_entity>));
}

TEST_CASE("what the modes of Apache Doris say in words") {
    EMPTOR_SAYS(doris::windowed, ties(input), take<taking::first>);
    EMPTOR_SAYS(doris::increase, ties(input, increasing), take<taking::first>);
    EMPTOR_SAYS(doris::deduplication, ties(input), take<taking::first>, breaks_on(repeat, back));
    EMPTOR_SAYS(doris::fixed_v1, ties(input), take<taking::first>, breaks_on(foreign, repeat, back, ahead));
    EMPTOR_SAYS(doris::fixed, ties(input), take<taking::first>, breaks_on(repeat, back, ahead));
}

TEST_CASE("what the modes of StarRocks say in words") {
    EMPTOR_SAYS(starrocks::windowed, reuse<reuse_rule::first_match>);
    EMPTOR_SAYS(starrocks::deduplication, reuse<reuse_rule::first_match>, breaks_on(repeat), on_break<end_entity>);
    EMPTOR_SAYS(starrocks::fixed, reuse<reuse_rule::first_match>, breaks_on(ahead), on_break<end_entity>);
    EMPTOR_SAYS(starrocks::increase, reuse<reuse_rule::first_match>, ties(increasing));
}

TEST_CASE("what the modes of Apache Pinot say in words") {
    EMPTOR_SAYS_WITHIN(pinot::windowed, within(length, half_open), reuse<reuse_rule::first_match>, take<taking::first>);
    EMPTOR_SAYS_WITHIN(pinot::strict_increase, within(length, half_open), reuse<reuse_rule::first_match>,
                       take<taking::first>, ties(increasing));
    EMPTOR_SAYS_WITHIN(pinot::strict_deduplication, within(length, half_open), reuse<reuse_rule::first_match>,
                       take<taking::first>, breaks_on(repeat));
    EMPTOR_SAYS_WITHIN(pinot::strict_order, within(length, half_open), reuse<reuse_rule::first_match>,
                       take<taking::first>, breaks_on(repeat, back, ahead));
    EMPTOR_SAYS_WITHIN(pinot::keep_all, within(length, half_open), reuse<reuse_rule::first_match>, take<taking::first>,
                       breaks_on(foreign));
}

TEST_CASE("what the modes of PostHog say in words") {
    EMPTOR_SAYS(posthog::ordered, on_exclusion<drop_entity>, trailing_exclusions<true>, crowds_break<false>);
    EMPTOR_SAYS(posthog::strict, on_exclusion<drop_entity>, trailing_exclusions<true>, crowds_break<false>,
                breaks_on(foreign, repeat, back, ahead));
    EMPTOR_SAYS(posthog::unordered, unordered, on_exclusion<discard_attempt>, crowds_break<false>);
}

TEST_CASE("what the modes of Mixpanel say in words") {
    EMPTOR_SAYS(mixpanel::uniques, from(first_start));
    EMPTOR_SAYS(mixpanel::optimized_reentry);
    EMPTOR_SAYS(mixpanel::totals, each(attempt));
    EMPTOR_SAYS(mixpanel::any_order, unordered);
}

TEST_CASE("what the modes of Amplitude say in words") {
    EMPTOR_SAYS(amplitude::this_order);
    EMPTOR_SAYS(amplitude::exact_order, breaks_on(foreign, repeat, back, ahead));
    EMPTOR_SAYS(amplitude::any_order, unordered);
    EMPTOR_SAYS(amplitude::totals, each(start));
}

TEST_CASE("what the modes of Google Analytics 4 say in words") {
    EMPTOR_SAYS(ga4::closed_funnel);
    EMPTOR_SAYS(ga4::open_funnel, open);
    EMPTOR_SAYS(ga4::directly_followed, breaks_on(foreign, repeat, back, ahead));
}

TEST_CASE("what the modes of duckdb-behavioral say in words") {
    EMPTOR_SAYS(duckdb_behavioral::windowed, ties(input), reuse<reuse_rule::all_but_start>, take<taking::first>);
    EMPTOR_SAYS(duckdb_behavioral::strict_deduplication, ties(input), reuse<reuse_rule::all_but_start>,
                take<taking::first>, breaks_on(repeat));
    EMPTOR_SAYS(duckdb_behavioral::strict_order, ties(input), reuse<reuse_rule::all_but_start>, take<taking::first>,
                breaks_on(repeat, back), conflict<conflict_rule::breaks>);
    EMPTOR_SAYS(duckdb_behavioral::strict_once, ties(input), reuse<reuse_rule::once>, take<taking::first>);
    EMPTOR_SAYS(duckdb_behavioral::strict_increase, ties(input, increasing), reuse<reuse_rule::all_but_start>,
                take<taking::first>);
    EMPTOR_SAYS(duckdb_behavioral::timestamp_dedup, ties(input, increasing), reuse<reuse_rule::all_but_start>,
                take<taking::first>);
    EMPTOR_SAYS(duckdb_behavioral::allow_reentry, ties(input), reuse<reuse_rule::all_but_start>, take<taking::first>,
                breaks_on(restart));
}

TEST_CASE("what the modes of ByConity say in words") {
    EMPTOR_SAYS(byconity::by_times, each(start), reuse<reuse_rule::exclusive>);
}

TEST_CASE("what the modes of retentioneering say in words") {
    EMPTOR_SAYS(retentioneering::path, ties(input));
    EMPTOR_SAYS(retentioneering::from_first, ties(input), from(first_start));
    EMPTOR_SAYS(retentioneering::from_last, ties(input), from(last_start));
}

}  // namespace sentences_test
