#include "core/check/commandcheck.h"

#include "core/check/evidence.h"
#include "core/check/running.h"

#include <QtCore/QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// A pattern for one of the streams: what it must, or must not, be found in.
struct StreamPattern {
    const char *key;
    QByteArray ExecResult::*stream;
    bool wanted;
    const char *otherwise;
};
constexpr std::array streamPatterns{
    StreamPattern{"stdout_matches", &ExecResult::output, true, "its output does not match '%1'"},
    StreamPattern{"stdout_lacks", &ExecResult::output, false, "its output matches '%1'"},
    StreamPattern{"stderr_matches", &ExecResult::errors, true,
                  "its error output does not match '%1'"},
};

QRegularExpression compiled(const Json &parameters, const char *key)
{
    return QRegularExpression(stringOr(parameters, key), QRegularExpression::MultilineOption);
}

bool exitExpected(const Json &parameters, int code)
{
    const Json &wanted = memberOr(parameters, "exit");
    if (wanted.is_number_integer())
        return wanted.get<qint64>() == code;
    if (!wanted.is_array())
        return code == 0;
    for (const Json &one : wanted)
        if (one.is_number_integer() && one.get<qint64>() == code)
            return true;
    return false;
}

/// Why the result is not what the check wants; empty: it is.
Result<QString> objection(const Json &parameters, const ExecResult &result)
{
    if (result.end == ExecResult::End::NotStarted)
        return u"'%1' is not there or can't be run"_s.arg(stringsOr(parameters, "argv").value(0));
    if (result.end != ExecResult::End::Exited || !exitExpected(parameters, result.exitCode))
        return u"it ended with %1"_s.arg(result.ending());
    for (const StreamPattern &pattern : streamPatterns) {
        if (!parameters.contains(pattern.key))
            continue;
        const auto match =
            compiled(parameters, pattern.key).match(QString::fromUtf8(result.*pattern.stream));
        if (!match.isValid())
            return fail(ErrorCode::BadInput,
                        u"the pattern '%1' can't be used on this output"_s.arg(
                            oneLine(stringOr(parameters, pattern.key))));
        if (match.hasMatch() != pattern.wanted)
            return QString::fromLatin1(pattern.otherwise)
                .arg(oneLine(stringOr(parameters, pattern.key)));
    }
    return QString();
}

} // namespace

QString CommandCheck::type() const
{
    return u"command"_s;
}

QString CommandCheck::summary() const
{
    return u"a command of the scenario ends as expected"_s;
}

Result<void> CommandCheck::validate(const Scenario &, const CheckSpec &spec,
                                    const Place &place) const
{
    if (stringsOr(spec.parameters, "argv").isEmpty())
        return fail(
            ErrorCode::BadInput,
            u"%1: a command check needs argv, a list of the program and its arguments"_s.arg(
                place.text()));
    for (const StreamPattern &pattern : streamPatterns) {
        const auto regex = compiled(spec.parameters, pattern.key);
        if (!regex.isValid())
            return fail(
                ErrorCode::BadInput,
                u"%1: not a regular expression: %2 at character %3"_s
                    .arg(place.at(QString::fromLatin1(pattern.key)).text(), regex.errorString())
                    .arg(regex.patternErrorOffset() + 1));
    }
    return {};
}

Result<Verdict> CommandCheck::run(const CheckInput &input, CheckContext &context) const
{
    const Json &parameters = input.spec.parameters;
    Command command;
    command.argv = stringsOr(parameters, "argv");
    command.folder = stringOr(parameters, "folder");
    command.input = stringOr(parameters, "stdin").toUtf8();
    command.git = boolOr(parameters, "git", false);
    const auto result = runCommand(std::move(command), judgedTree(input), input, context);
    if (!result)
        return std::unexpected(result.error());
    if (auto verdict = limitVerdict(*result))
        return std::move(*verdict);
    const auto why = objection(parameters, *result);
    if (!why)
        return std::unexpected(why.error());
    Verdict verdict = why->isEmpty()
        ? Verdict::passed(result->ending())
        : Verdict::failed(u"'%1': %2"_s.arg(stringsOr(parameters, "argv").join(u' '), *why));
    verdict.reason = oneLine(verdict.reason, 300);
    addOutput(verdict, *result);
    return verdict;
}

} // namespace touchstone
