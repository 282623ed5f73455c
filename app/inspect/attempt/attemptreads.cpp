// What an attempt's page asks of its readers, and what it does with the answers.
#include "app/ide/emptystate.h"
#include "app/inspect/attempt/attemptheadbar.h"
#include "app/inspect/attempt/attemptpage.h"
#include "app/inspect/attempt/attemptworked.h"
#include "app/inspect/attempt/filmstrip.h"
#include "app/inspect/attempt/overviewstrip.h"
#include "app/inspect/attempt/timelineview.h"
#include "app/inspect/conversation/conversationpanel.h"
#include "app/inspect/step/filesview.h"
#include "app/inspect/step/picturereading.h"
#include "app/inspect/step/stepview.h"
#include "app/inspect/verdicts/verdictspanel.h"

#include "core/base/text.h"
#include "core/workspace/workspace.h"

#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabWidget>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr qint64 firstEvents = 300; ///< enough to fill a window
constexpr qint64 furtherEvents = 4'000; ///< a page is taken in one turn of the event loop

/// Verdicts and what they say of lines.
struct Judged {
    std::vector<Verdict> verdicts;
    std::vector<LineNote> notes;
};

Result<QImage> pictureOf(const RunFile &file, const Digest &blob, const QSize &fit)
{
    const auto bytes = file.blob(blob);
    return bytes ? decodePicture(*bytes, fit) : std::unexpected(bytes.error());
}

} // namespace

void AttemptPage::readHead()
{
    m_answers
        .ask([id = m_id, pass = m_pass](const RunFile &file, const std::atomic<bool> &) {
            return inspect::readHead(file, id, pass);
        })
        .then(this, [this, ticket = ++m_ticket](const Result<AttemptHead> &head) {
            if (ticket == m_ticket)
                takeHead(head);
        });
}

void AttemptPage::takeHead(const Result<AttemptHead> &head)
{
    if (!head) {
        m_state->say(head.error().code == ErrorCode::NotFound ? tr("There is no such attempt")
                                                              : tr("The attempt can't be read"),
                     visibleText(head.error().text()), tr("Try Again"));
        m_stack->setCurrentWidget(m_state);
        Q_EMIT changed();
        return;
    }
    m_head = *head;
    m_headBar->show(m_head.record);
    m_stack->setCurrentWidget(m_content);
    m_verdicts->setPasses(m_head.passes, m_head.record.pass);
    readVerdicts();
    readNeighbours();
    Q_EMIT changed();
    Q_EMIT headRead();
}

void AttemptPage::readNeighbours()
{
    m_bulk
        .ask([record = m_head.record](const RunFile &file, const std::atomic<bool> &stopped) {
            return inspect::readNeighbours(file, record, stopped);
        })
        .then(this, [this](Result<Neighbours> neighbours) {
            m_neighbours = neighbours.value_or(Neighbours());
            m_headBar->setNeighbours(m_neighbours);
        });
}

/// Page by page, so that what others ask of the reader meanwhile need not wait for all.
void AttemptPage::readPage(qint64 after)
{
    const qint64 wanted = after == 0 ? firstEvents : furtherEvents;
    if (after == 0) {
        m_timeline->clear();
        m_conversation->setComplete(false);
        m_complete = false;
        m_worked->maker = std::make_shared<TimelineMaker>();
    }
    m_bulk
        .ask([id = m_id, after, wanted, maker = m_worked->maker](
                 const RunFile &file, const std::atomic<bool> &) -> Result<SharedPage> {
            const auto events = file.events(id, after, wanted);
            if (!events)
                return std::unexpected(events.error());
            return std::make_shared<const TimelinePage>(maker->page(*events));
        })
        .then(this, [this, wanted, maker = m_worked->maker](const Result<SharedPage> &page) {
            if (maker == m_worked->maker)
                takePage(page, wanted);
        });
}

