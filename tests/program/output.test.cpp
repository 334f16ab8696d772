// SPDX-License-Identifier: BSL-1.0
// Where the answer goes, and what is said when it cannot go there.

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "program/run.hpp"

namespace output_test {

namespace {

using namespace program_test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

const std::string visits = "buyer,time,event\na,2025-01-01,visit\na,2025-01-02,buy\n";

[[nodiscard]] outcome funnel(const std::vector<std::string>& more) {
    std::vector<std::string> arguments{"funnel", "--who", "buyer",   "--when",   "time",
                                       "--what", "event", "--steps", "visit,buy"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return emptor(arguments, visits);
}

const std::string question = "--who buyer --when time --what event --steps visit,buy";

}  // namespace

TEST_CASE("each format is what it says it is") {
    CHECK_THAT(funnel({}).out, ContainsSubstring("visit") && ContainsSubstring("2 events of 1 entity."));
    CHECK(funnel({"--format", "text"}).out == funnel({}).out);
    CHECK_THAT(funnel({"--format", "json"}).out, StartsWith("{\n  \"events\": 2,\n"));
    CHECK_THAT(funnel({"--format", "csv"}).out, StartsWith("step,entities,"));
    CHECK_THAT(funnel({"--format", "svg", "--title", "Spring <3"}).out,
               ContainsSubstring("<svg") && ContainsSubstring("Spring &lt;3"));
    CHECK_THAT(funnel({"--format", "html", "--title", "Spring"}).out,
               StartsWith("<!") && ContainsSubstring("<title>Spring</title>"));
    CHECK_THAT(funnel({"--title", "Spring"}).out, StartsWith("Spring\n"));
}

TEST_CASE("the format is that of the file's name where none is said") {
    const scratch at;
    for (const std::string format : {"text", "json", "csv", "svg", "html"}) {
        INFO(format);
        const outcome ran = funnel({"--output", at.path("funnel." + format)});
        CHECK(ran.status == 0);
        CHECK(ran.out == "");
        CHECK(ran.err == "");
        CHECK(text_of(at.path("funnel." + format)) == funnel({"--format", format}).out);
    }
    CHECK(funnel({"--output", at.path("funnel.svg"), "--format", "csv"}).status == 0);
    CHECK(text_of(at.path("funnel.svg")) == funnel({"--format", "csv"}).out);
}

TEST_CASE("a file is replaced whole, keeps its permissions, and is left alone where the log is refused") {
    const scratch at;
    const std::string file = at.file("answer.txt", "old");
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    CHECK(
        emptor({"funnel", "--who", "buyer", "--when", "time", "--what", "event", "--steps", "visit", "--output", file},
               visits + "a,never,buy\n")
            .status == 1);
    CHECK(text_of(file) == "old");
    CHECK(funnel({"--output", file}).status == 0);
    CHECK(text_of(file) == funnel({}).out);
    CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(std::distance(fs::directory_iterator{fs::path{file}.parent_path()}, fs::directory_iterator{}) == 1);
}

TEST_CASE("a link stays a link, and what it points to is replaced") {
    const scratch at;
    const std::string file = at.file("answer.txt", "old");
    fs::create_symlink(file, at.path("link"));
    CHECK(funnel({"--output", at.path("link")}).status == 0);
    CHECK(fs::is_symlink(at.path("link")));
    CHECK(text_of(file) == funnel({}).out);
}

TEST_CASE("a place that cannot be written is named") {
    const outcome missing = funnel({"--output", "/nowhere/answer.txt"});
    CHECK(missing.status == 1);
    CHECK(missing.err == "emptor: /nowhere/answer.txt: No such file or directory\n");
    const outcome directory = funnel({"--output", "/"});
    CHECK(directory.status == 1);
    CHECK(directory.err == "emptor: /: Is a directory\n");
}

TEST_CASE("a full disk is an error") {
    if (!fs::exists("/dev/full")) SKIP("there is no /dev/full");
    const outcome file = funnel({"--output", "/dev/full"});
    CHECK(file.status == 1);
    CHECK(file.err == "emptor: /dev/full: No space left on device\n");
    CHECK(fs::is_character_file("/dev/full"));
    const scratch at;
    const outcome out = shell("\"$emptor\" funnel \"$1\" " + question + " > /dev/full", {at.file("log.csv", visits)});
    CHECK(out.status == 1);
    CHECK(out.err == "emptor: standard output: No space left on device\n");
    const outcome help = shell("\"$emptor\" funnel --help > /dev/full");
    CHECK(help.status == 1);
}

TEST_CASE("standard output that is closed is an error") {
    const scratch at;
    const outcome ran = shell("\"$emptor\" funnel \"$1\" " + question + " >&-", {at.file("log.csv", visits)});
    CHECK(ran.status == 1);
    CHECK(ran.err == "emptor: standard output is closed\n");
}

TEST_CASE("a reader that goes away ends the program without a word") {
    const scratch at;
    const std::string file = at.file("log.csv", visits);
    // The reader is gone before the program has read its input.
    const std::string line =
        "(sleep 0.2; cat \"$1\") | { \"$emptor\" funnel " + question + "; echo $? > \"$2\"; } | true; cat \"$2\"";
    const outcome ran = shell("trap '' PIPE; " + line, {file, at.path("status")});
    CHECK(ran.err == "");
    CHECK(ran.out == "1\n");
    const outcome killed = shell(line, {file, at.path("status")});
    CHECK(killed.err == "");
    CHECK(killed.out == std::to_string(128 + SIGPIPE) + "\n");
}

TEST_CASE("nothing but the answer is written where nobody watches") {
    const outcome ran = funnel({});
    CHECK(ran.status == 0);
    CHECK(ran.err == "");
}

TEST_CASE("a log of many groups shows people the largest, and programs all") {
    std::string many = "buyer,time,event\n";
    for (int i = 0; i < 40; ++i) many += "b" + std::to_string(i) + ",2025-01-01,visit\n";
    const std::vector<std::string> arguments{"funnel", "--who",   "buyer", "--when", "time", "--what",
                                             "event",  "--steps", "visit", "--by",   "buyer"};
    const outcome text = emptor(arguments, many);
    CHECK(text.err == "");
    CHECK_THAT(text.out,
               EndsWith("\n--by buyer makes 40 groups; the 24 largest are shown. --format json or csv has them "
                        "all.\n"));
    std::vector<std::string> drawn = arguments;
    drawn.insert(drawn.end(), {"--format", "svg"});
    CHECK_THAT(emptor(drawn, many).out, ContainsSubstring("12 largest of 40 groups"));
    std::vector<std::string> all = arguments;
    all.insert(all.end(), {"--format", "csv"});
    const outcome csv = emptor(all, many);
    CHECK(csv.err == "");
    CHECK(std::count(csv.out.begin(), csv.out.end(), '\n') == 41);
}

TEST_CASE("help and version are answers") {
    for (const std::vector<std::string>& asked :
         {std::vector<std::string>{"--help"}, {"funnel", "--help"}, {"process", "--help"}, {"--version"}}) {
        const outcome ran = emptor(asked, std::nullopt);
        CHECK(ran.status == 0);
        CHECK(ran.err == "");
        CHECK(ran.out != "");
    }
    CHECK_THAT(emptor({"--version"}).out, StartsWith("emptor "));
    CHECK_THAT(emptor({"funnel", "--help"}).out, ContainsSubstring("--within") && ContainsSubstring("Examples:"));
}

TEST_CASE("a file whose ending names no format needs --format, whatever the case of the ending") {
    const std::string name = std::filesystem::temp_directory_path() / ("emptor_" + std::to_string(::getpid()));
    const outcome refused = funnel({"--output", name + ".pdf"});
    CHECK(refused.status == 2);
    CHECK_THAT(refused.err, ContainsSubstring(", whose ending names no format; say --format \"text\", \"json\""));
    CHECK_FALSE(std::filesystem::exists(name + ".pdf"));
    CHECK(funnel({"--output", name + ".SVG"}).status == 0);
    std::ifstream drawn{name + ".SVG"};
    std::string first;
    std::getline(drawn, first);
    CHECK_THAT(first, ContainsSubstring("<svg") || ContainsSubstring("<?xml"));
    std::filesystem::remove(name + ".SVG");
}

TEST_CASE("a dash for the output is standard output") {
    CHECK(funnel({"--output", "-"}).out == funnel({}).out);
    CHECK_FALSE(std::filesystem::exists("-"));
}

TEST_CASE("what a format has no place for is said on standard error") {
    const std::string late = "buyer,time,event\na,2025-01-02,visit\na,2025-01-01,visit\n";
    const std::vector<std::string> arguments{"funnel", "--who",   "buyer", "--when",      "time",     "--what",
                                             "event",  "--steps", "visit", "--presorted", "--format", "csv"};
    CHECK(emptor(arguments, late).err == "emptor: note: 1 of 2 events were out of order, and were left out\n");
}

}  // namespace output_test
