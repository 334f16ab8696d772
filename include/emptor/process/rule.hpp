// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The rows of a process, and the words they are written in.

#include <concepts>
#include <cstddef>

#include <emptor/process/agreement.hpp>
#include <emptor/process/enumerator_set.hpp>

namespace emptor {

namespace detail {

template <class E, std::size_t Count>
struct in_word {
    E stages[Count];
};
struct in_any_word {};
template <class E, std::size_t Count>
struct except_word {
    E stages[Count];
};
template <class E>
struct on_word {
    E event;
};
template <class E, std::size_t Count>
struct by_word {
    E roles[Count];
};
template <class E, std::size_t Count>
struct agreement_word {
    E roles[Count];
    std::size_t needed;
    bool in_sequence;
};
template <class E, std::size_t Count>
struct once_agreed_word {
    agreement_word<E, Count> asked;
};
struct separate_duties_word {};
struct weight_word {
    double weight;
};
template <class E>
struct to_word {
    E stage;
};
template <class E, std::size_t Count>
struct ends_word {
    E stages[Count];
};
struct endless_word {};
template <class E, std::size_t Count>
struct endless_in_word {
    E stages[Count];
};

}  // namespace detail

/// The words of a row: `{in(evaluation), on(chosen), by(buyer), once_agreed(decision_maker), to(purchase)}`.
inline namespace rule_words {

/// In any of these stages ...
template <enumerated Stage, std::same_as<Stage>... More>
[[nodiscard]] constexpr detail::in_word<Stage, 1 + sizeof...(More)> in(Stage stage, More... more) noexcept {
    return {{stage, more...}};
}

/// In every stage that no `ends` names ...
[[nodiscard]] constexpr detail::in_any_word in_any() noexcept { return {}; }

/// ... but not in these (after `in_any`) ...
template <enumerated Stage, std::same_as<Stage>... More>
[[nodiscard]] constexpr detail::except_word<Stage, 1 + sizeof...(More)> except(Stage stage, More... more) noexcept {
    return {{stage, more...}};
}

/// ... when this happens ...
template <enumerated Event>
[[nodiscard]] constexpr detail::on_word<Event> on(Event event) noexcept {
    return {event};
}

/// ... made to happen by one of these roles (by anyone, known or not, where there is no `by`) ...
template <enumerated Role, std::same_as<Role>... More>
[[nodiscard]] constexpr detail::by_word<Role, 1 + sizeof...(More)> by(Role role, More... more) noexcept {
    return {{role, more...}};
}

/// All of these roles, in any order: the same as the roles without a word.
template <enumerated Role, std::same_as<Role>... More>
[[nodiscard]] constexpr detail::agreement_word<Role, 1 + sizeof...(More)> all_of(Role role, More... more) noexcept {
    return {{role, more...}, 1 + sizeof...(More), false};
}
/// One of these roles, whichever.
template <enumerated Role, std::same_as<Role>... More>
[[nodiscard]] constexpr detail::agreement_word<Role, 1 + sizeof...(More)> any_of(Role role, More... more) noexcept {
    return {{role, more...}, 1, false};
}
/// So many of these roles, whichever: from 1 to as many as are named.
template <enumerated Role, std::same_as<Role>... More>
[[nodiscard]] constexpr detail::agreement_word<Role, 1 + sizeof...(More)> at_least(std::size_t needed, Role role,
                                                                                   More... more) noexcept {
    return {{role, more...}, needed, false};
}
/// All of these roles, each in its turn.
template <enumerated Role, std::same_as<Role>... More>
[[nodiscard]] constexpr detail::agreement_word<Role, 1 + sizeof...(More)> in_sequence(Role role,
                                                                                      More... more) noexcept {
    return {{role, more...}, 1 + sizeof...(More), true};
}

/// ... after all of these roles have agreed, each named once ...
template <enumerated Role, std::same_as<Role>... More>
[[nodiscard]] constexpr detail::once_agreed_word<Role, 1 + sizeof...(More)> once_agreed(Role role,
                                                                                        More... more) noexcept {
    return {rule_words::all_of(role, more...)};
}
/// ... or `all_of`, `any_of`, `at_least` so many of them, or all `in_sequence` ...
template <enumerated Role, std::size_t Count>
[[nodiscard]] constexpr detail::once_agreed_word<Role, Count> once_agreed(
    const detail::agreement_word<Role, Count>& asked) noexcept {
    return {asked};
}

/// ... and nobody acts twice in it (after `once_agreed`): who makes it happen and who agree are different persons ...
[[nodiscard]] constexpr detail::separate_duties_word separate_duties() noexcept { return {}; }

/// ... the journey moves to this stage.
template <enumerated Stage>
[[nodiscard]] constexpr detail::to_word<Stage> to(Stage stage) noexcept {
    return {stage};
}

/// ... and does so this much more often than on another event possible there, whose weight is 1 where none is said. It
/// stands before or after `to`, is finite and above 0, and only a simulation asks for it.
[[nodiscard]] constexpr detail::weight_word weight(double relative) noexcept { return {relative}; }

/// A row of its own: in these stages the process is over.
template <enumerated Stage, std::same_as<Stage>... More>
[[nodiscard]] constexpr detail::ends_word<Stage, 1 + sizeof...(More)> ends(Stage stage, More... more) noexcept {
    return {{stage, more...}};
}

/// A row of its own: no stage of this process need lead to a final one.
[[nodiscard]] constexpr detail::endless_word endless() noexcept { return {}; }

/// A row of its own: a journey may stay in these stages for ever, or go round among them, and none need lead to a final
/// one.
template <enumerated Stage, std::same_as<Stage>... More>
[[nodiscard]] constexpr detail::endless_in_word<Stage, 1 + sizeof...(More)> endless(Stage stage,
                                                                                    More... more) noexcept {
    return {{stage, more...}};
}

}  // namespace rule_words

/// One row of a process: a rule, the list of the final stages, or that of the endless ones.
template <enumerated Stage, enumerated Event, enumerated Role>
class rule {
public:
    /// `in(...)` or `in_any()` with or without `except(...)`, `on(...)`, `by(...)` where needed, `once_agreed(...)`
    /// where needed, with or without `separate_duties()`, `to(...)` with or without `weight(...)` beside it; or
    /// `ends(...)` alone; or `endless(...)` alone.
    template <class... Words>
        requires(sizeof...(Words) > 0 && !(std::same_as<rule, Words> || ...))
    constexpr rule(const Words&... words) noexcept  // NOLINT: a row is written in braces, and ends(...) without
    {
        static_assert(well_formed<Words...>(),
                      "a row of this process reads in(stages) or in_any() [except(stages)], on(event), [by(roles)], "
                      "[once_agreed(roles) [separate_duties()]], to(stage) [weight(number)]; or ends(stages) or "
                      "endless(stages) alone; with "
                      "the process's own enums");
        if constexpr (well_formed<Words...>()) (set(words), ...);
    }

