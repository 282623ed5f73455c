#include "core/workspace/gitobjects.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QtEndian>

#include <zlib.h>

#include <map>

using namespace Qt::StringLiterals;

// The formats written here are those of git's own documentation: gitformat-pack (pack version 2 and
// its index version 2) and gitformat-index (version 2).

namespace touchstone {
namespace {

constexpr auto author = "Touchstone <touchstone@example.invalid> 1735689600 +0000"; // 2025-01-01
constexpr auto message = "Initial state\n";
constexpr auto config = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n"
                        "[user]\n\tname = Touchstone\n\temail = touchstone@example.invalid\n";

QByteArray bigEndian(quint32 value)
{
    QByteArray bytes(4, Qt::Uninitialized);
    qToBigEndian(value, bytes.data());
    return bytes;
}

QByteArrayView view(const GitId &id)
{
    return {reinterpret_cast<const char *>(id.data()), qsizetype(id.size())};
}

QByteArray sha1(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1);
}

/// A pack in the making: every object whole, none twice.
class Pack {
public:
    Result<GitId> add(GitType type, const QByteArray &content)
    {
        const GitId id = gitId(type, content);
        if (m_objects.contains(id))
            return id;
        QByteArray object = header(type, quint64(content.size()));
        const qsizetype start = object.size();
        uLongf size = compressBound(uLong(content.size()));
        object.resize(start + qsizetype(size));
        if (compress2(reinterpret_cast<Bytef *>(object.data() + start), &size,
                      reinterpret_cast<const Bytef *>(content.constData()), uLong(content.size()),
                      Z_BEST_SPEED)
            != Z_OK)
            return fail(ErrorCode::Internal, u"zlib could not compress an object"_s);
        object.resize(start + qsizetype(size));
        if (m_bytes.size() + object.size() > maxBytes)
            return fail(ErrorCode::BadInput,
                        u"the workspace is too large for a git repository of its own (2 GiB)"_s);
        const auto crc = quint32(
            crc32_z(0, reinterpret_cast<const Bytef *>(object.constData()), size_t(object.size())));
        m_objects.emplace(id, Object{quint32(headerBytes + m_bytes.size()), crc});
        m_bytes += object;
        return id;
    }

    [[nodiscard]] QByteArray pack() const
    {
        QByteArray bytes = "PACK" + bigEndian(2) + bigEndian(quint32(m_objects.size())) + m_bytes;
        return bytes + sha1(bytes);
    }

    [[nodiscard]] QByteArray index(const QByteArray &pack) const
    {
        QByteArray fanout;
        QByteArray names;
        QByteArray checks;
        QByteArray offsets;
        quint32 count = 0;
        auto next = m_objects.begin();
        for (int first = 0; first < 256; ++first) {
            for (; next != m_objects.end() && next->first.front() == first; ++next, ++count) {
                names += view(next->first);
                checks += bigEndian(next->second.crc);
                offsets += bigEndian(next->second.offset);
            }
            fanout += bigEndian(count);
        }
        const QByteArray bytes = QByteArray("\377tOc") + bigEndian(2) + fanout + names + checks
            + offsets + pack.right(20);
        return bytes + sha1(bytes);
    }

private:
    struct Object {
        quint32 offset;
        quint32 crc;
    };

    static QByteArray header(GitType type, quint64 size)
    {
        QByteArray bytes;
        quint8 byte = quint8(quint8(type) << 4 | (size & 15));
        for (size >>= 4; size > 0; size >>= 7) {
            bytes.append(char(byte | 0x80));
            byte = size & 0x7F;
        }
        bytes.append(char(byte));
        return bytes;
    }

    static constexpr qsizetype headerBytes = 12;
    static constexpr qsizetype maxBytes = (1LL << 31) - 1024; // offsets of 31 bits
    QByteArray m_bytes;
    std::map<GitId, Object> m_objects;
};

quint32 indexMode(FileMode mode)
{
    switch (mode) {
    case FileMode::Regular:
        return 0100644;
    case FileMode::Executable:
        return 0100755;
    case FileMode::Symlink:
        return 0120000;
    }
    return 0;
}

/// The staging area. Times and sizes of 0 make git compare the content when it first looks.
QByteArray stagingIndex(const GitFiles &files)
{
    QByteArray bytes = "DIRC" + bigEndian(2) + bigEndian(quint32(files.size()));
    for (auto it = files.begin(); it != files.end(); ++it) {
        const qsizetype start = bytes.size();
        bytes.append(24, '\0'); // ctime, mtime, device, inode
        bytes += bigEndian(indexMode(it->mode));
        bytes.append(12, '\0'); // user, group, size
        bytes += view(it->id);
        const auto nameSize = quint16(std::min<qsizetype>(it.key().size(), 0xFFF));
        bytes.append(char(nameSize >> 8)).append(char(nameSize & 0xFF));
        bytes += it.key();
        bytes.append(8 - (bytes.size() - start) % 8, '\0'); // 1 to 8: always an end
    }
    return bytes + sha1(bytes);
}

} // namespace

Result<QMap<QString, QByteArray>> gitFolder(const Manifest &manifest, const BlobSource &blobs)
{
    Pack objects;
    const GitSink sink = [&](GitType type, const QByteArray &content) {
        return objects.add(type, content);
    };
    auto files = writeBlobs(manifest, blobs, sink);
    if (!files)
        return std::unexpected(std::move(files.error()));
    const auto tree = writeTree(*files, sink);
    if (!tree)
        return std::unexpected(tree.error());
    const auto commit = sink(GitType::Commit,
                             "tree " + view(*tree).toByteArray().toHex() + "\nauthor " + author
                                 + "\ncommitter " + author + "\n\n" + message);
    if (!commit)
        return std::unexpected(commit.error());
    const QByteArray pack = objects.pack();
    const QString name =
        u".git/objects/pack/pack-%1"_s.arg(QString::fromLatin1(pack.right(20).toHex()));
    return QMap<QString, QByteArray>{
        {u".git/HEAD"_s, "ref: refs/heads/main\n"},
        {u".git/config"_s, config},
        {u".git/index"_s, stagingIndex(*files)},
        {u".git/refs/heads/main"_s, view(*commit).toByteArray().toHex() + '\n'},
        {name + u".pack"_s, pack},
        {name + u".idx"_s, objects.index(pack)},
    };
}

} // namespace touchstone
