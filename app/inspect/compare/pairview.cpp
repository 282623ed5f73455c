#include "app/inspect/compare/pairview.h"

#include "app/ide/emptystate.h"
#include "app/inspect/compare/comparemodels.h"
#include "app/inspect/compare/comparetables.h"
#include "app/inspect/eventlook.h"
#include "app/inspect/step/diffview.h"
#include "app/inspect/tables.h"
#include "app/inspect/tonedelegate.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr qsizetype mostVerdicts = 6; ///< of those that changed; the rest is counted

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QString headOf(const QString &side, const std::optional<AttemptRecord> &record)
{
    if (!record)
        return PairView::tr("%1: there is none").arg(side);
    QString text = PairView::tr("%1: %2 %3, score %4, %5")
                       .arg(side, outcomeGlyph(record->outcome), outcomeName(record->outcome))
                       .arg(record->score, 0, 'g', 3)
                       .arg(durationText(double(record->durationUs)));
    if (const qint64 tokens = record->inputTokens + record->outputTokens; tokens > 0)
        text += PairView::tr(", %1 tokens").arg(countText(tokens));
    if (!record->reason.isEmpty())
        text += u'\n' + shortened(record->reason, 300);
    return visibleText(text);
}

} // namespace

QTableView *makeCompareTable(QAbstractItemModel *model, const QString &name, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setModel(model);
    dressTable(*table, name);
    table->setItemDelegate(new ToneDelegate(table));
    table->setSelectionBehavior(QTableView::SelectRows);
    table->setSelectionMode(QTableView::SingleSelection);
    table->setHorizontalScrollMode(QTableView::ScrollPerPixel);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return table;
}

PairView::PairView(ide::Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_empty(new ide::EmptyState(this))
    , m_headA(plainLabel(this))
    , m_headB(plainLabel(this))
    , m_openA(new QPushButton(tr("Open A"), this))
    , m_openB(new QPushButton(tr("Open B"), this))
    , m_verdicts(plainLabel(this))
    , m_problem(plainLabel(this))
    , m_tabs(new QTabWidget(this))
    , m_steps(new StepsModel(this))
    , m_files(new DiffView(settings, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    auto *content = new QWidget(this);
    auto *grid = new QGridLayout(content);
    grid->setContentsMargins(8, 6, 8, 0);
    grid->addWidget(m_headA, 0, 0, Qt::AlignTop);
    grid->addWidget(m_headB, 0, 1, Qt::AlignTop);
    grid->addWidget(m_openA, 1, 0, Qt::AlignLeft);
    grid->addWidget(m_openB, 1, 1, Qt::AlignLeft);
    grid->addWidget(m_verdicts, 2, 0, 1, 2);
    grid->addWidget(m_problem, 3, 0, 1, 2);
    grid->addWidget(m_tabs, 4, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(4, 1);
    m_openA->setAccessibleName(m_openA->text());
    m_openB->setAccessibleName(m_openB->text());
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("What differs"));
    m_tabs->addTab(makeSteps(settings), tr("Steps"));
    m_tabs->addTab(m_files, tr("Prompt, answer and files"));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);
    setFocusProxy(m_stepsView);
    connect(m_openA, &QPushButton::clicked, this, [this] { Q_EMIT openWanted(true); });
    connect(m_openB, &QPushButton::clicked, this, [this] { Q_EMIT openWanted(false); });
}

QWidget *PairView::makeSteps(ide::Settings &settings)
{
    auto *split = new QSplitter(Qt::Vertical);
    m_stepsView = makeCompareTable(m_steps, tr("Steps beside each other"), split);
    m_step = new DiffView(settings, split);
    m_step->setChooserVisible(false);
    split->addWidget(m_stepsView);
    split->addWidget(m_step);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    QHeaderView *header = m_stepsView->horizontalHeader();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(24);
    header->setSectionResizeMode(StepsModel::KindColumn, QHeaderView::Fixed);
    header->resizeSection(StepsModel::KindColumn, fontMetrics().height() * 2);
    for (const int side : {StepsModel::StepA, StepsModel::StepB}) // as wide
        header->setSectionResizeMode(side, QHeaderView::Stretch);
    connect(m_stepsView->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &now) {
                if (now.isValid())
                    chose(now.row());
            });
    auto *none = new ide::EmptyState(this);
    none->say(tr("No step to align"), tr("Neither attempt's trace has any event."));
    m_stepsStack = new QStackedWidget(this);
    m_stepsStack->addWidget(split);
    m_stepsStack->addWidget(none);
    return m_stepsStack;
}

