// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What can be wrong with a sequence pattern.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace emptor::detail {

/// Why a text is no pattern.
enum class pattern_fault : unsigned char {
    none,
    expected_an_item,
    expected_a_question_mark,
    expected_a_number_or_t,
    number_too_large,
    no_such_condition,
    expected_a_comparison,
    expected_a_time,
    expected_a_closing_parenthesis,
    second_time_condition,
    unequal_beside_another,
    too_many_events,
};

inline constexpr std::size_t pattern_faults = 12;

/// Each fault in a few words.
inline constexpr std::array<std::string_view, pattern_faults> pattern_fault_words{
    "",
    "expected (?1), (?2) and so on, ., .*, or a time condition as (?t<=60)",
    "expected ? after the parenthesis",
    "expected the number of a condition, or t",
    "expected a number of at most 18446744073709551615",
    "there is no condition of this number",
    "expected <, <=, >, >=, == or != after t",
    "expected a whole number for the time",
    "expected ) here",
    "expected no more time conditions between two events, but for those that stand side by side",
    "expected != to be the only time condition between two events",
    "expected at most 63 events in a pattern",
};

/// A fault and its place: how many characters stand before it.
struct pattern_error {
    pattern_fault fault{pattern_fault::none};
    std::size_t at{};

    friend constexpr bool operator==(pattern_error, pattern_error) noexcept = default;
};

/// A text in quotes; bytes that would not be seen, or end the message, as `\x00`.
[[nodiscard]] inline std::string quoted_pattern(std::string_view text) {
    constexpr std::string_view digits{"0123456789ABCDEF"};
    std::string quoted{"\""};
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte < 0x20 || byte == 0x7F) {
            quoted.append("\\x").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
        } else {
            quoted.append(1, letter);
        }
    }
    return quoted.append("\"");
}

/// A fault in words, for a pattern over so many conditions.
[[nodiscard]] inline std::string pattern_fault_text(pattern_error error, std::string_view text,
                                                    std::size_t conditions) {
    std::string words{"emptor::pattern: "};
    words.append(quoted_pattern(text)).append(" is refused ");
    if (error.at >= text.size()) {
        words.append("at its end");
    } else {
        words.append("at character ").append(std::to_string(error.at + 1)).append(", before ");
        words.append(quoted_pattern(text.substr(error.at)));
    }
    words.append(": ").append(pattern_fault_words[static_cast<std::size_t>(error.fault)]);
    if (error.fault == pattern_fault::no_such_condition) {
        words.append("; those given are 1 to ").append(std::to_string(conditions));
    }
    return words;
}

}  // namespace emptor::detail
