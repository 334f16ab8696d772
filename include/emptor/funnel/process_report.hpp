// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many got how far through a process, and what it did with every event.

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <emptor/funnel/report.hpp>
#include <emptor/process/refusal.hpp>

namespace emptor {

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
    std::uint64_t unknown{};  ///< events whose event or role is none of the process's
    std::vector<refused_move<Process>> refused;
    std::vector<stage_count<typename Process::stage_type>> now;  ///< every stage, and who is in it after the last event

    friend bool operator==(const process_account&, const process_account&) = default;
};

/// The report of a funnel through a process. Stages, events and roles of a model are its ids, which it has names for.
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

}  // namespace emptor
