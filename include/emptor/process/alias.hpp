// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The other words people use for the same thing.

#include <array>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include <emptor/process/enumerators.hpp>
#include <emptor/process/label.hpp>

namespace emptor {

/// Another word for an enumerator, in any language.
template <enumerated E>
struct alias_row {
    E enumerator;
    std::string_view text{""};
};

/// Other words for the enumerators of `E`: a range of rows, in the order they were written.
template <enumerated E, std::size_t Rows>
class alias_table {
public:
    /// @throws std::invalid_argument for a value that is no enumerator, an empty word, or a word that stands twice.
    constexpr explicit alias_table(const alias_row<E> (&rows)[Rows]) {
        for (std::size_t i = 0; i < Rows; ++i) {
            if (!is_enumerator(rows[i].enumerator)) {
                throw std::invalid_argument{"emptor::alias_table: a row for a value that is no enumerator"};
            }
            if (rows[i].text.empty()) throw std::invalid_argument{"emptor::alias_table: a row without a word"};
            for (std::size_t before = 0; before < i; ++before) {
                if (rows[before].text == rows[i].text) {
                    throw std::invalid_argument{
                        std::string{"emptor::alias_table: two rows for the word '"}.append(rows[i].text).append("'")};
                }
            }
            rows_[i] = rows[i];
        }
    }

    [[nodiscard]] constexpr const alias_row<E>* begin() const noexcept { return rows_.data(); }
    [[nodiscard]] constexpr const alias_row<E>* end() const noexcept { return rows_.data() + Rows; }
    [[nodiscard]] static constexpr std::size_t size() noexcept { return Rows; }

private:
    std::array<alias_row<E>, Rows> rows_{};
};

/// Takes the number of words from the rows.
/// @code
/// template <>
/// inline constexpr auto emptor::aliases<stage> = emptor::other_words<stage>({
///     {stage::evaluation, "评估选择"}, {stage::evaluation, "方案评估"},
/// });
/// @endcode
template <enumerated E, std::size_t Rows>
[[nodiscard]] constexpr alias_table<E, Rows> other_words(const alias_row<E> (&rows)[Rows]) {
    return alias_table<E, Rows>{rows};
}

/// The other words for the enumerators of `E`; none unless specialised.
template <enumerated E>
inline constexpr auto aliases = std::array<alias_row<E>, 0>{};

/// The enumerator that is called so: by its name, else by a label, else by an alias. Letters must agree exactly; of
/// several that share a label, the first.
template <enumerated E>
[[nodiscard]] constexpr std::optional<E> enumerator_called(std::string_view text) noexcept {
    for (const E each : enumerators<E>) {
        if (name(each) == text) return each;
    }
    for (const language in : {language::english, language::chinese}) {
        for (const E each : enumerators<E>) {
            if (label(each, in) == text) return each;
        }
    }
    for (const alias_row<E>& row : aliases<E>) {
        if (row.text == text) return row.enumerator;
    }
    return std::nullopt;
}

}  // namespace emptor
