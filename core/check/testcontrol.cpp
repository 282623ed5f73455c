#include "core/check/testcontrol.h"

#include "core/check/channel.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// In the template RANDOM stands for a token, ALPHA and BETA for two different numbers; ids with
/// "holds" must pass, those with "breaks" must fail.
QByteArray filledIn(QByteArray text, const QByteArray &name)
{
    const quint32 alpha = QRandomGenerator::system()->bounded(1'000'000, 2'000'000);
    const quint32 beta = alpha + 1 + QRandomGenerator::system()->bounded(1000);
    return text.replace("RANDOM", name)
        .replace("ALPHA", QByteArray::number(alpha))
        .replace("BETA", QByteArray::number(beta));
}

/// Something like a word, that nobody can guess: "bagorutimeso".
QString newWord()
{
    static constexpr QLatin1StringView consonants("bcdfghjklmnprstvwz");
    static constexpr QLatin1StringView vowels("aeiou");
    QString word;
    for (int i = 0; i < 6; ++i) {
        word += consonants.at(QRandomGenerator::system()->bounded(consonants.size()));
        word += vowels.at(QRandomGenerator::system()->bounded(vowels.size()));
    }
    return word;
}

bool didNotPass(const TestResult &test)
{
    return test.status != TestStatus::Passed;
}

} // namespace

Result<TestControl> TestControl::lay(const Toolchain &toolchain, const QString &control,
                                     QStringList &files, Manifest &tree, BlobStore &blobs)
{
    const QString path = toolchain.folder + u'/' + control;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    const QByteArray text = file.readAll();
    TestControl made;
    made.m_token = newNonce().first(16);
    for (const QString &judged : std::as_const(files))
        made.m_twins.insert(judged, newWord());
    QStringList laid;
    for (const char *part : {"a", "z"}) {
        const QByteArray name = 'x' + made.m_token.toLatin1() + part;
        const QByteArray filled = filledIn(text, name);
        const QString leaf =
            QFileInfo(path).fileName().replace(u"RANDOM"_s, QString::fromLatin1(name));
        tree.files.insert(leaf, {FileMode::Regular, blobs.put(filled), filled.size()});
        laid.append(leaf);
    }
    files = laid.first(1) + files + laid.last(1);
    return made;
}

Json TestControl::twins() const
{
    Json json = Json::object();
    for (auto it = m_twins.begin(); it != m_twins.end(); ++it)
        json[it.key().toStdString()] = *it;
    return json;
}

void TestControl::setPlaces(const Json &places)
{
    for (const QString &word : m_twins)
        if (const QString place = stringOr(places, word.toStdString().c_str()); !place.isEmpty())
            m_places.insert(word, place);
}

/// Whether both control files ran and came out as they must.
bool TestControl::filesHeld(std::vector<TestResult> &tests) const
{
    bool asExpected = true;
    QMap<QString, int> seen; // "a:holds" and so on
    std::erase_if(tests, [&](const TestResult &test) {
        const qsizetype at = test.id.indexOf(m_token);
        if (at < 0)
            return false;
        const bool mustFail = test.id.contains(u"breaks"_s);
        const bool failed = test.status == TestStatus::Failed || test.status == TestStatus::Error;
        asExpected = asExpected && (mustFail ? failed : test.status == TestStatus::Passed);
        ++seen[test.id.mid(at + m_token.size(), 1) + (mustFail ? u":breaks"_s : u":holds"_s)];
        return true;
    });
    return asExpected && seen.size() == 4 && seen.value(u"a:holds"_s) == seen.value(u"z:holds"_s)
        && seen.value(u"a:breaks"_s) == seen.value(u"z:breaks"_s);
}

/// Whether every file of which a test passed has a twin that did not. A file that can't be loaded
/// has none, and nothing in it passes.
bool TestControl::twinsHeld(std::vector<TestResult> &tests) const
{
    return std::ranges::all_of(m_places.asKeyValueRange(), [&](const auto &entry) {
        const QString &word = entry.first;
        const QString &place = entry.second;
        bool ran = false;
        bool asExpected = true;
        std::erase_if(tests, [&](const TestResult &test) {
            const bool isTwin = test.id.contains(word, Qt::CaseInsensitive);
            ran = ran || isTwin;
            asExpected = asExpected && (!isTwin || didNotPass(test));
            return isTwin;
        });
        const auto isOfFile = [&place](const TestResult &test) {
            return test.id.startsWith(place + u"::"_s) || test.id.startsWith(place + u'.');
        };
        return asExpected && (ran || std::ranges::all_of(tests, [&](const TestResult &test) {
                                  return didNotPass(test) || !isOfFile(test);
                              }));
    });
}

QString TestControl::objection(std::vector<TestResult> &tests) const
{
    const bool around = filesHeld(tests);
    const bool among = twinsHeld(tests);
    if (around && among)
        return {};
    return u"the test framework was tampered with: control tests that must fail or must pass did "
           u"not"_s;
}

} // namespace touchstone
