#include "app/ide/mainwindow.h"

#include "app/ide/emptystate.h"
#include "app/ide/exporter.h"
#include "app/ide/lefttab.h"
#include "app/ide/look.h"
#include "app/ide/settingspage.h"
#include "app/ide/welcome.h"

#include "core/base/text.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QMimeData>
#include <QtCore/QPointer>
#include <QtCore/QSignalBlocker>
#include <QtCore/QTimer>
#include <QtGui/QClipboard>
#include <QtGui/QDragEnterEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QStatusBar>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTabWidget>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

constexpr int mostRecent = 20;
constexpr int longestTabTitle = 32;
constexpr int stateVersion = 1; ///< of the docks; another one's are forgotten

} // namespace

MainWindow::MainWindow(Settings &settings)
    : m_settings(settings)
    , m_commands(new Commands(this))
    , m_tabs(new QTabWidget(this))
    , m_welcome(new Welcome(*this))
    , m_centre(new QStackedWidget(this))
    , m_picker(new Picker(this))
    , m_status(new QLabel(this))
    , m_exporter(new Exporter(*statusBar()))
{
    setObjectName(u"touchstone"_s);
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    resize(1280, 800);
    m_tabs->setDocumentMode(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setMovable(true);
    m_tabs->setElideMode(Qt::ElideNone); // many of them are scrolled
    m_tabs->setAccessibleName(tr("Pages"));
    m_tabs->tabBar()->setAccessibleName(tr("Tabs"));
    m_centre->addWidget(m_welcome);
    m_centre->addWidget(m_tabs);
    setCentralWidget(m_centre);
    m_status->setTextFormat(Qt::PlainText);
    statusBar()->addPermanentWidget(m_status);
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &MainWindow::closeTab);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::updateTitles);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::makeCurrent,
            Qt::QueuedConnection);
    connect(&m_settings, &Settings::changed, this, &MainWindow::applySettings);
    addOpener([this](const Location &location, QWidget *parent) -> Result<Document *> {
        return location.path == u"touchstone:settings"_s ? new SettingsPage(m_settings, parent)
                                                         : nullptr;
    });
    connectExporter();
    addCommands();
    addViewCommands();
    addMenus();
    applySettings();
    updateTitles();
}

void MainWindow::addCommands()
{
    const QString file = tr("File");
    m_commands->add(
        u"file.open"_s, file, tr("Open Run or Scenario…"), QKeySequence(u"Ctrl+O"_s), [this] {
            const QString path = QFileDialog::getOpenFileName(
                this, tr("Open"), {},
                tr("Runs, logs and scenarios (*.touchstone *.eval *.json *.jsonl);;All files (*)"));
            if (!path.isEmpty())
                open({path, {}});
        });
    m_commands->add(u"file.openFolder"_s, file, tr("Open Folder…"), QKeySequence(u"Ctrl+Shift+O"_s),
                    [this] {
                        const QString path = QFileDialog::getExistingDirectory(this, tr("Open"));
                        if (!path.isEmpty())
                            open({path, {}});
                    });
    m_commands->add(u"file.save"_s, file, tr("Save"), QKeySequence(u"Ctrl+S"_s), [this] {
        if (Document *page = current())
            save(*page);
    });
    m_commands->add(u"file.saveAs"_s, file, tr("Export This Page…"), QKeySequence(u"Ctrl+E"_s),
                    [this] { saveAs(); });
    m_commands->add(u"file.copyLink"_s, file, tr("Copy Link to This Page"),
                    QKeySequence(u"Ctrl+Shift+L"_s), [this] {
                        if (const Document *page = current()) {
                            QGuiApplication::clipboard()->setText(page->location().text());
                            tell(tr("Copied: touchstone %1").arg(page->location().text()));
                        }
                    });
    m_commands->add(u"file.close"_s, file, tr("Close Tab"), QKeySequence(u"Ctrl+W"_s),
                    [this] { closeTab(m_tabs->currentIndex()); });
    m_commands->add(u"file.settings"_s, file, tr("Settings"), QKeySequence(u"Ctrl+,"_s),
                    [this] { open({u"touchstone:settings"_s, {}}); });
    m_commands->add(u"file.quit"_s, file, tr("Quit"), QKeySequence(u"Ctrl+Q"_s),
                    [this] { close(); });
    const QString go = tr("Go");
    m_commands->add(u"go.commands"_s, go, tr("Command Palette…"), QKeySequence(u"Ctrl+Shift+P"_s),
                    [this] { showCommands(); });
    m_commands->add(u"go.quickOpen"_s, go, tr("Quick Open…"), QKeySequence(u"Ctrl+P"_s),
                    [this] { showQuickOpen(); });
    const auto turn = [this](int by) {
        if (m_tabs->count() > 0)
            m_tabs->setCurrentIndex((m_tabs->currentIndex() + by + m_tabs->count())
                                    % m_tabs->count());
    };
    m_commands->add(u"go.nextTab"_s, go, tr("Next Tab"), QKeySequence(u"Ctrl+PgDown"_s),
                    [turn] { turn(1); });
    m_commands->add(u"go.previousTab"_s, go, tr("Previous Tab"), QKeySequence(u"Ctrl+PgUp"_s),
                    [turn] { turn(-1); });
}

