#include "app/ide/mainwindow.h"
#include "app/views.h"
#include "core/base/paths.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace touchstone;

namespace {

/// What is to be seen in one picture: a page, and what is done to it first.
struct Scene {
    QString name;
    ide::Location page; ///< no path: none
    std::function<void(ide::MainWindow &)> act;
};

/// The window when nothing in it moves any more.
QImage settled(ide::MainWindow &window)
{
    QImage last;
    for (int tries = 0; tries < 100; ++tries) {
        QTest::qWait(200);
        const QImage now = window.grab().toImage();
        if (now == last)
            break;
        last = now;
    }
    return last;
}

std::vector<Scene> scenesOf(const QString &run, const QString &attempt, const QString &other)
{
    const auto palette = [](ide::MainWindow &window) { window.showCommands(); };
    const QString pack = dataFolder().value_or(QString()) + u"/scenarios/copilot"_s;
    const QString scenario = u"python-fix-exact-pages"_s;
    const auto part = [&](const QString &view) {
        return ide::Location{pack, {{u"scenario"_s, scenario}, {u"view"_s, view}}};
    };
    return {{u"welcome"_s, {}, {}},
            {u"palette"_s, {}, palette},
            {u"settings"_s, {u"touchstone:settings"_s, {}}, {}},
            {u"pack"_s, {pack, {}}, {}},
            {u"scenario"_s, {pack, {{u"scenario"_s, scenario}}}, {}},
            {u"scenario-workspace"_s, part(u"workspace"_s), {}},
            {u"scenario-checks"_s, part(u"checks"_s), {}},
            {u"scenario-answers"_s, part(u"answers"_s), {}},
            {u"scenario-hidden"_s, part(u"hidden"_s), {}},
            {u"scenario-json"_s, part(u"json"_s), {}},
            {u"run-form"_s, {u"touchstone:run"_s, {{u"packs"_s, pack}}}, {}},
            {u"validate"_s,
             {u"touchstone:validate"_s,
              {{u"packs"_s, pack}, {u"filter"_s, u"kind:doc language:python"_s}}},
             {}},
            {u"run"_s, {run, {}}, {}},
            {u"attempt"_s, {run, {{u"attempt"_s, attempt}}}, {}},
            {u"compare"_s, {u"touchstone:compare"_s, {{u"a"_s, other}, {u"b"_s, run}}}, {}},
            {u"chart"_s, {u"touchstone:chart"_s, {{u"runs"_s, run}}}, {}}};
}

} // namespace

/// pictures FOLDER THEME RUN ATTEMPT OTHER: renders the main views into
/// FOLDER/desktop-NAME-THEME@SCALE.png. The scale is QT_SCALE_FACTOR's. Without a run only what
/// needs none.
int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3) {
        std::fprintf(stderr, "pictures FOLDER light|dark [RUN ATTEMPT OTHER-RUN]\n");
        return 2;
    }
    const QTemporaryDir folder;
    ide::Settings settings(folder.path());
    settings.set(u"appearance.theme"_s, arguments[2]);
    ide::MainWindow window(settings);
    addViews(window);
    window.resize(1440, 900);
    window.show();
    const QStringList ofRuns{u"run"_s, u"attempt"_s, u"compare"_s, u"chart"_s};
    for (const Scene &scene :
         scenesOf(arguments.value(3), arguments.value(4), arguments.value(5))) {
        if (arguments.size() < 6 && ofRuns.contains(scene.name))
            continue;
        window.findChild<ide::Picker *>()->hide();
        if (!scene.page.path.isEmpty())
            window.open(scene.page);
        if (scene.act)
            scene.act(window);
        const QString file =
            u"%1/desktop-%2-%3%4.png"_s.arg(arguments[1], scene.name, arguments[2],
                                            window.devicePixelRatio() > 1 ? u"@2x"_s : QString());
        if (!settled(window).save(file)) {
            std::fprintf(stderr, "%s can't be written\n", qPrintable(file));
            return 1;
        }
        std::printf("%s\n", qPrintable(file));
    }
    return 0;
}
