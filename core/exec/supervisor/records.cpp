#include "core/exec/supervisor/records.h"

#include "core/exec/supervisor/say.h"

#include <sys/socket.h>
#include <utility>

namespace touchstone::supervisor {

void Records::contents(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = send(controlFd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            std::_Exit(failureCode);
        if (sent > 0)
            bytes.remove_prefix(size_t(sent));
    }
}

void Records::record(RecordType type, std::string_view payload, uint64_t more)
{
    Writer<std::string> writer;
    writer.number(uint8_t(type));
    writer.number(uint64_t(payload.size() + more));
    writer.raw(payload);
    contents(writer.bytes());
}

void Records::ended(const Ending &ending)
{
    Writer<std::string> writer;
    writer.number(uint8_t(ending.end));
    writer.number(int32_t(ending.code));
    writer.number(uint8_t(ending.limit));
    writer.number(ending.used.wallUs);
    writer.number(ending.used.cpuUs);
    writer.number(ending.used.peakBytes);
    record(RecordType::Ended, writer.bytes());
}

void Records::notCollected(std::string_view path, std::string_view reason)
{
    Writer<std::string> writer;
    writer.text(path);
    writer.text(reason);
    record(RecordType::NotCollected, writer.bytes());
}

void Records::unchanged(FileKind kind, std::string_view path)
{
    Writer<std::string> writer;
    writer.number(uint8_t(kind));
    writer.text(path);
    record(RecordType::Unchanged, writer.bytes());
}

void Records::file(FileKind kind, std::string_view path, uint64_t size)
{
    Writer<std::string> writer;
    writer.number(uint8_t(kind));
    writer.text(path);
    record(RecordType::File, writer.bytes(), size);
}

void Records::collected()
{
    record(RecordType::Collected, {});
}

void Records::done()
{
    record(RecordType::Done, {});
}

void Records::failed(std::string_view why)
{
    Writer<std::string> writer;
    writer.text(why);
    record(RecordType::Failed, writer.bytes());
}

} // namespace touchstone::supervisor
