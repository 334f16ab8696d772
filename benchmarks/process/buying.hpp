// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The process that the benchmarks of this room run, what one would write by hand for it, and their input: 80 % of the
/// events are drawn from those possible, 20 % from the others.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include <emptor/process/process.hpp>

namespace buying_bench {

enum class stage : std::uint8_t { need, search, evaluation, purchase, post, lost };
enum class event : std::uint8_t {
    search_begun,
    shortlisted,
    chosen,
    rejected,
    delivered,
    need_arose,
    abandoned,
    reactivated
};
enum class role : std::uint8_t { decider, buyer, user };

using enum stage;
using enum event;
using namespace emptor::rule_words;

inline constexpr std::size_t stages = 6;
inline constexpr std::size_t events = 8;
inline constexpr std::size_t roles = 3;

inline constexpr auto buying =
    emptor::process<stage, event, role>(need, {
                                                  {in(need), on(search_begun), to(search)},
                                                  {in(need, search, evaluation), on(abandoned), to(lost)},
                                                  {in(search), on(shortlisted), to(evaluation)},
                                                  {in(search), on(rejected), to(need)},
                                                  {in(evaluation), on(chosen), to(purchase)},
                                                  {in(evaluation), on(rejected), to(search)},
                                                  {in(purchase), on(delivered), to(post)},
                                                  {in(purchase), on(rejected), to(evaluation)},
                                                  {in(post), on(need_arose), to(need)},
                                                  {in(post), on(chosen), to(purchase)},
                                                  {in(lost), on(reactivated), to(need)},
                                                  endless(),
                                              });

/// The same with roles.
inline constexpr auto authorised = emptor::process<stage, event, role>(
    need, {
              {in(need), on(search_begun), by(role::user, role::buyer), to(search)},
              {in(need, search, evaluation), on(abandoned), to(lost)},
              {in(search), on(shortlisted), by(role::user, role::buyer), to(evaluation)},
              {in(search), on(rejected), by(role::user, role::buyer), to(need)},
              {in(evaluation), on(chosen), by(role::decider), to(purchase)},
              {in(evaluation), on(rejected), by(role::decider, role::buyer), to(search)},
              {in(purchase), on(delivered), by(role::buyer), to(post)},
              {in(purchase), on(rejected), by(role::decider), to(evaluation)},
              {in(post), on(need_arose), by(role::user), to(need)},
              {in(post), on(chosen), by(role::decider), to(purchase)},
              {in(lost), on(reactivated), by(role::user, role::buyer), to(need)},
              endless(),
          });

/// What every way of running the process must agree on.
struct answer {
    std::uint8_t stage{};
    std::uint64_t refused{};

    friend bool operator==(const answer&, const answer&) = default;
};

/// @name By hand
/// @{
struct by_switch {
    stage now = need;

    bool apply(event e) {
        switch (now) {
            case need:
                switch (e) {
                    case search_begun:
                        now = search;
                        return true;
                    case abandoned:
                        now = lost;
                        return true;
                    default:
                        return false;
                }
            case search:
                switch (e) {
                    case shortlisted:
                        now = evaluation;
                        return true;
                    case rejected:
                        now = need;
                        return true;
                    case abandoned:
                        now = lost;
                        return true;
                    default:
                        return false;
                }
            case evaluation:
                switch (e) {
                    case chosen:
                        now = purchase;
                        return true;
                    case rejected:
                        now = search;
                        return true;
                    case abandoned:
                        now = lost;
                        return true;
                    default:
                        return false;
                }
            case purchase:
                switch (e) {
                    case delivered:
                        now = post;
                        return true;
                    case rejected:
                        now = evaluation;
                        return true;
                    default:
                        return false;
                }
            case post:
                switch (e) {
                    case need_arose:
                        now = need;
                        return true;
                    case chosen:
                        now = purchase;
                        return true;
                    default:
                        return false;
                }
            case lost:
                if (e == reactivated) {
                    now = need;
                    return true;
                }
                return false;
        }
        return false;
    }
};

/// A byte for each event and stage, with a bit for what is refused.
inline constexpr auto hand_table = [] {
    std::array<std::array<std::uint8_t, stages>, events> table{};
    for (std::size_t e = 0; e < events; ++e) {
        for (std::size_t s = 0; s < stages; ++s) {
            const auto to = buying.target(static_cast<stage>(s), static_cast<event>(e));
            table[e][s] = static_cast<std::uint8_t>(to ? static_cast<unsigned>(*to) : s | 0x80);
        }
    }
    return table;
}();

/// A word for each event: shifted by eight times the stage it gives eight times the next, and bit 7 where refused.
inline constexpr auto hand_rows = [] {
    std::array<std::uint64_t, events> rows{};
    for (std::size_t e = 0; e < events; ++e) {
        for (std::size_t s = 0; s < stages; ++s) {
            const auto to = buying.target(static_cast<stage>(s), static_cast<event>(e));
            const std::uint64_t field = to ? static_cast<std::uint64_t>(*to) * 8 : s * 8 | 0x80;
            rows[e] |= field << s * 8;
        }
    }
    return rows;
}();

/// The same for each event and role; the last row of each is for ids that are none.
inline constexpr auto hand_role_rows = [] {
    std::array<std::uint64_t, (events + 1) * (roles + 1)> rows{};
    for (std::size_t e = 0; e <= events; ++e) {
        for (std::size_t r = 0; r <= roles; ++r) {
            for (std::size_t s = 0; s < stages; ++s) {
                const bool moves = authorised.reason(static_cast<stage>(s), static_cast<event>(e),
                                                     static_cast<role>(r)) == emptor::refusal::none;
                const auto to = authorised.target(static_cast<stage>(s), static_cast<event>(e));
                const std::uint64_t field = moves ? static_cast<std::uint64_t>(*to) * 8 : s * 8 | 0x80;
                rows[e * (roles + 1) + r] |= field << s * 8;
            }
        }
    }
    return rows;
}();
/// @}

/// Draws the next event of a journey, and moves the journey on.
template <class Random>
std::uint8_t draw_event(Random& random, std::uint8_t& at) {
    std::array<std::uint8_t, events> possible{};
    std::array<std::uint8_t, events> others{};
    std::size_t p = 0;
    std::size_t o = 0;
    for (std::uint8_t e = 0; e < events; ++e) {
        (hand_table[e][at] & 0x80 ? others[o++] : possible[p++]) = e;
    }
    const auto number = random();
    const bool legal = number % 5 != 0;
    const std::uint8_t e = legal ? possible[(number >> 8) % p] : others[(number >> 8) % o];
    at = hand_table[e][at] & 0x7F;
    return e;
}

/// One journey's events.
inline const std::vector<event>& one_log() {
    static const auto log = [] {
        std::vector<event> drawn(10'000'000);
        std::mt19937_64 random{20250101};
        std::uint8_t at = 0;
        for (auto& e : drawn) e = static_cast<event>(draw_event(random, at));
        return drawn;
    }();
    return log;
}

/// One journey's roles, drawn evenly.
inline const std::vector<role>& one_log_roles() {
    static const auto log = [] {
        std::vector<role> drawn(one_log().size());
        std::mt19937_64 random{20250102};
        for (auto& r : drawn) r = static_cast<role>(random() % roles);
        return drawn;
    }();
    return log;
}

}  // namespace buying_bench
