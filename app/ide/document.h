#pragma once

#include "app/ide/location.h"
#include "app/ide/saving.h"

#include <QtWidgets/QWidget>

#include <vector>

namespace touchstone::ide {

/// A page of the window: what stands in one tab.
class Document : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    [[nodiscard]] virtual QString title() const = 0; ///< short: of the tab
    [[nodiscard]] virtual Location location() const = 0; ///< reopens it, with what is chosen in it
    /// Whether it is what the location asks for, perhaps with something else chosen.
    [[nodiscard]] virtual bool shows(const Location &location) const
    {
        return location.path == this->location().path;
    }
    /// Goes to a place within what it shows.
    virtual void go(const Location &location) { Q_UNUSED(location) }
    [[nodiscard]] virtual std::vector<SaveFormat> saveFormats() { return {}; }
    /// Whether there is something in it that is not saved.
    [[nodiscard]] virtual bool isModified() const { return false; }
    /// Saves what was modified. GUI thread.
    virtual Result<void> save() { return {}; }
    /// What the status bar says of it.
    [[nodiscard]] virtual QString status() const { return {}; }
    /// Whether more of it is being read after ready(), until completed().
    [[nodiscard]] bool isGrowing() const { return m_isGrowing; }
    void setGrowing(bool grows);

Q_SIGNALS:
    void changed(); ///< title, location, status or isModified()
    void ready(); ///< once: what it is about can be seen
    void completed(); ///< of what shows while it is being read: all of it is there
    /// Wants another page to be opened.
    void wanted(const touchstone::ide::Location &location);

private:
    bool m_isGrowing = false;
};

} // namespace touchstone::ide
