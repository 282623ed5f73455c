#include "app/scenarios/answersview.h"

#include "app/ide/codeview.h"
#include "app/ide/emptystate.h"
#include "app/ide/look.h"
#include "app/ide/roomyrows.h"
#include "app/scenarios/diffcode.h"

#include "core/base/text.h"

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QTreeWidget>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {

AnswersView::AnswersView(ide::Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_list(new QTreeWidget)
    , m_about(new QLabel)
    , m_code(new ide::CodeView)
    , m_empty(new ide::EmptyState)
    , m_content(new QWidget)
    , m_stack(new QStackedLayout(this))
{
    m_empty->say(tr("No answers"), tr("This scenario ships neither a reference nor samples."));
    m_list->setHeaderLabels({tr("Answer"), tr("Label"), tr("Must fail")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    ide::RoomyRows::in(*m_list);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Reference and sample answers"));
    m_about->setTextFormat(Qt::PlainText);
    m_about->setWordWrap(true);
    m_about->setContentsMargins(8, 6, 8, 6);
    m_code->follow(settings);
    m_code->setAccessibleName(tr("The answer"));
    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_about);
    column->addWidget(m_code, 1);
    auto *splitter = new QSplitter;
    splitter->addWidget(m_list);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({360, 640});
    splitter->setChildrenCollapsible(false);
    auto *all = new QVBoxLayout(m_content);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(splitter);
    m_stack->addWidget(m_content);
    m_stack->addWidget(m_empty);
    setFocusProxy(m_list);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem *item) {
        if (item)
            choose(m_list->indexOfTopLevelItem(item));
    });
}

void AnswersView::show(const ScenarioContent &content)
{
    m_answers = content.answers;
    m_targetFile = content.scenario.target.file;
    const ide::Colours &colours = ide::coloursOf(palette());
    m_list->clear();
    for (const ShownAnswer &answer : m_answers) {
        const bool isReference = answer.id.isEmpty();
        const bool isRight = isReference || answer.label == u"right"_s;
        auto *item = new QTreeWidgetItem(m_list);
        item->setText(0, isReference ? tr("Reference") : visibleText(answer.id));
        item->setText(1, isRight ? tr("✓ right") : tr("✗ wrong"));
        item->setForeground(1, isRight ? colours.good : colours.bad);
        item->setText(2, visibleText(answer.fails.join(u", "_s)));
        item->setToolTip(0, visibleText(answer.note).toHtmlEscaped());
    }
    for (int column = 0; column < 3; ++column)
        m_list->resizeColumnToContents(column);
    m_stack->setCurrentWidget(m_answers.empty() ? static_cast<QWidget *>(m_empty) : m_content);
    m_list->setCurrentItem(m_list->topLevelItem(0));
}

void AnswersView::choose(int row)
{
    const ShownAnswer &answer = m_answers[size_t(row)];
    QStringList about;
    if (!answer.note.isEmpty())
        about.append(answer.note);
    if (!answer.author.isEmpty())
        about.append(tr("by %1").arg(answer.author));
    switch (answer.preview.shows) {
    case AnswerPreview::Shows::Diff:
        about.append(answer.preview.diff.isEmpty() ? tr("changes nothing in the workspace")
                                                   : tr("what it changes in the workspace"));
        showDiff(*m_code, answer.preview.diff);
        break;
    case AnswerPreview::Shows::Refused:
        about.append(tr("does not apply: %1").arg(answer.preview.refusal));
        m_code->show(answer.text, u"answer.txt"_s);
        break;
    case AnswerPreview::Shows::Text:
        about.append(tr("the answer's text"));
        m_code->show(answer.text, m_targetFile.isEmpty() ? u"answer.md"_s : m_targetFile);
        break;
    }
    m_about->setText(visibleText(about.join(u" · "_s)));
}

} // namespace touchstone::scenarios
