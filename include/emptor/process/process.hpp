// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What may happen, as a value that is checked where it is written.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <type_traits>

#include <emptor/process/detail/defects.hpp>
#include <emptor/process/enumerator_set.hpp>
#include <emptor/process/outcome.hpp>
#include <emptor/process/role.hpp>
#include <emptor/process/rule.hpp>

namespace emptor {

namespace detail {

/// What a process knows of one stage and event.
template <class Role>
struct cell {
    static constexpr std::uint8_t nowhere = 0xFF;

    std::uint8_t target{nowhere};  ///< the index of a stage
    enumerator_set<Role> may{};
    enumerator_set<Role> must_agree{};

    friend constexpr bool operator==(const cell&, const cell&) noexcept = default;
};

template <class Role>
inline constexpr cell<Role> no_rule{};

}  // namespace detail

/// Stages, the events that lead from one to the next, and who may make them happen.
///
/// It holds no journey: one constant serves any number of them. What cannot be right does not compile where the
/// process is a constant, and throws where it is made from data:
/// - two rules for one stage and event; a rule that holds in no stage; a process without rules;
/// - a stage never reached from the start, and an event no rule uses;
/// - a stage whose only ways lead back to itself, unless declared with `ends`, and a way out of one so declared;
/// - a stage, event or role that is no enumerator.
///
/// Every question may be asked with any value, as ids come from files: what is no enumerator has no rule.
template <enumerated Stage, enumerated Event, enumerated Role = role>
class process {
    static constexpr std::size_t stage_count = detail::enumerator_count<Stage>;
    static constexpr std::size_t event_count = detail::enumerator_count<Event>;
    static_assert(stage_count <= 127, "a process has at most 127 stages, so that a journey is one byte");
    static_assert(detail::enumerator_count<Role> <= 250, "a process knows at most 250 roles, so that one is a byte");

public:
    using stage_type = Stage;
    using event_type = Event;
    using role_type = Role;
    using rule_type = rule<Stage, Event, Role>;
    using outcome_type = outcome<Stage, Event, Role>;

    /// @throws std::invalid_argument naming the defect; in a constant expression it does not compile.
    constexpr process(Stage start, std::initializer_list<rule_type> rules) : start_{detail::index_of(start)} {
        build(rules.begin(), rules.end());
    }

    /// The same from rows that were collected at run time, in a vector, an array or a span.
    template <class Rules>
        requires requires(const Rules& rows) {
            { rows.data() } -> std::convertible_to<const rule_type*>;
            { rows.size() } -> std::convertible_to<std::size_t>;
        }
    constexpr process(Stage start, const Rules& rows) : start_{detail::index_of(start)} {
        build(rows.data(), rows.data() + rows.size());
    }

    [[nodiscard]] static constexpr const auto& stages() noexcept { return enumerators<Stage>; }
    [[nodiscard]] static constexpr const auto& events() noexcept { return enumerators<Event>; }
    [[nodiscard]] static constexpr const auto& roles() noexcept { return enumerators<Role>; }

    [[nodiscard]] constexpr Stage start() const noexcept { return enumerators<Stage>[start_]; }
    [[nodiscard]] constexpr const enumerator_set<Stage>& finals() const noexcept { return finals_; }
    [[nodiscard]] constexpr bool is_final(Stage stage) const noexcept { return finals_.contains(stage); }

    /// Where the event leads, whoever makes it happen; nothing where no rule says.
    [[nodiscard]] constexpr std::optional<Stage> target(Stage stage, Event event) const noexcept {
        const cell& rule = at(stage, event);
        return rule.target == nowhere ? std::nullopt : std::optional{enumerators<Stage>[rule.target]};
    }

    /// The roles that may make the event happen; none where anyone may, or where there is no rule.
    [[nodiscard]] constexpr enumerator_set<Role> who_may(Stage stage, Event event) const noexcept {
        return at(stage, event).may;
    }

    /// The roles that must all have agreed before the event can happen.
    [[nodiscard]] constexpr enumerator_set<Role> who_must_agree(Stage stage, Event event) const noexcept {
        return at(stage, event).must_agree;
    }

    /// The events that have a rule in this stage, for whomever.
    [[nodiscard]] constexpr enumerator_set<Event> possible(Stage stage) const noexcept {
        return events_that([&](Event event) { return at(stage, event).target != nowhere; });
    }

    /// The events that the role, or someone unknown, can make happen in this stage.
    /// @param agreed whether those who must agree have done so.
    [[nodiscard]] constexpr enumerator_set<Event> allowed(Stage stage, std::optional<Role> role = {},
                                                          bool agreed = false) const noexcept {
        return events_that([&](Event event) { return reason(stage, event, role, agreed) == refusal::none; });
    }

    /// Why the event would be refused: `refusal::none` if it would not.
    [[nodiscard]] constexpr refusal reason(Stage stage, Event event, std::optional<Role> role = {},
                                           bool agreed = false) const noexcept {
        if (!is_enumerator(stage)) return refusal::unknown_stage;
        if (!is_enumerator(event)) return refusal::unknown_event;
        if (role && !is_enumerator(*role)) return refusal::unknown_role;
        const cell& rule = at(stage, event);
        if (rule.target == nowhere) return refusal::not_possible;
        if (!rule.may.empty() && !(role && rule.may.contains(*role))) return refusal::not_permitted;
        if (!rule.must_agree.empty() && !agreed) return refusal::not_agreed;
        return refusal::none;
    }

