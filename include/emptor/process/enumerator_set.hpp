// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A set of enumerators, a bit each.

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <type_traits>

#include <emptor/process/enumerators.hpp>

namespace emptor {

/// Some of the enumerators of `E`, a range in their order: stages, events or roles.
template <enumerated E>
class enumerator_set {
    static constexpr std::size_t count = detail::enumerator_count<E>;
    using word = std::conditional_t<
        count <= 8, std::uint8_t,
        std::conditional_t<count <= 16, std::uint16_t, std::conditional_t<count <= 32, std::uint32_t, std::uint64_t>>>;
    static constexpr std::size_t bits = sizeof(word) * 8;
    static constexpr std::size_t length = (count + bits - 1) / bits;

public:
    class iterator {
    public:
        using value_type = E;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::forward_iterator_tag;
        using iterator_category = std::input_iterator_tag;
        using reference = E;
        using pointer = void;

        constexpr iterator() noexcept = default;
        [[nodiscard]] constexpr E operator*() const noexcept { return detail::enumerator_at<E>(index_); }
        constexpr iterator& operator++() noexcept {
            index_ = set_->next(index_ + 1);
            return *this;
        }
        constexpr iterator operator++(int) noexcept {
            const iterator before = *this;
            ++*this;
            return before;
        }
        friend constexpr bool operator==(const iterator&, const iterator&) noexcept = default;

    private:
        friend class enumerator_set;
        constexpr iterator(const enumerator_set* set, std::size_t index) noexcept : set_{set}, index_{index} {}

        const enumerator_set* set_{};
        std::size_t index_{};
    };

    using value_type = E;

    constexpr enumerator_set() noexcept = default;
    /// Those of the list that are enumerators.
    constexpr enumerator_set(std::initializer_list<E> members) noexcept {
        for (const E member : members) insert(member);
    }

    /// Adds `e`; false, and nothing done, where its value is no enumerator.
    constexpr bool insert(E e) noexcept {
        const std::size_t index = detail::index_of(e);
        if (index == count) return false;
        words_[index / bits] = static_cast<word>(words_[index / bits] | word{1} << index % bits);
        return true;
    }

    /// Adds the members of `other`.
    constexpr enumerator_set& operator|=(const enumerator_set& other) noexcept {
        for (std::size_t i = 0; i < length; ++i) words_[i] = static_cast<word>(words_[i] | other.words_[i]);
        return *this;
    }

    /// Takes out the members of `other`.
    constexpr enumerator_set& operator-=(const enumerator_set& other) noexcept {
        for (std::size_t i = 0; i < length; ++i) words_[i] = static_cast<word>(words_[i] & ~other.words_[i]);
        return *this;
    }

    /// Keeps those that are members of `other`, too.
    constexpr enumerator_set& operator&=(const enumerator_set& other) noexcept {
        for (std::size_t i = 0; i < length; ++i) words_[i] = static_cast<word>(words_[i] & other.words_[i]);
        return *this;
    }
    [[nodiscard]] friend constexpr enumerator_set operator&(enumerator_set a, const enumerator_set& b) noexcept {
        return a &= b;
    }

    /// Whether a member of `other` is one of this set.
    [[nodiscard]] constexpr bool meets(const enumerator_set& other) const noexcept {
        for (std::size_t i = 0; i < length; ++i) {
            if ((words_[i] & other.words_[i]) != 0) return true;
        }
        return false;
    }
    /// Whether every member of this set is one of `other`.
    [[nodiscard]] constexpr bool within(const enumerator_set& other) const noexcept {
        for (std::size_t i = 0; i < length; ++i) {
            if ((words_[i] & ~other.words_[i]) != 0) return false;
        }
        return true;
    }

    [[nodiscard]] constexpr bool contains(E e) const noexcept {
        const std::size_t index = detail::index_of(e);
        return index < count && has(index);
    }

    [[nodiscard]] constexpr std::size_t size() const noexcept {
        std::size_t members = 0;
        for (const word w : words_) members += static_cast<std::size_t>(std::popcount(w));
        return members;
    }
    [[nodiscard]] constexpr bool empty() const noexcept {
        for (const word w : words_) {
            if (w != 0) return false;
        }
        return true;
    }

    [[nodiscard]] constexpr iterator begin() const noexcept { return {this, next(0)}; }
    [[nodiscard]] constexpr iterator end() const noexcept { return {this, count}; }

    friend constexpr bool operator==(const enumerator_set&, const enumerator_set&) noexcept = default;

private:
    [[nodiscard]] constexpr bool has(std::size_t index) const noexcept {
        return (words_[index / bits] >> index % bits & 1U) != 0;
    }
    [[nodiscard]] constexpr std::size_t next(std::size_t index) const noexcept {
        while (index < count) {
            const auto rest = static_cast<word>(words_[index / bits] >> index % bits);
            if (rest != 0) return index + static_cast<std::size_t>(std::countr_zero(rest));
            index += bits - index % bits;
        }
        return count;
    }

    word words_[length]{};  // no std::array: the compiler evaluates a call for each look into one
};

}  // namespace emptor
