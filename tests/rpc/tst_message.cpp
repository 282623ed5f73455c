#include "core/rpc/message.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::rpc;

Q_DECLARE_METATYPE(touchstone::rpc::Framing)

class TestMessage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void refuses_data();
    void refuses();
    void brokenFraming_data();
    void brokenFraming();
    void goesOnAfterABadMessage();

private:
    static std::vector<Message> decodeInPieces(const QByteArray &stream, Framing framing,
                                               qsizetype piece);
};

void TestMessage::roundTrip_data()
{
    QTest::addColumn<Framing>("framing");
    QTest::addColumn<qsizetype>("piece");
    for (const qsizetype piece : {1, 3, 7, 1000}) {
        QTest::addRow("lines, %lld at a time", piece) << Framing::Lines << piece;
        QTest::addRow("headers, %lld at a time", piece) << Framing::ContentLength << piece;
    }
}

std::vector<Message> TestMessage::decodeInPieces(const QByteArray &stream, Framing framing,
                                                 qsizetype piece)
{
    Decoder decoder(framing);
    std::vector<Message> messages;
    for (qsizetype at = 0; at < stream.size(); at += piece) {
        decoder.feed(QByteArrayView(stream).sliced(at, std::min(piece, stream.size() - at)));
        for (auto next = decoder.next(); next && *next; next = decoder.next())
            messages.push_back(**next);
    }
    return messages;
}

void TestMessage::roundTrip()
{
    QFETCH(Framing, framing);
    QFETCH(qsizetype, piece);
    const std::vector<Message> sent{
        Message::request(1, u"check/run"_s, {{"text", "ümläut\nnew line"}}),
        Message::request("a", u"plain"_s, {}),
        Message::notification(u"session/cancel"_s, Json::array({1, 2})),
        Message::response(1, {{"status", "passed"}}),
        Message::response(2, nullptr),
        Message::failure(nullptr, {-32700, u"parse error"_s, {}}),
        Message::failure(3, {-32602, u"bad name"_s, {{"name", "x"}}}),
    };
    QByteArray stream;
    for (const Message &message : sent)
        stream += encode(message, framing);
    QVERIFY(decodeInPieces(stream, framing, piece) == sent);
}

void TestMessage::refuses_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("not JSON") << QByteArray("hello");
    QTest::newRow("a batch") << QByteArray("[]");
    QTest::newRow("no version") << QByteArray(R"({"id": 1, "method": "m"})");
    QTest::newRow("version 1") << QByteArray(R"({"jsonrpc": "1.0", "id": 1, "method": "m"})");
    QTest::newRow("id is an object")
        << QByteArray(R"({"jsonrpc": "2.0", "id": {}, "method": "m"})");
    QTest::newRow("method is a number")
        << QByteArray(R"({"jsonrpc": "2.0", "id": 1, "method": 3})");
    QTest::newRow("params is a text")
        << QByteArray(R"({"jsonrpc": "2.0", "id": 1, "method": "m", "params": "x"})");
    QTest::newRow("result and error") << QByteArray(
        R"({"jsonrpc": "2.0", "id": 1, "result": 1, "error": {"code": 1, "message": ""}})");
    QTest::newRow("nothing") << QByteArray(R"({"jsonrpc": "2.0", "id": 1})");
    QTest::newRow("error without code")
        << QByteArray(R"({"jsonrpc": "2.0", "id": 1, "error": {"message": ""}})");
    QTest::newRow("result without id") << QByteArray(R"({"jsonrpc": "2.0", "result": 1})");
    QTest::newRow("deep") << QByteArray(R"({"jsonrpc": "2.0", "id": 1, "result": )"
                                        + QByteArray(500, '[') + QByteArray(500, ']') + "}");
}

void TestMessage::refuses()
{
    QFETCH(QByteArray, line);
    Decoder decoder(Framing::Lines);
    decoder.feed(line + '\n');
    const auto next = decoder.next();
    QVERIFY(!next);
    QCOMPARE(next.error().code, ErrorCode::BadInput);
}

void TestMessage::brokenFraming_data()
{
    QTest::addColumn<Framing>("framing");
    QTest::addColumn<QByteArray>("stream");
    QTest::newRow("endless line") << Framing::Lines << QByteArray(2000, 'x');
    QTest::newRow("endless headers") << Framing::ContentLength << QByteArray(10'000, 'x');
    QTest::newRow("no length") << Framing::ContentLength << QByteArray("X: 1\r\n\r\n{}");
    QTest::newRow("negative length")
        << Framing::ContentLength << QByteArray("Content-Length: -5\r\n\r\n{}");
    QTest::newRow("huge length") << Framing::ContentLength
                                 << QByteArray("Content-Length: 99999999999999\r\n\r\n{}");
}

void TestMessage::brokenFraming()
{
    QFETCH(Framing, framing);
    QFETCH(QByteArray, stream);
    Decoder decoder(framing, 1000);
    decoder.feed(stream);
    const auto next = decoder.next();
    QVERIFY(!next);
    QCOMPARE(next.error().code, ErrorCode::Corrupt);
    decoder.feed(encode(Message::notification(u"m"_s, {}), framing));
    QVERIFY(!decoder.next()); // once broken, it stays so
}

void TestMessage::goesOnAfterABadMessage()
{
    Decoder decoder(Framing::Lines);
    decoder.feed("oops\n" + encode(Message::notification(u"m"_s, {}), Framing::Lines));
    QVERIFY(!decoder.next());
    const auto next = decoder.next();
    QVERIFY(next && *next);
    QCOMPARE((*next)->method, u"m"_s);
    QCOMPARE(decoder.pending(), 0);
}

QTEST_GUILESS_MAIN(TestMessage)
#include "tst_message.moc"
