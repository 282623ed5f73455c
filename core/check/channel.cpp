#include "core/check/channel.h"

#include "core/check/evidence.h"

#include <QtCore/QRandomGenerator>

#include <array>

using namespace Qt::StringLiterals;

namespace touchstone {

ChannelRecords readChannel(const QByteArray &channel, const QString &nonce)
{
    ChannelRecords read;
    const QByteArray start = nonce.toLatin1() + ' ';
    for (qsizetype at = 0; at < channel.size();) {
        const qsizetype end = channel.indexOf('\n', at);
        const QByteArrayView line =
            QByteArrayView(channel).sliced(at, (end < 0 ? channel.size() : end) - at);
        at = end < 0 ? channel.size() : end + 1;
        if (end < 0
            && QByteArrayView(start).startsWith(line.first(std::min(line.size(), start.size())))) {
            read.cut = true;
            break;
        }
        const auto json = line.startsWith(start)
            ? parseJson(line.sliced(start.size()), {u"the driver's answer"_s, {}, 0})
            : fail(ErrorCode::BadInput, {});
        if (json && json->is_object())
            read.records.push_back(*json);
        else if (read.foreign.isEmpty())
            read.foreign = line.first(std::min<qsizetype>(line.size(), 1000)).toByteArray() + '\n';
    }
    return read;
}

QString objectionIn(const Json &record)
{
    if (const QStringList names = stringsOr(record, "equal"); !names.isEmpty())
        return oneLine(
            u"objects of the judged code are equal to everything: %1"_s.arg(names.join(u", "_s)),
            300);
    if (const QStringList files = stringsOr(record, "changed"); !files.isEmpty())
        return oneLine(u"tests were changed while they were run: %1"_s.arg(files.join(u", "_s)),
                       300);
    return {};
}

QString newNonce()
{
    std::array<quint32, 4> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random).toHex());
}

QByteArray driverRequest(Json request, const QString &nonce)
{
    request["nonce"] = nonce;
    return dumpJson(request) + '\n';
}

} // namespace touchstone
