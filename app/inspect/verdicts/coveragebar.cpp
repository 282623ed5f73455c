#include "app/inspect/verdicts/coveragebar.h"

#include "app/ide/elidedlabel.h"

#include "core/report/figures.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {

CoverageBar::CoverageBar(QWidget *parent)
    : QWidget(parent)
    , m_previous(button(Qt::UpArrow, tr("Previous line that was not run (Shift+F9)"), -1))
    , m_next(button(Qt::DownArrow, tr("Next line that was not run (F9)"), 1))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 3, 8, 3);
    row->setSpacing(4);
    for (Part &part : m_parts) {
        part = {new QLabel(this), new ide::ElidedLabel(this)};
        part.text->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        part.swatch->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        row->addWidget(part.swatch);
        row->addWidget(part.text);
        row->addSpacing(8);
    }
    row->addStretch(1);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    setToolTip(tr("What the tests ran of this file; the margin says how often"));
    dress();
    show({});
}

QToolButton *CoverageBar::button(Qt::ArrowType arrow, const QString &name, int direction)
{
    auto *button = new QToolButton(this);
    button->setArrowType(arrow);
    button->setAutoRaise(true);
    button->setToolTip(name);
    button->setAccessibleName(name);
    connect(button, &QToolButton::clicked, this, [this, direction] { Q_EMIT goWanted(direction); });
    return button;
}

void CoverageBar::show(const CoverageCounts &counts)
{
    setVisible(counts.all() > 0);
    m_parts[0].text->setText(tr("%1 run").arg(countText(counts.covered)));
    m_parts[1].text->setText(tr("%1 in part").arg(countText(counts.partly)));
    m_parts[2].text->setText(tr("%1 not run").arg(countText(counts.uncovered)));
    m_previous->setEnabled(counts.partly + counts.uncovered > 0);
    m_next->setEnabled(m_previous->isEnabled());
}

QString CoverageBar::text() const
{
    QStringList parts;
    for (const Part &part : m_parts)
        parts.append(part.text->text());
    return parts.join(u", "_s);
}

void CoverageBar::dress()
{
    using Mark = ide::CodeView::Mark;
    const std::array marks{Mark::Covered, Mark::Partly, Mark::Uncovered};
    for (size_t i = 0; i < marks.size(); ++i) {
        const QSize size = QSize(8, fontMetrics().height()) * devicePixelRatioF();
        QPixmap swatch = QPixmap::fromImage(ide::CodeView::markImage(marks[i], palette(), size));
        swatch.setDevicePixelRatio(devicePixelRatioF());
        m_parts[i].swatch->setPixmap(swatch);
    }
}

void CoverageBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        dress();
}

} // namespace touchstone::inspect
