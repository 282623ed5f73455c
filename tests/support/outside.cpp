#include "support/outside.h"

#include "core/exec/sandbox.h"
#include "support/program.h"

#include <QtCore/QDirIterator>
#include <QtCore/QUuid>
#include <QtTest/QTest>

#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace touchstone::test {
namespace {

/// Files of the system that a break-out would like to change.
const QStringList treasures{u"/etc/passwd"_s, u"/etc/shadow"_s, u"/etc/ld.so.preload"_s,
                            u"/root/.bashrc"_s, u"/usr/bin/python3"_s};

int listening(const sockaddr *address, socklen_t size, int family)
{
    const int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, address, size) != 0 || listen(fd, 8) != 0)
        qFatal("can't listen: %s", strerror(errno));
    return fd;
}

int listeningAt(const QByteArray &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    memcpy(address.sun_path, path.constData(), size_t(path.size()));
    return listening(reinterpret_cast<const sockaddr *>(&address),
                     socklen_t(offsetof(sockaddr_un, sun_path) + size_t(path.size())), AF_UNIX);
}

int listeningHere(int &port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int fd = listening(reinterpret_cast<const sockaddr *>(&address), sizeof address, AF_INET);
    socklen_t size = sizeof address;
    getsockname(fd, reinterpret_cast<sockaddr *>(&address), &size);
    port = ntohs(address.sin_port);
    return fd;
}

/// All that descends from this process and lives, but for one; orphans come to us.
QSet<qint64> descendants(qint64 known)
{
    QSet<qint64> found;
    QList<qint64> open{getpid()};
    while (!open.isEmpty()) {
        const QString tasks = u"/proc/%1/task"_s.arg(open.takeFirst());
        for (const QString &task : QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            QFile file(tasks + u'/' + task + u"/children"_s);
            if (!file.open(QIODevice::ReadOnly))
                continue;
            for (const QByteArray &child : file.readAll().split(' ')) {
                const qint64 pid = child.toLongLong();
                QFile stat(u"/proc/%1/stat"_s.arg(pid));
                if (pid <= 0 || pid == known || !stat.open(QIODevice::ReadOnly))
                    continue;
                const QByteArray text = stat.readAll();
                if (text.mid(text.lastIndexOf(')') + 2, 1) == "Z")
                    continue;
                found.insert(pid);
                open.append(pid);
            }
        }
    }
    return found;
}

} // namespace

Outside::Outside()
    : m_secret("secret-" + QUuid::createUuid().toByteArray(QUuid::Id128))
    , m_abstractName("touchstone-test-" + m_secret)
{
    const QByteArray native = QFile::encodeName(m_folder.path());
    writeFile(m_folder.filePath(u"secret.txt"_s), m_secret);
    chmod(native.constData(), 0777);
    chmod((native + "/secret.txt").constData(), 0666);
    m_listeners = {listeningHere(m_port), listeningAt(native + "/socket"),
                   listeningAt('\0' + m_abstractName)};
    chmod((native + "/socket").constData(), 0777);

    QProcessEnvironment environment;
    environment.insert(u"SECRET"_s, QString::fromLatin1(m_secret));
    m_bystander.setProcessEnvironment(environment);
    m_bystander.setChildProcessModifier([] {
        if (geteuid() == 0 && (setgid(firstUser) != 0 || setuid(firstUser) != 0))
            _exit(1);
    });
    m_bystander.start(u"/bin/sh"_s, {u"-c"_s, u"read line"_s, QString::fromLatin1(m_secret)});
    if (!m_bystander.waitForStarted())
        qFatal("the bystander can't be started");
    m_before = inventory();
    prctl(PR_SET_CHILD_SUBREAPER, 1);
}

Outside::~Outside()
{
    for (const int fd : m_listeners)
        close(fd);
    m_bystander.kill();
    m_bystander.waitForFinished();
}

QByteArray Outside::inventory() const
{
    QByteArray text;
    const auto add = [&text](const QString &path) {
        struct stat info{};
        text += path.toUtf8() + ' ';
        if (lstat(QFile::encodeName(path).constData(), &info) == 0)
            text += QByteArray::number(info.st_mode, 8) + ' ' + QByteArray::number(info.st_size)
                + ' ' + QByteArray::number(qint64(info.st_mtim.tv_sec)) + ' '
                + QByteArray::number(qint64(info.st_mtim.tv_nsec)) + ' '
                + QByteArray::number(quint64(info.st_nlink)) + '\n';
        else
            text += "is not there\n";
    };
    add(m_folder.path());
    QDirIterator it(m_folder.path(), QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
    QStringList names;
    while (it.hasNext())
        names.append(it.next());
    names.sort();
    for (const QString &path : names + treasures)
        add(path);
    return text;
}

QString Outside::harm() const
{
    if (const QByteArray now = inventory(); now != m_before)
        return u"files changed:\n%1\nnow:\n%2"_s.arg(QString::fromUtf8(m_before),
                                                     QString::fromUtf8(now));
    for (const int fd : m_listeners) {
        pollfd waiting{fd, POLLIN, 0};
        if (poll(&waiting, 1, 0) != 0)
            return u"somebody connected to a socket"_s;
    }
    if (kill(pid_t(m_bystander.processId()), 0) != 0 || m_bystander.state() != QProcess::Running)
        return u"the bystander was killed"_s;
    QSet<qint64> left;
    const auto allGone = [&] {
        left = descendants(m_bystander.processId()) - m_expected;
        return left.isEmpty();
    };
    if (!QTest::qWaitFor(allGone, 10'000)) // what was killed may take a moment to go
        return u"%1 processes were left behind"_s.arg(left.size());
    return {};
}

void Outside::expectProcesses()
{
    m_expected = descendants(m_bystander.processId());
}

} // namespace touchstone::test
