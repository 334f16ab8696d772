// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/detail/fleet_bytes.hpp>

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <emptor/process/fleet.hpp>

#include "../../fuzz/corpus.hpp"
#include "../../fuzz/fleet.hpp"
#include "../buying.hpp"

namespace fleet_bytes_test {

using namespace buying_test;

namespace {

enum class ab { a, b };
enum class go { on_, back };
constexpr auto swing = emptor::process<ab, go>(ab::a, {{in(ab::a), on(go::on_), by(user), to(ab::b)},
                                                       {in(ab::b), on(go::back), to(ab::a)},
                                                       emptor::rule_words::endless()});
constexpr auto open_swing = emptor::process<ab, go>(
    ab::a, {{in(ab::a), on(go::on_), to(ab::b)}, {in(ab::b), on(go::back), to(ab::a)}, emptor::rule_words::endless()});

/// Three journeys of `swing`, the second in `b`, as version 1 writes them.
const std::vector<std::uint8_t> golden{0x65, 0x6D, 0x70, 0x74, 0x6F, 0x72, 0x66, 0x01, 0xA7, 0x6C,
                                       0xE5, 0x48, 0xFC, 0x3B, 0x26, 0xCA, 0x03, 0x00, 0x01, 0x00,
                                       0xCE, 0x27, 0x19, 0xF8, 0xB0, 0x3D, 0x0A, 0x70};

emptor::fleet<swing> three() {
    emptor::fleet<swing> fleet{3};
    fleet.put(1, ab::b);
    return fleet;
}

}  // namespace

TEST_CASE("a fleet is saved in the bytes of version 1", "[process]") {
    const auto saved = three().save();
    CHECK(saved == golden);
    emptor::fleet<swing> fleet;
    CHECK(fleet.load(golden));
    CHECK(fleet == three());
}

TEST_CASE("a fleet comes back from its bytes, with its census", "[process]") {
    for (const std::size_t size : {0U, 1U, 127U, 128U, 20000U}) {
        emptor::fleet<buying> fleet{size};
        for (std::size_t id = 0; id < size; ++id) fleet.put(id, buying.stages()[id % 6]);
        emptor::fleet<buying> back{7};
        REQUIRE(back.load(fleet.save()));
        CHECK(back == fleet);
        CHECK(std::ranges::equal(back.census(), fleet.census()));
    }
}

TEST_CASE("a fleet made when the program runs reads what the constant's wrote", "[process]") {
    emptor::fleet_of fleet{swing};
    CHECK(fleet.load(golden));
    CHECK(fleet.stage(1) == ab::b);
    CHECK(fleet.save() == golden);
}

TEST_CASE("every beginning of a saved fleet is refused, and so is every changed byte and every byte more",
          "[process]") {
    const auto before = three();
    auto fleet = before;
    for (std::size_t size = 0; size < golden.size(); ++size) {
        const auto error = fleet.load(std::span{golden}.first(size)).error();
        REQUIRE(error.has_value());
        REQUIRE(error->offset <= size);
    }
    for (std::size_t i = 0; i < golden.size(); ++i) {
        for (unsigned change = 1; change < 256; ++change) {
            auto bytes = golden;
            bytes[i] = static_cast<std::uint8_t>(bytes[i] ^ change);
            REQUIRE_FALSE(fleet.load(bytes));
        }
    }
    auto longer = golden;
    longer.push_back(0);
    CHECK_FALSE(fleet.load(longer));
    CHECK(fleet == before);
}

TEST_CASE("a refusal says what is wrong with the bytes, and where", "[process]") {
    const auto refused = [](std::vector<std::uint8_t> bytes) {
        emptor::fleet<swing> fleet;
        const auto error = fleet.load(bytes).error();
        return error ? std::to_string(error->offset) + ": " + error->what : std::string{"accepted"};
    };
    const auto with = [](std::size_t at, std::uint8_t byte) {
        auto bytes = golden;
        bytes[at] = byte;
        return bytes;
    };
    CHECK(refused({}) == "0: the bytes end within the head");
    CHECK(refused(with(3, 'x')) == "3: these are not the bytes of a fleet");
    CHECK(refused(with(7, 2)) == "7: version 2 is not known, only 1");
    CHECK(refused(with(8, static_cast<std::uint8_t>(golden[8] ^ 1))) ==
          "8: the fleet is one of another process, or of this one before it was changed");
    CHECK(refused({golden.begin(), golden.begin() + 16}) == "16: the bytes end within the number of journeys");
    CHECK(refused(with(16, 4)) == "28: the bytes end before 4 journeys and their check");
    CHECK(refused(with(16, 2)) == "27: there are bytes after the end");
    CHECK(refused(with(18, 2)) == "18: journey 1 is in stage number 2 of 2");
    CHECK(refused(with(18, 0)) == "20: the check does not agree: the bytes were changed");
}

TEST_CASE("a fleet of a process with other rules is refused", "[process]") {
    emptor::fleet<open_swing> fleet;
    CHECK_FALSE(fleet.load(golden));
    emptor::fleet<buying> of_others;
    CHECK_FALSE(of_others.load(golden));
}

TEST_CASE("what the fuzzer starts from is loaded or refused as it should be", "[process]") {
    for (const auto& [file, bytes] : corpus_of("fleet")) {
        CAPTURE(file);
        CHECK_NOTHROW(fuzz::fleet(bytes));
    }
}

}  // namespace fleet_bytes_test
