// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A purchase that people move together.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/process/bytes_result.hpp>
#include <emptor/roles/deal_answer.hpp>
#include <emptor/roles/deal_entry.hpp>
#include <emptor/roles/deal_terms.hpp>
#include <emptor/roles/decision_chain.hpp>
#include <emptor/roles/detail/deal_book.hpp>
#include <emptor/roles/detail/deal_bytes.hpp>

#include <emptor/roles/member.hpp>

namespace emptor {

/// A live purchase: people in roles, who ask for events, and agree to those of others, as a decision chain demands.
///
/// Roles agree, persons act. A request is made in the first of a member's roles that the rule permits and whose policy
/// agrees or escalates. It is granted at once, or waits: for the roles the rule asks for, and for the one its policy
/// escalates to. One request an event can wait at a time; another for the same event is told what that one waits for.
/// - A member agrees in every role of theirs that is asked, once. To have asked is not to have agreed: they may do
///   both, unless duties are separate; then nobody does two of them, nor does a role lent by who asked count.
/// - The policy of a role is asked when it is to agree, too: if it refuses, that is no agreement, and the request
///   waits on; if it escalates, the other role decides in its place, or whoever that one leaves it to. Before the deal
///   moves the policy of who asked is asked once more. An answer that refuses changes nothing.
/// - Anyone in a role that is asked can end a request by refusing it, whose turn it is or not, and even where the
///   agreement of another would do.
/// - Where a rule needs only some of its roles, those who are asked for beside it count among them.
/// - When the deal moves, other requests lapse that do not lead to the same stage on the same terms from there.
/// - When the amount rises, every agreement lapses; when it falls, they hold.
///
/// - A role that is lent is as good as one's own: what was asked for or agreed to in it holds when the loan has ended.
///
/// Whatever is done stands in the log with its answer, and the log with what the deal began with is the whole deal:
/// it can be replayed, and it is what is saved. Should a policy throw, the deal is as it was. Nothing is allocated
/// after construction until the log outgrows its 64 lines, or what was reserved; a copy has room for what it holds.
/// @code
/// emptor::deal<approval> laptops{{.amount = eur::of(12'000), .budget = eur::of(10'000), .opened = monday},
///                                {{"Anna", {user}}, {"Ben", {buyer}}, {"Carla", {decision_maker}}}};
/// const auto ben = *laptops.find("Ben");
/// if (auto answer = laptops.request(ben, chosen, today); !answer) say(answer.why());
/// @endcode
/// @tparam Chain a decision chain with a name, `inline constexpr` in a header.
template <const auto& Chain>
class deal : detail::deal_book<Chain> {
    using book = detail::deal_book<Chain>;
    using state_type = typename book::state_type;
    using book::carry_out;
    using book::come_to;
    using book::last_;
    using book::log_;
    using book::make_room;
    using book::make_room_to_carry_out;
    using book::note;
    using book::record;
    using book::revalue;
    using book::state_;
    using book::terms_;
    using typename book::waiting_type;

public:
    using typename book::answer_type;
    using typename book::chain_type;
    using typename book::entry_type;
    using typename book::member_type;
    using typename book::money_type;
    using typename book::role_type;
    using typename book::terms_type;
    using typename book::time_type;
    using stage_type = typename chain_type::stage_type;
    using event_type = typename chain_type::event_type;
    using role_set = typename chain_type::role_set;

    /// Nobody's deal, to load one into.
    deal() : book{terms_type{}, {}} {}

    /// @throws std::invalid_argument for an amount or a budget below 0, a time that is not finite, more than 63
    /// members, a member without a name or a role, with another's name, or with a role that has no policy.
    deal(const terms_type& terms, std::span<const member_type> members) : book{terms, members} {}
    deal(const terms_type& terms, std::initializer_list<member_type> members)
        : deal{terms, std::span<const member_type>{members.begin(), members.size()}} {}

    /// @name What people do
    /// Each is answered, and recorded with its answer.
    /// @throws std::invalid_argument for a time that is not finite or before that of the last line of the log; nothing
    /// is recorded then.
    /// @{

    /// Someone wants the event to happen.
    answer_type request(member_id who, event_type event, const time_type& when) {
        return book::template act<deal_act::request>(who, event, when);
    }
    /// Someone agrees to what has been asked for. As long as others have to, the answer is `waiting`.
    answer_type approve(member_id who, event_type event, const time_type& when) {
        return book::template act<deal_act::approve>(who, event, when);
    }
    /// Someone who was asked is against it: the request is over.
    answer_type refuse(member_id who, event_type event, const time_type& when) {
        return book::template act<deal_act::refuse>(who, event, when);
    }
    /// Someone takes back their request, which is then over, or their agreement; in a sequence those who agreed after
    /// them have not agreed either.
    answer_type withdraw(member_id who, event_type event, const time_type& when) {
        return book::template act<deal_act::withdraw>(who, event, when);
    }

