// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Numbers the texts of a log.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

#include "image_table.hpp"

namespace program {

/// A table from text to number 0, 1, 2, ... in the order in which texts are first seen.
///
/// Texts of up to 67 bytes stand in the tables themselves, in one of three by their size: of those of up to 11 bytes
/// four share a line of the processor's cache. And as a look at memory takes longer than all else, it is begun
/// (`prepare`) some rows before the number is asked for (`number`).
class text_index {
    using small_image = text_image<1>;
    using middle_image = text_image<3>;
    using large_image = text_image<8>;

public:
    /// A text that will be looked up.
    class prepared {
        friend class text_index;
        std::uint64_t hash_{};
        std::size_t size_{};
        small_image small_;
        middle_image middle_;
        large_image large_;
        std::string long_text_;
    };

    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// The number of a text at once.
    std::uint32_t number(std::string_view text) {
        prepared key;
        prepare(key, text);
        return number(key);
    }

    void prepare(prepared& key, std::string_view text) const {
        key.size_ = text.size();
        const auto put = [&](auto& image, const auto& table) {
            image = image.of(text);
            key.hash_ = image.hash();
            table.prepare(key.hash_);
        };
        if (key.size_ <= small_image::longest) [[likely]] {
            put(key.small_, small_);
        } else if (key.size_ <= middle_image::longest) {
            put(key.middle_, middle_);
        } else if (key.size_ <= large_image::longest) {
            put(key.large_, large_);
        } else {
            key.long_text_ = text;
        }
    }

    /// @throws std::length_error when all 2^32 - 1 numbers are taken.
    std::uint32_t number(const prepared& key) {
        if (size_ >= std::numeric_limits<std::uint32_t>::max())
            throw std::length_error{"more than 4294967295 entities"};
        const auto fresh = static_cast<std::uint32_t>(size_);
        const std::uint32_t found = find(key, fresh);
        if (found == fresh) ++size_;
        return found;
    }

private:
    std::uint32_t find(const prepared& key, std::uint32_t fresh) {
        if (key.size_ <= small_image::longest) [[likely]]
            return small_.number(key.small_, key.hash_, fresh);
        if (key.size_ <= middle_image::longest) return middle_.number(key.middle_, key.hash_, fresh);
        if (key.size_ <= large_image::longest) return large_.number(key.large_, key.hash_, fresh);
        return long_.try_emplace(key.long_text_, fresh).first->second;
    }

    image_table<small_image> small_;
    image_table<middle_image> middle_;
    image_table<large_image> large_;
    std::unordered_map<std::string, std::uint32_t> long_;
    std::size_t size_{};
};

}  // namespace program
