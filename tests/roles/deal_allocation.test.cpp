// SPDX-License-Identifier: BSL-1.0

/// @file
/// A deal allocates nothing once it is made. The program's `operator new` is counted here.

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "purchases.hpp"

namespace deal_allocation_test {

namespace {

std::atomic<std::size_t> allocations{0};

}  // namespace

}  // namespace deal_allocation_test

// Never inlined: g++ 12 would see a `free` for what the program's own `new` gave, and take it for a mistake.
[[gnu::noinline]] void* operator new(std::size_t size) {
    ++deal_allocation_test::allocations;
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc{};
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace deal_allocation_test {

using namespace purchase_test;

TEST_CASE("a deal of eight people allocates nothing after it was made, as long as its log has room", "[roles]") {
    const emptor::enumerator_set all{user, influencer, buyer, decision_maker, gatekeeper};
    std::vector<purchase::member_type> people;
    for (char name = 'a'; name < 'i'; ++name) people.push_back({std::string(1, name), all});
    purchase it{{.amount = eur::of(9'000), .opened = 0}, people};
    const std::size_t before = allocations;
    bool done = true;
    done = done && it.request(member_id{0}, asked, 1) && it.request(member_id{1}, compared, 2);
    done = done && it.add_quote(member_id{2}, 2) && it.evaluate(member_id{3}, 2);
    for (int i = 0; i < 8; ++i) {
        done = done && it.delegate(static_cast<member_id>(i), static_cast<member_id>((i + 1) % 8), buyer, 90, 3);
    }
    done = done && it.request(member_id{4}, chosen, 4).kind == answer_kind::waiting;
    done = done && it.request(member_id{4}, back, 4).kind == answer_kind::waiting;
    done = done && it.change_amount(member_id{5}, eur::of(12'000), 5);
    done = done && it.why_not(member_id{5}, chosen, 5).kind == answer_kind::waiting;
    done = done && it.escalate_overdue(40) == 1;
    done = done && it.approve(member_id{6}, chosen, 41).kind == answer_kind::granted;
    done = done && it.request(member_id{7}, signed_off, 50).kind == answer_kind::waiting;
    done = done && it.approve(member_id{6}, signed_off, 50).kind == answer_kind::waiting;
    done = done && it.withdraw(member_id{6}, signed_off, 51).kind == answer_kind::recorded;
    done = done && it.refuse(member_id{2}, signed_off, 52).kind == answer_kind::ended;
    const std::size_t after = allocations;
    CHECK(done);
    CHECK(after == before);
    CHECK(it.log().size() > 20);
    const auto saved = it.save();
    CHECK(allocations > after);  // it counts
}

}  // namespace deal_allocation_test
