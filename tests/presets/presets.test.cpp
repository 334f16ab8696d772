// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

#include <emptor/funnel.hpp>
#include <emptor/presets.hpp>

namespace presets_test {

using namespace emptor::question_words;
using namespace emptor::presets;
using emptor::break_effect, emptor::break_kind, emptor::funnel, emptor::matching_rules;

namespace {

template <class... Words>
constexpr matching_rules said(Words...) {
    return funnel<decltype(steps(0, 1, 2)), Words...>::rules;
}

struct row {
    int who;
    std::int64_t when;
    emptor::step_set what;
};

std::vector<row> draw(std::mt19937_64& random) {
    std::vector<row> rows;
    std::int64_t at = 0;
    for (std::uint64_t i = random() % 40; i > 0; --i) {
        at += static_cast<std::int64_t>(random() % 3);
        rows.push_back({static_cast<int>(random() % 3),
                        at,
                        {random() % 4 == 0 ? random() % 8 : std::uint64_t{1} << random() % 3}});
    }
    return rows;
}

}  // namespace

TEST_CASE("a preset says the rules of its dialect, and what its mode changes") {
    STATIC_REQUIRE(said(clickhouse::windowed).reuse == emptor::reuse_rule::all);
    STATIC_REQUIRE(said(clickhouse::strict_once).reuse == emptor::reuse_rule::once);
    STATIC_REQUIRE(said(clickhouse::strict_order).on_break == break_effect::end_entity);
    STATIC_REQUIRE(said(doris::windowed).ties == emptor::tie_order::input);
    STATIC_REQUIRE_FALSE(said(doris::fixed).breaks.has(break_kind::foreign));
    STATIC_REQUIRE(said(doris::fixed_v1).breaks.has(break_kind::foreign));
    STATIC_REQUIRE(said(starrocks::fixed).breaks.has(break_kind::ahead));
    STATIC_REQUIRE(said(pinot::windowed).half_open);
    STATIC_REQUIRE(said(posthog::unordered).unordered);
    STATIC_REQUIRE(said(posthog::ordered).on_exclusion == break_effect::drop_entity);
    STATIC_REQUIRE(said(mixpanel::uniques).from == emptor::start_rule::first_start);
    STATIC_REQUIRE(said(mixpanel::totals).each == emptor::counted_unit::attempt);
    STATIC_REQUIRE(said(amplitude::totals).each == emptor::counted_unit::start);
    STATIC_REQUIRE(said(ga4::open_funnel).open);
    STATIC_REQUIRE(said(duckdb_behavioral::strict_order).conflict == emptor::conflict_rule::breaks);
    STATIC_REQUIRE(said(byconity::by_times).reuse == emptor::reuse_rule::exclusive);
    STATIC_REQUIRE(said(retentioneering::from_last).from == emptor::start_rule::last_start);
}

TEST_CASE("modes of one dialect add up, and the words of the sentence stand above them") {
    constexpr matching_rules both = said(clickhouse::strict_increase, clickhouse::strict_once);
    STATIC_REQUIRE(both.increasing);
    STATIC_REQUIRE(both.reuse == emptor::reuse_rule::once);
    STATIC_REQUIRE_FALSE(said(clickhouse::strict_order, clickhouse::allow_reentry).breaks.has(break_kind::restart));
    STATIC_REQUIRE(said(pinot::windowed, within(3)).half_open);
    STATIC_REQUIRE_FALSE(said(pinot::windowed, within(3, closed)).half_open);
    STATIC_REQUIRE(said(breaks_on(back), clickhouse::strict_order).breaks == emptor::break_set{4});
    STATIC_REQUIRE(said(amplitude::this_order) == matching_rules{});  // so the plain engine answers it
}

TEST_CASE("a sentence and the same rules chosen at run time have one answer") {
    const std::uint64_t seed = 1'849;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    const auto three = steps("a", "b", "c");
    const auto agree = [&](const auto& asked) {
        for (int i = 0; i < 500; ++i) {
            CAPTURE(i);
            const auto rows = draw(random);
            matching_rules rules = asked.rules;
            const funnel chosen{three, asked_by(rules, emptor::question_lengths<std::uint64_t>{.window = 6}), timed};
            const auto report = asked(rows, &row::who, &row::when, &row::what);
            const auto same = chosen(rows, &row::who, &row::when, &row::what);
            REQUIRE(report.totals() == same.totals());
            for (std::size_t k = 0; k < 3; ++k) {
                auto line = report.steps()[k];
                CHECK(line == same.steps()[k]);
            }
        }
    };
    agree(funnel{three, within(6), timed, clickhouse::strict_order, clickhouse::strict_once});
    agree(funnel{three, within(6), timed, duckdb_behavioral::strict_deduplication});
    agree(funnel{three, within(6), timed, posthog::unordered});
    agree(funnel{three, within(6), timed, byconity::by_times});
    agree(funnel{three, within(6), timed});  // by the plain engine
}

}  // namespace presets_test
