#include "core/report/writers.h"
namespace touchstone { Result<void> writeHtml(const RunFile &, QIODevice &, const ReportOptions &){ return {}; } }
