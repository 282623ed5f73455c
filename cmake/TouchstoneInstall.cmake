# What `cmake --install` lays out beside the targets, and the Debian package made of it:
#   cmake --build --preset release --target package
install(DIRECTORY resources scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/touchstone
        PATTERN __pycache__ EXCLUDE PATTERN node_modules EXCLUDE)
install(FILES resources/completion/touchstone.bash RENAME touchstone
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(EXISTS "${PROJECT_SOURCE_DIR}/README.md")
  install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME touchstone)
set(CPACK_PACKAGE_CONTACT "Touchstone maintainers <maintainers@touchstone.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "IDE that puts coding assistants and GUI agents to the test")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Touchstone gives an agent a scenario, records everything it does, runs the
outcome confined and scores it with execution and static checks. Many attempts
are kept in one run file, compared and reported.")
# Libraries are found by dpkg-shlibdeps; these are the programs that Touchstone starts.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "bubblewrap, python3")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "git, node-acorn, nodejs, npm, python3-pytest")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

# Debian wants the copyright and a compressed changelog beside the documentation.
set(debian_files "${CMAKE_BINARY_DIR}/debian")
configure_file(cmake/debian-copyright.in "${debian_files}/copyright" @ONLY)
configure_file(cmake/debian-changelog.in "${debian_files}/changelog" @ONLY)
find_program(GZIP_PROGRAM gzip)
if(GZIP_PROGRAM)
  execute_process(COMMAND "${GZIP_PROGRAM}" -9nkf "${debian_files}/changelog" COMMAND_ERROR_IS_FATAL ANY)
  install(FILES "${debian_files}/changelog.gz" DESTINATION ${CMAKE_INSTALL_DOCDIR})
endif()
install(FILES "${debian_files}/copyright" DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES cmake/debian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME touchstone)
include(CPack)
