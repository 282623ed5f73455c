#pragma once

#include "conversation.h"

namespace touchstone {

/// What the editor shows, for an agent to read: Markdown, lines and columns from 1. `document` is
/// the active file's text, empty where it is not at hand; `path` is its place in the workspace.
QString stateText(const EditorState &state, const QString &path, const QByteArray &document);

} // namespace touchstone
