# SPDX-License-Identifier: BSL-1.0

# README must show, word for word, what stands between the marks of the examples and what they print, and its picture
# must be the one that the example draws. A README may leave out those after the first, but not show another.

file(READ ${README} readme)
file(MAKE_DIRECTORY ${WORK})

function(expect what text)
  string(FIND "${readme}" "${text}" at)
  if(at EQUAL -1)
    message(SEND_ERROR "${README} does not show ${what}:\n${text}")
  endif()
endfunction()

# Sets `code` and `output` to what the example says between its marks, and prints.
macro(run_example name program)
  file(READ ${EXAMPLES}/${name}.cpp code)
  string(REGEX REPLACE ".*// \\[README\n" "" code "${code}")
  string(REGEX REPLACE "// README\\].*" "" code "${code}")
  execute_process(COMMAND ${program} WORKING_DIRECTORY ${WORK} OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
endmacro()

run_example(first_funnel ${FIRST_FUNNEL})
expect("the code of the first funnel" "```cpp\n${code}```")
expect("the output of the first funnel" "```text\n${output}```")
expect("the picture of the first funnel" "](examples/data/shop.svg)")
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${WORK}/funnel.svg ${EXAMPLES}/data/shop.svg
  RESULT_VARIABLE differs)
if(differs)
  message(SEND_ERROR "${WORK}/funnel.svg is not the picture that README shows, examples/data/shop.svg")
endif()

string(REGEX MATCHALL "```cpp\n" blocks "${readme}")
list(LENGTH blocks shown)
run_example(first_process ${FIRST_PROCESS})
if(shown GREATER 1)
  expect("the code of the first process" "```cpp\n${code}```")
  expect("the output of the first process" "```text\n${output}```")
endif()
run_example(first_fleet ${FIRST_FLEET})
if(shown GREATER 2)
  expect("the code of the first fleet" "```cpp\n${code}```")
  expect("the output of the first fleet" "```text\n${output}```")
endif()
