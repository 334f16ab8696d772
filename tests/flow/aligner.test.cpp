// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/aligner.hpp>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <emptor/process/model.hpp>

#include "flow/line_of_stages.hpp"
#include "process/buying.hpp"
#include "process/random_process.hpp"

namespace aligner_test {

using Catch::Matchers::WithinAbs;
using emptor::aligner;
using emptor::alignment_side;
using namespace buying_test;

namespace {

using buyer_process = std::remove_cvref_t<decltype(buying)>;
using done = emptor::performed<buyer_process>;

/// Whether the rest of a journey can be aligned at this cost, by trying everything.
template <class Process>
bool possible(const Process& process, const std::vector<emptor::performed<Process>>& journey, bool by_role,
              bool still_open, std::size_t at, typename Process::stage_type stage, std::size_t cost) {
    if (at == journey.size() && (still_open || process.is_final(stage) || process.endless().contains(stage))) {
        return true;
    }
    if (at < journey.size()) {
        const auto& next = journey[at];
        const bool allowed = by_role
                                 ? process.reason(stage, next.event, next.role, next.agreed) == emptor::refusal::none
                                 : process.target(stage, next.event).has_value();
        if (allowed &&
            possible(process, journey, by_role, still_open, at + 1, process.target(stage, next.event).value(), cost)) {
            return true;
        }
        if (cost > 0 && possible(process, journey, by_role, still_open, at + 1, stage, cost - 1)) return true;
    }
    if (cost == 0) return false;
    for (const auto event : process.events()) {
        const auto to = process.target(stage, event);
        if (to && possible(process, journey, by_role, still_open, at, *to, cost - 1)) return true;
    }
    return false;
}

/// Aligns a journey in every mode, and requires that the answer is an alignment, and that none is cheaper.
template <class Process>
void require_best(const Process& process, const std::vector<emptor::performed<Process>>& journey) {
    for (const bool by_role : {false, true}) {
        for (const bool still_open : {false, true}) {
            CAPTURE(by_role, still_open);
            const auto found = by_role && still_open
                                   ? aligner{process, emptor::by_role, emptor::still_open}.align(journey)
                               : by_role    ? aligner{process, emptor::by_role}.align(journey)
                               : still_open ? aligner{process, emptor::still_open}.align(journey)
                                            : aligner{process}.align(journey);
            auto stage = process.start();
            std::size_t place = 0;
            std::size_t cost = 0;
            for (const auto& each : found.events) {
                REQUIRE(each.from == stage);
                if (each.side != alignment_side::journey) {
                    REQUIRE(process.target(stage, each.what.event) == each.to);
                    stage = each.to;
                }
                REQUIRE(each.to == stage);
                if (each.side == alignment_side::process) {
                    REQUIRE_FALSE(each.place);
                } else {
                    REQUIRE(each.place == place);
                    REQUIRE(each.what == journey[place]);
                    ++place;
                }
                if (each.side == alignment_side::both && by_role) {
                    REQUIRE(process.reason(each.from, each.what.event, each.what.role, each.what.agreed) ==
                            emptor::refusal::none);
                }
                cost += each.side == alignment_side::both ? 0U : 1U;
            }
            REQUIRE(place == journey.size());
            REQUIRE((still_open || process.is_final(stage) || process.endless().contains(stage)));
            REQUIRE(found.length == journey.size());
            REQUIRE(found.cost == cost);
            REQUIRE(possible(process, journey, by_role, still_open, 0, process.start(), cost));
            if (cost > 0) REQUIRE_FALSE(possible(process, journey, by_role, still_open, 0, process.start(), cost - 1));
            const std::vector<emptor::performed<Process>> nothing;
            REQUIRE(possible(process, nothing, by_role, still_open, 0, process.start(), found.shortest));
            if (found.shortest > 0) {
                REQUIRE_FALSE(possible(process, nothing, by_role, still_open, 0, process.start(), found.shortest - 1));
            }

            // Where it was left first, event by event.
            auto now = process.start();
            std::optional<std::size_t> left;
            for (std::size_t i = 0; i < journey.size(); ++i) {
                const auto to = process.target(now, journey[i].event);
                const bool refused = by_role ? process.reason(now, journey[i].event, journey[i].role,
                                                              journey[i].agreed) != emptor::refusal::none
                                             : !to;
                if (!refused) {
                    now = *to;
                } else if (!left) {
                    left = i;
                    REQUIRE(found.left);
                    REQUIRE(found.left->stage == now);
                    REQUIRE(found.left->what == journey[i]);
                    if (by_role) {
                        REQUIRE(found.left->reason ==
                                process.reason(now, journey[i].event, journey[i].role, journey[i].agreed));
                    }
                }
            }
            REQUIRE(found.left.has_value() == left.has_value());
            if (left) REQUIRE(found.left->place == *left);
            REQUIRE(found.stage == now);
            REQUIRE(found.finished == (still_open || process.is_final(now) || process.endless().contains(now)));
            REQUIRE((found.fits() == (!left && found.finished)));
        }
    }
}

template <class Process>
std::vector<emptor::performed<Process>> random_journey(const Process& process, random_test::generator& random) {
    std::vector<emptor::performed<Process>> journey(random.below(5));
    auto stage = process.start();
    for (auto& each : journey) {
        const auto possible = process.possible(stage);
        const std::size_t which = possible.empty() ? 0 : random.below(possible.size());
        std::size_t place = 0;
        each.event = process.events()[random.below(process.events().size())];
        for (const auto event : possible) {
            if (place++ == which && !random.chance(3)) each.event = event;
        }
        if (random.chance(20)) each.event = static_cast<typename Process::event_type>(99);
        if (!random.chance(3)) each.role = process.roles()[random.below(process.roles().size())];
        if (random.chance(30)) each.role = static_cast<typename Process::role_type>(99);
        each.agreed = !random.chance(3);
        stage = process.target(stage, each.event).value_or(stage);
    }
    return journey;
}

}  // namespace

TEST_CASE("a journey that the process allows has nothing left over") {
    const aligner align{buying};
    const auto found = align.align(std::vector{search_begun, shortlisted, rejected, abandoned});
    CHECK(found.fits());
    CHECK(found.fitness() == 1.0);
    CHECK(found.shortest == 1);
    CHECK_FALSE(found.left);
    CHECK(found.stage == lost);
    CHECK(found.finished);
    CHECK(found.events.size() == 4);
    CHECK(found.events[2] ==
          emptor::aligned_event<buyer_process>{alignment_side::both, {.event = rejected}, 2, evaluation, search});
}

TEST_CASE("the first event that is not allowed is told with its stage and reason") {
    const auto journey = std::vector<done>{{search_begun, user}, {chosen, buyer}, {shortlisted, user}, {chosen, user}};
    const auto left = aligner{buying, emptor::by_role}.align(journey).left;
    REQUIRE(left);
    CHECK(left->place == 1);
    CHECK(left->stage == search);
    CHECK(left->what == journey[1]);
    CHECK(left->reason == emptor::refusal::not_possible);

    const std::vector<done> by_the_wrong{{search_begun, buyer}};
    CHECK(aligner{buying, emptor::by_role}.align(by_the_wrong).left->reason == emptor::refusal::not_permitted);
    CHECK_FALSE(aligner{buying}.align(by_the_wrong).left);
    const std::vector<done> unheard{{search_begun, user}, {shortlisted, user}, {chosen, buyer, false}};
    CHECK(aligner{buying, emptor::by_role}.align(unheard).left->reason == emptor::refusal::not_agreed);
    CHECK(aligner{buying}.align(std::vector{static_cast<event>(99)}).left->reason == emptor::refusal::unknown_event);
}

TEST_CASE("an open journey lacks only what it skipped") {
    const std::vector journey{search_begun, chosen};
    const auto open = aligner{buying, emptor::still_open}.align(journey);
    CHECK(open.cost == 1);
    CHECK(open.shortest == 0);
    REQUIRE(open.events.size() == 2);
    CHECK(open.events[1].side == alignment_side::journey);  // does without it, rather than put in `shortlisted`
    CHECK(open.finished);
    const auto whole = aligner{buying}.align(journey);
    CHECK(whole.cost == 2);
    CHECK_FALSE(whole.finished);
    const auto nothing = aligner{buying, emptor::still_open}.align(std::vector<event>{});
    CHECK(nothing.fits());
    CHECK_FALSE(nothing.fitness());
}

TEST_CASE("traces against a line of stages cost what was published") {
    const auto table = line_test::published();
    const emptor::model line = line_test::process_of(table);
    const aligner align{line};
    for (const auto& each : table["cases"]) {
        CAPTURE(each["trace"].dump());
        std::vector<emptor::model_event> trace;
        for (const auto& event : each["trace"]) trace.push_back(line.event_called(event.get<std::string>()).value());
        const auto found = align.align(trace);
        CHECK(found.cost == each["edit_cost_no_substitution"].get<std::size_t>());
        CHECK(found.cost == each["pm4py_alignment_cost"].get<std::size_t>());
        CHECK_THAT(found.fitness().value(), WithinAbs(each["fitness_formula"].get<double>(), 1e-15));
        CHECK_THAT(found.fitness().value(), WithinAbs(each["pm4py_alignment_fitness"].get<double>(), 1e-15));
    }
}

TEST_CASE("no alignment is cheaper, as trying everything shows") {
    int processes = 0;
    int endless = 0;
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        CAPTURE(seed);
        const auto rows = random_test::random_rows(seed);
        std::optional<random_test::process> process;
        try {
            process.emplace(random_test::stage::s0, rows);
        } catch (const std::exception&) {
            continue;
        }
        ++processes;
        if (!process->endless().empty()) ++endless;
        random_test::generator random{seed};
        for (int i = 0; i < 4; ++i) require_best(*process, random_journey(*process, random));
        if (seed % 8 != 0) continue;
        const emptor::model same{random_test::in_plain_names(rows)};
        for (int i = 0; i < 4; ++i) require_best(same, random_journey(same, random));
    }
    CHECK(processes > 200);
    CHECK(endless > 20);
}

}  // namespace aligner_test
