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

[[nodiscard]] constexpr bool is_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Takes the last item off a printed list, and gives the identifier it ends with: nothing where the item is a cast.
[[nodiscard]] constexpr std::string_view take_last(std::string_view& list) noexcept {
    std::size_t first = list.size();
    while (first > 0 && (is_letter(list[first - 1]) || is_digit(list[first - 1]))) --first;
    const bool named = first < list.size() && !is_digit(list[first]) && (first == 0 || list[first - 1] != ')');
    const std::string_view identifier = named ? list.substr(first) : std::string_view{};
    int depth = 0;
    for (; first > 0; --first) {
        const char c = list[first - 1];
        if (c == ')' || c == '>' || c == '}') ++depth;
        if (c == '(' || c == '<' || c == '{') --depth;
        if (depth < 0 || (depth == 0 && c == ',')) break;
    }
    list = list.substr(0, first == 0 ? 0 : first - 1);
    return identifier;
}

template <std::size_t Count>
[[nodiscard]] constexpr std::array<std::string_view, Count> split_identifiers(std::string_view list) noexcept {
    std::array<std::string_view, Count> identifiers{};
    for (std::size_t i = Count; i-- > 0;) identifiers[i] = take_last(list);
    return identifiers;
}

template <std::size_t Count>
[[nodiscard]] constexpr std::size_t leading(const std::array<std::string_view, Count>& identifiers) noexcept {
    std::size_t named = 0;
    while (named < Count && !identifiers[named].empty()) ++named;
    return named;
}

template <std::size_t Count>
[[nodiscard]] constexpr std::size_t count_named(const std::array<std::string_view, Count>& identifiers) noexcept {
    std::size_t named = 0;
    for (const std::string_view identifier : identifiers) named += identifier.empty() ? 0 : 1;
    return named;
}

inline constexpr std::size_t probe_block = 16;

/// How many of the values from `Begin` on are enumerators, up to the first that is none.
template <class E, std::size_t Begin, std::size_t Length>
[[nodiscard]] consteval std::size_t probe_one_block() {
    constexpr auto identifiers = []<std::size_t... I>(std::index_sequence<I...>) {
        return split_identifiers<Length>(printed<E, static_cast<E>(Begin + I)...>());
    }(std::make_index_sequence<Length>{});
    constexpr std::size_t named = leading(identifiers);
    constexpr bool gap = count_named(identifiers) > named;
    static_assert(!gap, "the enumerators must count up from 0 without a gap; else specialise emptor::enumerators");
    return named;
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
    for (std::size_t i = 0; i < Count; ++i) {
        packed.begins[i] = at;
        for (const char c : texts[i]) packed.letters[at++] = c;
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
