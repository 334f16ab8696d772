// SPDX-License-Identifier: BSL-1.0
#include <emptor/io/process_svg.hpp>

#include <algorithm>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>
#include <emptor/process/model.hpp>
#include <emptor/process/models.hpp>
#include <emptor/process/parse_rules.hpp>

#include "markup_check.hpp"
#include "process/agreeing.hpp"
#include "process/buying.hpp"

namespace process_svg_test {

using buying_test::buying;
using emptor::language;

namespace {

[[nodiscard]] bool tells(const markup_check::reader& picture, std::string_view text) {
    return std::any_of(picture.texts().begin(), picture.texts().end(),
                       [&](const std::string& each) { return each == text; });
}

[[nodiscard]] std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string_view::npos; at += part.size()) ++found;
    return found;
}

}  // namespace

TEST_CASE("The picture of every ready-made process is well-formed and tells every stage and event") {
    emptor::for_each_model([](std::string_view name, const auto& process, const emptor::process_title& title) {
        for (const auto in : {language::english, language::chinese}) {
            CAPTURE(name);
            const std::string svg = emptor::io::svg(process, in, emptor::shown_detail::briefs, title.title.in(in));
            markup_check::reader picture{svg};
            CHECK(picture.fault() == "");
            CHECK(tells(picture, title.title.in(in)));
            for (const auto stage : process.stages()) {
                CHECK(svg.find(std::string{label(stage, in)}.append("</t")) != std::string::npos);
            }
            std::string all;
            for (const std::string& text : picture.texts()) all += text + " ";
            for (const auto event : process.events()) CHECK(all.find(label(event, in)) != std::string::npos);
        }
    });
}

TEST_CASE("What may happen in every stage stands once in the picture") {
    const std::string svg = emptor::io::svg(buying);
    CHECK(count(svg, ">abandoned</text>") == 1);
    CHECK(count(svg, ">any stage</text>") == 1);
    CHECK(count(svg, ">chosen by buyer once agreed by decision_maker</text>") == 1);
    CHECK(emptor::io::svg(buying, language::chinese).find(">任一阶段</text>") != std::string::npos);
    CHECK(emptor::io::svg(emptor::procurement, language::english).find(">any stage but follow-up evaluation</text>") !=
          std::string::npos);
}

TEST_CASE("The picture says how many have to agree, and in which order") {
    const std::string svg = emptor::io::svg(agreeing_test::agreeing);
    CHECK(count(svg, ">chosen once agreed by user, buyer or decision_maker</text>") == 1);
    CHECK(count(svg, ">delivered once agreed by decision_maker, then user, then buyer</text>") == 1);
    CHECK(count(svg, ", by different") == 2);
}

TEST_CASE("What is not text in a name is shown as text in the picture") {
    const emptor::model odd{emptor::parse_rules(
        "stateDiagram-v2\n[*] --> a#60;b#62;\na#60;b#62; --> c#38;d : x#34;#10;y by #60;script#62;\n"
        "a#60;b#62; --> a#60;b#62; : again ×0.5\nc#38;d --> [*]\n")};
    const std::string svg = emptor::io::svg(odd);
    markup_check::reader picture{svg};
    CHECK(picture.fault() == "");
    CHECK(svg.find(">a&lt;b&gt;</text>") != std::string::npos);
    CHECK(svg.find(">x&quot;␊y by &lt;script&gt;</text>") != std::string::npos);
    CHECK(svg.find(">again ×0.5</text>") != std::string::npos);
}

TEST_CASE("Briefs are in the picture only where they are asked for") {
    const std::string plain = emptor::io::svg(emptor::five_stage, language::english);
    const std::string full = emptor::io::svg(emptor::five_stage, language::english, emptor::shown_detail::briefs);
    CHECK(plain.find("know what could meet") == std::string::npos);
    CHECK(full.find("know what could meet") != std::string::npos);
    CHECK(full.find("tasks: ask people; read and look around; try things out") != std::string::npos);
}

}  // namespace process_svg_test
