#pragma once

#include "app/ide/document.h"

class QStackedWidget;

namespace touchstone::ide {
class EmptyState;
class Settings;
} // namespace touchstone::ide

namespace touchstone::inspect {

class RunPage;
class SavedViews;

/// A log of another program (.eval), shown as the run that it is imported into: in the background,
/// into a cache, once as long as the log stays as it is.
class LogPage : public ide::Document {
    Q_OBJECT

public:
    LogPage(const ide::Location &location, ide::Settings &settings, SavedViews &views,
            QWidget *parent);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] ide::Location location() const override;
    void go(const ide::Location &location) override;
    [[nodiscard]] std::vector<ide::SaveFormat> saveFormats() override;
    [[nodiscard]] QString status() const override;

    [[nodiscard]] RunPage *run() const { return m_run; } ///< none before it is imported

private:
    void import();
    void show(const QString &run);

    ide::Location m_location;
    ide::Settings &m_settings;
    SavedViews &m_views;
    QStackedWidget *m_stack;
    ide::EmptyState *m_state;
    RunPage *m_run = nullptr;
};

/// Where the run of a log as it is now is kept.
QString importedRunPath(const QString &log);

} // namespace touchstone::inspect
