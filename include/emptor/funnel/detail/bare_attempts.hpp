// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How far each entity has come, where no time of a step is asked for.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_layout.hpp>
#include <emptor/funnel/detail/bare_attempt.hpp>
#include <emptor/funnel/detail/counter_attempts.hpp>
#include <emptor/funnel/detail/counter_codec.hpp>
#include <emptor/funnel/detail/level_tally.hpp>
#include <emptor/funnel/detail/moment_clock.hpp>
#include <emptor/funnel/detail/moment_rows.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/process/detail/prefetch.hpp>

namespace emptor::detail {

/// The same as `counter_attempts` without times: of an entity that is put away no more is kept than its level.
///
/// Bytes of one that is put away: 16 and its level. Else a byte that says whether it has seen an event (bit 0), and
/// whether the events of its last time are kept one by one (bit 3); its level; the time of its last event; the steps
/// taken at that time, or the number of its events and the steps of each; and with a window, if it is not complete, the
/// latest start at each level. With a window, before all that: whether anyone with a start was put away, and the latest
/// such start.
template <class Ticks, remembered What>
    requires(remembers_no_times(What))
class counter_attempts<Ticks, What> {
    static constexpr bool windowed = What == remembered::open_starts;
    using clock_type = moment_clock<Ticks>;
    using near_type = typename clock_type::near_type;
    using state = bare_state<std::uint64_t>;

public:
    /// @throws std::invalid_argument unless there are 1 to 64 steps.
    counter_attempts(std::size_t steps, ticks_span<Ticks> window)
        : steps_{steps}, window_{window}, near_rule_{steps, clock_type::near_window(window)}, rule_{steps, window} {
        require_step_count(steps);
    }

    /// What an entity takes that is not put away: its state and its moments, while they fit 32 bits.
    [[nodiscard]] static constexpr std::size_t bytes_an_entity(std::size_t steps) {
        return sizeof(state) + bare_attempt<near_type, windowed>::moments(steps) * sizeof(near_type);
    }

    [[nodiscard]] std::size_t entities() const noexcept { return all_here() ? states_.size() : places_.size(); }
    [[nodiscard]] std::size_t steps() const noexcept { return steps_; }
    [[nodiscard]] ticks_span<Ticks> window() const noexcept { return window_; }

    void reserve(std::size_t entities) {
        states_.reserve(entities);
        moments_.reserve(entities * stride());
    }

    /// Makes room for the entities up to and including this one, and brings it back if it was put away.
    /// @returns its row, until anyone is put away or forgotten.
    std::size_t admit(std::size_t entity) {
        if (all_here()) {
            if (entity >= states_.size()) add_rows(entity + 1 - states_.size());
            return entity;
        }
        while (places_.size() <= entity) {
            if (places_.size() == places_.capacity()) places_.reserve(2 * places_.size());
            add_rows(1);
            places_.push_back(states_.size() - 1);
        }
        return back(entity);
    }

    /// Brings an entity back if it was put away.
    /// @returns its row, as `admit` does.
    std::size_t back(std::size_t entity) {
        if (away(entity)) bring_back(entity);
        return row(entity);
    }

    /// Asks for the memory of an entity.
    void ask(std::size_t entity) const noexcept {
        if (entity >= entities() || away(entity)) return;
        prefetch(states_.data() + row(entity));
        moments_.ask(row(entity) * stride());
    }

    /// Adds the attempts of other entities, whose numbers follow.
    /// @pre the steps and the window are the same.
    counter_attempts& operator+=(const counter_attempts& other) {
        if (!all_here() || !other.all_here()) {
            make_places();
            for (std::size_t entity = 0; entity < other.entities(); ++entity) {
                const std::uint64_t place = other.all_here() ? entity : other.places_[entity];
                places_.push_back((place & away_bit) != 0 ? place : place + states_.size());
            }
        }
        for (const auto& [row, events] : other.crowds_) crowds_[states_.size() + row] = events;
        if (other.ran_out_ && (!ran_out_ || *ran_out_ < *other.ran_out_)) ran_out_ = other.ran_out_;
        states_.insert(states_.end(), other.states_.begin(), other.states_.end());
        moments_ += other.moments_;
        return *this;
    }

