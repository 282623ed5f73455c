# What `cmake --install` lays out beside the targets. Packaging (CPack) reads this too.
install(DIRECTORY resources scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/touchstone)
