#pragma once

#include "core/report/attemptselection.h"

#include <QtWidgets/QTreeView>

class QStandardItemModel;

namespace touchstone::inspect {

/// The groups of a run's attempts with their rates, of which one, or all, is chosen.
class RunGroups : public QTreeView {
    Q_OBJECT

public:
    explicit RunGroups(QWidget *parent = nullptr);

    void show(const AttemptSelection &selection, const SelectionQuery &query);

Q_SIGNALS:
    void chosen(const std::optional<QString> &group); ///< nothing: all

private:
    QStandardItemModel *m_model;
};

/// "By kind"
QString groupingTitle(Grouping grouping);

} // namespace touchstone::inspect
