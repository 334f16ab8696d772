// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// An entity is a byte.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <ranges>
#include <unordered_map>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_layout.hpp>
#include <emptor/funnel/detail/bare_slots.hpp>
#include <emptor/funnel/detail/level_tally.hpp>
#include <emptor/funnel/detail/seen_table.hpp>
#include <emptor/funnel/detail/summary.hpp>
#include <emptor/funnel/detail/tick.hpp>
#include <emptor/funnel/engine/engine_word.hpp>
#include <emptor/funnel/report.hpp>

namespace emptor::detail {

/// Counts events that are in order of time whoever they are about, of entities that are small numbers, without a window
/// and without times: of each its level in a byte, and nothing else.
///
/// That is enough because one time is open for all of them at once. Steps that come too early at that time are put
/// aside until it is over; and who takes a step after he may have put one aside, or can take several by one event, is
/// looked at again then. 64 bits say who that may be, so that hardly anyone is looked at in vain.
template <class Ticks>
class bare_levels {
public:
    /// As many steps as a word can be shifted by, with a level to spare.
    static constexpr std::size_t most = 62;
    static constexpr std::size_t bytes_an_entity = sizeof(std::uint8_t);

    /// @param limit ids are below it.
    /// @pre at most `most` steps.
    bare_levels(std::size_t steps, std::size_t limit) : steps_{steps}, limit_{limit} {}

    /// Counts all events, up to one whose time is before that of the one before it.
    /// @param place,when,seen give the id, the ticks and the steps of an event.
    /// @returns whether there was none such.
    template <class Events, class Place, class When, class Seen>
    [[nodiscard]] bool count(Events&& events, Place place, When when, Seen seen) {
        // A byte may be part of anything, so what changes often is kept where no byte is.
        std::uint8_t* levels = levels_.data();
        std::size_t known = levels_.size();
        std::size_t earlies = 0;
        std::size_t room = 0;
        std::uint64_t maybe = 0;  // bit k: someone whose id ends with k is among the early ones
        std::uint64_t all = 0;
        std::uint64_t unmatched = 0;
        std::uint64_t entities = 0;
        Ticks now{};
        bool sorted = true;
        for (auto&& event : events) {
            const std::uint32_t who = place(event);
            const Ticks at = when(event);
            const std::uint64_t taken = seen(event);
            const std::uint64_t same = std::uint64_t{0} - static_cast<std::uint64_t>(at == now);
            if ((at < now && all > 0) || (held_ & ~same) != 0 || earlies == room || who >= known) [[unlikely]] {
                if (at < now && all > 0) {
                    sorted = false;
                    break;
                }
                if (who >= known) {
                    levels_.resize(std::min(limit_, 2 * (std::size_t{who} + 1)));
                    levels = levels_.data();
                    known = levels_.size();
                }
                if (held_ != 0 && same == 0) settle(earlies);
                if (earlies == room) early_.resize(room = 2 * room + 32);
            }
            maybe &= same;
            earlies &= static_cast<std::size_t>(same);
            now = at;
            ++all;
            unmatched += taken == 0 ? 1U : 0U;
            const std::uint64_t kept = levels[who];  // counted from 1, so that 0 is nobody
            const std::uint64_t fresh = kept == 0 ? 1 : 0;
            entities += fresh;
            const std::uint64_t from = kept + fresh;
            const std::uint64_t beyond = taken >> (from - 1);
            const std::uint64_t next = beyond & 1;
            if (((beyond & (beyond - 1)) | (next & maybe >> (who & 63))) != 0) [[unlikely]] {
                levels[who] = static_cast<std::uint8_t>(from);
                look_again(who, taken);
                continue;
            }
            levels[who] = static_cast<std::uint8_t>(from + next);
            const std::uint64_t too_early = beyond > 1 ? 1 : 0;
            early_[earlies] = {taken, who};
            earlies += static_cast<std::size_t>(too_early);
            maybe |= too_early << (who & 63);
        }
        settle(earlies);
        totals_.events += all;
        totals_.unmatched += unmatched;
        totals_.entities += entities;
        return sorted;
    }

    [[nodiscard]] const funnel_totals& totals() const noexcept { return totals_; }

    [[nodiscard]] level_counts levels() const {
        std::array<std::uint64_t, 256> by_byte{};
        for (const std::uint8_t level : levels_) ++by_byte[level];
        level_counts counts{std::vector<std::uint64_t>(steps_ + 1), std::vector<std::uint64_t>(steps_ + 1)};
        for (std::size_t level = 0; level <= steps_; ++level) {
            counts.at[level] = by_byte[level + 1];
            if (level != 0 && level != steps_) counts.open[level] = by_byte[level + 1];
        }
        return counts;
    }

private:
    struct early_event {
        std::uint64_t taken;
        std::uint32_t who;
    };

    /// Takes a step at once, for whoever can take one by an event that can take no other loses nothing by it.
    void look_again(std::uint32_t who, std::uint64_t taken) {
        std::vector<std::uint64_t>& events = again_[who];
        held_ = ~std::uint64_t{0};
        if ((taken & (taken - 1)) == 0) {
            ++levels_[who];
        } else {
            add_to_tick(events, taken, steps_);
        }
    }

    /// The time is over: who was to be looked at again comes as far as all his events of it go.
    /// @param earlies how many events came too early.
    void settle(std::size_t earlies) {
        if (again_.empty()) return;
        for (std::size_t i = 0; i < earlies; ++i) {
            const auto found = again_.find(early_[i].who);
            if (found != again_.end()) add_to_tick(found->second, early_[i].taken, steps_);
        }
        for (const auto& [who, events] : again_) {
            const matched_tick tick{events, steps_};
            const std::size_t level = levels_[who] - std::size_t{1};
            std::size_t m = steps_;
            while (m > level && tick.from(m) > level) --m;
            levels_[who] = static_cast<std::uint8_t>(m + 1);
        }
        again_.clear();
        held_ = 0;
    }

    std::size_t steps_;
    std::size_t limit_;
    std::vector<std::uint8_t> levels_;
    funnel_totals totals_{};
    std::vector<early_event> early_;  // of one time
    std::uint64_t held_{};            // all bits, if someone is to be looked at again
    std::unordered_map<std::uint32_t, std::vector<std::uint64_t>> again_;
};

/// Asks a question of entities whose ids are below `limit`.
/// @param place gives the id of an event.
template <class Question, class Events, class Place, class When, class... What>
[[nodiscard]] auto asked_of_dense(const Question& question, std::size_t limit, Events& events, Place& place, When& when,
                                  What&... what) {
    using when_type = typename asked_types<Question, Events, Place, When>::when_type;
    if constexpr (Question::remembers == remembered::levels && std::ranges::forward_range<Events>) {
        using bytes = bare_levels<ticks_of<when_type>>;
        if (question.steps().size() <= bytes::most) {
            bytes levels{question.steps().size(), limit};
            const seen_table<Question, Events, What...> table{question};
            if (levels.count(
                    events, place, [&](auto&& event) { return to_ticks(std::invoke(when, event)); },
                    [&](auto&& event) { return table.seen(std::invoke(what, event)...).bits; })) {
                return summarise_blocks<when_type>(levels, question);
            }
        }
    }
    return asked_of_slots<true>(question, limit, events, place, when, what...);
}

}  // namespace emptor::detail
