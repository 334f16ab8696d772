// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Quantiles of more numbers than one wants to keep.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/detail/bucket_row.hpp>
#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/detail/number_totals.hpp>

namespace emptor {

/// Counts numbers in buckets so narrow that any of its numbers is known to less than 1 %, as DDSketch does (C. Masson,
/// J. E. Rim and H. K. Lee 2019, Proceedings of the VLDB Endowment 12, 2195-2205), and no bucket is ever made wider.
///
/// Sketches of disjoint numbers add up bucket by bucket, in any order, to the very sketch of all of them. A bucket is
/// one of 64 equal parts between two powers of 2: no logarithm is taken, and every machine finds the same one.
/// Least, greatest, sum and mean are exact.
///
/// Memory: 8 bytes for each bucket between the least and the greatest number, half as much again while it grows. From
/// a second to a year, 25 powers of 2, makes 1,600 buckets, or 13 kB; the whole range of `double` 134,272 for either
/// sign, or 1 MB.
class quantile_sketch : public detail::number_totals {
public:
    /// How far an answer may be from the truth, relative to it.
    static constexpr double relative_error = 1.0 / 129;

    /// So many numbers from `low` up to, not including, `high`; for negative numbers from above `low` up to `high`.
    /// Where the bounds are the same, as for 0, all are that number. The last bucket ends at infinity.
    struct bucket {
        double low{};
        double high{};
        std::uint64_t numbers{};

        friend constexpr bool operator==(const bucket&, const bucket&) noexcept = default;
    };

    /// @throws std::invalid_argument if the value is infinite or NaN.
    void count(double value) {
        detail::demand(detail::is_finite(value), "quantile_sketch", "value", value, "finite");
        if (value == 0) {
            value = 0;  // not -0
            ++zeros_;
        } else if (value > 0) {
            above_.count(bucket_of(value), 1);
        } else {
            below_.count(bucket_of(-value), 1);
        }
        add(value);
    }

    /// Adds what `other` counted.
    quantile_sketch& operator+=(const quantile_sketch& other) {
        below_ += other.below_;
        above_ += other.above_;
        zeros_ += other.zeros_;
        add(other);
        return *this;
    }

    /// The value below which the given share of the numbers lies, interpolated between its two neighbours as `quantile`
    /// does, but for each neighbour the middle of its bucket: within `relative_error` of it where both have one sign,
    /// and within `relative_error` of the larger of their sizes otherwise. 0 and 1 give the exact least and greatest.
    /// @throws std::invalid_argument for a share outside [0, 1].
    [[nodiscard]] std::optional<double> quantile(double share) const {
        detail::demand_probability("quantile_sketch::quantile", "share", share);
        if (counted_ == 0) return std::nullopt;
        const double position = share * static_cast<double>(counted_ - 1);
        const auto rank = std::min(static_cast<std::uint64_t>(position), counted_ - 1);
        const double fraction = position - std::floor(position);
        const double lower = ranked(rank);
        return fraction == 0 ? lower : std::lerp(lower, ranked(std::min(rank + 1, counted_ - 1)), fraction);
    }

    /// The buckets that hold numbers, in ascending order.
    [[nodiscard]] std::vector<bucket> buckets() const {
        std::vector<bucket> result;
        for_each_bucket([&](double low, double high, std::uint64_t numbers) {
            result.push_back({.low = low, .high = high, .numbers = numbers});
            return true;
        });
        return result;
    }

    friend bool operator==(const quantile_sketch&, const quantile_sketch&) noexcept = default;

private:
    static constexpr int parts_bits = 6;
    static constexpr std::int32_t parts = 1 << parts_bits;
    static constexpr std::int32_t lift = 64;  // powers of 2, by which a subnormal number becomes a normal one

    /// Of a size above 0: its binary exponent and the leading bits of its fraction, which are its leading bits.
    static std::int32_t bucket_of(double size) noexcept {
        const bool subnormal = size < std::numeric_limits<double>::min();
        const auto bits = std::bit_cast<std::uint64_t>(subnormal ? std::ldexp(size, lift) : size);
        return static_cast<std::int32_t>(bits >> (52 - parts_bits)) - (subnormal ? lift * parts : 0);
    }

    /// The least size in a bucket.
    static double size_from(std::int32_t bucket) noexcept {
        if (bucket >= parts) {
            return std::bit_cast<double>(static_cast<std::uint64_t>(bucket) << (52 - parts_bits));
        }
        return std::ldexp(std::bit_cast<double>(static_cast<std::uint64_t>(bucket + lift * parts) << (52 - parts_bits)),
                          -lift);
    }

    /// Calls `use(low, high, numbers)` in ascending order until it returns false.
    template <class Use>
    void for_each_bucket(const Use& use) const {
        const auto below = below_.counts();
        for (std::size_t i = below.size(); i-- > 0;) {
            if (below[i] == 0) continue;
            const std::int32_t at = below_.low() + static_cast<std::int32_t>(i);
            if (!use(-size_from(at + 1), -size_from(at), below[i])) return;
        }
        if (zeros_ > 0 && !use(0.0, 0.0, zeros_)) return;
        const auto above = above_.counts();
        for (std::size_t i = 0; i < above.size(); ++i) {
            if (above[i] == 0) continue;
            const std::int32_t at = above_.low() + static_cast<std::int32_t>(i);
            if (!use(size_from(at), size_from(at + 1), above[i])) return;
        }
    }

    /// About the number with so many before it.
    [[nodiscard]] double ranked(std::uint64_t rank) const {
        if (rank == 0) return least_;
        if (rank == counted_ - 1) return greatest_;
        double answer = greatest_;
        for_each_bucket([&](double low, double high, std::uint64_t numbers) {
            if (rank >= numbers) {
                rank -= numbers;
                return true;
            }
            // The place whose relative error is the same at both ends: (high - low) / (high + low), 1 / 129 at most.
            // The last bucket ends at 2^1024, which is no `double`.
            const double near = std::min(std::abs(low), std::abs(high));
            const double far = std::max(std::abs(low), std::abs(high));
            const double ratio = detail::is_finite(far) ? near / far : (2.0 * parts - 1) / (2.0 * parts);
            answer = low == high ? low : std::copysign(near * (2 / (1 + ratio)), low + high);
            return false;
        });
        return std::clamp(answer, least_, greatest_);
    }

    detail::bucket_row below_;  // by size
    detail::bucket_row above_;
    std::uint64_t zeros_{};
};

static_assert(aggregate_of<quantile_sketch, double>);

}  // namespace emptor
