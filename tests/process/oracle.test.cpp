// SPDX-License-Identifier: BSL-1.0

/// @file
/// Random processes, asked in every way, against rows that are read one after the other.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <emptor/process/journey.hpp>
#include <emptor/process/process.hpp>

#include "generator.hpp"

namespace oracle_test {

namespace {

enum class stage { s0, s1, s2, s3, s4, s5, s6, s7, s8 };
enum class event : unsigned char { e0, e1, e2, e3, e4, e5 };
enum class person : std::int16_t { p0, p1, p2, p3 };

using process = emptor::process<stage, event, person>;
using emptor::refusal;

using emptor_test::generator;

/// What a row says, in the plainest form.
struct plain_row {
    stage from;
    event what;
    stage to;
    bool open;
    std::array<bool, 4> may;
    std::vector<person> asked;  ///< in their turn, if in turn
    std::size_t needed;
    bool in_turn;
    bool separate;
};

constexpr plain_row random_row(generator& random, std::size_t from, std::size_t what, std::size_t to) {
    plain_row row{static_cast<stage>(from),
                  static_cast<event>(what),
                  static_cast<stage>(to),
                  random.below(3) == 0,
                  {},
                  {},
                  0,
                  false,
                  false};
    if (random.below(3) == 0) {
        const std::size_t first = random.below(4);
        const std::size_t count = 1 + random.below(4);
        for (std::size_t i = 0; i < count; ++i) row.asked.push_back(static_cast<person>((first + i) % 4));
        row.needed = random.below(2) == 0 ? count : 1 + random.below(count);
        row.in_turn = count > 1 && row.needed == count && random.below(2) == 0;
        row.separate = random.below(3) == 0;
    }
    if (!row.open) {
        for (bool& may : row.may) may = random.below(2) == 0;
        row.may[random.below(4)] = true;
    }
    return row;
}

/// A process that is right by construction: a tree from s0, then random rules; s8 is final.
constexpr std::vector<plain_row> random_rows(std::uint64_t seed) {
    generator random{seed};
    std::vector<plain_row> rows;
    std::array<std::array<bool, 6>, 9> taken{};
    const auto add = [&](std::size_t from, std::size_t what, std::size_t to) {
        if (taken[from][what]) return false;
        taken[from][what] = true;
        rows.push_back(random_row(random, from, what, to));
        return true;
    };
    for (std::size_t s = 1; s < 9; ++s) {
        for (bool added = false; !added;) {
            const std::size_t parent = random.below(s);
            added = add(parent, random.below(6), s);
        }
    }
    for (std::size_t s = 0; s < 8; ++s) add(s, random.below(6), 8);
    for (std::size_t s = 0; s < 8; ++s) {  // one more way out where all there is leads back
        bool out = false;
        for (const auto& row : rows) out = out || (row.from == static_cast<stage>(s) && row.to != row.from);
        if (!out) add(s, 0, 8);
    }
    for (std::size_t e = 0; e < 6; ++e) add(e, e, random.below(9));
    for (std::size_t more = random.below(12); more > 0; --more) {
        const std::size_t from = random.below(8);
        const std::size_t what = random.below(6);
        add(from, what, random.below(9));
    }
    return rows;
}

constexpr std::vector<process::rule_type> rules_of(const std::vector<plain_row>& rows) {
    std::vector<process::rule_type> rules;
    for (const auto& row : rows) {
        process::rule_type rule{emptor::in(row.from), emptor::on(row.what), emptor::to(row.to)};
        for (std::size_t p = 0; p < 4; ++p) {
            if (row.may[p]) rule.roles.insert(static_cast<person>(p));
        }
        for (const person each : row.asked) {
            rule.agreed.insert(each);
            if (row.in_turn) rule.agreed_terms.order.push_back(each);
        }
        if (row.needed < row.asked.size()) rule.agreed_terms.need(row.needed);
        rule.agreed_terms.separate = row.separate;
        rules.push_back(rule);
    }
    rules.push_back(emptor::ends(stage::s8));
    return rules;
}

template <std::uint64_t Seed>
inline constexpr process random_process{stage::s0, rules_of(random_rows(Seed))};

/// What should become of an event, by reading the rows from the top.
std::pair<refusal, stage> oracle(const std::vector<plain_row>& rows, stage from, int what, std::optional<int> who,
                                 bool agreed) {
    if (what < 0 || what > 5) return {refusal::unknown_event, from};
    if (who && (*who < 0 || *who > 3)) return {refusal::unknown_role, from};
    for (const auto& row : rows) {
        if (row.from != from || row.what != static_cast<event>(what)) continue;
        if (!row.open && (!who || !row.may[static_cast<std::size_t>(*who)])) return {refusal::not_permitted, from};
        if (!row.asked.empty() && !agreed) return {refusal::not_agreed, from};
        return {refusal::none, row.to};
    }
    return {refusal::not_possible, from};
}

template <std::uint64_t Seed>
struct seed {
    static constexpr std::uint64_t value = Seed;
};

}  // namespace

TEMPLATE_TEST_CASE("a journey, its process and the rows agree on every event", "[process]", seed<1>, seed<2>, seed<3>,
                   seed<4>, seed<5>, seed<6>, seed<7>, seed<8>, seed<9>, seed<10>) {
    static constexpr std::uint64_t process_seed = TestType::value;
    static constexpr const auto& asked = random_process<process_seed>;
    const auto rows = random_rows(process_seed);
    CAPTURE(process_seed);
    for (const auto& row : rows) {
        const auto agreement = asked.agreement(row.from, row.what);
        REQUIRE(agreement.roles().size() == row.asked.size());
        for (const person each : row.asked) REQUIRE(agreement.roles().contains(each));
        REQUIRE(agreement.needed() == row.needed);
        REQUIRE(agreement.in_sequence() == row.in_turn);
        REQUIRE(agreement.separate_duties() == row.separate);
        const auto order = agreement.order();
        REQUIRE((!row.in_turn || std::equal(order.begin(), order.end(), row.asked.begin(), row.asked.end())));
    }
    generator random{process_seed + 1000};
    emptor::journey<asked> walker;
    std::size_t moved = 0;
    for (int step = 0; step < 4000; ++step) {
        const stage from = walker.stage();
        const int what =
            random.below(10) == 0 ? static_cast<int>(random.below(256)) : static_cast<int>(random.below(6));
        std::optional<int> who = static_cast<int>(random.below(4));
        if (random.below(6) == 0) who = std::nullopt;
        if (random.below(20) == 0) who = static_cast<int>(random.below(65536)) - 32768;
        const bool agreed = random.below(2) == 0;
        CAPTURE(step, what, who.value_or(-99999), agreed, emptor::name(from));

        const auto [reason, to] = oracle(rows, from, what, who, agreed);
        const auto what_event = static_cast<event>(what);
        const auto role = who ? std::optional{static_cast<person>(*who)} : std::nullopt;
        REQUIRE(asked.reason(from, what_event, role, agreed) == reason);
        REQUIRE(asked.allowed(from, role, agreed).contains(what_event) == (reason == refusal::none));
        REQUIRE(asked.why_not(from, what_event, role, agreed).reason() == reason);
        if (reason == refusal::none) REQUIRE(asked.target(from, what_event) == to);

        const auto outcome = walker.apply(what_event, role, agreed);
        REQUIRE(static_cast<bool>(outcome) == (reason == refusal::none));
        REQUIRE(outcome.reason() == reason);
        REQUIRE(outcome.why().empty() == (reason == refusal::none));
        REQUIRE(walker.stage() == to);
        moved += outcome ? 1U : 0U;
        if (walker.finished()) walker = emptor::journey<asked>{static_cast<stage>(random.below(8))};
    }
    CHECK(moved > 200);
}

}  // namespace oracle_test
