#include "core/scenario/reader.h"

#include "core/base/nearest.h"
#include "core/base/schema.h"
#include "core/base/violations.h"
#include "core/scenario/answerreader.h"
#include "core/scenario/checkreader.h"
#include "core/scenario/fixture.h"

#include <QtCore/QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int maxDepth = 150; // parseJson() allows 200

int depthOf(const Json &json)
{
    int depth = 0;
    if (json.is_structured())
        for (const Json &item : json)
            depth = std::max(depth, 1 + depthOf(item));
    return depth;
}

QString firstOf(const QString &own, const QString &packs)
{
    return own.isEmpty() ? packs : own;
}

/// A kind named like one of the members that every scenario has gets no member of its own.
bool isCommonMember(const std::string &name)
{
    static const auto schema = schemaDocument(u"scenario"_s);
    return !schema || memberOr(*schema, "properties").contains(name);
}

/// Reads one scenario; its members are the steps, in the order in which they need each other.
class ScenarioReader {
public:
    ScenarioReader(const Json &json, const ScenarioOrigin &origin, BlobStore &blobs)
        : m_json(json)
        , m_origin(origin)
        , m_blobs(blobs)
        , m_checks(origin, blobs)
    {
    }

    Result<Scenario> read()
    {
        using Step = Result<void> (ScenarioReader::*)();
        static constexpr Step steps[] = {
            &ScenarioReader::validate,      &ScenarioReader::readLabels,
            &ScenarioReader::readTarget,    &ScenarioReader::readAnswerRules,
            &ScenarioReader::readFiles,     &ScenarioReader::readRoot,
            &ScenarioReader::readLimits,    &ScenarioReader::readTurns,
            &ScenarioReader::readReference, &ScenarioReader::readSamples,
        };
        for (const Step step : steps)
            if (auto done = (this->*step)(); !done)
                return std::unexpected(done.error());
        return std::move(m_scenario);
    }

private:
    [[nodiscard]] Place at(const char *member) const
    {
        return m_origin.place.at(QString::fromLatin1(member));
    }

    /// The schema knows no kinds: a kind's own member is taken out first and has its own schema.
    Result<void> validate()
    {
        if (auto known = checkFormat(m_json, 1, m_origin.place); !known)
            return known;
        m_scenario.kind = stringOr(m_json, "kind");
        const std::string kind = m_scenario.kind.toStdString();
        if (!m_json.is_object() || !m_json.contains(kind) || !m_json[kind].is_object()
            || isCommonMember(kind))
            return validateJson(m_json, u"scenario"_s, m_origin.place);
        Json base = m_json;
        m_scenario.extra[kind] = base[kind];
        base.erase(kind);
        if (auto done = validateJson(base, u"scenario"_s, m_origin.place); !done)
            return done;
        const Place place = m_origin.place.at(m_scenario.kind);
        if (auto fits = checkDepth(m_scenario.extra, place); !fits)
            return fits;
        const QString schema = u"kinds/"_s + m_scenario.kind;
        return hasSchema(schema) ? validateJson(m_scenario.extra[kind], schema, place)
                                 : Result<void>();
    }

    Result<void> readLabels()
    {
        const PackContext &pack = *m_origin.pack;
        m_scenario.id = stringOr(m_json, "id");
        m_scenario.pack = pack.name;
        m_scenario.language = stringOr(m_json, "language");
        m_scenario.title = stringOr(m_json, "title", m_scenario.id);
        m_scenario.protectedFiles = stringsOr(m_json, "protected");
        m_scenario.tags = stringsOr(m_json, "tags");
        m_scenario.difficulty = stringOr(m_json, "difficulty");
        m_scenario.source = firstOf(stringOr(m_json, "source"), pack.source);
        m_scenario.licence = firstOf(stringOr(m_json, "licence"), pack.licence);
        m_scenario.author = firstOf(stringOr(m_json, "author"), pack.author);
        return checkScenarioId(m_scenario.id, at("id"));
    }

