#include "core/check/programcheck.h"

#include "core/check/channel.h"
#include "core/check/evidence.h"
#include "core/check/running.h"
#include "core/check/textmatch.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// The benchmarks' evaluators end a program this long after the timer in it rang.
constexpr std::chrono::milliseconds grace{1000};

std::optional<QString> workspaceFile(const Json &part)
{
    const Json &path = memberOr(part, "workspace");
    return path.is_string() ? std::optional(path.get<QString>()) : std::nullopt;
}

/// The program; a failed verdict where the answer left out a file of it.
struct Program {
    QByteArray text;
    std::optional<Verdict> verdict;
};

Result<Program> assemble(const CheckInput &input)
{
    const Manifest tree = judgedTree(input);
    Program program;
    for (const Json &part : memberOr(input.spec.parameters, "parts")) {
        if (part.is_string()) {
            program.text += part.get_ref<const std::string &>();
        } else if (const auto path = workspaceFile(part)) {
            const auto file = tree.files.constFind(*path);
            if (file == tree.files.cend())
                return Program{{}, Verdict::failed(u"'%1' is missing"_s.arg(*path))};
            const auto bytes = input.blobs.blob(file->blob);
            if (!bytes)
                return std::unexpected(bytes.error());
            program.text += *bytes;
        } else {
            program.text += stringOr(part, "text").toUtf8();
        }
    }
    return program;
}

QString fromHex(const Json &record, const char *key)
{
    return QString::fromUtf8(QByteArray::fromHex(stringOr(record, key).toLatin1()));
}

Verdict timedOut(const QString &how, const Limits &limits)
{
    Verdict verdict = Verdict::failed(
        u"timed out: %1 (it has %2 s)"_s.arg(how).arg(double(limits.wall.count()) / 1000.0));
    verdict.limit = LimitKind::Wall;
    return verdict;
}

/// The driver's answer, or what its absence means.
Verdict parityVerdict(const ExecResult &result, const ChannelRecords &records, const Limits &limits)
{
    if (records.records.empty()) {
        if (result.end == ExecResult::End::Limit && result.limit == LimitKind::Wall)
            return timedOut(u"it was still running"_s, limits);
        if (auto verdict = limitVerdict(result))
            return std::move(*verdict);
        return Verdict::failed(
            u"the program ended without an answer (%1); its benchmark counts that as timed out"_s
                .arg(result.ending()));
    }
    const Json &record = records.records.front();
    const QString status = stringOr(record, "status");
    if (status == u"passed"_s)
        return Verdict::passed(status);
    if (status == u"timed out"_s)
        return timedOut(u"the timer rang"_s, limits);
    const QString type = fromHex(record, "type_hex");
    const QString message = fromHex(record, "message_hex");
    return Verdict::failed(oneLine(message.isEmpty() ? type : type + u": "_s + message));
}

Result<Verdict> judgeByParity(const QByteArray &program, const Toolchain &toolchain,
                              const CheckInput &input, CheckContext &context)
{
    // The judged program brings its own text; the sandbox is empty but for the check's files.
    Limits limits = input.scenario.limits;
    limits.wall += grace;
    limits.cpu = std::max(limits.cpu, limits.wall + grace);
    const QString nonce = newNonce();
    const double seconds = double(input.scenario.limits.wall.count()) / 1000.0;
    const QByteArray head = nonce.toLatin1() + ' ' + QByteArray::number(seconds, 'g', 10) + '\n';
    const auto result = runAction({toolchain, u"program"_s, {}, head + program, limits, {}},
                                  input.spec.files, input, context);
    if (!result)
        return std::unexpected(result.error());
    Verdict verdict =
        parityVerdict(*result, readChannel(result->channel, nonce), input.scenario.limits);
    verdict.evidence.push_back(
        textEvidence(u"Judged in parity mode: inside the program's own process"_s, program));
    return verdict;
}

/// A name in the workspace that no file has.
QString freeName(const Manifest &tree, const QString &extension)
{
    QString name = u"program"_s + extension;
    for (int i = 2; tree.files.contains(name); ++i)
        name = u"program%1%2"_s.arg(i).arg(extension);
    return name;
}

/// The program with what tells that its end was reached, where the language has it: exit code 0
/// alone is had by ending early.
QByteArray withEpilogue(const QByteArray &program, const Toolchain &toolchain, const QString &nonce)
{
    const QString text = toolchain.actions.value(u"run"_s).epilogue;
    return text.isEmpty()
        ? program
        : program + '\n' + QString(text).replace(u"{nonce}"_s, nonce).toUtf8() + '\n';
}

