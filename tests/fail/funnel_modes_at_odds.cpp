// SPDX-License-Identifier: BSL-1.0
// refused: presets that contradict each other
#include <emptor/funnel.hpp>
#include <emptor/presets.hpp>

using namespace emptor::question_words;
namespace modes = emptor::presets::retentioneering;

inline constexpr emptor::funnel fine{steps(0, 1), modes::path, modes::from_last};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1), modes::from_first, modes::from_last};
#endif

int main() {}