void PairView::clear(const QString &headline, const QString &detail)
{
    ++m_ticket;
    m_empty->say(headline, detail);
    m_stack->setCurrentIndex(0);
}

void PairView::read(const std::shared_ptr<ComparedRuns> &runs, const QString &attemptA,
                    const QString &attemptB)
{
    m_runs = runs;
    m_attemptA = attemptA;
    m_attemptB = attemptB;
    runs->pair(attemptA, attemptB)
        .then(this, [this, ticket = ++m_ticket](const Result<AttemptPair> &pair) {
            if (ticket != m_ticket)
                return;
            if (pair) {
                m_pair = *pair;
                show();
            } else {
                clear(tr("These attempts can't be read"), visibleText(pair.error().text()));
            }
            Q_EMIT shown();
        });
}

void PairView::show()
{
    QStringList verdicts;
    for (const VerdictChange &verdict : m_pair.verdicts)
        if (verdicts.size() < mostVerdicts)
            verdicts.append(shortName(visibleText(verdictText(verdict)), 300));
    if (const qsizetype more = qsizetype(m_pair.verdicts.size()) - verdicts.size(); more > 0)
        verdicts.append(tr("… and %1 more").arg(more));
    m_verdicts->setText(verdicts.join(u'\n'));
    m_verdicts->setVisible(!verdicts.isEmpty());
    m_headA->setText(headOf(tr("A"), m_pair.a));
    m_headB->setText(headOf(tr("B"), m_pair.b));
    m_openA->setEnabled(m_pair.a.has_value());
    m_openB->setEnabled(m_pair.b.has_value());
    QStringList problems;
    if (!m_pair.problem.isEmpty())
        problems.append(visibleText(m_pair.problem));
    if (m_pair.stepsLeftOut > 0)
        problems.append(tr("%1 further steps are not aligned").arg(countText(m_pair.stepsLeftOut)));
    m_problem->setText(problems.join(u'\n'));
    m_problem->setVisible(!problems.isEmpty());
    m_steps->show(m_pair.steps);
    m_stepsStack->setCurrentIndex(m_pair.steps.empty() ? 1 : 0);
    m_files->show(m_pair.files);
    m_tabs->setTabText(1, tr("Prompt, answer and files (%1)").arg(m_pair.files.size()));
    m_step->show({});
    m_stack->setCurrentIndex(1);
    const int first = m_steps->nextDifference(-1, 1);
    if (m_steps->rowCount() > 0)
        m_stepsView->setCurrentIndex(m_steps->index(std::max(0, first), 0));
}

void PairView::chose(int row)
{
    const AttemptPair::Step &step = m_steps->step(row);
    m_runs->step(m_attemptA, step.a, m_attemptB, step.b)
        .then(this, [this, ticket = ++m_stepTicket](const Result<FileDiff> &diff) {
            if (ticket != m_stepTicket)
                return;
            FileDiff shown = diff ? *diff : FileDiff();
            if (!diff)
                shown.problem = diff.error().text();
            m_step->show({shown});
            Q_EMIT stepShown();
        });
}

void PairView::goToDifference(int direction)
{
    const int row = m_steps->nextDifference(m_stepsView->currentIndex().row(), direction);
    if (row < 0)
        return;
    m_tabs->setCurrentIndex(0);
    m_stepsView->setCurrentIndex(m_steps->index(row, 0));
}

} // namespace touchstone::inspect
