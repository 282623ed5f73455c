#include "app/cli/cli.h"

#include "core/base/text.h"
#include "core/run/runfile.h"

namespace touchstone::cli {
namespace {

Result<std::unique_ptr<RunFile>> openRun(const std::string &path, RunFile::Mode mode)
{
    auto file = RunFile::open(QString::fromStdString(path), mode);
    if (file)
        for (const QString &warning : (*file)->warnings())
            complain(QStringLiteral("touchstone: ") + visibleText(warning));
    return file;
}

} // namespace

Result<std::unique_ptr<RunFile>> openToRead(const std::string &path)
{
    return openRun(path, RunFile::Mode::Read);
}

Result<std::unique_ptr<RunFile>> openToWrite(const std::string &path)
{
    return openRun(path, RunFile::Mode::Write);
}

} // namespace touchstone::cli
