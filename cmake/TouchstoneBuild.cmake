# Compiler settings that every target of this project shares.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_AUTOMOC OFF) # switched on by the targets that have QObjects
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# The build tree has the shape of the installed tree, so that files are found the same way in both.
set(CMAKE_INSTALL_LIBDIR lib CACHE STRING "The same in the build tree and under every prefix")
include(GNUInstallDirs)
set(TOUCHSTONE_LIBRARY_DIR "${CMAKE_INSTALL_LIBDIR}/touchstone") # a private one: no other program links it
set(TOUCHSTONE_PLUGIN_DIR "${TOUCHSTONE_LIBRARY_DIR}/plugins")
set(TOUCHSTONE_LIBEXEC_DIR "${CMAKE_INSTALL_LIBEXECDIR}/touchstone")

add_compile_options(-Wall -Wextra -Wno-missing-field-initializers)
add_compile_options(-Wno-maybe-uninitialized) # g++ 14 is wrong about std::expected that is moved at -O3
add_compile_options(-fPIC) # executables too, so that all share one precompiled header
add_compile_definitions(QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_NO_FOREACH)
if(TOUCHSTONE_WERROR)
  add_compile_options(-Werror)
endif()
if(TOUCHSTONE_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

find_program(CCACHE_PROGRAM ccache NO_CACHE) # a build tree outlives it
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
  set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()
