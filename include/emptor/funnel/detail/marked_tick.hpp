// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Times that remember which event they are of.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor::detail {

/// A time that carries the mark of its event wherever an engine copies it. To an engine it is its time and no more.
template <class Ticks>
struct marked_tick {
    Ticks at{};
    std::uint32_t mark{};

    friend constexpr bool operator==(const marked_tick& a, const marked_tick& b) noexcept { return a.at == b.at; }
    friend constexpr auto operator<=>(const marked_tick& a, const marked_tick& b) noexcept { return a.at <=> b.at; }
};

template <class Ticks>
struct span_between<marked_tick<Ticks>> {
    using type = ticks_span<Ticks>;
    static constexpr type of(const marked_tick<Ticks>& earlier, const marked_tick<Ticks>& later) noexcept {
        return elapsed_ticks(earlier.at, later.at);
    }
};

/// Gives each event of a stream its mark: the number of its value. Where events at one time are held back until all of
/// them are there, a time has one mark for several events; if their values differ, that is the number of a list of
/// these events, from which the value of each step can be told when it is known who took which.
template <class Ticks>
class tick_marks {
public:
    /// The numbers of values are below this one.
    static constexpr std::uint32_t first_list = std::uint32_t{1} << 31;

    /// Makes room for the streams up to and including this one.
    void admit(std::size_t stream) {
        if (stream >= latest_.size()) latest_.resize(stream + 1);
    }

    /// The marked time of the next event of an admitted stream.
    [[nodiscard]] marked_tick<Ticks> next(std::size_t stream, Ticks at, std::uint64_t taken, std::uint32_t value) {
        moment& now = latest_[stream];
        if (now.taken == 0 || now.at < at) {
            now = {at, taken, value, std::popcount(taken) <= 1};
        } else if (taken != 0) {
            join(now, taken, value);
        }
        return {at, now.mark};
    }

    /// The same where the stream knows itself what became of its last moment.
    /// @param now the marked time of the stream's last event.
    /// @param pending what its events at that time take; nothing if that need not be told apart.
    [[nodiscard]] marked_tick<Ticks> next(const marked_tick<Ticks>& now, std::uint64_t pending, std::size_t stream,
                                          Ticks at, std::uint64_t taken, std::uint32_t value) {
        if (pending == 0 || now.at < at) [[likely]]
            return {at, value};
        if (taken == 0) return now;
        moment& crowd = crowds_[stream];
        if (crowd.taken == 0 || crowd.at != now.at) crowd = {now.at, pending, now.mark, std::popcount(pending) <= 1};
        join(crowd, taken, value);
        return {at, crowd.mark};
    }

    /// Those streams are over that say themselves what became of their last moments, and nobody asks for values of
    /// marks that were given so far.
    void forget() {
        crowds_.clear();
        lists_.clear();
    }

    /// The value of each step of an attempt, by the marks of the times of its steps; `none` where it has none. Where
    /// several events at one time could have taken a step, it is that of the earliest that leaves one for each other
    /// step. Good until the next call.
    /// @param taken bit k: the attempt took step k, counted from 0. Other steps have no value.
    [[nodiscard]] std::span<const std::uint32_t> values(std::uint64_t taken, std::span<const marked_tick<Ticks>> times,
                                                        std::uint32_t none) {
        values_.assign(times.size(), none);
        bool shared = false;
        for (std::size_t k = 0; k < times.size(); ++k) {
            if ((taken >> k & 1) == 0) continue;
            values_[k] = times[k].mark;
            shared = shared || times[k].mark >= first_list;
        }
        if (!shared) return values_;
        for (std::size_t k = 0; k < times.size(); ++k) {
            if ((taken >> k & 1) == 0 || values_[k] < first_list) continue;
            std::vector<std::size_t> steps;
            for (std::size_t other = k; other < times.size(); ++other) {
                if ((taken >> other & 1) != 0 && times[other].mark == times[k].mark) steps.push_back(other);
            }
            share_out(lists_[times[k].mark - first_list], steps);
        }
        return values_;
    }

private:
    struct event {
        std::uint64_t taken;
        std::uint32_t value;

        friend bool operator==(const event&, const event&) = default;
    };

    struct moment {
        Ticks at{};
        std::uint64_t taken{};  ///< by its events together
        std::uint32_t mark{};
        bool single{};  ///< none of them can take more than one step
    };

    /// Another event at this time takes steps.
    void join(moment& now, std::uint64_t taken, std::uint32_t value) {
        const bool single = now.single && std::has_single_bit(taken);
        if (now.mark < first_list && !(now.mark == value && single)) {  // events that are all alike need no list
            std::vector<event> list;
            for (std::uint64_t rest = now.single ? now.taken : 0; rest != 0; rest &= rest - 1) {
                list.push_back({rest & (~rest + 1), now.mark});
            }
            if (list.empty()) list.push_back({now.taken, now.mark});
            now.mark = static_cast<std::uint32_t>(first_list + lists_.size());
            lists_.push_back(std::move(list));
        }
        if (now.mark >= first_list) {
            std::vector<event>& list = lists_[now.mark - first_list];
            const event seen{taken, value};
            // of events alike, no more can be needed than they can take steps
            if (std::count(list.begin(), list.end(), seen) < std::popcount(taken)) list.push_back(seen);
        }
        now.taken |= taken;
        now.single = single;
    }

    /// Gives each of these steps one of the events (augmenting paths, H. W. Kuhn 1955); where there are too few, for an
    /// event may fill several steps, the first that can take it.
    void share_out(const std::vector<event>& events, const std::vector<std::size_t>& steps) {
        constexpr std::size_t nobody = ~std::size_t{};
        std::vector<std::size_t> step_of(events.size(), nobody);
        for (const std::size_t step : steps) {
            std::vector<char> visited(events.size());
            static_cast<void>(augment(events, step, step_of, visited));
        }
        for (const std::size_t step : steps) {
            const auto holder = std::find(step_of.begin(), step_of.end(), step);
            const auto able = std::find_if(events.begin(), events.end(),
                                           [&](const event& each) { return (each.taken >> step & 1) != 0; });
            if (holder != step_of.end()) {
                values_[step] = events[static_cast<std::size_t>(holder - step_of.begin())].value;
            } else if (able != events.end()) {
                values_[step] = able->value;
            } else {
                values_[step] = events.back().value;  // the end of the path
            }
        }
    }

    static bool augment(const std::vector<event>& events, std::size_t step, std::vector<std::size_t>& step_of,
                        std::vector<char>& visited) {
        for (std::size_t i = 0; i < events.size(); ++i) {
            if (visited[i] != 0 || (events[i].taken >> step & 1) == 0) continue;
            visited[i] = 1;
            if (step_of[i] == ~std::size_t{} || augment(events, step_of[i], step_of, visited)) {
                step_of[i] = step;
                return true;
            }
        }
        return false;
    }

    std::vector<moment> latest_;
    std::unordered_map<std::size_t, moment> crowds_;  // of streams whose last moment has several events
    std::vector<std::vector<event>> lists_;
    std::vector<std::uint32_t> values_;  // of the attempt that was asked about last
};

}  // namespace emptor::detail
