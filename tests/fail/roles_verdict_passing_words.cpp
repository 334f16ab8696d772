// SPDX-License-Identifier: BSL-1.0
// refused: (no matching function for call to|could not convert|call to consteval function)
#include <string>

#include <emptor/process/role.hpp>
#include <emptor/roles/policies.hpp>
#include <emptor/roles/purchase_request.hpp>

enum class stage { need, purchase };
enum class event { chosen };

using request = emptor::purchase_request<stage, event, emptor::role, emptor::money<"EUR">, int>;

int main() {
#ifdef EMPTOR_MUST_FAIL
    return request::refuse(std::string{"words that are gone when they are read"}).reason.by.has_value() ? 1 : 0;
#else
    return request::refuse("words that stay").reason.by.has_value() ? 1 : 0;
#endif
}
