// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Events in a certain sequence.

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/pattern_fault.hpp>
#include <emptor/funnel/detail/pattern_parser.hpp>
#include <emptor/funnel/detail/pattern_plan.hpp>
#include <emptor/funnel/detail/pattern_rows.hpp>
#include <emptor/funnel/pattern_counter.hpp>
#include <emptor/funnel/pattern_report.hpp>
#include <emptor/funnel/sort_first.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/funnel/timed.hpp>
#include <emptor/process/detail/literal.hpp>
#include <emptor/process/detail/refuse.hpp>

namespace emptor {

namespace detail {

/// What the compiler says of a pattern that it refuses.
template <pattern_fault Fault>
inline int pattern_refused = 0;
template <pattern_fault Fault, std::size_t Character, literal From>
struct pattern_refused_at_character;  // there is none, and both compilers name what is not there

/// Refuses a pattern: when compiled by a variable that may not be read, with the text among the arguments of this call.
constexpr void refuse_pattern(std::string_view text, pattern_error error, std::size_t conditions) {
    constexpr auto words = []<std::size_t... Fault>(std::index_sequence<Fault...>) {
        return std::array<const int*, pattern_faults>{&pattern_refused<static_cast<pattern_fault>(Fault)>...};
    }(std::make_index_sequence<pattern_faults>{});
    std::is_constant_evaluated() ? static_cast<void>(read(words[static_cast<std::size_t>(error.fault)]))
                                 : throw std::invalid_argument{pattern_fault_text(error, text, conditions)};
}

/// A condition that any of several values meets.
template <class Range>
struct any_of_these {
    Range values;

    template <class What>
        requires step_for<std::ranges::range_value_t<Range>, What>
    [[nodiscard]] constexpr bool operator()(const What& what) const {
        for (const auto& value : values) {
            if (takes(value, what)) return true;
        }
        return false;
    }
};

template <class Condition>
concept set_of_values =
    std::ranges::forward_range<const Condition> && !std::convertible_to<const Condition&, std::string_view>;

template <class Condition>
[[nodiscard]] constexpr auto kept_condition(Condition condition) {
    if constexpr (set_of_values<Condition>) {
        return any_of_these<Condition>{std::move(condition)};
    } else {
        return kept_step<Condition>(std::move(condition));
    }
}

template <class T>
concept condition_list = requires(const T& list) {
    { list.size() } -> std::convertible_to<std::size_t>;
    { list.seen(step_set{}) } -> std::same_as<step_set>;
};

}  // namespace detail

/// Asks events whether they came in a certain sequence, how often, and when: made by `pattern`.
///
/// A question is a value, `const` and safe to share; it may be `constexpr`.
template <detail::condition_list Conditions, bool Timed = false>
class sequence_pattern {
public:
    /// Whether the times of the first match are asked for.
    static constexpr bool keeps_times = Timed;

    /// @throws std::invalid_argument for a text that is no pattern, with the place, and what was expected there.
    constexpr sequence_pattern(std::string_view text, Conditions conditions) : conditions_{std::move(conditions)} {
        if (conditions_.size() > detail::most_pattern_conditions) {
            throw std::invalid_argument{"emptor::pattern: " + std::to_string(conditions_.size()) +
                                        " conditions; a pattern has 1 to 32"};
        }
        const detail::pattern_parser parsed{text, conditions_.size()};
        if (parsed.error().fault != detail::pattern_fault::none) {
            detail::refuse_pattern(text, parsed.error(), conditions_.size());
        }
        plan_ = parsed.plan();
    }

    [[nodiscard]] constexpr const Conditions& conditions() const noexcept { return conditions_; }
    [[nodiscard]] constexpr const detail::pattern_plan& plan() const noexcept { return plan_; }

