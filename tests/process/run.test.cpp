// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/run.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <random>
#include <stdexcept>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_adapters.hpp>
#include <catch2/generators/catch_generators_random.hpp>

#include "buying.hpp"

namespace run_test {

using namespace buying_test;
using emptor::journey;
using emptor::journey_end;
using emptor::refusal;
using emptor::tally;

namespace {

enum class nine : std::uint8_t { s0, s1, s2, s3, s4, s5, s6, s7, s8 };
enum class twelve : std::uint8_t { s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11 };
enum class three : std::uint8_t { s0, s1, s2 };
enum class go : std::uint8_t { forth, back, home };

/// Open to all where there is no agreement to ask for.
template <class Stage, bool Open>
consteval auto a_walk() {
    constexpr auto last = static_cast<Stage>(emptor::enumerators<Stage>.size() - 1);
    std::vector<emptor::rule<Stage, go, emptor::role>> rows;
    for (const auto stage : emptor::enumerators<Stage>) {
        const auto index = static_cast<int>(stage);
        const auto before = static_cast<Stage>(index == 0 ? 0 : index - 1);
        if (stage != last) rows.push_back({in(stage), on(go::forth), to(static_cast<Stage>(index + 1))});
        if constexpr (Open) {
            if (index != 0) rows.push_back({in(stage), on(go::back), to(before)});
        } else {
            rows.push_back({in(stage), on(go::back), by(user, seller), once_agreed(buyer), to(before)});
        }
        rows.push_back({in(stage), on(go::home), to(static_cast<Stage>(0))});
    }
    rows.push_back({emptor::rule_words::endless()});
    return emptor::process<Stage, go>(static_cast<Stage>(0), rows);
}

constexpr auto three_walk = a_walk<three, true>();
constexpr auto nine_walk = a_walk<nine, false>();
constexpr auto twelve_walk = a_walk<twelve, false>();
constexpr auto twelve_open = a_walk<twelve, true>();

template <const auto& Process>
struct log {
    using process_type = std::remove_cvref_t<decltype(Process)>;
    std::vector<typename process_type::event_type> events;
    std::vector<std::optional<typename process_type::role_type>> roles;
    std::vector<bool> agreed;
};

template <const auto& Process>
log<Process> draw(std::size_t length, std::mt19937_64& random) {
    log<Process> drawn;
    using process_type = typename log<Process>::process_type;
    for (std::size_t i = 0; i < length; ++i) {
        const auto number = random() % (process_type::events().size() + 1);
        drawn.events.push_back(random() % 50 == 0 ? static_cast<typename process_type::event_type>(99)
                                                  : static_cast<typename process_type::event_type>(number));
        drawn.roles.emplace_back();
        if (random() % 4 != 0) drawn.roles.back() = static_cast<emptor::role>(random() % 9);
        drawn.agreed.push_back(random() % 2 == 0);
    }
    return drawn;
}

/// The obvious run: a journey, an event, an answer at a time.
template <const auto& Process>
emptor::run_result<Process> plainly(const log<Process>& log, bool with_roles, bool with_agreed) {
    emptor::run_result<Process> result;
    journey<Process> now;
    bool open = false;
    for (std::size_t i = 0; i < log.events.size(); ++i) {
        open = log.events[i] != journey_end<typename std::remove_cvref_t<decltype(Process)>::event_type>;
        if (open) {
            const auto role = with_roles ? log.roles[i] : std::nullopt;
            const bool agreed = with_agreed && log.agreed[i];
            const auto reason = Process.reason(now.stage(), log.events[i], role, agreed);
            result.counts.count(reason);
            REQUIRE(now.apply(log.events[i], role, agreed).reason() == reason);
        } else {
            result.journeys.push_back(now);
            now = {};
        }
    }
    if (open) result.journeys.push_back(now);
    return result;
}

template <const auto& Process>
void compare_streams(std::mt19937_64& random) {
    for (const std::size_t length : {random() % 30, random() % 9000}) {
        const auto log = draw<Process>(length, random);
        CAPTURE(length);
        CHECK(emptor::run<Process>(log.events) == plainly(log, false, false));
        CHECK(emptor::run<Process>(log.events, log.roles) == plainly(log, true, false));
        CHECK(emptor::run<Process>(log.events, log.roles, log.agreed) == plainly(log, true, true));
    }
}

template <const auto& Process>
void compare_columns(std::mt19937_64& random) {
    using process_type = std::remove_cvref_t<decltype(Process)>;
    const std::size_t length = random() % 2000;
    std::vector<journey<Process>> journeys;
    for (std::size_t i = 0; i < length; ++i) {
        journeys.emplace_back(process_type::stages()[random() % process_type::stages().size()]);
        if (random() % 2 == 0) static_cast<void>(journeys.back().apply(process_type::events()[0]));
    }
    for (const bool with_roles : {false, true}) {
        const auto log = draw<Process>(length, random);
        auto expected = journeys;
        tally counts;
        for (std::size_t i = 0; i < length; ++i) {
            counts.count(expected[i].apply(log.events[i], with_roles ? log.roles[i] : std::nullopt).reason());
        }
        const tally counted = with_roles ? emptor::run_columns<Process>(journeys, log.events, log.roles)
                                         : emptor::run_columns<Process>(journeys, log.events);
        CHECK(counted == counts);
        CHECK(journeys == expected);
    }
}

}  // namespace

TEST_CASE("a stream is run as its journeys would be, one event at a time", "[process]") {
    const auto seed = GENERATE(take(30, random(0ULL, ~0ULL)));
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    compare_streams<buying>(random);
    compare_streams<three_walk>(random);
    compare_streams<nine_walk>(random);
    compare_streams<twelve_walk>(random);
    compare_streams<twelve_open>(random);
}

TEST_CASE("columns are run as their journeys would be, one at a time", "[process]") {
    const auto seed = GENERATE(take(100, random(0ULL, ~0ULL)));
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    compare_columns<buying>(random);
    compare_columns<three_walk>(random);
    compare_columns<nine_walk>(random);
    compare_columns<twelve_walk>(random);
    compare_columns<twelve_open>(random);
}

TEST_CASE("every end ends a journey, and the last may lack its own", "[process]") {
    constexpr auto end = journey_end<event>;
    const auto stages = [](const std::deque<event>& events) {
        std::vector<stage> ended;
        for (const auto& journey : emptor::run<buying>(events).journeys) ended.push_back(journey.stage());
        return ended;
    };
    CHECK(stages({}).empty());
    CHECK(stages({abandoned}) == std::vector{lost});
    CHECK(stages({abandoned, end}) == std::vector{lost});
    CHECK(stages({end, end}) == std::vector{need, need});
    CHECK(stages({abandoned, end, chosen}) == std::vector{lost, need});
}

TEST_CASE("ends are no events, and unknown events are counted as such", "[process]") {
    const std::vector<event> events{abandoned, journey_end<event>, static_cast<event>(200), static_cast<event>(-1)};
    const auto done = emptor::run<buying>(events);
    CHECK(done.counts.events() == 3);
    CHECK(done.counts.moved() == 1);
    CHECK(done.counts.refused(refusal::unknown_event) == 2);
    CHECK(done.counts.refused(refusal::not_possible) == 0);
}

TEST_CASE("columns of other lengths are refused", "[process]") {
    std::vector<journey<buying>> journeys(2);
    const std::vector<event> events{abandoned};
    const std::vector<emptor::role> roles{user, user};
    CHECK_THROWS_AS(emptor::run<buying>(events, roles), std::invalid_argument);
    CHECK_THROWS_AS(emptor::run_columns<buying>(journeys, events), std::invalid_argument);
    CHECK_THROWS_AS(emptor::run_columns<buying>(journeys, events, roles), std::invalid_argument);
    CHECK(journeys == std::vector<journey<buying>>(2));
}

}  // namespace run_test
