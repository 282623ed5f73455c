#include "core/report/attempthtml.h"
#include "support/madeup.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace touchstone;
using namespace touchstone::testing;

/// One attempt as a page that loads nothing, and its trace as JSON.
class AttemptHtmlTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<RunFile> m_file;
    QString m_id;
    QString m_talk; ///< with messages that call tools

    QString page(const AttemptPageOptions &options = {}, const QString &id = {})
    {
        const QString path = m_folder.filePath(u"page.html"_s);
        if (const auto done = writeAttemptPage(*m_file, id.isEmpty() ? m_id : id, path, options);
            !done)
            qWarning("%s", qPrintable(done.error().text()));
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        MadeUp made;
        const FinishedAttempt attempt = made.rich();
        m_id = attempt.record.id;
        const FinishedAttempt talk = made.talk(1);
        m_talk = talk.record.id;
        auto file = madeUpFile(m_folder.filePath(u"a.touchstone"_s), {attempt, talk});
        QVERIFY(file.has_value());
        m_file = std::move(*file);
    }

    void everythingIsTold()
    {
        const QString html = page();
        for (const QString &text :
             {u"lists/stack"_s, u"1 of 9 tests failed"_s, u"Mend `Stack.pop`"_s,
              u"<span class=\"add\">+            raise IndexError"_s, u"pytest -q"_s, u"helper"_s,
              u"refused: &#39;../x&#39; leaves the workspace"_s, u"the tool spoke nonsense"_s,
              u"AssertionError: pop() gave 1, 3 expected"_s, u"<polyline points=\"80,300 200,320"_s,
              u"<circle cx=\"85\" cy=\"80\""_s})
            QVERIFY2(html.contains(text), qPrintable(text));
        // eight shown, six actions drawn on them (others have places too), one as evidence
        QCOMPARE(html.count(u"<img src=\"data:image/png;base64,"_s), 8 + 8 + 1);
    }

    void conversationIsTold()
    {
        const QString html = page({}, m_talk);
        for (const QString &text :
             {u"of-message\" id=\"event-4\""_s, u"I look for it first."_s, u"Calls bash"_s,
              u"&quot;cmd&quot;: &quot;grep -rn &#39;def pop&#39; src&quot;"_s,
              u"Conversation only"_s, u"run: 1 to 3, 6; in part: 5; never: 8 to 9, 31 to 32"_s})
            QVERIFY2(html.contains(text), qPrintable(text));
    }

    void nothingGetsOut()
    {
        const QString html = page();
        QVERIFY(!html.contains(u"<script>alert"_s));
        QVERIFY(html.contains(u"&lt;script&gt;alert(1)"_s));
        static const QRegularExpression outside(u"(src|href)=\"(?!data:|#)"_s,
                                                QRegularExpression::CaseInsensitiveOption);
        QVERIFY(!outside.match(html).hasMatch());
        QVERIFY(!html.contains(u" style=\""_s));
        QVERIFY(!html.contains(QChar(0x202E)));
    }

    void policyNamesStyleAndScript()
    {
        const QString html = page();
        for (const QString &tag : {u"style"_s, u"script"_s}) {
            const QRegularExpression inside(u"<%1>(.*?)</%1>"_s.arg(tag),
                                            QRegularExpression::DotMatchesEverythingOption);
            const QString text = inside.match(html).captured(1);
            QVERIFY(text.size() > 100);
            const QByteArray hash =
                QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toBase64();
            QVERIFY(
                html.contains(u"%1-src &#39;sha256-%2&#39;"_s.arg(tag, QString::fromLatin1(hash)))
                || html.contains(u"%1-src 'sha256-%2'"_s.arg(tag, QString::fromLatin1(hash))));
        }
    }

    void limits()
    {
        AttemptPageOptions few;
        few.maxEvents = 5;
        QVERIFY(page(few).contains(u"Further events are left out"_s));
        AttemptPageOptions small;
        small.maxPicture = 10;
        QVERIFY(page(small).contains(u"A picture of"_s));
        AttemptPageOptions full;
        full.maxBytes = 1;
        const QString html = page(full);
        QVERIFY(html.contains(u"id=\"event-33\""_s) && !html.contains(u"pytest -q</pre>"_s));
    }

    void missingAttempt()
    {
        const auto done = writeAttemptPage(*m_file, u"nobody"_s, m_folder.filePath(u"none.html"_s));
        QVERIFY(!done && done.error().code == ErrorCode::NotFound);
        QVERIFY(!QFile::exists(m_folder.filePath(u"none.html"_s)));
    }

    void trace()
    {
        const QString path = m_folder.filePath(u"trace.json"_s);
        QVERIFY(writeAttemptTrace(*m_file, m_id, path));
        const auto json = readJson(path);
        QVERIFY(json.has_value());
        QCOMPARE(stringOr(*json, "attempt"), m_id);
        const Trace events = *m_file->events(m_id);
        QCOMPARE((*json)["events"].size(), events.size());
        for (size_t i = 0; i < events.size(); ++i)
            QCOMPARE(*eventFromJson((*json)["events"][i], {}), events[i]);
    }
};

QTEST_GUILESS_MAIN(AttemptHtmlTest)
#include "tst_attempthtml.moc"
