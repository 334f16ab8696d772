// SPDX-License-Identifier: BSL-1.0
// refused: mermaid_diagram_refused_at_the_line_of_this_call
#include <emptor/process/parse.hpp>

enum class stage { need, lost };
enum class event { abandoned };

constexpr auto buying = emptor::parse<stage, event>(
    "stateDiagram-v2\n"
    "    [*] --> need\n"
#ifdef EMPTOR_MUST_FAIL
    "    need --> last : abandoned\n"
#else
    "    need --> lost : abandoned\n"
#endif
    "    lost --> [*]\n");

int main() { return buying.start() == stage::need ? 0 : 1; }
