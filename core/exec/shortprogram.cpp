#include "core/exec/shortprogram.h"

#include <array>
#include <cerrno>
#include <poll.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

using Clock = std::chrono::steady_clock;
constexpr qsizetype mostBytes = 1 << 20;

/// Takes what is there; false at the end.
bool readSome(int fd, QByteArray &into)
{
    std::array<char, 65536> buffer;
    const ssize_t got = read(fd, buffer.data(), buffer.size());
    if (got < 0)
        return errno == EINTR || errno == EAGAIN;
    into.append(buffer.data(), std::min(qsizetype(got), mostBytes - into.size()));
    return got > 0;
}

} // namespace

Result<ShortAnswer> runShortly(Launcher &launcher, const QByteArrayList &argv,
                               const QByteArrayList &environment,
                               std::chrono::milliseconds patience)
{
    auto output = makePipe();
    auto errors = makePipe();
    if (!output || !errors)
        return std::unexpected(output ? errors.error() : output.error());
    auto child = launcher.start({.argv = argv,
                                 .environment = environment,
                                 .folder = {},
                                 .fds = {{output->write.get(), 1}, {errors->write.get(), 2}}});
    if (!child)
        return std::unexpected(child.error());
    output->write.close();
    errors->write.close();

    ShortAnswer answer;
    const auto deadline = Clock::now() + patience;
    std::array<pollfd, 2> waits{pollfd{output->read.get(), POLLIN, 0},
                                pollfd{errors->read.get(), POLLIN, 0}};
    while (waits[0].fd >= 0 || waits[1].fd >= 0) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0)
            return fail(ErrorCode::ToolFailed,
                        u"%1 did not answer within %2 s"_s.arg(QString::fromLocal8Bit(argv.first()))
                            .arg(patience.count() / 1000));
        poll(waits.data(), waits.size(), int(left.count()));
        if (waits[0].revents != 0 && !readSome(waits[0].fd, answer.output))
            waits[0].fd = -1;
        if (waits[1].revents != 0 && !readSome(waits[1].fd, answer.errors))
            waits[1].fd = -1;
    }
    answer.code = child->wait();
    return answer;
}

} // namespace touchstone
