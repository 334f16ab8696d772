// SPDX-License-Identifier: BSL-1.0

/// @file
/// Reading CSV: the reader beside the loop one would write by hand, a character at a time. Both sum the lengths of two
/// columns and are checked to agree. Besides time, judge by the ratio of the two in one run.

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include <emptor/io/csv.hpp>

namespace {

constexpr std::size_t size_of_log = 16'000'000;

enum class quoting { none, all };

/// A log of a web shop: eight columns, some 85 bytes a row.
std::string log_of(quoting quotes, std::string_view product) {
    constexpr std::array<std::string_view, 4> events{"view", "cart", "checkout", "purchase"};
    std::mt19937_64 random{20240131};
    std::string log = "time,event,product,category,brand,price,user,session\n";
    const auto number = [&](std::uint64_t below) { return std::to_string(random() % below); };
    while (log.size() < size_of_log) {
        const std::array<std::string, 8> row{"2024-01-" + std::to_string(10 + random() % 20) + " 12:00:00 UTC",
                                             std::string{events[random() % events.size()]},
                                             std::string{product} + number(100'000),
                                             number(10'000'000'000),
                                             random() % 3 == 0 ? "" : "brand" + number(100),
                                             number(1000) + ".99",
                                             number(1'000'000),
                                             number(1'000'000'000'000)};
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i != 0) log += ',';
            log += quotes == quoting::all ? '"' + row[i] + '"' : row[i];
        }
        log += '\n';
    }
    return log;
}

const std::string& plain_log() {
    static const std::string log = log_of(quoting::none, "product ");
    return log;
}

const std::string& quoted_log() {
    static const std::string log = log_of(quoting::all, "product ");
    return log;
}

const std::string& chinese_log() {
    static const std::string log = log_of(quoting::none, "采购申请已经批准");
    return log;
}

constexpr std::size_t user = 6;
constexpr std::size_t event = 1;

/// The obvious loop: no check of anything but the quotes, every field copied to a string.
std::size_t by_hand(std::string_view text) {
    std::size_t sum = 0;
    std::vector<std::string> row(1);
    bool quoted = false;
    bool header = true;
    for (const char c : text) {
        if (c == '"') {
            quoted = !quoted;
        } else if (quoted) {
            row.back() += c;
        } else if (c == ',') {
            row.emplace_back();
        } else if (c == '\n') {
            if (!header) sum += row[user].size() + row[event].size();
            header = false;
            row.assign(1, {});
        } else {
            row.back() += c;
        }
    }
    return sum;
}

std::size_t by_reader(std::string_view text) {
    std::size_t sum = 0;
    emptor::io::csv_reader rows{text};
    while (rows.next()) sum += rows[user].size() + rows[event].size();
    if (rows.error()) throw std::runtime_error{rows.error()->what};
    return sum;
}

void measure(benchmark::State& state, std::size_t (*read)(std::string_view), const std::string& text) {
    if (by_hand(text) != by_reader(text)) state.SkipWithError("the two disagree");
    for (auto _ : state) benchmark::DoNotOptimize(read(text));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void plain_by_hand(benchmark::State& state) { measure(state, by_hand, plain_log()); }
void plain_by_reader(benchmark::State& state) { measure(state, by_reader, plain_log()); }
void quoted_by_hand(benchmark::State& state) { measure(state, by_hand, quoted_log()); }
void quoted_by_reader(benchmark::State& state) { measure(state, by_reader, quoted_log()); }
void chinese_by_hand(benchmark::State& state) { measure(state, by_hand, chinese_log()); }
void chinese_by_reader(benchmark::State& state) { measure(state, by_reader, chinese_log()); }

BENCHMARK(plain_by_hand);
BENCHMARK(plain_by_reader);
BENCHMARK(quoted_by_hand);
BENCHMARK(quoted_by_reader);
BENCHMARK(chinese_by_hand);
BENCHMARK(chinese_by_reader);

}  // namespace
