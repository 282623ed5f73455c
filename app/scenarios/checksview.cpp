#include "app/scenarios/checksview.h"

#include "app/ide/codeview.h"
#include "app/ide/look.h"
#include "app/ide/roomyrows.h"

#include "core/base/text.h"
#include "core/plugin/registry.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {

ChecksView::ChecksView(ide::Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_list(new QTreeWidget)
    , m_about(new QLabel)
    , m_code(new ide::CodeView)
{
    m_list->setHeaderLabels({tr("Check"), tr("Type"), tr("Role"), tr("Weight"), tr("After"),
                             tr("Hidden files"), tr("Turn")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    ide::RoomyRows::in(*m_list);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Checks"));
    m_about->setTextFormat(Qt::PlainText);
    m_about->setContentsMargins(8, 6, 8, 6);
    m_code->follow(settings);
    m_code->setAccessibleName(tr("Parameters of the check"));
    auto *below = new QWidget;
    auto *column = new QVBoxLayout(below);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_about);
    column->addWidget(m_code, 1);
    column->addStretch();
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_list);
    splitter->addWidget(below);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    setFocusProxy(m_list);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem *item) {
        if (!item)
            return;
        const CheckSpec &check = m_checks[size_t(m_list->indexOfTopLevelItem(item))];
        m_about->setText(check.parameters.empty()
                             ? tr("%1 has no parameters").arg(visibleText(check.id))
                             : tr("Parameters of %1").arg(visibleText(check.id)));
        m_code->setVisible(!check.parameters.empty());
        m_code->show(check.parameters.empty() ? QByteArray() : prettyJson(check.parameters),
                     u"check.json"_s);
    });
}

void ChecksView::show(const Scenario &scenario)
{
    m_list->clear();
    m_checks.clear();
    const ide::Colours &colours = ide::coloursOf(palette());
    for (size_t turn = 0; turn < scenario.turns.size(); ++turn)
        for (const CheckSpec &check : scenario.turns[turn].checks) {
            m_checks.push_back(check);
            auto *item = new QTreeWidgetItem(m_list);
            const qsizetype files = check.files.files.size();
            const QStringList texts{check.id,
                                    check.type,
                                    checkRoleName(check.role),
                                    QString::number(check.weight),
                                    check.after.join(u", "_s),
                                    files > 0 ? QString::number(files) : QString(),
                                    QString::number(turn + 1)};
            for (int column = 0; column < texts.size(); ++column)
                item->setText(column, visibleText(texts[column]));
            if (check.role == CheckRole::Informative)
                item->setForeground(2, colours.dim);
        }
    m_list->setColumnHidden(6, scenario.turns.size() < 2);
    for (int column = 0; column < m_list->columnCount(); ++column)
        m_list->resizeColumnToContents(column);
    m_list->setCurrentItem(m_list->topLevelItem(0));
}

} // namespace touchstone::scenarios
