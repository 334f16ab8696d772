// SPDX-License-Identifier: BSL-1.0
// refused: starts_with, separated_by and bounded_by exclude each other
#include <emptor/events/sessions.hpp>

int main() {
    using emptor::bounded_by, emptor::sessions, emptor::starts_with;
    constexpr sessions fine{starts_with("login", "open")};
#ifdef EMPTOR_MUST_FAIL
    constexpr sessions refused{starts_with("open"), bounded_by("login", "logout")};
#endif
    return fine.mark("login").start ? 0 : 1;
}
