// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How often two properties met.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

/// Counts by row and column, such as segment and furthest step. Tables of disjoint observations add up to the table of
/// all of them.
class contingency_table {
public:
    /// Where an observation belongs, both from 0.
    struct cell {
        std::size_t row{};
        std::size_t column{};
    };

    /// Without rows: adds to any other.
    contingency_table() noexcept = default;

    contingency_table(std::size_t rows, std::size_t columns)
        : rows_{columns == 0 ? 0 : rows}, columns_{rows == 0 ? 0 : columns}, counts_(rows * columns) {}

    /// @throws std::invalid_argument if the rows are not equally long.
    contingency_table(std::initializer_list<std::initializer_list<std::uint64_t>> rows)
        : contingency_table{rows.size(), rows.size() == 0 ? 0 : rows.begin()->size()} {
        counts_.clear();
        for (const auto& row : rows) {
            if (row.size() != columns_) {
                throw std::invalid_argument{"emptor::contingency_table: a row of " + std::to_string(row.size()) +
                                            " below one of " + std::to_string(columns_) + "; all must be equally long"};
            }
            counts_.insert(counts_.end(), row.begin(), row.end());
        }
    }

    /// A row a group: how many took their chance, and how many did not.
    explicit contingency_table(std::span<const proportion> groups) : contingency_table{groups.size(), 2} {
        for (std::size_t i = 0; i < groups.size(); ++i) {
            counts_[2 * i] = groups[i].taken();
            counts_[2 * i + 1] = groups[i].chances() - groups[i].taken();
        }
    }

    /// @throws std::invalid_argument if the table has no such cell.
    void count(cell at, std::uint64_t times = 1) { counts_[index(at)] += times; }

    /// Adds what `other` observed.
    /// @throws std::invalid_argument if both have rows, and not as many rows and columns.
    contingency_table& operator+=(const contingency_table& other) {
        if (other.counts_.empty()) return *this;
        if (counts_.empty()) return *this = other;
        if (rows_ != other.rows_ || columns_ != other.columns_) {
            throw std::invalid_argument{"emptor::contingency_table: " + other.size() + " added to " + size() +
                                        "; both must have as many rows and columns"};
        }
        for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
        return *this;
    }

    [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
    [[nodiscard]] std::size_t columns() const noexcept { return columns_; }

    /// @throws std::invalid_argument if the table has no such cell.
    [[nodiscard]] std::uint64_t operator[](cell at) const { return counts_[index(at)]; }

    friend bool operator==(const contingency_table&, const contingency_table&) = default;

private:
    [[nodiscard]] std::string size() const { return std::to_string(rows_) + " x " + std::to_string(columns_); }

    [[nodiscard]] std::size_t index(cell at) const {
        if (at.row >= rows_ || at.column >= columns_) {
            throw std::invalid_argument{"emptor::contingency_table: no cell (" + std::to_string(at.row) + ", " +
                                        std::to_string(at.column) + ") in a table of " + size()};
        }
        return at.row * columns_ + at.column;
    }

    std::size_t rows_{};
    std::size_t columns_{};
    std::vector<std::uint64_t> counts_;
};

static_assert(aggregate_of<contingency_table, contingency_table::cell>);

}  // namespace emptor
