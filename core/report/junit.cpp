#include "core/base/text.h"
#include "core/report/attemptstream.h"
#include "core/report/writers.h"
#include "core/report/xmltext.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>
#include <QtCore/QXmlStreamWriter>

#include <algorithm>
#include <unordered_map>

using namespace Qt::StringLiterals;

namespace touchstone {

namespace {

/// How an attempt is told in JUnit's words.
enum class Word { Passed, Failure, Error, Skipped };

/// Which scenarios an agent passed at least once: there a left-out answer does not count.
class PassedOnce {
public:
    explicit PassedOnce(const RunSummary &summary)
    {
        for (const ScenarioRow &row : summary.scenarios)
            m_rows.emplace(row.pack + u'\n' + row.scenario, &row);
        for (size_t i = 0; i < summary.agents.size(); ++i)
            m_agents.emplace(summary.agents[i].total.name, i);
    }

    [[nodiscard]] bool holds(const AttemptRecord &record) const
    {
        const auto row = m_rows.find(record.pack + u'\n' + record.scenario);
        const auto agent = m_agents.find(record.agent);
        return row != m_rows.end() && agent != m_agents.end()
            && row->second->cells[agent->second].counts.passed > 0;
    }

private:
    std::unordered_map<QString, const ScenarioRow *> m_rows;
    std::unordered_map<QString, size_t> m_agents;
};

Word wordFor(const AttemptRecord &record, const PassedOnce &passedOnce)
{
    if (record.outcome == Outcome::Unsupported)
        return Word::Skipped;
    if (record.outcome == Outcome::Error)
        return Word::Error;
    if (record.leftOut)
        return passedOnce.holds(record) ? Word::Skipped : Word::Failure;
    return record.outcome == Outcome::Passed ? Word::Passed : Word::Failure;
}

/// What stands in the attributes of a testsuite; JUnit wants it before the cases.
struct SuiteCounts {
    int tests = 0;
    int failures = 0;
    int errors = 0;
    int skipped = 0;
    qint64 durationUs = 0;
    qint64 firstMs = 0;

    void add(const AttemptRecord &record, Word word)
    {
        ++tests;
        failures += word == Word::Failure ? 1 : 0;
        errors += word == Word::Error ? 1 : 0;
        skipped += word == Word::Skipped ? 1 : 0;
        durationUs += record.durationUs;
        if (firstMs == 0 || (record.startedMs > 0 && record.startedMs < firstMs))
            firstMs = record.startedMs;
    }
};

QString seconds(qint64 microseconds)
{
    return QString::number(double(microseconds) / 1e6, 'f', 6);
}

class JunitWriter {
public:
    explicit JunitWriter(QIODevice &out)
        : m_xml(&out)
    {
        m_xml.setAutoFormatting(true);
        m_xml.setAutoFormattingIndent(1);
    }

