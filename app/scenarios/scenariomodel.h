#pragma once

#include "app/scenarios/arrangement.h"

#include <QtCore/QAbstractItemModel>

namespace touchstone::scenarios {

/// "1 scenario", "3 scenarios".
QString scenarioCount(qsizetype count);

/// An arrangement as a tree: groups, and in them scenarios. With `columns` a list has the columns
/// of ScenarioColumn; without, one line says all that the delegate paints.
class ScenarioModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum class Shape { Tree, Table }; ///< Table: the scenarios of all groups, flat, with columns
    enum Role {
        DetailRole = Qt::UserRole, ///< dim text behind the name
        GlyphRole, ///< of the last result; empty: never run
        ToneRole,
        CountRole, ///< of a group
        ProblemRole, ///< why it can't be read; empty: it can
    };

    explicit ScenarioModel(Shape shape, QObject *parent = nullptr);

    void show(Arrangement arrangement, GroupBy group);
    [[nodiscard]] const Arrangement &arrangement() const { return m_all; }

    [[nodiscard]] std::optional<ScenarioRef> scenarioAt(const QModelIndex &index) const;
    [[nodiscard]] const ScenarioGroup *groupAt(const QModelIndex &index) const;
    /// The pack of a scenario, or of a group that is one; null: neither.
    [[nodiscard]] PackPointer packAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex find(const QString &packPath, const QString &id) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QVariant groupData(const ScenarioGroup &group, int role) const;
    [[nodiscard]] QVariant scenarioData(ScenarioRef ref, ScenarioColumn column, int role) const;
    [[nodiscard]] QString detail(ScenarioRef ref) const;
    [[nodiscard]] QString groupTitle(const ScenarioGroup &group) const;
    [[nodiscard]] QString wholeText(ScenarioRef ref) const;

    Shape m_shape;
    GroupBy m_group = GroupBy::Pack;
    Arrangement m_all;
};

} // namespace touchstone::scenarios
