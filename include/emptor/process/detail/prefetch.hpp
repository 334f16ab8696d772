// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Memory that will be wanted soon.

namespace emptor::detail {

/// Asks for the line of memory at this address, to be changed soon. It may be any address.
inline void prefetch(const void* address) noexcept {
#if defined(__GNUC__) || defined(__clang__)
    __builtin_prefetch(address, 1);
    asm volatile("");  // g++ 12 takes a function that does nothing else for one without effect, and calls it not at all
#else
    static_cast<void>(address);
#endif
}

}  // namespace emptor::detail
