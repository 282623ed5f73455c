#include "core/exec/supervisor/request.h"

namespace touchstone::supervisor {
namespace {

std::vector<std::string> parseList(Reader &reader)
{
    std::vector<std::string> list;
    const uint32_t count = reader.number<uint32_t>();
    for (uint32_t i = 0; i < count && reader.isGood(); ++i)
        list.emplace_back(reader.text());
    return list;
}

bool isCleanPath(std::string_view path)
{
    if (path.empty() || path.find('\0') != std::string_view::npos)
        return false;
    while (true) {
        const size_t slash = path.find('/');
        const std::string_view part = path.substr(0, slash);
        if (part.empty() || part == "." || part == "..")
            return false;
        if (slash == std::string_view::npos)
            return true;
        path.remove_prefix(slash + 1);
    }
}

bool parseTree(Reader &reader, std::vector<TreeFile> &tree)
{
    const uint32_t count = reader.number<uint32_t>();
    for (uint32_t i = 0; i < count && reader.isGood(); ++i) {
        TreeFile file;
        const auto kind = reader.number<uint8_t>();
        file.kind = FileKind(kind);
        file.path = reader.text();
        file.contents = reader.contents();
        if (kind > uint8_t(FileKind::Symlink) || !isCleanPath(file.path))
            return false;
        tree.push_back(file);
    }
    return reader.isGood();
}

} // namespace

std::optional<Request> parseRequest(Reader reader)
{
    if (reader.number<uint32_t>() != requestMagic)
        return {};
    Request request;
    request.flags = reader.number<uint32_t>();
    request.wallUs = reader.number<uint64_t>();
    request.cpuUs = reader.number<uint64_t>();
    request.memoryBytes = reader.number<uint64_t>();
    request.addressBytes = request.has(LimitAddressSpace) ? request.memoryBytes : 0;
    request.diskBytes = reader.number<uint64_t>();
    request.diskFiles = reader.number<uint32_t>();
    request.processes = reader.number<uint32_t>();
    request.scratch = reader.text();
    request.folder = reader.text();
    request.argv = parseList(reader);
    request.environment = parseList(reader);
    request.plainFilter = reader.text();
    request.notifyingFilter = reader.text();
    request.collect = parseList(reader);
    const bool folderIsGood = request.folder.empty() || isCleanPath(request.folder);
    if (!parseTree(reader, request.tree) || request.argv.empty() || !folderIsGood)
        return {};
    return request;
}

} // namespace touchstone::supervisor
