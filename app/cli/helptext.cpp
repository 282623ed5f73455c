#include "app/cli/helptext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

constexpr int column = 26; // where descriptions begin
constexpr int narrowest = 60;
constexpr int widest = 100; // longer lines are hard to read

/// Words of `text` in lines of at most `width` characters.
QStringList wrapped(const QString &text, int width)
{
    QStringList lines{QString()};
    for (const QString &word : text.split(u' ')) {
        QString &line = lines.last();
        if (line.isEmpty())
            line = word;
        else if (line.size() + 1 + word.size() <= width)
            line += u' ' + word;
        else
            lines.append(word);
    }
    return lines;
}

/// "N" of "N:POSITIVE": how a value is called, without how it is checked.
QString valueName(const CLI::Option &option)
{
    if (option.get_type_size() == 0)
        return {}; // a flag
    const QString type = QString::fromStdString(option.get_type_name()).section(u':', 0, 0);
    const QStringList choices = choicesOf(option);
    return type == "TEXT"_L1 && !choices.isEmpty() ? choices.join(u'|') : type;
}

} // namespace

QStringList choicesOf(const CLI::Option &option)
{
    const QString type = QString::fromStdString(option.get_type_name());
    const qsizetype open = type.indexOf(u":{"_s);
    if (open >= 0 && type.endsWith(u'}'))
        return type.sliced(open + 2).chopped(1).split(u',');
    const qsizetype map = type.indexOf(u"value in {"_s); // a transformer: name->number
    QStringList choices;
    if (map >= 0)
        for (const QString &pair : type.mid(map + 10).section(u'}', 0, 0).split(u','))
            choices.append(pair.section(u"->"_s, 0, 0));
    return choices;
}

HelpText::HelpText()
    : m_width(std::clamp(terminalWidth(), narrowest, widest))
{
    column_width(column);
}

std::string HelpText::entry(const std::string &name, const std::string &text) const
{
    QString line = u"  "_s + QString::fromStdString(name);
    QString all;
    if (line.size() > column - 2) { // the description begins below
        all = line + u'\n';
        line.clear();
    }
    for (const QString &part : wrapped(QString::fromStdString(text), m_width - column)) {
        all += line.leftJustified(column) + part + u'\n';
        line.clear();
    }
    return all.toStdString();
}

std::string HelpText::make_usage(const CLI::App *app, std::string name) const
{
    return '\n' + CLI::Formatter::make_usage(app, std::move(name));
}

std::string HelpText::make_description(const CLI::App *app) const
{
    return wrapped(QString::fromStdString(app->get_description()), m_width)
               .join(u'\n')
               .toStdString()
        + '\n';
}

std::string HelpText::make_subcommand(const CLI::App *command) const
{
    return entry(command->get_display_name(true), command->get_description());
}

std::string HelpText::make_option(const CLI::Option *option, bool isPositional) const
{
    const QString value = valueName(*option);
    QString name = isPositional ? value : QString::fromStdString(option->get_name(false, true));
    name.replace(u","_s, u", "_s);
    if (!isPositional && !value.isEmpty())
        name += u' ' + value;
    if (option->get_expected_max() >= CLI::detail::expected_max_vector_size)
        name += u" ..."_s;
    std::string text = option->get_description();
    if (!isPositional && option->get_required())
        text += " (required)";
    else if (!option->get_default_str().empty())
        text += " (default: " + option->get_default_str() + ")";
    return entry(name.toStdString(), text);
}

std::string HelpText::make_option_usage(const CLI::Option *option) const
{
    QString name = valueName(*option);
    if (option->get_expected_max() >= CLI::detail::expected_max_vector_size)
        name += u"..."_s;
    return (option->get_required() ? name : u'[' + name + u']').toStdString();
}

void groupCommands(CLI::App &app)
{
    const std::pair<const char *, std::vector<const char *>> groups[] = {
        {"Packs", {"list", "show", "new", "validate", "import"}},
        {"Runs", {"run", "score", "replay"}},
        {"Results", {"report", "export", "compare", "chart", "baseline"}},
        {"Run files", {"info", "verify", "compact", "merge"}},
        {"This machine", {"doctor", "plugins", "bench", "completion"}},
    };
    for (const auto &[title, names] : groups)
        for (const char *name : names)
            app.get_subcommand(name)->group(title);
}

void addFooter(CLI::App &command, const std::string &text)
{
    const std::string before = command.get_footer();
    command.footer(before.empty() ? text : before + "\n\n" + text);
}

void addExitCodes(CLI::App &command, const std::string &below, const std::string &harnessErrors)
{
    std::string text = "Exit codes:\n  0    done\n";
    if (!below.empty())
        text += "  1    " + below + '\n';
    text += "  2    bad usage or bad input";
    if (!harnessErrors.empty())
        text += "\n  3    " + harnessErrors + "\n  130  interrupted";
    addFooter(command, text);
}

} // namespace touchstone::cli
