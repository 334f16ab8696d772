// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The symbols of a process: (event, kind of role, agreed) as one number, so that who may costs no more than what may.
///
/// A kind of role is one that rules name, or all the others: those that no rule names and the missing one fare alike.
/// One more event and one more kind stand for every id that is none of the process's; each of their moves is refused.
/// Without a role and an agreement, an event's symbol is its index.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include <emptor/process/enumerator_set.hpp>
#include <emptor/process/enumerators.hpp>
#include <emptor/process/outcome.hpp>

namespace emptor::detail {

inline constexpr std::size_t most_symbols = 0xFFFF;

/// The symbols of a process that is a constant.
template <const auto& Process>
class alphabet {
    using process_type = std::remove_cvref_t<decltype(Process)>;
    using stage_type = typename process_type::stage_type;
    using event_type = typename process_type::event_type;
    using role_type = typename process_type::role_type;

    static constexpr std::size_t roles = enumerator_count<role_type>;

    static constexpr auto named_roles = [] {
        enumerator_set<role_type> named;
        for (const auto stage : process_type::stages()) {
            for (const auto event : process_type::events()) named |= Process.who_may(stage, event);
        }
        return named;
    }();
    static constexpr bool asks_agreement = [] {
        for (const auto stage : process_type::stages()) {
            for (const auto event : process_type::events()) {
                if (!Process.who_must_agree(stage, event).empty()) return true;
            }
        }
        return false;
    }();

public:
    static constexpr std::size_t stages = enumerator_count<stage_type>;
    static constexpr std::size_t events = enumerator_count<event_type>;
    static constexpr std::size_t answers = asks_agreement ? 2 : 1;
    static constexpr std::size_t unknown_kind = named_roles.size() + 1;
    /// How many symbols each kind of role has.
    static constexpr std::size_t stride = (events + 1) * answers;
    /// The symbol after all others: a journey is over, and the next begins.
    static constexpr std::size_t end = stride * (unknown_kind + 1);
    static constexpr std::size_t size = end + 1;
    /// Whether nothing is refused but what is not possible.
    static constexpr bool open = unknown_kind == 1 && answers == 1;
    static_assert(size <= most_symbols, "a process has at most 65535 symbols: (event, role that a rule names, agreed)");

private:
    /// The first symbol of each role, by its index; then that of an id that is no enumerator.
    static constexpr auto first_of_role = [] {
        std::array<std::uint16_t, roles + 1> first{};
        std::size_t kind = 0;
        for (std::size_t r = 0; r < roles; ++r) {
            const bool named = named_roles.contains(enumerators<role_type>[r]);
            first[r] = static_cast<std::uint16_t>(named ? ++kind * stride : 0);
        }
        first[roles] = static_cast<std::uint16_t>(unknown_kind * stride);
        return first;
    }();

public:
    [[nodiscard]] static constexpr std::size_t stage_index(stage_type stage) noexcept { return index_of(stage); }
    [[nodiscard]] static constexpr stage_type stage(std::size_t index) noexcept {
        return enumerators<stage_type>[index];
    }
    [[nodiscard]] static constexpr std::size_t event_index(event_type event) noexcept { return index_of(event); }
    [[nodiscard]] static constexpr std::size_t first(std::optional<role_type> role) noexcept {
        return role ? first_of_role[index_of(*role)] : 0;
    }
    [[nodiscard]] static constexpr std::size_t symbol(std::size_t event, std::size_t first, bool agreed) noexcept {
        if constexpr (asks_agreement) return first + (agreed ? events + 1 : 0) + event;
        return first + event;
    }

    /// Calls with each role that rules name.
    static constexpr void each_named(const auto& call) {
        for (const auto role : named_roles) call(role);
    }
};

/// The symbols of a process that is made when the program runs.
template <class Definition>
class live_alphabet {
    using stage_type = typename Definition::stage_type;
    using event_type = typename Definition::event_type;
    using role_type = typename Definition::role_type;

    /// The index of an id, or their number where it is none of them.
    template <class Id>
    [[nodiscard]] static std::size_t index(Id id, std::size_t count) noexcept {
        if constexpr (std::is_same_v<typename Definition::stage_set, enumerator_set<stage_type>>) {
            return index_of(id);
        } else {
            return std::min(static_cast<std::size_t>(id), count);
        }
    }

public:
    /// @throws std::invalid_argument for more than 65535 symbols.
    explicit live_alphabet(const Definition& definition)
        : stages{definition.stages().size()},
          events{definition.events().size()},
          stages_(definition.stages().begin(), definition.stages().end()),
          first_of_role_(definition.roles().size() + 1) {
        for (const stage_type stage : definition.stages()) {
            for (const event_type event : definition.events()) {
                for (const role_type role : definition.who_may(stage, event)) named_.insert(role);
                if (!definition.who_must_agree(stage, event).empty()) answers = 2;
            }
        }
        stride = (events + 1) * answers;
        end = stride * (named_.size() + 2);
        size = end + 1;
        if (size > most_symbols) {
            throw std::invalid_argument{
                "emptor: the process has more than 65535 symbols: (event, role that a rule names, agreed)"};
        }
        std::size_t kind = 0;
        for (const role_type role : named_) {
            first_of_role_[index(role, first_of_role_.size())] = static_cast<std::uint16_t>(++kind * stride);
        }
        unknown_kind = kind + 1;
        first_of_role_.back() = static_cast<std::uint16_t>(unknown_kind * stride);
    }

    std::size_t stages;
    std::size_t events;
    std::size_t answers{1};
    std::size_t unknown_kind{};
    std::size_t stride{};
    std::size_t end{};
    std::size_t size{};

    [[nodiscard]] std::size_t stage_index(stage_type stage) const noexcept { return index(stage, stages); }
    [[nodiscard]] stage_type stage(std::size_t place) const noexcept { return stages_[place]; }
    [[nodiscard]] std::size_t event_index(event_type event) const noexcept { return index(event, events); }
    [[nodiscard]] std::size_t first(std::optional<role_type> role) const noexcept {
        return role ? first_of_role_[index(*role, first_of_role_.size() - 1)] : 0;
    }
    [[nodiscard]] std::size_t symbol(std::size_t event, std::size_t first, bool agreed) const noexcept {
        return first + (agreed && answers == 2 ? events + 1 : 0) + event;
    }

    /// Calls with each role that rules name.
    void each_named(const auto& call) const {
        for (const auto role : named_) call(role);
    }

private:
    std::vector<stage_type> stages_;
    typename Definition::role_set named_;
    std::vector<std::uint16_t> first_of_role_;  // its last is that of an id that is no role
};

}  // namespace emptor::detail
