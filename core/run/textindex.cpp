#include "core/run/textindex.h"

#include "core/base/text.h"
#include "core/run/sqlite.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 formatNumber = 1;
constexpr qsizetype longestText = 1 << 20; // of one event; an output may be endless
constexpr qsizetype snippetBefore = 40;
constexpr qsizetype snippetSize = 200;
constexpr int deepest = 32;
constexpr qint64 checkedBytes = 256LL << 20; // a larger one takes too long to look through

const char *const tablesSql = R"sql(
CREATE TABLE state (n INTEGER PRIMARY KEY, format INTEGER NOT NULL, run TEXT NOT NULL,
                    last INTEGER NOT NULL, last_id TEXT NOT NULL) STRICT;
CREATE TABLE attempt (n INTEGER PRIMARY KEY, id TEXT NOT NULL) STRICT;
CREATE TABLE part (n INTEGER PRIMARY KEY, attempt INTEGER NOT NULL, event INTEGER NOT NULL) STRICT;
CREATE VIRTUAL TABLE words USING fts5(text, content='', columnsize=0,
                                      tokenize="unicode61 remove_diacritics 2 tokenchars '_'");
)sql";

void addStrings(const Json &json, QString &text, int depth)
{
    if (text.size() > longestText || depth > deepest)
        return;
    if (json.is_string())
        text += json.get<QString>() + u'\n';
    for (const Json &item : json.is_structured() ? json : Json::array())
        addStrings(item, text, depth + 1);
}

/// Of a call only what came of it: the conversation before it stands in earlier events.
bool isRepeated(const Event &event, const std::string &member)
{
    return event.type == EventType::ModelCall && member == "request";
}

/// Words and phrases as FTS5 wants them, each in quotes, so that none of its own syntax is left.
QStringList termsOf(const QString &words)
{
    QStringList terms;
    bool isQuoted = false;
    for (const QString &part : QString(words).remove(QChar(0)).split(u'"')) {
        if (isQuoted && !part.trimmed().isEmpty())
            terms.append(part.simplified());
        else if (!isQuoted)
            terms += part.simplified().split(u' ', Qt::SkipEmptyParts);
        isQuoted = !isQuoted;
    }
    terms.removeIf([](const QString &term) {
        return std::ranges::none_of(
            term, [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c.isSurrogate(); });
    });
    return terms;
}

QString expressionOf(const QStringList &terms)
{
    QStringList quoted;
    for (const QString &term : terms)
        quoted.append(u'"' + term + u"\" *"_s); // or the beginning of a word
    return quoted.join(u' ');
}

QString folderFor(const QString &path)
{
    const QFileInfo info(path);
    if (QFileInfo(info.absolutePath()).isWritable())
        return {};
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
        + u"/touchstone/indexes"_s;
}

QString indexPath(const QString &run, const QString &runId)
{
    const QString folder = folderFor(run);
    if (folder.isEmpty())
        return run + u".index"_s;
    const QByteArray key = runId.toUtf8() + '\n' + QFileInfo(run).absoluteFilePath().toUtf8();
    return folder + u'/' + Digest::of(key).hex().first(32) + u".index"_s;
}

} // namespace

QString searchableText(const Event &event, const BlobSource &blobs)
{
    QString text;
    for (const auto &[member, value] : event.data.items())
        if (!isRepeated(event, member))
            addStrings(value, text, 0);
    for (auto it = event.blobs.begin(); it != event.blobs.end(); ++it) {
        if (text.size() > longestText)
            break;
        static const QStringList texts{u"answer"_s, u"diff"_s, u"output"_s,
                                       u"errors"_s, u"text"_s, u"prompt"_s};
        if (!texts.contains(it.key()))
            continue;
        const auto bytes = blobs.blob(it.value());
        if (bytes && !bytes->first(std::min<qsizetype>(bytes->size(), 4096)).contains('\0'))
            text += QString::fromUtf8(bytes->first(std::min(bytes->size(), longestText))) + u'\n';
    }
    text.truncate(longestText);
    return text.remove(QChar(0));
}

struct TextIndex::State {
    QString path;
    sqlite::Database database;

