#include "support/actionbench.h"

#include "core/check/channel.h"
#include "core/check/running.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace touchstone::test {
namespace {

void readRecords(const ExecResult &result, const QString &nonce, ActionAnswer &answer)
{
    const ChannelRecords read = readChannel(result.channel, nonce);
    for (const Json &record : read.records) {
        if (const QString tool = stringOr(record, "missing"); !tool.isEmpty())
            answer.missing = tool;
        answer.text += dumpJson(record) + '\n';
    }
    if (!read.foreign.isEmpty())
        answer.trouble =
            u"somebody else wrote to the channel: "_s + QString::fromUtf8(read.foreign);
}

} // namespace

ActionAnswer ask(CheckBench &bench, const QString &action, const QStringList &files,
                 const QMap<QString, QByteArray> &workspace,
                 const QMap<QString, QString> &environment, Json request)
{
    ActionAnswer answer;
    const Toolchain *toolchain = bench.toolchains().find(bench.scenario.language);
    const Manifest tree = bench.files(workspace);
    const CheckSpec spec;
    const EndState state{bench.fixture, tree, {}, {}};
    const Trace trace;
    const CheckInput input{bench.scenario, spec, state, trace, bench.blobs};
    CheckContext context = bench.context();
    const QString nonce = newNonce();
    const ActionRun run{*toolchain, action, files,      driverRequest(std::move(request), nonce),
                        {},         {},     environment};
    const auto result = runAction(run, tree, input, context);
    if (!result) {
        answer.trouble = result.error().text();
        answer.missing =
            result.error().code == ErrorCode::ToolMissing ? toolchain->title : QString();
        return answer;
    }
    const ToolAction &how = toolchain->actions[action];
    if (how.source == u"channel"_s)
        readRecords(*result, nonce, answer);
    else
        answer.text = answerOf(how, *result, bench.blobs).value_or(QByteArray());
    if (const auto json = parseJson(answer.text, {}); json && json->is_object())
        answer.missing = stringOr(*json, "missing");
    if (const auto sorted = nlohmann::json::parse(answer.text.toStdString(), nullptr, false);
        !sorted.is_discarded())
        answer.text = QByteArray::fromStdString(sorted.dump()); // rows needn't know the order
    if (answer.text.isEmpty())
        answer.trouble =
            u"it ended with %1: %2"_s.arg(result->ending(), QString::fromUtf8(result->errors));
    return answer;
}

ExecResult act(CheckBench &bench, const QString &action, const QStringList &files,
               const QMap<QString, QByteArray> &workspace, const QByteArray &input,
               const QMap<QString, QString> &environment)
{
    auto command = bench.toolchains().find(bench.scenario.language)->command(action, files);
    if (!command)
        qFatal("%s", qPrintable(command.error().text()));
    command->input = input;
    command->environment.insert(environment);
    command->limits.wall = std::chrono::seconds(120);
    command->limits.memoryBytes = 2 * GiB;
    const auto result =
        bench.executor().run({bench.files(workspace), &bench.blobs, std::move(*command)}, {});
    if (!result)
        qFatal("%s", qPrintable(result.error().text()));
    return *result;
}

QByteArray told(const ExecResult &result)
{
    return result.output + '\n' + result.channel + '\n' + result.errors + '\n'
        + result.ending().toUtf8();
}

void verify(CheckBench &bench, const ActionRow &row)
{
    const ActionAnswer answer = ask(bench, row.action, row.files, row.workspace, row.environment);
    if (!answer.missing.isEmpty())
        QSKIP(qPrintable(answer.missing + u" is not installed"_s));
    const QByteArray all = answer.text + '\n' + answer.trouble.toUtf8();
    QVERIFY2(answer.trouble.isEmpty(), all.constData());
    for (const QString &text : row.has)
        QVERIFY2(answer.text.contains(text.toUtf8()),
                 (text.toUtf8() + " is not in " + all).constData());
    for (const QString &text : row.lacks)
        QVERIFY2(!answer.text.contains(text.toUtf8()),
                 (text.toUtf8() + " is in " + all).constData());
}

} // namespace touchstone::test
