#include "app/desktop.h"

#include "app/chartfigure.h"
#include "app/ide/application.h"
#include "app/ide/languages.h"
#include "app/ide/mainwindow.h"
#include "app/ide/stopwatch.h"
#include "app/inspect/charts/chartfile.h"
#include "app/views.h"

#include "core/base/version.h"

#include <QtCore/QDir>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace touchstone;

namespace {

/// Qt aborts where there is no window system; this says what it is about, and ends in good order.
void tellNoDisplay(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    static QString first;
    if (first.isEmpty())
        first = text;
    if (type != QtFatalMsg)
        return;
    std::fprintf(stderr,
                 "touchstone: the desktop can't be opened: %s; subcommands need no display, "
                 "touchstone --help lists them\n",
                 qPrintable(first));
    std::_Exit(2);
}

} // namespace

int touchstoneDesktop(int argc, char **argv)
{
    const QtMessageHandler before = qInstallMessageHandler(tellNoDisplay);
    ide::Application application(argc, argv);
    qInstallMessageHandler(before);
    QCoreApplication::setApplicationName(u"touchstone"_s);
    QCoreApplication::setApplicationVersion(version());
    QGuiApplication::setApplicationDisplayName(u"Touchstone"_s);
    QGuiApplication::setDesktopFileName(u"touchstone"_s);

    ide::prepareLanguages();
    ide::Settings settings(ide::Settings::defaultFolder());
    ide::MainWindow window(settings);
    addViews(window);
    window.restore();
    const QStringList arguments = QCoreApplication::arguments().sliced(1);
    if (ide::Stopwatch::isWanted())
        new ide::Stopwatch(application, window, int(arguments.size())); // the window's
    window.show();
    QTimer::singleShot(0, &window, [&window, arguments] {
        for (const QString &argument : arguments)
            window.open(ide::Location::parse(argument, QDir::currentPath()));
    });
    return QApplication::exec();
}

void touchstoneChart(int argc, char **argv, ChartFigure *figure)
{
    // the same figure whether there is a screen or not, and whatever it is scaled by
    qputenv("QT_QPA_PLATFORM", "offscreen");
    for (const char *variable : {"QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI"})
        qunsetenv(variable);
    const QApplication application(argc, argv);
    figure->drawn = inspect::saveChart(figure->spec, figure->data, figure->path);
}