    [[nodiscard]] bool in_order(std::size_t row, Ticks at) const noexcept {
        return !states_[row].seen || !(at < moment(row, 0));
    }

    void count(std::size_t row, Ticks at, step_set taken) {
        const bool crowded = states_[row].crowded;
        if (moments_.admit(at)) {
            near_rule_.count(states_[row], moments_.near_data() + row * stride(), moments_.near_moment(at), taken.bits,
                             crowd_of(row));
        } else {
            rule_.count(states_[row], moments_.far_data() + row * stride(), at, taken.bits, crowd_of(row));
        }
        if (crowded && !states_[row].crowded) [[unlikely]]
            crowds_.erase(row);
    }

    void settle_all() {
        for (std::size_t row = 0; row < states_.size(); ++row) settle(row);
    }

    /// Puts away whoever cannot get any further by events at `end` or later.
    void put_away(Ticks end) {
        make_places();
        std::vector<std::size_t> kept(states_.size(), states_.size());
        std::size_t left = 0;
        for (std::size_t row = 0; row < states_.size(); ++row) {
            if (states_[row].seen && moment(row, 0) < end) settle(row);
            if (!over(row, end)) {
                kept[row] = left++;
            } else if (starts_of(states_[row].level) > 0 && (!ran_out_ || *ran_out_ < moment(row, 1))) {
                ran_out_ = moment(row, 1);
            }
        }
        for (std::uint64_t& place : places_) {
            if ((place & away_bit) != 0) continue;
            const auto from = static_cast<std::size_t>(place);
            place = kept[from] == states_.size() ? away_bit | states_[from].level : kept[from];
        }
        for (std::size_t row = 0; row < states_.size(); ++row) {
            if (kept[row] != states_.size()) move(row, kept[row]);
        }
        resize(left);
        states_.shrink_to_fit();
        moments_.shrink_to_fit();
    }

    /// Forgets an entity; those after it move up.
    void erase(std::size_t entity) {
        std::size_t gone = entity;
        if (!all_here()) {
            const std::uint64_t place = places_[entity];
            places_.erase(std::next(places_.begin(), static_cast<std::ptrdiff_t>(entity)));
            if ((place & away_bit) != 0) return;
            for (std::uint64_t& each : places_) each -= (each & away_bit) == 0 && each > place ? 1 : 0;
            gone = static_cast<std::size_t>(place);
        }
        crowds_.erase(gone);
        for (; gone + 1 < states_.size(); ++gone) move(gone + 1, gone);
        resize(gone);
    }

    /// The level of an entity if no event follows.
    [[nodiscard]] std::size_t level_so_far(std::size_t entity) const {
        if (away(entity)) return level(entity);
        const std::size_t from = row(entity);
        state current = states_[from];
        if (!current.crowded) return current.level;
        std::vector<std::uint64_t> events = crowds_.at(from);
        std::vector<Ticks> own;
        for (std::size_t i = 0; i < stride(); ++i) own.push_back(moment(from, i));
        rule_.settle(current, own.data(), [&]() -> std::vector<std::uint64_t>& { return events; });
        return current.level;
    }

    /// What has been settled.
    /// @param latest the time of the last event.
    [[nodiscard]] level_counts levels(Ticks latest) const {
        level_counts counts{std::vector<std::uint64_t>(steps_ + 1), std::vector<std::uint64_t>(steps_ + 1)};
        for (const std::uint64_t place : places_) {
            if ((place & away_bit) != 0) ++counts.at[place & level_bits];
        }
        for (std::size_t row = 0; row < states_.size(); ++row) {
            ++counts.at[states_[row].level];
            if (open(row, latest)) ++counts.open[states_[row].level];
        }
        return counts;
    }

