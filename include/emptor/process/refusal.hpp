// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The reasons for which a journey may stay where it was.

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
    journey_over,   ///< an earlier refusal ended the journey, where that is asked for
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
    {refusal::journey_over, "journey over", "历程已结束"},
});

}  // namespace emptor
