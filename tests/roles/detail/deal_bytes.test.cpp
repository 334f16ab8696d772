// SPDX-License-Identifier: BSL-1.0
#include <emptor/roles/detail/deal_bytes.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "../../fuzz/corpus.hpp"
#include "../../fuzz/deal.hpp"
#include "../purchases.hpp"

namespace deal_bytes_test {

using namespace purchase_test;

namespace {

/// A deal with a line of every kind, which version 1 writes as the golden bytes.
purchase with_every_line() {
    purchase it = of_five(eur::of(9'000), -3);
    it.request(anna, asked, 0);
    it.request(ben, compared, 1);
    it.request(member_id{9}, compared, 1);
    it.add_quote(ben, 2);
    it.evaluate(anna, 2);
    it.request(ben, static_cast<event>(-7), 3);
    it.request(ben, chosen, 3);
    it.request(anna, back, 4);
    it.request(carla, dropped, 4);
    it.delegate(carla, anna, decision_maker, 200, 5);
    it.change_amount(ben, eur::of(8'000), 5);
    it.change_amount(ben, eur::of(9'500), 6);
    it.refuse(eric, back, 7);
    it.request(dora, back, 8);
    it.escalate_overdue(60);
    it.approve(dora, chosen, 61);
    it.request(ben, signed_off, 70);
    it.approve(anna, signed_off, 71);
    it.withdraw(anna, signed_off, 72);
    it.approve(dora, dropped, 80);
    return it;
}

const std::vector<std::uint8_t> golden = [] {
    std::ifstream in{std::filesystem::path{EMPTOR_SOURCE_DIR} / "tests" / "golden" / "deal_1.bin", std::ios::binary};
    return std::vector<std::uint8_t>{std::istreambuf_iterator<char>{in}, {}};
}();

/// Times that are fractions of hours, and persons of an enum of one's own.
enum class step : std::int8_t { wish, paid };
enum class deed : std::int64_t { pay };
enum class family : unsigned char { child, parent };
constexpr auto shopping = emptor::process<step, deed, family>(
    step::wish, {{in(step::wish), on(deed::pay), by(family::child), once_agreed(family::parent), to(step::paid)},
                 ends(step::paid)});
template <class Time>
inline constexpr auto pocket_money = emptor::decision_chain<shopping, emptor::money<"KWD">, Time>(
    emptor::as<family::child>(emptor::always{}), emptor::as<family::parent>(emptor::before_deadline{}));

template <class Time>
void comes_back(const std::vector<Time>& times) {
    using deal = emptor::deal<pocket_money<Time>>;
    deal before{{.amount = emptor::money<"KWD">{7}, .deadline = times.back(), .opened = times.front()},
                {{"Kim", {family::child}}, {"Lou", {family::parent}}}};
    for (const Time& time : times) before.add_quote(member_id{0}, time);
    before.request(member_id{0}, static_cast<deed>(std::numeric_limits<std::int64_t>::min()), times.back());
    before.request(member_id{0}, static_cast<deed>(std::numeric_limits<std::int64_t>::max()), times.back());
    before.request(member_id{0}, deed::pay, times.back());
    deal after;
    REQUIRE(after.load(before.save()));
    CHECK(after == before);
    CHECK(after.approve(member_id{1}, deed::pay, times.back()));
}

enum unfixed { nothing_yet = 0, at_last = 5 };
enum unfixed_signed { below = -3, above = 1 };

}  // namespace

}  // namespace deal_bytes_test

template <>
inline constexpr std::array emptor::enumerators<deal_bytes_test::unfixed>{deal_bytes_test::nothing_yet,
                                                                          deal_bytes_test::at_last};
template <>
inline constexpr std::array emptor::enumerators<deal_bytes_test::unfixed_signed>{deal_bytes_test::below,
                                                                                 deal_bytes_test::above};

namespace deal_bytes_test {

TEST_CASE("a number that no value of an enum has is none", "[roles]") {
    using emptor::detail::value_of;
    using emptor::detail::zigzag;
    const auto held = []<class E>(std::int64_t number) {
        const auto found = value_of<E>(zigzag(number));
        if (found) CHECK(static_cast<std::int64_t>(*found) == number);
        return found.has_value();
    };
    for (const std::int64_t number : {0, 1, 4, 5, 6, 7}) CHECK(held.operator()<unfixed>(number));
    for (const std::int64_t number : {-1, 8, 255}) CHECK_FALSE(held.operator()<unfixed>(number));
    for (const std::int64_t number : {-4, -3, 0, 3}) CHECK(held.operator()<unfixed_signed>(number));
    for (const std::int64_t number : {-5, 4}) CHECK_FALSE(held.operator()<unfixed_signed>(number));
    CHECK(held.operator()<step>(-128));
    CHECK_FALSE(held.operator()<step>(128));
    CHECK(held.operator()<family>(255));
    CHECK_FALSE(held.operator()<family>(-1));
    CHECK(held.operator()<deed>(std::numeric_limits<std::int64_t>::min()));
}

TEST_CASE("a deal is saved in the bytes of version 1", "[roles]") {
    const purchase it = with_every_line();
    std::vector<bool> seen(11);
    for (const auto& line : it.log()) seen[static_cast<std::size_t>(line.what)] = true;
    for (std::size_t what = 0; what < seen.size(); ++what) {
        CAPTURE(what);
        CHECK(seen[what]);
    }
    REQUIRE(golden.size() > 100);
    CHECK(it.save() == golden);
    purchase back_again;
    REQUIRE(back_again.load(golden));
    CHECK(back_again == it);
}

TEST_CASE("a deal comes back with any kind of time", "[roles]") {
    using namespace std::chrono;
    comes_back<double>({-1e308, -0.0, 0.25, 1e308});
    comes_back<float>({-1.5F, 3e38F});
    comes_back<std::int8_t>({-128, 127});
    comes_back<std::uint64_t>({0, std::numeric_limits<std::uint64_t>::max()});
    comes_back<sys_seconds>({sys_seconds{seconds::min()}, sys_seconds{}, sys_seconds{seconds::max()}});
}

TEST_CASE("every beginning of a saved deal is refused, and so is every changed byte and every byte more", "[roles]") {
    const purchase before = of_five(eur{1});
    purchase deal = before;
    for (std::size_t size = 0; size < golden.size(); ++size) {
        const auto error = deal.load(std::span{golden}.first(size)).error();
        REQUIRE(error.has_value());
        REQUIRE(error->offset <= size);
    }
    auto bytes = golden;
    for (std::size_t i = 0; i < golden.size(); ++i) {
        for (const unsigned change : {1U, 2U, 4U, 8U, 16U, 32U, 64U, 128U, 255U}) {
            bytes[i] = static_cast<std::uint8_t>(golden[i] ^ change);
            REQUIRE_FALSE(deal.load(bytes));
        }
        bytes[i] = golden[i];
    }
    bytes.push_back(0);
    CHECK_FALSE(deal.load(bytes));
    CHECK(deal == before);
}

TEST_CASE("a changed byte with a check that agrees is refused, or is another deal that is saved so", "[roles]") {
    std::size_t accepted = 0;
    for (std::size_t i = 16; i + 8 < golden.size(); ++i) {
        for (const unsigned change : {1U, 2U, 128U, 255U}) {
            std::string input{'\2'};
            for (const std::uint8_t byte : golden) input += static_cast<char>(byte);
            input[i + 1] = static_cast<char>(static_cast<unsigned char>(input[i + 1]) ^ change);
            CAPTURE(i, change);
            REQUIRE_NOTHROW(fuzz::deal(input));
            std::vector<std::uint8_t> bytes(input.begin() + 1, input.end() - 8);
            emptor::detail::byte_hash hash;
            for (const std::uint8_t byte : bytes) hash.add(byte);
            emptor::detail::put_number(bytes, hash.value());
            purchase deal;
            accepted += deal.load(bytes) ? 1U : 0U;
        }
    }
    CHECK(accepted > 0);  // another letter in a name, say
}

TEST_CASE("a refusal says what is wrong with the bytes of a deal, and where", "[roles]") {
    const auto refused = [](std::vector<std::uint8_t> bytes, bool mended = true) {
        if (mended && bytes.size() >= 24) {
            bytes.resize(bytes.size() - 8);
            emptor::detail::byte_hash hash;
            for (const std::uint8_t byte : bytes) hash.add(byte);
            emptor::detail::put_number(bytes, hash.value());
        }
        purchase deal;
        const auto error = deal.load(bytes).error();
        return error ? std::to_string(error->offset) + ": " + error->what : std::string{"accepted"};
    };
    const auto with = [](std::size_t at, std::uint8_t byte) {
        auto bytes = golden;
        bytes[at] = byte;
        return bytes;
    };
    CHECK(refused({}) == "0: the bytes end within the head");
    CHECK(refused(with(3, 'x')) == "3: these are not the bytes of a deal");
    CHECK(refused(with(6, 'f')) == "6: these are not the bytes of a deal");
    CHECK(refused(with(7, 2)) == "7: version 2 is not known, only 1");
    CHECK(refused(with(8, static_cast<std::uint8_t>(golden[8] ^ 1))) ==
          "8: the deal is one of another chain, or of this one before it was changed");
    CHECK(refused(with(16, static_cast<std::uint8_t>(golden[16] ^ 1)), false) ==
          std::to_string(golden.size() - 8) + ": the check does not agree: the bytes were changed");
    CHECK(refused(with(23, 0x80)).find("emptor::deal: the amount is -") != std::string::npos);
    CHECK(refused(with(24, 4)) == "24: the kind of terms is number 4 of 4");
    CHECK(refused(with(49, 200)) == "49: the number of members is 584, more than bytes are left");
    CHECK(refused(with(56, 9)) == "56: a role is number 9 of 8");
    CHECK(refused(with(51, 'B')).find("accepted") == 0);  // another name
    auto twice = golden;
    twice.insert(twice.end() - 8, 0);
    CHECK(refused(twice) == std::to_string(golden.size() - 8) + ": there are bytes after the end");
}

TEST_CASE("a deal of a chain with other roles, another currency or other times is refused", "[roles]") {
    emptor::deal<pocket_money<double>> seconds_of_double;
    CHECK_FALSE(seconds_of_double.load(golden));
    emptor::deal<pocket_money<int>> of_int;
    CHECK_FALSE(of_int.load(seconds_of_double.save()));
    CHECK(of_int.load(of_int.save()));
}

TEST_CASE("what the fuzzer of deals starts from is loaded or refused as it should be", "[roles]") {
    for (const auto& [file, bytes] : corpus_of("deal")) {
        CAPTURE(file);
        CHECK_NOTHROW(fuzz::deal(bytes));
    }
}

}  // namespace deal_bytes_test
