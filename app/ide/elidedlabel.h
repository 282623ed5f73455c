#pragma once

#include <QtWidgets/QLabel>

namespace touchstone::ide {

/// One line of plain text that is cut with "…" where there is no room; its tool tip has all of it.
class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool isElided() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QString line() const;
};

} // namespace touchstone::ide