void AttemptPage::takePage(const Result<SharedPage> &page, qint64 wanted)
{
    if (!page) {
        m_complete = true;
        m_timelineState->say(tr("The trace can't be read"), visibleText(page.error().text()));
        if (m_timeline->count() == 0)
            m_timelineStack->setCurrentWidget(m_timelineState);
        m_conversation->setComplete(true);
        Q_EMIT told(tr("The trace can be read in part only: %1").arg(page.error().text()));
        Q_EMIT timelineComplete();
        return;
    }
    const bool isFirst = m_timeline->count() == 0;
    for (const TimelineEntry &entry : (*page)->entries) {
        m_thinkUs += entry.thinkUs;
        m_actUs += entry.actUs;
    }
    m_timeline->append(*page);
    m_film->setVisible(!m_timeline->pictures().empty());
    m_complete = qint64((*page)->entries.size()) < wanted;
    if (!m_complete)
        readPage((*page)->entries.back().id);
    if (m_timeline->count() == 0) {
        m_timelineState->say(tr("Nothing was recorded"),
                             tr("This attempt has a verdict but no events."));
        m_timelineStack->setCurrentWidget(m_timelineState);
        m_step->showNothing(tr("There are no steps"),
                            tr("Verdicts and the final workspace are all that was kept."));
    } else {
        m_timelineStack->setCurrentWidget(m_timelineView);
    }
    if (m_wantedStep > 0 && (m_timeline->positionOfEvent(m_wantedStep) >= 0 || m_complete)) {
        if (m_timeline->positionOfEvent(m_wantedStep) >= 0)
            m_timelineView->choose(m_wantedStep);
        else
            Q_EMIT told(tr("This attempt has no step %1").arg(m_wantedStep));
        m_wantedStep = 0;
    }
    if (isFirst && m_wantedStep == 0 && m_timelineView->chosen() == 0 && m_timeline->count() > 0)
        m_timelineView->choose(m_timeline->entryAt(0).id);
    Q_EMIT changed();
    if (m_complete) {
        m_headBar->showTimes(m_thinkUs, m_actUs);
        m_conversation->setComplete(true);
        Q_EMIT timelineComplete();
    }
}

void AttemptPage::readVerdicts()
{
    m_answers
        .ask([id = m_head.record.id, pass = m_head.record.pass](
                 const RunFile &file, const std::atomic<bool> &) -> Result<Judged> {
            auto verdicts = file.verdicts(id, pass);
            if (!verdicts)
                return std::unexpected(std::move(verdicts.error()));
            std::vector<LineNote> notes = notesOf(*verdicts);
            return Judged{std::move(*verdicts), std::move(notes)};
        })
        .then(this, [this, ticket = m_ticket](Result<Judged> verdicts) {
            if (ticket != m_ticket)
                return;
            if (!verdicts)
                return m_verdicts->say(
                    tr("The verdicts can't be read: %1").arg(verdicts.error().text()));
            m_final->setNotes(std::move(verdicts->notes));
            m_verdicts->setVerdicts(std::move(verdicts->verdicts));
        });
}

void AttemptPage::compareWith(int pass)
{
    if (pass == 0)
        return;
    m_answers
        .ask([id = m_head.record.id, pass](const RunFile &file, const std::atomic<bool> &) {
            return file.briefVerdicts(id, pass);
        })
        .then(this, [this, pass](const Result<std::vector<Verdict>> &verdicts) {
            if (verdicts)
                m_verdicts->setCompared(pass, *verdicts);
            else
                Q_EMIT told(verdicts.error().text());
        });
}

void AttemptPage::chose(qint64 event)
{
    m_wantedStep = 0;
    m_overview->setCurrent(event);
    m_film->setCurrent(event);
    m_conversation->setCurrent(event);
    Q_EMIT changed();
    showChosen();
}

/// A step is filled in only where it is seen.
void AttemptPage::showChosen()
{
    const qint64 event = m_timelineView->chosen();
    const bool isThere = event == 0 || m_step->step().event.id == event;
    if (m_tabs->currentWidget() == m_step && !m_stepAsked && !isThere)
        readStep(false);
}

/// The step that is chosen. While one is read only the newest choice counts.
void AttemptPage::readStep(bool whole)
{
    const qint64 event = m_timelineView->chosen();
    m_stepAsked = true;
    const qsizetype position = m_timeline->positionOfEvent(event);
    const bool isAction = position >= 0 && m_timeline->entryAt(position).type == EventType::Action;
    const qint64 picture = isAction ? m_timeline->pictureAt(event) : 0;
    m_answers
        .ask([id = m_id, event, picture, whole](const RunFile &file, const std::atomic<bool> &) {
            return inspect::readStep(file, id, event, picture, whole);
        })
        .then(this, [this, event](const Result<Step> &step) {
            m_stepAsked = false;
            if (event != m_timelineView->chosen())
                return readStep(false);
            takeStep(step);
        });
}

void AttemptPage::takeStep(const Result<Step> &step)
{
    if (!step) {
        m_step->showNothing(tr("This step can't be read"), visibleText(step.error().text()));
        return;
    }
    const qsizetype position = m_timeline->positionOfEvent(step->event.id);
    m_step->show(*step, position < 0 ? nullptr : &m_timeline->entryAt(position));
    readPicture(*step);
    if (mayChangeFiles(step->event))
        readChanges(step->event);
    Q_EMIT stepShown(step->event.id);
}