    /// Someone lends a role of their own until a time, in place of whomever they lent it to before; they keep it, too.
    /// @throws std::invalid_argument for lending to oneself, and for an end that is not after `when`.
    answer_type delegate(member_id from, member_id to, role_type role, const time_type& until, const time_type& when) {
        come_to(when);
        static_cast<void>(detail::to_ticks(until));
        if (from == to) throw std::invalid_argument{"emptor::deal: a member lends a role to themselves"};
        if (!(when < until)) throw std::invalid_argument{"emptor::deal: a role is lent until a time that has passed"};
        answer_type answer = state_.answer_to(deal_act::delegate, from, {}, when);
        answer.role = role;
        if (state_.knows(from) && !state_.knows(to)) {
            answer.kind = answer_kind::not_a_member;
            answer.who = to;
        } else if (state_.knows(from)) {
            answer.roles = state_.members[static_cast<std::size_t>(from)].roles;
            answer.kind = answer.roles.contains(role) ? answer_kind::recorded : answer_kind::not_permitted;
        }
        make_room(1);
        if (answer) {
            state_.loans.reserve(state_.loans.size() + 1);
            book::lend({until, role, from, to}, when);
        }
        entry_type& line = record(answer);
        line.who = from;
        line.other = to;
        line.until = until;
        return answer;
    }

    /// Someone has received an offer.
    answer_type add_quote(member_id who, const time_type& when) {
        return note(deal_act::quote, who, when,
                    [&](auto& state) { state.quotes += state.quotes < most_quotes ? 1U : 0U; });
    }
    /// Someone has judged what is offered, in each of their roles.
    answer_type evaluate(member_id who, const time_type& when) {
        return note(deal_act::evaluate, who, when, [&](auto& state) { state.evaluated |= state.roles_of(who, when); });
    }
    /// What is wanted costs something else now.
    ///
    /// When it rises, the policy of whoever made a request is asked again; should it not agree or escalate, the request
    /// lapses.
    /// @throws std::invalid_argument for an amount below 0.
    answer_type change_amount(member_id who, money_type amount, const time_type& when) {
        come_to(when);
        book::check_amount("amount", amount);
        answer_type answer = state_.answer_to(deal_act::change_amount, who, {}, when);
        if (state_.knows(who)) {
            answer.kind = answer_kind::recorded;
            revalue(answer, amount);
        } else {
            make_room(1);
            record(answer);
        }
        return answer;
    }

    /// Passes on what has waited too long for an answer, where the policies say so; a role at a time, those before it
    /// being passed over should a policy throw. Nobody is passed over where the deal would then have to move for
    /// someone who may not ask for it any more.
    /// @return how often a role was passed over.
    std::size_t escalate_overdue(const time_type& now) {
        std::size_t passed = 0;
        while (pass_over_one(now)) ++passed;
        return passed;
    }
    /// @}

    /// @name What could be done
    /// @{

    /// What `request` would answer.
    [[nodiscard]] answer_type why_not(member_id who, event_type event, const time_type& when) const {
        static_cast<void>(detail::to_ticks(when));
        answer_type answer = state_.answer_to(deal_act::request, who, event, when);
        static_cast<void>(state_.would(answer));
        return answer;
    }

    /// `why` of an answer of this deal, with the names of its members, and of those who could act.
    [[nodiscard]] std::string why(const answer_type& answer) const {
        return answer.why([&](member_id who) { return std::string{name(who)}; });
    }

    /// Something a member can do now.
    struct next_step {
        member_id who;
        deal_act what;  ///< `request`, `approve`, `refuse` or `withdraw`
        event_type event;
        answer_kind answer;  ///< what the deal will answer

        friend constexpr bool operator==(const next_step&, const next_step&) = default;
    };

    /// Who can do what now, by member, then by event.
    [[nodiscard]] std::vector<next_step> what_next(const time_type& when) const {
        static_cast<void>(detail::to_ticks(when));
        std::vector<next_step> steps;
        for (std::size_t i = 0; i < state_.members.size(); ++i) {
            const auto who = static_cast<member_id>(i);
            for (const event_type event : chain_type::process.possible(stage())) {
                for (const deal_act what :
                     {deal_act::request, deal_act::approve, deal_act::refuse, deal_act::withdraw}) {
                    answer_type answer = state_.answer_to(what, who, event, when);
                    const bool does_something = state_.would(answer) != detail::consequence::none;
                    if (does_something) steps.push_back({who, what, event, answer.kind});
                }
            }
        }
        return steps;
    }
    /// @}

