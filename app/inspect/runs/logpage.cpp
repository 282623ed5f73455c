#include "app/inspect/runs/logpage.h"

#include "app/ide/emptystate.h"
#include "app/ide/painted.h"
#include "app/inspect/runs/runpage.h"

#include "core/base/digest.h"
#include "core/base/text.h"
#include "core/plugin/registry.h"
#include "core/report/figures.h"
#include "core/run/runfile.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QStandardPaths>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int tickMs = 200;

/// The path of the run; it is there only when all of it was imported.
Result<QString> importLog(const QString &log, const std::shared_ptr<ImportProgress> &progress)
{
    const QString run = importedRunPath(log);
    if (QFileInfo::exists(run))
        return run;
    QDir().mkpath(QFileInfo(run).absolutePath());
    const auto importer = Registry::standard().importer(u"inspect"_s);
    if (!importer)
        return std::unexpected(importer.error());
    const QString half = run + u'.' + newId() + u".part"_s;
    const auto done = (*importer)->run({log, half, {}, progress.get()});
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
    , m_bar(new QProgressBar(this))
    , m_progress(std::make_shared<ImportProgress>())
{
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(6);
    m_bar->setAccessibleName(tr("Progress of the import"));
    m_stack->addWidget(m_state);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_stack, 1);
    connect(m_state, &ide::EmptyState::pressed, this, &LogPage::press);
    connect(&m_ticks, &QTimer::timeout, this, &LogPage::tell);
    import();
}

/// What is imported for nobody is given up.
LogPage::~LogPage()
{
    m_progress->cancelled = true;
}

void LogPage::import()
{
    m_progress = std::make_shared<ImportProgress>();
    m_isImporting = true;
    m_ticks.start(tickMs);
    tell();
    QtConcurrent::run(importLog, m_location.path, m_progress)
        .then(this, [this, progress = m_progress](const Result<QString> &run) {
            if (progress == m_progress)
                end(run);
        });
}

/// Gives the import up, or tries again.
void LogPage::press()
{
    if (!m_isImporting)
        return import();
    m_progress->cancelled = true;
    m_state->say(tr("Giving up…"), {});
}

void LogPage::tell()
{
    const qint64 total = m_progress->total;
    m_bar->setVisible(m_isImporting);
    m_bar->setRange(0, int(std::min<qint64>(total, INT_MAX)));
    m_bar->setValue(int(m_progress->done));
    if (m_isImporting && !m_progress->cancelled)
        m_state->say(tr("Importing %1…").arg(visibleText(title())),
                     total > 0 ? tr("%1 of %2. The log stays as it is.")
                                     .arg(countText(m_progress->done),
                                          countText(total, tr("sample"), tr("samples")))
                               : tr("The log is turned into a run, once; it stays as it is."),
                     tr("Cancel"));
    Q_EMIT changed();
}

void LogPage::end(const Result<QString> &run)
{
    m_isImporting = false;
    m_ticks.stop();
    tell();
    if (run)
        return show(*run);
    const bool isCancelled = run.error().code == ErrorCode::Cancelled;
    m_state->say(isCancelled ? tr("Not imported") : tr("This log can't be imported"),
                 isCancelled ? tr("It was given up.") : visibleText(run.error().text()),
                 isCancelled ? tr("Import") : tr("Try Again"));
    ide::readyWhenPainted(*this, *m_state);
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
    connect(m_run, &Document::ready, this, &Document::ready);
    setGrowing(m_run->isGrowing());
    connect(m_run, &Document::completed, this, [this] { setGrowing(false); });
    connect(m_run, &RunPage::told, this, &LogPage::told);
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
    if (m_isImporting)
        return tr("Importing…");
    return m_run ? m_run->status() : QString();
}

} // namespace touchstone::inspect
