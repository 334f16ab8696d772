// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Numbers entities 0, 1, 2, ... in the order they are first seen.

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <emptor/events/entity.hpp>

namespace emptor::detail {

/// The ids an index has seen, by number.
template <class Id>
class id_list {
public:
    [[nodiscard]] std::size_t size() const noexcept { return ids_.size(); }
    [[nodiscard]] const Id& operator[](std::size_t number) const noexcept { return ids_[number]; }
    void push_back(const Id& id) { ids_.push_back(id); }
    void reserve(std::size_t size) { ids_.reserve(size); }
    void clear() noexcept { ids_.clear(); }

private:
    std::vector<Id> ids_;
};

/// Texts stand one after the other in one block: a million names are one allocation that grows, not a million.
template <>
class id_list<std::string> {
public:
    [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }

    [[nodiscard]] std::string_view operator[](std::size_t number) const noexcept {
        const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
        return std::string_view{text_}.substr(begin, ends_[number] - begin);
    }

    void reserve(std::size_t size) { ends_.reserve(size); }

    void clear() noexcept {
        text_.clear();
        ends_.clear();
    }

    void push_back(std::string_view id) {
        if (ends_.size() == ends_.capacity()) ends_.reserve(2 * ends_.size() + 16);  // so that only `append` can throw
        text_.append(id);
        ends_.push_back(text_.size());
    }

private:
    std::string text_;
    std::vector<std::size_t> ends_;
};

/// An open-addressing hash table from id to number (linear probing, at most half full). Numbers have 32 bits.
template <class Id>
class entity_index {
public:
    using lookup_type = std::conditional_t<std::is_same_v<Id, std::string>, std::string_view, const Id&>;

    using hasher = std::hash<std::remove_cvref_t<lookup_type>>;

    [[nodiscard]] std::size_t size() const noexcept { return ids_.size(); }

    /// Takes the memory for so many ids; the table of their places grows as they come.
    void reserve(std::size_t size) { ids_.reserve(size); }

    /// Forgets all ids and keeps the memory.
    void clear() noexcept {
        std::fill(slots_.begin(), slots_.end(), slot{});
        ids_.clear();
        counting_ = true;
    }

    /// The id with this number, which must be below `size()`.
    [[nodiscard]] lookup_type operator[](std::size_t number) const noexcept { return ids_[number]; }

    /// The number of this id, if it was seen.
    [[nodiscard]] std::optional<std::uint32_t> find(lookup_type id) const {
        if constexpr (std::unsigned_integral<Id>) {
            if (counting_) return id < ids_.size() ? std::optional{static_cast<std::uint32_t>(id)} : std::nullopt;
        }
        if (slots_.empty()) return std::nullopt;
        const std::uint64_t hash = mixed_hash(id);
        const auto tag = static_cast<std::uint32_t>(hash);
        for (std::size_t at = place(hash); slots_[at].number != nobody; at = (at + 1) & (slots_.size() - 1)) {
            if (slots_[at].tag == tag && ids_[slots_[at].number] == id) return slots_[at].number;
        }
        return std::nullopt;
    }

    /// The number of this id, a new one if it was never seen.
    /// @throws std::length_error when all 2^32 - 1 numbers are taken.
    std::uint32_t number(lookup_type id) {
        if constexpr (std::unsigned_integral<Id>) {
            // Ids that count up from 0 are their own numbers: no table until one does not.
            if (counting_) {
                if (id < ids_.size()) return static_cast<std::uint32_t>(id);
                if (id == ids_.size() && id < nobody) {
                    ids_.push_back(id);
                    return static_cast<std::uint32_t>(id);
                }
                counting_ = false;
            }
        }
        if (2 * (ids_.size() + 1) > slots_.size()) grow();
        const std::uint64_t hash = mixed_hash(id);
        const auto tag = static_cast<std::uint32_t>(hash);
        std::size_t at = place(hash);
        while (slots_[at].number != nobody) {
            if (slots_[at].tag == tag && ids_[slots_[at].number] == id) return slots_[at].number;
            at = (at + 1) & (slots_.size() - 1);
        }
        if (ids_.size() >= nobody) throw std::length_error{"emptor: more than 4294967295 entities"};
        const auto fresh = static_cast<std::uint32_t>(ids_.size());
        ids_.push_back(id);
        slots_[at] = {.tag = tag, .number = fresh};
        return fresh;
    }

    /// Standard hashes of integers are often the integer itself: spread them (the finaliser of splitmix64,
    /// G. L. Steele, D. Lea and C. H. Flood 2014).
    [[nodiscard]] static std::uint64_t mixed_hash(lookup_type id) noexcept(noexcept(hasher{}(id))) {
        std::uint64_t bits = hasher{}(id);
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9U;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBU;
        return bits ^ (bits >> 31);
    }

private:
    static constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

    struct slot {
        std::uint32_t tag{};
        std::uint32_t number{nobody};
    };

    [[nodiscard]] std::size_t place(std::uint64_t hash) const noexcept {
        return static_cast<std::size_t>(hash >> 32) & (slots_.size() - 1);
    }

    /// Makes room for the ids there are and as many again.
    void grow() {
        std::vector<slot> larger(std::bit_ceil(4 * (ids_.size() + 4)));
        larger.swap(slots_);
        for (std::size_t number = 0; number < ids_.size(); ++number) {
            const std::uint64_t hash = mixed_hash(ids_[number]);
            std::size_t at = place(hash);
            while (slots_[at].number != nobody) at = (at + 1) & (slots_.size() - 1);
            slots_[at] = {.tag = static_cast<std::uint32_t>(hash), .number = static_cast<std::uint32_t>(number)};
        }
    }

    std::vector<slot> slots_;
    id_list<Id> ids_;
    bool counting_{true};
};

}  // namespace emptor::detail
