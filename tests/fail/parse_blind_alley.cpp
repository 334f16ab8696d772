// SPDX-License-Identifier: BSL-1.0
// refused: dead_end_not_declared_with_ends<.*lost>
#include <emptor/process/parse.hpp>

enum class stage { need, lost };
enum class event { abandoned };

constexpr auto buying = emptor::parse<
    "stateDiagram-v2\n"
    "    [*] --> need\n"
    "    need --> lost : abandoned\n"
#ifndef EMPTOR_MUST_FAIL
    "    lost --> [*]\n"
#endif
    ,
    stage, event>();

int main() { return buying.start() == stage::need ? 0 : 1; }
