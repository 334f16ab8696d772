// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The steps of a funnel, and which of them an event takes.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/meant_event.hpp>
#include <emptor/process/enumerators.hpp>

namespace emptor {

/// The most steps a funnel has.
inline constexpr std::size_t most_steps = 64;

/// A set of steps: bit k stands for step k, counted from 0.
struct step_set {
    std::uint64_t bits{};

    friend constexpr bool operator==(step_set, step_set) noexcept = default;
};

/// A step that a predicate recognises, with the name it has in reports.
template <class Predicate>
struct named_step {
    std::string_view name;
    [[no_unique_address]] Predicate predicate;
};

namespace detail {

template <class Step>
struct is_named : std::false_type {};
template <class Predicate>
struct is_named<named_step<Predicate>> : std::true_type {};

/// Whether two values are known to be different: those that have no == are not.
template <class Value>
[[nodiscard]] constexpr bool unlike(const Value& one, const Value& other) {
    if constexpr (std::equality_comparable<Value>) {
        return !(one == other);
    } else {
        return false;
    }
}
template <class Predicate>
[[nodiscard]] constexpr bool unlike(const named_step<Predicate>& one, const named_step<Predicate>& other) {
    return one.name != other.name || unlike(one.predicate, other.predicate);
}

template <class Step, class What>
concept step_for = is_named<Step>::value || recognises<Step, What>;

template <class Step, class What>
[[nodiscard]] constexpr bool takes(const Step& step, const What& what) {
    if constexpr (is_named<Step>::value) {
        return std::invoke(step.predicate, what);
    } else {
        return is_meant(step, what);
    }
}

template <class Step>
[[nodiscard]] std::string step_name(const Step& step, std::size_t position) {
    if constexpr (is_named<Step>::value) {
        return std::string{step.name};
    } else if constexpr (requires {
                             { Step::name } -> std::convertible_to<std::string_view>;
                         }) {
        return std::string{Step::name};
    } else if constexpr (std::convertible_to<const Step&, std::string_view>) {
        return std::string{std::string_view{step}};
    } else if constexpr (std::is_enum_v<Step>) {
        return std::string{name(step)};
    } else if constexpr (std::is_arithmetic_v<Step>) {
        return std::to_string(step);
    } else {
        return "step " + std::to_string(position + 1);
    }
}

/// Steps that depend on the event alone: nothing is remembered between events.
struct step_tracker {
    template <class Steps>
    constexpr explicit step_tracker(const Steps&) noexcept {}

    /// The steps an entity takes by turning up.
    [[nodiscard]] static constexpr step_set admit(std::size_t) noexcept { return {}; }
    /// The steps this event takes.
    [[nodiscard]] static constexpr step_set count(std::size_t, step_set taken) noexcept { return taken; }

    /// Adds what is remembered of other entities.
    constexpr step_tracker& operator+=(const step_tracker&) noexcept { return *this; }

    template <class Report>
    [[nodiscard]] static Report report(Report counted) {
        return counted;
    }
};

/// Refuses a pointer to no text.
template <class What>
constexpr void require_text(const What& what) {
    if constexpr (std::is_convertible_v<const What&, const char*> && !std::is_array_v<What>) {
        if (static_cast<const char*>(what) == nullptr) {
            throw std::invalid_argument{"emptor: the `what` of an event is a null pointer"};
        }
    }
}

/// The steps an event takes; it may be a `step_set` already.
template <class Steps, class What>
[[nodiscard]] constexpr step_set look_at(const Steps& steps, const What& what) {
    if constexpr (std::same_as<What, step_set>) {
        return {what.bits & (~std::uint64_t{} >> (most_steps - steps.size()))};
    } else {
        require_text(what);
        static_assert(
            requires { steps.matching(what); },
            "emptor::funnel: `what` must be comparable with every step, or be taken by its predicate");
        return steps.matching(what);
    }
}

constexpr void require_step_count(std::size_t count) {
    if (count == 0 || count > most_steps) {
        throw std::invalid_argument{"emptor::steps: " + std::to_string(count) + " steps; a funnel has 1 to 64"};
    }
}

}  // namespace detail

/// Steps that are known when the program is compiled: enumerators, texts, predicates, or a mixture.
template <class... Steps>
class step_list {
    static_assert(sizeof...(Steps) > 0, "emptor::steps: no steps; a funnel has 1 to 64");
    static_assert(sizeof...(Steps) <= most_steps, "emptor::steps: too many steps; a funnel has 1 to 64");

public:
    constexpr explicit step_list(Steps... steps) : steps_{std::move(steps)...} {}

    using seen_type = step_set;
    using tracker = detail::step_tracker;

    [[nodiscard]] static constexpr std::size_t size() noexcept { return sizeof...(Steps); }

