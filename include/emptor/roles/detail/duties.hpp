// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A request that waits for others to agree, and whose duty is done.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include <emptor/process/agreement.hpp>
#include <emptor/process/enumerator_set.hpp>
#include <emptor/roles/member.hpp>

namespace emptor::detail {

/// What people have said to a request so far.
///
/// A role that has to agree is a duty. A duty may have been passed on, from role to role: then whoever has the last of
/// these roles can do it.
template <enumerated Role>
struct request_progress {
    static constexpr std::size_t roles = enumerator_count<Role>;

    enumerator_set<Role> also{};   ///< who has to agree beside those the rule asks
    enumerator_set<Role> given{};  ///< the roles in which someone has agreed
    bool passed_on{};              ///< whether any duty has been
    std::array<std::uint8_t, roles>
        passed_to{};                         ///< by the index of a role, that of the next, from 1; 0: not passed on
    std::array<member_set, roles> agreed{};  ///< who has agreed in each role

    /// The last of the roles this one has been passed on to; itself, where it has not.
    [[nodiscard]] constexpr std::size_t last_of(std::size_t role_index) const noexcept {
        while (passed_to[role_index] != 0) role_index = passed_to[role_index] - std::size_t{1};
        return role_index;
    }
    /// Passes on; false, and nothing done, where that would go round.
    constexpr bool pass(Role from, Role to) noexcept {
        const std::size_t giver = last_of(index_of(from));
        const std::size_t taker = index_of(to);
        if (taker == roles || last_of(taker) == giver) return false;
        passed_to[giver] = static_cast<std::uint8_t>(taker + 1);
        passed_on = true;
        return true;
    }
    constexpr void agree(Role as, member_id who) noexcept {
        agreed[index_of(as)].insert(who);
        given.insert(as);
    }
    /// Nobody has agreed in this role any more.
    constexpr void forget(std::size_t role_index) noexcept {
        agreed[role_index] = {};
        given -= enumerator_set<Role>{enumerator_at<Role>(role_index)};
    }
    /// This person has not agreed any more.
    constexpr void forget(member_id who) noexcept {
        for (std::size_t i = 0; i < roles; ++i) {
            agreed[i].erase(who);
            if (agreed[i].empty()) forget(i);
        }
    }
    /// Who can do this duty, of those who have agreed: in the role itself, or in one it was passed on to.
    [[nodiscard]] constexpr std::uint64_t doers(std::size_t duty) const noexcept {
        std::uint64_t members = agreed[duty].bits();
        while (passed_to[duty] != 0) {
            duty = passed_to[duty] - std::size_t{1};
            members |= agreed[duty].bits();
        }
        return members;
    }
    [[nodiscard]] constexpr bool has_agreed(member_id id) const noexcept {
        for (const member_set& members : agreed) {
            if (members.contains(id)) return true;
        }
        return false;
    }

    friend constexpr bool operator==(const request_progress&, const request_progress&) = default;
};

/// A request that others have to agree to.
template <enumerated Event, enumerated Role, class Time>
struct waiting_request : request_progress<Role> {
    Event event{};
    Role role{};                                              ///< in which it was asked
    member_id by{};                                           ///< who asked
    enumerator_set<Role> open{};                              ///< who can bring it further now
    std::array<Time, request_progress<Role>::roles> asked{};  ///< since when each role that is open has been

