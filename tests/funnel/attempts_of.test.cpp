// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <numeric>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/funnel.hpp>

#include "counter_streams.hpp"
#include "rounds.hpp"

namespace attempts_of_test {
namespace {

using namespace emptor::question_words;
using counter_streams::dice;
using counter_streams::row;
using emptor::attempts_of;
using emptor::funnel;
using row_list = std::vector<row>;

/// The projection that a question takes `what` by.
template <class Question>
auto what_of(const Question&) {
    if constexpr (Question::plain) {
        return [](const row& each) { return each.what.steps; };
    } else {
        return &row::what;
    }
}

/// Calls `ask` with the projections of a question.
template <class Question, class Ask>
auto asked_with(const Question& asked, const Ask& ask) {
    if constexpr (requires { typename Question::steps_type::process_type; }) {
        return ask(&row::who, &row::when, &row::happened, &row::by);
    } else {
        return ask(&row::who, &row::when, what_of(asked));
    }
}

/// The plain way: one event after the other.
template <bool Apart, class Question>
auto one_by_one(const Question& asked, const row_list& rows) {
    const auto run = [&](auto counter) {
        for (const row& each : rows) {
            const auto count = [&](const auto&... what) {
                if constexpr (Question::holds) {
                    counter.count_split_held(each.who, each.when, each.product, each.product, what...);
                } else {
                    counter.count_split(each.who, each.when, each.product, what...);
                }
            };
            if constexpr (requires { typename Question::steps_type::process_type; }) {
                count(each.happened, each.by);
            } else {
                count(std::invoke(what_of(asked), each));
            }
        }
        return std::move(counter).attempts();
    };
    if constexpr (Question::holds) {
        return run(emptor::attempt_counter<Question, std::string, std::int64_t, int, false, int>{asked});
    } else {
        return run(emptor::attempt_counter<Question, std::string, std::int64_t, int, Apart>{asked});
    }
}

template <bool Values, class One, class Other>
void require_same(const One& one, const Other& other, const emptor::funnel_totals& totals) {
    REQUIRE(one.totals() == totals);
    REQUIRE(one.latest() == other.latest());
    REQUIRE(one.size() == other.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        const auto a = one[i];
        const auto b = other[i];
        REQUIRE(a.entity() == b.entity());
        REQUIRE(a.who() == b.who());
        REQUIRE(a.reached_steps() == b.reached_steps());
        REQUIRE(a.open() == b.open());
        REQUIRE(a.started() == b.started());
        for (std::size_t k = 1; k <= a.steps(); ++k) {
            REQUIRE(a.at(k) == b.at(k));
            REQUIRE(a.first_at(k) == b.first_at(k));
            if constexpr (Values) REQUIRE(a.value(k) == b.value(k));
        }
    }
}

/// The rows entity by entity, in the order in which these are first seen.
row_list together(row_list rows) {
    std::map<std::string, std::size_t> first;
    for (std::size_t i = 0; i < rows.size(); ++i) first.emplace(rows[i].who, i);
    std::vector<std::pair<std::size_t, std::size_t>> order;
    for (std::size_t i = 0; i < rows.size(); ++i) order.emplace_back(first[rows[i].who], i);
    std::sort(order.begin(), order.end());
    row_list made;
    for (const auto& [entity, i] : order) made.push_back(rows[i]);
    return made;
}

/// The rows of each entity in order of time, those of one time as they are.
row_list put_in_order(const row_list& rows) {
    row_list grouped = together(rows);
    std::vector<std::size_t> order(grouped.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::map<std::string, std::size_t> first;
    for (std::size_t i = 0; i < grouped.size(); ++i) first.emplace(grouped[i].who, i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::tuple{first[grouped[a].who], grouped[a].when, a} <
               std::tuple{first[grouped[b].who], grouped[b].when, b};
    });
    row_list made;
    for (const std::size_t i : order) made.push_back(grouped[i]);
    return made;
}

template <class Question>
void check_ways(const Question& asked, const row_list& rows) {
    const row_list grouped_rows = together(rows);
    const row_list in_order = put_in_order(rows);
    asked_with(asked, [&](auto... projections) {
        const auto split = split_by(&row::product);
        const auto expected = one_by_one<false>(asked, rows);
        const emptor::funnel_totals totals = expected.totals();
        require_same<true>(attempts_of(asked, rows, projections..., split), expected, totals);
        require_same<true>(attempts_of(asked, grouped, grouped_rows, projections..., split), expected, totals);
        require_same<false>(attempts_of(asked, rows, projections...), expected, totals);
        require_same<false>(attempts_of(asked, grouped, grouped_rows, projections...), expected, totals);

        const auto sorted = one_by_one<false>(asked, in_order);
        emptor::funnel_totals sorted_totals = sorted.totals();
        sorted_totals.out_of_order = totals.out_of_order;
        sorted_totals.sorted = true;
        require_same<true>(attempts_of(asked, sort_first, rows, projections..., split), sorted, sorted_totals);
        require_same<false>(attempts_of(asked, sort_first, rows, projections...), sorted, sorted_totals);
        require_same<true>(attempts_of(asked, grouped, sort_first, grouped_rows, projections..., split), sorted,
                           sorted_totals);

        if constexpr (!Question::holds) {
            const auto apart = split_apart_by(&row::product);
            const auto each = one_by_one<true>(asked, rows);
            require_same<true>(attempts_of(asked, rows, projections..., apart), each, each.totals());
            require_same<true>(attempts_of(asked, grouped, grouped_rows, projections..., apart), each, each.totals());
        }
    });
}

/// An event that was matched already.
template <class Time>
struct matched {
    std::uint32_t who;
    Time when;
    emptor::step_set what;
    std::uint32_t product;
};

/// Entities that stand together, most of whose events take one step each, the next one or any, at rising times.
template <class Time>
std::vector<matched<Time>> draw_steady(dice& roll, std::size_t steps) {
    const std::uint64_t oddity =
        roll.one_in(2) ? 40 : 1'000'000;  // one event in so many is late, shared or at one time
    const std::uint64_t jumps = 2 + roll.below(6);
    std::vector<matched<Time>> events;
    for (std::uint32_t who = 0; who < 12; ++who) {
        std::uint64_t now = roll.below(20);
        std::uint64_t next = 0;
        for (std::uint64_t left = roll.below(roll.one_in(8) ? 400 : 40); left > 0; --left) {
            const std::uint64_t step = roll.one_in(jumps) ? roll.below(steps + 2) : next++ % steps;
            std::uint64_t bits = step < steps ? std::uint64_t{1} << step : 0;
            if (roll.one_in(oddity)) bits |= std::uint64_t{1} << roll.below(steps);
            if (!roll.one_in(oddity)) now += 1 + roll.below(3);
            const std::uint64_t at = roll.one_in(oddity) ? roll.below(now + 1) : now;
            events.push_back({who,
                              static_cast<Time>(static_cast<std::int64_t>(at)),
                              {bits},
                              static_cast<std::uint32_t>(events.size() % 9)});
        }
    }
    return events;
}

template <class Time, class Question>
void check_steady(const Question& asked, const std::vector<matched<Time>>& events) {
    using event = matched<Time>;
    emptor::attempt_counter<Question, std::uint32_t, Time, std::uint32_t> counter{asked};
    for (const event& each : events) counter.count_split(each.who, each.when, each.product, each.what);
    const auto expected = std::move(counter).attempts();
    require_same<true>(
        attempts_of(asked, grouped, events, &event::who, &event::when, &event::what, split_by(&event::product)),
        expected, expected.totals());
    require_same<false>(attempts_of(asked, grouped, events, &event::who, &event::when, &event::what), expected,
                        expected.totals());
}

template <class Time>
void check_steady(dice& roll) {
    constexpr std::array<std::size_t, 9> lengths{1, 2, 3, 4, 5, 8, 62, 63, 64};
    const std::size_t length = lengths[roll.below(lengths.size())];
    std::vector<int> names(length);
    std::iota(names.begin(), names.end(), 0);
    const auto events = draw_steady<Time>(roll, length);
    constexpr std::array<int, 5> windows{0, 3, 12, 60, 100'000};
    check_steady<Time>(funnel{steps(names)}, events);
    check_steady<Time>(funnel{steps(names), within(windows[roll.below(windows.size())])}, events);
}

}  // namespace

TEST_CASE("attempts of steady entities are the same as one event after the other") {
    const std::uint64_t seed = 46;
    CAPTURE(seed);
    dice roll{seed};
    for (int i = 0; i < emptor_test::rounds(1000); ++i) {
        CAPTURE(i);
        check_steady<std::int64_t>(roll);
        check_steady<std::uint16_t>(roll);
        check_steady<double>(roll);
    }
}

TEST_CASE("attempts are the same in whichever way the events are found") {
    const std::uint64_t seed = 45;
    CAPTURE(seed);
    dice roll{seed};
    const auto three = steps("a", "b", "c");
    const auto stages =
        through<counter_streams::buying>(counter_streams::stage::search, counter_streams::stage::evaluation);
    for (int i = 0; i < emptor_test::rounds(1000); ++i) {
        CAPTURE(i);
        const row_list rows = counter_streams::draw(roll, 3, roll.one_in(10) ? 400 : 50);
        check_ways(funnel{three}, rows);
        check_ways(funnel{three, within(6)}, rows);
        check_ways(funnel{stages, within(9)}, rows);
        const auto chosen = counter_streams::draw_sound(roll, [&](auto asked) { return funnel{three, asked, timed}; });
        check_ways(chosen, rows);
        check_ways(funnel{three, hold(&row::product), within(6), breaks_on(repeat), timed}, rows);
    }
}

TEST_CASE("one who comes back is another one where entities stand together") {
    struct visit {
        const char* who;
        int at;
        const char* what;
    };
    const std::vector<visit> visits{{"ann", 1, "seen"}, {"bob", 2, "seen"}, {"ann", 3, "tried"}, {"ann", 4, "seen"}};
    const funnel asked{steps("seen", "tried")};
    const auto attempts = attempts_of(asked, grouped, visits, &visit::who, &visit::at, &visit::what);
    REQUIRE(attempts.size() == 3);
    CHECK(attempts.totals().entities == 3);
    CHECK(attempts[0].who() == "ann");
    CHECK(attempts[0].level() == 1);
    CHECK(attempts[2].who() == "ann");
    CHECK(attempts[2].started() == 4);
}

TEST_CASE("events that have no order have no attempts") {
    const std::vector<row> none;
    const funnel asked{steps("a", "b")};
    const auto what = [](const row& each) { return each.what.steps; };
    CHECK(attempts_of(asked, grouped, none, &row::who, &row::when, what).empty());
    CHECK(attempts_of(asked, sort_first, none, &row::who, &row::when, what).empty());
    CHECK(attempts_of(asked, sort_first, grouped, none, &row::who, &row::when, what).empty());
    CHECK(attempts_of(asked, sort_first, none, &row::who, &row::when, what).totals().sorted);
}

}  // namespace attempts_of_test
