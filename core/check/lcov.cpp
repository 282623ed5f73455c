#include "core/check/lcov.h"

#include "core/base/text.h"

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int maxLine = 10'000'000;
constexpr qint64 maxEntries = 2'000'000;
constexpr qsizetype maxName = 1000;
constexpr qint64 maxHits = qint64(1) << 53;

std::optional<qint64> number(QByteArrayView text)
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    if (ok)
        return value;
    const double large = text.toDouble(&ok); // gcov of long runs, and "inf" is none
    return ok && large >= 0 && large < double(maxHits) ? std::optional(qint64(large))
                                                       : std::nullopt;
}

/// Hits are never negative; tools that overflow say so, and then it was run at least once.
qint64 sum(qint64 a, qint64 b)
{
    return std::min(maxHits, a + std::clamp<qint64>(b, 0, maxHits));
}

QString nameOf(QByteArrayView text)
{
    return shortName(visibleText(text), maxName);
}

QString pathOf(QByteArrayView text)
{
    QString path = nameOf(text.trimmed());
    for (const QString &start : {u"/work/"_s, u"./"_s})
        if (path.startsWith(start))
            path = path.mid(start.size());
    return path;
}

/// The record of one source file while it is read.
struct Record {
    QString path;
    std::map<int, qint64> lines;
    std::map<std::pair<int, QByteArray>, qint64> branches;
    std::map<QByteArray, FunctionHits> functions; ///< by name
    std::map<QByteArray, int> indexed; ///< FNL's index to its line
};

class Reader {
public:
    Result<Coverage> read(const QByteArray &text)
    {
        for (qsizetype at = 0; at < text.size();) {
            const qsizetype found = text.indexOf('\n', at);
            const qsizetype end = found < 0 ? text.size() : found;
            ++m_line;
            if (!take(QByteArrayView(text).sliced(at, end - at).trimmed()))
                return std::unexpected(m_error);
            at = end + 1;
        }
        if (m_open)
            return refuse(u"the record of %1 has no end"_s.arg(m_record.path));
        return finished();
    }

private:
    std::unexpected<Error> refuse(const QString &why)
    {
        m_error = {ErrorCode::BadInput,
                   u"the coverage (LCOV) can't be read: line %1: %2"_s.arg(m_line).arg(why),
                   {}};
        return std::unexpected(m_error);
    }

    bool bad(const QString &why)
    {
        refuse(why);
        return false;
    }

    bool take(QByteArrayView line)
    {
        if (line == "end_of_record")
            return endRecord();
        const qsizetype colon = line.indexOf(':');
        if (colon < 0)
            return line.isEmpty() || line.startsWith('#')
                || bad(u"found '%1', expected a key and a colon"_s.arg(
                    visibleText(line.first(std::min<qsizetype>(line.size(), 60)))));
        const QByteArrayView key = line.first(colon);
        const QByteArrayView value = line.sliced(colon + 1);
        if (key == "SF")
            return beginRecord(value);
        using Step = bool (Reader::*)(QByteArrayView);
        static constexpr std::pair<QByteArrayView, Step> steps[] = {
            {"DA", &Reader::takeLine},   {"BRDA", &Reader::takeBranch},
            {"FN", &Reader::takeName},   {"FNDA", &Reader::takeCalls},
            {"FNL", &Reader::takeIndex}, {"FNA", &Reader::takeAlias},
        };
        const auto step = std::ranges::find(steps, key, &std::pair<QByteArrayView, Step>::first);
        if (step == std::end(steps))
            return true;
        if (!m_open)
            return bad(u"'%1' stands before any SF"_s.arg(QString::fromLatin1(key)));
        if (++m_entries > maxEntries)
            return bad(u"there are more than %1 entries"_s.arg(maxEntries));
        return (this->*step->second)(value);
    }

    bool beginRecord(QByteArrayView value)
    {
        if (m_open)
            return bad(u"the record of %1 has no end"_s.arg(m_record.path));
        m_record = {};
        m_record.path = pathOf(value);
        m_open = true;
        return !m_record.path.isEmpty() || bad(u"SF names no file"_s);
    }

    bool endRecord()
    {
        if (!m_open)
            return bad(u"a record ends that did not begin"_s);
        m_open = false;
        FileCoverage &file = m_files[m_record.path];
        for (const auto &[line, hits] : m_record.lines)
            file.lines[line] = sum(file.lines.value(line), hits);
        auto &branches = m_branches[m_record.path];
        for (const auto &[branch, taken] : m_record.branches)
            branches[branch] = sum(branches[branch], taken);
        auto &functions = m_functions[m_record.path];
        for (const auto &[name, function] : m_record.functions) {
            FunctionHits &known = functions[name];
            known = {function.name, std::max(known.line, function.line),
                     sum(known.hits, function.hits)};
        }
        return true;
    }

