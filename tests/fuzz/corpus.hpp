// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The inputs a fuzz target starts from, for a unit test to replay.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

/// The bytes of every file of tests/fuzz/corpus/<target>, by file name.
inline std::map<std::string, std::string> corpus_of(const std::string& target) {
    std::map<std::string, std::string> inputs;
    const auto folder = std::filesystem::path{EMPTOR_SOURCE_DIR} / "tests" / "fuzz" / "corpus" / target;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        std::ifstream in{entry.path(), std::ios::binary};
        inputs[entry.path().filename().string()] = {std::istreambuf_iterator<char>{in}, {}};
    }
    return inputs;
}
