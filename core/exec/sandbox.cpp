#include "core/exec/sandbox.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// What of the system's /etc compilers and interpreters need; nothing in it is about this machine
/// or its users.
const QStringList allowedEtc{
    u"alternatives"_s, u"java*"_s,      u"ld.so.cache"_s, u"ld.so.conf"_s,
    u"ld.so.conf.d"_s, u"mime.types"_s, u"mono"_s,        u"perl"_s,
    u"php"_s,          u"python3*"_s,   u"R"_s,           u"ghc"_s,
    u"scala"_s,        u"dotnet"_s,     u"julia"_s,
};

/// Top-level folders of an image that every sandbox has of its own.
const QStringList ownFolders{u"dev"_s, u"proc"_s, u"sys"_s, u"tmp"_s, u"work"_s, u"run"_s};

/// Collects bwrap's arguments, and stages the sources that the unprivileged user may not be able to
/// reach by path.
class ArgumentList {
public:
    explicit ArgumentList(const SandboxMeans &means)
        : m_means(means)
    {
    }

    void add(std::initializer_list<QByteArray> arguments) { m_inner.append(arguments); }

    /// A path that bwrap can get at for something that lies anywhere on this machine.
    QByteArray reachable(const QString &source)
    {
        if (!m_means.privateMounts)
            return QFile::encodeName(source);
        m_staging.append({"--stage", QFile::encodeName(source)});
        return "/tmp/" + QByteArray::number(m_staged++);
    }

    void bind(const QByteArray &source, const QString &target)
    {
        add({"--ro-bind", source, QFile::encodeName(target)});
    }

    [[nodiscard]] QByteArrayList complete(const SandboxPlan &plan) const
    {
        QByteArrayList all{QFile::encodeName(m_means.libexec) + "/touchstone-supervisor", "enter",
                           "--parent", QByteArray::number(getpid())};
        if (m_means.privateMounts)
            all.append("--private");
        all += m_staging;
        if (m_means.dropUser)
            all.append({"--drop", QByteArray::number(firstUser + plan.slot)});
        all.append({"--", QFile::encodeName(m_means.bwrap)});
        return all + m_inner + QByteArrayList{"--"} + plan.argv;
    }

private:
    const SandboxMeans &m_means;
    QByteArrayList m_staging;
    QByteArrayList m_inner;
    int m_staged = 0;
};

/// As on this system: a link stays a link (/bin → usr/bin), a folder is mounted.
void showSystemFolder(ArgumentList &list, const QString &path)
{
    const QFileInfo info(path);
    if (info.isSymLink())
        list.add({"--symlink", QFile::encodeName(info.readSymLink()), QFile::encodeName(path)});
    else if (info.isDir())
        list.bind(QFile::encodeName(path), path);
}

void showSystem(ArgumentList &list)
{
    for (const QString &path :
         {u"/usr"_s, u"/bin"_s, u"/sbin"_s, u"/lib"_s, u"/lib32"_s, u"/lib64"_s, u"/libx32"_s})
        showSystemFolder(list, path);
    const QDir etc(u"/etc"_s);
    for (const QString &name : etc.entryList(allowedEtc, QDir::AllEntries | QDir::NoDotAndDotDot))
        showSystemFolder(list, etc.filePath(name)); // a plain file is added below
    for (const QString &name : etc.entryList(allowedEtc, QDir::Files))
        if (!QFileInfo(etc.filePath(name)).isSymLink())
            list.bind(QFile::encodeName(etc.filePath(name)), etc.filePath(name));
    for (const QByteArray name : {"passwd", "group", "hosts", "nsswitch.conf"})
        list.add({"--symlink", inside::ours + QByteArray("/etc/") + name, "/etc/" + name});
    list.add({"--symlink", "/tmp", "/var/tmp"});
}

/// Mounts an image's folder, child by child where one of `needed` must be made inside it.
void showImageFolder(ArgumentList &list, const QDir &image, const QByteArray &source,
                     const QString &target, const QStringList &needed)
{
    const auto isAbove = [&](const QString &path) { return path.startsWith(target + u'/'); };
    const auto isThere = [&](const QString &path) {
        return QFileInfo::exists(image.path() + path.sliced(target.size()));
    };
    const bool takeApart = std::ranges::any_of(
        needed, [&](const QString &path) { return isAbove(path) && !isThere(path); });
    if (!takeApart && !target.isEmpty()) {
        list.bind(source, target);
        return;
    }
    const auto all = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    for (const QFileInfo &entry : image.entryInfoList(all)) {
        const QString path = target + u'/' + entry.fileName();
        if ((target.isEmpty() && ownFolders.contains(entry.fileName())) || needed.contains(path))
            continue;
        const QByteArray from = source + '/' + QFile::encodeName(entry.fileName());
        if (entry.isSymLink())
            list.add(
                {"--symlink", QFile::encodeName(entry.readSymLink()), QFile::encodeName(path)});
        else if (entry.isDir())
            showImageFolder(list, QDir(entry.filePath()), from, path, needed);
        else if (entry.isFile())
            list.bind(from, path);
    }
}

