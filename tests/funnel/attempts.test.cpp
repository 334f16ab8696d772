// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <random>
#include <vector>

#include <emptor/funnel/detail/attempts.hpp>

#include "oracle.hpp"

namespace attempts_test {

namespace {

using emptor::step_set;
using emptor::detail::attempt_table;
using emptor::detail::remembered;

struct sample {
    std::size_t steps;
    std::uint64_t window;
    std::vector<plain::row> rows;
};

/// Short streams with many equal times, repeated steps and events that can take several steps.
sample draw(std::mt19937_64& random) {
    const auto below = [&](std::uint64_t n) { return random() % n; };
    sample drawn{.steps = 1 + below(5), .window = below(7), .rows = {}};
    const std::uint64_t kind = below(3);  // disjoint steps; repeated steps; any sets
    std::vector<std::uint64_t> events;
    if (kind == 1) {
        const std::uint64_t names = 1 + below(3);
        events.assign(names, 0);
        for (std::size_t k = 0; k < drawn.steps; ++k) events[below(names)] |= std::uint64_t{1} << k;
    }
    std::int64_t at = static_cast<std::int64_t>(below(3)) - 1;
    const std::size_t length = below(9);
    for (std::size_t i = 0; i < length; ++i) {
        at += static_cast<std::int64_t>(below(3) == 0 ? 0 : below(4));
        std::uint64_t steps = std::uint64_t{1} << below(drawn.steps);
        if (kind == 1) steps = events[below(events.size())];
        if (kind == 2) steps = below(std::uint64_t{1} << drawn.steps);
        drawn.rows.push_back({at, steps});
    }
    return drawn;
}

template <remembered What>
attempt_table<std::int64_t, What> counted(const sample& drawn) {
    attempt_table<std::int64_t, What> table{drawn.steps, drawn.window};
    table.admit(0);
    for (const plain::row& row : drawn.rows) {
        REQUIRE(table.in_order(0, row.at));
        table.count(0, row.at, step_set{row.steps});
    }
    table.settle_all();
    return table;
}

template <class Span>
std::vector<std::int64_t> listed(const Span& times) {
    return {times.begin(), times.end()};
}

}  // namespace

TEST_CASE("without a window the attempts agree with an exhaustive search") {
    const std::uint64_t seed = 20'261'122;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 20'000; ++i) {
        CAPTURE(i);
        const sample drawn = draw(random);
        const plain::attempt expected = plain::search{drawn.rows, drawn.steps, std::nullopt}.run();
        const auto table = counted<remembered::first_times>(drawn);
        REQUIRE(listed(table.first_times(0)) == expected.first_times);
        REQUIRE(listed(table.best_times(0)) == expected.times);
    }
}

TEST_CASE("with a window the attempts agree with an exhaustive search") {
    const std::uint64_t seed = 57'005;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 40'000; ++i) {
        CAPTURE(i);
        const sample drawn = draw(random);
        CAPTURE(drawn.steps, drawn.window, drawn.rows.size());
        const plain::attempt expected = plain::search{drawn.rows, drawn.steps, drawn.window}.run();
        const auto table = counted<remembered::chains>(drawn);
        REQUIRE(table.level(0) == expected.times.size());
        REQUIRE(listed(table.best_times(0)) == expected.times);
        REQUIRE(listed(table.first_times(0)) == expected.first_times);

        const auto cheap = counted<remembered::starts>(drawn);
        REQUIRE(cheap.level(0) == expected.times.size());
        REQUIRE(listed(cheap.first_times(0)) == expected.first_times);
    }
}

TEST_CASE("an entity is open while the window of its latest start runs") {
    const std::uint64_t seed = 4'711;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 5'000; ++i) {
        const sample drawn = draw(random);
        if (drawn.rows.empty()) continue;
        const auto table = counted<remembered::starts>(drawn);
        const std::int64_t now = drawn.rows.back().at + 1;
        bool expected = false;
        for (const plain::row& row : drawn.rows) {
            if ((row.steps & 1) != 0 && static_cast<std::uint64_t>(now - row.at) <= drawn.window) expected = true;
        }
        if (table.level(0) == drawn.steps) expected = false;
        CAPTURE(i, drawn.steps, drawn.window);
        REQUIRE(table.open(0, now) == expected);
    }
}

TEST_CASE("entities do not touch each other") {
    std::mt19937_64 random{99};
    for (int i = 0; i < 300; ++i) {
        const sample shape = draw(random);
        std::vector<std::vector<plain::row>> streams(20);
        attempt_table<std::int64_t, remembered::chains> table{shape.steps, shape.window};
        table.admit(streams.size() - 1);
        for (std::int64_t at = 0; at < 12; ++at) {
            for (int n = 0; n < 14; ++n) {
                const std::size_t entity = random() % streams.size();
                const plain::row row{at, random() % (std::uint64_t{1} << shape.steps)};
                if (streams[entity].size() == 7) continue;
                streams[entity].push_back(row);
                table.count(entity, row.at, step_set{row.steps});
            }
        }
        table.settle_all();
        for (std::size_t entity = 0; entity < streams.size(); ++entity) {
            CAPTURE(i, entity);
            const auto expected = plain::search{streams[entity], shape.steps, shape.window}.run();
            REQUIRE(listed(table.best_times(entity)) == expected.times);
        }
    }
}

TEST_CASE("an event older than the entity's last one is out of order, an equal one is not") {
    attempt_table<std::int64_t, remembered::first_times> table{2, 0};
    table.admit(1);
    CHECK(table.in_order(0, -5));
    table.count(0, 3, step_set{});
    CHECK(table.in_order(0, 3));
    CHECK_FALSE(table.in_order(0, 2));
    CHECK(table.in_order(1, 2));
}

TEST_CASE("a tick of a million events that take several steps needs no more memory than its steps") {
    std::vector<std::uint64_t> events;
    for (int i = 0; i < 1'000'000; ++i) emptor::detail::add_to_tick(events, 0b111, 3);
    CHECK(events.size() == 3);
    emptor::detail::add_to_tick(events, 0b1001, 4);
    CHECK(events.size() == 4);
}

TEST_CASE("the window is compared without overflow at the ends of time") {
    using limits = std::numeric_limits<std::int64_t>;
    attempt_table<std::int64_t, remembered::starts> table{2, 10};
    table.admit(0);
    table.count(0, limits::min(), step_set{1});
    table.count(0, limits::max(), step_set{2});
    table.settle_all();
    CHECK(table.level(0) == 1);
    CHECK_FALSE(table.open(0, limits::max()));

    attempt_table<std::int64_t, remembered::starts> endless{2, std::numeric_limits<std::uint64_t>::max()};
    endless.admit(0);
    endless.count(0, limits::min(), step_set{1});
    endless.count(0, limits::max(), step_set{2});
    endless.settle_all();
    CHECK(endless.level(0) == 2);
}

}  // namespace attempts_test
