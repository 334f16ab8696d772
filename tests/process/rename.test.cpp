// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/rename.hpp>

#include <stdexcept>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>

#include "buying.hpp"

namespace rename_test {

using namespace buying_test;
using emptor::enumerator_set, emptor::rename;

namespace {

enum class station { idle, search, evaluation, owner, gone };
enum class sign { search_begun, shortlisted, rejected, bought, need_arose, abandoned };
enum class person { user, clerk, boss };

constexpr auto ours = rename<station, sign, person>(
    buying,
    {called(need, station::idle), called(purchase, station::owner), left_out(post_purchase),
     called(lost, station::gone), called(chosen, sign::bought), left_out(delivered), called(buyer, person::clerk),
     called(decision_maker, person::boss)},
    {{in(station::owner), on(sign::need_arose), to(station::idle)}});

}  // namespace

TEST_CASE("a process is told in other words", "[process]") {
    STATIC_REQUIRE(ours.start() == station::idle);
    STATIC_REQUIRE(ours.finals() == enumerator_set{station::gone});
    STATIC_REQUIRE(ours.target(station::evaluation, sign::bought) == station::owner);
    STATIC_REQUIRE(ours.who_may(station::search, sign::shortlisted) == enumerator_set{person::user, person::clerk});
    STATIC_REQUIRE(ours.who_must_agree(station::evaluation, sign::bought) == enumerator_set{person::boss});
    STATIC_REQUIRE(ours.rules().size() == 10);
}

TEST_CASE("a name that both have needs no word", "[process]") {
    STATIC_REQUIRE(rename<stage, event>(buying) == buying);
    constexpr auto swapped = rename<stage, event>(buying, {called(need, search), called(search, need)});
    STATIC_REQUIRE(swapped.start() == search);
    STATIC_REQUIRE(swapped.target(search, search_begun) == need);
    STATIC_REQUIRE(rename<stage, event>(swapped, {called(need, search), called(search, need)}) == buying);
}

namespace {

enum class brief { before, after, lost };
enum class any_event { moved, abandoned };
enum class deed { a, b, end };
enum class both { ab, end };

constexpr auto apart = emptor::process<deed, any_event>(
    deed::a, {{in(deed::a), on(any_event::moved), to(deed::b)},
              {in(deed::b), on(any_event::moved), to(deed::b)},
              {in(deed::a, deed::b), on(any_event::abandoned), weight(3), to(deed::end)},
              ends(deed::end)});

}  // namespace

TEST_CASE("two stages become one where their rules agree", "[process]") {
    constexpr auto one = rename<both, any_event>(apart, {called(deed::a, both::ab), called(deed::b, both::ab)});
    STATIC_REQUIRE(one.target(both::ab, any_event::moved) == both::ab);
    STATIC_REQUIRE(one.weight(both::ab, any_event::abandoned) == 3);
    CHECK_THROWS_AS(
        (rename<brief, any_event>(
            buying, {called(need, brief::before), called(search, brief::before), called(evaluation, brief::before),
                     called(purchase, brief::after), called(post_purchase, brief::after),
                     called(search_begun, any_event::moved), called(shortlisted, any_event::moved),
                     called(rejected, any_event::moved), called(chosen, any_event::moved),
                     called(delivered, any_event::moved), called(need_arose, any_event::moved)})),
        std::invalid_argument);
}

TEST_CASE("what gets no new name is refused by its old one", "[process]") {
    CHECK_THROWS_MATCHES((rename<station, sign>(buying)), std::invalid_argument,
                         Catch::Matchers::Message("emptor::rename: no new name for 'need'"));
    CHECK_THROWS_MATCHES((rename<stage, sign>(buying)), std::invalid_argument,
                         Catch::Matchers::Message("emptor::rename: no new name for 'chosen'"));
    CHECK_THROWS_MATCHES((rename<stage, event, person>(buying)), std::invalid_argument,
                         Catch::Matchers::Message("emptor::rename: no new name for 'buyer'"));
    CHECK_THROWS_MATCHES((rename<stage, event>(buying, {left_out(need)})), std::invalid_argument,
                         Catch::Matchers::Message("emptor::rename: no new name for 'need'"));
}

TEST_CASE("a value that is no enumerator is not renamed", "[process]") {
    CHECK_THROWS_AS((rename<stage, event>(buying, {called(static_cast<stage>(9), need)})), std::invalid_argument);
    CHECK_THROWS_AS((rename<stage, event>(buying, {called(need, static_cast<stage>(9))})), std::invalid_argument);
}

TEST_CASE("what is renamed is checked", "[process]") {
    CHECK_THROWS_MATCHES((rename<stage, event>(buying, {left_out(delivered)})), std::invalid_argument,
                         Catch::Matchers::Message("emptor::process: event 'delivered' is used by no rule"));
}

}  // namespace rename_test
