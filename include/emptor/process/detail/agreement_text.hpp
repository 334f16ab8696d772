// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Who has to agree, in words.

#include <cstddef>
#include <string>
#include <string_view>

#include <emptor/process/detail/text.hpp>

namespace emptor::detail {

/// The words between the roles that have to agree, in each language.
struct agreement_words {
    std::string_view comma{}, and_{}, or_{}, then{}, of{}, at_least{}, at_least_end{}, in_turn{}, separate{};
};

inline constexpr agreement_words english_agreement{
    ", ", " and ", " or ", ", then ", " of ", "", "", "", ", by different persons"};
inline constexpr agreement_words chinese_agreement{
    "、", "和", "或", "、", "", "（至少", "方）", "依次", "，且须为不同的人"};

/// "a and b", "a or b", "2 of a, b and c" or "a, then b"; not whether by different persons, nor where `in_turn` stands.
/// @param order the roles, in their turn where they agree in sequence.
template <class Order, class Text>
[[nodiscard]] std::string agreement_text(const Order& order, std::size_t needed, bool in_sequence,
                                         const agreement_words& words, const Text& text) {
    if (in_sequence) return listed_text(order, words.then, words.then, text);
    if (needed == order.size()) return listed_text(order, words.comma, words.and_, text);
    if (needed == 1) return listed_text(order, words.comma, words.or_, text);
    if (!words.of.empty()) {
        return std::to_string(needed).append(words.of).append(listed_text(order, words.comma, words.and_, text));
    }
    return listed_text(order, words.comma, words.or_, text)
        .append(words.at_least)
        .append(std::to_string(needed))
        .append(words.at_least_end);
}

/// An agreement in English with the names of its roles, as `text` gives them.
template <class Agreement, class Text>
[[nodiscard]] std::string agreement_text(const Agreement& asked, const Text& text) {
    return agreement_text(asked.order(), asked.needed(), asked.in_sequence(), english_agreement, text)
        .append(asked.separate_duties() ? english_agreement.separate : "");
}

}  // namespace emptor::detail
