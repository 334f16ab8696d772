// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A range of events as a reorder buffer gives them on.

#include <cstddef>
#include <functional>
#include <iterator>
#include <ranges>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/reorder.hpp>
#include <emptor/events/time.hpp>

namespace emptor::detail {

/// Goes once through events, which must outlive it. Of a range that can be gone through twice only places are held.
template <class Events, class When>
class reordered_events {
    using source = std::ranges::iterator_t<Events>;
    using source_end = std::ranges::sentinel_t<Events>;
    static constexpr bool by_place = std::ranges::forward_range<Events>;
    using held_type = std::conditional_t<by_place, source, std::ranges::range_value_t<Events>>;
    using when_type = std::remove_cvref_t<std::invoke_result_t<When&, std::ranges::range_reference_t<Events>&>>;

public:
    class iterator {
    public:
        using value_type = std::ranges::range_value_t<Events>;
        using difference_type = std::ptrdiff_t;

        explicit iterator(reordered_events& events) : events_{&events} {}

        [[nodiscard]] decltype(auto) operator*() const {
            if constexpr (by_place) {
                return *events_->ready_[events_->next_];
            } else {
                return (events_->ready_[events_->next_]);
            }
        }
        iterator& operator++() {
            ++events_->next_;
            events_->fill();
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(std::default_sentinel_t) const noexcept { return events_->over(); }

    private:
        reordered_events* events_;
    };

    reordered_events(Events& events, When when, ticks_span<ticks_of<when_type>> bound)
        : at_{std::ranges::begin(events)}, end_{std::ranges::end(events)}, when_{std::move(when)}, buffer_{bound} {}

    [[nodiscard]] iterator begin() {
        fill();
        return iterator{*this};
    }
    [[nodiscard]] static std::default_sentinel_t end() noexcept { return {}; }

private:
    [[nodiscard]] bool over() const noexcept { return next_ == ready_.size(); }

    /// Reads on until one is ready.
    void fill() {
        if (next_ < ready_.size()) return;
        ready_.clear();
        next_ = 0;
        const auto give = [this](held_type event) { ready_.push_back(std::move(event)); };
        for (; ready_.empty() && at_ != end_; ++at_) {
            auto&& event = *at_;
            const when_type when = std::invoke(when_, event);
            if constexpr (by_place) {
                buffer_.add(when, at_, give);
            } else {
                buffer_.add(when, held_type(std::forward<decltype(event)>(event)), give);
            }
        }
        if (ready_.empty()) buffer_.finish(give);
    }

    source at_;
    source_end end_;
    When when_;
    reorder_buffer<when_type, held_type> buffer_;
    std::vector<held_type> ready_;
    std::size_t next_{};
};

}  // namespace emptor::detail
