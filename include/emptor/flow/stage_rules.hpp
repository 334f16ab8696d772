// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// From raw events to stages: rules in order, the first that takes an event says its stage.

#include <array>
#include <concepts>
#include <cstddef>
#include <functional>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <emptor/events/detail/meant_event.hpp>
#include <emptor/flow/detail/glob.hpp>
#include <emptor/flow/stage_rule_counts.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor {

/// Texts of a shape; see `like`.
class text_shape {
public:
    /// @throws std::invalid_argument for a backslash at the end.
    constexpr explicit text_shape(std::string_view shape) : shape_{shape} { detail::demand_shape(shape); }

    [[nodiscard]] constexpr bool operator()(std::string_view text) const noexcept {
        return detail::has_shape(text, shape_);
    }
    [[nodiscard]] constexpr std::string_view shape() const noexcept { return shape_; }

private:
    std::string_view shape_;
};

/// One rule: what any of these takes is of this stage.
template <class Stage, class... Takes>
class stage_rule {
    static_assert(flow_state<Stage>, "emptor::taken_as: a stage is an enumerator or a text");
    static_assert(sizeof...(Takes) > 0, "emptor::taken_as: say what is taken: texts, values, like(...) or predicates");

public:
    using stage_type = Stage;

    constexpr explicit stage_rule(Stage stage, Takes... takes) : stage_{stage}, takes_{std::move(takes)...} {}

    template <class What>
    static constexpr bool understands = (detail::step_for<Takes, What> && ...);

    [[nodiscard]] constexpr Stage stage() const noexcept(std::is_nothrow_copy_constructible_v<Stage>) { return stage_; }

    template <class What>
    [[nodiscard]] constexpr bool takes(const What& what) const {
        return std::apply([&](const Takes&... each) { return (detail::takes(each, what) || ...); }, takes_);
    }

    /// What it takes, in words: "search, find_*".
    [[nodiscard]] std::string text() const {
        std::string all;
        const auto add = [&](const auto& each) {
            if (!all.empty()) all += ", ";
            if constexpr (std::same_as<decltype(each), const text_shape&>) {
                all.append(each.shape());
            } else if constexpr (requires { each.name; } || detail::text_like<decltype(each)> ||
                                 std::is_arithmetic_v<std::remove_cvref_t<decltype(each)>> ||
                                 enumerated<std::remove_cvref_t<decltype(each)>>) {
                all.append(detail::step_name(each, 0));
            } else {
                all.append("(a predicate)");
            }
        };
        std::apply([&](const Takes&... each) { (add(each), ...); }, takes_);
        return all;
    }

private:
    Stage stage_;
    [[no_unique_address]] std::tuple<Takes...> takes_;
};

namespace detail {

/// A projection, and the rules that say the stage of what it gives.
template <class Rules, class Projection>
struct identified_by {
    Rules rules;
    [[no_unique_address]] Projection projection;

    template <class Event>
        requires std::invocable<const Projection&, Event&>
    [[nodiscard]] constexpr auto operator()(Event&& event) const {
        return rules(std::invoke(projection, event));
    }
};

template <class Rules, class Events, class What>
[[nodiscard]] stage_rule_counts counted_by(const Rules& rules, Events&& events, const What& what) {
    stage_rule_counts counts{rules};
    for (auto&& event : events) counts.count(rules, std::invoke(what, event));
    return counts;
}

/// A stage as counts show it.
template <class Stage>
[[nodiscard]] std::string stage_text(const Stage& stage) {
    if constexpr (enumerated<Stage>) {
        return std::string{emptor::name(stage)};
    } else {
        return std::string{std::string_view{stage}};
    }
}

}  // namespace detail

inline namespace question_words {

/// A text of this shape: `*` stands for any characters or none, `?` for one, and a backslash before either, or before
/// itself, for just that. `like("cart_*")` is a beginning, `like("*_viewed")` an end. The shape is not copied.
/// @throws std::invalid_argument for a backslash at the end.
[[nodiscard]] constexpr text_shape like(std::string_view shape) { return text_shape{shape}; }

/// A rule of stages: what any of these takes is of this stage. They are texts, values, `like(...)`, predicates, or
/// `step("name", predicate)`. Text given as `const char*` or `std::string_view` is not copied.
template <class Stage, class... Takes>
[[nodiscard]] constexpr auto taken_as(Stage stage, Takes... takes) {
    return stage_rule<detail::kept_step<Stage>, detail::kept_step<Takes>...>{
        detail::kept_step<Stage>(stage), detail::kept_step<Takes>(std::move(takes))...};
}

}  // namespace question_words

