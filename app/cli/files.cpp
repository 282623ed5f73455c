#include "app/cli/cli.h"
#include "core/base/text.h"
#include "core/run/runfile.h"

#include <QtCore/QDateTime>
#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

struct FileFlags {
    std::vector<std::string> files;
    std::string output;
    bool json = false;
    bool allowDiffering = false;
};

void infoEvent(const std::string &name, const Result<RunManifest> &manifest, qint64 attempts,
               size_t passes)
{
    Json info{{"file", name}, {"attempts", attempts}, {"passes", passes}};
    if (manifest) {
        info["run"] = manifest->runId;
        info["created_ms"] = manifest->createdMs;
        info["touchstone"] = manifest->touchstone;
        info["environment"] = manifest->environment;
        info["plan"] = manifest->plan;
        info["plan_digest"] = manifest->planDigest.hex();
    } else {
        info["error"] = manifest.error().text();
    }
    printEvent(u"info"_s, info);
}

QString indented(const Json &json)
{
    return visibleText(
        QString::fromUtf8(prettyJson(json)).trimmed().replace(u'\n', u"\n               "_s));
}

void printInfo(const RunFile &file, const Result<RunManifest> &manifest, qint64 attempts,
               size_t passes)
{
    print(file.path());
    print(u"  size         %1 KiB"_s.arg(QFileInfo(file.path()).size() / 1024));
    print(u"  attempts     %1"_s.arg(attempts));
    print(u"  passes       %1"_s.arg(passes));
    if (!manifest)
        return;
    print(u"  run          %1"_s.arg(manifest->runId));
    print(u"  made         %1 by Touchstone %2"_s.arg(
        QDateTime::fromMSecsSinceEpoch(manifest->createdMs, QTimeZone::UTC).toString(Qt::ISODate),
        manifest->touchstone));
    print(u"  plan digest  %1"_s.arg(manifest->planDigest.hex()));
    print(u"  plan         %1"_s.arg(indented(manifest->plan)));
    print(u"  environment  %1"_s.arg(indented(manifest->environment)));
}

int runInfo(const FileFlags &flags)
{
    int code = Done;
    for (const std::string &name : flags.files) {
        const auto file = openToRead(name);
        if (!file) {
            code = std::max(code, report(file.error()));
            continue;
        }
        const auto manifest = (*file)->manifest();
        const auto count = (*file)->attemptCount();
        const auto passes = (*file)->passes();
        if (flags.json)
            infoEvent(name, manifest, count.value_or(0), passes ? passes->size() : 0);
        else
            printInfo(**file, manifest, count.value_or(0), passes ? passes->size() : 0);
        if (!manifest || !count || !passes) { // what is left was said
            report(!manifest ? manifest.error() : !count ? count.error() : passes.error());
            code = std::max(code, int(Below));
        }
    }
    return code;
}

int runVerify(const FileFlags &flags)
{
    int code = Done;
    for (const std::string &name : flags.files) {
        const auto file = openToRead(name);
        if (!file) {
            code = std::max(code, report(file.error()));
            continue;
        }
        const auto verified = (*file)->verify();
        if (!verified)
            return report(verified.error());
        if (flags.json)
            printEvent(u"verify"_s,
                       {{"file", name},
                        {"blobs", verified->blobs},
                        {"attempts", verified->attempts},
                        {"problems", verified->problems}});
        else
            print(u"%1: %2 attempts, %3 blobs, %4"_s.arg((*file)->path())
                      .arg(verified->attempts)
                      .arg(verified->blobs)
                      .arg(verified->problems.isEmpty()
                               ? u"every hash and reference holds"_s
                               : u"%1 problems"_s.arg(verified->problems.size())));
        if (!flags.json)
            for (const QString &problem : verified->problems)
                print(u"  %1"_s.arg(visibleText(problem)));
        if (!verified->problems.isEmpty())
            code = std::max(code, int(Below));
    }
    return code;
}

int runCompact(const FileFlags &flags)
{
    for (const std::string &name : flags.files) {
        const QString path = QString::fromStdString(name);
        const qint64 before = QFileInfo(path).size();
        auto file = openToWrite(name);
        if (!file)
            return report(file.error());
        if (auto done = (*file)->compact(); !done)
            return report(done.error());
        if (auto done = (*file)->publish(); !done)
            return report(done.error());
        if (flags.json)
            printEvent(
                u"compacted"_s,
                {{"file", name}, {"bytes", QFileInfo(path).size()}, {"bytes_before", before}});
        else
            print(u"%1: %2 KiB, was %3 KiB"_s.arg(path)
                      .arg(QFileInfo(path).size() / 1024)
                      .arg(before / 1024));
    }
    return Done;
}

