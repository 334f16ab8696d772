// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Moments of many entities, in 32 bits each as long as they fit.

#include <cstddef>
#include <vector>

#include <emptor/funnel/detail/moment_clock.hpp>
#include <emptor/process/detail/prefetch.hpp>

namespace emptor::detail {

/// Moments by number.
template <class Ticks>
class moment_rows {
public:
    using clock_type = moment_clock<Ticks>;
    using near_type = typename clock_type::near_type;

    /// Makes sure that this time can be kept, and tells whether it and all others are near.
    bool admit(Ticks at) {
        if (!clock_.near()) return false;
        clock_.start(at);
        if (!clock_.fits(at)) go_far();
        return clock_.near();
    }

    [[nodiscard]] bool near() const noexcept { return clock_.near(); }
    [[nodiscard]] near_type near_moment(Ticks at) const noexcept { return clock_.near_moment(at); }
    [[nodiscard]] near_type* near_data() noexcept { return near_.data(); }
    [[nodiscard]] Ticks* far_data() noexcept { return far_.data(); }

    [[nodiscard]] Ticks operator[](std::size_t i) const noexcept {
        return clock_.near() ? clock_.time(near_[i]) : far_[i];
    }

    void set(std::size_t i, Ticks at) {
        if (admit(at)) {
            near_[i] = clock_.near_moment(at);
        } else {
            far_[i] = at;
        }
    }

    void reserve(std::size_t size) {
        change([&](auto& all) { all.reserve(size); });
    }
    void resize(std::size_t size) {
        change([&](auto& all) { all.resize(size); });
    }
    void shrink_to_fit() {
        change([](auto& all) { all.shrink_to_fit(); });
    }
    void move(std::size_t from, std::size_t to) noexcept {
        change([&](auto& all) { all[to] = all[from]; });
    }

    /// Asks for the memory of a moment.
    void ask(std::size_t i) const noexcept {
        if (clock_.near()) return prefetch(near_.data() + i);
        prefetch(far_.data() + i);
    }

    /// Adds others after these.
    moment_rows& operator+=(const moment_rows& other) {
        if (clock_.near() && other.clock_.near()) clock_.start_as(other.clock_);
        if (clock_.near() && !(other.clock_.near() && clock_.same_as(other.clock_))) go_far();
        if (clock_.near()) {
            near_.insert(near_.end(), other.near_.begin(), other.near_.end());
        } else {
            for (const near_type each : other.near_) far_.push_back(other.clock_.time(each));
            far_.insert(far_.end(), other.far_.begin(), other.far_.end());
        }
        return *this;
    }

private:
    template <class Change>
    void change(Change with) {
        if (clock_.near()) return with(near_);
        with(far_);
    }

    /// From here on moments are kept as they are.
    void go_far() {
        std::vector<Ticks> far;
        far.reserve(near_.capacity());
        for (const near_type each : near_) far.push_back(clock_.time(each));
        far_ = std::move(far);
        near_ = {};
        clock_.go_far();
    }

    clock_type clock_{};
    std::vector<near_type> near_;  // or
    std::vector<Ticks> far_;
};

}  // namespace emptor::detail
