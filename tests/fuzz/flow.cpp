// SPDX-License-Identifier: BSL-1.0

#include <cstddef>
#include <cstdint>
#include <string>

#include "flow.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::flow(std::string(data, data + size));
    return 0;
}
