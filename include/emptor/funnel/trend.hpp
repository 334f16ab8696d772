// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How a funnel changes over time.

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <ranges>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include <emptor/events/calendar.hpp>
#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/reach.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {
namespace detail {

template <class Time>
inline constexpr bool on_the_calendar = !std::is_void_v<Time>;
template <class Clock, class Duration>
inline constexpr bool on_the_calendar<std::chrono::time_point<Clock, Duration>> =
    std::is_same_v<Clock, std::chrono::system_clock>;

/// The moment that a number of ticks, or a time, is.
template <class Tick, class When>
[[nodiscard]] constexpr auto calendar_moment(const When& when) {
    static_assert(!std::is_void_v<Tick>,
                  "emptor::funnel_trend: these times have no place on the calendar; say how long their tick is with "
                  "unit<std::chrono::seconds>, counted from 1970");
    static_assert(on_the_calendar<When>, "emptor::funnel_trend: only the system clock has a place on the calendar");
    return std::chrono::sys_time<Tick>{Tick{time_traits<When>::count(when)}};
}

}  // namespace detail

/// The attempts that started in one bucket of time.
struct trend_bucket {
    std::chrono::sys_seconds start{};  ///< the bucket is from here up to, not including, the next one's start
    std::string name{};                ///< as a reader of the calendar would say it: "2026-W47"
    funnel_reach reach{};

    /// Attempts that started in it.
    [[nodiscard]] std::uint64_t entered() const noexcept { return reach.attempts(); }
    /// Those of them that got to a step, from 1, whenever that was.
    [[nodiscard]] std::uint64_t reached(std::size_t step) const noexcept { return reach.reached(step); }
    /// Of those that got to one step, the ones that got to another, too.
    [[nodiscard]] proportion share(std::size_t from, std::size_t to) const { return reach.share(from, to); }

    friend bool operator==(const trend_bucket&, const trend_bucket&) = default;
};

/// Counts attempts by when they started, in buckets of the calendar: from minutes to years, in a zone by its offset.
///
/// @code
/// emptor::funnel_trend by_week{std::chrono::weeks{1}, 8h};
/// for (const auto attempt : attempts) by_week.count(attempt);
/// @endcode
///
/// The attempts are those that the report counts, so that the buckets add up to it; an attempt stays in the bucket it
/// started in, and what started lately may yet get further. `count_every_period` counts an entity once in each bucket,
/// so that they do not (`sums`).
///
/// Trends of disjoint entities add up.
class funnel_trend {
public:
    funnel_trend() : funnel_trend{std::chrono::days{1}} {}

    explicit funnel_trend(const calendar_bucket& buckets) : buckets_{buckets} {}

    /// @throws std::invalid_argument as `calendar_bucket` does.
    template <calendar_length Length>
    explicit funnel_trend(const Length& length, std::chrono::seconds offset = {}) : buckets_{length, offset} {}

    /// Counts an attempt in the bucket it started in. Bare numbers that have a `unit`, and durations, are taken as
    /// since 1970-01-01 00:00 UTC.
    /// @throws std::invalid_argument for a time outside the years 1 to 9999.
    template <class Attempt>
    void count(const Attempt& attempt) {
        count(number_of(attempt), attempt.reached_steps());
    }

    /// Counts an entity once in every bucket in which any of its attempts started, with the one of them that got
    /// furthest. Ask for every start, `each(start)`, where an entity may come again.
    /// @param attempts all those of one entity (`funnel_attempts::each_entity`).
    template <std::ranges::input_range Attempts>
    void count_every_period(const Attempts& attempts) {
        std::map<std::int64_t, std::uint64_t> best;
        for (const auto attempt : attempts) {
            std::uint64_t& reached = best[number_of(attempt)];
            if (std::bit_width(reached) < std::bit_width(attempt.reached_steps())) reached = attempt.reached_steps();
        }
        for (const auto& [number, reached] : best) count(number, reached);
        sums_ = sums_ && best.size() <= 1;
    }

