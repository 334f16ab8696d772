// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Steps of 32 journeys at a time, where the processor shuffles bytes: x86-64 with AVX2.
///
/// A shuffle is 32 looks into a table of 16 bytes; a look at a negative place gives 0. A process has a cell for each
/// (event, stage), at most 128 of them, in up to eight such tables one after the other. Each table is looked into at
/// the number of the cell less that of the table's first, so that those of earlier tables get a 0, and the others
/// something to turn over in what they got before: so nobody is asked in which table a cell is.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>

#include <emptor/process/detail/step_table.hpp>
#include <emptor/process/outcome.hpp>
#include <emptor/process/tally.hpp>

namespace emptor::detail {

/// The tables of a process that is a constant, for events without a role.
template <const auto& Process>
class shuffle_tables {
    using letters = alphabet<Process>;
    using event_type = typename std::remove_cvref_t<decltype(Process)>::event_type;
    static constexpr auto& steps = step_table<Process>::steps;

public:
    static constexpr std::size_t width = 32;
    static constexpr std::size_t cells = (letters::events + 1) * letters::stages;
    static constexpr std::size_t number = (cells + 15) / 16;
    /// Whether an event is its own number and one of 16, a cell's number has 7 bits, and a code 6.
    static constexpr bool fit = counts_from_0<event_type> && sizeof(event_type) == 1 && letters::events < 16 &&
                                cells <= 128 && letters::stages <= 64;

    using table = std::array<std::uint8_t, width>;  ///< 16 bytes, twice: a shuffle sees to each half of a vector

    static constexpr table first_cell = [] {
        table first{};
        for (std::size_t event = 0; event < width; ++event) {
            first[event] = static_cast<std::uint8_t>(std::min(event % 16, letters::events) * letters::stages);
        }
        return first;
    }();

    /// Bits 2 to 5 of a code that is a shift's count are one of 16, and tell the stage.
    static constexpr bool codes_are_shifts = form_for(letters::stages) != step_form::bytes;
    static constexpr table stage_of_bits = [] {
        table stages{};
        for (std::size_t stage = 0; codes_are_shifts && stage < letters::stages; ++stage) {
            const std::size_t bits = steps.code_of(stage) >> 2;
            stages[bits] = stages[bits + 16] = static_cast<std::uint8_t>(stage);
        }
        return stages;
    }();

    /// The next code of each cell, and above its 6 bits the reason: what the tables up to the cell's own turn it into.
    static constexpr auto turns = [] {
        std::array<table, number> all{};
        for (table& each : all) each.fill(0);
        std::array<std::uint8_t, 16> before{};
        for (std::size_t cell = 0; cell < cells; ++cell) {
            const std::uint8_t code = steps.code_of(cell % letters::stages);
            const std::size_t symbol = letters::symbol(cell / letters::stages, 0, false);
            const std::uint64_t raw = steps.raw(code, symbol);
            const auto value =
                static_cast<std::uint8_t>((steps.code_after(raw) & 63U) | steps.reason(raw, code, symbol) << 6);
            const auto turn = static_cast<std::uint8_t>(value ^ before[cell % 16]);
            all[cell / 16][cell % 16] = all[cell / 16][cell % 16 + 16] = turn;
            before[cell % 16] = value;
        }
        return all;
    }();
};

#if defined(__GNUC__) && defined(__x86_64__) && !defined(_WIN32)  // on Windows, gcc misaligns vectors

using byte_vector [[gnu::vector_size(32)]] = std::uint8_t;
using char_vector [[gnu::vector_size(32)]] = char;  // as the compilers' shuffle wants them

/// The steps of the first journeys, as many as fill whole vectors.
/// @param count of the journeys, and of the events, a byte each.
template <const auto& Process>
[[gnu::target("avx2")]] void shuffle(std::uint8_t* codes, const std::uint8_t* events, std::size_t count,
                                     tally& counts) noexcept {
    using letters = alphabet<Process>;
    using tables = shuffle_tables<Process>;
    using bytes = byte_vector;
    using chars = char_vector;
    constexpr std::size_t width = sizeof(bytes);
    constexpr std::size_t most = 255 * width;  // their sums fit into bytes
    constexpr std::uint8_t no_event = letters::events;

    chars first_cell;
    chars stage_of;
    chars turns[tables::number];
    std::memcpy(&first_cell, tables::first_cell.data(), width);
    std::memcpy(&stage_of, tables::stage_of_bits.data(), width);
    std::memcpy(&turns, tables::turns.data(), sizeof turns);

    for (std::size_t begin = 0; begin < count; begin += most) {
        const std::size_t end = std::min(begin + most, count);
        bytes moved{};
        bytes not_permitted{};
        bytes not_agreed{};
        bytes unknown{};
        for (std::size_t i = begin; i < end; i += width) {
            bytes stage;
            bytes event;
            std::memcpy(&stage, codes + i, width);
            std::memcpy(&event, events + i, width);
            if constexpr (tables::codes_are_shifts) {
                const bytes bits = stage >> 2 & 15;
                stage = reinterpret_cast<bytes>(__builtin_ia32_pshufb256(stage_of, reinterpret_cast<chars>(bits)));
            }
            event = event < no_event ? event : bytes{} + no_event;
            const bytes first =
                reinterpret_cast<bytes>(__builtin_ia32_pshufb256(first_cell, reinterpret_cast<chars>(event)));
            const bytes cell = first + stage;
            bytes found{};
            for (std::size_t t = 0; t < tables::number; ++t) {
                const bytes place = cell - static_cast<std::uint8_t>(16 * t);
                found ^= reinterpret_cast<bytes>(__builtin_ia32_pshufb256(turns[t], reinterpret_cast<chars>(place)));
            }
            const bytes code = found & 63;
            std::memcpy(codes + i, &code, width);
            moved -= reinterpret_cast<bytes>(found == code);
            unknown -= reinterpret_cast<bytes>(event == no_event);
            if constexpr (!letters::open) {
                not_permitted -= reinterpret_cast<bytes>(found >> 6 == 2);
                not_agreed -= reinterpret_cast<bytes>(found >> 6 == 3);
            }
        }
        const auto count_lanes = [&](refusal reason, const bytes& lanes) {
            std::uint64_t sum = 0;
            for (std::size_t i = 0; i < width; ++i) sum += lanes[i];
            counts.count(reason, sum);
            counts.count(refusal::not_possible, std::uint64_t{0} - sum);
        };
        counts.count(refusal::not_possible, end - begin);
        count_lanes(refusal::none, moved);
        count_lanes(refusal::not_permitted, not_permitted);
        count_lanes(refusal::not_agreed, not_agreed);
        count_lanes(refusal::unknown_event, unknown);
    }
}

#endif

/// Takes a step for as many of the first journeys as shuffling is made for.
/// @param codes a byte a journey, and `events` as many.
/// @return how many; 0 for another kind of process or processor.
template <const auto& Process, class Event>
[[nodiscard]] std::size_t shuffle_steps([[maybe_unused]] std::span<std::uint8_t> codes,
                                        [[maybe_unused]] const Event* events, [[maybe_unused]] tally& counts) noexcept {
#if defined(__GNUC__) && defined(__x86_64__) && !defined(_WIN32)
    if constexpr (shuffle_tables<Process>::fit) {
        if (!__builtin_cpu_supports("avx2")) return 0;
        const std::size_t whole = codes.size() - codes.size() % shuffle_tables<Process>::width;
        shuffle<Process>(codes.data(), reinterpret_cast<const std::uint8_t*>(events), whole, counts);
        return whole;
    }
#endif
    return 0;
}

}  // namespace emptor::detail
