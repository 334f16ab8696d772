// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What became of an event: the journey moved, or why it did not.

#include <optional>
#include <string>

#include <emptor/process/detail/refusal_text.hpp>
#include <emptor/process/enumerators.hpp>
#include <emptor/process/refusal.hpp>

namespace emptor {

template <enumerated Stage, enumerated Event, enumerated Role>
class process;

/// The answer to an event. It refers to its process, which must outlive it.
template <enumerated Stage, enumerated Event, enumerated Role>
class outcome {
public:
    using process_type = process<Stage, Event, Role>;

    constexpr outcome(const process_type& asked, Stage from, Event event, std::optional<Role> role, bool agreed,
                      bool accepted) noexcept
        : process_{&asked},
          from_{from},
          event_{event},
          role_{role.value_or(Role{})},
          has_role_{role.has_value()},
          agreed_{agreed},
          answer_{accepted ? refusal::none : refusal::not_possible} {}

    /// Refused for a reason that no process knows: `guarded` or `unknown_id`.
    constexpr outcome(const process_type& asked, Stage from, Event event, std::optional<Role> role, bool agreed,
                      refusal reason) noexcept
        : outcome{asked, from, event, role, agreed, false} {
        answer_ = reason;
    }

    /// Whether the event was accepted: the journey moved, if only back into the same stage.
    [[nodiscard]] constexpr explicit operator bool() const noexcept { return answer_ == refusal::none; }

    /// Where the journey was; the start of the process where there is none.
    [[nodiscard]] constexpr Stage from() const noexcept { return from_; }
    [[nodiscard]] constexpr Event event() const noexcept { return event_; }
    [[nodiscard]] constexpr std::optional<Role> role() const noexcept {
        return has_role_ ? std::optional{role_} : std::nullopt;
    }
    /// Whether those who must agree were said to have done so.
    [[nodiscard]] constexpr bool agreed() const noexcept { return agreed_; }

    [[nodiscard]] constexpr refusal reason() const noexcept {
        return answer_ == refusal::not_possible ? process_->reason(from_, event_, role(), agreed_) : answer_;
    }

    /// The refusal as a sentence with what would have been possible; empty where there is none.
    [[nodiscard]] std::string why() const {
        if (answer_ == refusal::guarded) {
            return std::string{name(event_)}.append(" in ").append(name(from_)).append(" is refused by a guard");
        }
        if (answer_ == refusal::unknown_id) return "the fleet has no journey with this id";
        if (answer_ == refusal::none) return {};
        return detail::refusal_text(*process_, from_, event_, role(), agreed_);
    }

private:
    const process_type* process_;
    Stage from_;
    Event event_;
    Role role_;
    bool has_role_;
    bool agreed_;
    refusal answer_;  ///< `not_possible` stands for whatever the process says
};

}  // namespace emptor