    [[nodiscard]] stage_type stage() const noexcept { return state_.at.stage(); }
    [[nodiscard]] bool finished() const noexcept { return state_.at.finished(); }
    [[nodiscard]] const time_type& stage_since() const noexcept { return state_.stage_since; }
    [[nodiscard]] money_type amount() const noexcept { return state_.amount; }
    [[nodiscard]] std::uint32_t quotes() const noexcept { return state_.quotes; }
    [[nodiscard]] const role_set& evaluated_by() const noexcept { return state_.evaluated; }
    [[nodiscard]] const terms_type& terms() const noexcept { return terms_; }
    [[nodiscard]] std::span<const member_type> members() const noexcept { return state_.members; }
    /// The roles of a member, their own and those lent to them; none for who is no member.
    [[nodiscard]] role_set roles_of(member_id who, const time_type& when) const noexcept {
        return state_.knows(who) ? state_.roles_of(who, when) : role_set{};
    }
    /// The name of a member; nothing ("") for an id that is none.
    [[nodiscard]] std::string_view name(member_id who) const noexcept {
        return state_.knows(who) ? std::string_view{state_.members[static_cast<std::size_t>(who)].name}
                                 : std::string_view{};
    }
    [[nodiscard]] std::optional<member_id> find(std::string_view member_name) const noexcept {
        for (std::size_t i = 0; i < state_.members.size(); ++i) {
            if (state_.members[i].name == member_name) return static_cast<member_id>(i);
        }
        return std::nullopt;
    }
    /// The events that have been asked for and wait, in the order they were asked for.
    [[nodiscard]] std::vector<event_type> waiting() const {
        std::vector<event_type> events;
        for (const waiting_type& each : state_.waiting()) events.push_back(each.event);
        return events;
    }
    /// Who can bring a request further now; none where there is no such request.
    [[nodiscard]] role_set waits_for(event_type event) const noexcept {
        const std::size_t place = state_.place_of(event);
        return place < state_.requests_waiting ? state_.requests[place].open : role_set{};
    }

    [[nodiscard]] static constexpr const chain_type& chain() noexcept { return Chain; }

    /// Everything that was done, with its answer, in order of time.
    [[nodiscard]] const std::vector<entry_type>& log() const noexcept { return log_; }
    /// Makes room for a log of so many lines.
    void reserve(std::size_t lines) { log_.reserve(lines); }

    /// The deal that becomes of these terms and members when all that the log says is done again.
    /// @throws std::invalid_argument naming the first line that does not come about again as it stands.
    [[nodiscard]] static deal replay(const terms_type& terms, std::span<const member_type> members,
                                     std::span<const entry_type> log) {
        deal made{terms, members};
        for (std::size_t i = 0; i < log.size(); i = made.log_.size()) {
            made.repeat(log[i]);
            for (std::size_t line = i; line < std::max(made.log_.size(), i + 1); ++line) {
                if (line >= made.log_.size() || line >= log.size() || made.log_[line] != log[line]) {
                    throw std::invalid_argument{"emptor::deal: line " + std::to_string(line + 1) +
                                                " of the log does not come about again"};
                }
            }
        }
        return made;
    }

    /// The deal as bytes, of which `load` takes up every version ever written.
    [[nodiscard]] std::vector<std::uint8_t> save() const { return detail::deal_bytes(*this); }

    /// Takes up a saved deal of the same chain, in place of this one, by doing again what its log says.
    /// @return true, or why the bytes were refused, and where; the deal is then as it was.
    [[nodiscard]] bytes_result load(std::span<const std::uint8_t> bytes) { return detail::load_deal(bytes, *this); }

    /// Whether both began alike, and all that was done to them since is alike, too.
    friend bool operator==(const deal& a, const deal& b) {
        return static_cast<const book&>(a) == static_cast<const book&>(b);
    }

private:
    static constexpr std::uint32_t most_quotes = 0xFFFFFFFF;

    /// Passes over the first role of all that has been asked too long ago; false, where there is none.
    bool pass_over_one(const time_type& now) {
        come_to(now);
        make_room_to_carry_out();
        for (std::size_t i = 0; i < state_.requests_waiting; ++i) {
            waiting_type& request = state_.requests[i];
            answer_type answer = state_.answer_to(deal_act::pass_over, request.by, request.event, now);
            const detail::consequence then = state_.on_overdue(answer, request);
            if (then == detail::consequence::none) continue;
            carry_out(answer, then, request);
            return true;
        }
        return false;
    }

    /// Does what a line of a log says was done.
    void repeat(const entry_type& line) {
        switch (line.what) {
            case deal_act::request:
            case deal_act::approve:
            case deal_act::refuse:
            case deal_act::withdraw:
                if (line.event) repeat_about(line, *line.event);
                break;
            case deal_act::delegate:
                if (line.role) delegate(line.who, line.other, *line.role, line.until, line.when);
                break;
            case deal_act::quote:
                add_quote(line.who, line.when);
                break;
            case deal_act::evaluate:
                evaluate(line.who, line.when);
                break;
            case deal_act::change_amount:
                change_amount(line.who, line.amount, line.when);
                break;
            case deal_act::pass_over:
                pass_over_one(line.when);
                break;
            case deal_act::move:
            case deal_act::lapse:
                break;
        }
    }
    void repeat_about(const entry_type& line, event_type event) {
        if (line.what == deal_act::request) request(line.who, event, line.when);
        if (line.what == deal_act::approve) approve(line.who, event, line.when);
        if (line.what == deal_act::refuse) refuse(line.who, event, line.when);
        if (line.what == deal_act::withdraw) withdraw(line.who, event, line.when);
    }
};

}  // namespace emptor
