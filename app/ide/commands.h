#pragma once

#include <QtCore/QObject>
#include <QtGui/QAction>

#include <functional>

namespace touchstone::ide {

/// Everything that can be done, once: menus, tool bars and the command palette show these actions.
/// An action's objectName is its id ("view.zoomIn").
class Commands : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// The id must be new.
    QAction *add(const QString &id, const QString &category, const QString &text,
                 const QKeySequence &shortcut, std::function<void()> run);
    [[nodiscard]] const QList<QAction *> &all() const { return m_all; }
    [[nodiscard]] QAction *find(const QString &id) const;

private:
    QList<QAction *> m_all;
};

/// "View: Zoom in", as the command palette shows it.
QString fullText(const QAction &action);

} // namespace touchstone::ide
