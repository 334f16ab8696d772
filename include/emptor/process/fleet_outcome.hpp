// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What became of an event to one journey of a fleet.

#include <optional>
#include <string>

#include <emptor/process/detail/refusal_text.hpp>
#include <emptor/process/outcome.hpp>

namespace emptor {

/// What a fleet answers to one event. It refers to the process, which must outlive it.
template <class Definition>
class fleet_outcome {
public:
    using stage_type = typename Definition::stage_type;
    using event_type = typename Definition::event_type;
    using role_type = typename Definition::role_type;

    constexpr fleet_outcome(const Definition& asked, std::optional<stage_type> from, event_type event,
                            std::optional<role_type> role, bool agreed, bool moved) noexcept
        : definition_{&asked}, from_{from}, event_{event}, role_{role}, agreed_{agreed}, moved_{moved} {}

    /// Whether the event was accepted.
    [[nodiscard]] constexpr explicit operator bool() const noexcept { return moved_; }
    /// Where the journey was; nothing where there is none with this id.
    [[nodiscard]] constexpr std::optional<stage_type> from() const noexcept { return from_; }
    [[nodiscard]] constexpr event_type event() const noexcept { return event_; }
    [[nodiscard]] constexpr std::optional<role_type> role() const noexcept { return role_; }

    [[nodiscard]] constexpr refusal reason() const noexcept {
        if (moved_) return refusal::none;
        return from_ ? definition_->reason(*from_, event_, role_, agreed_) : refusal::unknown_id;
    }
    /// The refusal as a sentence; empty where there is none.
    [[nodiscard]] std::string why() const {
        if (moved_) return {};
        if (!from_) return "the fleet has no journey with this id";
        return detail::refusal_text(*definition_, *from_, event_, role_, agreed_);
    }

private:
    const Definition* definition_;
    std::optional<stage_type> from_;
    event_type event_;
    std::optional<role_type> role_;
    bool agreed_;
    bool moved_;
};

}  // namespace emptor
