#include "core/exec/supervised.h"

#include "core/base/text.h"
#include "core/exec/recordparser.h"
#include "core/exec/supervisor/protocol.h"

#include <QtCore/QFile>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr qint64 channelBytes = 16 * MiB;
/// What unpacking, killing and collecting may take beyond the command's own time.
constexpr auto backstop = 60s;
constexpr auto gentleEnd = 5s; ///< from asking the supervisor to stop to killing it

/// One direction of the talk with a sandbox: bytes that come in, up to a limit.
struct Stream {
    FileDescriptor ours;
    FileDescriptor theirs;
    qint64 limit = 0;
    QByteArray bytes;
    bool isOver = false;

    /// Takes what is there now. At the end, ours is closed.
    void take()
    {
        std::array<char, 65536> buffer;
        const ssize_t got = read(ours.get(), buffer.data(), buffer.size());
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            return;
        if (got <= 0) {
            ours.close();
            return;
        }
        const qint64 room = limit - bytes.size();
        bytes.append(buffer.data(), std::min<qint64>(got, room));
        isOver = isOver || got > room;
    }

    /// Takes all that is there without waiting for more.
    void drain()
    {
        while (ours.isOpen()) {
            pollfd waiting{ours.get(), POLLIN, 0};
            if (poll(&waiting, 1, 0) <= 0)
                return;
            take();
        }
    }
};

Result<Stream> pipeStream(qint64 limit, std::optional<uint> owner)
{
    auto pipe = makePipe();
    if (!pipe)
        return std::unexpected(pipe.error());
    // So that the command can open /dev/stdout, whose permissions are those of the pipe.
    if (owner && fchown(pipe->write.get(), *owner, *owner) != 0)
        return std::unexpected(systemError(u"giving a pipe to the command's user"_s, errno));
    fcntl(pipe->read.get(), F_SETFL, O_NONBLOCK);
    return Stream{std::move(pipe->read), std::move(pipe->write), limit, {}, false};
}

/// A talk with one supervisor, from its start to the end of the last of its processes.
class Talk {
public:
    Talk(const Supervised &supervised, const ExecRequest &request, std::stop_token stop)
        : m_supervised(supervised)
        , m_request(request)
        , m_stop(std::move(stop))
    {
    }

    Result<void> start();
    Result<void> listen();
    Result<ExecResult> result();

private:
    Result<void> open();
    void wait(Clock::time_point until);
    void askToStop();
    [[nodiscard]] Clock::time_point deadline() const;
    /// Nothing of the supervisor is left (to be waited for).
    [[nodiscard]] bool isOver() const
    {
        return m_isChild ? !m_child.isRunning() : !m_control.ours.isOpen();
    }

    const Supervised &m_supervised;
    const ExecRequest &m_request;
    std::stop_token m_stop;
    FileDescriptor m_stopEvent;
    FileDescriptor m_input;
    Stream m_output;
    Stream m_errors;
    Stream m_channel;
    Stream m_control;
    Child m_child;
    bool m_isChild = false;
    Clock::time_point m_begin = Clock::now();
    std::optional<Clock::time_point> m_askedAt;
};

Result<void> Talk::open()
{
    const qint64 most = m_request.command.limits.outputBytes;
    auto output = pipeStream(most, m_supervised.user);
    auto errors = pipeStream(most, m_supervised.user);
    auto channel = pipeStream(channelBytes, m_supervised.user);
    auto control = makeSocketPair();
    auto input =
        m_request.command.input.isEmpty() ? nullDevice() : memoryFile({m_request.command.input});
    m_stopEvent = FileDescriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    for (const auto *stream : {&output, &errors, &channel})
        if (!*stream)
            return std::unexpected(stream->error());
    if (!control || !input)
        return std::unexpected(control ? input.error() : control.error());
    if (!m_stopEvent.isOpen())
        return std::unexpected(systemError(u"making an event descriptor"_s, errno));
    m_output = std::move(*output);
    m_errors = std::move(*errors);
    m_channel = std::move(*channel);
    m_input = std::move(*input);
    fcntl(control->first.get(), F_SETFL, O_NONBLOCK);
    // collected files, each with its name: more than this is not the supervisor that we know
    const qint64 mostRecords = m_request.command.limits.diskBytes + 64 * MiB
        + qint64(m_request.command.limits.diskFiles) * 4200;
    m_control = {std::move(control->first), std::move(control->second), mostRecords, {}, false};
    return {};
}

Result<void> Talk::start()
{
    if (auto opened = open(); !opened)
        return opened;
    auto child = m_supervised.start({m_input.get(), m_output.theirs.get(), m_errors.theirs.get(),
                                     m_channel.theirs.get(), m_control.theirs.get(),
                                     m_supervised.request.get()});
    if (!child)
        return std::unexpected(child.error());
    m_child = std::move(*child);
    m_isChild = m_child.isRunning();
    for (Stream *stream : {&m_output, &m_errors, &m_channel, &m_control})
        stream->theirs.close();
    m_input.close();
    return {};
}

