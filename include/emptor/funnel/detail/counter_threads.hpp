// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What is counted apart of each entity.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/funnel/detail/counter_codec.hpp>
#include <emptor/funnel/detail/counter_state.hpp>

namespace emptor::detail {

/// The threads of each entity. Where no property is held, an entity is its own and only thread.
template <class... Held>
class counter_threads {
public:
    /// Calls `use` with the number of each of an entity's threads.
    template <class Use>
    void each(std::size_t entity, Use use) const {
        use(entity);
    }

    void join(const counter_threads&, std::size_t) noexcept {}

    /// Forgets an entity; those after it move up, and so do threads.
    /// @returns its threads, in rising order.
    [[nodiscard]] std::vector<std::size_t> erase(std::size_t entity) { return {entity}; }

    template <class Ticks>
    void write(counter_writer<Ticks>&) const noexcept {}

    /// @returns the number of threads.
    template <class Ticks>
    [[nodiscard]] std::size_t read(counter_reader<Ticks>&, std::size_t entities) noexcept {
        return entities;
    }
};

/// A thread for each value of the property that an entity's events have.
///
/// Bytes: the values as ids are written; the number of threads, and of each the numbers of its entity and its value.
template <class Held>
class counter_threads<Held> {
public:
    template <class Use>
    void each(std::size_t entity, Use use) const {
        for (const std::size_t thread : of_[entity]) use(thread);
    }

    /// The form in which a value is looked up.
    /// @throws std::invalid_argument for a null pointer or NaN.
    [[nodiscard]] static constexpr decltype(auto) look(const Held& held) { return looked_up<Held>(held); }

    /// The number of a value that was looked up.
    template <class Looked>
    [[nodiscard]] std::uint32_t value(const Looked& held) {
        return values_.number(held);
    }

    /// The number of an entity's thread with this value.
    /// @param known how many threads were counted in before.
    [[nodiscard]] std::size_t thread(std::size_t entity, std::uint64_t value, std::size_t known) {
        const std::size_t thread = threads_.number(static_cast<std::uint64_t>(entity) << 32 | value);
        if (of_.size() <= entity) of_.resize(entity + 1);
        if (thread >= known) of_[entity].push_back(thread);
        return thread;
    }

    /// Adds the threads of other entities, whose numbers follow.
    /// @param entities how many there are here.
    void join(const counter_threads& other, std::size_t entities) {
        of_.resize(entities);
        for (std::size_t thread = 0; thread < other.threads_.size(); ++thread) {
            add(entities + other.entity_of(thread), other.values_[other.value_of(thread)]);
        }
        of_.resize(entities + other.of_.size());
    }

    [[nodiscard]] std::vector<std::size_t> erase(std::size_t entity) {
        counter_threads rest;
        for (std::size_t thread = 0; thread < threads_.size(); ++thread) {
            const std::size_t own = entity_of(thread);
            if (own != entity) rest.add(own - (own > entity ? 1U : 0U), values_[value_of(thread)]);
        }
        rest.of_.resize(of_.size() - 1);
        const std::vector<std::size_t> gone = of_[entity];
        *this = std::move(rest);
        return gone;
    }

    template <class Ticks>
    void write(counter_writer<Ticks>& out) const {
        write_ids(out, values_);
        out.varint(threads_.size());
        for (std::size_t thread = 0; thread < threads_.size(); ++thread) {
            out.varint(entity_of(thread));
            out.varint(value_of(thread));
        }
    }

    template <class Ticks>
    [[nodiscard]] std::size_t read(counter_reader<Ticks>& in, std::size_t entities) {
        read_ids(in, values_);
        const std::size_t count = in.count("the number of threads");
        of_.resize(entities);
        for (std::size_t i = 0; i < count && in.good(); ++i) {
            const std::size_t at = in.offset();
            const std::uint64_t entity = in.varint("the entity of a thread");
            const std::uint64_t value = in.varint("the value of a thread");
            if (!in.good()) break;
            if (entity >= entities || value >= values_.size() || threads_.find(entity << 32 | value)) {
                in.refuse("there is no such thread, or it stands there twice", at);
                break;
            }
            static_cast<void>(thread(static_cast<std::size_t>(entity), value, i));
        }
        return count;
    }

private:
    template <class Value>
    void add(std::size_t entity, const Value& held) {
        const std::uint64_t value = values_.number(held);
        static_cast<void>(thread(entity, value, threads_.size()));
    }

    [[nodiscard]] std::size_t entity_of(std::size_t thread) const noexcept {
        return static_cast<std::size_t>(threads_[thread] >> 32);
    }
    [[nodiscard]] std::size_t value_of(std::size_t thread) const noexcept {
        return static_cast<std::size_t>(threads_[thread] & 0xFFFF'FFFFU);
    }

    entity_index<kept_id<Held>> values_;
    entity_index<std::uint64_t> threads_;  // entity << 32 | value
    std::vector<std::vector<std::size_t>> of_;
};

}  // namespace emptor::detail
