#pragma once

#include "core/plugin/importer.h"

namespace touchstone {

/// The scenarios that VS Code's assistant is tested with: github.com/microsoft/vscode-copilot-chat,
/// test/scenarios, files *.conversation.json with the state of the editor in *.state.json. A file
/// is a conversation and becomes a scenario with a turn per question; a list of searches, none of
/// which has an editor open, becomes a scenario per question.
class VSCodeImporter : public Importer {
public:
    [[nodiscard]] QString id() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] std::vector<ImportOption> options() const override;
    [[nodiscard]] Result<ImportReport> run(const ImportRequest &request) const override;
};

} // namespace touchstone
