// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How the reader of comma-separated values works; see <emptor/io/csv.hpp> for what it does.
///
/// Text is looked at in blocks of 64 bytes, whose meaningful bytes become the bits of a word, and those of a piece of
/// some blocks a list of places. A row without quotes is the next so many places, one a field (`take_plain_row`). Every
/// other row is read by walking them: what happens often is in `scan`, everything else is a case of `meet`.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <emptor/io/csv.hpp>

namespace emptor::io {

inline const csv_options& csv_reader::checked(const csv_options& options) {
    const auto byte = static_cast<unsigned char>(options.delimiter);
    if (byte == 0 || byte == '"' || byte == '\n' || byte == '\r' || byte >= 0x80) {
        throw std::invalid_argument{"emptor::io::csv_reader: the delimiter is the byte " + std::to_string(int{byte}) +
                                    "; it must be ASCII, and no quote, line end or NUL"};
    }
    if (options.longest_field == 0 || options.most_columns == 0 || options.buffer == 0) {
        throw std::invalid_argument{
            "emptor::io::csv_reader: longest_field, most_columns and buffer must each be at least 1; one of them is 0"};
    }
    return options;
}

inline csv_reader::csv_reader(detail::any_byte_source source, const csv_options& options)
    : source_{std::move(source)},
      options_{options},
      delimiters_{static_cast<unsigned char>(options.delimiter) * detail::each_byte},
      capacity_{options.buffer < 4 ? 4 : options.buffer} {  // a byte order mark fits
    buffer_ = std::make_unique<char[]>(capacity_ + detail::csv_block_size);
    skip_byte_order_mark();
    switch (read_row()) {
        case found::row:
            for (std::size_t i = 0; i < fields_; ++i) header_.emplace_back((*this)[i]);
            break;
        case found::end:
            if (!error_) fail("the input is empty; a header row was expected", 1, 0, next_row_);
            break;
        case found::nothing:
            break;
    }
    fields_ = 0;
}

inline std::optional<std::size_t> csv_reader::column(std::string_view name) const {
    std::optional<std::size_t> place;
    for (std::size_t i = 0; i < header_.size(); ++i) {
        if (header_[i] != name) continue;
        if (place) {
            throw std::invalid_argument{"emptor::io::csv_reader::column: name is \"" + std::string{name} +
                                        "\", which is that of columns " + std::to_string(*place + 1) + " and " +
                                        std::to_string(i + 1) + "; it must be that of one"};
        }
        place = i;
    }
    return place;
}

inline bool csv_reader::next() { return read_row() == found::row; }

inline csv_reader::found csv_reader::read_row() {
    fields_ = 0;
    if (done_) return found::end;
    row_ = start_ = next_row_;
    row_line_ = line_;
    row_offset_ = dropped_ + row_;
    if (take_plain_row()) return found::row;
    row_ends_ = ends_.data();
    for (;;) {
        if (const found what = scan(); what != found::nothing) return what;
        if (!mark_piece()) return error_ ? found::end : finish();
    }
}

/// Takes a row whose marks are all known and are as many delimiters as there should be and a line feed.
inline bool csv_reader::take_plain_row() {
    const std::size_t wanted = ends_.size();
    if (marks_.size() < wanted || header_.empty()) return false;
    const std::size_t* const ends = marks_.begin();
    const char* const text = buffer_.get();
    const std::size_t end = ends[wanted - 1];
    int different = text[end] ^ '\n';
    for (std::size_t i = 0; i + 1 < wanted; ++i) different |= text[ends[i]] ^ options_.delimiter;
    if (different != 0 || end == row_ || end - row_ > options_.longest_field) return false;
    row_ends_ = ends;
    fields_ = wanted;
    next_row_ = end + 1;
    after_cr_ = false;
    ++line_;
    marks_.drop(wanted);
    return true;
}

/// Walks the marks until there are no more or the row ends. What happens in most rows is done here, on local copies;
/// the rest is left to `meet`.
inline csv_reader::found csv_reader::scan() {
    const char* const text = buffer_.get();
    const char delimiter = options_.delimiter;
    const std::size_t longest = options_.longest_field;
    while (marks_.size() != 0) {
        const std::size_t* mark = marks_.begin();
        const std::size_t* const end = marks_.end();
        std::size_t* const ends = ends_.data();
        const std::size_t room = ends_.size();
        std::size_t fields = fields_;
        std::size_t start = start_;
        where now = where_;
        bool row_ended = false;
        for (; mark != end; ++mark) {
            const std::size_t at = *mark;
            const char byte = text[at];
            if (now == where::inside) {
                if (byte == '"') {
                    now = where::closing;
                    quote_ = at;
                } else if (byte != delimiter) {
                    break;
                }
                continue;
            }
            if (now == where::closing && at != quote_ + 1) break;
            if (byte == delimiter) {
                if (fields >= room || at - start > longest) break;
                ends[fields++] = at;
                start = at + 1;
                now = where::outside;
            } else if (byte == '"') {
                if (now == where::outside && at != start) continue;
                if (now == where::outside) field_line_ = line_;
                now = where::inside;
            } else {
                row_ended = byte == '\n' && fields + 1 == room && at != row_ && at - start <= longest;
                break;
            }
        }
        fields_ = fields;
        start_ = start;
        where_ = now;
        marks_.drop_to(mark);
        if (mark == end) break;
        const std::size_t at = *mark;
        marks_.drop(1);
        if (row_ended) {
            ends[fields] = at;
            fields_ = room;
            where_ = where::outside;
            after_cr_ = false;
            ++line_;
            next_row_ = at + 1;
            return found::row;
        }
        if (const found what = meet(at); what != found::nothing) return what;
    }
    return found::nothing;
}

/// Takes in one marked byte.
inline csv_reader::found csv_reader::meet(std::size_t at) {
    const char byte = buffer_[at];
    if (where_ == where::closing && at != quote_ + 1) return fail_after_quote();
    if (is_too_long(at)) return fail_too_long();
    if (byte == '\0')
        return fail_here("a NUL byte, where text was expected; is the input in another encoding, such as UTF-16?", at);
    if (where_ == where::inside) {
        if (byte == '"') {
            where_ = where::closing;
            quote_ = at;
        } else if (byte == '\r' || (byte == '\n' && buffer_[at - 1] != '\r')) {
            ++line_;
        }
        return found::nothing;
    }
    if (byte == options_.delimiter) {
        where_ = where::outside;
        put_field(at);
        return error_ ? found::end : found::nothing;
    }
    if (byte == '\n') {
        const bool of_crlf = after_cr_ && at == row_ && fields_ == 0;
        after_cr_ = false;
        if (!of_crlf) return end_row(at);
        row_ = start_ = at + 1;
        row_offset_ = dropped_ + row_;
        return found::nothing;
    }
    if (byte == '\r') {
        after_cr_ = true;
        return end_row(at);
    }
    if (where_ == where::closing) {
        if (byte != '"') return fail_after_quote();
        where_ = where::inside;
    } else if (byte == '"' && at == start_) {
        where_ = where::inside;
        field_line_ = line_;
    }
    return found::nothing;
}

inline void csv_reader::put_field(std::size_t at) {
    if (header_.empty()) {
        if (fields_ == options_.most_columns) {
            fail("the header has more than " + std::to_string(fields_) + " columns, the most allowed", line_, 0,
                 start_);
            return;
        }
        ends_.push_back(at);
        row_ends_ = ends_.data();
    } else if (fields_ < ends_.size()) {
        ends_[fields_] = at;
    }
    ++fields_;
    start_ = at + 1;
}

/// Ends the row before the line end at the given place, or at the end of the input.
inline csv_reader::found csv_reader::end_row(std::size_t at) {
    const bool blank = at == row_ && fields_ == 0;
    if (blank && header_.size() != 1) {
        row_ = start_ = at + 1;
        row_line_ = ++line_;
        row_offset_ = dropped_ + row_;
        return found::nothing;
    }
    where_ = where::outside;
    put_field(at);
    if (error_) return found::end;
    ++line_;
    next_row_ = at + 1;
    if (header_.empty() || fields_ == header_.size()) return found::row;
    next_row_ = row_;
    return fail("the row has " + std::to_string(fields_) + (fields_ == 1 ? " field" : " fields") + "; the header has " +
                    std::to_string(header_.size()),
                row_line_, 0, row_);
}

inline csv_reader::found csv_reader::finish() {
    if (is_too_long(filled_)) return fail_too_long();
    if (utf8_.unfinished() != 0) {
        return fail_here("the input ends within a UTF-8 character", filled_ - utf8_.unfinished());
    }
    if (where_ == where::inside) {
        return fail("the quote that opens this field is never closed", field_line_, fields_ + 1, start_);
    }
    if (fields_ > 0 || start_ != filled_) {
        const found what = end_row(filled_);
        next_row_ = filled_;
        return what;
    }
    next_row_ = filled_;
    done_ = true;
    return found::end;
}

/// Finds the marks of the next piece; false at the end of the input and at an error.
inline bool csv_reader::mark_piece() {
    if (is_text_after_quote()) return fail_after_quote(), false;
    if (bad_ != nowhere) {
        if (is_too_long(bad_)) return fail_too_long(), false;
        const std::size_t first = bad_ - utf8_.unfinished();
        constexpr char digits[] = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(buffer_[first]);
        const char code[] = {'0', 'x', digits[byte / 16], digits[byte % 16], '\0'};
        fail_here(
            std::string{"the byte "} + code + " begins no UTF-8 character here; is the input in another encoding?",
            first);
        return false;
    }
    if (marked_ == filled_ && !refill()) return false;
    marks_.clear();
    for (std::size_t block = 0; block < detail::csv_mark_list::blocks && marked_ != filled_ && bad_ == nowhere;
         ++block) {
        mark_block();
    }
    return true;
}

inline void csv_reader::mark_block() {
    const std::size_t size = filled_ - marked_ < detail::csv_block_size ? filled_ - marked_ : detail::csv_block_size;
    auto [marks, ascii] = detail::mark_csv(buffer_.get() + marked_, delimiters_);
    if (!ascii || utf8_.unfinished() != 0) {
        const std::size_t good = utf8_.check(buffer_.get() + marked_, size);
        if (good != size) {
            bad_ = marked_ + good;
            marks &= (std::uint64_t{1} << good) - 1;
        }
    }
    if (size < detail::csv_block_size) marks &= (std::uint64_t{1} << size) - 1;
    marks_.add(marked_, marks);
    marked_ += size;
}

/// Reads on, behind the row so far; false where there is no more.
inline bool csv_reader::refill() {
    if (source_ended_) return false;
    if (!header_.empty() && fields_ > header_.size()) row_ = start_;  // too many: only their number still matters
    next_row_ = row_;
    if (row_ > 0) {
        std::memmove(buffer_.get(), buffer_.get() + row_, filled_ - row_);
        const std::size_t kept = fields_ < ends_.size() ? fields_ : ends_.size();
        for (std::size_t i = 0; i < kept; ++i) ends_[i] -= row_;
        for (std::size_t* place : {&filled_, &marked_, &start_, &next_row_, &quote_}) *place -= row_;
        dropped_ += row_;
        row_ = 0;
    }
    if (filled_ == capacity_) {
        if (is_too_long(filled_)) return fail_too_long(), false;
        auto larger = std::make_unique<char[]>(2 * capacity_ + detail::csv_block_size);
        std::memcpy(larger.get(), buffer_.get(), filled_);
        buffer_ = std::move(larger);
        capacity_ *= 2;
    }
    done_ = true;  // should the source throw, the row is lost, and so is the place to go on from
    const std::size_t got = source_({buffer_.get() + filled_, capacity_ - filled_});
    done_ = false;
    source_ended_ = got == 0;
    filled_ += got;
    return got != 0;
}

inline void csv_reader::skip_byte_order_mark() {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    while (filled_ < mark.size() && mark.starts_with({buffer_.get(), filled_})) {
        if (!refill()) return;
    }
    if (!std::string_view{buffer_.get(), filled_}.starts_with(mark)) return;
    next_row_ = marked_ = mark.size();
}

inline csv_reader::found csv_reader::fail(std::string what, std::uint64_t line, std::uint64_t column, std::size_t at) {
    const bool of_row = column == 0 && at == row_;
    error_ = csv_error{std::move(what), line, column, of_row ? row_offset_ : dropped_ + at};
    done_ = true;
    fields_ = 0;
    return found::end;
}

inline csv_reader::found csv_reader::fail_after_quote() {
    if (is_too_long(quote_ + 1)) return fail_too_long();
    const std::string wanted = options_.delimiter == '\t' ? "a tab" : std::string{'\'', options_.delimiter, '\''};
    return fail_here("text follows a closing quote, where " + wanted + " or a line end was expected", quote_ + 1);
}

inline csv_reader::found csv_reader::fail_too_long() {
    const std::string limit = std::to_string(options_.longest_field);
    const bool quoted = where_ != where::outside;
    return fail("the field is longer than the " + limit + " bytes allowed" + (quoted ? "; is its quote closed?" : ""),
                quoted ? field_line_ : line_, fields_ + 1, start_);
}

inline void csv_reader::refuse(std::size_t column) const {
    throw std::invalid_argument{"emptor::io::csv_reader: column is " + std::to_string(column) + "; the row has " +
                                std::to_string(fields_) + ", counted from 0"};
}

/// What stands between the quotes; a field with doubled ones is copied, others are not.
inline std::string_view csv_reader::unquoted(std::size_t column) {
    std::string_view text = written(column);
    text = text.substr(1, text.size() - 2);
    std::size_t quote = text.find('"');
    if (quote == std::string_view::npos) return text;
    if (unquoted_.size() <= column) unquoted_.resize(ends_.size());
    std::string& copy = unquoted_[column];
    copy.clear();
    for (std::size_t from = 0;;) {
        copy.append(text, from, quote + 1 - from);
        from = quote + 2;
        quote = text.find('"', from);
        if (quote == std::string_view::npos) return copy.append(text, from);
    }
}

}  // namespace emptor::io
