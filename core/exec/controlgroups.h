#pragma once

#include "core/exec/launcher.h"
#include "core/exec/limits.h"

#include <QtCore/QStringList>

#include <map>
#include <memory>
#include <mutex>

namespace touchstone {

/// Control groups for memory and processes, one a slot, made when first used and removed with this
/// object (those of a harness that was killed, by the next one). Thread-safe; a slot has one user
/// at a time.
class ControlGroups {
public:
    /// How a process gets into a slot's group: born to a launcher that is in it, or straight into
    /// it.
    struct Entrance {
        QStringList taskFiles; ///< version 1, for Launcher; also the launcher's thread counts
        QString folder; ///< version 2, for Program::controlGroup
    };
    /// What a group counted since limit() was called.
    struct Counted {
        qint64 killedForMemory = 0;
        qint64 refusedProcesses = 0;
    };

    /// Finds where groups can be made here, by making one and entering it. Unsupported, with the
    /// reason, where they cannot be had. `supervisor`: a program to try with.
    static Result<std::unique_ptr<ControlGroups>> find(const QString &supervisor);
    ~ControlGroups();
    ControlGroups(const ControlGroups &) = delete;
    ControlGroups &operator=(const ControlGroups &) = delete;

    [[nodiscard]] int version() const { return m_version; } ///< 1 or 2
    /// Makes the group of a slot. Empty when it cannot be made (any more): it is an additional
    /// fence, the others hold without it.
    Entrance entrance(int slot);
    /// Sets a slot's limits; `ownTasks` processes of ours are in it beside the command's.
    void limit(int slot, const Limits &limits, int ownTasks);
    [[nodiscard]] Counted counted(int slot);

private:
    struct Group {
        QString memory; ///< folder; both are one with version 2
        QString processes;
        std::optional<Limits> limits; ///< as last written
        Counted before;
    };

    ControlGroups(int version, QString memoryParent, QString processesParent);
    [[nodiscard]] QString folderName(int slot) const;
    [[nodiscard]] Counted read(const Group &group) const;
    bool make(Group &group, int slot) const;
    void write(const Group &group, const Limits &limits, int tasks) const;
    void removeStale() const;
    bool canBeEntered(const QString &supervisor);

    int m_version;
    QString m_memoryParent;
    QString m_processesParent;
    int m_instance; ///< of this process: two executors share no groups
    std::mutex m_mutex;
    std::map<int, Group> m_groups;
};

} // namespace touchstone
