#include "core/run/runfile_read.h"
#include "core/run/runfile_refs.h"
#include "core/run/runfile_salvage.h"
#include "core/run/schema.h"
#include "core/scenario/scenario.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype mostProblems = 10'000;

/// Looks at everything, one kind of trouble after another; each look goes as far as it can.
class Verifier {
public:
    Verifier(const RunFile &file, const RunFile::State &state)
        : m_file(file)
        , m_state(state)
    {
    }

    VerifyReport run()
    {
        pages();
        tables();
        references();
        counts();
        plan();
        texts();
        blobs();
        for (const JsonBlobs &kind : jsonBlobs())
            inside(kind);
        attempts();
        return m_report;
    }

private:
    void problem(const QString &text)
    {
        if (m_report.problems.size() < mostProblems)
            m_report.problems.append(text);
        else if (m_report.problems.size() == mostProblems)
            m_report.problems.append(u"there are more problems than are listed here"_s);
    }

    /// Calls `look` for each row; a failure is a problem as well.
    template <typename Look> void forRows(const char *sql, const QString &doing, Look look)
    {
        auto query = m_state.database.prepare(sql);
        if (!query)
            return problem(u"%1: %2"_s.arg(doing, query.error().text()));
        for (;;) {
            const auto row = query->step();
            if (!row)
                return problem(u"%1: %2"_s.arg(doing, row.error().text()));
            if (!*row || m_report.problems.size() > mostProblems)
                return;
            look(*query);
            if (auto typed = query->typed(); !typed)
                problem(u"%1: %2"_s.arg(doing, typed.error().text()));
        }
    }

    void pages()
    {
        forRows("PRAGMA integrity_check(100)", u"the database"_s,
                [this](const sqlite::Statement &row) {
                    for (const QString &line : row.text(0).split(u'\n'))
                        if (line != u"ok" && !line.startsWith(u"***"_s))
                            problem(u"the database: %1"_s.arg(line));
                });
    }

    void tables()
    {
        const auto missing = schema::compare(m_state.database);
        if (!missing)
            return problem(missing.error().text());
        for (const QString &part : *missing)
            problem(part);
    }

    /// Everything that is linked by number: attempt to scenario, events and evidence to blobs, …
    void references()
    {
        forRows("PRAGMA foreign_key_check", u"references"_s, [this](const sqlite::Statement &row) {
            problem(u"a row of table '%1'%2 refers to a missing row of '%3'"_s.arg(
                row.text(0), row.isNull(1) ? QString() : u" (number %1)"_s.arg(row.integer(1)),
                row.text(2)));
        });
    }

    void counts()
    {
        auto attemptsThat = [this](const char *sql, const QString &what) {
            forRows(sql, what, [&](const sqlite::Statement &row) {
                problem(u"attempt %1 %2"_s.arg(row.text(0), what));
            });
        };
        attemptsThat("SELECT id FROM attempt a WHERE NOT EXISTS "
                     "(SELECT 1 FROM outcome o WHERE o.attempt = a.n)",
                     u"has no outcome"_s);
        attemptsThat("SELECT DISTINCT a.id FROM event e JOIN attempt a ON a.n = e.attempt "
                     "WHERE e.parent <> 0 AND NOT EXISTS (SELECT 1 FROM event p "
                     "WHERE p.attempt = e.attempt AND p.id = e.parent)",
                     u"has an event whose parent is missing"_s);
        forRows("SELECT count(n) FROM run WHERE n = 1", u"the manifest"_s,
                [this](const sqlite::Statement &row) {
                    if (row.integer(0) != 1)
                        problem(u"the manifest is missing"_s);
                });
        forRows("SELECT n FROM pass ORDER BY n", u"scoring passes"_s,
                [this](const sqlite::Statement &row) { m_lastPass = int(row.integer(0)); });
    }

    /// The plan's digest is of what the manifest says of it, unless a secret was taken out.
    void plan()
    {
        const auto manifest = m_file.manifest();
        if (!manifest)
            return problem(manifest.error().text());
        const Json &identity = memberOr(manifest->plan, "identity");
        const QByteArray text = dumpJson(identity);
        if (!identity.is_null() && !text.contains("[redacted:")
            && Digest::of(text) != manifest->planDigest)
            problem(u"the manifest's plan is not the one that its digest %1 is of"_s.arg(
                manifest->planDigest.hex()));
    }

