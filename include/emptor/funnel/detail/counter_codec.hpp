// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Times, ids and counts of a counter as bytes.

#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/funnel/steps.hpp>
#include <emptor/process/detail/fleet_bytes.hpp>
#include <emptor/roles/detail/byte_reader.hpp>

namespace emptor::detail {

/// Ids that have bytes: integers, enums whose type is fixed, texts (in the form in which they are kept).
template <class Id>
concept saved_id = std::same_as<Id, std::string> || (std::integral<Id> && sizeof(Id) <= 8) ||
                   (std::is_enum_v<Id> && requires { Id{std::underlying_type_t<Id>{}}; });

/// An integer as 64 bits; numbers below 0 as 2^64 less.
template <std::integral Number>
[[nodiscard]] constexpr std::uint64_t wide(Number number) noexcept {
    return static_cast<std::uint64_t>(number);
}

/// Writes the parts of a counter one after the other.
///
/// A time that is an integer is its difference to the time written before it (0 before the first), a zigzag varint. A
/// `float` or `double` is the 8 bytes of a double; a `long double` is its sign, a byte, its binary exponent, a zigzag
/// varint, and the first 64 and the next 64 bits of its fraction, which is at least 1/2 and below 1, or 0.
template <class Ticks>
class counter_writer {
public:
    explicit counter_writer(std::vector<std::uint8_t>& bytes) noexcept : bytes_{bytes} {}

    void byte(std::size_t value) { bytes_.push_back(static_cast<std::uint8_t>(value)); }
    void varint(std::uint64_t value) { put_varint(bytes_, value); }

    void text(std::string_view text) {
        varint(text.size());
        for (const char letter : text) byte(static_cast<std::uint8_t>(letter));
    }

    template <saved_id Id, class Given>
    void id(const Given& given) {
        if constexpr (std::same_as<Id, std::string>) {
            text(given);
        } else if constexpr (std::is_enum_v<Id>) {
            id<std::underlying_type_t<Id>>(static_cast<std::underlying_type_t<Id>>(given));
        } else if constexpr (std::unsigned_integral<Id>) {
            varint(given);
        } else {
            varint(zigzag(static_cast<std::int64_t>(given)));
        }
    }

    void time(Ticks at) {
        if constexpr (std::integral<Ticks>) {
            varint(zigzag(static_cast<std::int64_t>(wide(at) - std::exchange(before_, wide(at)))));
        } else if constexpr (std::numeric_limits<Ticks>::digits <= std::numeric_limits<double>::digits) {
            put_number(bytes_, std::bit_cast<std::uint64_t>(static_cast<double>(at)));
        } else {
            int exponent = 0;
            const Ticks fraction = std::ldexp(std::frexp(std::fabs(at), &exponent), 64);
            const auto high = static_cast<std::uint64_t>(fraction);
            byte(std::signbit(at) ? 1 : 0);
            varint(zigzag(exponent));
            put_number(bytes_, high);
            put_number(bytes_, static_cast<std::uint64_t>(std::ldexp(fraction - static_cast<Ticks>(high), 64)));
        }
    }

    void times(std::span<const Ticks> all) {
        for (const Ticks at : all) time(at);
    }

private:
    std::vector<std::uint8_t>& bytes_;
    std::uint64_t before_{};
};

/// Reads them back. What cannot be is refused, and from then on nothing but 0 is read.
template <class Ticks>
class counter_reader : public byte_reader {
public:
    using byte_reader::byte_reader;

    [[nodiscard]] bool good() const noexcept { return !error(); }

    /// A number from 0 to `most`.
    std::uint64_t up_to(std::string_view of, std::uint64_t most) {
        const std::size_t at = offset();
        const std::uint64_t found = varint(of);
        if (found <= most) return found;
        refuse(std::string{of}
                   .append(" is ")
                   .append(std::to_string(found))
                   .append(", more than ")
                   .append(std::to_string(most)),
               at);
        return 0;
    }

    /// A set of steps.
    std::uint64_t steps(std::string_view of, std::size_t count) {
        return up_to(of, ~std::uint64_t{} >> (most_steps - count));
    }

    bool flag(std::string_view of) { return up_to(of, 1) != 0; }

    template <saved_id Id>
    Id id(std::string_view of) {
        if constexpr (std::same_as<Id, std::string>) {
            return text(of);
        } else if constexpr (std::is_enum_v<Id>) {
            return static_cast<Id>(id<std::underlying_type_t<Id>>(of));
        } else {
            const std::size_t at = offset();
            const std::uint64_t bits = varint(of);
            return fitting<Id>(std::unsigned_integral<Id> ? bits : wide(from_zigzag(bits)), of, at);
        }
    }

    Ticks time(std::string_view of) {
        const std::size_t at = offset();
        if constexpr (std::integral<Ticks>) {
            before_ += wide(from_zigzag(varint(of)));
            return fitting<Ticks>(before_, of, at);
        } else if constexpr (std::numeric_limits<Ticks>::digits <= std::numeric_limits<double>::digits) {
            const auto read = std::bit_cast<double>(number(of));
            constexpr double most = std::numeric_limits<Ticks>::max();
            return finite(read >= -most && read <= most, static_cast<Ticks>(read >= -most && read <= most ? read : 0),
                          of, at);
        } else {
            const bool negative = flag(of);
            const std::int64_t exponent = from_zigzag(varint(of));
            const auto high = static_cast<Ticks>(number(of));
            const auto low = static_cast<Ticks>(number(of));
            const bool known = exponent >= -100'000 && exponent <= 100'000;
            const int power = known ? static_cast<int>(exponent) : 0;
            const Ticks size = std::ldexp(high, power - 64) + std::ldexp(low, power - 128);
            return finite(known && size <= std::numeric_limits<Ticks>::max(), negative ? -size : size, of, at);
        }
    }

    /// Times none of which is before the one before it, up to the last one there may be.
    void rising(std::span<Ticks> times, Ticks last, std::string_view of) {
        for (std::size_t i = 0; i < times.size() && good(); ++i) {
            const std::size_t at = offset();
            times[i] = time(of);
            if (last < times[i] || (i > 0 && times[i] < times[i - 1])) {
                refuse(std::string{of}.append(" is not in order"), at);
            }
        }
    }

    std::vector<Ticks> times(std::size_t count, std::string_view of) {
        std::vector<Ticks> times;
        for (; count > 0 && good(); --count) times.push_back(time(of));
        return times;
    }

private:
    template <std::integral Number>
    Number fitting(std::uint64_t bits, std::string_view of, std::size_t at) {
        const auto number = static_cast<Number>(bits);
        if (wide(number) != bits) refuse(std::string{of}.append(" does not fit its type"), at);
        return number;
    }

    Ticks finite(bool is, Ticks read, std::string_view of, std::size_t at) {
        if (is) return read;
        refuse(std::string{of}.append(" is not a finite number"), at);
        return {};
    }

    std::uint64_t before_{};
};

}  // namespace emptor::detail
