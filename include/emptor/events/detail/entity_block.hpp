// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Entities that are looked up several at once.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <emptor/events/detail/entity_index.hpp>

namespace emptor::detail {

/// How many events are looked at together.
inline constexpr std::size_t block_size = 64;

/// A place for an id that can be filled again and again.
template <class Id>
class id_place {
public:
    void set(const Id& id) { id_ = id; }
    [[nodiscard]] const Id& get() const noexcept { return *id_; }

private:
    std::optional<Id> id_;
};
template <class Id>
    requires std::is_scalar_v<Id>
class id_place<Id> {
public:
    void set(Id id) noexcept { id_ = id; }
    [[nodiscard]] const Id& get() const noexcept { return id_; }

private:
    Id id_;
};
/// Text is copied, for nobody knows how long it lives.
template <>
class id_place<std::string> {
public:
    void set(std::string_view id) { id_.assign(id); }
    [[nodiscard]] std::string_view get() const noexcept { return id_; }

private:
    std::string id_;
};

/// The entities of a few events: set one by one, then looked up together, then numbered one by one, as if each had been
/// looked up alone.
template <class Id>
class entity_block {
    using index = entity_index<Id>;

public:
    /// Sets the i-th entity, and asks for where it may be found.
    void set(std::size_t i, const index& numbers, typename index::lookup_type id) {
        ids_[i].set(id);
        hashes_[i] = numbers.asked_hash(id);
    }

    /// Looks the first `size` of them up.
    /// @param ask is called with the number that an entity probably has, to ask for what is kept of it.
    template <class Ask>
    void look_up(std::size_t size, const index& numbers, const Ask& ask) {
        for (std::size_t i = 0; i < size; ++i) {
            probable_[i] = numbers.probable(ids_[i].get(), hashes_[i]);
            if (probable_[i] == index::nobody) continue;
            numbers.ask_place(probable_[i]);
            ask(probable_[i]);
        }
        if constexpr (!index::has_own_slots) {
            for (std::size_t i = 0; i < size; ++i) {
                if (probable_[i] != index::nobody) numbers.ask_id(probable_[i]);
            }
        }
    }

    /// The number of the i-th entity, a new one if it was never seen.
    [[nodiscard]] std::uint32_t number(std::size_t i, index& numbers) const {
        return numbers.confirmed(probable_[i], ids_[i].get()) ? probable_[i] : numbers.number(ids_[i].get());
    }

private:
    std::array<id_place<Id>, block_size> ids_;
    std::array<std::uint32_t, block_size> hashes_;
    std::array<std::uint32_t, block_size> probable_;
};

}  // namespace emptor::detail
