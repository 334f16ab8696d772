// SPDX-License-Identifier: BSL-1.0
#include <emptor/funnel/through_model.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/funnel.hpp>
#include <emptor/process.hpp>

#include "funnel/plain_journeys.hpp"
#include "fuzz/saved_bytes.hpp"

namespace through_model_test {

namespace {

using emptor::funnel, emptor::model, emptor::on_refusal, emptor::refusal, emptor::refusal_effect, emptor::steps,
    emptor::through, emptor::within;
using emptor::model_event, emptor::model_role, emptor::model_stage;
using funnel_test::entities_in;
using counts = std::vector<std::uint64_t>;

/// A door that a guest may ring at and a clerk opens.
emptor::named_rules door() {
    return {.start = "shut",
            .rules = {{.in = {"shut"}, .on = "ring", .to = "waiting"},
                      {.in = {"waiting"}, .on = "open", .by = {"clerk"}, .to = "inside"},
                      {.any = true, .on = "leave", .to = "gone"}},
            .ends = {"gone"}};
}

struct written {
    int who;
    int when;
    std::string what;
    std::string role;
};

const std::vector<written> visits{
    {1, 0, "ring", ""},  {1, 1, "open", "guest"}, {1, 2, "open", "clerk"}, {2, 2, "open", "clerk"}, {2, 3, "ring", ""},
    {2, 4, "knock", ""}, {3, 5, "ring", "clerk"}, {3, 6, "open", ""},      {3, 7, "leave", ""},
};

/// An event by the ids of a model.
struct happened {
    int who;
    int when;
    model_event what;
    std::optional<model_role> role;
    bool agreed{};
};

auto ask(const model& process, const std::vector<model_stage>& stages, int window, refusal_effect effect) {
    return funnel{through(process, stages), within(window), on_refusal(effect)};
}

auto answer(const auto& question, const std::vector<happened>& log) {
    return question(log, &happened::who, &happened::when, &happened::what, &happened::role, &happened::agreed);
}

/// 2 to 14 stages, so that every kind of table is met; each leads to the next on the first event, and on the others
/// anywhere or nowhere, for some roles only.
model random_model(std::mt19937_64& random) {
    const auto name = [](char kind, std::size_t i) { return kind + std::to_string(i); };
    const std::size_t stages = 2 + random() % 13;
    const std::size_t events = 1 + random() % 4;
    const std::size_t roles = random() % 4;
    emptor::named_rules rules{.start = name('s', 0), .ends = {name('s', stages - 1)}};
    for (std::size_t r = 0; r < roles; ++r) rules.roles.push_back(name('r', r));
    for (std::size_t s = 0; s + 1 < stages; ++s) {
        for (std::size_t e = 0; e < events; ++e) {
            if (e > 0 && s > 0 && random() % 3 == 0) continue;
            emptor::named_rule row{.in = {name('s', s)}, .on = name('e', e)};
            row.to = name('s', e == 0 ? s + 1 : random() % stages);
            for (std::size_t r = 0; r < roles; ++r) {
                if (random() % 5 == 0) row.by.push_back(name('r', r));
                if (random() % 9 == 0) row.once_agreed.push_back(name('r', r));
            }
            rules.rules.push_back(row);
        }
    }
    return model{rules};
}

/// In order of time, with a few ids that are no event and no role.
std::vector<happened> random_log(const model& process, std::mt19937_64& random) {
    std::vector<happened> log;
    int now = -3;
    for (std::uint64_t left = random() % 50; left > 0; --left) {
        now += static_cast<int>(random() % 3);
        const std::size_t event = random() % 2 == 0 ? 0 : random() % (process.events().size() + 1);
        std::optional<model_role> role;
        if (random() % 3 > 0) role = static_cast<model_role>(random() % (process.roles().size() + 1));
        log.push_back({static_cast<int>(random() % 4), now, static_cast<model_event>(event), role, random() % 3 > 0});
    }
    return log;
}

/// Some of the stages, in any order.
std::vector<model_stage> random_steps(const model& process, std::mt19937_64& random) {
    std::vector<model_stage> stages;
    for (std::size_t left = 1 + random() % 3; left > 0; --left) {
        stages.push_back(static_cast<model_stage>(random() % process.stages().size()));
    }
    return stages;
}

enum class stage { need, search, evaluation, purchase, lost };
enum class event { search_begun, shortlisted, rejected, chosen, abandoned };
using enum emptor::role;

inline constexpr auto buying = [] {
    using namespace emptor::rule_words;
    return emptor::process<stage, event>(
        stage::need, {
                         {in(stage::need), on(event::search_begun), to(stage::search)},
                         {in(stage::search), on(event::shortlisted), by(user, buyer), to(stage::evaluation)},
                         {in(stage::evaluation), on(event::rejected), to(stage::search)},
                         {in(stage::evaluation), on(event::chosen), by(buyer), once_agreed(user), to(stage::purchase)},
                         {in_any(), on(event::abandoned), to(stage::lost)},
                         ends(stage::lost, stage::purchase),
                     });
}();

auto refused(const std::string& why) { return Catch::Matchers::Message(std::string{"emptor::through: "} + why); }

}  // namespace

TEST_CASE("stages, events and roles of a model are told by name or id") {
    const model process{door()};
    const auto by_name = funnel{through(process, "shut", std::string{"waiting"}, "inside"), within(100),
                                on_refusal(refusal_effect::ignore)};
    const auto report = by_name(visits, &written::who, &written::when, &written::what, &written::role);
    CHECK(entities_in(report) == counts{3, 3, 1});
    CHECK(report.steps()[2].name == "inside");
    CHECK(report.moved() == 5);
    CHECK(report.unknown() == 2);  // a guest, and a knock
    const auto waiting = process.stage_called("waiting").value();
    const auto open = process.event_called("open").value();
    CHECK(report.now()[1] == emptor::stage_count<model_stage>{waiting, 1});
    CHECK(report.refused()[0] ==
          emptor::refused_move<model>{process.start(), open, process.role_called("clerk"), refusal::not_possible, 1});

    std::vector<happened> log;
    for (const written& each : visits) {
        const auto seen = by_name.steps().seen(each.what, each.role);
        log.push_back({each.who, each.when, seen.event, seen.role, seen.agreed});
    }
    const std::vector<model_stage> stages{process.start(), waiting, process.stage_called("inside").value()};
    CHECK(answer(ask(process, stages, 100, refusal_effect::ignore), log) == report);
    CHECK(by_name.steps().seen(open, "clerk").role == process.role_called("clerk"));
    CHECK(by_name.steps().seen("open", std::nullopt, true).agreed);
    CHECK_FALSE(by_name.steps().seen("open", "").role.has_value());
    CHECK(by_name.steps().entering(waiting) == emptor::step_set{2});
    CHECK(by_name.steps().entering(model_stage{99}) == emptor::step_set{});
}

TEST_CASE("a stage that the model does not have is refused with those it has") {
    const model process{door()};
    const std::string stages = " is no stage of the process; its stages are 'shut', 'waiting', 'inside', 'gone'";
    CHECK_THROWS_MATCHES(through(process, "shut", "open"), std::invalid_argument, refused("'open'" + stages));
    CHECK_THROWS_MATCHES(through(process, model_stage{4}), std::invalid_argument, refused("4" + stages));
    CHECK_THROWS_MATCHES(through(process, std::vector<std::string>{"gone", ""}), std::invalid_argument,
                         refused("''" + stages));
    CHECK_THROWS_AS(through(process, std::vector<std::string>{}), std::invalid_argument);
    CHECK_THROWS_AS(through(process, std::vector<std::string>(65, "shut")), std::invalid_argument);
    CHECK_THROWS_AS(through(process, "shut").seen(static_cast<const char*>(nullptr)), std::invalid_argument);
    model moved_from{door()};
    const model taken = std::move(moved_from);
    CHECK_THROWS_MATCHES(through(moved_from, "shut"), std::invalid_argument,  // NOLINT: that is what is asked
                         refused("a model without stages: it was moved from"));
}

TEST_CASE("other words name the stages of a model by name or id too, and its events by name") {
    const model process{door()};
    const auto inside = process.stage_called("inside").value();
    const funnel asked{through(process, "shut", "waiting", "inside"), on_refusal(refusal_effect::end_journey),
                       emptor::gap_max(1, emptor::between("shut", inside)), emptor::exclude("knock")};
    const auto report = asked(visits, &written::who, &written::when, &written::what, &written::role);
    CHECK(entities_in(report) ==
          counts{3, 2, 0});  // the first move of the second was its last; the first was inside after 2
    CHECK(report.moved() == 3);
    CHECK_THROWS_AS((funnel{through(process, "shut", "gone"), emptor::gap_max(1, emptor::between("shut", "inside"))}),
                    std::invalid_argument);
}

TEST_CASE("a question of a model outlives it, and is still one when it was moved from") {
    auto asked = [] {
        const model process{door()};
        return ask(process, {process.start()}, 9, refusal_effect::ignore);
    }();
    const auto taken = std::move(asked);
    const std::vector<happened> log{{1, 0, model_event{0}, {}}};
    CHECK(answer(asked, log) == answer(taken, log));  // NOLINT: that is what is asked
    CHECK(answer(taken, log).moved() == 1);
}

TEST_CASE("a process and the model of its rows give the same report") {
    const model process{emptor::in_names(buying)};
    const std::uint64_t seed = 2'026;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 1'000; ++i) {
        const auto effect = i % 2 == 0 ? refusal_effect::end_journey : refusal_effect::ignore;
        const int window = static_cast<int>(random() % 20);
        CAPTURE(i, window);
        const auto log = random_log(process, random);
        const auto by_id = random_steps(process, random);
        std::vector<stage> stages;
        for (const model_stage each : by_id) stages.push_back(static_cast<stage>(each));
        const auto of_model = answer(ask(process, by_id, window, effect), log);
        const auto of_process = funnel{through<buying>(stages), within(window), on_refusal(effect)}(
            log, &happened::who, &happened::when, [](const happened& each) { return static_cast<event>(each.what); },
            [](const happened& each) {
                return each.role ? std::optional{static_cast<emptor::role>(*each.role)} : std::nullopt;
            },
            &happened::agreed);
        REQUIRE(static_cast<const emptor::funnel_report<double>&>(of_model) ==
                static_cast<const emptor::funnel_report<double>&>(of_process));
        REQUIRE(of_model.moved() == of_process.moved());
        REQUIRE(of_model.unknown() == of_process.unknown());
        REQUIRE(of_model.refused().size() == of_process.refused().size());
        for (std::size_t k = 0; k < of_model.refused().size(); ++k) {
            const auto& one = of_model.refused()[k];
            const auto& other = of_process.refused()[k];
            REQUIRE(process.name(one.stage) == emptor::name(other.stage));
            REQUIRE(process.name(one.event) == emptor::name(other.event));
            REQUIRE(one.role.has_value() == other.role.has_value());
            if (one.role) REQUIRE(process.name(*one.role) == emptor::name(*other.role));
            REQUIRE(one.reason == other.reason);
            REQUIRE(one.count == other.count);
        }
        for (std::size_t k = 0; k < of_model.now().size(); ++k) {
            REQUIRE(of_model.now()[k].entities == of_process.now()[k].entities);
        }
    }
}

