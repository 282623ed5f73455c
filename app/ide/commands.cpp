#include "app/ide/commands.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::ide {

QAction *Commands::add(const QString &id, const QString &category, const QString &text,
                       const QKeySequence &shortcut, std::function<void()> run)
{
    Q_ASSERT(!find(id));
    auto *action = new QAction(text, this);
    action->setObjectName(id);
    action->setProperty("category", category);
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, std::move(run));
    m_all.append(action);
    return action;
}

QAction *Commands::find(const QString &id) const
{
    const auto found = std::ranges::find(m_all, id, &QAction::objectName);
    return found == m_all.end() ? nullptr : *found;
}

QString fullText(const QAction &action)
{
    return u"%1: %2"_s.arg(action.property("category").toString(), action.text());
}

} // namespace touchstone::ide
