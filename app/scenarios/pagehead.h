#pragma once

#include <QtWidgets/QWidget>

class QLabel;

namespace touchstone::scenarios {

/// The top of a page about a pack or a scenario: what it is called, what there is to say of it, and
/// what can be done with it.
class PageHead : public QWidget {
    Q_OBJECT

public:
    explicit PageHead(QWidget *parent = nullptr);
    /// May come from a stranger.
    void say(const QString &title, const QString &about);

Q_SIGNALS:
    void runWanted();
    void validationWanted();

private:
    QLabel *m_title;
    QLabel *m_about;
};

} // namespace touchstone::scenarios