    /// Calls `use` with the position of each step, counted from 0, and the step.
    template <class Use>
    constexpr void visit(Use use) const {
        [&]<std::size_t... Position>(std::index_sequence<Position...>) {
            (use(Position, std::get<Position>(steps_)), ...);
        }(std::index_sequence_for<Steps...>{});
    }

    /// Whether some step is known to be another one, as names do not tell: another predicate.
    [[nodiscard]] constexpr bool unlike(const step_list& other) const {
        return [&]<std::size_t... Position>(std::index_sequence<Position...>) {
            return (detail::unlike(std::get<Position>(steps_), std::get<Position>(other.steps_)) || ...);
        }(std::index_sequence_for<Steps...>{});
    }

    /// What the engine needs of an event. One that is a `step_set` has been matched already.
    template <class What>
    [[nodiscard]] constexpr step_set seen(const What& what) const {
        return detail::look_at(*this, what);
    }

    /// The steps that this event takes.
    template <class What>
        requires(detail::step_for<Steps, What> && ...)
    [[nodiscard]] constexpr step_set matching(const What& what) const {
        return [&]<std::size_t... Position>(std::index_sequence<Position...>) {
            return step_set{((std::uint64_t{detail::takes(std::get<Position>(steps_), what)} << Position) | ...)};
        }(std::index_sequence_for<Steps...>{});
    }

    [[nodiscard]] std::vector<std::string> names() const {
        return [&]<std::size_t... Position>(std::index_sequence<Position...>) {
            return std::vector<std::string>{detail::step_name(std::get<Position>(steps_), Position)...};
        }(std::index_sequence_for<Steps...>{});
    }

private:
    [[no_unique_address]] std::tuple<Steps...> steps_;
};

/// Steps that are known when the program runs.
template <class Step>
class step_sequence {
public:
    /// @throws std::invalid_argument for no steps, or more than 64.
    explicit step_sequence(std::vector<Step> steps) : steps_{std::move(steps)} {
        detail::require_step_count(steps_.size());
    }

    using seen_type = step_set;
    using tracker = detail::step_tracker;

    [[nodiscard]] std::size_t size() const noexcept { return steps_.size(); }

    /// Calls `use` with the position of each step, counted from 0, and the step.
    template <class Use>
    void visit(Use use) const {
        for (std::size_t position = 0; position < steps_.size(); ++position) use(position, steps_[position]);
    }

    /// Whether some step is known to be another one, as names do not tell: another predicate.
    [[nodiscard]] bool unlike(const step_sequence& other) const {
        for (std::size_t position = 0; position < steps_.size(); ++position) {
            if (detail::unlike(steps_[position], other.steps_[position])) return true;
        }
        return false;
    }

    /// What the engine needs of an event. One that is a `step_set` has been matched already.
    template <class What>
    [[nodiscard]] step_set seen(const What& what) const {
        return detail::look_at(*this, what);
    }

    /// The steps that this event takes.
    template <class What>
        requires detail::step_for<Step, What>
    [[nodiscard]] step_set matching(const What& what) const {
        step_set taken;
        for (std::size_t position = 0; position < steps_.size(); ++position) {
            taken.bits |= std::uint64_t{detail::takes(steps_[position], what)} << position;
        }
        return taken;
    }

    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const Step& step : steps_) names.push_back(detail::step_name(step, names.size()));
        return names;
    }

private:
    std::vector<Step> steps_;
};

inline namespace question_words {

/// The steps, first to last: enumerators, integers, texts, or predicates over an event's `what`. A step may repeat.
///
/// Text given as `const char*` or `std::string_view` is not copied; a literal lives long enough.
template <class... Steps>
[[nodiscard]] constexpr auto steps(Steps... given) {
    return step_list<detail::kept_step<Steps>...>{detail::kept_step<Steps>(std::move(given))...};
}

/// The steps, first to last, from a range of texts or values.
/// @throws std::invalid_argument for an empty range, or more than 64 steps.
template <std::ranges::input_range Range>
    requires(!std::convertible_to<const std::remove_cvref_t<Range>&, std::string_view>)
[[nodiscard]] auto steps(Range&& given) {
    using given_type = std::ranges::range_value_t<Range>;
    using kept = std::conditional_t<std::convertible_to<const given_type&, std::string_view>, std::string, given_type>;
    std::vector<kept> kept_steps;
    for (auto&& step : given) kept_steps.push_back(static_cast<kept>(step));
    return step_sequence<kept>{std::move(kept_steps)};
}

/// The name is not copied: a temporary would be gone.
template <class Name, class Predicate>
    requires std::same_as<Name, std::string>
auto step(Name&& name, Predicate predicate) = delete;

/// A step that `predicate` recognises in an event's `what`, with the name it has in reports.
template <class Predicate>
[[nodiscard]] constexpr auto step(std::string_view name, Predicate predicate) {
    return named_step<Predicate>{name, std::move(predicate)};
}

}  // namespace question_words
}  // namespace emptor
