// What ComparePage reads, and how it shows it.
#include "app/ide/emptystate.h"
#include "app/ide/look.h"
#include "app/inspect/charts/charttablemodel.h"
#include "app/inspect/compare/comparemodels.h"
#include "app/inspect/compare/comparepage.h"
#include "app/inspect/compare/pairview.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableView>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int mostColumnWidth = 260;

void fitColumns(QTableView &table)
{
    table.resizeColumnsToContents();
    for (int column = 0; column + 1 < table.model()->columnCount(); ++column)
        table.setColumnWidth(column, std::min(table.columnWidth(column) + 8, mostColumnWidth));
}

} // namespace

void ComparePage::compare()
{
    const QString nameA = QFileInfo(m_pathA).completeBaseName();
    const QString nameB = QFileInfo(m_pathB).completeBaseName();
    m_names->setText(visibleText(m_pathA == m_pathB
                                     ? tr("Agents of %1").arg(nameA)
                                     : tr("B: %1, held against A: %2").arg(nameB, nameA)));
    m_names->setToolTip(Qt::convertFromPlainText(visibleText(m_pathB + u'\n' + m_pathA)));
    if (m_pathA.isEmpty() || m_pathB.isEmpty())
        return refuse({ErrorCode::BadInput, tr("Two run files are wanted."), {}});
    if (!m_runs)
        m_runs = std::make_shared<ComparedRuns>(m_pathA, m_pathB);
    if (!m_answers)
        m_answers = std::make_shared<ComparedRuns>(m_pathA, m_pathB);
    if (!m_isShown) {
        m_empty->say(tr("Comparing…"), tr("Both runs' attempts are being read."));
        m_stack->setCurrentWidget(m_empty);
    }
    m_isComparing = true;
    m_runs->compare(m_options, m_filter->text())
        .then(this, [this, ticket = ++m_ticket](const Result<Comparison> &comparison) {
            if (ticket == m_ticket)
                take(comparison);
        });
}

void ComparePage::take(const Result<Comparison> &comparison)
{
    m_problem->hide();
    m_isComparing = false;
    if (comparison) {
        m_comparison = *comparison;
        m_isShown = true;
        if (holdsAgents()) {
            showAgents();
            m_options.agentA = m_comparison.agents[0].agentA;
            m_options.agentB = m_comparison.agents[1].agentB;
            return compare();
        }
        showComparison();
        readRates();
        Q_EMIT changed();
    } else {
        refuse(comparison.error());
    }
    Q_EMIT compared();
}

/// One run against itself says nothing; its agents against each other do.
bool ComparePage::holdsAgents() const
{
    return m_pathA == m_pathB && m_comparison.agents.size() > 1;
}

/// A filter that can't be read leaves what is there; all else takes its place.
void ComparePage::refuse(const Error &error)
{
    if (m_isShown && error.code == ErrorCode::BadInput) {
        QPalette palette = this->palette();
        palette.setColor(QPalette::WindowText, ide::coloursOf(palette).bad);
        m_problem->setPalette(palette);
        m_problem->setText(visibleText(error.text()));
        m_problem->show();
        return;
    }
    m_isShown = false;
    const bool isDiffering = error.code == ErrorCode::Changed;
    m_empty->say(isDiffering ? tr("The runs' environments differ") : tr("This can't be compared"),
                 visibleText(error.text()), isDiffering ? tr("Compare All the Same") : QString());
    m_stack->setCurrentWidget(m_empty);
}

void ComparePage::showComparison()
{
    m_rates->show(m_comparison);
    m_differences->show(m_comparison.differences);
    m_changes->show(m_comparison);
    m_figures->setTabText(
        1,
        m_comparison.differences.empty()
            ? tr("Environments (the same)")
            : tr("Environments (%1 differ)").arg(m_comparison.differences.size()));
    showAgents();
    showKinds();
    fitColumns(*m_ratesView);
    m_changesView->setColumnHidden(ChangesModel::Agent, m_comparison.agents.size() < 2);
    QHeaderView *header = m_changesView->horizontalHeader();
    header->setStretchLastSection(false);
    fitColumns(*m_changesView);
    header->resizeSection(ChangesModel::Agent,
                          std::min(header->sectionSize(ChangesModel::Agent),
                                   m_changesView->fontMetrics().averageCharWidth() * 22));
    header->setSectionResizeMode(ChangesModel::Why, QHeaderView::Stretch);
    m_stack->setCurrentWidget(m_split);
    const int wanted = m_changes->rowOf(m_wantedAttempt);
    if (m_changes->rowCount() > 0) {
        m_changesView->setCurrentIndex({});
        m_changesView->setCurrentIndex(m_changes->index(std::max(0, wanted), 0));
    } else {
        m_chosen = {};
        m_pair->clear(tr("No attempt changed"),
                      tr("%1 attempts have the same outcome and score in both runs. \"Same\", "
                         "in the list of changes, shows them.")
                          .arg(countText(m_comparison.count(Change::Same))));
    }
}

