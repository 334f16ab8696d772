// SPDX-License-Identifier: BSL-1.0
// What the program says of input and command lines that it cannot take: one line that names the thing, where it stands
// and what is allowed.

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <string>
#include <utility>
#include <vector>

#include "program/json.hpp"
#include "program/run.hpp"

namespace refusals_test {

namespace {

using namespace program_test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

const std::vector<std::string> question{"--who", "buyer", "--when", "time", "--what", "event", "--steps", "visit,buy"};

[[nodiscard]] std::vector<std::string> funnel(const std::string& file, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"funnel", file};
    arguments.insert(arguments.end(), question.begin(), question.end());
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

/// The log is refused in exactly these words, and nothing is answered.
void refused(const std::string& log, const std::string& words, const std::vector<std::string>& more = {}) {
    const outcome ran = emptor(funnel("-", more), log);
    INFO(log.substr(0, 200));
    CHECK(ran.status == 1);
    CHECK(ran.out == "");
    CHECK(ran.err == "emptor: standard input" + words + "\n");
}

/// The command line is refused before any log is read.
void misused(const std::vector<std::string>& arguments, const std::string& words) {
    const outcome ran = emptor(arguments, std::nullopt);
    CHECK(ran.status == 2);
    CHECK(ran.out == "");
    CHECK(ran.err == "emptor: " + words + "\n");
}

/// The question with one option said otherwise.
[[nodiscard]] std::vector<std::string> with(const std::string& option, const std::string& value) {
    std::vector<std::string> arguments = funnel("nowhere.csv");
    for (std::size_t i = 0; i + 1 < arguments.size(); ++i) {
        if (arguments[i] != option) continue;
        arguments[i + 1] = value;
        return arguments;
    }
    arguments.insert(arguments.end(), {option, value});
    return arguments;
}

}  // namespace

TEST_CASE("a file that is not there is named") {
    const outcome ran = emptor(funnel("/nowhere/shop.csv"));
    CHECK(ran.status == 1);
    CHECK(ran.err == "emptor: /nowhere/shop.csv: No such file or directory\n");
}

TEST_CASE("a directory is no log") {
    const outcome ran = emptor(funnel("/"));
    CHECK(ran.status == 1);
    CHECK(ran.err == "emptor: /: Is a directory\n");
}

TEST_CASE("an empty log and one that is a header only are told apart") {
    refused("", ": the input is empty; a header row was expected");
    refused("\n\n", ": the input is empty; a header row was expected");
    refused("buyer,time,event\n", ": a header and no rows; there is nothing to count");
}

TEST_CASE("a missing column is named with those there are and the one that was meant") {
    refused(
        "buyr,time,event\na,2025-01-01,visit\n",
        ": no column is named \"buyer\", as --who says; did you mean \"buyr\"? The columns are \"buyr\", \"time\" and "
        "\"event\"");
    refused("x,y\n1,2\n", ": no column is named \"buyer\", as --who says; the columns are \"x\" and \"y\"");
    refused("buyer,time,event\na,2025-01-01,visit\n",
            ": no column is named \"canal\", as --where says; the columns are \"buyer\", \"time\" and \"event\"",
            {"--where", "canal=email"});
    refused("buyer;time;event\na;2025-01-01;visit\n",
            ": no column is named \"buyer\", as --who says; the only column is \"buyer;time;event\"; is the delimiter "
            "another? Say so: --delimiter ';'");
}

TEST_CASE("a column that is there twice is not guessed at") {
    refused("buyer,time,event,time\na,2025-01-01,visit,2025-01-01\n",
            ": two columns are named \"time\"; one of them must be renamed");
}

TEST_CASE("a time that is none is shown with its line, its column and what would help") {
    const std::string head = "buyer,time,event\na,2025-01-01,visit\n";
    refused(head + "a,yesterday,buy\n",
            ":3: column \"time\" is \"yesterday\": no known shape of a time: 2020-01-31, 2020-01-31 12:00:00 and "
            "2020-01-31T12:00:00.5+01:00 are; for others give the format (--time-format)");
    refused(head + "a,03/04/2020,buy\n",
            ":3: column \"time\" is \"03/04/2020\": ambiguous date: give its format, such as %d/%m/%Y (--time-format)");
    refused(head + "a,2021-02-29,buy\n", ":3: column \"time\" is \"2021-02-29\": there is no day 29 in February 2021");
    refused(head + "a,,buy\n", ":3: column \"time\" is empty, where a time was expected");
    refused(head + "a,1735689600,buy\n",
            ":3: column \"time\" is \"1735689600\": a bare number; say its unit: --unit s, ms, us or ns");
    refused(head + "a,2300-01-01,buy\n",
            ":3: column \"time\" is \"2300-01-01\": beyond the times that 64-bit nanoseconds can hold: 1677-09-21 to "
            "2262-04-11");
    refused(
        "buyer,time,event\na,1735689600000,visit\n",
        ":2: column \"time\" is \"1735689600000\": beyond the times that 64-bit nanoseconds can hold: 1677-09-21 to "
        "2262-04-11; is --unit s right?",
        {"--unit", "s"});
    refused("buyer,time,event\na,9223372036854775808,visit\n",
            ":2: column \"time\" is \"9223372036854775808\": beyond the times that 64-bit nanoseconds can hold: "
            "1677-09-21 to 2262-04-11; is --unit ns right?",
            {"--unit", "ns"});
    refused("buyer,time,event\na,noon,visit\n",
            ":2: column \"time\" is \"noon\": no decimal number, such as 1569888000 or 1569888000.123",
            {"--unit", "s"});
    refused(head,
            ":2: column \"time\" is \"2025-01-01\": the text does not match the format from its character 3 on "
            "\"%d.%m.%Y\"",
            {"--time-format", "%d.%m.%Y"});
}

TEST_CASE("a row is as long as the header") {
    refused("buyer,time,event\na,2025-01-01,visit\na,2025-01-01\n", ":3: the row has 2 fields; the header has 3");
    refused("buyer,time,event\na,2025-01-01,visit,1\n", ":2: the row has 4 fields; the header has 3");
}

TEST_CASE("a quote that is never closed is shown where it was opened") {
    refused("buyer,time,event\na,2025-01-01,visit\na,2025-01-01,\"buy\na,2025-01-01,buy\n",
            ":3: field 3 (\"event\"): the quote that opens this field is never closed");
    refused("buyer,time,event\n\"a\"b,2025-01-01,visit\n",
            ":2: field 1 (\"buyer\"): text follows a closing quote, where ',' or a line end was expected");
}

TEST_CASE("bytes that are no text are refused with the option that may help") {
    using namespace std::string_literals;
    refused("buyer,time,event\na\0,2025-01-01,visit\n"s,
            ":2: field 1 (\"buyer\"): a NUL byte, where text was expected; is the input in another encoding, such as "
            "UTF-16? If so, name it, as in "
            "--encoding UTF-16");
    refused(
        "buyer,time,event\n\xB9\xBA,2025-01-01,visit\n",
        ":2: field 1 (\"buyer\"): the byte 0xB9 begins no UTF-8 character here; is the input in another encoding? If "
        "so, name it, as in --encoding GB18030");
}

TEST_CASE("text that is not in the encoding it is said to be in is refused") {
    refused("buyer,time,event\n\xFF\xFF,2025-01-01,visit\n",
            ": read as GB18030, the input has bytes that are no text in it, at byte 18; is --encoding right?",
            {"--encoding", "GB18030"});
    refused("buyer,time,event\na,2025-01-01,visit\xB9",
            ": read as GB18030, the input ends in the middle of a character, at byte 36; is --encoding right?",
            {"--encoding", "GB18030"});
}

TEST_CASE("a file that is packed is refused with the way to unpack it") {
    refused("\x1F\x8B\x08", ": it is packed by gzip; unpack it first: zcat FILE | emptor funnel - ...");
    refused("PK\x03\x04", ": it is a zip archive or a spreadsheet; save it as CSV first");
}

TEST_CASE("of several files the one with the error is named") {
    const scratch at;
    const std::string good = at.file("good.csv", "buyer,time,event\na,2025-01-01,visit\n");
    const std::string bad = at.file("bad.csv", "buyer,time,event\na,2025-01-01,visit\na,never,visit\n");
    std::vector<std::string> arguments = funnel(good);
    arguments.push_back(bad);
    const outcome ran = emptor(arguments);
    CHECK(ran.status == 1);
    CHECK_THAT(ran.err, StartsWith("emptor: " + bad + ":3: column \"time\" is \"never\": "));
}

TEST_CASE("what a hostile log says reaches the terminal shown, not sent, and in short") {
    const outcome ran = emptor(funnel("-"), "buyer,time,event\na,\x1B[2J" + std::string(10'000'000, 'x') + ",visit\n");
    CHECK(ran.status == 1);
    CHECK(ran.err.find('\x1B') == std::string::npos);
    CHECK_THAT(ran.err, StartsWith("emptor: standard input:2: column \"time\" is \"␛[2Jxxx"));
    CHECK(ran.err.size() < 500);
}

TEST_CASE("standard input that is closed is not an empty log") {
    const outcome ran = emptor(funnel("-"), std::nullopt);
    CHECK(ran.status == 1);
    CHECK(ran.err == "emptor: standard input is closed\n");
}

TEST_CASE("a log cut off in a row is refused") {
    const outcome ran = shell(
        "printf 'buyer,time,event\\na,2025-01-01,visit\\na,2025' | \"$emptor\" funnel --who buyer "
        "--when time --what event --steps visit");
    CHECK(ran.status == 1);
    CHECK(ran.out == "");
    CHECK(ran.err == "emptor: standard input:3: the row has 2 fields; the header has 3\n");
}

TEST_CASE("a step that never occurs is a warning with the event that was meant") {
    const outcome ran =
        emptor({"funnel", "--who", "b", "--when", "t", "--what", "e", "--steps", "visit,purchse,visit,x"},
               "b,t,e\na,2025-01-01,visit\na,2025-01-02,purchase\na,2025-01-02,visit\n");
    CHECK(ran.status == 0);
    CHECK(ran.err ==
          "emptor: warning: no event is \"purchse\"; did you mean \"purchase\"? The events are \"visit\" and "
          "\"purchase\"\n"
          "emptor: warning: no event is \"x\"; the events are \"visit\" and \"purchase\"\n");
}

TEST_CASE("a funnel has 1 to 64 steps, none without a name") {
    misused({"funnel", "--who", "b", "--when", "t", "--what", "e"},
            "--steps is missing: the events that are the steps, first to last; at least one");
    misused(with("--steps", ""), "--steps is empty; say what it is, or leave it out");
    misused(with("--steps", "a,,b"), "--steps is \"a,,b\": name 2 is empty");
    misused(with("--steps", "a,\"b"), "--steps is \"a,\"b\": the quote is never closed");
    std::string many = "s";
    for (int i = 1; i < 64; ++i) many += ",s";
    const outcome most = emptor(with("--steps", many));
    CHECK(most.err == "emptor: nowhere.csv: No such file or directory\n");
    misused(with("--steps", many + ",s"), "there are 65 steps; a funnel has 1 to 64");
}

TEST_CASE("a window is a length of time with its unit") {
    const std::string allowed = "w, d, h, m (minutes), s, ms, us or ns, as in 7d, 12h, 1d12h or 1.5h";
    misused(with("--within", "-5m"), "--within is \"-5m\": it is negative; the least is 0s");
    misused(with("--within", "7"), "--within is \"7\": a number needs a unit: " + allowed);
    misused(with("--within", "7 days"), "--within is \"7 days\": the unit \" days\" must be " + allowed);
    misused(with("--within", "d"), "--within is \"d\": a number with its unit was expected: " + allowed);
    misused(with("--within", "1h1d"), "--within is \"1h1d\": units go from the largest to the smallest, each once");
    misused(with("--within", "0.1ns"), "--within is \"0.1ns\": it is finer than a nanosecond");
    misused(with("--within", "106752d"), "--within is \"106752d\": it is too long; the longest is 106751d (292 years)");
    misused(with("--within", "99999999999999999999s"),
            "--within is \"99999999999999999999s\": it is too long; the longest is 106751d (292 years)");
    misused(with("--within", ""), "--within is empty; say what it is, or leave it out");
}

TEST_CASE("options that are missing, unknown or at odds are named") {
    misused({},
            "say what to do: emptor funnel, emptor flow, emptor attribute, emptor handover, emptor discover or emptor "
            "process; see emptor --help");
    misused({"funnel"}, "--who is missing: the column that tells buyers apart");
    misused({"funnel", "--who", "b"}, "--when is missing: the column of times");
    misused({"funnel", "--who", "b", "--when", "t"}, "--what is missing: the column of events");
    misused(with("--colour", "red"), "The following argument was not expected: --colour; see emptor funnel --help");
    misused(with("--format", "pdf"),
            "--format is \"pdf\"; it must be \"text\", \"json\", \"csv\", \"svg\" or \"html\"");
    misused(with("--unit", "min"), "--unit is \"min\"; it must be s, ms, us or ns");
    misused(with("--delimiter", ";;"),
            "--delimiter is \";;\"; it must be one ASCII character that is no quote, or tab");
    misused(with("--delimiter", "\""),
            "--delimiter is \"\"\"; it must be one ASCII character that is no quote, or tab");
    misused(with("--where", "channel"), "--where is \"channel\": it must be COLUMN=VALUE");
    misused(with("--map", "a=chosen"), "--map means nothing without --process");
    misused(with("--wide", "a,b"), "--when means nothing with --wide");
    misused({"funnel", "a", "-", "-", "--who", "b", "--when", "t", "--what", "e", "--steps", "s"},
            "standard input can be read once");
    std::vector<std::string> both = with("--unit", "s");
    both.insert(both.end(), {"--time-format", "%Y"});
    misused(both, "--unit and --time-format exclude each other: times are numbers or text");
}

TEST_CASE("a time format is refused for the word that is wrong in it") {
    const outcome ran = emptor(with("--time-format", "%Q"));
    CHECK(ran.status == 2);
    CHECK_THAT(ran.err, StartsWith("emptor: --time-format is \"%Q\": ") && ContainsSubstring("%Q"));
}

TEST_CASE("an encoding that nobody knows is refused") {
    std::vector<std::string> arguments = funnel("-");
    arguments.insert(arguments.end(), {"--encoding", "KLINGON-8"});
    const outcome ran = emptor(arguments, "buyer,time,event\n");
    CHECK(ran.status == 2);
    CHECK_THAT(ran.err, StartsWith("emptor: --encoding is \"KLINGON-8\", which this system cannot convert; "));
}

}  // namespace refusals_test
