#include "core/exec/supervisor/processes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <string>
#include <string_view>
#include <unistd.h>

namespace touchstone::supervisor {
namespace {

constexpr size_t mostProcesses = 20'000;

/// The start of a /proc file, which is all that matters of it here.
class ProcText {
public:
    explicit ProcText(const std::string &path)
    {
        const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0)
            return;
        const ssize_t got = read(file, m_buffer.data(), m_buffer.size());
        m_size = got > 0 ? size_t(got) : 0;
        close(file);
    }
    [[nodiscard]] std::string_view view() const { return {m_buffer.data(), m_size}; }

private:
    std::array<char, 4096> m_buffer;
    size_t m_size = 0;
};

/// Takes the next number off a text, skipping what is before it.
uint64_t nextNumber(std::string_view &text)
{
    const size_t start = std::min(text.find_first_of("0123456789"), text.size());
    text.remove_prefix(start);
    uint64_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    text.remove_prefix(size_t(end - text.data()));
    return value;
}

/// The line of /proc/PID/status after its key.
std::string_view field(std::string_view status, std::string_view key)
{
    const size_t at = status.find(key);
    if (at == std::string_view::npos)
        return {};
    status.remove_prefix(at + key.size());
    return status.substr(0, status.find('\n'));
}

uint64_t numberIn(std::string_view status, std::string_view key)
{
    std::string_view line = field(status, key);
    return nextNumber(line);
}

template <typename Use> void eachThread(pid_t shownId, Use use)
{
    const std::string path = "/proc/" + std::to_string(shownId) + "/task";
    const std::unique_ptr<DIR, int (*)(DIR *)> folder(opendir(path.c_str()), &closedir);
    while (const dirent *entry = folder ? readdir(folder.get()) : nullptr)
        if (entry->d_name[0] != '.')
            use(path + '/' + entry->d_name);
}

void readMemory(Process &process, std::string_view status)
{
    process.residentBytes = numberIn(status, "\nVmRSS:") * 1024;
    process.addressBytes = numberIn(status, "\nVmSize:") * 1024;
    process.peakAddressBytes = numberIn(status, "\nVmPeak:") * 1024;
}

Process readProcess(pid_t shownId)
{
    Process process;
    process.shownId = shownId;
    const std::string folder = "/proc/" + std::to_string(shownId);
    const ProcText status(folder + "/status");
    std::string_view ids = field(status.view(), "\nNSpid:");
    while (ids.find_first_of("0123456789") != std::string_view::npos) {
        process.ownId = pid_t(nextNumber(ids)); // the last is that of the innermost namespace: ours
    }
    process.threads = uint32_t(numberIn(status.view(), "\nThreads:"));
    readMemory(process, status.view());
    if (process.addressBytes == 0 && process.threads > 0) // its first thread may have ended
        eachThread(shownId, [&process](const std::string &thread) {
            if (process.addressBytes == 0)
                readMemory(process, ProcText(thread + "/status").view());
        });

    const ProcText stat(folder + "/stat");
    std::string_view rest = stat.view();
    rest.remove_prefix(std::min(rest.rfind(')'), rest.size())); // the name may hold anything
    for (int skipped = 0; skipped < 12 && !rest.empty(); ++skipped)
        rest.remove_prefix(std::min(rest.find(' ') + 1, rest.size()));
    static const auto ticks = uint64_t(sysconf(_SC_CLK_TCK));
    for (int i = 0; i < 4; ++i) // utime, stime, cutime, cstime
        process.cpuUs += nextNumber(rest) * 1'000'000 / ticks;
    return process;
}

/// Adds the children of one process.
void addChildren(pid_t shownId, std::vector<pid_t> &found)
{
    eachThread(shownId, [&](const std::string &thread) {
        const int file = open((thread + "/children").c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0)
            return;
        std::string text;
        std::array<char, 4096> buffer;
        for (ssize_t got; (got = read(file, buffer.data(), buffer.size())) > 0;)
            text.append(buffer.data(), size_t(got));
        close(file);
        std::string_view rest = text;
        while (rest.find_first_of("0123456789") != std::string_view::npos)
            found.push_back(pid_t(nextNumber(rest)));
    });
}

pid_t ownShownId()
{
    std::array<char, 16> target{};
    const ssize_t got = readlink("/proc/self", target.data(), target.size() - 1);
    return got > 0 ? pid_t(std::atoi(target.data())) : 0;
}

} // namespace

std::vector<Process> descendants()
{
    std::vector<pid_t> found;
    addChildren(ownShownId(), found);
    std::vector<Process> processes;
    for (size_t i = 0; i < found.size() && i < mostProcesses; ++i) {
        processes.push_back(readProcess(found[i]));
        addChildren(found[i], found);
    }
    return processes;
}

Process describe(pid_t ownId, bool ownProc)
{
    if (ownProc)
        return readProcess(ownId);
    for (const Process &process : descendants())
        if (process.ownId == ownId)
            return process;
    return {};
}

uint64_t proportionalBytes(const std::vector<Process> &processes)
{
    uint64_t sum = 0;
    for (const Process &process : processes) {
        const ProcText rollup("/proc/" + std::to_string(process.shownId) + "/smaps_rollup");
        const uint64_t own = numberIn(rollup.view(), "\nPss:") * 1024;
        if (own == 0 && process.residentBytes != 0 && !rollup.view().empty())
            return 0;
        // not readable: either not ours to read, or it has ended and holds nothing any more
        sum += rollup.view().empty() ? readProcess(process.shownId).residentBytes : own;
    }
    return sum;
}

} // namespace touchstone::supervisor
