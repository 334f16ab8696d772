// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How the program ends when it cannot do what it was asked.

#include <cstddef>
#include <exception>
#include <stdexcept>
#include <string>

namespace program {

/// What a shell is told. 0 only when all was read and written.
enum class exit_status : int { done = 0, bad_data = 1, bad_usage = 2 };

/// A sentence for the person at the terminal, and the exit status that goes with it.
class failure : public std::runtime_error {
public:
    failure(exit_status status, const std::string& sentence) : std::runtime_error{sentence}, status_{status} {}

    [[nodiscard]] exit_status status() const noexcept { return status_; }

private:
    exit_status status_;
};

/// What the library says of its refusal, without the name of who says it.
[[nodiscard]] inline std::string reason_of(const std::exception& refused) {
    std::string why = refused.what();
    if (const std::size_t colon = why.find(": "); why.starts_with("emptor::") && colon != std::string::npos) {
        why.erase(0, colon + 2);
    }
    return why;
}

/// The data, or the machine, does not allow it.
[[nodiscard]] inline failure bad_data(const std::string& sentence) { return {exit_status::bad_data, sentence}; }

/// The command line does not say what to do, or says it wrongly.
[[nodiscard]] inline failure bad_usage(const std::string& sentence) { return {exit_status::bad_usage, sentence}; }

}  // namespace program
