# touchstone_precompile(TARGET): the headers that most sources share, compiled once for all targets.
if(TOUCHSTONE_PCH)
  file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/generated/precompiled.cpp" CONTENT "")
  add_library(touchstone-precompiled OBJECT "${CMAKE_BINARY_DIR}/generated/precompiled.cpp")
  target_link_libraries(touchstone-precompiled PRIVATE Qt6::Core Qt6::Network Qt6::Concurrent nlohmann_json::nlohmann_json)
  target_precompile_headers(touchstone-precompiled PRIVATE
    <nlohmann/json.hpp> <QtCore/QCoreApplication> <QtCore/QDir> <QtCore/QFile> <QtCore/QFuture> <QtCore/QMap>
    <QtCore/QObject> <QtCore/QString> <QtCore/QUuid> <QtConcurrent/QtConcurrent>
    <algorithm> <chrono> <expected> <functional> <memory> <optional> <string> <variant> <vector>)
endif()

function(touchstone_precompile target)
  if(TOUCHSTONE_PCH)
    target_precompile_headers(${target} REUSE_FROM touchstone-precompiled)
  endif()
endfunction()
