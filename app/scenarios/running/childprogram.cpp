#include "app/scenarios/running/childprogram.h"

#include <csignal>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr qsizetype mostErrors = 16 << 10; // bytes kept

} // namespace

ChildProgram::ChildProgram(QString program, QStringList arguments, Life life, QObject *parent)
    : QObject(parent)
    , m_process(new QProcess)
    , m_life(life)
{
    m_process->setProgram(std::move(program));
    m_process->setArguments(std::move(arguments));
    if (life == Life::OutlivesWindow) {
        // Nobody reads its events any more then, and the terminal may be closed.
        QProcess::UnixProcessParameters parameters;
        parameters.flags =
            QProcess::UnixProcessFlag::IgnoreSigPipe | QProcess::UnixProcessFlag::CreateNewSession;
        m_process->setUnixProcessParameters(parameters);
    }
    connect(m_process, &QProcess::readyReadStandardOutput, this, &ChildProgram::readEvents);
    connect(m_process, &QProcess::readyReadStandardError, this, &ChildProgram::readErrors);
    connect(m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        end(status == QProcess::NormalExit ? code : -1);
    });
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            m_errors = m_process->errorString().toUtf8();
            end(-1);
        }
    });
}

ChildProgram::~ChildProgram()
{
    m_process->disconnect(this);
    if (!isRunning()) {
        delete m_process;
    } else if (m_life == Life::EndsWithUs) {
        interrupt();
        m_process->terminate();
        connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
    } // else it is left behind: its destructor would kill the child
}

void ChildProgram::start()
{
    m_process->start(QIODevice::ReadOnly);
}

void ChildProgram::interrupt()
{
    if (const qint64 id = m_process->processId(); id > 0)
        ::kill(pid_t(id), SIGINT);
}

bool ChildProgram::isRunning() const
{
    return m_process->state() != QProcess::NotRunning;
}

QString ChildProgram::errorText() const
{
    return QString::fromUtf8(m_errors).trimmed();
}

void ChildProgram::readEvents()
{
    m_line += m_process->readAllStandardOutput();
    qsizetype from = 0;
    for (qsizetype end = m_line.indexOf('\n'); end >= 0; end = m_line.indexOf('\n', from)) {
        const auto json = parseJson(QByteArrayView(m_line).sliced(from, end - from), {});
        from = end + 1;
        if (json && json->is_object())
            Q_EMIT event(*json);
    }
    m_line.remove(0, from);
}

void ChildProgram::readErrors()
{
    m_errors += m_process->readAllStandardError();
    m_errors = m_errors.last(std::min(mostErrors, m_errors.size()));
}

void ChildProgram::end(int exitCode)
{
    if (m_hasEnded)
        return;
    m_hasEnded = true;
    readEvents();
    readErrors();
    Q_EMIT ended(exitCode);
}

} // namespace touchstone::scenarios
