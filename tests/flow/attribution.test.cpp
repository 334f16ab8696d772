// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/attribution.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/stats/linear_system.hpp>

namespace attribution_test {

namespace {

using Catch::Matchers::Message;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using emptor::attribution;
using emptor::attribution_credits;
using emptor::journey_paths;
using emptor::journey_tally;
using emptor::sort_first;
using counts_type = emptor::attribution_counts<std::string>;
using path = std::vector<std::string>;

enum class channel { search, mail, shop };

std::vector<double> conversions(const attribution_credits& credits) {
    std::vector<double> result;
    for (const auto& each : credits) result.push_back(each.conversions);
    return result;
}

std::vector<double> values(const attribution_credits& credits) {
    std::vector<double> result;
    for (const auto& each : credits) result.push_back(each.value);
    return result;
}

/// One conversion, of a path a, b, c, a.
counts_type one_path() {
    counts_type counts;
    counts.count(path{"a", "b", "c", "a"}, true);
    return counts;
}

struct journey {
    path touched;
    journey_tally seen;
};

std::vector<journey> random_journeys(std::mt19937_64& random, std::size_t channels) {
    std::vector<journey> result(1 + random() % 12);
    for (journey& each : result) {
        each.touched.resize(random() % 6);
        for (auto& touched : each.touched) touched = std::string(1, static_cast<char>('a' + random() % channels));
        each.seen.journeys = 1 + random() % 20;
        each.seen.conversions = random() % (each.seen.journeys + 1);
        each.seen.value = each.seen.conversions * (random() % 1000);
    }
    return result;
}

counts_type counts_of(const std::vector<journey>& journeys) {
    counts_type counts;
    for (const journey& each : journeys) counts.count(each.touched, each.seen);
    return counts;
}

/// The Shapley value as it is defined: over all coalitions without the channel.
std::vector<double> shapley_by_coalitions(const std::vector<journey>& journeys, const path& names) {
    const std::size_t n = names.size();
    std::vector<double> worth(std::size_t{1} << n);
    for (std::size_t coalition = 0; coalition < worth.size(); ++coalition) {
        for (const journey& each : journeys) {
            const bool inside = std::all_of(each.touched.begin(), each.touched.end(), [&](const std::string& touched) {
                const auto place = std::find(names.begin(), names.end(), touched) - names.begin();
                return (coalition >> place & 1) != 0;
            });
            if (inside && !each.touched.empty()) worth[coalition] += static_cast<double>(each.seen.conversions);
        }
    }
    std::vector<double> factorial(n + 1, 1);
    for (std::size_t i = 1; i <= n; ++i) factorial[i] = factorial[i - 1] * static_cast<double>(i);
    std::vector<double> result(n);
    for (std::size_t player = 0; player < n; ++player) {
        for (std::size_t coalition = 0; coalition < worth.size(); ++coalition) {
            if ((coalition >> player & 1) != 0) continue;
            const auto members = static_cast<std::size_t>(std::popcount(coalition));
            const double weight = factorial[members] * factorial[n - members - 1] / factorial[n];
            result[player] += weight * (worth[coalition | std::size_t{1} << player] - worth[coalition]);
        }
    }
    return result;
}

/// The chance to convert with one channel out of the game: those who come to it are lost. The equations h = Q h + r of
/// the channels left, solved as they stand.
double chance_without(const std::vector<journey>& journeys, const path& names, const std::string& removed) {
    const std::size_t n = names.size();
    emptor::matrix equations = emptor::matrix::identity(n);
    std::vector<double> right(n);
    std::vector<double> starts(n);
    const auto place = [&](const std::string& name) {
        return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    };
    std::vector<double> leaving(n);
    double all = 0;
    for (const journey& each : journeys) {
        if (each.touched.empty()) continue;
        const auto times = static_cast<double>(each.seen.journeys);
        all += times;
        starts[place(each.touched.front())] += times;
        for (const auto& touched : each.touched) leaving[place(touched)] += times;
    }
    for (const journey& each : journeys) {
        for (std::size_t at = 0; at < each.touched.size(); ++at) {
            const std::size_t from = place(each.touched[at]);
            if (each.touched[at] == removed) continue;
            if (at + 1 == each.touched.size()) {
                right[from] += static_cast<double>(each.seen.conversions) / leaving[from];
            } else if (each.touched[at + 1] != removed) {
                equations(from, place(each.touched[at + 1])) -= static_cast<double>(each.seen.journeys) / leaving[from];
            }
        }
    }
    const auto chances = emptor::linear_system{equations}.solve(right);
    double chance = 0;
    for (std::size_t i = 0; i < n; ++i) chance += names[i] == removed ? 0 : starts[i] / all * chances[i];
    return chance;
}

struct second_touch {
    void operator()(std::span<const std::uint32_t> touched, std::span<double> weights) const {
        weights[touched.size() > 1 ? 1 : 0] = 1;
    }
};

/// All paths at once: by how many of them a channel is on.
struct by_paths {
    std::vector<double> operator()(const journey_paths& journeys) const {
        std::vector<double> shares(journeys.channels());
        journeys.for_each([&](std::span<const std::uint32_t> touched, const journey_tally&) {
            for (std::size_t i = 0; i < shares.size(); ++i) {
                if (std::find(touched.begin(), touched.end(), i) != touched.end()) ++shares[i];
            }
        });
        return shares;
    }
};

struct weights_of {
    double first;
    double others;
    void operator()(std::span<const std::uint32_t>, std::span<double> weights) const {
        std::fill(weights.begin(), weights.end(), others);
        weights.front() = first;
    }
};

struct shares_of {
    std::vector<double> shares;
    std::vector<double> operator()(const journey_paths&) const { return shares; }
};

/// Calls `use(credits)` with those by every rule.
template <class Use>
void by_every_rule(const counts_type& counts, Use use) {
    use(counts.credits(emptor::first_touch{}));
    use(counts.credits(emptor::last_touch{}));
    use(counts.credits(emptor::linear{}));
    use(counts.credits(emptor::position_based{}));
    use(counts.credits(emptor::time_decay{.half_life = 1.7}));
    use(counts.credits(emptor::shapley{}));
    use(counts.credits(emptor::markov_removal{}));
}

struct visit {
    int who;
    int at;
    std::optional<channel> from;
    bool bought{false};
    long cents{0};
};

std::vector<visit> log() {
    return {{1, 0, channel::search},
            {2, 0, channel::mail},
            {1, 1, channel::mail},
            {1, 2, std::nullopt, true, 900},
            {2, 1, channel::shop, true, 500},
            {1, 5, channel::search},
            {3, 4, std::nullopt, true, 100},
            {3, 5, std::nullopt}};
}

}  // namespace

TEST_CASE("touches get what their place on the path is worth") {
    const auto counts = one_path();
    CHECK(counts.names() == path{"a", "b", "c"});
    CHECK(conversions(counts.credits(emptor::first_touch{})) == std::vector{1.0, 0.0, 0.0});
    CHECK(conversions(counts.credits(emptor::last_touch{})) == std::vector{1.0, 0.0, 0.0});
    CHECK(conversions(counts.credits(emptor::linear{})) == std::vector{0.5, 0.25, 0.25});
    const auto by_position = counts.credits(emptor::position_based{});
    CHECK_THAT(by_position["a"].conversions, WithinRel(0.8, 1e-14));
    CHECK_THAT(by_position["b"].conversions, WithinRel(0.1, 1e-14));
    const auto other = counts.credits(emptor::position_based{.first = 0.5, .last = 0});
    CHECK(conversions(other) == std::vector{0.5, 0.25, 0.25});
    // 1/8, 1/4, 1/2 and 1 of 15/8
    const auto decayed = counts.credits(emptor::time_decay{});
    CHECK_THAT(decayed["a"].conversions, WithinRel(9.0 / 15, 1e-14));
    CHECK_THAT(decayed["b"].conversions, WithinRel(2.0 / 15, 1e-14));
    CHECK_THAT(counts.credits(emptor::time_decay{.half_life = 2})["c"].conversions,
               WithinRel(0.7071067811865476 / (1 + 0.7071067811865476 + 0.5 + 0.3535533905932738), 1e-14));
    CHECK_THAT(counts.credits(emptor::shapley{})["a"].conversions, WithinRel(1.0 / 3, 1e-14));
}

TEST_CASE("short paths leave no share over") {
    counts_type counts;
    counts.count(path{"a"}, true);
    CHECK(conversions(counts.credits(emptor::position_based{.first = 0, .last = 0.1})) == std::vector{1.0});
    counts.count(path{"b", "c"}, true);
    CHECK(conversions(counts.credits(emptor::position_based{})) == std::vector{1.0, 0.5, 0.5});
    CHECK(conversions(counts.credits(emptor::position_based{.first = 0.1, .last = 0.3})) ==
          std::vector{1.0, 0.25, 0.75});
    CHECK(conversions(counts.credits(emptor::position_based{.first = 0, .last = 0})) == std::vector{1.0, 0.5, 0.5});
    CHECK(conversions(counts.credits(emptor::position_based{.first = 1, .last = 0})) == std::vector{1.0, 1.0, 0.0});
    CHECK(conversions(counts.credits(emptor::time_decay{.half_life = 1e-300})) == std::vector{1.0, 0.0, 1.0});
}

TEST_CASE("without a channel those who come to it are lost") {
    // a, b, c converts; a and b, c do not: a third converts, a sixth without a, nobody without b or c.
    counts_type counts;
    counts.count(path{"a", "b", "c"}, true, 700);
    counts.count(path{"a"}, false);
    counts.count(path{"b", "c"}, false);
    const auto removed = emptor::markov_removal{}.effects(counts.journeys());
    CHECK_THAT(removed.chance, WithinRel(1.0 / 3, 1e-14));
    CHECK_THAT(removed.effects[0], WithinRel(0.5, 1e-14));
    CHECK_THAT(removed.effects[1], WithinRel(1.0, 1e-14));
    CHECK_THAT(removed.effects[2], WithinRel(1.0, 1e-14));
    const auto credits = counts.credits(emptor::markov_removal{});
    CHECK_THAT(credits["a"].conversions, WithinRel(0.2, 1e-14));
    CHECK_THAT(credits["c"].conversions, WithinRel(0.4, 1e-14));
    CHECK_THAT(credits["b"].value, WithinRel(280.0, 1e-14));
    CHECK(emptor::markov_removal{}.effects(journey_paths{2}).effects == std::vector{0.0, 0.0});
}

TEST_CASE("removal effects are those of chains without the channel") {
    const std::uint64_t seed = 11;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    int tried = 0;
    for (int i = 0; i < 3000; ++i) {
        CAPTURE(i);
        const auto journeys = random_journeys(random, 1 + random() % 6);
        const auto counts = counts_of(journeys);
        const path names = counts.names();
        const auto removed = emptor::markov_removal{}.effects(counts.journeys());
        const double chance = chance_without(journeys, names, "");
        REQUIRE_THAT(removed.chance, WithinAbs(names.empty() ? 0 : chance, 1e-12));
        const journey_tally nobody = counts.unattributed();
        const auto touched = static_cast<double>(counts.total().journeys - nobody.journeys);
        const auto converted = static_cast<double>(counts.total().conversions - nobody.conversions);
        REQUIRE_THAT(removed.chance * touched, WithinAbs(converted, 1e-10));
        if (converted == 0) continue;
        ++tried;
        for (std::size_t c = 0; c < names.size(); ++c) {
            REQUIRE_THAT(removed.effects[c], WithinAbs(1 - chance_without(journeys, names, names[c]) / chance, 1e-11));
        }
    }
    CHECK(tried > 2500);
}

TEST_CASE("the closed form is the Shapley value over all coalitions") {
    const std::uint64_t seed = 12;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 1000; ++i) {
        CAPTURE(i);
        const auto journeys = random_journeys(random, 1 + random() % 8);
        const auto counts = counts_of(journeys);
        const auto credits = conversions(counts.credits(emptor::shapley{}));
        const auto expected = shapley_by_coalitions(journeys, counts.names());
        REQUIRE(credits.size() == expected.size());
        for (std::size_t c = 0; c < credits.size(); ++c) REQUIRE_THAT(credits[c], WithinAbs(expected[c], 1e-10));
    }
}

