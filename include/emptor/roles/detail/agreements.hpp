// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The agreements a process asks for, each once.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include <emptor/process/enumerators.hpp>

namespace emptor::detail {

/// What `agreement` of a process that is a constant answers, without making it anew: a deal asks several times a step.
template <const auto& Process>
class agreements_of {
    using process_type = std::remove_cvref_t<decltype(Process)>;
    using stage_type = typename process_type::stage_type;
    using event_type = typename process_type::event_type;
    using agreement_type = typename process_type::agreement_type;

    static constexpr std::size_t events = enumerator_count<event_type>;
    static constexpr std::size_t cells = enumerator_count<stage_type> * events;
    static_assert(cells <= std::numeric_limits<std::uint16_t>::max(),
                  "emptor::deal: a process of at most 65535 pairs of a stage and an event");

    [[nodiscard]] static constexpr agreement_type at(std::size_t cell) {
        return Process.agreement(enumerators<stage_type>[cell / events], enumerators<event_type>[cell % events]);
    }

    struct numbering {
        std::array<std::uint16_t, cells> place{};  ///< of the agreement of each cell among all, from 1; 0: of no one
        std::array<std::uint16_t, cells> first{};  ///< by this place less 1, the first cell that has it
        std::size_t count{};
    };
    static constexpr numbering numbered = [] {
        numbering made;
        for (std::size_t cell = 0; cell < cells; ++cell) {
            if (Process.who_must_agree(enumerators<stage_type>[cell / events], enumerators<event_type>[cell % events])
                    .empty()) {
                continue;
            }
            std::size_t place = 0;
            while (place < made.count && !(at(made.first[place]) == at(cell))) ++place;
            if (place == made.count) made.first[made.count++] = static_cast<std::uint16_t>(cell);
            made.place[cell] = static_cast<std::uint16_t>(place + 1);
        }
        return made;
    }();
    static constexpr auto all = [] {
        std::array<agreement_type, numbered.count + 1> made{};
        for (std::size_t i = 0; i < numbered.count; ++i) made[i + 1] = at(numbered.first[i]);
        return made;
    }();

public:
    [[nodiscard]] static constexpr const agreement_type& of(stage_type stage, event_type event) noexcept {
        const std::size_t s = index_of(stage);
        const std::size_t e = index_of(event);
        const bool known = s < enumerator_count<stage_type> && e < events;
        return all[known ? numbered.place[s * events + e] : 0];
    }
};

}  // namespace emptor::detail
