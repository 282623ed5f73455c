#pragma once

#include "app/cli/cli.h"

namespace touchstone::cli {

/// Help that is wrapped to the terminal and says nothing that only programmers want to know.
class HelpText : public CLI::Formatter {
public:
    HelpText();
    std::string make_usage(const CLI::App *app, std::string name) const override;
    std::string make_description(const CLI::App *app) const override;
    std::string make_subcommand(const CLI::App *command) const override;
    std::string make_option(const CLI::Option *option, bool isPositional) const override;
    std::string make_option_usage(const CLI::Option *option) const override;

private:
    [[nodiscard]] std::string entry(const std::string &name, const std::string &text) const;
    int m_width;
};

/// The words that an option takes; empty: any.
QStringList choicesOf(const CLI::Option &option);
/// Puts the subcommands under headings.
void groupCommands(CLI::App &app);
/// Adds lines to what stands at the end of a subcommand's help.
void addFooter(CLI::App &command, const std::string &text);
/// The same for what the exit codes 1 and 3 mean here; empty: it never ends with that one.
void addExitCodes(CLI::App &command, const std::string &below, const std::string &harnessErrors);

} // namespace touchstone::cli
