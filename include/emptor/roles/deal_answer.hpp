// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a deal answers to someone.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <emptor/process/detail/refusal_text.hpp>
#include <emptor/process/detail/text.hpp>
#include <emptor/process/enumerators.hpp>
#include <emptor/roles/deal_entry.hpp>
#include <emptor/roles/detail/lasted.hpp>
#include <emptor/roles/member.hpp>
#include <emptor/roles/verdict.hpp>

namespace emptor {

/// The answer of a deal, and what belongs to it.
template <const auto& Chain>
struct deal_answer {
    using chain_type = std::remove_cvref_t<decltype(Chain)>;
    using stage_type = typename chain_type::stage_type;
    using event_type = typename chain_type::event_type;
    using role_type = typename chain_type::role_type;
    using role_set = typename chain_type::role_set;
    using time_type = typename chain_type::time_type;
    using grounds_type = typename chain_type::grounds_type;

    answer_kind kind{};
    deal_act what{};
    member_id who{};
    std::optional<role_type> role{};  ///< in which they acted
    std::optional<role_type> by{};    ///< whose policy refused
    std::optional<role_type> to{};    ///< who decides instead, where the question was passed on
    std::optional<event_type> event{};
    stage_type stage{};  ///< where the deal was
    role_set roles{};  ///< of `waiting` and `not_asked`: who may agree now; `over_budget`: who would agree to so much;
                       ///< `not_permitted`: who may
    std::size_t missing{};  ///< of `waiting` and `not_asked`: how many agreements at least
    role_set abstained{};   ///< who could have spoken, and had nothing to say
    role_set against{};     ///< the roles they have whose policies refused, whether or not that of another did not
    member_set could{};     ///< the members who have one of `roles` and may act
    time_type when{};
    grounds_type reason{};

    /// Whether it was done: the deal moved, or what was told is on record. An agreement that is not the last one needed
    /// is on record, and the answer `waiting`.
    [[nodiscard]] constexpr explicit operator bool() const noexcept {
        return kind == answer_kind::granted || kind == answer_kind::recorded ||
               (kind == answer_kind::ended && (what == deal_act::refuse || what == deal_act::withdraw));
    }

    /// The answer as a sentence; empty where it was done. Members are told by their numbers.
    [[nodiscard]] std::string why() const {
        return sentence([](member_id id) { return "member " + detail::id_text(id); }, {});
    }
    /// The same with the names of the members, and with those who could act.
    /// @param name_of gives the name of a member, or nothing ("") for an id that is none.
    template <class NameOf>
    [[nodiscard]] std::string why(const NameOf& name_of) const {
        const auto named = [&](member_id id) {
            std::string name{name_of(id)};
            return name.empty() ? "member " + detail::id_text(id) : name;
        };
        return sentence(named,
                        could.empty() ? std::string{} : " (" + detail::listed_text(could, ", ", ", ", named) + ")");
    }

private:
    /// @param people who could act, in brackets.
    template <class Named>
    [[nodiscard]] std::string sentence(const Named& named, const std::string& people) const {
        if (*this) return {};
        const std::string what_text = subject();
        switch (kind) {
            case answer_kind::waiting:
                return what_text + " waits for " + waited_for() + people +
                       (could.empty() ? ", which no member can answer for" : "") +
                       (to ? std::string{"; escalated to "}.append(text_of(*to)) : std::string{}) + reason_text(": ") +
                       (against.empty() ? std::string{} : "; refused by " + listed(against, " and "));
            case answer_kind::refused:
                return what_text + " is refused" + by_text() + reason_text(": ") +
                       (abstained.empty()
                            ? std::string{}
                            : (reason.why == cause::abstained ? ": " : "; abstained: ") + listed(abstained, " and "));
            case answer_kind::over_budget:
                return what_text + " is refused" + by_text() + reason_text(": ") + "; " +
                       (roles.empty() ? std::string{"no role would agree to so much"}
                                      : listed(roles, " or ") + people + " would agree to so much");
            case answer_kind::too_late:
                return what_text + " is refused" + by_text() + reason_text(": ");
            case answer_kind::not_a_member:
                return named(who) + " is no member of this deal";
            case answer_kind::not_possible:
                return event_text() + " is not possible in " + text_of(stage) + "; " +
                       detail::possible_text(chain_type::process, stage);
            case answer_kind::not_permitted:
                if (what == deal_act::delegate) return named(who) + " has only " + listed(roles, " and ") + " to lend";
                return what_text + " may be done by " +
                       (roles.empty() ? std::string{"others"} : listed(roles, " or ")) + ", not by " + named(who);
            case answer_kind::not_waiting:
                return what_text + " is not waiting for anyone";
            case answer_kind::not_asked:
                return what_text + " does not wait for " + named(who) + "; it waits for " + waited_for() + people;
            default:
                return what_text + " is over";
        }
    }

    [[nodiscard]] static std::string text_of(auto id) { return std::string{chain_type::process.name(id)}; }
    [[nodiscard]] static std::string listed(const role_set& some, std::string_view last) {
        return detail::listed_text(some, ", ", last, [](auto id) { return text_of(id); });
    }
    /// Who may agree now, and how many of them must.
    [[nodiscard]] std::string waited_for() const {
        if (roles.empty()) return "no one";
        if (missing <= 1) return listed(roles, " or ");
        const std::size_t asked = roles.size();
        if (missing < asked) return "at least " + std::to_string(missing) + " of " + listed(roles, " and ");
        return listed(roles, " and ") +
               (missing > asked ? ", then " + std::to_string(missing - asked) + " more" : std::string{});
    }
    [[nodiscard]] std::string event_text() const {
        if (!event) return std::string{label(what)};
        const std::string_view given = chain_type::process.name(*event);
        return given.empty() ? "event " + detail::id_text(*event) : std::string{given};
    }
    [[nodiscard]] std::string subject() const {
        return event_text().append(" in ").append(chain_type::process.name(stage));
    }
    [[nodiscard]] std::string by_text() const {
        return by ? std::string{" by "}.append(chain_type::process.name(*by)) : std::string{};
    }
    [[nodiscard]] std::string reason_text(std::string_view before) const {
        if (reason.why == cause::none) return {};
        std::string text{before};
        if (reason.why == cause::own_words && !reason.words.view().empty()) return text.append(reason.words.view());
        text.append(label(reason.why));
        if (reason.by) text.append(" by ").append(reason.by->text());
        if (reason.since) {
            text.append(reason.why == cause::cooling_off ? " for only " : " by ");
            text.append(detail::while_text(*reason.since, when));
        }
        if (reason.role) {
            text.append(reason.why == cause::not_evaluated ? " by "
                        : reason.why == cause::goes_round  ? ", back to "
                                                           : ": ");
            text.append(chain_type::process.name(*reason.role));
        }
        if (reason.needed > 0) {
            text.append(", ")
                .append(std::to_string(reason.counted))
                .append(" of ")
                .append(std::to_string(reason.needed));
        }
        return text;
    }
};

}  // namespace emptor
