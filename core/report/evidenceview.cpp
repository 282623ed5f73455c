#include "core/report/evidenceview.h"

#include "core/base/text.h"
#include "core/check/linecoverage.h"
#include "core/report/figures.h"
#include "core/report/pageparts.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// One line of a table cell or title.
QString cellText(const Json &json)
{
    const QString text = json.is_string() ? json.get<QString>() : QString::fromUtf8(dumpJson(json));
    return shortened(text, 400);
}

Json textView(const QString &text, const EvidenceLimits &limits)
{
    return shortened(text, limits.text);
}

Json placeView(const Json &data)
{
    QString where = stringOr(data, "file");
    const qint64 line = integerOr(data, "line", 0);
    const qint64 column = integerOr(data, "column", 0);
    if (line > 0)
        where += u":%1"_s.arg(line);
    if (line > 0 && column > 0)
        where += u":%1"_s.arg(column);
    return {{"where", shortName(where, 400)},
            {"message", shortened(stringOr(data, "message"), 2000)}};
}

QString diffTone(const QString &line)
{
    if (line.startsWith(u"@@"_s))
        return u"hunk"_s;
    if (line.startsWith(u'+'))
        return u"add"_s;
    return line.startsWith(u'-') ? u"del"_s : u"same"_s;
}

Json diffView(const Json &data, const EvidenceLimits &limits)
{
    QString unified = stringOr(data, "unified");
    if (unified.endsWith(u'\n'))
        unified.chop(1);
    const QStringList all = unified.split(u'\n');
    Json lines = Json::array();
    for (qsizetype i = 0; i < std::min(all.size(), limits.diffLines); ++i)
        lines.push_back({{"tone", diffTone(all[i])}, {"text", shortened(all[i], 1000)}});
    if (all.size() > limits.diffLines)
        lines.push_back(
            {{"tone", "hunk"},
             {"text", u"… %1 more lines left out …"_s.arg(all.size() - limits.diffLines)}});
    return {{"lines", std::move(lines)}};
}

/// The colour of a status in words, as checks and test tools put it.
QString wordTone(const QString &word)
{
    const QString folded = word.toLower();
    if (folded == u"passed"_s)
        return u"good"_s;
    if (folded == u"failed"_s)
        return u"bad"_s;
    if (folded == u"error"_s)
        return u"warn"_s;
    return folded == u"skipped"_s || folded == u"missing"_s ? u"neutral"_s : QString();
}

/// The column that says how each row went; -1: there is none.
int statusColumn(const Json &columns)
{
    for (size_t i = 0; columns.is_array() && i < columns.size(); ++i)
        for (const QString &name : {u"status"_s, u"result"_s, u"outcome"_s})
            if (columns[i].is_string() && columns[i].get<QString>().toLower() == name)
                return int(i);
    return -1;
}

Json headerView(const Json &columns, const EvidenceLimits &limits)
{
    Json cells = Json::array();
    for (size_t i = 0; columns.is_array() && i < std::min(columns.size(), limits.tableColumns); ++i)
        cells.push_back(cellText(columns[i]));
    return cells;
}

Json rowView(const Json &row, int status, const EvidenceLimits &limits)
{
    Json cells = Json::array();
    for (size_t i = 0; row.is_array() && i < std::min(row.size(), limits.tableColumns); ++i) {
        const QString text = cellText(row[i]);
        cells.push_back({{"text", text}, {"tone", int(i) == status ? wordTone(text) : QString()}});
    }
    return cells;
}

bool rowPassed(const Json &row, int status)
{
    return status >= 0 && row.is_array() && size_t(status) < row.size()
        && row[size_t(status)] == "passed";
}

/// Of rows that passed and others, the others are what a reader looks for: they come first, and
/// those that passed are folded away.
Json tableView(const Json &data, const EvidenceLimits &limits, QString *note)
{
    const Json &columns = memberOr(data, "columns");
    const Json &rows = memberOr(data, "rows");
    const int status = statusColumn(columns);
    const auto passed = [status](const Json &row) { return rowPassed(row, status); };
    const size_t all = rows.is_array() ? rows.size() : 0;
    const size_t passes = all == 0 ? 0 : size_t(std::ranges::count_if(rows, passed));
    const bool folds = passes > 0 && passes < all;
    Json shown = Json::array();
    Json folded = Json::array();
    size_t left = limits.tableRows;
    for (const bool wantsPassed : {false, true}) {
        for (size_t i = 0; i < all && left > 0; ++i) {
            if (folds ? passed(rows[i]) != wantsPassed : wantsPassed)
                continue;
            (folds && wantsPassed ? folded : shown).push_back(rowView(rows[i], status, limits));
            --left;
        }
    }
    const size_t told = shown.size() + folded.size();
    if (told < all)
        *note += u"%1 more rows left out. "_s.arg(all - told);
    if (columns.size() > limits.tableColumns)
        *note += u"%1 more columns left out. "_s.arg(columns.size() - limits.tableColumns);
    Json view{{"columns", headerView(columns, limits)}, {"rows", std::move(shown)}, {"folded", {}}};
    if (!folded.empty())
        view["folded"] = {{"title", countText(qint64(passes)) + u" passed"_s},
                          {"columns", view["columns"]},
                          {"rows", std::move(folded)}};
    return view;
}