    enumerator_set<Stage> from{};  ///< the stages of `in`, `ends` or `endless`
    enumerator_set<Stage> except{};
    enumerator_set<Role> roles{};                                  ///< who may; empty: anyone
    enumerator_set<Role> agreed{};                                 ///< who is asked to agree; empty: no one
    detail::agreement_terms<enumerator_set<Role>> agreed_terms{};  ///< how, where it is not simply all of them
    Event event{};
    Stage target{};
    double weight{1};
    std::size_t line{};    ///< where it was read, for what is said of a defect; 0: its place among the rows
    bool any{};            ///< it holds in every stage that is not final
    bool ends{};           ///< it is a list of final stages, and nothing else
    bool endless{};        ///< it is a list of endless stages, and nothing else
    bool stage_outside{};  ///< it names a stage that is no enumerator
    bool role_outside{};   ///< it names a role that is no enumerator

    friend constexpr bool operator==(const rule&, const rule&) noexcept = default;

private:
    enum : unsigned {
        in_bit = 1,
        any_bit = 2,
        except_bit = 4,
        on_bit = 8,
        by_bit = 16,
        agreed_bit = 32,
        separate_bit = 64,
        to_bit = 128,
        ends_bit = 256,
        endless_bit = 512,
        weight_bit = 1024
    };