void Talk::askToStop()
{
    if (m_askedAt)
        return;
    m_askedAt = Clock::now();
    shutdown(m_control.ours.get(), SHUT_WR);
}

Clock::time_point Talk::deadline() const
{
    const auto last = m_begin + 2 * m_request.command.limits.wall + backstop;
    return m_askedAt && m_stop.stop_requested() ? std::min(last, *m_askedAt + gentleEnd) : last;
}

void Talk::wait(Clock::time_point until)
{
    const std::array streams{&m_output, &m_errors, &m_channel, &m_control};
    std::array<pollfd, 6> waits;
    for (size_t i = 0; i < streams.size(); ++i)
        waits[i] = {streams[i]->ours.get(), POLLIN, 0};
    waits[4] = {m_askedAt ? -1 : m_stopEvent.get(), POLLIN, 0};
    waits[5] = {m_child.pidfd(), POLLIN, 0};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    if (poll(waits.data(), waits.size(), int(std::clamp(left, 0ms, 3'600'000ms).count())) <= 0)
        return;
    for (size_t i = 0; i < streams.size(); ++i)
        if (waits[i].revents != 0)
            streams[i]->take();
    if (m_output.isOver || m_errors.isOver || m_channel.isOver || m_stop.stop_requested())
        askToStop();
    if (m_isChild ? waits[5].revents == 0 : m_control.ours.isOpen())
        return;
    for (Stream *stream : streams)
        stream->drain();
    m_child.wait();
}

Result<void> Talk::listen()
{
    const std::stop_callback wake(m_stop, [this] { eventfd_write(m_stopEvent.get(), 1); });
    while (!isOver()) {
        wait(deadline());
        const bool heldUp = !isOver() && Clock::now() >= deadline();
        // Once it has spoken, nothing of the command lives, and a cancelled one is not asked for.
        const bool settled = m_stop.stop_requested() && !m_control.bytes.isEmpty();
        if (!heldUp && !settled)
            continue;
        m_child.kill();
        m_child.wait();
        if (!m_stop.stop_requested())
            return fail(ErrorCode::ToolFailed,
                        u"the sandbox of %1 did not end within %2 s after its wall limit; it was "
                        "killed"_s.arg(m_request.command.argv.value(0))
                            .arg(backstop / 1s));
    }
    return {};
}

Result<ExecResult> Talk::result()
{
    if (m_stop.stop_requested())
        return fail(ErrorCode::Cancelled,
                    u"running %1 was cancelled"_s.arg(m_request.command.argv.value(0)));
    if (m_control.bytes.isEmpty()) {
        const QByteArrayView said = QByteArrayView(m_errors.bytes).trimmed();
        return fail(ErrorCode::Confinement,
                    u"the sandbox ended before it could run %1: %2"_s.arg(
                        m_request.command.argv.value(0),
                        visibleText(said.last(std::min<qsizetype>(said.size(), 500)))));
    }
    ExecResult result;
    result.program = m_request.command.argv.value(0);
    result.limits = m_request.command.limits;
    if (auto parsed = parseRecords(m_control.bytes, m_request, result); !parsed)
        return std::unexpected(parsed.error());
    if (m_output.isOver || m_errors.isOver || m_channel.isOver) {
        result.end = ExecResult::End::Limit;
        result.limit = LimitKind::Output;
    }
    result.output = std::move(m_output.bytes);
    result.errors = std::move(m_errors.bytes);
    result.channel = std::move(m_channel.bytes);
    return result;
}

} // namespace

Result<Child> launchSupervisor(Launcher &launcher, const QByteArrayList &argv,
                               const QString &controlGroup, const SupervisorFds &fds)
{
    FileDescriptor group;
    if (!controlGroup.isEmpty())
        group = FileDescriptor(
            ::open(QFile::encodeName(controlGroup).constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    Program program{
        .argv = argv, .environment = {}, .folder = {}, .controlGroup = group.get(), .fds = {}};
    for (int number = 0; number < int(fds.size()); ++number)
        program.fds.push_back({fds[size_t(number)], number});
    return launcher.start(program);
}

Result<ExecResult> runSupervised(const Supervised &supervised, const ExecRequest &request,
                                 std::stop_token stop)
{
    Talk talk(supervised, request, std::move(stop));
    if (auto started = talk.start(); !started)
        return std::unexpected(started.error());
    if (auto listened = talk.listen(); !listened)
        return std::unexpected(listened.error());
    return talk.result();
}

} // namespace touchstone
