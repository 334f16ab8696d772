// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What every count of numbers knows of them.

#include <cstdint>
#include <limits>
#include <optional>

#include <emptor/stats/exact_sum.hpp>

namespace emptor::detail {

/// How many numbers there were, their exact sum, the least and the greatest.
class number_totals {
public:
    [[nodiscard]] std::uint64_t counted() const noexcept { return counted_; }
    [[nodiscard]] double sum() const noexcept { return sum_.value(); }

    /// Absent, as the least and the greatest, of no numbers.
    [[nodiscard]] std::optional<double> mean() const noexcept {
        if (counted_ == 0) return std::nullopt;
        return sum() / static_cast<double>(counted_);
    }
    [[nodiscard]] std::optional<double> least() const noexcept {
        return counted_ == 0 ? std::nullopt : std::optional{least_};
    }
    [[nodiscard]] std::optional<double> greatest() const noexcept {
        return counted_ == 0 ? std::nullopt : std::optional{greatest_};
    }

    friend bool operator==(const number_totals&, const number_totals&) noexcept = default;

protected:
    /// Adds a finite number.
    void add(double value) {
        ++counted_;
        sum_.count(value);
        if (value < least_) least_ = value + 0.0;  // not -0
        if (value > greatest_) greatest_ = value + 0.0;
    }
    void add(const number_totals& other) noexcept {
        sum_ += other.sum_;
        counted_ += other.counted_;
        if (other.least_ < least_) least_ = other.least_;
        if (other.greatest_ > greatest_) greatest_ = other.greatest_;
    }

    exact_sum sum_;
    std::uint64_t counted_{};
    double least_ = std::numeric_limits<double>::infinity();
    double greatest_ = -std::numeric_limits<double>::infinity();
};

}  // namespace emptor::detail
