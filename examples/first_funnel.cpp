// SPDX-License-Identifier: BSL-1.0
//
// Reads the bundled log and asks one question of it. README.md shows what stands between the marks.
#include <chrono>
#include <fstream>
#include <iostream>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/emptor.hpp>
#include <emptor/io/csv.hpp>
#include <emptor/io/svg.hpp>
#include <emptor/io/text.hpp>
#include <emptor/io/time.hpp>

using namespace std::chrono_literals;
using namespace emptor::question_words;

// [README
struct visit {
    std::string buyer;
    std::chrono::sys_seconds at;
    std::string event;
};

void explain(const std::vector<visit>& visits) {
    constexpr emptor::funnel asked{steps("visit", "search", "compare", "purchase", "review"), within(14 * 24h), timed};
    const auto report = asked(visits, &visit::buyer, &visit::at, &visit::event);
    std::cout << emptor::io::text(report);
    std::ofstream{"funnel.svg"} << emptor::io::svg(report, "From the first visit to a review, within 14 days");
}
// README]

namespace {

std::vector<visit> read(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) throw std::runtime_error{"cannot open " + path};
    emptor::io::csv_reader rows{[&file](std::span<char> buffer) {
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        return static_cast<std::size_t>(file.gcount());
    }};
    const std::size_t buyer = rows.column("buyer").value();
    const std::size_t time = rows.column("time").value();
    const std::size_t event = rows.column("event").value();
    std::vector<visit> visits;
    while (rows.next()) {
        const auto at = std::chrono::floor<std::chrono::seconds>(emptor::io::parse_time(rows[time]).value());
        visits.push_back({.buyer = std::string{rows[buyer]}, .at = at, .event = std::string{rows[event]}});
    }
    if (rows.error()) throw std::runtime_error{path + ": " + rows.error()->what};
    return visits;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        explain(read(argc > 1 ? argv[1] : EMPTOR_BUNDLED_LOG));
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
