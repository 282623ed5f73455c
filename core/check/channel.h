#pragma once

#include "core/base/json.h"

#include <vector>

namespace touchstone {

/// How drivers (resources/toolchains/LANGUAGE/) answer: they read one JSON object from stdin, which
/// has a member "nonce", before judged code runs, and write lines "NONCE JSON" to file descriptor
/// 3. What has not the nonce was written by somebody else.
struct ChannelRecords {
    std::vector<Json> records;
    QByteArray foreign; ///< the first thing that is no record of the driver's; empty: there is none
    bool cut = false; ///< the last line has no end: the driver was stopped while writing
};
ChannelRecords readChannel(const QByteArray &channel, const QString &nonce);

/// What drivers found that makes the results worthless: {"equal": [names]}, objects of these
/// classes of the judged code are equal to everything; {"changed": [files]}, tests that the judged
/// code rewrote. Empty: nothing of this record.
QString objectionIn(const Json &record);

/// 32 hexadecimal digits that nobody can guess.
QString newNonce();
/// The text for a driver's stdin.
QByteArray driverRequest(Json request, const QString &nonce);

} // namespace touchstone
