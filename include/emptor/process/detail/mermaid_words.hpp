// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What the words of a Mermaid diagram stand for.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <emptor/process/detail/append_utf8.hpp>
#include <emptor/process/detail/mermaid_reader.hpp>

namespace emptor::detail {

/// Text without its codes: `#58;` is a colon, `#quot;` a quotation mark.
class decoded_text {
public:
    /// Nothing where the text holds a code that is not known.
    [[nodiscard]] static constexpr std::optional<decoded_text> of(std::string_view text) {
        decoded_text out;
        if (text.find('#') == std::string_view::npos) {  // nearly always; a copy would cost the compiler much
            out.plain_ = text;
            return out;
        }
        while (!text.empty()) {
            const std::size_t end = text.front() == '#' ? text.find(';') : std::string_view::npos;
            if (end == std::string_view::npos) {
                out.bytes_.push_back(text.front());
                text.remove_prefix(1);
            } else {
                const auto value = code(text.substr(1, end - 1));
                if (!value) return std::nullopt;
                append_utf8(out.bytes_, *value);
                text.remove_prefix(end + 1);
            }
        }
        return out;
    }

    [[nodiscard]] constexpr std::string_view view() const noexcept {
        return bytes_.empty() ? plain_ : std::string_view{bytes_.data(), bytes_.size()};
    }

private:
    [[nodiscard]] static constexpr std::optional<char32_t> code(std::string_view text) noexcept {
        struct named {
            std::string_view name;
            char32_t value;
        };
        constexpr std::array<named, 7> names{{{"quot", U'"'},
                                              {"amp", U'&'},
                                              {"lt", U'<'},
                                              {"gt", U'>'},
                                              {"apos", U'\''},
                                              {"nbsp", 0xA0},
                                              {"semi", U';'}}};
        for (const named& each : names) {
            if (each.name == text) return each.value;
        }
        char32_t value = 0;
        for (const char c : text) {
            if (!is_mermaid_digit(c) || value > 0x10FFFF) return std::nullopt;
            value = value * 10 + static_cast<char32_t>(c - '0');
        }
        const bool is_scalar = value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
        return text.empty() || !is_scalar ? std::nullopt : std::optional{value};
    }

    std::string_view plain_{""};  // where no code stands in it, which must outlive this
    std::vector<char> bytes_;
};

/// A move's text in its parts, with codes: `chosen by user or buyer once agreed by decision_maker ×2`, or in Chinese
/// `选定，由使用者或采购者，经决策者同意`.
struct rule_parts {
    std::string_view event{""};
    std::string_view by{""};
    std::string_view agreed{""};
    std::string_view weight{""};
    bool has_by{};
    bool has_agreed{};
    bool has_weight{};
};

[[nodiscard]] constexpr std::string_view without_blanks_behind(std::string_view text) noexcept {
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

[[nodiscard]] constexpr rule_parts split_rule(std::string_view text) noexcept {
    rule_parts parts;
    const auto take_behind = [&text](std::string_view separator, std::string_view& part) {
        std::size_t at = text.find(separator);
        if (at == std::string_view::npos && separator.ends_with(' ') &&
            text.ends_with(without_blanks_behind(separator))) {
            at = text.size() - without_blanks_behind(separator).size();
        }
        if (at == std::string_view::npos) return false;
        part = trimmed_text(text.substr(std::min(at + separator.size(), text.size())));
        text = trimmed_text(text.substr(0, at));
        return true;
    };
    parts.has_weight = take_behind(" ×", parts.weight);
    if (take_behind("，经", parts.agreed)) {
        parts.has_agreed = true;
        if (parts.agreed.ends_with("同意")) parts.agreed.remove_suffix(std::string_view{"同意"}.size());
    } else {
        parts.has_agreed = take_behind(" once agreed by ", parts.agreed);
    }
    parts.has_by = take_behind("，由", parts.by) || take_behind(" by ", parts.by);
    parts.event = text;
    return parts;
}

/// Takes the first of several roles off the list.
/// @param more set to whether a separator stands behind it, so that another role must follow.
[[nodiscard]] constexpr std::string_view take_role(std::string_view& list, bool& more) noexcept {
    std::size_t at = list.size(), length = 0;
    for (const std::string_view separator : {", ", " or ", " and ", ",", "、", "或", "和"}) {
        const std::size_t found = list.find(separator);
        if (found == std::string_view::npos || found > at || (found == at && separator.size() <= length)) continue;
        at = found;
        length = separator.size();
    }
    const std::string_view first = trimmed_text(list.substr(0, at));
    list = list.substr(at + length);
    more = length > 0;
    return first;
}

/// A weight: `2`, `0.25`, or with all its bits `0x1.8p+1`; nothing for anything else, 0 among it, and for more digits
/// than a double holds for certain.
[[nodiscard]] constexpr std::optional<double> read_weight(std::string_view text) noexcept {
    const bool hex = text.starts_with("0x");
    if (hex) text.remove_prefix(2);
    constexpr std::uint64_t most = std::uint64_t{1} << 53;
    std::uint64_t digits = 0;
    int behind = 0, exponent = 0;
    bool point = false, any = false;
    while (!text.empty() && text.front() != 'p') {
        const char c = text.front();
        text.remove_prefix(1);
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        const int digit = is_mermaid_digit(c) ? c - '0' : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0) return std::nullopt;
        digits = digits * (hex ? 16 : 10) + static_cast<std::uint64_t>(digit);
        if (digits > most) return std::nullopt;
        behind += point ? 1 : 0;
        any = true;
    }
    if (!text.empty()) {
        text.remove_prefix(1);
        const bool down = text.starts_with('-');
        if (down || text.starts_with('+')) text.remove_prefix(1);
        if (!hex || text.empty() || text.size() > 4) return std::nullopt;
        for (const char c : text) {
            if (!is_mermaid_digit(c)) return std::nullopt;
            exponent = exponent * 10 + (c - '0');
        }
        exponent = down ? -exponent : exponent;
    }
    if (!any || digits == 0 || (!hex && behind > 22)) return std::nullopt;
    auto value = static_cast<double>(digits);
    if (!hex) {
        double scale = 1;
        for (; behind > 0; --behind) scale *= 10;
        return value / scale;
    }
    exponent -= 4 * behind;
    for (; exponent > 0 && value < 1e308; --exponent) value *= 2;
    for (; exponent < 0 && value > 0; ++exponent) value /= 2;
    constexpr double largest = 1.7976931348623157e308;
    return exponent == 0 && value > 0 && value <= largest ? std::optional{value} : std::nullopt;
}

}  // namespace emptor::detail
