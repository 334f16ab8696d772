// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Whether bytes were taken up.

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace emptor {

/// Why bytes were refused, and which.
struct bytes_error {
    std::string what;
    std::size_t offset{};  ///< of the first byte that cannot be, or of the end where some are missing
};

/// The answer to bytes that were to be loaded: true, or an error.
class bytes_result {
public:
    bytes_result() noexcept = default;
    explicit bytes_result(bytes_error error) noexcept : error_{std::move(error)} {}

    [[nodiscard]] explicit operator bool() const noexcept { return !error_; }
    /// Nothing where the bytes were taken up.
    [[nodiscard]] const std::optional<bytes_error>& error() const noexcept { return error_; }

private:
    std::optional<bytes_error> error_;
};

}  // namespace emptor
