// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where the entities of a log are in a process.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/funnel/on_refusal.hpp>
#include <emptor/funnel/process_report.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/through_model.hpp>

#include "name_index.hpp"
#include "translation.hpp"

namespace program {

/// The journey of every entity through a process: the steps that an event takes depend on those before it. Entities
/// have numbers 0, 1, 2, ... in the order in which they turn up.
class journeys {
    using tracker_type = emptor::model_steps::tracker;

public:
    journeys(const emptor::model_steps& steps, emptor::refusal_effect effect, const translation& translate)
        : tracker_{steps, effect}, translate_{&translate} {}

    /// Looks at the texts of events that are new.
    void learn(const name_index& texts) {
        while (seen_.size() < texts.size()) seen_.push_back((*translate_)(texts[seen_.size()]));
    }

    /// The steps that the next entity takes by turning up.
    [[nodiscard]] emptor::step_set admit() { return tracker_.admit(entities_++); }

    /// The steps that an entity takes by its next event in order of time.
    /// @param what the number of the event's text, which was learnt.
    [[nodiscard]] emptor::step_set count(std::size_t entity, std::uint32_t what) {
        return tracker_.count(entity, seen_[what]);
    }

    /// The report with what became of the events.
    template <class Elapsed>
    [[nodiscard]] auto report(emptor::funnel_report<Elapsed> counted) const {
        return tracker_.report(std::move(counted));
    }

private:
    tracker_type tracker_;
    const translation* translate_;
    std::vector<emptor::model_steps::seen_type> seen_;  // of each text
    std::size_t entities_{};
};

}  // namespace program
