#include "core/check/junit.h"

#include "core/base/text.h"

#include <QtCore/QHash>
#include <QtCore/QXmlStreamReader>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t maxTests = 100'000;
constexpr qsizetype maxMessage = 4000;
constexpr int maxDepth = 100;
constexpr std::array statusNames{"passed", "failed", "error", "skipped"};

class Reader {
public:
    explicit Reader(const QByteArray &xml)
        : m_xml(xml)
    {
    }

    Result<std::vector<TestResult>> read()
    {
        if (m_xml.readNextStartElement()) {
            if (m_xml.name() == u"testsuites"_s)
                suites({}, 0);
            else if (m_xml.name() == u"testsuite"_s)
                suite({}, 0);
            else
                m_xml.raiseError(u"'%1' was found where testsuites or testsuite was expected"_s.arg(
                    m_xml.name()));
        }
        while (!m_xml.atEnd()) // what stands behind the root makes it no document
            m_xml.readNext();
        if (m_xml.hasError())
            return fail(ErrorCode::BadInput,
                        u"the JUnit report can't be read: line %1: %2"_s.arg(m_xml.lineNumber())
                            .arg(m_xml.errorString()));
        return std::move(m_tests);
    }

private:
    void suites(const QStringList &path, int depth)
    {
        if (depth > maxDepth)
            m_xml.raiseError(u"suites are nested deeper than %1"_s.arg(maxDepth));
        while (!m_xml.hasError() && m_xml.readNextStartElement()) {
            if (m_xml.name() == u"testsuite"_s)
                suite(path, depth + 1);
            else if (m_xml.name() == u"testcase"_s)
                test(path);
            else
                m_xml.skipCurrentElement();
        }
    }

    void suite(QStringList path, int depth)
    {
        const QString name = m_xml.attributes().value("name"_L1).toString();
        if (!name.isEmpty())
            path.append(name);
        suites(path, depth);
    }

    void test(const QStringList &path)
    {
        const auto attributes = m_xml.attributes();
        QStringList parts = path;
        const QString className = attributes.value("classname"_L1).toString();
        if (!className.isEmpty() && (path.isEmpty() || path.last() != className))
            parts.append(className);
        parts.append(attributes.value("name"_L1).toString());
        TestResult result;
        result.id = visibleText(parts.join(u"::"_s));
        result.seconds = std::max(0.0, attributes.value("time"_L1).toDouble());
        if (!std::isfinite(result.seconds))
            result.seconds = 0.0;
        while (!m_xml.hasError() && m_xml.readNextStartElement())
            outcome(result);
        if (const int count = ++m_seen[result.id]; count > 1)
            result.id += u" (%1)"_s.arg(count);
        if (m_tests.size() >= maxTests)
            m_xml.raiseError(u"there are more than %1 tests"_s.arg(maxTests));
        else
            m_tests.push_back(std::move(result));
    }

    void outcome(TestResult &result)
    {
        const QString name = m_xml.name().toString();
        const bool decides = name == u"failure"_s || name == u"error"_s || name == u"skipped"_s;
        if (!decides) {
            m_xml.skipCurrentElement();
            return;
        }
        const QString message = m_xml.attributes().value("message"_L1).toString();
        const QString text = m_xml.readElementText(QXmlStreamReader::SkipChildElements).trimmed();
        // A test that failed and then was in error at its end stays failed.
        if (result.status == TestStatus::Failed || result.status == TestStatus::Error)
            return;
        result.status = name == u"failure"_s ? TestStatus::Failed
            : name == u"error"_s             ? TestStatus::Error
                                             : TestStatus::Skipped;
        QStringList parts;
        if (!message.isEmpty() && !text.startsWith(message)) // often the text begins with it
            parts.append(message);
        if (!text.isEmpty())
            parts.append(text);
        result.message = shortened(visibleText(parts.join(u'\n')), maxMessage);
    }

    QXmlStreamReader m_xml;
    std::vector<TestResult> m_tests;
    QHash<QString, int> m_seen;
};

} // namespace

QString testStatusName(TestStatus status)
{
    return QString::fromLatin1(statusNames.at(size_t(status)));
}

Result<std::vector<TestResult>> parseJUnit(const QByteArray &xml)
{
    return Reader(xml).read();
}

Json toJson(const std::vector<TestResult> &tests)
{
    Json json = Json::array();
    for (const TestResult &test : tests)
        json.push_back({{"id", test.id},
                        {"status", testStatusName(test.status)},
                        {"seconds", test.seconds},
                        {"message", test.message}});
    return json;
}

std::vector<TestResult> testResultsFromJson(const Json &json)
{
    std::vector<TestResult> tests;
    for (const Json &item : json) {
        const QString name = stringOr(item, "status");
        TestResult test{stringOr(item, "id"), TestStatus::Error, numberOr(item, "seconds", 0.0),
                        stringOr(item, "message")};
        for (size_t i = 0; i < statusNames.size(); ++i)
            if (name == QLatin1StringView(statusNames[i]))
                test.status = TestStatus(i);
        tests.push_back(std::move(test));
    }
    return tests;
}

} // namespace touchstone
