#include "core/exec/warm/warmexecutor.h"

#include "core/exec/requestfile.h"
#include "core/exec/seccomp.h"
#include "core/exec/supervised.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// A toolchain has one set of mounts and flags, so that a few interpreters serve every scenario.
constexpr size_t maxPosts = 4;
/// Samples in flight at one time in all interpreters; further callers wait.
constexpr int mostAtOnce = 32;

/// Room in the executor, for as long as this lives.
class Admission {
public:
    explicit Admission(std::counting_semaphore<> &room)
        : m_room(room)
    {
        m_room.acquire();
    }
    ~Admission() { m_room.release(); }
    Admission(const Admission &) = delete;
    Admission &operator=(const Admission &) = delete;

private:
    std::counting_semaphore<> &m_room;
};

} // namespace

WarmExecutor::WarmExecutor(std::shared_ptr<SandboxHost> host, std::unique_ptr<Executor> strict)
    : m_host(std::move(host))
    , m_strict(std::move(strict))
    , m_room(mostAtOnce)
{
}

WarmExecutor::~WarmExecutor() = default;

Result<std::unique_ptr<WarmExecutor>> WarmExecutor::make(std::shared_ptr<SandboxHost> host,
                                                         std::unique_ptr<Executor> strict)
{
    std::unique_ptr<WarmExecutor> executor(new WarmExecutor(std::move(host), std::move(strict)));
    auto plain = syscallFilter({});
    auto notifying = syscallFilter({.notify = true});
    if (!plain || !notifying)
        return std::unexpected(plain ? notifying.error() : plain.error());
    executor->m_plainFilter = std::move(*plain);
    executor->m_notifyingFilter = std::move(*notifying);
    return executor;
}

Result<ExecResult> WarmExecutor::run(const ExecRequest &request, std::stop_token stop)
{
    const auto key = interpreterKey(request.command);
    // Without a /proc of its own, a clone would see the others'.
    Post *post = key && m_host->means.ownProc ? postFor(*key) : nullptr;
    if (!post || !interpreterAt(*post))
        return m_strict->run(request, std::move(stop));
    const Admission admission(m_room);
    return runAt(*post, request, stop);
}

WarmExecutor::Post *WarmExecutor::postFor(const InterpreterKey &key)
{
    const std::lock_guard lock(m_mutex);
    const auto found =
        std::ranges::find_if(m_posts, [&](const auto &post) { return post->key == key; });
    if (found != m_posts.end())
        return found->get();
    if (m_posts.size() == maxPosts)
        return nullptr;
    m_posts.push_back(std::make_unique<Post>(key, m_host->slots.take()));
    return m_posts.back().get();
}

std::shared_ptr<Interpreter> WarmExecutor::interpreterAt(Post &post)
{
    const std::lock_guard lock(post.mutex);
    if (post.unfit || (post.interpreter && post.interpreter->isAlive()))
        return post.interpreter;
    post.interpreter.reset();
    auto started = Interpreter::start(m_launcher, m_host->means, post.key, post.slot.number());
    if (started)
        post.interpreter = std::move(*started);
    else
        post.unfit = started.error();
    return post.interpreter;
}

Result<FileDescriptor> WarmExecutor::requestFor(const ExecRequest &request) const
{
    SupervisorOrders orders;
    orders.argv = request.command.argv;
    orders.environment = sandboxEnvironment();
    orders.environment.insert(request.command.environment);
    orders.plainFilter = m_plainFilter;
    orders.notifyingFilter = m_notifyingFilter;
    return requestFile(request, orders);
}

Result<ExecResult> WarmExecutor::runAt(Post &post, const ExecRequest &request,
                                       const std::stop_token &stop)
{
    auto file = requestFor(request);
    if (!file)
        return std::unexpected(file.error());
    Supervised supervised{{}, std::move(*file), m_host->means.userOf(post.slot.number())};
    for (bool again = false;; again = true) {
        const auto interpreter = interpreterAt(post);
        if (!interpreter)
            return m_strict->run(request, stop);
        supervised.start = [&](const SupervisorFds &fds) -> Result<Child> {
            return interpreter->begin(fds).transform([] { return Child(); });
        };
        auto result = runSupervised(supervised, request, stop);
        // No verdict, and not the sample's fault: another interpreter may have more luck.
        if (result || again || result.error().code == ErrorCode::Cancelled)
            return result;
        interpreter->kill();
    }
}

Confinement WarmExecutor::confinement() const
{
    Confinement all = m_strict->confinement();
    all.form = u"warm"_s;
    if (!m_host->means.ownProc)
        all.missing.append(u"warm interpreter: no /proc of its own can be mounted here"_s);
    const std::lock_guard lock(m_mutex);
    for (const auto &post : m_posts) {
        const std::lock_guard inner(post->mutex);
        if (post->unfit)
            all.missing.append(u"warm interpreter: "_s + post->unfit->message);
    }
    return all;
}

} // namespace touchstone