/// Rules from raw events to stages, known when the program is compiled. The first rule that takes an event says its
/// stage; an event that none takes has none.
///
/// Called with a raw event it gives the stage, so it stands wherever a question asks for the `what` or the state of an
/// event: events without a stage are no step of a funnel, and are left out and counted as unknown by a flow.
/// @code
/// constexpr emptor::stage_rules known{
///     taken_as(search, "search", like("find_*")),
///     taken_as(purchase, "order", "order_by_phone"),
/// };
/// const auto moves = emptor::transitions(visits, &visit::buyer, &visit::at, known.of(&visit::page));
/// for (const auto& each : known.count(visits, &visit::page).unidentified_names(10)) use(each.name, each.times);
/// @endcode
template <class... Rules>
class stage_rules {
    static_assert(sizeof...(Rules) > 0, "emptor::stage_rules: no rules; there must be 1 or more");

public:
    using stage_type = typename std::tuple_element_t<0, std::tuple<Rules...>>::stage_type;

    static_assert((std::same_as<typename Rules::stage_type, stage_type> && ...),
                  "emptor::stage_rules: every rule must lead to a stage of the same type");

    constexpr explicit stage_rules(Rules... rules) : rules_{std::move(rules)...} {}

    [[nodiscard]] static constexpr std::size_t size() noexcept { return sizeof...(Rules); }

    /// The stage of a raw event, or nothing where no rule takes it.
    /// @throws std::invalid_argument for a null pointer.
    template <class What>
    [[nodiscard]] constexpr std::optional<stage_type> operator()(const What& what) const {
        const std::size_t found = place(what);
        if (found == size()) return std::nullopt;
        return stages()[found];
    }

    /// The place of the first rule that takes this, from 0, or `size()`.
    template <class What>
    [[nodiscard]] constexpr std::size_t place(const What& what) const {
        demand_understood<What>();
        detail::require_text(what);
        std::size_t at = 0;
        std::apply([&](const Rules&... each) { static_cast<void>(((each.takes(what) || (++at, false)) || ...)); },
                   rules_);
        return at;
    }

    /// The `what` of a question: what these rules make of what `projection` gives.
    template <class Projection>
    [[nodiscard]] constexpr auto of(Projection projection) const {
        return detail::identified_by<stage_rules, Projection>{*this, std::move(projection)};
    }

    /// What each rule takes of these events, and what none takes.
    template <std::ranges::input_range Events, class What = std::identity>
    [[nodiscard]] stage_rule_counts count(Events&& events, What what = {}) const {
        return detail::counted_by(*this, events, what);
    }

    /// Calls `use(place, whether it takes this)` for each rule.
    template <class What, class Use>
    constexpr void visit(const What& what, Use use) const {
        demand_understood<What>();
        detail::require_text(what);
        std::size_t at = 0;
        std::apply([&](const Rules&... each) { (use(at++, each.takes(what)), ...); }, rules_);
    }

    /// The stage that a rule leads to, as text; `place` must be below `size()`.
    [[nodiscard]] std::string stage_name(std::size_t place) const { return detail::stage_text(stages()[place]); }
    /// What a rule takes, in words.
    [[nodiscard]] std::string rule_text(std::size_t place) const {
        return std::apply([&](const Rules&... each) { return std::array{each.text()...}[place]; }, rules_);
    }

private:
    template <class What>
    static constexpr void demand_understood() {
        static_assert(
            (Rules::template understands<What> && ...),
            "emptor::stage_rules: what events give must be comparable with what every rule takes, or be taken "
            "by its predicate");
    }

    [[nodiscard]] constexpr std::array<stage_type, sizeof...(Rules)> stages() const {
        return std::apply([](const Rules&... each) { return std::array{each.stage()...}; }, rules_);
    }

    [[no_unique_address]] std::tuple<Rules...> rules_;
};

}  // namespace emptor
