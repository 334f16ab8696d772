// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The people of a deal.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>

#include <emptor/process/enumerator_set.hpp>

namespace emptor {

/// A member of a deal: their place among its members, from 0.
enum class member_id : std::uint8_t {};

/// A person, and the roles they have. Roles agree, persons act.
template <enumerated Role>
struct member {
    std::string name;
    enumerator_set<Role> roles;

    friend bool operator==(const member&, const member&) = default;
};

/// Some of the members of a deal, a range in their order.
class member_set {
public:
    /// A deal has at most this many members; the bit that is left stands for one who might be.
    static constexpr std::size_t most = 63;

    class iterator {
    public:
        using value_type = member_id;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::forward_iterator_tag;
        using iterator_category = std::input_iterator_tag;
        using reference = member_id;
        using pointer = void;

        constexpr iterator() noexcept = default;
        [[nodiscard]] constexpr member_id operator*() const noexcept {
            return static_cast<member_id>(std::countr_zero(left_));
        }
        constexpr iterator& operator++() noexcept {
            left_ &= left_ - 1;
            return *this;
        }
        constexpr iterator operator++(int) noexcept {
            const iterator before = *this;
            ++*this;
            return before;
        }
        friend constexpr bool operator==(const iterator&, const iterator&) noexcept = default;

    private:
        friend class member_set;
        constexpr explicit iterator(std::uint64_t left) noexcept : left_{left} {}

        std::uint64_t left_{};
    };

    using value_type = member_id;

    constexpr member_set() noexcept = default;
    constexpr explicit member_set(std::uint64_t bits) noexcept : bits_{bits} {}

    /// Adds a member; false, and nothing done, for an id that no deal has.
    constexpr bool insert(member_id id) noexcept {
        if (static_cast<std::size_t>(id) >= most) return false;
        bits_ |= bit(id);
        return true;
    }
    constexpr void erase(member_id id) noexcept {
        if (contains(id)) bits_ ^= bit(id);
    }
    [[nodiscard]] constexpr bool contains(member_id id) const noexcept {
        return static_cast<std::size_t>(id) < most && (bits_ & bit(id)) != 0;
    }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return static_cast<std::size_t>(std::popcount(bits_)); }
    [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
    [[nodiscard]] constexpr iterator begin() const noexcept { return iterator{bits_}; }
    [[nodiscard]] constexpr iterator end() const noexcept { return iterator{}; }
    /// A bit for each member, the first the lowest.
    [[nodiscard]] constexpr std::uint64_t bits() const noexcept { return bits_; }

    friend constexpr member_set operator|(member_set a, member_set b) noexcept { return member_set{a.bits_ | b.bits_}; }
    friend constexpr bool operator==(const member_set&, const member_set&) noexcept = default;

private:
    [[nodiscard]] static constexpr std::uint64_t bit(member_id id) noexcept {
        return std::uint64_t{1} << static_cast<unsigned>(id);
    }

    std::uint64_t bits_{};
};

}  // namespace emptor