    /// Texts that are read as they are; those that are JSON are parsed elsewhere.
    void texts()
    {
        for (const char *sql : {"SELECT text FROM text", "SELECT id FROM attempt",
                                "SELECT scenario FROM scenario", "SELECT reason FROM outcome",
                                "SELECT reason FROM verdict", "SELECT title FROM evidence"})
            forRows(sql, u"texts"_s, [&](const sqlite::Statement &row) {
                if (const QByteArray text = row.bytes(0); !text.isValidUtf8())
                    problem(u"a text is not UTF-8 (%1): '%2'"_s.arg(
                        QString::fromLatin1(sql), QString::fromUtf8(text.left(80))));
            });
    }

    void blobs()
    {
        auto query = m_state.database.prepare(
            "SELECT n, digest FROM blob WHERE n > ? AND n <= ? ORDER BY n");
        if (!query)
            return problem(u"blobs: %1"_s.arg(query.error().text()));
        SkippingCursor cursor(*query, 0, std::numeric_limits<qint64>::max());
        while (cursor.next()) {
            ++m_report.blobs;
            const QByteArray raw = query->bytes(1);
            if (auto typed = query->typed(); !typed)
                problem(u"blobs: %1"_s.arg(typed.error().text()));
            else if (raw.size() != 32)
                problem(u"a blob has a name of %1 bytes, 32 expected"_s.arg(raw.size()));
            else if (auto bytes = m_file.blob(Digest::fromBytes(raw)); !bytes)
                problem(bytes.error().text());
        }
        if (cursor.damage())
            problem(u"blobs: %1"_s.arg(cursor.damage()->text()));
    }

    /// What manifests and scenarios name.
    void inside(const JsonBlobs &kind)
    {
        const QString what = QString::fromLatin1(kind.what);
        const auto digests = digestRows(m_state, kind.sql);
        if (!digests)
            return problem(u"%1: %2"_s.arg(what, digests.error().text()));
        for (const Digest &digest : *digests) {
            const auto bytes = m_file.blob(digest);
            if (!bytes)
                continue; // said by blobs()
            const Place place{u"the %1 %2"_s.arg(what, digest.hex()), {}, 0};
            const auto named =
                kind.isManifest ? namedByManifest(*bytes, place) : namedByScenario(*bytes, place);
            if (!named) {
                problem(named.error().text());
                continue;
            }
            for (const Digest &one : *named)
                if (!m_file.hasBlob(one))
                    problem(u"%1 names the blob %2, which is missing"_s.arg(place.file, one.hex()));
        }
    }

    static Result<std::vector<Digest>> namedByManifest(const QByteArray &bytes, const Place &place)
    {
        const auto json = parseJson(bytes, place);
        if (!json)
            return std::unexpected(json.error());
        const auto manifest = manifestFromJson(*json, place);
        if (!manifest)
            return std::unexpected(manifest.error());
        std::vector<Digest> named;
        for (const FileEntry &entry : manifest->files)
            named.push_back(entry.blob);
        return named;
    }

    static Result<std::vector<Digest>> namedByScenario(const QByteArray &bytes, const Place &place)
    {
        const auto json = parseJson(bytes, place);
        if (!json)
            return std::unexpected(json.error());
        const auto scenario = fromResolved(*json, place);
        if (!scenario)
            return std::unexpected(scenario.error());
        return scenarioBlobs(*scenario);
    }

    /// That each attempt can be read with all that belongs to it.
    void attempts()
    {
        auto walked = m_file.attempts({}, [this](const AttemptRecord &record) {
            ++m_report.attempts;
            if (auto events = m_file.events(record.id); !events)
                problem(events.error().text());
            for (int pass = 1; pass <= record.pass && pass <= m_lastPass; ++pass)
                if (auto verdicts = m_file.verdicts(record.id, pass);
                    !verdicts && verdicts.error().code != ErrorCode::NotFound)
                    problem(verdicts.error().text());
            return true;
        });
        if (!walked)
            problem(walked.error().text());
    }

    const RunFile &m_file;
    const RunFile::State &m_state;
    int m_lastPass = 1;
    VerifyReport m_report;
};

} // namespace

Result<VerifyReport> RunFile::verify() const
{
    const std::scoped_lock lock(m_state->mutex);
    return Verifier(*this, *m_state).run();
}

} // namespace touchstone
