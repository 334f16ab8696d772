// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/role.hpp>

#include <catch2/catch_test_macros.hpp>

namespace role_test {

TEST_CASE("the roles of a purchase have names and labels in both languages", "[process]") {
    using emptor::language, emptor::role;
    STATIC_REQUIRE(emptor::enumerators<role>.size() == 8);
    STATIC_REQUIRE(emptor::name(role::decision_maker) == "decision_maker");
    STATIC_REQUIRE(emptor::label(role::decision_maker) == "decision maker");
    STATIC_REQUIRE(emptor::label(role::decision_maker, language::chinese) == "决策者");
    for (const role each : emptor::enumerators<role>) {
        CAPTURE(emptor::name(each));
        CHECK(static_cast<unsigned char>(emptor::label(each, language::chinese).front()) >= 0x80);
    }
}

}  // namespace role_test
