#pragma once

#include "app/scenarios/running/runcommand.h"

#include <QtWidgets/QWidget>

class QCheckBox;
class QLineEdit;
class QVBoxLayout;

namespace touchstone::scenarios {

/// The agents that there are, to be chosen, each with what it has to be told.
class AgentList : public QWidget {
    Q_OBJECT

public:
    explicit AgentList(QWidget *parent = nullptr);

    /// `chosen`: specifications, as they were chosen the last time.
    void show(std::vector<AgentChoice> choices, const QStringList &chosen);
    /// Specifications of those that are chosen: "samples:FILE".
    [[nodiscard]] QStringList chosen() const;
    /// What one of them still needs; empty: nothing.
    [[nodiscard]] QString hindrance() const;

Q_SIGNALS:
    void changed();

private:
    struct Row {
        AgentChoice choice;
        QCheckBox *box;
        QLineEdit *argument; ///< null: it takes none
    };
    QWidget *rowWidget(Row &row);

    QVBoxLayout *m_layout;
    std::vector<Row> m_rows;
};

} // namespace touchstone::scenarios