void ComparePage::showKinds()
{
    const QSignalBlocker blocker(m_kinds);
    const QVariant before = m_kinds->currentData();
    m_kinds->clear();
    qsizetype all = 0;
    for (int number = 0; number <= int(Change::Added); ++number)
        if (number != int(Change::Same))
            all += m_comparison.count(Change(number));
    m_kinds->addItem(tr("All changes (%1), %2 the same")
                         .arg(countText(all), countText(m_comparison.count(Change::Same))));
    const auto add = [this](Change change) {
        if (m_comparison.count(change) > 0)
            m_kinds->addItem(u"%1 %2 (%3)"_s.arg(changeGlyph(change), changeTitle(change),
                                                 countText(m_comparison.count(change))),
                             int(change));
    };
    for (int number = 0; number <= int(Change::Added); ++number)
        if (number != int(Change::Same))
            add(Change(number));
    add(Change::Same);
    const int again = before.isValid() ? m_kinds->findData(before) : 0;
    m_kinds->setCurrentIndex(std::max(0, again));
    const QVariant now = m_kinds->currentData();
    m_changes->setWanted(now.isValid() ? std::optional(Change(now.toInt())) : std::nullopt);
    if (m_comparison.changesLeftOut > 0)
        m_kinds->setItemText(
            0,
            m_kinds->itemText(0)
                + tr(", %1 not listed").arg(countText(m_comparison.changesLeftOut)));
}

/// Boxes to choose agents of, where there is something to choose.
void ComparePage::showAgents()
{
    QStringList a = m_comparison.agentsOnlyInA;
    QStringList b = m_comparison.agentsOnlyInB;
    for (const AgentComparison &agent : m_comparison.agents) {
        a.append(agent.agentA);
        b.append(agent.agentB);
    }
    const bool isChosen = !m_options.agentA.isEmpty() || !m_options.agentB.isEmpty();
    const auto fill = [&](QComboBox *box, const QStringList &agents, const QString &all,
                          const QString &chosen) {
        if (box->count() == 0 || !isChosen) { // else those that were there stay
            box->clear();
            box->addItem(all);
            for (const QString &agent : agents)
                box->addItem(shortName(visibleText(agent), 60), agent);
        }
        box->setCurrentIndex(std::max(0, chosen.isEmpty() ? 0 : box->findData(chosen)));
        box->setVisible(box->count() > 2);
    };
    fill(m_agentA, a, tr("A: each agent"), m_options.agentA);
    fill(m_agentB, b, tr("B: each agent"), m_options.agentB);
}

void ComparePage::readRates()
{
    QStringList runs{m_pathA, m_pathB};
    runs += m_more;
    m_runs->rates(runs, m_filter->text())
        .then(this, [this, ticket = m_ticket](const Result<ChartData> &data) {
            if (ticket != m_ticket || !data)
                return;
            m_all->show(*data);
            fitColumns(*m_allView);
        });
}

void ComparePage::chose(int row)
{
    const AttemptChange &change = m_changes->change(row);
    if (change.attemptA == m_chosen.attemptA && change.attemptB == m_chosen.attemptB)
        return;
    m_chosen = change;
    m_pair->read(m_answers, change.attemptA, change.attemptB);
    Q_EMIT changed();
}

void ComparePage::openSide(bool isA)
{
    const QString &attempt = isA ? m_chosen.attemptA : m_chosen.attemptB;
    if (!attempt.isEmpty())
        Q_EMIT wanted(ide::Location{isA ? m_pathA : m_pathB, {{u"attempt"_s, attempt}}});
}

} // namespace touchstone::inspect
