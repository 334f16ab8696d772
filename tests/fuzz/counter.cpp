// SPDX-License-Identifier: BSL-1.0

#include <cstddef>
#include <cstdint>
#include <string>

#include "counter.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::counter(std::string(data, data + size));
    return 0;
}