    void write(counter_writer<Ticks>& out) const {
        if constexpr (windowed) {
            out.byte(ran_out_ ? 1 : 0);
            if (ran_out_) out.time(*ran_out_);
        }
        for (std::size_t entity = 0; entity < entities(); ++entity) {
            if (away(entity)) {
                out.byte(away_byte);
                out.byte(level(entity));
                continue;
            }
            const std::size_t from = row(entity);
            const state& current = states_[from];
            out.byte((current.seen ? 1U : 0U) | (current.crowded ? 8U : 0U));
            out.byte(current.level);
            if (!current.seen) continue;
            out.time(moment(from, 0));
            if (current.crowded) {
                const std::vector<std::uint64_t>& events = crowds_.at(from);
                out.varint(events.size());
                for (const std::uint64_t taken : events) out.varint(taken);
            } else {
                out.varint(current.taken);
            }
            for (std::size_t l = 1; l <= starts_of(current.level); ++l) out.time(moment(from, l));
        }
    }

    /// @param latest the time of the last event.
    void read(counter_reader<Ticks>& in, std::size_t entities, Ticks latest) {
        if constexpr (windowed) {
            if (in.flag("whether windows have run out")) {
                ran_out_.emplace();
                in.rising({&*ran_out_, 1}, latest, "a start whose window has run out");
            }
        }
        for (std::size_t entity = 0; entity < entities && in.good(); ++entity) {
            const std::size_t at = in.offset();
            const std::uint8_t kind = in.byte("the kind of an entity's state");
            if (kind > away_byte) in.refuse("the kind of an entity's state is not known", at);
            const std::uint64_t level = in.up_to("the level of an entity", steps_);
            if (kind == away_byte) {
                make_places();
                places_.push_back(away_bit | level);
            } else {
                read_row(in, kind, admit(entity), static_cast<std::uint8_t>(level), latest);
            }
        }
    }

private:
    // A place is the number of a row, or says that the entity is put away, at which level.
    static constexpr std::uint64_t away_bit = std::uint64_t{1} << 63;
    static constexpr std::uint64_t level_bits = 127;
    static constexpr std::uint8_t away_byte = 16;

    /// Nobody was ever put away: everyone stands in the row of his number.
    [[nodiscard]] bool all_here() const noexcept { return places_.empty(); }
    [[nodiscard]] bool away(std::size_t entity) const noexcept {
        return !all_here() && (places_[entity] & away_bit) != 0;
    }
    [[nodiscard]] std::size_t row(std::size_t entity) const noexcept {
        return all_here() ? entity : static_cast<std::size_t>(places_[entity]);
    }
    [[nodiscard]] std::size_t level(std::size_t entity) const noexcept {
        return static_cast<std::size_t>(places_[entity] & level_bits);
    }
    [[nodiscard]] std::size_t stride() const noexcept { return bare_attempt<Ticks, windowed>::moments(steps_); }
    [[nodiscard]] Ticks moment(std::size_t row, std::size_t i) const noexcept { return moments_[row * stride() + i]; }
    /// How many starts there are.
    [[nodiscard]] std::size_t starts_of(std::size_t level) const noexcept {
        return windowed && level < steps_ ? level : 0;
    }

    [[nodiscard]] auto crowd_of(std::size_t row) {
        return [this, row]() -> std::vector<std::uint64_t>& { return crowds_[row]; };
    }

    void settle(std::size_t row) {
        if (!states_[row].crowded) return;
        if (moments_.near()) {
            near_rule_.settle(states_[row], moments_.near_data() + row * stride(), crowd_of(row));
        } else {
            rule_.settle(states_[row], moments_.far_data() + row * stride(), crowd_of(row));
        }
        crowds_.erase(row);
    }

