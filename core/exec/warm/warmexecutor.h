#pragma once

#include "core/exec/strict.h"
#include "core/exec/warm/interpreter.h"

#include <mutex>
#include <semaphore>

namespace touchstone {

/// The warm form: commands that a warm interpreter can run are run there, each in a clone with
/// namespaces, folders and limits of its own; all others go to the strict form, as do all where no
/// warm interpreter can be had. Both give equal verdicts. An interpreter is started when the first
/// command asks for it; one that dies is replaced, and what it ran is run again, once. Thread-safe.
class WarmExecutor : public Executor {
public:
    /// `strict` runs what no warm interpreter can; both use `host`.
    static Result<std::unique_ptr<WarmExecutor>> make(std::shared_ptr<SandboxHost> host,
                                                      std::unique_ptr<Executor> strict);
    ~WarmExecutor() override;

    [[nodiscard]] Result<ExecResult> run(const ExecRequest &request, std::stop_token stop) override;
    [[nodiscard]] Confinement confinement() const override;

private:
    /// An interpreter and what it is for. Never removed, so that a borrowed one stays.
    struct Post {
        Post(InterpreterKey what, Slots::Lease lease)
            : key(std::move(what))
            , slot(std::move(lease))
        {
        }
        InterpreterKey key;
        Slots::Lease slot;
        std::mutex mutex; // guards the rest; held while one is started
        /// Shared by the calls that it runs, which may outlive its place here.
        std::shared_ptr<Interpreter> interpreter;
        std::optional<Error> unfit; // why none can be had
    };

    WarmExecutor(std::shared_ptr<SandboxHost> host, std::unique_ptr<Executor> strict);
    Post *postFor(const InterpreterKey &key);
    std::shared_ptr<Interpreter> interpreterAt(Post &post);
    Result<ExecResult> runAt(Post &post, const ExecRequest &request, const std::stop_token &stop);
    Result<FileDescriptor> requestFor(const ExecRequest &request) const;

    std::shared_ptr<SandboxHost> m_host; // before all that was started with it
    std::unique_ptr<Executor> m_strict;
    Launcher m_launcher; // in no control group: one would be shared by all samples
    QByteArray m_plainFilter;
    QByteArray m_notifyingFilter;
    std::counting_semaphore<> m_room;
    mutable std::mutex m_mutex; // guards the list, not what stands in it
    std::vector<std::unique_ptr<Post>> m_posts;
};

} // namespace touchstone
