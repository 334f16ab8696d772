// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How far entities are in a pattern.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/pattern_arrivals.hpp>
#include <emptor/funnel/detail/pattern_gates.hpp>
#include <emptor/funnel/detail/pattern_plan.hpp>
#include <emptor/funnel/detail/pattern_trace.hpp>

namespace emptor::detail {

/// What is known of one entity.
template <class Ticks>
struct pattern_result {
    bool matched{};
    std::uint64_t count{};
    std::vector<Ticks> times{};
};

/// An automaton an entity, all at once: a bit for each place of the pattern the entity can be at, and for each timed
/// place when it came there.
///
/// Why that is exact, without ever going back. Of all ways to fill the places with events, in order, let P be the first
/// in lexicographic order: the one that a search finds which tries the earliest event for each place first, and goes
/// back where it gets stuck. Suppose that some way Q ends before P. P takes the earlier event where the two part, so
/// behind that there is a place to which P takes p, before the q of Q, and to the next one p', after the q' of Q. But
/// q' may follow p, too: the interval of time that holds the longer time from p to p' and that from q to q' holds the
/// one from p to q', which lies between them. So P up to p, and Q from q' on, is a way before P: there is no such Q.
/// Therefore
/// - a match can be counted, and the search begun anew behind it, at the first moment at which some way ends;
/// - of all ways to a place the first is the one that arrives first, so only one path a place need be kept, but where
///   its time may run out (see `pattern_keeping`);
/// - the longest beginning of a match is the one that first reached the furthest place.
/// A condition `!=` is no interval: there a match that ends first is counted.
///
/// Work an event: O(1) words, and O(1) amortised for each timed place the entity is at.
template <class Ticks, bool Traced>
class pattern_states {
public:
    pattern_states(const pattern_plan& plan, pattern_gates<Ticks> gates)
        : plan_{plan},
          gates_{std::move(gates)},
          start_{~plan.timed & 1},
          stops_{Traced ? ~std::uint64_t{} : plan.timed | plan.goal()},
          always_{plan.events == 0 || start_ == 0 ? ~std::uint64_t{} : 0} {
        if (plan_.conditions <= tabled) {
            for (std::uint64_t set = 0; set < std::uint64_t{1} << plan_.conditions; ++set) table_[set] = gather(set);
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return states_.size(); }

    void reserve(std::size_t entities) {
        states_.reserve(entities);
        moments_.reserve(entities * gates_.moments());
        lists_.reserve(entities * gates_.lists());
        if constexpr (Traced) traces_.reserve(entities);
    }

    void clear() noexcept {
        states_.clear();
        moments_.clear();
        lists_.clear();
        traces_.clear();
    }

    /// Makes room for one more entity.
    void add() {
        moments_.resize((size() + 1) * gates_.moments());
        lists_.resize((size() + 1) * gates_.lists());
        if constexpr (Traced) traces_.resize(size() + 1, pattern_trace<Ticks>{plan_});
        states_.push_back({.at = start_});
    }

    /// Counts an event that meets these conditions; one that meets none is passed by.
    /// @return false, and nothing done, for an event that is older than the entity's last one.
    bool count(std::size_t entity, Ticks now, std::uint64_t conditions) {
        state& of = states_[entity];
        if (now < of.last) [[unlikely]]
            return false;
        of.last = now;
        // Between places where something is to be done, an event is a few operations on words, whatever it meets.
        const std::uint64_t arrived = (of.at & taken_by(conditions)) << 1;
        if (((arrived | of.held | always_) & stops_) == 0) [[likely]] {
            of.at = (of.at & (conditions == 0 ? ~std::uint64_t{} : plan_.waits)) | arrived;
        } else if (conditions != 0) {
            stop(entity, of, now, conditions);
        }
        return true;
    }

    [[nodiscard]] pattern_result<Ticks> result(std::size_t entity) const {
        const state& of = states_[entity];
        pattern_result<Ticks> result{.count = of.count};
        const bool ends = of.ends != 0;
        const bool done = (plan_.events == 0 ? of.met == 0 : ends) && ends_here();
        if (ends && done) ++result.count;
        result.matched = done || result.count != 0;
        if constexpr (Traced) {
            result.times = traces_[entity].found();
            if (of.count == 0 && ends && done) {
                const std::size_t led = plan_.named_before(plan_.events);
                const auto& list = lists_[list_of(entity, plan_.events)];
                const auto times = list.led_to(list.size(led) - 1, led);
                result.times.assign(times.begin(), times.end());
            }
        }
        return result;
    }

    /// Takes over an entity of others.
    void add(const pattern_states& from, std::size_t entity) {
        const auto copy = [&](auto& to, const auto& source, std::size_t each) {
            const auto begin = source.begin() + static_cast<std::ptrdiff_t>(entity * each);
            to.insert(to.end(), begin, begin + static_cast<std::ptrdiff_t>(each));
        };
        copy(moments_, from.moments_, gates_.moments());
        copy(lists_, from.lists_, gates_.lists());
        if constexpr (Traced) copy(traces_, from.traces_, 1);
        states_.push_back(from.states_[entity]);
    }

    /// Whether an entity here is where one of others is.
    [[nodiscard]] bool equal(std::size_t entity, const pattern_states& others, std::size_t other) const {
        const auto same = [&](const auto& a, const auto& b, std::size_t each) {
            return std::equal(a.begin() + static_cast<std::ptrdiff_t>(entity * each),
                              a.begin() + static_cast<std::ptrdiff_t>((entity + 1) * each),
                              b.begin() + static_cast<std::ptrdiff_t>(other * each));
        };
        if constexpr (Traced) {
            if (!(traces_[entity] == others.traces_[other])) return false;
        }
        return states_[entity] == others.states_[other] && same(moments_, others.moments_, gates_.moments()) &&
               same(lists_, others.lists_, gates_.lists());
    }

private:
    static constexpr std::size_t tabled = 6;

    struct state {
        std::uint64_t at{};    // the places the entity can be at
        std::uint64_t held{};  // the timed places it has come to
        Ticks last{std::numeric_limits<Ticks>::lowest()};
        std::uint64_t count : 62 {};  // matches so far
        std::uint64_t met : 1 {};     // some event met a condition; only where the pattern has no events
        std::uint64_t ends : 1 {};    // the last event led to the end, where some time has to pass

        friend bool operator==(const state&, const state&) noexcept = default;
    };

    [[nodiscard]] static std::size_t place_of(std::uint64_t bits) noexcept {
        return static_cast<std::size_t>(std::countr_zero(bits));
    }
    [[nodiscard]] std::size_t list_of(std::size_t entity, std::size_t place) const noexcept {
        return entity * gates_.lists() + gates_.at(place).store;
    }
    [[nodiscard]] std::size_t moment_of(std::size_t entity, std::size_t place) const noexcept {
        return entity * gates_.moments() + gates_.at(place).store;
    }

    [[nodiscard]] std::uint64_t gather(std::uint64_t conditions) const noexcept {
        std::uint64_t places = plan_.any;
        for (; conditions != 0; conditions &= conditions - 1) places |= plan_.takes[place_of(conditions)];
        return places;
    }
    /// The places that an event leads on from.
    [[nodiscard]] std::uint64_t taken_by(std::uint64_t conditions) const noexcept {
        return plan_.conditions <= tabled ? table_[conditions] : gather(conditions);
    }

    /// Whether no event need follow at the end: as if no time had passed.
    [[nodiscard]] bool ends_here() const noexcept {
        return !plan_.is_timed(plan_.events) || gates_.at(plan_.events).range.holds({});
    }

    void restart(std::size_t entity, state& of) noexcept {
        of.at = start_;
        while (of.held != 0) drop(entity, of, place_of(of.held));
    }

    /// Forgets when the entity came to a timed place.
    void drop(std::size_t entity, state& of, std::size_t place) noexcept {
        of.held &= ~(std::uint64_t{1} << place);
        if (is_listed(place)) lists_[list_of(entity, place)].clear();
    }

    [[nodiscard]] bool is_listed(std::size_t place) const noexcept {
        const pattern_keeping keeping = gates_.at(place).keeping;
        return Traced || keeping == pattern_keeping::all || keeping == pattern_keeping::two;
    }

    /// The entity comes to a timed place.
    void arrive(std::size_t entity, state& of, std::size_t place, Ticks now, std::span<const Ticks> led = {}) {
        const std::uint64_t bit = std::uint64_t{1} << place;
        const pattern_gate<Ticks>& gate = gates_.at(place);
        const bool first = (of.held & bit) == 0;
        of.held |= bit;
        if (is_listed(place)) {
            auto& list = lists_[list_of(entity, place)];
            const std::size_t size = list.size(led.size());
            const bool full = (gate.keeping == pattern_keeping::first && size == 1) ||
                              (gate.keeping == pattern_keeping::two && size == 2);
            if (full || (size != 0 && list.at(size - 1, led.size()) == now)) return;
            list.push(now, led);
        } else if (first || gate.keeping == pattern_keeping::last) {
            moments_[moment_of(entity, place)] = now;
        }
    }

    /// Whether the entity can leave a timed place now that it has come to.
    [[nodiscard]] bool leaves(std::size_t entity, state& of, std::size_t place, Ticks now) {
        const auto& range = gates_.at(place).range;
        const std::uint64_t bit = std::uint64_t{1} << place;
        if (!is_listed(place)) {
            const auto time = elapsed_ticks(moments_[moment_of(entity, place)], now);
            if (range.too_long(time)) of.held &= ~bit;
            return range.holds(time);
        }
        auto& list = lists_[list_of(entity, place)];
        const std::size_t led = Traced ? plan_.named_before(place) : 0;
        while (!list.empty() && !range.unequal && range.too_long(elapsed_ticks(list.at(0, led), now))) list.pop(led);
        if (list.empty()) of.held &= ~bit;
        const std::size_t choices = std::min<std::size_t>(list.size(led), range.unequal ? 2 : 1);
        for (std::size_t choice = 0; choice < choices; ++choice) {
            if (!range.holds(elapsed_ticks(list.at(choice, led), now))) continue;
            if constexpr (Traced) traces_[entity].set_path(plan_, place, list.led_to(choice, led));
            return true;
        }
        return false;
    }

    /// Counts an event where more is to be done than to go on.
    void stop(std::size_t entity, state& of, Ticks now, std::uint64_t conditions) {
        of.met = 1;
        if (plan_.events == 0) return count_nothing(entity, of, now);
        std::uint64_t at = of.at;
        if (plan_.timed != 0) at = pass(entity, of, now);
        const std::uint64_t arrived = (at & taken_by(conditions)) << 1;
        if constexpr (Traced) trace(entity, of, at, arrived, now);
        const std::uint64_t timed = arrived & plan_.timed & ~(at & plan_.waits);
        of.at = (at & plan_.waits) | (arrived & ~plan_.timed);
        of.ends = (timed & plan_.goal()) != 0 ? 1 : 0;
        if ((of.at & plan_.goal()) != 0) {
            ++of.count;
            restart(entity, of);
        } else if constexpr (!Traced) {
            for (std::uint64_t rest = timed; rest != 0; rest &= rest - 1) arrive(entity, of, place_of(rest), now);
        }
    }

    /// The places the entity can be at when an event comes, those included that it can leave now for its time.
    [[nodiscard]] std::uint64_t pass(std::size_t entity, state& of, Ticks now) {
        if ((plan_.timed & 1) != 0) arrive(entity, of, 0, now);
        std::uint64_t at = of.at;
        for (std::uint64_t rest = of.held & ~of.at; rest != 0; rest &= rest - 1) {
            const std::uint64_t bit = rest & (~rest + 1);
            if (!leaves(entity, of, place_of(rest), now)) continue;
            at |= bit;
            if ((plan_.waits & bit) != 0) drop(entity, of, place_of(rest));  // it stays there from now on
        }
        if ((at & plan_.goal()) == 0) return at;
        if constexpr (Traced) {
            if (of.count == 0) traces_[entity].find(traces_[entity].path(plan_, plan_.events));
        }
        ++of.count;
        restart(entity, of);
        if ((plan_.timed & 1) == 0) return of.at;
        arrive(entity, of, 0, now);
        return leaves(entity, of, 0, now) ? 1 : 0;
    }

    /// Follows the events that lead an entity on.
    void trace(std::size_t entity, state& of, std::uint64_t at, std::uint64_t arrived, Ticks now) {
        pattern_trace<Ticks>& trace = traces_[entity];
        const std::uint64_t stays = at & plan_.waits;
        while (arrived != 0) {  // the furthest first: each begins with the path to the place before it
            const auto place = static_cast<std::size_t>(std::bit_width(arrived)) - 1;
            const std::uint64_t bit = std::uint64_t{1} << place;
            arrived ^= bit;
            if ((stays & bit) != 0) continue;  // who came first goes first
            const std::span<const Ticks> path = trace.extend(plan_, place, now);
            if (of.count == 0 && path.size() > trace.found().size()) trace.find(path);
            if (bit == plan_.goal() && of.count == 0 && !plan_.is_timed(place)) trace.find(path);
            if (plan_.is_timed(place)) arrive(entity, of, place, now, path);
        }
    }

    /// A pattern without events: each event is a match of its own, or the end of one by its time.
    void count_nothing(std::size_t entity, state& of, Ticks now) {
        if (ends_here()) {
            ++of.count;
            return;
        }
        arrive(entity, of, 0, now);
        if (!leaves(entity, of, 0, now)) return;
        ++of.count;
        restart(entity, of);
        arrive(entity, of, 0, now);
    }

    pattern_plan plan_;
    pattern_gates<Ticks> gates_;
    std::uint64_t start_;   // where a search begins
    std::uint64_t stops_;   // the places where more is to be done than to go on
    std::uint64_t always_;  // all bits where each event is such a place
    std::array<std::uint64_t, std::size_t{1} << tabled> table_{};
    std::vector<state> states_;
    std::vector<Ticks> moments_;
    std::vector<pattern_arrivals<Ticks>> lists_;
    std::vector<pattern_trace<Ticks>> traces_;
};

}  // namespace emptor::detail
