#pragma once

#include "app/ide/document.h"

#include <QtCore/QTimer>

class QProgressBar;
class QStackedWidget;

namespace touchstone {
struct ImportProgress;
}

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
    ~LogPage() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] ide::Location location() const override;
    void go(const ide::Location &location) override;
    [[nodiscard]] std::vector<ide::SaveFormat> saveFormats() override;
    [[nodiscard]] QString status() const override;

    [[nodiscard]] RunPage *run() const { return m_run; } ///< none before it is imported

Q_SIGNALS:
    void told(const QString &text); ///< for the status bar

private:
    void import();
    void press();
    void tell();
    void end(const Result<QString> &run);
    void show(const QString &run);

    ide::Location m_location;
    ide::Settings &m_settings;
    SavedViews &m_views;
    QStackedWidget *m_stack;
    ide::EmptyState *m_state;
    QProgressBar *m_bar;
    QTimer m_ticks;
    std::shared_ptr<ImportProgress> m_progress; ///< of the import under way, or the last one
    bool m_isImporting = false;
    RunPage *m_run = nullptr;
};

/// Where the run of a log as it is now is kept.
QString importedRunPath(const QString &log);

} // namespace touchstone::inspect
