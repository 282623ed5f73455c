#pragma once

#include <QtCore/QObject>
#include <QtCore/QVariantMap>

class QMenu;
class QWidget;

namespace touchstone::ide {
class Settings;
}

namespace touchstone::inspect {

/// Ways of looking at runs (filter, columns, grouping, order) that people gave a name, kept among
/// what the window remembers; the same for every run.
class SavedViews : public QObject {
    Q_OBJECT

public:
    explicit SavedViews(ide::Settings &settings, QObject *parent = nullptr);

    [[nodiscard]] QStringList names() const;
    [[nodiscard]] QVariantMap view(const QString &name) const;
    void save(const QString &name, const QVariantMap &view);
    void remove(const QString &name);
    /// Asks for a name; returns at once.
    void askToSave(QWidget *parent, const QVariantMap &view);

Q_SIGNALS:
    void changed();

private:
    ide::Settings &m_settings;
};

} // namespace touchstone::inspect