    static Result<State> open(const QString &path);
    Result<void> make(const QString &runId);
    /// Throws away what is there.
    static Result<State> anew(const QString &path, const QString &runId);
    Result<bool> belongsTo(const RunFile &file, const QString &runId) const;
    Result<qint64> add(const RunFile &file, qint64 after, qint64 upTo,
                       const std::function<bool()> &goesOn);
    Result<void> addAttempt(const RunFile &file, const QString &id, qint64 &part);
    Result<qint64> last() const { return database.integer("SELECT last FROM state WHERE n = 1"); }
};

Result<TextIndex::State> TextIndex::State::open(const QString &path)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    auto database = sqlite::Database::open(path, sqlite::Access::Create);
    if (!database)
        return std::unexpected(std::move(database.error()));
    State state{path, std::move(*database)};
    // what a crash damages is made again
    if (auto set = state.database.run("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF"); !set)
        return std::unexpected(std::move(set.error()));
    return state;
}

Result<void> TextIndex::State::make(const QString &runId)
{
    auto transaction = sqlite::Transaction::begin(database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto made = database.run(tablesSql); !made)
        return made;
    auto insert = database.prepare(
        "INSERT INTO state (n, format, run, last, last_id) VALUES (1, ?, ?, 0, '')");
    if (!insert)
        return std::unexpected(insert.error());
    if (auto done = insert->bind(1, formatNumber).bind(2, runId).run(); !done)
        return done;
    return transaction->commit();
}

Result<TextIndex::State> TextIndex::State::anew(const QString &path, const QString &runId)
{
    for (const QString &part : {path, path + u"-journal"_s, path + u"-wal"_s})
        QFile::remove(part);
    auto state = open(path);
    if (!state)
        return state;
    if (auto done = state->make(runId); !done)
        return std::unexpected(std::move(done.error()));
    return state;
}

/// False: it is damaged, of another run, or of an earlier state of this one.
Result<bool> TextIndex::State::belongsTo(const RunFile &file, const QString &runId) const
{
    const auto whole = QFileInfo(path).size() < checkedBytes
        ? database.text("PRAGMA quick_check(1)")
        : Result<QString>(u"ok"_s);
    auto query = database.prepare("SELECT format, run, last, last_id FROM state WHERE n = 1");
    if (!query || !whole || *whole != u"ok")
        return false;
    const auto row = query->step();
    if (!row || !*row)
        return false;
    const qint64 last = query->integer(2);
    const QString id = query->text(3);
    if (query->integer(0) != formatNumber || query->text(1) != runId || !query->typed())
        return false;
    query->reset();
    const auto there = file.lastNumber();
    if (!there)
        return std::unexpected(there.error());
    if (last > *there)
        return false;
    if (last == 0)
        return true;
    bool isSame = false;
    AttemptQuery which;
    which.after = last - 1;
    which.upTo = last;
    auto read = file.attempts(which, [&](const AttemptRecord &record) {
        isSame = record.id == id;
        return false;
    });
    return isSame || id.isEmpty();
}

