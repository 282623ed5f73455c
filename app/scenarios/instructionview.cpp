#include "app/scenarios/instructionview.h"

#include "app/ide/markdownview.h"

#include "core/base/text.h"

#include <QtGui/QTextDocument>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {

InstructionView::InstructionView(QWidget *parent)
    : QWidget(parent)
    , m_view(new ide::MarkdownView(this))
    , m_raw(new QCheckBox(tr("Raw"), this))
    , m_asPrompt(new QCheckBox(tr("As a model is shown it"), this))
    , m_link(new QLabel(this))
{
    m_view->document()->setDocumentMargin(20);
    m_view->setAccessibleName(tr("Instruction"));
    m_raw->setAccessibleName(tr("Show the instruction as it stands"));
    m_link->setTextFormat(Qt::PlainText);
    m_link->setForegroundRole(QPalette::PlaceholderText);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(m_link, 1);
    row->addWidget(m_asPrompt);
    row->addSpacing(12);
    row->addWidget(m_raw);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addLayout(row);
    setFocusProxy(m_view);
    for (QCheckBox *box : {m_raw, m_asPrompt})
        connect(box, &QCheckBox::toggled, this, &InstructionView::render);
    connect(m_view, &QTextBrowser::highlighted, this, [this](const QUrl &url) {
        m_link->setText(url.isEmpty() ? QString() : visibleText(url.toDisplayString()));
    });
}

void InstructionView::show(const QString &markdown, const QString &prompt)
{
    m_markdown = markdown;
    m_prompt = prompt;
    m_asPrompt->setVisible(!prompt.isEmpty());
    render();
}

void InstructionView::render()
{
    const bool isPrompt = m_asPrompt->isChecked() && !m_prompt.isEmpty();
    const QString &text = isPrompt ? m_prompt : m_markdown;
    if (m_raw->isChecked())
        m_view->showRaw(text);
    else
        m_view->show(text);
}

} // namespace touchstone::scenarios
