// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/detail/mermaid_reader.hpp>

#include <cstddef>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

namespace mermaid_reader_test {

using namespace emptor::detail;

namespace {

/// The `n`th statement of a diagram, from 0.
[[nodiscard]] constexpr mermaid_statement statement(std::string_view lines, std::size_t n) {
    mermaid_reader reader{lines};
    mermaid_statement found = reader.next();
    while (n-- > 0) found = reader.next();
    return found;
}

[[nodiscard]] constexpr bool is(const mermaid_statement& found, mermaid_kind kind, std::size_t line,
                                std::string_view from, std::string_view to = "", std::string_view text = "") {
    return found.kind == kind && found.line == line && found.from == from && found.to == to && found.text == text;
}

constexpr std::string_view diagram =
    "stateDiagram-v2\n"
    "  [*]-->a%% the first\n"
    "a:::red --> b:::blue : x : y\n"
    "b-->[*]\n"
    "b : #58; text\n"
    "state \"two words\" as c\n"
    "state d\n"
    "class a,b endless\n"
    "e:::endless\n"
    "class a red\n"
    "  %%  emptor  events :  x, y = z \n"
    "note left of a : [*] --> z\n"
    "[*] --> z";

}  // namespace

TEST_CASE("each statement is read with its line, and what concerns the looks is passed over", "[process]") {
    STATIC_REQUIRE(is(statement(diagram, 0), mermaid_kind::start, 2, "a"));
    STATIC_REQUIRE(is(statement(diagram, 1), mermaid_kind::move, 3, "a", "b", "x : y"));
    STATIC_REQUIRE(is(statement(diagram, 2), mermaid_kind::final, 4, "b"));
    STATIC_REQUIRE(is(statement(diagram, 3), mermaid_kind::text, 5, "b", "", "#58; text"));
    STATIC_REQUIRE(is(statement(diagram, 4), mermaid_kind::text, 6, "c", "", "two words"));
    STATIC_REQUIRE(is(statement(diagram, 5), mermaid_kind::mention, 7, "d"));
    STATIC_REQUIRE(is(statement(diagram, 6), mermaid_kind::endless, 8, "a,b"));
    STATIC_REQUIRE(is(statement(diagram, 7), mermaid_kind::endless, 9, "e"));
    STATIC_REQUIRE(is(statement(diagram, 8), mermaid_kind::order, 11, "events", "", "x, y = z"));
    STATIC_REQUIRE(is(statement(diagram, 9), mermaid_kind::start, 13, "z"));
    STATIC_REQUIRE(statement(diagram, 10).kind == mermaid_kind::finished);
    STATIC_REQUIRE(statement(diagram, 12).kind == mermaid_kind::finished);
}

TEST_CASE("a text that says where it has a stage's text is found by the stage's identifier", "[process]") {
    STATIC_REQUIRE(text_of(diagram, "c").text == "two words");
    STATIC_REQUIRE(text_of(diagram, "b").line == 5);
    STATIC_REQUIRE(text_of(diagram, "a").kind == mermaid_kind::finished);
}

TEST_CASE("a comment ends where its line ends, and a directive is none", "[process]") {
    STATIC_REQUIRE(without_comment("a %% b") == "a");
    STATIC_REQUIRE(without_comment("a%%") == "a");
    STATIC_REQUIRE(without_comment("%%") == "");
    STATIC_REQUIRE(without_comment("50 % a") == "50 % a");
    STATIC_REQUIRE(without_comment("a %%{init}") == "a %%{init}");
}

TEST_CASE("nothing is read behind a fault", "[process]") {
    mermaid_reader reader{"stateDiagram-v2\n[*] --> a\nb;\na --> b : x\n"};
    CHECK(reader.next().kind == mermaid_kind::start);
    CHECK(reader.next().kind == mermaid_kind::finished);
    CHECK(reader.next().kind == mermaid_kind::finished);
    CHECK(reader.error().fault == mermaid_fault::stray_semicolon);
    CHECK(reader.error().line == 3);
    CHECK(reader.error().word == "b;");
}

}  // namespace mermaid_reader_test
