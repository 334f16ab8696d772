// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a policy says to a request, and why.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <emptor/process/label.hpp>

namespace emptor {

/// Why a policy, or the deal itself, did not simply agree.
enum class cause : unsigned char {
    none,
    over_budget,     ///< the amount is above the deal's budget
    over_limit,      ///< the amount is above what this role may agree to
    too_late,        ///< the deadline has passed
    cooling_off,     ///< the stage was entered too short a while ago
    too_few_quotes,  ///< fewer offers than are needed for a comparison
    not_evaluated,   ///< a role that must judge first has not
    vetoed,          ///< this role stands against the event
    never,           ///< this role agrees to nothing
    delegated,       ///< this role leaves the matter to another
    abstained,       ///< every role that could have spoken had nothing to say
    goes_round,      ///< it would be passed back to one who has passed it on
    no_such_role,    ///< it was passed on to a role that has no policy
    already_acted,   ///< duties are separate, and this person has had one
    own_words,       ///< as the policy puts it
};

template <>
inline constexpr auto labels<cause> = label_table<cause>({
    {cause::none, "no objection", "无异议"},
    {cause::over_budget, "over the budget", "超出预算"},
    {cause::over_limit, "over the limit", "超出权限"},
    {cause::too_late, "too late", "已过期限"},
    {cause::cooling_off, "cooling off", "冷静期内"},
    {cause::too_few_quotes, "too few quotes", "报价不足"},
    {cause::not_evaluated, "not evaluated", "尚未评估"},
    {cause::vetoed, "vetoed", "被否决"},
    {cause::never, "never agreed to", "从不同意"},
    {cause::delegated, "delegated", "已授权他人"},
    {cause::abstained, "abstained", "弃权"},
    {cause::goes_round, "passed round in a circle", "循环转交"},
    {cause::no_such_role, "passed on to a role without a policy", "转交给无策略的角色"},
    {cause::already_acted, "has acted already", "职责须分离"},
    {cause::own_words, "for a reason of its own", "其他原因"},
});

/// Text that is written in the program: it outlives every verdict.
class static_text {
public:
    constexpr static_text() noexcept = default;
    template <std::size_t Size>
    consteval static_text(const char (&text)[Size]) noexcept  // NOLINT: written as a string
        : text_{text, Size - 1} {}

    [[nodiscard]] constexpr std::string_view view() const noexcept { return text_; }

    friend constexpr bool operator==(const static_text&, const static_text&) noexcept = default;

private:
    std::string_view text_{""};
};

/// The reason of a verdict, and what belongs to it.
template <enumerated Role, class Money, class Time>
struct grounds {
    cause why{};
    static_text words{};          ///< the policy's own
    std::optional<Money> by{};    ///< by how much, of `over_budget` and `over_limit`
    std::optional<Time> since{};  ///< the deadline missed, or when the stage was entered that cools off
    std::optional<Role> role{};   ///< who has not evaluated
    std::uint32_t counted{};      ///< how many there are ...
    std::uint32_t needed{};       ///< ... of how many

    friend constexpr bool operator==(const grounds&, const grounds&) = default;
};

/// What a policy may say.
enum class stance : unsigned char {
    agree,     ///< so be it
    refuse,    ///< no
    abstain,   ///< this role has no say in it: ask another
    escalate,  ///< another role must decide
};

/// The answer of a policy; see `purchase_request` for how one is made.
template <enumerated Role, class Money, class Time>
struct verdict {
    using grounds_type = grounds<Role, Money, Time>;

    emptor::stance stance{};
    std::optional<Role> to{};  ///< of `escalate`: who must decide
    grounds_type reason{};

    friend constexpr bool operator==(const verdict&, const verdict&) = default;
};

}  // namespace emptor
