// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/funnel.hpp>

#include "counter_streams.hpp"
#include "rounds.hpp"

namespace expire_test {

using namespace emptor::question_words;
using counter_streams::dice, counter_streams::row;
using emptor::funnel, emptor::funnel_level;

namespace {

#ifdef __OPTIMIZE__
constexpr int streams = 3'000;
#else
constexpr int streams = emptor_test::rounds(300);
#endif

/// The earliest time of the events from each one on.
std::vector<std::int64_t> earliest_from(const std::vector<row>& rows) {
    std::vector<std::int64_t> earliest(rows.size() + 1, std::numeric_limits<std::int64_t>::max());
    for (std::size_t i = rows.size(); i-- > 0;) earliest[i] = std::min(earliest[i + 1], rows[i].when);
    return earliest;
}

}  // namespace

TEST_CASE("a report is the same whenever attempts are settled, or saved and taken up again, for any question") {
    const std::uint64_t seed = 20'261'122;
    dice roll{seed};
    for (int i = 0; i < streams; ++i) {
        CAPTURE(seed, i);
        counter_streams::with_every_kind(roll, [&](const auto& asked) {
            const auto rows = counter_streams::draw(roll);
            const auto earliest = earliest_from(rows);
            auto kept = counter_streams::counter_of(asked);
            auto settled = counter_streams::counter_of(asked);
            for (std::size_t at = 0; at <= rows.size(); ++at) {
                if (roll.one_in(4)) {
                    const auto last = std::min<std::int64_t>(earliest[at], 1'000'000);
                    settled.expire(last - static_cast<std::int64_t>(roll.one_in(2) ? 0 : roll.below(10)));
                    REQUIRE(settled.report() == kept.report());
                    REQUIRE(settled.levels() == kept.levels());
                }
                if (roll.one_in(6)) {
                    const auto bytes = settled.save();
                    auto again = counter_streams::counter_of(asked);
                    REQUIRE(again.load(bytes));
                    REQUIRE(again.save() == bytes);
                    settled = again;
                }
                if (at == rows.size()) break;
                counter_streams::count_in(asked, kept, rows[at]);
                counter_streams::count_in(asked, settled, rows[at]);
            }
            REQUIRE(settled.report() == kept.report());
            for (const row& each : rows) REQUIRE(settled.level(each.who) == kept.level(each.who));
        });
    }
}

TEST_CASE("without an entity the report is that of a log without its events") {
    const std::uint64_t seed = 4'711;
    dice roll{seed};
    for (int i = 0; i < streams; ++i) {
        CAPTURE(seed, i);
        counter_streams::with_every_kind(roll, [&](const auto& asked) {
            auto rows = counter_streams::draw(roll);
            // The last event is of one who stays.
            rows.push_back({"stays", 1'000, {}, 0, counter_streams::event::begun, {}});
            const std::string gone(1, static_cast<char>('a' + roll.below(6)));
            const bool comes_again = roll.one_in(2);
            auto counter = counter_streams::counter_of(asked);
            auto without = counter_streams::counter_of(asked);
            const auto earliest = earliest_from(rows);
            const std::size_t when = comes_again ? roll.below(rows.size()) : rows.size() - 1;
            bool seen = false;
            for (std::size_t at = 0; at < rows.size(); ++at) {
                if (at == when) {
                    REQUIRE(counter.forget(gone) == seen);
                    REQUIRE_FALSE(counter.forget(gone));
                    REQUIRE_FALSE(counter.level(gone).has_value());
                }
                if (roll.one_in(8)) {
                    counter.expire(earliest[at]);
                    without.expire(earliest[at]);
                }
                counter_streams::count_in(asked, counter, rows[at]);
                seen = seen || rows[at].who == gone;
                if (at >= when || rows[at].who != gone) counter_streams::count_in(asked, without, rows[at]);
            }
            // The numbers of events are of nobody, and stay.
            const auto found = counter.report();
            const auto expected = without.report();
            REQUIRE(std::ranges::equal(found.steps(), expected.steps()));
            REQUIRE(found.entities() == expected.entities());
            REQUIRE(found.totals().dropped == expected.totals().dropped);
            REQUIRE(found.events() == rows.size());
            if constexpr (requires { found.now(); }) REQUIRE(std::ranges::equal(found.now(), expected.now()));
            auto levels = counter.levels();
            REQUIRE(levels == without.levels());
        });
    }
}

TEST_CASE("an event older than what is settled is left out and counted, and makes no entity") {
    const auto check = [](auto counter) {
        counter.count(1, 10, "a");
        counter.count(2, 30, "a");
        counter.expire(20);
        counter.expire(15);  // what is settled stays so
        counter.count(1, 19, "b");
        counter.count(2, 19, "b");
        counter.count(3, 19, "a");
        CHECK(counter.totals().out_of_order == 3);
        CHECK(counter.totals().events == 5);
        CHECK(counter.report().entities() == 2);
        CHECK_FALSE(counter.level(3).has_value());
        CHECK(counter.level(1) == funnel_level{1});
        counter.count(1, 20, "a");
        counter.count(1, 21, "b");
        CHECK(counter.level(1) == funnel_level{2});
        CHECK(counter.report().entities() == 2);
        CHECK(counter.report().steps()[0].entities == 2);
        CHECK(counter.report().steps()[1].entities == 1);
    };
    check(funnel{steps("a", "b"), within(5)}.counter<int, int>());
    check(funnel{steps("a", "b"), within(5), gap_max(3)}.counter<int, int>());
}

TEST_CASE("a window that runs beyond the last event is not over, whatever time it is said to be") {
    const auto check = [](auto counter) {
        counter.count(1, 0, "a");
        counter.expire(1'000);
        CHECK(counter.report().steps()[1].open == 1);
        counter.count(1, 1'000, "a");
        counter.count(1, 1'005, "b");
        CHECK(counter.report().steps()[1].entities == 1);
    };
    check(funnel{steps("a", "b"), within(5)}.counter<int, int>());
    check(funnel{steps("a", "b"), within(5), breaks_on(repeat)}.counter<int, int>());
}

TEST_CASE("attempts that could have been discarded are freed when their window has run out") {
    for (const bool any_order : {false, true}) {
        const emptor::matching_rules rules{.unordered = any_order,
                                           .on_exclusion = emptor::break_effect::discard_attempt,
                                           .window = emptor::window_kind::time};
        const emptor::question_lengths<std::uint64_t> lengths{.window = 100};
        auto kept = funnel{steps("a", "b"), emptor::asked_by(rules, lengths), exclude("x")}.counter<int, int>();
        for (int when = 0; when < 50; ++when) {
            for (int who = 0; who < 5; ++who) kept.count(who, when, "a");
        }
        kept.count(5, 1'000, "a");
        kept.count(6, 1'000, "a");
        auto settled = kept;
        settled.expire(1'000);
        CHECK(settled.save().size() < kept.save().size() / 2);
        CHECK(settled.report() == kept.report());
        for (auto* const counter : {&settled, &kept}) {
            counter->count(0, 1'001, "x");  // comes too late for all of them
            counter->count(5, 1'001, "x");
            counter->count(6, 1'001, "b");
        }
        CHECK(settled.report() == kept.report());
        CHECK(settled.level(0) == funnel_level{1});
        CHECK(settled.level(5) == funnel_level{0});
        CHECK(settled.level(6) == funnel_level{2});
    }
}

TEST_CASE("a time that is no number settles nothing") {
    auto counter = funnel{steps("a", "b"), within(5)}.counter<int, double>();
    counter.count(1, 0.0, "a");
    CHECK_THROWS_AS(counter.expire(std::numeric_limits<double>::quiet_NaN()), std::invalid_argument);
    CHECK_THROWS_AS(counter.expire(std::numeric_limits<double>::infinity()), std::invalid_argument);
    counter.count(1, -1.0, "b");
    CHECK(counter.totals().out_of_order == 1);
}

TEST_CASE("of counts that were settled up to different times, the later holds for their sum") {
    const funnel asked{steps("a", "b"), within(5)};
    auto one = asked.counter<std::string, int>();
    one.count("anna", 0, "a");
    one.count("anna", 3, "b");
    one.count("bela", 90, "a");
    auto other = asked.counter<std::string, int>();
    other.count("carl", 0, "a");
    other.count("dora", 95, "a");
    auto apart = one;
    apart += other;
    one.expire(80);
    other.expire(94);
    one += other;
    CHECK(one.report() == apart.report());
    one.count("bela", 93, "b");
    CHECK(one.totals().out_of_order == 1);
    one.count("bela", 94, "b");
    CHECK(one.level("bela") == funnel_level{2});
    CHECK(one.level("anna") == funnel_level{2});
    CHECK(one.forget("anna"));
    CHECK(one.report().entities() == 3);
}

}  // namespace expire_test
