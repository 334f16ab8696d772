// SPDX-License-Identifier: BSL-1.0

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <emptor/io/csv.hpp>

#include "rounds.hpp"

namespace csv_test {

using Catch::Matchers::ContainsSubstring;
using emptor::io::csv_error;
using emptor::io::csv_options;
using emptor::io::csv_reader;

namespace {

using rows_type = std::vector<std::vector<std::string>>;

rows_type rest_of(csv_reader& rows) {
    rows_type read;
    while (rows.next()) {
        auto& row = read.emplace_back();
        for (std::size_t i = 0; i < rows.size(); ++i) row.emplace_back(rows[i]);
    }
    return read;
}

/// All rows, the header first; the text must be good.
rows_type rows_of(std::string_view text, const csv_options& options = {}) {
    csv_reader rows{text, options};
    rows_type read{{rows.header().begin(), rows.header().end()}};
    for (auto& row : rest_of(rows)) read.push_back(std::move(row));
    INFO((rows.error() ? rows.error()->what : ""));
    CHECK_FALSE(rows.error());
    return read;
}

struct refusal {
    std::string what;
    std::size_t rows{};  // that were read before
    std::uint64_t line{};
    std::uint64_t column{};
    std::uint64_t offset{};
};

refusal refusal_of(std::string_view text, const csv_options& options = {}) {
    csv_reader rows{text, options};
    const std::size_t read = rest_of(rows).size();
    REQUIRE(rows.error());
    const auto& [what, line, column, offset] = *rows.error();
    return {what, read, line, column, offset};
}

/// Gives bytes in pieces of one size.
struct pieces {
    std::string_view text;
    std::size_t size;

