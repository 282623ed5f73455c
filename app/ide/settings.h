#pragma once

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QVariant>

#include <vector>

class QSettings;

namespace touchstone::ide {

/// One thing that people can set. Its type is that of the fallback: bool, int or QString.
struct Setting {
    QString id; ///< "appearance.theme": the first word is its group
    QString title;
    QString description;
    QVariant fallback;
    QStringList choices; ///< of a string; empty: any
    int least = 0; ///< of an int
    int most = 0;
};

/// What people set, in a file of their own; and what the window remembers, in another.
class Settings : public QObject {
    Q_OBJECT

public:
    /// Files in `folder`; made when something is set.
    explicit Settings(const QString &folder);
    ~Settings() override;
    /// $XDG_CONFIG_HOME/touchstone; $TOUCHSTONE_SETTINGS names another folder.
    static QString defaultFolder();

    [[nodiscard]] const std::vector<Setting> &all() const { return m_all; }
    [[nodiscard]] const Setting *find(const QString &id) const;
    /// The fallback where nothing, or nothing that may be, is set.
    [[nodiscard]] QVariant value(const QString &id) const;
    /// A value that may not be is refused.
    bool set(const QString &id, const QVariant &value);

    /// What nobody sets by hand: geometry, docks, recent files, saved views.
    [[nodiscard]] QVariant remembered(const QString &key) const;
    void remember(const QString &key, const QVariant &value);

Q_SIGNALS:
    void changed(const QString &id);

private:
    std::vector<Setting> m_all;
    std::unique_ptr<QSettings> m_values;
    std::unique_ptr<QSettings> m_state;
};

} // namespace touchstone::ide
