#include "support/layerrules.h"

#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QMap>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>

using namespace Qt::StringLiterals;

namespace touchstone::test {
namespace {

const QStringList coreQtModules{u"Core"_s, u"Network"_s, u"Concurrent"_s};

/// Where one of our files belongs.
struct Room {
    QString layer; ///< "core", "plugins", "app"
    QString folder; ///< "core/exec", "plugins/import-table", "app/ide", "app"
};

Room roomOf(const QString &path)
{
    const QStringList parts = path.split(u'/');
    if (parts.size() < 3)
        return {parts.front(), parts.front()};
    return {parts.front(), parts.at(0) + u'/' + parts.at(1)};
}

class Reader {
public:
    explicit Reader(const QString &root)
        : m_root(root)
    {
    }
    Result<LayerReport> read();

private:
    Result<QString> text(const QString &path) const;
    QStringList files(const QString &folder, const QStringList &names) const;
    void readIncludes(const QString &path, const QString &text);
    void judgeQtInclude(const QString &place, const Room &from, const QString &header);
    void judgeOwnInclude(const QString &place, const Room &from, const QString &path,
                         const QString &header);
    void readLinkLines(const QString &path, const QString &text);
    void judgeLink(const QString &place, const Room &from, const QString &library);
    void findCycles();
    bool reaches(const QString &from, const QString &to, QStringList &way,
                 QSet<QString> &seen) const;
    void violation(const QString &place, const QString &what)
    {
        m_report.violations.append(u"%1: %2"_s.arg(place, what));
    }

