// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process told in other words.

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/process/detail/refuse.hpp>
#include <emptor/process/process.hpp>
#include <emptor/process/rule.hpp>

namespace emptor {

namespace detail {

template <class Old, class New>
struct called_word {
    Old before;
    New after;
};
template <class Old>
struct left_out_word {
    Old before;
};

template <auto Old>
inline int rename_knows_no_new_name_for = 0;

template <class E>
constexpr void refuse_nameless(std::size_t index) {
    if (std::is_constant_evaluated()) {
        []<std::size_t... I>(std::index_sequence<I...>, std::size_t i) {
            constexpr const int* variables[enumerator_count<E>]{&rename_knows_no_new_name_for<enumerators<E>[I]>...};
            static_cast<void>(read(variables[i]));
        }(std::make_index_sequence<enumerator_count<E>>{}, index);
    } else {
        throw std::invalid_argument{std::string{"emptor::rename: no new name for '"} +
                                    std::string{name(enumerators<E>[index])} + "'"};
    }
}

/// The new index of each enumerator of `Old`: at first that of the same name.
template <class Old, class New>
struct translation {
    static constexpr std::size_t none = enumerator_count<New>;
    static constexpr std::size_t left_out = none + 1;

    constexpr translation() noexcept {
        for (std::size_t i = 0; i < enumerator_count<Old>; ++i) {
            after[i] = 0;
            while (after[i] < none && name(enumerators<New>[after[i]]) != name(enumerators<Old>[i])) ++after[i];
        }
    }

    [[nodiscard]] constexpr bool keeps(Old before) const {
        const std::size_t i = index_of(before);
        if (after[i] == none) refuse_nameless<Old>(i);
        return after[i] != left_out;
    }
    [[nodiscard]] constexpr New operator()(Old before) const {
        const std::size_t i = index_of(before);
        if (after[i] >= none) refuse_nameless<Old>(i);
        return enumerators<New>[after[i]];
    }
    [[nodiscard]] constexpr enumerator_set<New> operator()(const enumerator_set<Old>& before) const {
        enumerator_set<New> translated;
        for (const Old each : before) translated.insert((*this)(each));
        return translated;
    }

    std::size_t after[enumerator_count<Old>]{};
};

}  // namespace detail

inline namespace rule_words {

/// What has this name in the old process has that one in the new.
template <enumerated Old, enumerated New>
[[nodiscard]] constexpr detail::called_word<Old, New> called(Old before, New after) noexcept {
    return {before, after};
}

/// This stage or event has no place in the new process, nor has any rule that names it.
template <enumerated Old>
[[nodiscard]] constexpr detail::left_out_word<Old> left_out(Old before) noexcept {
    return {before};
}

}  // namespace rule_words

/// Other names for the words of a process: those in `Old` become those in `New`, kind by kind.
template <class OldProcess, class NewProcess>
class new_names {
    using stages = detail::translation<typename OldProcess::stage_type, typename NewProcess::stage_type>;
    using events = detail::translation<typename OldProcess::event_type, typename NewProcess::event_type>;
    using roles = detail::translation<typename OldProcess::role_type, typename NewProcess::role_type>;

public:
    /// One word: `called(old, new)` or `left_out(old)`.
    class word {
    public:
        constexpr word(detail::called_word<typename OldProcess::stage_type, typename NewProcess::stage_type> w) noexcept
            : kind_{0}, before_{detail::index_of(w.before)}, after_{detail::index_of(w.after)} {}
        constexpr word(detail::called_word<typename OldProcess::event_type, typename NewProcess::event_type> w) noexcept
            : kind_{1}, before_{detail::index_of(w.before)}, after_{detail::index_of(w.after)} {}
        constexpr word(detail::called_word<typename OldProcess::role_type, typename NewProcess::role_type> w) noexcept
            : kind_{2}, before_{detail::index_of(w.before)}, after_{detail::index_of(w.after)} {}
        constexpr word(detail::left_out_word<typename OldProcess::stage_type> w) noexcept
            : kind_{0}, before_{detail::index_of(w.before)}, after_{stages::left_out} {}
        constexpr word(detail::left_out_word<typename OldProcess::event_type> w) noexcept
            : kind_{1}, before_{detail::index_of(w.before)}, after_{events::left_out} {}

