// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where process meets funnel: the stages of a process as steps, reached by legal moves only.

#include <array>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/funnel/report.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/process/enumerators.hpp>
#include <emptor/process/journey.hpp>

namespace emptor {

namespace detail {

struct tracker_access;

/// Not `constexpr`, so that its name is what a compiler says of a constant.
[[noreturn]] inline void a_step_must_be_a_stage_of_the_process() {
    throw std::invalid_argument{"emptor::through: a step is no stage of the process"};
}

}  // namespace detail

/// A move that a process refused, and how often.
template <class Process>
struct refused_move {
    typename Process::stage_type stage;
    typename Process::event_type event;
    std::optional<typename Process::role_type> role;
    refusal reason;
    std::uint64_t count;

    friend bool operator==(const refused_move&, const refused_move&) = default;
};

/// How many entities are in a stage.
template <class Stage>
struct stage_count {
    Stage stage;
    std::uint64_t entities;

    friend bool operator==(const stage_count&, const stage_count&) = default;
};

/// What a process did with the events that were counted: each of them moved its entity, was refused, or is unknown.
/// `moved + unknown + (all refused) == events`, less the events out of order that were left out.
template <class Process>
struct process_account {
    std::uint64_t moved{};
    std::uint64_t unknown{};  ///< events whose event or role is no enumerator
    std::vector<refused_move<Process>> refused;
    std::vector<stage_count<typename Process::stage_type>> now;  ///< every stage, and who is in it after the last event

    friend bool operator==(const process_account&, const process_account&) = default;
};

/// The report of a funnel through a process.
template <class Process, class Elapsed>
class process_report : public funnel_report<Elapsed> {
public:
    process_report(funnel_report<Elapsed> counted, process_account<Process> account)
        : funnel_report<Elapsed>{std::move(counted)}, account_{std::move(account)} {}

    /// Events that moved their entity, if only back into the same stage.
    [[nodiscard]] std::uint64_t moved() const noexcept { return account_.moved; }
    /// Events that are no event of the process, or by no role of it.
    [[nodiscard]] std::uint64_t unknown() const noexcept { return account_.unknown; }
    /// Events that the process refused, by stage, event, role and reason.
    [[nodiscard]] std::span<const refused_move<Process>> refused() const& noexcept { return account_.refused; }
    [[nodiscard]] std::vector<refused_move<Process>> refused() && noexcept { return std::move(account_.refused); }
    /// How many entities are in each stage after the last event.
    [[nodiscard]] std::span<const stage_count<typename Process::stage_type>> now() const& noexcept {
        return account_.now;
    }
    [[nodiscard]] std::vector<stage_count<typename Process::stage_type>> now() && noexcept {
        return std::move(account_.now);
    }

    friend bool operator==(const process_report&, const process_report&) = default;

private:
    process_account<Process> account_;
};

/// The stages of a process as steps. Made by `through`.
///
/// Every event is applied to its entity's journey. A step is taken by entering its stage with a legal move; the start
/// of the process is entered by turning up. Going back never lowers the furthest stage.
template <const auto& Process>
class process_steps {
public:
    using process_type = std::remove_cvref_t<decltype(Process)>;
    using stage_type = typename process_type::stage_type;
    using event_type = typename process_type::event_type;
    using role_type = typename process_type::role_type;

    /// What the engine needs of an event.
    struct seen_type {
        event_type event;
        std::optional<role_type> role;
    };

    /// @throws std::invalid_argument for no stages, more than 64, or one that is no enumerator; in a constant
    /// expression it does not compile.
    constexpr explicit process_steps(std::span<const stage_type> stages) : size_{stages.size()} {
        detail::require_step_count(size_);
        for (std::size_t k = 0; k < size_; ++k) {
            const std::size_t stage = detail::index_of(stages[k]);
            if (stage == entering_.size()) detail::a_step_must_be_a_stage_of_the_process();
            stages_[k] = stages[k];
            entering_[stage] |= std::uint64_t{1} << k;
        }
    }

    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] static constexpr const process_type& definition() noexcept { return Process; }

