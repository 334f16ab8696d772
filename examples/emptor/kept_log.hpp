// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A log in memory, with what its events are to the question.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include <emptor/funnel/steps.hpp>

#include "attempts.hpp"
#include "gathered.hpp"
#include "journeys.hpp"
#include "key.hpp"
#include "log.hpp"
#include "options.hpp"
#include "progress.hpp"

namespace program {

/// What is asked of a log.
struct asked_log {
    step_names steps;
    std::function<looked_at(std::string_view)> look;  ///< what an event is by its text; not asked with a process
    journeys* through;                                ///< through a process; or null
};

/// The event in a text of the log, which may be a key of it and other fields.
[[nodiscard]] inline std::string_view event_in(std::string_view text, const funnel_options& options) {
    const bool is_key =
        !options.role.empty() || !options.agreed.empty() || (options.matching && !options.matching->hold.empty());
    return is_key ? key::fields_of_two(text).first : text;
}

/// Events that take these steps through a process.
[[nodiscard]] inline looked_at looked_at_steps(emptor::step_set taken, std::size_t steps) {
    return {.steps = taken, .returns = (taken.bits >> (steps - 1) & 1) != 0};
}

/// An event by its text.
[[nodiscard]] inline looked_at looked_at_text(const asked_log& asked, std::string_view text,
                                              const funnel_options& options) {
    looked_at found = asked.look(text);
    const std::string& returns = options.views.returns;
    found.returns =
        returns.empty() ? looked_at_steps(found.steps, asked.steps.size()).returns : event_in(text, options) == returns;
    return found;
}

struct kept_log {
    gathered_rows log;
    std::vector<looked_at> looked{};        ///< of each `what` of a row
    std::vector<emptor::step_set> steps{};  ///< the same, for who needs no more
    emptor::step_set arrival{};             ///< the steps that an entity takes by turning up
    std::vector<std::uint32_t> texts{};     ///< of each row the number of its text, where `what` is something else

    /// The number of the text of an entity's i-th row.
    [[nodiscard]] std::uint32_t text_of(std::size_t entity, std::size_t i) const {
        const std::size_t row = log.rows_before[entity] + i;
        return texts.empty() ? log.rows[row].what : texts[row];
    }
};

/// Lets every entity go through a process. From then on the rows that took the same steps have the same `what`.
inline void follow(journeys& through, const name_index& texts, std::size_t steps, bool needs_texts, kept_log& kept) {
    through.learn(texts);
    for (std::size_t entity = 0; entity < kept.log.entities(); ++entity) {
        kept.arrival = through.admit();
        for (event_row& row : kept.log.rows_of(entity)) {
            if (needs_texts) kept.texts.push_back(row.what);
            const emptor::step_set taken = through.count(entity, row.what);
            const auto known = std::find(kept.steps.begin(), kept.steps.end(), taken);
            row.what = static_cast<std::uint32_t>(known - kept.steps.begin());
            if (known != kept.steps.end()) continue;
            kept.steps.push_back(taken);
            kept.looked.push_back(looked_at_steps(taken, steps));
        }
    }
}

/// Reads the log, and looks at what is in it.
[[nodiscard]] inline kept_log keep(const asked_log& asked, const funnel_options& options, log_names& names,
                                   progress& shown) {
    kept_log kept{.log = read_whole(options, names, shown)};
    if (asked.through != nullptr) {
        follow(*asked.through, names.what, asked.steps.size(), options.views.next > 0, kept);
        return kept;
    }
    for (std::size_t number = 0; number < names.what.size(); ++number) {
        kept.looked.push_back(looked_at_text(asked, names.what[number], options));
        kept.steps.push_back(kept.looked.back().steps);
    }
    return kept;
}

}  // namespace program
