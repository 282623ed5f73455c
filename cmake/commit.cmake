# Writes touchstone-commit.h with the commit of SOURCE_DIR; run at build time so that it stays true.
cmake_minimum_required(VERSION 3.28)
execute_process(COMMAND git -C "${SOURCE_DIR}" describe --always --dirty=+changes --abbrev=12
                OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed OR NOT commit)
  set(commit "unknown")
endif()
file(CONFIGURE OUTPUT "${OUTPUT}" CONTENT "#define TOUCHSTONE_COMMIT \"@commit@\"\n" @ONLY)
