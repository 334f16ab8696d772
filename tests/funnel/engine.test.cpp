// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <cstddef>
#include <cstdint>
#include <random>
#include <ranges>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/funnel.hpp>

#include "funnel/random_rows.hpp"
#include "rounds.hpp"

namespace engine_test {

using emptor::dense_ids, emptor::funnel, emptor::grouped, emptor::late_by, emptor::parallel, emptor::partitioned,
    emptor::sort_first, emptor::step_set, emptor::steps, emptor::timed, emptor::within;

namespace {

#ifdef __OPTIMIZE__
constexpr int streams = 3'000;
#else
constexpr int streams = emptor_test::rounds(300);  // each takes ten times as long
#endif

using random_rows::row;

/// The same entity by entity, each one's events as they came.
std::vector<row> together(const std::vector<row>& rows) {
    std::vector<row> sorted;
    for (std::uint64_t who = 0; who < 8; ++who) {
        for (const row& each : rows) {
            if (each.who == who) sorted.push_back(each);
        }
    }
    return sorted;
}

/// Every engine against the one that is there without a word.
template <class Question>
void check(const Question& question, const std::vector<row>& rows) {
    const auto asked = [&](auto... words) { return question(words..., rows, &row::who, &row::when, &row::what); };
    const auto by_entity = together(rows);
    const auto expected = asked();
    const auto expected_sorted = asked(sort_first);
    REQUIRE(question(grouped, by_entity, &row::who, &row::when, &row::what) == expected);
    REQUIRE(asked(dense_ids(8)) == expected);
    REQUIRE(asked(partitioned) == expected);
    REQUIRE(asked(parallel(3)) == expected);
    REQUIRE(question(grouped, sort_first, by_entity, &row::who, &row::when, &row::what) == expected_sorted);
    REQUIRE(asked(sort_first, dense_ids(8)) == expected_sorted);
    REQUIRE(asked(parallel(2), sort_first) == expected_sorted);
}

}  // namespace

TEST_CASE("every engine gives the answer of the one that needs no word") {
    const std::uint64_t seed = 20'261'123;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    const auto five = steps("a", "b", "c", "d", "e");
    for (int i = 0; i < streams; ++i) {
        CAPTURE(i);
        const auto rows = random_rows::draw(random);
        check(funnel{five}, rows);
        check(funnel{five, within(7)}, rows);
        check(funnel{five, within(4), timed}, rows);
    }
}

TEST_CASE("every engine counts questions with words of any kind") {
    const std::uint64_t seed = 5;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < streams / 3; ++i) {
        CAPTURE(i);
        check(funnel{steps("a", "b", "c", "d", "e"), within(9), emptor::gap_max(3)}, random_rows::draw(random));
    }
}