    std::size_t operator()(std::span<char> room) {
        const std::size_t n = std::min({size, room.size(), text.size()});
        std::copy_n(text.begin(), n, room.begin());
        text.remove_prefix(n);
        return n;
    }
};

}  // namespace

TEST_CASE("a CSV reader gives the header and the rows") {
    csv_reader rows{"user,event\nanna,view\nbob,\n"};
    REQUIRE_FALSE(rows.error());
    CHECK(rows.header().size() == 2);
    CHECK(rows.column("user") == 0);
    CHECK(rows.column("event") == 1);
    CHECK_FALSE(rows.column("price"));
    CHECK_FALSE(rows.column("User"));
    CHECK(rows.size() == 0);

    REQUIRE(rows.next());
    CHECK(rows.size() == 2);
    CHECK(rows[0] == "anna");
    CHECK(rows[1] == "view");
    CHECK(rows.line() == 2);
    CHECK(rows.bytes() == 21);
    REQUIRE(rows.next());
    CHECK(rows[0] == "bob");
    CHECK(rows[1].empty());
    CHECK(rows.bytes() == 26);
    CHECK_FALSE(rows.next());
    CHECK_FALSE(rows.next());
    CHECK_FALSE(rows.error());
    CHECK(rows.size() == 0);
}

TEST_CASE("CSV quoting is that of RFC 4180") {
    CHECK(rows_of("a,b\n\"1\",\"2\"\n") == rows_type{{"a", "b"}, {"1", "2"}});
    CHECK(rows_of("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n") == rows_type{{"a", "b"}, {"x, y", "say \"hi\""}});
    CHECK(rows_of("a,b\n\"\",\"\"\"\"\n") == rows_type{{"a", "b"}, {"", "\""}});
    CHECK(rows_of("a,b\n\"1\n2\",\"3\r\n4\r5\"\n") == rows_type{{"a", "b"}, {"1\n2", "3\r\n4\r5"}});
    CHECK(rows_of("\"a \"\"b\"\"\",c\n1,2\n") == rows_type{{"a \"b\"", "c"}, {"1", "2"}});
}

TEST_CASE("a quote within an unquoted CSV field is text") {
    CHECK(rows_of("a,b\n5\" disk, \"x\"\n") == rows_type{{"a", "b"}, {"5\" disk", " \"x\""}});
}

TEST_CASE("two fields with doubled quotes can be looked at together, and twice") {
    csv_reader rows{"a,b,c\n\"1\"\"\",\"a longer field, with \"\"quotes\"\" in it\",\"\"\"\"\n\"\"\"2\",x,y\n"};
    REQUIRE(rows.next());
    const std::string_view third = rows[2];
    const std::string_view first = rows[0];
    const std::string_view second = rows[1];
    CHECK(rows[1] == second);
    CHECK(first == "1\"");
    CHECK(second == "a longer field, with \"quotes\" in it");
    CHECK(third == "\"");
    REQUIRE(rows.next());
    CHECK(rows[0] == "\"2");
}

TEST_CASE("CSV lines end with LF, CRLF or CR, mixed, and the last may have no end") {
    const rows_type expected{{"a", "b"}, {"1", "2"}, {"3", "4"}};
    CHECK(rows_of("a,b\n1,2\n3,4\n") == expected);
    CHECK(rows_of("a,b\r\n1,2\r\n3,4\r\n") == expected);
    CHECK(rows_of("a,b\r1,2\r3,4\r") == expected);
    CHECK(rows_of("a,b\r\n1,2\r3,4\n") == expected);
    CHECK(rows_of("a,b\n1,2\n3,4") == expected);
    CHECK(rows_of("a,b\r\"1\",\"2\"\r\n\"3\",\"4\"") == expected);
    CHECK(rows_of("a,b\n1,\n,") == rows_type{{"a", "b"}, {"1", ""}, {"", ""}});
}

TEST_CASE("blank CSV lines are skipped, but are rows of a single column") {
    CHECK(rows_of("\n\r\na,b\n\n1,2\n\n\r\r\n3,4\n\n") == rows_type{{"a", "b"}, {"1", "2"}, {"3", "4"}});
    CHECK(rows_of("a\n1\n\n2\r\n\r\n") == rows_type{{"a"}, {"1"}, {""}, {"2"}, {""}});
    CHECK(rows_of("a\n1") == rows_type{{"a"}, {"1"}});
    CHECK(rows_of("a\n\"\"") == rows_type{{"a"}, {""}});
}

TEST_CASE("CSV lines are counted as an editor counts them") {
    csv_reader rows{"a,b\r\n\r\n1,\"x\r\ny\nz\rw\"\r\n2,3\r4,5\n\n6,7"};
    std::vector<std::uint64_t> lines;
    while (rows.next()) lines.push_back(rows.line());
    CHECK(lines == std::vector<std::uint64_t>{3, 7, 8, 10});
}

TEST_CASE("a byte order mark is no part of the CSV header") {
    CHECK(rows_of("\xEF\xBB\xBF"
                  "a,b\n1,2\n") == rows_type{{"a", "b"}, {"1", "2"}});
    CHECK(rows_of("\xEF\xBB\xBF\"a\",b\n1,\xEF\xBB\xBF\n") == rows_type{{"a", "b"}, {"1", "\xEF\xBB\xBF"}});
}

TEST_CASE("any ASCII character but a quote or a line end delimits CSV fields") {
    for (const char delimiter : std::string_view{";\t|:^ x\x01"}) {
        std::string text{"a?b\n\"1?\"?2,3\n"};
        std::ranges::replace(text, '?', delimiter);
        CHECK(rows_of(text, {.delimiter = delimiter}) == rows_type{{"a", "b"}, {std::string{'1', delimiter}, "2,3"}});
    }
    for (const char delimiter : std::string_view{"\"\n\r\0\x80\xFF", 6}) {
        CHECK_THROWS_AS((csv_reader{"a\n", csv_options{.delimiter = delimiter}}), std::invalid_argument);
    }
    CHECK_THROWS_WITH((csv_reader{"a\n", csv_options{.delimiter = '"'}}),
                      ContainsSubstring("delimiter is the byte 34"));
    CHECK_THROWS_AS((csv_reader{"a\n", csv_options{.longest_field = 0}}), std::invalid_argument);
    CHECK_THROWS_AS((csv_reader{"a\n", csv_options{.most_columns = 0}}), std::invalid_argument);
    CHECK_THROWS_AS((csv_reader{"a\n", csv_options{.buffer = 0}}), std::invalid_argument);
}

TEST_CASE("a CSV header may have an empty name and the same one twice, but it cannot be found by that") {
    csv_reader rows{",user,event,user\n0,1,2,3\n"};
    REQUIRE_FALSE(rows.error());
    CHECK(rows.column("") == 0);
    CHECK(rows.column("event") == 2);
    CHECK_THROWS_WITH(rows.column("user"), ContainsSubstring("\"user\", which is that of columns 2 and 4"));
    REQUIRE(rows.next());
    CHECK(rows[3] == "3");
}

TEST_CASE("a CSV header without rows is a table without rows") {
    CHECK(rows_of("a,b\n") == rows_type{{"a", "b"}});
    CHECK(rows_of("a,b") == rows_type{{"a", "b"}});
    CHECK(rows_of("\"\"") == rows_type{{""}});
}

TEST_CASE("a CSV input without a header is refused") {
    for (const std::string_view text : {"", "\xEF\xBB\xBF", "\n\r\n\n"}) {
        const refusal seen = refusal_of(text);
        CHECK_THAT(seen.what, ContainsSubstring("the input is empty; a header row was expected"));
        CHECK(seen.line == 1);
    }
}

TEST_CASE("a CSV row with too few or too many fields is refused with both numbers") {
    const refusal few = refusal_of("a,b,c\n1,2,3\n\n4,5\n6,7,8\n");
    CHECK(few.what == "the row has 2 fields; the header has 3");
    CHECK(few.rows == 1);
    CHECK(few.line == 4);
    CHECK(few.offset == 13);
    CHECK(few.column == 0);
    CHECK(refusal_of("a,b\n1,2,3,4").what == "the row has 4 fields; the header has 2");
    CHECK(refusal_of("a\n1,\n").what == "the row has 2 fields; the header has 1");
    CHECK(refusal_of("a,b\n \n").what == "the row has 1 field; the header has 2");

    const refusal many = refusal_of("a,b\n1,2\n" + std::string(1'000'000, ',') + "\n");
    CHECK(many.what == "the row has 1000001 fields; the header has 2");
    CHECK(many.line == 3);
    CHECK(many.offset == 8);
}

TEST_CASE("an unclosed CSV quote is refused where it was opened") {
    const refusal seen = refusal_of("a,b\n1,2\n3,\"4\n5,6\n7,8\n");
    CHECK_THAT(seen.what, ContainsSubstring("never closed"));
    CHECK(seen.rows == 1);
    CHECK(seen.line == 3);
    CHECK(seen.column == 2);
    CHECK(seen.offset == 10);
    CHECK_THAT(refusal_of("\"a,b\n1,2\n").what, ContainsSubstring("never closed"));
    CHECK_THAT(refusal_of("a\n\"1\"\"").what, ContainsSubstring("never closed"));
}

TEST_CASE("text after a closing CSV quote is refused") {
    const refusal seen = refusal_of("a,b\n\"1\n2\" ,3\n");
    CHECK_THAT(seen.what, ContainsSubstring("text follows a closing quote, where ',' or a line end was expected"));
    CHECK(seen.line == 3);
    CHECK(seen.column == 1);
    CHECK(seen.offset == 9);
    CHECK_THAT(refusal_of("a\tb\n\"1\"x", {.delimiter = '\t'}).what, ContainsSubstring("where a tab or a line end"));
    CHECK_THAT(refusal_of("a,b\n\"1\"" + std::string(100, 'x')).what, ContainsSubstring("closing quote"));
}

TEST_CASE("a NUL byte in CSV is refused, in quotes or not") {
    using namespace std::string_view_literals;
    const refusal seen = refusal_of("a,b\n1,x\0y\n"sv);
    CHECK_THAT(seen.what, ContainsSubstring("a NUL byte"));
    CHECK(seen.line == 2);
    CHECK(seen.column == 2);
    CHECK(seen.offset == 7);
    CHECK_THAT(refusal_of("a,b\n1,\"\0\"\n"sv).what, ContainsSubstring("NUL"));
    CHECK_THAT(refusal_of("a\0,\0b\0\n\0"sv).what, ContainsSubstring("NUL"));
}

TEST_CASE("CSV that is not UTF-8 is refused, strictly") {
    const refusal seen = refusal_of("a,b\n1,2\n3,caf\xE9\n");  // Latin-1
    CHECK_THAT(seen.what, ContainsSubstring("0xE9 begins no UTF-8 character"));
    CHECK(seen.rows == 1);
    CHECK(seen.line == 3);
    CHECK(seen.column == 2);
    CHECK(seen.offset == 13);
    for (const std::string_view bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF",
                                       "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF",
                                       "\xC2x", "\xE4\xB8x", "\xF0\x9F\x98x", "\xE4\xB8\xC0"}) {
        for (std::size_t before = 0; before < 70; ++before) {
            const std::string text = "a\n" + std::string(before, 'x') + std::string{bad} + "x\n";
            const refusal refused = refusal_of(text);
            CHECK_THAT(refused.what, ContainsSubstring("begins no UTF-8 character"));
            CHECK(refused.offset == 2 + before);
        }
    }
    CHECK_THAT(refusal_of("a\n\xE4\xB8").what, ContainsSubstring("ends within a UTF-8 character"));
    CHECK_THAT(refusal_of("\xFF\xFE"
                          "a")
                   .what,
               ContainsSubstring("0xFF"));  // UTF-16
}

