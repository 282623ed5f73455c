#include "logfile.h"

#include "jsontext.h"
#include "zippedlog.h"

#include "core/base/text.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int newestVersion = 3; // written for a while, by those that first pooled messages

/// A file that is mapped.
class MappedFile : public LogText {
public:
    explicit MappedFile(const QString &path)
        : m_file(path)
    {
    }
    Result<void> open()
    {
        if (!m_file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::NotFound,
                        u"%1: %2"_s.arg(m_file.fileName(), m_file.errorString()));
        m_bytes = m_file.size() > 0 ? m_file.map(0, m_file.size()) : nullptr;
        if (m_bytes == nullptr)
            return fail(ErrorCode::BadInput,
                        m_file.size() == 0 ? u"%1 is empty"_s.arg(m_file.fileName())
                                           : u"%1 can't be mapped"_s.arg(m_file.fileName()));
        return {};
    }
    [[nodiscard]] QByteArrayView view() const override
    {
        return {reinterpret_cast<const char *>(m_bytes), m_file.size()};
    }

private:
    QFile m_file;
    const uchar *m_bytes = nullptr;
};

/// The whole log in one object.
class JsonLog : public InspectLog {
public:
    explicit JsonLog(const QString &path)
        : m_path(path)
        , m_file(path)
    {
    }
    Result<void> read()
    {
        if (auto opened = m_file.open(); !opened)
            return opened;
        const Place place{m_path, {}, 0};
        return forEachMember(m_file.view(), place,
                             [&](const QByteArray &key, QByteArrayView value) {
                                 return member(key, value, place.at(QString::fromUtf8(key)));
                             });
    }
    [[nodiscard]] qsizetype size() const override { return qsizetype(m_samples.size()); }
    [[nodiscard]] qint64 bytesOf(qsizetype index) const override
    {
        return m_samples[size_t(index)].size();
    }
    [[nodiscard]] QString nameOf(qsizetype index) const override
    {
        return u"sample %1"_s.arg(index + 1);
    }
    [[nodiscard]] Result<SampleText> sample(qsizetype index) const override
    {
        SampleText sample;
        sample.name = nameOf(index);
        const Place place = Place{m_path, {}, 0}.at(u"samples"_s).at(index);
        if (auto taken = takeApart(m_samples[size_t(index)], place, sample); !taken)
            return std::unexpected(std::move(taken.error()));
        return sample;
    }

private:
    Result<void> member(const QByteArray &key, QByteArrayView value, const Place &place)
    {
        if (key == "samples" && value != "null") {
            auto samples = elementsOf(value, place);
            if (!samples)
                return std::unexpected(std::move(samples.error()));
            m_samples = std::move(*samples);
            return {};
        }
        if (key == "samples" || key == "reductions")
            return {}; // made of the samples' scores
        auto parsed = parsePythonJson(value, place);
        if (!parsed)
            return std::unexpected(std::move(parsed.error()));
        m_header[key.toStdString()] = std::move(*parsed);
        return {};
    }

    QString m_path;
    MappedFile m_file;
    std::vector<QByteArrayView> m_samples;
};

Result<void> checkHeader(const Json &header, const QString &path)
{
    const Json &version = memberOr(header, "version");
    if (!memberOr(header, "eval").is_object() || !version.is_number_integer())
        return fail(
            ErrorCode::BadInput,
            u"%1 is no log of Inspect's: expected the members version and eval"_s.arg(path));
    if (version.get<qint64>() > newestVersion)
        return fail(ErrorCode::Newer,
                    u"%1 has version %2 of the log format; this version reads up to %3"_s.arg(path)
                        .arg(version.get<qint64>())
                        .arg(newestVersion));
    return {};
}

} // namespace

std::optional<std::pair<QString, int>> idAndEpoch(const QString &stem)
{
    const QLatin1StringView mark("_epoch_");
    const qsizetype at = stem.lastIndexOf(mark);
    if (at < 0)
        return std::nullopt;
    bool number = false;
    const int epoch = stem.sliced(at + mark.size()).toInt(&number);
    if (!number || epoch < 0)
        return std::nullopt;
    return std::pair(stem.first(at), epoch);
}

Result<void> takeApart(QByteArrayView object, const Place &place, SampleText &sample)
{
    const auto list = [](std::vector<QByteArrayView> &into, QByteArrayView value, const Place &at) {
        if (value == "null")
            return Result<void>();
        auto elements = elementsOf(value, at);
        if (!elements)
            return Result<void>(std::unexpected(std::move(elements.error())));
        into = std::move(*elements);
        return Result<void>();
    };
    const auto attachments = [&sample](QByteArrayView value, const Place &at) {
        return value == "null" ? Result<void>()
                               : forEachMember(value, at, [&](const QByteArray &key, auto text) {
                                     sample.attachments.insert(key, text);
                                     return Result<void>();
                                 });
    };
    return forEachMember(object, place, [&](const QByteArray &key, QByteArrayView value) {
        const Place at = place.at(QString::fromUtf8(key));
        if (key == "messages")
            return list(sample.messages, value, at);
        if (key == "events")
            return list(sample.events, value, at);
        if (key == "attachments")
            return attachments(value, at);
        if (key == "message_pool")
            return list(sample.pool, value, at);
        if (key == "events_data" && value != "null")
            return forEachMember(value, at, [&](const QByteArray &part, QByteArrayView pooled) {
                return part == "messages" ? list(sample.pool, pooled, at) : Result<void>();
            });
        if (key == "transcript" && value != "null") // before 0.3.30: {events, content}
            return forEachMember(value, at, [&](const QByteArray &part, QByteArrayView older) {
                return part == "events" ? list(sample.events, older, at)
                    : part == "content" ? attachments(older, at)
                                        : Result<void>();
            });
        sample.members.insert(key, value);
        return Result<void>();
    });
}

Result<std::unique_ptr<InspectLog>> InspectLog::open(const QString &path)
{
    QFile file(path);
    if (QFileInfo(path).isDir())
        return fail(ErrorCode::BadInput,
                    u"%1 is a folder; expected a log (FILE.eval or FILE.json)"_s.arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, u"%1: %2"_s.arg(path, file.errorString()));
    const QByteArray head = file.read(64);
    file.close();
    std::unique_ptr<InspectLog> log;
    if (ZipReader::looksLikeZip(head)) {
        auto zipped = openZippedLog(path);
        if (!zipped)
            return zipped;
        log = std::move(*zipped);
    } else {
        if (!head.trimmed().startsWith('{'))
            return fail(ErrorCode::BadInput,
                        u"%1 is no log of Inspect's: expected a zip (.eval) or a JSON object "
                        "(.json)"_s.arg(path));
        auto json = std::make_unique<JsonLog>(path);
        if (auto read = json->read(); !read)
            return std::unexpected(std::move(read.error()));
        log = std::move(json);
    }
    if (auto good = checkHeader(log->header(), path); !good)
        return std::unexpected(std::move(good.error()));
    return log;
}

} // namespace touchstone