    /// The text up to the next comma, which is taken off.
    static QByteArrayView field(QByteArrayView &rest)
    {
        const qsizetype comma = rest.indexOf(',');
        const QByteArrayView first = comma < 0 ? rest : rest.first(comma);
        rest = comma < 0 ? QByteArrayView() : rest.sliced(comma + 1);
        return first.trimmed();
    }

    std::optional<int> lineNumber(QByteArrayView text)
    {
        const auto line = number(text);
        if (line && *line >= 0 && *line <= maxLine)
            return int(*line);
        bad(u"found '%1', expected the number of a line"_s.arg(
            visibleText(text.first(std::min<qsizetype>(text.size(), 60)))));
        return std::nullopt;
    }

    /// "DA:12,3" and perhaps a checksum
    bool takeLine(QByteArrayView value)
    {
        const auto line = lineNumber(field(value));
        const auto hits = number(field(value));
        if (!line)
            return false;
        if (!hits)
            return bad(u"a line without the number of its executions"_s);
        if (*line > 0)
            m_record.lines[*line] = sum(m_record.lines[*line], *hits);
        return true;
    }

    /// "BRDA:12,0,1,3"; "-" where the decision was never reached
    bool takeBranch(QByteArrayView value)
    {
        const qsizetype last = value.lastIndexOf(','); // a branch may be an expression with commas
        if (last < 0)
            return bad(u"a branch without the number of its executions"_s);
        const QByteArrayView taken = value.sliced(last + 1).trimmed();
        value = value.first(last);
        const auto line = lineNumber(field(value));
        const auto hits = taken == "-" ? std::optional<qint64>(0) : number(taken);
        if (!line)
            return false;
        if (!hits || value.isEmpty())
            return bad(u"a branch without block, branch and the number of its executions"_s);
        qint64 &known = m_record.branches[{*line, value.trimmed().toByteArray().left(maxName)}];
        known = sum(known, *hits);
        return true;
    }

    /// "FN:12,name" or "FN:12,20,name"
    bool takeName(QByteArrayView value)
    {
        const auto line = lineNumber(field(value));
        if (!line)
            return false;
        QByteArrayView rest = value;
        const auto end = number(field(rest));
        const QByteArrayView name = end && !rest.isEmpty() ? rest : value;
        FunctionHits &function = functionOf(name);
        function.line = *line;
        return true;
    }

    /// "FNDA:3,name"
    bool takeCalls(QByteArrayView value)
    {
        const auto hits = number(field(value));
        if (!hits)
            return bad(u"a function without the number of its calls"_s);
        FunctionHits &function = functionOf(value);
        function.hits = sum(function.hits, *hits);
        return true;
    }

    /// "FNL:0,12,20"
    bool takeIndex(QByteArrayView value)
    {
        const QByteArray index = field(value).toByteArray().left(maxName);
        const auto line = lineNumber(field(value));
        if (line)
            m_record.indexed[index] = *line;
        return line.has_value();
    }

    /// "FNA:0,3,name"
    bool takeAlias(QByteArrayView value)
    {
        const QByteArray index = field(value).toByteArray().left(maxName);
        const auto hits = number(field(value));
        if (!hits)
            return bad(u"a function without the number of its calls"_s);
        FunctionHits &function = functionOf(value);
        function.hits = sum(function.hits, *hits);
        if (const auto known = m_record.indexed.find(index); known != m_record.indexed.end())
            function.line = known->second;
        return true;
    }

    FunctionHits &functionOf(QByteArrayView name)
    {
        const QByteArray key =
            name.trimmed().first(std::min(name.trimmed().size(), maxName)).toByteArray();
        FunctionHits &function = m_record.functions[key];
        if (function.name.isEmpty())
            function.name = nameOf(key);
        return function;
    }

    Coverage finished()
    {
        for (const auto &[path, branches] : m_branches)
            for (const auto &[branch, taken] : branches)
                m_files[path].branches.push_back({branch.first, nameOf(branch.second), taken});
        for (const auto &[path, functions] : m_functions) {
            auto &list = m_files[path].functions;
            for (const auto &[name, function] : functions)
                list.push_back(function);
            std::ranges::stable_sort(list, {}, &FunctionHits::line);
        }
        return std::move(m_files);
    }

    Coverage m_files;
    std::map<QString, std::map<std::pair<int, QByteArray>, qint64>> m_branches;
    std::map<QString, std::map<QByteArray, FunctionHits>> m_functions;
    Record m_record;
    bool m_open = false;
    qint64 m_line = 0;
    qint64 m_entries = 0;
    Error m_error;
};

} // namespace

Result<Coverage> parseLcov(const QByteArray &text)
{
    return Reader().read(text);
}

} // namespace touchstone
