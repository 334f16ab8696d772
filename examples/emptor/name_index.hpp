// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Numbers the few names that a log uses again and again.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>

#include "text_index.hpp"

namespace program {

/// A table from text to number 0, 1, 2, ... and back, for few texts.
class name_index {
public:
    name_index() = default;
    name_index(const name_index&) = delete;
    name_index& operator=(const name_index&) = delete;

    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
    [[nodiscard]] std::string_view operator[](std::size_t number) const { return names_[number]; }

    std::uint32_t number(std::string_view text) {
        if (text.size() < 4 || text.size() > 16) return looked_up(text);
        entry& recent = recent_[place(text)];
        if (recent.text.size() == text.size() && are_same(recent.text.data(), text.data(), text.size())) [[likely]]
            return recent.number;
        const std::uint32_t found = looked_up(text);
        recent = {names_[found], found};
        return found;
    }

private:
    struct entry {
        std::string_view text;
        std::uint32_t number{};
    };

    std::uint32_t looked_up(std::string_view text) {
        const std::uint32_t found = index_.number(text);
        if (found == names_.size()) names_.emplace_back(text);
        return found;
    }

    /// Where a text stands that was asked for not long ago: names that occur most differ in their size or at an end.
    [[nodiscard]] static std::size_t place(std::string_view text) noexcept {
        const auto byte = [](char each) { return std::size_t{static_cast<unsigned char>(each)}; };
        return (text.size() * 29 + byte(text.front()) * 7 + byte(text.back())) % recent_size;
    }

    /// Whether texts of 4 to 16 bytes are the same, without a branch: of a few names in random order each would be
    /// guessed wrong half of the time. Four pieces of four bytes, which may overlap, hold all bytes.
    [[nodiscard]] static bool are_same(const char* a, const char* b, std::size_t size) noexcept {
        const auto differ = [a, b](std::size_t from) {
            std::uint32_t of_a{};
            std::uint32_t of_b{};
            std::memcpy(&of_a, a + from, sizeof of_a);
            std::memcpy(&of_b, b + from, sizeof of_b);
            return of_a ^ of_b;
        };
        const std::size_t last = size - 4;
        return (differ(0) | differ(std::min<std::size_t>(4, last)) | differ(last - std::min<std::size_t>(4, last)) |
                differ(last)) == 0;
    }

    static constexpr std::size_t recent_size = 256;

    text_index index_;
    std::deque<std::string> names_;  // whose texts stay where they are
    std::array<entry, recent_size> recent_{};
};

}  // namespace program