TEST_CASE("credits and what is nobody's add up to all conversions and all value, to the last digit") {
    const std::uint64_t seed = 13;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 1000; ++i) {
        CAPTURE(i);
        auto journeys = random_journeys(random, 1 + random() % 26);
        if (i % 3 == 0) journeys[0].seen = {.journeys = 7, .conversions = 3, .value = (1ULL << 52) + random() % 1000};
        const auto counts = counts_of(journeys);
        by_every_rule(counts, [&](const attribution_credits& credits) {
            auto parts = conversions(credits);
            parts.push_back(static_cast<double>(credits.unattributed().conversions));
            REQUIRE(std::accumulate(parts.begin(), parts.end(), 0.0) ==
                    static_cast<double>(counts.total().conversions));
            REQUIRE(std::accumulate(parts.rbegin(), parts.rend(), 0.0) ==
                    static_cast<double>(counts.total().conversions));
            parts = values(credits);
            parts.push_back(static_cast<double>(credits.unattributed().value));
            REQUIRE(std::accumulate(parts.begin(), parts.end(), 0.0) == static_cast<double>(counts.total().value));
            REQUIRE(std::all_of(parts.begin(), parts.end(), [](double each) { return each >= 0; }));
        });
        // A plain sum beside it.
        std::map<std::string, double> plain;
        std::map<std::string, double> plain_value;
        for (const journey& each : journeys) {
            for (const auto& touched : each.touched) {
                const auto share = 1 / static_cast<double>(each.touched.size());
                plain[touched] += static_cast<double>(each.seen.conversions) * share;
                plain_value[touched] += static_cast<double>(each.seen.value) * share;
            }
        }
        for (const auto& each : counts.credits(emptor::linear{})) {
            REQUIRE_THAT(each.conversions, WithinAbs(plain[each.channel], 1e-12));
            REQUIRE_THAT(each.value,
                         WithinRel(plain_value[each.channel], 1e-11) || WithinAbs(plain_value[each.channel], 4.0));
        }
    }
}

