// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Amounts of money, exact.

#include <algorithm>
#include <array>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <emptor/process/detail/literal.hpp>

namespace emptor {

namespace detail {

/// The decimals of a currency's minor unit, where they are not 2 (ISO 4217:2015, list one).
[[nodiscard]] constexpr unsigned currency_decimals(std::string_view code) noexcept {
    constexpr std::string_view none = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    constexpr std::string_view three = "BHD IQD JOD KWD LYD OMR TND";
    constexpr std::string_view four = "CLF UYW";
    if (none.find(code) != std::string_view::npos) return 0;
    if (three.find(code) != std::string_view::npos) return 3;
    return four.find(code) != std::string_view::npos ? 4 : 2;
}

[[nodiscard]] constexpr bool is_currency_code(std::string_view code) noexcept {
    return code.size() == 3 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace detail

/// An amount in a currency, counted in its minor unit: cents, fen; yen, which have none, are counted themselves.
///
/// Nothing is ever rounded: there is no way in from floating point, and what does not fit is refused. Currencies do not
/// mix: `money<"EUR">{} + money<"USD">{}` does not compile. An amount may be a template argument.
/// @code
/// using eur = emptor::money<"EUR">;
/// constexpr auto limit = eur::of(50'000);  // eur{5'000'000}
/// @endcode
/// @tparam Currency three capital letters (ISO 4217).
template <detail::literal Currency>
class money {
    static_assert(detail::is_currency_code(Currency.view()),
                  "a currency is three capital letters, as in money<\"EUR\">");

    using limits = std::numeric_limits<std::int64_t>;

public:
    static constexpr std::string_view currency = Currency.view();
    static constexpr unsigned decimals = detail::currency_decimals(Currency.view());
    /// How many minor units make a major one.
    static constexpr std::int64_t scale = decimals == 0 ? 1 : decimals == 2 ? 100 : decimals == 3 ? 1000 : 10000;

    constexpr money() noexcept = default;

    /// @param units of the minor kind.
    /// @throws std::overflow_error for a number that does not fit 64 bits with a sign.
    template <std::integral Number>
        requires(!std::same_as<Number, bool>)
    constexpr explicit money(Number units) : minor{static_cast<std::int64_t>(units)} {
        if (!std::in_range<std::int64_t>(units)) {
            throw std::overflow_error{"emptor::money: " + std::to_string(units) + " is more than " +
                                      money{limits::max()}.text()};
        }
    }

    /// @param minor_part counts away from 0: `of(-1, 50)` is one and a half less than nothing.
    /// @throws std::invalid_argument for a minor part that is not one of the currency.
    /// @throws std::overflow_error for an amount that does not fit.
    template <std::integral Major, std::integral Minor = int>
        requires(!std::same_as<Major, bool> && !std::same_as<Minor, bool>)
    [[nodiscard]] static constexpr money of(Major major, Minor minor_part = 0) {
        if (std::cmp_less(minor_part, 0) || std::cmp_greater_equal(minor_part, scale)) {
            throw std::invalid_argument{"emptor::money: the minor part is " + std::to_string(minor_part) +
                                        "; it must be from 0 to " + std::to_string(scale - 1)};
        }
        const money whole = money{scale} * major;
        return std::cmp_less(major, 0) ? whole - money{minor_part} : whole + money{minor_part};
    }

    friend constexpr money operator+(money a, money b) {
        if (b.minor > 0 ? a.minor > limits::max() - b.minor : a.minor < limits::min() - b.minor) {
            overflow(a, " and ", b.text());
        }
        return money{a.minor + b.minor};
    }
    friend constexpr money operator-(money a, money b) {
        if (b.minor < 0 ? a.minor > limits::max() + b.minor : a.minor < limits::min() + b.minor) {
            overflow(a, " less ", b.text());
        }
        return money{a.minor - b.minor};
    }
    friend constexpr money operator-(money a) { return money{} - a; }
    template <std::integral Number>
        requires(!std::same_as<Number, bool>)
    friend constexpr money operator*(money a, Number times) {
        if (!std::in_range<std::int64_t>(times)) {
            if (a.minor == 0) return a;
            overflow(a, " times ", std::to_string(times));
        }
        const auto factor = static_cast<std::int64_t>(times);
        const bool fits =
            a.minor == 0 || factor == 0 ||
            (a.minor > 0 ? (factor > 0 ? a.minor <= limits::max() / factor : factor >= limits::min() / a.minor)
                         : (factor > 0 ? a.minor >= limits::min() / factor
                                       : a.minor != limits::min() && factor != limits::min() &&
                                             -a.minor <= limits::max() / -factor));
        if (!fits) overflow(a, " times ", std::to_string(times));
        return money{a.minor * factor};
    }
    template <std::integral Number>
        requires(!std::same_as<Number, bool>)
    friend constexpr money operator*(Number times, money a) {
        return a * times;
    }
    constexpr money& operator+=(money other) { return *this = *this + other; }
    constexpr money& operator-=(money other) { return *this = *this - other; }

    friend constexpr auto operator<=>(const money&, const money&) noexcept = default;
    friend constexpr bool operator==(const money&, const money&) noexcept = default;

    /// "12,345.00 EUR", "-0.50 EUR", "1,000 JPY".
    [[nodiscard]] std::string text() const {
        constexpr auto unsigned_scale = static_cast<std::uint64_t>(scale);
        const std::uint64_t size =
            minor < 0 ? 0 - static_cast<std::uint64_t>(minor) : static_cast<std::uint64_t>(minor);
        std::string backwards;
        const auto put = [&](std::uint64_t digits) { backwards += static_cast<char>('0' + digits % 10); };
        std::uint64_t part = size % unsigned_scale;
        for (unsigned i = 0; i < decimals; ++i, part /= 10) put(part);
        if (decimals > 0) backwards += '.';
        std::uint64_t major = size / unsigned_scale;
        for (unsigned i = 0; i == 0 || major > 0; ++i, major /= 10) {
            if (i > 0 && i % 3 == 0) backwards += ',';
            put(major);
        }
        if (minor < 0) backwards += '-';
        return std::string(backwards.rbegin(), backwards.rend()).append(" ").append(currency);
    }

    std::int64_t minor{};  ///< the amount in minor units

private:
    [[noreturn]] static void overflow(money a, std::string_view with, const std::string& b) {
        throw std::overflow_error{
            std::string{"emptor::money: "}.append(a.text()).append(with).append(b).append(" do not fit 64 bits")};
    }
};

namespace detail {

template <class M>
inline constexpr bool is_money = false;
template <literal Currency>
inline constexpr bool is_money<money<Currency>> = true;

}  // namespace detail

/// An amount of money in one currency.
template <class M>
concept money_amount = detail::is_money<M>;

}  // namespace emptor
