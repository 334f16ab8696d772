// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How far each entity has come, by any rules.

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_plan.hpp>
#include <emptor/funnel/detail/counter_codec.hpp>
#include <emptor/funnel/detail/counter_engines.hpp>
#include <emptor/funnel/detail/gathering.hpp>
#include <emptor/funnel/detail/pursuit.hpp>
#include <emptor/funnel/detail/unit_result.hpp>
#include <emptor/funnel/marked_event.hpp>

namespace emptor::detail {

/// The engine that rules chosen at run time ask for.
template <class Ticks, class Rules, bool Chained>
class chosen_engine {
    using ordered = pursuit<Ticks, Rules, Chained>;
    using any_order = gathering<Ticks, Rules, Chained>;

public:
    using plan_type = attempt_plan<Ticks, Rules>;
    using result_type = unit_result<Ticks, Chained>;

    [[nodiscard]] bool in_order(Ticks at) const noexcept {
        return std::visit([&](const auto& engine) { return engine.in_order(at); }, engine_);
    }
    void count(const plan_type& plan, Ticks at, marked_event event) {
        if (plan.rules().unordered && !plan.rules().anchored && engine_.index() == 0)
            engine_.template emplace<any_order>();
        std::visit([&](auto& engine) { engine.count(plan, at, event); }, engine_);
    }
    void finish(const plan_type& plan) {
        std::visit([&](auto& engine) { engine.finish(plan); }, engine_);
    }
    [[nodiscard]] std::span<const result_type> results() const noexcept {
        return std::visit([](const auto& engine) { return engine.results(); }, engine_);
    }
    [[nodiscard]] bool open(const plan_type& plan, std::size_t result, Ticks now) const noexcept {
        return std::visit([&](const auto& engine) { return engine.open(plan, result, now); }, engine_);
    }

    [[nodiscard]] auto& either() noexcept { return engine_; }
    [[nodiscard]] const auto& either() const noexcept { return engine_; }

private:
    std::variant<ordered, any_order> engine_;
};

template <class Ticks, class Rules, bool Chained>
struct engine_for {
    using type = chosen_engine<Ticks, Rules, Chained>;
};
template <class Ticks, matching_rules Rules, bool Chained>
struct engine_for<Ticks, fixed_rules<Rules>, Chained> {
    using type = std::conditional_t<(Rules.unordered && !Rules.anchored), gathering<Ticks, fixed_rules<Rules>, Chained>,
                                    pursuit<Ticks, fixed_rules<Rules>, Chained>>;
};

/// The attempts of every entity, fed one event at a time; the same as `attempt_table` where any rule may be asked for.
///
/// What is counted is numbered apart from the entities: an entity may have several attempts, or none.
template <class Ticks, class Rules, bool Chained>
class attempt_book {
    using engine = typename engine_for<Ticks, Rules, Chained>::type;

public:
    using plan_type = attempt_plan<Ticks, Rules>;

    explicit attempt_book(plan_type plan) : plan_{std::move(plan)} {}

    [[nodiscard]] const plan_type& plan() const noexcept { return plan_; }
    [[nodiscard]] std::size_t entities() const noexcept { return entities_.size(); }

    void reserve(std::size_t entities) { entities_.reserve(entities); }

    /// Makes room for the entities up to and including this one.
    void admit(std::size_t entity) {
        if (entity >= entities_.size()) entities_.resize(entity + 1);
    }

    /// Adds the attempts of other entities, whose numbers follow.
    attempt_book& operator+=(const attempt_book& other) {
        entities_.insert(entities_.end(), other.entities_.begin(), other.entities_.end());
        return *this;
    }

    [[nodiscard]] bool in_order(std::size_t entity, Ticks at) const noexcept { return entities_[entity].in_order(at); }

    /// Counts an event that is in order.
    void count(std::size_t entity, Ticks at, marked_event event) { entities_[entity].count(plan_, at, event); }

    /// Settles everything: no event follows.
    void settle_all() {
        for (engine& each : entities_) each.finish(plan_);
    }

    /// One entity's attempts as they are if no event follows.
    [[nodiscard]] engine settled(std::size_t entity) const {
        engine each = entities_[entity];
        each.finish(plan_);
        return each;
    }

    /// What has been settled of an entity: one result, or one for each attempt or start.
    [[nodiscard]] auto results(std::size_t entity) const noexcept { return entities_[entity].results(); }

    /// A result that may yet improve after `now`.
    [[nodiscard]] bool open(std::size_t entity, std::size_t result, Ticks now) const noexcept {
        return entities_[entity].open(plan_, result, now);
    }

    /// What an entity takes, besides the memory of its attempts and results.
    static constexpr std::size_t bytes_an_entity = sizeof(engine);

    /// Settles for good what no event at `end` or later can change, and gives back its memory.
    void put_away(Ticks end) {
        for (engine& each : entities_) engine_access::settle(inner(each), plan_, end);
    }

    /// Forgets these entities, named in rising order; those after them move up.
    void erase(std::span<const std::size_t> gone) {
        std::size_t kept = 0;
        for (std::size_t entity = 0; entity < entities_.size(); ++entity) {
            if (!gone.empty() && gone.front() == entity) {
                gone = gone.subspan(1);
            } else {
                if (kept != entity) entities_[kept] = std::move(entities_[entity]);
                ++kept;
            }
        }
        entities_.resize(kept);
    }

    void write(counter_writer<Ticks>& out) const {
        for (const engine& each : entities_) engine_access::write(out, inner(each), plan_);
    }
    /// @param latest the time of the last event.
    void read(counter_reader<Ticks>& in, std::size_t entities, Ticks latest) {
        for (; entities > 0 && in.good(); --entities) {
            engine_access::read(in, inner(entities_.emplace_back()), plan_, latest);
        }
    }

private:
    template <class Engine>
    [[nodiscard]] static auto& inner(Engine& each) noexcept {
        if constexpr (requires { each.either(); }) {
            return each.either();
        } else {
            return each;
        }
    }

    plan_type plan_;
    std::vector<engine> entities_;
};

}  // namespace emptor::detail
