// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The attempts of an entity by any rules: settled for good, and as bytes.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_plan.hpp>
#include <emptor/funnel/detail/counter_codec.hpp>
#include <emptor/funnel/detail/gathering.hpp>
#include <emptor/funnel/detail/pursuit.hpp>
#include <emptor/funnel/detail/unit_result.hpp>

namespace emptor::detail {

/// How many times the best attempt of an engine has, which took `level` of so many steps; 0 if none are asked for.
template <class Engine>
inline constexpr auto times_kept = [](std::size_t, std::size_t) -> std::size_t { return 0; };
template <class Ticks, class Rules>
inline constexpr auto times_kept<pursuit<Ticks, Rules, true>> =
    [](std::size_t steps, std::size_t level) -> std::size_t { return level == 0 ? 0 : steps; };
template <class Ticks, class Rules>
inline constexpr auto times_kept<gathering<Ticks, Rules, true>> =
    [](std::size_t, std::size_t level) -> std::size_t { return level; };

/// May look into the engines that count the attempts of an entity.
///
/// Bytes of any of them: whether it has seen an event, is over, has had a start (bits 0 to 2 of a byte); the time of
/// its last event; how many events it counted; the number of its results, and of each: its level, whether it is spoilt
/// and whether it is closed (bits 0 and 1), the event it started with, the steps it took, those it counts for and those
/// that any attempt took, where several steps may start an attempt the event among all, where exclusions after the last
/// step count the event it took that with, when it started and when it was done, the time at which each of the last was
/// first taken, and with times that of each step, of which a result of level 0 has none. Of an engine in order also:
/// how many events it had in all; the furthest step; the number of running attempts, and of each: where it stands and,
/// with times or where attempts may be undone, that of each step; the number of events held back, and of each: the
/// steps it takes, where it is excluded, and its two numbers. Of one in any order: where several may run, the number of
/// running attempts; of each: how many events it keeps, and of each: its time, its number, and the steps it takes.
struct engine_access {
    /// @name Settled for good: what no event at `end` or later can change is freed
    ///
    /// Attempts that a break or an excluded event may undo count when they have ended.
    /// @{
    template <class Ticks, class Rules, bool Chained>
    static void settle(pursuit<Ticks, Rules, Chained>& engine, const attempt_plan<Ticks, Rules>& plan, Ticks end) {
        if (!engine.seen_ || !(engine.now_ < end)) return;
        engine.settle(plan);
        if (plan.ends_session(engine.now_, end)) engine.end_attempts(plan);
        engine.live_.settle(plan, engine.now_, [&](std::size_t i) {
            const auto& each = engine.live_[i];
            if (plan.in_window(each.start, each.first, end, engine.counted_) &&
                !plan.too_late(each.level, each.last, end)) {
                return false;
            }
            if (plan.settles_late()) engine.note(plan, i);
            return true;
        });
        free_rest(engine.tick_);
    }

    template <class Ticks, class Rules, bool Chained>
    static void settle(gathering<Ticks, Rules, Chained>& engine, const attempt_plan<Ticks, Rules>& plan, Ticks end) {
        if (!engine.seen_ || !(engine.now_ < end)) return;
        if (plan.ends_session(engine.now_, end)) engine.end_session(plan);
        engine.expire(plan, end);
        free_rest(engine.running_);
        for (auto& each : engine.running_) free_rest(each);
    }
    /// @}

    template <class Ticks, class Rules, bool Chained>
    static void write(counter_writer<Ticks>& out, const pursuit<Ticks, Rules, Chained>& engine,
                      const attempt_plan<Ticks, Rules>& plan) {
        write_common(out, engine, plan, !engine.results_.empty(), engine.counted_);
        out.varint(engine.events_);
        out.varint(engine.furthest_);
        out.varint(static_cast<std::uint64_t>(
            std::ranges::count_if(engine.live_, [](const auto& each) { return !each.dead; })));
        for (std::size_t i = 0; i < engine.live_.size(); ++i) {
            const auto& each = engine.live_[i];
            if (each.dead) continue;
            out.byte((each.spoilt ? 1U : 0U) | (each.exempt ? 2U : 0U));
            out.byte(each.level);
            for (const std::uint64_t number :
                 {each.first, each.begun, each.latest, each.taken, each.used, std::uint64_t{each.result}}) {
                out.varint(number);
            }
            out.time(each.start);
            out.time(each.last);
            if (const Ticks* const times = engine.live_.chain(plan, i)) {
                each_step(each.taken, plan, each.level, [&](std::size_t k) { out.time(times[k]); });
            }
        }
        out.varint(engine.tick_.size());
        for (const tick_row& row : engine.tick_) {
            for (const std::uint64_t number : {row.taken, row.excludes, row.event, row.number}) out.varint(number);
        }
    }

