// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where every entity is in a process, and what the process did with their events.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/funnel/on_refusal.hpp>
#include <emptor/funnel/process_report.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/process/refusal.hpp>

namespace emptor::detail {

struct tracker_access;

/// Every entity's journey, a byte each.
/// @tparam Steps the stages of a process, with the machine that runs it (see `stage_steps`).
template <class Steps>
class process_tracker {
    using process_type = typename Steps::process_type;
    using stage_type = typename Steps::stage_type;
    using event_type = typename Steps::event_type;
    using role_type = typename Steps::role_type;
    using seen_type = typename Steps::seen_type;

public:
    explicit process_tracker(const Steps& steps, refusal_effect effect = refusal_effect::ignore)
        : steps_{steps},
          ends_{effect == refusal_effect::end_journey},
          first_{code_of(steps_.machine().stage_index(steps_.definition().start()))} {}

    /// The steps an entity takes by turning up.
    [[nodiscard]] step_set admit(std::size_t entity) {
        codes_.resize(entity + 1, first_);
        return steps_.entering_at(stage_of(first_));
    }

    /// The steps an entity takes by this event.
    [[nodiscard]] step_set count(std::size_t entity, const seen_type& seen) {
        const auto& machine = steps_.machine();
        const std::size_t symbol =
            machine.symbol(machine.event_index(seen.event), machine.first(seen.role), seen.agreed);
        std::uint8_t& code = codes_[entity];
        return machine.with_steps([&](const auto& table) -> step_set {
            const std::uint64_t next = table.raw(code, symbol);
            if (is_over(code) || table.refused(next, code, symbol)) {
                refuse(code, seen);
                return {};
            }
            ++moved_;
            code = table.code_after(next) & static_cast<std::uint8_t>(~over);
            return steps_.entering_at(table.stage_of(code));
        });
    }

    /// Adds the journeys of other entities.
    /// @throws std::invalid_argument if the other question is another one; all is then as it was.
    process_tracker& operator+=(const process_tracker& other) {
        const auto refuse_other = [](const char* what) {
            throw std::invalid_argument{
                std::string{"emptor::through: the other counter asks another question: its "}.append(what).append(
                    " is another one")};
        };
        if (ends_ != other.ends_) refuse_other("`on_refusal`");
        if (!steps_.same_process(other.steps_)) refuse_other("process");
        codes_.insert(codes_.end(), other.codes_.begin(), other.codes_.end());
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
        for (const stage_type stage : steps_.definition().stages()) account.now.push_back({stage, 0});
        for (const std::uint8_t code : codes_) ++account.now[stage_of(code)].entities;
        return process_report<process_type, Elapsed>{std::move(counted), std::move(account)};
    }

private:
    friend struct tracker_access;

    struct refused_key {
        stage_type stage;
        event_type event;
        std::optional<role_type> role;
        refusal reason;

        friend auto operator<=>(const refused_key&, const refused_key&) = default;
    };

    /// The bit of a journey that is over. What a machine knows a journey by has 7.
    static constexpr std::uint8_t over = 0x80;

    [[nodiscard]] static bool is_over(std::uint8_t code) noexcept { return (code & over) != 0; }

    [[nodiscard]] std::uint8_t code_of(std::size_t stage) const {
        return steps_.machine().with_steps([&](const auto& table) { return table.code_of(stage); });
    }
    /// The index of the stage of a journey, whether or not it is over.
    [[nodiscard]] std::size_t stage_of(std::uint8_t code) const {
        const auto known = static_cast<std::uint8_t>(code & static_cast<std::uint8_t>(~over));
        return steps_.machine().with_steps([&](const auto& table) { return table.stage_of(known); });
    }

    /// Says why a journey stayed where it was, and ends it if that is asked for.
    void refuse(std::uint8_t& code, const seen_type& seen) {
        const stage_type stage = steps_.machine().stage(stage_of(code));
        const refusal reason = steps_.definition().reason(stage, seen.event, seen.role, seen.agreed);
        if (reason == refusal::unknown_event || reason == refusal::unknown_role) {
            ++unknown_;
            return;
        }
        ++refused_[{stage, seen.event, seen.role, is_over(code) ? refusal::journey_over : reason}];
        if (ends_) code |= over;
    }

    Steps steps_;
    bool ends_;
    std::uint8_t first_;  // of a journey that begins
    std::vector<std::uint8_t> codes_;
    std::uint64_t moved_{};
    std::uint64_t unknown_{};
    std::map<refused_key, std::uint64_t> refused_;
};

}  // namespace emptor::detail