TEST_CASE("journeys of parts add up to those of the whole, and so do credits, whoever came first") {
    const std::uint64_t seed = 14;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 500; ++i) {
        CAPTURE(i);
        auto journeys = random_journeys(random, 5);
        const auto whole = counts_of(journeys);
        std::shuffle(journeys.begin(), journeys.end(), random);
        const auto middle = journeys.begin() + static_cast<std::ptrdiff_t>(random() % (journeys.size() + 1));
        auto sum = counts_of({middle, journeys.end()});
        const auto first = counts_of({journeys.begin(), middle});
        auto turned = first;
        turned += sum;
        sum += first;
        REQUIRE(sum == whole);
        REQUIRE(turned == whole);
        std::vector<attribution_credits> expected;
        by_every_rule(whole, [&](const attribution_credits& credits) { expected.push_back(credits); });
        std::size_t at = 0;
        by_every_rule(turned, [&](const attribution_credits& credits) { REQUIRE(credits == expected[at++]); });
        sum.count(journeys.front().touched, false);
        REQUIRE_FALSE(sum == whole);
        auto twice = whole;
        twice += twice;
        REQUIRE(twice.total().journeys == 2 * whole.total().journeys);
        REQUIRE(twice.paths() == whole.paths());
        twice = whole;
        twice += counts_type{};
        REQUIRE(twice == whole);
    }
    counts_type a;
    counts_type b;
    a.count(path{"a"}, true);
    b.count(path{"b"}, true);
    CHECK_FALSE(a == b);
}