    /// Takes up one that was put away. That an attempt of his started at the latest time whose window has run out is as
    /// good as when it did.
    void bring_back(std::size_t entity) {
        add_rows(1);
        states_.back().level = static_cast<std::uint8_t>(level(entity));
        places_[entity] = states_.size() - 1;
        let_run_out(states_.size() - 1);
    }

    void let_run_out(std::size_t row) {
        const std::size_t starts = starts_of(states_[row].level);
        if (starts == 0 || !ran_out_) return;
        for (std::size_t l = 1; l <= starts; ++l) moments_.set(row * stride() + l, *ran_out_);
    }

    [[nodiscard]] bool open(std::size_t row, Ticks now) const noexcept {
        if (states_[row].level == 0 || states_[row].level == steps_) return false;
        if constexpr (windowed) return elapsed_ticks(moment(row, 1), now) <= window_;
        return true;
    }

    /// No event at `end` or later can change what the row came to.
    [[nodiscard]] bool over(std::size_t row, Ticks end) const noexcept {
        const state& current = states_[row];
        if (current.seen && !(moment(row, 0) < end)) return false;
        return current.level == 0 || current.level == steps_ || (windowed && !open(row, end));
    }

    void add_rows(std::size_t more) {
        const std::size_t rows = states_.size() + more;
        moments_.resize(rows * stride());
        states_.resize(rows);
    }

    void resize(std::size_t rows) {
        states_.resize(rows);
        moments_.resize(rows * stride());
    }

    void move(std::size_t from, std::size_t to) noexcept {
        if (from == to) return;
        states_[to] = states_[from];
        for (std::size_t i = 0; i < stride(); ++i) moments_.move(from * stride() + i, to * stride() + i);
        crowds_.erase(to);
        auto events = crowds_.extract(from);
        if (events.empty()) return;
        events.key() = to;
        crowds_.insert(std::move(events));
    }

    void make_places() {
        if (!all_here()) return;
        std::vector<std::uint64_t> places(states_.size());
        for (std::size_t entity = 0; entity < places.size(); ++entity) places[entity] = entity;
        places_ = std::move(places);
    }

    /// @param there the first byte.
    /// @pre the row has seen nothing.
    void read_row(counter_reader<Ticks>& in, std::uint8_t there, std::size_t row, std::uint8_t level, Ticks latest) {
        std::vector<Ticks> own(stride());
        state current{};
        current.level = level;
        current.seen = (there & 1U) != 0;
        current.crowded = (there & 8U) != 0;
        std::vector<std::uint64_t> events;
        if (current.seen) {
            in.rising({own.data(), 1}, latest, "the time of an entity's last event");
            if (current.crowded) {
                const std::size_t at = in.offset();
                const std::size_t count = in.count("the number of events at one time");
                if (count == 0 || count > steps_ * steps_) in.refuse("so many events at one time are not kept", at);
                for (std::size_t i = 0; i < count && in.good(); ++i) {
                    events.push_back(in.steps("the steps of an event", steps_));
                    current.taken |= events.back();
                }
            } else {
                current.taken = in.steps("the steps taken at one time", steps_);
            }
            for (std::size_t l = 1; l <= starts_of(level); ++l) {
                in.rising({own.data() + l, 1}, own[l - 1], "the start of an attempt");
            }
        }
        if (!in.good()) return;
        states_[row] = current;
        if (current.crowded) crowds_[row] = std::move(events);
        if (!current.seen) return let_run_out(row);
        for (std::size_t i = 0; i <= starts_of(level); ++i) moments_.set(row * stride() + i, own[i]);
    }

    std::size_t steps_;
    ticks_span<Ticks> window_;
    bare_attempt<near_type, windowed> near_rule_;
    bare_attempt<Ticks, windowed> rule_;
    std::vector<state> states_;
    moment_rows<Ticks> moments_;  // of each row
    std::unordered_map<std::size_t, std::vector<std::uint64_t>> crowds_;
    std::vector<std::uint64_t> places_;
    std::optional<Ticks> ran_out_;  // the latest start of those that were put away
};

}  // namespace emptor::detail
