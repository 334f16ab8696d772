// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The checks of a process and the questions to it, over whichever words it is written in.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include <emptor/process/agreement.hpp>
#include <emptor/process/detail/defects.hpp>
#include <emptor/process/detail/shape.hpp>
#include <emptor/process/detail/vocabulary.hpp>
#include <emptor/process/outcome.hpp>

namespace emptor {

/// What `process` and `model` have in common: every question, and what is refused where one is made.
///
/// Every question may be asked with any value, as ids come from files: what is no stage, event or role has no rule.
template <class Vocabulary>
class basic_process {
public:
    using stage_type = typename Vocabulary::stage_type;
    using event_type = typename Vocabulary::event_type;
    using role_type = typename Vocabulary::role_type;
    using stage_set = typename Vocabulary::stage_set;
    using event_set = typename Vocabulary::event_set;
    using role_set = typename Vocabulary::role_set;
    using agreement_type = emptor::agreement<role_set>;
    using path_type = typename Vocabulary::path_type;

    [[nodiscard]] constexpr stage_type start() const noexcept { return vocabulary_.stage(start_); }
    [[nodiscard]] constexpr const stage_set& finals() const& noexcept { return finals_; }
    [[nodiscard]] constexpr stage_set finals() const&& { return finals_; }
    [[nodiscard]] constexpr bool is_final(stage_type stage) const noexcept { return finals_.contains(stage); }
    /// The stages declared to need no way to a final one.
    [[nodiscard]] constexpr const stage_set& endless() const& noexcept { return endless_; }
    [[nodiscard]] constexpr stage_set endless() const&& { return endless_; }

    /// The name of a stage, an event or a role; nothing ("") for a value that is none.
    template <class Id>
    [[nodiscard]] constexpr std::string_view name(Id id) const noexcept {
        return vocabulary_.name(id);
    }

    /// The place of a stage, an event or a role among its kind, from 0; for a value that is none, their number.
    template <class Id>
    [[nodiscard]] constexpr std::size_t index(Id id) const noexcept {
        return vocabulary_.index(id);
    }

    /// Where the event leads, whoever makes it happen; nothing where no rule says.
    [[nodiscard]] constexpr std::optional<stage_type> target(stage_type stage, event_type event) const noexcept {
        const std::size_t rule = at(stage, event);
        return rule == no_rule ? std::nullopt : std::optional{vocabulary_.stage(table_.cells[rule].target)};
    }

    /// The roles that may make the event happen; none where anyone may, or where there is no rule.
    [[nodiscard]] constexpr role_set who_may(stage_type stage, event_type event) const {
        const std::size_t rule = at(stage, event);
        return rule == no_rule ? role_set{} : table_.cells[rule].may;
    }

    /// The roles that are asked to agree before the event can happen; `agreement` says how many of them have to.
    [[nodiscard]] constexpr role_set who_must_agree(stage_type stage, event_type event) const {
        const std::size_t rule = at(stage, event);
        return rule == no_rule ? role_set{} : table_.cells[rule].must_agree;
    }

    /// Whose agreement the event needs, how many of them, and in which order; of no one where there is no rule.
    [[nodiscard]] constexpr agreement_type agreement(stage_type stage, event_type event) const {
        const std::size_t rule = at(stage, event);
        return rule == no_rule ? agreement_type{} : agreement_at(stage, vocabulary_.index(event), table_.cells[rule]);
    }

    /// How often the event happens in this stage against the others possible there: 1 unless a row says so with
    /// `weight`, and 0 where there is no rule.
    [[nodiscard]] constexpr double weight(stage_type stage, event_type event) const noexcept {
        const std::size_t rule = at(stage, event);
        return rule == no_rule ? 0 : table_.weights[rule];
    }

    /// The events that have a rule in this stage, for whomever.
    [[nodiscard]] constexpr event_set possible(stage_type stage) const {
        return events_that([&](event_type event) { return at(stage, event) != no_rule; });
    }

    /// The events that the role, or someone unknown, can make happen in this stage.
    /// @param agreed whether those who must agree have done so.
    [[nodiscard]] constexpr event_set allowed(stage_type stage, std::optional<role_type> role = {},
                                              bool agreed = false) const {
        return events_that([&](event_type event) { return reason(stage, event, role, agreed) == refusal::none; });
    }

