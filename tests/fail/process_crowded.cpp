// SPDX-License-Identifier: BSL-1.0
// refused: a process has at most 127 stages
#include <array>

#include <emptor/process/process.hpp>

enum class stage : unsigned char { first };
enum class event { next };

#ifdef EMPTOR_MUST_FAIL
constexpr int stages = 128;
#else
constexpr int stages = 127;
#endif

template <>
inline constexpr auto emptor::enumerators<stage> = [] {
    std::array<stage, stages> all{};
    for (unsigned char i = 0; i < stages; ++i) all[i] = static_cast<stage>(i);
    return all;
}();

int main() { return sizeof(emptor::process<stage, event>) > 0 ? 0 : 1; }
