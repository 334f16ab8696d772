// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/detail/shape.hpp>

#include <array>
#include <cstddef>
#include <random>

#include <catch2/catch_test_macros.hpp>

namespace shape_test {

using namespace emptor::detail;

namespace {

/// The same by following one way after the other.
[[nodiscard]] std::array<bool, stages_at_most> reached_plainly(const process_shape& shape, std::size_t from) {
    std::array<bool, stages_at_most> reached{};
    reached[from] = true;
    for (std::size_t round = 0; round < shape.stages; ++round) {
        for (std::size_t s = 0; s < shape.stages; ++s) {
            for (std::size_t t = 0; t < shape.stages; ++t) {
                if (reached[s] && shape.after[s].contains(t)) reached[t] = true;
            }
        }
    }
    return reached;
}

/// A ring of all stages, which is one journey without end.
[[nodiscard]] process_shape ring(std::size_t stages) {
    process_shape shape;
    shape.stages = stages;
    for (std::size_t s = 0; s < stages; ++s) {
        shape.connect(s, (s + 1) % stages);
        shape.endless.insert(s);
    }
    return shape;
}

}  // namespace

TEST_CASE("what can be reached is the same as by following every way, on both sides of the 64th stage", "[process]") {
    const unsigned seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int round = 0; round < 60; ++round) {
        process_shape shape;
        shape.stages = 2 + random() % (stages_at_most - 1);
        const std::size_t ways = random() % (2 * shape.stages);
        for (std::size_t i = 0; i < ways; ++i) shape.connect(random() % shape.stages, random() % shape.stages);
        const std::size_t start = random() % shape.stages;
        stage_bits from;
        from.insert(start);
        const stage_bits reached = reached_by(shape.after, from);
        const auto plainly = reached_plainly(shape, start);
        for (std::size_t s = 0; s < shape.stages; ++s) REQUIRE(reached.contains(s) == plainly[s]);
    }
}

TEST_CASE("the first defect is told: no way out, then never reached, then no way to a final stage", "[process]") {
    process_shape shape = ring(127);
    CHECK(first_defect(shape).stage == 127);
    shape.start = 126;
    CHECK(first_defect(shape).stage == 127);

    process_shape stuck = ring(127);
    stuck.after[126] = {};
    CHECK(first_defect(stuck).kind == defect_kind::dead_end);
    CHECK(first_defect(stuck).stage == 126);

    process_shape apart = ring(100);
    apart.after[69] = {};
    apart.connect(69, 0);
    CHECK(first_defect(apart).kind == defect_kind::never_reached);
    CHECK(first_defect(apart).stage == 70);

    process_shape lost = ring(80);
    lost.endless = {};
    CHECK(first_defect(lost).kind == defect_kind::no_way_to_a_final_stage);
    lost.endless.insert(79);
    CHECK(first_defect(lost).stage == 80);
}

TEST_CASE("a way back to the same stage is a way out of an endless stage only", "[process]") {
    process_shape shape;
    shape.stages = 1;
    shape.connect(0, 0);
    CHECK(first_defect(shape).kind == defect_kind::dead_end);
    shape.endless.insert(0);
    CHECK(first_defect(shape).stage == 1);
}

}  // namespace shape_test
