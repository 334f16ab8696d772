// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where the attempts of many entities are kept.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/funnel/detail/attempt_layout.hpp>
#include <emptor/process/detail/prefetch.hpp>

namespace emptor::detail {

/// A row an entity: its state and its cells side by side, for whoever wants the one wants the other, and on lines of
/// memory of its own where that costs little. A new row is all zeros.
///
/// Rows stand in blocks, so that no row is copied when there come to be many more of them.
template <class Ticks>
class attempt_store {
    using state = attempt_state<Ticks>;
    static_assert(std::is_trivially_copyable_v<state> && std::is_trivially_copyable_v<Ticks>);

    static constexpr std::size_t line_size = 64;
    static constexpr std::size_t asked_size = 4 * line_size;
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
        const std::size_t lines = rounded(size, line_size);
        return size < asked_size && 8 * size >= 7 * lines ? lines : size;
    }

    explicit attempt_store(std::size_t cells) : row_size_{row_size(cells)} {}

    attempt_store(const attempt_store&) = default;
    attempt_store& operator=(const attempt_store&) = default;
    /// What was moved from has no rows.
    attempt_store(attempt_store&& other) noexcept
        : row_size_{other.row_size_}, rows_{std::exchange(other.rows_, 0)}, blocks_{std::move(other.blocks_)} {
        other.blocks_.clear();
    }
    attempt_store& operator=(attempt_store&& other) noexcept {
        row_size_ = other.row_size_;
        shift_ = other.shift_;
        rows_ = std::exchange(other.rows_, 0);
        blocks_ = std::exchange(other.blocks_, {});
        return *this;
    }
    ~attempt_store() = default;

    [[nodiscard]] std::size_t size() const noexcept { return rows_; }

    /// Takes the memory for so many rows.
    void reserve(std::size_t rows) {
        while (rows > room()) add_room(rows);
    }

    void resize(std::size_t rows) {
        if (rows < rows_) {
            give_back(rows);
            for (std::size_t row = rows; row < std::min(rows_, room()); ++row) std::memset(memory(row), 0, row_size_);
        } else {
            reserve(rows);
        }
        rows_ = rows;
    }

    void shrink_to_fit() {
        give_back(rows_);
        if (blocks_.size() != 1) return;
        blocks_.front().resize(lines_of(rows_));
        blocks_.front().shrink_to_fit();
    }

    /// Adds the rows of another, which have as many cells.
    void append(const attempt_store& other) {
        const std::size_t before = rows_;
        const std::size_t more = other.rows_;  // they may be the same
        resize(before + more);
        for (std::size_t row = 0; row < more; ++row) std::memcpy(memory(before + row), other.memory(row), row_size_);
    }

    void move(std::size_t from, std::size_t to) noexcept { std::memmove(memory(to), memory(from), row_size_); }

    [[nodiscard]] state& state_of(std::size_t row) noexcept {
        return *std::launder(reinterpret_cast<state*>(memory(row)));
    }
    [[nodiscard]] const state& state_of(std::size_t row) const noexcept {
        return *std::launder(reinterpret_cast<const state*>(memory(row)));
    }
    [[nodiscard]] Ticks* cells(std::size_t row) noexcept {
        return std::launder(reinterpret_cast<Ticks*>(memory(row) + cells_at));
    }
    [[nodiscard]] const Ticks* cells(std::size_t row) const noexcept {
        return std::launder(reinterpret_cast<const Ticks*>(memory(row) + cells_at));
    }

    /// Asks for the memory of a row: its state and so many of its cells, but no more than some lines.
    void ask(std::size_t row, std::size_t cells) const noexcept {
        const std::byte* const begin = memory(row);
        const std::size_t size = std::min(cells_at + cells * sizeof(Ticks), asked_size);
        for (std::size_t at = 0; at < size; at += line_size) prefetch(begin + at);
        prefetch(begin + size - 1);
    }

private:
    static constexpr std::size_t block_size = std::size_t{1} << 18;

    [[nodiscard]] std::size_t block_rows() const noexcept { return std::size_t{1} << shift_; }
    [[nodiscard]] std::size_t lines_of(std::size_t rows) const noexcept {
        return (rows * row_size_ + line_size - 1) / line_size;
    }

    /// The rows there is memory for.
    [[nodiscard]] std::size_t room() const noexcept {
        if (blocks_.size() > 1) return blocks_.size() << shift_;
        return blocks_.empty() ? 0 : std::min(blocks_.front().size() * line_size / row_size_, block_rows());
    }

    /// Another block; the first one grows until it is one.
    void add_room(std::size_t rows) {
        if (room() >= block_rows()) {
            blocks_.emplace_back(lines_of(block_rows()));
            return;
        }
        if (blocks_.empty()) blocks_.emplace_back();
        blocks_.front().resize(lines_of(std::min(std::max(rows, 2 * room()), block_rows())));
    }

    /// Gives back the blocks of rows from this one on, but for the first block.
    void give_back(std::size_t from) noexcept {
        while (blocks_.size() > 1 && from <= (blocks_.size() - 1) << shift_) blocks_.pop_back();
    }

    [[nodiscard]] std::byte* memory(std::size_t row) noexcept {
        return reinterpret_cast<std::byte*>(blocks_[row >> shift_].data()) + (row & (block_rows() - 1)) * row_size_;
    }
    [[nodiscard]] const std::byte* memory(std::size_t row) const noexcept {
        return reinterpret_cast<const std::byte*>(blocks_[row >> shift_].data()) +
               (row & (block_rows() - 1)) * row_size_;
    }

    std::size_t row_size_;
    /// A block has 2 to the power of it rows: as many as fit.
    unsigned shift_ = static_cast<unsigned>(std::bit_width(std::max(block_size / row_size_, std::size_t{1}))) - 1;
    std::size_t rows_{};
    std::vector<std::vector<line>> blocks_;
};

}  // namespace emptor::detail
