// What MainWindow can be told to do, and how: commands, menus, the palette.
#include "app/ide/exporter.h"
#include "app/ide/look.h"
#include "app/ide/mainwindow.h"

#include "core/base/text.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>
#include <QtGui/QClipboard>
#include <QtWidgets/QApplication>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QTabWidget>

using namespace Qt::StringLiterals;

namespace touchstone::ide {

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
    const QFileInfo file(page->location().path);
    QString name = page->title() == file.fileName() ? file.completeBaseName() : page->title();
    // without dots: an ending of its own would stay, and might name the run itself
    name.replace(QRegularExpression(u"[^\\w-]+"_s, QRegularExpression::UseUnicodePropertiesOption),
                 u"-"_s);
    dialog->selectFile(name);
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

void MainWindow::zoom(int by)
{
    const QString id = u"appearance.textScale"_s;
    m_settings.set(id, m_settings.value(id).toInt() + by);
}

} // namespace touchstone::ide