    /// Whether a streaming counter keeps a fixed number of words for each entity. If not, it keeps also, for each place
    /// of the pattern with a longest and a shortest time (or, with `timed`, with a longest one), the times at which the
    /// entity came there, each once and only while the longest time has not passed; with `timed`, each with the times
    /// of the events that led there.
    [[nodiscard]] constexpr bool has_bounded_state() const noexcept {
        for (std::uint64_t rest = plan_.timed; rest != 0; rest &= rest - 1) {
            const detail::pattern_limits& limits = plan_.limits[static_cast<std::size_t>(std::countr_zero(rest))];
            const bool from_zero = limits.low == 0 && !limits.above;
            if (limits.bounded && (Timed || !from_zero)) return false;
        }
        return true;
    }

    /// Asks the question of events that are in order of time for each entity.
    ///
    /// Takes one pass, and O(1) an event: no pattern and no log takes longer.
    /// @param events any input range; it need not be grouped by entity.
    /// @param who,when,what projections of an event, as in the standard algorithms: member pointers or functions.
    /// @throws std::invalid_argument for a time that is not finite.
    template <std::ranges::input_range Events, class Who, class When, class What>
    [[nodiscard]] pattern_report operator()(Events&& events, Who who, When when, What what) const {
        auto counter = this->template counter<who_of<Events, Who>, when_of<Events, When>>();
        for (auto&& event : events) {
            counter.count(std::invoke(who, event), std::invoke(when, event), std::invoke(what, event));
        }
        return counter.report();
    }

    /// Asks the question of events in any order: they are kept, and stably sorted by time.
    template <std::ranges::input_range Events, class Who, class When, class What>
    [[nodiscard]] pattern_report operator()(sort_first_word, Events&& events, Who who, When when, What what) const {
        detail::pattern_rows<who_of<Events, Who>, when_of<Events, When>, step_set> rows;
        for (auto&& event : events) {
            const std::uint32_t entity = rows.number(std::invoke(who, event));
            rows.add(entity, std::invoke(when, event), conditions_.seen(std::invoke(what, event)));
        }
        auto counter = this->template grouped_counter<when_of<Events, When>>();
        rows.for_each_entity([&](const auto& own) {
            counter.next_entity();
            for (const auto& each : own) counter.count(each.at, each.kept);
        });
        pattern_report report = counter.report();
        report.out_of_order = rows.late();
        report.sorted = true;
        return report;
    }

    /// Asks the question of the events of one entity.
    /// @throws std::invalid_argument for an event that is older than the one before it, or a time that is not finite.
    template <std::ranges::input_range Events, class When, class What>
    [[nodiscard]] auto in(Events&& events, When when, What what) const {
        using when_type = when_of<Events, When>;
        auto counter = this->template grouped_counter<when_type>();
        std::optional<when_type> last;
        std::size_t position = 0;
        for (auto&& event : events) {
            const when_type at = std::invoke(when, event);
            ++position;
            if (last && at < *last) {
                throw std::invalid_argument{"emptor::pattern: event " + std::to_string(position) +
                                            " is older than the one before it; they must be in order of time"};
            }
            last = at;
            counter.count(at, std::invoke(what, event));
        }
        return counter.answer();
    }

    /// Counts event by event: `count(who, when, what)`, then `answer(who)` and `report()` at any time.
    template <entity_id Who, event_time When>
    [[nodiscard]] auto counter() const {
        return pattern_counter<sequence_pattern, Who, When>{*this};
    }

    /// Counts entity by entity: `next_entity()`, `count(when, what)` for each of its events, and `report()` in the end.
    template <event_time When>
    [[nodiscard]] auto grouped_counter() const {
        return pattern_grouped_counter<sequence_pattern, When>{*this};
    }

private:
    template <class Events, class Who>
    using who_of = std::decay_t<std::invoke_result_t<Who&, std::ranges::range_reference_t<Events>&>>;
    template <class Events, class When>
    using when_of = std::remove_cvref_t<std::invoke_result_t<When&, std::ranges::range_reference_t<Events>&>>;

