// SPDX-License-Identifier: BSL-1.0
// refused: the enum must be scoped or have a fixed underlying type
#include <emptor/process/enumerators.hpp>

#ifdef EMPTOR_MUST_FAIL
enum stage { need, search };
#else
enum stage : int { need, search };
#endif

int main() { return emptor::name(need).size() == 4 ? 0 : 1; }
