// The pages of MainWindow, in tabs: opened, closed, saved, and come back as they were left.
#include "app/ide/lefttab.h"
#include "app/ide/mainwindow.h"

#include "core/base/text.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QPointer>
#include <QtCore/QSignalBlocker>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabWidget>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

constexpr int mostRecent = 20;
constexpr int longestTabTitle = 32;

} // namespace

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

} // namespace touchstone::ide
