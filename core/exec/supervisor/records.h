#pragma once

#include "core/exec/supervisor/protocol.h"

namespace touchstone::supervisor {

/// What a command used.
struct Used {
    uint64_t wallUs = 0;
    uint64_t cpuUs = 0;
    uint64_t peakBytes = 0;
};

struct Ending {
    End end = End::Exited;
    int code = 0; ///< exit code, signal, or errno of a command that did not start
    Limit limit = Limit::None;
    Used used;
};

/// Sends records to the harness. One that is gone ends this process, and with it the sandbox.
class Records {
public:
    void ended(const Ending &ending);
    void notCollected(std::string_view path, std::string_view reason);
    void unchanged(FileKind kind, std::string_view path);
    /// The contents follow with contents(), exactly `size` bytes.
    void file(FileKind kind, std::string_view path, uint64_t size);
    void contents(std::string_view bytes);
    void collected();
    void done();
    void failed(std::string_view why);

private:
    void record(RecordType type, std::string_view payload, uint64_t more = 0);
};

} // namespace touchstone::supervisor
