// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <ranges>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include <emptor/events/detail/reordered.hpp>
#include <emptor/events/reorder.hpp>

namespace reorder_test {

using emptor::reorder_buffer;

namespace {

struct event {
    int at;
    int place;
    friend bool operator==(const event&, const event&) = default;
};

std::vector<event> reordered(const std::vector<event>& events, unsigned bound, std::uint64_t* late = nullptr) {
    std::vector<event> given;
    reorder_buffer<int, event> buffer{bound};
    const auto give = [&](const event& each) { given.push_back(each); };
    for (const event& each : events) buffer.add(each.at, each, give);
    buffer.finish(give);
    if (late != nullptr) *late = buffer.late();
    return given;
}

}  // namespace

TEST_CASE("events that are late within the bound come out in order of time, those of one time as they came") {
    std::mt19937 random{7};
    for (int i = 0; i < 2'000; ++i) {
        std::vector<event> events;
        for (int place = 0; place < 30; ++place) {
            events.push_back({place / 2 - static_cast<int>(random() % 5), place});
        }
        std::vector<event> sorted = events;
        std::sort(sorted.begin(), sorted.end(),
                  [](const event& a, const event& b) { return a.at != b.at ? a.at < b.at : a.place < b.place; });
        std::uint64_t late = 0;
        REQUIRE(reordered(events, 4, &late) == sorted);
        REQUIRE(late == 0);
    }
}

TEST_CASE("no event is lost, whatever the bound, and those within it are in order among themselves") {
    std::mt19937 random{8};
    for (int i = 0; i < 2'000; ++i) {
        std::vector<event> events;
        for (int place = 0; place < 30; ++place) events.push_back({static_cast<int>(random() % 12), place});
        const auto bound = static_cast<unsigned>(random() % 12);
        std::uint64_t expected_late = 0;
        std::vector<event> punctual;
        for (int latest = 0; const event& each : events) {
            latest = std::max(latest, each.at);
            if (static_cast<unsigned>(latest - each.at) > bound) {
                ++expected_late;
            } else {
                punctual.push_back(each);
            }
        }
        std::uint64_t late = 0;
        std::vector<event> given = reordered(events, bound, &late);
        REQUIRE(late == expected_late);
        REQUIRE(given.size() == events.size());
        std::erase_if(given, [&](const event& each) {
            return std::find(punctual.begin(), punctual.end(), each) == punctual.end();
        });
        std::sort(punctual.begin(), punctual.end(),
                  [](const event& a, const event& b) { return a.at != b.at ? a.at < b.at : a.place < b.place; });
        REQUIRE(given == punctual);
    }
}

TEST_CASE("an event is given on as soon as nothing can come before it, and no more than the bound is held") {
    reorder_buffer<int, int> buffer{2};
    std::vector<int> given;
    const auto give = [&](int each) { given.push_back(each); };
    buffer.add(10, 1, give);
    buffer.add(11, 2, give);
    CHECK(given.empty());
    CHECK(buffer.size() == 2);
    buffer.add(12, 3, give);
    CHECK(given == std::vector{1});
    buffer.add(10, 4, give);
    CHECK(given == std::vector{1, 4});
    buffer.add(9, 5, give);
    CHECK(given == std::vector{1, 4, 5});
    CHECK(buffer.late() == 1);
    buffer.finish(give);
    CHECK(given == std::vector{1, 4, 5, 2, 3});
    CHECK(buffer.size() == 0);
}

TEST_CASE("times at the ends of their type, and times that are no number") {
    using limits = std::numeric_limits<std::int64_t>;
    reorder_buffer<std::int64_t, int> buffer{std::numeric_limits<std::uint64_t>::max()};
    std::vector<int> given;
    const auto give = [&](int each) { given.push_back(each); };
    buffer.add(limits::max(), 1, give);
    buffer.add(limits::min(), 2, give);
    buffer.finish(give);
    CHECK(given == std::vector{2, 1});
    reorder_buffer<double, int> fractions{1.5};
    CHECK_THROWS_AS(fractions.add(0.0 / 0.0, 1, give), std::invalid_argument);
    CHECK(fractions.size() == 0);
}

TEST_CASE("events that can only be moved are given on, and a stream that is read once is put in order") {
    reorder_buffer<std::chrono::seconds, std::unique_ptr<int>> buffer{1};
    std::vector<int> given;
    const auto give = [&](std::unique_ptr<int> each) { given.push_back(*each); };
    buffer.add(std::chrono::seconds{2}, std::make_unique<int>(2), give);
    buffer.add(std::chrono::seconds{1}, std::make_unique<int>(1), give);
    buffer.finish(give);
    CHECK(given == std::vector{1, 2});

    std::istringstream stream{"3 2 1 5 4 9"};
    auto numbers = std::ranges::istream_view<int>(stream);
    emptor::detail::reordered_events in_order{numbers, [](int number) { return number; }, 2U};
    std::vector<int> read;
    for (const int number : in_order) read.push_back(number);
    CHECK(read == std::vector{1, 2, 3, 4, 5, 9});
}

}  // namespace reorder_test