/// A new run file with what is known of the first part; a damaged one may not say.
Result<std::unique_ptr<RunFile>> beginMerge(const QString &output, const RunFile &first)
{
    const auto known = first.manifest();
    if (!known)
        complain(u"touchstone: %1; what it was made with is lost"_s.arg(
            visibleText(known.error().text())));
    RunManifest manifest = known.value_or(RunManifest{});
    manifest.runId = newId();
    return RunFile::create(output, manifest);
}

void removeRun(const QString &path)
{
    for (const QString &rest : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(path + rest);
}

/// A damaged part gives what can be read of it, and makes the exit code 1.
Result<int> mergeParts(const FileFlags &flags, const QString &output,
                       std::unique_ptr<RunFile> &merged)
{
    int code = Done;
    for (const std::string &name : flags.files) {
        const auto part = openToRead(name);
        if (!part)
            return std::unexpected(part.error());
        if (!merged) {
            auto begun = beginMerge(output, **part);
            if (!begun)
                return std::unexpected(std::move(begun.error()));
            merged = std::move(*begun);
        }
        const auto added = merged->mergeFrom(**part, flags.allowDiffering);
        if (!added && added.error().code != ErrorCode::Corrupt)
            return std::unexpected(added.error());
        if (added && flags.json) {
            printEvent(u"part"_s, {{"file", name}, {"attempts", *added}});
        } else if (added) {
            print(u"%1: %2 attempts"_s.arg((*part)->path()).arg(*added));
        } else {
            report(added.error());
            code = Below;
        }
    }
    return code;
}

int runMerge(const FileFlags &flags)
{
    const QString output = QString::fromStdString(flags.output);
    if (QFileInfo::exists(output))
        return report(
            {ErrorCode::BadInput, u"%1 exists; merge writes a new file"_s.arg(output), {}});
    std::unique_ptr<RunFile> merged;
    const auto code = mergeParts(flags, output, merged);
    if (!code) {
        if (std::exchange(merged, nullptr))
            removeRun(output);
        return report(code.error());
    }
    const auto count = merged->attemptCount();
    if (auto done = merged->publish(); !done)
        return report(done.error());
    if (!count)
        return report(count.error());
    if (flags.json)
        printEvent(u"merged"_s, {{"file", output}, {"attempts", *count}});
    else
        print(u"Run file: %1 (%2 attempts)"_s.arg(output).arg(*count));
    return *code;
}

CLI::App *addFiles(CLI::App &app, Run &run, const char *name, const char *help,
                   int (*what)(const FileFlags &), std::shared_ptr<FileFlags> flags)
{
    CLI::App *command = app.add_subcommand(name, help);
    command->add_option("files", flags->files, "Run files")->required()->type_name("RUN");
    command->callback([flags, what, &run] { run = [flags, what] { return what(*flags); }; });
    return command;
}

} // namespace

void addFileCommands(CLI::App &app, Run &run)
{
    auto info = std::make_shared<FileFlags>();
    addFiles(app, run, "info", "Say what a run file holds and what it was made with", runInfo, info)
        ->add_flag("--json", info->json, "One JSON event a line");
    auto verify = std::make_shared<FileFlags>();
    addFiles(app, run, "verify", "Check every hash and reference of a run file", runVerify, verify)
        ->add_flag("--json", verify->json, "One JSON event a line");
    auto compact = std::make_shared<FileFlags>();
    addFiles(app, run, "compact", "Drop what nothing refers to and give space back", runCompact,
             compact)
        ->add_flag("--json", compact->json, "One JSON event a line");
    auto merge = std::make_shared<FileFlags>();
    CLI::App *command =
        addFiles(app, run, "merge", "Put run files (shards of one plan) together", runMerge, merge);
    command->add_option("-o,--output", merge->output, "The new run file")
        ->required()
        ->type_name("FILE");
    command->add_flag("--json", merge->json, "One JSON event a line");
    command->add_flag("--allow-differing", merge->allowDiffering,
                      "Merge runs whose plans or environments differ");
}

} // namespace touchstone::cli
