#include "core/run/runfile_write.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype maxRemembered = 20'000; // keeps memory flat in the number of attempts
constexpr qsizetype longestRemembered = 200;

} // namespace

RowWriter::RowWriter(RunFile::State &state, bool lenient)
    : m_state(state)
    , m_lenient(lenient)
{
}

void RowWriter::note(const Error &error)
{
    if (m_error)
        return;
    m_error = error;
    if (!m_attempt.isEmpty())
        m_error = std::move(*m_error).within(u"storing attempt %1"_s.arg(m_attempt));
}

Result<void> RowWriter::finish() const
{
    if (m_error)
        return std::unexpected(*m_error);
    return {};
}

sqlite::Statement *RowWriter::statement(const char *sql)
{
    if (m_error)
        return nullptr;
    const auto found = m_state.statement(sql);
    if (!found) {
        note(found.error());
        return nullptr;
    }
    return *found;
}

bool RowWriter::run(sqlite::Statement *statement)
{
    if (m_error) { // bound, but something that it needs has failed
        statement->reset();
        return false;
    }
    if (auto done = statement->run(); !done) {
        note(done.error());
        return false;
    }
    return true;
}

std::optional<qint64> RowWriter::number(sqlite::Statement *statement)
{
    const sqlite::ResetLater reset(*statement);
    const auto row = statement->step();
    if (!row) {
        note(row.error());
        return std::nullopt;
    }
    if (!*row)
        return std::nullopt;
    return statement->integer(0);
}

qint64 RowWriter::text(const QString &text)
{
    if (const auto known = m_state.textNumbers.constFind(text); known != m_state.textNumbers.cend())
        return *known;
    auto *query = statement("SELECT n FROM text WHERE text = ?");
    if (!query)
        return 0;
    std::optional<qint64> n = number(&query->bind(1, text));
    if (!n) {
        auto *insert = statement("INSERT INTO text (text) VALUES (?)");
        if (!insert || !run(&insert->bind(1, text)))
            return 0;
        n = m_state.database.lastInsertId();
    }
    if (m_state.textNumbers.size() >= maxRemembered)
        m_state.textNumbers.clear();
    if (text.size() <= longestRemembered)
        m_state.textNumbers.insert(text, *n);
    return *n;
}

void RowWriter::blobs(const std::unordered_map<Digest, QByteArray> &blobs)
{
    for (const auto &[digest, bytes] : blobs)
        blob(digest, bytes);
}

void RowWriter::blob(const Digest &digest, const QByteArray &bytes)
{
    auto *query = statement("SELECT n, encoding FROM blob WHERE digest = ?");
    if (!query)
        return;
    qint64 lost = 0;
    {
        const sqlite::ResetLater reset(query->bindBytes(1, digest.raw()));
        const auto row = query->step();
        if (!row)
            return note(row.error());
        if (*row && query->integer(1) != qint64(BlobEncoding::Lost))
            return;
        if (*row)
            lost = query->integer(0);
    }
    if (bytes.size() > sqlite::maxValueBytes)
        return note({ErrorCode::BadInput,
                     u"a blob of %1 bytes is larger than a run file takes (%2)"_s.arg(bytes.size())
                         .arg(sqlite::maxValueBytes),
                     {}});
    if (Digest::of(bytes) != digest)
        return note({ErrorCode::BadInput,
                     u"a blob was given as %1, but its bytes hash to %2"_s.arg(
                         digest.hex(), Digest::of(bytes).hex()),
                     {}});
    putBlob(digest, bytes, lost);
}

void RowWriter::putBlob(const Digest &digest, const QByteArray &bytes, qint64 lost)
{
    // Large ones are written piecewise: else SQLite holds a copy of its own.
    constexpr qsizetype large = 1 << 20;
    const BlobCoder::Coded coded = m_state.coder.encode(bytes);
    auto *insert = statement(lost ? "UPDATE blob SET digest = ?, size = ?, encoding = ?, data = ? "
                                    "WHERE n = ?"
                                  : "INSERT INTO blob (digest, size, encoding, data, n) "
                                    "VALUES (?, ?, ?, ?, ?)");
    if (!insert)
        return;
    insert->bindBytes(1, digest.raw()).bind(2, bytes.size()).bind(3, qint64(coded.encoding));
    if (coded.bytes.size() > large)
        insert->bindZeros(4, coded.bytes.size());
    else
        insert->bindBytes(4, coded.bytes);
    lost ? insert->bind(5, lost) : insert->bindNull(5);
    if (!run(insert) || coded.bytes.size() <= large)
        return;
    const qint64 row = lost ? lost : m_state.database.lastInsertId();
    if (auto written = m_state.database.writeBlob("blob", "data", row, coded.bytes); !written)
        note(written.error());
}