    Result<void> readTarget()
    {
        const Json &target = memberOr(m_json, "target");
        m_scenario.target.file = stringOr(target, "file");
        m_scenario.target.symbol = stringOr(target, "symbol");
        const Json &range = memberOr(target, "range");
        if (range.is_null())
            return {};
        const LineRange lines{range[0].get<int>(), range[1].get<int>()};
        if (lines.first > lines.last)
            return fail(ErrorCode::BadInput,
                        u"%1: the first line, %2, stands behind the last, %3"_s
                            .arg(at("target").at(u"range"_s).text())
                            .arg(lines.first)
                            .arg(lines.last));
        m_scenario.target.range = lines;
        return {};
    }

    Result<void> readAnswerRules()
    {
        const Json &answer = memberOr(m_json, "answer");
        const auto form = answerFormFromName(stringOr(answer, "form", u"auto"_s));
        if (!form)
            return std::unexpected(form.error());
        m_scenario.answerForm = *form;
        m_scenario.accept = {stringOr(answer, "contains"), stringOr(answer, "lacks")};
        return {};
    }

    Result<void> readFiles()
    {
        auto fixture =
            readFixture(memberOr(m_json, "workspace"), m_origin.files, at("workspace"), m_blobs);
        if (!fixture)
            return std::unexpected(fixture.error());
        m_scenario.workspace = std::move(fixture->files);
        m_scenario.workspaceMissing = fixture->missing;
        return {};
    }

    Result<void> readRoot()
    {
        const Json &root = memberOr(m_json, "root");
        m_scenario.rootImage = stringOr(root, "image");
        if (m_scenario.rootImage.isEmpty() || rootImageFolder(m_scenario.rootImage))
            return {};
        const QString why =
            u"the image %1 is in no folder of TOUCHSTONE_IMAGES"_s.arg(m_scenario.rootImage);
        const QString supply = stringOr(root, "missing");
        if (supply.isEmpty())
            return fail(ErrorCode::Unsupported,
                        u"%1: %2"_s.arg(at("root").at(u"image"_s).text(), why));
        if (m_scenario.workspaceMissing.isEmpty())
            m_scenario.workspaceMissing = why + u": "_s + supply;
        return {};
    }

    Result<void> readLimits()
    {
        const Limits base = m_origin.pack->limits.value(m_scenario.language);
        m_scenario.limits = base;
        if (!m_json.contains("limits"))
            return {};
        auto limits = parseLimits(m_json["limits"], at("limits"), base);
        if (!limits)
            return std::unexpected(limits.error());
        m_scenario.limits = *limits;
        return {};
    }

    Result<void> readTurns()
    {
        const bool single = m_json.contains("instruction");
        if (single == m_json.contains("turns"))
            return fail(ErrorCode::BadInput,
                        u"%1: exactly one of \"instruction\" and \"turns\" is expected"_s.arg(
                            m_origin.place.text()));
        if (single) {
            if (auto done = readTurn(m_json, m_origin.place, false); !done)
                return done;
        } else {
            const Json &turns = m_json["turns"];
            for (size_t i = 0; i < turns.size(); ++i)
                if (auto done = readTurn(turns[i], at("turns").at(qsizetype(i)), true); !done)
                    return done;
        }
        return m_checks.append(memberOr(m_json, "checks"), at("checks"),
                               m_scenario.turns.back().checks);
    }

    Result<void> readTurn(const Json &json, const Place &place, bool withChecks)
    {
        auto text = readText(json["instruction"], place.at(u"instruction"_s));
        if (!text)
            return std::unexpected(text.error());
        Turn turn{std::move(*text), {}};
        if (withChecks) {
            auto done =
                m_checks.append(memberOr(json, "checks"), place.at(u"checks"_s), turn.checks);
            if (!done)
                return done;
        }
        m_scenario.turns.push_back(std::move(turn));
        return {};
    }

    Result<QString> readText(const Json &json, const Place &place) const
    {
        QString text;
        if (json.is_string()) {
            text = json.get<QString>();
        } else {
            const auto bytes = m_origin.files.read(stringOr(json, "file"), place.at(u"file"_s));
            if (!bytes)
                return std::unexpected(bytes.error());
            if (!QByteArrayView(*bytes).isValidUtf8())
                return fail(ErrorCode::BadInput,
                            u"%1: the file is not UTF-8 text"_s.arg(place.text()));
            text = QString::fromUtf8(*bytes);
        }
        if (text.trimmed().isEmpty())
            return fail(ErrorCode::BadInput, u"%1: the text is empty"_s.arg(place.text()));
        return text;
    }

