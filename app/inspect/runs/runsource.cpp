#include "app/inspect/runs/runsource.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr qint64 firstRows = 500; // on the screen at once
constexpr qint64 batchRows = 10'000; // some 100 ms; a run's writer never waits longer for us
constexpr int lookEveryMs = 1000;

/// Changes when anybody writes to the file or another one takes its place.
QByteArray fileState(const QString &path)
{
    QByteArray state;
    for (const QString &part : {path, path + u"-wal"_s}) {
        struct stat found = {};
        if (::stat(QFile::encodeName(part).constData(), &found) == 0)
            state += QByteArray::number(qulonglong(found.st_ino)) + ' '
                + QByteArray::number(qlonglong(found.st_size)) + ' '
                + QByteArray::number(qlonglong(found.st_mtim.tv_sec)) + '.'
                + QByteArray::number(qlonglong(found.st_mtim.tv_nsec)) + ' ';
        state += ';';
    }
    return state;
}

QByteArray inodeOf(const QByteArray &state)
{
    return state.left(state.indexOf(' '));
}

} // namespace

struct RunSource::Batch {
    AttemptTable table;
    qint64 upTo = 0;
    qint64 last = 0;
    QString damage;
    // of the first batch only
    std::optional<RunManifest> manifest;
    QStringList warnings;
    size_t passes = 0;
};

struct RunSource::Look {
    QByteArray state;
    RunActivity activity;
    qint64 last = 0;
    size_t passes = 0;
};

RunSource::RunSource(const QString &path, QObject *parent)
    : QObject(parent)
    , m_path(path)
    , m_selector(std::make_shared<AttemptSelector>())
    , m_progress(std::make_shared<WorkProgress>())
{
    m_timer.setInterval(lookEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &RunSource::look);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &RunSource::look);
}

RunSource::~RunSource()
{
    m_progress->cancelled = true;
}

void RunSource::start()
{
    begin();
    m_timer.start();
    watch();
}

void RunSource::watch()
{
    for (const QString &part : {m_path, m_path + u"-wal"_s})
        if (!m_watcher.files().contains(part) && QFileInfo::exists(part))
            m_watcher.addPath(part);
}

/// From the first row on.
void RunSource::begin()
{
    ++m_epoch;
    m_progress->cancelled = true;
    m_reader = std::make_unique<RunReader>(m_path);
    m_worker = std::make_unique<RunReader>(m_path);
    m_builder = std::make_shared<AttemptTableBuilder>();
    m_selector = std::make_shared<AttemptSelector>();
    m_table = {};
    m_after = m_last = 0;
    m_fileState.clear();
    setState(true, m_activity);
    Q_EMIT restarted();
    readOn();
}

namespace {

Result<void> readRows(const RunFile &file, AttemptTableBuilder &builder, qint64 after, qint64 upTo,
                      const std::atomic<bool> &stopped)
{
    AttemptQuery query;
    query.after = after;
    query.upTo = upTo;
    return file.attempts(query, [&](const AttemptRecord &record) {
        builder.add(record);
        return !stopped;
    });
}

} // namespace

void RunSource::readOn()
{
    const bool isFirst = m_after == 0;
    const qint64 after = m_after;
    m_reader
        ->ask([builder = m_builder, after,
               isFirst](const RunFile &file, const std::atomic<bool> &stopped) -> Result<Batch> {
            Batch batch;
            if (isFirst) {
                auto manifest = file.manifest();
                if (!manifest)
                    return std::unexpected(std::move(manifest.error()));
                batch.manifest = std::move(*manifest);
                batch.warnings = file.warnings();
                const auto passes = file.passes();
                batch.passes = passes ? passes->size() : 0;
            }
            const auto last = file.lastNumber();
            batch.last = last.value_or(0); // damaged: all in one
            batch.upTo = std::min(batch.last, after + (isFirst ? firstRows : batchRows));
            if (!last || batch.last > after) {
                const auto read = readRows(file, *builder, after, last ? batch.upTo : 0, stopped);
                if (!read && read.error().code != ErrorCode::Corrupt)
                    return std::unexpected(read.error());
                if (!read)
                    batch.damage = read.error().text();
            }
            batch.table = builder->table();
            return batch;
        })
        .then(this, [this, epoch = m_epoch](const Result<Batch> &batch) {
            if (epoch != m_epoch)
                return;
            if (batch)
                return take(*batch);
            setState(false, m_activity);
            Q_EMIT failed(batch.error());
        });
}

