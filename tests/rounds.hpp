// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many random cases a test tries.

namespace emptor_test {

/// As many as are asked for; a quarter of them where sanitizers watch, under which each takes four times as long.
[[nodiscard]] constexpr int rounds(int asked) {
#if defined(__has_feature)
    return __has_feature(address_sanitizer) ? asked / 4 : asked;
#elif defined(__SANITIZE_ADDRESS__)
    return asked / 4;
#else
    return asked;
#endif
}

}  // namespace emptor_test
