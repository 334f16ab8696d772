// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/fleet.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_adapters.hpp>
#include <catch2/generators/catch_generators_random.hpp>

#include <emptor/process/journey.hpp>
#include <emptor/process/model.hpp>

#include "buying.hpp"

namespace fleet_test {

using namespace buying_test;
using emptor::batching;
using emptor::refusal;
using emptor::tally;
using emptor::threads;

namespace {

/// What happened to a journey that may be none, by ids that may be none.
template <class Definition>
struct happening {
    std::int64_t id{};
    typename Definition::event_type event{};
    std::optional<typename Definition::role_type> role{};
    bool agreed{};
};

/// The obvious fleet: a stage a journey, and the process asked about every event.
template <class Definition>
struct plain_fleet {
    const Definition& definition;
    std::vector<typename Definition::stage_type> stages;

    tally apply(const std::vector<happening<Definition>>& happenings) {
        tally counts;
        for (const auto& [id, event, role, agreed] : happenings) {
            if (id < 0 || static_cast<std::size_t>(id) >= stages.size()) {
                counts.count(refusal::unknown_id);
                continue;
            }
            auto& stage = stages[static_cast<std::size_t>(id)];
            const refusal reason = definition.reason(stage, event, role, agreed);
            counts.count(reason);
            if (reason == refusal::none) stage = *definition.target(stage, event);
        }
        return counts;
    }
};

/// Events of which some are by strangers, of unknown kinds or to journeys that are none.
template <class Definition>
std::vector<happening<Definition>> draw(const Definition& definition, std::size_t journeys, std::size_t count,
                                        std::mt19937_64& random) {
    std::vector<happening<Definition>> drawn(count);
    for (auto& each : drawn) {
        each.id = static_cast<std::int64_t>(random() % (journeys + 1 + journeys / 8)) - (random() % 16 == 0 ? 3 : 0);
        each.event = static_cast<typename Definition::event_type>(random() % (definition.events().size() + 1));
        if (random() % 4 != 0) {
            each.role = static_cast<typename Definition::role_type>(random() % (definition.roles().size() + 1));
        }
        each.agreed = random() % 2 == 0;
    }
    return drawn;
}

/// Applies batches in every way there is, and compares each with the plain fleet.
template <class Definition, class Fleet>
void compare(const Definition& definition, const Fleet& empty, std::mt19937_64& random) {
    const std::size_t journeys = random() % 200;
    plain_fleet<Definition> plain{definition, {}};
    plain.stages.resize(journeys, definition.start());
    std::vector<Fleet> fleets;
    for (const auto order : {batching::automatic, batching::as_given, batching::by_id}) {
        for (const unsigned number : {1U, 2U, 3U}) {
            fleets.push_back(empty);
            fleets.back().use(order).use(threads{number});
            fleets.back().resize(journeys);
        }
    }
    for (const std::size_t size : {random() % 20, random() % 2000}) {
        const auto happenings = draw(definition, journeys, size, random);
        const tally expected = plain.apply(happenings);
        REQUIRE(expected.events() == size);
        for (std::size_t way = 0; way < fleets.size(); ++way) {
            CAPTURE(way, journeys, size);
            auto& fleet = fleets[way];
            using happening_type = happening<Definition>;
            if (way % 2 == 0) {
                REQUIRE(fleet.apply(happenings, &happening_type::id, &happening_type::event, &happening_type::role,
                                    &happening_type::agreed) == expected);
            } else {
                std::forward_list<std::tuple<std::int64_t, typename Definition::event_type,
                                             std::optional<typename Definition::role_type>, bool>>
                    list;
                for (auto it = happenings.rbegin(); it != happenings.rend(); ++it) {
                    list.emplace_front(it->id, it->event, it->role, it->agreed);
                }
                REQUIRE(fleet.apply(list) == expected);
            }
            std::vector<std::uint64_t> census(definition.stages().size());
            for (std::size_t id = 0; id < journeys; ++id) {
                REQUIRE(fleet.stage(id) == plain.stages[id]);
                for (std::size_t s = 0; s < census.size(); ++s) {
                    census[s] += definition.stages()[s] == plain.stages[id] ? 1 : 0;
                }
            }
            REQUIRE(std::ranges::equal(fleet.census(), census));
        }
    }
}

enum class nine { s0, s1, s2, s3, s4, s5, s6, s7, s8 };
enum class twelve { s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11 };
enum class go { forth, back, home };

template <class Stage>
consteval auto a_walk() {
    constexpr auto last = static_cast<Stage>(emptor::enumerators<Stage>.size() - 1);
    std::vector<emptor::rule<Stage, go, emptor::role>> rows;
    for (const auto stage : emptor::enumerators<Stage>) {
        const auto index = static_cast<int>(stage);
        if (stage != last)
            rows.push_back({in(stage), on(go::forth), by(user, seller), to(static_cast<Stage>(index + 1))});
        if (index != 0)
            rows.push_back({in(stage), on(go::back), once_agreed(buyer), to(static_cast<Stage>(index - 1))});
        rows.push_back({in(stage), on(go::home), by(gatekeeper), to(static_cast<Stage>(0))});
    }
    rows.push_back({emptor::rule_words::endless()});
    return emptor::process<Stage, go>(static_cast<Stage>(0), rows);
}

constexpr auto nine_walk = a_walk<nine>();
constexpr auto twelve_walk = a_walk<twelve>();

/// A process of names, as it comes: every stage is reached, and every event is used.
emptor::model a_model(std::mt19937_64& random) {
    const std::size_t stages = 2 + random() % 20;
    const std::size_t events = 1 + random() % 6;
    const auto text = [](char kind, std::size_t number) { return std::string(1, kind) + std::to_string(number); };
    const std::array<std::string, 4> roles{"r0", "r1", "r2", "r3"};
    emptor::named_rules rules;
    rules.start = "s0";
    rules.all_endless = true;
    rules.roles.assign(roles.begin(), roles.end());
    for (std::size_t s = 0; s < stages; ++s) {
        for (std::size_t e = 0; e < events; ++e) {
            if (s != 0 && e != 0 && random() % 3 == 0) continue;
            emptor::named_rule row;
            row.in = {text('s', s)};
            row.on = text('e', e);
            row.to = text('s', e == 0 ? (s + 1) % stages : random() % stages);
            for (const auto& role : roles) {
                if (random() % 4 == 0) row.by.push_back(role);
                if (random() % 9 == 0) row.once_agreed.push_back(role);
            }
            rules.rules.push_back(row);
        }
    }
    return emptor::model{rules};
}

}  // namespace

TEST_CASE("a fleet agrees with the process, however it works", "[process]") {
    const auto seed = GENERATE_COPY(take(40, random(0ULL, ~0ULL)));
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    compare(buying, emptor::fleet<buying>{}, random);
    compare(nine_walk, emptor::fleet<nine_walk>{}, random);
    compare(twelve_walk, emptor::fleet<twelve_walk>{}, random);
    compare(buying, emptor::fleet_of{buying}, random);
    const emptor::model model = a_model(random);
    compare(model, emptor::fleet_of{model}, random);
}

TEST_CASE("columns are applied as what they are columns of", "[process]") {
    const std::vector<std::uint32_t> ids{0, 1, 0, 7, 1, 0};
    const std::vector<event> what{search_begun, abandoned, shortlisted, abandoned, abandoned, chosen};
    const std::vector<emptor::role> who{user, user, buyer, user, buyer, buyer};
    const std::vector<std::optional<emptor::role>> known{user, {}, buyer, {}, {}, buyer};
    const std::vector<bool> agreed{false, false, false, true, false, true};
    emptor::fleet<buying> fleet{2};
    const tally without = fleet.apply(ids, what);
    CHECK(without.moved() == 1);
    CHECK(without.refused(refusal::not_permitted) == 1);
    CHECK(without.refused(refusal::not_possible) == 3);
    CHECK(without.refused(refusal::unknown_id) == 1);

    emptor::fleet<buying> by_role{2};
    CHECK(by_role.apply(ids, what, who).refused(refusal::not_agreed) == 1);
    CHECK(by_role.stage(0) == evaluation);
    emptor::fleet<buying> in_agreement{2};
    CHECK(in_agreement.apply(ids, what, known, agreed).moved() == 4);
    CHECK(in_agreement.stage(0) == purchase);
    CHECK(in_agreement.in_stage(lost) == 1);
}

TEST_CASE("columns that are not equally long are refused, and nothing is applied", "[process]") {
    emptor::fleet<buying> fleet{2};
    const std::vector<int> ids{0, 1};
    const std::vector<event> what{abandoned, abandoned};
    const std::vector<event> less{abandoned};
    const std::vector<emptor::role> who{user, user, user};
    CHECK_THROWS_AS(fleet.apply(ids, less), std::invalid_argument);
    CHECK_THROWS_AS(fleet.apply(ids, what, who), std::invalid_argument);
    CHECK(fleet == emptor::fleet<buying>{2});
}

TEST_CASE("one event gets an answer that says why", "[process]") {
    emptor::fleet<buying> fleet{3};
    CHECK(fleet.apply(1, search_begun, user));
    CHECK(fleet.stage(1) == search);
    const auto refused = fleet.apply(1, search_begun, user);
    CHECK_FALSE(refused);
    CHECK(refused.from() == search);
    CHECK(refused.why() == buying.why_not(search, search_begun, user).why());
    const auto nobody = fleet.apply(3, abandoned);
    CHECK(nobody.reason() == refusal::unknown_id);
    CHECK_FALSE(nobody.from().has_value());
    CHECK(nobody.why() == "the fleet has no journey with this id");
    fleet.put(2, evaluation);
    CHECK(fleet.apply(2, chosen, buyer).reason() == refusal::not_agreed);
    CHECK(fleet.apply(2, chosen, buyer, true));
    CHECK(fleet.apply(2, static_cast<event>(7), buyer).reason() == refusal::unknown_event);
    CHECK(fleet.apply(2, abandoned, static_cast<emptor::role>(8)).reason() == refusal::unknown_role);
    CHECK(std::ranges::equal(fleet.census(), std::array{1, 1, 0, 1, 0, 0}));
}

TEST_CASE("a fleet grows at the start and shrinks at the end, and its census with it", "[process]") {
    emptor::fleet<buying> fleet;
    CHECK(fleet.size() == 0);
    fleet.resize(5);
    fleet.put(4, lost);
    fleet.put(1, search);
    CHECK(std::ranges::equal(fleet.census(), std::array{3, 1, 0, 0, 0, 1}));
    fleet.resize(2);
    CHECK(std::ranges::equal(fleet.census(), std::array{1, 1, 0, 0, 0, 0}));
    fleet.resize(3);
    CHECK(fleet.stage(2) == need);
    CHECK(fleet.in_stage(need) == 2);
    CHECK(fleet.in_stage(static_cast<stage>(6)) == 0);
}

TEST_CASE("a journey that is none, and a stage that is none, are refused by name", "[process]") {
    emptor::fleet<buying> fleet{3};
    CHECK_THROWS_AS(fleet.stage(3), std::invalid_argument);
    CHECK_THROWS_AS(fleet.put(3, need), std::invalid_argument);
    CHECK_THROWS_AS(fleet.put(2, static_cast<stage>(6)), std::invalid_argument);
    CHECK_THROWS_AS(threads{0}, std::invalid_argument);
}

TEST_CASE("should telling what happened throw, the census is still right", "[process]") {
    for (const auto order : {batching::as_given, batching::by_id}) {
        emptor::fleet<buying> fleet{1000};
        fleet.use(order).use(threads{2});
        std::vector<int> ids(900);
        for (int i = 0; i < 900; ++i) ids[static_cast<std::size_t>(i)] = i;
        CHECK_THROWS_AS(fleet.apply(
                            ids, [](int id) { return id; },
                            [](int id) { return id == 800 ? throw std::runtime_error{"cut off"} : abandoned; }),
                        std::runtime_error);
        std::uint64_t gone = 0;
        for (std::size_t id = 0; id < fleet.size(); ++id) gone += fleet.stage(id) == lost ? 1 : 0;
        CHECK(fleet.in_stage(lost) == gone);
        CHECK(fleet.in_stage(need) == 1000 - gone);
    }
}

TEST_CASE("two fleets are equal when their journeys are in the same stages", "[process]") {
    emptor::fleet<buying> a{2};
    emptor::fleet<buying> b{2};
    CHECK_FALSE(a.apply(0, chosen));  // a refusal leaves no trace
    CHECK(a == b);
    b.put(1, lost);
    CHECK_FALSE(a == b);
    CHECK_FALSE(a == emptor::fleet<buying>{3});
}

TEST_CASE("a fleet that was moved from is empty, and can be filled again") {
    emptor::fleet<buying> fleet{10};
    const emptor::fleet<buying> taken = std::move(fleet);
    CHECK(taken.size() == 10);
    CHECK(fleet.size() == 0);  // NOLINT: that is the question
    CHECK(fleet.in_stage(buying.start()) == 0);
    fleet.resize(2);
    CHECK(fleet.in_stage(buying.start()) == 2);
    CHECK(taken.in_stage(buying.start()) == 10);
}

}  // namespace fleet_test
