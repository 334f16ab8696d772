// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The words a process is written in, where they are enumerators.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <emptor/process/detail/agreement_table.hpp>
#include <emptor/process/detail/short_list.hpp>
#include <emptor/process/enumerator_set.hpp>
#include <emptor/process/enumerators.hpp>

namespace emptor::detail {

/// What a process knows of one stage and event.
template <class RoleSet>
struct cell {
    static constexpr std::uint8_t nowhere = 0xFF;

    std::uint8_t target{nowhere};  ///< the index of a stage
    RoleSet may{};
    RoleSet must_agree{};

    friend constexpr bool operator==(const cell&, const cell&) noexcept = default;
};

/// Stages, events and roles that are enumerators. It holds nothing: all is in the types.
template <enumerated Stage, enumerated Event, enumerated Role>
struct enum_vocabulary {
    using stage_type = Stage;
    using event_type = Event;
    using role_type = Role;
    using stage_set = enumerator_set<Stage>;
    using event_set = enumerator_set<Event>;
    using role_set = enumerator_set<Role>;
    using path_type = short_list<Event, enumerator_count<Stage>>;

    static constexpr std::size_t stages = enumerator_count<Stage>;
    static constexpr std::size_t events = enumerator_count<Event>;
    static constexpr std::size_t cells = stages * events;

    [[nodiscard]] static constexpr std::size_t stage_count() noexcept { return stages; }
    [[nodiscard]] static constexpr std::size_t event_count() noexcept { return events; }
    [[nodiscard]] static constexpr Stage stage(std::size_t index) noexcept { return enumerator_at<Stage>(index); }
    [[nodiscard]] static constexpr Event event(std::size_t index) noexcept { return enumerator_at<Event>(index); }

    /// The index, or the count where the value is no enumerator.
    template <class E>
    [[nodiscard]] static constexpr std::size_t index(E e) noexcept {
        return index_of(e);
    }
    [[nodiscard]] static constexpr bool knows_role(Role role) noexcept { return is_enumerator(role); }

    template <class E>
    [[nodiscard]] static constexpr std::string_view name(E e) noexcept {
        return emptor::name(e);
    }

    friend constexpr bool operator==(const enum_vocabulary&, const enum_vocabulary&) noexcept = default;

    /// A cell and a weight for each stage and event, and the agreements that are more than a set. No std::array: the
    /// compiler evaluates a call for each look into one.
    struct table {
        using cell_type = cell<role_set>;

        constexpr explicit table(const enum_vocabulary&) noexcept {
            // g++ 12 leaves cells never written out of a constant, and cannot read them again from a template.
            for (cell_type& each : cells) each = cell_type{};
            for (double& each : weights) each = 1;
        }

        constexpr void put(std::size_t place, const cell_type& rule, double weight) noexcept {
            cells[place] = rule;
            weights[place] = weight;
        }

        friend constexpr bool operator==(const table&, const table&) noexcept = default;

        cell_type cells[enum_vocabulary::cells]{};
        double weights[enum_vocabulary::cells]{};
        agreement_table<stage_set, role_set, enum_vocabulary::cells> agreements{};
    };
};

}  // namespace emptor::detail
