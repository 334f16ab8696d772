// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Counts hand-overs event by event.

#include <concepts>
#include <cstddef>
#include <string>
#include <utility>

#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/flow/detail/role_tallies.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/flow/totals.hpp>
#include <emptor/flow/verdicts.hpp>

namespace emptor {

/// The state of a question about hand-over while its events pass by: O(1) numbers an entity, never its events. So its
/// report has no quantiles; all else is that of the question.
///
/// Counts of different entities add up (`+=`), and so do those of the same entities over consecutive spans of time
/// (`then`), provided that the same question made them: the answer is that of counting all of it. Times in floating
/// point add up to their rounding.
///
/// Made by `handover::counter`.
template <class Question, entity_id Who, event_time When, class Role>
class handover_counter {
    static_assert(std::same_as<Role, std::string> || enumerated<Role>,
                  "emptor::handover: the role of a counter is an enum, or std::string for texts of any kind");

public:
    handover_counter()
        requires std::default_initializable<Question>
    = default;
    explicit handover_counter(Question question) : question_{std::move(question)} {}

    /// Makes room for so many entities at once; more may come.
    void reserve(std::size_t entities) { tallies_.paths().reserve(entities); }

    /// Counts one event.
    /// @param role an enumerator or a text, or a `std::optional` of one.
    /// @param what for `approves`, `refuses` and `escalates`.
    /// @throws std::invalid_argument if the time is not finite, or the event is, say, an approval and a refusal.
    template <detail::gives_state Given, class... What>
        requires std::same_as<detail::kept_state<Given>, Role>
    void count(const Who& who, const When& when, const Given& role, const What&... what) {
        const detail::spoken speaks = question_.speech(what...);
        static_cast<void>(tallies_.count(who, when, tallies_.paths().number(role), speaks));
    }

    /// Adds what was counted of other entities.
    /// @throws std::invalid_argument if an entity is in both, and names it. Then nothing has changed.
    handover_counter& operator+=(const handover_counter& other) {
        tallies_.add(other.tallies_, "emptor::handover");
        return *this;
    }

    /// Adds what was counted of a later span of time, of the same entities or others.
    /// @throws std::invalid_argument if an entity has an event there that is older than its last one here. Then nothing
    /// has changed.
    handover_counter& then(const handover_counter& later) {
        tallies_.add_later(later.tallies_, "emptor::handover");
        return *this;
    }

    [[nodiscard]] const flow_totals& totals() const noexcept { return tallies_.paths().totals(); }

    /// The report on the events so far. More may follow.
    [[nodiscard]] auto report() const {
        return tallies_.template report<detail::tick_of<When>>(Question::asked(), totals(), nullptr);
    }

    friend bool operator==(const handover_counter& a, const handover_counter& b) { return a.tallies_ == b.tallies_; }

private:
    [[no_unique_address]] Question question_;
    detail::role_tallies<Who, When, Role> tallies_;
};

}  // namespace emptor
