#pragma once

#include "app/ide/commands.h"
#include "app/ide/document.h"
#include "app/ide/picker.h"
#include "app/ide/settings.h"

#include <QtWidgets/QMainWindow>

#include <vector>

class QLabel;
class QMenu;
class QStackedWidget;
class QTabWidget;

namespace touchstone::ide {

class Exporter;

/// Makes the page of a location, or none where that is not its business. An error is shown.
using Opener = std::function<Result<Document *>(const Location &location, QWidget *parent)>;
/// Gives quick open lines of its own.
using QuickSource = std::function<std::vector<Choice>()>;

/// Asked before the window closes. True: the answer is to come, and if it is yes, `goOn` is called,
/// upon which the question is not asked again.
using CloseQuestion = std::function<bool(const std::function<void()> &goOn)>;

/// The one window: pages in tabs, docks around them, and everything that can be done as a command.
/// What the pages and docks are is the business of those that extend it (see app/inspect).
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(Settings &settings);

    [[nodiscard]] Commands &commands() { return *m_commands; }
    [[nodiscard]] Settings &settings() { return m_settings; }

    /// Asked in the order they were added; the first that makes a page wins.
    void addOpener(Opener opener) { m_openers.push_back(std::move(opener)); }
    void addCloseQuestion(CloseQuestion question) { m_closing.push_back(std::move(question)); }
    void addQuickSource(QuickSource source) { m_quick.push_back(std::move(source)); }
    /// A dock with a command that shows or hides it; `name` stays the same in every language.
    QDockWidget *addDock(const QString &name, const QString &title, QWidget *content,
                         Qt::DockWidgetArea area);
    /// Docks, tabs and size as they were left; a tab's page is made when it is looked at. Called
    /// when all docks and openers were added.
    void restore();

    /// Opens a location in a tab, or brings forward the one that shows it.
    void open(const Location &location);
    [[nodiscard]] Document *current() const;
    [[nodiscard]] std::vector<Document *> documents() const;
    [[nodiscard]] QStringList recent() const; ///< locations, the latest first
    /// Exports in the background what a page shows now; says when it is done.
    void exportPage(const SaveFormat &format, const QString &path);
    void showCommands();
    void showQuickOpen();
    /// Says something that needs no answer in the status bar.
    void tell(const QString &text);
    void complain(const Error &error);

Q_SIGNALS:
    void opened(touchstone::ide::Document *page); ///< a new tab

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void addCommands();
    void addViewCommands();
    void addMenus();
    void fillRecent();
    /// The page of a location, or why there is none.
    Result<Document *> make(const Location &location);
    void add(Document *document, int index);
    void restoreTabs();
    void rememberTabs();
    void makeCurrent(); ///< the page of a tab that was left
    void closeTab(int index);
    void dropTab(int index); ///< without a question
    /// Asks what to do with what is not saved, and goes on unless that is to be kept open.
    void askToSave(const std::vector<Document *> &pages, std::function<void()> goOn);
    bool save(Document &page);
    void remember(const Location &location);
    void updateTitles();
    void applySettings();
    void zoom(int by);
    void saveAs();
    void connectExporter();

    Settings &m_settings;
    Commands *m_commands;
    QTabWidget *m_tabs;
    QWidget *m_welcome;
    QStackedWidget *m_centre;
    Picker *m_picker;
    QLabel *m_status;
    Exporter *m_exporter;
    QMenu *m_recentMenu = nullptr;
    QMenu *m_docksMenu = nullptr;
    std::vector<Opener> m_openers;
    std::vector<QuickSource> m_quick;
    std::vector<CloseQuestion> m_closing;
    bool m_closesForSure = false; ///< somebody was asked already
    bool m_closesWhenIdle = false; ///< when what is being exported is there
};

} // namespace touchstone::ide
