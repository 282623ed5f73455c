#include "retrievalcheck.h"

#include "citations.h"
#include "places.h"

#include "core/check/evidence.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// "recall@5" as its parts; k 0: all.
struct Measure {
    QString name; ///< "reciprocal_rank", "recall", "precision"
    size_t k = 0;
};

std::optional<Measure> measureFrom(const QString &text)
{
    static const QRegularExpression pattern(
        u"^(?:(reciprocal_rank)|(recall|precision)(?:@([1-9][0-9]{0,3}))?)$"_s);
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    if (match.hasCaptured(1))
        return Measure{match.captured(1), 0};
    return Measure{match.captured(2), size_t(match.captured(3).toUInt())};
}

std::vector<Citation> expectedFrom(const Json &list)
{
    std::vector<Citation> expected;
    for (const Json &item : list) {
        Citation place;
        place.file = item.is_string() ? item.get<QString>() : stringOr(item, "file");
        place.symbol = stringOr(item, "symbol");
        if (const Json &range = memberOr(item, "range"); range.is_array() && range.size() == 2)
            place.range = LineRange{range[0].get<int>(), range[1].get<int>()};
        place.text = place.file;
        if (!place.symbol.isEmpty())
            place.text += u' ' + place.symbol;
        if (place.range)
            place.text += u":%1-%2"_s.arg(place.range->first).arg(place.range->last);
        expected.push_back(std::move(place));
    }
    return expected;
}

Result<std::vector<PlaceLines>> expectedLines(const std::vector<Citation> &expected,
                                              PlaceFinder &finder, const CheckInput &input)
{
    std::vector<PlaceLines> places;
    for (const Citation &citation : expected) {
        auto place = finder.find(citation);
        if (!place)
            return std::unexpected(std::move(place.error()));
        if (place->problem.isEmpty() && place->lines.empty())
            place->problem = u"there are only blank lines"_s;
        if (!place->problem.isEmpty())
            return fail(ErrorCode::BadInput,
                        u"check '%1' expects the place '%2': %3"_s.arg(input.spec.id, citation.text,
                                                                       place->problem));
        places.push_back(std::move(*place));
    }
    return places;
}

/// The citations that have a rank, and what they come to.
class Ranking {
public:
    explicit Ranking(const std::vector<PlaceLines> &expected)
        : m_expected(expected)
        , m_foundAt(expected.size(), 0)
    {
    }

    void add(const Citation &citation, const PlaceLines &place)
    {
        if (!place.problem.isEmpty()) {
            if (m_seenTexts.contains(citation.text))
                return drop(citation);
            m_seenTexts.insert(citation.text);
            ++m_nonexistent;
            return rank(citation, false, place.problem);
        }
        bool hitsAny = false;
        bool hitsNew = false;
        for (size_t i = 0; i < m_expected.size(); ++i) {
            if (!hits(place, m_expected[i]))
                continue;
            hitsAny = true;
            if (m_foundAt[i] == 0) {
                m_foundAt[i] = m_hits.size() + 1;
                hitsNew = true;
            }
        }
        if (const bool repeats = noteLines(place); !hitsNew && (hitsAny || repeats))
            return drop(citation);
        rank(citation, hitsNew, hitsNew ? QString() : u"not an expected place"_s);
    }

    [[nodiscard]] double value(const Measure &measure) const
    {
        const size_t k = measure.k == 0 ? m_hits.size() : measure.k;
        if (measure.name == u"reciprocal_rank"_s) {
            const auto first = std::ranges::find(m_hits, true);
            return first == m_hits.end() ? 0.0 : 1.0 / double(first - m_hits.begin() + 1);
        }
        if (measure.name == u"recall"_s)
            return double(std::ranges::count_if(m_foundAt,
                                                [k](size_t at) { return at > 0 && at <= k; }))
                / double(m_expected.size());
        const size_t among = std::min(k, m_hits.size());
        return among == 0
            ? 0.0
            : double(std::count(m_hits.begin(), m_hits.begin() + qsizetype(among), true))
                / double(among);
    }

    void describe(Verdict &verdict, const std::vector<Citation> &expected) const
    {
        verdict.measures[u"retrieval.citations"_s] = double(m_hits.size());
        verdict.measures[u"retrieval.hits"_s] = double(std::ranges::count(m_hits, true));
        verdict.measures[u"retrieval.expected"_s] = double(expected.size());
        verdict.measures[u"retrieval.nonexistent"_s] = m_nonexistent;
        verdict.measures[u"retrieval.duplicates"_s] = m_duplicates;
        std::vector<QStringList> places;
        for (size_t i = 0; i < expected.size(); ++i) {
            const bool found = m_foundAt[i] > 0;
            places.push_back({expected[i].text,
                              found ? u"by citation %1"_s.arg(m_foundAt[i]) : u"not cited"_s,
                              found ? u"passed"_s : u"failed"_s});
            if (!found)
                verdict.evidence.push_back(
                    placeEvidence(expected[i].file, m_expected[i].lines.front(), 0,
                                  u"expected, and not cited: "_s + expected[i].text));
        }
        verdict.evidence.push_back(
            tableEvidence(u"Expected places"_s, {u"place"_s, u"found"_s, u"status"_s}, places));
        verdict.evidence.push_back(tableEvidence(
            u"Citations"_s, {u"rank"_s, u"citation"_s, u"status"_s, u"why"_s}, m_rows, 200));
    }

