#include "app/ide/exporter.h"
#include "app/ide/mainwindow.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QSemaphore>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStatusBar>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::ide;

namespace {

/// Writes as far as it is let.
struct Slow {
    QSemaphore begun;
    QSemaphore goesOn;

    SaveFormat format(Result<void> done = {})
    {
        return {u"Text"_s, u"txt"_s, [this, done]() -> Writer {
                    return [this, done](const QString &path, SaveProgress &progress) {
                        progress.total = 2;
                        auto written = writeBytes(path, "half");
                        progress.done = 1;
                        begun.release();
                        goesOn.acquire();
                        return written ? done : written;
                    };
                }};
    }
};

/// A page that can be exported.
class Page : public Document {
public:
    explicit Page(QWidget *parent)
        : Document(parent)
    {
    }
    [[nodiscard]] QString title() const override { return u"a page: 1.touchstone"_s; }
    [[nodiscard]] Location location() const override { return {u"a.page"_s, {}}; }
    [[nodiscard]] std::vector<SaveFormat> saveFormats() override
    {
        return {{u"Text"_s, u"txt"_s,
                 []() -> Writer {
                     return [](const QString &path, SaveProgress &) {
                         return writeBytes(path, "text");
                     };
                 }},
                pictureFormat(u"Picture"_s, *this)};
    }
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
}

} // namespace

