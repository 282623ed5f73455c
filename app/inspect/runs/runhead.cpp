#include "app/inspect/runs/runhead.h"

#include "app/ide/look.h"
#include "app/inspect/runs/runlive.h"
#include "app/inspect/runs/runsource.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QVBoxLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int mostRows = 5; // of agents, before their table scrolls

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

struct Figure {
    QString title;
    QString text;
    QString tone; ///< where it is not nothing
    QString tip;
};

QString rateTip(const Estimate &estimate)
{
    return RunHead::tr("95 % interval: %1, over %2")
        .arg(intervalText(estimate.interval),
             countText(estimate.denominator, RunHead::tr("scenario"), RunHead::tr("scenarios")));
}

Figure count(const QString &title, int number, const QString &tone)
{
    return {title, countText(number), number > 0 ? tone : u"dim"_s, {}};
}

std::vector<Figure> figuresOf(const AgentSummary &agent)
{
    const GroupSummary &total = agent.total;
    std::vector<Figure> figures{{RunHead::tr("Agent"),
                                 shortName(visibleText(total.name).simplified(), 80),
                                 {},
                                 agent.models.isEmpty()
                                     ? QString()
                                     : RunHead::tr("Model: %1").arg(agent.models.join(u", "_s))}};
    for (const RateAtK &rate : total.rates) {
        figures.push_back(
            {u"pass@%1"_s.arg(rate.k), percentText(rate.passAtK.value), {}, rateTip(rate.passAtK)});
        if (rate.k == 1)
            figures.push_back({RunHead::tr("95 % interval"), intervalText(rate.passAtK.interval),
                               u"dim"_s, rateTip(rate.passAtK)});
    }
    figures.push_back(count(RunHead::tr("Passed"), total.counts.passed, u"good"_s));
    figures.push_back(count(RunHead::tr("Failed"), total.counts.failed, u"bad"_s));
    figures.push_back(count(RunHead::tr("Errors"), total.counts.errors, u"warn"_s));
    figures.back().tip = errorText(total);
    figures.push_back(count(RunHead::tr("Unsupported"), total.counts.unsupported, u"neutral"_s));
    figures.push_back(count(RunHead::tr("Left out"), total.counts.leftOut, u"neutral"_s));
    figures.push_back({RunHead::tr("Median time"), medianText(total), {}, {}});
    figures.push_back({RunHead::tr("Tokens"), countText(agent.inputTokens + agent.outputTokens),
                       agent.inputTokens + agent.outputTokens == 0 ? u"dim"_s : QString(),
                       RunHead::tr("%1 in, %2 out")
                           .arg(countText(agent.inputTokens), countText(agent.outputTokens))});
    figures.push_back({RunHead::tr("Cost"),
                       agent.cost > 0 ? u"$"_s + QString::number(agent.cost, 'f', 2) : u"–"_s,
                       agent.cost > 0 ? QString() : u"dim"_s,
                       {}});
    return figures;
}

} // namespace

RunHead::RunHead(RunSource &source, QWidget *parent)
    : QWidget(parent)
    , m_source(source)
    , m_name(plainLabel(this))
    , m_about(plainLabel(this))
    , m_warnings(plainLabel(this))
    , m_totals(new QTableWidget(this))
    , m_live(new RunLive(source, this))
{
    m_name->setText(visibleText(QFileInfo(source.path()).completeBaseName()));
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    QFont large = m_name->font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    m_name->setFont(large);
    m_about->setForegroundRole(QPalette::PlaceholderText);
    m_about->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_warnings->setWordWrap(true);
    m_warnings->setAccessibleName(tr("Damage"));
    m_warnings->hide();
    m_totals->setAccessibleName(tr("Figures of each agent"));
    m_totals->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_totals->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_totals->setSelectionMode(QAbstractItemView::NoSelection);
    m_totals->setFocusPolicy(Qt::TabFocus);
    m_totals->setTabKeyNavigation(false);
    m_totals->setShowGrid(false);
    m_totals->setFrameShape(QFrame::NoFrame);
    m_totals->viewport()->setAutoFillBackground(false); // part of the head
    m_totals->verticalHeader()->hide();
    m_totals->horizontalHeader()->setHighlightSections(false);
    m_totals->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 6);
    layout->setSpacing(4);
    layout->addWidget(m_name);
    layout->addWidget(m_about);
    layout->addWidget(m_warnings);
    layout->addWidget(m_live);
    layout->addWidget(m_totals);
    connect(&source, &RunSource::opened, this, &RunHead::updateAbout);
    connect(&source, &RunSource::opened, this, [this] { setWarnings(m_source.warnings()); });
    fitTotals();
    updateAbout();
}

