// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The ways in which a log's attempts are gathered.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <stdexcept>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_border.hpp>
#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_gatherer.hpp>
#include <emptor/funnel/detail/entity_rows.hpp>
#include <emptor/funnel/detail/event_block.hpp>
#include <emptor/funnel/detail/grouped_gatherer.hpp>
#include <emptor/funnel/detail/seen_table.hpp>
#include <emptor/funnel/engine/engine_word.hpp>
#include <emptor/funnel/split_by.hpp>

namespace emptor::detail {

/// Attempts are not split.
struct no_split {
    static constexpr bool apart = false;
};

/// What is asked of the events of a log.
template <bool Together, class Question, class Events, class Who, class When, class Split, class... What>
class attempt_asking {
    using types = asked_types<Question, Events, Who, When>;
    using event_type = typename types::event_type;

    template <class Kind>
    struct property {
        using type = void;
    };
    template <class Projection, bool Apart>
    struct property<split_word<Projection, Apart>> {
        using type = std::decay_t<std::invoke_result_t<const Projection&, event_type&>>;
    };
    using value_type = typename property<Split>::type;

    static constexpr bool scans = Together && Question::plain && !Split::apart;

    [[nodiscard]] static auto gatherer_for(const Question& asked) {
        using when_type = typename types::when_type;
        if constexpr (scans) {
            return grouped_gatherer<Question, when_type, value_type>{asked};
        } else if constexpr (Question::holds) {
            using held_type = std::decay_t<decltype(asked.held(std::declval<event_type&>()))>;
            return attempt_gatherer<Question, when_type, value_type, Split::apart, held_type>{asked};
        } else {
            return attempt_gatherer<Question, when_type, value_type, Split::apart>{asked};
        }
    }

public:
    using who_type = typename types::who_type;
    using id_type = kept_id<who_type>;
    using ticks = ticks_of<typename types::when_type>;
    using gatherer_type = decltype(gatherer_for(std::declval<const Question&>()));
    using seen_type = std::remove_cvref_t<decltype(std::declval<const Question&>().seen(
        std::invoke(std::declval<const What&>(), std::declval<event_type&>())...))>;

    /// An event, but for whose it is.
    struct row {
        ticks at;
        attempt_labels labels;
        seen_type seen;
    };

    attempt_asking(const Question& asked, const Who& who, const When& when, const Split& split, const What&... what)
        : gatherer{gatherer_for(asked)}, who_{who}, when_{when}, split_{split}, what_{what...}, table_{asked} {}

    [[nodiscard]] decltype(auto) who(event_type& event) const { return std::invoke(who_, event); }

    [[nodiscard]] row look(event_type& event) {
        const ticks at = to_ticks<typename types::when_type>(std::invoke(when_, event));
        row looked{
            at, {}, std::apply([&](const auto&... what) { return table_.seen(std::invoke(what, event)...); }, what_)};
        if constexpr (!std::is_void_v<value_type>) looked.labels.value = gatherer.value(std::invoke(split_.of, event));
        if constexpr (Question::holds) looked.labels.held = gatherer.held(gatherer.question().held(event));
        return looked;
    }

    void count(std::size_t entity, const row& each) { gatherer.count(entity, each.at, each.labels, each.seen); }

    gatherer_type gatherer;

private:
    const Who& who_;
    const When& when_;
    const Split& split_;
    std::tuple<const What&...> what_;
    seen_table<Question, Events, const What...> table_;
};

/// The attempts of events that are each found by whose they are, a few looked up at once.
template <class Question, class Events, class Who, class When, class Split, class... What>
[[nodiscard]] auto attempts_by_id(const Question& asked, Events& events, const Who& who, const When& when,
                                  const Split& split, const What&... what) {
    using asking = attempt_asking<false, Question, Events, Who, When, Split, What...>;
    using row = typename asking::row;
    asking each{asked, who, when, split, what...};
    entity_index<typename asking::id_type> ids;
    each_block<typename asking::id_type, typename asking::ticks, row>(
        events, ids,
        [&](auto& block, auto&& event) {
            const auto& own = each.who(event);
            const row looked = each.look(event);
            block.add(ids, looked_up<typename asking::who_type>(own), looked.at, looked);
        },
        [&](std::size_t entity) { each.gatherer.ask(entity); },
        [&](auto number, const auto&, const row& looked) { each.count(number(), looked); });
    return std::move(each.gatherer).attempts(std::move(ids).ids());
}

/// Adds the id of another entity.
/// @throws std::length_error when there are 2^32 - 1 of them.
template <class Who, class Ids>
void add_entity(Ids& ids, const Who& own) {
    if (ids.size() >= std::numeric_limits<std::uint32_t>::max()) {
        throw std::length_error{"emptor: more than 4294967295 entities"};
    }
    ids.push_back(looked_up<Who>(own));
}

/// The attempts of events that stand together entity by entity.
/// @tparam InAnyOrder those of each are put in order first.
template <bool InAnyOrder, class Question, class Events, class Who, class When, class Split, class... What>
[[nodiscard]] auto attempts_together(const Question& asked, Events& events, const Who& who, const When& when,
                                     const Split& split, const What&... what) {
    using asking = attempt_asking<true, Question, Events, Who, When, Split, What...>;
    asking each{asked, who, when, split, what...};
    id_list<typename asking::id_type> ids;
    entity_border<typename asking::who_type> others;
    std::vector<typename asking::row> rows;  // of the entity, where they are to be put in order
    std::uint64_t late = 0;
    const auto count_rows = [&] {
        late += put_in_order(rows, 0, rows.size());
        for (const auto& row : rows) each.count(ids.size() - 1, row);
        rows.clear();
    };
    for (auto&& event : events) {
        const auto& own = each.who(event);
        if (others.crossed(own)) {
            if constexpr (InAnyOrder) count_rows();
            add_entity<typename asking::who_type>(ids, own);
        }
        if constexpr (InAnyOrder) {
            rows.push_back(each.look(event));
        } else {
            each.count(ids.size() - 1, each.look(event));
        }
    }
    if constexpr (InAnyOrder) {
        count_rows();
        each.gatherer.were_sorted(late);
    }
    return std::move(each.gatherer).attempts(std::move(ids));
}

/// The attempts of events in any order.
template <class Question, class Events, class Who, class When, class Split, class... What>
[[nodiscard]] auto attempts_sorted(const Question& asked, Events& events, const Who& who, const When& when,
                                   const Split& split, const What&... what) {
    using asking = attempt_asking<true, Question, Events, Who, When, Split, What...>;
    struct row : asking::row {
        std::uint32_t entity;
        std::size_t position;
    };
    asking each{asked, who, when, split, what...};
    entity_index<typename asking::id_type> ids;
    std::vector<row> rows;
    for (auto&& event : events) {
        const auto& own = each.who(event);
        const auto looked = each.look(event);
        rows.push_back({looked, ids.number(looked_up<typename asking::who_type>(own)), rows.size()});
    }
    put_together(rows);
    std::uint64_t late = 0;
    for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
        while (end < rows.size() && rows[end].entity == rows[begin].entity) ++end;
        late += put_in_order(rows, begin, end);
        for (std::size_t i = begin; i < end; ++i) each.count(rows[i].entity, rows[i]);
    }
    each.gatherer.were_sorted(late);
    return std::move(each.gatherer).attempts(std::move(ids).ids());
}

}  // namespace emptor::detail
