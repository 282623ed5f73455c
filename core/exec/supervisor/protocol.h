#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

/// What core/exec and the supervisor say to each other. Numbers are little-endian of fixed width,
/// text and bytes have their length (u32, contents of files u64) before them. Both sides are always
/// from the same build; the reader still trusts no length.
namespace touchstone::supervisor {

/// The supervisor's file descriptors.
inline constexpr int channelFd = 3; ///< the command's own answer; passed on to it
inline constexpr int controlFd = 4; ///< records go out; anything that comes in, or its end, kills
inline constexpr int requestFd = 5; ///< a file with the request
inline constexpr int fdCount = 6;

inline constexpr uint32_t requestMagic = 0x31515354; // "TSQ1"

enum RequestFlag : uint32_t {
    Confined = 1, ///< in a sandbox: file systems may be mounted, kill(-1) reaches only our own
    LimitAddressSpace = 2, ///< MemoryPolicy::AddressSpace
    OwnProc = 4, ///< /proc is that of the sandbox: numbers are as for kill(), and it is writable
};

enum class FileKind : uint8_t { Regular, Executable, Symlink };

/// A record on the control descriptor: u8 type, u64 length, payload.
enum class RecordType : uint8_t {
    Ended = 1, ///< u8 End, i32 code or signal, u8 Limit, u64 wall µs, u64 CPU µs, u64 peak bytes
    File, ///< u8 FileKind, text path, the rest is the contents
    Unchanged, ///< u8 FileKind, text path: the contents are those of the request
    NotCollected, ///< text path, text reason
    Done, ///< nothing follows
    Failed, ///< text: why the command could not be run; the harness's fault
    Collected, ///< all files that matched have been named, be it none
};

enum class End : uint8_t { Exited, Signalled, Limit, NotStarted };
/// In the order of touchstone::LimitKind, but Output, which is watched outside.
enum class Limit : uint8_t { Wall, Cpu, Memory, Processes, Output, Disk, Files, None = 255 };

/// Takes values off a piece of memory; after the first that does not fit, all are empty and
/// isGood() is false.
class Reader {
public:
    Reader(const void *data, size_t size)
        : m_next(static_cast<const char *>(data))
        , m_left(size)
    {
    }
    template <typename T> T number()
    {
        T value{};
        if (const std::string_view raw = bytes(sizeof(T)); m_good)
            std::memcpy(&value, raw.data(), sizeof(T));
        return value;
    }
    std::string_view text() { return bytes(number<uint32_t>()); }
    std::string_view contents() { return bytes(number<uint64_t>()); }
    std::string_view bytes(uint64_t size)
    {
        if (!m_good || size > m_left) {
            m_good = false;
            return {};
        }
        const std::string_view taken(m_next, size);
        m_next += size;
        m_left -= size;
        return taken;
    }
    [[nodiscard]] std::string_view rest() { return bytes(m_left); }
    [[nodiscard]] size_t left() const { return m_left; }
    [[nodiscard]] bool isGood() const { return m_good; }

private:
    const char *m_next;
    size_t m_left;
    bool m_good = true;
};

/// Puts values behind one another; Bytes is std::string here and QByteArray in core/exec.
template <typename Bytes> class Writer {
public:
    template <typename T> void number(T value)
    {
        m_bytes.append(reinterpret_cast<const char *>(&value), sizeof(T));
    }
    void text(std::string_view text)
    {
        number(uint32_t(text.size()));
        raw(text);
    }
    void raw(std::string_view bytes)
    {
        m_bytes.append(bytes.data(), decltype(m_bytes.size())(bytes.size()));
    }
    [[nodiscard]] const Bytes &bytes() const { return m_bytes; }
    [[nodiscard]] Bytes take() { return std::exchange(m_bytes, {}); }

private:
    Bytes m_bytes;
};

} // namespace touchstone::supervisor
