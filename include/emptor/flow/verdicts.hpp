// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Which events are approvals, refusals and escalations.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <emptor/funnel/steps.hpp>

namespace emptor {

namespace detail {

/// What an event said to a purchase.
enum class spoken : std::uint8_t { nothing, approval, refusal, escalation };

[[nodiscard]] constexpr std::string_view spoken_name(spoken word) noexcept {
    constexpr std::string_view names[] = {"nothing", "an approval", "a refusal", "an escalation"};
    return names[static_cast<std::size_t>(word)];
}

/// An event's `what` as a message shows it.
template <class What>
[[nodiscard]] std::string what_text(const What& what) {
    if constexpr (std::convertible_to<const What&, std::string_view>) {
        return "an event \"" + std::string{std::string_view{what}} + "\"";
    } else if constexpr (std::is_enum_v<What>) {
        return "the event " + std::string{name(what)};
    } else {
        return "an event";
    }
}

}  // namespace detail

/// The events that are of one kind: enumerators, integers, texts, or predicates over an event's `what`.
template <detail::spoken Kind, class... Whats>
class verdict_word {
    static_assert(
        sizeof...(Whats) > 0,
        "emptor::handover: say which events: approves(...), refuses(...) and escalates(...) take at least one");

public:
    static constexpr detail::spoken kind = Kind;

    constexpr explicit verdict_word(Whats... whats) : whats_{std::move(whats)...} {}

    template <class What>
    static constexpr bool understands = (detail::step_for<Whats, What> && ...);

    /// Whether this event is one of them.
    template <class What>
    [[nodiscard]] constexpr bool matches(const What& what) const {
        return std::apply([&](const Whats&... each) { return (detail::takes(each, what) || ...); }, whats_);
    }

private:
    [[no_unique_address]] std::tuple<Whats...> whats_;
};

inline namespace question_words {

/// The events by which a role approves: enumerators, integers, texts, or predicates over an event's `what`. Text given
/// as `const char*` or `std::string_view` is not copied; a literal lives long enough.
template <class... Whats>
[[nodiscard]] constexpr auto approves(Whats... whats) {
    return verdict_word<detail::spoken::approval, detail::kept_step<Whats>...>{
        detail::kept_step<Whats>(std::move(whats))...};
}

/// The events by which a role refuses.
template <class... Whats>
[[nodiscard]] constexpr auto refuses(Whats... whats) {
    return verdict_word<detail::spoken::refusal, detail::kept_step<Whats>...>{
        detail::kept_step<Whats>(std::move(whats))...};
}

/// The events by which a role passes a decision on to a higher one.
template <class... Whats>
[[nodiscard]] constexpr auto escalates(Whats... whats) {
    return verdict_word<detail::spoken::escalation, detail::kept_step<Whats>...>{
        detail::kept_step<Whats>(std::move(whats))...};
}

}  // namespace question_words
}  // namespace emptor
