// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include <emptor/funnel.hpp>

#include "../fuzz/corpus.hpp"
#include "../fuzz/counter.hpp"

namespace counter_bytes_test {

using namespace emptor::question_words;
using emptor::funnel;

namespace {

std::vector<std::uint8_t> golden(const char* file) {
    std::ifstream in{std::filesystem::path{EMPTOR_SOURCE_DIR} / "tests" / "golden" / file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// A count of the plain engine with an entity in every state: complete, on the way, put away, with events held back of
/// which some take several steps.
auto plain_count() {
    auto counter = fuzz::counter_questions::plain();
    const auto count = [&](int who, int when, std::uint64_t taken) {
        counter.count(static_cast<std::int8_t>(who), static_cast<std::int16_t>(when), emptor::step_set{taken});
    };
    count(1, -300, 1);
    count(1, -298, 2);
    count(2, -297, 0);
    counter.expire(-200);
    count(3, 0, 1);
    count(3, 1, 2);
    count(3, 2, 4);
    count(-4, 3, 1);
    count(-4, 5, 2);
    count(-4, 4, 2);
    count(5, 5, 3);
    count(5, 5, 6);
    count(6, 5, 6);
    count(7, 5, 1);
    count(7, -201, 1);
    return counter;
}

/// A count by any rules, in order or in any order.
auto line_count(bool any_order) {
    auto counter = fuzz::counter_questions::lines(any_order);
    const auto count = [&](const char* who, double when, std::uint64_t taken) {
        counter.count(who, when, emptor::step_set{taken});
    };
    count("anna", 0.5, 1);
    count("anna", 1.5, 2);
    count("bela", 1.5, 1);
    counter.expire(1.0);
    count("", 2.0, 0);
    count("anna", 6.25, 4);
    count("carl", 6.25, 1);
    count("carl", 7.25, 3);
    count("carl", 7.25, 6);
    return counter;
}

auto process_count() {
    using enum fuzz::counter_questions::event;
    auto counter = fuzz::counter_questions::through_a_process();
    counter.count(7, -1, begun);
    counter.count(7, 0, chosen);
    counter.count(7, 1, chosen, emptor::role::buyer);
    counter.count(8, 1, chosen, emptor::role::user);
    counter.count(8, 1, back);
    counter.count(8, 2, back);
    counter.count(8, 2, begun);
    counter.count(9, 3, static_cast<fuzz::counter_questions::event>(77));
    counter.count(9, 2, begun);
    return counter;
}

/// Every beginning is refused, and every changed byte, and every byte more.
template <class Counter>
void check_damage(const Counter& counter) {
    const auto bytes = counter.save();
    Counter other{counter};
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto error = other.load(std::span{bytes}.first(size)).error();
        REQUIRE(error.has_value());
        REQUIRE(error->offset <= size);
    }
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        for (const unsigned change : {1U, 2U, 16U, 128U, 255U}) {
            auto damaged = bytes;
            damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ change);
            const auto error = other.load(damaged).error();
            REQUIRE(error.has_value());
            REQUIRE(error->offset <= bytes.size());
        }
    }
    auto longer = bytes;
    longer.push_back(0);
    REQUIRE_FALSE(other.load(longer));
    REQUIRE(other.save() == bytes);
    REQUIRE(other.report() == counter.report());
}

template <class Who, class When>
void comes_back(const std::vector<Who>& who, const std::vector<When>& when) {
    CAPTURE(when.size(), who.size());
    const funnel asked{steps("a", "b")};
    auto before = asked.template counter<Who, When>();
    for (const Who& each : who) {
        for (const When& at : when) before.count(each, at, "a");
        before.count(each, when.back(), "b");
    }
    auto after = asked.template counter<Who, When>();
    const auto bytes = before.save();
    REQUIRE(after.load(bytes));
    CHECK(after.save() == bytes);
    CHECK(after.report() == before.report());
    for (const Who& each : who) CHECK(after.level(each) == before.level(each));
}

/// The first word of why bytes of one question are refused by another.
template <class One, class Other>
bool another_question(const One& one, const Other& other) {
    const auto counter = one.template counter<int, int>();
    auto loaded = other.template counter<int, int>();
    const auto result = loaded.load(counter.save());
    return !result && result.error()->what.starts_with("the counter is one of another question") &&
           result.error()->offset == 8;
}

enum class customer : std::uint64_t { nobody, somebody = std::numeric_limits<std::uint64_t>::max() };

}  // namespace

TEST_CASE("a counter is saved in the bytes of version 1") {
    const auto check = [](const auto& counter, const char* file) {
        CAPTURE(file);
        const auto bytes = golden(file);
        CHECK(counter.save() == bytes);
        auto loaded = counter;
        loaded.forget({});
        REQUIRE(loaded.load(bytes));
        CHECK(loaded.report() == counter.report());
        CHECK(loaded.levels() == counter.levels());
    };
    check(plain_count(), "counter_plain_1.bin");
    check(line_count(false), "counter_lines_1.bin");
    check(line_count(true), "counter_any_order_1.bin");
    check(process_count(), "counter_process_1.bin");
}

TEST_CASE("every beginning of a saved counter is refused, and so is every changed byte and every byte more") {
    check_damage(plain_count());
    check_damage(line_count(false));
    check_damage(line_count(true));
    check_damage(process_count());
}

