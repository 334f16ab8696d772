// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What may happen, as a value that is checked where it is written.

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <vector>

#include <emptor/process/basic_process.hpp>
#include <emptor/process/detail/refuse.hpp>
#include <emptor/process/enumerator_set.hpp>
#include <emptor/process/outcome.hpp>
#include <emptor/process/role.hpp>
#include <emptor/process/rule.hpp>

namespace emptor {

namespace detail {

/// A range of rows that can be walked more than once.
template <class Rows, class Row>
concept rows_of = requires(const Rows& rows) {
    { *std::begin(rows) } -> std::convertible_to<const Row&>;
    { std::begin(rows) != std::end(rows) } -> std::convertible_to<bool>;
};

}  // namespace detail

/// Stages, the events that lead from one to the next, and who may make them happen.
///
/// It holds no journey: one constant serves any number of them. What cannot be right does not compile where the
/// process is a constant, and throws where it is made from data:
/// - two rules for one stage and event, `in_any()` over another rule; a rule that holds in no stage; no rules;
/// - a stage never reached from the start, and an event no rule uses;
/// - a stage whose only ways lead back to itself, unless declared with `ends`, and a way out of one so declared;
/// - a stage that leads neither to a final one nor to one declared `endless`; a process without final stages says
///   `endless()`;
/// - a stage, event or role that is no enumerator; a weight that is not finite and above 0;
/// - an agreement of none, of more roles than are named or with a role named twice, and more than 32 of them that are
///   not simply of all, one on each event counting by itself.
template <enumerated Stage, enumerated Event, enumerated Role = role>
class process : public basic_process<detail::enum_vocabulary<Stage, Event, Role>> {
    using base = basic_process<detail::enum_vocabulary<Stage, Event, Role>>;

    static_assert(detail::enumerator_count<Stage> <= detail::stages_at_most,
                  "a process has at most 127 stages, so that a journey is one byte");
    static_assert(detail::enumerator_count<Role> <= 250, "a process knows at most 250 roles, so that one is a byte");

public:
    using rule_type = rule<Stage, Event, Role>;
    using outcome_type = outcome<Stage, Event, Role>;

    /// @throws std::invalid_argument naming the defect; in a constant expression it does not compile.
    constexpr process(Stage start, std::initializer_list<rule_type> rules)
        : base{{}, detail::index_of(start), rules, detail::refuse_process<Stage, Event>{}} {}

    /// The same from rows that were collected, in any range that can be walked more than once.
    /// @throws std::invalid_argument naming the defect, its stage and event, and the row, counted from 1.
    template <detail::rows_of<rule_type> Rows>
    constexpr process(Stage start, const Rows& rows)
        : base{{}, detail::index_of(start), rows, detail::refuse_process<Stage, Event>{}} {}

    [[nodiscard]] static constexpr const auto& stages() noexcept { return enumerators<Stage>; }
    [[nodiscard]] static constexpr const auto& events() noexcept { return enumerators<Event>; }
    [[nodiscard]] static constexpr const auto& roles() noexcept { return enumerators<Role>; }

    /// What a journey in this stage would answer; it also puts the reason into words.
    [[nodiscard]] constexpr outcome_type why_not(Stage stage, Event event, std::optional<Role> role = {},
                                                 bool agreed = false) const& noexcept {
        return {*this, stage, event, role, agreed, this->reason(stage, event, role, agreed) == refusal::none};
    }
    outcome_type why_not(Stage, Event, std::optional<Role> = {}, bool = false) const&& = delete;

    /// The rows of this process: one for each stage and event, in their order; then `ends`; then `endless`.
    /// `process{p.start(), p.rules()} == p`
    [[nodiscard]] constexpr std::vector<rule_type> rules() const {
        std::vector<rule_type> rows;
        for (const Stage stage : stages()) {
            for (const Event event : events()) {
                const auto to = this->target(stage, event);
                if (!to) continue;
                rule_type row{in(stage), on(event), weight(this->base::weight(stage, event)), rule_words::to(*to)};
                row.roles = this->who_may(stage, event);
                row.agreed = this->who_must_agree(stage, event);
                row.agreed_terms = this->agreement(stage, event).terms();
                rows.push_back(row);
            }
        }
        if (!this->finals().empty()) {
            rule_type row{ends(this->start())};
            row.from = this->finals();
            rows.push_back(row);
        }
        if (!this->endless().empty()) {
            rule_type row{rule_words::endless()};
            row.any = false;
            row.from = this->endless();
            rows.push_back(row);
        }
        return rows;
    }

    friend constexpr bool operator==(const process&, const process&) noexcept = default;
};

}  // namespace emptor