TextIndex::TextIndex(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

TextIndex::~TextIndex() = default;

QString TextIndex::path() const
{
    return m_state->path;
}

Result<std::unique_ptr<TextIndex>> TextIndex::open(const RunFile &file)
{
    const auto manifest = file.manifest();
    if (!manifest)
        return std::unexpected(manifest.error());
    const QString path = indexPath(file.path(), manifest->runId);
    auto state = State::open(path);
    auto fits = state ? state->belongsTo(file, manifest->runId) : std::unexpected(state.error());
    if (!fits && fits.error().code == ErrorCode::Busy)
        return std::unexpected(fits.error());
    if (!fits || !*fits) {
        if (state)
            state->database = {};
        state = State::anew(path, manifest->runId);
    }
    if (!state)
        return std::unexpected(std::move(state.error()));
    return std::unique_ptr<TextIndex>(new TextIndex(std::make_unique<State>(std::move(*state))));
}

Result<void> TextIndex::State::addAttempt(const RunFile &file, const QString &id, qint64 &part)
{
    const auto events = file.events(id);
    if (!events)
        return events.error().code == ErrorCode::Corrupt ? Result<void>()
                                                         : std::unexpected(events.error());
    auto attempt = database.prepare("INSERT INTO attempt (id) VALUES (?)");
    auto insertPart = database.prepare("INSERT INTO part (n, attempt, event) VALUES (?, ?, ?)");
    auto insertWords = database.prepare("INSERT INTO words (rowid, text) VALUES (?, ?)");
    for (const auto *statement : {&attempt, &insertPart, &insertWords})
        if (!*statement)
            return std::unexpected(statement->error());
    if (auto done = attempt->bind(1, id).run(); !done)
        return done;
    const qint64 number = database.lastInsertId();
    for (const Event &event : *events) {
        const QString text = searchableText(event, file);
        if (text.isEmpty())
            continue;
        ++part;
        if (auto done = insertPart->bind(1, part).bind(2, number).bind(3, event.id).run(); !done)
            return done;
        if (auto done = insertWords->bind(1, part).bind(2, text).run(); !done)
            return done;
    }
    return {};
}

/// In one transaction; the number of the last attempt that is in.
Result<qint64> TextIndex::State::add(const RunFile &file, qint64 after, qint64 upTo,
                                     const std::function<bool()> &goesOn)
{
    auto transaction = sqlite::Transaction::begin(database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    auto part = database.integer("SELECT coalesce(max(n), 0) FROM part");
    if (!part)
        return part;
    // an attempt a walk: where it is cut off, its number is known
    for (qint64 number = after; number < upTo && (!goesOn || goesOn()); ++number) {
        Result<void> added;
        QString id;
        AttemptQuery query;
        query.after = number;
        query.upTo = number + 1;
        const auto read = file.attempts(query, [&](const AttemptRecord &record) {
            id = record.id;
            added = addAttempt(file, record.id, *part);
            return true;
        });
        if (!added)
            return std::unexpected(std::move(added.error()));
        if (!read && read.error().code != ErrorCode::Corrupt)
            return std::unexpected(read.error());
        auto set = database.prepare("UPDATE state SET last = ?, last_id = ? WHERE n = 1");
        if (!set)
            return std::unexpected(set.error());
        if (auto done = set->bind(1, number + 1).bind(2, id).run(); !done)
            return std::unexpected(std::move(done.error()));
    }
    if (auto done = transaction->commit(); !done)
        return std::unexpected(std::move(done.error()));
    return last();
}

Result<qint64> TextIndex::beginAnew(const RunFile &file)
{
    const auto manifest = file.manifest();
    if (!manifest)
        return std::unexpected(manifest.error());
    m_state->database = {};
    auto state = State::anew(m_state->path, manifest->runId);
    if (!state)
        return std::unexpected(std::move(state.error()));
    *m_state = std::move(*state);
    return 0;
}

Result<TextIndex::Progress> TextIndex::update(const RunFile &file, qint64 atMost,
                                              const std::function<bool()> &goesOn)
{
    const auto total = file.lastNumber();
    auto done = m_state->last();
    if (!total)
        return std::unexpected(total.error());
    if (done && *done < *total)
        done = m_state->add(file, *done, std::min(*total, *done + atMost), goesOn);
    if (!done && done.error().code == ErrorCode::Corrupt)
        done = beginAnew(file);
    if (!done)
        return std::unexpected(std::move(done.error()).within(u"indexing %1"_s.arg(file.path())));
    return Progress{*done, *total};
}

namespace {

/// Around the first of the terms that is there, on one line.
void setSnippet(TextIndex::Hit &hit, const QString &text, const QStringList &terms)
{
    qsizetype at = -1;
    qsizetype size = 0;
    for (const QString &term : terms) {
        const qsizetype found = text.indexOf(term, 0, Qt::CaseInsensitive);
        if (found >= 0 && (at < 0 || found < at)) {
            at = found;
            size = term.size();
        }
    }
    const qsizetype from = std::max<qsizetype>(0, at - snippetBefore);
    const auto clean = [](const QString &piece) { // runs of blanks are one, at the ends too
        QString line = (u'|' + visibleText(piece) + u'|').simplified();
        return line.sliced(1, line.size() - 2);
    };
    const qsizetype begin = std::max<qsizetype>(at, 0);
    const QString before = (from > 0 ? u"…"_s : QString()) + clean(text.mid(from, begin - from));
    const QString match = clean(text.mid(begin, size));
    const QString behind = clean(text.mid(begin + size, snippetSize));
    hit.snippet = before + match + behind;
    if (begin + size + snippetSize < text.size())
        hit.snippet += u'…';
    if (at >= 0) {
        hit.matchAt = before.size();
        hit.matchSize = match.size();
    }
}

/// An event each, and not the attempts as a whole: they may be long.
Result<void> lookUp(const RunFile &file, std::vector<TextIndex::Hit> &hits,
                    const QStringList &terms)
{
    for (TextIndex::Hit &hit : hits) {
        const auto events = file.events(hit.attempt, hit.event - 1, 1);
        if (!events && events.error().code != ErrorCode::Corrupt
            && events.error().code != ErrorCode::NotFound)
            return std::unexpected(events.error());
        for (const Event &event : events ? *events : Trace())
            if (event.id == hit.event) {
                hit.type = event.type;
                setSnippet(hit, searchableText(event, file), terms);
            }
    }
    return {};
}

} // namespace

/// In the order of the run; at most `limit`, or all (-1). A damaged index is begun anew.
Result<void> TextIndex::visitPlaces(const RunFile &file, const QStringList &terms, int limit,
                                    const Visit &visit)
{
    auto query = m_state->database.prepare(
        "SELECT a.id, p.event FROM words JOIN part p ON p.n = words.rowid "
        "JOIN attempt a ON a.n = p.attempt WHERE words MATCH ? ORDER BY words.rowid LIMIT ?");
    if (!query)
        return std::unexpected(query.error());
    query->bind(1, expressionOf(terms)).bind(2, limit);
    for (;;) {
        const auto row = query->step();
        if (!row && row.error().code == ErrorCode::Corrupt) {
            *query = {};
            if (auto begun = beginAnew(file); !begun)
                return std::unexpected(std::move(begun.error()));
        }
        if (!row)
            return std::unexpected(row.error());
        if (!*row || !visit(query->text(0), query->integer(1)))
            return query->typed();
    }
}

Result<std::vector<TextIndex::Hit>> TextIndex::search(const RunFile &file, const QString &words,
                                                      int limit)
{
    std::vector<Hit> hits;
    const QStringList terms = termsOf(words);
    if (terms.isEmpty())
        return hits;
    const auto add = [&hits](const QString &attempt, qint64 event) {
        hits.push_back({attempt, event, EventType::Note, {}, -1, 0});
        return true;
    };
    if (auto visited = visitPlaces(file, terms, limit, add); !visited)
        return std::unexpected(std::move(visited.error()));
    if (auto found = lookUp(file, hits, terms); !found)
        return std::unexpected(std::move(found.error()));
    return hits;
}

Result<TextIndex::Found>
TextIndex::searchIn(const RunFile &file, const QString &words, int limit,
                    const std::function<bool(const QString &attempt)> &wanted,
                    const std::function<bool()> &goesOn)
{
    constexpr qint64 lookEvery = 1024; // places between two looks at whether this is wanted still
    Found found;
    const QStringList terms = termsOf(words);
    if (terms.isEmpty())
        return found;
    QString last;
    bool isWanted = false;
    bool isCancelled = false;
    const auto count = [&](const QString &attempt, qint64 event) {
        if (attempt != last) {
            last = attempt;
            isWanted = wanted(attempt);
        }
        (isWanted ? found.wanted : found.others) += 1;
        if (isWanted && std::ssize(found.hits) < limit)
            found.hits.push_back({attempt, event, EventType::Note, {}, -1, 0});
        isCancelled = (found.wanted + found.others) % lookEvery == 0 && goesOn && !goesOn();
        return !isCancelled;
    };
    if (auto visited = visitPlaces(file, terms, -1, count); !visited)
        return std::unexpected(std::move(visited.error()));
    if (isCancelled)
        return fail(ErrorCode::Cancelled, u"no longer wanted"_s);
    if (auto read = lookUp(file, found.hits, terms); !read)
        return std::unexpected(std::move(read.error()));
    return found;
}

} // namespace touchstone
