// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Entities in any order, each found with its state in one place.

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <ranges>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_layout.hpp>
#include <emptor/funnel/detail/bare_attempt.hpp>
#include <emptor/funnel/detail/level_tally.hpp>
#include <emptor/funnel/detail/moment_clock.hpp>
#include <emptor/funnel/detail/seen_table.hpp>
#include <emptor/funnel/detail/summary.hpp>
#include <emptor/funnel/engine/engine_word.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/process/detail/prefetch.hpp>

namespace emptor::detail {

/// An entity: who it is, if its place does not say so, and where it stands.
template <class Id, class Moment, std::size_t Steps, bool Windowed>
struct bare_slot {
    [[no_unique_address]] Id id{};
    std::array<Moment, bare_attempt<Moment, Windowed>::moments(Steps)> own{};
    bare_state<step_bits<Steps>> state{};
};

/// The same, so that none lies on two lines of the cache where its size allows that.
template <class Slot>
struct alignas(std::has_single_bit(sizeof(Slot)) && sizeof(Slot) <= 64 ? sizeof(Slot) : alignof(Slot)) line_slot
    : Slot {};

/// Says that an entity's number is its place.
struct placed_id {};

/// An event, as it is counted.
template <class Id, class Ticks>
struct bare_event {
    std::uint64_t taken;
    Ticks at;
    Id who;
};

/// Counts events of entities in any order, without times: an open-addressing table (linear probing, at most 5/8 full)
/// of ids with their states, or where ids are small numbers (`Dense`) the states alone. Events are taken in blocks,
/// whose places are all asked of the memory before the first is looked at.
template <class Id, class Ticks, std::size_t Steps, bool Windowed, bool Dense>
class bare_slots {
    using clock_type = moment_clock<Ticks>;
    using near_type = typename clock_type::near_type;
    template <class Moment>
    using slot_of = line_slot<bare_slot<std::conditional_t<Dense, placed_id, Id>, Moment, Steps, Windowed>>;

public:
    using event = bare_event<Id, Ticks>;
    static constexpr std::size_t block = 32;
    static constexpr std::size_t bytes_a_slot = sizeof(slot_of<near_type>);

    /// @param limit how many slots there may be, if ids are numbers below it.
    bare_slots(ticks_span<Ticks> window, std::size_t limit)
        : near_rule_{Steps, clock_type::near_window(window)}, rule_{Steps, window}, limit_{limit} {
        if (!Dense) near_.resize(4 * block);
    }

    /// @pre at most `block` of them; dense ids are below the limit.
    /// @returns true.
    bool count(const event* events, std::size_t size) {
        if (size == 0) return true;
        if (totals_.events == 0) latest_ = events[0].at;
        totals_.events += size;
        if (clock_.near()) {
            clock_.start(events[0].at);
            if (std::all_of(events, events + size, [this](const event& each) { return clock_.fits(each.at); })) {
                count_in(near_, near_rule_, events, size, [this](Ticks at) { return clock_.near_moment(at); });
                return true;
            }
            go_far();
        }
        count_in(far_, rule_, events, size, [](Ticks at) { return at; });
        return true;
    }

    [[nodiscard]] const funnel_totals& totals() const noexcept { return totals_; }

    /// Settles what is held back, and tells how many came how far.
    [[nodiscard]] level_counts levels() {
        if (clock_.near()) return levels_in(near_, near_rule_, [this](Ticks at) { return clock_.near_moment(at); });
        return levels_in(far_, rule_, [](Ticks at) { return at; });
    }

private:
    template <class Slots, class Rule, class Moment>
    void count_in(Slots& slots, const Rule& rule, const event* events, std::size_t size, Moment moment) {
        std::array<std::size_t, block> places;
        if constexpr (Dense) {
            std::size_t largest = 0;
            for (std::size_t i = 0; i < size; ++i) {
                places[i] = static_cast<std::size_t>(events[i].who);
                largest = std::max(largest, places[i]);
            }
            if (largest >= slots.size()) slots.resize(std::min(limit_, 2 * (largest + 1)));
        } else {
            if (8 * (totals_.entities + size) > 5 * slots.size()) grow(slots);
            for (std::size_t i = 0; i < size; ++i) places[i] = place_of(events[i].who, slots.size());
        }
        for (std::size_t i = 0; i < size; ++i) prefetch(slots.data() + places[i]);
        for (std::size_t i = 0; i < size; ++i) {
            const event& each = events[i];
            std::size_t place = places[i];
            if constexpr (!Dense) {
                while (slots[place].state.seen && !(slots[place].id == each.who))
                    place = (place + 1) & (slots.size() - 1);
            }
            auto& slot = slots[place];
            const auto at = moment(each.at);
            if (!slot.state.seen) {
                ++totals_.entities;
                if constexpr (!Dense) slot.id = each.who;
            } else if (at < slot.own[0]) [[unlikely]] {
                ++totals_.out_of_order;
                continue;
            }
            latest_ = std::max(latest_, each.at);
            totals_.unmatched += each.taken == 0 ? 1U : 0U;
            rule.count(slot.state, slot.own.data(), at, each.taken, crowd_of(place));
        }
    }