    void attribute(const QString &name, const QString &value)
    {
        m_xml.writeAttribute(name, xmlText(value));
    }
    void begin(const SuiteCounts &all);
    void beginSuite(const QString &name, const SuiteCounts &counts);
    void testcase(const AttemptRecord &record, Word word, const std::vector<Verdict> &verdicts);
    void endSuite() { m_xml.writeEndElement(); }
    void end() { m_xml.writeEndDocument(); }

private:
    void counts(const SuiteCounts &counts);
    void property(const QString &name, const QString &value);
    void told(const QString &element, const AttemptRecord &record, const QString &type,
              const QString &text);
    QXmlStreamWriter m_xml;
};

void JunitWriter::counts(const SuiteCounts &counts)
{
    attribute(u"tests"_s, QString::number(counts.tests));
    attribute(u"failures"_s, QString::number(counts.failures));
    attribute(u"errors"_s, QString::number(counts.errors));
    attribute(u"skipped"_s, QString::number(counts.skipped));
    attribute(u"time"_s, seconds(counts.durationUs));
}

void JunitWriter::begin(const SuiteCounts &all)
{
    m_xml.writeStartDocument();
    m_xml.writeStartElement(u"testsuites"_s);
    attribute(u"name"_s, u"touchstone"_s);
    counts(all);
}

void JunitWriter::beginSuite(const QString &name, const SuiteCounts &all)
{
    m_xml.writeStartElement(u"testsuite"_s);
    attribute(u"name"_s, name);
    counts(all);
    if (all.firstMs > 0)
        attribute(u"timestamp"_s,
                  QDateTime::fromMSecsSinceEpoch(all.firstMs, QTimeZone::UTC)
                      .toString(u"yyyy-MM-dd'T'HH:mm:ss"_s));
}

void JunitWriter::property(const QString &name, const QString &value)
{
    m_xml.writeEmptyElement(u"property"_s);
    attribute(u"name"_s, name);
    attribute(u"value"_s, value);
}

void JunitWriter::told(const QString &element, const AttemptRecord &record, const QString &type,
                       const QString &text)
{
    m_xml.writeStartElement(element);
    attribute(u"message"_s, shortened(record.reason, 2000));
    attribute(u"type"_s, type);
    if (!text.isEmpty())
        m_xml.writeCharacters(xmlText(text));
    m_xml.writeEndElement();
}

/// What every check said, a line each.
QString verdictLines(const std::vector<Verdict> &verdicts)
{
    QStringList lines;
    for (const Verdict &verdict : verdicts) {
        QString line = u"%1 (%2): %3"_s.arg(verdict.check, checkRoleName(verdict.role),
                                            verdictStatusName(verdict.status));
        if (!verdict.reason.isEmpty())
            line += u": "_s + shortened(verdict.reason, 4000);
        lines.append(line);
    }
    return lines.join(u'\n');
}

QString failureType(const AttemptRecord &record)
{
    if (!record.limit.isEmpty())
        return record.limit + u"-limit"_s;
    return record.leftOut ? u"left-out"_s : u"failed"_s;
}

void JunitWriter::testcase(const AttemptRecord &record, Word word,
                           const std::vector<Verdict> &verdicts)
{
    m_xml.writeStartElement(u"testcase"_s);
    const QString retry = record.retry > 0 ? u" retry %1"_s.arg(record.retry) : QString();
    attribute(u"classname"_s, record.pack + u'.' + record.kind);
    attribute(u"name"_s, u"%1 [sample %2%3]"_s.arg(record.scenario).arg(record.sample).arg(retry));
    attribute(u"time"_s, seconds(record.durationUs));
    m_xml.writeStartElement(u"properties"_s);
    property(u"id"_s, record.id);
    property(u"agent"_s, record.agent);
    property(u"score"_s, QString::number(record.score, 'g', 17));
    if (!record.language.isEmpty())
        property(u"language"_s, record.language);
    if (!record.limit.isEmpty())
        property(u"limit"_s, record.limit);
    m_xml.writeEndElement();
    if (word == Word::Failure)
        told(u"failure"_s, record, failureType(record), verdictLines(verdicts));
    else if (word == Word::Error)
        told(u"error"_s, record, u"error"_s, verdictLines(verdicts));
    else if (word == Word::Skipped)
        told(u"skipped"_s, record, record.leftOut ? u"left-out"_s : u"unsupported"_s, {});
    m_xml.writeEndElement();
}

} // namespace

Result<void> writeJunit(const RunFile &file, QIODevice &out, const ReportOptions &options)
{
    ReportOptions without = options;
    without.checks = false;
    const auto summary = summarise(file, without);
    if (!summary)
        return std::unexpected(summary.error());
    const PassedOnce passedOnce(*summary);
    SuiteCounts all;
    std::vector<std::pair<QString, SuiteCounts>> suites; // there are few agents
    auto counted =
        forEachAttempt(file, options, {}, [&](const AttemptRecord &record) -> Result<void> {
            const Word word = wordFor(record, passedOnce);
            auto suite =
                std::ranges::find(suites, record.agent, &std::pair<QString, SuiteCounts>::first);
            if (suite == suites.end())
                suite = suites.insert(suite, {record.agent, {}});
            suite->second.add(record, word);
            all.add(record, word);
            return {};
        });
    if (!counted && counted.error().code != ErrorCode::Corrupt)
        return counted;

    JunitWriter writer(out);
    writer.begin(all);
    for (const auto &[agent, counts] : suites) {
        writer.beginSuite(agent, counts);
        auto written = forEachAttempt(file, options, agent, [&](const AttemptRecord &record) {
            return withVerdicts(file, record, VerdictDetail::Brief,
                                [&](const std::vector<Verdict> &verdicts) {
                                    writer.testcase(record, wordFor(record, passedOnce), verdicts);
                                });
        });
        if (!written && written.error().code != ErrorCode::Corrupt)
            return written;
        if (!written)
            counted = std::move(written);
        writer.endSuite();
    }
    writer.end();
    return counted;
}

} // namespace touchstone
