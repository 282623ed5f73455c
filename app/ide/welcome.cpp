#include "app/ide/welcome.h"

#include "app/ide/mainwindow.h"

#include "core/base/text.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

QLabel *heading(const QString &text, qreal size, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * size);
    label->setFont(font);
    return label;
}

} // namespace

Welcome::Welcome(MainWindow &window)
    : QWidget(&window)
    , m_window(window)
    , m_recent(new QListWidget(this))
    , m_nothing(
          new QLabel(tr("Nothing yet. Drop a run file here, or record one:\n"
                        "touchstone run scenarios/copilot --agent samples -o first.touchstone"),
                     this))
{
    auto *layout = new QGridLayout(this);
    layout->setRowStretch(0, 1);
    layout->setRowStretch(6, 2);
    layout->setColumnStretch(0, 1);
    layout->setColumnMinimumWidth(1, 560);
    layout->setColumnStretch(2, 1);
    layout->setVerticalSpacing(10);
    layout->addWidget(heading(tr("Touchstone"), 2.2, this), 1, 1);
    auto *about = new QLabel(tr("Puts coding assistants and GUI agents to the test."), this);
    about->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(about, 2, 1);

    auto *buttons = new QHBoxLayout;
    const std::pair<QString, QString> actions[] = {{u"file.open"_s, tr("Open Run or Scenario…")},
                                                   {u"file.openFolder"_s, tr("Open Folder…")},
                                                   {u"go.commands"_s, tr("All Commands…")}};
    for (const auto &[id, title] : actions) {
        auto *button = new QPushButton(title, this);
        connect(button, &QPushButton::clicked, this,
                [this, id] { m_window.commands().find(id)->trigger(); });
        buttons->addWidget(button);
    }
    buttons->addStretch();
    layout->addLayout(buttons, 3, 1);
    layout->addWidget(heading(tr("Recent"), 1.2, this), 4, 1);
    m_recent->setAccessibleName(tr("Recent"));
    m_recent->setMinimumHeight(180);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_recent, 5, 1);
    layout->addWidget(m_nothing, 5, 1, Qt::AlignTop);
    connect(m_recent, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        m_window.open(Location::parse(item->data(Qt::UserRole).toString(), QDir::currentPath()));
    });
}

void Welcome::showEvent(QShowEvent *event)
{
    fill();
    QWidget::showEvent(event);
}

void Welcome::fill()
{
    m_recent->clear();
    for (const QString &text : m_window.recent()) {
        auto *item = new QListWidgetItem(visibleText(text), m_recent);
        item->setData(Qt::UserRole, text);
    }
    m_recent->setVisible(m_recent->count() > 0);
    m_nothing->setVisible(m_recent->count() == 0);
}

} // namespace touchstone::ide
