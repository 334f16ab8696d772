// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/detail/probe.hpp>

#include <array>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

namespace probe_test {

using namespace emptor::detail;

TEST_CASE("the items of a printed list are identifiers, or casts and so none", "[process]") {
    constexpr auto split =
        split_identifiers<4>("E = ns::e; a::b::first, (anonymous namespace)::second, (ns::e)2, x<1, 2>::third");
    STATIC_REQUIRE(split[0] == "first");
    STATIC_REQUIRE(split[1] == "second");
    STATIC_REQUIRE(split[2].empty());
    STATIC_REQUIRE(split[3] == "third");
    constexpr auto words = split_identifiers<3>("需求, _x9, (e)-1");
    STATIC_REQUIRE(words[0] == "需求");
    STATIC_REQUIRE(words[1] == "_x9");
    STATIC_REQUIRE(words[2].empty());
}

TEST_CASE("enumerators are counted up to the first item that is none, and in all", "[process]") {
    constexpr named_items gap = count_named("a, b, (e)2, d", 4);
    STATIC_REQUIRE(gap.leading == 2);
    STATIC_REQUIRE(gap.all == 3);
    constexpr named_items whole = count_named("a, b", 2);
    STATIC_REQUIRE(whole.leading == 2);
    STATIC_REQUIRE(whole.all == 2);
    constexpr named_items none = count_named("(e)0, (e)1", 2);
    STATIC_REQUIRE(none.leading == 0);
    STATIC_REQUIRE(none.all == 0);
}

TEST_CASE("packed texts are the texts, an empty one among them", "[process]") {
    constexpr std::array<std::string_view, 3> texts{"one", "", "three"};
    constexpr auto packed = pack_texts<letters_in(texts)>(texts);
    STATIC_REQUIRE(packed[0] == "one");
    STATIC_REQUIRE(packed[1].empty());
    STATIC_REQUIRE(packed[2] == "three");
}

}  // namespace probe_test
