// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/detail/call.hpp>

#include <catch2/catch_test_macros.hpp>

namespace call_test {

using namespace emptor::detail;

namespace {

struct seen {
    int value;
};
struct context {
    int value;
};

[[nodiscard]] constexpr int told(const auto& function) {
    context with{20};
    return call_with_some_of(function, seen{1}, with);
}

[[nodiscard]] constexpr int told_without(const auto& function) {
    no_context none;
    return call_with_some_of(function, seen{1}, none);
}

constexpr auto both = [](const seen& s, context& c) { return s.value + c.value; };
constexpr auto one = [](const seen& s) { return s.value; };
constexpr auto other = [](const context& c) { return c.value; };
constexpr auto nothing = [] { return 300; };
constexpr auto any_one = [](const auto& each) { return each.value; };
constexpr auto changing = [n = 0]() mutable { return ++n; };

}  // namespace

TEST_CASE("a function is called with as much as it takes, and what is seen goes before the context", "[process]") {
    STATIC_REQUIRE(told(both) == 21);
    STATIC_REQUIRE(told(one) == 1);
    STATIC_REQUIRE(told(other) == 20);
    STATIC_REQUIRE(told(nothing) == 300);
    STATIC_REQUIRE(told(any_one) == 1);
}

TEST_CASE("where there is no context, none is asked for", "[process]") {
    STATIC_REQUIRE(told_without(one) == 1);
    STATIC_REQUIRE(told_without(nothing) == 300);
    STATIC_REQUIRE_FALSE(takes_some_of<decltype(other), seen, no_context>);
    STATIC_REQUIRE_FALSE(takes_some_of<decltype(both), seen, no_context>);
}

TEST_CASE("a function that changes by being called is told from one that takes something else", "[process]") {
    STATIC_REQUIRE(changes_itself<decltype(changing), seen, context>);
    STATIC_REQUIRE_FALSE(takes_some_of<decltype(changing), seen, context>);
    STATIC_REQUIRE_FALSE(changes_itself<decltype(nothing), seen, context>);
    constexpr auto stranger = [](int) {};
    STATIC_REQUIRE_FALSE(changes_itself<decltype(stranger), seen, context>);
}

}  // namespace call_test
