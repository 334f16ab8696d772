// SPDX-License-Identifier: BSL-1.0

/// @file
/// Writes the log of a shop that never was, as CSV: who did what and when, by which channel and on which device.
///
///     make_log --buyers 3000 --days 90 --seed 2025 > shop.csv
///
/// One seed is one log, byte for byte, on every machine and standard library: all of it is integer arithmetic. What one
/// buyer does depends on no other buyer, so a log of more buyers holds those of a log of fewer.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace {

using namespace std::chrono_literals;
using std::chrono::days, std::chrono::hours, std::chrono::seconds, std::chrono::sys_days, std::chrono::sys_seconds;

/// Monday, so that the first newsletter goes out on the second day.
constexpr sys_seconds opening = sys_days{std::chrono::January / 6 / 2025};

/// The first five are the stages of a purchase, from need recognition to post-purchase behaviour; the rest is noise.
enum class deed : std::uint8_t { visit, search, compare, purchase, review, page_view, support_chat };
enum class channel : std::uint8_t { email, search };
enum class device : std::uint8_t { mobile, desktop, tablet };
enum class clock_face : std::uint8_t { iso, unix_seconds, unix_milliseconds };

constexpr std::array<std::string_view, 7> deed_names{"visit",  "search",    "compare",     "purchase",
                                                     "review", "page_view", "support_chat"};
constexpr std::array<std::string_view, 2> channel_names{"email", "search"};
constexpr std::array<std::string_view, 3> device_names{"mobile", "desktop", "tablet"};

/// What a buyer may do next, how many of a hundred do so, and after how long usually. Who makes no move is gone.
struct move {
    deed from{};
    deed to{};
    std::array<std::uint32_t, 2> percent{};  ///< by channel: email, search
    seconds usual_wait{};                    ///< the median
};

constexpr std::array moves{
    move{deed::visit, deed::search, {54, 40}, 4min},         // in the same sitting
    move{deed::visit, deed::search, {8, 7}, 2 * 24h},        // came back by a bookmark
    move{deed::visit, deed::visit, {18, 20}, 4 * 24h},       // came back and started again
    move{deed::search, deed::compare, {5, 3}, 0s},           // a deep link: both rows in one second
    move{deed::search, deed::compare, {40, 29}, 18min},      // found something
    move{deed::search, deed::compare, {18, 16}, 3 * 24h},    // slept on it
    move{deed::search, deed::search, {10, 14}, 5min},        // in other words
    move{deed::search, deed::visit, {12, 12}, 6 * 24h},      // started again
    move{deed::compare, deed::purchase, {22, 9}, 40min},     // soon decided
    move{deed::compare, deed::purchase, {30, 17}, 6 * 24h},  // had to ask at home
    move{deed::compare, deed::search, {18, 22}, 24h},        // back to looking around
    move{deed::compare, deed::visit, {10, 14}, 8 * 24h},     // started again
    move{deed::purchase, deed::review, {38, 31}, 4 * 24h},   // delivered and tried
    move{deed::purchase, deed::visit, {30, 16}, 21 * 24h},   // the next need
    move{deed::review, deed::visit, {46, 26}, 21 * 24h},     // the next need, of one who likes to talk
};

consteval bool nobody_moves_twice() {
    for (const auto from : {deed::visit, deed::search, deed::compare, deed::purchase, deed::review}) {
        for (const std::size_t by : {0U, 1U}) {
            std::uint32_t sum = 0;
            for (const auto& each : moves) sum += each.from == from ? each.percent[by] : 0;
            if (sum > 100) return false;
        }
    }
    return true;
}
static_assert(nobody_moves_twice());

/// How likely a buyer who could act in this hour of the day (UTC) is to do so, in percent.
constexpr std::array<std::uint32_t, 24> awake{4,  2,  1,  1,  1,  3,  8,  16, 25, 34, 36, 34,
                                              44, 36, 28, 26, 30, 38, 52, 70, 82, 64, 30, 10};

/// The generator splitmix64 (G. L. Steele, D. Lea, C. H. Flood 2014, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014, 453-472) and what is thrown with it.
class dice {
public:
    constexpr explicit dice(std::uint64_t seed) noexcept : state_{seed} {}

    constexpr std::uint64_t operator()() noexcept {
        state_ += 0x9E37'79B9'7F4A'7C15U;
        auto bits = state_;
        bits = (bits ^ (bits >> 30U)) * 0xBF58'476D'1CE4'E5B9U;
        bits = (bits ^ (bits >> 27U)) * 0x94D0'49BB'1331'11EBU;
        return bits ^ (bits >> 31U);
    }

