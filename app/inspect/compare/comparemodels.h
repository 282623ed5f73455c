#pragma once

#include "app/inspect/compare/comparereading.h"

#include <QtCore/QAbstractTableModel>

namespace touchstone::inspect {

QString changeTitle(Change change); ///< "Better"
QString changeGlyph(Change change); ///< so that colour is not alone
QString changeTone(Change change); ///< as in ide::Colours::tone()
/// "tests: passed → failed (2 of 9 tests failed)"
QString verdictText(const VerdictChange &verdict);

/// Pass rates of both runs, overall and by kind and language.
class RatesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Group, Scenarios, RateA, RateB, DifferenceColumn, IntervalColumn, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void show(const Comparison &comparison);
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row {
        QString title;
        RateComparison rates;
        bool isAll = false;
    };
    std::vector<Row> m_rows;
};

/// The environments' differences.
class DifferencesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void show(std::vector<Difference> differences);
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    std::vector<Difference> m_differences;
};

/// Attempts that changed: all, or one sort of change; what needs looking at comes first.
class ChangesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { ChangeColumn, Scenario, Sample, Why, Agent, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void show(const Comparison &comparison);
    /// Nothing: all that are not the same.
    void setWanted(std::optional<Change> wanted);
    [[nodiscard]] const AttemptChange &change(int row) const
    {
        return m_changes[m_rows[size_t(row)]];
    }
    /// Of either of its attempts; -1: it is not shown.
    [[nodiscard]] int rowOf(const QString &attempt) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    void fill();

    std::vector<AttemptChange> m_changes;
    std::vector<size_t> m_rows;
    std::optional<Change> m_wanted;
};

/// Steps of two attempts beside each other.
class StepsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { KindColumn, StepA, StepB, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void show(std::vector<AttemptPair::Step> steps);
    [[nodiscard]] const AttemptPair::Step &step(int row) const { return m_steps[size_t(row)]; }
    /// The next row that is not the same, in a direction; -1: there is none.
    [[nodiscard]] int nextDifference(int row, int direction) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    std::vector<AttemptPair::Step> m_steps;
};

} // namespace touchstone::inspect
