// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Reads tables of comma-separated values, as the world writes them.

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/io/detail/byte_source.hpp>
#include <emptor/io/detail/csv_marks.hpp>
#include <emptor/io/detail/utf8.hpp>

namespace emptor::io {

struct csv_options {
    char delimiter = ',';
    /// Bytes of the longest field allowed, as written: with its quotes. Bounds what a quote left open can take.
    std::size_t longest_field = 16 * 1024 * 1024;
    std::size_t most_columns = 65'536;
    /// Bytes asked of the source at once; the buffer grows where a row is longer.
    std::size_t buffer = 64 * 1024;
};

/// What is wrong with the text, and where.
struct csv_error {
    std::string what;        ///< a sentence that says what was found and what was expected
    std::uint64_t line{};    ///< the physical line, from 1: of the byte, or of the row's or quote's first byte
    std::uint64_t column{};  ///< the field of the row, from 1; 0 where the error is of a whole row
    std::uint64_t offset{};  ///< bytes of the input before it

    friend bool operator==(const csv_error&, const csv_error&) = default;
};

/// Reads a table with a header row, one row at a time, from a source of bytes.
///
/// Quoting is that of RFC 4180: a field that begins with `"` ends at the next `"` that is not doubled, and may hold
/// delimiters and line ends. A quote further in is text. CR, LF and CRLF end a line, mixed as they come; the last
/// line may lack its end. The text is UTF-8 and is checked to be, with or without a byte order mark.
///
/// A line with nothing on it is skipped, for it says nothing; but below a header of one column it is a row whose
/// field is empty. Every other row has as many fields as the header, or is an error.
///
/// Memory is bounded by the longest row, time by the bytes: fields nobody asks for are found, but neither copied nor
/// unquoted. Reading stops at the first error; the rows before it were good.
class csv_reader {
public:
    /// Reads the header, and so may wait for the source and fail: see `error()`.
    /// @throws std::invalid_argument for a delimiter that is a quote, a line end, NUL or not ASCII, and for a limit of
    /// 0.
    template <class Source>
        requires(!std::same_as<Source, csv_reader> && byte_source<Source>)
    explicit csv_reader(Source source, const csv_options& options = {})
        : csv_reader{detail::any_byte_source{std::move(source)}, checked(options)} {}

    /// Reads text in memory, which must outlive the reader.
    explicit csv_reader(std::string_view text, const csv_options& options = {})
        : csv_reader{detail::text_source{text}, options} {}
    explicit csv_reader(std::same_as<std::string> auto&& gone_before_it_is_read, const csv_options& = {}) = delete;

    /// The names of the columns. Names may be empty, as that of an index column is, and may repeat.
    [[nodiscard]] std::span<const std::string> header() const noexcept { return header_; }

    /// The place of a column, or nothing if there is none of that name.
    /// @throws std::invalid_argument if two columns have that name.
    [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;

    /// Moves to the next row. False at the end, and at an error: then `error()` says which.
    bool next();

    /// The text of a field, without its quotes; valid until `next()`. Fields never asked for cost next to nothing.
    /// @throws std::invalid_argument for a column the row does not have.
    [[nodiscard]] std::string_view operator[](std::size_t column) {
        const std::string_view text = written(column);
        if (text.empty() || text.front() != '"') [[likely]]
            return text;
        return unquoted(column);
    }

    /// The number of fields of the row: that of the header, or 0 where there is no row.
    [[nodiscard]] std::size_t size() const noexcept { return fields_; }
    /// The physical line on which the row begins, from 1.
    [[nodiscard]] std::uint64_t line() const noexcept { return row_line_; }
    /// Bytes of the input read so far, up to the end of the row.
    [[nodiscard]] std::uint64_t bytes() const noexcept { return dropped_ + next_row_; }
    /// What stopped the reading, if it was not the end.
    [[nodiscard]] const std::optional<csv_error>& error() const noexcept { return error_; }

private:
    enum class found { nothing, row, end };
    enum class where { outside, inside, closing };  // of quotes; closing: just after a quote that may be doubled

    csv_reader(detail::any_byte_source source, const csv_options& options);

    static const csv_options& checked(const csv_options& options);

    found read_row();
    bool take_plain_row();
    found scan();
    found meet(std::size_t at);
    found end_row(std::size_t at);
    found finish();
    void put_field(std::size_t at);
    bool mark_piece();
    void mark_block();
    bool refill();
    void skip_byte_order_mark();
    found fail(std::string what, std::uint64_t line, std::uint64_t column, std::size_t at);
    found fail_here(std::string what, std::size_t at) { return fail(std::move(what), line_, fields_ + 1, at); }
    found fail_after_quote();
    found fail_too_long();
    [[nodiscard]] std::string_view written(std::size_t column) const {
        if (column >= fields_) [[unlikely]]
            refuse(column);
        const std::size_t first = column == 0 ? row_ : row_ends_[column - 1] + 1;
        return {buffer_.get() + first, row_ends_[column] - first};
    }
    [[noreturn]] void refuse(std::size_t column) const;
    std::string_view unquoted(std::size_t column);

    [[nodiscard]] bool is_too_long(std::size_t at) const noexcept { return at - start_ > options_.longest_field; }
    [[nodiscard]] bool is_text_after_quote() const noexcept {
        return where_ == where::closing && quote_ + 1 < marked_ && bad_ != quote_ + 1;
    }

    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

    detail::any_byte_source source_;
    csv_options options_;
    std::uint64_t delimiters_{};  // the delimiter, in each byte
    std::vector<std::string> header_;
    std::vector<std::string> unquoted_;  // fields that had doubled quotes, by column
    std::optional<csv_error> error_;
    bool source_ended_{};
    bool done_{};

    // The buffer holds the row being read and what follows it; all places below are in the buffer.
    std::unique_ptr<char[]> buffer_;  // and room for one more block, so that the last one may be read whole
    std::size_t capacity_{};
    std::size_t filled_{};
    std::uint64_t dropped_{};  // bytes of the input before the buffer

    std::size_t marked_{};         // bytes looked at for marks
    detail::csv_mark_list marks_;  // those not met yet
    std::size_t bad_{nowhere};     // the first byte that is not UTF-8
    detail::utf8_checker utf8_;

    std::size_t row_{};
    std::size_t start_{};  // of the field
    std::size_t next_row_{};
    std::size_t quote_{};            // the last one met in a quoted field
    std::vector<std::size_t> ends_;  // of the row's fields, where it is read mark by mark
    const std::size_t* row_ends_{};  // of the row's fields
    std::size_t fields_{};
    where where_{};
    bool after_cr_{};  // the last line ended with CR: an LF that follows is part of its end
    std::uint64_t line_{1};
    std::uint64_t row_line_{1};
    std::uint64_t field_line_{1};  // on which the quote was opened
    std::uint64_t row_offset_{};
};

}  // namespace emptor::io

#include <emptor/io/detail/csv_reader.hpp>  // the definitions
