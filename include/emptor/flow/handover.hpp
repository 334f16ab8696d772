// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A question about who hands over to whom, and who keeps whom waiting.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/flow/detail/flow_types.hpp>
#include <emptor/flow/detail/role_tallies.hpp>
#include <emptor/flow/detail/rows_in_order.hpp>
#include <emptor/flow/handover_counter.hpp>
#include <emptor/flow/handover_report.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/flow/verdicts.hpp>
#include <emptor/funnel/funnel.hpp>
#include <emptor/stats/aggregate.hpp>

namespace emptor {

/// Leaves a role's hand-overs to itself out (see `between_roles`).
struct between_roles_word {};

inline namespace question_words {

/// Only hand-overs from one role to another: the matrix has no diagonal.
inline constexpr between_roles_word between_roles{};

}  // namespace question_words

namespace detail {

template <class Word>
struct is_verdict_word : std::false_type {};
template <spoken Kind, class... Whats>
struct is_verdict_word<verdict_word<Kind, Whats...>> : std::true_type {};

template <class Word>
inline constexpr bool is_between_roles = std::is_same_v<Word, between_roles_word>;

template <spoken Kind, class Word>
inline constexpr bool is_kind = false;
template <spoken Kind, class... Whats>
inline constexpr bool is_kind<Kind, verdict_word<Kind, Whats...>> = true;

}  // namespace detail

/// A word of a question about hand-over.
template <class Word>
concept handover_word = detail::is_verdict_word<Word>::value || detail::is_between_roles<Word>;

/// A question that is asked of events with roles: who hands an entity (a case, a purchase) over to whom, how long does
/// each role keep the others waiting, and how often does it approve, refuse and escalate?
///
/// Two events of one entity that follow each other are a hand-over from the role of the first to that of the second,
/// also where that is the same role, unless `between_roles` is said. The time between the two is charged to the role of
/// the second, for it is that role that was waited for: to `kept_waiting` where another role handed over to it, to
/// `between_own` where its own event came before. So the times of all roles add up to the time from the first to the
/// last event of every entity. An entity enters with the role of its first event and exits with that of its last.
///
/// Which events are approvals, refusals and escalations, `approves`, `refuses` and `escalates` say; each counts for the
/// role of its event.
///
/// A question is a value, `const` and safe to share; it may be `constexpr`.
template <handover_word... Words>
class handover {
    template <detail::spoken Kind>
    static constexpr std::size_t said = (std::size_t{detail::is_kind<Kind, Words>} + ... + 0);

    static_assert(said<detail::spoken::approval> <= 1, "emptor::handover: `approves` is said twice");
    static_assert(said<detail::spoken::refusal> <= 1, "emptor::handover: `refuses` is said twice");
    static_assert(said<detail::spoken::escalation> <= 1, "emptor::handover: `escalates` is said twice");
    static_assert((std::size_t{detail::is_between_roles<Words>} + ... + 0) <= 1,
                  "emptor::handover: `between_roles` is said twice");

public:
    constexpr handover() = default;
    constexpr explicit(false) handover(Words... words)
        requires(sizeof...(Words) > 0)
        : words_{std::move(words)...} {}

    /// Asks the question of events that are in order of time for each entity.
    ///
    /// Takes one pass; of each entity its first and last event are kept, and every waiting time, for exact quantiles.
    /// An event that is older than one before it of the same entity is left out and reported as out of order; one
    /// without a role is left out and reported as unknown. Events of one time follow each other in the order they have.
    /// @param events any input range; it need not be grouped by entity.
    /// @param who,when,role projections of an event, as in the standard algorithms: member pointers or functions. A
    /// role is an enumerator or a text, or a `std::optional` of one.
    /// @param what for `approves`, `refuses` and `escalates`: the projection that they are about.
    /// @throws std::invalid_argument for a time that is not finite, or an event that is, say, an approval and a
    /// refusal.
    template <std::ranges::input_range Events, class Who, class When, class Role, class... What>
    [[nodiscard]] auto operator()(Events&& events, Who who, When when, Role role, What... what) const {
        using types = detail::flow_types<Events, Who, When, Role>;
        detail::role_tallies<typename types::who, typename types::when, typename types::state> tallies;
        detail::waiting_samples samples;
        for (auto&& event : events) {
            const auto speaks = speech(std::invoke(what, event)...);
            const std::uint32_t number = tallies.paths().number(std::invoke(role, event));
            keep<typename types::when>(
                samples, tallies.count(std::invoke(who, event), std::invoke(when, event), number, speaks));
        }
        return tallies.template report<detail::tick_of<typename types::when>>(asked(), tallies.paths().totals(),
                                                                              &samples);
    }