    template <class Ticks, class Rules, bool Chained>
    static void read(counter_reader<Ticks>& in, pursuit<Ticks, Rules, Chained>& engine,
                     const attempt_plan<Ticks, Rules>& plan, Ticks latest) {
        const std::size_t steps = plan.steps();
        static_cast<void>(read_common(in, engine, plan, latest, engine.counted_));
        engine.events_ = in.varint("the number of events of an entity");
        engine.furthest_ = static_cast<std::size_t>(in.up_to("the furthest step", steps));
        for (std::size_t left = in.count("the number of attempts"); left > 0 && in.good(); --left) {
            const std::size_t at = in.offset();
            live_attempt<Ticks> each;
            const std::uint64_t there = in.up_to("the kind of an attempt", 3);
            each.spoilt = (there & 1U) != 0;
            each.exempt = (there & 2U) != 0;
            each.level = static_cast<std::uint8_t>(in.up_to("the level of an attempt", steps));
            each.first = in.varint("the event an attempt started with");
            each.begun = in.varint("the event an attempt started with");
            each.latest = in.varint("the last event of an attempt");
            each.taken = in.steps("the steps of an attempt", steps);
            each.used = in.varint("the events of an attempt");
            each.result = static_cast<std::uint32_t>(in.varint("what an attempt counts for"));
            each.start = in.time("the start of an attempt");
            each.last = in.time("the last time of an attempt");
            const auto level = static_cast<std::size_t>(
                plan.rules().anchored ? std::popcount(each.taken) : static_cast<int>(std::bit_width(each.taken)));
            if (each.level == 0 || level != each.level || each.result >= engine.results_.size() ||
                each.last < each.start || engine.now_ < each.last) {
                in.refuse("there is no such attempt", at);
                return;
            }
            if (Ticks* const own = engine.live_.restore(plan, each)) {
                each_step(each.taken, plan, each.level, [&](std::size_t k) { own[k] = in.time("the time of a step"); });
            }
        }
        for (std::size_t left = in.count("the number of events held back"); left > 0 && in.good(); --left) {
            tick_row& row = engine.tick_.emplace_back();
            row.taken = in.steps("the steps of an event", steps);
            row.excludes = in.varint("where an event is excluded");
            row.event = in.varint("the number of an event");
            row.number = in.varint("the number of an event");
        }
    }

    template <class Ticks, class Rules, bool Chained>
    static void write(counter_writer<Ticks>& out, const gathering<Ticks, Rules, Chained>& engine,
                      const attempt_plan<Ticks, Rules>& plan) {
        write_common(out, engine, plan, false, engine.events_);
        const bool one = engine.slides(plan);
        if (!one) out.varint(engine.running_.size() - engine.begin_);
        if (one && engine.running_.empty()) out.varint(0);
        for (std::size_t i = engine.begin_; i < engine.running_.size(); ++i) {
            out.varint(engine.running_[i].size());
            for (const auto& each : engine.running_[i]) {
                out.time(each.at);
                out.varint(each.event);
                out.varint(each.taken);
            }
        }
    }

    template <class Ticks, class Rules, bool Chained>
    static void read(counter_reader<Ticks>& in, gathering<Ticks, Rules, Chained>& engine,
                     const attempt_plan<Ticks, Rules>& plan, Ticks latest) {
        static_cast<void>(read_common(in, engine, plan, latest, engine.events_));
        const std::size_t start = in.offset();
        const bool one = engine.slides(plan);
        std::size_t attempts = one ? 1 : in.count("the number of attempts");
        if (!one && attempts > 0 && engine.results_.empty()) in.refuse("there are no such attempts", start);
        for (; attempts > 0 && in.good(); --attempts) {
            auto& kept = engine.running_.emplace_back();
            const std::size_t begin = in.offset();
            std::size_t left = in.count("the number of events kept");
            if (one && left == 0) {
                engine.running_.clear();
                return;
            }
            if (left == 0 || left >= plan.steps() || engine.results_.empty()) {
                in.refuse("so many events are not kept", begin);
            }
            for (; left > 0 && in.good(); --left) {
                auto& each = kept.emplace_back();
                each.at = in.time("the time of an event");
                each.event = in.varint("the number of an event");
                each.taken = in.steps("the steps of an event", plan.steps());
                if (engine.now_ < each.at || (kept.size() > 1 && each.at < kept[kept.size() - 2].at)) {
                    in.refuse("the events kept are not in order", begin);
                }
            }
            if (in.good() && !engine.independent(kept, kept.size())) {
                in.refuse("the events kept cannot take a step each", begin);
            }
        }
    }

    /// @name The same of an engine that rules chosen at run time ask for; its bytes begin with which of the two it is
    /// @{
    template <class Ordered, class AnyOrder, class Plan, class Ticks>
    static void settle(std::variant<Ordered, AnyOrder>& engine, const Plan& plan, Ticks end) {
        std::visit([&](auto& each) { settle(each, plan, end); }, engine);
    }

    template <class Ticks, class Ordered, class AnyOrder, class Plan>
    static void write(counter_writer<Ticks>& out, const std::variant<Ordered, AnyOrder>& engine, const Plan& plan) {
        out.byte(engine.index());
        std::visit([&](const auto& each) { write(out, each, plan); }, engine);
    }