    QDir m_root;
    LayerReport m_report;
    QMap<QString, QMap<QString, QString>> m_edges; ///< core folder to folder to an example
};

Result<QString> Reader::text(const QString &path) const
{
    QFile file(m_root.filePath(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    return QString::fromUtf8(file.readAll());
}

QStringList Reader::files(const QString &folder, const QStringList &names) const
{
    QStringList found;
    QDirIterator it(m_root.filePath(folder), names, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        found.append(m_root.relativeFilePath(it.next()));
    found.sort();
    return found;
}

void Reader::judgeQtInclude(const QString &place, const Room &from, const QString &header)
{
    if (from.layer != "core"_L1)
        return;
    const qsizetype slash = header.indexOf(u'/');
    const QString module = slash < 0 ? QString() : header.mid(2, slash - 2); // without "Qt"
    if (slash < 0)
        violation(place, u"<%1> does not say its module; write <QtCore/%1>"_s.arg(header));
    else if (!coreQtModules.contains(module))
        violation(place, u"core must not include Qt %1 (<%2>)"_s.arg(module, header));
}

void Reader::judgeOwnInclude(const QString &place, const Room &from, const QString &path,
                             const QString &header)
{
    ++m_report.projectIncludes;
    const bool named = m_root.exists(header);
    // A header beside the file may be named without its folder.
    const QString full = named ? header : QDir::cleanPath(path + u"/../"_s + header);
    const Room to = roomOf(full);
    if (from.layer != to.layer && to.layer != "core"_L1)
        violation(place, u"%1 must not include %2 (\"%3\")"_s.arg(from.layer, to.layer, header));
    else if (from.layer == "plugins"_L1 && to.layer == "plugins"_L1 && from.folder != to.folder)
        violation(place, u"a plugin must not include another (\"%1\")"_s.arg(header));
    else if (from.folder.startsWith("app/"_L1) && from.folder != to.folder
             && to.folder.startsWith("app/"_L1)
             && (from.folder == "app/cli"_L1 || to.folder != "app/ide"_L1))
        violation(place, u"%1 must not include %2 (\"%3\")"_s.arg(from.folder, to.folder, header));
    else if (from.layer == "core"_L1 && from.folder != to.folder) {
        if (from.folder == "core/base"_L1)
            violation(place, u"core/base includes nothing else of ours (\"%1\")"_s.arg(header));
        m_edges[from.folder].insert(to.folder, place);
    }
}

void Reader::readIncludes(const QString &path, const QString &text)
{
    static const QRegularExpression include(uR"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"_s);
    static const QRegularExpression qt(u"^Qt?[A-Z]"_s);
    ++m_report.files;
    const Room from = roomOf(path);
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto match = include.match(lines.at(i));
        if (!match.hasMatch())
            continue;
        const QString place = u"%1 line %2"_s.arg(path).arg(i + 1);
        const QString header = match.captured(2);
        if (match.captured(1) == "<"_L1) {
            if (header.contains(qt))
                judgeQtInclude(place, from, header);
        } else if (m_root.exists(header) || header.contains(u"../"_s)
                   || m_root.exists(QDir::cleanPath(path + u"/../"_s + header))) {
            judgeOwnInclude(place, from, path, header);
        }
    }
}

void Reader::judgeLink(const QString &place, const Room &from, const QString &library)
{
    const bool qt = library.startsWith("Qt6::"_L1);
    const QString module = qt ? library.mid(5) : library;
    if (from.layer == "core"_L1 && qt && !coreQtModules.contains(module))
        violation(place, u"core must not link %1"_s.arg(library));
    static const QSet<QString> windowed{u"Widgets"_s, u"PrintSupport"_s};
    if (from.layer == "plugins"_L1 && windowed.contains(module)
        && !from.folder.startsWith("plugins/environment-"_L1))
        violation(place, u"only an environment plugin may link %1"_s.arg(library));
    if (library.startsWith("touchstone-"_L1) && library != "touchstone-core"_L1)
        violation(place, u"%1 must not link %2"_s.arg(from.layer, library));
}

void Reader::readLinkLines(const QString &path, const QString &text)
{
    static const QRegularExpression call(uR"(\btarget_link_libraries\s*\(([^)]*)\))"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression comment(u"#[^\n]*"_s);
    static const QSet<QString> words{u"PUBLIC"_s, u"PRIVATE"_s, u"INTERFACE"_s};
    QString code = text;
    code.replace(comment, QString());
    auto it = call.globalMatch(code);
    while (it.hasNext()) {
        const auto match = it.next();
        ++m_report.linkLines;
        const auto line = code.left(match.capturedStart()).count(u'\n') + 1;
        const QString place = u"%1 line %2"_s.arg(path).arg(line);
        const QStringList arguments = match.captured(1).simplified().split(u' ');
        for (const QString &argument : arguments.mid(1))
            if (!words.contains(argument))
                judgeLink(place, roomOf(path), argument);
    }
}

bool Reader::reaches(const QString &from, const QString &to, QStringList &way,
                     QSet<QString> &seen) const
{
    if (seen.contains(from))
        return false;
    seen.insert(from);
    const auto edges = m_edges.value(from);
    for (auto it = edges.cbegin(); it != edges.cend(); ++it) {
        way.append(u"%1 (%2)"_s.arg(it.key(), it.value()));
        if (it.key() == to || reaches(it.key(), to, way, seen))
            return true;
        way.removeLast();
    }
    return false;
}

/// Each cycle is told once, from its alphabetically first folder.
void Reader::findCycles()
{
    QSet<QString> told;
    for (const QString &folder : m_edges.keys()) {
        QStringList way;
        QSet<QString> seen;
        if (told.contains(folder) || !reaches(folder, folder, way, seen))
            continue;
        for (const QString &step : std::as_const(way))
            told.insert(step.section(u' ', 0, 0));
        violation(
            folder,
            u"a cycle between folders: %1 -> %1 by way of %2"_s.arg(folder, way.join(u" -> "_s)));
    }
}

Result<LayerReport> Reader::read()
{
    for (const QString &layer : {u"core"_s, u"plugins"_s, u"app"_s}) {
        for (const QString &path : files(layer, {u"*.h"_s, u"*.cpp"_s, u"*.c"_s})) {
            const auto source = text(path);
            if (!source)
                return std::unexpected(source.error());
            readIncludes(path, *source);
        }
        for (const QString &path : files(layer, {u"CMakeLists.txt"_s, u"*.cmake"_s})) {
            const auto lines = text(path);
            if (!lines)
                return std::unexpected(lines.error());
            readLinkLines(path, *lines);
        }
    }
    findCycles();
    m_report.violations.sort();
    return m_report;
}

} // namespace

Result<LayerReport> readLayers(const QString &root)
{
    return Reader(root).read();
}

} // namespace touchstone::test
