#include "app/inspect/runs/searchpanel.h"

#include "app/ide/look.h"
#include "app/inspect/runs/runsource.h"
#include "app/inspect/tonedelegate.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QSet>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int mostHits = 500;
constexpr qint64 atOnceMs = 300; // of indexing, before what is found is shown again
constexpr int attemptRole = Qt::UserRole;
constexpr int eventRole = Qt::UserRole + 1;

} // namespace

/// What the reader's thread keeps from one question to the next.
struct SearchPanel::Held {
    std::unique_ptr<TextIndex> index;
    std::shared_ptr<const std::vector<quint32>> scope; ///< that `ids` are of
    QSet<QString> ids;
};

struct SearchPanel::Question {
    std::shared_ptr<Held> held;
    QString words;
    AttemptTable table;
    std::shared_ptr<const std::vector<quint32>> scope; ///< null: all
    std::shared_ptr<std::atomic<quint64>> latest;
    quint64 ticket = 0;
    [[nodiscard]] bool isWanted() const { return *latest == ticket; }
};

struct SearchPanel::Answer {
    TextIndex::Progress progress;
    TextIndex::Found found;
    QHash<QString, AttemptRecord> attempts;
};

SearchPanel::SearchPanel(RunSource &source, QWidget *parent)
    : QWidget(parent)
    , m_source(source)
    , m_line(new QLineEdit(this))
    , m_said(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_all(new QCheckBox(tr("In all attempts, whatever the filter shows"), this))
    , m_list(new QTreeWidget(this))
    , m_held(std::make_shared<Held>())
    , m_latest(std::make_shared<std::atomic<quint64>>(0))
{
    m_line->setPlaceholderText(tr("Search messages, edits, commands and outputs"));
    m_line->setAccessibleName(tr("Search this run"));
    m_line->setClearButtonEnabled(true);
    m_said->setTextFormat(Qt::PlainText);
    m_said->setForegroundRole(QPalette::PlaceholderText);
    m_said->setWordWrap(true);
    m_all->hide();
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    m_progress->setAccessibleName(tr("Reading the run"));
    m_progress->hide();
    m_list->setAccessibleName(tr("Found"));
    m_list->setItemDelegate(new ToneDelegate(m_list));
    m_list->setHeaderLabels({tr("Scenario"), tr("Agent"), tr("Step"), tr("What"), tr("Text")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAlternatingRowColors(true);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(12, 8, 12, 4);
    head->addWidget(m_line);
    head->addWidget(m_all);
    head->addWidget(m_said);
    head->addWidget(m_progress);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(head);
    layout->addWidget(m_list, 1);
    setFocusProxy(m_line);
    m_typing.setSingleShot(true);
    m_typing.setInterval(250);
    connect(&m_typing, &QTimer::timeout, this, &SearchPanel::ask);
    connect(m_line, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_all, &QCheckBox::toggled, this, &SearchPanel::ask);
    connect(m_line, &QLineEdit::returnPressed, this, [this] {
        m_list->setFocus();
        if (!m_list->currentItem() && m_list->topLevelItemCount() > 0)
            m_list->setCurrentItem(m_list->topLevelItem(0));
    });
    connect(m_list, &QTreeWidget::itemActivated, this, &SearchPanel::openCurrent);
    say(tr(
        "Words are found as typed or as the beginning of one; \"in quotes\" next to each other."));
}

SearchPanel::~SearchPanel()
{
    ++*m_latest;
}

void SearchPanel::search(const QString &words)
{
    m_line->setText(words);
    m_typing.stop();
    ask();
}

void SearchPanel::setScope(std::shared_ptr<const std::vector<quint32>> shown)
{
    const bool isSame = (!shown && !m_scope) || (shown && m_scope && *shown == *m_scope);
    m_all->setVisible(shown != nullptr);
    if (isSame)
        return;
    m_scope = std::move(shown);
    ++*m_latest; // of other attempts
    if (isVisible())
        m_typing.start();
}

/// The page may have been filtered since.
void SearchPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_typing.start();
}

void SearchPanel::say(const QString &text)
{
    m_said->setText(visibleText(text));
}

/// Indexes for a while, then searches. In the reader's thread.
Result<SearchPanel::Answer> SearchPanel::find(const RunFile &file, const Question &question,
                                              const std::atomic<bool> &stopped)
{
    Held &held = *question.held;
    const auto goesOn = [&] { return !stopped && question.isWanted(); };
    if (!goesOn())
        return fail(ErrorCode::Cancelled, u"no longer wanted"_s);
    if (!held.index) {
        auto index = TextIndex::open(file);
        if (!index)
            return std::unexpected(std::move(index.error()));
        held.index = std::move(*index);
    }
    QElapsedTimer timer;
    timer.start();
    const auto progress =
        held.index->update(file, 5'000, [&] { return goesOn() && timer.elapsed() < atOnceMs; });
    if (!progress)
        return std::unexpected(progress.error());
    Answer answer{*progress, {}, {}};
    Result<void> searched;
    if (question.scope) {
        if (held.scope != question.scope) {
            held.scope = question.scope;
            held.ids.clear();
            held.ids.reserve(qsizetype(held.scope->size()));
            for (const quint32 number : *held.scope)
                held.ids.insert(question.table.id(number));
        }
        auto found = held.index->searchIn(
            file, question.words, mostHits,
            [&held](const QString &attempt) { return held.ids.contains(attempt); }, goesOn);
        if (found)
            answer.found = std::move(*found);
        else
            searched = std::unexpected(std::move(found.error()));
    } else {
        auto hits = held.index->search(file, question.words, mostHits);
        if (hits)
            answer.found = {std::move(*hits), 0, 0};
        else
            searched = std::unexpected(std::move(hits.error()));
    }
    if (!searched && searched.error().code == ErrorCode::Corrupt)
        return Answer{{0, progress->total}, {}, {}}; // begun anew
    if (!searched)
        return std::unexpected(std::move(searched.error()));
    for (const TextIndex::Hit &hit : answer.found.hits)
        if (!answer.attempts.contains(hit.attempt))
            if (auto record = file.attempt(hit.attempt))
                answer.attempts.insert(hit.attempt, *record);
    return answer;
}

/// Asks again until all of the run was looked through.
void SearchPanel::ask()
{
    const QString words = m_line->text().trimmed();
    const quint64 ticket = ++*m_latest;
    if (words.isEmpty()) {
        m_list->clear();
        m_progress->hide();
        return say(tr("Words are found as typed or as the beginning of one; \"in quotes\" next to "
                      "each other."));
    }
    if (!m_reader)
        m_reader = std::make_unique<RunReader>(m_source.path());
    const Question question{
        m_held, words, m_source.table(), m_all->isChecked() ? nullptr : m_scope, m_latest, ticket};
    m_reader
        ->ask([question](const RunFile &file, const std::atomic<bool> &stopped) {
            return find(file, question, stopped);
        })
        .then(this, [this, ticket](const Result<Answer> &answer) {
            if (ticket != *m_latest)
                return;
            if (answer)
                return take(*answer);
            m_progress->hide();
            say(tr("Can't search: %1").arg(answer.error().text()));
        });
}

/// "12 places, 30 more in attempts that the filter leaves out"
QString SearchPanel::countOf(const Answer &answer) const
{
    const auto shown = qint64(answer.found.hits.size());
    const qint64 all = std::max(shown, answer.found.wanted);
    QString text = all > shown
        ? tr("The first %1 of %2").arg(countText(shown), countText(all, tr("place"), tr("places")))
        : shown >= mostHits ? tr("The first %1 places").arg(countText(shown))
                            : countText(shown, tr("place"), tr("places"));
    if (answer.found.others > 0)
        text += tr(", %1 more in attempts that the filter leaves out")
                    .arg(countText(answer.found.others));
    return text;
}

void SearchPanel::take(const Answer &answer)
{
    const auto found = qint64(answer.found.hits.size());
    if (found != m_list->topLevelItemCount() || answer.progress.isDone()) {
        m_list->setUpdatesEnabled(false);
        m_list->clear();
        for (const TextIndex::Hit &hit : answer.found.hits) {
            const AttemptRecord record = answer.attempts.value(hit.attempt);
            auto *item = new QTreeWidgetItem(
                m_list,
                {shortName(visibleText(record.scenario)), shortName(visibleText(record.agent), 60),
                 QString::number(hit.event), eventTypeName(hit.type), hit.snippet});
            item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
            item->setData(0, attemptRole, hit.attempt);
            item->setData(0, eventRole, hit.event);
        }
        for (int column = 0; column < 4; ++column)
            m_list->resizeColumnToContents(column);
        m_list->setUpdatesEnabled(true);
    }
    const QString count = countOf(answer);
    m_progress->setVisible(!answer.progress.isDone());
    if (answer.progress.isDone()) {
        say(found == 0 && answer.found.others == 0
                ? tr("Nothing was found in all %1.")
                      .arg(countText(answer.progress.total, tr("attempt"), tr("attempts")))
                : count);
        Q_EMIT searched(int(found));
        return;
    }
    m_progress->setRange(0, int(answer.progress.total));
    m_progress->setValue(int(answer.progress.done));
    say(tr("%1 so far; reading %2 of %3 attempts for the first search")
            .arg(count, countText(answer.progress.done), countText(answer.progress.total)));
    ask();
}

void SearchPanel::openCurrent()
{
    if (const QTreeWidgetItem *item = m_list->currentItem())
        Q_EMIT wanted({m_source.path(),
                       {{u"attempt"_s, item->data(0, attemptRole).toString()},
                        {u"step"_s, QString::number(item->data(0, eventRole).toLongLong())}}});
}

} // namespace touchstone::inspect
