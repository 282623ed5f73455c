#include "app/inspect/runs/runtools.h"

#include "app/ide/look.h"
#include "app/inspect/runs/rungroups.h"
#include "app/inspect/runs/savedviews.h"

#include "core/base/text.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int typingMs = 250; // after the last key

} // namespace

RunTools::RunTools(SavedViews &views, QWidget *parent)
    : QWidget(parent)
    , m_views(views)
    , m_filter(new QLineEdit(this))
    , m_problem(new QLabel(this))
    , m_grouping(new QComboBox(this))
{
    m_filter->setPlaceholderText(tr("Filter: kind:generate language:python -outcome:passed "
                                    "check:tests time:>10s \"some words\""));
    m_filter->setAccessibleName(tr("Filter attempts"));
    m_filter->setClearButtonEnabled(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setFont(ide::codeFont()); // it points at a place
    m_problem->setAccessibleName(tr("What is wrong with the filter"));
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->setWordWrap(true);
    m_problem->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    m_problem->hide();
    m_grouping->setAccessibleName(tr("Group attempts"));
    for (int i = 0; i < groupingCount; ++i)
        m_grouping->addItem(groupingTitle(Grouping(i)));
    auto *button = new QToolButton(this);
    button->setText(tr("Views"));
    button->setAccessibleName(tr("Saved views"));
    button->setPopupMode(QToolButton::InstantPopup);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    auto *menu = new QMenu(button);
    button->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { makeViewMenu(*menu); });
    auto *row = new QHBoxLayout;
    row->addWidget(m_filter, 1);
    row->addWidget(m_grouping);
    row->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->addLayout(row);
    layout->addWidget(m_problem);
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingMs);
    connect(&m_typing, &QTimer::timeout, this, &RunTools::filterChanged);
    connect(m_filter, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        m_typing.stop();
        Q_EMIT entered();
    });
    connect(m_grouping, &QComboBox::currentIndexChanged, this,
            [this](int index) { Q_EMIT groupingChosen(Grouping(index)); });
}

void RunTools::makeViewMenu(QMenu &menu)
{
    menu.clear();
    for (const QString &name : m_views.names())
        menu.addAction(visibleText(name), this, [this, name] { Q_EMIT viewChosen(name); });
    menu.addSeparator();
    menu.addAction(tr("Save This View…"), this, &RunTools::saveViewWanted);
    QMenu *remove = menu.addMenu(tr("Remove"));
    for (const QString &name : m_views.names())
        remove->addAction(visibleText(name), this, [this, name] { m_views.remove(name); });
    remove->setEnabled(!m_views.names().isEmpty());
    menu.addSeparator();
    Q_EMIT columnMenuWanted(*menu.addMenu(tr("Columns")));
}

QString RunTools::filter() const
{
    return m_filter->text();
}

void RunTools::setFilter(const QString &filter)
{
    m_filter->setText(filter);
    m_typing.stop();
}

void RunTools::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void RunTools::setGrouping(Grouping grouping)
{
    const QSignalBlocker quiet(m_grouping);
    m_grouping->setCurrentIndex(int(grouping));
}

void RunTools::setProblem(const QString &problem)
{
    m_problem->setText(visibleText(problem));
    QPalette palette = m_problem->palette();
    palette.setColor(QPalette::WindowText, ide::coloursOf(this->palette()).bad);
    m_problem->setPalette(palette);
    m_problem->setVisible(!problem.isEmpty());
}

} // namespace touchstone::inspect
