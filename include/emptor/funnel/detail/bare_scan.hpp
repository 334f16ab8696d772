// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Entities one after the other, each in as few instructions an event as it takes.

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <ranges>
#include <utility>
#include <vector>

#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_layout.hpp>
#include <emptor/funnel/detail/bare_attempt.hpp>
#include <emptor/funnel/detail/level_tally.hpp>
#include <emptor/funnel/detail/summary.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor::detail {

/// As many steps as there are bits for in a word, besides one for a start and one for events that are no step.
inline constexpr std::size_t most_scanned = 62;

/// Counts events that stand together entity by entity; the same as `attempt_list` without times.
///
/// While an entity's events take one step each at rising times, which is nearly always, an event is a few additions and
/// comparisons on local variables; the rest of an entity of whom that is not so goes through `bare_attempt`.
template <class Ticks, bool Windowed>
class bare_scan {
    using rule_type = bare_attempt<Ticks, Windowed>;

public:
    using span_type = ticks_span<Ticks>;
    /// @pre at most `most_scanned` steps.
    bare_scan(std::size_t steps, span_type window) : rule_{steps, window}, tally_{steps, window} {}

    /// Counts events of entities that are not counted yet, and ends the last of them.
    /// @param crossed tells whether an event is of another entity than the one it was asked about before.
    /// @param when,seen give the ticks and the steps of an event.
    template <class Events, class Crossed, class When, class Seen>
    void count(Events&& events, Crossed crossed, When when, Seen seen) {
        const std::size_t n = rule_.steps();
        const span_type window = rule_.window();
        const std::uint64_t no_step = std::uint64_t{1} << n;
        // Bit l: an attempt has l steps. An event that takes none takes one beyond the last, which nobody asks for.
        std::uint64_t reached = 1;
        std::uint64_t taken = 0;
        std::uint64_t all = 0;
        std::uint64_t unmatched = 0;
        bool careful = false;
        bare_state<std::uint64_t> current{};
        const auto level = [&] { return std::bit_width(reached & ((no_step << 1) - 1)) - 1; };
        const auto end_entity = [&] {
            if (!careful) current.level = static_cast<std::uint8_t>(level());
            end(current);
        };
        for (auto&& event : events) {
            const bool first = crossed(event);
            const Ticks at = when(event);
            const std::uint64_t bits = seen(event);
            bool plain = own_[0] < at;
            if (first) {
                if (all > 0) end_entity();
                ++totals_.entities;
                reached = 1;
                current = {};
                careful = false;
                plain = true;
            }
            ++all;
            plain &= (bits & (bits - 1)) == 0;
            plain &= !careful;
            if (!plain) [[unlikely]] {
                if (!careful) current = {taken, static_cast<std::uint8_t>(level()), !first, false};
                careful = true;
                unmatched += count_carefully(current, at, bits);
                continue;
            }
            taken = bits;
            own_[0] = at;
            const auto m = static_cast<std::size_t>(std::countr_zero(bits | no_step)) + 1;
            std::uint64_t carried = reached >> (m - 1) & 1;
            if constexpr (Windowed) {
                carried &= static_cast<std::uint64_t>(elapsed_ticks(own_[m - 1], at) <= window);
                own_[m] = own_[m - carried];
            }
            reached |= carried << m;
            unmatched += m > n ? 1U : 0U;
        }
        if (all > 0) end_entity();
        totals_.events += all;
        totals_.unmatched += unmatched;
    }

    /// Adds what was counted of other entities.
    bare_scan& operator+=(const bare_scan& other) {
        tally_ += other.tally_;
        totals_ += other.totals_;
        if (other.latest_ && (!latest_ || *latest_ < *other.latest_)) latest_ = other.latest_;
        return *this;
    }

    [[nodiscard]] const funnel_totals& totals() const noexcept { return totals_; }
    [[nodiscard]] level_counts levels() const { return tally_.counts(latest_.value_or(Ticks{})); }

private:
    /// @returns how many events took no step: this one, or none.
    std::uint64_t count_carefully(bare_state<std::uint64_t>& current, Ticks at, std::uint64_t bits) {
        if (current.seen && at < own_[0]) {
            ++totals_.out_of_order;
            return 0;
        }
        rule_.count(current, own_.data(), at, bits, [this]() -> std::vector<std::uint64_t>& { return crowd_; });
        return bits == 0 ? 1 : 0;
    }

    void end(bare_state<std::uint64_t>& current) {
        rule_.settle(current, own_.data(), [this]() -> std::vector<std::uint64_t>& { return crowd_; });
        if (!latest_ || *latest_ < own_[0]) latest_ = own_[0];
        tally_.add(current.level, own_[1], *latest_);
    }

    rule_type rule_;
    level_tally<Ticks, Windowed> tally_;
    funnel_totals totals_{};
    std::optional<Ticks> latest_;
    std::array<Ticks, most_scanned + 2> own_{};  // the moments of the entity
    std::vector<std::uint64_t> crowd_;
};

/// Questions that can be scanned: of steps that depend on the event alone.
template <class Question>
inline constexpr bool scanned = Question::untimed && std::same_as<typename Question::steps_type::tracker, step_tracker>;

template <class When, class Question>
[[nodiscard]] auto scan_for(const Question& question) {
    return bare_scan<ticks_of<When>, Question::remembers == remembered::open_starts>{
        question.steps().size(), question.template window_ticks<When>()};
}

}  // namespace emptor::detail