void MainWindow::addViewCommands()
{
    const QString view = tr("View");
    m_commands->add(u"view.zoomIn"_s, view, tr("Larger Text"), QKeySequence(u"Ctrl+="_s),
                    [this] { zoom(10); });
    m_commands->add(u"view.zoomOut"_s, view, tr("Smaller Text"), QKeySequence(u"Ctrl+-"_s),
                    [this] { zoom(-10); });
    m_commands->add(u"view.zoomReset"_s, view, tr("Text of Normal Size"), QKeySequence(u"Ctrl+0"_s),
                    [this] { m_settings.set(u"appearance.textScale"_s, 100); });
    const std::pair<Scheme, QString> themes[] = {{Scheme::System, tr("Theme of the System")},
                                                 {Scheme::Light, tr("Light Theme")},
                                                 {Scheme::Dark, tr("Dark Theme")}};
    for (const auto &[scheme, title] : themes)
        m_commands->add(u"view.theme."_s + schemeName(scheme), view, title, {}, [this, scheme] {
            m_settings.set(u"appearance.theme"_s, schemeName(scheme));
        });
    m_commands->add(u"view.fullScreen"_s, view, tr("Full Screen"), QKeySequence(Qt::Key_F11),
                    [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
}

void MainWindow::addMenus()
{
    const auto menu = [this](const QString &title, const QStringList &ids) {
        QMenu *menu = menuBar()->addMenu(title);
        for (const QString &id : ids) {
            if (id.isEmpty())
                menu->addSeparator();
            else
                menu->addAction(m_commands->find(id));
        }
        return menu;
    };
    menuBar()->setAccessibleName(tr("Menus"));
    QMenu *file = menu(tr("&File"), {u"file.open"_s, u"file.openFolder"_s});
    m_recentMenu = file->addMenu(tr("Open &Recent"));
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    file->addSeparator();
    for (const char *id : {"file.save", "file.saveAs", "file.copyLink", "file.close", "",
                           "file.settings", "", "file.quit"}) {
        if (QAction *action = m_commands->find(QString::fromLatin1(id)))
            file->addAction(action);
        else
            file->addSeparator();
    }
    QMenu *view = menu(tr("&View"),
                       {u"view.zoomIn"_s,
                        u"view.zoomOut"_s,
                        u"view.zoomReset"_s,
                        {},
                        u"view.theme.system"_s,
                        u"view.theme.light"_s,
                        u"view.theme.dark"_s,
                        {},
                        u"view.fullScreen"_s});
    m_docksMenu = view->addMenu(tr("&Docks"));
    menu(tr("&Go"),
         {u"go.commands"_s, u"go.quickOpen"_s, {}, u"go.nextTab"_s, u"go.previousTab"_s});
}

void MainWindow::fillRecent()
{
    m_recentMenu->clear();
    for (const QString &text : recent())
        m_recentMenu->addAction(visibleText(text), this,
                                [this, text] { open(Location::parse(text, QDir::currentPath())); });
    if (m_recentMenu->isEmpty())
        m_recentMenu->addAction(tr("Nothing yet"))->setEnabled(false);
}

QDockWidget *MainWindow::addDock(const QString &name, const QString &title, QWidget *content,
                                 Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setAccessibleName(title);
    dock->setWidget(content);
    addDockWidget(area, dock);
    QAction *toggle = dock->toggleViewAction();
    toggle->setText(title);
    m_docksMenu->addAction(toggle);
    m_commands->add(u"view.dock."_s + name, tr("View"), tr("Go to %1").arg(title), {},
                    [dock, content] {
                        dock->show();
                        dock->raise();
                        content->setFocus();
                    });
    return dock;
}

void MainWindow::restore()
{
    restoreGeometry(m_settings.remembered(u"window/geometry"_s).toByteArray());
    restoreState(m_settings.remembered(u"window/docks"_s).toByteArray(), stateVersion);
    restoreTabs();
}

void MainWindow::rememberTabs()
{
    QStringList tabs;
    for (const Document *page : documents())
        tabs += {page->location().text(), page->title()};
    m_settings.remember(u"window/tabs"_s, tabs);
    m_settings.remember(u"window/tab"_s, m_tabs->currentIndex());
}

void MainWindow::restoreTabs()
{
    if (!m_settings.value(u"window.tabs"_s).toBool())
        return;
    const QStringList tabs = m_settings.remembered(u"window/tabs"_s).toStringList();
    const int current = m_settings.remembered(u"window/tab"_s).toInt();
    {
        const QSignalBlocker blocker(m_tabs); // none of them is looked at yet
        for (qsizetype i = 0; i + 1 < tabs.size(); i += 2)
            m_tabs->addTab(new LeftTab(Location::parse(tabs[i], QDir::currentPath()), tabs[i + 1]),
                           QString());
        m_tabs->setCurrentIndex(current);
    }
    updateTitles();
    QTimer::singleShot(0, this, &MainWindow::makeCurrent); // the window first
}

void MainWindow::makeCurrent()
{
    auto *left = qobject_cast<LeftTab *>(current());
    if (!left || left->isRefused())
        return;
    const auto page = make(left->location());
    if (!page)
        return left->refuse(page.error());
    const int index = m_tabs->currentIndex();
    const QSignalBlocker blocker(m_tabs); // the tab beside it is not looked at
    m_tabs->removeTab(index);
    left->deleteLater();
    add(*page, index);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    std::vector<Document *> modified = documents();
    std::erase_if(modified, [](const Document *page) { return !page->isModified(); });
    if (!modified.empty() && !m_closesForSure) {
        event->ignore();
        return askToSave(modified, [this] {
            m_closesForSure = true;
            close();
        });
    }
    for (const CloseQuestion &question : m_closing)
        if (question([this] { close(); }))
            return event->ignore();
    if (m_exporter->isBusy()) {
        event->ignore();
        m_closesWhenIdle = true;
        return tell(tr("The window closes when the export is done"));
    }
    rememberTabs();
    m_settings.remember(u"window/geometry"_s, saveGeometry());
    m_settings.remember(u"window/docks"_s, saveState(stateVersion));
    QMainWindow::closeEvent(event);
}

void MainWindow::open(const Location &location)
{
    for (Document *page : documents())
        if (page->shows(location)) {
            m_tabs->setCurrentWidget(page);
            page->go(location);
            remember(location);
            return;
        }
    const auto page = make(location);
    if (!page)
        return complain(page.error());
    add(*page, m_tabs->count());
    remember(location);
}

Result<Document *> MainWindow::make(const Location &location)
{
    for (const Opener &opener : m_openers) {
        auto page = opener(location, this);
        if (!page || *page)
            return page;
    }
    const bool isThere = QFileInfo::exists(location.path);
    return fail(isThere ? ErrorCode::BadInput : ErrorCode::NotFound,
                isThere
                    ? tr("%1 is nothing that can be opened here; expected a run (.touchstone), an "
                         "Inspect log (.eval), a pack or a scenario")
                          .arg(location.path)
                    : tr("There is no file %1").arg(location.path));
}

void MainWindow::add(Document *document, int index)
{
    m_tabs->setCurrentIndex(m_tabs->insertTab(index, document, QString()));
    connect(document, &Document::changed, this, &MainWindow::updateTitles);
    connect(document, &Document::wanted, this, &MainWindow::open);
    document->setFocus();
    // what was hidden until then could not take it; it does so unless somebody went elsewhere
    const auto giveFocus = [this, document, before = QPointer(QApplication::focusWidget())] {
        if (document == current() && QApplication::focusWidget() == before)
            document->setFocus();
    };
    connect(document, &Document::ready, this, giveFocus, Qt::SingleShotConnection);
    updateTitles();
    rememberTabs();
    Q_EMIT opened(document);
}

void MainWindow::closeTab(int index)
{
    auto *page = qobject_cast<Document *>(m_tabs->widget(index));
    if (!page || !page->isModified())
        return dropTab(index);
    askToSave({page}, [this, page] { dropTab(m_tabs->indexOf(page)); });
}

bool MainWindow::save(Document &page)
{
    const auto saved = page.save();
    if (!saved)
        complain(saved.error());
    updateTitles();
    return saved.has_value();
}

void MainWindow::askToSave(const std::vector<Document *> &pages, std::function<void()> goOn)
{
    QStringList names;
    for (const Document *page : pages)
        names.append(visibleText(page->title()));
    auto *box =
        new QMessageBox(QMessageBox::Question, tr("Touchstone"), tr("Save what was changed?"),
                        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    box->setObjectName(u"askToSave"_s);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(names.join(u'\n'));
    box->setDefaultButton(QMessageBox::Save);
    box->setAttribute(Qt::WA_DeleteOnClose);
    std::vector<QPointer<Document>> asked(pages.begin(), pages.end());
    connect(box, &QMessageBox::finished, this, [this, asked, goOn = std::move(goOn)](int answer) {
        if (answer == QMessageBox::Cancel)
            return;
        for (const QPointer<Document> &page : asked)
            if (answer == QMessageBox::Save && page && !save(*page))
                return;
        goOn();
    });
    box->open(); // returns at once
}

void MainWindow::dropTab(int index)
{
    if (QWidget *page = m_tabs->widget(index)) {
        m_tabs->removeTab(index);
        page->deleteLater();
    }
    updateTitles();
    rememberTabs();
}

Document *MainWindow::current() const
{
    return qobject_cast<Document *>(m_tabs->currentWidget());
}

std::vector<Document *> MainWindow::documents() const
{
    std::vector<Document *> all;
    for (int i = 0; i < m_tabs->count(); ++i)
        all.push_back(qobject_cast<Document *>(m_tabs->widget(i)));
    return all;
}

QStringList MainWindow::recent() const
{
    return m_settings.remembered(u"recent"_s).toStringList();
}

void MainWindow::remember(const Location &location)
{
    if (location.path.startsWith(u"touchstone:"_s))
        return;
    QStringList all = recent();
    all.removeAll(location.path);
    all.prepend(location.path);
    m_settings.remember(u"recent"_s, all.first(std::min<qsizetype>(all.size(), mostRecent)));
}

void MainWindow::updateTitles()
{
    for (int i = 0; i < m_tabs->count(); ++i)
        if (const auto *page = qobject_cast<Document *>(m_tabs->widget(i))) {
            m_tabs->setTabText(i,
                               (page->isModified() ? u"● "_s : QString())
                                   + shortName(visibleText(page->title()), longestTabTitle)
                                         .replace(u'&', u"&&"_s));
            m_tabs->setTabToolTip(i, visibleText(page->location().text()).toHtmlEscaped());
        }
    const Document *page = current();
    m_centre->setCurrentWidget(page ? static_cast<QWidget *>(m_tabs) : m_welcome);
    setWindowTitle(page ? tr("%1 – Touchstone").arg(visibleText(page->title())) : tr("Touchstone"));
    m_status->setText(page ? visibleText(page->status()) : QString());
    for (const char *id : {"file.close", "file.copyLink"})
        m_commands->find(QString::fromLatin1(id))->setEnabled(page);
    m_commands->find(u"file.saveAs"_s)->setEnabled(page);
    m_commands->find(u"file.save"_s)->setEnabled(page && page->isModified());
}

void MainWindow::connectExporter()
{
    connect(m_exporter, &Exporter::saved, this,
            [this](const QString &path) { tell(tr("Exported %1").arg(path)); });
    connect(m_exporter, &Exporter::cancelled, this,
            [this](const QString &path) { tell(tr("Gave up exporting %1").arg(path)); });
    connect(m_exporter, &Exporter::failed, this, &MainWindow::complain);
    connect(m_exporter, &Exporter::failed, this, [this] { m_closesWhenIdle = false; });
    connect(m_exporter, &Exporter::idle, this, [this] {
        if (m_closesWhenIdle)
            close();
    });
}

void MainWindow::exportPage(const SaveFormat &format, const QString &path)
{
    m_exporter->start(format, path);
}

void MainWindow::saveAs()
{
    const QPointer<Document> page = current();
    const auto formats = page ? page->saveFormats() : std::vector<SaveFormat>();
    if (formats.empty())
        return tell(tr("This page can't be exported"));
    QStringList filters;
    for (const SaveFormat &format : formats)
        filters.append(tr("%1 (*.%2)").arg(format.title, format.ending));
    auto *dialog = new QFileDialog(this, tr("Export"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters);
    const auto chosen = [formats, filters](const QString &filter) {
        return formats[size_t(std::max<qsizetype>(0, filters.indexOf(filter)))];
    };
    dialog->setDefaultSuffix(formats.front().ending);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, chosen](const QString &filter) {
        dialog->setDefaultSuffix(chosen(filter).ending);
    });
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, dialog, page, chosen](const QString &path) {
                if (page)
                    exportPage(chosen(dialog->selectedNameFilter()), path);
            });
    dialog->open(); // returns at once
}

