// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What became of an event: the journey moved, or why it did not.

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <emptor/process/detail/text.hpp>
#include <emptor/process/enumerator_set.hpp>
#include <emptor/process/label.hpp>

namespace emptor {

/// Why a journey stayed where it was.
enum class refusal : unsigned char {
    none,           ///< it did not: the event was accepted
    not_possible,   ///< no rule for the event in this stage
    not_permitted,  ///< there is a rule, but for other roles
    not_agreed,     ///< the role may, once others have agreed
    unknown_event,  ///< the event is no enumerator
    unknown_role,   ///< the role is no enumerator
    unknown_stage,  ///< the stage is no enumerator
    guarded,        ///< the process allows it, but a guard of the journey said no
    unknown_id,     ///< the fleet has no journey with this id
};

template <>
inline constexpr auto labels<refusal> = label_table<refusal>({
    {refusal::none, "accepted", "已接受"},
    {refusal::not_possible, "not possible", "此阶段不可行"},
    {refusal::not_permitted, "not permitted", "角色无权"},
    {refusal::not_agreed, "not agreed", "未获同意"},
    {refusal::unknown_event, "unknown event", "未知事件"},
    {refusal::unknown_role, "unknown role", "未知角色"},
    {refusal::unknown_stage, "unknown stage", "未知阶段"},
    {refusal::guarded, "guarded", "守卫拒绝"},
    {refusal::unknown_id, "unknown id", "未知编号"},
});

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
        switch (reason()) {
            case refusal::none:
                return {};
            case refusal::not_possible:
                return text(event_) + " is not possible in " + text(from_) + "; " + possible();
            case refusal::not_permitted:
                return text(event_) + " in " + text(from_) + " may be done by " +
                       list(process_->who_may(from_, event_), " or ") +
                       (has_role_ ? ", not by " + text(role_) : ", not without a role");
            case refusal::not_agreed:
                return text(event_) + " in " + text(from_) + " needs the agreement of " +
                       list(process_->who_must_agree(from_, event_), " and ");
            case refusal::unknown_event:
                return number(event_) + " is no event of this process";
            case refusal::unknown_role:
                return number(role_) + " is no role of this process";
            case refusal::unknown_stage:
                return number(from_) + " is no stage of this process";
            case refusal::guarded:
                return text(event_) + " in " + text(from_) + " is refused by a guard";
            case refusal::unknown_id:
                return "the fleet has no journey with this id";
        }
        return {};
    }

private:
    template <class E>
    [[nodiscard]] static std::string text(E e) {
        return std::string{name(e)};
    }

    template <class E>
    [[nodiscard]] static std::string number(E e) {
        using underlying = std::underlying_type_t<E>;
        using widest = std::conditional_t<std::is_signed_v<underlying>, long long, unsigned long long>;
        return std::to_string(static_cast<widest>(e));
    }

    template <class E>
    [[nodiscard]] static std::string list(const enumerator_set<E>& members, std::string_view last) {
        return detail::listed_text(members, ", ", last, [](E e) { return name(e); });
    }

    [[nodiscard]] std::string possible() const {
        if (process_->is_final(from_)) return text(from_) + " is final";
        std::string events = "possible: ";
        bool first = true;
        for (const Event event : process_->possible(from_)) {
            if (!first) events += ", ";
            first = false;
            events += name(event);
            const auto who = process_->who_may(from_, event);
            if (!who.empty()) events += " by " + list(who, " or ");
            const auto agreeing = process_->who_must_agree(from_, event);
            if (!agreeing.empty()) events += " once agreed by " + list(agreeing, " and ");
        }
        return events;
    }

    const process_type* process_;
    Stage from_;
    Event event_;
    Role role_;
    bool has_role_;
    bool agreed_;
    refusal answer_;  ///< `not_possible` stands for whatever the process says
};

}  // namespace emptor