/// Of a long trace this may take a while, so that it has a reader of its own.
void AttemptPage::readChanges(const Event &event)
{
    m_files
        .ask([id = m_id, event, worked = m_worked](
                 const RunFile &file, const std::atomic<bool> &) -> Result<StepChanges> {
            const auto steps = worked->of(file, id);
            if (!steps)
                return std::unexpected(steps.error());
            return inspect::readChanges(event, **steps);
        })
        .then(this, [this, id = event.id](const Result<StepChanges> &changes) {
            if (m_step->step().event.id != id)
                return;
            m_step->showChanges(changes ? *changes : StepChanges{{}, changes.error().text()});
            Q_EMIT changesShown(id);
        });
}

void AttemptPage::readPicture(const Step &step)
{
    const Event &shown = step.shownIn ? *step.shownIn : step.event;
    const QStringList roles = pictureRoles(shown);
    if (roles.isEmpty())
        return;
    m_answers
        .ask([blob = shown.blobs.value(roles.front())](const RunFile &file,
                                                       const std::atomic<bool> &) {
            return pictureOf(file, blob, {});
        })
        .then(this, [this, id = step.event.id](const Result<QImage> &picture) {
            if (m_step->step().event.id == id)
                m_step->showPicture(picture.value_or(QImage()),
                                    picture ? QString() : picture.error().text());
        });
}

void AttemptPage::readThumbnail(qint64 event)
{
    const QSize size = FilmModel::size * devicePixelRatioF();
    m_thumbnails
        .ask([id = m_id, event, size](const RunFile &file,
                                      const std::atomic<bool> &) -> Result<QImage> {
            const auto events = file.events(id, event - 1, 1);
            if (!events)
                return std::unexpected(events.error());
            if (events->empty())
                return fail(ErrorCode::NotFound, u"no such event"_s);
            const QStringList roles = pictureRoles(events->front());
            return roles.isEmpty()
                ? fail(ErrorCode::NotFound, u"no picture"_s)
                : pictureOf(file, events->front().blobs.value(roles.front()), size);
        })
        .then(this, [this, event](const Result<QImage> &picture) {
            m_film->film().setPicture(event, picture.value_or(QImage()), devicePixelRatioF());
        });
}

void AttemptPage::readEvidencePicture(const Digest &blob)
{
    m_answers
        .ask([blob](const RunFile &file, const std::atomic<bool> &) {
            return pictureOf(file, blob, {});
        })
        .then(this, [this, blob](const Result<QImage> &picture) {
            m_verdicts->showPicture(blob, picture.value_or(QImage()),
                                    picture ? QString() : picture.error().text());
        });
}

void AttemptPage::readFinalFiles()
{
    if (m_finalAsked)
        return;
    m_finalAsked = true;
    m_files
        .ask([id = m_id, worked = m_worked](const RunFile &file,
                                            const std::atomic<bool> &) -> Result<WorkspaceFiles> {
            const auto steps = worked->of(file, id);
            if (!steps)
                return std::unexpected(steps.error());
            const auto end = stateOf(**steps, 0, true);
            if (!end)
                return std::unexpected(end.error());
            return readFiles((*steps)->fixture(), *end);
        })
        .then(this, [this](const Result<WorkspaceFiles> &files) {
            if (files)
                m_final->setFiles(*files);
            else
                m_final->say(files.error().text());
        });
}

void AttemptPage::readFinalFile(const QString &path)
{
    m_files
        .ask([path, worked = m_worked](const RunFile &,
                                       const std::atomic<bool> &) -> Result<FileDiff> {
            if (!worked->steps || !worked->steps->end())
                return fail(ErrorCode::NotFound, u"This attempt left no workspace."_s);
            return readFile(path, worked->steps->fixture(), *worked->steps->end(),
                            worked->steps->blobs());
        })
        .then(this, [this, ticket = ++m_fileTicket](const Result<FileDiff> &diff) {
            if (ticket != m_fileTicket)
                return;
            if (diff)
                m_final->showFile(*diff);
            else
                m_final->say(diff.error().text());
        });
}

void AttemptPage::takeUp(qint64 event, const QString &folder)
{
    m_files
        .ask([id = m_id, event, folder, worked = m_worked](
                 const RunFile &file, const std::atomic<bool> &) -> Result<QString> {
            const auto steps = worked->of(file, id);
            if (!steps)
                return std::unexpected(steps.error());
            const auto state = stateOf(**steps, event, false);
            if (!state)
                return std::unexpected(state.error());
            auto made = materialise(*state, (*steps)->blobs(), folder, true);
            return made ? Result<QString>(folder) : std::unexpected(made.error());
        })
        .then(this, [this, event](const Result<QString> &made) {
            if (made)
                Q_EMIT told(tr("The files of step %1 are in %2").arg(event).arg(*made));
            else
                Q_EMIT failed(made.error());
        });
}

} // namespace touchstone::inspect
