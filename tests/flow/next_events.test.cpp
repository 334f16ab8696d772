// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/flow/next_events.hpp>

#include "../generator.hpp"

namespace next_events_test {
namespace {

using emptor::next_events, emptor::previous_events, emptor::sort_first;
using path = std::vector<std::string>;

struct page {
    std::string who;
    int at;
    std::optional<std::string> name;
};

const std::vector<page> visits{
    {"anna", 1, "home"},   {"anna", 2, "search"}, {"ben", 2, "search"}, {"anna", 3, "gift"},   {"ben", 4, "exit"},
    {"anna", 4, "basket"}, {"chen", 5, "home"},   {"dora", 5, "home"},  {"dora", 6, "search"}, {"ben", 6, "search"},
    {"ben", 7, "gift"},    {"anna", 7, {}},       {"anna", 3, "late"},
};

/// An attempt as a funnel counts it.
struct attempt {
    std::string name;
    std::size_t furthest;
    int taken;

    [[nodiscard]] const std::string& who() const { return name; }
    [[nodiscard]] std::size_t level() const { return furthest; }
    [[nodiscard]] std::optional<int> at(std::size_t step) const {
        return step <= furthest ? std::optional{taken} : std::nullopt;
    }
};

}  // namespace

TEST_CASE("what came next is counted, the nearest first, and who did nothing next") {
    const auto after = next_events("search", 2)(visits, &page::who, &page::at, &page::name);
    CHECK(after.paths.times(path{"gift", "basket"}) == 1);
    CHECK(after.paths.times(path{"exit", "search"}) == 1);
    CHECK(after.paths.paths() == 2);
    CHECK(after.none == 1);     // dora
    CHECK(after.without == 1);  // chen
    CHECK(after.entities() == 3);
    CHECK(after.totals == emptor::flow_totals{13, 4, 7, 1, 1, false});
    using counts = std::vector<std::pair<std::string, std::uint64_t>>;
    CHECK(after.nth(1) == counts{{"exit", 1}, {"gift", 1}});
    CHECK(after.nth(3).empty());
    CHECK(after.nth(0).empty());
}

TEST_CASE("what came before is counted, the nearest first") {
    const auto before = previous_events("basket", 2)(visits, &page::who, &page::at, &page::name);
    CHECK(before.paths.top(9) == std::vector<emptor::path_count<std::string>>{{{"gift", "search"}, 1}});
    CHECK(before.without == 3);
    const auto start = previous_events("search", 5)(visits, &page::who, &page::at, &page::name);
    CHECK(start.paths.times(path{"home"}) == 2);
    CHECK(start.none == 1);
    CHECK(start.nth(1).front() == std::pair<std::string, std::uint64_t>{"home", 2});
}

TEST_CASE("those whom a funnel lost are asked about from the moment it lost them") {
    const std::vector<attempt> attempts{{"anna", 3, 2}, {"ben", 2, 6}, {"dora", 2, 6}, {"chen", 1, 5}};
    const auto lost = emptor::lost_after(attempts, 2);
    CHECK(lost.size() == 2);
    CHECK(lost.find("ben") == 6);
    CHECK_FALSE(lost.find("anna").has_value());
    const auto instead = next_events("search", 1)(lost, visits, &page::who, &page::at, &page::name);
    CHECK(instead.paths.times(path{"gift"}) == 1);  // ben's second search, not the first
    CHECK(instead.paths.paths() == 1);
    CHECK(instead.none == 1);
    CHECK(instead.without == 2);
}

TEST_CASE("no events cannot be asked for") {
    CHECK_THROWS_AS(next_events("search", 0), std::invalid_argument);
    CHECK_THROWS_AS(previous_events("search", 0), std::invalid_argument);
}

namespace {

enum class act : std::uint8_t { see, search, choose, buy };

struct done {
    int who;
    int at;
    act what;
};

using paths_by_count = std::map<std::vector<act>, std::uint64_t>;

/// The same, looked up in the events of each entity. Only those with a moment are asked about, where moments are given.
std::pair<paths_by_count, std::uint64_t> looked_up(std::vector<done> events, std::size_t most, bool backward,
                                                   const std::map<int, int>* moments) {
    std::vector<std::pair<done, std::size_t>> placed;
    for (const done& each : events) placed.emplace_back(each, placed.size());
    std::sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) {
        return a.first.at != b.first.at ? a.first.at < b.first.at : a.second < b.second;
    });
    std::map<int, std::vector<done>> by_entity;
    for (const auto& [each, place] : placed) by_entity[each.who].push_back(each);
    std::pair<paths_by_count, std::uint64_t> found;
    for (auto& [who, own] : by_entity) {
        const auto fits = [&](const done& each) {
            if (moments == nullptr) return each.what == act::search;
            return each.what == act::search && moments->contains(who) && moments->at(who) == each.at;
        };
        const auto place = std::find_if(own.begin(), own.end(), fits);
        if (place == own.end()) {
            ++found.second;
            continue;
        }
        std::vector<act> next;
        if (backward) {
            for (auto each = std::make_reverse_iterator(place); each != own.rend() && next.size() < most; ++each) {
                next.push_back(each->what);
            }
        } else {
            for (auto each = place + 1; each != own.end() && next.size() < most; ++each) next.push_back(each->what);
        }
        ++found.first[next];
    }
    return found;
}

}  // namespace

TEST_CASE("random logs have what a plain look finds, in order, sorted, of all and of some, whole and in parts") {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        CAPTURE(seed);
        emptor_test::generator random{seed};
        const std::size_t entities = 1 + random.below(5);
        const bool ordered = random.chance(2);
        std::vector<done> events;
        for (std::size_t i = random.below(40); i > 0; --i) {
            const auto at = static_cast<int>(ordered ? (40 - i) / 3 : random.below(12));
            events.push_back({static_cast<int>(random.below(entities)), at, static_cast<act>(random.below(4))});
        }
        emptor::event_moments<int, int> asked;
        std::map<int, int> moments;
        for (const done& each : events) {
            if (each.what != act::search || !random.chance(2)) continue;
            moments[each.who] = each.at;
            asked.set(each.who, each.at);
        }
        const std::size_t most = 1 + random.below(4);
        const bool backward = random.chance(2);
        const auto question = backward ? previous_events(act::search, most) : next_events(act::search, most);
        const auto check = [&](const auto& report, const std::map<int, int>* of) {
            const auto [paths, without] = looked_up(events, most, backward, of);
            std::uint64_t counted = report.none;
            for (const auto& [states, times] : paths) {
                CHECK((states.empty() ? report.none : report.paths.times(states)) == times);
                if (!states.empty()) counted += times;
            }
            CHECK(report.entities() == counted);
            CHECK(report.without == without);
            CHECK(report.totals.entities == report.entities() + report.without);
        };
        const auto whole = question(sort_first, events, &done::who, &done::at, &done::what);
        check(whole, nullptr);
        check(question(sort_first, asked, events, &done::who, &done::at, &done::what), &moments);
        if (ordered) {
            check(question(events, &done::who, &done::at, &done::what), nullptr);
            check(question(asked, events, &done::who, &done::at, &done::what), &moments);
        }
        std::vector<done> parts[2];
        for (const done& each : events) parts[each.who % 2].push_back(each);
        auto sum = question(sort_first, parts[0], &done::who, &done::at, &done::what);
        sum += question(sort_first, parts[1], &done::who, &done::at, &done::what);
        CHECK(sum == whole);
    }
}

}  // namespace next_events_test
