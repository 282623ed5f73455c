#include "core/workspace/lines.h"
#include "core/workspace/patch.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// How the lines of all hunks end.
LineEnds hunkEnds(const FilePatch &patch)
{
    bool lf = false;
    bool crLf = false;
    for (const Hunk &hunk : patch.hunks)
        for (const HunkLine &line : hunk.lines)
            (line.text.endsWith("\r\n") ? crLf : lf) |= line.text.endsWith('\n');
    if (lf && crLf)
        return LineEnds::Mixed;
    return crLf ? LineEnds::CrLf : lf ? LineEnds::Lf : LineEnds::None;
}

/// What the lines of a patch are to end with, so that only one reading is possible: where all of
/// the file ends one way and all of the patch the other, the patch was converted on its way.
LineEnds wantedEnds(const FilePatch &patch, QByteArrayView before)
{
    const LineEnds file = lineEnds(before);
    const LineEnds given = hunkEnds(patch);
    const bool uniform = given == LineEnds::Lf || given == LineEnds::CrLf;
    if (uniform && (file == LineEnds::Lf || file == LineEnds::CrLf))
        return file;
    if (before.isEmpty() && given == LineEnds::CrLf && patch.crlfHeader)
        return LineEnds::Lf;
    return LineEnds::None; // as they are
}

class HunkApplier {
public:
    HunkApplier(const FilePatch &patch, const QString &path, QByteArrayView before,
                LineFinder &finder)
        : m_patch(patch)
        , m_path(path)
        , m_file(splitLines(before))
        , m_ends(wantedEnds(patch, before))
        , m_finder(finder)
    {
    }

    std::expected<QByteArray, Refusal> apply()
    {
        for (size_t i = 0; i < m_patch.hunks.size(); ++i) {
            m_number = i + 1;
            if (auto refused = hunk(m_patch.hunks[i]))
                return std::unexpected(std::move(*refused));
        }
        copyTo(qsizetype(m_file.size()));
        return m_result;
    }

private:
    std::optional<Refusal> hunk(const Hunk &hunk)
    {
        std::vector<QByteArray> texts;
        std::vector<QByteArrayView> old;
        texts.reserve(hunk.lines.size());
        for (const HunkLine &line : hunk.lines) {
            texts.push_back(withLineEnds(line.text, m_ends));
            if (line.kind != '+')
                old.push_back(texts.back());
        }
        const auto at = old.empty() ? insertion(hunk) : place(hunk, old);
        if (!at)
            return at.error();
        if (hunk.start)
            m_offset += *at - expected(hunk, old.empty());
        copyTo(*at);
        for (size_t i = 0; i < hunk.lines.size(); ++i) {
            if (hunk.lines[i].kind == '+')
                emitLine(texts[i]);
            else if (hunk.lines[i].kind == ' ')
                emitLine(m_file[size_t(m_next)]);
            m_next += hunk.lines[i].kind != '+';
        }
        return {};
    }

    /// Where the hunk should begin; the old lines of an insertion end before it.
    [[nodiscard]] qsizetype expected(const Hunk &hunk, bool insertion) const
    {
        return hunk.start.value_or(0) - (insertion ? 0 : 1) + m_offset;
    }

    [[nodiscard]] std::expected<qsizetype, Refusal> insertion(const Hunk &hunk) const
    {
        if (m_file.empty())
            return 0;
        const qsizetype at = expected(hunk, true);
        if (hunk.start && at >= m_next && at <= qsizetype(m_file.size()))
            return at;
        return std::unexpected(
            refusal(hunk, u"does-not-apply"_s,
                    u"it only adds lines, without context, and its line number is %1; the file has "
                    u"%2 lines"_s.arg(hunk.start ? QString::number(*hunk.start) : u"not given"_s)
                        .arg(m_file.size())));
    }

    std::expected<qsizetype, Refusal> place(const Hunk &hunk, Lines old)
    {
        const qsizetype should = hunk.start ? expected(hunk, false) : -1;
        for (const auto compare :
             {LineFinder::Compare::Exact, LineFinder::Compare::IgnoreTrailing}) {
            if (should >= m_next && m_finder.matchesAt(m_file, should, old, compare))
                return should;
            const auto found = m_finder.find(m_file, old, m_next, compare, 2);
            if (m_finder.exhausted())
                return std::unexpected(
                    refusal(hunk, u"too-large"_s, u"looking for its place takes too long"_s));
            if (found.size() == 1)
                return found.front();
            if (found.size() > 1)
                return std::unexpected(refusal(
                    hunk, u"ambiguous"_s,
                    u"its lines are not where it says and stand in the file more than once, "
                    u"at lines %1 and %2; correct its line number or give more context"_s
                        .arg(found[0] + 1)
                        .arg(found[1] + 1)));
        }
        return std::unexpected(mismatch(hunk, old, should));
    }

    [[nodiscard]] Refusal mismatch(const Hunk &hunk, Lines old, qsizetype should) const
    {
        LineFinder finder(20'000'000);
        qsizetype at = finder.nearest(m_file, old);
        if (at < 0)
            at = should;
        for (size_t i = 0; i < old.size() && at >= 0; ++i) {
            const size_t line = size_t(at) + i;
            if (line >= m_file.size())
                return refusal(
                    hunk, u"does-not-apply"_s,
                    u"the file ends at line %1, but %2 is expected there"_s.arg(m_file.size())
                        .arg(quotedLine(old[i])));
            if (!finder.sameLine(m_file[line], old[i], LineFinder::Compare::IgnoreTrailing))
                return refusal(
                    hunk, u"does-not-apply"_s,
                    u"line %1 of the file is %2, but %3 is expected there"_s.arg(line + 1).arg(
                        quotedLine(m_file[line]), quotedLine(old[i])));
        }
        return refusal(hunk, u"does-not-apply"_s,
                       u"its lines, beginning with %1, do not stand behind line %2 of the file"_s
                           .arg(quotedLine(old[0]))
                           .arg(m_next));
    }

    [[nodiscard]] Refusal refusal(const Hunk &hunk, const QString &code, const QString &why) const
    {
        return {code,
                u"hunk %1 of '%2' (line %3 of the answer) does not apply: %4"_s.arg(m_number)
                    .arg(m_path)
                    .arg(hunk.line)
                    .arg(why)};
    }

    void copyTo(qsizetype at)
    {
        for (; m_next < at; ++m_next)
            emitLine(m_file[size_t(m_next)]);
    }

    /// A line that something follows needs an end, even where it had none.
    void emitLine(QByteArrayView line)
    {
        if (!m_result.isEmpty() && !m_result.endsWith('\n'))
            m_result += m_ends == LineEnds::CrLf ? "\r\n" : "\n";
        m_result += line;
    }

    const FilePatch &m_patch;
    const QString &m_path;
    std::vector<QByteArrayView> m_file;
    LineEnds m_ends;
    LineFinder &m_finder;
    QByteArray m_result;
    qsizetype m_next = 0; ///< the first line of the file that is not dealt with yet
    qsizetype m_offset = 0; ///< by how much the last hunk stood elsewhere
    size_t m_number = 0; ///< of the hunk, from 1
};

} // namespace

std::expected<QByteArray, Refusal> applyHunks(const FilePatch &patch, const QString &path,
                                              QByteArrayView before, LineFinder &finder)
{
    finder.spend(before.size() / 8);
    if (finder.exhausted())
        return std::unexpected(
            Refusal{u"too-large"_s, u"applying the diff of '%1' takes too long"_s.arg(path)});
    return HunkApplier(patch, path, before, finder).apply();
}

} // namespace touchstone
