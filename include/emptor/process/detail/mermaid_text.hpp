// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Text as Mermaid wants it, and what it stands for.

#include <array>
#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>

#include <emptor/process/detail/mermaid_reader.hpp>
#include <emptor/process/detail/mermaid_words.hpp>
#include <emptor/process/detail/plain_process.hpp>

namespace emptor::detail {

/// A character as its code: `#58;`.
inline void append_code(std::string& to, char32_t code) {
    to.append("#").append(std::to_string(static_cast<unsigned long>(code))).append(";");
}

/// Whether the byte is a letter or a digit to Mermaid, or part of a character beyond ASCII.
[[nodiscard]] constexpr bool is_plain(char c) noexcept {
    return c != '_' && (is_mermaid_letter(c) || is_mermaid_digit(c));
}

/// Text for a label. What would end it, or would be taken for Markdown, is written as its code; so is a space at either
/// end, which would be lost.
[[nodiscard]] inline std::string mermaid_text(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool first = i == 0, last = i + 1 == text.size();
        const bool inside = !first && !last && is_plain(text[i - 1]) && is_plain(text[i + 1]);
        const bool numbering = c == '.' && !first && is_mermaid_digit(text[i - 1]);
        constexpr std::string_view joints = "_-.'/", harmless = "()!?,";
        const bool kept = is_plain(c) || (c == ' ' && !first && !last) ||
                          (inside && !numbering && joints.find(c) < 5) || (!first && harmless.find(c) < 5);
        if (kept) {
            out += c;
        } else {
            append_code(out, static_cast<unsigned char>(c));
        }
    }
    return out;
}

/// Whether a space and what follows it could be taken for a word that stands between names.
[[nodiscard]] constexpr bool separates(std::string_view text) noexcept {
    for (const std::string_view word : {" by", " once", " or", " and"}) {
        if (text.starts_with(word) && (text.size() == word.size() || text[word.size()] == ' ')) return true;
    }
    return text.starts_with("  ");
}

/// Whether a name begins as "then b" or "2 of b".
[[nodiscard]] constexpr bool opens_agreement(std::string_view name) noexcept {
    if (name.starts_with("then")) return name.size() == 4 || name[4] == ' ';
    const std::size_t digits = name.find_first_not_of("0123456789");
    return digits != 0 && digits != std::string_view::npos && name.substr(digits).starts_with(" of");
}

/// A name within a rule's text: as `mermaid_text`, and what would separate it from the next name is written as its
/// code.
[[nodiscard]] inline std::string mermaid_word(std::string_view name) {
    struct sign {
        std::string_view text;
        char32_t code;
    };
    constexpr std::array<sign, 7> signs{
        {{",", 0x2C}, {"，", 0xFF0C}, {"、", 0x3001}, {"或", 0x6216}, {"和", 0x548C}, {"×", 0xD7}, {"（", 0xFF08}}};
    std::string out;
    std::size_t begin = 0;
    const auto code = [&](std::size_t at, std::size_t length, char32_t value) {
        out += mermaid_text(name.substr(begin, at - begin));
        append_code(out, value);
        begin = at + length;
    };
    if (opens_agreement(name)) code(0, 1, static_cast<unsigned char>(name[0]));
    for (std::size_t i = begin; i < name.size(); ++i) {
        if (separates(name.substr(i))) code(i, 1, U' ');
        for (const sign& each : signs) {
            if (name.substr(i).starts_with(each.text)) code(i, each.text.size(), each.code);
        }
    }
    return out += mermaid_text(name.substr(begin));
}

/// A name as the identifier of a state. Mermaid takes any character for one, but not as it is; nor some words.
[[nodiscard]] inline std::string mermaid_id(std::string_view name) {
    constexpr std::array<std::string_view, 21> reserved{
        "state",       "note",     "class",   "classdef",       "style",         "scale",   "click",
        "default",     "acctitle", "root",    "accdescr",       "hide",          "end",     "direction",
        "constructor", "tostring", "valueof", "hasownproperty", "isprototypeof", "endless", "as"};
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    bool escapes_first = name.starts_with("__");
    for (const std::string_view word : reserved) {
        bool same = word.size() == name.size();
        for (std::size_t i = 0; same && i < word.size(); ++i) same = lower(name[i]) == word[i];
        escapes_first = escapes_first || same;
    }
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if ((is_mermaid_letter(c) || is_mermaid_digit(c)) && !(i == 0 && escapes_first)) {
            out += c;
        } else {
            append_code(out, static_cast<unsigned char>(c));
        }
    }
    return out;
}

/// A weight that is read back the same: in decimals where few do, else with all its bits.
[[nodiscard]] inline std::string mermaid_number(double number) {
    std::string text = number_text(number);
    if (read_weight(text) == number) return text;
    std::array<char, 32> bits{};
    const auto written = std::to_chars(bits.data(), bits.data() + bits.size(), number, std::chars_format::hex);
    return std::string{"0x"}.append(bits.data(), written.ptr);
}

}  // namespace emptor::detail
