#include "app/scenarios/running/runningview.h"

#include "app/ide/emptystate.h"
#include "app/ide/location.h"
#include "app/scenarios/running/liverun.h"
#include "app/scenarios/running/runs.h"

#include "core/base/text.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr int manyColumns = 1000; // Course::text() leaves nothing out
constexpr int barSteps = 1000;

} // namespace

RunRow::RunRow(LiveRun &run, Runs &runs, QWidget *parent)
    : QWidget(parent)
    , m_run(run)
    , m_name(new QLabel)
    , m_state(new QLabel)
    , m_bar(new QProgressBar)
    , m_figures(new QLabel)
    , m_notes(new QLabel)
    , m_pause(new QPushButton(tr("Pause")))
    , m_stop(new QPushButton(tr("Stop")))
    , m_forget(new QPushButton(tr("Clear")))
{
    for (QLabel *label : {m_name, m_state, m_figures, m_notes})
        label->setTextFormat(Qt::PlainText);
    QFont bold = m_name->font();
    bold.setBold(true);
    m_name->setFont(bold);
    const QString name = visibleText(QFileInfo(run.file()).fileName());
    m_name->setText(name);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a name may be long
    m_notes->setForegroundRole(QPalette::PlaceholderText);
    m_notes->setWordWrap(true);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(8);
    m_bar->setAccessibleName(tr("Progress of %1").arg(name));
    auto *opens = new QPushButton(tr("Open"));
    opens->setAccessibleName(tr("Open %1").arg(name));
    auto *top = new QHBoxLayout;
    top->addWidget(m_name);
    top->addWidget(m_state, 1);
    for (QPushButton *button : {opens, m_pause, m_stop, m_forget})
        top->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setSpacing(4);
    layout->addLayout(top);
    layout->addWidget(m_bar);
    layout->addWidget(m_figures);
    layout->addWidget(m_notes);
    connect(opens, &QPushButton::clicked, this, [this] { Q_EMIT wanted({m_run.file(), {}}); });
    connect(m_pause, &QPushButton::clicked, this, [this] {
        if (m_run.state() == LiveRun::State::Paused)
            m_run.resume();
        else
            m_run.pause();
    });
    connect(m_stop, &QPushButton::clicked, &run, &LiveRun::stop);
    connect(m_forget, &QPushButton::clicked, this, [this, &runs] { runs.forget(&m_run); });
    connect(&run, &LiveRun::changed, this, &RunRow::tell);
    tell();
}

void RunRow::tell()
{
    using State = LiveRun::State;
    const Course &course = m_run.course();
    const bool isStarting = m_run.state() == State::Starting;
    m_state->setText(visibleText(m_run.stateText()));
    m_state->setToolTip(Qt::convertFromPlainText(m_state->text()));
    m_bar->setRange(0, isStarting ? 0 : barSteps);
    m_bar->setValue(isStarting ? 0 : int(course.share() * barSteps));
    m_bar->setVisible(m_run.isUnderWay());
    m_figures->setText(isStarting ? QString() : course.text(manyColumns));
    m_figures->setVisible(!m_figures->text().isEmpty());
    m_notes->setText(visibleText(m_run.notes().join(u'\n')));
    m_notes->setVisible(!m_notes->text().isEmpty());
    const bool isPaused = m_run.state() == State::Paused;
    m_pause->setText(isPaused ? tr("Resume") : tr("Pause"));
    m_pause->setVisible(isPaused || m_run.state() == State::Running);
    m_stop->setText(m_run.isOurs() && m_run.state() == State::Stopping ? tr("Stop at Once")
                                                                       : tr("Stop"));
    m_stop->setVisible(m_run.isUnderWay());
    m_stop->setEnabled(m_run.isOurs() || m_run.state() != State::Stopping);
    m_forget->setVisible(!m_run.isUnderWay());
    for (QPushButton *button : {m_pause, m_stop, m_forget})
        button->setAccessibleName(u"%1 %2"_s.arg(button->text(), m_name->text()));
}

RunningView::RunningView(Runs &runs, QWidget *parent)
    : QWidget(parent)
    , m_runs(runs)
    , m_rows(new QVBoxLayout)
    , m_stack(new QStackedLayout(this))
    , m_list(new QWidget)
    , m_empty(new ide::EmptyState)
{
    m_empty->say(tr("Nothing is running"),
                 tr("Choose a scenario or a pack, then Run with Agent… (Ctrl+Shift+R)."));
    auto *column = new QVBoxLayout(m_list);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(m_rows);
    column->addStretch();
    m_rows->setSpacing(0);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_list);
    scroll->setAccessibleName(tr("Runs"));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(scroll);
    connect(&m_runs, &Runs::added, this, &RunningView::add);
    connect(&m_runs, &Runs::forgotten, this, [this](const LiveRun *run) {
        for (RunRow *row : m_list->findChildren<RunRow *>())
            if (&row->run() == run) {
                row->hide();
                row->deleteLater(); // its own button was pressed
            }
        m_stack->setCurrentIndex(m_runs.all().empty() ? 0 : 1);
    });
}

void RunningView::add(LiveRun *run)
{
    auto *row = new RunRow(*run, m_runs, m_list);
    connect(row, &RunRow::wanted, this, &RunningView::wanted);
    m_rows->insertWidget(0, row); // the latest on top
    m_stack->setCurrentIndex(1);
}

RunningButton::RunningButton(Runs &runs, QWidget *parent)
    : QPushButton(parent)
    , m_runs(runs)
{
    setFlat(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Runs under way"));
    setToolTip(tr("Show the runs"));
    connect(&m_runs, &Runs::changed, this, &RunningButton::tell);
    tell();
}

void RunningButton::tell()
{
    Course all;
    for (const LiveRun *run : m_runs.all()) {
        if (!run->isUnderWay())
            continue;
        all.total += run->course().total;
        all.done += run->course().done;
        all.passed += run->course().passed;
        all.errors += run->course().errors;
        all.seconds = std::max(all.seconds, run->course().seconds);
    }
    const int number = m_runs.underWay();
    setVisible(number > 0);
    setText((number == 1 ? tr("▶ 1 run") : tr("▶ %1 runs").arg(number)) + u" · "_s + all.text(48));
    setAccessibleDescription(text());
}

} // namespace touchstone::scenarios