TEST_CASE("journeys without a channel have a place") {
    counts_type counts;
    CHECK(counts.credits(emptor::linear{}).size() == 0);
    CHECK(counts.paths() == 0);
    counts.count(path{}, true, 30);
    counts.count(path{}, false);
    const auto nobody = counts.credits(emptor::markov_removal{});
    CHECK(nobody.size() == 0);
    CHECK(nobody.unattributed() == journey_tally{.journeys = 2, .conversions = 1, .value = 30});
    counts.count(path{"a"}, false);
    CHECK(counts.paths() == 2);
    by_every_rule(counts, [](const attribution_credits& credits) {
        CHECK(credits["a"] == emptor::channel_credit{.channel = "a", .conversions = 0, .value = 0});
        CHECK(credits.unattributed().conversions == 1);
        CHECK(credits.total().journeys == 3);
    });
}

TEST_CASE("channels of an enum are all of its enumerators, in their order") {
    emptor::attribution_counts<channel> counts;
    counts.count(std::vector{channel::shop, channel::mail}, {.journeys = 5, .conversions = 2, .value = 10});
    const auto credits = counts.credits(emptor::last_touch{});
    CHECK(counts.names() == path{"search", "mail", "shop"});
    CHECK(values(credits) == std::vector{0.0, 10.0, 0.0});
    CHECK(credits[channel::mail].conversions == 2);
    CHECK(credits["search"].conversions == 0);
    const auto before = counts;
    CHECK_THROWS_MATCHES(counts.count(std::vector{channel::mail, static_cast<channel>(9)}, true), std::invalid_argument,
                         Message("emptor::attribution: state 2 of the path is no enumerator"));
    CHECK(counts == before);
}