/// Exports in the background: what comes of them, and what never stays behind.
class TestExporter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void replacesOnlyWhenWhole();
    void cancelledByItsButton();
    void failures_data();
    void failures();
    void keepsModeAndLink();
    void takesWhatIsShownNow();
    void dialogue();
    void closingWaits();
    void givenUpWithItsWindow();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    /// What is in the folder, hidden files too.
    [[nodiscard]] QStringList files() const
    {
        return QDir(m_folder->path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    }
    [[nodiscard]] bool says(const QString &text) const
    {
        return m_window->statusBar()->currentMessage().contains(text);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QTemporaryDir> m_settingsFolder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

void TestExporter::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settingsFolder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<Settings>(m_settingsFolder->path());
    m_window = std::make_unique<MainWindow>(*m_settings);
    m_window->addOpener([](const Location &location, QWidget *parent) -> Result<Document *> {
        return location.path.endsWith(u".page"_s) ? new Page(parent) : nullptr;
    });
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestExporter::cleanup()
{
    m_window.reset();
    m_settings.reset();
}

void TestExporter::replacesOnlyWhenWhole()
{
    QFile old(path(u"a.txt"_s));
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
    old.close();
    Slow slow;
    m_window->exportPage(slow.format(), path(u"a.txt"_s));
    slow.begun.acquire();
    QCOMPARE(contentOf(path(u"a.txt"_s)), "old");
    auto *bar = m_window->findChild<ExportBar *>();
    QVERIFY(bar);
    QTRY_VERIFY(bar->isVisible());
    slow.goesOn.release();
    QTRY_VERIFY(says(u"Exported"_s));
    QCOMPARE(contentOf(path(u"a.txt"_s)), "half");
    QCOMPARE(files(), QStringList{u"a.txt"_s});
    QTRY_VERIFY(!m_window->findChild<ExportBar *>());
}

void TestExporter::cancelledByItsButton()
{
    Slow slow;
    m_window->exportPage(slow.format(), path(u"a.txt"_s));
    slow.begun.acquire();
    auto *bar = m_window->findChild<ExportBar *>();
    QVERIFY(bar);
    QTRY_VERIFY(bar->isVisible());
    auto *cancel = bar->findChild<QPushButton *>();
    cancel->setFocus();
    QTest::keyClick(cancel, Qt::Key_Space);
    QVERIFY(!cancel->isEnabled());
    slow.goesOn.release(); // it does not look: what it wrote is thrown away
    QTRY_VERIFY(says(u"Gave up"_s));
    QCOMPARE(files(), QStringList());
}

void TestExporter::failures_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QStringList>("left");
    QTest::newRow("could not be written") << int(ErrorCode::Io) << QStringList();
    QTest::newRow("damaged, but written") << int(ErrorCode::Corrupt) << QStringList{u"a.txt"_s};
}

void TestExporter::failures()
{
    QFETCH(const int, code);
    QFETCH(const QStringList, left);
    Slow slow;
    slow.goesOn.release();
    m_window->exportPage(slow.format(fail(ErrorCode(code), u"<b>disk</b> is full"_s)),
                         path(u"a.txt"_s));
    QTRY_VERIFY(m_window->findChild<QMessageBox *>());
    auto *box = m_window->findChild<QMessageBox *>();
    QCOMPARE(box->text(), u"<b>disk</b> is full"_s);
    QCOMPARE(box->textFormat(), Qt::PlainText);
    QCOMPARE(files(), left);
    box->close();
    // a folder that is not there
    Slow nowhere;
    m_window->exportPage(nowhere.format(), path(u"no/a.txt"_s));
    QTRY_VERIFY(
        std::ranges::any_of(m_window->findChildren<QMessageBox *>(), [this](const auto *one) {
            return one->text().contains(path(u"no/a.txt"_s));
        }));
}

void TestExporter::keepsModeAndLink()
{
    QVERIFY(writeBytes(path(u"real.txt"_s), "old"));
    const auto mode = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup;
    QVERIFY(QFile::setPermissions(path(u"real.txt"_s), mode));
    QVERIFY(QFile::link(path(u"real.txt"_s), path(u"link.txt"_s)));
    Slow slow;
    slow.goesOn.release();
    m_window->exportPage(slow.format(), path(u"link.txt"_s));
    QTRY_VERIFY(says(u"Exported"_s));
    QVERIFY(QFileInfo(path(u"link.txt"_s)).isSymLink());
    QCOMPARE(contentOf(path(u"real.txt"_s)), "half");
    QCOMPARE(QFile::permissions(path(u"real.txt"_s)) & 0x0077,
             QFileDevice::Permissions(mode) & 0x0077);
}

void TestExporter::takesWhatIsShownNow()
{
    QLineEdit shown(u"one"_s);
    Slow gate;
    m_window->exportPage(gate.format(), path(u"first.txt"_s));
    m_window->exportPage(gate.format(), path(u"second.txt"_s)); // both threads are taken
    m_window->exportPage({u"Text"_s, u"txt"_s,
                          [&shown]() -> Writer {
                              return [text = shown.text()](const QString &path, SaveProgress &) {
                                  return writeBytes(path, text.toUtf8());
                              };
                          }},
                         path(u"third.txt"_s));
    shown.setText(u"two"_s);
    gate.goesOn.release(2);
    QTRY_COMPARE(contentOf(path(u"third.txt"_s)), "one");
}

void TestExporter::dialogue()
{
    m_window->open({u"a.page"_s, {}});
    m_window->commands().find(u"file.saveAs"_s)->trigger();
    auto *dialog = m_window->findChild<QFileDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->nameFilters(), (QStringList{u"Text (*.txt)"_s, u"Picture (*.png)"_s}));
    auto *name = dialog->findChild<QLineEdit *>(u"fileNameEdit"_s);
    QVERIFY(name);
    QCOMPARE(name->text(), u"a-page-1-touchstone"_s); // an ending would stay
    name->setText(path(u"page"_s));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(contentOf(path(u"page.txt"_s)), "text");
    QTRY_VERIFY(!m_window->findChild<QFileDialog *>());
    m_window->commands().find(u"file.saveAs"_s)->trigger();
    dialog = m_window->findChild<QFileDialog *>();
    dialog->selectNameFilter(u"Picture (*.png)"_s);
    Q_EMIT dialog->filterSelected(u"Picture (*.png)"_s); // as its box does
    name = dialog->findChild<QLineEdit *>(u"fileNameEdit"_s);
    name->setText(path(u"page"_s));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(contentOf(path(u"page.png"_s)).startsWith("\x89PNG"));
}

void TestExporter::closingWaits()
{
    Slow slow;
    m_window->exportPage(slow.format(), path(u"a.txt"_s));
    slow.begun.acquire();
    m_window->close();
    QVERIFY(m_window->isVisible());
    slow.goesOn.release();
    QTRY_VERIFY(!m_window->isVisible());
    QCOMPARE(files(), QStringList{u"a.txt"_s});
}

void TestExporter::givenUpWithItsWindow()
{
    Slow slow;
    m_window->exportPage(slow.format(), path(u"a.txt"_s));
    slow.begun.acquire();
    slow.goesOn.release();
    m_window.reset(); // waits for what is being written
    QVERIFY(files().isEmpty() || files() == QStringList{u"a.txt"_s}); // nothing half written
}

QTEST_MAIN(TestExporter)
#include "tst_exporter.moc"
