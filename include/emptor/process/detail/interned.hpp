// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Many values of which few differ.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace emptor::detail {

/// An array in which equal values are kept once: 4 bytes a place, and none at all while every place holds the same.
///
/// At most 2^32 - 1 places.
template <class T, class Hash = std::hash<T>>
class interned {
public:
    interned(std::size_t size, T all) : size_{size}, values_{std::move(all)} {
        by_hash_.emplace(Hash{}(values_[0]), 0);
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] const T& operator[](std::size_t place) const noexcept {
        return values_[numbers_.empty() ? 0 : numbers_[place]];
    }

    void set(std::size_t place, const T& value) {
        const std::uint32_t number = number_of(value);
        if (numbers_.empty()) {
            if (number == 0) return;
            numbers_.resize(size_);
        }
        numbers_[place] = number;
    }

    /// How many values it keeps.
    [[nodiscard]] std::size_t kept() const noexcept { return values_.size(); }

    /// Whether every place holds the same in both, in whichever order they came to be kept.
    friend bool operator==(const interned& a, const interned& b) noexcept {
        if (a.size_ != b.size_) return false;
        if (a.numbers_ == b.numbers_ && a.values_ == b.values_) return true;
        for (std::size_t i = 0; i < a.size_; ++i) {
            if (!(a[i] == b[i])) return false;
        }
        return true;
    }

private:
    std::uint32_t number_of(const T& value) {
        if (values_[last_] == value) return last_;  // a row sets many places in turn
        const std::size_t hash = Hash{}(value);
        const auto [first, last] = by_hash_.equal_range(hash);
        for (auto each = first; each != last; ++each) {
            if (values_[each->second] == value) return last_ = each->second;
        }
        const auto number = static_cast<std::uint32_t>(values_.size());
        values_.push_back(value);
        by_hash_.emplace(hash, number);
        return last_ = number;
    }

    std::size_t size_;
    std::uint32_t last_{};                // the number asked for last
    std::vector<T> values_;               // no two are equal
    std::vector<std::uint32_t> numbers_;  // of the value at each place; empty where all are the first
    std::unordered_multimap<std::size_t, std::uint32_t> by_hash_;
};

}  // namespace emptor::detail
