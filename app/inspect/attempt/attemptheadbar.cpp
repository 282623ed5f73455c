#include "app/inspect/attempt/attemptheadbar.h"

#include "app/ide/elidedlabel.h"
#include "app/ide/look.h"
#include "app/inspect/eventlook.h"

#include "core/base/text.h"
#include "core/check/evidence.h"
#include "core/report/evidenceview.h"
#include "core/report/figures.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

QLabel *label(QWidget *parent, bool shrinks)
{
    auto *label = shrinks ? new ide::ElidedLabel(parent) : new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    if (shrinks)
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    return label;
}

} // namespace

AttemptHeadBar::AttemptHeadBar(QWidget *parent)
    : QWidget(parent)
    , m_outcome(label(this, false))
    , m_name(label(this, true))
    , m_reason(label(this, true))
    , m_facts(label(this, true))
    , m_place(label(this, false))
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.15);
    large.setBold(true);
    m_name->setFont(large);
    m_outcome->setFont(large);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_place->setForegroundRole(QPalette::PlaceholderText);
    auto *scenario = button(tr("Scenario in Run"), tr("Open the run at this scenario's attempts"));
    m_previous = button(u"‹"_s, tr("Previous attempt of this agent at this scenario"));
    m_next = button(u"›"_s, tr("Next attempt of this agent at this scenario"));
    auto *copy = button(tr("Copy Id"), tr("Copy the attempt's id"));
    connect(scenario, &QToolButton::clicked, this, &AttemptHeadBar::scenarioWanted);
    connect(m_previous, &QToolButton::clicked, this, &AttemptHeadBar::previousWanted);
    connect(m_next, &QToolButton::clicked, this, &AttemptHeadBar::nextWanted);
    connect(copy, &QToolButton::clicked, this, &AttemptHeadBar::copyWanted);
    auto *first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(m_outcome);
    first->addWidget(m_name, 1);
    first->addWidget(scenario);
    first->addWidget(copy);
    first->addWidget(m_previous);
    first->addWidget(m_place);
    first->addWidget(m_next);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(2);
    layout->addLayout(first);
    layout->addWidget(m_reason);
    layout->addWidget(m_facts);
    setNeighbours({});
}

QToolButton *AttemptHeadBar::button(const QString &text, const QString &name)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

void AttemptHeadBar::show(const AttemptRecord &record)
{
    m_record = record;
    m_outcome->setText(outcomeGlyph(record.outcome) + u' ' + outcomeName(record.outcome));
    QString name = tr("%1 · %2 · sample %3")
                       .arg(shortName(visibleText(record.scenario), 80),
                            shortName(visibleText(record.agent), 80))
                       .arg(record.sample);
    if (record.retry > 0)
        name += tr(" · retry %1").arg(record.retry);
    m_name->setText(name);
    m_reason->setText(oneLine(record.reason, 500));
    m_reason->setToolTip(shortened(visibleText(record.reason), 2000).toHtmlEscaped());
    m_reason->setVisible(!record.reason.isEmpty());
    paintTone();
    updateFacts();
}

void AttemptHeadBar::showTimes(qint64 thinkUs, qint64 actUs)
{
    m_thinkUs = thinkUs;
    m_actUs = actUs;
    updateFacts();
}

void AttemptHeadBar::updateFacts()
{
    QStringList facts;
    if (m_record.outcome == Outcome::Passed || m_record.outcome == Outcome::Failed)
        facts.append(tr("score %1").arg(m_record.score, 0, 'g', 3));
    QString time = durationText(double(m_record.agentUs));
    if (m_thinkUs + m_actUs > 0)
        time += tr(" (thought %1, acted %2)")
                    .arg(durationText(double(m_thinkUs)), durationText(double(m_actUs)));
    facts.append(time);
    facts.append(tr("checks %1").arg(durationText(double(m_record.checkUs))));
    if (m_record.inputTokens + m_record.outputTokens > 0)
        facts.append(tr("%1 → %2 tokens")
                         .arg(countText(m_record.inputTokens), countText(m_record.outputTokens)));
    if (m_record.cost > 0)
        facts.append(tr("$%1").arg(m_record.cost, 0, 'g', 3));
    if (!m_record.model.isEmpty())
        facts.append(shortName(visibleText(m_record.model), 60));
    if (!m_record.limit.isEmpty())
        facts.append(tr("%1 limit").arg(visibleText(m_record.limit)));
    if (m_record.leftOut)
        facts.append(tr("left out by the benchmark's rule"));
    facts.append(timeText(m_record.startedMs));
    m_facts->setText(facts.join(u" · "_s));
}

void AttemptHeadBar::setNeighbours(const Neighbours &neighbours)
{
    m_previous->setEnabled(!neighbours.previous.isEmpty());
    m_next->setEnabled(!neighbours.next.isEmpty());
    m_place->setText(neighbours.count > 0
                         ? tr("%1 of %2").arg(neighbours.number).arg(neighbours.count)
                         : QString());
}

void AttemptHeadBar::paintTone()
{
    QPalette tone = palette();
    tone.setColor(QPalette::WindowText,
                  ide::coloursOf(palette()).tone(outcomeTone(m_record.outcome)));
    m_outcome->setPalette(tone);
}

void AttemptHeadBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintTone();
}

} // namespace touchstone::inspect
