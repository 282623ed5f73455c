#include "app/ide/look.h"
#include "app/ide/mainwindow.h"
#include "app/views.h"
#include "windows/accessible.h"

#include <QtCore/QMimeData>
#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>
#include <QtGui/QDropEvent>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabWidget>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::ide;

/// The window itself, by its keys.
class TestWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void tabs();
    void opensOnce();
    void complains();
    void palette();
    void commandsHaveNoRivals();
    void quickOpen();
    void theme();
    void textSize();
    void comesBackAsLeft();
    void tabsComeBack();
    void drops();
    void recent();
    void everythingHasAName();

private:
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::ControlModifier)
    {
        QTest::keyClick(m_window.get(), key, modifiers);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

namespace {

/// A page for any path that ends with ".page".
class Page : public Document {
public:
    Page(Location location, QWidget *parent)
        : Document(parent)
        , m_location(std::move(location))
    {
    }
    [[nodiscard]] QString title() const override { return m_location.path.section(u'/', -1); }
    [[nodiscard]] Location location() const override { return m_location; }
    void go(const Location &location) override
    {
        m_location = location;
        Q_EMIT changed();
    }
    [[nodiscard]] QString status() const override { return m_location.place.value(u"at"_s); }

private:
    Location m_location;
};

std::unique_ptr<MainWindow> windowWith(Settings &settings)
{
    auto window = std::make_unique<MainWindow>(settings);
    window->addOpener([](const Location &location, QWidget *parent) -> Result<Document *> {
        if (location.path.endsWith(u"broken.page"_s))
            return fail(ErrorCode::Corrupt, u"it is broken"_s);
        return location.path.endsWith(u".page"_s) ? new Page(location, parent) : nullptr;
    });
    return window;
}

} // namespace

void TestWindow::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<Settings>(m_folder->path());
    m_window = windowWith(*m_settings);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestWindow::cleanup()
{
    m_window.reset();
    m_settings.reset();
    m_folder.reset();
}

void TestWindow::tabs()
{
    QVERIFY(!m_window->current());
    QVERIFY(!m_window->commands().find(u"file.close"_s)->isEnabled());
    m_window->open({u"/a.page"_s, {}});
    m_window->open({u"/b.page"_s, {}});
    m_window->open({u"/c.page"_s, {}});
    QCOMPARE(m_window->current()->title(), u"c.page"_s);
    QVERIFY(m_window->windowTitle().startsWith(u"c.page"_s));
    key(Qt::Key_PageDown);
    QCOMPARE(m_window->current()->title(), u"a.page"_s);
    key(Qt::Key_PageUp);
    key(Qt::Key_PageUp);
    QCOMPARE(m_window->current()->title(), u"b.page"_s);
    key(Qt::Key_W);
    QCOMPARE(m_window->documents().size(), 2);
    key(Qt::Key_W);
    key(Qt::Key_W);
    QVERIFY(!m_window->current());
    QCOMPARE(m_window->windowTitle(), u"Touchstone"_s);
}

void TestWindow::opensOnce()
{
    m_window->open({u"/a.page"_s, {}});
    m_window->open({u"/b.page"_s, {}});
    m_window->open({u"/a.page"_s, {{u"at"_s, u"7"_s}}});
    QCOMPARE(m_window->documents().size(), 2);
    QCOMPARE(m_window->current()->status(), u"7"_s);
    key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"/a.page#at=7"_s);
}

void TestWindow::complains()
{
    const auto told = [this](const QString &path) {
        m_window->open({path, {}});
        const auto *box = m_window->findChild<QMessageBox *>();
        const QString text = box ? box->text() : QString();
        delete box;
        return text;
    };
    QVERIFY(told(u"/nowhere/at.all"_s).contains(u"/nowhere/at.all"_s));
    QVERIFY(told(m_folder->path()).contains(u"expected"_s));
    QCOMPARE(told(u"/broken.page"_s), u"it is broken"_s);
    QVERIFY(!m_window->current());
}

