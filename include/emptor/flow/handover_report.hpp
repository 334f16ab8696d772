// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Who handed over to whom, and whom the others waited for.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/flow/totals.hpp>
#include <emptor/stats/interval.hpp>

namespace emptor {

/// How often and how long something was waited for.
///
/// `Elapsed` is `std::chrono::duration<double>`, in seconds, where the events' times have a unit, and `double` where
/// they are bare numbers. What nobody waited for has a total of 0 and nothing else.
template <class Elapsed>
struct waiting_time {
    std::uint64_t times{};  ///< how often
    Elapsed total{};
    std::optional<Elapsed> mean{};
    std::optional<Elapsed> shortest{};
    std::optional<Elapsed> longest{};
    std::optional<Elapsed> median{};  ///< exact (type 7), where all times were kept: asked of a range, not of a counter
    std::optional<Elapsed> p90{};     ///< the exact 90th percentile (type 7), likewise

    friend bool operator==(const waiting_time&, const waiting_time&) = default;
};

/// What one role did.
template <class Elapsed>
struct handover_role {
    std::string name;
    std::uint64_t events{};    ///< its own events
    std::uint64_t entries{};   ///< entities whose first event was its
    std::uint64_t exits{};     ///< entities whose last event was its
    std::uint64_t received{};  ///< hand-overs to it, as the matrix counts them
    std::uint64_t given{};     ///< hand-overs from it, as the matrix counts them

    /// How long it kept others waiting: from the event of another role until this role's next event of the same entity.
    waiting_time<Elapsed> kept_waiting{};
    /// How long it took between two events of its own that followed each other; nothing where `between_roles` was said.
    std::optional<waiting_time<Elapsed>> between_own{};

    std::optional<std::uint64_t> approved{};   ///< its approvals, if the question says which events are
    std::optional<std::uint64_t> refused{};    ///< its refusals, likewise
    std::optional<std::uint64_t> escalated{};  ///< its escalations, likewise
    /// Approvals of all approvals and refusals, where the question has both words and there is one; Wilson's interval.
    std::optional<double> approval_rate{};
    std::optional<interval> approval_interval{};
    /// Escalations of all approvals, refusals and escalations, where the question has all three words and there is one.
    std::optional<double> escalation_rate{};
    std::optional<interval> escalation_interval{};

    friend bool operator==(const handover_role&, const handover_role&) = default;
};

/// How often one role followed another, by their places in `handover_report::roles`.
struct handover_move {
    std::size_t from{};
    std::size_t to{};
    std::uint64_t count{};

    friend auto operator<=>(const handover_move&, const handover_move&) = default;
};

/// The hand-over matrix, and how each role kept the others waiting.
///
/// Roles that are enumerators stand in their order, all of them; roles that are texts in the order of their first
/// event.
template <class Elapsed>
class handover_report {
public:
    using elapsed_type = Elapsed;
    /// Times carry a unit (seconds), else they are in the log's own, unnamed unit.
    static constexpr bool has_unit = !std::is_same_v<Elapsed, double>;

    handover_report(std::vector<handover_role<Elapsed>> roles, std::vector<handover_move> moves, flow_totals totals,
                    bool is_between, double confidence)
        : roles_{std::move(roles)},
          moves_{std::move(moves)},
          totals_{totals},
          between_roles_{is_between},
          confidence_{confidence} {
        std::sort(moves_.begin(), moves_.end());
    }

    [[nodiscard]] std::span<const handover_role<Elapsed>> roles() const& noexcept { return roles_; }
    /// Of a report that is about to go, the roles themselves: a loop over them is safe.
    [[nodiscard]] std::vector<handover_role<Elapsed>> roles() && noexcept { return std::move(roles_); }

    /// The cells of the matrix that are not 0, in its order.
    [[nodiscard]] std::span<const handover_move> moves() const& noexcept { return moves_; }
    [[nodiscard]] std::vector<handover_move> moves() && noexcept { return std::move(moves_); }

    /// How often one role followed another, by their places.
    [[nodiscard]] std::uint64_t moves(std::size_t from, std::size_t to) const noexcept {
        const auto found = std::lower_bound(moves_.begin(), moves_.end(), handover_move{from, to, 0});
        return found != moves_.end() && found->from == from && found->to == to ? found->count : 0;
    }
    /// The same by their names; 0 for one that is not there.
    [[nodiscard]] std::uint64_t moves(std::string_view from, std::string_view to) const noexcept {
        return moves(place(from), place(to));
    }

    /// What became of the events. `totals().moves` counts those from a role to itself, too.
    [[nodiscard]] flow_totals totals() const noexcept { return totals_; }
    /// Whether moves from a role to itself were left out of the matrix.
    [[nodiscard]] bool is_between_roles() const noexcept { return between_roles_; }
    /// The confidence of every interval in this report.
    [[nodiscard]] double confidence() const noexcept { return confidence_; }

    friend bool operator==(const handover_report&, const handover_report&) = default;

private:
    [[nodiscard]] std::size_t place(std::string_view name) const noexcept {
        const auto found =
            std::find_if(roles_.begin(), roles_.end(), [&](const auto& role) { return role.name == name; });
        return static_cast<std::size_t>(found - roles_.begin());
    }

    std::vector<handover_role<Elapsed>> roles_;
    std::vector<handover_move> moves_;
    flow_totals totals_{};
    bool between_roles_{};
    double confidence_{0.95};
};

}  // namespace emptor
