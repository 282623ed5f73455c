#include "app/cli/helptext.h"
#include "core/plugin/registry.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

/// What bash needs to know of one subcommand.
struct Completion {
    QString path; ///< "run", "bench samples"; empty: no subcommand yet
    QStringList flags;
    QStringList commands;
    QStringList filters; ///< flags after which something special is offered, as "case" arms
};

QStringList namesOf(const CLI::Option &option)
{
    QStringList names;
    for (const std::string &name : option.get_lnames())
        names.append(u"--"_s + QString::fromStdString(name));
    for (const std::string &name : option.get_snames())
        names.append(u"-"_s + QString::fromStdString(name));
    return names;
}

/// What to offer behind a flag: its choices, agents, or nothing in particular (files).
QString offerFor(const CLI::Option &option)
{
    if (option.get_type_name() == "SPEC")
        return Registry::standard().ids(u"agents"_s).join(u' ');
    return choicesOf(option).join(u' ');
}

void collect(const CLI::App &app, const QString &path, std::vector<Completion> &all)
{
    Completion mine{path, {}, {}, {}};
    for (const CLI::Option *option : app.get_options()) {
        const QStringList names = namesOf(*option);
        mine.flags += names;
        if (const QString offer = offerFor(*option); !names.isEmpty() && !offer.isEmpty())
            mine.filters.append(u"    '%1 '%2) words='%3' ;;"_s.arg(
                path, names.join(u"|'%1 '"_s.arg(path)), offer));
    }
    for (const CLI::App *command : app.get_subcommands([](const CLI::App *) { return true; }))
        mine.commands.append(QString::fromStdString(command->get_name()));
    if (path == "import"_L1) // they come with their plugins, which are not loaded for this
        mine.commands = Registry::standard().ids(u"importers"_s);
    all.push_back(std::move(mine));
    for (const CLI::App *command : app.get_subcommands([](const CLI::App *) { return true; })) {
        const QString name = QString::fromStdString(command->get_name());
        collect(*command, path.isEmpty() ? name : path + u' ' + name, all);
    }
}

constexpr auto script = R"(# bash completion of touchstone; made by `touchstone completion bash`
_touchstone() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} path= words= commands= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path/${COMP_WORDS[i]}" in
@PATHS@
    esac
  done
  COMPREPLY=()
  case "$path $previous" in
@OFFERS@
  esac
  if [[ -n $words ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    return
  fi
  case "$path" in
@FLAGS@
  esac
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  elif [[ -n $commands ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$current")
  else
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}
complete -F _touchstone touchstone
)";

QString bashScript(const CLI::App &app)
{
    std::vector<Completion> all;
    collect(app, {}, all);
    QStringList paths;
    QStringList offers;
    QStringList flags;
    for (const Completion &one : all) {
        for (const QString &command : one.commands)
            paths.append(u"      '%1/%2') path='%3' ;;"_s.arg(
                one.path, command, one.path.isEmpty() ? command : one.path + u' ' + command));
        offers += one.filters;
        flags.append(u"    '%1') words='%2' commands='%3' ;;"_s.arg(one.path, one.flags.join(u' '),
                                                                    one.commands.join(u' ')));
    }
    return QString::fromLatin1(script)
        .replace(u"@PATHS@"_s, paths.join(u'\n'))
        .replace(u"@OFFERS@"_s, offers.join(u'\n'))
        .replace(u"@FLAGS@"_s, flags.join(u'\n'))
        .trimmed();
}

} // namespace

void addCompletionCommand(CLI::App &app, Run &run)
{
    auto shell = std::make_shared<std::string>();
    CLI::App *command =
        app.add_subcommand("completion", "Print what makes a shell complete subcommands and flags");
    command->add_option("shell", *shell, "The shell: bash")
        ->required()
        ->type_name("SHELL")
        ->check(CLI::IsMember({"bash"}));
    addFooter(*command,
              "To have it in this shell, and in every one from now on:\n"
              "  source <(touchstone completion bash)\n"
              "  touchstone completion bash > "
              "~/.local/share/bash-completion/completions/touchstone");
    command->callback([shell, &app, &run] {
        run = [shell, &app] {
            print(bashScript(app));
            return Done;
        };
    });
}

} // namespace touchstone::cli
