// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Numbers in rows and columns.

#include <cstddef>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace emptor {

/// A dense matrix, row by row.
class matrix {
public:
    /// Without rows.
    matrix() noexcept = default;

    /// All zeros.
    /// @throws std::length_error if no memory could hold as many.
    matrix(std::size_t rows, std::size_t columns)
        : rows_{columns == 0 ? 0 : rows}, columns_{rows == 0 ? 0 : columns}, numbers_(product(rows, columns)) {}

    /// @throws std::invalid_argument if the rows are not equally long.
    matrix(std::initializer_list<std::initializer_list<double>> rows)
        : matrix{rows.size(), rows.size() == 0 ? 0 : rows.begin()->size()} {
        numbers_.clear();
        for (const auto& row : rows) {
            if (row.size() != columns_) {
                throw std::invalid_argument{"emptor::matrix: a row of " + std::to_string(row.size()) +
                                            " below one of " + std::to_string(columns_) + "; all must be equally long"};
            }
            numbers_.insert(numbers_.end(), row.begin(), row.end());
        }
    }

    [[nodiscard]] static matrix identity(std::size_t size) {
        matrix result{size, size};
        for (std::size_t i = 0; i < size; ++i) result.numbers_[i * size + i] = 1;
        return result;
    }

    [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
    [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
    [[nodiscard]] bool square() const noexcept { return rows_ == columns_; }

    /// @throws std::invalid_argument if there is no such row or column.
    [[nodiscard]] double operator()(std::size_t row, std::size_t column) const { return numbers_[place(row, column)]; }
    [[nodiscard]] double& operator()(std::size_t row, std::size_t column) { return numbers_[place(row, column)]; }

    /// @throws std::invalid_argument if there is no such row.
    [[nodiscard]] std::span<const double> row(std::size_t row) const {
        return {numbers_.data() + place(row, 0), columns_};
    }
    [[nodiscard]] std::span<double> row(std::size_t row) { return {numbers_.data() + place(row, 0), columns_}; }

    /// All of them, row by row.
    [[nodiscard]] std::span<const double> numbers() const noexcept { return numbers_; }
    [[nodiscard]] std::span<double> numbers() noexcept { return numbers_; }

    /// @throws std::invalid_argument unless `left` has as many columns as `right` has rows.
    [[nodiscard]] friend matrix operator*(const matrix& left, const matrix& right) {
        if (left.columns_ != right.rows_) {
            throw std::invalid_argument{"emptor::matrix: " + left.size() + " times " + right.size() +
                                        "; the left must have as many columns as the right has rows"};
        }
        matrix result{left.rows_, right.columns_};
        for (std::size_t i = 0; i < result.rows_; ++i) {
            double* const sums = result.numbers_.data() + i * result.columns_;
            for (std::size_t k = 0; k < left.columns_; ++k) {
                const double factor = left.numbers_[i * left.columns_ + k];
                const double* const terms = right.numbers_.data() + k * right.columns_;
                for (std::size_t j = 0; j < result.columns_; ++j) sums[j] += factor * terms[j];
            }
        }
        return result;
    }

    friend bool operator==(const matrix&, const matrix&) = default;

private:
    [[nodiscard]] static std::size_t product(std::size_t rows, std::size_t columns) {
        if (columns != 0 && rows > static_cast<std::size_t>(-1) / sizeof(double) / columns) {
            throw std::length_error{"emptor::matrix: " + std::to_string(rows) + " x " + std::to_string(columns) +
                                    " numbers are too many"};
        }
        return rows * columns;
    }

    [[nodiscard]] std::string size() const { return std::to_string(rows_) + " x " + std::to_string(columns_); }

    [[nodiscard]] std::size_t place(std::size_t row, std::size_t column) const {
        if (row >= rows_ || column >= columns_) {
            throw std::invalid_argument{"emptor::matrix: no place (" + std::to_string(row) + ", " +
                                        std::to_string(column) + ") in one of " + size()};
        }
        return row * columns_ + column;
    }

    std::size_t rows_{};
    std::size_t columns_{};
    std::vector<double> numbers_;
};

}  // namespace emptor