    friend constexpr bool operator==(const waiting_request&, const waiting_request&) = default;
};

/// Takes back what was done to a request, unless it is kept: policies may refuse, and they may throw.
template <class Progress>
class attempt {
public:
    explicit attempt(Progress& request) noexcept : request_{request}, before_{request} {}
    attempt(const attempt&) = delete;
    attempt& operator=(const attempt&) = delete;
    ~attempt() {
        if (!kept_) request_ = before_;
    }
    void keep() noexcept { kept_ = true; }

private:
    Progress& request_;
    Progress before_;
    bool kept_{};
};

/// The duties of a request: which are done, and who could do another.
///
/// Where duties are separate nobody does two of them: who does which is a matching of duties to persons, found by
/// augmenting paths (H. W. Kuhn 1955), those asked for beside the rule first, but after as much of a sequence as is
/// done in its turn. A path never leaves a duty undone that was done, so that no other choice does more of them.
template <class Waiting, class RoleSet>
class duties {
    using role_type = typename RoleSet::value_type;
    static constexpr std::size_t roles = Waiting::roles;

public:
    constexpr duties(const agreement<RoleSet>& rule, const Waiting& request) : rule_{rule}, request_{request} {
        all_ = rule.roles();
        all_ |= request.also;
        if (rule.separate_duties() || request.passed_on) {
            done_ = done_with(roles);
        } else {
            done_ = all_ & request.given;
        }
        met_ = rule.met_by(done_);
    }

    /// Whether nothing is missing.
    [[nodiscard]] constexpr bool done() const noexcept { return met_ && request_.also.within(done_); }
    [[nodiscard]] constexpr const RoleSet& done_duties() const noexcept { return done_; }

    /// How many more have to agree at least.
    [[nodiscard]] constexpr std::size_t left() const { return left_after(done_); }

    /// The roles in which someone new could bring it further now.
    [[nodiscard]] constexpr RoleSet open() const {
        if (done()) return {};
        const bool separate = rule_.separate_duties();
        const RoleSet wanted = separate ? all_ : left_together();
        if (!separate && !request_.passed_on) return wanted;
        RoleSet found;
        for (const role_type role : wanted) {
            const std::size_t last = request_.last_of(index_of(role));
            if (!separate || furthered_by(last)) found.insert(enumerator_at<role_type>(last));
        }
        return found;
    }

    /// How many of a sequence are done, each in its turn.
    [[nodiscard]] constexpr std::size_t in_turn() const noexcept { return in_turn(done_); }

private:
    static constexpr unsigned someone = 63;  ///< the bit of a person who has not agreed yet
    static constexpr std::uint8_t nobody = 255;

    /// The duties that someone could do next, where one person may do several: those asked for beside the rule, and
    /// those of the rule where it needs more than these.
    [[nodiscard]] constexpr RoleSet left_together() const {
        RoleSet wanted = request_.also;
        if (rule_.in_sequence()) {
            wanted -= rule_.roles();  // whose turn comes
            wanted |= rule_.next(done_);
        } else {
            const bool more = request_.also.empty() || (rule_.roles() & certain_after(done_)).size() < rule_.needed();
            if (more) wanted |= rule_.roles();
        }
        wanted -= done_;
        return wanted;
    }

    /// The duties that will be done when these are, and those asked for beside the rule: where one person may do
    /// several, also what was passed on to the same role.
    [[nodiscard]] constexpr RoleSet certain_after(const RoleSet& done) const {
        RoleSet certain = done;
        certain |= request_.also;
        if (rule_.separate_duties() || !request_.passed_on) return certain;
        const RoleSet sure = last_roles(done, request_.also);
        for (const role_type duty : rule_.roles()) {
            if (sure.contains(role_at(request_.last_of(index_of(duty))))) certain.insert(duty);
        }
        return certain;
    }
    /// Who can do what is not done of some duties.
    [[nodiscard]] constexpr RoleSet last_roles(const RoleSet& done, RoleSet some) const {
        some -= done;
        RoleSet last;
        for (const role_type duty : some) last.insert(role_at(request_.last_of(index_of(duty))));
        return last;
    }

