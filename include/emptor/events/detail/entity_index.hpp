// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Numbers entities 0, 1, 2, ... in the order they are first seen.

#include <algorithm>
#include <array>
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
#include <utility>
#include <vector>

#include <emptor/events/entity.hpp>
#include <emptor/process/detail/prefetch.hpp>

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

    /// Asks for the memory that says where this id is, and of the id.
    void ask_place(std::size_t number) const noexcept { prefetch(ids_.data() + number); }
    static void ask_id(std::size_t) noexcept {}

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

    void ask_place(std::size_t number) const noexcept {
        prefetch(ends_.data() + number);
        prefetch(ends_.data() + (number == 0 ? 0 : number - 1));
    }
    void ask_id(std::size_t number) const noexcept {
        const std::string_view id = (*this)[number];
        prefetch(id.data());
        prefetch(id.data() + id.size());
    }

private:
    std::string text_;
    std::vector<std::size_t> ends_;
};

/// An open-addressing hash table from id to number (linear probing from the first of a few slots that stand on one line
/// of memory). Numbers have 32 bits.
///
/// A slot that is found holds all there is to know: the id where it is an integer, else 32 bits of its hash, by which
/// nearly all others are told apart. These bits also say where it belongs, so a table that grows looks at nothing else,
/// and at its slots in their order.
template <class Id>
class entity_index {
public:
    /// Ids that stand in the slots themselves.
    static constexpr bool has_own_slots = std::integral<Id> || std::is_enum_v<Id>;

    using lookup_type = std::conditional_t<std::is_same_v<Id, std::string>, std::string_view, const Id&>;

    using hasher = std::hash<std::remove_cvref_t<lookup_type>>;

    /// No number: the largest one.
    static constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

    [[nodiscard]] std::size_t size() const noexcept { return ids_.size(); }

    /// Takes the memory for so many ids.
    void reserve(std::size_t size) {
        ids_.reserve(size);
        expected_ = std::min<std::size_t>(size, nobody);
    }

    /// The ids alone, by number.
    [[nodiscard]] id_list<Id> ids() && noexcept { return std::move(ids_); }

    /// Forgets all ids and keeps the memory.
    void clear() noexcept {
        std::fill(lines_.begin(), lines_.end(), line{});
        ids_.clear();
        counting_ = true;
    }

    /// The id with this number, which must be below `size()`.
    [[nodiscard]] lookup_type operator[](std::size_t number) const noexcept { return ids_[number]; }

    /// The number of this id, if it was seen.
    [[nodiscard]] std::optional<std::uint32_t> find(lookup_type id) const {
        const std::uint32_t found = counts_up()      ? counted(id)
                                    : lines_.empty() ? nobody
                                                     : slot_at(place_of(id, table_hash(id))).number;
        return found != nobody ? std::optional{found} : std::nullopt;
    }

