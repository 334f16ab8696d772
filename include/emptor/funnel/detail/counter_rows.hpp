// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The rows of an attempt table: taken out, put back, and as bytes.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempts.hpp>
#include <emptor/funnel/detail/counter_codec.hpp>

namespace emptor::detail {

/// May look into an attempt table, by the number of a row.
///
/// Bytes of a row: whether it has seen an event, holds something back, as what one event can take, as one by one (bits
/// 0 to 3 of a byte); its level; the time of its last event; the steps held back, or the number of events and the steps
/// of each; the first times; with a window, of an attempt that is not complete, the record of each level that there is
/// one of; with chains the times of the best attempt.
struct attempt_access {
    /// No event at `end` or later can change what the row came to.
    template <class Ticks, remembered What>
    static bool over(const attempt_table<Ticks, What>& table, std::size_t row, Ticks end) noexcept {
        const auto& current = table.rows_.state_of(row);
        if (current.pending != 0 || (current.seen && !(current.now < end))) return false;
        if (current.level == 0 || current.level == table.steps()) return true;
        if constexpr (attempt_table<Ticks, What>::windowed) {
            return elapsed_ticks(table.latest_start(row), end) > table.window();
        } else {
            return false;
        }
    }

    /// Settles what is held back of a time before `end`.
    template <class Ticks, remembered What>
    static void settle(attempt_table<Ticks, What>& table, std::size_t row, Ticks end) {
        if (table.rows_.state_of(row).pending != 0 && table.rows_.state_of(row).now < end) table.settle(row);
    }

    template <class Ticks, remembered What>
    static void move(attempt_table<Ticks, What>& table, std::size_t from, std::size_t to) noexcept {
        if (from == to) return;
        table.rows_.move(from, to);
        table.crowds_.erase(to);  // a list may be left there from before
        auto events = table.crowds_.extract(from);
        if (!table.rows_.state_of(to).crowded) return;
        events.key() = to;
        table.crowds_.insert(std::move(events));
    }

    template <class Ticks, remembered What>
    static void shrink(attempt_table<Ticks, What>& table, std::size_t rows) {
        table.rows_.resize(rows);
        table.rows_.shrink_to_fit();
    }

    template <class Ticks, remembered What>
    static void erase(attempt_table<Ticks, What>& table, std::size_t row) {
        table.crowds_.erase(row);
        table.rows_.state_of(row).crowded = false;
        for (; row + 1 < table.entities(); ++row) move(table, row + 1, row);
        table.rows_.resize(row);
    }

    /// The level of a row if no event follows.
    template <class Ticks, remembered What>
    static std::size_t level(const attempt_table<Ticks, What>& table, std::size_t row) {
        if (table.rows_.state_of(row).pending == 0) return table.level(row);
        attempt_table<Ticks, What> one{table.steps(), table.window()};
        one.admit(0);
        one.rows_.state_of(0) = table.rows_.state_of(row);
        std::copy_n(table.rows_.cells(row), table.layout_.stride(), one.rows_.cells(0));
        if (one.rows_.state_of(0).crowded) one.crowds_[0] = table.crowds_.at(row);
        one.settle(0);
        return one.level(0);
    }

    /// Puts back what a row came to whose attempts are over. That they started when its first one did is as good as
    /// when they did: too long ago.
    template <class Ticks, remembered What>
    static void put_back(attempt_table<Ticks, What>& table, std::size_t row, std::span<const Ticks> first,
                         std::span<const Ticks> best) noexcept {
        const std::size_t stride = table.layout_.stride();
        std::fill_n(table.rows_.cells(row), stride, first.empty() ? Ticks{} : first.front());
        std::copy(first.begin(), first.end(), table.rows_.cells(row) + table.layout_.first_offset());
        std::copy(best.begin(), best.end(), table.rows_.cells(row) + table.layout_.best_offset());
        table.rows_.state_of(row) = {};
        table.rows_.state_of(row).level = static_cast<std::uint8_t>(first.size());
    }

    template <class Ticks, remembered What>
    static void write(counter_writer<Ticks>& out, const attempt_table<Ticks, What>& table, std::size_t row) {
        const auto& current = table.rows_.state_of(row);
        const bool held = current.pending != 0;
        out.byte((current.seen ? 1U : 0U) | (held ? 2U : 0U) | (held && current.one_event ? 4U : 0U) |
                 (current.crowded ? 8U : 0U));
        out.byte(current.level);
        if (current.seen) out.time(current.now);
        if (current.crowded) {
            const std::vector<std::uint64_t>& events = table.crowds_.at(row);
            out.varint(events.size());
            for (const std::uint64_t taken : events) out.varint(taken);
        } else if (held) {
            out.varint(current.pending);
        }
        out.times(table.first_times(row));
        each_record(table, row, [&](std::span<const Ticks> record) { out.times(record); });
        if constexpr (What == remembered::chains) out.times(table.best_times(row));
    }

    /// @param there the first byte.
    /// @pre the row has seen nothing.
    template <class Ticks, remembered What>
    static void read(counter_reader<Ticks>& in, std::uint8_t there, attempt_table<Ticks, What>& table, std::size_t row,
                     Ticks latest) {
        auto& current = table.rows_.state_of(row);
        const std::size_t steps = table.steps();
        const std::size_t begin = in.offset();
        current.level = static_cast<std::uint8_t>(in.up_to("the level of an entity", steps));
        current.seen = (there & 1U) != 0;
        current.one_event = (there & 4U) != 0;
        Ticks last = latest;
        if (current.seen) {
            in.rising({&current.now, 1}, latest, "the time of an entity's last event");
            last = current.now;
        }
        if ((there & 8U) != 0) {
            std::vector<std::uint64_t> events;
            const std::size_t at = in.offset();
            const std::size_t count = in.count("the number of events at one time");
            if (count == 0 || count > steps * steps) in.refuse("so many events at one time are not kept", at);
            for (std::size_t i = 0; i < count && in.good(); ++i) {
                events.push_back(in.steps("the steps of an event", steps));
                current.pending |= events.back();
            }
            if (!in.good()) return;
            table.crowds_[row] = std::move(events);
            current.crowded = true;
        } else if ((there & 2U) != 0) {
            current.pending = in.steps("the steps held back", steps);
        }
        if ((current.pending != 0) != ((there & 2U) != 0) || ((there & 2U) != 0 && !current.seen)) {
            in.refuse("what is held back is nothing", begin);
        }
        in.rising({table.rows_.cells(row) + table.layout_.first_offset(), current.level}, last, "the time of a step");
        each_record(table, row, [&](std::span<const Ticks> record) {
            in.rising({table.rows_.cells(row) + (record.data() - table.rows_.cells(row)), record.size()}, last,
                      "the time of an attempt");
        });
        if constexpr (What == remembered::chains) {
            in.rising({table.rows_.cells(row) + table.layout_.best_offset(), current.level}, last,
                      "the time of the best attempt");
        }
    }

private:
    template <class Ticks, remembered What, class Use>
    static void each_record(const attempt_table<Ticks, What>& table, std::size_t row, Use use) {
        if constexpr (attempt_table<Ticks, What>::windowed) {
            const std::size_t level = table.level(row);
            for (std::size_t l = 1; level < table.steps() && l <= level; ++l) {
                use(std::span<const Ticks>{table.rows_.cells(row) + table.layout_.record_offset(l),
                                           attempt_table<Ticks, What>::chained ? l : 1});
            }
        }
    }
};

}  // namespace emptor::detail