    template <class Ticks, class Ordered, class AnyOrder, class Plan>
    static void read(counter_reader<Ticks>& in, std::variant<Ordered, AnyOrder>& engine, const Plan& plan,
                     Ticks latest) {
        const bool any_order = plan.rules().unordered && !plan.rules().anchored;
        if (in.up_to("the kind of an entity's engine", any_order ? 1 : 0) == 1) engine.template emplace<AnyOrder>();
        std::visit([&](auto& each) { read(in, each, plan, latest); }, engine);
    }
    /// @}

private:
    /// Gives back the memory of what was left out.
    template <class Of>
    static void free_rest(std::vector<Of>& all) {
        if (all.size() == all.capacity()) return;
        all = std::vector<Of>(all.begin(), all.end());
    }

    /// Steps whose time an attempt knows.
    template <class Plan, class Use>
    static void each_step(std::uint64_t taken, const Plan& plan, std::size_t level, Use use) {
        if (plan.rules().anchored) taken = ~std::uint64_t{} >> (most_steps - level);  // in the order they were taken
        for (; taken != 0; taken &= taken - 1) use(static_cast<std::size_t>(std::countr_zero(taken)));
    }

    template <class Ticks, class Engine, class Plan>
    static void write_common(counter_writer<Ticks>& out, const Engine& engine, const Plan& plan, bool started,
                             std::uint64_t counted) {
        out.byte((engine.seen_ ? 1U : 0U) | (engine.over_ ? 2U : 0U) | (started ? 4U : 0U));
        if (engine.seen_) out.time(engine.now_);
        out.varint(counted);
        out.varint(engine.results_.size());
        for (const auto& result : engine.results_) {
            out.byte(result.level);
            out.byte((result.spoilt ? 1U : 0U) | (result.closed ? 2U : 0U));
            for (const std::uint64_t number : {result.first, result.taken, result.reached, result.met}) {
                out.varint(number);
            }
            if (!std::has_single_bit(plan.starts())) out.varint(result.begun);
            if (plan.trails()) out.varint(result.latest);
            out.time(result.start);
            out.time(result.done);
            for (std::uint64_t rest = result.met; rest != 0; rest &= rest - 1) {
                out.time(result.first_times[static_cast<std::size_t>(std::countr_zero(rest))]);
            }
            if (result.best_times.empty()) continue;
            each_step(result.taken, plan, result.level, [&](std::size_t k) { out.time(result.best_times[k]); });
        }
    }

    /// @returns the flags.
    template <class Ticks, class Engine, class Plan>
    static std::uint64_t read_common(counter_reader<Ticks>& in, Engine& engine, const Plan& plan, Ticks latest,
                                     std::uint64_t& counted) {
        const std::size_t steps = plan.steps();
        const std::uint64_t there = in.up_to("the kind of an entity's state", 7);
        engine.seen_ = (there & 1U) != 0;
        engine.over_ = (there & 2U) != 0;
        if (engine.seen_) in.rising({&engine.now_, 1}, latest, "the time of an entity's last event");
        counted = in.varint("the number of events of an entity");
        const std::size_t begin = in.offset();
        const std::size_t count = in.count("the number of results");
        if (count > 1 && plan.rules().each == counted_unit::entity) in.refuse("an entity has one result", begin);
        for (std::size_t i = 0; i < count && in.good(); ++i) {
            const std::size_t at = in.offset();
            auto& result = engine.results_.emplace_back();
            result.level = static_cast<std::uint8_t>(in.up_to("the level of a result", steps));
            const std::uint64_t flags = in.up_to("whether a result is spoilt", plan.trails() ? 3 : 1);
            result.spoilt = (flags & 1U) != 0;
            result.closed = (flags & 2U) != 0;
            result.first = in.varint("the event a result started with");
            result.taken = in.steps("the steps of a result", steps);
            result.reached = in.steps("the steps of a result", steps);
            result.met = in.steps("the steps of a result", steps);
            if (!std::has_single_bit(plan.starts())) result.begun = in.varint("the event a result started with");
            if (plan.trails()) result.latest = in.varint("the last event of a result");
            result.start = in.time("the start of a result");
            result.done = in.time("the end of a result");
            result.over = plan.rules().each != counted_unit::entity && result.level == steps;
            if (result.level > 0 && (latest < result.start || latest < result.done))
                in.refuse("a result is later than every event", at);
            if (result.met != 0) result.first_times.resize(steps);
            for (std::uint64_t rest = result.met; rest != 0 && in.good(); rest &= rest - 1) {
                result.first_times[static_cast<std::size_t>(std::countr_zero(rest))] = in.time("the time of a step");
            }
            if (static_cast<std::size_t>(std::bit_width(result.taken)) != result.level) {
                in.refuse("a result has other steps than its level", at);
            }
            result.best_times.resize(times_kept<Engine>(steps, result.level));
            if (!in.good() || result.best_times.empty()) continue;
            each_step(result.taken, plan, result.level,
                      [&](std::size_t k) { result.best_times[k] = in.time("the time of a step"); });
        }
        return there;
    }
};

}  // namespace emptor::detail
