#include "core/plugin/plugin.h"
#include "core/run/replay.h"

#include <QtCore/QFileInfo>
#include <QtCore/QObject>

#include <map>
#include <mutex>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Repeats what an earlier run recorded: its attempts at a scenario are this agent's samples.
class RecordingAgent : public Agent {
public:
    RecordingAgent(const QString &path, std::unique_ptr<RunFile> file,
                   std::map<QString, QStringList> attempts)
        : m_name(u"recording:"_s + QFileInfo(path).fileName())
        , m_file(std::move(file))
        , m_attempts(std::move(attempts))
    {
    }
    AgentDescription describe() const override
    {
        QStringList ids;
        for (const auto &[scenario, attempts] : m_attempts)
            ids += attempts;
        return {.name = m_name, .identity = Digest::of(ids.join(u'\n').toUtf8())};
    }
    Result<std::optional<int>> sampleCount(const QString &pack, const QString &id,
                                           const LoadScenario &) const override
    {
        const auto found = m_attempts.find(pack + u'/' + id);
        return found == m_attempts.end() ? 0 : int(found->second.size());
    }
    Result<std::unique_ptr<Actor>> begin(const Scenario &scenario, int sample) const override;

private:
    QString m_name;
    mutable std::mutex m_mutex; ///< guards m_file, which one thread at a time may use
    std::unique_ptr<RunFile> m_file;
    std::map<QString, QStringList> m_attempts; ///< "pack/scenario" to attempt ids
};

/// Keeps the recorded bytes for as long as the actor needs them.
class OwningReplayActor : public Actor {
public:
    OwningReplayActor(Trace trace, std::unique_ptr<BlobStore> blobs)
        : m_blobs(std::move(blobs))
        , m_replay(std::move(trace), *m_blobs)
    {
    }
    QFuture<Result<void>> act(Session &session, int turn) override
    {
        return m_replay.act(session, turn);
    }

private:
    std::unique_ptr<BlobStore> m_blobs;
    ReplayActor m_replay;
};

Result<std::unique_ptr<Actor>> RecordingAgent::begin(const Scenario &scenario, int sample) const
{
    const auto found = m_attempts.find(scenario.pack + u'/' + scenario.id);
    if (found == m_attempts.end() || sample >= found->second.size())
        return fail(ErrorCode::NotFound,
                    u"%1 has no attempt %2 at '%3'"_s.arg(m_name).arg(sample).arg(scenario.id));
    const std::scoped_lock lock(m_mutex);
    auto trace = m_file->events(found->second.at(sample));
    if (!trace)
        return std::unexpected(std::move(trace.error()));
    auto blobs = std::make_unique<BlobStore>();
    for (const Event &event : *trace) {
        for (const Digest &digest : event.blobs) {
            const auto bytes = m_file->blob(digest);
            if (!bytes)
                return std::unexpected(bytes.error());
            blobs->put(*bytes);
        }
        const auto files =
            manifestFromJson(memberOr(event.data, "files"), {u"event %1"_s.arg(event.id), {}, 0});
        if (!files)
            continue;
        for (const FileEntry &entry : files->files) {
            const auto bytes = m_file->blob(entry.blob);
            if (!bytes)
                return std::unexpected(bytes.error());
            blobs->put(*bytes);
        }
    }
    return std::make_unique<OwningReplayActor>(std::move(*trace), std::move(blobs));
}

class RecordingFactory : public AgentFactory {
public:
    QString name() const override { return u"recording"_s; }
    QString usage() const override { return u"recording:RUN[#attempt=ID]"_s; }
    QString summary() const override { return u"repeats the recorded attempts of a run file"_s; }
    Result<std::unique_ptr<Agent>> create(const QString &argument) const override
    {
        const qsizetype hash = argument.lastIndexOf(u"#attempt="_s);
        const QString path = hash < 0 ? argument : argument.left(hash);
        const QString wanted = hash < 0 ? QString() : argument.mid(hash + 9);
        if (path.isEmpty())
            return fail(ErrorCode::BadInput,
                        u"agent 'recording' needs a run file: %1"_s.arg(usage()));
        auto file = RunFile::open(path, RunFile::Mode::Read);
        if (!file)
            return std::unexpected(std::move(file.error()));
        std::map<QString, QStringList> attempts;
        const auto add = [&](const AttemptRecord &record) {
            attempts[record.pack + u'/' + record.scenario].append(record.id);
            return true;
        };
        if (!wanted.isEmpty()) {
            const auto one = (*file)->attempt(wanted);
            if (!one)
                return std::unexpected(one.error());
            add(*one);
        } else if (auto read = (*file)->attempts({}, add); !read) {
            return std::unexpected(std::move(read.error()));
        }
        return std::make_unique<RecordingAgent>(argument, std::move(*file), std::move(attempts));
    }
};

} // namespace
} // namespace touchstone

class RecordingPlugin : public QObject, public touchstone::Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TouchstonePluginIid FILE "plugin.json")
    Q_INTERFACES(touchstone::Plugin)

public:
    touchstone::Contributions contribute() override
    {
        touchstone::Contributions contributions;
        contributions.agents.push_back(std::make_unique<touchstone::RecordingFactory>());
        return contributions;
    }
};

#include "plugin.moc"
