#include "core/exec/requestfile.h"

#include "core/exec/repository.h"
#include "core/exec/sandbox.h"
#include "core/exec/supervisor/protocol.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

using supervisor::FileKind;

/// Contents from this size on are not copied on their way.
constexpr qsizetype ownPartBytes = 64 * KiB;

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), size_t(bytes.size())};
}

/// The request as pieces that stand behind one another.
class Parts {
public:
    template <typename T> void number(T value) { m_writer.number(value); }
    void text(const QByteArray &text) { m_writer.text(view(text)); }
    void text(const QString &text) { m_writer.text(view(text.toUtf8())); }
    void list(const QByteArrayList &list)
    {
        m_writer.number(uint32_t(list.size()));
        for (const QByteArray &item : list)
            text(item);
    }
    void file(FileKind kind, const QByteArray &path, const QByteArray &contents)
    {
        m_writer.number(uint8_t(kind));
        text(path);
        m_writer.number(uint64_t(contents.size()));
        if (contents.size() < ownPartBytes) {
            m_writer.raw(view(contents));
            return;
        }
        m_parts.push_back(m_writer.take());
        m_parts.push_back(contents);
    }
    Result<FileDescriptor> asFile()
    {
        m_parts.push_back(m_writer.take());
        return memoryFile({m_parts.begin(), m_parts.end()});
    }

private:
    supervisor::Writer<QByteArray> m_writer;
    std::vector<QByteArray> m_parts;
};

FileKind kindOf(FileMode mode)
{
    switch (mode) {
    case FileMode::Executable:
        return FileKind::Executable;
    case FileMode::Symlink:
        return FileKind::Symlink;
    case FileMode::Regular:
        break;
    }
    return FileKind::Regular;
}

QByteArrayList encoded(const QStringList &list)
{
    QByteArrayList result;
    for (const QString &item : list)
        result.append(item.toUtf8());
    return result;
}

Result<void> refuseZeroBytes(const QByteArrayList &list)
{
    for (const QByteArray &item : list)
        if (item.contains('\0'))
            return fail(ErrorCode::BadInput,
                        u"an argument or variable of a command holds a zero byte: '%1'"_s.arg(
                            QString::fromUtf8(item).replace(QChar(u'\0'), u"␀"_s)));
    return {};
}

void writeLimits(Parts &parts, const Command &command)
{
    using std::chrono::microseconds;
    const Limits &limits = command.limits;
    parts.number(uint64_t(microseconds(limits.wall).count()));
    parts.number(uint64_t(microseconds(limits.cpu).count()));
    parts.number(uint64_t(limits.memoryBytes));
    parts.number(uint64_t(limits.diskBytes));
    parts.number(uint32_t(limits.diskFiles));
    parts.number(uint32_t(limits.processes));
}

Result<void> writeTree(Parts &parts, const ExecRequest &request)
{
    std::vector<RepositoryFile> repository;
    if (request.command.git) {
        auto files = repositoryFiles(request.tree, *request.blobs);
        if (!files)
            return std::unexpected(
                std::move(files.error()).within(u"making the workspace's repository"_s));
        repository = std::move(*files);
    }
    parts.number(uint32_t(request.tree.files.size()) + uint32_t(repository.size()));
    for (auto it = request.tree.files.begin(); it != request.tree.files.end(); ++it) {
        const auto contents = request.blobs->blob(it->blob);
        if (!contents)
            return std::unexpected(
                Error(contents.error()).within(u"sending %1 to the sandbox"_s.arg(it.key())));
        parts.file(kindOf(it->mode), it.key().toUtf8(), *contents);
    }
    for (const RepositoryFile &file : repository)
        parts.file(FileKind::Regular, file.path, file.contents);
    return {};
}

} // namespace

Result<FileDescriptor> requestFile(const ExecRequest &request, const SupervisorOrders &orders)
{
    const QByteArrayList argv = encoded(orders.argv);
    const QByteArrayList environment = assignments(orders.environment);
    if (auto checked = refuseZeroBytes(argv + environment); !checked)
        return std::unexpected(checked.error());
    uint32_t flags = 0;
    if (orders.confined)
        flags |= supervisor::Confined;
    if (orders.ownProc)
        flags |= supervisor::OwnProc;
    if (request.command.memory == MemoryPolicy::AddressSpace)
        flags |= supervisor::LimitAddressSpace;

    Parts parts;
    parts.number(supervisor::requestMagic);
    parts.number(flags);
    writeLimits(parts, request.command);
    parts.text(orders.scratch);
    parts.text(request.command.folder);
    parts.list(argv);
    parts.list(environment);
    parts.text(orders.plainFilter);
    parts.text(orders.notifyingFilter);
    parts.list(encoded(request.command.collect));
    if (auto written = writeTree(parts, request); !written)
        return std::unexpected(written.error());
    return parts.asFile();
}

} // namespace touchstone