TEST_CASE("every character is UTF-8 in CSV, the first and the last of each length") {
    for (const std::string_view good : {"\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                                        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
        for (std::size_t before = 0; before < 70; ++before) {
            const std::string field = std::string(before, 'x') + std::string{good} + std::string{good};
            CHECK(rows_of("a\n" + field + "\n") == rows_type{{"a"}, {field}});
        }
    }
}

TEST_CASE("a CSV field longer than the limit is refused, one as long is not") {
    const csv_options ten{.longest_field = 10};
    CHECK(rows_of("a,b\n1234567890,\"12345678\"\n", ten).size() == 2);
    const refusal plain = refusal_of("a,b\n1,12345678901\n", ten);
    CHECK_THAT(plain.what, ContainsSubstring("longer than the 10 bytes allowed"));
    CHECK(plain.line == 2);
    CHECK(plain.column == 2);
    CHECK(plain.offset == 6);
    const refusal quoted = refusal_of("a,b\n1,\"\n\n3456789\n", ten);
    CHECK_THAT(quoted.what, ContainsSubstring("is its quote closed?"));
    CHECK(quoted.line == 2);
    CHECK_THAT(refusal_of("a\n" + std::string(200'000, 'x'), ten).what, ContainsSubstring("longer than"));
}

TEST_CASE("a CSV header of more columns than allowed is refused") {
    CHECK(rows_of("a,b,c\n1,2,3\n", {.most_columns = 3}).size() == 2);
    CHECK_THAT(refusal_of("a,b,c,d\n", {.most_columns = 3}).what, ContainsSubstring("more than 3 columns"));
    CHECK_THAT(refusal_of(std::string(1'000'000, ',')).what, ContainsSubstring("more than 65536 columns"));
}

TEST_CASE("a CSV field of ten megabytes is read, and an endless one is not held in memory") {
    const std::string field(static_cast<std::size_t>(emptor_test::rounds(10'000'000)), 'x');
    constexpr auto most = static_cast<std::size_t>(emptor_test::rounds(50'000'000));
    CHECK(rows_of("a,b\n1," + field + "\n2,3\n") == rows_type{{"a", "b"}, {"1", field}, {"2", "3"}});
    CHECK(rows_of("a,b\n\"" + field + "\",1\n") == rows_type{{"a", "b"}, {field, "1"}});

    std::size_t given = 0;
    std::size_t most_room = 0;
    const auto endless = [&](char with) {
        given = most_room = 0;
        return csv_reader{[&given, &most_room, with](std::span<char> room) {
                              most_room = std::max(most_room, room.size());
                              std::ranges::fill(room, with);
                              if (given == 0) std::ranges::copy(std::string_view{"a,b\n"}, room.begin());
                              given += room.size();
                              return given > most ? 0 : room.size();
                          },
                          {.longest_field = 1'000'000}};
    };
    csv_reader one_field = endless('x');
    CHECK_FALSE(one_field.next());
    CHECK(one_field.error()->what.find("longer than") != std::string::npos);
    CHECK(given < 5'000'000);
    csv_reader many_fields = endless(',');
    CHECK_FALSE(many_fields.next());
    CHECK_THAT(many_fields.error()->what, ContainsSubstring("fields; the header has 2"));
    CHECK(given > most);
    CHECK(most_room <= 64 * 1024);
}

TEST_CASE("a column the CSV row does not have is refused") {
    csv_reader rows{"a,b\n1,2\n"};
    CHECK_THROWS_AS(rows[0], std::invalid_argument);  // no row yet
    REQUIRE(rows.next());
    CHECK_THROWS_WITH(rows[2], ContainsSubstring("column is 2; the row has 2, counted from 0"));
    REQUIRE_FALSE(rows.next());
    CHECK_THROWS_AS(rows[0], std::invalid_argument);
}

TEST_CASE("a CSV reader can be moved, with its row") {
    csv_reader rows{"a,b\n1,2\n3,4\n"};
    REQUIRE(rows.next());
    const std::string_view field = rows[1];
    csv_reader moved{std::move(rows)};
    CHECK(field == "2");
    CHECK(moved[0] == "1");
    REQUIRE(moved.next());
    CHECK(moved[0] == "3");
}

TEST_CASE("a CSV reader takes a source that cannot be copied, and passes its exceptions on") {
    STATIC_REQUIRE(emptor::io::byte_source<pieces>);
    STATIC_REQUIRE_FALSE(emptor::io::byte_source<std::string_view>);
    STATIC_REQUIRE_FALSE(std::is_constructible_v<csv_reader, std::string>);
    STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<csv_reader>);
    csv_reader rows{[owned = std::make_unique<int>(0)](std::span<char> room) {
        if (++*owned == 3) throw std::runtime_error{"the disk is gone"};
        return pieces{"a\n1\n", 4}(room);
    }};
    REQUIRE(rows.next());
    REQUIRE(rows.next());
    CHECK(rows[0] == "a");
    REQUIRE(rows.next());
    CHECK_THROWS_WITH(rows.next(), "the disk is gone");
    CHECK_THROWS_AS(csv_reader{[](std::span<char> room) { return room.size() + 1; }}, std::invalid_argument);
}

TEST_CASE("CSV rows arrive as soon as their lines do") {
    std::size_t given = 0;
    constexpr std::array<std::string_view, 3> lines{"a,b\n", "1,2\n", "3,4\n"};
    csv_reader rows{
        [&](std::span<char> room) { return given < lines.size() ? pieces{lines[given++], 4}(room) : std::size_t{0}; }};
    CHECK(given == 1);
    REQUIRE(rows.next());
    CHECK(given == 2);
    CHECK(rows[1] == "2");
}

TEST_CASE("pieces of any size give the same CSV rows") {
    const std::string text =
        "\xEF\xBB\xBF"
        "id,名称,note\r\n1,采购申请,\"a \"\"b\"\",\r\nc\"\r\n\n2,,\r3,\xF0\x9F\x98\x80,\"x\"\n4,5,6";
    const rows_type expected = rows_of(text);
    REQUIRE(expected.size() == 5);
    for (std::size_t chunk = 1; chunk <= 17; ++chunk) {
        for (const std::size_t buffer : {1U, 5U, 16U, 63U, 64U, 65U, 4096U}) {
            INFO("pieces of " << chunk << ", buffer of " << buffer);
            csv_reader rows{pieces{text, chunk}, {.buffer = buffer}};
            CHECK(std::ranges::equal(rows.header(), expected.front()));
            CHECK(rest_of(rows) == rows_type(expected.begin() + 1, expected.end()));
            CHECK_FALSE(rows.error());
        }
    }
}

}  // namespace csv_test
