// SPDX-License-Identifier: BSL-1.0
//
// Moves and hand-overs of real and published logs against counts that others computed: the reference.json beside each
// log, pm4py's tables, and retentioneering's transition matrices.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/flow.hpp>
#include <emptor/io/csv.hpp>
#include <emptor/io/time.hpp>

#include "shared_data.hpp"

namespace reference_test {

namespace {

using json = nlohmann::json;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using emptor::sort_first;

struct event {
    std::string who;
    emptor::io::instant at;
    std::string what;
    std::string role;
};

/// The columns of a log; none is empty but that of roles.
struct columns {
    std::string who, when, what, role;
};

std::string bytes_of(const std::string& name) {
    std::ifstream in{shared_file(name), std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// What `gzip -dc` makes of a file.
std::string unpacked(const std::string& name) {
    const std::string command = "gzip -dc '" + shared_file(name).string() + "'";
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{popen(command.c_str(), "r"), pclose};
    REQUIRE(pipe);
    std::string text;
    char piece[4096];
    while (const std::size_t got = std::fread(piece, 1, sizeof piece, pipe.get())) text.append(piece, got);
    return text;
}

std::vector<event> log_in(const std::string& text, const columns& named) {
    emptor::io::csv_reader rows{text};
    const auto place = [&](const std::string& name) { return rows.column(name).value(); };
    const std::size_t who = place(named.who), when = place(named.when), what = place(named.what);
    const std::size_t role = named.role.empty() ? what : place(named.role);
    std::vector<event> events;
    while (rows.next()) {
        events.push_back({std::string{rows[who]}, emptor::io::parse_time(rows[when]).value(), std::string{rows[what]},
                          std::string{rows[role]}});
    }
    REQUIRE_FALSE(rows.error());
    return events;
}

/// Moves as references write them: "from|to", with "^" before the first event of a path and "$" after the last.
template <class State>
std::map<std::string, std::uint64_t> written(const emptor::transition_counts<State>& counts) {
    std::map<std::string, std::uint64_t> found;
    const auto put = [&](const std::string& move, std::uint64_t count) {
        if (count > 0) found[move] = count;
    };
    counts.for_each_move([&](std::size_t from, std::size_t to, std::uint64_t count) {
        put(std::string{counts.name(from)} + "|" + std::string{counts.name(to)}, count);
    });
    for (std::size_t state = 0; state < counts.size(); ++state) {
        put("^|" + std::string{counts.name(state)}, counts.entries(state));
        put(std::string{counts.name(state)} + "|$", counts.exits(state));
    }
    return found;
}

auto moves_of(const std::vector<event>& events) {
    return emptor::transitions(sort_first, events, &event::who, &event::at, &event::what);
}

std::map<std::string, std::uint64_t> counts_in(const json& recorded) {
    return recorded.get<std::map<std::string, std::uint64_t>>();
}

const std::string p2p = "data/p2p_purchasing/";
const columns p2p_columns{"case_id", "End_Time", "activity", "role"};
const columns fluxicon_columns{"Case ID", "Complete Timestamp", "Activity", "Role"};

}  // namespace

TEST_CASE("hand-overs between the roles of a purchasing log are those of its reference") {
    const json expected = json::parse(bytes_of(p2p + "reference.json"));
    const auto events = log_in(bytes_of(p2p + "procure_to_pay_asis.csv"), p2p_columns);
    const auto report = emptor::handover{}(sort_first, events, &event::who, &event::at, &event::role);
    std::map<std::string, std::uint64_t> found;
    for (const auto& move : report.moves()) {
        found[report.roles()[move.from].name + "|" + report.roles()[move.to].name] = move.count;
    }
    double waited = 0;
    for (const auto& role : report.roles()) {
        if (role.entries > 0) found["^|" + role.name] = role.entries;
        if (role.exits > 0) found[role.name + "|$"] = role.exits;
        CHECK(role.events == expected["role_counts"][role.name].get<std::uint64_t>());
        waited += role.kept_waiting.total.count() + role.between_own.value().total.count();
    }
    CHECK(found == counts_in(expected["role_handover"]));
    CHECK(report.roles().size() == expected["role_counts"].size());
    CHECK(report.totals().events == expected["events"]);
    CHECK(report.totals().entities == expected["cases"]);
    CHECK(report.totals().unknown == 0);
    // All waiting together is the time from the first to the last event of every case: pm4py's times by move say so,
    // too.
    const json times = json::parse(bytes_of("tables/process_mining_pm4py.json"))["logs"]["p2p_purchasing"];
    double elapsed = 0;
    for (const auto& [move, time] : times["performance_dfg_seconds"].items()) elapsed += time["sum"].get<double>();
    CHECK_THAT(waited, WithinRel(elapsed, 1e-12));
}

TEST_CASE("the roles of the original purchasing log have the events of its reference, and every move is counted") {
    const json expected = json::parse(bytes_of(p2p + "reference.json"))["fluxicon_original"];
    const auto events = log_in(bytes_of(p2p + "PurchasingExample_fluxicon_lf.csv"), fluxicon_columns);
    const auto report = emptor::handover{}(sort_first, events, &event::who, &event::at, &event::role);
    std::uint64_t moves = 0;
    for (const auto& move : report.moves()) moves += move.count;
    for (const auto& role : report.roles()) {
        CHECK(role.events == expected["role_counts"][role.name].get<std::uint64_t>());
    }
    CHECK(report.roles().size() == expected["role_counts"].size());
    CHECK(report.totals().events == expected["events"]);
    CHECK(report.totals().entities == expected["cases"]);
    CHECK(moves == report.totals().events - report.totals().entities);
    CHECK(written(moves_of(events).counts) == counts_in(expected["directly_follows"]));
}

TEST_CASE("the time waited for each activity is that of pm4py's moves to it") {
    const json logs = json::parse(bytes_of("tables/process_mining_pm4py.json"))["logs"];
    const auto check = [&](const std::string& name, const std::vector<event>& events) {
        INFO(name);
        struct times {
            double others{}, own{}, longest{};
        };
        std::map<std::string, times> expected;
        for (const auto& [move, time] : logs[name]["performance_dfg_seconds"].items()) {
            const std::string from = move.substr(0, move.find('|')), to = move.substr(move.find('|') + 1);
            (from == to ? expected[to].own : expected[to].others) += time["sum"].get<double>();
            if (from != to) expected[to].longest = std::max(expected[to].longest, time["max"].get<double>());
        }
        const auto report = emptor::handover{}(sort_first, events, &event::who, &event::at, &event::what);
        for (const auto& activity : report.roles()) {
            INFO(activity.name);
            const times& known = expected[activity.name];
            CHECK_THAT(activity.kept_waiting.total.count(),
                       WithinRel(known.others, 1e-12) || WithinAbs(known.others, 1e-6));
            CHECK_THAT(activity.between_own.value().total.count(), WithinAbs(known.own, 1e-3));
            if (activity.kept_waiting.longest) {
                CHECK_THAT(activity.kept_waiting.longest->count(), WithinAbs(known.longest, 1e-3));
            }
        }
    };
    check("p2p_purchasing", log_in(bytes_of(p2p + "procure_to_pay_asis.csv"), p2p_columns));
    check("running_example", log_in(bytes_of("data/running_example/running-example.csv"),
                                    {"case:concept:name", "time:timestamp", "concept:name", ""}));
    check("receipt",
          log_in(bytes_of("data/receipt/receipt.csv"), {"case:concept:name", "time:timestamp", "concept:name", ""}));
}

TEST_CASE("moves between activities are pm4py's directly-follows counts, entries and exits") {
    const json logs = json::parse(bytes_of("tables/process_mining_pm4py.json"))["logs"];
    const auto check = [&](const std::string& name, const std::vector<event>& events, const json& reference) {
        INFO(name);
        for (const json& recorded : {logs[name], reference}) {
            if (!recorded.contains("dfg")) continue;
            auto expected = counts_in(recorded["dfg"]);
            for (const auto& [state, count] : recorded["start"].items()) expected["^|" + state] = count;
            for (const auto& [state, count] : recorded["end"].items()) expected[state + "|$"] = count;
            CHECK(written(moves_of(events).counts) == expected);
        }
    };
    const columns xes{"case:concept:name", "time:timestamp", "concept:name", ""};
    check("running_example", log_in(bytes_of("data/running_example/running-example.csv"), xes),
          json::parse(bytes_of("data/running_example/reference.json")));
    check("receipt", log_in(bytes_of("data/receipt/receipt.csv"), xes),
          json::parse(bytes_of("data/receipt/reference.json")));
    const auto purchases = log_in(bytes_of(p2p + "procure_to_pay_asis.csv"), p2p_columns);
    const json reference = json::parse(bytes_of(p2p + "reference.json"));
    check("p2p_purchasing", purchases, reference);
    CHECK(written(moves_of(purchases).counts) == counts_in(reference["directly_follows"]));
}

TEST_CASE("moves between the events of two shops are those of their references, by user and by session") {
    const json rees = json::parse(bytes_of("data/rees46_oct2019_slice/reference.json"));
    const std::string clicks = bytes_of("data/rees46_oct2019_slice/rees46_2019-10-01.csv");
    const auto by = [](const std::string& text, const std::string& who, const std::string& when,
                       const std::string& what) {
        return written(moves_of(log_in(text, {who, when, what, ""})).counts);
    };
    CHECK(by(clicks, "user_id", "event_time", "event_type") == counts_in(rees["directly_follows_by_user"]));
    CHECK(by(clicks, "user_session", "event_time", "event_type") == counts_in(rees["directly_follows_by_session"]));
    const json shop = json::parse(bytes_of("data/retentioneering_ecom/reference.json"));
    const std::string visits = unpacked("data/retentioneering_ecom/ecom.csv.gz");
    CHECK(by(visits, "user_id", "timestamp", "event") == counts_in(shop["directly_follows_by_user"]));
    CHECK(by(visits, "session_id", "timestamp", "event") == counts_in(shop["directly_follows_by_session"]));
}

TEST_CASE("retentioneering's transition matrices are met in full") {
    struct row {
        std::string who;
        std::int64_t at;
        std::string what;
    };
    std::ifstream in{shared_file("cases/retentioneering_transitions.jsonl")};
    std::size_t checked = 0;
    for (std::string line; std::getline(in, line);) {
        const json recorded = json::parse(line);
        if (recorded["function"] != "transition_matrix") continue;
        CAPTURE(recorded["id"].get<std::string>());
        std::vector<row> rows;
        for (const json& each : recorded["events"]) rows.push_back({each["entity"], each["t"], each["event"]});
        const auto counts = emptor::transitions(rows, &row::who, &row::at, &row::what).counts;
        const auto labels = recorded["labels"].get<std::vector<std::string>>();
        const std::string values = recorded["values"];
        for (std::size_t i = 0; i < labels.size(); ++i) {
            for (std::size_t k = 0; k < labels.size(); ++k) {
                const bool entry = labels[i] == "path_start", exit = labels[k] == "path_end";
                const std::uint64_t moves = entry  ? counts.entries(labels[k])
                                            : exit ? counts.exits(labels[i])
                                                   : counts.moves(labels[i], labels[k]);
                const auto share = [&](const std::string& state, bool outside) {
                    const std::uint64_t of = outside ? counts.paths() : counts.visits(state);
                    return of == 0 ? 0.0 : static_cast<double>(moves) / static_cast<double>(of);
                };
                CAPTURE(labels[i], labels[k]);
                const double found = values == "count"          ? static_cast<double>(moves)
                                     : values == "proba_out"    ? share(labels[i], entry)
                                     : values == "proba_in"     ? share(labels[k], exit)
                                     : values == "avg_per_path" ? share("", true)
                                                                : -1;
                CHECK_THAT(found, WithinAbs(recorded["expected"][i][k].get<double>(), 1e-12));
            }
        }
        ++checked;
    }
    CHECK(checked == 5);
}

}  // namespace reference_test