    /// Why the event would be refused: `refusal::none` if it would not.
    [[nodiscard]] constexpr refusal reason(stage_type stage, event_type event, std::optional<role_type> role = {},
                                           bool agreed = false) const noexcept {
        if (vocabulary_.index(stage) == vocabulary_.stage_count()) return refusal::unknown_stage;
        if (vocabulary_.index(event) == vocabulary_.event_count()) return refusal::unknown_event;
        if (role && !vocabulary_.knows_role(*role)) return refusal::unknown_role;
        const std::size_t place = at(stage, event);
        if (place == no_rule) return refusal::not_possible;
        const cell& rule = table_.cells[place];
        if (!rule.may.empty() && !(role && rule.may.contains(*role))) return refusal::not_permitted;
        if (!rule.must_agree.empty() && !agreed) return refusal::not_agreed;
        return refusal::none;
    }

    /// The stages one event away; the stage itself among them only where a rule says so.
    [[nodiscard]] constexpr stage_set successors(stage_type stage) const {
        stage_set next;
        for (std::size_t e = 0; e < vocabulary_.event_count(); ++e) {
            const std::size_t rule = at(stage, vocabulary_.event(e));
            if (rule != no_rule) next.insert(vocabulary_.stage(table_.cells[rule].target));
        }
        return next;
    }

    /// The stages from which one event leads here.
    [[nodiscard]] constexpr stage_set predecessors(stage_type stage) const {
        stage_set before;
        for (std::size_t s = 0; s < vocabulary_.stage_count(); ++s) {
            if (successors(vocabulary_.stage(s)).contains(stage)) before.insert(vocabulary_.stage(s));
        }
        return before;
    }

    /// The shortest sequence of events from one stage to another, the first in the order of events where there are
    /// several; empty from a stage to itself, nothing where there is no way.
    [[nodiscard]] constexpr std::optional<path_type> path_to(stage_type from, stage_type to) const {
        return path_where(from, to, [](const cell&, std::size_t, std::size_t) { return true; });
    }

    /// The shortest sequence that these roles can go by themselves: each event open to all or to one of them, and
    /// enough of those who must agree among them.
    [[nodiscard]] constexpr std::optional<path_type> path_to(stage_type from, stage_type to, const role_set& by) const {
        return path_where(from, to, [&](const cell& rule, std::size_t stage, std::size_t event) {
            return (rule.may.empty() || rule.may.meets(by)) &&
                   (rule.must_agree.within(by) || agreement_at(vocabulary_.stage(stage), event, rule).met_by(by));
        });
    }

    friend bool operator==(const basic_process&, const basic_process&) noexcept = default;  // constexpr where it can be

protected:
    /// @param rows a range that can be walked more than once, of rows like `rule`.
    /// @param refuse called with the first defect; it does not return.
    template <class Rows, class Refuse>
    constexpr basic_process(Vocabulary vocabulary, std::size_t start, const Rows& rows, const Refuse& refuse)
        : vocabulary_{std::move(vocabulary)}, table_{vocabulary_}, start_{start} {
        build(rows, refuse);
    }

    [[nodiscard]] constexpr const Vocabulary& vocabulary() const noexcept { return vocabulary_; }

private:
    using table = typename Vocabulary::table;
    using cell = typename table::cell_type;
    using kind = detail::defect_kind;

    static constexpr auto no_rule = static_cast<std::size_t>(-1);

    /// The place of the rule for the event in this stage, or `no_rule`. No pointer: under UBSan g++ 12 compares none
    /// with null in a constant expression.
    [[nodiscard]] constexpr std::size_t at(stage_type stage, event_type event) const noexcept {
        const std::size_t s = vocabulary_.index(stage);
        const std::size_t e = vocabulary_.index(event);
        if (s >= vocabulary_.stage_count() || e >= vocabulary_.event_count()) return no_rule;
        const std::size_t place = s * vocabulary_.event_count() + e;
        return table_.cells[place].target == cell::nowhere ? no_rule : place;
    }

    [[nodiscard]] constexpr agreement_type agreement_at(stage_type stage, std::size_t event, const cell& rule) const {
        if (!rule.must_agree.empty() && !table_.agreements.empty()) {
            if (const auto more = table_.agreements.find(stage, event)) return *more;
        }
        return agreement_type{rule.must_agree};
    }

