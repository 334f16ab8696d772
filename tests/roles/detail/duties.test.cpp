// SPDX-License-Identifier: BSL-1.0
#include <emptor/roles/detail/duties.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "generator.hpp"

namespace duties_test {

namespace {

enum class what { it };
enum class duty { a, b, c, d };
using set = emptor::enumerator_set<duty>;
using rule = emptor::agreement<set>;
using terms = emptor::detail::agreement_terms<set>;
using request = emptor::detail::waiting_request<what, duty, int>;
using duties = emptor::detail::duties<request, set>;
constexpr std::size_t roles = 4;
constexpr std::size_t people = 4;

using emptor_test::generator;

/// How much is missing at least, whoever of those who have agreed does whichever one duty; by trying everything.
std::size_t missing(const rule& asked, const request& given, const std::vector<set>& can, std::size_t person,
                    set done) {
    if (person == can.size()) {
        std::size_t of_rule = 0;
        std::size_t beside = 0;
        if (asked.in_sequence()) {
            for (const duty each : asked.order()) {
                if (!done.contains(each)) break;
                ++of_rule;
            }
        } else {
            for (const duty each : asked.roles()) of_rule += done.contains(each) ? 1U : 0U;
        }
        for (const duty each : given.also) {
            const bool turn_comes = asked.in_sequence() && asked.roles().contains(each);
            beside += turn_comes || done.contains(each) ? 0U : 1U;
            of_rule += !asked.in_sequence() && asked.roles().contains(each) && !done.contains(each) ? 1U : 0U;
        }
        return beside + (of_rule < asked.needed() ? asked.needed() - of_rule : 0);
    }
    std::size_t least = missing(asked, given, can, person + 1, done);
    for (const duty each : can[person]) {
        set more = done;
        more.insert(each);
        least = std::min(least, missing(asked, given, can, person + 1, more));
    }
    return least;
}

/// What each person could do: duties of theirs, and those passed on to a role of theirs. Where duties are not separate
/// each of them counts as another person.
std::vector<set> what_each_can(const rule& asked, const request& given, std::size_t fresh) {
    std::vector<set> can;
    for (std::size_t person = 0; person <= people; ++person) {
        set duties_of_person;
        for (std::size_t d = 0; d < roles; ++d) {
            const auto each = static_cast<duty>(d);
            if (!asked.roles().contains(each) && !given.also.contains(each)) continue;
            bool able = false;
            std::size_t r = d;
            for (;; r = given.passed_to[r] - std::size_t{1}) {
                able = able || (person < people && given.agreed[r].contains(static_cast<emptor::member_id>(person)));
                if (given.passed_to[r] == 0) break;
            }
            if (person == people) able = r == fresh;
            if (able && asked.separate_duties()) duties_of_person.insert(each);
            if (able && !asked.separate_duties()) can.push_back({each});
        }
        can.push_back(duties_of_person);
    }
    return can;
}

}  // namespace

TEST_CASE("duties are done, and open, as trying every assignment says", "[roles]") {
    generator random{7};
    std::size_t separate_and_done = 0;
    for (int round = 0; round < 20000; ++round) {
        CAPTURE(round);
        set asked_roles;
        for (std::size_t d = 0; d < roles; ++d) {
            if (random.below(2) == 0) asked_roles.insert(static_cast<duty>(d));
        }
        terms on;
        if (!asked_roles.empty()) {
            if (random.below(2) == 0) on.needed = 1 + random.below(asked_roles.size());
            if (random.below(3) == 0) {
                on.needed = terms::all;
                for (const duty each : asked_roles) on.order.push_back(each);
                for (std::size_t i = asked_roles.size(); i-- > 1;)
                    std::swap(on.order[i], on.order[random.below(i + 1)]);
            }
            on.separate = random.below(2) == 0;
        }
        const rule asked{asked_roles, on};
        request given;
        if (random.below(3) == 0) given.also.insert(static_cast<duty>(random.below(roles)));
        if (random.below(6) == 0) given.also.insert(static_cast<duty>(random.below(roles)));
        for (std::size_t passes = random.below(3); passes > 0; --passes) {
            const auto from = random.below(roles);
            const auto to = random.below(roles);
            const bool goes_round = given.last_of(to) == given.last_of(from);
            REQUIRE(given.pass(static_cast<duty>(from), static_cast<duty>(to)) == !goes_round);
        }
        for (std::size_t n = random.below(6); n > 0; --n) {
            const auto as = static_cast<duty>(random.below(roles));
            given.agree(as, static_cast<emptor::member_id>(random.below(people)));
        }
        const duties found{asked, given};
        const std::size_t now = missing(asked, given, what_each_can(asked, given, roles), 0, {});
        REQUIRE(found.done() == (now == 0));
        const set open = found.open();
        if (now == 0) {
            REQUIRE(open == set{});
        } else {
            set certain;  // one person may do several: then whoever is asked for beside the rule will
            request later = given;
            for (const duty each : given.also) {
                const auto d = static_cast<std::size_t>(each);
                if (asked.separate_duties() || asked.in_sequence() || given.doers(d) != 0) continue;
                certain.insert(static_cast<duty>(given.last_of(d)));
                later.agree(static_cast<duty>(given.last_of(d)), emptor::member_id{0});
            }
            const std::size_t besides = missing(asked, later, what_each_can(asked, later, roles), 0, {});
            for (std::size_t r = 0; r < roles; ++r) {
                const std::size_t then = missing(asked, later, what_each_can(asked, later, r), 0, {});
                REQUIRE(open.contains(static_cast<duty>(r)) ==
                        (certain.contains(static_cast<duty>(r)) || then < besides));
            }
        }
        separate_and_done += asked.separate_duties() && now == 0 ? 1U : 0U;
    }
    CHECK(separate_and_done > 500);
}

TEST_CASE("in a sequence the next in turn is open, and who has agreed to more does one where duties are separate",
          "[roles]") {
    terms on;
    on.order.push_back(duty::c);
    on.order.push_back(duty::a);
    request given;
    const rule together{{duty::a, duty::c}, on};
    on.separate = true;
    const rule apart{{duty::a, duty::c}, on};
    CHECK(duties{together, given}.open() == set{duty::c});
    given.agree(duty::c, emptor::member_id{0});
    CHECK(duties{together, given}.open() == set{duty::a});
    CHECK(duties{apart, given}.open() == set{duty::a});
    given.agree(duty::a, emptor::member_id{0});
    CHECK(duties{together, given}.done());
    CHECK_FALSE(duties{apart, given}.done());
    given.agree(duty::a, emptor::member_id{1});
    CHECK(duties{apart, given}.done());
    CHECK(duties{apart, given}.open() == set{});
    given.forget(emptor::member_id{0});
    CHECK(given.given == set{duty::a});
    CHECK(duties{together, given}.open() == set{duty::c});
}

}  // namespace duties_test
