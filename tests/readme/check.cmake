# SPDX-License-Identifier: BSL-1.0

# PAGE must show, word for word, what stands between the marks of each of the EXAMPLES in FOLDER and what its program
# prints, and no other C++ code; a picture that an example draws must be the one that the page shows.

file(READ ${PAGE} page)
file(MAKE_DIRECTORY ${WORK})

function(expect what text)
  string(FIND "${page}" "${text}" at)
  if(at EQUAL -1)
    message(SEND_ERROR "${PAGE} does not show ${what}:\n${text}")
  endif()
endfunction()

string(REPLACE "," ";" EXAMPLES "${EXAMPLES}")
string(REPLACE "," ";" PROGRAMS "${PROGRAMS}")
set(pictures_drawn funnel.svg flow.svg)
set(pictures_shown shop.svg flow.svg)
foreach(example program IN ZIP_LISTS EXAMPLES PROGRAMS)
  file(READ ${FOLDER}/${example}.cpp code)
  string(REGEX REPLACE ".*// \\[README\n" "" code "${code}")
  string(REGEX REPLACE "// README\\].*" "" code "${code}")
  execute_process(COMMAND ${program} WORKING_DIRECTORY ${WORK} OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
  expect("the code of ${example}" "```cpp\n${code}```")
  expect("the output of ${example}" "```text\n${output}```")
  foreach(drawn shown IN ZIP_LISTS pictures_drawn pictures_shown)
    if(EXISTS ${WORK}/${drawn})
      expect("the picture of ${example}" "examples/data/${shown})")
      execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${WORK}/${drawn} ${FOLDER}/data/${shown}
        RESULT_VARIABLE differs)
      if(differs)
        message(SEND_ERROR "${WORK}/${drawn} is not the picture that ${PAGE} shows, examples/data/${shown}")
      endif()
      file(REMOVE ${WORK}/${drawn})
    endif()
  endforeach()
endforeach()

string(REGEX MATCHALL "```cpp\n" blocks "${page}")
list(LENGTH blocks shown)
list(LENGTH EXAMPLES expected)
if(NOT shown EQUAL expected)
  message(SEND_ERROR "${PAGE} shows ${shown} pieces of C++ and should show ${expected}")
endif()
