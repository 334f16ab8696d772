// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Events put aside by entity.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace emptor::detail {

/// Rows put aside in 256 parts, each in the order in which they came.
template <class Row>
class row_parts {
public:
    static constexpr std::size_t number = 256;

    void add(std::size_t part, const Row& row) {
        list& own = lists_[part];
        if (own.next == own.end) own.grow();
        *own.next++ = row;
    }

    /// Calls `use` with each row of a part.
    template <class Use>
    void each(std::size_t part, Use use) const {
        const list& own = lists_[part];
        for (const block& rows : own.blocks) {
            const Row* const end = &rows == &own.blocks.back() ? own.next : rows.first.get() + rows.size;
            for (const Row* row = rows.first.get(); row != end; ++row) use(*row);
        }
    }

    /// Gives back the memory of a part.
    void clear(std::size_t part) { lists_[part] = {}; }

private:
    struct block {
        std::unique_ptr<Row[]> first;
        std::size_t size;
    };
    struct list {
        Row* next{};
        Row* end{};
        std::vector<block> blocks;

        void grow() {
            const std::size_t size = blocks.empty() ? 16 : std::min<std::size_t>(2 * blocks.back().size, 4096);
            blocks.push_back({std::make_unique_for_overwrite<Row[]>(size), size});
            next = blocks.back().first.get();
            end = next + size;
        }
    };

    std::array<list, number> lists_;
};

}  // namespace emptor::detail