TEST_CASE("every event is where a plain walk through a random model puts it, whole or in parts") {
    const std::uint64_t seed = 1'912;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::uint64_t ended = 0;
    std::uint64_t nothing_refused = 0;
    for (int i = 0; i < 1'000; ++i) {
        const bool ends_it = random() % 2 == 0;
        const int window = static_cast<int>(random() % 20);
        CAPTURE(i, window, ends_it);
        const model process = random_model(random);
        const auto log = random_log(process, random);
        const auto stages = random_steps(process, random);
        const auto asked = ask(process, stages, window, ends_it ? refusal_effect::end_journey : refusal_effect::ignore);
        const auto report = answer(asked, log);
        const funnel_test::plain_journeys walked{process, log, ends_it};
        REQUIRE(funnel_test::account_in(report) == walked.account);
        REQUIRE(funnel_test::events_in(walked.account) == report.events());
        std::vector<std::size_t> entered;
        for (const model_stage each : stages) entered.push_back(process.index(each));
        const auto by_arrival = funnel{steps(entered), within(window)}(
            walked.arrivals, &funnel_test::arrival::who, &funnel_test::arrival::when, &funnel_test::arrival::stage);
        REQUIRE(entities_in(report) == entities_in(by_arrival));
        ended += walked.ended;
        nothing_refused += report.refused().empty() ? 1 : 0;

        auto whole = asked.counter<int, int>();
        auto part = whole;
        auto rest = ask(model{process}, stages, window, ends_it ? refusal_effect::end_journey : refusal_effect::ignore)
                        .counter<int, int>();
        for (const happened& each : log) {
            (each.who < 2 ? part : rest).count(each.who, each.when, each.what, each.role, each.agreed);
            whole.count(each.who, each.when, each.what, each.role, each.agreed);
        }
        part += rest;
        REQUIRE(part.report() == whole.report());
        REQUIRE(whole.report() == report);
        auto loaded = asked.counter<int, int>();
        REQUIRE(loaded.load(part.save()));
        REQUIRE(loaded.report() == report);
        if (part.forget(1)) REQUIRE(loaded.load(part.save()));
    }
    CHECK(ended > 300);
    CHECK(nothing_refused > 50);
}

