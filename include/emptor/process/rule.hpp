// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The rows of a process, and the words they are written in.

#include <concepts>

#include <emptor/process/enumerator_set.hpp>

namespace emptor {

namespace detail {

/// Several enumerators, and whether a value among them was none.
template <enumerated E>
struct listed {
    template <class... More>
    constexpr explicit listed(E first, More... more) noexcept {
        for (const E each : {first, more...}) outside = !members.insert(each) || outside;
    }

    enumerator_set<E> members{};
    bool outside{};
};

template <class E>
struct in_word {
    listed<E> stages;
};
struct in_any_word {};
template <class E>
struct except_word {
    listed<E> stages;
};
template <class E>
struct on_word {
    E event;
};
template <class E>
struct by_word {
    listed<E> roles;
};
template <class E>
struct once_agreed_word {
    listed<E> roles;
};
template <class E>
struct to_word {
    E stage;
};
template <class E>
struct ends_word {
    listed<E> stages;
};

}  // namespace detail

/// The words of a row: `{in(evaluation), on(chosen), by(buyer), once_agreed(decision_maker), to(purchase)}`.
inline namespace rule_words {

/// In any of these stages ...
template <enumerated Stage, std::same_as<Stage>... More>
[[nodiscard]] constexpr detail::in_word<Stage> in(Stage stage, More... more) noexcept {
    return {detail::listed<Stage>{stage, more...}};
}

/// In every stage that no `ends` names ...
[[nodiscard]] constexpr detail::in_any_word in_any() noexcept { return {}; }

/// ... but not in these (after `in_any`) ...
template <enumerated Stage, std::same_as<Stage>... More>
[[nodiscard]] constexpr detail::except_word<Stage> except(Stage stage, More... more) noexcept {
    return {detail::listed<Stage>{stage, more...}};
}

/// ... when this happens ...
template <enumerated Event>
[[nodiscard]] constexpr detail::on_word<Event> on(Event event) noexcept {
    return {event};
}

/// ... made to happen by one of these roles (by anyone, known or not, where there is no `by`) ...
template <enumerated Role, std::same_as<Role>... More>
[[nodiscard]] constexpr detail::by_word<Role> by(Role role, More... more) noexcept {
    return {detail::listed<Role>{role, more...}};
}

/// ... after all of these roles have agreed ...
template <enumerated Role, std::same_as<Role>... More>
[[nodiscard]] constexpr detail::once_agreed_word<Role> once_agreed(Role role, More... more) noexcept {
    return {detail::listed<Role>{role, more...}};
}

/// ... the journey moves to this stage.
template <enumerated Stage>
[[nodiscard]] constexpr detail::to_word<Stage> to(Stage stage) noexcept {
    return {stage};
}

/// A row of its own: in these stages the process is over.
template <enumerated Stage, std::same_as<Stage>... More>
[[nodiscard]] constexpr detail::ends_word<Stage> ends(Stage stage, More... more) noexcept {
    return {detail::listed<Stage>{stage, more...}};
}

}  // namespace rule_words

/// One row of a process: a rule, or the list of the final stages.
template <enumerated Stage, enumerated Event, enumerated Role>
class rule {
public:
    /// `in(...)` or `in_any()` with or without `except(...)`, `on(...)`, `by(...)` where needed, `once_agreed(...)`
    /// where needed, `to(...)`; or `ends(...)` alone.
    template <class... Words>
        requires(sizeof...(Words) > 0 && !(std::same_as<rule, Words> || ...))
    constexpr rule(Words... words) noexcept  // NOLINT: a row is written in braces, and ends(...) without
    {
        static_assert(well_formed<Words...>(),
                      "a row of this process reads in(stages) or in_any() [except(stages)], on(event), [by(roles)], "
                      "[once_agreed(roles)], to(stage); or ends(stages) alone; with the process's own enums");
        if constexpr (well_formed<Words...>()) (set(words), ...);
    }

    enumerator_set<Stage> from{};  ///< the stages of `in`, or of `ends`
    enumerator_set<Stage> except{};
    enumerator_set<Role> roles{};   ///< who may; empty: anyone
    enumerator_set<Role> agreed{};  ///< who must have agreed; empty: no one
    Event event{};
    Stage target{};
    bool any{};            ///< it holds in every stage that is not final
    bool ends{};           ///< it is the list of the final stages, and nothing else
    bool stage_outside{};  ///< it names a stage that is no enumerator
    bool role_outside{};   ///< it names a role that is no enumerator

private:
    enum : unsigned {
        in_bit = 1,
        any_bit = 2,
        except_bit = 4,
        on_bit = 8,
        by_bit = 16,
        agreed_bit = 32,
        to_bit = 64,
        ends_bit = 128
    };

    template <class... Words>
    static consteval bool well_formed() {
        unsigned seen = 0;
        for (const unsigned word : {word_bit<Words>()...}) {
            if (word <= seen) return false;  // no word of this process, or out of order
            seen |= word;
        }
        if (seen == ends_bit) return true;
        const unsigned optional = by_bit | agreed_bit;
        return (seen & ~optional) == (in_bit | on_bit | to_bit) || (seen & ~optional) == (any_bit | on_bit | to_bit) ||
               (seen & ~optional) == (any_bit | except_bit | on_bit | to_bit);
    }

    /// A bit for each word, in their order; 0 for what is no word of this process.
    template <class Word>
    static consteval unsigned word_bit() {
        if (std::same_as<Word, detail::in_word<Stage>>) return in_bit;
        if (std::same_as<Word, detail::in_any_word>) return any_bit;
        if (std::same_as<Word, detail::except_word<Stage>>) return except_bit;
        if (std::same_as<Word, detail::on_word<Event>>) return on_bit;
        if (std::same_as<Word, detail::by_word<Role>>) return by_bit;
        if (std::same_as<Word, detail::once_agreed_word<Role>>) return agreed_bit;
        if (std::same_as<Word, detail::to_word<Stage>>) return to_bit;
        if (std::same_as<Word, detail::ends_word<Stage>>) return ends_bit;
        return 0;
    }

    constexpr void set(const detail::in_word<Stage>& word) noexcept {
        from = word.stages.members;
        stage_outside = stage_outside || word.stages.outside;
    }
    constexpr void set(detail::in_any_word) noexcept { any = true; }
    constexpr void set(const detail::except_word<Stage>& word) noexcept {
        except = word.stages.members;
        stage_outside = stage_outside || word.stages.outside;
    }
    constexpr void set(const detail::on_word<Event>& word) noexcept { event = word.event; }
    constexpr void set(const detail::by_word<Role>& word) noexcept {
        roles = word.roles.members;
        role_outside = role_outside || word.roles.outside;
    }
    constexpr void set(const detail::once_agreed_word<Role>& word) noexcept {
        agreed = word.roles.members;
        role_outside = role_outside || word.roles.outside;
    }
    constexpr void set(const detail::to_word<Stage>& word) noexcept {
        target = word.stage;
        stage_outside = stage_outside || !is_enumerator(word.stage);
    }
    constexpr void set(const detail::ends_word<Stage>& word) noexcept {
        from = word.stages.members;
        ends = true;
        stage_outside = stage_outside || word.stages.outside;
    }
};

}  // namespace emptor