TEST_CASE("the answer does not depend on the number of threads, nor on how ids are spread") {
    const std::uint64_t seed = 8;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::vector<row> rows;
    for (std::int64_t i = 0; i < 60'000; ++i) {
        rows.push_back(
            {(random() % 4'000) << (i % 2 == 0 ? 0 : 40), i / 4, step_set{std::uint64_t{1} << random() % 5}});
    }
    const funnel question{steps(0, 1, 2, 3, 4), within(6'000)};
    const auto expected = question(rows, &row::who, &row::when, &row::what);
    CHECK(expected.steps()[4].entities > 10);
    CHECK(question(partitioned, rows, &row::who, &row::when, &row::what) == expected);
    for (const unsigned threads : {1U, 2U, 7U, 256U}) {
        CAPTURE(threads);
        CHECK(question(parallel(threads), rows, &row::who, &row::when, &row::what) == expected);
    }
}

TEST_CASE("events that are late within the bound are put right, whatever counts them") {
    const std::uint64_t seed = 9;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    const funnel question{steps("a", "b", "c", "d", "e"), within(7)};
    for (int i = 0; i < streams / 3; ++i) {
        CAPTURE(i);
        const auto rows = random_rows::draw(random);
        const auto in_order = question(sort_first, rows, &row::who, &row::when, &row::what);
        const auto asked = [&](auto... words) { return question(words..., rows, &row::who, &row::when, &row::what); };
        const auto put_right = asked(late_by(5));  // none is later
        REQUIRE(put_right.out_of_order() == 0);
        REQUIRE(std::ranges::equal(put_right.steps(), in_order.steps()));
        REQUIRE(asked(late_by(0)) == asked());
        REQUIRE(asked(parallel(2), late_by(5)) == put_right);
        REQUIRE(asked(late_by(5), dense_ids(8)) == put_right);
    }
}

TEST_CASE("an event that is later than the bound is out of order, and what is out of order is left out") {
    const std::vector<row> rows{{1, 10, {1}}, {1, 12, {4}}, {1, 11, {2}}, {1, 20, {}}, {1, 15, {8}}};
    const funnel question{steps("a", "b", "c", "d")};
    const auto report = question(late_by(2), rows, &row::who, &row::when, &row::what);
    CHECK(report.steps()[2].entities == 1);
    CHECK(report.steps()[3].entities == 1);  // none of this entity's events that were given on was later
    CHECK(report.out_of_order() == 0);
    CHECK(report.events() == 5);
    const std::vector<row> later{{1, 10, {1}}, {1, 20, {2}}, {1, 30, {}}, {1, 15, {2}}};
    CHECK(question(late_by(5), later, &row::who, &row::when, &row::what).out_of_order() == 1);
    CHECK(question(late_by(15), later, &row::who, &row::when, &row::what).out_of_order() == 0);
    CHECK_THROWS_MATCHES(late_by(-1), std::invalid_argument,
                         Catch::Matchers::Message("emptor::late_by: the bound is -1; it must be at least 0"));
}

TEST_CASE("texts are entities for every engine, also those of a stream that is read once") {
    struct visit {
        std::string who;
        int when;
        int what;
    };
    std::mt19937 random{10};
    std::string log;
    std::vector<visit> rows;
    for (int i = 0; i < 500; ++i) {
        rows.push_back(
            {std::string{"buyer "}.append(std::to_string(random() % 40)), i / 2, static_cast<int>(random() % 4)});
        log.append(std::to_string(random() % 40)).append(" ");
    }
    const funnel question{steps(0, 1, 2), within(90)};
    const auto expected = question(rows, &visit::who, &visit::when, &visit::what);
    CHECK(expected.steps()[2].entities > 0);
    CHECK(question(partitioned, rows, &visit::who, &visit::when, &visit::what) == expected);
    CHECK(question(parallel(2), rows, &visit::who, &visit::when, &visit::what) == expected);
    std::sort(rows.begin(), rows.end(),
              [](const visit& a, const visit& b) { return a.who != b.who ? a.who < b.who : a.when < b.when; });
    const auto by_entity = question(rows, &visit::who, &visit::when, &visit::what);
    CHECK(question(grouped, rows, &visit::who, &visit::when, &visit::what) == by_entity);

    const auto number = [](int value) { return value; };
    const auto one_time = [](int) { return 0; };
    const auto step = [](int value) { return value % 3; };
    const auto read = [&](auto... words) {
        std::istringstream stream{log};
        return question(words..., std::ranges::istream_view<int>(stream), number, one_time, step);
    };
    const auto once = read();
    CHECK(once.events() == 500);
    CHECK(read(partitioned) == once);
    CHECK(read(parallel(2)) == once);
    CHECK(read(late_by(3)) == once);
    CHECK(read(dense_ids(40)) == once);
}

TEST_CASE("a property is held by every engine") {
    struct bid {
        int who;
        int when;
        int what;
        std::string thing;
    };
    std::mt19937 random{12};
    std::vector<bid> bids;
    for (int i = 0; i < 400; ++i) {
        bids.push_back({i / 40, i / 2 - static_cast<int>(random() % 3), static_cast<int>(random() % 3),
                        std::string(1 + random() % 3, 'x')});
    }
    const funnel question{steps(0, 1, 2), within(9), emptor::hold(&bid::thing)};
    const auto asked = [&](auto... words) { return question(words..., bids, &bid::who, &bid::when, &bid::what); };
    const auto expected = asked();
    const auto expected_sorted = asked(sort_first);
    CHECK(expected.out_of_order() > 0);
    CHECK(expected.steps()[2].entities > 0);
    CHECK(asked(grouped) == expected);
    CHECK(asked(dense_ids(10)) == expected);
    CHECK(asked(parallel(2)) == expected);
    CHECK(asked(grouped, sort_first) == expected_sorted);
    CHECK(asked(partitioned, sort_first) == expected_sorted);
    CHECK(asked(late_by(9)).steps()[2] == expected_sorted.steps()[2]);
}

TEST_CASE("an entity that comes back among grouped events counts as two") {
    const std::vector<row> rows{{1, 1, {1}}, {2, 1, {1}}, {1, 2, {2}}};
    const auto report = funnel{steps("a", "b")}(grouped, rows, &row::who, &row::when, &row::what);
    CHECK(report.entities() == 3);
    CHECK(report.steps()[1].entities == 0);
}

TEST_CASE("an id that is not below the limit of dense ids is refused, and so is a time that is no number") {
    const std::vector<row> rows{{7, 1, {1}}, {8, 1, {1}}};
    const funnel question{steps("a")};
    CHECK(question(dense_ids(9), rows, &row::who, &row::when, &row::what).entities() == 2);
    CHECK_THROWS_MATCHES(
        question(dense_ids(8), rows, &row::who, &row::when, &row::what), std::invalid_argument,
        Catch::Matchers::Message("emptor::dense_ids: the entity of an event is 8; ids must be from 0 to below 8"));
    const auto minus_one = [](const row&) { return -1; };
    CHECK_THROWS_AS(question(dense_ids(8), rows, minus_one, &row::when, &row::what), std::invalid_argument);
    const auto nan = [](const row&) { return 0.0 / 0.0; };
    CHECK_THROWS_AS(question(grouped, rows, &row::who, nan, &row::what), std::invalid_argument);
    CHECK_THROWS_AS(question(parallel(2), rows, &row::who, nan, &row::what), std::invalid_argument);
    CHECK_THROWS_AS(question(late_by(1.0), rows, &row::who, nan, &row::what), std::invalid_argument);
    CHECK_THROWS_MATCHES(parallel(0), std::invalid_argument,
                         Catch::Matchers::Message("emptor::parallel: 0 threads; 1 to 256 count"));
    CHECK_THROWS_AS(parallel(257), std::invalid_argument);
}

TEST_CASE("nobody's events are a report of zeros for every engine") {
    const std::vector<row> rows;
    const funnel question{steps("a", "b", "c", "d", "e"), within(7)};
    const auto expected = question(rows, &row::who, &row::when, &row::what);
    CHECK(question(grouped, rows, &row::who, &row::when, &row::what) == expected);
    CHECK(question(dense_ids(0), rows, &row::who, &row::when, &row::what) == expected);
    CHECK(question(parallel(3), rows, &row::who, &row::when, &row::what) == expected);
    CHECK(question(late_by(4), rows, &row::who, &row::when, &row::what) == expected);
}

}  // namespace engine_test
