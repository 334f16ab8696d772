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
/// `选定，由使用者或采购者，经决策者同意`. Those who agree may be `a and b`, `a or b`, `2 of a, b and c` or `a, then b`, and
/// `, by different persons` behind; in Chinese `a、b或c（至少2方）` or `，依次经a、b同意`, and `，且须为不同的人` behind.
struct rule_parts {
    std::string_view event{""};
    std::string_view by{""};
    std::string_view agreed{""};
    std::string_view needed{""};  ///< how many have to agree; empty where it is told otherwise
    std::string_view weight{""};
    bool in_turn{};
    bool separate{};
    bool has_by{};
    bool has_agreed{};
    bool has_weight{};
};

[[nodiscard]] constexpr std::string_view without_blanks_behind(std::string_view text) noexcept {
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

/// Takes from behind.
[[nodiscard]] constexpr bool take_end(std::string_view& text, std::string_view end) noexcept {
    if (!text.ends_with(end)) return false;
    text.remove_suffix(end.size());
    return true;
}

/// Takes from those who agree how many of them have to, and whether all are different persons.
/// @param chinese whether a Chinese word stands before them.
constexpr void split_agreed(rule_parts& parts, bool chinese) noexcept {
    std::string_view& text = parts.agreed;
    parts.separate = take_end(text, ", by different persons") || take_end(text, "，且须为不同的人");
    if (chinese) static_cast<void>(take_end(text, "同意"));
    if (chinese && text.ends_with("方）")) {
        constexpr std::string_view opening = "（至少", closing = "方）";
        const std::size_t at = text.rfind(opening);
        if (at == std::string_view::npos) return;
        const std::string_view number =
            text.substr(at + opening.size(), text.size() - closing.size() - at - opening.size());
        if (number.empty() || number.find_first_not_of("0123456789") != std::string_view::npos) return;
        parts.needed = number;
        text = text.substr(0, at);
    } else if (!text.empty() && is_mermaid_digit(text.front())) {
        std::size_t digits = 1;
        while (digits < text.size() && is_mermaid_digit(text[digits])) ++digits;
        if (!text.substr(digits).starts_with(" of ")) return;
        parts.needed = text.substr(0, digits);
        text = trimmed_text(text.substr(digits + 4));
    }
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
    const bool chinese = text.find("，") != std::string_view::npos;
    parts.in_turn = chinese && take_behind("，依次经", parts.agreed);
    const bool in_chinese = parts.in_turn || (chinese && take_behind("，经", parts.agreed));
    parts.has_agreed = in_chinese || take_behind(" once agreed by ", parts.agreed);
    if (parts.has_agreed) split_agreed(parts, in_chinese);
    parts.has_by = (chinese && take_behind("，由", parts.by)) || take_behind(" by ", parts.by);
    parts.event = text;
    return parts;
}

/// What stands between two roles; a bit each.
enum joint : unsigned { joint_none = 0, joint_comma = 1, joint_or = 2, joint_and = 4, joint_then = 8 };

/// Takes the first of several roles off the list.
/// @param behind set to what stands behind it, after which another role must follow.
[[nodiscard]] constexpr std::string_view take_role(std::string_view& list, joint& behind) noexcept {
    struct separator {
        std::string_view text;
        joint means;
    };
    std::size_t at = list.size(), length = 0;
    behind = joint_none;
    for (const auto& [text, means] :
         {separator{", ", joint_comma}, separator{" or ", joint_or}, separator{" and ", joint_and},
          separator{",", joint_comma}, separator{"、", joint_comma}, separator{"或", joint_or},
          separator{"和", joint_and}}) {
        const std::size_t found = list.find(text);
        if (found == std::string_view::npos || found > at || (found == at && text.size() <= length)) continue;
        at = found;
        length = text.size();
        behind = means;
    }
    const std::string_view first = trimmed_text(list.substr(0, at));
    list = list.substr(at + length);
    if (behind == joint_comma && list.starts_with("then ")) {
        list.remove_prefix(5);
        behind = joint_then;
    }
    return first;
}

/// How those of a list agree, by what stands between them.
struct agreed_list {
    bool clear{};        ///< whether it can be told
    bool in_sequence{};  ///< all, one after the other
    bool some{};         ///< not all, but `needed`
    std::size_t needed{};

    /// @param joints all that stands between the roles.
    constexpr agreed_list(const rule_parts& parts, unsigned joints) noexcept {
        in_sequence = parts.in_turn || joints == joint_then;
        const bool mixed = (joints & joint_then) != 0 ? joints != joint_then || parts.in_turn
                                                      : (joints & (joint_or | joint_and)) == (joint_or | joint_and);
        clear = !mixed && !(in_sequence && (!parts.needed.empty() || (joints & joint_or) != 0));
        some = !parts.needed.empty() || (joints & joint_or) != 0;
        needed = parts.needed.empty() ? 1 : 0;
        for (const char c : parts.needed) {
            if (needed < 10000000000000000) needed = needed * 10 + static_cast<std::size_t>(c - '0');
        }
    }
};

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
