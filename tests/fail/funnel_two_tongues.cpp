// SPDX-License-Identifier: BSL-1.0
// refused: presets of two dialects
#include <emptor/funnel.hpp>
#include <emptor/presets.hpp>

using namespace emptor::question_words;

inline constexpr emptor::funnel fine{steps(0, 1), emptor::presets::clickhouse::strict_once,
                                     emptor::presets::clickhouse::strict_order};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1), emptor::presets::clickhouse::strict_once, emptor::presets::doris::fixed};
#endif

int main() {}
