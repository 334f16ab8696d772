// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How far each entity has come, kept in O(steps) numbers an entity.

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_layout.hpp>
#include <emptor/funnel/detail/attempt_store.hpp>
#include <emptor/funnel/detail/tick.hpp>

namespace emptor::detail {

/// The attempts of every entity, fed one event at a time.
///
/// One record a level is exact: of all attempts that took l steps, only the one that started last can outlive the
/// others, so it stands for all of them. The events of the current time are held back until a later one arrives, for
/// equal times convert in step order; they are a set of steps, not a list (except where events take several steps at
/// once, see `add_to_tick`).
template <class Ticks, remembered What>
class attempt_table {
    using layout_type = attempt_layout<Ticks, What>;

public:
    using span_type = ticks_span<Ticks>;
    static constexpr bool windowed = layout_type::windowed;
    static constexpr bool chained = layout_type::chained;

    /// @throws std::invalid_argument unless there are 1 to 64 steps.
    attempt_table(std::size_t steps, span_type window) : layout_{steps, window}, rows_{layout_.stride()} {}

    /// What an entity takes.
    [[nodiscard]] static constexpr std::size_t bytes_an_entity(std::size_t steps) {
        return attempt_store<Ticks>::row_size(layout_type{steps, {}}.stride());
    }

    [[nodiscard]] std::size_t entities() const noexcept { return rows_.size(); }
    [[nodiscard]] std::size_t steps() const noexcept { return layout_.steps(); }
    [[nodiscard]] span_type window() const noexcept { return layout_.window(); }

    /// Takes the memory for so many entities.
    void reserve(std::size_t entities) { rows_.reserve(entities); }

    /// Makes room for the entities up to and including this one. Those new have seen nothing.
    void admit(std::size_t entity) {
        if (entity >= rows_.size()) rows_.resize(entity + 1);
    }

    /// Asks for the memory of an entity, if it was admitted.
    void ask(std::size_t entity) const noexcept {
        if (entity < rows_.size()) rows_.ask(entity, layout_.wanted());
    }

    /// Adds the attempts of other entities, whose numbers follow.
    /// @pre the steps and the window are the same.
    attempt_table& operator+=(const attempt_table& other) {
        for (const auto& [entity, events] : other.crowds_) crowds_[rows_.size() + entity] = events;
        rows_.append(other.rows_);
        return *this;
    }

    /// Makes a settled entity one that has seen nothing.
    void forget(std::size_t entity) noexcept { rows_.state_of(entity) = {}; }

    /// Whether an event at this time is in order for an admitted entity: none of its events was later.
    [[nodiscard]] bool in_order(std::size_t entity, Ticks at) const noexcept {
        const auto& current = rows_.state_of(entity);
        return !current.seen || !(at < current.now);
    }

    /// Where an admitted entity stands.
    [[nodiscard]] const attempt_state<Ticks>& state(std::size_t entity) const noexcept {
        return rows_.state_of(entity);
    }

    /// Counts an event that is in order.
    void count(std::size_t entity, Ticks at, step_set taken) {
        auto& current = rows_.state_of(entity);
        const bool crowded = current.crowded;
        layout_.count(current, rows_.cells(entity), at, taken, crowd_of(entity));
        if (crowded && !current.crowded) [[unlikely]]
            crowds_.erase(entity);
    }

    /// Settles what is held back, as if a later event had arrived for everyone. Later events may still follow, but none
    /// at a time that was seen already may count with those before.
    void settle_all() {
        for (std::size_t entity = 0; entity < rows_.size(); ++entity) {
            if (rows_.state_of(entity).pending != 0) settle(entity);
        }
    }

    /// @name What has been settled
    /// @{
    [[nodiscard]] std::size_t level(std::size_t entity) const noexcept { return rows_.state_of(entity).level; }

    /// When the entity first took 1, 2, ... steps of an attempt; `level` numbers.
    [[nodiscard]] std::span<const Ticks> first_times(std::size_t entity) const noexcept {
        return {rows_.cells(entity) + layout_.first_offset(), level(entity)};
    }

    /// The times of the best attempt; `level` numbers.
    [[nodiscard]] std::span<const Ticks> best_times(std::size_t entity) const noexcept
        requires(What != remembered::starts)
    {
        return {rows_.cells(entity) + layout_.best_offset(), level(entity)};
    }

    /// When the last attempt of the entity started, if it has two steps or more and there was one.
    [[nodiscard]] Ticks latest_start(std::size_t entity) const noexcept
        requires windowed
    {
        return steps() > 1 ? rows_.cells(entity)[layout_.record_offset(1)] : Ticks{};
    }

    /// The entity has a start, less than complete, that may yet get further after `now`.
    [[nodiscard]] bool open(std::size_t entity, Ticks now) const noexcept {
        return layout_.open(rows_.state_of(entity), rows_.cells(entity), now);
    }
    /// @}

private:
    friend struct attempt_access;

    [[nodiscard]] auto crowd_of(std::size_t entity) {
        return [this, entity]() -> std::vector<std::uint64_t>& { return crowds_[entity]; };
    }

    void settle(std::size_t entity) {
        const bool crowded = rows_.state_of(entity).crowded;
        layout_.settle(rows_.state_of(entity), rows_.cells(entity), crowd_of(entity));
        if (crowded) crowds_.erase(entity);
    }

    layout_type layout_;
    attempt_store<Ticks> rows_;
    std::unordered_map<std::size_t, std::vector<std::uint64_t>> crowds_;
};

}  // namespace emptor::detail
