// SPDX-License-Identifier: BSL-1.0

/// @file
/// Funnels, flows, hand-overs and attribution from event logs, and the processes behind them, at the command line.
///
///     emptor funnel shop.csv --who buyer --when time --what event --steps visit,search,purchase --within 7d
///     emptor funnel shop.csv --who buyer --when time --what event --steps visit,purchase --trend week --output f.html
///     emptor flow shop.csv --who buyer --when time --what event --output flow.svg
///     emptor attribute touches.csv --who person --when time --channel channel --converted bought
///     emptor handover purchases.csv --who case --when time --role role
///     emptor discover shop.csv --who buyer --when time --what event --at-least 5%
///     emptor process five_stage
///
/// Each command stands in emptor/: `declare_funnel.hpp` explains what may be asked, `funnel_question.hpp` checks it,
/// `funnel.cpp` asks it of the library (by `events.hpp`, `through.hpp` or `wide.hpp`), `render.cpp` writes the answer;
/// the others likewise, in fewer files.

#include <cstdio>
#include <exception>
#include <new>
#include <sstream>
#include <string>

#include <CLI/CLI.hpp>

#include <emptor/version.hpp>

#include "emptor/attribute.hpp"
#include "emptor/declare_attribute.hpp"
#include "emptor/declare_discover.hpp"
#include "emptor/declare_flow.hpp"
#include "emptor/declare_funnel.hpp"
#include "emptor/declare_handover.hpp"
#include "emptor/discover.hpp"
#include "emptor/failure.hpp"
#include "emptor/flow.hpp"
#include "emptor/funnel.hpp"
#include "emptor/handover.hpp"
#include "emptor/memory.hpp"
#include "emptor/output.hpp"
#include "emptor/processes.hpp"

namespace {

using namespace program;

int run(int argc, char** argv) {
    CLI::App app{"emptor: how people and companies decide to buy, measured", "emptor"};
    app.set_version_flag("--version", "emptor " + std::to_string(EMPTOR_VERSION_MAJOR) + "." +
                                          std::to_string(EMPTOR_VERSION_MINOR) + "." +
                                          std::to_string(EMPTOR_VERSION_PATCH));
    app.get_formatter()->column_width(32);

    funnel_words said;
    CLI::App* const funnel = app.add_subcommand("funnel", "How many got how far, from a log of events in CSV");
    declare(*funnel, said);

    flow_words said_of_flow;
    CLI::App* const flow = app.add_subcommand(
        "flow", "Where entities went, how long it took, and whether a process allows it, from a log of events in CSV");
    declare(*flow, said_of_flow);

    attribute_words said_of_channels;
    CLI::App* const attribute =
        app.add_subcommand("attribute", "Which channels brought those who bought, from a log of events in CSV");
    declare(*attribute, said_of_channels);

    handover_words said_of_roles;
    CLI::App* const handover = app.add_subcommand(
        "handover", "Who hands over to whom, and who keeps whom waiting, from a log of events in CSV");
    declare(*handover, said_of_roles);

    discover_words said_of_discovery;
    CLI::App* const discover = app.add_subcommand("discover", "The process that a log of events in CSV proposes");
    declare(*discover, said_of_discovery);

    process_words asked_process;
    CLI::App* const process = app.add_subcommand(
        "process", "A process: its stages, and what may happen in them; without a name, a list of the ready-made ones");
    process->add_option("NAME", asked_process.name, "a ready-made process, a Mermaid state diagram in FILE.mmd, or -")
        ->type_name("");
    process->add_option("--format", asked_process.format, "text, mermaid, dot, plantuml or svg")
        ->type_name("NAME")
        ->default_str("");
    process->add_option("--language", asked_process.language, "labels in en or zh, instead of names")
        ->type_name("NAME");
    process->add_flag("--briefs", asked_process.briefs, "also what each stage is for: its goal, tasks, entry and exit");
    app.footer("\nemptor funnel --help, emptor flow --help and so on say more.");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            std::ostringstream page;
            app.exit(error, page, page);
            put("", page.str());
            return 0;
        }
        const CLI::App* asked = &app;
        for (const CLI::App* each : {funnel, flow, attribute, handover, discover, process})
            asked = each->parsed() ? each : asked;
        const std::string of = asked == &app ? "emptor" : "emptor " + asked->get_name();
        throw bad_usage(std::string{error.what()} + "; see " + of + " --help");
    }
    for (const CLI::App* command : {funnel, flow, attribute, handover, discover}) {
        for (const CLI::Option* option : command->get_options()) {
            for (const std::string& value : option->results()) {
                if (value.empty() && option->get_name() != "--title") {
                    throw bad_usage(option->get_name() + " is empty; say what it is, or leave it out");
                }
            }
        }
    }
    if (funnel->parsed()) {
        run_funnel(said);
    } else if (flow->parsed()) {
        run_flow(said_of_flow);
    } else if (attribute->parsed()) {
        run_attribute(said_of_channels);
    } else if (handover->parsed()) {
        run_handover(said_of_roles);
    } else if (discover->parsed()) {
        run_discover(said_of_discovery);
    } else if (process->parsed()) {
        put("", process_page(asked_process));
    } else {
        throw bad_usage(
            "say what to do: emptor funnel, emptor flow, emptor attribute, emptor handover, emptor discover or emptor "
            "process; see emptor --help");
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const auto say = [](const std::string& sentence) { std::fputs(("emptor: " + sentence + "\n").c_str(), stderr); };
    try {
        return run(argc, argv);
    } catch (const failure& failed) {
        if (*failed.what() != '\0') say(failed.what());
        return static_cast<int>(failed.status());
    } catch (const std::bad_alloc&) {
        say("not enough memory; --presorted keeps nothing of a log that is in order");
    } catch (const std::exception& error) {
        say(error.what());
    }
    return static_cast<int>(exit_status::bad_data);
}
