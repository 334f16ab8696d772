// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where one buyer is in a process.

#include <concepts>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <type_traits>

#include <emptor/process/detail/step_table.hpp>
#include <emptor/process/process.hpp>

namespace emptor {

/// One way through a process: a byte that knows its stage.
///
/// @tparam Process a constant with a name, `inline constexpr` in a header.
template <const auto& Process>
class journey {
    static_assert(detail::is_process<std::remove_cvref_t<decltype(Process)>>,
                  "a journey goes through an emptor::process that is a constant with a name");

public:
    using process_type = std::remove_cvref_t<decltype(Process)>;
    using stage_type = typename process_type::stage_type;
    using event_type = typename process_type::event_type;
    using role_type = typename process_type::role_type;
    using outcome_type = typename process_type::outcome_type;

    /// At the start of the process.
    constexpr journey() noexcept : journey{Process.start()} {}

    /// Takes up a journey where it was left.
    /// @throws std::invalid_argument if the stage is no enumerator.
    constexpr explicit journey(stage_type stage) : stage_{static_cast<std::uint8_t>(detail::index_of(stage))} {
        if (!is_enumerator(stage)) throw std::invalid_argument{"emptor::journey: the stage is no enumerator"};
    }

    /// Something happened: moves on if the process allows it, else stays.
    /// @param role who made it happen, if known.
    [[nodiscard]] constexpr outcome_type apply(event_type event, std::optional<role_type> role = {}) noexcept {
        return step(event, role, false);
    }

    /// @param agreed whether those who must agree have done so. Only a `bool` will do: a price is not a yes.
    [[nodiscard]] constexpr outcome_type apply(event_type event, std::optional<role_type> role,
                                               std::same_as<bool> auto agreed) noexcept {
        return step(event, role, agreed);
    }

    [[nodiscard]] constexpr stage_type stage() const noexcept { return enumerators<stage_type>[stage_]; }
    [[nodiscard]] constexpr bool finished() const noexcept { return Process.is_final(stage()); }

    [[nodiscard]] static constexpr const process_type& definition() noexcept { return Process; }

    friend constexpr bool operator==(const journey&, const journey&) noexcept = default;

private:
    using table = detail::step_table<Process>;
    // Complete from here on: g++ 12 cannot make the table while it evaluates a constant that needs it.
    static_assert(sizeof(table) > 0);

    constexpr outcome_type step(event_type event, std::optional<role_type> role, bool agreed) noexcept {
        const stage_type from = stage();
        const std::uint8_t next = table::next(stage_, event, role, agreed);
        stage_ = next & table::stage_bits;
        return {Process, from, event, role, agreed, (next & table::refused) == 0};
    }

    std::uint8_t stage_;
};

/// A journey whose stage is known when compiled: a move that would be refused does not compile.
/// @code
/// auto anna = journey_at<buying, need>{}.on<search_begun, user>();  // journey_at<buying, search>
/// @endcode
template <const auto& Process, typename std::remove_cvref_t<decltype(Process)>::stage_type Stage = Process.start()>
class journey_at {
public:
    using process_type = std::remove_cvref_t<decltype(Process)>;
    using event_type = typename process_type::event_type;
    using role_type = typename process_type::role_type;

    static_assert(is_enumerator(Stage), "the stage of a journey is one of the process's");

    /// Someone unknown makes the event happen.
    template <event_type Event>
    [[nodiscard]] constexpr auto on() const noexcept {
        return moved<Event, Process.reason(Stage, Event)>();
    }

    /// @tparam Agreed whether those who must agree have done so.
    template <event_type Event, role_type Role, bool Agreed = false>
    [[nodiscard]] constexpr auto on() const noexcept {
        return moved<Event, Process.reason(Stage, Event, Role, Agreed)>();
    }

    constexpr operator journey<Process>() const noexcept {  // NOLINT: the same journey, its stage no longer in the type
        return journey<Process>{Stage};
    }

    [[nodiscard]] static constexpr auto stage() noexcept { return Stage; }
    [[nodiscard]] static constexpr bool finished() noexcept { return Process.is_final(Stage); }

private:
    template <event_type Event, refusal Reason>
    [[nodiscard]] static constexpr auto moved() noexcept {
        static_assert(Reason != refusal::not_possible, "the event is not possible in this stage of the process");
        static_assert(Reason != refusal::not_permitted, "the role may not make the event happen in this stage");
        static_assert(Reason != refusal::not_agreed, "the event can happen here only once others have agreed");
        static_assert(Reason != refusal::unknown_event, "the event is not one of the process");
        static_assert(Reason != refusal::unknown_role, "the role is not one of the process");
        return journey_at<Process, Process.target(Stage, Event).value_or(Stage)>{};
    }
};

}  // namespace emptor
