#include "app/cli/cli.h"

#include "core/base/text.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

void write(FILE *stream, const QString &line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
    std::fflush(stream);
}

} // namespace

int report(const Error &error)
{
    complain(u"touchstone: "_s + visibleText(error.text()));
    if (error.code == ErrorCode::Cancelled)
        return Interrupted;
    const bool ours = error.code == ErrorCode::Internal || error.code == ErrorCode::ToolFailed
        || error.code == ErrorCode::Confinement || error.code == ErrorCode::Io;
    return ours ? HarnessErrors : BadUse;
}

void print(const QString &line)
{
    write(stdout, line);
}

void complain(const QString &line)
{
    write(stderr, line);
}

void printEvent(const QString &name, Json data)
{
    data["format"] = 1;
    data["event"] = name;
    write(stdout, QString::fromUtf8(dumpJson(data)));
}

bool stdoutIsTerminal()
{
    return isatty(STDOUT_FILENO) == 1;
}

bool stderrIsTerminal()
{
    return isatty(STDERR_FILENO) == 1;
}

bool stdoutHasColour()
{
    return stdoutIsTerminal() && qEnvironmentVariableIsEmpty("NO_COLOR")
        && qgetenv("TERM") != "dumb";
}

int terminalWidth(int descriptor)
{
    winsize size{};
    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 20)
        return size.ws_col;
    return 100;
}

} // namespace touchstone::cli
