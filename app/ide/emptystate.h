#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;

namespace touchstone::ide {

/// What stands where there is nothing to show, something is being read, or went wrong: a line in
/// large, one that says what to do about it, and perhaps a button that does it.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    void say(const QString &headline, const QString &detail, const QString &button = {});

Q_SIGNALS:
    void pressed();

private:
    QLabel *m_headline;
    QLabel *m_detail;
    QPushButton *m_button;
};

} // namespace touchstone::ide
