#include "app/inspect/logpage.h"

#include "app/ide/emptystate.h"
#include "app/inspect/runpage.h"

#include "core/base/digest.h"
#include "core/base/text.h"
#include "core/plugin/registry.h"
#include "core/run/runfile.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QStandardPaths>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

/// The path of the run; it is there only when all of it was imported.
Result<QString> importLog(const QString &log)
{
    const QString run = importedRunPath(log);
    if (QFileInfo::exists(run))
        return run;
    QDir().mkpath(QFileInfo(run).absolutePath());
    const auto importer = Registry::standard().importer(u"inspect"_s);
    if (!importer)
        return std::unexpected(importer.error());
    const QString half = run + u'.' + newId() + u".part"_s;
    const auto done = (*importer)->run({log, half, {}});
    if (!done)
        return std::unexpected(done.error());
    if (!QFile::rename(half, run) && !QFileInfo::exists(run))
        return fail(ErrorCode::Io, u"%1: can't be written"_s.arg(run));
    QFile::remove(half);
    return run;
}

} // namespace

QString importedRunPath(const QString &log)
{
    const QFileInfo info(log);
    const QByteArray key = info.absoluteFilePath().toUtf8() + '\n' + QByteArray::number(info.size())
        + '\n' + QByteArray::number(info.lastModified().toMSecsSinceEpoch());
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
        + u"/touchstone/imports/"_s + Digest::of(key).hex().first(16) + u'/'
        + info.completeBaseName() + u".touchstone"_s;
}

LogPage::LogPage(const ide::Location &location, ide::Settings &settings, SavedViews &views,
                 QWidget *parent)
    : Document(parent)
    , m_location(location)
    , m_settings(settings)
    , m_views(views)
    , m_stack(new QStackedWidget(this))
    , m_state(new ide::EmptyState(this))
{
    m_stack->addWidget(m_state);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_state, &ide::EmptyState::pressed, this, &LogPage::import);
    import();
}

void LogPage::import()
{
    m_state->say(tr("Importing %1…").arg(visibleText(title())),
                 tr("The log is turned into a run, once; it stays as it is."));
    QtConcurrent::run(importLog, m_location.path).then(this, [this](const Result<QString> &run) {
        if (run)
            return show(*run);
        m_state->say(tr("This log can't be imported"), visibleText(run.error().text()),
                     tr("Try Again"));
        Q_EMIT changed();
    });
}

void LogPage::show(const QString &run)
{
    m_run = new RunPage(run, m_settings, m_views, this);
    m_stack->addWidget(m_run);
    m_stack->setCurrentWidget(m_run);
    setFocusProxy(m_run);
    m_run->go(m_location);
    connect(m_run, &Document::changed, this, &Document::changed);
    connect(m_run, &Document::wanted, this, &Document::wanted);
    Q_EMIT changed();
}

QString LogPage::title() const
{
    return QFileInfo(m_location.path).fileName();
}

ide::Location LogPage::location() const
{
    return {m_location.path, m_run ? m_run->location().place : m_location.place};
}

void LogPage::go(const ide::Location &location)
{
    m_location.place = location.place;
    if (m_run)
        m_run->go(location);
}

std::vector<ide::SaveFormat> LogPage::saveFormats()
{
    return m_run ? m_run->saveFormats() : std::vector<ide::SaveFormat>();
}

QString LogPage::status() const
{
    return m_run ? m_run->status() : QString();
}

} // namespace touchstone::inspect