    [[nodiscard]] bool empty() const { return m_hits.empty(); }

private:
    /// Whether all of the lines were cited before.
    bool noteLines(const PlaceLines &place)
    {
        std::vector<bool> &seen = m_seenLines[place.file];
        bool repeats = !place.lines.empty();
        for (const int line : place.lines) {
            if (seen.size() <= size_t(line))
                seen.resize(size_t(line) + 1);
            repeats = repeats && seen[size_t(line)];
            seen[size_t(line)] = true;
        }
        return repeats;
    }

    void rank(const Citation &citation, bool hit, const QString &why)
    {
        m_hits.push_back(hit);
        m_rows.push_back({QString::number(m_hits.size()), oneLine(citation.text),
                          hit ? u"passed"_s : u"failed"_s, why});
    }

    void drop(const Citation &citation)
    {
        ++m_duplicates;
        m_rows.push_back(
            {QString(), oneLine(citation.text), u"skipped"_s, u"repeats what was cited before"_s});
    }

    const std::vector<PlaceLines> &m_expected;
    std::vector<size_t> m_foundAt; ///< rank of the citation; 0: none
    std::vector<bool> m_hits; ///< by rank
    std::vector<QStringList> m_rows;
    std::map<QString, std::vector<bool>> m_seenLines; ///< by file and line
    QSet<QString> m_seenTexts;
    int m_nonexistent = 0;
    int m_duplicates = 0;
};

Verdict judge(const Ranking &ranking, const Json &least)
{
    QStringList missed;
    QMap<QString, double> measures;
    double sum = 0;
    for (const auto &[key, wanted] : least.items()) {
        const QString name = QString::fromStdString(key);
        const double value = ranking.value(*measureFrom(name));
        sum += value;
        measures.insert(u"retrieval."_s + name, value);
        if (value < wanted.get<double>())
            missed.append(u"%1 is %2, at least %3 was asked for"_s.arg(name)
                              .arg(value, 0, 'g', 3)
                              .arg(wanted.get<double>(), 0, 'g', 3));
    }
    Verdict verdict = missed.isEmpty() ? Verdict::passed(u"the places that tell are cited"_s)
        : ranking.empty()              ? Verdict::failed(u"the answer cites no place"_s)
                                       : Verdict::failed(oneLine(missed.join(u"; "_s), 300));
    verdict.score = sum / double(least.size());
    verdict.measures = measures;
    return verdict;
}

} // namespace

QString RetrievalCheck::type() const
{
    return u"retrieval"_s;
}

QString RetrievalCheck::summary() const
{
    return u"the answer cites the places in the workspace that tell"_s;
}

Result<void> RetrievalCheck::validate(const Scenario &scenario, const CheckSpec &spec,
                                      const Place &place) const
{
    const auto expected = expectedFrom(memberOr(spec.parameters, "expected"));
    for (size_t i = 0; i < expected.size(); ++i) {
        const Place at = place.at(u"expected"_s).at(qsizetype(i));
        if (!scenario.workspace.files.contains(expected[i].file)
            && scenario.workspaceMissing.isEmpty())
            return fail(ErrorCode::BadInput,
                        u"%1: the workspace has no file '%2'"_s.arg(at.text(), expected[i].file));
        if (const auto &range = expected[i].range; range && range->first > range->last)
            return fail(ErrorCode::BadInput,
                        u"%1: the first line, %2, stands behind the last, %3"_s
                            .arg(at.at(u"range"_s).text())
                            .arg(range->first)
                            .arg(range->last));
    }
    const Json &least = memberOr(spec.parameters, "min");
    if (expected.empty() || !least.is_object() || least.empty())
        return fail(ErrorCode::BadInput,
                    u"%1: expected places and least values; none were found"_s.arg(place.text()));
    for (const auto &[key, value] : least.items())
        if (!measureFrom(QString::fromStdString(key)) || !value.is_number())
            return fail(
                ErrorCode::BadInput,
                u"%1: found '%2', expected reciprocal_rank, recall, precision, recall@K or precision@K, with a number"_s
                    .arg(place.at(u"min"_s).text(), QString::fromStdString(key)));
    return {};
}

Result<Verdict> RetrievalCheck::run(const CheckInput &input, CheckContext &context) const
{
    if (auto good = validate(input.scenario, input.spec, {u"check '%1'"_s.arg(input.spec.id)});
        !good)
        return std::unexpected(std::move(good.error()));
    const auto expected = expectedFrom(memberOr(input.spec.parameters, "expected"));
    PlaceFinder finder(input, context);
    const auto places = expectedLines(expected, finder, input);
    if (!places)
        return std::unexpected(places.error());
    const Citations citations = citationsIn(input.state.answer, input.state.fixture);
    Ranking ranking(*places);
    for (const Citation &citation : citations.list) {
        const auto place = finder.find(citation);
        if (!place)
            return std::unexpected(place.error());
        ranking.add(citation, *place);
    }
    Verdict verdict = judge(ranking, memberOr(input.spec.parameters, "min"));
    ranking.describe(verdict, expected);
    verdict.measures[u"retrieval.cut"_s] = citations.cut ? 1.0 : 0.0;
    return verdict;
}

} // namespace touchstone
