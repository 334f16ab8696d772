// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where the facts that are not part of this repository lie: recorded cases, published numbers, real event logs.

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>

/// The folder that `EMPTOR_SHARED` names, `../shared` beside the checkout by default.
inline std::filesystem::path shared_folder() {
    const char* const named = std::getenv("EMPTOR_SHARED");
    return named != nullptr ? std::filesystem::path{named}
                            : std::filesystem::path{EMPTOR_SOURCE_DIR}.parent_path() / "shared";
}

/// A file of that folder. Skips the test, saying so, where the folder is absent.
inline std::filesystem::path shared_file(const std::string& name) {
    const std::filesystem::path folder = shared_folder();
    if (!std::filesystem::exists(folder)) {
        SKIP("no folder " << folder << " of shared facts; set EMPTOR_SHARED to have this tested");
    }
    const std::filesystem::path file = folder / name;
    INFO("the folder of shared facts lacks " << name);
    REQUIRE(std::filesystem::exists(file));
    return file;
}
