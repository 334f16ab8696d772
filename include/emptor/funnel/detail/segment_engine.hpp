// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a span of time does to an entity, for the rules of a question.

#include <type_traits>
#include <utility>
#include <variant>

#include <emptor/funnel/detail/attempt_plan.hpp>
#include <emptor/funnel/detail/segment_chains.hpp>
#include <emptor/funnel/detail/segment_gathering.hpp>
#include <emptor/funnel/detail/unit_result.hpp>
#include <emptor/funnel/marked_event.hpp>
#include <emptor/funnel/matching_rules.hpp>

namespace emptor::detail {

/// The one that rules chosen at run time ask for.
template <class Ticks, class Rules>
class chosen_segment {
    using ordered = segment_chains<Ticks, Rules>;
    using any_order = segment_gathering<Ticks, Rules>;

public:
    using plan_type = attempt_plan<Ticks, Rules>;
    using result_type = unit_result<Ticks, false>;

    explicit chosen_segment(const plan_type& plan) : engine_{std::in_place_type<any_order>, plan} {
        if (!plan.rules().unordered) engine_.template emplace<ordered>(plan);
    }

    void count(const plan_type& plan, Ticks at, marked_event event) {
        std::visit([&](auto& engine) { engine.count(plan, at, event); }, engine_);
    }
    void then(const plan_type& plan, chosen_segment later) {
        std::visit([&]<class Engine>(Engine& engine) { engine.then(plan, std::move(std::get<Engine>(later.engine_))); },
                   engine_);
    }
    void finish(const plan_type& plan) {
        std::visit([&](auto& engine) { engine.finish(plan); }, engine_);
    }
    void rest(const plan_type& plan) {
        std::visit([&](auto& engine) { engine.rest(plan); }, engine_);
    }
    [[nodiscard]] const result_type& result() const {
        return std::visit([](const auto& engine) -> const result_type& { return engine.result(); }, engine_);
    }
    [[nodiscard]] bool open(const plan_type& plan, Ticks now) const {
        return std::visit([&](const auto& engine) { return engine.open(plan, now); }, engine_);
    }
    [[nodiscard]] bool same_as(const chosen_segment& other) const {
        return std::visit(
            [&]<class Engine>(const Engine& engine) { return engine.same_as(std::get<Engine>(other.engine_)); },
            engine_);
    }

private:
    std::variant<ordered, any_order> engine_;
};

template <class Ticks, class Rules>
struct segment_engine {
    using type = chosen_segment<Ticks, Rules>;
};
template <class Ticks, matching_rules Rules>
struct segment_engine<Ticks, fixed_rules<Rules>> {
    using type = std::conditional_t<Rules.unordered, segment_gathering<Ticks, fixed_rules<Rules>>,
                                    segment_chains<Ticks, fixed_rules<Rules>>>;
};

}  // namespace emptor::detail
