// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What `emptor funnel` is asked, checked and taken apart.

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include <emptor/funnel/on_refusal.hpp>

#include "failure.hpp"
#include "funnel_words.hpp"
#include "length.hpp"
#include "list.hpp"
#include "log_words.hpp"
#include "mapped_names.hpp"
#include "matching.hpp"
#include "options.hpp"
#include "views_words.hpp"
#include "wide_steps.hpp"

namespace program {

/// Refuses options that mean nothing beside another.
inline void exclude(std::string_view beside, std::initializer_list<std::pair<std::string_view, bool>> given) {
    for (const auto& [name, is_given] : given) {
        if (is_given) throw bad_usage(std::string{name} + " means nothing with " + std::string{beside});
    }
}

[[nodiscard]] inline emptor::refusal_effect refusal_effect_in(const std::string& text) {
    if (text.empty() || text == "ignore") return emptor::refusal_effect::ignore;
    if (text == "end_journey") return emptor::refusal_effect::end_journey;
    throw bad_usage("--on-refusal is " + in_quotes(text) + "; it must be \"ignore\" or \"end_journey\"");
}

/// What is asked for.
/// @throws failure that names the option which is missing, superfluous or wrong, and what is allowed.
[[nodiscard]] inline funnel_options checked(const funnel_words& said) {
    funnel_options options{};
    require_said(said.who, "--who", "the column that tells buyers apart");
    options.who = names_in("--who", said.who);
    if (!said.wide.empty()) {
        exclude("--wide", {{"--when", !said.when.empty()},
                           {"--what", !said.what.empty()},
                           {"--steps", !said.steps.empty()},
                           {"--within", !said.within.empty()},
                           {"--process", !said.process.empty()},
                           {"--presorted", said.presorted}});
        options.wide = wide_steps_in(said.wide);
    } else {
        require_said(said.when, "--when", "the column of times");
        require_said(said.what, "--what", "the column of events");
        if (said.process.empty())
            require_said(said.steps, "--steps", "the events that are the steps, first to last; at least one");
        if (!said.steps.empty()) options.steps = names_in("--steps", said.steps);
    }
    if (said.process.empty()) {
        for (const auto& [name, is_given] :
             std::initializer_list<std::pair<std::string_view, bool>>{{"--map", !said.map.empty()},
                                                                      {"--role", !said.role.empty()},
                                                                      {"--agreed", !said.agreed.empty()},
                                                                      {"--on-refusal", !said.on_refusal.empty()}}) {
            if (is_given) throw bad_usage(std::string{name} + " means nothing without --process");
        }
    }
    if (const std::size_t count = std::max(options.steps.size(), options.wide.size()); count > 64) {
        throw bad_usage("there are " + std::to_string(count) + " steps; a funnel has 1 to 64");
    }
    options.map = mapped_names_in(said.map);
    options.input = input_in(said);
    if (said.process == "-" && std::count(options.input.files.begin(), options.input.files.end(), "-") > 0) {
        throw bad_usage("standard input can be read once: it is the log or the process");
    }
    options.when = said.when;
    options.what = said.what;
    if (!said.within.empty()) options.within = length_in("--within", said.within);
    options.matching = matching_in(said.matching, options.steps, options.within);
    if (options.matching && (!said.wide.empty() || !said.process.empty())) {
        throw bad_usage("how events become attempts cannot be said with " +
                        std::string{said.wide.empty() ? "--process" : "--wide"} +
                        "; leave out --breaks-on and the like");
    }
    options.by = said.by;
    options.shows_groups = !said.by.empty();
    options.presorted = said.presorted;
    options.process = said.process;
    options.views = views_in(said.views, options);
    if (options.by.empty()) options.by = options.views.compare;
    options.role = said.role;
    options.agreed = said.agreed;
    options.on_refusal = refusal_effect_in(said.on_refusal);
    options.format = format_in(said);
    options.output = said.output;
    options.title = said.title;
    return options;
}

}  // namespace program
