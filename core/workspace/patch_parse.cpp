#include "core/workspace/patch.h"

#include "core/base/text.h"
#include "core/workspace/lines.h"

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t maxFiles = 10'000;
constexpr size_t maxHunks = 50'000;

/// A name in git's C quotes; `rest` moves behind it. Nothing where the quotes do not close.
std::optional<QByteArray> takeQuoted(QByteArrayView &rest)
{
    QByteArray name;
    for (qsizetype i = 1; i < rest.size(); ++i) {
        if (rest.at(i) == '"') {
            rest = rest.sliced(i + 1);
            return name;
        }
        if (rest.at(i) != '\\') {
            name += rest.at(i);
            continue;
        }
        static constexpr char letters[] = "abtnvfr\"\\";
        static constexpr char meant[] = "\a\b\t\n\v\f\r\"\\";
        const QByteArrayView octal =
            rest.sliced(i + 1, std::min<qsizetype>(3, rest.size() - i - 1));
        if (octal.isEmpty())
            return {};
        if (const char *found = std::strchr(letters, octal.front()); found && octal.front()) {
            name += meant[found - letters];
            ++i;
            continue;
        }
        bool number = false;
        const int value = octal.toInt(&number, 8);
        if (!number || octal.size() != 3 || value > 255 || octal.front() == '+')
            return {};
        name += char(value);
        i += 3;
    }
    return {};
}

/// The path behind "--- " or "+++ ": quoted, or up to a tab (a time stamp follows).
QByteArray headerPath(QByteArrayView rest)
{
    rest = withoutEnd(rest);
    if (rest.startsWith('"'))
        if (auto name = takeQuoted(rest))
            return *name;
    if (const qsizetype tab = rest.indexOf('\t'); tab >= 0)
        return rest.first(tab).toByteArray();
    return rest.trimmed().toByteArray();
}

/// The path of "rename from" and the like: the whole rest, or quoted.
QByteArray wholePath(QByteArrayView rest)
{
    if (rest.startsWith('"'))
        if (auto name = takeQuoted(rest))
            return *name;
    return rest.toByteArray();
}

/// Both names of "diff --git": where neither is quoted, they are of one length but for a prefix.
std::pair<QByteArray, QByteArray> gitNames(QByteArrayView rest)
{
    rest = withoutEnd(rest);
    if (rest.startsWith('"')) {
        const auto first = takeQuoted(rest);
        return {first.value_or(QByteArray()), wholePath(rest.trimmed())};
    }
    if (rest.endsWith('"')) {
        const qsizetype quote = rest.indexOf(" \"");
        return quote < 0
            ? std::pair<QByteArray, QByteArray>()
            : std::pair(rest.first(quote).toByteArray(), wholePath(rest.sliced(quote + 1)));
    }
    const qsizetype half = rest.size() / 2;
    if (rest.size() % 2 == 1 && rest.at(half) == ' ')
        return {rest.first(half).toByteArray(), rest.sliced(half + 1).toByteArray()};
    return {};
}

struct HunkHeader {
    std::optional<qsizetype> start;
    std::optional<qsizetype> oldCount;
    std::optional<qsizetype> newCount;
};

std::optional<qsizetype> takeNumber(QByteArrayView &rest)
{
    const auto end = std::ranges::find_if_not(rest, [](char c) { return c >= '0' && c <= '9'; });
    const QByteArrayView digits = rest.first(end - rest.begin());
    if (digits.isEmpty() || digits.size() > 9)
        return {};
    rest = rest.sliced(digits.size());
    return digits.toLongLong();
}

/// "@@ -a,b +c,d @@"; what is not there stays unknown.
HunkHeader hunkHeader(QByteArrayView line)
{
    HunkHeader header;
    QByteArrayView rest = line.sliced(2).trimmed();
    for (const char sign : {'-', '+'}) {
        if (!rest.startsWith(sign))
            return {};
        rest = rest.sliced(1);
        const auto start = takeNumber(rest);
        std::optional<qsizetype> count = start ? std::optional<qsizetype>(1) : std::nullopt;
        if (start && rest.startsWith(',')) {
            rest = rest.sliced(1);
            count = takeNumber(rest);
        }
        if (!start)
            return {};
        if (sign == '-')
            header.start = start;
        (sign == '-' ? header.oldCount : header.newCount) = count;
        rest = rest.trimmed();
    }
    return header;
}

