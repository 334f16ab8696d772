// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/guard.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <emptor/process/journey.hpp>

#include "buying.hpp"

namespace guard_test {

using namespace buying_test;
using emptor::guard;
using emptor::journey_with;
using emptor::refusal;

namespace {

struct order {
    long price{};
    long budget{};
};

constexpr auto within_budget =
    guard<chosen, "the price is within the budget">([](const order& o) { return o.price <= o.budget; });
constexpr auto never = guard([] { return false; });

constexpr stage after_choice(long price) {
    auto anna = emptor::journey<buying, std::remove_const_t<decltype(within_budget)>>{evaluation};
    static_cast<void>(anna.apply_in(order{price, 100}, chosen, buyer, true));
    return anna.stage();
}

}  // namespace

TEST_CASE("a journey with empty guards is still a byte", "[process]") {
    const auto anna = journey_with<buying>(within_budget, never, guard<rejected>([](const auto&) { return true; }));
    STATIC_REQUIRE(sizeof(anna) == 1);
    STATIC_REQUIRE(std::is_trivially_copyable_v<std::remove_const_t<decltype(anna)>>);
    CHECK(anna.stage() == need);
}

TEST_CASE("a guard is asked with the move and the context it takes", "[process]") {
    STATIC_REQUIRE(after_choice(100) == purchase);
    STATIC_REQUIRE(after_choice(101) == evaluation);
    std::vector<std::string> seen;
    auto anna = journey_with<buying>(
        guard([&](const emptor::stage_move<stage, event, emptor::role>& move) {
            seen.push_back(std::string{emptor::name(move.from)} + '>' + std::string{emptor::name(move.to)});
            return move.event == search_begun && move.role == user && !move.agreed;
        }),
        guard([&](const auto&, std::vector<std::string>& log) {
            log.emplace_back("both");
            return true;
        }),
        guard([&](const std::vector<std::string>& log) { return log.size() == 2; }), guard([] { return true; }));
    CHECK(anna.apply_in(seen, search_begun, user));
    CHECK(seen == std::vector<std::string>{"need>search", "both"});
}

TEST_CASE("a guard's refusal is a reason of its own, which says whose it is", "[process]") {
    auto anna = journey_with<buying>(guard<rejected>([] { return true; }), within_budget,
                                     guard(rejected, [] { return false; }));
    for (const auto& [what, who] : {std::pair{search_begun, user}, std::pair{shortlisted, user}}) {
        REQUIRE(anna.apply_in(order{}, what, who));
    }
    const auto refused = anna.apply_in(order{.price = 2, .budget = 1}, chosen, buyer, true);
    CHECK_FALSE(refused);
    CHECK(refused.reason() == refusal::guarded);
    CHECK(refused.guard() == "the price is within the budget");
    CHECK(refused.why() == "chosen in evaluation is refused by a guard: the price is within the budget");
    CHECK(anna.stage() == evaluation);

    const auto third = anna.apply_in(order{}, rejected);
    CHECK(third.guard().empty());
    CHECK(third.why() == "rejected in evaluation is refused by a guard: number 3");
}

TEST_CASE("a guard is not asked about what the process refuses", "[process]") {
    int asked = 0;
    auto anna = journey_with<buying>(guard([&] {
        ++asked;
        return true;
    }));
    const auto refused = anna.apply(delivered, buyer);
    CHECK(refused.reason() == refusal::not_possible);
    CHECK(refused.guard().empty());
    CHECK(refused.why() == buying.why_not(need, delivered, buyer).why());
    CHECK(anna.apply(static_cast<event>(7)).reason() == refusal::unknown_event);
    CHECK(asked == 0);
    CHECK(anna.apply(search_begun, user));
    CHECK(asked == 1);
}

TEST_CASE("guards are asked in order, until one says no", "[process]") {
    std::string order_of_asking;
    const auto note = [&](char letter, bool answer) {
        return [&order_of_asking, letter, answer] {
            order_of_asking += letter;
            return answer;
        };
    };
    auto anna = journey_with<buying>(guard(note('a', true)), guard(note('b', false)), guard(note('c', true)));
    CHECK_FALSE(anna.apply(search_begun, user));
    CHECK(order_of_asking == "ab");
}

TEST_CASE("an exception from a guard leaves the journey where it was", "[process]") {
    auto anna = journey_with<buying>(guard<shortlisted>([]() -> bool { throw std::runtime_error{"no answer"}; }));
    REQUIRE(anna.apply(search_begun, user));
    CHECK_THROWS_AS(anna.apply(shortlisted, user), std::runtime_error);
    CHECK(anna.stage() == search);
}

TEST_CASE("a journey with guards compares and is restored by its stage", "[process]") {
    using guarded = emptor::journey<buying, std::remove_const_t<decltype(never)>>;
    CHECK(guarded{search} == guarded{search});
    CHECK_FALSE(guarded{search} == guarded{need});
    CHECK(guarded{search, never}.stage() == search);
    CHECK_THROWS_AS(guarded(static_cast<stage>(6), never), std::invalid_argument);
}

TEST_CASE("only a journey without policies promises not to throw", "[process]") {
    emptor::journey<buying> plain;
    STATIC_REQUIRE(noexcept(plain.apply(chosen)));
    auto guarded = journey_with<buying>(never);
    STATIC_REQUIRE_FALSE(noexcept(guarded.apply(chosen)));
}

TEST_CASE("a guard that holds something has to be given to each journey", "[process]") {
    bool yes = true;
    const auto anna = journey_with<buying>(guard(chosen, [] { return false; }));
    const auto bela = journey_with<buying>(guard<chosen>([yes] { return yes; }));
    const auto carla = journey_with<buying>(guard<chosen>(+[] { return false; }));
    STATIC_REQUIRE_FALSE(std::is_default_constructible_v<decltype(anna)>);
    STATIC_REQUIRE_FALSE(std::is_default_constructible_v<decltype(bela)>);
    STATIC_REQUIRE_FALSE(std::is_default_constructible_v<decltype(carla)>);
    STATIC_REQUIRE_FALSE(std::is_constructible_v<decltype(anna), stage>);
    STATIC_REQUIRE_FALSE(std::is_constructible_v<decltype(bela), stage>);
    STATIC_REQUIRE(std::is_default_constructible_v<decltype(journey_with<buying>(never))>);
}

}  // namespace guard_test