    private:
        friend class new_names;
        int kind_;
        std::size_t before_;
        std::size_t after_;
    };

    constexpr explicit new_names(std::initializer_list<word> words) {
        for (const word& each : words) {
            std::size_t* const places[]{stages_.after, events_.after, roles_.after};
            const std::size_t counts[]{std::size(stages_.after), std::size(events_.after), std::size(roles_.after)};
            if (each.before_ >= counts[each.kind_]) {
                throw std::invalid_argument{"emptor::rename: a value that is no enumerator has no name to change"};
            }
            places[each.kind_][each.before_] = each.after_;
        }
    }

    [[nodiscard]] constexpr NewProcess operator()(const OldProcess& old,
                                                  std::initializer_list<typename NewProcess::rule_type> more) const {
        std::vector<typename NewProcess::rule_type> rows;
        for (const auto& row : old.rules()) {
            if (!row.ends && !row.endless && !events_.keeps(row.event)) continue;
            enumerator_set<typename NewProcess::stage_type> from;
            for (const auto stage : row.from) {
                if (stages_.keeps(stage)) from.insert(stages_(stage));
            }
            if (from.empty()) continue;
            if (row.ends || row.endless) {
                typename NewProcess::rule_type declared{rule_words::endless()};
                declared.any = false;
                declared.ends = row.ends;
                declared.endless = row.endless;
                declared.from = from;
                rows.push_back(declared);
                continue;
            }
            if (!stages_.keeps(row.target)) continue;
            typename NewProcess::rule_type renamed{rule_words::in(*from.begin()), rule_words::on(events_(row.event)),
                                                   rule_words::to(stages_(row.target))};
            renamed.roles = roles_(row.roles);
            renamed.agreed = roles_(row.agreed);
            renamed.agreed_terms = terms(row.agreed_terms, row.agreed.size() != renamed.agreed.size());
            renamed.weight = row.weight;
            bool told = false;  // by another stage or event of the same new name
            for (const auto& each : rows) told = told || each == renamed;
            if (!told) rows.push_back(renamed);
        }
        for (const auto& row : more) rows.push_back(row);
        return NewProcess(stages_(old.start()), rows);
    }

private:
    using old_terms = detail::agreement_terms<typename OldProcess::role_set>;
    using new_terms = detail::agreement_terms<typename NewProcess::role_set>;

    /// @param merged whether several of the roles got one name, which only an agreement of all or of any survives.
    [[nodiscard]] constexpr new_terms terms(const old_terms& before, bool merged) const {
        new_terms after;
        if (before.needed != before.all) after.needed = before.needed;
        after.twice = merged && (before.needed != before.all ? before.needed > 1 : !before.order.empty());
        if (!after.twice) {
            for (const auto role : before.order) after.order.push_back(roles_(role));
        }
        after.separate = before.separate;
        return after;
    }

    stages stages_{};
    events events_{};
    roles roles_{};
};

/// The process in the words of other enums.
///
/// A stage, an event or a role keeps its name where the new enum has the same one, unless the list says `called(old,
/// new)`; a stage or an event may be `left_out`. Several may get one new name where their rules agree. A role needs a
/// name only where a rule names it; two of which so many must agree, or in sequence, cannot become one. Further rows,
/// in the new words, complete the process, which is checked as any other.
/// @code
/// inline constexpr auto ours = rename<stage, event>(five_stage, {called(need_recognition, need),
/// left_out(reconsidered)});
/// @endcode
/// @throws std::invalid_argument for a word without a new name, or naming the defect; in a constant expression it does
/// not compile.
template <enumerated NewStage, enumerated NewEvent, enumerated NewRole = role, enumerated Stage, enumerated Event,
          enumerated Role>
[[nodiscard]] constexpr process<NewStage, NewEvent, NewRole> rename(
    const process<Stage, Event, Role>& old,
    std::initializer_list<typename new_names<process<Stage, Event, Role>, process<NewStage, NewEvent, NewRole>>::word>
        words = {},
    std::initializer_list<typename process<NewStage, NewEvent, NewRole>::rule_type> more = {}) {
    return new_names<process<Stage, Event, Role>, process<NewStage, NewEvent, NewRole>>{words}(old, more);
}

}  // namespace emptor
