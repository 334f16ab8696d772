// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The bundled log, for the examples that ask something of it.

#include <chrono>
#include <cstddef>
#include <exception>
#include <fstream>
#include <iostream>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/io/csv.hpp>
#include <emptor/io/time.hpp>

struct visit {
    std::string buyer;
    std::chrono::sys_seconds at;
    std::string event;
    std::string channel;
};

/// @throws std::runtime_error for a file that cannot be read, or is not such a log.
inline std::vector<visit> read_log(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) throw std::runtime_error{"cannot open " + path};
    emptor::io::csv_reader rows{[&file](std::span<char> buffer) {
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        return static_cast<std::size_t>(file.gcount());
    }};
    const auto column = [&](const char* name) {
        if (const auto found = rows.column(name)) return *found;
        throw std::runtime_error{path + " has no column " + name};
    };
    const std::size_t buyer = column("buyer");
    const std::size_t time = column("time");
    const std::size_t event = column("event");
    const std::size_t channel = column("channel");
    std::vector<visit> visits;
    while (rows.next()) {
        const auto at = std::chrono::floor<std::chrono::seconds>(emptor::io::parse_time(rows[time]).value());
        visits.push_back({std::string{rows[buyer]}, at, std::string{rows[event]}, std::string{rows[channel]}});
    }
    if (rows.error()) throw std::runtime_error{path + ": " + rows.error()->what};
    return visits;
}

/// Explains the log that is named by the first argument, or the bundled one.
/// @returns what `main` returns.
template <class Explain>
int explain_log(int argc, char** argv, Explain explain) {
    try {
        explain(read_log(argc > 1 ? argv[1] : EMPTOR_BUNDLED_LOG));
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
