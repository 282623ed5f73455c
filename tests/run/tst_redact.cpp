#include "core/run/redact.h"

#include "core/scenario/scenario.h"
#include "run/sample_attempts.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

using namespace touchstone;
using namespace touchstone::testing;

namespace {

const QString secret = u"s3cr\"et\n\u00fc/\U0001F511+val\\ue"_s; // everything that JSON escapes
constexpr auto mark = "[redacted:API_KEY]";

/// Each character as \uXXXX.
QByteArray asciiOnly(const QString &text)
{
    QByteArray escaped;
    for (const QChar c : text)
        escaped += "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    return escaped;
}

QByteArray quoted(const QByteArray &text)
{
    return dumpJson(Json(QString::fromUtf8(text)));
}

} // namespace

class RedactTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesThatLookSecret_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isSecret");
        for (const QString &name :
             {u"OPENAI_API_KEY"_s, u"GITHUB_TOKEN"_s, u"HF_TOKEN"_s, u"AWS_SECRET_ACCESS_KEY"_s,
              u"AWS_ACCESS_KEY_ID"_s, u"PGPASSWORD"_s, u"MY_PASSWD"_s, u"GPG_PASSPHRASE"_s,
              u"GOOGLE_APPLICATION_CREDENTIALS"_s, u"openai_apikey"_s, u"GITHUB_PAT"_s,
              u"MYSQL_PWD"_s, u"NPM_AUTH"_s})
            QTest::newRow(qPrintable(name)) << name << true;
        for (const QString &name : {u"PATH"_s, u"HOME"_s, u"PWD"_s, u"OLDPWD"_s, u"LANG"_s,
                                    u"KEYBOARD"_s, u"SSH_AUTH_SOCK"_s, u"COMPAT_LEVEL"_s})
            QTest::newRow(qPrintable(name)) << name << false;
    }

    void namesThatLookSecret()
    {
        QFETCH(QString, name);
        QFETCH(bool, isSecret);
        QCOMPARE(Redactor::isSecretName(name), isSecret);
    }

    void secretsAreFoundInBytes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray plain = secret.toUtf8();
        const QByteArray once = quoted(plain);
        QTest::newRow("as it is") << "before " + plain + " after";
        QTest::newRow("alone") << plain;
        QTest::newRow("twice") << plain + plain;
        QTest::newRow("in JSON") << "{\"k\":" + once + "}";
        QTest::newRow("in JSON in JSON") << quoted("{\"k\":" + once + "}");
        QTest::newRow("in JSON in JSON in JSON") << quoted(quoted(once));
        QTest::newRow("in JSON, ASCII only") << "[\"" + asciiOnly(secret) + "\"]";
        QTest::newRow("in JSON, ASCII only, upper case") << "[\""
                + asciiOnly(secret).replace("\\u", "\\U").toUpper().replace("\\U", "\\u") + "\"]";
        QTest::newRow("partly escaped") << "\"s3\\u0063r\\\"et\\n"
                + secret.mid(8).toUtf8().replace("\\", "\\\\").replace("/", "\\/") + "\"";
        QTest::newRow("percent-encoded") << "https://h/?k=" + QUrl::toPercentEncoding(secret);
        QTest::newRow("among binary bytes") << QByteArray("\0\xff\x80", 3) + plain + '\0';
        QTest::newRow("after a backslash") << "\\" + plain;
        QTest::newRow("after many backslashes") << QByteArray(1001, '\\') + once;
        // Windows of 256 KiB are searched one after another.
        for (const int shift : {-40, -20, -10, -3, -1, 0, 1, 12})
            QTest::addRow("at the border of a window, %d", shift)
                << QByteArray((256 << 10) + shift, '.') + "\\n" + quoted(once)
                    + QByteArray(999, '.');
    }

    void secretsAreFoundInBytes()
    {
        QFETCH(QByteArray, bytes);
        Redactor redactor;
        redactor.add(u"API_KEY"_s, secret);
        const auto clean = redactor.bytes(bytes);
        QVERIFY(clean);
        QVERIFY(clean->contains(mark));
        for (const char *part : {"s3", "73", "\xf0\x9f\x94\x91", "F0%9F"})
            QVERIFY2(!clean->contains(part), clean->right(300).constData());
        QVERIFY(!redactor.bytes(*clean)); // nothing is left
        QVERIFY(clean->size() >= bytes.size() - quoted(quoted(quoted(secret.toUtf8()))).size() * 4);
    }

    void whatIsAroundStays()
    {
        Redactor redactor;
        redactor.add(u"API_KEY"_s, u"abcdefgh"_s);
        redactor.add(u"LONGER_KEY"_s, u"abcdefghij"_s);
        QCOMPARE(redactor.text(u"x abcdefgh y abcdefghij z"_s),
                 u"x [redacted:API_KEY] y [redacted:LONGER_KEY] z"_s);
        QCOMPARE(redactor.text(u"abcdefabcdefgh\\u0061bcdefgh"_s),
                 u"abcdef[redacted:API_KEY][redacted:API_KEY]"_s);
        QVERIFY(!redactor.bytes("abcdefg \\u0061bcdefg\\"));
        QVERIFY(!redactor.bytes(""));
        const Json json = Json::parse(R"({"abcdefgh": ["xabcdefghx", 1, null], "n": 1.5})");
        QCOMPARE(dumpJson(redactor.json(json)),
                 R"({"[redacted:API_KEY]":["x[redacted:API_KEY]x",1,null],"n":1.5})");
    }

    void overlappingSecretsAreOneGap()
    {
        Redactor redactor;
        redactor.add(u"A_KEY"_s, u"12345678"_s);
        redactor.add(u"B_KEY"_s, u"56789abc"_s);
        QCOMPARE(redactor.text(u"<123456789abc>"_s), u"<[redacted:A_KEY]>"_s);
        QCOMPARE(redactor.text(u"<1212345678>"_s), u"<12[redacted:A_KEY]>"_s);
        Redactor repeating;
        repeating.add(u"R_KEY"_s, u"aaaaaaaa"_s);
        QCOMPARE(repeating.text(u"<aaaaaaaaaaa>"_s), u"<[redacted:R_KEY]>"_s);
    }

    void shortValuesAreNoSecrets()
    {
        Redactor redactor;
        redactor.add(u"API_KEY"_s, u"1234567"_s);
        redactor.add(u"API_KEY"_s, u"  1234567 \n"_s);
        QVERIFY(redactor.isEmpty());
        QVERIFY(!redactor.bytes("1234567"));
    }

    void linesOfALongSecretCountAlone()
    {
        const QString key = u"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n"
                            "AQEFAASCBKcwggSjAgEAAoIB\n-----END PRIVATE KEY-----\n"_s;
        Redactor redactor;
        redactor.add(u"TLS_KEY"_s, key);
        QCOMPARE(redactor.text(u"x\r\nAQEFAASCBKcwggSjAgEAAoIB\r\n-----BEGIN PRIVATE KEY-----"_s),
                 u"x\r\n[redacted:TLS_KEY]\r\n-----BEGIN PRIVATE KEY-----"_s);
    }

    void theEnvironmentIsRead()
    {
        qputenv("TST_REDACT_TOKEN", "tok-123456789");
        qputenv("TST_REDACT_URL", "postgres://me:hunter2%2Bhunter2@db/x");
        qputenv("TST_REDACT_PLAIN", "innocent-value");
        const Redactor redactor = Redactor::fromEnvironment();
        qunsetenv("TST_REDACT_TOKEN");
        qunsetenv("TST_REDACT_URL");
        qunsetenv("TST_REDACT_PLAIN");
        QCOMPARE(redactor.text(u"tok-123456789 hunter2+hunter2 hunter2%2Bhunter2 innocent-value"_s),
                 u"[redacted:TST_REDACT_TOKEN] [redacted:TST_REDACT_URL] "
                 "[redacted:TST_REDACT_URL] innocent-value"_s);
    }

    /// Wherever an attempt could carry a secret, none reaches the file's bytes.
    void noSecretEntersARunFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"run.touchstone"_s);
        const QByteArray token = "tok-\"987654321\"-xyz";
        const QString text = QString::fromUtf8("a " + token + " z");
        qputenv("TST_REDACT_TOKEN", token);
        RunManifest manifest = sampleManifest();
        manifest.plan["note"] = text;
        manifest.environment["variable"] = text;

        FinishedAttempt attempt = sampleAttempt(1, true);
        const QByteArray bytes = "print('" + token + "')\n";
        const Digest answer = put(attempt, bytes);
        const Manifest end{{{u"a.py"_s, {FileMode::Regular, answer, bytes.size()}}}};
        Scenario scenario;
        scenario.id = u"x"_s;
        scenario.kind = u"generate"_s;
        scenario.turns = {{text, {}}};
        scenario.workspace = end;
        AttemptRecord &record = attempt.record;
        record.answer = answer;
        record.endManifest = put(attempt, dumpJson(toJson(end)));
        record.scenarioDigest = put(attempt, dumpJson(toResolved(scenario)));
        record.agent = record.reason = record.model = text;
        record.tags = {text};
        attempt.events[1].data = {{"text", text}, {text.toStdString(), {{"deep", {text}}}}};
        attempt.events[1].actor = text;
        attempt.events[1].blobs = {{u"answer"_s, answer}};
        attempt.events[2].data = {{"manifest", record.endManifest.hex()}};
        attempt.verdicts[0].reason = text;
        attempt.verdicts[1].evidence[0].data = {{"text", text}};
        attempt.verdicts[1].evidence[0].title = text;
        attempt.verdicts[1].evidence[0].blob = answer;
        {
            auto file = RunFile::create(path, manifest);
            qunsetenv("TST_REDACT_TOKEN");
            VERIFY_OK(file);
            VERIFY_OK((*file)->append({attempt}));
            const auto pass = (*file)->beginPass({0, 1, {}, {{"note", text}}});
            VERIFY_OK(pass);
            VERIFY_OK((*file)->appendPass(
                *pass, {{record.id, {Outcome::Failed, text, 0.0}, attempt.verdicts, {}}}));
            VERIFY_OK((*file)->publish());
        }
        QFile raw(path);
        QVERIFY(raw.open(QIODevice::ReadOnly));
        QVERIFY(!raw.readAll().contains("987654321"));

        auto file = RunFile::open(path, RunFile::Mode::Read);
        VERIFY_OK(file);
        const auto report = (*file)->verify();
        VERIFY_OK(report);
        QCOMPARE(report->problems.join(u"\n"_s), QString());
        const auto stored = (*file)->attempt(record.id);
        VERIFY_OK(stored);
        QCOMPARE(stored->agent, u"a [redacted:TST_REDACT_TOKEN] z"_s);
        const QByteArray clean = "print('[redacted:TST_REDACT_TOKEN]')\n";
        QCOMPARE((*file)->blob(stored->answer).value_or(QByteArray()), clean);
        // What named the blob names its successor, with its size.
        const auto json = parseJson((*file)->blob(stored->endManifest).value_or(QByteArray()), {});
        VERIFY_OK(json);
        const auto manifestNow = manifestFromJson(*json, {});
        VERIFY_OK(manifestNow);
        QVERIFY(manifestNow->files[u"a.py"_s].blob == Digest::of(clean));
        QCOMPARE(manifestNow->files[u"a.py"_s].size, clean.size());
        const auto resolved = (*file)->resolvedScenario(stored->scenarioDigest);
        VERIFY_OK(resolved);
        const auto scenarioNow = fromResolved(*resolved, {});
        VERIFY_OK(scenarioNow);
        QVERIFY(scenarioNow->workspace == *manifestNow);
        const auto events = (*file)->events(record.id);
        VERIFY_OK(events);
        QCOMPARE(stringOr(events->at(2).data, "manifest"), stored->endManifest.hex());
    }
};

QTEST_GUILESS_MAIN(RedactTest)
#include "tst_redact.moc"
