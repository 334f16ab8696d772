// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/models/buygrid.hpp>

#include <stdexcept>

#include <catch2/catch_test_macros.hpp>

#include "walk.hpp"

namespace buygrid_test {

using namespace walk_test;
using emptor::buyclass, emptor::passage;
using emptor::modified_rebuy, emptor::new_task, emptor::straight_rebuy;
using enum emptor::buyphase;
using enum emptor::buyphase_event;

TEST_CASE("a new task goes through all eight phases", "[process]") {
    STATIC_REQUIRE(walk_from_start(new_task, need_described, product_specified, sources_sought, proposals_invited,
                                   proposals_analysed, supplier_chosen, ordered) == performance_review);
    STATIC_REQUIRE(new_task.predecessors(performance_review) == emptor::enumerator_set{order_routine_specification});
}

TEST_CASE("a modified rebuy may leave phases out, but neither the specification nor the review", "[process]") {
    STATIC_REQUIRE(walk_from_start(modified_rebuy, product_specified, ordered) == performance_review);
    STATIC_REQUIRE(walk_from_start(modified_rebuy, product_specified, proposals_invited, supplier_chosen) ==
                   order_routine_specification);
    STATIC_REQUIRE(walk_from_start(modified_rebuy, need_described, product_specified, sources_sought) ==
                   supplier_search);
}

TEST_CASE("a straight rebuy goes from order to order until a problem arises", "[process]") {
    STATIC_REQUIRE(walk_from_start(straight_rebuy, ordered, reordered, ordered) == performance_review);
    STATIC_REQUIRE(walk_from_start(straight_rebuy, ordered, problem_arose, need_described) == general_need_description);
    STATIC_REQUIRE(!straight_rebuy.target(problem_recognition, product_specified));
}

TEST_CASE("buyers of every class go back, and may give up in every phase", "[process]") {
    for (const auto how : emptor::enumerators<buyclass>) {
        const auto& process = emptor::buygrid(how);
        CHECK(walk(process, supplier_selection, proposals_rejected) == supplier_search);
        CHECK(walk(process, proposal_solicitation, requirements_changed) == general_need_description);
        CHECK(walk(process, performance_review, problem_arose) == problem_recognition);
        CHECK(process.predecessors(given_up).size() == 8);
    }
}

TEST_CASE("the grid says which phases belong to which class", "[process]") {
    using enum passage;
    STATIC_REQUIRE(emptor::passes(buyclass::new_task, supplier_search) == yes);
    STATIC_REQUIRE(emptor::passes(buyclass::modified_rebuy, supplier_search) == maybe);
    STATIC_REQUIRE(emptor::passes(buyclass::straight_rebuy, supplier_search) == no);
    for (const auto how : emptor::enumerators<buyclass>) {
        CHECK(emptor::passes(how, product_specification) == yes);
        CHECK(emptor::passes(how, performance_review) == yes);
    }
    CHECK_THROWS_AS(emptor::passes(static_cast<buyclass>(3), supplier_search), std::invalid_argument);
    CHECK_THROWS_AS(emptor::buygrid(static_cast<buyclass>(3)), std::invalid_argument);
}

}  // namespace buygrid_test
