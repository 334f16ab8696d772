// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/detail/text.hpp>
#include <emptor/process/enumerator_set.hpp>

#include <catch2/catch_test_macros.hpp>

namespace text_test {

namespace {

enum class fruit { apple, pear, plum };

std::string listed(emptor::enumerator_set<fruit> members) {
    return emptor::detail::listed_text(members, ", ", " or ", [](fruit each) { return emptor::name(each); });
}

}  // namespace

TEST_CASE("members are listed as in a sentence", "[process]") {
    using enum fruit;
    CHECK(listed({}).empty());
    CHECK(listed({pear}) == "pear");
    CHECK(listed({plum, apple}) == "apple or plum");
    CHECK(listed({apple, pear, plum}) == "apple, pear or plum");
}

}  // namespace text_test
