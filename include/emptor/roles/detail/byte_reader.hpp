// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Numbers and texts, byte by byte.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/process/bytes_result.hpp>
#include <emptor/process/detail/fleet_bytes.hpp>

namespace emptor::detail {

/// A varint: 7 bits a byte, the lowest first, 0x80 where more follow.
inline void put_varint(std::vector<std::uint8_t>& bytes, std::uint64_t number) {
    for (; number >= 0x80; number >>= 7) bytes.push_back(static_cast<std::uint8_t>((number & 0x7F) | 0x80));
    bytes.push_back(static_cast<std::uint8_t>(number));
}

/// Small numbers of either sign as small numbers without one: 0, -1, 1, -2, 2 ...
[[nodiscard]] constexpr std::uint64_t zigzag(std::int64_t number) noexcept {
    return (static_cast<std::uint64_t>(number) << 1) ^ (number < 0 ? ~std::uint64_t{0} : 0);
}
[[nodiscard]] constexpr std::int64_t from_zigzag(std::uint64_t number) noexcept {
    return static_cast<std::int64_t>((number >> 1) ^ (0 - (number & 1)));
}

/// Reads bytes from the first to the last. After an error it reads nothing but 0.
class byte_reader {
public:
    explicit byte_reader(std::span<const std::uint8_t> bytes) noexcept : bytes_{bytes} {}

    [[nodiscard]] std::size_t offset() const noexcept { return at_; }
    [[nodiscard]] std::size_t left() const noexcept { return bytes_.size() - at_; }
    [[nodiscard]] const std::optional<bytes_error>& error() const noexcept { return error_; }

    /// The first error stays.
    void refuse(std::string what, std::size_t offset) {
        if (!error_) error_ = bytes_error{std::move(what), offset};
        at_ = bytes_.size();
    }

    std::uint8_t byte(std::string_view of) {
        if (left() == 0) {
            end_within(of);
            return 0;
        }
        return bytes_[at_++];
    }
    /// A number of 8 bytes, the lowest first.
    std::uint64_t number(std::string_view of) {
        if (left() < 8) {
            end_within(of);
            return 0;
        }
        std::uint64_t number = 0;
        for (std::size_t i = 8; i-- > 0;) number = number << 8 | bytes_[at_ + i];
        at_ += 8;
        return number;
    }
    std::uint64_t varint(std::string_view of) {
        std::uint64_t number = 0;
        for (unsigned shift = 0;; shift += 7) {
            const std::uint8_t next = byte(of);
            if (error_) return 0;
            if ((shift == 63 && next > 1) || (next == 0 && shift > 0)) {
                refuse(std::string{of}.append(shift == 63 && next > 1 ? " has more than 64 bits"
                                                                      : " is longer than it need be"),
                       at_ - 1);
                return 0;
            }
            number |= std::uint64_t{next & 0x7FU} << shift;
            if (next < 0x80) return number;
        }
    }
    /// A varint that counts what takes at least a byte each.
    std::size_t count(std::string_view of) {
        const std::size_t begin = at_;
        const std::uint64_t counted = varint(of);
        if (counted > left()) {
            refuse(std::string{of}.append(" is ").append(std::to_string(counted)).append(", more than bytes are left"),
                   begin);
            return 0;
        }
        return static_cast<std::size_t>(counted);
    }
    std::string text(std::string_view of) {
        const std::size_t size = count(of);
        std::string text(size, '\0');
        for (char& letter : text) letter = static_cast<char>(bytes_[at_++]);
        return text;
    }

private:
    void end_within(std::string_view of) { refuse(std::string{"the bytes end within "}.append(of), bytes_.size()); }

    std::span<const std::uint8_t> bytes_;
    std::size_t at_{};
    std::optional<bytes_error> error_{};
};

}  // namespace emptor::detail
