// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Whether a text is JSON.

#include <algorithm>
#include <string_view>

#include <emptor/io/detail/code_point.hpp>

namespace json_check {

/// Whether a text is one JSON value (RFC 8259).
class reader {
public:
    explicit reader(std::string_view text) : rest_{text} {}

    bool holds() {
        const bool good = value();
        space();
        return good && rest_.empty();
    }

private:
    void space() {
        while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\n')) rest_.remove_prefix(1);
    }

    bool take(std::string_view word) {
        space();
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }

    bool value() {
        if (take("{")) return take("}") || list("}", [this] { return string() && take(":") && value(); });
        if (take("[")) return take("]") || list("]", [this] { return value(); });
        space();
        if (rest_.starts_with('"')) return string();
        return take("null") || take("true") || take("false") || number();
    }

    template <class Item>
    bool list(std::string_view end, Item item) {
        do {
            if (!item()) return false;
        } while (take(","));
        return take(end);
    }

    bool string() {
        if (!take("\"")) return false;
        while (!rest_.empty() && rest_.front() != '"') {
            if (static_cast<unsigned char>(rest_.front()) < 0x20) return false;
            const auto seen = emptor::io::detail::first_code_point(rest_);
            if (seen.value == 0xFFFD && seen.bytes != 3) return false;  // not UTF-8
            if (seen.value == '\\') {
                rest_.remove_prefix(1);
                if (rest_.starts_with('u')) {
                    if (rest_.size() < 5 || rest_.substr(1, 4).find_first_not_of("0123456789abcdef") != rest_.npos)
                        return false;
                    rest_.remove_prefix(5);
                } else if (!rest_.empty() && std::string_view{"\"\\/bfnrt"}.find(rest_.front()) != rest_.npos) {
                    rest_.remove_prefix(1);
                } else {
                    return false;
                }
            } else {
                rest_.remove_prefix(seen.bytes);
            }
        }
        return take("\"");
    }

    bool digits() {
        const auto count = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
        rest_.remove_prefix(count);
        return count > 0;
    }

    bool number() {
        take("-");
        if (!digits()) return false;
        if (rest_.starts_with('.') && (rest_.remove_prefix(1), !digits())) return false;
        if (!rest_.starts_with('e')) return true;
        rest_.remove_prefix(1);
        if (rest_.starts_with('+') || rest_.starts_with('-')) rest_.remove_prefix(1);
        return digits();
    }

    std::string_view rest_;
};

[[nodiscard]] inline bool is_json(std::string_view text) { return reader{text}.holds(); }

}  // namespace json_check