    /// Asks the question of events in any order: they are kept, and stably sorted by time; those that were found out of
    /// order are reported.
    template <std::ranges::input_range Events, class Who, class When, class Role, class... What>
    [[nodiscard]] auto operator()(sort_first_word, Events&& events, Who who, When when, Role role, What... what) const {
        using types = detail::flow_types<Events, Who, When, Role>;
        detail::role_tallies<std::uint32_t, typename types::when, typename types::state> tallies;
        detail::rows_in_order<typename types::who, typename types::when, detail::spoken> rows;
        for (auto&& event : events) {
            const auto speaks = speech(std::invoke(what, event)...);
            const std::uint32_t number = tallies.paths().number(std::invoke(role, event));
            rows.add(std::invoke(who, event), std::invoke(when, event), number, speaks);
        }
        detail::waiting_samples samples;
        rows.for_each([&](std::uint32_t entity, const auto& at, std::uint32_t number, detail::spoken speaks) {
            keep<typename types::when>(samples, tallies.count(entity, at, number, speaks));
        });
        return tallies.template report<detail::tick_of<typename types::when>>(
            asked(), rows.totals(tallies.paths().totals()), &samples);
    }

    /// Counts event by event: `count(who, when, role, what)`, then `report()` at any time.
    /// @tparam Role an enum, or `std::string` for texts of any kind.
    template <entity_id Who, event_time When, class Role>
    [[nodiscard]] auto counter() const {
        return handover_counter<handover, Who, When, Role>{*this};
    }

private:
    template <class, entity_id, event_time, class>
    friend class handover_counter;

    static constexpr bool hears = (detail::is_verdict_word<Words>::value || ...);

    [[nodiscard]] static constexpr detail::handover_asked asked() noexcept {
        return {.approvals = said<detail::spoken::approval> > 0,
                .refusals = said<detail::spoken::refusal> > 0,
                .escalations = said<detail::spoken::escalation> > 0,
                .between_roles = (detail::is_between_roles<Words> || ...)};
    }

    template <class Word, class What>
    static constexpr bool understands = [] {
        if constexpr (detail::is_verdict_word<Word>::value) {
            return Word::template understands<What>;
        } else {
            return true;
        }
    }();

    /// What an event says to the purchase.
    /// @throws std::invalid_argument for two things at once.
    template <class... What>
    [[nodiscard]] constexpr detail::spoken speech(const What&... what) const {
        static_assert(sizeof...(What) <= 1, "emptor::handover: give who, when, role and, at the most, one `what`");
        static_assert(!hears || sizeof...(What) == 1,
                      "emptor::handover: approves, refuses and escalates need `what`, the last projection");
        static_assert(hears || sizeof...(What) == 0,
                      "emptor::handover: `what` means nothing without approves, refuses or escalates");
        if constexpr (hears && sizeof...(What) == 1) {
            return heard(what...);
        } else {
            return detail::spoken::nothing;
        }
    }

    template <class What>
    [[nodiscard]] constexpr detail::spoken heard(const What& what) const {
        constexpr bool all = (understands<Words, What> && ...);
        static_assert(all,
                      "emptor::handover: `what` must be comparable with all that approves, refuses and escalates "
                      "name, or be taken by their predicates");
        detail::spoken found = detail::spoken::nothing;
        if constexpr (all) {
            const auto ask = [&](const auto& word) {
                if constexpr (detail::is_verdict_word<std::remove_cvref_t<decltype(word)>>::value) {
                    if (!word.matches(what)) return;
                    if (found != detail::spoken::nothing) {
                        throw std::invalid_argument{"emptor::handover: " + detail::what_text(what) + " is " +
                                                    std::string{detail::spoken_name(found)} + " and " +
                                                    std::string{detail::spoken_name(word.kind)} +
                                                    " at once; it must be one of them"};
                    }
                    found = word.kind;
                }
            };
            std::apply([&](const Words&... word) { (ask(word), ...); }, words_);
        }
        return found;
    }

    template <class When, class Arrival>
    static void keep(detail::waiting_samples& samples, const Arrival& arrived) {
        if (arrived.from == detail::no_state) return;  // and where it was left out
        auto& of = arrived.from == arrived.to ? samples.between_own : samples.kept_waiting;
        if (arrived.to >= of.size()) of.resize(arrived.to + std::size_t{1});
        of[arrived.to].push_back(detail::in_units<detail::tick_of<When>>(arrived.waited));
    }

    [[no_unique_address]] std::tuple<Words...> words_;
};

template <class... Words>
handover(Words...) -> handover<Words...>;

static_assert(mergeable<handover_counter<handover<>, std::string, int, std::string>>);

}  // namespace emptor
