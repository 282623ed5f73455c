#include "app/scenarios/running/agentlist.h"

#include "core/base/text.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {

AgentList::AgentList(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->addWidget(new QLabel(tr("Asking for the agents there are…")));
}

void AgentList::show(std::vector<AgentChoice> choices, const QStringList &chosen)
{
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_rows.clear();
    for (AgentChoice &choice : choices) {
        Row row{std::move(choice), nullptr, nullptr};
        m_layout->addWidget(rowWidget(row));
        for (const QString &specification : chosen) {
            if (specification.section(u':', 0, 0) != row.choice.name)
                continue;
            row.box->setChecked(row.box->isEnabled());
            if (row.argument)
                row.argument->setText(specification.section(u':', 1));
        }
        m_rows.push_back(std::move(row));
    }
    Q_EMIT changed();
}

QWidget *AgentList::rowWidget(Row &row)
{
    auto *widget = new QWidget;
    auto *line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    row.box = new QCheckBox(row.choice.name);
    row.box->setObjectName(row.choice.name);
    row.box->setMinimumWidth(110);
    row.box->setAccessibleDescription(row.choice.summary);
    row.box->setEnabled(row.choice.problem.isEmpty());
    connect(row.box, &QCheckBox::toggled, this, &AgentList::changed);
    line->addWidget(row.box);
    if (row.choice.takesArgument()) {
        row.argument = new QLineEdit;
        row.argument->setPlaceholderText(row.choice.argumentHint());
        row.argument->setAccessibleName(
            tr("%1: %2").arg(row.choice.name, row.choice.argumentHint()));
        row.argument->setMinimumWidth(220);
        connect(row.argument, &QLineEdit::textEdited, row.box,
                [box = row.box](const QString &text) {
                    if (!text.isEmpty())
                        box->setChecked(true);
                });
        connect(row.argument, &QLineEdit::textChanged, this, &AgentList::changed);
        line->addWidget(row.argument);
    }
    auto *about = new QLabel(
        visibleText(row.choice.problem.isEmpty() ? row.choice.summary : row.choice.problem));
    about->setTextFormat(Qt::PlainText);
    about->setForegroundRole(QPalette::PlaceholderText);
    about->setWordWrap(true);
    line->addWidget(about, 1);
    return widget;
}

QStringList AgentList::chosen() const
{
    QStringList chosen;
    for (const Row &row : m_rows)
        if (row.box->isChecked()) {
            const QString argument = row.argument ? row.argument->text().trimmed() : QString();
            chosen.append(argument.isEmpty() ? row.choice.name : row.choice.name + u':' + argument);
        }
    return chosen;
}

QString AgentList::hindrance() const
{
    for (const Row &row : m_rows)
        if (row.box->isChecked() && row.choice.needsArgument()
            && row.argument->text().trimmed().isEmpty())
            return tr("%1 needs %2.").arg(row.choice.name, row.choice.argumentHint());
    return {};
}

} // namespace touchstone::scenarios
