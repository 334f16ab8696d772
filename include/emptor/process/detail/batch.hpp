// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Many events to many journeys: the loops that count.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/process/detail/column.hpp>
#include <emptor/process/detail/prefetch.hpp>
#include <emptor/process/detail/quarters.hpp>
#include <emptor/process/tally.hpp>

namespace emptor::detail {

/// An event that is known to be of the fleet: the journey's id, and under it 16 bits of symbol.
using entry = std::uint64_t;

[[nodiscard]] constexpr entry entry_of(std::size_t id, std::size_t symbol) noexcept {
    return std::uint64_t{id} << 16 | symbol;
}
[[nodiscard]] constexpr std::size_t id_of(entry e) noexcept { return static_cast<std::size_t>(e >> 16); }
[[nodiscard]] constexpr std::size_t symbol_of(entry e) noexcept { return static_cast<std::size_t>(e & 0xFFFF); }

/// Journeys that came and went, by the code they have.
using stage_changes = std::array<std::int64_t, 256>;

/// Takes a step of a journey.
template <bool Census, class Steps, class Counter>
void apply_symbol(Steps steps, std::uint8_t& journey, std::size_t symbol, Counter& reasons,
                  stage_changes& changes) noexcept {
    const std::uint8_t before = journey;
    const std::uint64_t raw = steps.raw(before, symbol);
    const std::uint8_t after = Steps::code_after(raw);
    reasons.count(steps.reason(raw, before, symbol));
    journey = after;
    if constexpr (Census) {
        --changes[before];
        ++changes[after];
    }
}

/// Takes a step for each entry, in order.
/// @param ahead how many entries ahead to fetch journeys; 0: they are at hand.
template <bool Census, class Steps>
void apply_entries(Steps steps, std::uint8_t* journeys, const entry* entries, std::size_t count, std::size_t ahead,
                   tally& counts, stage_changes& changes) noexcept {
    const auto one = [&](entry e, quarters& reasons) {
        apply_symbol<Census>(steps, journeys[id_of(e)], symbol_of(e), reasons, changes);
    };
    for (std::size_t begin = 0; begin < count; begin += quarters::at_most) {
        const std::size_t end = begin + quarters::at_most < count ? begin + quarters::at_most : count;
        quarters reasons;
        std::size_t i = begin;
        if (ahead > 0) {
            for (; i + ahead < count && i < end; ++i) {
                prefetch(journeys + id_of(entries[i + ahead]));
                one(entries[i], reasons);
            }
        }
        for (; i < end; ++i) one(entries[i], reasons);
        reasons.add_to(counts, end - begin);
    }
}

/// Calls with 0, 1, ... `count` - 1, each in a thread of its own as far as there are any. Rethrows an exception of one.
template <class Call>
void in_parallel(std::size_t count, const Call& call) {
    std::vector<std::exception_ptr> failed(count);
    const auto guarded = [&](std::size_t t) noexcept {
        try {
            call(t);
        } catch (...) {
            failed[t] = std::current_exception();
        }
    };
    std::vector<std::thread> others;
    others.reserve(count);
    std::size_t started = 1;
    try {
        for (; started < count; ++started) others.emplace_back(guarded, started);
    } catch (const std::system_error&) {  // no more threads to be had: the rest is done here
    }
    guarded(0);
    for (std::size_t t = started; t < count; ++t) guarded(t);
    for (std::thread& other : others) other.join();
    for (const std::exception_ptr& each : failed) {
        if (each) std::rethrow_exception(each);
    }
}

/// A part of the entries: those of one thread.
struct entry_part {
    std::size_t begin{};
    std::size_t end{};
};

/// The `t`th of `parts` nearly equal parts.
[[nodiscard]] constexpr entry_part part_of(std::size_t t, std::size_t parts, std::size_t begin,
                                           std::size_t end) noexcept {
    const std::size_t size = (end - begin) / parts;
    const std::size_t longer = (end - begin) % parts;
    const std::size_t first = begin + t * size + std::min(t, longer);
    return {first, first + size + (t < longer ? 1 : 0)};
}

/// Entries sorted into buckets by id, each in the order it came in.
class buckets {
public:
    static constexpr std::size_t number = 256;

    /// @param shift so that `id >> shift` is below `number`.
    buckets(unsigned shift, std::size_t threads) : shift_{shift}, places_(threads) {}

    /// @param parts one a thread, in their order.
    void sort(const std::vector<entry>& entries, const std::vector<entry_part>& parts) {
        in_parallel(places_.size(), [&](std::size_t t) {
            places_[t].fill(0);
            for (std::size_t i = parts[t].begin; i < parts[t].end; ++i) ++places_[t][id_of(entries[i]) >> shift_];
        });
        std::size_t place = 0;
        for (std::size_t b = 0; b < number; ++b) {
            begins_[b] = place;
            for (auto& places : places_) place += std::exchange(places[b], place);
        }
        begins_[number] = place;
        if (sorted_.size() < place) sorted_.resize(place);
        in_parallel(places_.size(), [&](std::size_t t) {
            auto places = places_[t];
            for (std::size_t i = parts[t].begin; i < parts[t].end; ++i) {
                sorted_[places[id_of(entries[i]) >> shift_]++] = entries[i];
            }
        });
    }

    /// The entries that thread `t` takes: whole buckets, nearly as many as the others.
    [[nodiscard]] std::span<const entry> of(std::size_t t) const noexcept {
        const std::size_t begin = first_of(t);
        return {sorted_.data() + begins_[begin], begins_[first_of(t + 1)] - begins_[begin]};
    }

private:
    [[nodiscard]] std::size_t first_of(std::size_t t) const noexcept {
        std::size_t bucket = 0;
        while (bucket < number && begins_[bucket] * places_.size() < begins_[number] * t) ++bucket;
        return t == places_.size() ? number : bucket;
    }

    unsigned shift_;
    std::vector<std::array<std::size_t, number>> places_;  // of each thread
    std::array<std::size_t, number + 1> begins_{};
    std::vector<entry> sorted_;
};

}  // namespace emptor::detail
