#pragma once

#include "core/report/chartspec.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace touchstone::inspect {

/// What a chart shows, as boxes to choose from; only those that say something of its kind.
class ChartControls : public QWidget {
    Q_OBJECT

public:
    explicit ChartControls(QWidget *parent = nullptr);

    [[nodiscard]] const ChartSpec &spec() const { return m_spec; }
    void setSpec(const ChartSpec &spec);
    /// Whom there is to choose among.
    void setAgents(const QStringList &agents);
    /// Says what is wrong with the filter; empty: nothing.
    void setProblem(const QString &problem);
    void focusFilter();
    /// What was typed is not told yet.
    [[nodiscard]] bool isTyping() const { return m_typing.isActive(); }

Q_SIGNALS:
    void chosen(); ///< the spec is another

private:
    void addLines();
    void change(const std::function<void(ChartSpec &)> &how);
    void update();
    void fillAgents();

    ChartSpec m_spec;
    QStringList m_agents;
    QComboBox *m_kind;
    QComboBox *m_by;
    QComboBox *m_x;
    QComboBox *m_of;
    QComboBox *m_shape;
    QComboBox *m_scale;
    QLineEdit *m_filter = nullptr;
    QLineEdit *m_title = nullptr;
    QToolButton *m_chooseAgents = nullptr;
    QLabel *m_problem = nullptr;
    QTimer m_typing;
};

} // namespace touchstone::inspect
