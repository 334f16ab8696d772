// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/detail/names.hpp>

#include <cstddef>
#include <optional>

#include <catch2/catch_test_macros.hpp>

namespace names_test {

using emptor::model_role;
using emptor::detail::cell, emptor::detail::cell_hash, emptor::detail::names;

TEST_CASE("a name has one id, and no more names are taken than there is room for", "[process]") {
    names<model_role> words;
    CHECK(words.add("a", 2) == model_role{0});
    CHECK(words.add("b", 2) == model_role{1});
    CHECK(words.add("a", 2) == model_role{0});
    CHECK(words.add("c", 2) == std::nullopt);
    CHECK(words.find("c") == std::nullopt);
    CHECK(words.size() == 2);
    CHECK(words.name(model_role{1}) == "b");
    CHECK(words.name(model_role{2}).empty());
    CHECK(words.index(model_role{255}) == 2);
}

TEST_CASE("what is called as it is named has no label", "[process]") {
    names<model_role> words, others;
    words.add("a", 9);
    others.add("a", 9);
    words.set_label(model_role{0}, "A");
    CHECK(words.label(model_role{0}) == "A");
    CHECK_FALSE(words == others);
    words.set_label(model_role{0}, "a");
    CHECK(words.label(model_role{0}).empty());
    CHECK(words == others);
    CHECK(words.label(model_role{1}).empty());
}

TEST_CASE("equal cells have one hash, and cells that differ in any part another", "[process]") {
    using roles = emptor::id_set<model_role>;
    using cell_type = cell<roles>;
    const cell_type plain{1, roles{model_role{2}}, roles{model_role{3}}};
    CHECK(cell_hash{}(plain) == cell_hash{}(cell_type{1, roles{model_role{2}}, roles{model_role{3}}}));
    CHECK(cell_hash{}(plain) != cell_hash{}(cell_type{2, roles{model_role{2}}, roles{model_role{3}}}));
    CHECK(cell_hash{}(plain) != cell_hash{}(cell_type{1, roles{model_role{3}}, roles{model_role{3}}}));
    CHECK(cell_hash{}(plain) != cell_hash{}(cell_type{1, roles{model_role{2}}, roles{}}));
}

}  // namespace names_test
