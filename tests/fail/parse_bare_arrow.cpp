// SPDX-License-Identifier: BSL-1.0
// refused: no_event, 3, .*"need --> lost"
#include <emptor/process/parse.hpp>

enum class stage { need, lost };
enum class event { abandoned };

constexpr auto buying = emptor::parse<
    "stateDiagram-v2\n"
    "    [*] --> need\n"
    "    need --> lost"
#ifndef EMPTOR_MUST_FAIL
    " : abandoned"
#endif
    "\n"
    "    lost --> [*]\n",
    stage, event>();

int main() { return buying.start() == stage::need ? 0 : 1; }