    /// A whole number in [0, `end`).
    constexpr std::uint32_t below(std::uint32_t end) noexcept {
        return static_cast<std::uint32_t>(((*this)() >> 32U) * end >> 32U);
    }

    constexpr bool chance(std::uint32_t percent) noexcept { return below(100) < percent; }

    constexpr seconds up_to(seconds most) noexcept {
        return seconds{below(static_cast<std::uint32_t>(most.count()) + 1)};
    }

    /// A wait with this median. A quarter of the waits that pass a doubling pass the next one too, and likewise for the
    /// halvings below: a bell over the logarithm, with the long tail that waits have.
    constexpr seconds about(seconds median) noexcept {
        const bool longer = chance(50);
        auto from = median;
        for (int doublings = 0; doublings < 5 && chance(25); ++doublings) from = longer ? from * 2 : from / 2;
        return longer ? from + up_to(from) : from - up_to(from / 2);
    }

private:
    std::uint64_t state_;
};

static_assert(dice{0}() == 0xE220'A839'7B1D'CDAFU);  // the first number of seed 0

struct buyer {
    channel by{};
    device on{};
};

struct row {
    sys_seconds at{};
    sys_seconds written{};  ///< when the log got to know: the order of the rows
    std::uint32_t place{};  ///< and where two of them are written in one second
    std::uint32_t who{};
    deed what{};
};

/// The next moment at which a buyer is up and about.
constexpr sys_seconds when_awake(dice& luck, sys_seconds t) {
    while (!luck.chance(awake[static_cast<std::size_t>((t.time_since_epoch() % days{1}) / hours{1})])) {
        t += 20min + luck.up_to(60min);
    }
    return t;
}

/// Searchers drop in at any time; a newsletter goes out on Tuesdays at nine and is read in the hours after. Some buyers
/// were there before the log began.
constexpr sys_seconds arrival(dice& luck, channel by, days span) {
    constexpr auto before = days{14};
    auto t = opening - before + luck.up_to(span + before);
    if (by == channel::email) {
        const auto week = (t - (opening - before)) / days{7};
        t = opening - before + week * days{7} + days{1} + 9h + luck.about(4h);
    }
    return when_awake(luck, t);
}

constexpr const move* next_move(dice& luck, buyer who, deed now) {
    auto left = luck.below(100);
    for (const auto& each : moves) {
        if (each.from != now) continue;
        const auto percent = each.percent[static_cast<std::size_t>(who.by)];
        if (left < percent) {
            const bool too_fiddly = each.to == deed::purchase && who.on == device::mobile && luck.chance(35);
            return too_fiddly ? nullptr : &each;
        }
        left -= percent;
    }
    return nullptr;
}

/// Adds all that one buyer does while the log runs.
void shop(dice& luck, std::uint32_t number, buyer who, sys_seconds t, sys_seconds closing, std::vector<row>& rows) {
    const auto note = [&](sys_seconds at, deed what) {
        if (at < opening || at >= closing) return;
        rows.push_back({at, at, static_cast<std::uint32_t>(rows.size()), number, what});
    };
    bool noted = false;
    for (auto now = deed::visit; t < closing;) {
        const auto* next = next_move(luck, who, now);
        const bool hasty = next != nullptr && next->usual_wait == 0s && luck.chance(50);
        if (hasty) note(t, next->to);  // two servers keep the log, and that of the later step was quicker
        if (!noted) note(t, now);
        noted = hasty;

        if (luck.chance(now == deed::visit ? 40 : 12)) note(t + luck.up_to(90s), deed::page_view);
        if (luck.chance(now == deed::purchase ? 10 : 2)) note(t + luck.about(15min), deed::support_chat);
        if (next == nullptr) return;

        t += luck.about(next->usual_wait);
        if (next->usual_wait > 6h) t = when_awake(luck, t);
        now = next->to;
    }
}

class log_maker {
public:
    log_maker(std::uint32_t buyers, days span, std::uint64_t seed) : seed_{seed} {
        who_.reserve(buyers);
        for (std::uint32_t number = 0; number < buyers; ++number) {
            dice luck{dice{seed}() ^ dice{number}()};
            const auto by = luck.chance(36) ? channel::email : channel::search;
            const auto on = luck.below(100);
            who_.push_back({by, on < 52 ? device::mobile : on < 93 ? device::desktop : device::tablet});
            shop(luck, number, who_.back(), arrival(luck, by, span), opening + span, rows_);
        }
    }

    /// Lets `percent` of the rows come to the log up to an hour late.
    void delay(std::uint32_t percent) {
        dice luck{~seed_};
        for (auto& each : rows_) {
            if (luck.chance(percent)) each.written += 1s + luck.up_to(1h - 1s);
        }
    }

    void sort() {
        std::ranges::sort(rows_, {}, [](const row& each) { return std::pair{each.written, each.place}; });
    }

    void shuffle() {
        dice luck{~seed_};
        for (auto left = static_cast<std::uint32_t>(rows_.size()); left > 1; --left) {
            std::swap(rows_[left - 1], rows_[luck.below(left)]);
        }
    }

    bool print(std::ostream& out, clock_face face) const {
        std::string text = "buyer,time,event,channel,device\n";
        for (const auto& each : rows_) {
            const auto& who = who_[each.who];
            text += 'b';
            digits(text, each.who + 1, 4);
            text += ',';
            time(text, each.at, face);
            for (const auto name :
                 {deed_names[static_cast<std::size_t>(each.what)], channel_names[static_cast<std::size_t>(who.by)],
                  device_names[static_cast<std::size_t>(who.on)]}) {
                text += ',';
                text += name;
            }
            text += '\n';
            if (text.size() > std::size_t{1} << 16U) {
                out << text;
                text.clear();
            }
        }
        out << text << std::flush;
        return out.good();
    }

private:
    /// A whole number with at least `width` digits.
    static void digits(std::string& text, std::int64_t number, std::size_t width) {
        const auto plain = std::to_string(number);
        text.append(width - std::min(width, plain.size()), '0').append(plain);
    }

    static void time(std::string& text, sys_seconds t, clock_face face) {
        if (face != clock_face::iso) {
            text += std::to_string(t.time_since_epoch().count());
            if (face == clock_face::unix_milliseconds) text += "000";
            return;
        }
        const auto day = std::chrono::floor<days>(t);
        const std::chrono::year_month_day date{day};
        const std::chrono::hh_mm_ss clock{t - day};
        digits(text, static_cast<int>(date.year()), 4);
        digits(text += '-', static_cast<unsigned>(date.month()), 2);
        digits(text += '-', static_cast<unsigned>(date.day()), 2);
        digits(text += 'T', clock.hours().count(), 2);
        digits(text += ':', clock.minutes().count(), 2);
        digits(text += ':', clock.seconds().count(), 2);
        text += 'Z';
    }

    std::uint64_t seed_;
    std::vector<buyer> who_;
    std::vector<row> rows_;
};

}  // namespace

