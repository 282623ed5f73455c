#pragma once

#include "app/inspect/verdicts/linenotes.h"

#include <QtWidgets/QWidget>

class QLabel;
class QToolButton;

namespace touchstone::inspect {

/// What the marks in the margin mean, how many lines have which, and the way to those that the
/// tests did not run. Hidden where nothing is known.
class CoverageBar : public QWidget {
    Q_OBJECT

public:
    explicit CoverageBar(QWidget *parent = nullptr);
    void show(const CoverageCounts &counts);
    [[nodiscard]] QString text() const; ///< "12 run, 1 in part, 3 not run"

Q_SIGNALS:
    void goWanted(int direction);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Part {
        QLabel *swatch;
        QLabel *text;
    };
    void dress();
    QToolButton *button(Qt::ArrowType arrow, const QString &name, int direction);

    std::array<Part, 3> m_parts; ///< covered, partly, uncovered
    QToolButton *m_previous;
    QToolButton *m_next;
};

} // namespace touchstone::inspect
