#pragma once

#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>

namespace touchstone::supervisor {

/// One message of one byte with these descriptors in it; false with errno set when it was not sent.
template <size_t Count> bool sendDescriptors(int socket, const std::array<int, Count> &descriptors)
{
    char byte = 0;
    iovec part{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof descriptors)> space{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = space.data();
    message.msg_controllen = space.size();
    cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof descriptors);
    std::memcpy(CMSG_DATA(header), descriptors.data(), sizeof descriptors);
    ssize_t sent = 0;
    do
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == 1;
}

/// One message of at most `size` bytes, as recvmsg. `hasDescriptors`: just so many came with it,
/// close-on-exec, and are in `descriptors`.
template <size_t Count>
ssize_t receiveDescriptors(int socket, void *data, size_t size, std::array<int, Count> &descriptors,
                           bool &hasDescriptors)
{
    iovec part{data, size};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof descriptors)> space{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = space.data();
    message.msg_controllen = space.size();
    const ssize_t got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    const cmsghdr *header = got > 0 ? CMSG_FIRSTHDR(&message) : nullptr;
    hasDescriptors = header && header->cmsg_type == SCM_RIGHTS
        && header->cmsg_len == CMSG_LEN(sizeof descriptors);
    if (hasDescriptors)
        std::memcpy(descriptors.data(), CMSG_DATA(header), sizeof descriptors);
    return got;
}

} // namespace touchstone::supervisor
