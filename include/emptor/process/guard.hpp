// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What else must hold before a journey moves: a budget, a date, the weather.

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <emptor/process/detail/literal.hpp>
#include <emptor/process/enumerators.hpp>
#include <emptor/process/outcome.hpp>

namespace emptor {

/// A move that a process allows: what guards and observers see.
///
/// A guard sees it before it is made, and an observer while it is: the journey's own `stage()` is still `from`.
template <enumerated Stage, enumerated Event, enumerated Role>
struct stage_move {
    Stage from;
    Event event;
    std::optional<Role> role;
    bool agreed;
    Stage to;  ///< may be `from`, where a rule leads back

    friend bool operator==(const stage_move&, const stage_move&) = default;
};

/// The answer of a journey with guards: it also knows which one refused.
template <enumerated Stage, enumerated Event, enumerated Role>
class guarded_outcome : public outcome<Stage, Event, Role> {
public:
    constexpr guarded_outcome(const outcome<Stage, Event, Role>& answer, std::string_view guard = {},
                              std::size_t place = 0) noexcept  // NOLINT: an answer without a guard is one
        : outcome<Stage, Event, Role>{answer}, guard_{guard}, place_{place} {}

    /// The name of the guard that refused; nothing ("") where none did, or it has no name.
    [[nodiscard]] constexpr std::string_view guard() const noexcept { return guard_; }

    [[nodiscard]] std::string why() const {
        std::string text = outcome<Stage, Event, Role>::why();
        if (this->reason() != refusal::guarded) return text;
        if (guard_.empty()) return text.append(": number ").append(std::to_string(place_));
        return text.append(": ").append(guard_);
    }

private:
    std::string_view guard_;
    std::size_t place_;
};

namespace detail {

/// @name Which of the enumerators a policy is about
/// @{
struct every_one {
    [[nodiscard]] constexpr bool operator()(auto) const noexcept { return true; }
};

template <auto One>
struct only_this {
    using about = std::remove_cv_t<decltype(One)>;
    [[nodiscard]] constexpr bool operator()(about each) const noexcept { return each == One; }
};

template <enumerated E>
struct only_one {
    using about = E;
    E one;
    [[nodiscard]] constexpr bool operator()(E each) const noexcept { return each == one; }
};
/// @}

enum class moment : unsigned char { before, leaving, moving, entering, refused };

/// A function, and when it is to be called: a policy of a journey.
template <moment When, class Which, literal Name, class Function>
struct journey_policy {
    static constexpr moment when = When;
    using which_type = Which;
    static constexpr std::string_view name = Name.view();

    [[nodiscard]] constexpr bool about(auto each) const noexcept { return which(each); }

    Which which;
    [[no_unique_address]] Function function;
};

/// What is known when compiled is not stored: two empty members of one type would need two addresses.
template <moment When, class Which, literal Name, class Function>
    requires std::is_empty_v<Which>
struct journey_policy<When, Which, Name, Function> {
    static constexpr moment when = When;
    using which_type = Which;
    static constexpr std::string_view name = Name.view();

    constexpr journey_policy() = default;
    constexpr journey_policy(Which, Function called) : function{std::move(called)} {}

    [[nodiscard]] static constexpr bool about(auto each) noexcept { return Which{}(each); }

    [[no_unique_address]] Function function;
};

template <class P>
inline constexpr bool is_journey_policy = false;
template <moment When, class Which, literal Name, class Function>
inline constexpr bool is_journey_policy<journey_policy<When, Which, Name, Function>> = true;

template <class P>
inline constexpr bool is_guard = false;
template <class Which, literal Name, class Function>
inline constexpr bool is_guard<journey_policy<moment::before, Which, Name, Function>> = true;

template <moment When, literal Name = "", class Which, class Function>
[[nodiscard]] constexpr auto make_policy(Which which, Function function) {
    return journey_policy<When, Which, Name, Function>{which, std::move(function)};
}

}  // namespace detail

/// A policy of a journey: the event also needs this to hold.
///
/// The predicate gives a `bool`. It takes what it needs: the `stage_move` and the context given to `apply_in`, one of
/// the two, or nothing. An exception from it leaves the journey where it was.
///
/// @tparam Event the event it guards; the journey then stays a byte if the predicate is empty.
/// @tparam Name what the refusal calls it.
/// @code
/// auto anna = emptor::journey_with<buying>(
///     emptor::guard<chosen, "the price is within the budget">([](const order& o) { return o.price <= o.budget; }));
/// if (auto outcome = anna.apply_in(order, chosen, buyer); !outcome) say(outcome.why());
/// @endcode
template <auto Event, detail::literal Name = "", class Predicate>
    requires enumerated<std::remove_cv_t<decltype(Event)>>
[[nodiscard]] constexpr auto guard(Predicate predicate) {
    return detail::make_policy<detail::moment::before, Name>(detail::only_this<Event>{}, std::move(predicate));
}

/// The same for an event that is chosen when the program runs; the journey carries it along.
template <detail::literal Name = "", enumerated Event, class Predicate>
[[nodiscard]] constexpr auto guard(Event event, Predicate predicate) {
    return detail::make_policy<detail::moment::before, Name>(detail::only_one<Event>{event}, std::move(predicate));
}

/// The same for every event.
template <detail::literal Name = "", class Predicate>
[[nodiscard]] constexpr auto guard(Predicate predicate) {
    return detail::make_policy<detail::moment::before, Name>(detail::every_one{}, std::move(predicate));
}

}  // namespace emptor
