// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How far a long read has come, on a terminal's standard error.

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

namespace program {

/// One line that is written over, and gone in the end. Nothing where standard error is no terminal.
class progress {
public:
    progress() = default;
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;
    ~progress() { erase(); }

    /// What there is to read, more than before; nothing where that is not known.
    void expect(std::optional<std::uint64_t> bytes) noexcept {
        if (!bytes) is_known_ = false;
        expected_ += bytes.value_or(0);
    }

    void advance(std::uint64_t bytes) {
        read_ += bytes;
        if (!shows_) return;
        const auto now = std::chrono::steady_clock::now();
        if (now - shown_ < std::chrono::milliseconds{200}) return;
        shown_ = now;
        std::string line = "\rread " + megabytes(read_);
        if (is_known_ && expected_ >= read_) {
            line += " of " + megabytes(expected_) + " (" + std::to_string(read_ * 100 / expected_) + " %)";
        }
        std::fputs((line + "\x1B[K").c_str(), stderr);
        std::fflush(stderr);
        drawn_ = true;
    }

    /// Clears the line, before anything else is written there.
    void erase() noexcept {
        if (!drawn_) return;
        std::fputs("\r\x1B[K", stderr);
        std::fflush(stderr);
        drawn_ = false;
    }

private:
    [[nodiscard]] static std::string megabytes(std::uint64_t bytes) {
        return std::to_string(bytes / 1'000'000) + "." + std::to_string(bytes / 100'000 % 10) + " MB";
    }

    bool shows_ = isatty(STDERR_FILENO) == 1;
    bool drawn_{};
    bool is_known_{true};
    std::uint64_t read_{};
    std::uint64_t expected_{};
    std::chrono::steady_clock::time_point shown_ = std::chrono::steady_clock::now();
};

}  // namespace program
