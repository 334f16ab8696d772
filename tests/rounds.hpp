// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many random cases a test tries, and whether it is watched.

namespace emptor_test {

/// Sanitizers watch.
#if defined(__has_feature)
inline constexpr bool sanitized = __has_feature(address_sanitizer);
#elif defined(__SANITIZE_ADDRESS__)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

/// As many as are asked for; a quarter of them where sanitizers watch, under which each takes four times as long.
[[nodiscard]] constexpr int rounds(int asked) { return sanitized ? asked / 4 : asked; }

}  // namespace emptor_test