class PatchParser {
public:
    PatchParser(QByteArrayView diff, const QString &targetFile, qint64 maxBytes)
        : m_lines(splitLines(diff))
        , m_targetFile(targetFile)
        , m_maxBytes(maxBytes)
    {
    }

    std::expected<std::vector<FilePatch>, Refusal> parse()
    {
        while (m_at < m_lines.size() && !m_refusal)
            step();
        if (m_refusal)
            return std::unexpected(*m_refusal);
        return std::move(m_files);
    }

private:
    void step()
    {
        const QByteArrayView line = m_lines[m_at];
        if (line.startsWith("diff --git ")) {
            begin(true);
            const auto [before, after] = gitNames(line.sliced(11));
            m_files.back().oldPath = pathOf(before);
            m_files.back().newPath = pathOf(after);
            ++m_at;
        } else if (line.startsWith("diff --cc ") || line.startsWith("diff --combined ")
                   || line.startsWith("@@@")) {
            refuse(u"does-not-apply"_s,
                   u"it is a combined diff of a merge; one of a single parent "
                   u"is expected"_s);
        } else if (line.startsWith("--- ") && at(m_at + 1).startsWith("+++ ")) {
            paths();
        } else if (line.startsWith("@@")) {
            hunk();
        } else if (inHeader() && line.startsWith("GIT binary patch")) {
            binary();
        } else if (inHeader() && line.startsWith("Binary files ")) {
            refuse(u"binary"_s,
                   u"it says that binary files differ, but not how; git's --binary "
                   u"is expected"_s);
        } else {
            if (inHeader())
                extended(withoutEnd(line));
            ++m_at;
        }
    }

    [[nodiscard]] QByteArrayView at(size_t index) const
    {
        return index < m_lines.size() ? m_lines[index] : QByteArrayView();
    }

    /// Between "diff --git" and the first hunk.
    [[nodiscard]] bool inHeader() const
    {
        return !m_files.empty() && m_files.back().gitHeader && m_files.back().hunks.empty()
            && !m_files.back().binary;
    }

    void begin(bool git)
    {
        if (m_files.size() >= maxFiles)
            return refuse(u"too-large"_s, u"it changes more than %1 files"_s.arg(maxFiles));
        m_files.emplace_back();
        m_files.back().line = int(m_at) + 1;
        m_files.back().gitHeader = git;
        m_files.back().crlfHeader = m_lines[m_at].endsWith("\r\n");
        m_pathsSeen = false;
    }

    void paths()
    {
        if (!inHeader() || m_pathsSeen)
            begin(false);
        m_pathsSeen = true;
        FilePatch &file = m_files.back();
        const QByteArray before = headerPath(m_lines[m_at].sliced(4));
        const QByteArray after = headerPath(m_lines[m_at + 1].sliced(4));
        file.fromNothing = file.fromNothing || before == "/dev/null";
        file.toNothing = file.toNothing || after == "/dev/null";
        if (before != "/dev/null")
            file.oldPath = pathOf(before);
        if (after != "/dev/null")
            file.newPath = pathOf(after);
        m_at += 2;
    }

