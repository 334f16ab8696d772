// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <emptor/funnel.hpp>
#include <emptor/funnel/detail/attempts.hpp>

#include "option_oracle.hpp"
#include "option_streams.hpp"
#include "rounds.hpp"

namespace options_test {

namespace {

using namespace emptor;
using namespace emptor::question_words;
using namespace option_streams;

/// Streams of each rule, and of any; and how many of them have their lengths in common.
constexpr int streams_each = emptor_test::rounds(20'000);
constexpr int streams = 20'000;
constexpr int together = 25;

/// Asks the question of random streams; now and then, what has run out is settled for good.
void agree(const char* what, const question& asked, generator& roll, std::size_t most) {
    const plan_type plan = plan_of(asked);
    stream drawn;
    for (int i = 0; i < together; ++i) {
        draw_events(roll, asked, most, drawn);
        engine counted;
        const bool settles = roll.chance(4);
        for (std::size_t j = 0; j < drawn.count; ++j) {
            counted.count(plan, drawn.events[j].at, drawn.events[j].what);
            if (!settles || j + 1 == drawn.count) continue;
            emptor::detail::engine_access::settle(counted.either(), plan, drawn.events[j + 1].at);
        }
        counted.finish(plan);
        auto expected = plain::answer(drawn.events, drawn.count, asked.steps, asked.rules, asked.given);
        keep_said(asked, expected);
        const auto found = outcomes(asked, counted);
        if (found == expected) continue;
        FAIL(what << ": " << text_of(asked) << (settles ? " settled" : "") << ":" << text_of(drawn) << " expected"
                  << text_of(expected) << " found" << text_of(found));
    }
}

/// Asked of many random streams, with any window.
template <class Change>
void agree_always(const char* what, Change change) {
    const std::uint64_t seed = 4'711;
    CAPTURE(what, seed);
    generator roll{seed};
    for (int i = 0; i < streams_each; i += together) {
        question asked{.steps = 1 + roll.below(plain::most_steps)};
        draw_window(roll, asked.rules);
        change(asked.rules, roll);
        draw_lengths(roll, asked);
        agree(what, asked, roll, 6);
    }
}

}  // namespace

TEST_CASE("each rule alone agrees with an exhaustive search") {
    using enum break_effect;
    const auto ask = [](const char* what, auto change) { agree_always(what, change); };
    ask("nothing", [](matching_rules&, generator&) {});
    ask("input", [](matching_rules& r, generator&) { r.ties = tie_order::input; });
    ask("increasing", [](matching_rules& r, generator&) { r.increasing = true; });
    for (const auto kind :
         {break_kind::foreign, break_kind::repeat, break_kind::back, break_kind::ahead, break_kind::restart}) {
        ask("breaks", [kind](matching_rules& r, generator&) { r.breaks |= kind; });
    }
    for (const auto effect : {discard_attempt, end_entity, drop_entity}) {
        ask("on_break", [effect](matching_rules& r, generator& roll) {
            draw_breaks(roll, r);
            r.on_break = effect;
        });
    }
    ask("breaks that prevail", [](matching_rules& r, generator& roll) {
        draw_breaks(roll, r);
        r.conflict = conflict_rule::breaks;
        r.ties = any_of(roll, {tie_order::by_step, tie_order::input});
    });
    for (const auto effect : {end_attempt, discard_attempt, end_entity, drop_entity}) {
        ask("on_exclusion", [effect](matching_rules& r, generator&) { r.on_exclusion = effect; });
    }
    ask("trailing exclusions", [](matching_rules& r, generator&) {
        r.on_exclusion = drop_entity;
        r.trailing_exclusions = true;
    });
    ask("crowds do not break", [](matching_rules& r, generator& roll) {
        r.breaks.bits = static_cast<std::uint8_t>(roll.below(32));
        r.crowds_break = false;
    });
    for (const auto reuse : {reuse_rule::all, reuse_rule::all_but_start, reuse_rule::first_match}) {
        ask("reuse", [reuse](matching_rules& r, generator& roll) {
            r.reuse = reuse;
            r.ties = any_of(roll, {tie_order::by_step, tie_order::input});
        });
    }
    ask("exclusive", [](matching_rules& r, generator& roll) {
        r.reuse = reuse_rule::exclusive;
        r.each = counted_unit::start;
        r.ties = any_of(roll, {tie_order::by_step, tie_order::input});
    });
    ask("take first", [](matching_rules& r, generator&) { r.take = taking::first; });
    ask("may_skip", [](matching_rules& r, generator&) { r.skips = true; });
    ask("every attempt", [](matching_rules& r, generator&) { r.each = counted_unit::attempt; });
    ask("every start", [](matching_rules& r, generator&) { r.each = counted_unit::start; });
    ask("first start", [](matching_rules& r, generator&) { r.from = start_rule::first_start; });
    ask("last start", [](matching_rules& r, generator&) { r.from = start_rule::last_start; });
    ask("open", [](matching_rules& r, generator&) { r.open = true; });
    ask("end of path", [](matching_rules& r, generator&) { r.ends = true; });
    ask("anchored", [](matching_rules& r, generator& roll) {
        r.unordered = r.anchored = true;
        r.on_exclusion = any_of(roll, {end_attempt, discard_attempt, end_entity});
    });
    for (const auto effect : {end_attempt, discard_attempt, end_entity}) {
        ask("unordered", [effect](matching_rules& r, generator& roll) {
            r.unordered = true;
            r.each = any_of(roll, {counted_unit::entity, counted_unit::attempt});
            r.on_exclusion = effect;
        });
    }
}

TEST_CASE("chains of steps that stay in their place are every way to give each step an event") {
    const std::uint64_t seed = 815;
    CAPTURE(seed);
    generator roll{seed};
    question asked;
    asked.rules.unordered = asked.rules.anchored = true;
    stream drawn;
    for (int i = 0; i < streams_each; ++i) {
        asked.steps = 1 + roll.below(plain::most_steps);
        asked.rules.window = any_of(roll, {window_kind::none, window_kind::time});
        draw_lengths(roll, asked);
        draw_events(roll, asked, 6, drawn);
        for (plain::marked& each : drawn.events) each.what.excludes = 0;
        auto chains = plain::answer(drawn.events, drawn.count, asked.steps, asked.rules, asked.given);
        auto ways = plain::every_choice{drawn.events, drawn.count, asked.steps, asked.rules, asked.given}.run_placed();
        for (auto* const outcomes : {&chains, &ways}) {
            for (plain::outcome& each : *outcomes) {
                each.met = 0;
                std::fill_n(each.first, plain::most_steps, 0);
            }
            keep_said(asked, *outcomes);
        }
        if (chains == ways) continue;
        FAIL(text_of(asked) << ":" << text_of(drawn) << " chains" << text_of(chains) << " ways" << text_of(ways));
    }
}

TEST_CASE("each gap alone agrees with an exhaustive search") {
    generator roll{4'712};
    for (const int which : {1, 2, 3}) {
        for (int i = 0; i < streams_each; i += together) {
            question asked{.steps = 1 + roll.below(plain::most_steps)};
            draw_window(roll, asked.rules);
            draw_lengths(roll, asked);
            if ((which & 1) != 0) asked.given.longest = static_cast<std::int64_t>(roll.below(5));
            if ((which & 2) != 0) asked.given.shortest = static_cast<std::int64_t>(roll.below(4));
            agree("gaps", asked, roll, 6);
        }
    }
}

TEST_CASE("any combination of rules agrees with an exhaustive search") {
    const std::uint64_t seed = 20'261'122;
    CAPTURE(seed);
    generator roll{seed};
    for (int i = 0; i < 2 * streams; i += together) {
        question asked{.steps = 1 + roll.below(plain::most_steps)};
        asked.rules = draw_rules(roll);
        draw_lengths(roll, asked);
        if (!asked.rules.unordered && roll.chance(4)) asked.given.longest = static_cast<std::int64_t>(roll.below(5));
        if (!asked.rules.unordered && roll.chance(4)) asked.given.shortest = static_cast<std::int64_t>(roll.below(4));
        agree("any", asked, roll, i < streams ? 7 : 10);
    }
}

TEST_CASE("a property that is held tells apart what an exhaustive search is asked of") {
    struct row {
        std::int64_t at;
        int held;
        marked_event what;
    };
    const std::uint64_t seed = 1'989;
    CAPTURE(seed);
    generator roll{seed};
    for (int i = 0; i < streams_each; i += together) {
        question asked{.steps = 3};
        asked.rules = draw_rules(roll);
        asked.rules.open = false;
        draw_lengths(roll, asked);
        const auto& rules = asked.rules;
        question_lengths<std::uint64_t> lengths;
        const bool timed = rules.window == window_kind::time || rules.window == window_kind::session;
        if (timed) lengths.window = static_cast<std::uint64_t>(asked.given.window);
        if (rules.window == window_kind::events) lengths.events = asked.given.events;
        if (rules.skips) lengths.optional = asked.given.optional;
        if (rules.anchored) lengths.anchored = asked.given.anchored;
        lengths.end_of_path = asked.given.end_of_path;
        const funnel held{steps(std::vector{0, 1, 2}), asked_by(rules, lengths), hold(&row::held)};
        for (int j = 0; j < together; ++j) {
            stream drawn;
            stream apart[2]{};
            draw_events(roll, asked, 9, drawn);
            auto counter = held.counter<int, std::int64_t, int>();
            for (std::size_t at = 0; at < drawn.count; ++at) {
                const std::size_t value = roll.below(2);
                apart[value].events[apart[value].count++] = drawn.events[at];
                counter.count_held(1, drawn.events[at].at, static_cast<int>(value), drawn.events[at].what);
            }
            plain::outcome best;
            for (const stream& each : apart) {
                const plain::every_chain judge{each.events, each.count, asked.steps, rules, asked.given};
                for (const plain::outcome& one :
                     plain::answer(each.events, each.count, asked.steps, rules, asked.given)) {
                    if (judge.better(one, best)) best = one;
                }
            }
            const auto level = counter.level(1).value_or(funnel_level{});
            if (level == funnel_level{best.level, best.spoilt}) continue;
            FAIL("hold: " << text_of(asked) << ":" << text_of(apart[0]) << " |" << text_of(apart[1]) << " expected "
                          << best.level << " found " << level.steps);
        }
    }
}

namespace {

/// What the engine makes of a few events.
std::vector<plain::outcome> answer(const question& asked, const std::vector<plain::marked>& events) {
    const plan_type plan = plan_of(asked);
    engine counted;
    for (const plain::marked& each : events) counted.count(plan, each.at, each.what);
    counted.finish(plan);
    return outcomes(asked, counted);
}

std::vector<std::size_t> levels(const question& asked, const std::vector<plain::marked>& events) {
    std::vector<std::size_t> found;
    for (const plain::outcome& each : answer(asked, events)) found.push_back(each.level);
    return found;
}

plain::marked takes(std::int64_t at, std::uint64_t steps, std::uint64_t excludes = 0) {
    return {at, {{steps}, excludes}};
}

using reached = std::vector<std::size_t>;

}  // namespace

TEST_CASE("what ends an attempt keeps its steps where something else would discard it") {
    question asked{.steps = 2};
    asked.rules.breaks |= break_kind::foreign;
    asked.rules.on_exclusion = break_effect::discard_attempt;
    CHECK(levels(asked, {takes(0, 1), takes(1, 0)}) == reached{1});
    CHECK(levels(asked, {takes(0, 1), takes(1, 0, 1)}).empty());
    asked.rules.on_break = break_effect::discard_attempt;
    asked.rules.on_exclusion = break_effect::end_attempt;
    CHECK(levels(asked, {takes(0, 1), takes(1, 0, 1)}) == reached{1});
    CHECK(levels(asked, {takes(0, 1), takes(1, 0)}).empty());
}

TEST_CASE("an excluded event that ends an entity is first taken by every attempt that it carries on") {
    question asked{.steps = 2};
    asked.rules.on_exclusion = break_effect::end_entity;
    for (const auto ties : {tie_order::by_step, tie_order::input}) {
        asked.rules.ties = ties;
        const auto found = answer(asked, {takes(1, 1), takes(3, 1), takes(5, 2, 1)});
        REQUIRE(found.size() == 1);
        CHECK(found[0].level == 2);
        CHECK(found[0].start == 3);
    }
}

TEST_CASE("an event that one attempt has to itself does nothing with its other steps, and breaks the others") {
    question asked{.steps = 2};
    asked.rules.reuse = reuse_rule::exclusive;
    asked.rules.each = counted_unit::start;
    CHECK(levels(asked, {takes(3, 3), takes(6, 3)}) == reached{1, 1});
    asked.rules.ties = tie_order::input;
    CHECK(levels(asked, {takes(3, 3), takes(6, 3)}) == reached{2});
    asked.steps = 4;
    asked.rules.breaks |= break_kind::back;
    asked.given.shortest = 2;
    CHECK(levels(asked, {takes(0, 1), takes(1, 1), takes(2, 2), takes(4, 4), takes(5, 2), takes(7, 4), takes(9, 8)}) ==
          reached{3, 4});
}

TEST_CASE("who passed a step by is not broken by an event that could carry him on") {
    question asked{.steps = 4};
    asked.rules.ties = tie_order::input;
    asked.rules.breaks |= break_kind::ahead;
    asked.rules.breaks |= break_kind::restart;
    asked.rules.on_break = break_effect::discard_attempt;
    CHECK(levels(asked, {takes(0, 1), takes(1, 2), takes(2, 6), takes(3, 1)}) == reached{1});
}

TEST_CASE("what is excluded after the last step counts while the best attempt so far could go on") {
    question asked{.steps = 2};
    asked.rules.on_exclusion = break_effect::drop_entity;
    asked.rules.trailing_exclusions = true;
    const auto spoilt = [&](const std::vector<plain::marked>& events) { return answer(asked, events).at(0).spoilt; };
    CHECK(spoilt({takes(0, 1), takes(2, 0, 1)}));
    CHECK(spoilt({takes(0, 1), takes(2, 1, 1)}));
    CHECK_FALSE(spoilt({takes(0, 1), takes(2, 0, 1), takes(3, 1)}));
    asked.rules.window = window_kind::session;
    asked.given.window = 1;
    CHECK_FALSE(spoilt({takes(0, 1), takes(2, 1, 1)}));
    asked.rules.window = window_kind::none;
    asked.rules.breaks |= break_kind::repeat;
    CHECK_FALSE(spoilt({takes(0, 1), takes(2, 1), takes(3, 0, 1)}));
    asked.rules.trailing_exclusions = false;
    CHECK_FALSE(spoilt({takes(0, 1), takes(2, 0, 1)}));
    asked.rules.on_exclusion = break_effect::end_attempt;
    asked.rules.trailing_exclusions = true;  // says nothing without `drop_entity`
    CHECK_FALSE(spoilt({takes(0, 1), takes(2, 0, 1)}));
}

TEST_CASE("of hundreds of starts that vie for events, each event goes to the one that waited longest") {
    question asked{.steps = 3};
    asked.rules.reuse = reuse_rule::exclusive;
    asked.rules.each = counted_unit::start;
    generator roll{31};
    for (int i = 0; i < 20; ++i) {
        std::vector<plain::marked> events;
        std::vector<std::size_t> level;
        std::vector<std::size_t> waits_since;
        for (std::size_t at = 0; at < 600; ++at) {
            const std::size_t step = roll.chance(2) ? 0 : roll.below(3);
            events.push_back(takes(static_cast<std::int64_t>(at), std::uint64_t{1} << step));
            std::size_t longest = level.size();
            for (std::size_t j = 0; j < level.size(); ++j) {
                if (level[j] != step || step == 0) continue;
                if (longest == level.size() || waits_since[j] < waits_since[longest]) longest = j;
            }
            if (longest == level.size() && step != 0) continue;
            if (step == 0) level.resize(level.size() + 1);
            waits_since.resize(level.size());
            ++level[longest];
            waits_since[longest] = at;
        }
        REQUIRE(levels(asked, events) == level);
    }
}

TEST_CASE("many events of one entity are no more work each than a few") {
    constexpr int many = 20'000;
    const auto last_level = [](const question& asked, auto steps_of) {
        const plan_type plan = plan_of(asked);
        engine counted;
        for (int i = 0; i < many; ++i) counted.count(plan, i, {{steps_of(i)}, 0});
        counted.finish(plan);
        return counted.results().size();
    };
    question asked{.steps = 3};
    asked.rules.each = counted_unit::start;
    asked.rules.reuse = reuse_rule::exclusive;
    const auto starts_first = [](int i) { return i < many / 2 ? std::uint64_t{1} : std::uint64_t{2}; };
    CHECK(last_level(asked, starts_first) == many / 2);
    asked.rules.reuse = reuse_rule::once;
    CHECK(last_level(asked, starts_first) == many / 2);
    asked.rules.each = counted_unit::entity;
    const auto in_turn = [](int i) { return std::uint64_t{1} << i % 2; };
    asked.given.longest = 1'000'000;
    CHECK(last_level(asked, in_turn) == 1);
}

}  // namespace options_test