    [[no_unique_address]] Conditions conditions_;
    detail::pattern_plan plan_{};
};

namespace detail {

template <class... Given>
inline constexpr bool says_timed = (std::same_as<Given, timed_word> || ...);

/// The conditions, without the words among them.
template <class... Given>
[[nodiscard]] constexpr auto conditions_of(Given... given) {
    if constexpr (sizeof...(Given) - says_timed<Given...> == 1 && (condition_list<Given> || ...)) {
        return std::get<0>(std::tuple_cat([](auto each) {
            if constexpr (condition_list<decltype(each)>) {
                return std::tuple{std::move(each)};
            } else {
                return std::tuple{};
            }
        }(std::move(given))...));
    } else {
        return std::apply(
            [](auto... each) {
                static_assert(sizeof...(each) >= 1 && sizeof...(each) <= most_pattern_conditions,
                              "emptor::pattern: a pattern is over 1 to 32 conditions");
                return step_list<decltype(each)...>{std::move(each)...};
            },
            std::tuple_cat([](auto each) {
                if constexpr (std::same_as<decltype(each), timed_word>) {
                    return std::tuple{};
                } else {
                    return std::tuple<decltype(kept_condition(each))>{kept_condition(std::move(each))};
                }
            }(std::move(given))...));
    }
}

/// How many conditions there are, or the most where only the program knows it when it runs.
template <class Conditions>
inline constexpr std::size_t condition_count = most_pattern_conditions;
template <class... Each>
inline constexpr std::size_t condition_count<step_list<Each...>> = sizeof...(Each);

template <class... Given>
using pattern_over = sequence_pattern<decltype(conditions_of(std::declval<Given>()...)), says_timed<Given...>>;

}  // namespace detail

inline namespace question_words {

/// A sequence of events, in ClickHouse's words: `pattern("(?1).*(?2)(?t<=3600)(?3)", viewed, chosen, delivered)`.
///
/// - `(?n)` is an event that meets the condition with this number, counted from 1; `.` is any event;
/// - what stands side by side comes right after each other, but `.*` lets any events pass by;
/// - `(?t<=3600)` lets events pass by until one comes at most 3600 after the event taken last; that is the next one to
///   be taken, or the first that may be where `.*` follows. There are `<`, `<=`, `>`, `>=`, `==` and `!=`; of several
///   side by side, as in `(?t>=60)(?t<=3600)`, all hold at once. Times are whole numbers: seconds where the times of
///   the log have a unit, else what these count. At the end of the events a condition holds if it does after no time
///   at all; at the beginning of the pattern it is measured from the event with which the search begins.
///
/// An event that meets none of the conditions is passed by, as if it were not there. A pattern that begins with
/// anything but `.*` begins anywhere all the same. Matches share no event; the next one is looked for behind the last.
///
/// ClickHouse itself measures a time after `.*` from where `.*` ends, so that the condition asks nothing there; here
/// it is measured from the event before. It allows a second time condition behind `.*`; here that is refused. A pattern
/// has at most 63 events.
/// @param given the conditions, 1 to 32: enumerators, integers, texts, predicates over an event's `what`, or sets and
/// other ranges of such values, of which any will do; or all of them as `steps`. Among them `timed` asks for the times
/// of the first match.
/// @throws std::invalid_argument for a text that is no pattern, with the place, and what was expected there. In a
/// constant expression it does not compile; `pattern<"...">(...)` then names the place.
template <class... Given>
[[nodiscard]] constexpr auto pattern(std::string_view text, Given... given) {
    return detail::pattern_over<Given...>{text, detail::conditions_of(std::move(given)...)};
}

/// The same from a text that the compiler knows: what it refuses is named in the error, with the place and the rest of
/// the text from there.
template <detail::literal Text, class... Given>
[[nodiscard]] constexpr auto pattern(Given... given) {
    constexpr std::size_t conditions =
        detail::condition_count<decltype(detail::conditions_of(std::declval<Given>()...))>;
    constexpr detail::pattern_error error = detail::pattern_parser{Text.view(), conditions}.error();
    if constexpr (error.fault != detail::pattern_fault::none) {
        constexpr std::size_t rest = Text.view().size() - error.at;
        constexpr detail::literal<rest + 1> from{Text.view().substr(error.at)};
        return detail::pattern_refused_at_character<error.fault, error.at + 1, from>{};
    } else {
        return pattern(Text.view(), std::move(given)...);
    }
}

}  // namespace question_words
}  // namespace emptor
