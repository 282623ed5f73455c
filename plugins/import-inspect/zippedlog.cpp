#include "zippedlog.h"

#include "jsontext.h"

#include "core/base/text.h"

#include <QtCore/QSet>
#include <QtCore/QTemporaryFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr quint64 inMemoryBytes = 64 << 20;
constexpr quint64 maxHeaderBytes = 256 << 20;
constexpr size_t maxConversation = 10'000'000;
constexpr QLatin1StringView samplesFolder{"samples/"};

class MemoryText : public LogText {
public:
    explicit MemoryText(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }
    [[nodiscard]] QByteArrayView view() const override { return m_bytes; }

private:
    QByteArray m_bytes;
};

class SpilledText : public LogText {
public:
    Result<void> fill(const ZipReader &zip, const ZipMember &member)
    {
        if (!m_file.open())
            return fail(ErrorCode::Io,
                        u"no temporary file can be made: %1"_s.arg(m_file.errorString()));
        auto read = zip.read(member, [this](QByteArrayView piece) -> Result<void> {
            if (m_file.write(piece.data(), piece.size()) == piece.size())
                return {};
            return fail(ErrorCode::Io, u"%1: %2"_s.arg(m_file.fileName(), m_file.errorString()));
        });
        if (!read)
            return read;
        if (!m_file.flush())
            return fail(ErrorCode::Io, u"%1: %2"_s.arg(m_file.fileName(), m_file.errorString()));
        m_bytes = m_file.map(0, m_file.size());
        if (m_bytes == nullptr)
            return fail(ErrorCode::Io, u"%1 can't be mapped"_s.arg(m_file.fileName()));
        return {};
    }
    [[nodiscard]] QByteArrayView view() const override
    {
        return {reinterpret_cast<const char *>(m_bytes), m_file.size()};
    }

private:
    QTemporaryFile m_file;
    uchar *m_bytes = nullptr;
};

/// The members of one sample.
struct SampleMembers {
    QString name; ///< of the member with the sample itself
    bool chunked = false;
    qint64 bytes = 0;
    /// Of a chunked one: sequence ("events") to first index and member, in order.
    QHash<QString, std::vector<std::pair<qint64, const ZipMember *>>> chunks;
};

class ZippedLog : public InspectLog {
public:
    ZippedLog(QString path, std::unique_ptr<ZipReader> zip)
        : m_path(std::move(path))
        , m_zip(std::move(zip))
    {
    }
    Result<void> read()
    {
        findSamples();
        return m_zip->find(u"header.json"_s) != nullptr ? readHeader() : rebuildHeader();
    }
    [[nodiscard]] qsizetype size() const override { return qsizetype(m_samples.size()); }
    [[nodiscard]] qint64 bytesOf(qsizetype index) const override
    {
        return m_samples[size_t(index)].bytes;
    }
    [[nodiscard]] QString nameOf(qsizetype index) const override
    {
        return m_samples[size_t(index)].name;
    }
    [[nodiscard]] Result<SampleText> sample(qsizetype index) const override;

private:
    [[nodiscard]] Place placeOf(const QString &member) const
    {
        return {m_path + u'/' + visibleText(shortName(member)), {}, 0};
    }
    void findSamples();
    void addChunk(const ZipMember &member, const QHash<QString, size_t> &folders);
    Result<void> readHeader();
    Result<void> rebuildHeader();
    Result<Json> json(const QString &member) const;
    Result<QByteArrayView> text(const ZipMember &member, SampleText &sample) const;
    Result<void> addChunks(const SampleMembers &members, SampleText &sample) const;
    Result<void> addConversation(SampleText &sample) const;

    QString m_path;
    std::unique_ptr<ZipReader> m_zip;
    std::vector<SampleMembers> m_samples;
};

void ZippedLog::findSamples()
{
    QHash<QString, size_t> folders; // of chunked samples, to their index
    const QString shell = u"/sample.json"_s;
    for (const ZipMember &member : m_zip->members()) {
        if (!member.name.startsWith(samplesFolder) || !member.name.endsWith(".json"_L1))
            continue;
        const bool chunked = member.name.endsWith(shell);
        const QString stem = member.name.chopped(chunked ? shell.size() : 5);
        if (!idAndEpoch(stem.sliced(samplesFolder.size())))
            continue;
        if (chunked)
            folders.insert(stem, m_samples.size());
        m_samples.push_back({member.name, chunked, qint64(member.size), {}});
    }
    if (folders.isEmpty())
        return;
    for (const ZipMember &member : m_zip->members())
        addChunk(member, folders);
    for (SampleMembers &sample : m_samples)
        for (auto &chunks : sample.chunks)
            std::ranges::sort(chunks);
}

/// samples/ID_epoch_N/events/1000.json, and metadata.json beside sample.json.
void ZippedLog::addChunk(const ZipMember &member, const QHash<QString, size_t> &folders)
{
    if (!member.name.endsWith(".json"_L1))
        return;
    const QString stem = member.name.chopped(5);
    const qsizetype slash = stem.lastIndexOf(u'/');
    if (slash < 0)
        return;
    if (const auto own = folders.constFind(stem.first(slash)); own != folders.cend()) {
        if (stem.sliced(slash + 1) == "metadata"_L1)
            m_samples[*own].chunks[u"metadata"_s].emplace_back(0, &member);
        return;
    }
    const qsizetype sequence = stem.lastIndexOf(u'/', slash - 1);
    const auto folder = folders.constFind(stem.first(std::max(qsizetype(0), sequence)));
    bool number = false;
    const qint64 start = stem.sliced(slash + 1).toLongLong(&number);
    if (sequence < 0 || folder == folders.cend() || !number)
        return; // a sidecar, made from the chunks
    SampleMembers &sample = m_samples[*folder];
    sample.chunks[stem.sliced(sequence + 1, slash - sequence - 1)].emplace_back(start, &member);
    sample.bytes += qint64(member.size);
}

