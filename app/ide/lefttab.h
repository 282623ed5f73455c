#pragma once

#include "app/ide/document.h"

namespace touchstone::ide {

class EmptyState;

/// A tab as it was left when the window was closed: its page is made when somebody looks at it.
class LeftTab : public Document {
    Q_OBJECT

public:
    LeftTab(Location location, QString title, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return m_title; }
    [[nodiscard]] Location location() const override { return m_location; }
    [[nodiscard]] bool shows(const Location &location) const override
    {
        return location == m_location;
    }
    /// Why there is no page of it any more. It is not tried again.
    void refuse(const Error &error);
    [[nodiscard]] bool isRefused() const { return m_isRefused; }

private:
    Location m_location;
    QString m_title;
    EmptyState *m_state;
    bool m_isRefused = false;
};

} // namespace touchstone::ide
