// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/discover.hpp>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/flow/conformance.hpp>
#include <emptor/flow/discovery_source.hpp>
#include <emptor/flow/stage_rules.hpp>
#include <emptor/io/csv.hpp>
#include <emptor/io/discovery.hpp>
#include <emptor/io/time.hpp>
#include <emptor/process/alias.hpp>
#include <emptor/process/in_names.hpp>
#include <emptor/process/mermaid.hpp>
#include <emptor/process/parse_rules.hpp>

#include "flow/plain_paths.hpp"
#include "golden/discovered_odd.hpp"
#include "golden/discovered_shop.hpp"
#include "io/reports.hpp"
#include "rounds.hpp"
#include "shared_data.hpp"

namespace discover_test {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::Message;
using Catch::Matchers::WithinAbs;
using emptor::discover;
using emptor::discovery;
using emptor::move_verdict;
using emptor::stage_verdict;
using flow_test::path;

namespace {

struct visit {
    std::string who;
    emptor::io::instant at;
    std::string what;
};

enum class page { home, help, shop };

struct look {
    int who;
    int at;
    std::optional<page> what;
};

/// The columns of a log.
std::vector<visit> log_in(const std::string& file, const std::string& who, const std::string& when,
                          const std::string& what) {
    std::ifstream in{file, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    emptor::io::csv_reader rows{text};
    const std::size_t places[]{rows.column(who).value(), rows.column(when).value(), rows.column(what).value()};
    std::vector<visit> visits;
    while (rows.next()) {
        visits.push_back({std::string{rows[places[0]]}, emptor::io::parse_time(rows[places[1]]).value(),
                          std::string{rows[places[2]]}});
    }
    REQUIRE_FALSE(rows.error());
    return visits;
}

emptor::path_counts<std::string> counted(const std::vector<path>& paths) {
    return flow_test::counted(emptor::path_counts<std::string>{}, paths);
}

emptor::conformance_report<emptor::model> against(const emptor::model& process, const std::vector<path>& paths) {
    constexpr auto unknown = static_cast<emptor::model_event>(65000);
    std::vector<std::vector<emptor::model_event>> journeys;
    for (const path& each : paths) {
        if (each.empty()) continue;
        journeys.emplace_back();
        for (const std::string& state : each) {
            journeys.back().push_back(process.event_called(state).value_or(unknown));
        }
    }
    return emptor::conformance{process}(journeys);
}

/// A move as a pair of names, "^" and "$" where paths begin and end.
using named_move = std::pair<std::string, std::string>;

named_move named(const discovery& found, const emptor::discovered_move& move) {
    return {move.from ? found.stages[*move.from].name : "^", move.to ? found.stages[*move.to].name : "$"};
}

/// All that can be reached from `first` along some moves, forwards or backwards.
std::set<std::string> reached(const std::vector<named_move>& moves, const std::string& first, bool forwards) {
    std::set<std::string> found{first};
    for (bool more = true; more;) {
        more = false;
        for (const auto& [from, to] : moves) {
            if (found.contains(forwards ? from : to)) more = found.insert(forwards ? to : from).second || more;
        }
    }
    return found;
}

const std::string licence = "// SPDX-License-Identifier: BSL-1.0\n";

}  // namespace

TEST_CASE("with a threshold of one, every path of a log is one of the process") {
    const std::uint64_t seed = 31;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < emptor_test::rounds(120); ++i) {
        auto paths = flow_test::draw_paths(random, 12, 7, 1 + random() % 6);
        paths.push_back({"a"});
        const auto counts = counted(paths);
        const discovery found = discover{}.from(counts);
        const auto report = against(found.process(), paths);
        REQUIRE(report.fitness() == 1.0);
        REQUIRE(report.fitting() == emptor::proportion{counts.paths(), counts.paths()});
        REQUIRE(found.fitting == report.fitting());
        REQUIRE(found.covered().rate() == 1.0);
        for (const auto& each : found.stages) REQUIRE(each.verdict == stage_verdict::kept);
        REQUIRE(found.process().rules() == found.rules);
        REQUIRE(emptor::model{emptor::parse_rules(emptor::mermaid(found.process()))} == found.process());
    }
}

TEST_CASE("what is left out is what a plain reading finds too rare, and as many paths fit as the answer says") {
    const std::uint64_t seed = 37;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    int fitting_some = 0, parted = 0, added = 0;
    for (int i = 0; i < emptor_test::rounds(600); ++i) {
        CAPTURE(i);
        const auto paths = flow_test::draw_paths(random, 30, 6, 1 + random() % 6);
        const discover asked{.at_least = 1 + random() % 4,
                             .share = static_cast<double>(random() % 3) * 0.15,
                             .dependency = random() % 3 == 0 ? 0.3 : -1,
                             .keep_stages = random() % 3 == 0};
        const auto counts = counted(paths);
        const discovery found = asked.from(counts);
        std::map<named_move, std::uint64_t> moves;
        std::map<std::string, std::uint64_t> visits;
        for (const path& each : paths) {
            if (each.empty()) continue;
            ++visits["^"];
            ++moves[{"^", each.front()}];
            ++moves[{each.back(), "$"}];
            for (std::size_t at = 0; at < each.size(); ++at) {
                ++visits[each[at]];
                if (at > 0) ++moves[{each[at - 1], each[at]}];
            }
        }
        REQUIRE(found.moves.size() == moves.size());
        REQUIRE(found.stages.size() + 1 == std::max<std::size_t>(visits.size(), 1));
        std::vector<named_move> often, kept;
        for (const auto& each : found.moves) {
            const named_move move = named(found, each);
            const auto count = [&](const named_move& of) { return moves.contains(of) ? moves[of] : 0; };
            REQUIRE(each.times == moves.at(move));
            REQUIRE(each.of == visits.at(move.first));
            const double back = move.first == move.second ? 0 : static_cast<double>(count({move.second, move.first}));
            const double there = static_cast<double>(each.times);
            const bool inner = each.from && each.to;
            REQUIRE(each.dependency.has_value() == inner);
            if (inner) REQUIRE_THAT(*each.dependency, WithinAbs((there - back) / (there + back + 1), 1e-15));
            const bool enough = each.times >= asked.at_least && there / static_cast<double>(each.of) >= asked.share &&
                                (!inner || *each.dependency >= asked.dependency);
            if (enough) often.push_back(move);
            if (enough || each.verdict == move_verdict::added) kept.push_back(move);
            REQUIRE(enough == (each.verdict == move_verdict::kept || each.verdict == move_verdict::parted));
            added += each.verdict == move_verdict::added ? 1 : 0;
            parted += each.verdict == move_verdict::parted ? 1 : 0;
        }
        const auto from_start = reached(kept, "^", true), to_end = reached(kept, "$", false);
        for (const auto& each : found.stages) {
            REQUIRE(each.visits == visits.at(each.name));
            const auto verdict = !from_start.contains(each.name) ? stage_verdict::never_reached
                                 : !to_end.contains(each.name)   ? stage_verdict::never_ends
                                                                 : stage_verdict::kept;
            REQUIRE(each.verdict == verdict);
            if (asked.keep_stages) REQUIRE(verdict == stage_verdict::kept);
        }
        for (const auto& each : found.moves) {
            const auto [from, to] = named(found, each);
            const bool apart = !from_start.contains(from) || !to_end.contains(from) || !from_start.contains(to) ||
                               !to_end.contains(to);
            REQUIRE((each.verdict == move_verdict::parted) ==
                    (apart && std::find(often.begin(), often.end(), named(found, each)) != often.end()));
        }
        std::uint64_t all = 0, covered = 0;
        for (const auto& each : found.moves) (each.is_kept() ? covered : all) += each.times;
        REQUIRE(found.covered() == emptor::proportion{all + covered, covered});
        if (found.has_process()) {
            const auto fitting = against(found.process(), paths).fitting();
            REQUIRE(found.fitting == fitting);
            fitting_some += fitting.taken() > 0 && fitting.taken() < fitting.chances() ? 1 : 0;
        } else {
            REQUIRE(found.fitting == emptor::proportion{counts.paths(), 0});
        }
        // Moves that were counted without their paths say the same of all but the paths.
        discovery of_moves = asked.from(flow_test::counted(emptor::transition_counts<std::string>{}, paths));
        REQUIRE_FALSE(of_moves.fitting);
        of_moves.fitting = found.fitting;
        REQUIRE(of_moves == found);
    }
    CHECK(fitting_some > 10);
    CHECK(parted > 10);
    CHECK(added > 10);
}

TEST_CASE("a stage that rare moves alone lead to is left out, or kept by the most frequent of them") {
    std::vector<path> paths(10, path{"a", "b"});
    for (const path& each : {path{"a", "c", "b"}, path{"a", "c", "b"}, path{"b", "c"}, path{"a", "d"}}) {
        paths.push_back(each);
    }
    const discovery found = discover{.at_least = 3}.from(counted(paths));
    CHECK(found.rules.stages == std::vector<std::string>{"start", "a", "b"});
    CHECK(found.rules.ends == std::vector<std::string>{"b"});
    CHECK(found.stages[2] == emptor::discovered_stage{"c", 3, stage_verdict::never_reached, false});
    CHECK(found.fitting == emptor::proportion{14, 10});
    const discovery whole = discover{.at_least = 3, .keep_stages = true}.from(counted(paths));
    std::vector<named_move> added;
    for (const auto& each : whole.moves) {
        if (each.verdict == move_verdict::added) added.push_back(named(whole, each));
    }
    CHECK(added == std::vector<named_move>{{"a", "c"}, {"a", "d"}, {"c", "b"}, {"d", "$"}});
    CHECK(whole.rules.endless.empty());
    CHECK(whole.rules.ends == std::vector<std::string>{"b", "d"});
    CHECK(whole.fitting == emptor::proportion{14, 13});

    // Who comes back after an end was not at an end for good.
    paths.push_back({"a", "b", "a", "b"});
    const discovery circle = discover{}.from(counted(paths));
    CHECK(circle.rules.ends == std::vector<std::string>{"d"});
    CHECK(circle.rules.endless == std::vector<std::string>{"b", "c"});
    CHECK(circle.moves.front() == emptor::discovered_move{{}, 0, 14, 15, {}, move_verdict::kept});
}

TEST_CASE("events are put in order or left out, and an enumerator that never was is no stage") {
    const std::vector<look> looks{{1, 2, page::shop}, {1, 1, page::home}, {1, 3, std::nullopt}, {2, 1, page::home}};
    const discovery sorted = discover{}(emptor::sort_first, looks, &look::who, &look::at, &look::what);
    CHECK(sorted.rules.stages == std::vector<std::string>{"start", "home", "shop"});
    CHECK(sorted.rules.rules.size() == 2);
    CHECK(sorted.totals ==
          emptor::flow_totals{.events = 4, .entities = 2, .moves = 1, .unknown = 1, .out_of_order = 1, .sorted = true});
    const discovery left_out = discover{}(looks, &look::who, &look::at, &look::what);
    CHECK(left_out.rules.rules.size() == 2);
    CHECK(left_out.rules.ends == std::vector<std::string>{"home", "shop"});
    CHECK(left_out.totals.out_of_order == 1);
}

TEST_CASE("where nothing is left there is no process, and what cannot be asked is refused") {
    const discovery none = discover{}.from(emptor::path_counts<std::string>{});
    CHECK_FALSE(none.has_process());
    CHECK_FALSE(none.covered().rate());
    CHECK_THROWS_MATCHES(none.process(), std::invalid_argument,
                         Message("emptor::discovery: there is no process, as no path is left from the start to an end; "
                                 "ask for moves that were made less often"));
    CHECK_THAT(emptor::cpp(none), ContainsSubstring("#pragma once\n\n// Nothing is left of the log"));
    CHECK_THAT(emptor::io::text(none), ContainsSubstring("No process: no path is left from the start to an end.\n"));
    const auto counts = counted({path{"a", "start"}, path{"a"}});
    CHECK_FALSE(discover{.at_least = 5}.from(counts).has_process());
    CHECK(discover{}.from(counts).rules.start == "start 2");
    CHECK(discover{.start = "before"}.from(counts).rules.start == "before");
    const auto refused = [](const discover& asked, const auto& of, const std::string& why) {
        CHECK_THROWS_MATCHES(asked.from(of), std::invalid_argument, Message(why));
    };
    refused({.at_least = 0}, counts, "emptor::discover: at_least is 0; it must be 1 or more");
    refused({.share = 1.5}, counts, "emptor::discover: share is 1.5; it must be in [0, 1]");
    refused({.dependency = -2}, counts, "emptor::discover: dependency is -2; it must be in [-1, 1]");
    refused({.start = "a"}, counts, "emptor::discover: start is \"a\"; it must be another name than that of a state");
    refused({}, counted({path{"a", ""}}),
            "emptor::discover: a state has an empty name; give it one, or give no state (std::nullopt)");
    path many;
    for (int i = 0; i < 130; ++i) many.push_back("state " + std::to_string(i));
    const auto crowd = counted({many});
    const discovery large = discover{}.from(crowd);
    CHECK(large.fitting == emptor::proportion{1, 1});
    CHECK_THROWS_MATCHES(large.process(), std::invalid_argument,
                         Message("emptor::discovery: 131 stages; a process has at most 127. Ask for moves that were "
                                 "made more often, or join states with stage_rules"));
    refused({.keep_stages = true}, crowd,
            "emptor::discover: 130 states, and keep_stages; a process has at most 127 stages, of which one is before "
            "the first event");
    CHECK_THROWS_MATCHES(emptor::cpp(none, "my shop"), std::invalid_argument,
                         Message("emptor::cpp: the namespace is \"my shop\"; it must be an identifier: letters, digits "
                                 "and single underscores between them"));
}

TEST_CASE("the process of the bundled log is the one that was compiled from its source") {
    const auto visits = log_in(std::string{EMPTOR_SOURCE_DIR} + "/examples/data/shop.csv", "buyer", "time", "event");
    constexpr emptor::stage_rules buying{emptor::taken_as("visit", "visit"), emptor::taken_as("search", "search"),
                                         emptor::taken_as("compare", "compare"),
                                         emptor::taken_as("purchase", "purchase"),
                                         emptor::taken_as("review", "review")};
    const discovery found = discover{.share = 0.01}(visits, &visit::who, &visit::at, buying.of(&visit::what));
    const std::string source = licence + emptor::cpp(found, "discovered_shop");
    CHECK(source == reports::golden("discovered_shop.hpp", source));
    emptor::named_rules compiled = emptor::in_names(discovered_shop::process);
    compiled.roles.clear();
    CHECK(compiled == found.rules);
    CHECK(found.totals.entities == 2745);
    CHECK(found.totals.unknown == 2374);
    const std::string text = emptor::io::text(found, "The shop");
    CHECK(text == reports::golden("discovered_shop.txt", text));
}

TEST_CASE("states of any name are enumerators that are called so") {
    const std::vector<path> paths{{"add to cart", "Add-To-Cart", "class", "2nd visit"},
                                  {"比较", "a\"b\\c", "EOF", "start", std::string{"n\0l", 3}, "Cart"},
                                  {"tab\there", "\xFF\xE2\x80\xAE", "cart", "cart_", "_", "namespace", "class_stage"}};
    const discovery found = discover{}.from(counted(paths));
    const std::string source = licence + emptor::cpp(found, "discovered_odd");
    CHECK(source == reports::golden("discovered_odd.hpp", source));
    emptor::named_rules compiled = emptor::in_names(discovered_odd::process);
    compiled.roles.clear();
    CHECK(compiled == found.rules);
    CHECK(emptor::enumerator_called<discovered_odd::event>("add to cart") == discovered_odd::event::add_to_cart);
}

TEST_CASE("moves depend on each other as pm4py's heuristics miner has it") {
    std::ifstream table{shared_file("tables/process_mining_pm4py.json")};
    const auto logs = nlohmann::json::parse(table)["logs"];
    const auto check = [&](const std::string& name, const std::string& file, const std::vector<std::string>& columns) {
        INFO(name);
        const auto visits = log_in(shared_file(file).string(), columns[0], columns[1], columns[2]);
        const discovery found = discover{}(emptor::sort_first, visits, &visit::who, &visit::at, &visit::what);
        std::map<std::string, double> dependencies;
        for (const auto& each : found.moves) {
            const auto [from, to] = named(found, each);
            if (each.dependency) dependencies[from + "|" + to] = *each.dependency;
        }
        for (const auto& [move, dependency] : logs[name]["heuristics_dependency"].items()) {
            INFO(move);
            CHECK_THAT(dependencies.at(move), WithinAbs(dependency.get<double>(), 1e-15));
        }
        // Replaying the log on what was found in it.
        const emptor::model process = found.process();
        const auto report = emptor::conformance{process}(
            visits, &visit::who, &visit::at, [&](const visit& each) { return process.event_called(each.what); });
        CHECK(report.fit.fitness() == 1.0);
        CHECK(report.fit.fitting() == found.fitting);
        CHECK(report.fit.journeys() == logs[name]["n_cases"].get<std::uint64_t>());
    };
    check("running_example", "data/running_example/running-example.csv",
          {"case:concept:name", "time:timestamp", "concept:name"});
    check("p2p_purchasing", "data/p2p_purchasing/procure_to_pay_asis.csv", {"case_id", "End_Time", "activity"});
}

}  // namespace discover_test