    /// The number of this id, a new one if it was never seen.
    /// @throws std::length_error when all 2^32 - 1 numbers are taken.
    std::uint32_t number(lookup_type id) {
        if (counts_up()) {
            if (const std::uint32_t found = counted(id); found != nobody) return found;
            if (is_next(id)) {
                ids_.push_back(id);
                return counted(id);
            }
            make_table();
        }
        make_room(ids_.size() + 1);
        const std::uint32_t hash = table_hash(id);
        slot& place = slot_at(place_of(id, hash));
        if (place.number != nobody) return place.number;
        if (ids_.size() >= nobody) throw std::length_error{"emptor: more than 4294967295 entities"};
        const auto fresh = static_cast<std::uint32_t>(ids_.size());
        ids_.push_back(id);
        place.set(id, hash, fresh);
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

    /// @name Several ids at once
    /// Memory is slow to answer, not slow to give: each step asks for what the next one needs, and does so for several
    /// ids before the first of them takes its next step.
    /// @{
    [[nodiscard]] std::uint32_t asked_hash(lookup_type id) const {
        if (counts_up() || lines_.empty()) return 0;
        const std::uint32_t hash = table_hash(id);
        prefetch(&lines_[line_of(hash)]);
        return hash;
    }

    /// The number this id probably has, given what `asked_hash` told; `nobody` if it has none. Looks at slots alone.
    [[nodiscard]] std::uint32_t probable(lookup_type id, std::uint32_t hash) const {
        if (counts_up()) return counted(id);
        if (lines_.empty()) return nobody;
        for (std::size_t at = line_of(hash);; at = (at + 1) & last_line_) {
            // Which slot it is can hardly be foreseen, so there is no branch on it: what is no match becomes `nobody`,
            // whose bits are all ones. Where two resemble, their common bits are a number too, if of neither.
            std::uint32_t found = nobody;
            for (const slot& each : lines_[at]) {
                found &= each.number | (static_cast<std::uint32_t>(each.resembles(id, hash)) - 1);
            }
            if (found != nobody || lines_[at].back().number == nobody) return found;
        }
    }

    /// Asks for where a probable number's id is, and then for the id.
    void ask_place([[maybe_unused]] std::uint32_t number) const noexcept {
        if constexpr (!has_own_slots) ids_.ask_place(number);
    }
    void ask_id([[maybe_unused]] std::uint32_t number) const noexcept {
        if constexpr (!has_own_slots) ids_.ask_id(number);
    }

    /// Whether this id has its probable number.
    [[nodiscard]] bool confirmed(std::uint32_t number, lookup_type id) const {
        if constexpr (has_own_slots) {
            return number != nobody;
        } else {
            return number != nobody && ids_[number] == id;
        }
    }
    /// @}

private:
    struct slot_of_integer {
        Id id{};
        std::uint32_t number{nobody};

        [[nodiscard]] bool resembles(Id other, std::uint32_t) const noexcept { return id == other; }
        [[nodiscard]] std::uint32_t hash() const { return table_hash(id); }
        void set(Id own, std::uint32_t, std::uint32_t its_number) noexcept { *this = {own, its_number}; }
    };
    struct slot_of_any {
        std::uint32_t tag{};
        std::uint32_t number{nobody};

        [[nodiscard]] bool resembles(lookup_type, std::uint32_t hash) const noexcept { return tag == hash; }
        [[nodiscard]] std::uint32_t hash() const noexcept { return tag; }
        void set(lookup_type, std::uint32_t hash, std::uint32_t its_number) noexcept { *this = {hash, its_number}; }
    };
    using slot = typename std::conditional_t<has_own_slots, std::type_identity<slot_of_integer>,
                                             std::type_identity<slot_of_any>>::type;

    static constexpr std::size_t slots_a_line = 4;
    struct alignas(slots_a_line * sizeof(slot)) line : std::array<slot, slots_a_line> {};

    [[nodiscard]] static std::uint32_t table_hash(lookup_type id) { return static_cast<std::uint32_t>(mixed_hash(id)); }

    /// Ids that count up from 0 are their own numbers: there is no table until one does not.
    [[nodiscard]] bool counts_up() const noexcept { return std::unsigned_integral<Id> && counting_; }
    [[nodiscard]] std::uint32_t counted([[maybe_unused]] lookup_type id) const noexcept {
        if constexpr (std::unsigned_integral<Id>) {
            if (id < ids_.size()) return static_cast<std::uint32_t>(id);
        }
        return nobody;
    }
    [[nodiscard]] bool is_next([[maybe_unused]] lookup_type id) const noexcept {
        if constexpr (std::unsigned_integral<Id>) return id == ids_.size() && id < nobody;
        return false;
    }

    [[nodiscard]] std::size_t line_of(std::uint32_t hash) const noexcept {
        return static_cast<std::size_t>(std::uint64_t{hash} << 32 >> shift_);
    }
    [[nodiscard]] std::size_t start_of(std::uint32_t hash) const noexcept { return slots_a_line * line_of(hash); }
    [[nodiscard]] std::size_t next(std::size_t at) const noexcept {
        return at + 1 < slots_a_line * lines_.size() ? at + 1 : 0;
    }
    [[nodiscard]] slot& slot_at(std::size_t at) noexcept { return lines_[at / slots_a_line][at % slots_a_line]; }
    [[nodiscard]] const slot& slot_at(std::size_t at) const noexcept {
        return lines_[at / slots_a_line][at % slots_a_line];
    }

    /// Where the id is, or else belongs.
    [[nodiscard]] std::size_t place_of(lookup_type id, std::uint32_t hash) const {
        std::size_t at = start_of(hash);
        for (; slot_at(at).number != nobody; at = next(at)) {
            if (slot_at(at).resembles(id, hash) && (has_own_slots || ids_[slot_at(at).number] == id)) break;
        }
        return at;
    }

    /// Makes sure that there is room for so many ids: at most five of eight slots are taken.
    void make_room(std::size_t ids) {
        if (8 * ids <= 5 * slots_a_line * lines_.size()) return;
        std::size_t size = std::max<std::size_t>(2 * lines_.size(), 4);
        while (8 * std::max(ids, expected_) > 5 * slots_a_line * size) size *= 2;
        entity_index larger;
        larger.lines_.resize(size);
        larger.last_line_ = size - 1;
        larger.shift_ = 64 - static_cast<unsigned>(std::countr_zero(size));
        for (const line& some : lines_) {
            for (const slot& each : some) {
                if (each.number != nobody) larger.put(each);
            }
        }
        lines_.swap(larger.lines_);
        last_line_ = larger.last_line_;
        shift_ = larger.shift_;
    }

    void put(const slot& each) {
        std::size_t at = start_of(each.hash());
        while (slot_at(at).number != nobody) at = next(at);
        slot_at(at) = each;
    }

    /// Ids that counted up do so no longer.
    void make_table() {
        if constexpr (std::unsigned_integral<Id>) {
            make_room(ids_.size() + 1);
            for (std::uint32_t number = 0; number < ids_.size(); ++number) put({ids_[number], number});
            counting_ = false;
        }
    }

    std::vector<line> lines_;
    id_list<Id> ids_;
    std::size_t expected_{};
    std::size_t last_line_{};
    unsigned shift_{64};
    bool counting_{true};
};

}  // namespace emptor::detail
