#pragma once

#include "cehcase.h"

#include "core/scenario/packstaging.h"
#include "core/workspace/workspace.h"

#include <map>

namespace touchstone {

/// The workspaces of a pack's cases: each state of a repository is taken from its clone once, and
/// shared by the scenarios that are about it.
class CehWorkspaces {
public:
    /// `clones`: a folder of git clones, named owner/name, owner__name, owner--name or name; empty:
    /// there is none.
    CehWorkspaces(PackStaging &staging, QString clones)
        : m_staging(staging)
        , m_clones(std::move(clones))
    {
    }
    struct Workspace {
        Json json; ///< the scenario's member
        std::optional<QByteArray> source; ///< of the case's file; nothing: not at hand
        QString missing; ///< why the workspace is not; empty: it is
    };
    /// `folder` is the scenario's, in the pack. BadInput where the case is about a file that its
    /// commit, or its folder, does not have.
    Result<Workspace> of(const CehCase &theCase, const QString &folder);

private:
    struct State {
        QString folder; ///< in the pack; empty: missing
        QString missing;
        Manifest files;
    };
    Result<Workspace> beside(const CehCase &theCase, const QString &folder);
    const State &stateOf(const CehCase &theCase);
    [[nodiscard]] QString cloneOf(const QString &repository) const;

    PackStaging &m_staging;
    QString m_clones;
    std::map<std::pair<QString, QString>, State> m_states; ///< by repository and commit
};

} // namespace touchstone
