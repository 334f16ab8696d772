// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The attempts of entities that come, are done with, and come back.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempts.hpp>
#include <emptor/funnel/detail/counter_codec.hpp>
#include <emptor/funnel/detail/counter_rows.hpp>

namespace emptor::detail {

/// The same as `attempt_table`, of entities some of which may be put away: those whose attempts are all over leave no
/// more than what they came to, until they come back.
///
/// Kept of one that is put away: where that stands (8 bytes), the first time of each step it took, and with chains the
/// time of each step of its best attempt. Bytes of it: 16, its level, and these times; else those of its row.
template <class Ticks, remembered What>
class counter_attempts {
    using table = attempt_table<Ticks, What>;

public:
    static constexpr bool windowed = table::windowed;
    static constexpr bool chained = table::chained;

    /// @throws std::invalid_argument unless there are 1 to 64 steps.
    counter_attempts(std::size_t steps, ticks_span<Ticks> window) : table_{steps, window} {}

    /// What an entity takes that is not put away: its state and its cells.
    [[nodiscard]] static constexpr std::size_t bytes_an_entity(std::size_t steps) {
        return table::bytes_an_entity(steps);
    }

    [[nodiscard]] std::size_t entities() const noexcept { return all_here() ? table_.entities() : places_.size(); }
    [[nodiscard]] std::size_t steps() const noexcept { return table_.steps(); }
    [[nodiscard]] ticks_span<Ticks> window() const noexcept { return table_.window(); }

    void reserve(std::size_t entities) { table_.reserve(entities); }

    /// Makes room for the entities up to and including this one, and brings it back if it was put away.
    /// @returns its row, until anyone is put away or forgotten.
    std::size_t admit(std::size_t entity) {
        if (all_here()) [[likely]] {
            table_.admit(entity);
            return entity;
        }
        while (places_.size() <= entity) {
            if (places_.size() == places_.capacity()) places_.reserve(2 * places_.size());  // only `admit` throws
            table_.admit(table_.entities());
            places_.push_back(table_.entities() - 1);
        }
        if (away(entity)) bring_back(entity);
        return row(entity);
    }

    /// Adds the attempts of other entities, whose numbers follow.
    /// @pre the steps and the window are the same.
    counter_attempts& operator+=(const counter_attempts& other) {
        if (!all_here() || !other.all_here()) {
            make_places();
            const std::size_t rows = table_.entities();
            for (std::size_t entity = 0; entity < other.entities(); ++entity) {
                if (other.away(entity)) {
                    places_.push_back(place_away(other.level(entity)));
                    append(other.first_times(entity), other.chain(entity));
                } else {
                    places_.push_back(rows + other.row(entity));
                }
            }
        }
        table_ += other.table_;
        return *this;
    }

    /// Asks for the memory of an entity.
    void ask(std::size_t entity) const noexcept {
        if (all_here()) return table_.ask(entity);
        if (entity < places_.size() && !away(entity)) table_.ask(row(entity));
    }

    [[nodiscard]] bool in_order(std::size_t row, Ticks at) const noexcept { return table_.in_order(row, at); }
    void count(std::size_t row, Ticks at, step_set taken) { table_.count(row, at, taken); }

    void settle_all() { table_.settle_all(); }

    /// Puts away whoever cannot get any further by events at `end` or later.
    void put_away(Ticks end) {
        make_places();
        std::vector<std::size_t> owners(table_.entities());
        for (std::size_t entity = 0; entity < places_.size(); ++entity) {
            if (!away(entity)) owners[row(entity)] = entity;
        }
        std::size_t more = 0;
        for (std::size_t i = 0; i < owners.size(); ++i) {
            attempt_access::settle(table_, i, end);
            if (attempt_access::over(table_, i, end)) more += table_.level(i) * (chained ? 2U : 1U);
        }
        std::size_t before = 0;
        for (std::size_t entity = 0; entity < places_.size(); ++entity) {
            if (away(entity)) before += level(entity) * (chained ? 2U : 1U);
        }
        std::vector<Ticks> times;
        times.reserve(before + more);  // from here on nothing throws
        times.swap(times_);
        for (std::size_t entity = 0; entity < places_.size(); ++entity) {
            if (!away(entity)) continue;
            const std::size_t size = level(entity);
            const Ticks* const own = times.data() + (places_[entity] & offset_bits);
            places_[entity] = place_away(size);
            append({own, size}, {own + size, chained ? size : 0});
        }
        std::size_t kept = 0;
        for (std::size_t i = 0; i < owners.size(); ++i) {
            if (attempt_access::over(table_, i, end)) {
                places_[owners[i]] = place_away(table_.level(i));
                append(table_.first_times(i), chain_of(table_, i));
            } else {
                attempt_access::move(table_, i, kept);
                places_[owners[i]] = kept++;
            }
        }
        attempt_access::shrink(table_, kept);
    }

    /// Forgets an entity; those after it move up.
    void erase(std::size_t entity) {
        if (all_here()) return attempt_access::erase(table_, entity);
        const std::uint64_t gone = places_[entity];
        places_.erase(std::next(places_.begin(), static_cast<std::ptrdiff_t>(entity)));
        if ((gone & away_bit) != 0) {
            const auto begin = std::next(times_.begin(), static_cast<std::ptrdiff_t>(gone & offset_bits));
            std::fill_n(begin, (gone >> level_shift & 127U) * (chained ? 2U : 1U), Ticks{});
            return;
        }
        attempt_access::erase(table_, static_cast<std::size_t>(gone));
        for (std::uint64_t& place : places_) place -= (place & away_bit) == 0 && place > gone ? 1 : 0;
    }