TEST_CASE("a rule of one's own is a class") {
    STATIC_REQUIRE(emptor::touch_rule<second_touch>);
    STATIC_REQUIRE(emptor::journey_rule<by_paths>);
    STATIC_REQUIRE_FALSE(emptor::attribution_rule<int>);
    CHECK(conversions(one_path().credits(second_touch{})) == std::vector{0.0, 1.0, 0.0});
    counts_type counts;
    counts.count(path{"a", "b"}, {.journeys = 9, .conversions = 8, .value = 40});
    counts.count(path{"b"}, false);
    counts.count(path{"b", "b", "a", "b"}, false);
    counts.count(path{"c"}, false);
    const auto credits = counts.credits(by_paths{});
    CHECK_THAT(credits["a"].conversions, WithinRel(8.0 * 2 / 6, 1e-14));
    CHECK_THAT(credits["b"].value, WithinRel(20.0, 1e-14));
    CHECK(conversions(one_path().credits(weights_of{1e308, 0})) == std::vector{1.0, 0.0, 0.0});
    CHECK(conversions(one_path().credits(weights_of{5e-324, 5e-324})) == std::vector{0.5, 0.25, 0.25});
}

TEST_CASE("what a rule may not give, or a journey may not be, is refused by name") {
    const auto counts = one_path();
    CHECK_THROWS_MATCHES(counts.credits(weights_of{1, -2}), std::invalid_argument,
                         Message("emptor::attribution: the rule gives touch 1 of a path of 4 -2; it must be 0 or more, "
                                 "and finite"));
    CHECK_THROWS_MATCHES(counts.credits(weights_of{0, 0}), std::invalid_argument,
                         Message("emptor::attribution: the rule gives every touch of a path of 4 0; it must be above 0 "
                                 "and finite in all"));
    CHECK_THROWS_AS(counts.credits(weights_of{1e308, 1e308}), std::invalid_argument);
    CHECK_THROWS_AS(counts.credits(weights_of{std::numeric_limits<double>::quiet_NaN(), 1}), std::invalid_argument);
    CHECK_THROWS_MATCHES(counts.credits(shares_of{{1, 1}}), std::invalid_argument,
                         Message("emptor::attribution: the rule gives 2 shares to 3 channels; it must give one each"));
    CHECK_THROWS_AS(counts.credits(shares_of{{0, 0, 0}}), std::invalid_argument);
    CHECK_THROWS_MATCHES(counts.credits(emptor::time_decay{.half_life = 0}), std::invalid_argument,
                         Message("emptor::time_decay: half_life is 0; it must be above 0 and finite"));
    CHECK_THROWS_MATCHES(counts.credits(emptor::position_based{.first = 0.7, .last = 0.5}), std::invalid_argument,
                         Message("emptor::position_based: the sum of first and last is 1.2; it must be in [0, 1]"));
    CHECK_THROWS_AS(counts.credits(emptor::position_based{.first = -1, .last = 0.5}), std::invalid_argument);
    CHECK_THROWS_MATCHES(counts.credits(emptor::linear{})["d"], std::invalid_argument,
                         Message("emptor::attribution_credits: no channel \"d\" among 3"));

    counts_type journeys;
    CHECK_THROWS_MATCHES(journeys.count(path{"a"}, false, 5), std::invalid_argument,
                         Message("emptor::attribution: a value of 5 without a conversion; it must be 0"));
    CHECK_THROWS_MATCHES(journeys.count(path{"a"}, {.journeys = 1, .conversions = 2, .value = 0}),
                         std::invalid_argument,
                         Message("emptor::attribution: 2 conversions of 1 journeys; a journey converts once at most"));
    journeys.count(path{"b"}, true, journey_tally::largest);
    CHECK_THROWS_MATCHES(journeys.count(path{"c"}, true, 1), std::invalid_argument,
                         Message("emptor::journey_tally: value of 9007199254740992 and 1; together they must be at "
                                 "most 9007199254740992"));
    CHECK(journeys.names() == path{"b"});  // nothing is left of those refused
    CHECK(journeys.credits(emptor::linear{})["b"].value == 9007199254740992.0);
}

