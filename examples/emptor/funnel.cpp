// SPDX-License-Identifier: BSL-1.0
#include "funnel.hpp"

#include <cstdint>
#include <string>

#include "account.hpp"
#include "answer.hpp"
#include "events.hpp"
#include "funnel_question.hpp"
#include "known_process.hpp"
#include "messages.hpp"
#include "options.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "render.hpp"
#include "through.hpp"
#include "wide.hpp"

namespace program {

namespace {

/// Says on standard error what a report in this format has no place for: nothing is left out in silence.
void note_what_is_not_shown(const answer& found, const funnel_options& options, progress& shown) {
    const funnel_answer& report = found.views.funnel;
    if (options.format == format::csv && report.out_of_order() > 0) {
        note(shown, std::to_string(report.out_of_order()) + " of " + std::to_string(report.events()) +
                        " events were out of order, and " +
                        (report.totals().sorted ? "were put in order" : "were left out"));
    }
    if (!found.account || options.format == format::text || options.format == format::json) return;
    const account_type& account = *found.account;
    std::uint64_t refused = 0;
    for (const auto& move : account.refused()) refused += move.count;
    note(shown, "of " + std::to_string(account.events()) + " events " + std::to_string(account.moved()) +
                    " moved a buyer, " + std::to_string(refused) + " were refused and " +
                    std::to_string(account.unknown()) + " are unknown to the process; --format text or json says more");
}

}  // namespace

void run_funnel(const funnel_words& said) {
    const funnel_options options = checked(said);
    progress shown;
    const auto ask_it = [&] {
        if (!options.wide.empty()) return ask_wide(options, shown);
        return options.matching ? ask_by_rules(options, shown) : ask_events(options, shown);
    };
    std::string text;
    if (options.process.empty()) {
        const answer found = ask_it();
        note_what_is_not_shown(found, options, shown);
        text = rendered(found.views, options);
    } else {
        const known_process process = process_called("--process", options.process);
        const answer found = ask_through(process, options, shown);
        note_what_is_not_shown(found, options, shown);
        text = with_account(rendered(found.views, options), *found.account, process.model, options.format);
    }
    put(options.output, text);
}

}  // namespace program