qint64 RowWriter::blobNumber(const Digest &digest, const QString &what)
{
    auto *query = statement("SELECT n FROM blob WHERE digest = ?");
    if (!query)
        return 0;
    if (const auto n = number(&query->bindBytes(1, digest.raw())); n || m_error)
        return n.value_or(0);
    if (!m_lenient) {
        note({ErrorCode::BadInput,
              u"%1 refers to the blob %2, which was neither given nor is it in the file"_s.arg(
                  what, digest.hex()),
              {}});
        return 0;
    }
    auto *insert =
        statement("INSERT INTO blob (digest, size, encoding, data) VALUES (?, 0, 2, NULL)");
    if (!insert || !run(&insert->bindBytes(1, digest.raw())))
        return 0;
    return m_state.database.lastInsertId();
}

void RowWriter::bindBlob(sqlite::Statement &into, int index, const Digest &digest,
                         const QString &what)
{
    if (digest.isNull())
        into.bindNull(index);
    else
        into.bind(index, blobNumber(digest, what));
}

qint64 RowWriter::run(const RunManifest &manifest)
{
    auto *query = statement("SELECT n FROM run WHERE id = ?");
    if (!query)
        return 0;
    if (const auto n = number(&query->bind(1, manifest.runId)); n || m_error)
        return n.value_or(0);
    auto *insert = statement("INSERT INTO run (id, created_ms, touchstone, environment, plan, "
                             "plan_digest) VALUES (?, ?, ?, ?, ?, ?)");
    if (!insert)
        return 0;
    insert->bind(1, manifest.runId)
        .bind(2, manifest.createdMs)
        .bind(3, manifest.touchstone)
        .bindText(4, dumpJson(m_state.redactor.json(manifest.environment)))
        .bindText(5, dumpJson(m_state.redactor.json(manifest.plan)))
        .bindBytes(6, manifest.planDigest.raw());
    return run(insert) ? m_state.database.lastInsertId() : 0;
}

void RowWriter::pass(const ScoringPass &pass)
{
    auto *insert =
        statement("INSERT INTO pass (n, created_ms, touchstone, note) VALUES (?, ?, ?, ?)");
    if (insert)
        run(&insert->bind(1, pass.id)
                 .bind(2, pass.createdMs)
                 .bind(3, pass.touchstone)
                 .bindText(4, dumpJson(m_state.redactor.json(pass.note))));
}

void RowWriter::requirePass(int pass)
{
    auto *query = statement("SELECT n FROM pass WHERE n = ?");
    if (query && !number(&query->bind(1, pass)))
        note(
            {ErrorCode::NotFound, u"%1: has no scoring pass %2"_s.arg(m_state.path).arg(pass), {}});
}

std::optional<qint64> RowWriter::knownAttempt(const QString &id)
{
    auto *query = statement("SELECT n FROM attempt WHERE id = ?");
    return query ? number(&query->bind(1, id)) : std::nullopt;
}

qint64 RowWriter::attemptNumber(const QString &id)
{
    const auto n = knownAttempt(id);
    if (!n)
        note({ErrorCode::NotFound, u"%1: has no attempt '%2'"_s.arg(m_state.path, id), {}});
    return n.value_or(0);
}

bool RowWriter::isScored(qint64 attempt, int pass)
{
    auto *query = statement("SELECT pass FROM outcome WHERE attempt = ? AND pass = ?");
    return query && number(&query->bind(1, attempt).bind(2, pass));
}

qint64 RowWriter::scenario(const AttemptRecord &record)
{
    const QByteArray key =
        dumpJson(Json{record.pack, record.scenario, record.scenarioDigest.hex(), record.kind,
                      record.language, record.tags, record.difficulty});
    if (const auto known = m_state.scenarioNumbers.constFind(key);
        known != m_state.scenarioNumbers.cend())
        return *known;
    const qint64 n = insertScenario(record);
    if (m_state.scenarioNumbers.size() >= maxRemembered)
        m_state.scenarioNumbers.clear();
    if (!m_error)
        m_state.scenarioNumbers.insert(key, n);
    return n;
}

qint64 RowWriter::insertScenario(const AttemptRecord &record)
{
    auto bound = [&](sqlite::Statement *into) {
        if (!into)
            return into;
        into->bind(1, text(record.pack)).bind(2, record.scenario);
        bindBlob(*into, 3, record.scenarioDigest, u"the scenario"_s);
        into->bind(4, text(record.kind))
            .bind(5, text(record.language))
            .bind(6, text(QString::fromUtf8(dumpJson(Json(record.tags)))))
            .bind(7, text(record.difficulty));
        return into;
    };
    auto *query = bound(statement(
        "SELECT n FROM scenario WHERE pack = ? AND scenario = ? AND resolved IS ? AND kind = ? "
        "AND language = ? AND tags = ? AND difficulty = ?"));
    if (!query || m_error)
        return 0;
    if (const auto n = number(query); n || m_error)
        return n.value_or(0);
    auto *insert =
        bound(statement("INSERT INTO scenario (pack, scenario, resolved, kind, language, "
                        "tags, difficulty) VALUES (?, ?, ?, ?, ?, ?, ?)"));
    return insert && run(insert) ? m_state.database.lastInsertId() : 0;
}

} // namespace touchstone
