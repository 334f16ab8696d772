// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where the attempts of many entities are kept.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/funnel/detail/attempt_layout.hpp>
#include <emptor/process/detail/prefetch.hpp>

namespace emptor::detail {

/// A row an entity: its state and its cells side by side, for whoever wants the one wants the other, and on one line of
/// memory where that costs little. A new row is all zeros.
template <class Ticks>
class attempt_store {
    using state = attempt_state<Ticks>;
    static_assert(std::is_trivially_copyable_v<state> && std::is_trivially_copyable_v<Ticks>);

    static constexpr std::size_t line_size = 64;
    struct alignas(line_size) line {
        std::array<std::byte, line_size> bytes;
    };

    static constexpr std::size_t alignment = std::max(alignof(state), alignof(Ticks));
    static constexpr std::size_t rounded(std::size_t bytes, std::size_t to) noexcept {
        return (bytes + to - 1) / to * to;
    }
    static constexpr std::size_t cells_at = rounded(sizeof(state), alignof(Ticks));

public:
    /// The bytes of a row with so many cells.
    [[nodiscard]] static constexpr std::size_t row_size(std::size_t cells) noexcept {
        const std::size_t size = rounded(cells_at + cells * sizeof(Ticks), alignment);
        return size < line_size && 8 * size >= 7 * line_size ? line_size : size;
    }

    explicit attempt_store(std::size_t cells) : row_size_{row_size(cells)} {}

    attempt_store(const attempt_store&) = default;
    attempt_store& operator=(const attempt_store&) = default;
    /// What was moved from has no rows.
    attempt_store(attempt_store&& other) noexcept
        : row_size_{other.row_size_}, rows_{std::exchange(other.rows_, 0)}, lines_{std::move(other.lines_)} {}
    attempt_store& operator=(attempt_store&& other) noexcept {
        row_size_ = other.row_size_;
        rows_ = std::exchange(other.rows_, 0);
        lines_ = std::move(other.lines_);
        return *this;
    }
    ~attempt_store() = default;

    [[nodiscard]] std::size_t size() const noexcept { return rows_; }

    void reserve(std::size_t rows) { lines_.reserve(lines_of(rows)); }

    void resize(std::size_t rows) {
        const std::size_t lines = lines_of(rows);
        if (rows < rows_ && lines > 0) {  // what is left on the last line is given back as well
            const std::size_t end = rows * row_size_;
            std::memset(memory() + end, 0, std::min(lines * line_size, rows_ * row_size_) - end);
        }
        if (lines != lines_.size()) lines_.resize(lines);
        rows_ = rows;
    }

    void shrink_to_fit() { lines_.shrink_to_fit(); }

    /// Adds the rows of another, which have as many cells.
    void append(const attempt_store& other) {
        const std::size_t before = rows_;
        resize(before + other.rows_);
        if (other.rows_ > 0) std::memcpy(memory() + before * row_size_, other.memory(), other.rows_ * row_size_);
    }

    void move(std::size_t from, std::size_t to) noexcept {
        std::memmove(memory() + to * row_size_, memory() + from * row_size_, row_size_);
    }

    [[nodiscard]] state& state_of(std::size_t row) noexcept {
        return *std::launder(reinterpret_cast<state*>(memory() + row * row_size_));
    }
    [[nodiscard]] const state& state_of(std::size_t row) const noexcept {
        return *std::launder(reinterpret_cast<const state*>(memory() + row * row_size_));
    }
    [[nodiscard]] Ticks* cells(std::size_t row) noexcept {
        return std::launder(reinterpret_cast<Ticks*>(memory() + row * row_size_ + cells_at));
    }
    [[nodiscard]] const Ticks* cells(std::size_t row) const noexcept {
        return std::launder(reinterpret_cast<const Ticks*>(memory() + row * row_size_ + cells_at));
    }

    /// Asks for the memory of a row.
    void ask(std::size_t row) const noexcept {
        const std::size_t begin = row * row_size_;
        for (std::size_t at = begin / line_size; at <= (begin + row_size_ - 1) / line_size; ++at) {
            prefetch(lines_.data() + at);
        }
    }

private:
    [[nodiscard]] std::size_t lines_of(std::size_t rows) const noexcept {
        return (rows * row_size_ + line_size - 1) / line_size;
    }
    [[nodiscard]] std::byte* memory() noexcept { return reinterpret_cast<std::byte*>(lines_.data()); }
    [[nodiscard]] const std::byte* memory() const noexcept { return reinterpret_cast<const std::byte*>(lines_.data()); }

    std::size_t row_size_;
    std::size_t rows_{};
    std::vector<line> lines_;
};

}  // namespace emptor::detail