    Result<void> readReference()
    {
        if (!m_json.contains("reference"))
            return {};
        auto answer = readAnswer(m_json["reference"], m_origin.files, at("reference"), m_blobs);
        if (!answer)
            return std::unexpected(answer.error());
        m_scenario.reference = std::move(*answer);
        return {};
    }

    Result<void> readSamples()
    {
        const Json &list = memberOr(m_json, "samples");
        for (size_t i = 0; i < list.size(); ++i)
            if (auto done = readSample(list[i], at("samples").at(qsizetype(i))); !done)
                return done;
        return {};
    }

    [[nodiscard]] QStringList checkIds() const
    {
        QStringList ids;
        for (const Turn &turn : m_scenario.turns)
            for (const CheckSpec &check : turn.checks)
                ids.append(check.id);
        return ids;
    }

    Result<void> readSample(const Json &json, const Place &place)
    {
        SampleAnswer sample;
        sample.id = stringOr(json, "id");
        sample.label = stringOr(json, "label");
        sample.note = stringOr(json, "note");
        sample.fails = stringsOr(json, "fails");
        sample.author = stringOr(json, "author");
        const bool taken = std::ranges::any_of(
            m_scenario.samples, [&](const SampleAnswer &other) { return other.id == sample.id; });
        if (taken)
            return fail(
                ErrorCode::BadInput,
                u"%1: there is another sample \"%2\""_s.arg(place.at(u"id"_s).text(), sample.id));
        if (sample.label == "right"_L1 && !sample.fails.isEmpty())
            return fail(ErrorCode::BadInput,
                        u"%1: a right answer fails no check"_s.arg(place.at(u"fails"_s).text()));
        for (const QString &id : sample.fails)
            if (id != refusedAnswer && !m_scenario.check(id))
                return fail(ErrorCode::BadInput,
                            u"%1: found \"%2\", expected checks of this scenario: %3%4"_s.arg(
                                place.at(u"fails"_s).text(), id, checkIds().join(u", "_s),
                                didYouMean(id, checkIds())));
        auto answer = readAnswer(json, m_origin.files, place, m_blobs);
        if (!answer)
            return std::unexpected(answer.error());
        sample.answer = std::move(*answer);
        m_scenario.samples.push_back(std::move(sample));
        return {};
    }

    const Json &m_json;
    const ScenarioOrigin &m_origin;
    BlobStore &m_blobs;
    CheckReader m_checks;
    Scenario m_scenario;
};

} // namespace

Result<Scenario> readScenario(const Json &json, const ScenarioOrigin &origin, BlobStore &blobs)
{
    return ScenarioReader(json, origin, blobs).read();
}

Result<void> checkScenarioId(const QString &id, const Place &place)
{
    constexpr qsizetype maxLength = 200;
    bool printable = !id.isEmpty() && id.trimmed() == id;
    for (const char32_t c : id.toUcs4())
        printable = printable && QChar::isPrint(c);
    if (printable && id.size() <= maxLength)
        return {};
    return fail(
        ErrorCode::BadInput,
        u"%1: found %2, expected printable text of at most %3 characters without white space at its ends"_s
            .arg(place.text(), foundText(Json(id)))
            .arg(maxLength));
}

Result<void> checkDepth(const Json &json, const Place &place)
{
    if (depthOf(json) <= maxDepth)
        return {};
    return fail(ErrorCode::BadInput,
                u"%1: nested deeper than %2 levels"_s.arg(place.text()).arg(maxDepth));
}

std::optional<QString> rootImageFolder(const QString &image)
{
    const auto digest = Digest::fromHex(image);
    if (!digest)
        return {};
    for (const QString &folder :
         qEnvironmentVariable("TOUCHSTONE_IMAGES").split(u':', Qt::SkipEmptyParts)) {
        const QString path = folder + u'/' + digest->hex();
        if (QFileInfo(path).isDir())
            return path;
    }
    return {};
}

} // namespace touchstone
