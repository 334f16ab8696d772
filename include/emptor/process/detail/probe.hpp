// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Asks the compiler which values of an enum are enumerators, and what they are called.
///
/// A compiler that prints a template argument of enum type prints the enumerator's name where there is one and a cast
/// such as `(stage)6` where there is none. Values are probed in blocks, for each probe costs an instantiation.

#include <array>
#include <cstddef>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

namespace emptor::detail {

/// The signature of this very function, which ends with `..., ns::a, ns::b, (ns::e)2` and up to two closing brackets.
template <class E, E... Values>
consteval auto printed() noexcept {  // auto: g++ would print what std::string_view stands for after the list
#if defined(_MSC_VER) && !defined(__clang__)
    constexpr std::string_view text{__FUNCSIG__};
    return text.substr(0, text.rfind('>'));
#else
    constexpr std::string_view text{__PRETTY_FUNCTION__};
    return text.substr(0, text.size() - 2);
#endif
}

/// What a character may be: nothing of an identifier, a letter of one, or a digit.
///
/// A table, and pointers below: these few lines see every letter of every enumerator, and the compiler evaluates them.
inline constexpr auto kind_of_letter = [] {
    std::array<unsigned char, 256> kinds{};
    for (std::size_t c = 'a'; c <= 'z'; ++c) kinds[c] = 1;
    for (std::size_t c = 'A'; c <= 'Z'; ++c) kinds[c] = 1;
    for (std::size_t c = 0x80; c <= 0xFF; ++c) kinds[c] = 1;
    for (std::size_t c = '0'; c <= '9'; ++c) kinds[c] = 2;
    kinds['_'] = 1;
    return kinds;
}();

/// Walks the last `count` items of a printed list from the end, and gives the identifier each ends with to
/// `found(index, first, last)`: nothing where the item is a cast.
template <class Found>
constexpr void walk_identifiers(std::string_view list, std::size_t count, const Found& found) noexcept {
    const unsigned char* const kinds = kind_of_letter.data();
    const char* const begin = list.data();
    const char* last = begin + list.size();
    for (std::size_t i = count; i-- > 0;) {
        const char* first = last;
        while (first != begin && kinds[static_cast<unsigned char>(first[-1])] != 0) --first;
        const bool named =
            first != last && kinds[static_cast<unsigned char>(*first)] == 1 && (first == begin || first[-1] != ')');
        found(i, named ? first : last, last);
        for (int depth = 0; first != begin; --first) {
            const char c = first[-1];
            if (kinds[static_cast<unsigned char>(c)] != 0) continue;
            if (c == ')' || c == '>' || c == '}') ++depth;
            if (c == '(' || c == '<' || c == '{') --depth;
            if (depth < 0 || (depth == 0 && c == ',')) break;
        }
        last = first == begin ? begin : first - 1;
    }
}

template <std::size_t Count>
[[nodiscard]] constexpr std::array<std::string_view, Count> split_identifiers(std::string_view list) noexcept {
    std::array<std::string_view, Count> identifiers{};
    std::string_view* const views = identifiers.data();
    walk_identifiers(list, Count, [&](std::size_t i, const char* first, const char* last) {
        views[i] = std::string_view{first, static_cast<std::size_t>(last - first)};
    });
    return identifiers;
}

/// How many items of a printed list are enumerators: up to the first that is none, and in all.
struct named_items {
    std::size_t leading;
    std::size_t all;
};

[[nodiscard]] constexpr named_items count_named(std::string_view list, std::size_t count) noexcept {
    named_items named{count, 0};
    walk_identifiers(list, count, [&](std::size_t i, const char* first, const char* last) {
        if (first == last) named.leading = i;
        named.all += first == last ? 0 : 1;
    });
    return named;
}

inline constexpr std::size_t probe_block = 16;

/// How many of the values from `Begin` on are enumerators, up to the first that is none.
template <class E, std::size_t Begin, std::size_t Length>
[[nodiscard]] consteval std::size_t probe_one_block() {
    constexpr named_items named = []<std::size_t... I>(std::index_sequence<I...>) {
        return count_named(printed<E, static_cast<E>(Begin + I)...>(), Length);
    }(std::make_index_sequence<Length>{});
    constexpr bool gap = named.all > named.leading;
    static_assert(!gap, "the enumerators must count up from 0 without a gap; else specialise emptor::enumerators");
    return named.leading;
}

template <class E, std::size_t Begin = 0>
[[nodiscard]] consteval std::size_t probe_count() {
    using underlying = std::underlying_type_t<E>;
    constexpr auto largest = static_cast<unsigned long long>(std::numeric_limits<underlying>::max());
    constexpr std::size_t length =
        largest - Begin < probe_block ? static_cast<std::size_t>(largest - Begin) + 1 : probe_block;
    constexpr std::size_t named = probe_one_block<E, Begin, length>();
    if constexpr (named < length || Begin + named > largest) {
        return Begin + named;
    } else {
        return probe_count<E, Begin + length>();
    }
}

template <class E>
concept of_fixed_type = requires { E{0}; };

template <class E>
[[nodiscard]] consteval auto probe_enumerators() {
    static_assert(of_fixed_type<E>,
                  "the enum must be scoped or have a fixed underlying type; else specialise emptor::enumerators");
    if constexpr (of_fixed_type<E>) {
        constexpr std::size_t count = probe_count<E>();
        static_assert(count > 0,
                      "the enum must have enumerators that count up from 0; else specialise emptor::enumerators");
        return []<std::size_t... I>(std::index_sequence<I...>) {
            return std::array<E, sizeof...(I)>{static_cast<E>(I)...};
        }(std::make_index_sequence<count>{});
    } else {
        return std::array<E, 0>{};
    }
}

/// Texts one after the other in one array, so that a program carries no more of them than their letters.
template <std::size_t Count, std::size_t Letters>
struct text_table {
    std::array<std::size_t, Count + 1> begins{};
    std::array<char, Letters + 1> letters{};

