// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What people read instead of an identifier, in their language.

#include <array>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include <emptor/process/enumerators.hpp>

namespace emptor {

/// A language that labels are written in.
enum class language { english, chinese };

/// One enumerator's labels; an empty one falls back: Chinese to English, English to the name with spaces.
template <enumerated E>
struct label_row {
    E enumerator;
    std::string_view english;
    std::string_view chinese{};
};

/// The labels of an enum, by index.
template <enumerated E>
class label_table {
public:
    /// @throws std::invalid_argument for a value that is no enumerator, or one with two rows.
    template <std::size_t Rows>
    constexpr explicit label_table(const label_row<E> (&rows)[Rows]) {
        rows_.fill({"", ""});  // g++ 12 leaves what is all zero out of a constant, and cannot read it again
        for (const label_row<E>& row : rows) {
            const std::size_t index = detail::index_of(row.enumerator);
            if (index == rows_.size()) {
                throw std::invalid_argument{"emptor::label_table: a row for a value that is no enumerator"};
            }
            if (labelled_[index]) {
                throw std::invalid_argument{"emptor::label_table: two rows for '" + std::string{name(row.enumerator)} +
                                            "'"};
            }
            labelled_[index] = true;
            rows_[index] = {row.english, row.chinese};
        }
    }

    /// What the table says of the enumerator with this index; nothing ("") where it is silent.
    [[nodiscard]] constexpr std::string_view at(std::size_t index, language in) const noexcept {
        return index < rows_.size() ? rows_[index][in == language::chinese ? 1 : 0] : std::string_view{};
    }

private:
    std::array<std::array<std::string_view, 2>, detail::enumerator_count<E>> rows_{};
    std::array<bool, detail::enumerator_count<E>> labelled_{};
};

/// The labels of `E`; none unless specialised, which may be done for some of the enumerators only:
/// @code
/// template <>
/// inline constexpr auto emptor::labels<stage> = emptor::label_table<stage>({
///     {stage::need, "need recognition", "需求识别"},
/// });
/// @endcode
template <enumerated E>
inline constexpr auto labels = nullptr;

namespace detail {

template <enumerated E>
inline constexpr auto name_views = [] {
    std::array<std::string_view, enumerator_count<E>> views{};
    for (std::size_t i = 0; i < views.size(); ++i) views[i] = enumerator_names<E>[i];
    return views;
}();

/// The names with a space for each underscore.
template <enumerated E>
inline constexpr auto spaced_names = [] {
    auto packed = pack_texts<letters_in(name_views<E>)>(name_views<E>);
    for (char& letter : packed.letters) letter = letter == '_' ? ' ' : letter;
    return packed;
}();

}  // namespace detail

/// What to show for `e`, or nothing ("") where its value is no enumerator.
template <enumerated E>
[[nodiscard]] constexpr std::string_view label(E e, language in = language::english) noexcept {
    const std::size_t index = detail::index_of(e);
    if (index == detail::enumerator_count<E>) return {};
    if constexpr (!std::is_null_pointer_v<std::remove_cvref_t<decltype(labels<E>)>>) {
        if (const auto text = labels<E>.at(index, in); !text.empty()) return text;
        if (const auto text = labels<E>.at(index, language::english); !text.empty()) return text;
    }
    return detail::spaced_names<E>[index];
}

}  // namespace emptor
