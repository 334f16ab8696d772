// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many columns of a terminal a text takes, and where it may be broken.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/io/detail/code_point.hpp>

namespace emptor::io::detail {

struct code_point_range {
    char32_t first{};
    char32_t last{};
};

/// Wide and full-width characters (Unicode Standard Annex #11), two columns each; gaps never assigned are closed.
inline constexpr std::array wide_ranges = std::to_array<code_point_range>({
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},   {0x23F0, 0x23F0},
    {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267F, 0x267F},
    {0x2693, 0x2693},   {0x26A1, 0x26A1},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},
    {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},
    {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},
    {0x27B0, 0x27B0},   {0x27BF, 0x27BF},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},
    {0x2E80, 0x303E},   {0x3041, 0x3247},   {0x3250, 0x4DBF},   {0x4E00, 0xA4C6},   {0xA960, 0xA97C},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAD9},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6B},   {0xFF01, 0xFF60},
    {0xFFE0, 0xFFE6},   {0x16FE0, 0x1B2FB}, {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E},
    {0x1F191, 0x1F19A}, {0x1F200, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393},
    {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E},
    {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567},
    {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5},
    {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6DF}, {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC},
    {0x1F7E0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAFF},
    {0x20000, 0x3FFFD},
});

/// Characters that join the one before them and take no column of their own: combining marks of the scripts most used
/// in names, joiners, variation selectors and tags.
inline constexpr std::array joining_ranges = std::to_array<code_point_range>({
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF},   {0x05C1, 0x05C2},   {0x05C4, 0x05C5},
    {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06DC},   {0x093A, 0x093A},   {0x093C, 0x093C},
    {0x0941, 0x0948}, {0x094D, 0x094D}, {0x0951, 0x0957}, {0x0981, 0x0981},   {0x09BC, 0x09BC},   {0x09C1, 0x09C4},
    {0x09CD, 0x09CD}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},   {0x1160, 0x11FF},   {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x2060, 0x2064}, {0x20D0, 0x20F0},   {0x302A, 0x302D},   {0x3099, 0x309A},
    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0001, 0xE01EF},
});

template <std::size_t Size>
[[nodiscard]] constexpr bool lies_in(const std::array<code_point_range, Size>& ranges, char32_t value) noexcept {
    const auto next = std::upper_bound(ranges.begin(), ranges.end(), value,
                                       [](char32_t v, const code_point_range& range) { return v < range.first; });
    return next != ranges.begin() && value <= std::prev(next)->last;
}

/// What a reader takes for one character: a code point with all that joins it.
struct cluster {
    std::string_view text{};
    int width{};  ///< in columns of a terminal: 0, 1 or 2
};

/// Takes the first cluster off `text`, which is not empty.
[[nodiscard]] constexpr cluster take_cluster(std::string_view& text) noexcept {
    constexpr char32_t joiner = 0x200D, emoji_form = 0xFE0F;
    const auto is_flag_letter = [](char32_t value) { return value >= 0x1F1E6 && value <= 0x1F1FF; };
    const code_point head = first_code_point(text);
    std::size_t bytes = head.bytes;
    int width = lies_in(wide_ranges, head.value) ? 2 : lies_in(joining_ranges, head.value) ? 0 : 1;
    bool joins_next = head.value == joiner;
    bool flag_open = is_flag_letter(head.value);
    while (bytes < text.size()) {
        const code_point next = first_code_point(text.substr(bytes));
        if (flag_open && is_flag_letter(next.value)) {
            width = 2;
            flag_open = false;
        } else if (lies_in(joining_ranges, next.value)) {
            if (next.value == emoji_form && width == 1) width = 2;
        } else if (!joins_next || next.value < 0x80) {
            break;
        }
        joins_next = next.value == joiner;
        bytes += next.bytes;
    }
    const cluster taken{text.substr(0, bytes), width};
    text.remove_prefix(bytes);
    return taken;
}

/// The columns that `text` takes in a terminal.
[[nodiscard]] constexpr std::size_t display_width(std::string_view text) noexcept {
    std::size_t width = 0;
    while (!text.empty()) width += static_cast<std::size_t>(take_cluster(text).width);
    return width;
}

/// Breaks `text` into lines no longer than `longest`, at spaces, after punctuation or between wide characters where it
/// can, else anywhere; never inside a cluster. A single cluster longer than that stands alone.
/// @param measure how long a cluster is, in the unit of `longest`.
template <class Measure>
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, double longest, Measure measure) {
    std::vector<std::string> lines;
    std::string_view rest = text;
    while (!rest.empty()) {
        double length = 0;
        std::size_t used = 0, breakable = 0;  // bytes of `rest` that fit, and that fit up to the last good break
        std::string_view ahead = rest;
        while (!ahead.empty()) {
            const cluster next = take_cluster(ahead);
            const bool space = next.text == " ";
            if (next.width == 2 || space) breakable = used;
            length += measure(next);
            if (length > longest && used > 0 && !space) break;
            used += next.text.size();
            const bool joint = next.text == "-" || next.text == "/" || next.text == "_" || next.text == ",";
            if (space || joint || next.width == 2) breakable = used;
        }
        if (used < rest.size() && breakable > 0) used = std::min(used, breakable);
        std::string_view line = rest.substr(0, used);
        rest.remove_prefix(used);
        while (line.ends_with(' ')) line.remove_suffix(1);
        while (!rest.empty() && rest.starts_with(' ')) rest.remove_prefix(1);
        lines.emplace_back(line);
    }
    if (lines.empty()) lines.emplace_back();
    return lines;
}

/// `text`, or as much of its beginning as fits into `longest` with an ellipsis.
template <class Measure>
[[nodiscard]] std::string shortened(std::string_view text, double longest, Measure measure) {
    double length = 0;
    for (std::string_view rest = text; !rest.empty();) length += measure(take_cluster(rest));
    if (length <= longest) return std::string{text};
    const double room = longest - measure(cluster{"…", 1});
    std::string out;
    length = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const cluster next = take_cluster(rest);
        length += measure(next);
        if (length > room) break;
        out += next.text;
    }
    while (out.ends_with(' ')) out.pop_back();
    return out += "…";
}

}  // namespace emptor::io::detail
