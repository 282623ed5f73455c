#include "app/inspect/attempt/workspacepage.h"

#include "app/inspect/step/filesview.h"

#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {

WorkspacePage::WorkspacePage(ide::Settings &settings, const ide::Location &location,
                             QWidget *parent)
    : Document(parent)
    , m_reader(location.path)
    , m_location(location)
    , m_files(new FilesView(settings, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_files);
    setFocusProxy(m_files);
    connect(m_files, &FilesView::fileWanted, this, &WorkspacePage::readOne);
    readFiles();
}

bool WorkspacePage::isFor(const ide::Location &location)
{
    return location.place.contains(u"attempt"_s) && location.place.contains(u"workspace"_s);
}

QString WorkspacePage::title() const
{
    return tr("Files at step %1").arg(m_location.place.value(u"step"_s));
}

ide::Location WorkspacePage::location() const
{
    return m_location;
}

bool WorkspacePage::shows(const ide::Location &location) const
{
    return location == m_location;
}

QString WorkspacePage::status() const
{
    return m_count == 1 ? tr("1 file, read-only") : tr("%1 files, read-only").arg(m_count);
}

void WorkspacePage::readFiles()
{
    m_reader
        .ask([id = m_location.place.value(u"attempt"_s),
              step = m_location.place.value(u"step"_s).toLongLong(), worked = m_worked](
                 const RunFile &file, const std::atomic<bool> &) -> Result<WorkspaceFiles> {
            const auto record = file.attempt(id);
            if (!record)
                return std::unexpected(record.error());
            auto steps = WorkspaceSteps::read(file, *record);
            if (!steps)
                return std::unexpected(std::move(steps.error()));
            auto state = stateOf(**steps, step, false);
            if (!state)
                return std::unexpected(std::move(state.error()));
            worked->steps = std::move(*steps);
            worked->state = std::move(*state);
            return inspect::readFiles(worked->steps->fixture(), worked->state);
        })
        .then(this, [this](Result<WorkspaceFiles> files) {
            if (!files)
                return m_files->say(files.error().text());
            m_count = qsizetype(files->changes.size()) + files->unchanged.size();
            m_files->setFiles(*files);
            Q_EMIT changed();
        });
}

void WorkspacePage::readOne(const QString &path)
{
    const int ticket = ++m_ticket;
    m_reader
        .ask([path, worked = m_worked](const RunFile &,
                                       const std::atomic<bool> &) -> Result<FileDiff> {
            if (!worked->steps)
                return fail(ErrorCode::NotFound, u"There are no files."_s);
            return readFile(path, worked->steps->fixture(), worked->state, worked->steps->blobs());
        })
        .then(this, [this, ticket](Result<FileDiff> diff) {
            if (ticket != m_ticket)
                return;
            if (diff)
                m_files->showFile(*diff);
            else
                m_files->say(diff.error().text());
        });
}

} // namespace touchstone::inspect