void RunHead::setSummary(const RunSummary &summary)
{
    m_summary = summary;
    m_totals->clear();
    m_totals->setRowCount(int(summary.agents.size()));
    const ide::Colours &colours = ide::coloursOf(palette());
    std::vector<bool> isUsed;
    for (size_t row = 0; row < summary.agents.size(); ++row) {
        const auto figures = figuresOf(summary.agents[row]);
        isUsed.resize(figures.size());
        m_totals->setColumnCount(int(figures.size()));
        for (size_t column = 0; column < figures.size(); ++column) {
            const Figure &figure = figures[column];
            auto *item = new QTableWidgetItem(figure.text);
            item->setTextAlignment(Qt::AlignVCenter
                                   | (column == 0 ? Qt::AlignLeft : Qt::AlignRight));
            if (figure.tone == u"dim"_s)
                item->setForeground(colours.dim);
            else if (!figure.tone.isEmpty())
                item->setForeground(colours.tone(figure.tone));
            else
                isUsed[column] = true;
            isUsed[column] = isUsed[column] || figure.tone != u"dim"_s || figure.text.size() > 3;
            if (!figure.tip.isEmpty())
                item->setToolTip(u"<p>%1</p>"_s.arg(visibleText(figure.tip).toHtmlEscaped()));
            item->setData(Qt::AccessibleTextRole, figure.title + u": "_s + figure.text);
            m_totals->setItem(int(row), int(column), item);
            auto *title = new QTableWidgetItem(figure.title);
            title->setTextAlignment(Qt::Alignment(item->textAlignment()));
            m_totals->setHorizontalHeaderItem(int(column), title);
        }
    }
    for (size_t column = 0; column < isUsed.size(); ++column) // nothing was left out, cost nothing
        m_totals->setColumnHidden(int(column), !isUsed[column]);
    m_totals->resizeColumnsToContents();
    m_totals->setColumnWidth(0, std::min(m_totals->columnWidth(0), 420));
    for (int column = 0; column < m_totals->columnCount(); ++column)
        m_totals->setColumnWidth(column, m_totals->columnWidth(column) + 12);
    fitTotals();
    updateAbout();
    // of several agents it is the lowest; the table beneath has them all
    m_live->setPassRate(summary.agents.size() == 1 ? summary.passRate() : std::nan(""));
}

void RunHead::fitTotals()
{
    const int rows = std::min(m_totals->rowCount(), mostRows);
    const int height = fontMetrics().height() + 8;
    m_totals->verticalHeader()->setDefaultSectionSize(height);
    m_totals->setVisible(rows > 0);
    const QHeaderView *header = m_totals->horizontalHeader();
    const bool hasBar = header->length() > m_totals->width(); // it would lie over the last row
    m_totals->setFixedHeight(header->sizeHint().height() + rows * height + 4
                             + (hasBar ? m_totals->horizontalScrollBar()->sizeHint().height() : 0));
}

void RunHead::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitTotals();
}

void RunHead::updateAbout()
{
    QStringList parts;
    if (!m_summary.agents.empty()) {
        parts.append(countText(qint64(m_summary.agents.size()), tr("agent"), tr("agents")));
        parts.append(
            countText(qint64(m_summary.scenarios.size()), tr("scenario"), tr("scenarios")));
        parts.append(countText(m_summary.attempts(), tr("attempt"), tr("attempts")));
    }
    if (m_source.manifest().createdMs > 0)
        parts.append(tr("begun %1").arg(timeText(m_source.manifest().createdMs)));
    if (!m_source.manifest().touchstone.isEmpty())
        parts.append(tr("Touchstone %1").arg(shortName(m_source.manifest().touchstone, 40)));
    m_about->setText(visibleText(parts.join(u" · "_s)));
}

void RunHead::setWarnings(const QStringList &warnings)
{
    m_warnings->setText(u"! "_s + shortened(visibleText(warnings.join(u'\n')), 1'500));
    QPalette palette = m_warnings->palette();
    palette.setColor(QPalette::WindowText, ide::coloursOf(this->palette()).warn);
    m_warnings->setPalette(palette);
    m_warnings->setVisible(!warnings.isEmpty());
}

void RunHead::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        setSummary(m_summary);
        if (!m_warnings->isHidden())
            setWarnings(m_source.warnings());
    }
    QWidget::changeEvent(event);
}

} // namespace touchstone::inspect