    /// What a journey in this stage would answer; it also puts the reason into words.
    [[nodiscard]] constexpr outcome_type why_not(Stage stage, Event event, std::optional<Role> role = {},
                                                 bool agreed = false) const& noexcept {
        return {*this, stage, event, role, agreed, reason(stage, event, role, agreed) == refusal::none};
    }
    outcome_type why_not(Stage, Event, std::optional<Role> = {}, bool = false) const&& = delete;

    /// The stages one event away; the stage itself among them only where a rule says so.
    [[nodiscard]] constexpr enumerator_set<Stage> successors(Stage stage) const noexcept {
        enumerator_set<Stage> next;
        for (const Event event : events()) {
            if (const auto to = target(stage, event)) next.insert(*to);
        }
        return next;
    }

    /// The stages from which one event leads here.
    [[nodiscard]] constexpr enumerator_set<Stage> predecessors(Stage stage) const noexcept {
        enumerator_set<Stage> before;
        for (const Stage from : stages()) {
            if (successors(from).contains(stage)) before.insert(from);
        }
        return before;
    }

    friend constexpr bool operator==(const process&, const process&) noexcept = default;

private:
    using refuse = detail::refuse_process<Stage, Event>;

    using cell = detail::cell<Role>;
    static constexpr std::uint8_t nowhere = cell::nowhere;

    [[nodiscard]] constexpr const cell& at(Stage stage, Event event) const noexcept {
        const std::size_t s = detail::index_of(stage);
        const std::size_t e = detail::index_of(event);
        return s < stage_count && e < event_count ? cells_[s][e] : detail::no_rule<Role>;
    }

    template <class Predicate>
    [[nodiscard]] static constexpr enumerator_set<Event> events_that(const Predicate& holds) noexcept {
        enumerator_set<Event> found;
        for (const Event event : events()) {
            if (holds(event)) found.insert(event);
        }
        return found;
    }

    constexpr void build(const rule_type* first, const rule_type* last) {
        if (start_ == stage_count) refuse::start_outside();
        if (first == last) refuse::no_rules();
        // g++ 12 leaves cells never written out of a constant, and cannot read them again from a template.
        for (auto& cells : cells_) cells.fill(cell{});
        for (const rule_type* row = first; row != last; ++row) {
            if (row->ends) declare_final(*row);
        }
        for (const rule_type* row = first; row != last; ++row) {
            if (!row->ends) add(*row);
        }
        check_events();
        check_ways_out();
        check_reached();
    }

    constexpr void declare_final(const rule_type& row) {
        if (row.stage_outside) refuse::ends_outside();
        for (const Stage stage : row.from) finals_.insert(stage);
    }

    constexpr void add(const rule_type& row) {
        const std::size_t event = detail::index_of(row.event);
        if (event == event_count) refuse::event_outside();
        if (row.stage_outside) refuse::stage_outside(event);
        if (row.role_outside) refuse::role_outside(event);
        bool holds = false;
        for (std::size_t s = 0; s < stage_count; ++s) {
            const Stage stage = enumerators<Stage>[s];
            const bool here = row.any ? !is_final(stage) && !row.except.contains(stage) : row.from.contains(stage);
            if (!here) continue;
            if (is_final(stage)) refuse::way_out(s, event);
            if (cells_[s][event].target != nowhere) refuse::two_rules(s, event);
            cells_[s][event] = {static_cast<std::uint8_t>(detail::index_of(row.target)), row.roles, row.agreed};
            holds = true;
        }
        if (!holds) refuse::holds_nowhere(event);
    }

    constexpr void check_events() const {
        for (std::size_t e = 0; e < event_count; ++e) {
            bool used = false;
            for (std::size_t s = 0; s < stage_count; ++s) used = used || cells_[s][e].target != nowhere;
            if (!used) refuse::unused(e);
        }
    }

    constexpr void check_ways_out() const {
        for (std::size_t s = 0; s < stage_count; ++s) {
            bool out = is_final(enumerators<Stage>[s]);
            for (const cell& rule : cells_[s]) out = out || (rule.target != nowhere && rule.target != s);
            if (!out) refuse::dead_end(s);
        }
    }

    constexpr void check_reached() const {
        std::array<bool, stage_count> reached{};
        std::array<std::size_t, stage_count> waiting{};
        std::size_t queued = 0;
        reached[start_] = true;
        waiting[queued++] = start_;
        for (std::size_t done = 0; done < queued; ++done) {
            for (const cell& rule : cells_[waiting[done]]) {
                if (rule.target == nowhere || reached[rule.target]) continue;
                reached[rule.target] = true;
                waiting[queued++] = rule.target;
            }
        }
        for (std::size_t s = 0; s < stage_count; ++s) {
            if (!reached[s]) refuse::never_reached(s);
        }
    }

    std::array<std::array<cell, event_count>, stage_count> cells_{};
    enumerator_set<Stage> finals_{};
    std::size_t start_;
};

}  // namespace emptor
