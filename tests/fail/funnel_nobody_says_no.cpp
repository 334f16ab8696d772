// SPDX-License-Identifier: BSL-1.0
// refused: only a process refuses events
#include <emptor/funnel.hpp>
#include <emptor/process/models/aida.hpp>

using namespace emptor::question_words;
using enum emptor::aida_stage;

inline constexpr emptor::funnel fine{through<emptor::aida>(attention, interest), on_refusal(end_journey)};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1), on_refusal(end_journey)};
#endif

int main() {}
