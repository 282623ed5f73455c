#pragma once

#include "core/report/attemptorder.h"

#include <QtWidgets/QTableView>

class QMenu;

namespace touchstone::ide {
class Settings;
}

namespace touchstone::inspect {

class AttemptsModel;

/// What every table of a run's page looks like.
void styleTable(QTableView &table, const QString &name);

/// A run's attempts as rows, of which several can be chosen; what is chosen stays so while rows
/// come, go and change places.
class AttemptsTable : public QTableView {
    Q_OBJECT

public:
    AttemptsTable(AttemptsModel &model, ide::Settings &settings, QWidget *parent = nullptr);

    /// Everything as it finished.
    void showAll(const AttemptTable &table);
    /// These rows, in this order.
    void showRows(const AttemptTable &table, const std::vector<quint32> &rows);
    void showOrder(std::optional<AttemptField> field, bool descending);

    [[nodiscard]] qsizetype chosenCount() const;
    /// Ids in the order of the rows; where nothing is chosen, of the current row. At most `most`.
    [[nodiscard]] QStringList chosen(qsizetype most) const;
    /// Whether attempts can be run again from here.
    void setRunsAgain(bool can) { m_again->setVisible(can); }

    void fillColumnMenu(QMenu &menu);
    void showColumnMenu();

Q_SIGNALS:
    void sortWanted(int column);
    void openWanted();
    void copyWanted();
    void comparisonWanted();
    void againWanted();
    void choiceChanged();

protected:
    void selectionChanged(const QItemSelection &now, const QItemSelection &before) override;

private:
    /// Numbers in the table of attempts.
    struct Choice {
        std::vector<quint32> chosen;
        std::optional<quint32> current;
        int column = 0;
    };
    [[nodiscard]] Choice choice() const;
    void choose(const Choice &choice);
    void makeActions();
    void placeColumns();
    void moveColumn(int by);
    void rememberColumns();

    AttemptsModel &m_model;
    ide::Settings &m_settings;
    QAction *m_again = nullptr;
};

} // namespace touchstone::inspect
