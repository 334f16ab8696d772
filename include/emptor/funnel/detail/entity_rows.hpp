// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// One entity's events, put in order.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>

namespace emptor::detail {

/// What a question needs of an event, without who it is about.
template <class When, class Seen>
struct entity_row {
    When at;
    std::uint32_t held;  ///< the number of the value of a property that is held
    Seen seen;
};

/// Puts the events of each entity together, in the order in which they came.
template <class Row>
void put_together(std::vector<Row>& rows) {
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        return a.entity != b.entity ? a.entity < b.entity : a.position < b.position;
    });
}

/// Sorts the events of an entity, at these places, by time, those of one time as they came.
/// @returns how many of them were older than one before them.
template <class Row>
std::uint64_t put_in_order(std::vector<Row>& rows, std::size_t begin, std::size_t end) {
    std::uint64_t late = 0;
    for (std::size_t i = begin + 1, latest = begin; i < end; ++i) {
        if (rows[i].at < rows[latest].at) {
            ++late;
        } else {
            latest = i;
        }
    }
    if (late == 0) return 0;
    std::vector<std::pair<Row, std::size_t>> placed;
    placed.reserve(end - begin);
    for (std::size_t i = begin; i < end; ++i) placed.emplace_back(rows[i], i);
    std::sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) {
        return a.first.at < b.first.at || (!(b.first.at < a.first.at) && a.second < b.second);
    });
    for (std::size_t i = begin; i < end; ++i) rows[i] = placed[i - begin].first;
    return late;
}

/// Counts entities that come one after the other with their events in any order.
template <class Question, class When, class Seen>
class entity_rows {
public:
    explicit entity_rows(const Question& question) : counter_{counter_for(question)} {}

    /// Makes room for so many entities at once; more may come.
    void reserve(std::size_t entities) { counter_.reserve(entities); }

    /// @throws std::invalid_argument for a time that is not finite.
    void add(const When& at, const Seen& seen, std::uint32_t held) {
        static_cast<void>(to_ticks(at));
        rows_.push_back({at, held, seen});
    }

    /// The events that follow are those of another entity.
    void next_entity() {
        if (rows_.empty()) return;
        out_of_order_ += put_in_order(rows_, 0, rows_.size());
        if constexpr (!Question::holds) counter_.next_entity();
        for (const auto& each : rows_) {
            if constexpr (Question::holds) {
                counter_.count_seen_held(entities_, each.at, each.held, each.seen);
            } else {
                counter_.count_seen(each.at, each.seen);
            }
        }
        ++entities_;
        rows_.clear();
    }

    [[nodiscard]] auto report() && {
        next_entity();
        return std::move(counter_).report_sorted(out_of_order_);
    }

private:
    static auto counter_for(const Question& question) {
        if constexpr (Question::holds) {
            return question.template counter<std::uint32_t, When, std::uint32_t>();
        } else {
            return question.template grouped_counter<When>();
        }
    }

    decltype(counter_for(std::declval<const Question&>())) counter_;
    std::vector<entity_row<When, Seen>> rows_;
    std::uint64_t out_of_order_{};
    std::uint32_t entities_{};
};

}  // namespace emptor::detail
