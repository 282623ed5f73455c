#include "app/scenarios/pagehead.h"

#include "core/base/text.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

namespace touchstone::scenarios {

PageHead::PageHead(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_about(new QLabel(this))
{
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    m_title->setFont(large);
    for (QLabel *label : {m_title, m_about}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_about->setForegroundRole(QPalette::PlaceholderText);
    m_about->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *runs = new QPushButton(tr("Run with Agent…"));
    connect(runs, &QPushButton::clicked, this, &PageHead::runWanted);
    auto *validates = new QPushButton(tr("Validate"));
    validates->setToolTip(tr("Prove that it judges rightly: the reference passes, doing nothing "
                             "fails, wrong samples fail where they should"));
    connect(validates, &QPushButton::clicked, this, &PageHead::validationWanted);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_title);
    words->addWidget(m_about);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 12, 16, 8);
    row->addLayout(words, 1);
    row->addWidget(runs, 0, Qt::AlignTop);
    row->addWidget(validates, 0, Qt::AlignTop);
}

void PageHead::say(const QString &title, const QString &about)
{
    m_title->setText(visibleText(title));
    m_about->setText(visibleText(about));
}

} // namespace touchstone::scenarios
