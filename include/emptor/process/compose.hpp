// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process made from another one: with more rows, or without some.

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include <emptor/process/enumerator_set.hpp>
#include <emptor/process/process.hpp>
#include <emptor/process/rule.hpp>

namespace emptor {

namespace detail {

inline int part_that_matches_no_rule = 0;

constexpr void refuse_part(std::size_t number) {
    if (std::is_constant_evaluated()) {
        static_cast<void>(read(&part_that_matches_no_rule));
    } else {
        throw std::invalid_argument{std::string{"emptor::without: part "} + std::to_string(number) +
                                    " matches no rule"};
    }
}

}  // namespace detail

/// What of a process to leave out: `in(stages)`, `on(event)` and `to(stage)`, one or more of them, match the rules of
/// which all that is said is true; `ends(stages)` and `endless(stages)` match what is declared.
template <enumerated Stage, enumerated Event>
class part {
public:
    template <class... Words>
        requires(sizeof...(Words) > 0 && !(std::same_as<part, Words> || ...))
    constexpr part(const Words&... words) noexcept  // NOLINT: a part is written in braces, and on(...) without
    {
        (set(words), ...);
    }

    /// Takes out of the row what matches.
    /// @return whether anything did.
    template <class Rule>
    constexpr bool remove_from(Rule& row) const noexcept {
        if (row.ends != ends_ || row.endless != endless_) return false;
        if (!ends_ && !endless_) {
            if (event_ && row.event != *event_) return false;
            if (target_ && row.target != *target_) return false;
        }
        const enumerator_set<Stage> before = row.from;
        if (from_) {
            row.from -= *from_;
        } else {
            row.from = {};
        }
        return !(row.from == before);
    }

private:
    template <std::size_t Count>
    constexpr void set(const detail::in_word<Stage, Count>& word) noexcept {
        add(word.stages);
    }
    constexpr void set(const detail::on_word<Event>& word) noexcept { event_ = word.event; }
    constexpr void set(const detail::to_word<Stage>& word) noexcept { target_ = word.stage; }
    template <std::size_t Count>
    constexpr void set(const detail::ends_word<Stage, Count>& word) noexcept {
        ends_ = true;
        add(word.stages);
    }
    constexpr void set(detail::endless_word) noexcept { endless_ = true; }
    template <std::size_t Count>
    constexpr void set(const detail::endless_in_word<Stage, Count>& word) noexcept {
        endless_ = true;
        add(word.stages);
    }
    template <class Word>
    static constexpr void set(const Word&) noexcept {
        static_assert(!std::is_same_v<Word, Word>,
                      "a part of this process reads [in(stages)] [on(event)] [to(stage)]; or ends(stages) or "
                      "endless(stages) alone; with the process's own enums");
    }

    template <std::size_t Count>
    constexpr void add(const Stage (&stages)[Count]) noexcept {
        if (!from_) from_.emplace();
        for (const Stage stage : stages) from_->insert(stage);
    }

    std::optional<enumerator_set<Stage>> from_{};
    std::optional<Event> event_{};
    std::optional<Stage> target_{};
    bool ends_{};
    bool endless_{};
};

/// The process with more rows, checked as if all had been written in one place.
/// @code
/// inline constexpr auto with_returns = extend(buying, {{in(post_purchase), on(sent_back), to(evaluation)}});
/// @endcode
/// @throws std::invalid_argument naming the defect; in a constant expression it does not compile.
template <enumerated Stage, enumerated Event, enumerated Role, detail::rows_of<rule<Stage, Event, Role>> Rows>
[[nodiscard]] constexpr process<Stage, Event, Role> extend(const process<Stage, Event, Role>& base, const Rows& rows) {
    auto all = base.rules();
    for (const rule<Stage, Event, Role>& row : rows) all.push_back(row);
    return process<Stage, Event, Role>(base.start(), all);
}
template <enumerated Stage, enumerated Event, enumerated Role>
[[nodiscard]] constexpr process<Stage, Event, Role> extend(
    const process<Stage, Event, Role>& base,
    std::initializer_list<typename process<Stage, Event, Role>::rule_type> rows) {
    return extend<Stage, Event, Role, decltype(rows)>(base, rows);
}

/// The process without some of its rules, and with rows in their place. What is left is checked, so that a rule that is
/// needed can only be replaced, as here the choice, which takes a boss's agreement now:
/// @code
/// inline constexpr auto strict = without(buying, {{in(evaluation), on(chosen)}},
///                                        {{in(evaluation), on(chosen), once_agreed(boss), to(purchase)}});
/// @endcode
/// @throws std::invalid_argument where a part matches nothing, or naming the defect; in a constant expression it does
/// not compile.
template <enumerated Stage, enumerated Event, enumerated Role>
[[nodiscard]] constexpr process<Stage, Event, Role> without(
    const process<Stage, Event, Role>& base,
    std::initializer_list<part<std::type_identity_t<Stage>, std::type_identity_t<Event>>> parts,
    std::initializer_list<typename process<Stage, Event, Role>::rule_type> instead = {}) {
    auto all = base.rules();
    std::size_t number = 0;
    for (const auto& each : parts) {
        ++number;
        bool matched = false;
        for (auto& row : all) matched = each.remove_from(row) || matched;
        if (!matched) detail::refuse_part(number);
    }
    std::vector<rule<Stage, Event, Role>> left;
    for (const auto& row : all) {
        if (!row.from.empty()) left.push_back(row);
    }
    for (const auto& row : instead) left.push_back(row);
    return process<Stage, Event, Role>(base.start(), left);
}

}  // namespace emptor
