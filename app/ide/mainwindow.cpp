#include "app/ide/mainwindow.h"

#include "app/ide/exporter.h"
#include "app/ide/look.h"
#include "app/ide/settingspage.h"
#include "app/ide/welcome.h"

#include "core/base/text.h"

#include <QtCore/QMimeData>
#include <QtGui/QDragEnterEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QStatusBar>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTabWidget>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

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
