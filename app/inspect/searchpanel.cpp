#include "app/inspect/searchpanel.h"

#include "app/ide/look.h"
#include "app/inspect/runsource.h"
#include "app/inspect/tonedelegate.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtCore/QElapsedTimer>
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

struct SearchPanel::Held {
    std::unique_ptr<TextIndex> index;
};

struct SearchPanel::Answer {
    TextIndex::Progress progress;
    std::vector<TextIndex::Hit> hits;
    QHash<QString, AttemptRecord> attempts;
};

SearchPanel::SearchPanel(RunSource &source, QWidget *parent)
    : QWidget(parent)
    , m_source(source)
    , m_line(new QLineEdit(this))
    , m_said(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_list(new QTreeWidget(this))
    , m_held(std::make_shared<Held>())
{
    m_line->setPlaceholderText(tr("Search messages, edits, commands and outputs"));
    m_line->setAccessibleName(tr("Search this run"));
    m_line->setClearButtonEnabled(true);
    m_said->setTextFormat(Qt::PlainText);
    m_said->setForegroundRole(QPalette::PlaceholderText);
    m_said->setWordWrap(true);
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
    connect(m_line, &QLineEdit::returnPressed, this, [this] {
        m_list->setFocus();
        if (!m_list->currentItem() && m_list->topLevelItemCount() > 0)
            m_list->setCurrentItem(m_list->topLevelItem(0));
    });
    connect(m_list, &QTreeWidget::itemActivated, this, &SearchPanel::openCurrent);
    say(tr(
        "Words are found as typed or as the beginning of one; \"in quotes\" next to each other."));
}

SearchPanel::~SearchPanel() = default;

void SearchPanel::search(const QString &words)
{
    m_line->setText(words);
    m_typing.stop();
    ask();
}

void SearchPanel::say(const QString &text)
{
    m_said->setText(visibleText(text));
}

/// Indexes for a while, then searches; asks again until all of the run was looked through.
void SearchPanel::ask()
{
    const QString words = m_line->text().trimmed();
    const quint64 ticket = ++m_ticket;
    if (words.isEmpty()) {
        m_list->clear();
        m_progress->hide();
        return say(tr("Words are found as typed or as the beginning of one; \"in quotes\" next to "
                      "each other."));
    }
    if (!m_reader)
        m_reader = std::make_unique<RunReader>(m_source.path());
    m_reader
        ->ask([held = m_held, words](const RunFile &file,
                                     const std::atomic<bool> &stopped) -> Result<Answer> {
            if (!held->index) {
                auto index = TextIndex::open(file);
                if (!index)
                    return std::unexpected(std::move(index.error()));
                held->index = std::move(*index);
            }
            QElapsedTimer timer;
            timer.start();
            const auto progress = held->index->update(
                file, 5'000, [&] { return !stopped && timer.elapsed() < atOnceMs; });
            if (!progress)
                return std::unexpected(progress.error());
            auto hits = held->index->search(file, words, mostHits);
            if (!hits && hits.error().code == ErrorCode::Corrupt)
                return Answer{{0, progress->total}, {}, {}}; // begun anew
            if (!hits)
                return std::unexpected(std::move(hits.error()));
            Answer answer{*progress, std::move(*hits), {}};
            for (const TextIndex::Hit &hit : answer.hits)
                if (!answer.attempts.contains(hit.attempt))
                    if (auto record = file.attempt(hit.attempt))
                        answer.attempts.insert(hit.attempt, *record);
            return answer;
        })
        .then(this, [this, ticket](const Result<Answer> &answer) {
            if (ticket != m_ticket)
                return;
            if (answer)
                return take(*answer);
            m_progress->hide();
            say(tr("Can't search: %1").arg(answer.error().text()));
        });
}

void SearchPanel::take(const Answer &answer)
{
    if (answer.hits.size() != size_t(m_list->topLevelItemCount()) || answer.progress.isDone()) {
        m_list->setUpdatesEnabled(false);
        m_list->clear();
        for (const TextIndex::Hit &hit : answer.hits) {
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
    const auto found = qint64(answer.hits.size());
    const QString count = found >= mostHits ? tr("The first %1 places").arg(countText(found))
                                            : countText(found, tr("place"), tr("places"));
    m_progress->setVisible(!answer.progress.isDone());
    if (answer.progress.isDone()) {
        say(found == 0 ? tr("Nothing was found in all %1.")
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
