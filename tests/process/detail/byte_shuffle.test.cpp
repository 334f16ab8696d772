// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/detail/byte_shuffle.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_adapters.hpp>
#include <catch2/generators/catch_generators_random.hpp>

#include <emptor/process/run.hpp>

#include "generator.hpp"

namespace byte_shuffle_test {

using emptor::journey;
using emptor::refusal;
using emptor::tally;
using emptor::detail::event_columns;
using emptor::detail::shuffle_steps;
using emptor::detail::shuffle_tables;

namespace {

enum class one : std::uint8_t { e0 };
enum class three : std::uint8_t { e0, e1, e2 };
enum class eleven : std::int8_t { e0, e1, e2, e3, e4, e5, e6, e7, e8, e9, e10 };
enum class fifteen : std::uint8_t { e0, e1, e2, e3, e4, e5, e6, e7, e8, e9, e10, e11, e12, e13, e14 };
enum class sixteen : std::uint8_t { e0, e1, e2, e3, e4, e5, e6, e7, e8, e9, e10, e11, e12, e13, e14, e15 };
enum class wide { e0, e1, e2 };

enum class two_stages : std::uint8_t { s0, s1 };
enum class five_stages : std::uint8_t { s0, s1, s2, s3, s4 };
enum class eight_stages : std::uint8_t { s0, s1, s2, s3, s4, s5, s6, s7 };
enum class nine_stages : std::uint8_t { s0, s1, s2, s3, s4, s5, s6, s7, s8 };
enum class ten_stages : std::uint8_t { s0, s1, s2, s3, s4, s5, s6, s7, s8, s9 };
enum class many_stages : std::uint8_t {
    s0,
    s1,
    s2,
    s3,
    s4,
    s5,
    s6,
    s7,
    s8,
    s9,
    s10,
    s11,
    s12,
    s13,
    s14,
    s15,
    s16,
    s17,
    s18,
    s19,
    s20,
    s21,
    s22,
    s23,
    s24,
    s25,
    s26,
    s27,
    s28,
    s29,
    s30,
    s31,
};

using emptor_test::generator;

/// A ring by the first event; the others lead anywhere, if at all, and some are not for all.
template <class Stage, class Event, bool Open>
consteval auto a_ring() {
    using namespace emptor::rule_words;
    constexpr std::size_t stages = emptor::enumerators<Stage>.size();
    constexpr std::size_t events = emptor::enumerators<Event>.size();
    generator random{stages * 16 + events};
    std::vector<emptor::rule<Stage, Event, emptor::role>> rows;
    for (std::size_t s = 0; s < stages; ++s) {
        rows.push_back({in(static_cast<Stage>(s)), on(Event::e0), to(static_cast<Stage>((s + 1) % stages))});
        for (std::size_t e = 1; e < events; ++e) {
            const auto any = static_cast<Stage>(random.below(stages));
            const std::size_t kind = random.below(5);
            if (kind == 0 && s != e % stages) continue;
            rows.push_back({in(static_cast<Stage>(s)), on(static_cast<Event>(e)), to(any)});
            if (!Open && kind == 1) rows.back().roles.insert(emptor::role::buyer);
            if (!Open && kind == 2) rows.back().agreed.insert(emptor::role::user);
        }
    }
    rows.push_back({endless()});
    return emptor::process<Stage, Event>(Stage::s0, rows);
}

constexpr auto ring_2_1 = a_ring<two_stages, one, true>();
constexpr auto ring_5_3 = a_ring<five_stages, three, false>();
constexpr auto ring_8_15 = a_ring<eight_stages, fifteen, false>();
constexpr auto open_8_15 = a_ring<eight_stages, fifteen, true>();
constexpr auto ring_9_3 = a_ring<nine_stages, three, false>();
constexpr auto ring_10_11 = a_ring<ten_stages, eleven, false>();
constexpr auto ring_32_3 = a_ring<many_stages, three, false>();

constexpr auto too_many_events = a_ring<two_stages, sixteen, true>();
constexpr auto too_many_cells = a_ring<nine_stages, fifteen, true>();
constexpr auto too_wide = a_ring<five_stages, wide, true>();

/// Journeys in any stage, some just refused, and an event for each, some of them unknown.
template <const auto& Process>
struct columns {
    using process_type = std::remove_cvref_t<decltype(Process)>;
    using event_type = typename process_type::event_type;

