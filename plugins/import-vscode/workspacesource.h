#pragma once

#include "conversation.h"

#include "core/scenario/packstaging.h"
#include "core/workspace/workspace.h"

namespace touchstone {

/// The workspace of a scenario, as its scenario.json says it, and what is in it.
struct ScenarioWorkspace {
    Json json; ///< the member "workspace"; null: there is none
    Manifest files;
    QString root; ///< the folder on this machine; empty: not at hand
};

/// The folder that a conversation is about: the workspace folder that its states name, else the
/// conversation's own without the conversations and states in it. One that is not within `root` is
/// not looked at: it is marked as missing, with the repository that would supply it.
Result<ScenarioWorkspace> workspaceOf(const std::vector<Question> &questions,
                                      const QString &conversation, const QString &root,
                                      BlobStore &blobs);

} // namespace touchstone
