// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where the bytes of a log come from: a file, or standard input.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "failure.hpp"
#include "messages.hpp"
#include "progress.hpp"

namespace program {

/// What the system says about an error number.
[[nodiscard]] inline std::string system_words(int error) { return std::generic_category().message(error); }

/// A file descriptor that is closed in the end, unless it is a standard one.
class descriptor {
public:
    explicit descriptor(int number) noexcept : number_{number} {}
    descriptor(descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
    descriptor& operator=(descriptor&&) = delete;
    ~descriptor() {
        if (number_ > STDERR_FILENO) ::close(number_);
    }

    [[nodiscard]] int number() const noexcept { return number_; }

private:
    int number_;
};

/// How messages call a FILE argument.
[[nodiscard]] inline std::string place_of(const std::string& file) { return file == "-" ? "standard input" : file; }

/// Reads a file, or standard input where its name is "-". A byte source.
class file_source {
public:
    file_source(const std::string& file, progress& shown)
        : place_{place_of(file)}, opened_{file == "-" ? STDIN_FILENO : open(file)}, progress_{&shown} {
        struct stat about{};
        if (::fstat(opened_.number(), &about) != 0) fail(errno);
        if (file == "-" && isatty(STDIN_FILENO) == 1) note(shown, "reads the log from the terminal, until Ctrl-D");
        if (S_ISDIR(about.st_mode)) fail(EISDIR);
    }

    [[nodiscard]] std::size_t operator()(std::span<char> room) {
        for (;;) {
            const ssize_t got = ::read(opened_.number(), room.data(), room.size());
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) fail(errno);
            if (first_) refuse_packed({room.data(), static_cast<std::size_t>(got)});
            first_ = false;
            progress_->advance(static_cast<std::uint64_t>(got));
            return static_cast<std::size_t>(got);
        }
    }

private:
    [[nodiscard]] static int open(const std::string& file) {
        const int number = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (number < 0) throw bad_data(file + ": " + system_words(errno));
        return number;
    }

    [[noreturn]] void fail(int error) const {
        if (error == EBADF) throw bad_data(place_ + " is closed");
        throw bad_data(place_ + ": " + system_words(error));
    }

    /// Says what to do with files that hold a log but are not one.
    void refuse_packed(std::string_view head) const {
        struct kind {
            std::string_view magic, advice;
        };
        constexpr kind kinds[] = {
            {"\x1F\x8B", "it is packed by gzip; unpack it first: zcat FILE | emptor funnel - ..."},
            {"\x28\xB5\x2F\xFD", "it is packed by zstd; unpack it first: zstdcat FILE | emptor funnel - ..."},
            {"\xFD\x37zXZ", "it is packed by xz; unpack it first: xzcat FILE | emptor funnel - ..."},
            {"PK\x03\x04", "it is a zip archive or a spreadsheet; save it as CSV first"},
        };
        for (const kind& each : kinds) {
            if (head.starts_with(each.magic)) throw bad_data(place_ + ": " + std::string{each.advice});
        }
    }

    std::string place_;
    descriptor opened_;
    progress* progress_;
    bool first_{true};
};

/// Lets the progress know how much there is to read, as far as that is known.
inline void announce(const std::vector<std::string>& files, progress& shown) {
    for (const std::string& file : files) {
        struct stat about{};
        const int failed = file == "-" ? ::fstat(STDIN_FILENO, &about) : ::stat(file.c_str(), &about);
        const bool known = failed == 0 && S_ISREG(about.st_mode) && about.st_size >= 0;
        shown.expect(known ? std::optional{static_cast<std::uint64_t>(about.st_size)} : std::nullopt);
    }
}

}  // namespace program
