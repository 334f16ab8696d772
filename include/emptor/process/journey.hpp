// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where one buyer is in a process.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include <emptor/process/detail/policies.hpp>
#include <emptor/process/detail/step_table.hpp>
#include <emptor/process/observer.hpp>
#include <emptor/process/process.hpp>

namespace emptor {

namespace detail {

template <const auto& Process>
class journey_codes;

}  // namespace detail

/// One way through a process: a byte that knows its stage.
///
/// @tparam Process a constant with a name, `inline constexpr` in a header.
/// @tparam Policies guards and observers, see `journey_with`; empty ones cost no space, and none costs no time.
template <const auto& Process, class... Policies>
class journey {
    static_assert(detail::is_process<std::remove_cvref_t<decltype(Process)>>,
                  "a journey goes through an emptor::process that is a constant with a name");
    static_assert((detail::is_journey_policy<Policies> && ...),
                  "the policies of a journey are made by guard, on_leave, on_move, on_enter and on_refusal");

    static constexpr auto& steps = detail::step_table<Process>::steps;
    using table = std::remove_cvref_t<decltype(steps)>;
    using policy_row = detail::policy_row<std::index_sequence_for<Policies...>, Policies...>;
    static constexpr bool plain = sizeof...(Policies) == 0;
    static constexpr bool stateless = ((std::is_empty_v<Policies> && std::is_default_constructible_v<Policies>) && ...);

public:
    using process_type = std::remove_cvref_t<decltype(Process)>;
    using stage_type = typename process_type::stage_type;
    using event_type = typename process_type::event_type;
    using role_type = typename process_type::role_type;
    using outcome_type = std::conditional_t<policy_row::any_guard, guarded_outcome<stage_type, event_type, role_type>,
                                            typename process_type::outcome_type>;
    using move_type = stage_move<stage_type, event_type, role_type>;

    static_assert((detail::is_about<Policies, process_type>() && ...),
                  "a policy names an event (guard, on_move) or a stage (on_leave, on_enter) of the journey's process");

    /// At the start of the process. A policy that holds something must be given.
    constexpr journey() noexcept(plain)
        requires(stateless)
        : journey{Process.start()} {}

    /// Takes up a journey where it was left.
    /// @throws std::invalid_argument if the stage is no enumerator.
    constexpr explicit journey(stage_type stage)
        requires(stateless)
        : code_{code_of(stage)} {}

    constexpr explicit journey(Policies... policies)
        requires(!plain)
        : journey{Process.start(), std::move(policies)...} {}
    /// @throws std::invalid_argument if the stage is no enumerator.
    constexpr journey(stage_type stage, Policies... policies)
        requires(!plain)
        : policies_{std::move(policies)...}, code_{code_of(stage)} {}

    /// Something happened: moves on if the process allows it and every guard agrees, else stays.
    /// @param role who made it happen, if known.
    /// @throws std::logic_error if a guard or an observer moved this very journey; it is then where that left it.
    [[nodiscard]] constexpr outcome_type apply(event_type event, std::optional<role_type> role = {}) noexcept(plain) {
        detail::no_context none;
        return step(none, event, role, false);
    }

    /// @param agreed whether those who must agree have done so. Only a `bool` will do: a price is not a yes.
    [[nodiscard]] constexpr outcome_type apply(event_type event, std::optional<role_type> role,
                                               std::same_as<bool> auto agreed) noexcept(plain) {
        detail::no_context none;
        return step(none, event, role, agreed);
    }

    /// The same with what guards and observers need to know or to write to, such as an order.
    template <class Context>
        requires(!plain)
    [[nodiscard]] constexpr outcome_type apply_in(Context&& context, event_type event,
                                                  std::optional<role_type> role = {}) {
        return step(context, event, role, false);
    }
    template <class Context>
        requires(!plain)
    [[nodiscard]] constexpr outcome_type apply_in(Context&& context, event_type event, std::optional<role_type> role,
                                                  std::same_as<bool> auto agreed) {
        return step(context, event, role, agreed);
    }

