// SPDX-License-Identifier: BSL-1.0
// refused: where an entity stands when a span begins is not known in it
#include <emptor/funnel.hpp>
#include <emptor/process/models/aida.hpp>

using namespace emptor::question_words;
using enum emptor::aida_stage;

inline constexpr emptor::funnel fine{steps(0, 1)};
inline constexpr emptor::funnel led{through<emptor::aida>(attention, interest)};

int main() {
    static_cast<void>(fine.segment<int, int>());
    static_cast<void>(led.counter<int, int>());
#ifdef EMPTOR_MUST_FAIL
    static_cast<void>(led.segment<int, int>());
#endif
}
