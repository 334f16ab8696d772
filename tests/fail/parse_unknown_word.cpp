// SPDX-License-Identifier: BSL-1.0
// refused: no_such_stage, 4, .*"serching"
#include <emptor/process/parse.hpp>

enum class stage { need, searching, lost };
enum class event { search_begun, abandoned };

#ifdef EMPTOR_MUST_FAIL
#define WORD "serching"
#else
#define WORD "searching"
#endif

constexpr auto buying = emptor::parse<
    "stateDiagram-v2\n"
    "    [*] --> need\n"
    "    need --> lost : abandoned\n"
    "    need --> " WORD
    " : search_begun\n"
    "    searching --> lost : abandoned\n"
    "    lost --> [*]\n",
    stage, event>();

int main() { return buying.start() == stage::need ? 0 : 1; }