    void extended(QByteArrayView line)
    {
        FilePatch &file = m_files.back();
        const auto rest = [&](const char *key) -> std::optional<QByteArrayView> {
            if (!line.startsWith(key))
                return {};
            return line.sliced(QByteArrayView(key).size());
        };
        if (const auto mode = rest("old mode "))
            file.oldMode = QString::fromUtf8(*mode).trimmed();
        else if (const auto changed = rest("new mode "))
            file.newMode = QString::fromUtf8(*changed).trimmed();
        else if (const auto created = rest("new file mode ")) {
            file.newMode = QString::fromUtf8(*created).trimmed();
            file.fromNothing = true;
        } else if (const auto deleted = rest("deleted file mode ")) {
            file.oldMode = QString::fromUtf8(*deleted).trimmed();
            file.toNothing = true;
        } else if (const auto from = rest("rename from "))
            file.renamedFrom = pathOf(wholePath(*from));
        else if (const auto to = rest("rename to "))
            file.renamedTo = pathOf(wholePath(*to));
        else if (const auto source = rest("copy from ")) {
            file.renamedFrom = pathOf(wholePath(*source));
            file.copies = true;
        } else if (const auto copy = rest("copy to "))
            file.renamedTo = pathOf(wholePath(*copy));
        else if (const auto index = rest("index "))
            indexLine(file, *index);
    }

    static void indexLine(FilePatch &file, QByteArrayView rest)
    {
        const qsizetype dots = rest.indexOf("..");
        const qsizetype space = rest.indexOf(' ');
        if (dots > 0 && dots <= 64)
            file.oldId = rest.first(dots).toByteArray();
        if (space > 0)
            file.indexMode = QString::fromUtf8(rest.sliced(space + 1)).trimmed();
    }

    QString pathOf(const QByteArray &bytes)
    {
        if (bytes.isValidUtf8() && bytes.size() <= 8192)
            return QString::fromUtf8(bytes);
        refuse(u"bad-path"_s, u"it names a file whose name is too long or not UTF-8"_s);
        return {};
    }

    void hunk()
    {
        if (m_files.empty()) {
            if (m_targetFile.isEmpty())
                return refuse(u"does-not-apply"_s, u"no file is named before this hunk"_s);
            begin(false);
            m_files.back().oldPath = m_files.back().newPath = m_targetFile;
        }
        if (++m_hunks > maxHunks)
            return refuse(u"too-large"_s, u"it has more than %1 hunks"_s.arg(maxHunks));
        const HunkHeader header = hunkHeader(withoutEnd(m_lines[m_at]));
        Hunk hunk;
        hunk.start = header.start;
        hunk.line = int(m_at) + 1;
        const size_t first = m_at + 1;
        if (!counted(header, first, hunk.lines) && !recounted(first, hunk.lines))
            return;
        if (hunk.lines.empty())
            return refuse(u"does-not-apply"_s, u"a hunk without lines; the diff is cut off"_s);
        m_files.back().hunks.push_back(std::move(hunk));
    }

    /// Whether the next file's diff begins here, or a mail's signature.
    [[nodiscard]] bool endsHunk(size_t index) const
    {
        const QByteArrayView line = withoutEnd(at(index));
        return line == "-- " || line == "--"
            || (line.startsWith("--- ") && at(index + 1).startsWith("+++ "));
    }

    /// Takes one line into the hunk; false: it is none of a hunk's.
    bool take(size_t index, std::vector<HunkLine> &lines) const
    {
        const QByteArrayView line = m_lines[index];
        if (line.startsWith('\\')) {
            if (!lines.empty() && lines.back().text.endsWith('\n'))
                lines.back().text.chop(
                    m_files.back().crlfHeader && lines.back().text.endsWith("\r\n") ? 2 : 1);
            return true;
        }
        if (withoutEnd(line).isEmpty()) // an empty context line that lost its space
            lines.push_back({' ', line});
        else if (QByteArrayView(" +-").contains(line.front()))
            lines.push_back({line.front(), line.sliced(1)});
        else
            return false;
        return true;
    }

