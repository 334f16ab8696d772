// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process as a machine runs it: one byte for each stage and symbol.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>

#include <emptor/process/process.hpp>

namespace emptor::detail {

template <class P>
inline constexpr bool is_process = false;
template <class Stage, class Event, class Role>
inline constexpr bool is_process<process<Stage, Event, Role>> = true;

/// The symbols are (event, kind of role, agreed), so that who may costs no more than what may.
///
/// A kind of role is one that rules name, or all the others: those that no rule names and the missing one fare alike.
/// One more event and one more kind stand for every id that is no enumerator; each of their moves is refused.
template <const auto& Process>
class step_table {
    using process_type = std::remove_cvref_t<decltype(Process)>;
    using stage_type = typename process_type::stage_type;
    using event_type = typename process_type::event_type;
    using role_type = typename process_type::role_type;

    static constexpr std::size_t stages = enumerator_count<stage_type>;
    static constexpr std::size_t events = enumerator_count<event_type>;
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

    static constexpr std::size_t others = named_roles.size();
    static constexpr std::size_t unknown = others + 1;
    static constexpr std::size_t kinds = others + 2;
    static constexpr std::size_t answers = asks_agreement ? 2 : 1;

    /// The kind of each role, by its index; then that of an id that is no enumerator.
    static constexpr auto kind_of_role = [] {
        std::array<std::uint8_t, roles + 1> kind{};
        std::uint8_t next = 0;
        for (std::size_t r = 0; r < roles; ++r) {
            const bool named = named_roles.contains(enumerators<role_type>[r]);
            kind[r] = named ? next++ : static_cast<std::uint8_t>(others);
        }
        kind[roles] = static_cast<std::uint8_t>(unknown);
        return kind;
    }();

public:
    static constexpr std::uint8_t refused = 0x80;
    static constexpr std::uint8_t stage_bits = 0x7F;

    /// The next stage, or the same one with the bit `refused`.
    [[nodiscard]] static constexpr std::uint8_t next(std::uint8_t stage, event_type event,
                                                     std::optional<role_type> role, bool agreed) noexcept {
        const std::size_t kind = role ? kind_of_role[index_of(*role)] : others;
        return bytes[symbol(index_of(event), kind, agreed) * stages + stage];
    }

private:
    [[nodiscard]] static constexpr std::size_t symbol(std::size_t event, std::size_t kind, bool agreed) noexcept {
        const std::size_t pair = event * kinds + kind;
        if constexpr (asks_agreement) return pair * 2 + (agreed ? 1 : 0);
        return pair;
    }

    static constexpr auto bytes = [] {
        std::array<std::uint8_t, (events + 1) * kinds * answers * stages> table{};
        for (std::size_t i = 0; i < table.size(); i += stages) {
            for (std::size_t s = 0; s < stages; ++s) table[i + s] = static_cast<std::uint8_t>(s | refused);
        }
        for (std::size_t s = 0; s < stages; ++s) {
            for (std::size_t e = 0; e < events; ++e) {
                const auto stage = enumerators<stage_type>[s];
                const auto event = enumerators<event_type>[e];
                const auto target = Process.target(stage, event);
                if (!target) continue;
                const auto to = static_cast<std::uint8_t>(index_of(*target));
                const bool open = Process.who_may(stage, event).empty();
                for (std::size_t agreed = Process.who_must_agree(stage, event).empty() ? 0 : 1; agreed < answers;
                     ++agreed) {
                    if (open) table[symbol(e, others, agreed != 0) * stages + s] = to;
                    for (const auto role : open ? named_roles : Process.who_may(stage, event)) {
                        table[symbol(e, kind_of_role[index_of(role)], agreed != 0) * stages + s] = to;
                    }
                }
            }
        }
        return table;
    }();
};

}  // namespace emptor::detail