TEST_CASE("counters of two models are of two questions, even if their stages are the same") {
    const model process{door()};
    emptor::named_rules other_rules = door();
    other_rules.rules[1].by = {"guest"};
    emptor::named_rules renumbered = door();
    renumbered.roles = {"guest", "clerk"};
    const auto counter_of = [](const model& of) {
        return ask(of, {model_stage{0}, model_stage{1}}, 5, refusal_effect::end_journey).counter<int, int>();
    };
    auto counter = counter_of(process);
    for (const auto& rules : {other_rules, renumbered}) {
        const auto other = counter_of(model{rules});
        CHECK_THROWS_MATCHES(counter += other, std::invalid_argument,
                             refused("the other counter asks another question: its process is another one"));
        CHECK_FALSE(counter.load(other.save()));
    }
    CHECK(counter.load(counter_of(model{door()}).save()));
    const auto going_on = ask(process, std::vector{model_stage{0}, model_stage{1}}, 5, refusal_effect::ignore);
    auto other = going_on.counter<int, int>();
    CHECK_THROWS_AS(other += counter, std::invalid_argument);
}

TEST_CASE("bytes of journeys that are over are read back or refused, whatever was done to them") {
    const model process{door()};
    const auto asked = ask(process, {model_stage{0}, model_stage{1}, model_stage{2}}, 50, refusal_effect::end_journey);
    auto counter = asked.counter<int, int>();
    const auto clerk = process.role_called("clerk");
    for (const happened& each : std::initializer_list<happened>{{1, 0, model_event{0}, {}},
                                                                {1, 1, model_event{0}, {}},
                                                                {1, 2, model_event{1}, clerk},
                                                                {2, 0, model_event{1}, clerk},
                                                                {2, 3, model_event{2}, {}},
                                                                {3, 3, model_event{0}, {}},
                                                                {3, 4, model_event{7}, {}}}) {
        counter.count(each.who, each.when, each.what, each.role, each.agreed);
    }
    const auto bytes = counter.save();
    auto loaded = asked.counter<int, int>();
    REQUIRE(loaded.load(bytes));
    CHECK(loaded.report() == counter.report());
    loaded.count(1, 9, model_event{1}, clerk);
    CHECK(loaded.report().moved() == counter.report().moved());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        REQUIRE_FALSE(loaded.load(std::span{bytes}.first(size)));
    }
    std::size_t accepted = 0;
    for (std::size_t at = 16; at + 8 < bytes.size(); ++at) {
        for (unsigned change = 1; change < 256; change += 2) {
            auto damaged = bytes;
            damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ change);
            fuzz::mend(damaged, bytes, 3);
            CAPTURE(at, change);
            const auto result = loaded.load(damaged);
            if (!result) {
                REQUIRE(result.error()->offset <= damaged.size());
                continue;
            }
            ++accepted;
            REQUIRE(loaded.save() == damaged);
            const auto report = loaded.report();
            REQUIRE(funnel_test::events_in(funnel_test::account_in(report)) + report.out_of_order() == report.events());
        }
    }
    CHECK(accepted > 0);
}

}  // namespace through_model_test
