// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Steps that are stages of a process, reached by legal moves only.

#include <string>
#include <vector>

#include <emptor/funnel/steps.hpp>
#include <emptor/funnel/through_model.hpp>

#include "answer.hpp"
#include "failure.hpp"
#include "journeys.hpp"
#include "known_process.hpp"
#include "log.hpp"
#include "messages.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "translation.hpp"
#include "words.hpp"

namespace program {

/// The stages that `--steps` names, or all that are not final.
[[nodiscard]] inline std::vector<emptor::model_stage> stages_in(const known_process& process,
                                                                const funnel_options& options) {
    std::vector<emptor::model_stage> stages;
    for (const std::string& step : options.steps) {
        const auto stage = called(process.stages, step);
        if (!stage) {
            const auto names = names_of(process.model, process.model.stages());
            const std::string near = hint(step, names);
            throw bad_usage("--steps names " + in_quotes(step) + ", which is no stage of " + process.shown + near +
                            (near.empty() ? "; its" : " Its") + " stages are " + listed(names));
        }
        stages.push_back(*stage);
    }
    if (!stages.empty()) return stages;
    for (const emptor::model_stage stage : process.model.stages()) {
        if (!process.model.is_final(stage)) stages.push_back(stage);
    }
    if (stages.size() > emptor::most_steps) {
        throw bad_usage("--steps is missing: " + process.shown + " has " + std::to_string(stages.size()) +
                        " stages that are not final, and a funnel has 1 to 64 steps");
    }
    return stages;
}

/// How many reached these stages, by moves that the process allows?
[[nodiscard]] inline answer ask_through(const known_process& process, const funnel_options& options, progress& shown) {
    const auto steps = emptor::through(process.model, stages_in(process, options));
    const translation translate{process, options};
    journeys through{steps, options.on_refusal, translate};
    log_names names;
    answer found = ask({.steps = emptor::steps(steps.names()), .look = {}, .through = &through}, options, names, shown);
    if (const auto unknown = translate.unknown_events(names); !unknown.empty()) {
        note(shown, "no event of " + process.shown + ", nor named by --map: " + listed(unknown, " and ", 12));
    }
    if (const auto unknown = translate.unknown_roles(names); !unknown.empty()) {
        note(shown, "no role of " + process.shown + ": " + listed(unknown, " and ", 12));
    }
    return found;
}

}  // namespace program
