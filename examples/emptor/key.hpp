// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Several fields as one key, which no other fields share.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "table.hpp"

namespace program {

/// Makes one text of the fields of some columns. One column's is the field itself; of more, each but the last has its
/// length before it.
class key {
public:
    explicit key(std::vector<std::size_t> columns) : columns_{std::move(columns)} {}

    /// Valid until the next row.
    [[nodiscard]] std::string_view operator()(table& row) {
        return columns_.size() == 1 ? row[columns_[0]] : joined(row);
    }

    /// All its fields are empty.
    [[nodiscard]] bool is_blank(std::string_view made) const {
        return columns_.size() == 1 ? made.empty()
                                    : made.find_first_not_of('\0') == std::string_view::npos &&
                                          made.size() == (columns_.size() - 1) * length_bytes;
    }

    /// The two fields of a key made of two.
    [[nodiscard]] static std::pair<std::string_view, std::string_view> fields_of_two(std::string_view made) {
        std::size_t length = 0;
        for (std::size_t byte = length_bytes; byte-- > 0;)
            length = length << 8U | static_cast<unsigned char>(made[byte]);
        return {made.substr(length_bytes, length), made.substr(length_bytes + length)};
    }

private:
    [[nodiscard]] std::string_view joined(table& row) {
        text_.clear();
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const std::string_view field = row[columns_[i]];
            if (i + 1 < columns_.size()) {
                for (std::size_t length = field.size(), byte = 0; byte < length_bytes; ++byte, length >>= 8U) {
                    text_ += static_cast<char>(static_cast<unsigned char>(length & 0xFFU));
                }
            }
            text_ += field;
        }
        return text_;
    }

    static constexpr std::size_t length_bytes = 4;  // a field is far shorter than 4 GB

    std::vector<std::size_t> columns_;
    std::string text_;
};

}  // namespace program
