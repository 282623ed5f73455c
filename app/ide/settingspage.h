#pragma once

#include "app/ide/document.h"
#include "app/ide/settings.h"

class QLineEdit;
class QLabel;

namespace touchstone::ide {

/// Every setting, by group, with a search over titles and descriptions. What is changed holds at
/// once.
class SettingsPage : public Document {
    Q_OBJECT

public:
    SettingsPage(Settings &settings, QWidget *parent);

    [[nodiscard]] QString title() const override { return tr("Settings"); }
    [[nodiscard]] Location location() const override;

private:
    QWidget *rowOf(const Setting &setting);
    QWidget *editorOf(const Setting &setting);
    void search(const QString &text);

    struct Row {
        QWidget *widget;
        QLabel *heading; ///< of its group
        QString text; ///< what is searched
    };
    Settings &m_settings;
    QLineEdit *m_search;
    QLabel *m_none;
    std::vector<Row> m_rows;
};

} // namespace touchstone::ide
