// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Puts the answer where it is wanted, whole or not at all.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "failure.hpp"
#include "source.hpp"

namespace program {

/// Writes all of it; the error number if that fails.
[[nodiscard]] inline int write_all(int to, std::string_view text) noexcept {
    while (!text.empty()) {
        const ssize_t written = ::write(to, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

/// Writes a file by way of another beside it, which takes its place when it is complete: who reads the file sees the
/// old one or the new one, never a part. What is no file of its own, such as a pipe or a device, is written directly.
inline void write_file(const std::string& name, std::string_view text) {
    const auto refuse = [&](int error) { return bad_data(name + ": " + system_words(error)); };
    namespace fs = std::filesystem;
    std::error_code unknown;
    const fs::path target = fs::exists(name, unknown) ? fs::canonical(name, unknown) : fs::path{name};
    struct stat about{};
    const bool exists = ::stat(target.c_str(), &about) == 0;
    if (exists && S_ISDIR(about.st_mode)) throw refuse(EISDIR);
    const bool direct = exists && !S_ISREG(about.st_mode);

    const std::string beside = target.string() + "." + std::to_string(::getpid()) + ".part";
    const std::string& written = direct ? name : beside;
    const int to = ::open(written.c_str(), O_WRONLY | O_CLOEXEC | (direct ? 0 : O_CREAT | O_EXCL), 0666);
    if (to < 0) throw refuse(errno);
    int error = write_all(to, text);
    if (error == 0 && exists && !direct && ::fchmod(to, about.st_mode & 07777U) != 0) error = errno;
    if (::close(to) != 0 && error == 0) error = errno;
    if (error == 0 && !direct && std::rename(beside.c_str(), target.c_str()) != 0) error = errno;
    if (error == 0) return;
    if (!direct) ::unlink(beside.c_str());
    throw refuse(error);
}

/// Writes to a file, or to standard output where it has no name or is "-".
inline void put(const std::string& output, std::string_view text) {
    if (!output.empty() && output != "-") return write_file(output, text);
    const int error = write_all(STDOUT_FILENO, text);
    if (error == EBADF) throw bad_data("standard output is closed");
    if (error == EPIPE) throw failure{exit_status::bad_data, ""};  // whoever read it has seen enough
    if (error != 0) throw bad_data("standard output: " + system_words(error));
}

}  // namespace program
