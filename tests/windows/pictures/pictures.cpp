#include "app/ide/mainwindow.h"
#include "app/views.h"
#include "core/base/paths.h"
#include "inspect/chartruns.h"
#include "windows/pictures/showcase.h"

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

/// Runs to look at: made up here, but for one that may be given.
struct Runs {
    QString before;
    QString after;
    QString showcase;
    QString shown; ///< the one whose table is shown
    QString attempt; ///< one of it that failed
};

Result<void> write(const QString &path, const std::vector<FinishedAttempt> &attempts)
{
    RunManifest manifest;
    manifest.runId = newId();
    manifest.createdMs = 1'790'000'000'000;
    manifest.touchstone = u"0.1.0"_s;
    auto file = RunFile::create(path, manifest);
    if (file)
        if (auto appended = (*file)->append(attempts); !appended)
            return appended;
    return file ? (*file)->publish() : std::unexpected(std::move(file.error()));
}

Result<Runs> makeRuns(const QString &folder, const QString &given)
{
    Runs runs{folder + u"/before.touchstone"_s,
              folder + u"/after.touchstone"_s,
              folder + u"/showcase.touchstone"_s,
              given,
              {}};
    for (const bool isAfter : {false, true}) {
        auto attempts = test::benchmarkAttempts(isAfter ? 0.12 : 0.0, isAfter ? 1'000 : 0);
        test::addTraces(attempts, isAfter);
        if (auto made = write(isAfter ? runs.after : runs.before, attempts); !made)
            return std::unexpected(std::move(made.error()));
    }
    if (auto made = write(runs.showcase, {testing::showcaseAttempt()}); !made)
        return std::unexpected(std::move(made.error()));
    if (runs.shown.isEmpty())
        runs.shown = runs.after;
    const auto file = RunFile::open(runs.shown, RunFile::Mode::Read);
    if (!file)
        return std::unexpected(file.error());
    auto read = (*file)->attempts({}, [&](const AttemptRecord &record) {
        if (record.outcome == Outcome::Failed)
            runs.attempt = record.id;
        return runs.attempt.isEmpty();
    });
    return read ? Result<Runs>(runs) : std::unexpected(std::move(read.error()));
}

std::vector<Scene> scenesOf(const Runs &runs)
{
    const auto palette = [](ide::MainWindow &window) { window.showCommands(); };
    const auto command = [](const QString &id) {
        return [id](ide::MainWindow &window) { window.commands().find(id)->trigger(); };
    };
    const QString pack = dataFolder().value_or(QString()) + u"/scenarios/copilot"_s;
    const QString scenario = u"python-fix-exact-pages"_s;
    const auto part = [&](const QString &view) {
        return ide::Location{pack, {{u"scenario"_s, scenario}, {u"view"_s, view}}};
    };
    const auto step = [&](int number) {
        return ide::Location{runs.showcase,
                             {{u"attempt"_s, u"01SHOWCASE0000000000000000"_s},
                              {u"step"_s, QString::number(number)}}};
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
            {u"run"_s, {runs.shown, {}}, {}},
            {u"attempt"_s, {runs.shown, {{u"attempt"_s, runs.attempt}}}, {}},
            {u"attempt-picture"_s, step(8), {}},
            {u"attempt-message"_s, step(4), {}},
            {u"attempt-edit"_s, step(20), {}},
            {u"attempt-command"_s, step(17), {}},
            {u"attempt-conversation"_s, step(19), command(u"attempt.conversation"_s)},
            {u"compare"_s,
             {u"touchstone:compare"_s, {{u"a"_s, runs.before}, {u"b"_s, runs.after}}},
             {}},
            {u"chart"_s,
             {u"touchstone:chart"_s,
              {{u"runs"_s, runs.after},
               {u"spec"_s, u"{\"format\": 1, \"kind\": \"pass-rate\", \"by\": \"kind\"}"_s}}},
             {}}};
}

} // namespace

/// pictures FOLDER THEME [RUN]: renders the main views into FOLDER/desktop-NAME-THEME@SCALE.png.
/// The scale is QT_SCALE_FACTOR's. The run's table and an attempt of it are of RUN, else made up.
int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3) {
        std::fprintf(stderr, "pictures FOLDER light|dark [RUN]\n");
        return 2;
    }
    const QTemporaryDir folder;
    ide::Settings settings(folder.path());
    settings.set(u"appearance.theme"_s, arguments[2]);
    ide::MainWindow window(settings);
    addViews(window);
    window.resize(1440, 900);
    window.show();
    QDir().mkpath(arguments[1]);
    const auto runs = makeRuns(folder.path(), arguments.value(3));
    if (!runs) {
        std::fprintf(stderr, "%s\n", qPrintable(runs.error().text()));
        return 1;
    }
    for (const Scene &scene : scenesOf(*runs)) {
        window.findChild<ide::Picker *>()->hide();
        while (window.documents().size() > 1) // the last one stays beside the next
            window.commands().find(u"file.close"_s)->trigger();
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
