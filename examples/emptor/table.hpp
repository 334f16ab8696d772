// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// One file of a log as a table: its columns by name, its errors with their place.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/io/csv.hpp>

#include "encoding.hpp"
#include "failure.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "source.hpp"
#include "words.hpp"

namespace program {

class table {
public:
    table(const std::string& file, const input_options& input, progress& shown)
        : place_{place_of(file)}, has_encoding_{!input.encoding.empty()}, reader_{opened(file, input, shown)} {
        if (reader_.error()) fail();
        for (const auto& [name, value] : input.where) where_.emplace_back(column(name, "--where"), value);
    }

    /// Moves to the next row that `--where` lets through.
    bool next() {
        while (reader_.next()) {
            ++rows_;
            const bool wanted = std::all_of(where_.begin(), where_.end(),
                                            [&](const auto& each) { return reader_[each.first] == each.second; });
            if (wanted) return true;
        }
        if (reader_.error()) fail();
        return false;
    }

    [[nodiscard]] std::string_view operator[](std::size_t column) { return reader_[column]; }

    /// All rows so far, those not wanted as well.
    [[nodiscard]] std::uint64_t rows() const noexcept { return rows_; }

    /// Where a column stands, if there is one of that name.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const {
        const auto header = reader_.header();
        if (std::count(header.begin(), header.end(), name) > 1) {
            throw bad_data(place_ + ": two columns are named " + in_quotes(name) + "; one of them must be renamed");
        }
        return reader_.column(name);
    }

    /// Where a column stands that there must be.
    /// @param option that names it.
    [[nodiscard]] std::size_t column(std::string_view name, std::string_view option) const {
        if (const auto place = find(name)) return *place;
        const auto header = reader_.header();
        std::string sentence = place_ + ": no column is named " + in_quotes(name) + ", as " + std::string{option} +
                               " says" + hint(name, header);
        sentence += sentence.ends_with('?') ? " The" : "; the";
        sentence += header.size() == 1 ? " only column is " : " columns are ";
        sentence += listed(header);
        if (header.size() == 1) {
            for (const char mark : {';', '\t', '|', ','}) {
                if (header[0].find(mark) == std::string::npos) continue;
                sentence += "; is the delimiter another? Say so: --delimiter " +
                            (mark == '\t' ? std::string{"tab"} : "'" + std::string{mark} + "'");
                break;
            }
        }
        throw bad_data(sentence);
    }

    [[nodiscard]] const std::string& column_name(std::size_t column) const { return reader_.header()[column]; }

    /// The line on which the row begins.
    [[nodiscard]] std::uint64_t line() const noexcept { return reader_.line(); }

    /// The place of the row, as messages begin: "shop.csv:17: ".
    [[nodiscard]] std::string here() const { return place_ + ":" + std::to_string(reader_.line()) + ": "; }

private:
    static emptor::io::csv_reader opened(const std::string& file, const input_options& input, progress& shown) {
        const emptor::io::csv_options options{.delimiter = input.delimiter, .buffer = 256 * 1024};
        if (input.encoding.empty()) return emptor::io::csv_reader{file_source{file, shown}, options};
        return emptor::io::csv_reader{converted_source{file_source{file, shown}, input.encoding, place_of(file)},
                                      options};
    }

    [[noreturn]] void fail() const {
        const emptor::io::csv_error& error = *reader_.error();
        std::string sentence = place_ + ":";
        if (error.column > 0 || !reader_.header().empty()) sentence += std::to_string(error.line) + ":";
        if (error.column > 0) {
            sentence += " field " + std::to_string(error.column);
            const auto header = reader_.header();
            if (error.column <= header.size()) sentence += " (" + in_quotes(header[error.column - 1]) + ")";
            sentence += ":";
        }
        sentence += " " + error.what;
        const auto says = [&](std::string_view words) { return error.what.find(words) != std::string::npos; };
        if (!has_encoding_ && (says("UTF-8") || says("encoding"))) {
            const bool wide = says("NUL") || says("0xFF") || says("0xFE");
            sentence += std::string{sentence.ends_with('?') ? " If so" : "; if it is in another encoding"} +
                        ", name it, as in --encoding " + (wide ? "UTF-16" : "GB18030");
        }
        throw bad_data(sentence);
    }

    std::string place_;
    bool has_encoding_;
    emptor::io::csv_reader reader_;
    std::vector<std::pair<std::size_t, std::string>> where_;
    std::uint64_t rows_{};
};

}  // namespace program