TEST_CASE("changed bytes with a right check are refused, or make a counter that counts on and saves them again") {
    std::vector<std::vector<std::uint8_t>> saved{plain_count().save(), line_count(false).save(),
                                                 line_count(true).save(), process_count().save()};
    for (std::size_t kind = 0; kind < saved.size(); ++kind) {
        const std::string first(1, static_cast<char>(kind << 2 | 3U));
        for (std::size_t at = 16; at + 8 < saved[kind].size(); ++at) {
            for (const unsigned change : {1U, 4U, 32U, 255U}) {
                auto bytes = saved[kind];
                bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ change);
                CAPTURE(kind, at, change);
                CHECK_NOTHROW(fuzz::counter(first + std::string(bytes.begin(), bytes.end())));
            }
        }
    }
}

TEST_CASE("a counter comes back with any kind of time and of id") {
    using namespace std::chrono;
    comes_back<int, std::int8_t>({-5, 0, std::numeric_limits<int>::max()}, {-128, 0, 127});
    comes_back<std::uint64_t, std::uint64_t>({0, 1, std::numeric_limits<std::uint64_t>::max()},
                                             {0, 1, std::numeric_limits<std::uint64_t>::max()});
    comes_back<std::string, sys_seconds>({"", "anna", std::string("\0z", 2)},
                                         {sys_seconds{seconds::min()}, sys_seconds{}, sys_seconds{seconds::max()}});
    comes_back<customer, double>({customer::nobody, customer::somebody}, {-1e308, -0.0, 5e-324, 1e308});
    comes_back<bool, float>({false, true}, {-1.5F, 3e38F});
    using precise = std::numeric_limits<long double>;
    comes_back<int, long double>({1}, {precise::lowest(), -1.0L / 3, 0.0L, precise::denorm_min(), precise::min(),
                                       1.0L + precise::epsilon(), precise::max()});
}

TEST_CASE("a counter of another question is refused") {
    const auto two = steps("a", "b");
    const funnel asked{two, within(5)};
    CHECK(another_question(asked, funnel{steps("a", "c"), within(5)}));
    CHECK(another_question(asked, funnel{steps("a", "b", "c"), within(5)}));
    CHECK(another_question(asked, funnel{two, within(6)}));
    CHECK(another_question(asked, funnel{two}));
    CHECK(another_question(asked, funnel{two, within(5), timed}));
    CHECK(another_question(asked, funnel{two, within(std::chrono::minutes{5}), unit<std::chrono::minutes>}));
    const funnel lines{two, within(5), breaks_on(repeat), exclude("x")};
    CHECK(another_question(asked, lines));
    CHECK(another_question(lines, funnel{two, within(5), breaks_on(back), exclude("x")}));
    CHECK(another_question(lines, funnel{two, within(5), breaks_on(repeat), exclude("y")}));
    CHECK(another_question(funnel{two, gap_max(5)}, funnel{two, gap_max(6)}));
    CHECK(another_question(funnel{two, gap_max(5)}, funnel{two, gap_min(5)}));

    auto numbers = asked.counter<int, int>();
    CHECK_FALSE(numbers.load(asked.counter<unsigned, int>().save()));
    CHECK_FALSE(numbers.load(asked.counter<std::string, int>().save()));
    CHECK_FALSE(numbers.load(asked.counter<int, std::int64_t>().save()));
    CHECK_FALSE(numbers.load(asked.counter<int, float>().save()));
    CHECK(numbers.load(asked.counter<std::int64_t, int>().save()));

    auto wide = asked.counter<std::int64_t, int>();
    wide.count(std::int64_t{1} << 40, 0, "a");
    const auto result = numbers.load(wide.save());
    REQUIRE_FALSE(result);
    CHECK(result.error()->what == "an id does not fit its type");
}

TEST_CASE("bytes that announce more than they have are refused before memory is taken for it") {
    const funnel asked{steps("a", "b"), within(5)};
    auto counter = asked.counter<std::string, int>();
    std::vector<std::uint8_t> bytes = counter.save();
    bytes.resize(16);
    emptor::detail::put_varint(bytes, std::uint64_t{1} << 62);  // events
    emptor::detail::put_varint(bytes, 0);
    emptor::detail::put_varint(bytes, 0);
    emptor::detail::put_varint(bytes, 1);
    emptor::detail::put_varint(bytes, 0);
    emptor::detail::put_varint(bytes, std::uint64_t{1} << 61);  // ids
    emptor::detail::byte_hash hash;
    for (const std::uint8_t byte : bytes) hash.add(byte);
    emptor::detail::put_number(bytes, hash.value());
    const auto result = counter.load(bytes);
    REQUIRE_FALSE(result);
    CHECK(result.error()->what.starts_with("the number of ids is 2305843009213693952"));
}

TEST_CASE("the corpus of the fuzz target for counters holds") {
    const auto inputs = corpus_of("counter");
    REQUIRE(inputs.size() >= 8);
    for (const auto& [file, bytes] : inputs) {
        CAPTURE(file);
        CHECK_NOTHROW(fuzz::counter(bytes));
        for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_NOTHROW(fuzz::counter(bytes.substr(0, size)));
    }
}

}  // namespace counter_bytes_test