    template <class Predicate>
    [[nodiscard]] constexpr event_set events_that(const Predicate& holds) const {
        event_set found;
        for (std::size_t e = 0; e < vocabulary_.event_count(); ++e) {
            if (holds(vocabulary_.event(e))) found.insert(vocabulary_.event(e));
        }
        return found;
    }

    /// Breadth first, events in their order, so that the first way found is the one asked for.
    template <class Usable>
    [[nodiscard]] constexpr std::optional<path_type> path_where(stage_type from, stage_type to,
                                                                const Usable& usable) const {
        const std::size_t stages = vocabulary_.stage_count();
        const std::size_t events = vocabulary_.event_count();
        const std::size_t first = vocabulary_.index(from);
        const std::size_t last = vocabulary_.index(to);
        if (first >= stages || last >= stages) return std::nullopt;
        struct step {
            std::size_t from;
            std::size_t event;
            std::size_t length;
        };
        step steps[detail::stages_at_most]{};
        std::size_t waiting[detail::stages_at_most]{};
        detail::stage_bits seen;
        seen.insert(first);
        waiting[0] = first;
        std::size_t queued = 1;
        for (std::size_t done = 0; done < queued && !seen.contains(last); ++done) {
            const std::size_t s = waiting[done];
            for (std::size_t e = 0; e < events; ++e) {
                const cell& rule = table_.cells[s * events + e];
                if (rule.target == cell::nowhere || seen.contains(rule.target) || !usable(rule, s, e)) continue;
                seen.insert(rule.target);
                steps[rule.target] = {s, e, steps[s].length + 1};
                waiting[queued++] = rule.target;
            }
        }
        if (!seen.contains(last)) return std::nullopt;
        path_type path;
        path.resize(steps[last].length);
        std::size_t s = last;
        for (std::size_t i = path.size(); i-- > 0; s = steps[s].from) path[i] = vocabulary_.event(steps[s].event);
        return path;
    }

    template <class Rows, class Refuse>
    constexpr void build(const Rows& rows, const Refuse& refuse) {
        detail::process_shape shape;
        shape.stages = vocabulary_.stage_count();
        shape.start = start_;
        if (start_ >= shape.stages) refuse(detail::defect{kind::start_outside});
        std::size_t row = 0;
        for (const auto& each : rows) {
            ++row;
            if (each.ends) declare_final(each, row, shape, refuse);
        }
        if (row == 0) refuse(detail::defect{kind::no_rules});
        row = 0;
        for (const auto& each : rows) {
            ++row;
            if (each.endless) declare_endless(each, row, shape, refuse);
        }
        row = 0;
        for (const auto& each : rows) {
            ++row;
            if (!each.ends && !each.endless) add(each, row, rows, shape, refuse);
        }
        check_events(refuse);
        const detail::defect found = detail::first_defect(shape);
        if (found.stage < shape.stages) refuse(found);
    }

    template <class Row, class Refuse>
    constexpr void declare_final(const Row& row, std::size_t number, detail::process_shape& shape,
                                 const Refuse& refuse) {
        if (row.stage_outside) refuse(detail::defect{kind::ends_outside, 0, 0, {number, row.line}});
        for (const stage_type stage : row.from) {
            finals_.insert(stage);
            shape.finals.insert(vocabulary_.index(stage));
        }
    }

    template <class Row, class Refuse>
    constexpr void declare_endless(const Row& row, std::size_t number, detail::process_shape& shape,
                                   const Refuse& refuse) {
        if (row.stage_outside) refuse(detail::defect{kind::endless_outside, 0, 0, {number, row.line}});
        for (std::size_t s = 0; s < shape.stages; ++s) {
            const stage_type stage = vocabulary_.stage(s);
            if (row.any ? shape.finals.contains(s) : !row.from.contains(stage)) continue;
            if (shape.finals.contains(s)) refuse(detail::defect{kind::endless_final, s, 0, {number, row.line}});
            endless_.insert(stage);
            shape.endless.insert(s);
        }
    }

