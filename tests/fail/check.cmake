# SPDX-License-Identifier: BSL-1.0

# Compiles SOURCE with COMPILER (of COMPILER_ID) and FLAGS. As it stands it must compile, which is asked only where CONTROL is true; with
# EMPTOR_MUST_FAIL it must be refused, and the regular expression on its one line `// refused: ` must match the first
# error or the first note to that error. The expression is CMake's: that of POSIX without {n} and character classes by
# name. ERRORS is a file with what the compiler said of several such sources at once, if it was asked.
cmake_minimum_required(VERSION 3.25)

cmake_path(GET SOURCE STEM name)
file(STRINGS ${SOURCE} promise REGEX "^// refused: ")
list(LENGTH promise promises)
string(REGEX REPLACE "^// refused: " "" words "${promise}")
if(NOT promises EQUAL 1 OR words STREQUAL "")
  message(FATAL_ERROR "${name} needs one line '// refused: <regular expression>'")
endif()
if(name MATCHES "${words}")
  message(FATAL_ERROR "${name} has the words it promises in its name, where every error would show them")
endif()

# Sets `error` and `note` to the first error in `said` and the first note to it: what stands between an error and the
# next is context of the first. Neither holds the place in the source.
function(first_error said)
  string(FIND "${said}" "error: " begin)
  math(EXPR begin "${begin} + 7")
  string(SUBSTRING "${said}" ${begin} -1 context)
  string(FIND "${context}" "error: " end)
  string(SUBSTRING "${context}" 0 ${end} context)
  string(REGEX MATCH "^[^\n]*" error "${context}")
  set(note "")
  if(context MATCHES "note: ([^\n]*)")
    set(note "${CMAKE_MATCH_1}")
  endif()
  return(PROPAGATE error note)
endfunction()

# Where it was compiled with others, the first error that names it decides if it is the promised one; else it is asked
# alone, which is a hundred times the work.
if(ERRORS)
  file(READ ${ERRORS} said)
  string(FIND "${said}" "/${name}.cpp:" begin)
  if(NOT begin EQUAL -1)
    if(COMPILER_ID STREQUAL "GNU")  # names it before the error, or on its line
      string(SUBSTRING "${said}" ${begin} -1 said)
    else()  # names it on the line of the error, or in the notes to it
      string(SUBSTRING "${said}" ${begin} -1 rest)
      string(FIND "${rest}" "\n" line)
      math(EXPR end "${begin} + ${line}")
      string(SUBSTRING "${said}" 0 ${end} before)
      string(FIND "${before}" "error: " begin REVERSE)
      if(NOT begin EQUAL -1)
        string(SUBSTRING "${said}" ${begin} -1 said)
      endif()
    endif()
    first_error("${said}")
    if(error MATCHES "${words}" OR note MATCHES "${words}")
      return()
    endif()
  endif()
endif()

separate_arguments(FLAGS UNIX_COMMAND "${FLAGS}")
set(compile ${CMAKE_COMMAND} -E env LC_ALL=C ${COMPILER} -std=c++20 ${FLAGS} -I${INCLUDE} -fsyntax-only ${SOURCE})

if(CONTROL)
  execute_process(COMMAND ${compile} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(NOT status EQUAL 0)
    message("${said}")
    message(FATAL_ERROR "${name} does not compile as it stands")
  endif()
endif()

execute_process(COMMAND ${compile} -DEMPTOR_MUST_FAIL RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(status EQUAL 0)
  message(FATAL_ERROR "${name} is not refused")
endif()

string(FIND "${said}" "error: " begin)
if(begin EQUAL -1)
  message("${said}")
  message(FATAL_ERROR "${name} is refused without an error")
endif()
first_error("${said}")
if(NOT error MATCHES "${words}" AND NOT note MATCHES "${words}")
  message("${said}\npromised: ${words}\nerror:    ${error}\nnote:     ${note}\n")
  message(FATAL_ERROR "${name} is refused in other words")
endif()