    /// How many more have to agree at least after these duties are done.
    [[nodiscard]] constexpr std::size_t left_after(const RoleSet& done) const {
        const RoleSet certain = certain_after(done);
        const std::size_t of_rule = (rule_.roles() & certain).size();
        std::size_t more = of_rule < rule_.needed() ? rule_.needed() - of_rule : 0;
        if (rule_.separate_duties() || !request_.passed_on) {
            RoleSet beside = request_.also;
            beside -= done;
            return beside.size() + more;
        }
        std::size_t count = last_roles(done, request_.also).size();
        std::array<std::size_t, roles> does{};  // by role, how many of the others one agreement does
        for (const role_type duty : rule_.roles()) {
            if (!certain.contains(duty)) ++does[request_.last_of(index_of(duty))];
        }
        for (; more > 0; ++count) {
            const auto most = std::max_element(does.begin(), does.end());
            more -= std::min(more, std::exchange(*most, 0));
        }
        return count;
    }

    /// The duties done, if someone new agreed in the role with this index; `roles`: as it is.
    [[nodiscard]] constexpr RoleSet done_with(std::size_t role) const noexcept {
        RoleSet found;
        std::array<std::uint64_t, roles> can{};
        for (std::size_t duty = 0; duty < roles; ++duty) {
            if (!all_.contains(role_at(duty))) continue;
            can[duty] = request_.doers(duty);
            if (role < roles && request_.last_of(duty) == role) can[duty] |= std::uint64_t{1} << someone;
            if (can[duty] != 0 && !rule_.separate_duties()) found.insert(role_at(duty));
        }
        if (!rule_.separate_duties()) return found;
        std::array<std::uint8_t, 64> duty_of;  // of each person
        duty_of.fill(nobody);
        const auto take = [&](std::size_t duty) {
            std::uint64_t visited = 0;
            const bool taken = found.contains(role_at(duty)) || augment(duty, can, duty_of, visited);
            if (taken) found.insert(role_at(duty));
            return taken;
        };
        const auto take_those = [&](bool of_rule, bool beside) {
            for (std::size_t duty = 0; duty < roles; ++duty) {
                if (rule_.roles().contains(role_at(duty)) != of_rule) continue;
                if (request_.also.contains(role_at(duty)) == beside) take(duty);
            }
        };
        if (rule_.in_sequence()) {
            for (const role_type duty : rule_.order()) {
                if (!take(index_of(duty))) break;
            }
            take_those(false, true);
        }
        take_those(true, true);
        take_those(false, true);
        take_those(true, false);
        return found;
    }

    [[nodiscard]] static constexpr role_type role_at(std::size_t index) noexcept {
        return enumerator_at<role_type>(index);
    }

    static constexpr bool augment(std::size_t duty, const std::array<std::uint64_t, roles>& can,
                                  std::array<std::uint8_t, 64>& duty_of, std::uint64_t& visited) noexcept {
        for (unsigned person = 0; person < 64; ++person) {
            const std::uint64_t bit = std::uint64_t{1} << person;
            if ((can[duty] & bit) == 0 || (visited & bit) != 0) continue;
            visited |= bit;
            if (duty_of[person] == nobody || augment(duty_of[person], can, duty_of, visited)) {
                duty_of[person] = static_cast<std::uint8_t>(duty);
                return true;
            }
        }
        return false;
    }

    /// Whether more of what is needed would be done with someone new in this role.
    [[nodiscard]] constexpr bool furthered_by(std::size_t role) const {
        const RoleSet more = done_with(role);
        return missing(more) < missing(done_);
    }
    [[nodiscard]] constexpr std::size_t missing(const RoleSet& done) const {
        if (!rule_.in_sequence()) return left_after(done);
        RoleSet beside = request_.also;
        beside -= rule_.roles();  // whose turn comes
        beside -= done;
        return beside.size() + rule_.needed() - in_turn(done);
    }
    [[nodiscard]] constexpr std::size_t in_turn(const RoleSet& done) const noexcept {
        std::size_t count = 0;
        if (!rule_.in_sequence()) return count;
        for (const role_type duty : rule_.order()) {
            if (!done.contains(duty)) break;
            ++count;
        }
        return count;
    }

    const agreement<RoleSet>& rule_;
    const Waiting& request_;
    RoleSet all_{};
    RoleSet done_{};
    bool met_{};  ///< whether that is enough for the rule
};

}  // namespace emptor::detail