    [[nodiscard]] constexpr stage_type stage() const noexcept {
        return enumerators<stage_type>[table::stage_of(code_)];
    }
    [[nodiscard]] constexpr bool finished() const noexcept { return Process.is_final(stage()); }

    [[nodiscard]] static constexpr const process_type& definition() noexcept { return Process; }

    /// Whether both are in the same stage.
    friend constexpr bool operator==(const journey& a, const journey& b) noexcept {
        return table::stage_of(a.code_) == table::stage_of(b.code_);
    }

private:
    friend class detail::journey_codes<Process>;

    [[nodiscard]] static constexpr std::uint8_t code_of(stage_type stage) {
        if (!is_enumerator(stage)) throw std::invalid_argument{"emptor::journey: the stage is no enumerator"};
        return table::code_of(detail::index_of(stage));
    }

    template <class Context>
    constexpr outcome_type step(Context& context, event_type event, std::optional<role_type> role,
                                bool agreed) noexcept(plain) {
        const stage_type from = stage();
        using letters = detail::alphabet<Process>;
        const std::size_t index = letters::event_index(event);
        const std::size_t first = letters::first(role);
        if constexpr (plain) {  // so seldom that a branch costs less than the symbols that stand for such ids
            if (index == letters::events || (role && !is_enumerator(*role))) [[unlikely]] {
                return {Process, from, event, role, agreed, false};
            }
        }
        const std::size_t symbol = letters::symbol(index, first, agreed);
        const std::uint64_t next = steps.raw(code_, symbol);
        const bool refused = steps.refused(next, code_, symbol);
        typename process_type::outcome_type answer{Process, from, event, role, agreed, !refused};
        if constexpr (plain) {
            code_ = table::code_after(next);
            return answer;
        } else {
            using detail::moment;
            if (refused) {
                policies_.template tell<moment::refused>(event, outcome_type{answer}, context);
                return answer;
            }
            const std::uint8_t after = table::code_after(next);
            const move_type move{from, event, role, agreed, enumerators<stage_type>[table::stage_of(after)]};
            if constexpr (policy_row::any_guard) {
                const auto [place, guard] = policies_.refusing(move, context);
                require_still_in(from);
                if (place != 0) {
                    const outcome_type no{{Process, from, event, role, agreed, refusal::guarded}, guard, place};
                    policies_.template tell<moment::refused>(event, no, context);
                    return no;
                }
            }
            policies_.template tell<moment::leaving>(move.from, move, context);
            require_still_in(from);
            policies_.template tell<moment::moving>(move.event, move, context);
            require_still_in(from);
            policies_.template tell<moment::entering>(move.to, move, context);
            require_still_in(from);
            code_ = after;
            return answer;
        }
    }

    /// @throws std::logic_error where a policy has moved the journey that is calling it.
    constexpr void require_still_in(stage_type from) const {
        if (stage() == from) return;
        throw std::logic_error{
            std::string{"emptor::journey: a guard or an observer moved the journey that called it from '"}
                .append(name(from))
                .append("' to '")
                .append(name(stage()))
                .append("'")};
    }

    [[no_unique_address]] policy_row policies_{};
    std::uint8_t code_;  // after the policies: g++ 12 lets an empty member written later overwrite a constant's byte
};

/// A journey with guards and observers, at the start of its process.
/// @code
/// auto anna = emptor::journey_with<buying>(emptor::guard<chosen>([](const order& o) { return o.price <= o.budget; }),
///                                          emptor::on_enter<lost>([](order& o) { o.cancel(); }));
/// @endcode
template <const auto& Process, class... Policies>
[[nodiscard]] constexpr auto journey_with(Policies... policies) {
    return journey<Process, Policies...>{std::move(policies)...};
}

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
