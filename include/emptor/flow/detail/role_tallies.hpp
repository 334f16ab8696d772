// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What is added up about each role.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/flow/detail/entity_paths.hpp>
#include <emptor/flow/detail/span_tally.hpp>
#include <emptor/flow/handover_report.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/flow/verdicts.hpp>
#include <emptor/funnel/detail/summary.hpp>
#include <emptor/stats/proportion.hpp>
#include <emptor/stats/quantile.hpp>

namespace emptor::detail {

template <class Span>
struct role_tally {
    span_tally<Span> kept_waiting;
    span_tally<Span> between_own;
    std::array<std::uint64_t, 4> spoken{};  // by what was said

    role_tally& operator+=(const role_tally& other) noexcept {
        kept_waiting += other.kept_waiting;
        between_own += other.between_own;
        for (std::size_t word = 0; word < spoken.size(); ++word) spoken[word] += other.spoken[word];
        return *this;
    }

    friend bool operator==(const role_tally&, const role_tally&) noexcept = default;
};

/// Times by role, in the units of the report, for exact quantiles.
struct waiting_samples {
    std::vector<std::vector<double>> kept_waiting;
    std::vector<std::vector<double>> between_own;
};

template <class Tick, class Span>
[[nodiscard]] waiting_time<elapsed_of<Tick>> summarise_waiting(const span_tally<Span>& tally,
                                                               std::vector<double>* sample) {
    using elapsed = elapsed_of<Tick>;
    waiting_time<elapsed> out{.times = tally.times(), .total = elapsed{in_units<Tick>(tally.total())}};
    if (tally.times() == 0) return out;
    out.mean = elapsed{in_units<Tick>(tally.total() / static_cast<double>(tally.times()))};
    out.shortest = elapsed{in_units<Tick>(tally.shortest())};
    out.longest = elapsed{in_units<Tick>(tally.longest())};
    if (sample == nullptr) return out;
    constexpr std::array shares{0.5, 0.9};
    const std::vector<double> found = quantiles(*sample, shares);
    out.median = elapsed{found[0]};
    out.p90 = elapsed{found[1]};
    return out;
}

/// What a question about hand-over asks for, beside the matrix.
struct handover_asked {
    bool approvals{};
    bool refusals{};
    bool escalations{};
    bool between_roles{};
};

/// Follows the entities from role to role, and adds up about each role.
template <class Who, class When, class State>
class role_tallies {
public:
    using paths_type = entity_paths<Who, When, State>;
    using span = typename paths_type::span;
    using arrival = typename paths_type::arrival;

    [[nodiscard]] paths_type& paths() noexcept { return paths_; }
    [[nodiscard]] const paths_type& paths() const noexcept { return paths_; }

    arrival count(const Who& who, const When& when, std::uint32_t role, spoken said) {
        if (tallies_.size() < paths_.counts().size()) tallies_.resize(paths_.counts().size());
        const arrival arrived = paths_.count(who, when, role);
        if (arrived.to == no_state) return arrived;
        ++tallies_[arrived.to].spoken[static_cast<std::size_t>(said)];
        wait(arrived);
        return arrived;
    }

    void add(const role_tallies& other, const std::string& name) {
        role_tallies sum{*this};
        sum.add_tallies(other, sum.paths_.add(other.paths_, name));
        *this = std::move(sum);
    }

    void add_later(const role_tallies& later, const std::string& name) {
        role_tallies sum{*this};
        std::vector<arrival> joined;
        sum.add_tallies(later,
                        sum.paths_.add_later(later.paths_, name, [&](const arrival& each) { joined.push_back(each); }));
        for (const arrival& each : joined) sum.wait(each);
        *this = std::move(sum);
    }

    /// @param samples of every time there was, or null.
    template <class Tick>
    [[nodiscard]] handover_report<elapsed_of<Tick>> report(handover_asked asked, flow_totals totals,
                                                           waiting_samples* samples) const {
        constexpr double confidence = 0.95;
        const auto& counts = paths_.counts();
        std::vector<handover_role<elapsed_of<Tick>>> roles(counts.size());
        if (samples != nullptr) {
            samples->kept_waiting.resize(roles.size());
            samples->between_own.resize(roles.size());
        }
        for (std::size_t at = 0; at < roles.size(); ++at) {
            handover_role<elapsed_of<Tick>>& role = roles[at];
            const role_tally<span> tally = at < tallies_.size() ? tallies_[at] : role_tally<span>{};
            role.name = counts.name(at);
            role.events = counts.visits(at);
            role.entries = counts.entries(at);
            role.exits = counts.exits(at);
            role.kept_waiting =
                summarise_waiting<Tick>(tally.kept_waiting, samples == nullptr ? nullptr : &samples->kept_waiting[at]);
            if (!asked.between_roles) {
                role.between_own = summarise_waiting<Tick>(tally.between_own,
                                                           samples == nullptr ? nullptr : &samples->between_own[at]);
            }
            const std::uint64_t approved = tally.spoken[1], refused = tally.spoken[2], escalated = tally.spoken[3];
            if (asked.approvals) role.approved = approved;
            if (asked.refusals) role.refused = refused;
            if (asked.escalations) role.escalated = escalated;
            const std::uint64_t decided = approved + refused;
            if (asked.approvals && asked.refusals && decided > 0) {
                const proportion yes{decided, approved};
                role.approval_rate = yes.rate();
                role.approval_interval = yes.wilson(confidence);
            }
            if (asked.approvals && asked.refusals && asked.escalations && decided + escalated > 0) {
                const proportion passed_on{decided + escalated, escalated};
                role.escalation_rate = passed_on.rate();
                role.escalation_interval = passed_on.wilson(confidence);
            }
        }
        std::vector<handover_move> moves;
        counts.for_each_move([&](std::size_t from, std::size_t to, std::uint64_t count) {
            if (asked.between_roles && from == to) return;
            moves.push_back({from, to, count});
            roles[from].given += count;
            roles[to].received += count;
        });
        return {std::move(roles), std::move(moves), totals, asked.between_roles, confidence};
    }

    friend bool operator==(const role_tallies& a, const role_tallies& b) {
        return a.paths_ == b.paths_ && a.is_within(b) && b.is_within(a);
    }

private:
    void wait(const arrival& arrived) noexcept {
        if (arrived.from == no_state) return;
        role_tally<span>& of = tallies_[arrived.to];
        (arrived.from == arrived.to ? of.between_own : of.kept_waiting).count(arrived.waited);
    }

    void add_tallies(const role_tallies& other, const std::vector<std::uint32_t>& here) {
        tallies_.resize(paths_.counts().size());
        for (std::size_t role = 0; role < other.tallies_.size(); ++role) tallies_[here[role]] += other.tallies_[role];
    }

    [[nodiscard]] bool is_within(const role_tallies& other) const {
        for (std::size_t role = 0; role < tallies_.size(); ++role) {
            std::size_t there = 0;
            while (there < other.tallies_.size() && other.paths_.counts().name(there) != paths_.counts().name(role)) {
                ++there;
            }
            const bool is_there = there < other.tallies_.size();
            if (tallies_[role] != (is_there ? other.tallies_[there] : role_tally<span>{})) return false;
        }
        return true;
    }

    paths_type paths_;
    std::vector<role_tally<span>> tallies_;
};

}  // namespace emptor::detail