void MainWindow::showCommands()
{
    std::vector<Choice> choices;
    for (QAction *action : m_commands->all())
        choices.push_back({fullText(*action),
                           {},
                           action->shortcut().toString(QKeySequence::NativeText),
                           [action] { action->trigger(); },
                           action->isEnabled()});
    m_picker->open(tr("Command palette"), tr("Type a command"), std::move(choices));
}

void MainWindow::showQuickOpen()
{
    std::vector<Choice> choices;
    for (Document *page : documents())
        choices.push_back({visibleText(page->title()), tr("open"), {}, [this, page] {
                               m_tabs->setCurrentWidget(page);
                           }});
    for (const QString &text : recent())
        choices.push_back({visibleText(QFileInfo(text).fileName()),
                           visibleText(QFileInfo(text).path()),
                           {},
                           [this, text] { open(Location::parse(text, QDir::currentPath())); }});
    for (const QuickSource &source : m_quick)
        for (Choice &choice : source())
            choices.push_back(std::move(choice));
    m_picker->open(tr("Quick open"), tr("Go to a run, a scenario or an attempt"),
                   std::move(choices));
}

void MainWindow::tell(const QString &text)
{
    statusBar()->showMessage(visibleText(text), 8000);
}

void MainWindow::complain(const Error &error)
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Touchstone"), visibleText(error.message),
                                QMessageBox::Ok, this);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(visibleText(error.trail.join(u'\n')));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open(); // returns at once
}

void MainWindow::zoom(int by)
{
    const QString id = u"appearance.textScale"_s;
    m_settings.set(id, m_settings.value(id).toInt() + by);
}

void MainWindow::applySettings()
{
    applyLook(*qApp, schemeFromName(m_settings.value(u"appearance.theme"_s).toString()),
              m_settings.value(u"appearance.textScale"_s).toInt());
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ThemeChange)
        applySettings();
    QMainWindow::changeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    for (const QUrl &url : event->mimeData()->urls())
        if (url.isLocalFile())
            open({url.toLocalFile(), {}});
    event->acceptProposedAction();
}

} // namespace touchstone::ide