    template <class Slots, class Rule, class Moment>
    [[nodiscard]] level_counts levels_in(Slots& slots, const Rule& rule, Moment moment) {
        level_counts counts{std::vector<std::uint64_t>(Steps + 1), std::vector<std::uint64_t>(Steps + 1)};
        if (totals_.events == 0) return counts;
        const auto latest = moment(latest_);
        for (std::size_t place = 0; place < slots.size(); ++place) {
            auto& slot = slots[place];
            if (!slot.state.seen) continue;
            rule.settle(slot.state, slot.own.data(), crowd_of(place));
            ++counts.at[slot.state.level];
            counts.open[slot.state.level] += rule.open(slot.state.level, slot.own.data(), latest) ? 1U : 0U;
        }
        return counts;
    }

    [[nodiscard]] static std::size_t place_of(Id who, std::size_t slots) noexcept {
        return static_cast<std::size_t>(entity_index<Id>::mixed_hash(who) >> 8) & (slots - 1);
    }

    [[nodiscard]] auto crowd_of(std::size_t place) {
        return [this, place]() -> std::vector<std::uint64_t>& { return crowds_[place]; };
    }

    template <class Slots>
    void grow(Slots& slots) {
        Slots larger(4 * slots.size());
        std::unordered_map<std::size_t, std::vector<std::uint64_t>> crowds;
        for (std::size_t from = 0; from < slots.size(); ++from) {
            if (!slots[from].state.seen) continue;
            std::size_t to = place_of(slots[from].id, larger.size());
            while (larger[to].state.seen) to = (to + 1) & (larger.size() - 1);
            larger[to] = slots[from];
            if (slots[from].state.crowded) crowds[to] = std::move(crowds_[from]);
        }
        slots = std::move(larger);
        crowds_ = std::move(crowds);
    }

    /// From here on moments are kept as they are.
    void go_far() {
        far_.resize(near_.size());
        for (std::size_t place = 0; place < near_.size(); ++place) {
            far_[place].id = near_[place].id;
            far_[place].state = near_[place].state;
            std::ranges::transform(near_[place].own, far_[place].own.begin(),
                                   [this](near_type near) { return clock_.time(near); });
        }
        near_ = {};
        clock_.go_far();
    }

    clock_type clock_{};
    bare_attempt<near_type, Windowed> near_rule_;
    bare_attempt<Ticks, Windowed> rule_;
    std::size_t limit_;
    std::vector<slot_of<near_type>> near_;
    std::vector<slot_of<Ticks>> far_;
    std::unordered_map<std::size_t, std::vector<std::uint64_t>> crowds_;
    funnel_totals totals_{};
    Ticks latest_{};  // of all events
};

/// Questions whose entities have a slot of a size known beforehand.
template <class Question, class Who>
inline constexpr bool has_slots = [] {
    if constexpr (requires { typename std::integral_constant<std::size_t, Question::steps_type::size()>; }) {
        return Question::untimed && std::same_as<typename Question::steps_type::tracker, step_tracker> &&
               ((std::integral<Who> && sizeof(Who) <= 8) || std::is_enum_v<Who>);
    } else {
        return false;
    }
}();

/// Counts events a block at a time.
/// @returns whether all were: `Counter::count` may end it.
template <class Counter, class Question, class Events, class Who, class When, class... What>
[[nodiscard]] bool counted_in_blocks(Counter& counter, const Question& question, Events& events, Who& who, When& when,
                                     What&... what) {
    const seen_table<Question, Events, What...> table{question};
    std::array<typename Counter::event, Counter::block> kept;
    std::size_t size = 0;
    for (auto&& event : events) {
        kept[size].who = static_cast<decltype(kept[0].who)>(std::invoke(who, event));
        kept[size].at = to_ticks(std::invoke(when, event));
        kept[size++].taken = table.seen(std::invoke(what, event)...).bits;
        if (size < kept.size()) continue;
        if (!counter.count(kept.data(), size)) return false;
        size = 0;
    }
    return counter.count(kept.data(), size);
}

/// The report on what was counted.
template <class When, class Counter, class Question>
[[nodiscard]] auto summarise_blocks(Counter& counter, const Question& question) {
    const level_counts levels = counter.levels();  // first, as it settles
    return summarise_levels<typename Question::template tick_for<When>>(
        levels, question.steps().names(), counter.totals(), question.template window_length<When>());
}

/// Asks a question of events in any order.
/// @param who gives an id, which is below `limit` if they are `Dense`.
template <bool Dense, class Question, class Events, class Who, class When, class... What>
[[nodiscard]] auto asked_of_slots(const Question& question, std::size_t limit, Events& events, Who& who, When& when,
                                  What&... what) {
    using types = asked_types<Question, Events, Who, When>;
    using when_type = typename types::when_type;
    bare_slots<kept_id<typename types::who_type>, ticks_of<when_type>, Question::steps_type::size(),
               Question::remembers == remembered::open_starts, Dense>
        slots{question.template window_ticks<when_type>(), limit};
    static_cast<void>(counted_in_blocks(slots, question, events, who, when, what...));
    return summarise_blocks<when_type>(slots, question);
}

}  // namespace emptor::detail
