// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/detail/numbering.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>

namespace numbering_test {

using emptor::named_rules;
using emptor::detail::numbering;

namespace {

[[nodiscard]] std::string numbered(const char* kind, std::size_t i) {
    return std::string{kind}.append(std::to_string(i));
}

/// As many events and roles in one stage.
[[nodiscard]] named_rules crowd(std::size_t events, std::size_t roles) {
    named_rules rules{.start = "s", .all_endless = true};
    for (std::size_t e = 0; e < events; ++e) {
        rules.rules.push_back({.in = {"s"}, .on = numbered("e", e), .to = "s"});
    }
    for (std::size_t r = 0; r < roles; ++r) rules.rules[0].by.push_back(numbered("r", r));
    return rules;
}

}  // namespace

TEST_CASE("names are numbered as they are listed, then start, and then row by row", "[process]") {
    const auto read = numbering::of({.start = "b",
                                     .rules = {{.in = {"c"}, .on = "y", .by = {"q"}, .once_agreed = {"p"}, .to = "a"},
                                               {.any = true, .except = {"d"}, .on = "x", .by = {"p"}, .to = "b"}},
                                     .ends = {"f"},
                                     .endless = {"e"}});
    std::string order;
    for (const auto id : read.words.stages.ids()) order += read.words.stages.name(id);
    CHECK(order == "bcadfe");
    CHECK(read.start == 0);
    CHECK(read.words.events.find("y") == emptor::model_event{0});
    CHECK(read.words.roles.find("q") == emptor::model_role{0});
    REQUIRE(read.rows.size() == 4);
    CHECK(read.rows[1].any);
    CHECK(read.rows[2].ends);
    CHECK(read.rows[3].endless);
}

TEST_CASE("the last event and the last role there is room for are numbered, and one more is refused", "[process]") {
    const auto full = numbering::of(crowd(65535, 250));
    CHECK(full.words.events.find("e65534") == emptor::model_event{65534});
    CHECK(full.words.roles.find("r249") == emptor::model_role{249});
    CHECK_THROWS_MATCHES(numbering::of(crowd(65536, 1)), std::invalid_argument,
                         Catch::Matchers::Message("emptor::model: more than 65535 events (row 65536)"));
    CHECK_THROWS_MATCHES(numbering::of(crowd(1, 251)), std::invalid_argument,
                         Catch::Matchers::Message("emptor::model: more than 250 roles (row 1)"));
}

}  // namespace numbering_test
