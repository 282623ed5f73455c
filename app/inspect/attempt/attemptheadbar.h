#pragma once

#include "app/inspect/attempt/attemptreading.h"

#include <QtWidgets/QWidget>

class QLabel;
class QToolButton;

namespace touchstone::inspect {

/// What an attempt came to, in three lines, and what leads on from it.
class AttemptHeadBar : public QWidget {
    Q_OBJECT

public:
    explicit AttemptHeadBar(QWidget *parent = nullptr);
    void show(const AttemptRecord &record);
    void showTimes(qint64 thinkUs, qint64 actUs);
    void setNeighbours(const Neighbours &neighbours);

Q_SIGNALS:
    void scenarioWanted();
    void previousWanted();
    void nextWanted();
    void copyWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintTone();
    void updateFacts();
    QToolButton *button(const QString &text, const QString &name);

    AttemptRecord m_record;
    qint64 m_thinkUs = 0;
    qint64 m_actUs = 0;
    QLabel *m_outcome;
    QLabel *m_name;
    QLabel *m_reason;
    QLabel *m_facts;
    QLabel *m_place;
    QToolButton *m_previous;
    QToolButton *m_next;
};

} // namespace touchstone::inspect