    std::vector<journey<Process>> journeys;
    std::vector<event_type> events;

    columns(std::size_t length, std::uint64_t seed) {
        generator random{seed};
        const auto any_event = [&] {
            const std::size_t number = emptor::enumerators<event_type>.size();
            return static_cast<event_type>(random.below(8) == 0 ? random.below(256) : random.below(number));
        };
        for (std::size_t i = 0; i < length; ++i) {
            journeys.emplace_back(process_type::stages().begin()[random.below(process_type::stages().size())]);
            if (random.below(2) == 0) static_cast<void>(journeys.back().apply(any_event()));
            events.push_back(any_event());
        }
    }

    /// One journey after the other, from one place on.
    tally apply_each(std::size_t begin) {
        tally counts;
        for (std::size_t i = begin; i < journeys.size(); ++i) counts.count(journeys[i].apply(events[i]).reason());
        return counts;
    }
};

template <const auto& Process>
void agrees(std::size_t length, std::size_t begin, std::uint64_t seed) {
    const columns<Process> given{begin + length, seed};
    columns<Process> plain{given};
    columns<Process> fast{given};
    columns<Process> anywhere{given};
    const tally expected = plain.apply_each(begin);
    const auto what = std::span{given.events}.subspan(begin);
    CHECK(event_columns<Process>::apply(std::span{fast.journeys}.subspan(begin), what) == expected);
    CHECK(event_columns<Process>::apply_anywhere(std::span{anywhere.journeys}.subspan(begin), what) == expected);
    CHECK(fast.journeys == plain.journeys);
    CHECK(anywhere.journeys == plain.journeys);
}

void all_agree(std::size_t length, std::size_t begin, std::uint64_t seed) {
    CAPTURE(length, begin, seed);
    agrees<ring_2_1>(length, begin, seed);
    agrees<ring_5_3>(length, begin, seed);
    agrees<ring_8_15>(length, begin, seed);
    agrees<open_8_15>(length, begin, seed);
    agrees<ring_9_3>(length, begin, seed);
    agrees<ring_10_11>(length, begin, seed);
    agrees<ring_32_3>(length, begin, seed);
    agrees<too_many_events>(length, begin, seed);
    agrees<too_many_cells>(length, begin, seed);
    agrees<too_wide>(length, begin, seed);
}

}  // namespace

TEST_CASE("shuffled columns of any length are run as their journeys would be, one at a time", "[process]") {
    for (std::size_t length = 0; length <= 200; ++length) all_agree(length, length * 7 % 33, length);
}

TEST_CASE("shuffled columns may begin anywhere", "[process]") {
    const auto seed = GENERATE(take(3, random(1U, 1000000U)));
    for (std::size_t begin = 0; begin <= 64; ++begin) all_agree(100, begin, seed + begin);
}

TEST_CASE("shuffled columns may be longer than a byte can count", "[process]") {
    all_agree(20'000, 1, 1);
    std::vector<journey<ring_5_3>> journeys(20'000);
    const std::vector<three> strangers(20'000, three{77});
    CHECK(emptor::run_columns<ring_5_3>(journeys, strangers).refused(refusal::unknown_event) == 20'000);
    const std::vector<three> moves(20'000, three::e0);
    CHECK(emptor::run_columns<ring_5_3>(journeys, moves).moved() == 20'000);
}

TEST_CASE("shuffling is for whole vectors of journeys through a small process", "[process]") {
    STATIC_REQUIRE(shuffle_tables<ring_8_15>::fit);
    STATIC_REQUIRE(shuffle_tables<ring_10_11>::fit);
    STATIC_REQUIRE(shuffle_tables<ring_32_3>::fit);
    STATIC_REQUIRE_FALSE(shuffle_tables<too_many_events>::fit);
    STATIC_REQUIRE_FALSE(shuffle_tables<too_many_cells>::fit);
    STATIC_REQUIRE_FALSE(shuffle_tables<too_wide>::fit);

    tally counts;
    std::vector<std::uint8_t> codes(100);
    const std::vector<three> some(100);
    const std::size_t done = shuffle_steps<ring_5_3>(codes, some.data(), counts);
    CHECK((done == 96 || done == 0));
    CHECK(counts.events() == done);
    const std::vector<wide> others(100);
    CHECK(shuffle_steps<too_wide>(codes, others.data(), counts) == 0);
}

}  // namespace byte_shuffle_test