    /// Adds the trend of other entities.
    /// @throws std::invalid_argument unless the buckets are the same.
    funnel_trend& operator+=(const funnel_trend& other) {
        if (buckets_ != other.buckets_) {
            throw std::invalid_argument{"emptor::funnel_trend: the other trend has other buckets"};
        }
        const std::size_t count = other.of_.size();  // they may be the same
        for (std::size_t i = 0; i < count; ++i) of(other.numbers_[i]) += other.of_[i];
        sums_ = sums_ && other.sums_;
        return *this;
    }

    /// Whether the buckets add up to the funnel: no entity is in more than one of them.
    [[nodiscard]] bool sums() const noexcept { return sums_; }

    /// All of them together: what the funnel counts, if they add up to it.
    [[nodiscard]] funnel_reach total() const {
        funnel_reach sum;
        for (const funnel_reach& reach : of_) sum += reach;
        return sum;
    }

    /// The buckets in which any attempt started, in order.
    [[nodiscard]] std::vector<trend_bucket> buckets() const {
        std::vector<trend_bucket> made;
        made.reserve(of_.size());
        for (const std::size_t place : in_order()) made.push_back(bucket(numbers_[place], of_[place]));
        return made;
    }

    /// Every bucket that has a moment from one up to, not including, another; with those in which nothing started.
    /// @throws std::invalid_argument if the first moment is after the second, one of them is outside the years 1 to
    /// 9999, or there are more than a million buckets.
    template <calendar_time From, calendar_time To>
    [[nodiscard]] std::vector<trend_bucket> buckets(const From& from, const To& to) const {
        const std::int64_t first = buckets_.number(from);
        std::int64_t end = buckets_.number(to);
        if (to < from || end - first >= most_buckets) {
            throw std::invalid_argument{std::string{"emptor::funnel_trend: "}
                                            .append(std::to_string(end - first))
                                            .append(" buckets are asked for, or the first moment is after the second; ")
                                            .append("there can be ")
                                            .append(std::to_string(most_buckets))};
        }
        if (from < to && buckets_.start_of(end) < to) ++end;
        std::vector<trend_bucket> made;
        for (std::int64_t each = first; each < end; ++each) {
            const auto place = numbers_.find(each);
            made.push_back(bucket(each, place ? of_[*place] : funnel_reach{}));
        }
        return made;
    }

    /// Equal if they answer the same.
    friend bool operator==(const funnel_trend& a, const funnel_trend& b) {
        return a.buckets_ == b.buckets_ && a.sums_ == b.sums_ && a.buckets() == b.buckets();
    }

private:
    static constexpr std::int64_t most_buckets = 1'000'000;

    static constexpr std::size_t nowhere = ~std::size_t{};

    struct found_bucket {
        std::int64_t number{};
        std::size_t place{nowhere};
    };

    template <class Attempt>
    [[nodiscard]] std::int64_t number_of(const Attempt& attempt) const {
        return buckets_.number(detail::calendar_moment<typename Attempt::attempts_type::tick_type>(attempt.started()));
    }

    void count(std::int64_t number, std::uint64_t reached) { of(number).count(reached); }

    [[nodiscard]] funnel_reach& of(std::int64_t number) {
        found_bucket& lately = lately_[static_cast<std::size_t>(number) % lately_.size()];
        if (lately.number != number || lately.place == nowhere) {
            const std::size_t place = numbers_.number(number);
            if (place == of_.size()) of_.emplace_back();
            lately = {number, place};
        }
        return of_[lately.place];
    }

    [[nodiscard]] std::vector<std::size_t> in_order() const {
        std::vector<std::size_t> places(of_.size());
        for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
        std::sort(places.begin(), places.end(),
                  [this](std::size_t a, std::size_t b) { return numbers_[a] < numbers_[b]; });
        return places;
    }

    [[nodiscard]] trend_bucket bucket(std::int64_t number, const funnel_reach& reach) const {
        const std::chrono::sys_seconds start = buckets_.start_of(number);
        return {start, buckets_.name(start), reach};
    }

    calendar_bucket buckets_;
    detail::entity_index<std::int64_t> numbers_;  // of the buckets in which any attempt started
    std::vector<funnel_reach> of_;                // what started in each of them
    std::array<found_bucket, 64> lately_{};       // buckets that were looked up, by the end of their number
    bool sums_{true};
};

static_assert(mergeable<funnel_trend>);

}  // namespace emptor
