// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <ranges>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/funnel.hpp>

namespace count_all_test {

using emptor::funnel, emptor::step_set, emptor::steps, emptor::within;

namespace {

#ifdef __OPTIMIZE__
constexpr int logs = 4'000;
#else
constexpr int logs = 400;  // each takes ten times as long
#endif

struct row {
    std::uint64_t who;
    double when;
    step_set what;
};

const funnel question{steps("a", "b", "c"), within(9.0)};

/// Ids that count up, that are few, far apart or at the ends of their range; many equal and some late times; lengths
/// with every remainder.
std::vector<row> draw(std::mt19937_64& random) {
    std::vector<row> rows;
    const std::uint64_t entities = 1 + random() % (random() % 3 == 0 ? 300 : 9);
    const std::uint64_t kind = random() % 4;
    const std::uint64_t length = random() % (random() % 2 == 0 ? 80 : 400);
    for (std::uint64_t i = 0; i < length; ++i) {
        const std::uint64_t drawn = random() % entities;
        const std::uint64_t who = kind == 0   ? i / 2
                                  : kind == 1 ? drawn
                                  : kind == 2 ? drawn << 40
                                              : std::numeric_limits<std::uint64_t>::max() - drawn;
        const std::uint64_t one = std::uint64_t{1} << random() % 3;
        rows.push_back({who, static_cast<double>(i / 3) - (random() % 8 == 0 ? 4.0 : 0.0),
                        step_set{random() % 4 == 0 ? random() % 8 : one}});
    }
    return rows;
}

template <class Who>
using counter_of = decltype(question.counter<Who, double>());

/// As texts, some of them alike for long, some longer than the others.
std::string text_of(std::uint64_t who) { return std::string(who % 3 == 0 ? 30 : 1, 'b').append(std::to_string(who)); }

template <class Counter, class Of>
void count_each(Counter& counter, std::span<const row> rows, const Of& id_of) {
    for (const row& each : rows) counter.count(id_of(each.who), each.when, each.what);
}

template <class Counter, class Of>
void count_all(Counter& counter, std::span<const row> rows, const Of& id_of) {
    counter.count_all(rows, [&](const row& each) { return id_of(each.who); }, &row::when, &row::what);
}

/// The same bytes: the same entities in the same order, each with the same attempts, and the same totals.
template <class Who, class Of>
void check(std::mt19937_64& random, const Of& id_of) {
    const auto rows = draw(random);
    counter_of<Who> plain = question.counter<Who, double>();
    counter_of<Who> counter = question.counter<Who, double>();
    if (random() % 4 == 0) counter.reserve(random() % 400);
    for (std::span<const row> rest{rows}; !rest.empty();) {
        const auto some = rest.first(std::min<std::size_t>(rest.size(), 1 + random() % 150));
        rest = rest.subspan(some.size());
        count_each(plain, some, id_of);
        count_all(counter, some, id_of);
        const std::uint64_t gone = some.front().who;
        const double before = some.back().when - 12.0;
        switch (random() % 4) {
            case 0:
                plain.expire(before);
                counter.expire(before);
                break;
            case 1:
                REQUIRE(plain.forget(id_of(gone)) == counter.forget(id_of(gone)));
                break;
            default:
                break;
        }
    }
    REQUIRE(counter.save() == plain.save());
    REQUIRE(counter.report() == plain.report());
}

}  // namespace

TEST_CASE("events counted together are counted as one by one") {
    const std::uint64_t seed = 51;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < logs; ++i) {
        CAPTURE(i);
        check<std::uint64_t>(random, [](std::uint64_t who) { return who; });
        check<std::string>(random, text_of);
    }
}

TEST_CASE("what throws among events that are counted together leaves those before it counted, and no other") {
    const std::uint64_t seed = 52;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < logs; ++i) {
        CAPTURE(i);
        const auto rows = draw(random);
        if (rows.empty()) continue;
        const std::size_t bad = random() % rows.size();
        const std::uint64_t kind = random() % 3;
        auto plain = question.counter<std::uint64_t, double>();
        auto counter = question.counter<std::uint64_t, double>();
        std::size_t seen = 0;
        const auto who = [&](const row& each) {
            if (kind == 0 && &each == &rows[bad]) throw std::runtime_error{"nobody"};
            ++seen;
            return each.who;
        };
        const auto when = [&](const row& each) { return kind == 1 && &each == &rows[bad] ? 0.0 / 0.0 : each.when; };
        const auto what = [&](const row& each) {
            if (kind == 2 && &each == &rows[bad]) throw std::runtime_error{"nothing"};
            return each.what;
        };
        if (kind == 1) {
            REQUIRE_THROWS_AS(counter.count_all(rows, who, when, what), std::invalid_argument);
        } else {
            REQUIRE_THROWS_AS(counter.count_all(rows, who, when, what), std::runtime_error);
        }
        REQUIRE(seen == bad + (kind == 0 ? 0 : 1));
        const auto as_it_is = [](std::uint64_t id) { return id; };
        count_each(plain, std::span{rows}.first(bad), as_it_is);
        REQUIRE(counter.save() == plain.save());
        count_each(plain, std::span{rows}.subspan(bad), as_it_is);
        count_all(counter, std::span{rows}.subspan(bad), as_it_is);
        REQUIRE(counter.save() == plain.save());
    }
}

TEST_CASE("texts need not outlive the look at their event") {
    std::string shown;
    const auto who = [&](const row& each) -> std::string_view { return shown = text_of(each.who); };
    std::mt19937_64 random{53};
    for (int i = 0; i < 20; ++i) {
        const auto rows = draw(random);
        auto plain = question.counter<std::string, double>();
        count_each(plain, rows, text_of);
        REQUIRE(question(rows, who, &row::when, &row::what) == plain.report());
    }
}

TEST_CASE("events that can be read once are counted together") {
    std::string log;
    auto plain = question.counter<int, double>();
    for (int i = 0; i < 1'000; ++i) {
        log.append(std::to_string(i * i % 331)).append(" ");
        plain.count(i * i % 331 / 3, 0.0, step_set{std::uint64_t{1} << (i * i % 331 % 3)});
    }
    std::istringstream stream{log};
    auto counter = question.counter<int, double>();
    counter.count_all(
        std::ranges::istream_view<int>(stream), [](int value) { return value / 3; }, [](int) { return 0.0; },
        [](int value) { return step_set{std::uint64_t{1} << (value % 3)}; });
    CHECK(counter.save() == plain.save());
    CHECK(counter.totals().events == 1'000);
}

}  // namespace count_all_test