    /// Calls `use` with the position of each step, counted from 0, and its stage.
    template <class Use>
    constexpr void visit(Use use) const {
        for (std::size_t k = 0; k < size_; ++k) use(k, stages_[k]);
    }

    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (std::size_t k = 0; k < size_; ++k) names.emplace_back(name(stages_[k]));
        return names;
    }

    [[nodiscard]] constexpr seen_type seen(event_type event, std::optional<role_type> role = {}) const noexcept {
        return {.event = event, .role = role};
    }
    [[nodiscard]] constexpr seen_type seen(const seen_type& event) const noexcept { return event; }

    /// The steps that are taken by entering this stage.
    [[nodiscard]] constexpr step_set entering(stage_type stage) const noexcept {
        const std::size_t index = detail::index_of(stage);
        return {index < entering_.size() ? entering_[index] : 0};
    }

    /// Every entity's journey.
    class tracker {
    public:
        explicit tracker(const process_steps& steps) : steps_{steps} {}

        [[nodiscard]] step_set admit(std::size_t entity) {
            journeys_.resize(entity + 1);
            return steps_.entering(Process.start());
        }

        [[nodiscard]] step_set count(std::size_t entity, const seen_type& seen) {
            const auto outcome = journeys_[entity].apply(seen.event, seen.role);
            if (outcome) {
                ++moved_;
                return steps_.entering(journeys_[entity].stage());
            }
            const refusal reason = outcome.reason();
            if (reason == refusal::unknown_event || reason == refusal::unknown_role) {
                ++unknown_;
            } else {
                ++refused_[{outcome.from(), seen.event, seen.role, reason}];
            }
            return {};
        }

        /// Adds the journeys of other entities.
        tracker& operator+=(const tracker& other) {
            journeys_.insert(journeys_.end(), other.journeys_.begin(), other.journeys_.end());
            moved_ += other.moved_;
            unknown_ += other.unknown_;
            for (const auto& [move, count] : other.refused_) refused_[move] += count;
            return *this;
        }

        template <class Elapsed>
        [[nodiscard]] auto report(funnel_report<Elapsed> counted) const {
            process_account<process_type> account{.moved = moved_, .unknown = unknown_, .refused = {}, .now = {}};
            for (const auto& [move, count] : refused_) {
                account.refused.push_back({move.stage, move.event, move.role, move.reason, count});
            }
            for (const stage_type stage : process_type::stages()) account.now.push_back({stage, 0});
            for (const auto& journey : journeys_) {
                ++account.now[detail::index_of(journey.stage())].entities;
            }
            return process_report<process_type, Elapsed>{std::move(counted), std::move(account)};
        }

    private:
        friend struct detail::tracker_access;

        struct refused_key {
            stage_type stage;
            event_type event;
            std::optional<role_type> role;
            refusal reason;

            friend auto operator<=>(const refused_key&, const refused_key&) = default;
        };

        process_steps steps_;
        std::vector<journey<Process>> journeys_;
        std::uint64_t moved_{};
        std::uint64_t unknown_{};
        std::map<refused_key, std::uint64_t> refused_;
    };

private:
    std::array<stage_type, most_steps> stages_{};
    std::array<std::uint64_t, detail::enumerator_count<stage_type>> entering_{};  // by stage
    std::size_t size_;
};

inline namespace question_words {

/// The steps of a funnel are stages of this process, entered by legal moves.
/// @tparam Process a constant with a name, `inline constexpr` in a header.
template <const auto& Process, std::same_as<typename std::remove_cvref_t<decltype(Process)>::stage_type>... Stages>
[[nodiscard]] constexpr auto through(Stages... stages) {
    static_assert(sizeof...(Stages) >= 1 && sizeof...(Stages) <= most_steps,
                  "emptor::through: a funnel has 1 to 64 steps");
    const std::array<typename std::remove_cvref_t<decltype(Process)>::stage_type, sizeof...(Stages)> steps{stages...};
    return process_steps<Process>{steps};
}

/// The same from stages that are chosen when the program runs.
/// @throws std::invalid_argument for none, more than 64, or one that is no stage of the process.
template <const auto& Process, std::ranges::input_range Range>
    requires std::same_as<std::ranges::range_value_t<Range>,
                          typename std::remove_cvref_t<decltype(Process)>::stage_type>
[[nodiscard]] auto through(Range&& stages) {
    std::vector<std::ranges::range_value_t<Range>> steps;
    for (const auto stage : stages) steps.push_back(stage);
    return process_steps<Process>{steps};
}

}  // namespace question_words
}  // namespace emptor