int main(int argc, char** argv) {
    std::uint32_t buyers = 3000;
    std::int32_t span = 90;
    std::uint64_t seed = 2025;
    std::uint32_t late = 0;
    bool shuffled = false;
    std::string format = "iso";

    CLI::App app{"Writes the log of a shop that never was, as CSV, to standard output. One seed is one log."};
    app.add_option("--buyers", buyers, "how many there are; those whose story ended before the log began are not in it")
        ->check(CLI::Range(1, 10'000'000))
        ->capture_default_str();
    app.add_option("--days", span, "how long the log runs")->check(CLI::Range(1, 3650))->capture_default_str();
    app.add_option("--seed", seed, "which log of all those possible")->capture_default_str();
    app.add_option("--format", format, "how times are written: ISO 8601, or what has passed since 1970")
        ->check(CLI::IsMember({"iso", "seconds", "milliseconds"}))
        ->capture_default_str();
    app.add_option("--late", late, "percent of the rows that come up to an hour late")
        ->check(CLI::Range(0, 100))
        ->capture_default_str();
    app.add_flag("--shuffle", shuffled, "rows in random order");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }

    const auto face = format == "iso"       ? clock_face::iso
                      : format == "seconds" ? clock_face::unix_seconds
                                            : clock_face::unix_milliseconds;
    std::ios::sync_with_stdio(false);
    log_maker log{buyers, days{span}, seed};
    log.delay(late);
    log.sort();
    if (shuffled) log.shuffle();
    if (!log.print(std::cout, face)) {
        std::cerr << "make_log: the log could not be written to standard output\n";
        return 1;
    }
}
