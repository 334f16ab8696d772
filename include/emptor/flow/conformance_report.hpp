// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How well many journeys follow their process, and where they leave it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include <emptor/flow/alignment.hpp>
#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

/// How many journeys left their process in this way first.
template <class Process>
struct departure_count {
    typename Process::stage_type stage{};
    typename Process::event_type event{};
    std::optional<typename Process::role_type> role{};
    refusal reason{};
    std::uint64_t journeys{};

    friend constexpr bool operator==(const departure_count&, const departure_count&) noexcept = default;
};

/// How often an event stood on one side of the alignments only.
template <class Process>
struct deviation_count {
    alignment_side side{};
    typename Process::stage_type stage{};
    typename Process::event_type event{};
    std::optional<typename Process::role_type> role{};  ///< of an event that happened
    std::uint64_t times{};

    friend constexpr bool operator==(const deviation_count&, const deviation_count&) noexcept = default;
};

/// Sums over alignments. Those of disjoint sets of journeys add up, in any order, to those of all of them.
///
/// @invariant the journeys that left their process, as counted in `departures()`, and those of which every event was
///            allowed, are all
template <class Process>
class conformance_report {
    using stage_type = typename Process::stage_type;
    using event_type = typename Process::event_type;
    using role_type = typename Process::role_type;

public:
    /// Counts so many journeys with this alignment.
    void count(const alignment<Process>& each, std::uint64_t times = 1) {
        if (times == 0) return;
        fits_[{each.cost, each.length, each.shortest}] += times;
        if (each.finished) finished_ += times;
        if (each.left) {
            // Not `*each.left`: g++ 12 -O3 then warns that it may be uninitialised.
            const departure<Process> first = each.left.value_or(departure<Process>{});
            departures_[{first.stage, first.what.event, first.what.role, first.reason}] += times;
        }
        for (const aligned_event<Process>& event : each.events) {
            if (event.side != alignment_side::both) deviations_[{event.side, event.from, event.what}] += times;
        }
    }

    /// Adds what was counted of other journeys.
    conformance_report& operator+=(const conformance_report& other) {
        conformance_report sum{*this};
        sum.finished_ += other.finished_;
        for (const auto& [key, times] : other.fits_) sum.fits_[key] += times;
        for (const auto& [key, times] : other.departures_) sum.departures_[key] += times;
        for (const auto& [key, times] : other.deviations_) sum.deviations_[key] += times;
        *this = std::move(sum);
        return *this;
    }

    [[nodiscard]] std::uint64_t journeys() const noexcept {
        return sum([](const fit&) { return 1; });
    }
    /// The events of all journeys.
    [[nodiscard]] std::uint64_t events() const noexcept {
        return sum([](const fit& each) { return each.length; });
    }
    /// The cost of all alignments.
    [[nodiscard]] std::uint64_t cost() const noexcept {
        return sum([](const fit& each) { return each.cost; });
    }
    /// How many journeys are allowed by the process from its start to an end.
    [[nodiscard]] proportion fitting() const {
        return {journeys(), sum([](const fit& each) { return each.cost == 0 ? 1 : 0; })};
    }
    /// How many came to a stage in which they may end, whatever happened on the way that was not allowed.
    [[nodiscard]] proportion finished() const { return {journeys(), finished_}; }

    /// The fitness of all journeys as one: 1 - the sum of costs / the sum of the largest costs there could be
    /// (van der Aalst, Adriansyah and van Dongen 2012). Absent where there is nothing to compare.
    [[nodiscard]] std::optional<double> fitness() const noexcept {
        const std::uint64_t most = sum([](const fit& each) { return each.length + each.shortest; });
        if (most == 0) return std::nullopt;
        return 1 - static_cast<double>(cost()) / static_cast<double>(most);
    }

    /// The mean of the fitness of each journey that has one.
    [[nodiscard]] std::optional<double> mean_fitness() const noexcept {
        double all = 0;
        std::uint64_t having = 0;
        for (const auto& [each, times] : fits_) {
            if (each.length + each.shortest == 0) continue;
            const double share = static_cast<double>(each.cost) / static_cast<double>(each.length + each.shortest);
            all += (1 - share) * static_cast<double>(times);
            having += times;
        }
        return having == 0 ? std::nullopt : std::optional{all / static_cast<double>(having)};
    }

    /// Where, by what and by whom the process was left first, the most frequent first; those of one frequency in the
    /// order of stage, event, role and reason.
    [[nodiscard]] std::vector<departure_count<Process>> departures() const {
        std::vector<departure_count<Process>> all;
        for (const auto& [key, times] : departures_) {
            all.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), std::get<3>(key), times});
        }
        sort_by(all, &departure_count<Process>::journeys);
        return all;
    }

    /// The events that happened and should not have, and those that should have and did not, as the alignments put it;
    /// the most frequent first.
    [[nodiscard]] std::vector<deviation_count<Process>> deviations() const {
        std::map<std::tuple<alignment_side, stage_type, event_type, std::optional<role_type>>, std::uint64_t> sums;
        for (const auto& [key, times] : deviations_) {
            sums[{key.side, key.stage, key.what.event, key.what.role}] += times;
        }
        std::vector<deviation_count<Process>> all;
        for (const auto& [key, times] : sums) {
            all.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), std::get<3>(key), times});
        }
        sort_by(all, &deviation_count<Process>::times);
        return all;
    }

    friend bool operator==(const conformance_report&, const conformance_report&) = default;

private:
    struct fit {
        std::uint64_t cost{};
        std::uint64_t length{};
        std::uint64_t shortest{};

        friend auto operator<=>(const fit&, const fit&) noexcept = default;
    };

    struct deviation {
        alignment_side side{};
        stage_type stage{};
        performed<Process> what{};

        friend bool operator==(const deviation&, const deviation&) noexcept = default;
    };
    struct deviation_hash {
        [[nodiscard]] std::size_t operator()(const deviation& each) const noexcept {
            const auto place = static_cast<std::uint64_t>(each.stage) << 2U | static_cast<std::uint64_t>(each.side);
            return static_cast<std::size_t>(detail::stirred(detail::performed_hash{}(each.what), place));
        }
    };

    template <class Number>
    [[nodiscard]] std::uint64_t sum(const Number& of) const noexcept {
        std::uint64_t all = 0;
        for (const auto& [each, times] : fits_) all += static_cast<std::uint64_t>(of(each)) * times;
        return all;
    }

    /// The largest first; what is equally large keeps its order.
    template <class Row>
    static void sort_by(std::vector<Row>& rows, std::uint64_t Row::* number) {
        std::vector<std::pair<std::uint64_t, std::size_t>> order;
        for (std::size_t i = 0; i < rows.size(); ++i) order.emplace_back(~(rows[i].*number), i);
        std::sort(order.begin(), order.end());
        std::vector<Row> sorted;
        for (const auto& [size, place] : order) sorted.push_back(rows[place]);
        rows = std::move(sorted);
    }

    std::map<fit, std::uint64_t> fits_;
    std::map<std::tuple<stage_type, event_type, std::optional<role_type>, refusal>, std::uint64_t> departures_;
    std::unordered_map<deviation, std::uint64_t, deviation_hash> deviations_;
    std::uint64_t finished_{};
};

}  // namespace emptor
