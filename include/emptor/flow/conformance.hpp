// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Whether a log follows a process.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/flow/aligner.hpp>
#include <emptor/flow/conformance_report.hpp>
#include <emptor/flow/detail/rows_in_order.hpp>
#include <emptor/flow/totals.hpp>

namespace emptor {

/// How well the journeys of a log follow a process, and what became of its events.
template <class Process>
struct conformance_answer {
    conformance_report<Process> fit;
    flow_totals totals;

    friend bool operator==(const conformance_answer&, const conformance_answer&) = default;
};

/// Asks how well journeys follow a process, `process` or `model`. Journeys that are equal are aligned once.
///
/// It refers to its process, which must outlive it.
/// @code
/// const emptor::conformance follows{buying, emptor::by_role};
/// const auto answer = follows(log, &event::who, &event::at, &event::what, &event::role);
/// for (const auto& each : answer.fit.departures()) use(each.stage, each.event, each.role, each.journeys);
/// @endcode
template <detail::walkable Process>
class conformance {
public:
    using performed_type = performed<Process>;

    template <detail::alignment_word... Words>
    explicit conformance(const Process& process, Words... words) : aligner_{process, words...} {}
    template <class... Words>
    explicit conformance(const Process&&, Words...) = delete;

    [[nodiscard]] const emptor::aligner<Process>& aligner() const noexcept { return aligner_; }

    /// @param journeys a range of whole journeys, each a range of events or of `performed` ones, in order.
    template <std::ranges::input_range Journeys>
        requires detail::event_of_journey<std::ranges::range_reference_t<std::ranges::range_reference_t<Journeys>>,
                                          Process>
    [[nodiscard]] conformance_report<Process> operator()(Journeys&& journeys) const {
        counter found{aligner_};
        for (auto&& journey : journeys) {
            for (auto&& each : journey) {
                found.add(detail::as_performed<Process>(std::forward<decltype(each)>(each)));
            }
            found.close();
        }
        return found.report();
    }

    /// Events of any order: they are kept, and put in order of time; those of one entity at one time stay as they are.
    /// @param what gives an event of the process, or a `std::optional` of one; nothing is an event that is left out and
    ///        counted as unknown.
    /// @throws std::invalid_argument for a time that is not finite.
    template <std::ranges::input_range Events, class Who, class When, class What>
    [[nodiscard]] conformance_answer<Process> operator()(Events&& events, Who who, When when, What what) const {
        return (*this)(events, who, when, what, [](const auto&) { return std::optional<role_type>{}; });
    }

    /// @param role gives who made it happen, or a `std::optional` of it.
    template <std::ranges::input_range Events, class Who, class When, class What, class Role>
    [[nodiscard]] conformance_answer<Process> operator()(Events&& events, Who who, When when, What what,
                                                         Role role) const {
        using event_reference = std::ranges::range_reference_t<Events>&;
        using who_type = std::decay_t<std::invoke_result_t<Who&, event_reference>>;
        using when_type = std::remove_cvref_t<std::invoke_result_t<When&, event_reference>>;
        static_assert(entity_id<who_type>, "emptor: `who` must give text, or a copyable value with std::hash and ==");
        static_assert(event_time<when_type>, "emptor: `when` must give a number or a std::chrono time");
        static_assert(std::convertible_to<std::invoke_result_t<What&, event_reference>, std::optional<event_type>>,
                      "emptor::conformance: `what` must give an event of the process, or a std::optional of one");
        static_assert(std::convertible_to<std::invoke_result_t<Role&, event_reference>, std::optional<role_type>>,
                      "emptor::conformance: `role` must give a role of the process, or a std::optional of one");
        detail::rows_in_order<who_type, when_type, performed_type> rows;
        for (auto&& event : events) {
            const std::optional<event_type> happened = std::invoke(what, event);
            rows.add(std::invoke(who, event), std::invoke(when, event), happened ? 0 : detail::no_state,
                     {happened.value_or(event_type{}), std::invoke(role, event)});
        }
        counter found{aligner_};
        flow_totals totals;
        std::uint32_t last{};
        rows.for_each([&](std::uint32_t entity, const auto&, std::uint32_t, const performed_type& happened) {
            if (totals.events == 0 || entity != last) {
                if (totals.events > 0) found.close();
                ++totals.entities;
            } else {
                ++totals.moves;
            }
            ++totals.events;
            last = entity;
            found.add(happened);
        });
        if (totals.events > 0) found.close();
        return {found.report(), rows.totals(totals)};
    }

private:
    using event_type = typename Process::event_type;
    using role_type = typename Process::role_type;

    /// Counts equal journeys, each written as the codes of its events, four bytes each.
    class counter {
    public:
        explicit counter(const emptor::aligner<Process>& aligner) : aligner_{&aligner} {}

        void add(const performed_type& what) {
            const auto [known, is_new] = codes_.try_emplace(what);
            if (is_new) known->second = aligner_->add(what, letters_);
            for (const unsigned shift : {0U, 8U, 16U, 24U}) {
                journey_.push_back(static_cast<char>(static_cast<unsigned char>(known->second >> shift)));
            }
        }

        /// The journey is complete.
        void close() {
            const std::uint32_t number = journeys_.number(std::string_view{journey_});
            if (number == times_.size()) times_.push_back(0);
            ++times_[number];
            journey_.clear();
        }

        [[nodiscard]] conformance_report<Process> report() const {
            conformance_report<Process> all;
            alignment<Process> aligned;
            std::vector<std::uint32_t> codes;
            std::vector<std::uint32_t> costs;
            for (std::size_t i = 0; i < times_.size(); ++i) {
                const std::string_view journey = journeys_[i];
                codes.assign(journey.size() / 4, 0);
                for (std::size_t k = 0; k < journey.size(); ++k) {
                    codes[k / 4] |= std::uint32_t{static_cast<unsigned char>(journey[k])} << 8 * (k % 4);
                }
                aligner_->align(codes, letters_, aligned, costs);
                all.count(aligned, times_[i]);
            }
            return all;
        }

    private:
        const emptor::aligner<Process>* aligner_;
        typename emptor::aligner<Process>::alphabet letters_;
        std::unordered_map<performed_type, std::uint32_t, detail::performed_hash> codes_;
        std::string journey_;
        detail::entity_index<std::string> journeys_;
        std::vector<std::uint64_t> times_;
    };

    emptor::aligner<Process> aligner_;
};

template <class Process, class... Words>
conformance(const Process&, Words...) -> conformance<Process>;
template <class Process, class... Words>
aligner(const Process&, Words...) -> aligner<Process>;

}  // namespace emptor