Result<Json> ZippedLog::json(const QString &name) const
{
    const ZipMember *member = m_zip->find(name);
    if (member == nullptr)
        return fail(ErrorCode::BadInput,
                    u"%1 is no log of Inspect's: it has neither header.json nor "
                    "_journal/start.json"_s.arg(m_path));
    const auto bytes = m_zip->bytes(*member, maxHeaderBytes);
    if (!bytes)
        return std::unexpected(bytes.error());
    return parsePythonJson(*bytes, placeOf(name));
}

Result<void> ZippedLog::readHeader()
{
    auto header = json(u"header.json"_s);
    if (!header)
        return std::unexpected(std::move(header.error()));
    m_header = std::move(*header);
    return {};
}

Result<void> ZippedLog::rebuildHeader()
{
    auto start = json(u"_journal/start.json"_s);
    if (!start)
        return std::unexpected(std::move(start.error()));
    m_header = std::move(*start);
    if (m_header.is_object())
        m_header["status"] = "started";
    qsizetype journals = 0;
    for (const ZipMember &member : m_zip->members())
        journals += member.name.startsWith("_journal/summaries/"_L1) ? 1 : 0;
    m_notes.append(
        u"%1 has no header.json: the evaluation was running or crashed; what it was is taken from "
        "its journal (%2 parts), with the %3 samples that were written"_s.arg(m_path)
            .arg(journals)
            .arg(m_samples.size()));
    return {};
}

Result<QByteArrayView> ZippedLog::text(const ZipMember &member, SampleText &sample) const
{
    std::unique_ptr<LogText> text;
    if (member.size <= inMemoryBytes) {
        auto bytes = m_zip->bytes(member, inMemoryBytes);
        if (!bytes)
            return std::unexpected(std::move(bytes.error()));
        text = std::make_unique<MemoryText>(std::move(*bytes));
    } else {
        auto spilled = std::make_unique<SpilledText>();
        if (auto filled = spilled->fill(*m_zip, member); !filled)
            return std::unexpected(std::move(filled.error()));
        text = std::move(spilled);
    }
    sample.texts.push_back(std::move(text));
    return sample.texts.back()->view();
}

Result<SampleText> ZippedLog::sample(qsizetype index) const
{
    const SampleMembers &members = m_samples[size_t(index)];
    SampleText sample;
    sample.name = members.name;
    const auto object = text(*m_zip->find(members.name), sample);
    if (!object)
        return std::unexpected(object.error());
    auto done = takeApart(*object, placeOf(members.name), sample);
    if (done && members.chunked)
        done = addChunks(members, sample);
    if (!done)
        return std::unexpected(std::move(done.error()));
    return sample;
}

Result<void> ZippedLog::addChunks(const SampleMembers &members, SampleText &sample) const
{
    for (auto it = members.chunks.cbegin(); it != members.chunks.cend(); ++it) {
        qint64 next = 0; // index that the next chunk must begin with
        for (const auto &[start, member] : it.value()) {
            if (it.key() == "calls"_L1)
                continue; // a provider's own words for the messages
            const Place place = placeOf(member->name);
            const auto bytes = text(*member, sample);
            if (!bytes)
                return std::unexpected(bytes.error());
            if (it.key() == "metadata"_L1) {
                sample.members.insert("metadata", *bytes);
                continue;
            }
            if (start != next)
                return fail(ErrorCode::Corrupt,
                            u"%1: its chunk begins with %2, but the one before ends with %3"_s
                                .arg(place.text())
                                .arg(start)
                                .arg(next - 1));
            auto elements = elementsOf(*bytes, place);
            if (!elements)
                return std::unexpected(std::move(elements.error()));
            for (QByteArrayView element : *elements) {
                if (it.key() == "attachments"_L1)
                    sample.attachments.insert(QByteArray::number(next), element);
                else if (it.key() == "events"_L1)
                    sample.events.push_back(element);
                else if (it.key() == "messages"_L1)
                    sample.pool.push_back(element);
                ++next;
            }
        }
    }
    return addConversation(sample);
}

Result<void> ZippedLog::addConversation(SampleText &sample) const
{
    const QByteArrayView refs = sample.members.take("message_refs");
    if (refs.isEmpty())
        return {};
    const Place place = placeOf(sample.name).at(u"message_refs"_s);
    const auto ranges = parsePythonJson(refs, place);
    if (!ranges)
        return std::unexpected(ranges.error());
    for (const Json &range : *ranges) {
        if (!range.is_array() || range.size() != 2 || !range[0].is_number_unsigned()
            || !range[1].is_number_unsigned() || range[1].get<size_t>() > sample.pool.size())
            return fail(ErrorCode::BadInput,
                        u"%1: expected ranges within the %2 messages there are"_s.arg(place.text())
                            .arg(sample.pool.size()));
        for (size_t i = range[0].get<size_t>(); i < range[1].get<size_t>(); ++i)
            sample.messages.push_back(sample.pool[i]);
        if (sample.messages.size() > maxConversation)
            return fail(ErrorCode::BadInput,
                        u"%1: more than %2 messages"_s.arg(place.text()).arg(maxConversation));
    }
    return {};
}

} // namespace

Result<std::unique_ptr<InspectLog>> openZippedLog(const QString &path)
{
    auto zip = ZipReader::open(path);
    if (!zip)
        return std::unexpected(std::move(zip.error()));
    auto log = std::make_unique<ZippedLog>(path, std::move(*zip));
    if (auto read = log->read(); !read)
        return std::unexpected(std::move(read.error()));
    return log;
}

} // namespace touchstone