TEST_CASE("a log has a journey for each conversion, and one for what came after") {
    const auto report = attribution(log(), &visit::who, &visit::at, &visit::from, &visit::bought, &visit::cents);
    emptor::attribution_counts<channel> expected;
    expected.count(std::vector{channel::search, channel::mail}, true, 900);
    expected.count(std::vector{channel::mail, channel::shop}, true, 500);
    expected.count(std::vector{channel::search}, false);
    expected.count(std::vector<channel>{}, true, 100);
    CHECK(report.journeys == expected);
    CHECK(report.totals ==
          emptor::attribution_totals{
              .events = 8, .touches = 5, .bare_conversions = 2, .unknown = 1, .out_of_order = 0, .sorted = false});
    const auto credits = report.journeys.credits(emptor::first_touch{});
    CHECK(values(credits) == std::vector{900.0, 500.0, 0.0});
    CHECK(credits.unattributed().value == 100);
    CHECK(attribution(log(), &visit::who, &visit::at, &visit::from, &visit::bought).journeys.total() ==
          journey_tally{.journeys = 4, .conversions = 3, .value = 0});
}

TEST_CASE("events out of order are left out and counted, or put in order first") {
    auto visits = log();
    std::swap(visits[2], visits[5]);  // the mail of 1 comes after what followed it, and so does the purchase
    const auto left_out = attribution(visits, &visit::who, &visit::at, &visit::from, &visit::bought, &visit::cents);
    CHECK(left_out.totals ==
          emptor::attribution_totals{
              .events = 8, .touches = 4, .bare_conversions = 1, .unknown = 1, .out_of_order = 2, .sorted = false});
    CHECK(left_out.journeys.total() == journey_tally{.journeys = 3, .conversions = 2, .value = 600});
    const auto sorted =
        attribution(sort_first, visits, &visit::who, &visit::at, &visit::from, &visit::bought, &visit::cents);
    CHECK(sorted.journeys ==
          attribution(log(), &visit::who, &visit::at, &visit::from, &visit::bought, &visit::cents).journeys);
    CHECK(sorted.totals ==
          emptor::attribution_totals{
              .events = 8, .touches = 5, .bare_conversions = 2, .unknown = 1, .out_of_order = 2, .sorted = true});
    CHECK(attribution(sort_first, visits, &visit::who, &visit::at, &visit::from, &visit::bought)
              .journeys.total()
              .conversions == 3);
    visits[3].cents = -1;
    CHECK_THROWS_MATCHES(attribution(visits, &visit::who, &visit::at, &visit::from, &visit::bought, &visit::cents),
                         std::invalid_argument,
                         Message("emptor::attribution: the value of a conversion is -1; it must be 0 or more"));
}

