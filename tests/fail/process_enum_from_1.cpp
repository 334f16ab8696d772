// SPDX-License-Identifier: BSL-1.0
// refused: the enumerators must count up from 0 without a gap
#include <emptor/process/enumerators.hpp>

#ifdef EMPTOR_MUST_FAIL
enum class stage { need = 1, search };
#else
enum class stage { need, search };
#endif

int main() { return emptor::name(stage::need).size() == 4 ? 0 : 1; }
