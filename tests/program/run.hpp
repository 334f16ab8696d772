// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Runs the program `emptor` as a person would, and sees what a person would see.

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

extern char** environ;

namespace program_test {

namespace fs = std::filesystem;

/// Where the program is: in the environment variable EMPTOR_PROGRAM, or where the build put it.
[[nodiscard]] inline std::string program_path() {
    if (const char* set = std::getenv("EMPTOR_PROGRAM")) return set;
#ifdef EMPTOR_PROGRAM
    return EMPTOR_PROGRAM;
#else
    SKIP("the program is not built: EMPTOR_BUILD_EXAMPLES is off, and EMPTOR_PROGRAM is not in the environment");
    return {};
#endif
}

/// A directory of its own that is gone after the test.
class scratch {
public:
    scratch() {
        std::string name = (fs::temp_directory_path() / "emptor-test-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        directory_ = name;
    }
    scratch(const scratch&) = delete;
    scratch& operator=(const scratch&) = delete;
    ~scratch() {
        std::error_code ignored;
        fs::remove_all(directory_, ignored);
    }

    [[nodiscard]] std::string path(std::string_view name) const { return (directory_ / name).string(); }

    /// Writes a file there and says where.
    [[nodiscard]] std::string file(std::string_view name, std::string_view text) const {
        std::ofstream out{path(name), std::ios::binary};
        out << text << std::flush;
        REQUIRE(out.good());
        return path(name);
    }

private:
    fs::path directory_;
};

[[nodiscard]] inline std::string text_of(const std::string& path) {
    std::ifstream in{path, std::ios::binary};
    REQUIRE(in.good());
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// What a run left behind.
struct outcome {
    int status{};  ///< the exit status; 128 and the signal where one ended it, as shells say
    std::string out;
    std::string err;
};

/// Runs a command with these arguments. Standard input is the text, or closed where there is none.
[[nodiscard]] inline outcome run_command(const std::vector<std::string>& command, std::optional<std::string> input) {
    const scratch at;
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    if (input) {
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, at.file("in", *input).c_str(), O_RDONLY, 0);
    } else {
        posix_spawn_file_actions_addclose(&files, STDIN_FILENO);
    }
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, at.path("out").c_str(), O_WRONLY | O_CREAT, 0600);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, at.path("err").c_str(), O_WRONLY | O_CREAT, 0600);
    pid_t child{};
    const int error = posix_spawn(&child, words[0], &files, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    REQUIRE(error == 0);
    int ended{};
    REQUIRE(waitpid(child, &ended, 0) == child);
    const int status = WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
    return {status, text_of(at.path("out")), text_of(at.path("err"))};
}

/// Runs `emptor` with these arguments and this text on standard input.
[[nodiscard]] inline outcome emptor(std::vector<std::string> arguments, std::optional<std::string> input = "") {
    arguments.insert(arguments.begin(), program_path());
    return run_command(arguments, std::move(input));
}

/// Runs a line of shell, in which $emptor is the program and $1, $2, ... are the arguments.
[[nodiscard]] inline outcome shell(const std::string& line, const std::vector<std::string>& arguments = {}) {
    std::vector<std::string> command{"/bin/sh", "-c", "emptor=$0; " + line, program_path()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return run_command(command, "");
}

/// The data that lie beside the checkout; EMPTOR_SHARED says where else. Skips the test where they are not.
[[nodiscard]] inline std::string shared(std::string_view file) {
    const char* set = std::getenv("EMPTOR_SHARED");
    const fs::path place =
        (set != nullptr ? fs::path{set} : fs::path{EMPTOR_SOURCE_DIR} / ".." / "shared") / "data" / file;
    if (!fs::exists(place)) SKIP(place.string() + " is not there; EMPTOR_SHARED says where the shared data are");
    return place.string();
}

}  // namespace program_test
