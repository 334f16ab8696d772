// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Any names as C++ source.

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace emptor::detail {

/// Words that are no identifiers of one's own: keywords and operators of C++20 in small letters, and macros that its
/// headers may define.
[[nodiscard]] inline bool is_taken_word(std::string_view word) noexcept {
    constexpr auto words = std::to_array<std::string_view>({"alignas",      "alignof",
                                                            "and",          "and_eq",
                                                            "asm",          "assert",
                                                            "auto",         "bitand",
                                                            "bitor",        "bool",
                                                            "break",        "case",
                                                            "catch",        "char",
                                                            "char16_t",     "char32_t",
                                                            "char8_t",      "class",
                                                            "co_await",     "co_return",
                                                            "co_yield",     "compl",
                                                            "concept",      "const",
                                                            "const_cast",   "consteval",
                                                            "constexpr",    "constinit",
                                                            "continue",     "decltype",
                                                            "default",      "delete",
                                                            "do",           "double",
                                                            "dynamic_cast", "else",
                                                            "enum",         "errno",
                                                            "explicit",     "export",
                                                            "extern",       "false",
                                                            "float",        "for",
                                                            "friend",       "goto",
                                                            "if",           "inline",
                                                            "int",          "linux",
                                                            "long",         "major",
                                                            "makedev",      "minor",
                                                            "mutable",      "namespace",
                                                            "new",          "noexcept",
                                                            "not",          "not_eq",
                                                            "nullptr",      "offsetof",
                                                            "operator",     "or",
                                                            "or_eq",        "private",
                                                            "protected",    "public",
                                                            "register",     "reinterpret_cast",
                                                            "requires",     "return",
                                                            "setjmp",       "short",
                                                            "signed",       "sizeof",
                                                            "static",       "static_assert",
                                                            "static_cast",  "stderr",
                                                            "stdin",        "stdout",
                                                            "struct",       "switch",
                                                            "template",     "this",
                                                            "thread_local", "throw",
                                                            "true",         "try",
                                                            "typedef",      "typeid",
                                                            "typename",     "union",
                                                            "unix",         "unsigned",
                                                            "using",        "va_arg",
                                                            "va_copy",      "va_end",
                                                            "va_start",     "virtual",
                                                            "void",         "volatile",
                                                            "wchar_t",      "while",
                                                            "xor",          "xor_eq"});
    return std::find(words.begin(), words.end(), word) != words.end();
}

[[nodiscard]] constexpr bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Whether it can stand in source as it is: letters, digits and single underscores between them, a letter first and, as
/// it may be a macro otherwise, a small one somewhere; and no word that is taken.
[[nodiscard]] inline bool is_plain_identifier(std::string_view name) noexcept {
    if (name.empty() || !is_letter(name.front()) || name.back() == '_' || is_taken_word(name)) return false;
    bool has_small = name.size() == 1;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (!is_letter(name[i]) && !is_digit(name[i]) && name[i] != '_') return false;
        if (name[i] == '_' && name[i - 1] == '_') return false;
        has_small = has_small || (name[i] >= 'a' && name[i] <= 'z');
    }
    return has_small;
}

/// An identifier for each of the names, all different: a name that is one stays as it is, of others small letters and
/// digits are kept, with an underscore for what stands between them.
/// @param kind what an identifier begins with where nothing else is left, or a digit.
[[nodiscard]] inline std::vector<std::string> identifiers_of(const std::vector<std::string>& names,
                                                             const std::string& kind) {
    constexpr std::size_t longest = 60;
    std::vector<std::string> all(names.size());
    std::set<std::string> used;
    for (std::size_t at = 0; at < names.size(); ++at) {
        if (is_plain_identifier(names[at]) && used.insert(names[at]).second) all[at] = names[at];
    }
    for (std::size_t at = 0; at < names.size(); ++at) {
        if (!all[at].empty()) continue;
        std::string made;
        for (const char c : names[at]) {
            const bool kept = is_letter(c) || is_digit(c);
            if (kept && made.size() < longest) {
                made += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            } else if (!kept && !made.empty() && made.back() != '_') {
                made += '_';
            }
        }
        while (made.ends_with('_')) made.pop_back();
        if (made.empty()) made = kind + "_" + std::to_string(at + 1);
        if (is_digit(made.front())) made.insert(0, kind + "_");
        if (is_taken_word(made)) made.append("_").append(kind);
        std::string unique = made;
        for (std::size_t number = 2; !used.insert(unique).second; ++number) {
            unique = made + "_" + std::to_string(number);
        }
        all[at] = unique;
    }
    return all;
}

/// How many bytes the character of UTF-8 that begins here has; 0 where none does (RFC 3629).
[[nodiscard]] constexpr std::size_t utf8_length(std::string_view text, std::size_t at) noexcept {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const unsigned first = byte(at), second = byte(at + 1);
    const auto goes_on = [&](std::size_t i) { return (byte(at + i) & 0xC0U) == 0x80U; };
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0) return goes_on(1) ? 2 : 0;
    if (first >= 0xE0 && first < 0xF0) {
        const bool allowed = !(first == 0xE0 && second < 0xA0) && !(first == 0xED && second >= 0xA0);
        return allowed && goes_on(1) && goes_on(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first < 0xF5) {
        const bool allowed = !(first == 0xF0 && second < 0x90) && !(first == 0xF4 && second >= 0x90);
        return allowed && goes_on(1) && goes_on(2) && goes_on(3) ? 4 : 0;
    }
    return 0;
}

/// Whether a character of UTF-8 is not seen where it stands, or turns the direction of a line.
[[nodiscard]] constexpr bool is_hidden(std::string_view character) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
    switch (character.size()) {
        case 1:
            return byte(0) < 0x20 || byte(0) == 0x7F;
        case 2:
            return byte(0) == 0xC2 && byte(1) < 0xA0;
        case 3:
            return character == "\xEF\xBB\xBF" ||
                   (character.starts_with("\xE2\x80") &&
                    ((byte(2) >= 0x8B && byte(2) <= 0x8F) || (byte(2) >= 0xA8 && byte(2) <= 0xAE))) ||
                   (character.starts_with("\xE2\x81") && byte(2) >= 0xA6 && byte(2) <= 0xA9);
        default:
            return false;
    }
}

/// A text as a literal of C++: quotes and backslashes escaped; bytes that are no UTF-8, and characters that would not
/// be seen, in octal, of which three digits are taken and never more.
[[nodiscard]] inline std::string source_literal(std::string_view text) {
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_length(text, at);
        const std::string_view character = text.substr(at, length == 0 ? 1 : length);
        if (length == 0 || is_hidden(character)) {
            for (const char each : character) {
                const auto code = static_cast<unsigned char>(each);
                out += '\\';
                for (const unsigned shift : {6U, 3U, 0U}) out += static_cast<char>('0' + (code >> shift & 7U));
            }
        } else {
            if (character == "\"" || character == "\\") out += '\\';
            out += character;
        }
        at += character.size();
    }
    return out + '"';
}

}  // namespace emptor::detail