    template <class Row, class Rows, class Refuse>
    constexpr void add(const Row& row, std::size_t number, const Rows& rows, detail::process_shape& shape,
                       const Refuse& refuse) {
        const std::size_t event = vocabulary_.index(row.event);
        const detail::row_place here{number, row.line};
        if (event >= vocabulary_.event_count()) refuse(detail::defect{kind::event_outside, 0, 0, here});
        if (row.stage_outside) refuse(detail::defect{kind::stage_outside, 0, event, here});
        if (row.role_outside) refuse(detail::defect{kind::role_outside, 0, event, here});
        if (!(row.weight > 0 && row.weight <= largest)) refuse(detail::defect{kind::weight_outside, 0, event, here});
        const std::size_t target = vocabulary_.index(row.target);
        const bool on_terms = !row.agreed_terms.plain();
        bool holds = false;
        const auto hold = [&](std::size_t stage) {
            const std::size_t place = stage * vocabulary_.event_count() + event;
            if (shape.finals.contains(stage)) refuse(detail::defect{kind::way_out, stage, event, here});
            if (table_.cells[place].target != cell::nowhere) refuse(contradiction(stage, event, here, rows, shape));
            table_.put(place, cell{static_cast<std::uint8_t>(target), row.roles, row.agreed}, row.weight);
            if (on_terms) hold_terms(row, stage, event, here, refuse);
            shape.connect(stage, target);
            holds = true;
        };
        if (row.any) {
            for (std::size_t s = 0; s < shape.stages; ++s) {
                if (!shape.finals.contains(s) && !row.except.contains(vocabulary_.stage(s))) hold(s);
            }
        } else {
            for (const stage_type stage : row.from) hold(vocabulary_.index(stage));
        }
        if (!holds) refuse(detail::defect{kind::holds_nowhere, 0, event, here});
    }

    template <class Row, class Refuse>
    constexpr void hold_terms(const Row& row, std::size_t stage, std::size_t event, detail::row_place here,
                              const Refuse& refuse) {
        constexpr kind kinds[]{kind::no_rules, kind::terms_of_no_one, kind::agreeing_twice, kind::agreeing_number,
                               kind::agreeing_order};
        const detail::terms_fault fault = detail::fault_of(row.agreed_terms, row.agreed);
        if (fault != detail::terms_fault::none) {
            refuse(detail::defect{kinds[static_cast<std::size_t>(fault)],
                                  stage,
                                  event,
                                  here,
                                  {},
                                  row.agreed_terms.needed,
                                  row.agreed.size()});
        }
        const agreement_type asked{row.agreed, row.agreed_terms};
        if (!asked.terms().plain() && !table_.agreements.add(vocabulary_.stage(stage), event, asked)) {
            refuse(detail::defect{kind::agreements_crowded, stage, event, here});
        }
    }

    /// What to say of a row for a stage and event that an earlier one has.
    template <class Rows>
    [[nodiscard]] constexpr detail::defect contradiction(std::size_t stage, std::size_t event, detail::row_place here,
                                                         const Rows& rows, const detail::process_shape& shape) const {
        bool any = false;
        detail::row_place earlier;
        std::size_t row = 0;
        for (const auto& each : rows) {
            ++row;
            if (each.ends || each.endless || vocabulary_.index(each.event) != event) continue;
            const bool holds = each.any
                                   ? !shape.finals.contains(stage) && !each.except.contains(vocabulary_.stage(stage))
                                   : each.from.contains(vocabulary_.stage(stage));
            if (!holds) continue;
            any = any || each.any;
            if (row == here.row) break;
            if (earlier.row == 0) earlier = {row, each.line};
        }
        return {any ? kind::any_overlaps : kind::two_rules, stage, event, here, earlier};
    }

    template <class Refuse>
    constexpr void check_events(const Refuse& refuse) const {
        const std::size_t events = vocabulary_.event_count();
        for (std::size_t e = 0; e < events; ++e) {
            std::size_t s = 0;
            while (s < vocabulary_.stage_count() && table_.cells[s * events + e].target == cell::nowhere) ++s;
            if (s == vocabulary_.stage_count()) refuse(detail::defect{kind::unused, 0, e});
        }
    }

    static constexpr double largest = 1.7976931348623157e308;

    [[no_unique_address]] Vocabulary vocabulary_;
    table table_;
    stage_set finals_{};
    stage_set endless_{};
    std::size_t start_;
};

}  // namespace emptor