    [[nodiscard]] constexpr std::string_view operator[](std::size_t i) const noexcept {
        return {letters.data() + begins[i], begins[i + 1] - begins[i]};
    }
};

template <std::size_t Letters, std::size_t Count>
[[nodiscard]] consteval auto pack_texts(const std::array<std::string_view, Count>& texts) {
    text_table<Count, Letters> packed{};
    std::size_t at = 0;
    char* const letters = packed.letters.data();
    for (std::size_t i = 0; i < Count; ++i) {
        packed.begins[i] = at;
        const char* const text = texts[i].data();
        const std::size_t size = texts[i].size();
        for (std::size_t c = 0; c < size; ++c) letters[at++] = text[c];
    }
    packed.begins[Count] = at;
    return packed;
}

template <std::size_t Count>
[[nodiscard]] consteval std::size_t letters_in(const std::array<std::string_view, Count>& texts) {
    std::size_t letters = 0;
    for (const auto text : texts) letters += text.size();
    return letters;
}

/// The identifiers of the `Values`, an array of enumerators.
template <class E, const auto& Values>
inline constexpr auto names_of = [] {
    constexpr auto identifiers = []<std::size_t... I>(std::index_sequence<I...>) {
        return split_identifiers<sizeof...(I)>(printed<E, Values[I]...>());
    }(std::make_index_sequence<Values.size()>{});
    return pack_texts<letters_in(identifiers)>(identifiers);
}();

/// Views into a static table.
template <std::size_t Count, std::size_t Letters>
[[nodiscard]] consteval std::array<std::string_view, Count> views(const text_table<Count, Letters>& texts) {
    std::array<std::string_view, Count> all{};
    for (std::size_t i = 0; i < Count; ++i) all[i] = texts[i];
    return all;
}

}  // namespace emptor::detail
