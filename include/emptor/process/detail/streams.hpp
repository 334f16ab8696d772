// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The loops over streams and columns.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ranges>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/process/detail/byte_shuffle.hpp>
#include <emptor/process/detail/column.hpp>
#include <emptor/process/detail/quarters.hpp>
#include <emptor/process/detail/step_table.hpp>
#include <emptor/process/journey.hpp>
#include <emptor/process/journey_end.hpp>
#include <emptor/process/tally.hpp>

namespace emptor {

template <const auto& Process>
struct run_result;

namespace detail {

/// The byte a journey is.
template <const auto& Process>
class journey_codes {
public:
    [[nodiscard]] static constexpr std::uint8_t get(const journey<Process>& from) noexcept { return from.code_; }
    static constexpr void set(journey<Process>& to, std::uint8_t code) noexcept { to.code_ = code; }
    [[nodiscard]] static std::span<std::uint8_t> of(std::span<journey<Process>> all) noexcept {
        static_assert(sizeof(journey<Process>) == 1 && std::is_trivially_copyable_v<journey<Process>>);
        return {reinterpret_cast<std::uint8_t*>(all.data()), all.size()};
    }
};

/// Journeys one after the other. A block of events is first made symbols, which needs no journey and so waits for none.
template <const auto& Process>
class stream {
    using letters = alphabet<Process>;
    using process_type = std::remove_cvref_t<decltype(Process)>;
    using event_type = typename process_type::event_type;
    using role_type = typename process_type::role_type;
    using symbol = std::conditional_t<letters::size <= 256, std::uint8_t, std::uint16_t>;
    using codes = journey_codes<Process>;

    static constexpr event_type mark = journey_end<event_type>;
    using counter = std::conditional_t<letters::open, refusals, quarters>;

    static constexpr std::size_t block = 4096;
    static_assert(block <= quarters::at_most);

    struct strangers {
        std::uint64_t events{};
        std::uint64_t roles{};
    };

public:
    template <class Events, class Roles, class Agreed>
    [[nodiscard]] static run_result<Process> run(const Events& events, const Roles& roles, const Agreed& agreed) {
        const auto count = static_cast<std::size_t>(std::ranges::size(events));
        require_length("emptor::run: roles", roles, count);
        require_length("emptor::run: agreements", agreed, count);
        constexpr auto& steps = step_table<Process>::steps;
        run_result<Process> result;
        strangers met;
        std::array<symbol, block> symbols;  // NOLINT: written before it is read
        std::uint8_t code = codes::get(journey<Process>{});
        std::size_t done = 0;
        for (std::size_t begin = 0; begin < count; begin += block) {
            const std::size_t length = std::min(block, count - begin);
            read(events, roles, agreed, begin, std::span{symbols}.first(length), met);
            if (result.journeys.size() < done + length + 1) result.journeys.resize(done + length + 1);
            journey<Process>* at = result.journeys.data() + done;
            counter reasons;
            for (const std::size_t next : std::span{symbols}.first(length)) {
                codes::set(*at, code);
                at += next == letters::end ? 1 : 0;
                const std::uint64_t raw = steps.raw(code, next);
                reasons.count(steps.reason(raw, code, next));
                code = steps.code_after(raw);
            }
            reasons.add_to(result.counts, length);
            done = static_cast<std::size_t>(at - result.journeys.data());
        }
        const std::uint64_t ends = done;
        if (count > 0 && event_type{cell_of(events, count - 1)} != mark) codes::set(result.journeys[done++], code);
        result.journeys.resize(done);
        constexpr auto less = [](std::uint64_t number) { return std::uint64_t{0} - number; };
        result.counts.count(refusal::none, less(ends));
        result.counts.count(refusal::not_possible, less(met.events + met.roles));
        result.counts.count(refusal::unknown_event, met.events);
        result.counts.count(refusal::unknown_role, met.roles);
        return result;
    }

private:
    template <class Events>
    static constexpr bool reads_bytes = std::ranges::contiguous_range<const Events> && sizeof(event_type) == 1 &&
                                        counts_from_0<event_type> && letters::size <= 256;

    /// The same as `read`, without leaving the width of a byte.
    static void read_bytes(const std::uint8_t* events, std::span<symbol> symbols, strangers& met) {
        constexpr auto end_mark = static_cast<std::uint8_t>(mark);
        std::uint8_t most = 0;
        for (std::size_t i = 0; i < symbols.size(); ++i) {
            const std::uint8_t event = events[i];
            const std::uint8_t known = std::min(event, end_mark);
            symbols[i] = event == end_mark ? std::uint8_t{letters::end} : known;
            most = std::max(most, event);
        }
        if (most <= end_mark) return;
        for (std::size_t i = 0; i < symbols.size(); ++i) met.events += events[i] > end_mark ? 1 : 0;
    }

