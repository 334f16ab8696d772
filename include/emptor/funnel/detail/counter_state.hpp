// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What every counter of a funnel keeps but the attempts.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/funnel/detail/counter_codec.hpp>
#include <emptor/funnel/detail/counter_trackers.hpp>
#include <emptor/funnel/detail/joined_index.hpp>
#include <emptor/funnel/report.hpp>

namespace emptor::detail {

/// A value that is copied where it would be moved away: what it was moved from can still be used.
template <class Value>
class unmoved {
public:
    constexpr explicit(false) unmoved(Value value) : value_{std::move(value)} {}
    unmoved(const unmoved&) = default;
    unmoved& operator=(const unmoved&) = default;
    ~unmoved() = default;

    [[nodiscard]] constexpr const Value& operator*() const noexcept { return value_; }
    [[nodiscard]] constexpr const Value* operator->() const noexcept { return &value_; }

private:
    [[no_unique_address]] Value value_;
};

/// The ids of an index without one of them; those after it move up.
template <class Id>
[[nodiscard]] entity_index<Id> without(const entity_index<Id>& index, std::size_t gone) {
    entity_index<Id> rest;
    for (std::size_t i = 0; i < index.size(); ++i) {
        if (i != gone) rest.number(index[i]);
    }
    return rest;
}

/// Writes the ids of an index in the order of their numbers.
template <class Id, class Ticks>
void write_ids(counter_writer<Ticks>& out, const entity_index<Id>& index) {
    out.varint(index.size());
    for (std::size_t i = 0; i < index.size(); ++i) out.template id<Id>(index[i]);
}

/// Reads them; none may stand there twice.
template <class Id, class Ticks>
void read_ids(counter_reader<Ticks>& in, entity_index<Id>& index) {
    const std::size_t begin = in.offset();
    const std::size_t count = in.count("the number of ids");
    if (count >= std::numeric_limits<std::uint32_t>::max()) in.refuse("there are more than 4294967294 ids", begin);
    for (std::size_t i = 0; i < count && in.good(); ++i) {
        const std::size_t at = in.offset();
        const Id id = in.template id<Id>("an id");
        if (in.good() && index.number(id) != i) in.refuse("an id stands there twice", at);
    }
}

/// Who was seen, how much went in, and up to when.
template <class Tracker, class Id, class Ticks>
struct counter_state {
    Tracker tracker;
    entity_index<Id> index{};
    funnel_totals totals{};
    std::optional<Ticks> latest{};   ///< the time of the last event
    std::optional<Ticks> settled{};  ///< nothing before this is counted any more

    /// Leaves out an event that is older than what has been settled.
    [[nodiscard]] bool leaves_out(Ticks at) noexcept {
        if (!settled || !(at < *settled)) return false;
        ++totals.events;
        ++totals.out_of_order;
        return true;
    }

    /// An event of someone known is counted at this time, or is out of order.
    void see(Ticks at) noexcept {
        ++totals.events;
        if (!latest || *latest < at) latest = at;
    }

    /// From now on nothing before this time is counted.
    /// @returns the time by which attempts must have run out to be freed, if any event was seen: the report says as of
    /// the last event who may yet go on.
    [[nodiscard]] std::optional<Ticks> settle(Ticks before) noexcept {
        if (!settled || *settled < before) settled = before;
        return latest ? std::optional{*latest < before ? *latest : before} : std::nullopt;
    }

    /// Adds what was kept of other entities.
    /// @throws std::invalid_argument for an entity that is in both.
    counter_state& operator+=(const counter_state& other) {
        index = joined(index, other.index);
        tracker += other.tracker;
        totals += other.totals;
        if (other.latest && (!latest || *latest < *other.latest)) latest = other.latest;
        if (other.settled && (!settled || *settled < *other.settled)) settled = other.settled;
        return *this;
    }

    /// Forgets who this was. How much went in stays.
    void erase(std::size_t entity) {
        index = without(index, entity);
        tracker_access::erase(tracker, entity);
    }

    void write(counter_writer<Ticks>& out) const {
        out.varint(totals.events);
        out.varint(totals.unmatched);
        out.varint(totals.out_of_order);
        out.varint((latest ? 1U : 0U) | (settled ? 2U : 0U));
        if (latest) out.time(*latest);
        if (settled) out.time(*settled);
        write_ids(out, index);
        tracker_access::write(out, tracker);
    }

    void read(counter_reader<Ticks>& in) {
        totals.events = in.varint("the number of events");
        totals.unmatched = in.up_to("the number of events that took no step", totals.events);
        totals.out_of_order = in.up_to("the number of events out of order", totals.events - totals.unmatched);
        const std::uint64_t there = in.up_to("which times there are", 3);
        if ((there & 1U) != 0) latest = in.time("the time of the last event");
        if ((there & 2U) != 0) settled = in.time("the time up to which all is settled");
        const std::size_t at = in.offset();
        read_ids(in, index);
        if (index.size() > totals.events || (index.size() > 0 && !latest)) {
            in.refuse("there are entities without events", at);
        }
        tracker_access::read(in, tracker, index.size(), totals.events - totals.out_of_order);
    }
};

}  // namespace emptor::detail
