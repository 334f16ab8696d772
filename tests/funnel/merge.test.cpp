// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/funnel.hpp>

namespace merge_test {

using namespace emptor::question_words;
using emptor::funnel;

namespace {

struct row {
    std::string who;
    std::int64_t when;
    emptor::step_set what;
    int product;
};

/// Logs of a few entities with many equal times, some of them late, and events that take none, one or several steps.
std::vector<row> draw(std::mt19937_64& random) {
    std::vector<row> rows;
    const std::uint64_t length = random() % 60;
    for (std::uint64_t i = 0; i < length; ++i) {
        const std::uint64_t one = std::uint64_t{1} << random() % 3;
        const std::uint64_t late = random() % 8 == 0 ? 5 : 0;
        rows.push_back({std::to_string(random() % 6),
                        static_cast<std::int64_t>(i / 3) - static_cast<std::int64_t>(late),
                        {random() % 4 == 0 ? random() % 8 : one},
                        static_cast<int>(random() % 2)});
    }
    return rows;
}

/// Counts the rows of the entities that `keep` takes.
template <class Question, class Keep>
auto counted(const Question& asked, const std::vector<row>& rows, Keep keep) {
    const auto fill = [&](auto counter) {
        for (const row& each : rows) {
            if (!keep(each)) continue;
            if constexpr (Question::holds) {
                counter.count_held(each.who, each.when, each.product, each.what);
            } else {
                counter.count(each.who, each.when, each.what);
            }
        }
        return counter;
    };
    if constexpr (Question::holds) {
        return fill(asked.template counter<std::string, std::int64_t, int>());
    } else {
        return fill(asked.template counter<std::string, std::int64_t>());
    }
}

template <class Question>
void check_parts(const Question& asked) {
    const std::uint64_t seed = 20'261'122;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 500; ++i) {
        CAPTURE(i);
        const auto rows = draw(random);
        const auto part = [](const row& each) { return (each.who[0] - '0') % 3; };
        const auto whole = counted(asked, rows, [](const row&) { return true; }).report();
        const auto of = [&](int number) {
            return counted(asked, rows, [&](const row& r) { return part(r) == number; });
        };
        auto left = of(0);
        left += of(1);
        left += of(2);
        auto rest = of(1);
        rest += of(2);
        auto right = of(0);
        right += rest;
        auto none = counted(asked, rows, [](const row&) { return false; });
        none += right;
        REQUIRE(left.report() == whole);
        REQUIRE(right.report() == whole);
        REQUIRE(none.report() == whole);
    }
}

}  // namespace

TEST_CASE("counts of disjoint entities add up to the count of all, in any grouping") {
    const auto three = steps("a", "b", "c");
    check_parts(funnel{three});
    check_parts(funnel{three, within(7), timed});
    check_parts(funnel{three, within(7), breaks_on(back), gap_min(1)});
    check_parts(funnel{three, hold(&row::product)});
}

TEST_CASE("counting goes on after counts were added up") {
    const funnel asked{steps("a", "b"), within(5)};
    auto one = asked.counter<int, int>();
    one.count(1, 0, "a");
    auto other = asked.counter<int, int>();
    other.count(2, 3, "a");
    one += other;
    one.count(1, 4, "b");
    one.count(2, 9, "b");
    CHECK(one.report().steps()[1].entities == 1);
    CHECK(one.report().entities() == 2);
}

TEST_CASE("an entity in both counts is refused by name, and nothing is changed") {
    const auto refused = [](auto one, const auto& other) {
        const auto before = one.report();
        CHECK_THROWS_AS(one += other, std::invalid_argument);
        CHECK(one.report() == before);
        try {
            one += other;
        } catch (const std::invalid_argument& said) {
            CHECK(std::string{said.what()}.starts_with("entity anna is in both counts"));
        }
        CHECK_THROWS_AS(one += one, std::invalid_argument);
    };
    const auto counter = [](const auto& asked, const char* second) {
        auto counted = asked.template counter<std::string, int>();
        counted.count(second, 0, "a");
        counted.count("anna", 1, "a");
        return counted;
    };
    refused(counter(funnel{steps("a", "b")}, "bela"), counter(funnel{steps("a", "b")}, "carl"));
    const funnel strict{steps("a", "b"), breaks_on(repeat)};
    refused(counter(strict, "bela"), counter(strict, "carl"));
}

TEST_CASE("counts of different questions do not add up") {
    const auto differ = [](const auto& one, const auto& other) {
        auto sum = one.template counter<int, int>();
        const auto part = other.template counter<int, int>();
        CHECK_THROWS_AS(sum += part, std::invalid_argument);
    };
    differ(funnel{steps("a", "b"), within(5)}, funnel{steps("a", "b"), within(6)});
    differ(funnel{steps("a", "b"), gap_max(5)}, funnel{steps("a", "b"), gap_max(6)});
    differ(funnel{steps("a", "b"), within(5)}, funnel{steps("a", "c"), within(5)});
}

}  // namespace merge_test