Result<void> showImage(ArgumentList &list, const SandboxPlan &plan)
{
    const QDir image(plan.rootFolder);
    if (!image.exists())
        return fail(ErrorCode::NotFound,
                    u"the root file system %1 is not there; unpack the image to this folder"_s.arg(
                        plan.rootFolder));
    QStringList needed{QString::fromLatin1(inside::home)};
    for (const Mount &mount : plan.mounts)
        needed.append(mount.target);
    showImageFolder(list, image, list.reachable(image.absolutePath()), {}, needed);
    return {};
}

Result<void> showMounts(ArgumentList &list, const SandboxPlan &plan)
{
    for (const Mount &mount : plan.mounts) {
        if (!QFileInfo::exists(mount.source))
            return fail(ErrorCode::BadInput,
                        u"a command wants %1 at %2, but there is no such file or folder"_s.arg(
                            mount.source, mount.target));
        list.bind(list.reachable(QFileInfo(mount.source).absoluteFilePath()), mount.target);
    }
    return {};
}

} // namespace

Result<QByteArrayList> sandboxArguments(const SandboxMeans &means, const SandboxPlan &plan)
{
    ArgumentList list(means);
    // User 0 inside, or bwrap would end in a second user namespace, whose capabilities do not reach
    // the mounts. What they are for: mounting the writable file system, looking after
    // processes, and (SETFCAP) mapping user 0 to another in a namespace below.
    list.add({"--unshare-all", "--as-pid-1", "--die-with-parent", "--new-session", "--uid", "0",
              "--gid", "0", "--hostname", "sandbox", "--cap-add", "CAP_SYS_ADMIN", "--cap-add",
              "CAP_SYS_PTRACE", "--cap-add", "CAP_DAC_OVERRIDE", "--cap-add", "CAP_SETFCAP"});
    if (plan.rootFolder.isEmpty())
        showSystem(list);
    else if (auto shown = showImage(list, plan); !shown)
        return std::unexpected(shown.error());
    for (const QString &folder : means.masked)
        if (plan.rootFolder.isEmpty() && QFileInfo::exists(folder))
            list.add(
                {"--tmpfs", QFile::encodeName(folder), "--remount-ro", QFile::encodeName(folder)});
    if (auto shown = showMounts(list, plan); !shown)
        return std::unexpected(shown.error());
    if (means.ownProc)
        list.add({"--proc", "/proc"});
    else
        list.add({"--ro-bind", "/proc", "/proc"});
    list.add({"--dev", "/dev", "--dir", "/tmp", "--dir", inside::work, "--dir", inside::home,
              "--dir", inside::writable});
    list.bind(list.reachable(means.libexec), QString::fromLatin1(inside::ours));
    list.add({"--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"});
    return list.complete(plan);
}

QMap<QString, QString> sandboxEnvironment(const QMap<QString, QString> &own)
{
    QMap<QString, QString> environment{
        {u"PATH"_s, u"/usr/local/bin:/usr/bin:/bin"_s},
        {u"HOME"_s, QString::fromLatin1(inside::home)},
        {u"USER"_s, u"user"_s},
        {u"LOGNAME"_s, u"user"_s},
        {u"SHELL"_s, u"/bin/sh"_s},
        {u"TMPDIR"_s, u"/tmp"_s},
        {u"LANG"_s, u"C.UTF-8"_s},
        {u"LC_ALL"_s, u"C.UTF-8"_s},
        {u"TZ"_s, u"UTC"_s},
        {u"TERM"_s, u"dumb"_s},
        {u"PYTHONHASHSEED"_s, u"0"_s},
        {u"PYTHONDONTWRITEBYTECODE"_s, u"1"_s},
        {u"SOURCE_DATE_EPOCH"_s, u"946684800"_s},
        {u"GIT_AUTHOR_NAME"_s, u"Touchstone"_s},
        {u"GIT_AUTHOR_EMAIL"_s, u"touchstone@localhost"_s},
        {u"GIT_AUTHOR_DATE"_s, u"2000-01-01T00:00:00Z"_s},
        {u"GIT_COMMITTER_NAME"_s, u"Touchstone"_s},
        {u"GIT_COMMITTER_EMAIL"_s, u"touchstone@localhost"_s},
        {u"GIT_COMMITTER_DATE"_s, u"2000-01-01T00:00:00Z"_s},
        {u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s},
    };
    environment.insert(own);
    return environment;
}

QByteArrayList assignments(const QMap<QString, QString> &environment)
{
    QByteArrayList result;
    for (auto it = environment.begin(); it != environment.end(); ++it)
        result.append(it.key().toUtf8() + '=' + it.value().toUtf8());
    return result;
}

} // namespace touchstone