TEST_CASE("journeys of random logs are those found entity by entity") {
    const std::uint64_t seed = 15;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    struct row {
        int who;
        std::uint64_t at;
        std::optional<std::string> from;
        bool bought;
        unsigned cents;
    };
    for (int i = 0; i < 1000; ++i) {
        CAPTURE(i);
        std::vector<row> rows(random() % 30);
        std::uint64_t now = 0;
        for (row& each : rows) {
            each.who = static_cast<int>(random() % 4);
            each.at = now += random() % 2;
            if (random() % 4 != 0) each.from = std::string(1, static_cast<char>('a' + random() % 4));
            each.bought = random() % 3 == 0;
            each.cents = static_cast<unsigned>(random() % 100);
        }
        counts_type expected;
        std::uint64_t unknown = 0;
        for (int who = 0; who < 4; ++who) {
            path touched;
            for (const row& each : rows) {
                if (each.who != who) continue;
                if (each.from) touched.push_back(*each.from);
                unknown += !each.from && !each.bought ? 1U : 0U;
                if (!each.bought) continue;
                expected.count(touched, true, each.cents);
                touched.clear();
            }
            if (!touched.empty()) expected.count(touched, false);
        }
        const auto report = attribution(rows, &row::who, &row::at, &row::from, &row::bought, &row::cents);
        REQUIRE(report.journeys == expected);
        const auto& totals = report.totals;
        REQUIRE(totals.events == rows.size());
        REQUIRE(totals.unknown == unknown);
        REQUIRE(totals.touches + totals.bare_conversions + totals.unknown == totals.events);
        std::shuffle(rows.begin(), rows.end(), random);
        std::uint64_t apart = 0;  // at times of their own, for events of one time have the order of the file
        for (row& each : rows) each.at = apart++;
        const auto sorted = attribution(rows, &row::who, &row::at, &row::from, &row::bought, &row::cents);
        std::shuffle(rows.begin(), rows.end(), random);
        const auto again = attribution(sort_first, rows, &row::who, &row::at, &row::from, &row::bought, &row::cents);
        REQUIRE(again.journeys == sorted.journeys);
        const auto left = attribution(rows, &row::who, &row::at, &row::from, &row::bought, &row::cents).totals;
        REQUIRE(left.events == left.touches + left.bare_conversions + left.unknown + left.out_of_order);
        REQUIRE(again.totals.out_of_order == left.out_of_order);
    }
}

TEST_CASE("what is rounded to add up stays where it was, but for the last places") {
    using emptor::detail::made_to_sum;
    CHECK(made_to_sum({3, 0, 7}, 10, 10) == std::vector{3.0, 0.0, 7.0});
    const auto thirds = made_to_sum({1.0 / 3, 1.0 / 3, 0, 1.0 / 3}, 1, 1);
    CHECK(thirds[0] + thirds[1] + thirds[3] == 1);
    CHECK(thirds[2] == 0);
    CHECK_THAT(thirds[0], WithinAbs(1.0 / 3, 3e-16));
    const auto too_much = made_to_sum({0.5000000000000004, 0.5}, 1, 1);
    CHECK(too_much[0] + too_much[1] == 1);
    const auto little = made_to_sum({1, 0}, 1, std::uint64_t{1} << 53);
    CHECK(little == std::vector{1.0, 0.0});
    CHECK(made_to_sum({}, 0, 5).empty());
}

}  // namespace attribution_test
