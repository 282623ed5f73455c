#include "core/exec/recordparser.h"

#include "core/base/text.h"
#include "core/exec/supervisor/protocol.h"

#include <QtCore/QStringDecoder>

#include <unordered_set>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

using supervisor::End;
using supervisor::FileKind;
using supervisor::Limit;
using supervisor::Reader;
using supervisor::RecordType;

static_assert(int(Limit::Wall) == int(LimitKind::Wall) && int(Limit::Cpu) == int(LimitKind::Cpu)
              && int(Limit::Memory) == int(LimitKind::Memory)
              && int(Limit::Processes) == int(LimitKind::Processes)
              && int(Limit::Output) == int(LimitKind::Output)
              && int(Limit::Disk) == int(LimitKind::Disk)
              && int(Limit::Files) == int(LimitKind::Files));

QByteArrayView bytesOf(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

std::optional<QString> asUtf8(std::string_view text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString decoded = decoder.decode(bytesOf(text));
    if (decoder.hasError())
        return {};
    return decoded;
}

FileMode modeOf(FileKind kind)
{
    switch (kind) {
    case FileKind::Executable:
        return FileMode::Executable;
    case FileKind::Symlink:
        return FileMode::Symlink;
    case FileKind::Regular:
        break;
    }
    return FileMode::Regular;
}

class RecordParser {
public:
    RecordParser(const ExecRequest &request, ExecResult &result)
        : m_request(request)
        , m_result(result)
    {
    }

    Result<void> record(RecordType type, Reader payload);
    [[nodiscard]] bool isDone() const { return m_done; }
    void dropUnreliable();

private:
    bool ended(Reader &payload);
    bool file(Reader &payload);
    bool unchanged(Reader &payload);
    bool notCollected(Reader &payload);
    std::optional<QString> collectedPath(std::string_view raw);

    const ExecRequest &m_request;
    ExecResult &m_result;
    std::unordered_set<Digest> m_new;
    QStringList m_unreliable;
    bool m_ended = false;
    bool m_done = false;
};

bool RecordParser::ended(Reader &payload)
{
    const auto end = payload.number<uint8_t>();
    const auto code = payload.number<int32_t>();
    const auto limit = payload.number<uint8_t>();
    m_result.usage.wall = std::chrono::microseconds(payload.number<uint64_t>());
    m_result.usage.cpu = std::chrono::microseconds(payload.number<uint64_t>());
    m_result.usage.peakMemoryBytes = qint64(payload.number<uint64_t>());
    switch (End(end)) {
    case End::Exited:
        m_result.end = ExecResult::End::Exited;
        m_result.exitCode = code;
        break;
    case End::Signalled:
        m_result.end = ExecResult::End::Signalled;
        m_result.signal = code;
        break;
    case End::Limit:
        m_result.end = ExecResult::End::Limit;
        m_result.limit = LimitKind(limit);
        break;
    case End::NotStarted:
        m_result.end = ExecResult::End::NotStarted;
        break;
    }
    m_ended = true;
    const bool limitIsGood = End(end) != End::Limit || limit <= uint8_t(LimitKind::Files);
    return end <= uint8_t(End::NotStarted) && limitIsGood;
}

/// A name that is no text cannot stand in a manifest: it is named, with its bytes made visible.
std::optional<QString> RecordParser::collectedPath(std::string_view raw)
{
    auto path = asUtf8(raw);
    if (!path)
        m_result.notCollected.append(u"%1: its name is not UTF-8"_s.arg(visibleText(bytesOf(raw))));
    return path;
}

bool RecordParser::file(Reader &payload)
{
    const auto kind = payload.number<uint8_t>();
    const std::string_view rawPath = payload.text();
    const QByteArrayView contents = bytesOf(payload.rest());
    if (!payload.isGood() || kind > uint8_t(FileKind::Symlink))
        return false;
    const auto path = collectedPath(rawPath);
    if (!path)
        return true;
    const Digest digest = Digest::of(contents);
    m_result.after.files.insert(*path, {modeOf(FileKind(kind)), digest, qint64(contents.size())});
    if (!m_request.blobs->hasBlob(digest) && m_new.insert(digest).second)
        m_result.newBlobs.push_back(contents.toByteArray());
    return true;
}

bool RecordParser::unchanged(Reader &payload)
{
    const auto kind = payload.number<uint8_t>();
    const auto path = asUtf8(payload.text()).value_or(QString());
    const auto before = m_request.tree.files.constFind(path);
    if (kind > uint8_t(FileKind::Symlink))
        return false;
    if (before == m_request.tree.files.constEnd()) // of the repository, which no manifest holds
        return path.startsWith(u".git/"_s);
    FileEntry entry = *before;
    entry.mode = modeOf(FileKind(kind));
    m_result.after.files.insert(path, entry);
    return true;
}

bool RecordParser::notCollected(Reader &payload)
{
    const std::string_view path = payload.text();
    const std::string_view reason = payload.text();
    m_result.notCollected.append(
        u"%1: %2"_s.arg(visibleText(bytesOf(path)), visibleText(bytesOf(reason))));
    if (const auto text = asUtf8(path))
        m_unreliable.append(*text);
    return payload.isGood();
}

void RecordParser::dropUnreliable()
{
    for (const QString &path : m_unreliable)
        m_result.after.files.remove(path);
}

Result<void> RecordParser::record(RecordType type, Reader payload)
{
    bool good = true;
    switch (type) {
    case RecordType::Ended:
        good = ended(payload);
        break;
    case RecordType::File:
        good = m_ended && file(payload);
        break;
    case RecordType::Unchanged:
        good = m_ended && unchanged(payload);
        break;
    case RecordType::NotCollected:
        good = m_ended && notCollected(payload);
        break;
    case RecordType::Collected:
        good = m_ended;
        m_result.collected = m_ended;
        break;
    case RecordType::Done:
        m_done = m_ended;
        break;
    case RecordType::Failed:
        return fail(ErrorCode::Confinement,
                    u"the sandbox could not run %1: %2"_s.arg(
                        m_request.command.argv.value(0), visibleText(bytesOf(payload.text()))));
    default:
        good = false;
    }
    if (good && payload.isGood())
        return {};
    return fail(ErrorCode::ToolFailed,
                u"touchstone-supervisor sent a record of type %1 that does not hold together"_s.arg(
                    int(type)));
}

} // namespace

Result<void> parseRecords(QByteArrayView records, const ExecRequest &request, ExecResult &result)
{
    RecordParser parser(request, result);
    Reader reader(records.data(), size_t(records.size()));
    while (!parser.isDone()) {
        const auto type = reader.number<uint8_t>();
        const std::string_view payload = reader.contents();
        if (!reader.isGood())
            return fail(ErrorCode::ToolFailed,
                        u"touchstone-supervisor ended before it had told how %1 ended"_s.arg(
                            request.command.argv.value(0)));
        auto parsed = parser.record(RecordType(type), Reader(payload.data(), payload.size()));
        if (!parsed)
            return parsed;
    }
    parser.dropUnreliable();
    return {};
}

} // namespace touchstone