    template <class... Words>
    static consteval bool well_formed() {
        unsigned seen = 0;
        unsigned last = 0;
        unsigned before_weight = 0;
        for (const unsigned word : {bit_of(static_cast<const Words*>(nullptr))...}) {
            if (word == weight_bit) {
                if (before_weight != 0 || last < on_bit) return false;
                before_weight = last;
                continue;
            }
            if (word <= last) return false;  // no word of this process, or out of order
            if (before_weight != 0 && word != to_bit) return false;
            seen |= word;
            last = word;
        }
        if (seen == ends_bit || seen == endless_bit) return before_weight == 0;
        if ((seen & separate_bit) != 0 && (seen & agreed_bit) == 0) return false;
        const unsigned needed = seen & ~unsigned{by_bit | agreed_bit | separate_bit};
        return needed == (in_bit | on_bit | to_bit) || needed == (any_bit | on_bit | to_bit) ||
               needed == (any_bit | except_bit | on_bit | to_bit);
    }

    /// A bit for each word, in their order; 0 for what is no word of this process.
    static consteval unsigned bit_of(const void*) { return 0; }
    template <std::size_t Count>
    static consteval unsigned bit_of(const detail::in_word<Stage, Count>*) {
        return in_bit;
    }
    static consteval unsigned bit_of(const detail::in_any_word*) { return any_bit; }
    template <std::size_t Count>
    static consteval unsigned bit_of(const detail::except_word<Stage, Count>*) {
        return except_bit;
    }
    static consteval unsigned bit_of(const detail::on_word<Event>*) { return on_bit; }
    template <std::size_t Count>
    static consteval unsigned bit_of(const detail::by_word<Role, Count>*) {
        return by_bit;
    }
    template <std::size_t Count>
    static consteval unsigned bit_of(const detail::once_agreed_word<Role, Count>*) {
        return agreed_bit;
    }
    static consteval unsigned bit_of(const detail::separate_duties_word*) { return separate_bit; }
    static consteval unsigned bit_of(const detail::to_word<Stage>*) { return to_bit; }
    template <std::size_t Count>
    static consteval unsigned bit_of(const detail::ends_word<Stage, Count>*) {
        return ends_bit;
    }
    static consteval unsigned bit_of(const detail::endless_word*) { return endless_bit; }
    template <std::size_t Count>
    static consteval unsigned bit_of(const detail::endless_in_word<Stage, Count>*) {
        return endless_bit;
    }
    static consteval unsigned bit_of(const detail::weight_word*) { return weight_bit; }

    template <class E, std::size_t Count>
    static constexpr bool collect(enumerator_set<E>& set, const E (&members)[Count]) noexcept {
        bool outside = false;
        for (const E member : members) outside = !set.insert(member) || outside;
        return outside;
    }

    template <std::size_t Count>
    constexpr void set(const detail::in_word<Stage, Count>& word) noexcept {
        if (collect(from, word.stages)) stage_outside = true;
    }
    constexpr void set(detail::in_any_word) noexcept { any = true; }
    template <std::size_t Count>
    constexpr void set(const detail::except_word<Stage, Count>& word) noexcept {
        if (collect(except, word.stages)) stage_outside = true;
    }
    constexpr void set(const detail::on_word<Event>& word) noexcept { event = word.event; }
    template <std::size_t Count>
    constexpr void set(const detail::by_word<Role, Count>& word) noexcept {
        if (collect(roles, word.roles)) role_outside = true;
    }
    template <std::size_t Count>
    constexpr void set(const detail::once_agreed_word<Role, Count>& word) noexcept {
        for (const Role role : word.asked.roles) {
            const bool twice = agreed.contains(role);
            if (twice) agreed_terms.twice = true;
            if (!agreed.insert(role)) role_outside = true;
            if (word.asked.in_sequence && Count > 1 && !twice && !role_outside) agreed_terms.order.push_back(role);
        }
        if (word.asked.needed != Count) agreed_terms.need(word.asked.needed);
    }
    constexpr void set(detail::separate_duties_word) noexcept { agreed_terms.separate = true; }
    constexpr void set(const detail::weight_word& word) noexcept { weight = word.weight; }
    constexpr void set(const detail::to_word<Stage>& word) noexcept {
        target = word.stage;
        if (!is_enumerator(word.stage)) stage_outside = true;
    }
    template <std::size_t Count>
    constexpr void set(const detail::ends_word<Stage, Count>& word) noexcept {
        ends = true;
        if (collect(from, word.stages)) stage_outside = true;
    }
    constexpr void set(detail::endless_word) noexcept {
        endless = true;
        any = true;
    }
    template <std::size_t Count>
    constexpr void set(const detail::endless_in_word<Stage, Count>& word) noexcept {
        endless = true;
        if (collect(from, word.stages)) stage_outside = true;
    }
};

}  // namespace emptor
