// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Transition tables, and the few instructions that take a step in them.

#include <cstddef>
#include <cstdint>

namespace emptor::detail {

/// How a table is laid out: the fewer stages, the fewer instructions a step.
enum class step_form : std::uint8_t {
    shift_8,  ///< up to 8 stages: a word a symbol with 8 bits a stage, so that a step is `row >> code`
    shift_6,  ///< up to 10 stages: the same with 6 bits a stage, and the reasons in a second word
    bytes,    ///< up to 127 stages: a byte for each symbol and stage
};

[[nodiscard]] constexpr step_form form_for(std::size_t stages) noexcept {
    return stages <= 8 ? step_form::shift_8 : stages <= 10 ? step_form::shift_6 : step_form::bytes;
}

/// A table of this form, wherever its elements are: `size` of them, `clear`ed, then `put` by the rules.
///
/// A journey keeps its stage as a `code`: a byte that needs no arithmetic before the next step. `raw` is the next code
/// among other bits. A `reason` is the number of a `refusal`: 0 where the step is taken, at most 3.
template <step_form Form>
struct step_view;

/// A field holds eight times the next stage, and above it the reason. A machine looks at the low 6 bits of a shift's
/// count only, so that masking them costs nothing.
template <>
struct step_view<step_form::shift_8> {
    using element = std::uint64_t;
    const element* rows;

    constexpr step_view(const element* data, std::size_t, std::size_t) noexcept : rows{data} {}

    [[nodiscard]] static constexpr std::size_t size(std::size_t, std::size_t symbols) noexcept { return symbols; }
    static constexpr void put(element* data, std::size_t, std::size_t, std::size_t symbol, std::size_t stage,
                              std::size_t next, std::uint64_t reason) noexcept {
        const std::uint64_t field = std::uint64_t{next} * 8 | reason << 6;
        data[symbol] = (data[symbol] & ~(std::uint64_t{0xFF} << stage * 8)) | field << stage * 8;
    }

    [[nodiscard]] static constexpr std::uint8_t code_of(std::size_t stage) noexcept {
        return static_cast<std::uint8_t>(stage * 8);
    }
    [[nodiscard]] static constexpr std::size_t stage_of(std::uint8_t code) noexcept { return (code & 63U) / 8; }

    [[nodiscard]] constexpr std::uint64_t raw(std::uint64_t code, std::size_t symbol) const noexcept {
        return rows[symbol] >> (code & 63);
    }
    [[nodiscard]] static constexpr std::uint8_t code_after(std::uint64_t raw) noexcept { return raw & 0xFF; }
    [[nodiscard]] constexpr bool refused(std::uint64_t raw, std::uint64_t, std::size_t) const noexcept {
        return (raw & 0xC0) != 0;
    }
    [[nodiscard]] constexpr std::uint64_t reason(std::uint64_t raw, std::uint64_t, std::size_t) const noexcept {
        return raw >> 6 & 3;
    }
};

/// A field holds six times the next stage; the reason stands at the same place in the symbol's second row.
template <>
struct step_view<step_form::shift_6> {
    using element = std::uint64_t;
    const element* rows;

    constexpr step_view(const element* data, std::size_t, std::size_t) noexcept : rows{data} {}

    [[nodiscard]] static constexpr std::size_t size(std::size_t, std::size_t symbols) noexcept { return symbols * 2; }
    static constexpr void put(element* data, std::size_t, std::size_t, std::size_t symbol, std::size_t stage,
                              std::size_t next, std::uint64_t reason) noexcept {
        const std::uint64_t others = ~(std::uint64_t{63} << stage * 6);
        data[symbol * 2] = (data[symbol * 2] & others) | std::uint64_t{next} * 6 << stage * 6;
        data[symbol * 2 + 1] = (data[symbol * 2 + 1] & others) | reason << stage * 6;
    }

    [[nodiscard]] static constexpr std::uint8_t code_of(std::size_t stage) noexcept {
        return static_cast<std::uint8_t>(stage * 6);
    }
    [[nodiscard]] static constexpr std::size_t stage_of(std::uint8_t code) noexcept { return (code & 63U) / 6; }

    [[nodiscard]] constexpr std::uint64_t raw(std::uint64_t code, std::size_t symbol) const noexcept {
        return rows[symbol * 2] >> (code & 63);
    }
    [[nodiscard]] static constexpr std::uint8_t code_after(std::uint64_t raw) noexcept { return raw & 0xFF; }
    [[nodiscard]] constexpr bool refused(std::uint64_t raw, std::uint64_t code, std::size_t symbol) const noexcept {
        return reason(raw, code, symbol) != 0;
    }
    [[nodiscard]] constexpr std::uint64_t reason(std::uint64_t, std::uint64_t code, std::size_t symbol) const noexcept {
        return rows[symbol * 2 + 1] >> (code & 63) & 3;
    }
};

/// A cell holds the next stage, and the bit that says it is refused; the reasons stand behind all cells.
template <>
struct step_view<step_form::bytes> {
    using element = std::uint8_t;
    const element* cells;
    const element* reasons;
    std::size_t stages;

    constexpr step_view(const element* data, std::size_t stage_count, std::size_t symbols) noexcept
        : cells{data}, reasons{data + stage_count * symbols}, stages{stage_count} {}

    [[nodiscard]] static constexpr std::size_t size(std::size_t stages, std::size_t symbols) noexcept {
        return stages * symbols * 2;
    }
    static constexpr void put(element* data, std::size_t stages, std::size_t symbols, std::size_t symbol,
                              std::size_t stage, std::size_t next, std::uint64_t reason) noexcept {
        data[symbol * stages + stage] = static_cast<element>(next | (reason != 0 ? 0x80U : 0U));
        data[(symbols + symbol) * stages + stage] = static_cast<element>(reason);
    }

    [[nodiscard]] static constexpr std::uint8_t code_of(std::size_t stage) noexcept {
        return static_cast<std::uint8_t>(stage);
    }
    [[nodiscard]] static constexpr std::size_t stage_of(std::uint8_t code) noexcept { return code; }

    [[nodiscard]] constexpr std::uint64_t raw(std::uint64_t code, std::size_t symbol) const noexcept {
        return cells[symbol * stages + (code & 0x7F)];
    }
    [[nodiscard]] static constexpr std::uint8_t code_after(std::uint64_t raw) noexcept { return raw & 0x7F; }
    [[nodiscard]] constexpr bool refused(std::uint64_t raw, std::uint64_t, std::size_t) const noexcept {
        return (raw & 0x80) != 0;
    }
    [[nodiscard]] constexpr std::uint64_t reason(std::uint64_t, std::uint64_t code, std::size_t symbol) const noexcept {
        return reasons[symbol * stages + (code & 0x7F)];
    }
};

/// Fills a table of this form: what no rule names is not possible, and stays.
template <step_form Form>
constexpr void refuse_all(typename step_view<Form>::element* data, std::size_t stages, std::size_t symbols) noexcept {
    for (std::size_t symbol = 0; symbol < symbols; ++symbol) {
        for (std::size_t s = 0; s < stages; ++s) step_view<Form>::put(data, stages, symbols, symbol, s, s, 1);
    }
}

}  // namespace emptor::detail