    /// By the header's counts, where they are borne out; m_at moves behind.
    bool counted(const HunkHeader &header, size_t first, std::vector<HunkLine> &lines)
    {
        if (!header.oldCount || !header.newCount)
            return false;
        qsizetype old = *header.oldCount;
        qsizetype now = *header.newCount;
        size_t index = first;
        while (index < m_lines.size() && (old > 0 || now > 0 || at(index).startsWith('\\'))) {
            const size_t before = lines.size();
            if (!take(index++, lines))
                break;
            if (lines.size() > before) {
                old -= lines.back().kind != '+';
                now -= lines.back().kind != '-';
            }
        }
        const QByteArrayView next = withoutEnd(at(index));
        const bool more =
            !next.isEmpty() && QByteArrayView(" +-").contains(next.front()) && !endsHunk(index);
        if (old != 0 || now != 0 || more) {
            lines.clear();
            return false;
        }
        m_at = index;
        return true;
    }

    /// By where the lines of a hunk end; m_at moves behind.
    bool recounted(size_t first, std::vector<HunkLine> &lines)
    {
        size_t index = first;
        while (index < m_lines.size() && !endsHunk(index) && take(index, lines))
            ++index;
        while (!lines.empty() && withoutEnd(lines.back().text).isEmpty()
               && lines.back().kind == ' ')
            lines.pop_back(); // blank lines behind the diff
        // nothing may be left out silently: a change behind a line that is none is in doubt
        for (size_t rest = index; rest < m_lines.size(); ++rest) {
            const QByteArrayView line = m_lines[rest];
            if (endsHunk(rest) || line.startsWith("@@") || line.startsWith("diff "))
                break;
            if (line.startsWith('+') || line.startsWith('-')) {
                m_at = index;
                refuse(u"does-not-apply"_s,
                       u"%1 is neither context, removal nor addition of the hunk it stands in, and "
                       u"the hunk's line counts do not tell where it ends"_s.arg(
                           quotedLine(m_lines[index])));
                return false;
            }
        }
        m_at = index;
        return true;
    }

    void binary()
    {
        BinaryPatch patch;
        const QByteArrayView kind = withoutEnd(at(++m_at));
        patch.delta = kind.startsWith("delta ");
        bool number = false;
        if (patch.delta || kind.startsWith("literal "))
            patch.size = kind.sliced(patch.delta ? 6 : 8).trimmed().toLongLong(&number);
        if (!number || patch.size < 0)
            return refuse(u"does-not-apply"_s, u"\"literal SIZE\" or \"delta SIZE\" expected"_s);
        if (patch.size > m_maxBytes)
            return refuse(u"too-large"_s,
                          u"a binary patch of %1 bytes; at most %2 are accepted"_s.arg(patch.size)
                              .arg(m_maxBytes));
        for (++m_at; !withoutEnd(at(m_at)).isEmpty(); ++m_at) {
            const QByteArrayView line = withoutEnd(m_lines[m_at]);
            const char size = line.front();
            const auto bytes = fromBase85(line.sliced(1),
                                          size >= 'A' && size <= 'Z'       ? size - 'A' + 1
                                              : size >= 'a' && size <= 'z' ? size - 'a' + 27
                                                                           : -1);
            if (!bytes)
                return refuse(u"does-not-apply"_s, u"no line of git's base 85"_s);
            patch.deflated += *bytes;
        }
        m_files.back().binary = std::move(patch);
    }

    void refuse(const QString &code, const QString &why)
    {
        if (!m_refusal)
            m_refusal = Refusal{code, u"line %1 of the answer: %2"_s.arg(m_at + 1).arg(why)};
    }

    std::vector<QByteArrayView> m_lines;
    const QString &m_targetFile;
    qint64 m_maxBytes;
    size_t m_at = 0;
    size_t m_hunks = 0;
    bool m_pathsSeen = false;
    std::vector<FilePatch> m_files;
    std::optional<Refusal> m_refusal;
};

} // namespace

std::expected<std::vector<FilePatch>, Refusal>
parsePatch(QByteArrayView diff, const QString &targetFile, qint64 maxBytes)
{
    return PatchParser(diff, targetFile, maxBytes).parse();
}

bool beginsDiff(QByteArrayView line, QByteArrayView next)
{
    return line.startsWith("diff --git ") || line.startsWith("@@ -")
        || (line.startsWith("--- ") && next.startsWith("+++ "));
}

} // namespace touchstone
