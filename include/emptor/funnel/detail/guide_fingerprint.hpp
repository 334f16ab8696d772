// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Which process a funnel goes through, as a number.

#include <cstdint>

#include <emptor/process/detail/fleet_bytes.hpp>

namespace emptor::detail {

/// A number that changes with the process, and with the order of its roles where an enum does not fix it.
template <class Process>
[[nodiscard]] std::uint64_t guide_fingerprint(const Process& process) {
    if constexpr (requires { process.role_called(""); }) {
        byte_hash hash;
        hash.add_number(fingerprint(process));
        for (const auto role : process.roles()) hash.add(process.name(role));
        return hash.value();
    } else {
        return fingerprint(process);
    }
}

}  // namespace emptor::detail