Json pictureView(const Evidence &evidence, const BlobSource &blobs, const EvidenceLimits &limits,
                 QString *note)
{
    const auto bytes = blobs.blob(evidence.blob);
    if (!bytes) {
        *note += u"The picture can't be shown: %1 "_s.arg(bytes.error().text());
        return {};
    }
    const QString type = pictureType(*bytes);
    if (type.isEmpty() || bytes->size() > limits.pictureBytes) {
        *note += u"A picture of %1 is left out: %2. "_s.arg(
            countText(bytes->size(), u"byte"_s, u"bytes"_s),
            type.isEmpty() ? u"it is no PNG, JPEG or WebP"_s : u"it is too large for this page"_s);
        return {};
    }
    return {{"uri", dataUri(type, *bytes)},
            {"alt", evidence.title.isEmpty() ? u"Picture"_s : shortName(evidence.title)}};
}

Json evidenceView(const Evidence &evidence, const BlobSource &blobs, const EvidenceLimits &limits)
{
    Json view{{"title", shortName(evidence.title, 400)},
              {"text", {}},
              {"place", {}},
              {"diff", {}},
              {"table", {}},
              {"picture", {}}};
    if (evidence.kind == u"place"_s && stringOr(evidence.data, "message").contains(evidence.title))
        view["title"] = ""; // it would say the same twice
    QString note;
    if (evidence.kind == u"text"_s)
        view["text"] = textView(stringOr(evidence.data, "text"), limits);
    else if (evidence.kind == u"place"_s)
        view["place"] = placeView(evidence.data);
    else if (evidence.kind == u"diff"_s)
        view["diff"] = diffView(evidence.data, limits);
    else if (evidence.kind == u"table"_s)
        view["table"] = tableView(evidence.data, limits, &note);
    else if (evidence.kind == u"picture"_s)
        view["picture"] = pictureView(evidence, blobs, limits, &note);
    else if (const auto coverage = lineCoverageIn(evidence))
        view["text"] = textView(coverageText(*coverage), limits);
    else // of a kind that this version does not know: as it is
        view["text"] = textView(QString::fromUtf8(prettyJson(evidence.data)), limits);
    if (evidence.kind != u"picture"_s && !evidence.blob.isNull())
        note += u"Further bytes are in the run file as %1. "_s.arg(evidence.blob.hex());
    view["note"] = note.trimmed();
    return view;
}

QString measuresText(const QMap<QString, double> &measures)
{
    QStringList parts;
    for (auto it = measures.begin(); it != measures.end(); ++it)
        parts.append(u"%1 = %2"_s.arg(it.key()).arg(it.value(), 0, 'g', 6));
    return shortened(parts.join(u" · "_s), 2000);
}

Json verdictHead(const Verdict &verdict, const QStringList &about, Json evidence)
{
    return {{"check", shortName(verdict.check)},
            {"status", verdictStatusName(verdict.status)},
            {"tone", statusTone(verdict.status)},
            {"about", about.join(u" · "_s)},
            {"reason", shortened(verdict.reason, 2000)},
            {"measures", measuresText(verdict.measures)},
            {"evidence", std::move(evidence)}};
}

} // namespace

QString statusTone(VerdictStatus status)
{
    switch (status) {
    case VerdictStatus::Passed:
        return u"good"_s;
    case VerdictStatus::Failed:
        return u"bad"_s;
    case VerdictStatus::Error:
        return u"warn"_s;
    case VerdictStatus::Skipped:
        break;
    }
    return u"neutral"_s;
}

QString outcomeTone(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Passed:
        return u"good"_s;
    case Outcome::Failed:
        return u"bad"_s;
    case Outcome::Error:
        return u"warn"_s;
    case Outcome::Unsupported:
        break;
    }
    return u"neutral"_s;
}

Json verdictView(const Verdict &verdict, const BlobSource &blobs, const EvidenceLimits &limits)
{
    QStringList about{checkRoleName(verdict.role)};
    if (!verdict.type.isEmpty() && verdict.type != verdict.check)
        about.prepend(shortName(verdict.type));
    if (verdict.turn > 0)
        about.append(u"turn %1"_s.arg(verdict.turn + 1));
    if (verdict.role != CheckRole::Informative)
        about.append(u"score %1"_s.arg(verdict.score, 0, 'g', 3));
    if (verdict.limit)
        about.append(limitName(*verdict.limit) + u" limit"_s);
    if (!verdict.errorCode.isEmpty())
        about.append(shortName(verdict.errorCode));
    if (verdict.durationUs > 0)
        about.append(durationText(double(verdict.durationUs)));

    // nobody looks for the evidence of what is right
    const bool isRight = verdict.status == VerdictStatus::Passed && verdict.score >= 1.0;
    if (isRight || verdict.status == VerdictStatus::Skipped)
        return verdictHead(verdict, about, Json::array());
    Json evidence = Json::array();
    for (size_t i = 0; i < std::min(verdict.evidence.size(), limits.perVerdict); ++i)
        evidence.push_back(evidenceView(verdict.evidence[i], blobs, limits));
    if (verdict.evidence.size() > limits.perVerdict) {
        Evidence more{u"text"_s, {}, Json::object(), {}};
        evidence.push_back(evidenceView(more, blobs, limits));
        evidence.back()["note"] = u"%1 more pieces of evidence left out"_s.arg(
            verdict.evidence.size() - limits.perVerdict);
    }
    return verdictHead(verdict, about, std::move(evidence));
}

} // namespace touchstone