    /// @name What has been settled
    /// @{
    [[nodiscard]] std::size_t level(std::size_t entity) const noexcept {
        return away(entity) ? static_cast<std::size_t>(places_[entity] >> level_shift & 127U)
                            : table_.level(row(entity));
    }
    [[nodiscard]] std::span<const Ticks> first_times(std::size_t entity) const noexcept {
        return away(entity) ? std::span{times_away(entity), level(entity)} : table_.first_times(row(entity));
    }
    [[nodiscard]] std::span<const Ticks> best_times(std::size_t entity) const noexcept
        requires(What != remembered::starts)
    {
        return away(entity) ? std::span{times_away(entity) + (chained ? level(entity) : 0), level(entity)}
                            : table_.best_times(row(entity));
    }
    [[nodiscard]] bool open(std::size_t entity, Ticks now) const noexcept {
        return !away(entity) && table_.open(row(entity), now);
    }
    /// @}

    /// The level of an entity if no event follows.
    [[nodiscard]] std::size_t level_so_far(std::size_t entity) const {
        return away(entity) ? level(entity) : attempt_access::level(table_, row(entity));
    }

    void write(counter_writer<Ticks>& out) const {
        for (std::size_t entity = 0; entity < entities(); ++entity) {
            if (!away(entity)) {
                attempt_access::write(out, table_, row(entity));
                continue;
            }
            out.byte(away_byte);
            out.byte(level(entity));
            out.times(first_times(entity));
            out.times(chain(entity));
        }
    }

    /// @param latest the time of the last event.
    void read(counter_reader<Ticks>& in, std::size_t entities, Ticks latest) {
        std::vector<Ticks> times;
        for (std::size_t entity = 0; entity < entities && in.good(); ++entity) {
            const std::size_t at = in.offset();
            const std::uint8_t kind = in.byte("the kind of an entity's state");
            if (kind > away_byte) in.refuse("the kind of an entity's state is not known", at);
            if (kind != away_byte) {
                attempt_access::read(in, kind, table_, admit(entity), latest);
                continue;
            }
            make_places();
            times.resize(static_cast<std::size_t>(in.up_to("the level of an entity", steps())));
            places_.push_back(place_away(times.size()));
            for (std::size_t part = 0; part < (chained ? 2U : 1U); ++part) {
                in.rising(times, latest, "the time of a step");
                append(times, {});
            }
        }
    }

private:
    // A place is the number of a row, or says that the entity is put away, at which level, and where its times begin.
    static constexpr std::uint64_t away_bit = std::uint64_t{1} << 63;
    static constexpr unsigned level_shift = 56;
    static constexpr std::uint64_t offset_bits = (std::uint64_t{1} << level_shift) - 1;
    static constexpr std::uint8_t away_byte = 16;

    /// Nobody was ever put away: everyone stands in the row of his number.
    [[nodiscard]] bool all_here() const noexcept { return places_.empty(); }
    [[nodiscard]] bool away(std::size_t entity) const noexcept {
        return !all_here() && (places_[entity] & away_bit) != 0;
    }
    [[nodiscard]] std::size_t row(std::size_t entity) const noexcept {
        return all_here() ? entity : static_cast<std::size_t>(places_[entity]);
    }
    [[nodiscard]] const Ticks* times_away(std::size_t entity) const noexcept {
        return times_.data() + (places_[entity] & offset_bits);
    }
    /// What is to be kept of the best attempt besides the first times.
    [[nodiscard]] static std::span<const Ticks> chain_of([[maybe_unused]] const table& from,
                                                         [[maybe_unused]] std::size_t row) noexcept {
        if constexpr (chained) {
            return from.best_times(row);
        } else {
            return {};
        }
    }
    [[nodiscard]] std::span<const Ticks> chain(std::size_t entity) const noexcept {
        if (!away(entity)) return chain_of(table_, row(entity));
        return {times_away(entity) + (chained ? level(entity) : 0), chained ? level(entity) : 0};
    }

    /// The place of one whose times will be appended next.
    [[nodiscard]] std::uint64_t place_away(std::size_t level) const noexcept {
        return away_bit | static_cast<std::uint64_t>(level) << level_shift | times_.size();
    }
    void append(std::span<const Ticks> first, std::span<const Ticks> best) {
        times_.insert(times_.end(), first.begin(), first.end());
        times_.insert(times_.end(), best.begin(), best.end());
    }

    void make_places() {
        if (!all_here()) return;
        std::vector<std::uint64_t> places(table_.entities());
        for (std::size_t entity = 0; entity < places.size(); ++entity) places[entity] = entity;
        places_ = std::move(places);
    }

    void bring_back(std::size_t entity) {
        const std::size_t fresh = table_.entities();
        table_.admit(fresh);
        attempt_access::put_back(table_, fresh, first_times(entity), chain(entity));
        places_[entity] = fresh;
    }

    table table_;
    std::vector<std::uint64_t> places_;
    std::vector<Ticks> times_;
};

}  // namespace emptor::detail
