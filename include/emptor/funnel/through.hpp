// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where process meets funnel: the stages of a process as steps, reached by legal moves only.

#include <array>
#include <concepts>
#include <cstddef>
#include <ranges>
#include <span>
#include <type_traits>
#include <vector>

#include <emptor/funnel/detail/stage_steps.hpp>
#include <emptor/funnel/process_report.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/process/process.hpp>

namespace emptor {

/// The stages of a process as steps. Made by `through`.
///
/// Every event is applied to its entity's journey. A step is taken by entering its stage with a legal move; the start
/// of the process is entered by turning up. Going back never lowers the furthest stage. What a refused move does is
/// said by `on_refusal`.
template <const auto& Process>
class process_steps : public detail::stage_steps<detail::constant_guide<Process>> {
    using base = detail::stage_steps<detail::constant_guide<Process>>;

public:
    using typename base::stage_type;

    /// @throws std::invalid_argument for no stages, more than 64, or one that is no enumerator; in a constant
    /// expression it does not compile.
    constexpr explicit process_steps(std::span<const stage_type> stages) : base{{}, stages} {}

    /// Calls `use` with the position of each step, counted from 0, and its stage.
    template <class Use>
    constexpr void visit(Use use) const {
        for (std::size_t k = 0; k < this->size(); ++k) use(k, this->stage(k));
    }
};

inline namespace question_words {

/// The steps of a funnel are stages of this process, entered by legal moves.
/// @tparam Process a constant with a name, `inline constexpr` in a header.
template <const auto& Process, std::same_as<typename std::remove_cvref_t<decltype(Process)>::stage_type>... Stages>
[[nodiscard]] constexpr auto through(Stages... stages) {
    static_assert(sizeof...(Stages) >= 1 && sizeof...(Stages) <= most_steps,
                  "emptor::through: a funnel has 1 to 64 steps");
    const std::array<typename std::remove_cvref_t<decltype(Process)>::stage_type, sizeof...(Stages)> steps{stages...};
    return process_steps<Process>{steps};
}

/// The same from stages that are chosen when the program runs.
/// @throws std::invalid_argument for none, more than 64, or one that is no stage of the process.
template <const auto& Process, std::ranges::input_range Range>
    requires std::same_as<std::ranges::range_value_t<Range>,
                          typename std::remove_cvref_t<decltype(Process)>::stage_type>
[[nodiscard]] auto through(Range&& stages) {
    std::vector<std::ranges::range_value_t<Range>> steps;
    for (const auto stage : stages) steps.push_back(stage);
    return process_steps<Process>{steps};
}

}  // namespace question_words
}  // namespace emptor
