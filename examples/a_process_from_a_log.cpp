// SPDX-License-Identifier: BSL-1.0
//
// From raw events to stages by rules that count what they took, and from the moves between stages to a process: how
// many of the log's paths it allows, what it leaves out, and how well the log follows it.
#include <cstddef>
#include <iomanip>
#include <iostream>
#include <string_view>
#include <vector>

#include <emptor/flow/conformance.hpp>
#include <emptor/flow/discover.hpp>
#include <emptor/flow/discovery_source.hpp>
#include <emptor/flow/paths.hpp>
#include <emptor/flow/stage_rules.hpp>
#include <emptor/process/mermaid.hpp>

#include "shop_log.hpp"

namespace {

// [README
using namespace emptor::question_words;

enum class step { looked, compared, bought, told };

constexpr emptor::stage_rules steps_of_buying{
    taken_as(step::looked, "visit", "search"),
    taken_as(step::compared, like("comp*")),
    taken_as(step::bought, "purchase"),
    taken_as(step::told, "review"),
};

void explain(const std::vector<visit>& visits) {
    const auto counted = steps_of_buying.count(visits, &visit::event);
    for (const auto& rule : counted.rules())
        std::cout << rule.stage << ": " << rule.taken << " of " << rule.rule << '\n';
    for (const auto& each : counted.unidentified_names(10)) {
        std::cout << "no step: " << each.times << " of " << each.name << '\n';
    }

    const auto paths = emptor::paths{}(visits, &visit::buyer, &visit::at, steps_of_buying.of(&visit::event)).counts;
    const emptor::discovery found = emptor::discover{.share = 0.05}.from(paths);
    std::cout << "\nits process allows " << found.fitting->taken() << " of " << found.fitting->chances()
              << " paths and " << found.covered().taken() << " of " << found.covered().chances() << " moves\n\n"
              << emptor::mermaid(found.process());
    for (const emptor::discovered_move& each : found.moves) {
        if (each.is_kept() || !each.from || !each.to) continue;
        std::cout << "left out: " << found.stages[*each.from].name << " -> " << found.stages[*each.to].name << ", "
                  << each.times << " times\n";
    }
}
// README]

}  // namespace

int main(int argc, char** argv) { return explain_log(argc, argv, explain); }
