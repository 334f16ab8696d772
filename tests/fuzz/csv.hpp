// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What must hold of the CSV reader for any bytes: it reads what the plain parser reads, and stops where that stops,
/// however the bytes come in.

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include <emptor/io/csv.hpp>

#include "plain_csv.hpp"

namespace fuzz {

struct csv_case {
    emptor::io::csv_options options;
    std::size_t chunk = 1;  ///< bytes the source gives at a time
};

/// Throws `std::logic_error` where the two disagree.
inline void compare_csv(std::string_view text, const csv_case& how) {
    const auto expect = [](bool holds, const std::string& what) {
        if (!holds) throw std::logic_error{"csv: " + what};
    };
    const plain_csv::table expected = plain_csv::read(text, how.options.delimiter, how.options.longest_field);

    std::size_t place = 0;
    bool ended = false;
    emptor::io::csv_reader rows{[&](std::span<char> room) {
                                    expect(!ended && !room.empty(),
                                           "the source was asked after its end, or for nothing");
                                    const std::size_t size = std::min({how.chunk, room.size(), text.size() - place});
                                    if (size != 0) std::memcpy(room.data(), text.data() + place, size);
                                    place += size;
                                    ended = size == 0;
                                    return size;
                                },
                                how.options};

    expect(std::ranges::equal(rows.header(), expected.header), "another header");
    std::size_t read = 0;
    while (rows.next()) {
        expect(read < expected.rows.size(), "too many rows");
        const plain_csv::row& row = expected.rows[read++];
        expect(rows.size() == row.fields.size(), "another number of fields");
        expect(rows.line() == row.line, "row " + std::to_string(read) + " on another line");
        for (std::size_t round = 0; round < 2; ++round) {  // a field may be asked for again, in any order
            for (std::size_t i = rows.size(); i-- > 0;) expect(rows[i] == row.fields[i], "another field");
        }
    }
    expect(read == expected.rows.size(), "too few rows: " + std::to_string(read));
    expect(rows.size() == 0 && !rows.next(), "went on after the end");
    expect(rows.error().has_value() == expected.stopped_by.has_value(),
           rows.error() ? "refused: " + rows.error()->what : "not refused");
    if (!rows.error()) {
        expect(rows.bytes() == text.size(), "bytes left over");
        return;
    }
    const auto& [what, line, column, offset] = *rows.error();
    const plain_csv::problem& problem = *expected.stopped_by;
    const auto seen = [&] { return what + " at line " + std::to_string(line) + ", offset " + std::to_string(offset); };
    expect(what.find(problem.says) != std::string::npos, "another reason: " + seen());
    expect(line == problem.line && column == problem.column && offset == problem.offset, "another place: " + seen());
}

/// The first three bytes choose the options, the rest is the text.
inline void csv(std::string_view bytes) {
    if (bytes.size() < 3) return;
    constexpr std::string_view delimiters = ",;\t|";
    const auto choice = [bytes](std::size_t i) -> std::size_t { return static_cast<unsigned char>(bytes[i]); };
    csv_case how;
    how.options.delimiter = delimiters[choice(0) % delimiters.size()];
    how.options.longest_field = choice(1) < 128 ? how.options.longest_field : choice(1) - 127;
    how.options.buffer = 1 + choice(2) / 16 * 11;
    how.chunk = 1 + choice(2) % 16 * 9;
    compare_csv(bytes.substr(3), how);
}

}  // namespace fuzz
