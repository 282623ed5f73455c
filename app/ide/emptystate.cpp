#include "app/ide/emptystate.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace touchstone::ide {
namespace {

QLabel *label(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText); // it may name what a stranger named
    label->setAlignment(Qt::AlignHCenter);
    label->setWordWrap(true);
    label->setMinimumWidth(240);
    return label;
}

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_headline(label(this))
    , m_detail(label(this))
    , m_button(new QPushButton(this))
{
    QFont large = m_headline->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    m_headline->setFont(large);
    m_detail->setForegroundRole(QPalette::PlaceholderText);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_button->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(32, 32, 32, 32);
    layout->setSpacing(10);
    layout->addStretch(2);
    layout->addWidget(m_headline);
    layout->addWidget(m_detail);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_button, &QPushButton::clicked, this, &EmptyState::pressed);
}

void EmptyState::say(const QString &headline, const QString &detail, const QString &button)
{
    m_headline->setText(headline);
    m_detail->setText(detail);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
}

} // namespace touchstone::ide