/// Why exit code 0 does not count; empty: it does.
QString exitObjection(const ExecResult &result, const Toolchain &toolchain, const QString &nonce)
{
    if (toolchain.actions.value(u"run"_s).epilogue.isEmpty())
        return {};
    const ChannelRecords read = readChannel(result.channel, nonce);
    if (!read.foreign.isEmpty())
        return u"the judged code wrote to the channel of the results"_s;
    bool reached = false;
    for (const Json &record : read.records) {
        reached = reached || stringOr(record, "event") == u"reached"_s;
        if (QString objection = objectionIn(record); !objection.isEmpty())
            return objection;
    }
    return reached ? QString() : u"ended with exit 0 before its end was reached"_s;
}

Result<Verdict> judgeByExit(const QByteArray &program, const Toolchain &toolchain,
                            const CheckInput &input, CheckContext &context)
{
    const Json &parameters = input.spec.parameters;
    const QString nonce = newNonce();
    const QByteArray text = withEpilogue(program, toolchain, nonce);
    Manifest tree = judgedTree(input);
    const QString name = freeName(tree, toolchain.extensions.value(0));
    tree.files.insert(name, {FileMode::Regular, input.blobs.put(text), text.size()});
    const auto result =
        runAction({toolchain, u"run"_s, {name}, stringOr(parameters, "stdin").toUtf8(), {}, {}},
                  tree, input, context);
    if (!result)
        return std::unexpected(result.error());
    if (auto verdict = limitVerdict(*result))
        return std::move(*verdict);
    Verdict verdict = Verdict::passed(result->ending());
    if (!result->succeeded()) {
        const QByteArray last = result->errors.trimmed().split('\n').last();
        verdict = Verdict::failed(oneLine(u"ended with %1 %2"_s.arg(
            result->ending(),
            last.isEmpty() ? QString() : u"("_s + QString::fromUtf8(last) + u')')));
    } else if (const QString why = exitObjection(*result, toolchain, nonce); !why.isEmpty()) {
        verdict = Verdict::failed(why);
    } else if (const Json &expected = memberOr(parameters, "stdout"); expected.is_string()) {
        const auto match = textMatchFromName(stringOr(parameters, "match", u"exact"_s));
        const auto mismatch = textMismatch(QByteArray::fromStdString(expected.get<std::string>()),
                                           result->output, match.value_or(TextMatch::Exact),
                                           toleranceFrom(memberOr(parameters, "tolerance")));
        if (mismatch)
            verdict = Verdict::failed(*mismatch);
    }
    addOutput(verdict, *result);
    return verdict;
}

} // namespace

QString ProgramCheck::type() const
{
    return u"program"_s;
}

QString ProgramCheck::summary() const
{
    return u"a whole program judges itself (parity mode) or ends with exit code 0"_s;
}

Result<void> ProgramCheck::validate(const Scenario &, const CheckSpec &spec,
                                    const Place &place) const
{
    const QString mode = stringOr(spec.parameters, "mode");
    if (mode != u"parity"_s && mode != u"exit"_s)
        return fail(ErrorCode::BadInput,
                    u"%1: 'parity' or 'exit' was expected, found '%2'"_s.arg(
                        place.at(u"mode"_s).text(), mode));
    const Json &parts = memberOr(spec.parameters, "parts");
    if (!parts.is_array() || parts.empty())
        return fail(
            ErrorCode::BadInput,
            u"%1: a list of at least one part was expected"_s.arg(place.at(u"parts"_s).text()));
    for (size_t i = 0; i < parts.size(); ++i)
        if (!parts[i].is_string() && !memberOr(parts[i], "text").is_string()
            && !workspaceFile(parts[i]))
            return fail(ErrorCode::BadInput,
                        u"%1: a text, {\"text\": …} or {\"workspace\": path} was expected"_s.arg(
                            place.at(u"parts"_s).at(qsizetype(i)).text()));
    return {};
}

Result<Verdict> ProgramCheck::run(const CheckInput &input, CheckContext &context) const
{
    const auto toolchain = toolchainOf(input, context);
    if (!toolchain)
        return std::unexpected(toolchain.error());
    auto program = assemble(input);
    if (!program)
        return std::unexpected(std::move(program.error()));
    if (program->verdict)
        return std::move(*program->verdict);
    return stringOr(input.spec.parameters, "mode") == u"parity"_s
        ? judgeByParity(program->text, **toolchain, input, context)
        : judgeByExit(program->text, **toolchain, input, context);
}

} // namespace touchstone