    template <class Events, class Roles, class Agreed>
    static void read(const Events& events, const Roles& roles, const Agreed& agreed, std::size_t begin,
                     std::span<symbol> symbols, strangers& met) {
        if constexpr (reads_bytes<Events> && !is_there<Roles>) {
            read_bytes(reinterpret_cast<const std::uint8_t*>(std::ranges::data(events)) + begin, symbols, met);
            return;
        }
        std::uint32_t unknown_events = 0;
        std::uint32_t unknown_roles = 0;
        for (std::size_t i = 0; i < symbols.size(); ++i) {
            const event_type event = cell_of(events, begin + i);
            const std::size_t index = letters::event_index(event);
            const bool end = event == mark;
            const bool strange = index == letters::events && !end;
            std::size_t first = 0;
            if constexpr (is_there<Roles>) {
                first = letters::first(role_in<role_type>(roles, begin + i));
                const bool by_stranger = first == letters::unknown_kind * letters::stride;
                unknown_roles += by_stranger && index != letters::events ? 1 : 0;
            }
            const std::size_t known = letters::symbol(index, first, agreed_in(agreed, begin + i));
            symbols[i] = static_cast<symbol>(end ? letters::end : known);
            unknown_events += strange ? 1 : 0;
        }
        met.events += unknown_events;
        met.roles += unknown_roles;
    }
};

/// One event for each journey.
///
/// A step that waits for no other is done by comparing (stage, event) with every rule: straight-line code over bytes,
/// which compilers turn into vector instructions, 16 to 64 journeys at a time.
template <const auto& Process>
class event_columns {
    using letters = alphabet<Process>;
    using process_type = std::remove_cvref_t<decltype(Process)>;
    using event_type = typename process_type::event_type;
    using role_type = typename process_type::role_type;
    using codes = journey_codes<Process>;
    static constexpr auto& steps = step_table<Process>::steps;

    /// Bits of an event in a key; the number after the last event stands for what is none.
    static constexpr unsigned event_bits = [] {
        unsigned bits = 0;
        while (std::size_t{1} << bits < letters::events + 1) ++bits;
        return bits;
    }();
    static constexpr std::size_t rules = [] {
        std::size_t number = 0;
        for (const auto stage : process_type::stages()) number += Process.possible(stage).size();
        return number;
    }();
    /// Keys are bytes, and rules few enough for comparing to be faster than looking up.
    static constexpr bool compares =
        form_for(letters::stages) == step_form::shift_8 && letters::stages << event_bits <= 256 && rules <= 48;

    static constexpr std::uint8_t moved_bit = 0x40;
    static constexpr std::uint8_t not_permitted_bit = 1;
    static constexpr std::uint8_t not_agreed_bit = 2;

    struct change {
        std::uint8_t key;
        std::uint8_t bits;  ///< what to turn over in the code, and what to count
    };
    static constexpr auto changes = [] {
        std::array<change, rules> all{};
        std::size_t i = 0;
        for (const auto stage : process_type::stages()) {
            for (const auto event : Process.possible(stage)) {
                const std::size_t from = letters::stage_index(stage);
                const std::size_t to = letters::stage_index(*Process.target(stage, event));
                std::size_t bits = (from ^ to) * 8 | moved_bit;
                const refusal reason = Process.reason(stage, event);
                if (reason == refusal::not_permitted) bits = not_permitted_bit;
                if (reason == refusal::not_agreed) bits = not_agreed_bit;
                all[i++] = {static_cast<std::uint8_t>(from << event_bits | letters::event_index(event)),
                            static_cast<std::uint8_t>(bits)};
            }
        }
        return all;
    }();

public:
    [[nodiscard]] static tally apply(std::span<journey<Process>> journeys, std::span<const event_type> events) {
        tally counts;
        const std::size_t done = shuffle_steps<Process>(codes::of(journeys), events.data(), counts);
        counts += apply_anywhere(journeys.subspan(done), events.subspan(done));
        return counts;
    }

    /// The same on every processor.
    [[nodiscard]] static tally apply_anywhere(std::span<journey<Process>> journeys,
                                              std::span<const event_type> events) {
        if constexpr (compares) {
            return compare(journeys, events);
        } else {
            return look_up(journeys, events, no_column{});
        }
    }

    template <class Roles>
    [[nodiscard]] static tally apply(std::span<journey<Process>> journeys, std::span<const event_type> events,
                                     const Roles& roles) {
        return look_up(journeys, events, roles);
    }

private:
    /// So many journeys at a time: their sums fit into bytes, so that vectors need not widen.
    static constexpr std::size_t block = 192;
    using bytes = std::array<std::uint8_t, block>;

    static tally compare(std::span<journey<Process>> journeys, std::span<const event_type> events) {
        tally counts;
        std::size_t begin = 0;
        for (; begin + block <= journeys.size(); begin += block) {
            compare_block(journeys.data() + begin, events.data() + begin, counts);
        }
        counts += look_up(journeys.subspan(begin), events.subspan(begin), no_column{});
        return counts;
    }

