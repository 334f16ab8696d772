// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/funnel.hpp>

namespace counter_test {

using namespace emptor::question_words;
using emptor::funnel, emptor::funnel_level;

namespace {

/// Checks both counters of a question: of the plain engine, and of the one of all rules, with a rule that changes
/// nothing here.
template <class Who, class When, class Check>
void with_both(Check check) {
    const auto two = steps("a", "b");
    check(funnel{two, within(When{5})}.template counter<Who, When>());
    check(funnel{two, within(When{5}), exclude("never")}.template counter<Who, When>());
}

}  // namespace

// Where it is the same everywhere: pointers and numbers of 64 bits.
TEST_CASE("what an entity takes is known when the program is compiled") {
    constexpr auto five = steps("a", "b", "c", "d", "e");
    using days = decltype(funnel{five}.counter<int, std::int64_t>());
    using windowed = decltype(funnel{five, within(7)}.counter<int, std::int64_t>());
    using times = decltype(funnel{five, within(7), timed}.counter<int, std::int64_t>());
    // The level is one byte of them. The others are the time of the last event and the steps held back of that time, so
    // that events at one time convert in step order, and what the report says of times: when each step was first taken;
    // with a window the latest start at each step; and with times those of every step from each of them, on lines of
    // memory of its own.
    STATIC_REQUIRE(days::bytes_an_entity(5) == 24 + 8 * 5);
    STATIC_REQUIRE(windowed::bytes_an_entity(5) <= 24 + 8 * (5 + 5));
    STATIC_REQUIRE(times::bytes_an_entity(5) == 3 * 64);  // of which 24 + 8 * (5 + 10 + 5) are used
    using narrow = decltype(funnel{five, within(7)}.counter<int, std::int32_t>());
    STATIC_REQUIRE(narrow::bytes_an_entity(5) <= 24 + 4 * (5 + 5));
    STATIC_REQUIRE(days::bytes_an_entity(64) == 24 + 8 * 64);
#if defined(__LP64__)
    using lines = decltype(funnel{five, within(7), breaks_on(repeat)}.counter<int, std::int64_t>());
    using any_order = decltype(funnel{five, within(7), unordered}.counter<int, std::int64_t>());
    STATIC_REQUIRE(lines::bytes_an_entity <= 256);
    STATIC_REQUIRE(any_order::bytes_an_entity <= 96);
#endif
}

TEST_CASE("how far one entity has come can be asked while it is counted") {
    with_both<std::string, int>([](auto counter) {
        CHECK_FALSE(counter.level("anna").has_value());
        CHECK(counter.levels().empty());
        counter.count("anna", 0, "a");
        CHECK(counter.level("anna") == funnel_level{1});
        counter.count("bela", 0, "nothing");
        counter.count("anna", 1, "b");
        CHECK(counter.level("anna") == funnel_level{2});
        CHECK(counter.level("bela") == funnel_level{0});
        CHECK_FALSE(counter.level("carl").has_value());
        CHECK(counter.levels() == std::vector<funnel_level>{{2}, {0}});
        // events at one time convert in step order, whoever asks in between
        counter.count("dora", 2, "b");
        CHECK(counter.level("dora") == funnel_level{0});
        counter.count("dora", 2, "a");
        CHECK(counter.level("dora") == funnel_level{2});
    });
}

TEST_CASE("who was forgotten is new when it comes again") {
    with_both<std::uint32_t, int>([](auto counter) {
        for (std::uint32_t who = 0; who < 4; ++who) counter.count(who, 0, "a");
        counter.count(2, 1, "b");
        CHECK(counter.forget(1));
        CHECK_FALSE(counter.forget(1));
        CHECK_FALSE(counter.forget(17));
        CHECK(counter.levels() == std::vector<funnel_level>{{1}, {2}, {1}});
        CHECK(counter.report().entities() == 3);
        CHECK(counter.totals().events == 5);
        counter.count(1, -9, "a");  // older than its last event, which nobody knows any more
        counter.count(4, 0, "a");
        counter.count(3, 2, "b");
        CHECK(counter.totals().out_of_order == 0);
        CHECK(counter.levels() == std::vector<funnel_level>{{1}, {2}, {2}, {1}, {1}});
        for (std::uint32_t who = 0; who < 5; ++who) CHECK(counter.forget(who));
        CHECK(counter.report().entities() == 0);
        CHECK(counter.report().steps()[0].entities == 0);
    });
}

TEST_CASE("times at both ends of their type, and below 0, are counted as they are") {
    using ends = std::numeric_limits<std::int64_t>;
    with_both<int, std::int64_t>([](auto counter) {
        counter.count(1, ends::min(), "a");
        counter.count(1, ends::max(), "b");
        counter.count(2, ends::max() - 5, "a");
        counter.count(2, ends::max(), "b");
        counter.count(3, ends::min(), "a");
        counter.count(3, ends::min() + 5, "b");
        counter.count(4, -3, "a");
        counter.count(4, 2, "b");
        counter.expire(ends::min());
        CHECK(counter.levels() == std::vector<funnel_level>{{1}, {2}, {2}, {2}});
        counter.expire(ends::max());
        CHECK(counter.levels() == std::vector<funnel_level>{{1}, {2}, {2}, {2}});
        auto again = counter;
        REQUIRE(again.load(counter.save()));
        CHECK(again.report() == counter.report());
    });
}

TEST_CASE("an event that is refused changes nothing") {
    with_both<double, double>([](auto counter) {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        counter.count(1, 1, "a");
        CHECK_THROWS_AS(counter.count(1, none, "b"), std::invalid_argument);
        CHECK_THROWS_AS(counter.count(1, std::numeric_limits<double>::infinity(), "b"), std::invalid_argument);
        CHECK_THROWS_AS(counter.count(none, 2, "b"), std::invalid_argument);
        CHECK_THROWS_AS(counter.level(none), std::invalid_argument);
        CHECK(counter.totals().events == 1);
        counter.count(1, 2, "b");
        CHECK(counter.level(1) == funnel_level{2});
        CHECK(counter.report().entities() == 1);
    });
}

TEST_CASE("a predicate that throws leaves the count as it was") {
    const auto seven = [](int what) {
        if (what < 0) throw std::runtime_error{"no such event"};
        return what == 7;
    };
    const auto check = [](auto counter) {
        counter.count(1, 0, 7);
        const auto before = counter.report();
        CHECK_THROWS_AS(counter.count(1, 1, -1), std::runtime_error);
        CHECK_THROWS_AS(counter.count(2, 1, -1), std::runtime_error);
        CHECK(counter.report() == before);
        counter.count(1, 2, 8);
        CHECK(counter.level(1) == funnel_level{2});
        CHECK_FALSE(counter.level(2).has_value());
    };
    check(funnel{steps(step("seven", seven), 8)}.counter<int, int>());
    check(funnel{steps(step("seven", seven), 8), breaks_on(repeat)}.counter<int, int>());
}

TEST_CASE("an entity of a million events takes no more memory than one of ten") {
    with_both<int, int>([](auto counter) {
        std::size_t few = 0;
        for (int i = 0; i < 1'000'000; ++i) {
            counter.count(1, i / 4, emptor::step_set{static_cast<std::uint64_t>(i) % 4});
            if (i == 9) few = counter.save().size();
        }
        CHECK(counter.save().size() <= few + 32);  // its numbers are larger
        CHECK(counter.level(1) == funnel_level{2});
        CHECK(counter.totals().events == 1'000'000);
    });
}

TEST_CASE("a counter does not add up with itself unless it is empty, and what fails changes nothing") {
    with_both<int, int>([](auto counter) {
        counter += counter;
        CHECK(counter.report().entities() == 0);
        counter.count(1, 0, "a");
        const auto before = counter.save();
        CHECK_THROWS_AS(counter += counter, std::invalid_argument);
        CHECK(counter.save() == before);
        auto other = counter;
        CHECK(other.forget(1));
        other.count(2, 9, "b");
        counter += other;
        CHECK(counter.levels() == std::vector<funnel_level>{{1}, {0}});
    });
}

TEST_CASE("a counter that was moved from can be counted with once it was given something") {
    const auto check = [](auto counter) {
        const auto empty = counter;
        counter.count(1, 0, "a");
        auto moved = std::move(counter);
        CHECK(moved.level(1) == funnel_level{1});
        static_cast<void>(counter.report());  // whatever it says
        counter = empty;
        counter.count(1, 0, "b");
        CHECK(counter.level(1) == funnel_level{0});
        CHECK(counter.report().steps().size() == 2);
    };
    with_both<int, int>(check);
    check(funnel{steps(std::vector<std::string>{"a", "b"})}.counter<int, int>());
}

TEST_CASE("counters of predicates that hold something add up and can be forgotten from") {
    int wanted = 3;
    const funnel asked{steps(step("wanted", [wanted](int what) { return what == wanted; }), 4)};
    auto one = asked.counter<int, int>();
    auto other = asked.counter<int, int>();
    one.count(1, 0, 3);
    other.count(2, 0, 3);
    one += other;
    CHECK(one.forget(1));
    CHECK(one.level(2) == funnel_level{1});
    REQUIRE(other.load(one.save()));
    CHECK(other.report() == one.report());
}

}  // namespace counter_test
