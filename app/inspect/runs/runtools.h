#pragma once

#include "core/report/attemptselection.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;

namespace touchstone::inspect {

class SavedViews;

/// Over a run's attempts: the filter, what is wrong with it, the grouping, and the saved views.
class RunTools : public QWidget {
    Q_OBJECT

public:
    explicit RunTools(SavedViews &views, QWidget *parent = nullptr);

    [[nodiscard]] QString filter() const;
    void setFilter(const QString &filter); ///< says nothing
    void focusFilter();
    void setGrouping(Grouping grouping); ///< says nothing
    /// Empty: nothing is wrong.
    void setProblem(const QString &problem);

Q_SIGNALS:
    void filterChanged(); ///< a moment after the last key
    void entered(); ///< Return was pressed in the filter
    void groupingChosen(touchstone::Grouping grouping);
    void viewChosen(const QString &name);
    void saveViewWanted();
    void columnMenuWanted(QMenu &menu); ///< it is to be filled

private:
    void makeViewMenu(QMenu &menu);

    SavedViews &m_views;
    QLineEdit *m_filter;
    QLabel *m_problem;
    QComboBox *m_grouping;
    QTimer m_typing;
};

} // namespace touchstone::inspect