    static void compare_block(journey<Process>* journeys, const event_type* events, tally& counts) {
        bytes code;    // NOLINT: written before it is read
        bytes event;   // NOLINT: the same
        bytes key;     // NOLINT: the same
        bytes turned;  // NOLINT: the same
        for (std::size_t i = 0; i < block; ++i) code[i] = codes::get(journeys[i]) & 56;
        for (std::size_t i = 0; i < block; ++i) event[i] = byte_of(events[i]);
        std::uint8_t unknown = 0;
        for (std::size_t i = 0; i < block; ++i) {
            unknown = static_cast<std::uint8_t>(unknown + (event[i] == letters::events ? 1 : 0));
        }
        for (std::size_t i = 0; i < block; ++i) {
            key[i] = static_cast<std::uint8_t>((code[i] >> 3 << event_bits) + event[i]);
        }
        for (std::size_t i = 0; i < block; ++i) turned[i] = turn(key[i], std::make_index_sequence<rules>{});
        for (std::size_t i = 0; i < block; ++i) {
            codes::set(journeys[i], static_cast<std::uint8_t>(code[i] ^ (turned[i] & 56)));
        }
        const std::uint8_t moved = number_with<6>(turned);
        const std::uint8_t not_permitted = letters::open ? std::uint8_t{0} : number_with<0>(turned);
        const std::uint8_t not_agreed = letters::open ? std::uint8_t{0} : number_with<1>(turned);
        counts.count(refusal::none, moved);
        counts.count(refusal::not_permitted, not_permitted);
        counts.count(refusal::not_agreed, not_agreed);
        counts.count(refusal::unknown_event, unknown);
        counts.count(refusal::not_possible,
                     block - std::size_t{moved} - std::size_t{not_permitted} - std::size_t{not_agreed} - unknown);
    }

    /// The index of the event, at most their number, without leaving the width of a byte where it has one.
    [[nodiscard]] static constexpr std::uint8_t byte_of(event_type event) noexcept {
        if constexpr (counts_from_0<event_type> && sizeof(event_type) == 1) {
            return std::min(static_cast<std::uint8_t>(event), static_cast<std::uint8_t>(letters::events));
        } else {
            return static_cast<std::uint8_t>(letters::event_index(event));
        }
    }

    template <unsigned Bit>
    [[nodiscard]] static std::uint8_t number_with(const bytes& all) noexcept {
        std::uint8_t number = 0;
        for (const std::uint8_t each : all) number = static_cast<std::uint8_t>(number + (each >> Bit & 1));
        return number;
    }

    /// All bits or none, in a byte: told so, compilers do not widen it.
    [[nodiscard]] static constexpr std::uint8_t mask(bool all) noexcept {
        return static_cast<std::uint8_t>(-static_cast<std::uint8_t>(all));
    }

    /// A mask for each rule in place of a branch: all bits where it is the rule.
    template <std::size_t... I>
    [[nodiscard]] static constexpr std::uint8_t turn(std::uint8_t key, std::index_sequence<I...>) noexcept {
        std::uint8_t turned = 0;
        ((turned = static_cast<std::uint8_t>(turned |
                                             static_cast<std::uint8_t>(changes[I].bits & mask(key == changes[I].key)))),
         ...);
        return turned;
    }

    template <class Roles>
    static tally look_up(std::span<journey<Process>> journeys, std::span<const event_type> events, const Roles& roles) {
        tally counts;
        for (std::size_t begin = 0; begin < journeys.size(); begin += quarters::at_most) {
            const std::size_t end = std::min(begin + quarters::at_most, journeys.size());
            quarters reasons;
            std::uint64_t unknown_events = 0;
            std::uint64_t unknown_roles = 0;
            for (std::size_t i = begin; i < end; ++i) {
                const std::size_t event = letters::event_index(events[i]);
                const std::size_t first = letters::first(role_in<role_type>(roles, i));
                const std::size_t symbol = letters::symbol(event, first, false);
                const std::uint8_t code = codes::get(journeys[i]);
                const std::uint64_t raw = steps.raw(code, symbol);
                reasons.count(steps.reason(raw, code, symbol));
                codes::set(journeys[i], steps.code_after(raw));
                const bool known = event != letters::events;
                unknown_events += known ? 0 : 1;
                unknown_roles += known && first == letters::unknown_kind * letters::stride ? 1 : 0;
            }
            reasons.add_to(counts, end - begin);
            counts.count(refusal::not_possible, std::uint64_t{0} - unknown_events - unknown_roles);
            counts.count(refusal::unknown_event, unknown_events);
            counts.count(refusal::unknown_role, unknown_roles);
        }
        return counts;
    }
};

}  // namespace detail
}  // namespace emptor