void RunSource::take(const Batch &batch)
{
    if (batch.manifest) {
        m_manifest = *batch.manifest;
        m_warnings = batch.warnings;
        m_passes = batch.passes;
    }
    if (!batch.damage.isEmpty() && m_warnings.size() < 5)
        m_warnings.append(batch.damage);
    const bool hasMore = batch.table.size() > m_table.size();
    m_table = batch.table;
    m_after = std::max<qint64>(batch.upTo, 1); // the manifest need not be read again
    if (batch.upTo == 0)
        m_after = 0;
    m_last = batch.last;
    if (batch.manifest || !batch.damage.isEmpty())
        Q_EMIT opened();
    if (hasMore)
        Q_EMIT grew();
    const bool isDone = batch.upTo >= batch.last;
    if (!isDone)
        readOn();
    setState(!isDone, m_activity);
    const bool isFirst = batch.manifest.has_value(); // even of nothing there is a selection
    if (m_hasQuery && ((hasMore && !m_selecting) || (isDone && (hasMore || isFirst))))
        select(m_query);
    if (isDone)
        look();
}

void RunSource::setState(bool reading, const RunActivity &activity)
{
    if (reading == m_reading && activity == m_activity)
        return;
    m_reading = reading;
    m_activity = activity;
    Q_EMIT stateChanged();
}

/// Whether anything has changed; costs two stat() where nothing has.
void RunSource::look()
{
    if (m_looking || m_reading)
        return;
    m_looking = true;
    m_reader
        ->ask([path = m_path, before = m_fileState, wasRunning = isRunning()](
                  const RunFile &file, const std::atomic<bool> &) -> Result<Look> {
            Look look{fileState(path), {}, -1, 0};
            if (look.state == before && !wasRunning)
                return look;
            look.activity = RunFile::activity(path).value_or(RunActivity());
            const auto last = file.lastNumber();
            const auto passes = file.passes();
            look.last = last.value_or(-1);
            look.passes = passes ? passes->size() : 0;
            return look;
        })
        .then(this, [this, epoch = m_epoch](const Result<Look> &look) {
            m_looking = false;
            if (look && epoch == m_epoch)
                takeLook(*look);
        });
}

void RunSource::takeLook(const Look &look)
{
    watch();
    if (look.last < 0)
        return;
    const bool isAnother = !m_fileState.isEmpty() && inodeOf(look.state) != inodeOf(m_fileState);
    if (isAnother || (look.passes != m_passes && m_passes > 0)) // published anew, or scored again
        return begin();
    m_fileState = look.state;
    setState(look.last > m_after, look.activity);
    if (look.last > m_after)
        readOn();
}

void RunSource::select(const SelectionQuery &query)
{
    m_query = query;
    m_hasQuery = true;
    m_progress->cancelled = true;
    m_progress = std::make_shared<WorkProgress>();
    m_selecting = true;
    m_worker
        ->ask([selector = m_selector, progress = m_progress, table = m_table, query](
                  const RunFile &file,
                  const std::atomic<bool> &stopped) -> Result<std::shared_ptr<AttemptSelection>> {
            if (stopped)
                progress->cancelled = true;
            auto selection = selector->select(file, table, query, *progress);
            if (!selection)
                return std::unexpected(std::move(selection.error()));
            return std::make_shared<AttemptSelection>(std::move(*selection));
        })
        .then(this,
              [this, epoch = m_epoch,
               ticket = ++m_selectTicket](const Result<std::shared_ptr<AttemptSelection>> &answer) {
                  if (ticket != m_selectTicket || epoch != m_epoch)
                      return;
                  m_selecting = false;
                  if (answer)
                      Q_EMIT selected(*answer);
                  else
                      Q_EMIT refused(answer.error());
              });
}

void RunSource::control(const QString &request)
{
    m_reader
        ->ask([path = m_path, request](const RunFile &, const std::atomic<bool> &) {
            return RunFile::requestControl(path, request);
        })
        .then(this, [this, request](const Result<void> &done) {
            Q_EMIT controlled(request, done);
            look(); // it is asked, not yet heard
        });
}

} // namespace touchstone::inspect