void TestWindow::palette()
{
    key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    auto *picker = m_window->findChild<Picker *>();
    QVERIFY(picker->isVisible());
    auto *line = picker->findChild<QLineEdit *>();
    QTRY_VERIFY(line->hasFocus());
    QTest::keyClicks(line, u"settings"_s);
    QCOMPARE(picker->current(), u"File: Settings"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(!picker->isVisible());
    QCOMPARE(m_window->current()->title(), u"Settings"_s);
}

/// Two commands with one shortcut would both be dead.
void TestWindow::commandsHaveNoRivals()
{
    addViews(*m_window);
    QMap<QString, QString> owners;
    for (const QAction *action : m_window->commands().all()) {
        QVERIFY(!action->text().isEmpty() && !action->property("category").toString().isEmpty());
        for (const QKeySequence &shortcut : action->shortcuts()) {
            const QString text = shortcut.toString();
            QVERIFY2(!owners.contains(text),
                     qPrintable(text + u' ' + owners.value(text) + u' ' + action->objectName()));
            owners.insert(text, action->objectName());
        }
    }
}

void TestWindow::quickOpen()
{
    m_window->open({u"/one.page"_s, {}});
    m_window->open({u"/two.page"_s, {}});
    m_window->addQuickSource(
        [] { return std::vector<Choice>{{u"a scenario of mine"_s, {}, {}, [] { }}}; });
    key(Qt::Key_P);
    auto *line = m_window->findChild<Picker *>()->findChild<QLineEdit *>();
    QTRY_VERIFY(line->hasFocus());
    QTest::keyClicks(line, u"one"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(m_window->current()->title(), u"one.page"_s);
    key(Qt::Key_P);
    QTest::keyClicks(line, u"scenmine"_s);
    QCOMPARE(m_window->findChild<Picker *>()->current(), u"a scenario of mine"_s);
}

void TestWindow::theme()
{
    m_window->commands().find(u"view.theme.dark"_s)->trigger();
    QTRY_VERIFY(isDark(m_window->palette()));
    m_window->commands().find(u"view.theme.light"_s)->trigger();
    QTRY_VERIFY(!isDark(m_window->palette()));
    // Every colour that text has can be read on what text stands on.
    const auto luminance = [](const QColor &colour) {
        const auto part = [](double c) {
            return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF())
            + 0.0722 * part(colour.blueF());
    };
    for (const char *theme : {"view.theme.light", "view.theme.dark"}) {
        m_window->commands().find(QString::fromLatin1(theme))->trigger();
        const QPalette palette = QApplication::palette();
        const Colours &colours = coloursOf(palette);
        for (const QColor &text : {palette.color(QPalette::Text), colours.good, colours.bad,
                                   colours.warn, colours.neutral, colours.dim, colours.accent})
            for (const auto role : {QPalette::Base, QPalette::Window, QPalette::AlternateBase}) {
                const double a = luminance(text) + 0.05;
                const double b = luminance(palette.color(role)) + 0.05;
                QVERIFY2(std::max(a, b) / std::min(a, b) >= 4.5,
                         qPrintable(u"%1 %2 on %3"_s.arg(QString::fromLatin1(theme), text.name(),
                                                         palette.color(role).name())));
            }
    }
}

void TestWindow::textSize()
{
    const qreal before = m_window->font().pointSizeF();
    key(Qt::Key_Equal);
    QVERIFY(QApplication::font().pointSizeF() > before);
    key(Qt::Key_0);
    QCOMPARE(QApplication::font().pointSizeF(), before);
}

void TestWindow::comesBackAsLeft()
{
    const auto dockOf = [](MainWindow &window) {
        return window.addDock(u"test"_s, u"Test"_s, new QLabel(u"content"_s),
                              Qt::LeftDockWidgetArea);
    };
    QDockWidget *dock = dockOf(*m_window);
    m_window->restore();
    QCOMPARE(m_window->dockWidgetArea(dock), Qt::LeftDockWidgetArea);
    m_window->addDockWidget(Qt::BottomDockWidgetArea, dock);
    m_window->close();
    m_window = windowWith(*m_settings);
    dock = dockOf(*m_window);
    m_window->restore();
    QCOMPARE(m_window->dockWidgetArea(dock), Qt::BottomDockWidgetArea);
}

void TestWindow::tabsComeBack()
{
    m_window->open({u"/a.page"_s, {}});
    m_window->open({u"/b.page"_s, {{u"at"_s, u"step 7"_s}}});
    m_window->open({u"/c.page"_s, {}});
    key(Qt::Key_PageUp);
    m_window->close();
    int made = 0;
    const auto again = [&] {
        m_window = windowWith(*m_settings);
        connect(m_window.get(), &MainWindow::opened, m_window.get(), [&made] { ++made; });
        m_window->restore();
        m_window->show();
        m_window->activateWindow();
    };
    again();
    const auto *tabs = m_window->findChild<QTabWidget *>();
    QCOMPARE(tabs->count(), 3);
    QCOMPARE(tabs->tabText(0), u"a.page"_s);
    QTRY_COMPARE(made, 1); // the others when they are looked at
    QCOMPARE(m_window->current()->status(), u"step 7"_s);
    QCOMPARE(tabs->currentIndex(), 1);
    key(Qt::Key_PageDown);
    QTRY_COMPARE(made, 2);
    QCOMPARE(m_window->current()->title(), u"c.page"_s);
    QCOMPARE(tabs->count(), 3);

    // what is gone says so in its tab, and nowhere else
    m_settings->remember(u"window/tabs"_s, QStringList{u"/broken.page"_s, u"broken"_s});
    again();
    QTRY_VERIFY(std::ranges::any_of(m_window->findChildren<QLabel *>(), [](const QLabel *label) {
        return label->text().contains(u"it is broken"_s);
    }));
    QVERIFY(!m_window->findChild<QMessageBox *>());
    key(Qt::Key_W);
    QCOMPARE(m_window->documents().size(), 0);

    // as somebody wishes
    m_settings->remember(u"window/tabs"_s, QStringList{u"/a.page"_s, u"a"_s});
    QVERIFY(m_settings->set(u"window.tabs"_s, false));
    again();
    QCOMPARE(m_window->documents().size(), 0);
}

void TestWindow::drops()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(u"/dropped.page"_s), QUrl(u"https://example.org/x.page"_s)});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &drop);
    QCOMPARE(m_window->documents().size(), 1); // nothing from elsewhere
    QCOMPARE(m_window->current()->title(), u"dropped.page"_s);
}

void TestWindow::recent()
{
    for (int i = 0; i < 30; ++i)
        m_window->open({u"/%1.page"_s.arg(i), {}});
    m_window->open({u"/25.page"_s, {}});
    m_window->open({u"touchstone:settings"_s, {}});
    const QStringList recent = m_window->recent();
    QCOMPARE(recent.size(), 20);
    QCOMPARE(recent.first(), u"/25.page"_s);
    QCOMPARE(recent.count(u"/25.page"_s), 1);
}

void TestWindow::everythingHasAName()
{
    addViews(*m_window);
    m_window->open({u"touchstone:settings"_s, {}});
    QCOMPARE(test::namelessIn(*m_window), QStringList());
    QPushButton nameless; // the walk itself can tell
    nameless.show();
    QCOMPARE(test::namelessIn(nameless).size(), 1);
}

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
