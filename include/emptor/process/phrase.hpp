// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Text in every language the library speaks.

#include <array>
#include <cstddef>
#include <initializer_list>
#include <stdexcept>
#include <string_view>

#include <emptor/process/label.hpp>

namespace emptor {

/// A text in each language; without a Chinese one the English stands in.
struct phrase {
    std::string_view english{""};  // never null: g++ 12 cannot read what is all zero in a constant again
    std::string_view chinese{""};

    [[nodiscard]] constexpr std::string_view in(language asked) const noexcept {
        return asked == language::chinese && !chinese.empty() ? chinese : english;
    }
    [[nodiscard]] constexpr bool empty() const noexcept { return english.empty() && chinese.empty(); }

    friend constexpr bool operator==(const phrase&, const phrase&) noexcept = default;
};

/// A few phrases, a range in the order they were written.
class phrase_list {
public:
    static constexpr std::size_t most = 8;

    constexpr phrase_list() noexcept = default;
    /// @throws std::invalid_argument for more than `most`.
    constexpr phrase_list(std::initializer_list<phrase> phrases) : size_{phrases.size()} {
        if (size_ > most) throw std::invalid_argument{"emptor::phrase_list: more than 8 phrases"};
        std::size_t next = 0;
        for (const phrase& each : phrases) phrases_[next++] = each;
    }

    [[nodiscard]] constexpr const phrase* begin() const noexcept { return phrases_.data(); }
    [[nodiscard]] constexpr const phrase* end() const noexcept { return phrases_.data() + size_; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }

    friend constexpr bool operator==(const phrase_list&, const phrase_list&) noexcept = default;

private:
    std::array<phrase, most> phrases_{};
    std::size_t size_{};
};

}  // namespace emptor
